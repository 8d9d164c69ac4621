// Replies that are text without headers: whose they are, where they end, and what becomes of the others.
#include "catch.hpp"
#include "support/frames.hpp"

#include <ami/ami.hpp>
#include <ami/session/correlator.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace session = ami::session;
namespace wire = ami::wire;
using verdict = session::correlator::verdict;
using lines = std::vector<std::string_view>;

namespace {

// Gives all frames of a text to the correlator; the verdicts.
std::vector<verdict> give(session::correlator& table, std::string_view text, std::size_t piece = std::string::npos) {
  std::vector<verdict> found;
  wire::frame_reader reader{{}, wire::frame_reader::greeting::absent};
  for (std::size_t at = 0; at < text.size(); at += std::min(piece, text.size())) {
    reader.feed(text.substr(at, piece));
    while (reader.next() == wire::frame_reader::result::frame) {
      found.push_back(table.on_frame(reader.current(), reader.current().kind()));
    }
  }
  CHECK_FALSE(reader.mid_frame());
  return found;
}

const auto text_plan = session::reply_plan{}.form(session::reply_form::text);

std::string success(const std::string& action_id) {
  return "Response: Success\r\nActionID: " + action_id + "\r\nPing: Pong\r\n\r\n";
}

// The text of Asterisk 13's Queues: blank lines in it, and several at its end.
constexpr const char* queues = "support has 0 calls (max unlimited) in 'ringall' strategy (0s holdtime)\r\n"
                               "   Members: \r\n      PJSIP/alice (Not in use) has taken no calls yet\r\n"
                               "   No Callers\r\n\r\n"
                               "sales has 0 calls (max unlimited) in 'ringall' strategy\r\n   No Members\r\n"
                               "   No Callers\r\n\r\n\r\n\r\n";

}  // namespace

TEST_CASE("text reply: all text up to the reply to the Ping behind it is one reply") {
  for (const std::size_t piece : {std::string::npos, std::size_t{1}, std::size_t{7}}) {
    session::correlator table{"p"};
    REQUIRE(table.add_made(1, text_plan));
    CHECK(give(table, queues, piece) == std::vector{verdict::consumed, verdict::consumed});
    CHECK(table.subject() == 1);
    CHECK(give(table, success("p-1-end"), piece) == std::vector{verdict::complete});
    CHECK(table.finished() == 1);
    const ami::reply reply{table.take_finished()};
    CHECK(reply.success());
    CHECK(reply.response().empty());
    CHECK_FALSE(reply.is_list());
    CHECK(reply.action_id() == "p-1");
    CHECK(reply.output() == lines{"support has 0 calls (max unlimited) in 'ringall' strategy (0s holdtime)",
                                  "   Members: ", "      PJSIP/alice (Not in use) has taken no calls yet",
                                  "   No Callers", "", "sales has 0 calls (max unlimited) in 'ringall' strategy",
                                  "   No Members", "   No Callers"});
    CHECK(ami::to_string(reply) == "accepted lines=8");
    CHECK(table.size() == 0);
    CHECK_FALSE(table.takes_events());
  }
}

TEST_CASE("text reply: it may be empty, end with bare line feeds, or without a blank line") {
  const auto output = [](const std::string& text) {
    session::correlator table{"p"};
    REQUIRE(table.add(7, "mine", text_plan));
    const auto verdicts = give(table, text + success("mine-end"));
    REQUIRE(verdicts.back() == verdict::complete);
    CHECK(table.size() == 0);
    return ami::reply{table.take_finished()}.output();
  };
  CHECK(output("").empty());
  CHECK(output("\r\n").empty());
  CHECK(output("\r\n\r\n\r\n").empty());
  CHECK(output("(None)  62  -1\n\r\n") == std::vector<std::string>{"(None)  62  -1"});
  CHECK(output("<?xml version=\"1.0\"?>\r\n<nodes>\r\n  <node>1</node>\r\n</nodes>\r\n\r\n") ==
        std::vector<std::string>{"<?xml version=\"1.0\"?>", "<nodes>", "  <node>1</node>", "</nodes>"});
  // The Ping's reply stands in the text's frame then.
  CHECK(output("no end\r\n") == std::vector<std::string>{"no end"});
  CHECK(output("no\n\nend\n") == std::vector<std::string>{"no", "", "end"});
}

