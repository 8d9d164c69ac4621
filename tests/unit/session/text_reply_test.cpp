// Replies that are text without headers: whose they are, where they end, and what becomes of the others.
#include "catalogue/reply_plan.hpp"
#include "catch.hpp"
#include "session/correlator.hpp"
#include "support/frames.hpp"
#include "support/plain_action.hpp"

#include <ami/ami.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace catalogue = ami::catalogue;
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
      while (const auto rest = table.take_rest()) {
        found.push_back(table.on_frame(*rest, rest->kind()));
      }
    }
  }
  CHECK_FALSE(reader.mid_frame());
  return found;
}

const auto text_plan = catalogue::reply_plan{}.form(catalogue::reply_form::text);

// Adds an action that is answered with text, and says that it was written.
bool send(session::correlator& table, session::correlator::key id, std::string_view action_id = {}) {
  const bool added =
      action_id.empty() ? test::add_made(table, id, text_plan) : test::add(table, id, action_id, text_plan);
  if (added) {
    table.text_written(id);
  }
  return added;
}

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
    REQUIRE(send(table, 1));
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
    REQUIRE(send(table, 7, "mine"));
    const auto verdicts = give(table, text + success("p-7-end"));
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
  REQUIRE(test::add_made(table, 1));
  REQUIRE(send(table, 2));
  REQUIRE(test::add_made(table, 3));
  REQUIRE(send(table, 4));
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
  REQUIRE(send(table, 1));
  CHECK(give(table, "Response: Success\r\nActionID: p-1\r\nMessage: m\r\n\r\nline\r\n\r\n" + success("p-1-end")) ==
        std::vector{verdict::consumed, verdict::consumed, verdict::complete});
  const ami::reply both{table.take_finished()};
  CHECK(both.message() == "m");
  CHECK(both.output() == lines{"line"});
  REQUIRE(send(table, 2));
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
  REQUIRE(send(table, 3));
  CHECK(table.expects_output("p-3", {11, 0, 0}));
  CHECK(give(table, "Response: Follows\r\nPrivilege: Command\r\nActionID: p-3\r\na\n\nb\n--END COMMAND--\r\n\r\n" +
                        success("p-3-end")) == std::vector{verdict::consumed, verdict::complete});
  CHECK(ami::reply{table.take_finished()}.output() == std::vector<std::string>{"a", "", "b"});
}

TEST_CASE("text reply: of one that was given up the text is nobody's, and the next gets its own") {
  session::correlator table{"p"};
  REQUIRE(send(table, 1));
  REQUIRE(send(table, 2));
  CHECK(give(table, "part\r\n\r\n") == std::vector{verdict::consumed});
  CHECK(table.take_partial(1)->seen().text == "part\r\n\r\n");
  CHECK(table.abandon(1));
  CHECK(give(table, "rest\r\n\r\n" + success("p-1-end")) == std::vector{verdict::consumed, verdict::consumed});
  CHECK(give(table, "own\r\n\r\n" + success("p-2-end")) == std::vector{verdict::consumed, verdict::complete});
  CHECK(ami::reply{table.take_finished()}.output() == std::vector<std::string>{"own"});
  // One that was never sent is forgotten.
  REQUIRE(send(table, 3, "mine"));
  CHECK_FALSE(send(table, 4, "mine"));
  CHECK(table.remove(3));
  CHECK(give(table, "text\r\n\r\n") == std::vector{verdict::not_ours});
  // The ActionID of one that was given up may be used again at once, and the text of both is told apart.
  REQUIRE(send(table, 6, "mine"));
  CHECK(table.abandon(6));
  REQUIRE(send(table, 7, "mine"));
  CHECK(give(table, "old\r\n\r\n" + success("p-6-end") + "new\r\n\r\n" + success("p-7-end")) ==
        std::vector{verdict::consumed, verdict::consumed, verdict::consumed, verdict::complete});
  const ami::reply again{table.take_finished()};
  CHECK(again.output() == lines{"new"});
  CHECK(again.action_id() == "mine");
  // A reply to a Ping that got lost does not hold up the next.
  REQUIRE(send(table, 8));
  CHECK(table.abandon(8));
  REQUIRE(send(table, 9));
  CHECK(give(table, success("p-9-end")) == std::vector{verdict::complete});
  REQUIRE(send(table, 10));
  CHECK(give(table, "next\r\n\r\n" + success("p-10-end")) == std::vector{verdict::consumed, verdict::complete});
  CHECK(ami::reply{table.take_finished()}.output() == std::vector<std::string>{"next"});
  REQUIRE(send(table, 11, "mine"));
  CHECK(table.abandon(11));
  table.forget_abandoned();
  CHECK(table.size() == 0);
  CHECK_FALSE(table.takes_events());
}

