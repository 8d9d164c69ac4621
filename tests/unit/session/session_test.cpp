// Login and correlation, step by step.
#include "catch.hpp"
#include "session/correlator.hpp"
#include "session/login.hpp"

#include <ami/ami.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <string_view>

namespace session = ami::session;
namespace wire = ami::wire;
using step = session::login::step;
using verdict = session::correlator::verdict;

namespace {

ami::options user() {
  return ami::options{"pbx"}.credentials("admin", "s3cret");
}

step feed(session::login& login, const std::string& text) {
  const wire::frame frame = wire::frame::from_text(text);
  return login.on_frame(frame.view());
}

std::string sent(const session::login& login, std::string_view key) {
  const wire::frame frame = wire::frame::from_text(login.output());
  return std::string{frame.view()[key]};
}

}  // namespace

TEST_CASE("greetings: Asterisk's, older ones, and what is none") {
  CHECK(session::parse_greeting("Asterisk Call Manager/11.0.0") == ami::server_version{11, 0, 0});
  CHECK(session::parse_greeting("Asterisk Call Manager/5.0.4") == ami::server_version{5, 0, 4});
  CHECK(session::parse_greeting("Asterisk Call Manager/1.1") == ami::server_version{1, 1, 0});
  CHECK(session::parse_greeting("Asterisk Call Manager Proxy/1.22") == ami::server_version{1, 22, 0});
  for (const char* other : {"", "SSH-2.0-OpenSSH", "HTTP/1.1 400", "asterisk", "Asterisk Call Managers"}) {
    CHECK_FALSE(session::parse_greeting(other));
  }
}

TEST_CASE("a challenge login sends the answer, never the secret") {
  session::login login{user().event_mask("call, user"), "p"};
  REQUIRE(login.on_greeting("Asterisk Call Manager/11.0.0") == step::send);
  CHECK(login.output() == "Action: Challenge\r\nActionID: p-login1\r\nAuthType: MD5\r\n\r\n");
  CHECK(feed(login, "Event: Other\r\nActionID: p-login1\r\n") == step::wait);
  CHECK(login.output().empty());
  CHECK(feed(login, "Response: Success\r\nActionID: other\r\nChallenge: 1\r\n") == step::wait);
  REQUIRE(feed(login, "Response: Success\r\nActionID: p-login1\r\nChallenge: 124877113\r\n") == step::send);
  CHECK(sent(login, "Key") == "760d8d3600d3e182448391e119558466");
  CHECK(sent(login, "AuthType") == "MD5");
  CHECK(sent(login, "Events") == "call,user");
  CHECK(login.output().find("s3cret") == std::string::npos);
  CHECK_FALSE(login.accepted());
  CHECK(feed(login, "Response: Success\r\nActionID: p-login2\r\n") == step::done);
  CHECK(login.accepted());
  CHECK(login.output().empty());
  CHECK(login.server_version().major_number() == 11);
}

TEST_CASE("a plain login, and the fall-back to it only where it is allowed") {
  session::login plain{user().login(ami::login_method::plain), "p"};
  REQUIRE(plain.on_greeting("Asterisk Call Manager/11.0.0") == step::send);
  CHECK(sent(plain, "Secret") == "s3cret");

  session::login strict{user(), "p"};
  REQUIRE(strict.on_greeting("Asterisk Call Manager/11.0.0") == step::send);
  CHECK(feed(strict, "Response: Error\r\nActionID: p-login1\r\nMessage: Must specify AuthType\r\n") == step::failed);
  CHECK(strict.error() == ami::errc::challenge_refused);
  CHECK(strict.refusal().message() == "Must specify AuthType");
  CHECK(strict.output().empty());

  session::login lenient{user().login(ami::login_method::challenge_or_plain), "p"};
  REQUIRE(lenient.on_greeting("Asterisk Call Manager/11.0.0") == step::send);
  REQUIRE(feed(lenient, "Response: Error\r\nActionID: p-login1\r\nMessage: No\r\n") == step::send);
  CHECK(sent(lenient, "Secret") == "s3cret");
}