TEST_CASE("text reply: the other actions in flight and events are not disturbed") {
  session::correlator table{"p"};
  REQUIRE(table.add_made(1));
  REQUIRE(table.add_made(2, text_plan));
  REQUIRE(table.add_made(3));
  REQUIRE(table.add_made(4, text_plan));
  CHECK(table.size() == 4);
  CHECK(give(table, success("p-1")) == std::vector{verdict::complete});
  CHECK(give(table, "Event: Hangup\r\nActionID: p-2\r\n\r\nfirst\r\n\r\nEvent: Hangup\r\n\r\n") ==
        std::vector{verdict::not_ours, verdict::consumed, verdict::not_ours});
  CHECK(give(table, success("p-2-end")) == std::vector{verdict::complete});
  CHECK(ami::reply{table.take_finished()}.output() == std::vector<std::string>{"first"});
  CHECK(give(table, success("p-3")) == std::vector{verdict::complete});
  CHECK(table.finished() == 3);
  CHECK(give(table, "second\r\n\r\n" + success("p-4-end")) == std::vector{verdict::consumed, verdict::complete});
  CHECK(table.finished() == 4);
  CHECK(ami::reply{table.take_finished()}.output() == std::vector<std::string>{"second"});
  // Nobody waits for text now.
  CHECK(give(table, "third\r\n\r\n") == std::vector{verdict::not_ours});
  CHECK(give(table, success("p-4-end")) == std::vector{verdict::not_ours});
}

TEST_CASE("text reply: a response of the action itself is part of it, and a refusal is all of it") {
  session::correlator table{"p"};
  REQUIRE(table.add_made(1, text_plan));
  CHECK(give(table, "Response: Success\r\nActionID: p-1\r\nMessage: m\r\n\r\nline\r\n\r\n" + success("p-1-end")) ==
        std::vector{verdict::consumed, verdict::consumed, verdict::complete});
  const ami::reply both{table.take_finished()};
  CHECK(both.message() == "m");
  CHECK(both.output() == lines{"line"});
  REQUIRE(table.add_made(2, text_plan));
  CHECK(give(table, "Response: Error\r\nActionID: p-2\r\nMessage: Permission denied\r\n\r\n") ==
        std::vector{verdict::complete});
  const ami::reply refused{table.take_finished()};
  CHECK(refused.outcome() == ami::outcome::rejected);
  CHECK(refused.message() == "Permission denied");
  CHECK(table.size() == 0);
  // The Ping's reply is no stray.
  CHECK(give(table, success("p-2-end")) == std::vector{verdict::consumed});
  CHECK_FALSE(table.takes_events());
  // An unknown vendor's action may be answered with Response: Follows all the same.
  REQUIRE(table.add_made(3, text_plan));
  CHECK(table.expects_output("p-3", {11, 0, 0}));
  CHECK(give(table, "Response: Follows\r\nPrivilege: Command\r\nActionID: p-3\r\na\n\nb\n--END COMMAND--\r\n\r\n" +
                        success("p-3-end")) == std::vector{verdict::consumed, verdict::complete});
  CHECK(ami::reply{table.take_finished()}.output() == std::vector<std::string>{"a", "", "b"});
}