TEST_CASE("text reply: before it was written no text is its, nor after it was taken back") {
  session::correlator table{"p"};
  REQUIRE(test::add_made(table, 1, text_plan));
  CHECK(give(table, "stray\r\n\r\n") == std::vector{verdict::not_ours});
  table.text_written(1);
  table.text_not_written(1);
  CHECK(give(table, "stray\r\n\r\n") == std::vector{verdict::not_ours});
  REQUIRE(send(table, 2));
  table.text_written(1);
  CHECK(give(table, "two\r\n\r\n" + success("p-2-end")) == std::vector{verdict::consumed, verdict::complete});
  CHECK(table.finished() == 2);
  CHECK(give(table, "one\r\n\r\n" + success("p-1-end")) == std::vector{verdict::consumed, verdict::complete});
  CHECK(table.finished() == 1);
}

TEST_CASE("text reply: text with lines like headers, and what stands behind it without a blank line") {
  const auto output = [](const std::string& text) {
    session::correlator table{"p"};
    REQUIRE(send(table, 1));
    const auto verdicts = give(table, text);
    REQUIRE(std::ranges::count(verdicts, verdict::complete) == 1);
    CHECK(table.finished() == 1);
    CHECK(table.size() == 0);
    return std::pair{ami::reply{table.take_finished()}.output(), std::ranges::count(verdicts, verdict::not_ours)};
  };
  using owned = std::vector<std::string>;
  const std::string end = success("p-1-end");
  const std::string hangup = "Event: Hangup\r\nPrivilege: call,all\r\nChannel: x\r\n\r\n";
  CHECK(output("Nodes: 3\r\n" + end) == std::pair{owned{"Nodes: 3"}, std::ptrdiff_t{0}});
  CHECK(output("row\r\n" + hangup + end) == std::pair{owned{"row"}, std::ptrdiff_t{1}});
  CHECK(output("Key: v\r\n" + hangup + end) == std::pair{owned{"Key: v"}, std::ptrdiff_t{1}});
  CHECK(output("a\r\n" + hangup + "b\r\n" + hangup + end) == std::pair{owned{"a", "b"}, std::ptrdiff_t{2}});
  CHECK(output("Status: ok\r\nResponse: none\r\n\r\n" + end) ==
        std::pair{owned{"Status: ok", "Response: none"}, std::ptrdiff_t{0}});
  CHECK(output("Name: x\r\nEvent: none\r\n\r\n" + end) ==
        std::pair{owned{"Name: x", "Event: none"}, std::ptrdiff_t{0}});
  CHECK(output("Last Response: 5\r\nmore\r\nActionID: p-1-end\r\nResponse: Success\r\n\r\n") ==
        std::pair{owned{"Last Response: 5", "more"}, std::ptrdiff_t{0}});
  CHECK(output("ActionID: of nobody\r\ntext\r\n\r\n" + end) ==
        std::pair{owned{"ActionID: of nobody", "text"}, std::ptrdiff_t{0}});
  // The reply to another action in flight, with its headers in any order, is not text.
  session::correlator table{"p"};
  REQUIRE(send(table, 1));
  REQUIRE(test::add(table, 2, "q"));
  CHECK(give(table, "Server: a\r\nActionID: q\r\nMessage: m\r\nResponse: Success\r\n\r\n") ==
        std::vector{verdict::complete});
  CHECK(table.finished() == 2);
}