TEST_CASE("a login that is refused") {
  for (const auto& [message, code] :
       std::map<std::string, ami::errc>{{"Authentication failed", ami::errc::authentication_failed},
                                        {"Login Already In Use", ami::errc::already_logged_in},
                                        {"Asterisk is shutting down", ami::errc::shutting_down}}) {
    session::login login{user().login(ami::login_method::plain), "p"};
    REQUIRE(login.on_greeting("Asterisk Call Manager/11.0.0") == step::send);
    CHECK(feed(login, "Response: Error\r\nActionID: p-login1\r\nMessage: " + message + "\r\n") == step::failed);
    CHECK(login.error() == code);
    CHECK(login.refusal().message() == message);
  }
  session::login other{user(), "p"};
  CHECK(other.on_greeting("SSH-2.0-OpenSSH_9.2") == step::failed);
  CHECK(other.error() == ami::errc::not_ami);
}

TEST_CASE("a login may wait for FullyBooted, and may end at every step") {
  session::login login{user().login(ami::login_method::plain).wait_fully_booted(std::chrono::seconds{1}), "p"};
  REQUIRE(login.on_greeting("Asterisk Call Manager/11.0.0") == step::send);
  CHECK(feed(login, "Response: Success\r\nActionID: p-login1\r\n") == step::wait);
  CHECK(login.accepted());
  CHECK(feed(login, "Event: SuccessfulAuth\r\n") == step::wait);
  CHECK(feed(login, "Event: FullyBooted\r\nStatus: Fully Booted\r\n") == step::done);

  session::login ended{user(), "p"};
  CHECK(ended.on_end() == step::failed);
  CHECK(ended.error() == ami::errc::no_greeting);
  session::login later{user(), "p"};
  REQUIRE(later.on_greeting("Asterisk Call Manager/11.0.0") == step::send);
  CHECK(later.on_end() == step::failed);
  CHECK(later.error() == ami::errc::connection_closed);
}

namespace {

// Gives `text` to the correlator as the reader would.
verdict arrive(session::correlator& correlator, const std::string& text) {
  wire::frame_reader reader{{}, wire::frame_reader::greeting::absent};
  reader.feed(text + "\r\n");
  REQUIRE(reader.next() == wire::frame_reader::result::frame);
  return correlator.on_frame(reader.current(), reader.current().kind());
}

}  // namespace

TEST_CASE("ActionIDs are unique among connections and actions") {
  std::set<std::string> prefixes;
  for (int i = 0; i < 1000; ++i) {
    prefixes.insert(session::make_id_prefix());
  }
  CHECK(prefixes.size() == 1000);
  const session::correlator one{"p"};
  CHECK(one.make_action_id(1) == "p-1");
  CHECK(one.make_action_id(18446744073709551615U).size() <= 64);
}

TEST_CASE("replies are matched by ActionID, never by order") {
  session::correlator table{"p"};
  REQUIRE(table.add(1, "p-1"));
  REQUIRE(table.add(2, "p-2"));
  CHECK_FALSE(table.add(3, "p-2"));
  CHECK(arrive(table, "Response: Error\r\nMessage: Missing action in request\r\n") == verdict::not_ours);
  CHECK(arrive(table, "Response: Success\r\nActionID: q-1\r\n") == verdict::not_ours);
  CHECK(arrive(table, "Event: OriginateResponse\r\nResponse: Success\r\nActionID: p-1\r\n") == verdict::not_ours);
  CHECK(arrive(table, "ActionID: p-1\r\nMessage: Response: Success\r\n") == verdict::not_ours);
  REQUIRE(arrive(table, "Response: Success\r\nactionid: p-2\r\nValue: x\r\n") == verdict::complete);
  CHECK(table.finished() == 2);
  const auto reply = table.take_finished();
  CHECK(reply->response["Value"] == "x");
  CHECK(reply->sent_action_id() == "p-2");
  CHECK_FALSE(reply->is_list);
  // Late doubles.
  CHECK(arrive(table, "Response: Success\r\nActionID: p-2\r\n") == verdict::not_ours);
  CHECK(table.size() == 1);
  CHECK(table.remove(1));
  CHECK_FALSE(table.remove(1));
  CHECK(arrive(table, "Response: Success\r\nActionID: p-1\r\n") == verdict::not_ours);
  CHECK(table.size() == 0);
}