TEST_CASE("text reply: of one that was given up the text is nobody's, and the next gets its own") {
  session::correlator table{"p"};
  REQUIRE(table.add_made(1, text_plan));
  REQUIRE(table.add_made(2, text_plan));
  CHECK(give(table, "part\r\n\r\n") == std::vector{verdict::consumed});
  CHECK(table.take_partial(1)->seen().text == "part\r\n\r\n");
  CHECK(table.abandon(1));
  CHECK(give(table, "rest\r\n\r\n" + success("p-1-end")) == std::vector{verdict::late, verdict::consumed});
  CHECK(give(table, "own\r\n\r\n" + success("p-2-end")) == std::vector{verdict::consumed, verdict::complete});
  CHECK(ami::reply{table.take_finished()}.output() == std::vector<std::string>{"own"});
  // One that was never sent is forgotten, and its names are free.
  REQUIRE(table.add(3, "mine", text_plan));
  CHECK_FALSE(table.add(4, "mine-end"));
  CHECK_FALSE(table.add(4, "mine", text_plan));
  CHECK(table.remove(3));
  CHECK(give(table, "text\r\n\r\n") == std::vector{verdict::not_ours});
  CHECK(table.add(5, "mine-end"));
  CHECK_FALSE(table.add(6, "mine", text_plan));
  CHECK_FALSE(table.contains(6));
  CHECK(table.remove(5));
  CHECK(table.add(6, "mine", text_plan));
  CHECK(table.abandon(6));
  table.forget_abandoned();
  CHECK(table.add(7, "mine", text_plan));
}

TEST_CASE("text reply: it has the limits of lists") {
  session::correlator table{"p"};
  table.limit_lists(session::list_limits{}.max_bytes(20));
  REQUIRE(table.add_made(1, text_plan));
  CHECK(give(table, "0123456789\r\n\r\n") == std::vector{verdict::consumed});
  CHECK(give(table, "0123456789\r\n\r\n") == std::vector{verdict::overflow});
  CHECK(table.subject() == 1);
}

TEST_CASE("text reply: what the catalogue knows to be answered with text") {
  for (const char* const name : {"IAXnetstats", "iaxnetstats", "Queues", "RptLocalNodes"}) {
    CHECK(session::find_reply_plan(name).form() == session::reply_form::text);
  }
  CHECK(ami::find_repeat_safety("Queues") == ami::repeat::read);
  CHECK(session::find_reply_plan("QueueStatus").form() == session::reply_form::standard);
}

TEST_CASE("output: the lines of a Response: Follows, in every order of its headers") {
  for (const std::string& headers :
       {std::string{"Response: Follows\r\nPrivilege: Command\r\nActionID: p-1\r\n"},
        std::string{"Privilege: Command\r\nResponse: Follows\r\nActionID: p-1\r\n"},
        std::string{"ActionID: p-1\r\nPrivilege: Command\r\nResponse: Follows\r\n"},
        std::string{"ActionID: p-1\r\nResponse: Follows\r\n"}, std::string{"Response: Follows\r\nActionID: p-1\r\n"}}) {
    CAPTURE(headers);
    for (const std::size_t piece : {std::string::npos, std::size_t{1}}) {
      wire::frame_reader reader{{}, wire::frame_reader::greeting::absent};
      reader.expect_output([](std::string_view action_id) { return action_id == "p-1"; });
      const std::string text = headers + "one\n\nEvent: three\nfour--END COMMAND--\r\n\r\n";
      int frames = 0;
      for (std::size_t at = 0; at < text.size(); at += std::min(piece, text.size())) {
        reader.feed(std::string_view{text}.substr(at, piece));
        while (reader.next() == wire::frame_reader::result::frame) {
          ++frames;
          auto data = std::make_shared<ami::detail::reply_data>();
          data->response = ami::response{reader.current().to_frame()};
          CHECK(data->response.status() == "Follows");
          CHECK(data->response.action_id() == "p-1");
          CHECK(ami::reply{data}.output() == std::vector<std::string>{"one", "", "Event: three", "four"});
        }
      }
      CHECK(frames == 1);
    }
  }
}