TEST_CASE("text reply: it has the limits of lists") {
  session::correlator table{"p"};
  table.limit_lists(session::list_limits{}.max_bytes(20));
  REQUIRE(send(table, 1));
  CHECK(give(table, "0123456789\r\n\r\n") == std::vector{verdict::consumed});
  CHECK(give(table, "0123456789\r\n\r\n") == std::vector{verdict::overflow});
  CHECK(table.subject() == 1);
  // Also when its end stands in the same frame.
  REQUIRE(table.abandon(1));
  REQUIRE(send(table, 2));
  CHECK(give(table, success("p-1-end")) == std::vector{verdict::consumed});
  CHECK(give(table, "01234567890123456789\r\n" + success("p-2-end")).front() == verdict::overflow);
}

TEST_CASE("text reply: what the catalogue knows to be answered with text") {
  for (const char* const name :
       {"IAXnetstats", "iaxnetstats", "Queues", "RptLocalNodes", "SKINNYshowdevice", "SKINNYshowline"}) {
    CHECK(catalogue::find_reply_plan(name).form() == catalogue::reply_form::text);
  }
  CHECK(ami::find_repeat_safety("Queues") == ami::repeat::read);
  CHECK(catalogue::find_reply_plan("QueueStatus").form() == catalogue::reply_form::standard);
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

TEST_CASE("text reply: only the reply to its own Ping ends it") {
  session::correlator table{"p"};
  REQUIRE(send(table, 1));
  REQUIRE(test::add_made(table, 2));
  // Of nobody, of no action in flight, and of one that is not answered with text.
  CHECK(give(table, success("x-end") + success("p-77-end") + success("p-2-end")) ==
        std::vector{verdict::not_ours, verdict::not_ours, verdict::not_ours});
  CHECK(give(table, "Event: Foo\r\nActionID: p-1-end\r\n\r\n") == std::vector{verdict::not_ours});
  // With headers of a proxy in front and in between.
  CHECK(give(table, "Server: a\r\nResponse: Success\r\nServer: a\r\nActionID: p-1-end\r\n\r\n") ==
        std::vector{verdict::complete});
  CHECK(table.finished() == 1);
}

TEST_CASE("text reply: an event with the ActionID of an action that is answered with text is an event") {
  session::correlator table{"p"};
  REQUIRE(send(table, 1));
  CHECK(give(table, success("p-1")) == std::vector{verdict::consumed});
  CHECK(give(table, "Event: Foo\r\nActionID: p-1\r\n\r\n") == std::vector{verdict::not_ours});
  CHECK(table.abandon(1));
  CHECK(give(table, success("p-1")) == std::vector{verdict::late});
}

TEST_CASE("text reply: an end that comes out of turn ends its own action") {
  session::correlator table{"p"};
  REQUIRE(send(table, 1));
  REQUIRE(send(table, 2));
  CHECK(give(table, success("p-2-end")) == std::vector{verdict::complete});
  CHECK(table.finished() == 2);
  // Of an action that was not written, behind one that was given up.
  CHECK(table.abandon(1));
  REQUIRE(test::add_made(table, 3, text_plan));
  CHECK(give(table, success("p-3-end")) == std::vector{verdict::complete});
  CHECK(table.finished() == 3);
  CHECK_FALSE(table.takes_events());
}

TEST_CASE("text reply: the ActionID that was made for one that was given up may be used by the user") {
  session::correlator table{"p"};
  REQUIRE(send(table, 1));
  CHECK(table.abandon(1));
  REQUIRE(test::add(table, 2, "p-1"));
  CHECK(give(table, success("p-1")) == std::vector{verdict::complete});
  CHECK(table.finished() == 2);
}