TEST_CASE("lists are collected, two at a time, and end as the EventList header says") {
  session::correlator table{"p"};
  REQUIRE(table.add(1, "p-1"));
  REQUIRE(table.add(2, "p-2"));
  CHECK(arrive(table, "Response: Success\r\nActionID: p-1\r\nEventList: start\r\n") == verdict::consumed);
  CHECK(arrive(table, "Event: Item\r\nActionID: p-2\r\n") == verdict::not_ours);
  CHECK(arrive(table, "Response: Success\r\nActionID: p-2\r\nEventList: Start\r\n") == verdict::consumed);
  CHECK(arrive(table, "Event: Item\r\nN: 1\r\nActionID: p-1\r\n") == verdict::consumed);
  CHECK(arrive(table, "Event: Item\r\nActionID: p-2\r\nN: 2\r\n") == verdict::consumed);
  CHECK(arrive(table, "Event: Hangup\r\nChannel: x\r\n") == verdict::not_ours);
  CHECK(arrive(table, "Event: AgentComplete\r\nActionID: p-1\r\nN: 3\r\n") == verdict::consumed);
  REQUIRE(arrive(table, "Event: ItemsComplete\r\nActionID: p-1\r\nEventList: Complete\r\n") == verdict::complete);
  CHECK(table.finished() == 1);
  const auto first = table.take_finished();
  REQUIRE(first->seen().items.size() == 2);
  CHECK(first->seen().items[0]["N"] == "1");
  CHECK(first->seen().items[1]["N"] == "3");
  CHECK(first->seen().completion.name() == "ItemsComplete");
  // A refusal in the middle of a list ends it.
  REQUIRE(arrive(table, "Response: Error\r\nActionID: p-2\r\nMessage: Out of memory\r\n") == verdict::complete);
  CHECK_FALSE(table.take_finished()->response.success());
  CHECK(table.size() == 0);
  // An error is no list.
  REQUIRE(table.add(3, "p-3"));
  CHECK(arrive(table, "Response: Error\r\nActionID: p-3\r\nMessage: No Contacts found\n\r\n") == verdict::complete);
  CHECK(table.take_finished()->response.message() == "No Contacts found");
}

TEST_CASE("a list that is given up leaves nothing behind") {
  session::correlator table{"p"};
  REQUIRE(table.add(1, "p-1"));
  CHECK(arrive(table, "Response: Success\r\nActionID: p-1\r\nEventList: start\r\n") == verdict::consumed);
  CHECK(table.remove(1));
  CHECK(arrive(table, "Event: Item\r\nActionID: p-1\r\n") == verdict::not_ours);
  CHECK(arrive(table, "Event: ItemComplete\r\nActionID: p-1\r\nEventList: Complete\r\n") == verdict::not_ours);
  CHECK(table.size() == 0);
}

TEST_CASE("random replies and removals agree with a naive table") {
  std::mt19937 random{3};
  session::correlator table{"p"};
  std::map<std::uint64_t, int> model;  // 0: waits, 1: its list is open
  std::uint64_t next = 0;
  for (int round = 0; round < 20000; ++round) {
    if (model.size() < 20 && random() % 3 == 0) {
      ++next;
      REQUIRE(table.add(next, table.make_action_id(next)));
      model.emplace(next, 0);
      continue;
    }
    const std::uint64_t id = next == 0 ? 1 : next - random() % std::min<std::uint64_t>(next, 40);
    const auto found = model.find(id);
    const std::string line = "ActionID: " + table.make_action_id(id) + "\r\n";
    switch (random() % 5) {
    case 0: CHECK(table.remove(id) == (model.erase(id) == 1)); break;
    case 1:
      CHECK(arrive(table, "Response: Success\r\n" + line) ==
            (found == model.end() ? verdict::not_ours : verdict::complete));
      model.erase(id);
      break;
    case 2: {
      const auto expected = found == model.end() ? verdict::not_ours
                            : found->second == 1 ? verdict::complete
                                                 : verdict::consumed;
      CHECK(arrive(table, "Response: Success\r\nEventList: start\r\n" + line) == expected);
      if (expected == verdict::complete) {
        model.erase(id);
      } else if (expected == verdict::consumed) {
        found->second = 1;
      }
      break;
    }
    case 3:
      CHECK(arrive(table, "Event: Item\r\n" + line) ==
            (found != model.end() && found->second == 1 ? verdict::consumed : verdict::not_ours));
      break;
    default:
      if (found != model.end() && found->second == 1) {
        CHECK(arrive(table, "Event: X\r\nEventList: complete\r\n" + line) == verdict::complete);
        model.erase(id);
      }
      break;
    }
    REQUIRE(table.size() == model.size());
  }
}
