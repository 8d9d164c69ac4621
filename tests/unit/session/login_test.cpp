// session::login: every step of the greeting, the challenge, the login, FullyBooted, the mask and the filters.
#include "catch.hpp"
#include "session/login.hpp"
#include "support/frames.hpp"

#include <ami/ami.hpp>
#include <ami/wire/action_writer.hpp>

#include <openssl/evp.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace session = ami::session;
using ami::errc;
using ami::login_method;
using step = session::login::step;

namespace {

constexpr const char* banner = "Asterisk Call Manager/11.0.0";

ami::options admin(login_method method = login_method::challenge) {
  return ami::options{"pbx"}.credentials("alice", "s3cret").login(method);
}

step give(session::login& login, std::string_view text) {
  const auto frame = test::frame_of(text);
  return login.on_frame(frame.view());
}

test::header_list output_of(const session::login& login) {
  const auto read = test::read_whole(login.output(), ami::wire::frame_reader::greeting::absent);
  REQUIRE(read.frames.size() == 1);
  REQUIRE(read.rest.empty());
  const auto frame = test::frame_of(read.frames[0]);
  return test::headers_of(frame);
}

// Where a login stands when the test takes over.
class stage {
public:
  std::string name;
  std::function<session::login()> make;
  std::string action_id;  // of what it waits for; empty when it waits for no response
};

std::vector<stage> waiting_stages() {
  const auto begun = [](ami::options with) {
    session::login login{with, "p"};
    REQUIRE(login.on_greeting(banner) == step::send);
    return login;
  };
  return {
      {"challenge", [=] { return begun(admin()); }, "p-login1"},
      {"plain", [=] { return begun(admin(login_method::plain)); }, "p-login1"},
      {"key",
       [=] {
         auto login = begun(admin());
         REQUIRE(give(login, "Response: Success\r\nActionID: p-login1\r\nChallenge: 1\r\n") == step::send);
         return login;
       },
       "p-login2"},
      {"booting",
       [=] {
         auto login = begun(admin(login_method::plain).wait_fully_booted(std::chrono::seconds{1}));
         REQUIRE(give(login, "Response: Success\r\nActionID: p-login1\r\n") == step::wait);
         return login;
       },
       ""},
      {"setting up",
       [=] {
         auto login = begun(admin(login_method::plain).event_mask("call"));
         REQUIRE(give(login, "Response: Success\r\nActionID: p-login1\r\n") == step::send);
         REQUIRE(login.output().find("EventMask: call") != std::string::npos);
         return login;
       },
       "p-login2"},
  };
}

std::string success(std::string_view action_id, std::string_view rest = {}) {
  return std::string{"Response: Success\r\nActionID: "}.append(action_id).append("\r\n").append(rest);
}

// Mask and filters: p-login2 is the mask, p-login3 and p-login4 are the filters.
ami::options intent() {
  return admin(login_method::plain)
      .event_mask("call,user")
      .event_filter("!Event: VarSet")
      .event_filter("Newchannel", "action(include),name(Newchannel)");
}

// Logged in, with these requests sent and not answered.
session::login set_up(const ami::options& with) {
  session::login login{with, "p"};
  REQUIRE(login.on_greeting(banner) == step::send);
  REQUIRE(give(login, success("p-login1")) == step::send);
  return login;
}

}  // namespace

TEST_CASE("login: greetings of Asterisk and its proxies, and their versions") {
  using version = ami::server_version;
  CHECK(session::parse_greeting("Asterisk Call Manager/11.0.0") == version{11, 0, 0});
  CHECK(session::parse_greeting("Asterisk Call Manager/5.0.4") == version{5, 0, 4});
  CHECK(session::parse_greeting("Asterisk Call Manager/1.1") == version{1, 1, 0});
  CHECK(session::parse_greeting("Asterisk Call Manager/13") == version{13, 0, 0});
  CHECK(session::parse_greeting("Asterisk Call Manager/2.5.0-rc1") == version{2, 5, 0});
  CHECK(session::parse_greeting("Asterisk Call Manager Proxy/1.22") == version{1, 22, 0});
  CHECK(session::parse_greeting("Asterisk Call Manager/99999999999.1") == version{0, 0, 0});
  CHECK(session::parse_greeting("Asterisk Call Manager/1.2.3.4") == version{1, 2, 3});
  CHECK(session::parse_greeting("Asterisk Call Manager") == version{});
  CHECK(version{5, 0, 4} < version{11, 0, 0});
}

TEST_CASE("login: what is no greeting ends it before anything is sent") {
  for (const char* line : {"", " ", "SSH-2.0-OpenSSH_9.2p1 Debian-2", "HTTP/1.1 400 Bad Request", "220 mail ESMTP",
                           "asterisk call manager/1.1", "Asterisk", "Response: Success", "Asterisk Call Manager 11.0",
                           "Asterisk Call Managers"}) {
    CAPTURE(line);
    CHECK_FALSE(session::parse_greeting(line));
    session::login login{admin(), "p"};
    CHECK(login.on_greeting(line) == step::failed);
    CHECK(login.error() == errc::not_ami);
    CHECK(login.output().empty());
    CHECK(login.refusal().empty());
    CHECK_FALSE(login.accepted());
  }
}

TEST_CASE("login: the answer to a challenge is the MD5 that Asterisk makes") {
  CHECK(session::challenge_key("124877113", "s3cret") == "760d8d3600d3e182448391e119558466");
  // RFC 1321's own vectors: the text is challenge and secret in one.
  CHECK(session::challenge_key("", "") == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(session::challenge_key("message ", "digest") == "f96b697d7cb7938d525a2f31aaf161d0");
}

TEST_CASE("login: by challenge, from the greeting to the end") {
  session::login login{admin(), "p"};
  CHECK(login.output().empty());
  REQUIRE(login.on_greeting(banner) == step::send);
  CHECK(login.server_version() == ami::server_version{11, 0, 0});
  CHECK(login.output() == "Action: Challenge\r\nActionID: p-login1\r\nAuthType: MD5\r\n\r\n");
  REQUIRE(give(login, "Response: Success\r\nActionID: p-login1\r\nChallenge: 124877113\r\n") == step::send);
  CHECK(output_of(login) == test::header_list{{"Action", "Login"},
                                              {"ActionID", "p-login2"},
                                              {"AuthType", "MD5"},
                                              {"Username", "alice"},
                                              {"Key", "760d8d3600d3e182448391e119558466"}});
  CHECK_FALSE(login.accepted());
  CHECK(give(login, "Response: Success\r\nActionID: p-login2\r\nMessage: Authentication accepted\r\n") == step::done);
  CHECK(login.accepted());
  CHECK(login.output().empty());
  CHECK_FALSE(login.error());
  CHECK(login.refusal().empty());
}

TEST_CASE("login: in clear text, with and without an event mask") {
  session::login bare{admin(login_method::plain), "p"};
  REQUIRE(bare.on_greeting(banner) == step::send);
  CHECK(output_of(bare) ==
        test::header_list{{"Action", "Login"}, {"ActionID", "p-login1"}, {"Username", "alice"}, {"Secret", "s3cret"}});
  CHECK(give(bare, "Response: Success\r\nActionID: p-login1\r\n") == step::done);

  session::login masked{admin(login_method::plain).event_mask("call, user"), "p"};
  REQUIRE(masked.on_greeting(banner) == step::send);
  CHECK(output_of(masked).back() == std::pair<std::string, std::string>{"Events", "call,user"});

  session::login off{admin().event_mask("off"), "p"};
  REQUIRE(off.on_greeting(banner) == step::send);
  REQUIRE(give(off, "Response: Success\r\nActionID: p-login1\r\nChallenge: 1\r\n") == step::send);
  CHECK(output_of(off).back() == std::pair<std::string, std::string>{"Events", "off"});
}

TEST_CASE("login: a refused or useless challenge falls back to clear text only where that is allowed") {
  for (const char* answer :
       {"Response: Error\r\nActionID: p-login1\r\nMessage: Must specify AuthType\r\n",
        "Response: Success\r\nActionID: p-login1\r\n", "Response: Success\r\nActionID: p-login1\r\nChallenge: \r\n"}) {
    CAPTURE(answer);
    session::login strict{admin(), "p"};
    REQUIRE(strict.on_greeting(banner) == step::send);
    CHECK(give(strict, answer) == step::failed);
    CHECK(strict.error() == errc::challenge_refused);
    CHECK_FALSE(strict.refusal().empty());
    CHECK(strict.output().empty());

    session::login lenient{admin(login_method::challenge_or_plain), "p"};
    REQUIRE(lenient.on_greeting(banner) == step::send);
    CHECK(output_of(lenient)[0].second == "Challenge");
    REQUIRE(give(lenient, answer) == step::send);
    CHECK(
        output_of(lenient) ==
        test::header_list{{"Action", "Login"}, {"ActionID", "p-login2"}, {"Username", "alice"}, {"Secret", "s3cret"}});
    CHECK(give(lenient, "Response: Success\r\nActionID: p-login2\r\n") == step::done);
  }
}

TEST_CASE("login: a server that is shutting down is no reason to send the secret in clear text") {
  session::login lenient{admin(login_method::challenge_or_plain), "p"};
  REQUIRE(lenient.on_greeting(banner) == step::send);
  CHECK(give(lenient, "Response: Error\r\nActionID: p-login1\r\nMessage: Asterisk is shutting down\r\n") ==
        step::failed);
  CHECK(lenient.error() == errc::shutting_down);
  CHECK(lenient.output().empty());
}

TEST_CASE("login: refusals keep the server's words, whichever step they answer") {
  for (const auto& at : waiting_stages()) {
    if (at.action_id.empty() || at.name == "setting up") {
      continue;
    }
    CAPTURE(at.name);
    auto taken = at.make();
    CHECK(give(taken, "Response: Error\r\nActionID: " + at.action_id + "\r\nMessage: Login Already In Use\r\n") ==
          step::failed);
    CHECK(taken.error() == errc::already_logged_in);
    CHECK(taken.refusal().message() == "Login Already In Use");

    // Of no credentials does this say anything.
    auto ending = at.make();
    CHECK(give(ending, "Response: Error\r\nActionID: " + at.action_id + "\r\nMessage: Asterisk is shutting down\r\n") ==
          step::failed);
    CHECK(ending.error() == errc::shutting_down);
    CHECK(ending.refusal().message() == "Asterisk is shutting down");
    CHECK(ending.output().empty());

    auto wrong = at.make();
    CHECK(give(wrong, "Response: Error\r\nActionID: " + at.action_id + "\r\nMessage: Authentication failed\r\n") ==
          step::failed);
    CHECK(wrong.error() == (at.name == "challenge" ? errc::challenge_refused : errc::authentication_failed));
    CHECK(wrong.refusal().message() == "Authentication failed");
    CHECK_FALSE(wrong.accepted());
    // Nothing brings it back.
    CHECK(give(wrong, "Response: Success\r\nActionID: " + at.action_id + "\r\nChallenge: 1\r\n") == step::wait);
    CHECK_FALSE(wrong.accepted());
    CHECK(wrong.output().empty());
  }
}

TEST_CASE("login: frames of others change nothing, at any step") {
  for (const auto& at : waiting_stages()) {
    CAPTURE(at.name);
    auto login = at.make();
    const bool accepted = login.accepted();
    const std::string& id = at.action_id;
    for (const std::string& text :
         {std::string{"Event: SuccessfulAuth\r\nPrivilege: security,all\r\n"},
          "Event: OriginateResponse\r\nResponse: Failure\r\nActionID: " + id + "\r\n",
          "Event: FullyBootedX\r\nActionID: " + id + "\r\n", std::string{"Response: Success\r\nActionID: other\r\n"},
          std::string{"Response: Error\r\nMessage: Missing action in request\r\n"},
          std::string{"Response: Success\r\n"}, "Response: Success\r\nActionID: " + id + " \r\n",
          "ActionID: " + id + "\r\nMessage: Success\r\n", std::string{"(None) 62 -1\n"}, std::string{}}) {
      CAPTURE(text);
      CHECK(give(login, text) == step::wait);
      CHECK(login.accepted() == accepted);
      CHECK(login.output().empty());
      CHECK_FALSE(login.answered());
    }
    if (id.empty()) {
      CHECK(give(login, "Event: fullybooted\r\nStatus: Fully Booted\r\n") == step::done);
    } else {
      CHECK(give(login, "Response: Success\r\nActionID: " + id + "\r\nChallenge: 5\r\n") != step::wait);
    }
  }
}

TEST_CASE("login: its replies are known in every order of their headers") {
  for (const auto& at : waiting_stages()) {
    if (at.action_id.empty()) {
      continue;
    }
    std::vector<std::string> lines{"Response: Success", "ActionID: " + at.action_id, "Challenge: 5", "Server: a"};
    std::ranges::sort(lines);
    do {
      auto login = at.make();
      std::string text;
      for (const std::string& line : lines) {
        text += line + "\r\n";
      }
      CAPTURE(at.name, text);
      CHECK(give(login, text) != step::wait);
    } while (std::ranges::next_permutation(lines).found);
  }
}

TEST_CASE("login: without MD5 the secret is not sent to a server that has accepted the challenge") {
  for (const auto method : {login_method::challenge, login_method::challenge_or_plain}) {
    session::login login{admin(method), "p"};
    REQUIRE(login.on_greeting(banner) == step::send);
    REQUIRE(EVP_set_default_properties(nullptr, "fips=yes") == 1);
    const step next = give(login, "Response: Success\r\nActionID: p-login1\r\nChallenge: 5\r\n");
    REQUIRE(EVP_set_default_properties(nullptr, "") == 1);
    CHECK(next == step::failed);
    CHECK(login.error() == errc::md5_unavailable);
    CHECK(login.output().empty());
    CHECK(login.refusal().empty());
  }
  CHECK(session::challenge_key("1", "2").size() == 32);
}

TEST_CASE("login: FullyBooted is waited for only when asked, and only after the login") {
  session::login early{admin(login_method::plain).wait_fully_booted(std::chrono::seconds{1}), "p"};
  REQUIRE(early.on_greeting(banner) == step::send);
  CHECK(give(early, "Event: FullyBooted\r\nStatus: Fully Booted\r\n") == step::wait);
  CHECK_FALSE(early.accepted());
  CHECK(give(early, "Response: Success\r\nActionID: p-login1\r\n") == step::wait);
  CHECK(early.accepted());
  CHECK(give(early, "Event: FullyBooted\r\nPrivilege: system,all\r\nUptime: 903\r\n") == step::done);
  CHECK(early.accepted());
}

TEST_CASE("login: FullyBooted is waited for by default where a manager is supervised") {
  const auto waits = [](const ami::options& with) {
    session::login login{with, "p"};
    REQUIRE(login.on_greeting(banner) == step::send);
    static_cast<void>(give(login, success("p-login1")));
    return login.waits_for_boot();
  };
  const auto plain = admin(login_method::plain);
  CHECK_FALSE(waits(plain));
  CHECK(waits(ami::options{plain}.reconnect(ami::reconnect_policy{})));
  CHECK(waits(ami::options{plain}.wait_fully_booted(std::chrono::seconds{1})));
  CHECK_FALSE(waits(ami::options{plain}.reconnect(ami::reconnect_policy{}).wait_fully_booted(std::chrono::seconds{0})));
}

TEST_CASE("login: whoever waits for FullyBooted asks for class system, until it has come") {
  auto login = session::login{intent().wait_fully_booted(std::chrono::seconds{1}), "p"};
  REQUIRE(login.on_greeting(banner) == step::send);
  CHECK(login.output().find("Events: call,user,system\r\n") != std::string::npos);
  REQUIRE(give(login, success("p-login1")) == step::wait);
  REQUIRE(give(login, "Event: FullyBooted\r\nStatus: Fully Booted\r\n") == step::send);
  CHECK(login.output().find("EventMask: call,user\r\n") != std::string::npos);
  session::login other{intent(), "p"};
  REQUIRE(other.on_greeting(banner) == step::send);
  CHECK(other.output().find("Events: call,user\r\n") != std::string::npos);
}

TEST_CASE("login: without FullyBooted it goes on when it was waited for long enough") {
  const auto waiting = [](const ami::options& with) {
    session::login login{ami::options{with}.wait_fully_booted(std::chrono::seconds{1}), "p"};
    REQUIRE(login.on_greeting(banner) == step::send);
    REQUIRE(login.on_boot_limit() == step::wait);
    REQUIRE(give(login, success("p-login1")) == step::wait);
    REQUIRE(login.waits_for_boot());
    return login;
  };
  auto simple = waiting(admin(login_method::plain));
  CHECK(simple.on_boot_limit() == step::done);
  CHECK(simple.accepted());
  CHECK_FALSE(simple.error());
  auto login = waiting(intent());
  CHECK(login.on_boot_limit() == step::send);
  CHECK(login.output().find("EventMask: call,user") != std::string::npos);
  CHECK_FALSE(login.waits_for_boot());
  // The event may still come, and changes nothing.
  CHECK(login.on_boot_limit() == step::wait);
  CHECK(give(login, "Event: FullyBooted\r\nStatus: Fully Booted\r\n") == step::wait);
  for (const char* const id : {"p-login2", "p-login3"}) {
    CHECK(give(login, success(id, "Events: On\r\n")) == step::wait);
  }
  CHECK(give(login, success("p-login4")) == step::done);
}

TEST_CASE("login: mask and filters are sent together, once the server has taken the login") {
  auto login = set_up(intent());
  CHECK(login.accepted());
  CHECK(login.answered());
  const auto read = test::read_whole(login.output(), ami::wire::frame_reader::greeting::absent);
  std::vector<test::header_list> sent;
  for (const std::string& text : read.frames) {
    const auto frame = test::frame_of(text);
    sent.push_back(test::headers_of(frame));
  }
  CHECK(sent ==
        std::vector<test::header_list>{
            {{"Action", "Events"}, {"ActionID", "p-login2"}, {"EventMask", "call,user"}},
            {{"Action", "Filter"}, {"ActionID", "p-login3"}, {"Operation", "Add"}, {"Filter", "!Event: VarSet"}},
            {{"Action", "Filter"},
             {"ActionID", "p-login4"},
             {"Operation", "Add"},
             {"Filter", "Newchannel"},
             {"MatchCriteria", "action(include),name(Newchannel)"}}});
  CHECK(read.rest.empty());
  CHECK(give(login, success("p-login2", "Events: On\r\n")) == step::wait);
  CHECK(login.output().empty());
  CHECK(give(login, success("p-login3")) == step::wait);
  CHECK(give(login, success("p-login4")) == step::done);
  CHECK(login.accepted());
  CHECK_FALSE(login.error());
}

TEST_CASE("login: mask and filters wait for FullyBooted, where that is waited for") {
  auto login = session::login{intent().wait_fully_booted(std::chrono::seconds{1}), "p"};
  REQUIRE(login.on_greeting(banner) == step::send);
  REQUIRE(give(login, success("p-login1")) == step::wait);
  CHECK(login.output().empty());
  // Nothing has been asked yet.
  CHECK(give(login, success("p-login2", "Events: On\r\n")) == step::wait);
  CHECK_FALSE(login.answered());
  REQUIRE(give(login, "Event: FullyBooted\r\nStatus: Fully Booted\r\n") == step::send);
  CHECK_FALSE(login.output().empty());
  CHECK(give(login, "Event: FullyBooted\r\nStatus: Fully Booted\r\n") == step::wait);
  for (const char* const id : {"p-login2", "p-login3"}) {
    CHECK(give(login, success(id)) == step::wait);
  }
  CHECK(give(login, success("p-login4")) == step::done);
}

TEST_CASE("login: the confirmations come in any order, with other frames in between") {
  std::vector<std::string> ids{"p-login2", "p-login3", "p-login4"};
  do {
    CAPTURE(ids);
    auto login = set_up(intent());
    for (const std::string& id : ids) {
      for (const std::string& other :
           {std::string{"Event: Hangup\r\nChannel: x\r\n"}, "Event: Item\r\nActionID: " + id + "\r\n",
            success("p-login1"), success("p-login5"), success("q-login2"), success("p-2"),
            std::string{"Response: Error\r\nMessage: Missing action in request\r\n"}}) {
        CHECK(give(login, other) == step::wait);
        CHECK_FALSE(login.answered());
      }
      CHECK(give(login, success(id, "Events: On\r\n")) == (id == ids.back() ? step::done : step::wait));
      CHECK(login.answered());
    }
  } while (std::ranges::next_permutation(ids).found);
}

TEST_CASE("login: a confirmation that comes twice confirms nothing else") {
  auto login = set_up(intent());
  for (int i = 0; i < 3; ++i) {
    CHECK(give(login, success("p-login3")) == step::wait);
    CHECK(login.answered() == (i == 0));
  }
  CHECK(give(login, success("p-login4")) == step::wait);
  CHECK(give(login, success("p-login2")) == step::done);
  CHECK(give(login, success("p-login2", "Events: Off\r\n")) == step::wait);
  CHECK_FALSE(login.error());
}

TEST_CASE("login: what the server refuses of mask and filters ends it, with the server's words") {
  class refusal {
  public:
    std::string id;
    std::string rest;
    errc expected;
  };
  const std::string shutdown = "Message: Asterisk is shutting down\r\n";
  for (const refusal& each : {refusal{"p-login2", "Message: Invalid event mask\r\n", errc::event_mask_rejected},
                              refusal{"p-login2", shutdown, errc::shutting_down},
                              refusal{"p-login3", "Message: Filter did not compile\r\n", errc::event_filter_rejected},
                              refusal{"p-login4", "Message: Permission denied\r\n", errc::event_filter_rejected},
                              refusal{"p-login4", shutdown, errc::shutting_down}}) {
    CAPTURE(each.id, each.rest);
    auto login = set_up(intent());
    CHECK(give(login, "Response: Error\r\nActionID: " + each.id + "\r\n" + each.rest) == step::failed);
    CHECK(login.error() == each.expected);
    CHECK(("Message: " + std::string{login.refusal().message()} + "\r\n") == each.rest);
    CHECK_FALSE(login.accepted());
    for (const char* const id : {"p-login2", "p-login3", "p-login4"}) {
      CHECK(give(login, success(id)) == step::wait);
    }
    CHECK(login.error() == each.expected);
  }
  auto unknown = set_up(intent());
  CHECK(give(unknown, success("p-login2", "Events: Off\r\n")) == step::failed);
  CHECK(unknown.error() == errc::event_mask_rejected);
  // A filter's reply says nothing of the mask.
  auto filter = set_up(intent());
  CHECK(give(filter, success("p-login3", "Events: Off\r\n")) == step::wait);
  auto off = set_up(admin(login_method::plain).event_mask("off"));
  CHECK(give(off, success("p-login2", "Events: Off\r\n")) == step::done);
}

TEST_CASE("login: a filter that cannot be sent ends it, and nothing is sent") {
  session::login login{
      admin(login_method::plain).event_mask("call").event_filter("a").event_filter(std::string(2000, 'x')), "p"};
  REQUIRE(login.on_greeting(banner) == step::send);
  CHECK(give(login, success("p-login1")) == step::failed);
  CHECK(login.error() == errc::event_filter_rejected);
  CHECK(login.output().empty());
}

TEST_CASE("login: a mask that fits into the login, and not into the action that sets it, ends the login") {
  const std::string mask(ami::wire::max_line_bytes - std::string_view{"Events: "}.size(), 'x');
  session::login login{admin(login_method::plain).event_mask(mask), "p"};
  REQUIRE(login.on_greeting(banner) == step::send);
  CHECK(give(login, success("p-login1")) == step::failed);
  CHECK(login.error());
  CHECK(login.output().empty());
}

TEST_CASE("login: the mask may be another than that of the options, or none") {
  session::login other{admin(login_method::plain).event_mask("call"), "p", "agent"};
  REQUIRE(other.on_greeting(banner) == step::send);
  CHECK(output_of(other).back() == std::pair<std::string, std::string>{"Events", "agent"});
  REQUIRE(give(other, success("p-login1")) == step::send);
  CHECK(output_of(other).back() == std::pair<std::string, std::string>{"EventMask", "agent"});

  session::login none{admin(login_method::plain).event_mask("call"), "p", std::nullopt};
  REQUIRE(none.on_greeting(banner) == step::send);
  CHECK(output_of(none).back().first == "Secret");
  CHECK(give(none, success("p-login1")) == step::done);
}

TEST_CASE("login: whatever pieces the server's bytes come in, the same is sent") {
  const std::string server = std::string{banner} + "\r\n" + success("p-login1", "Challenge: 124877113\r\n") + "\r\n" +
                             "Event: SuccessfulAuth\r\n\r\n" + success("p-login2") + "\r\n" +
                             "Event: FullyBooted\r\nStatus: Fully Booted\r\n\r\n" + "Event: Hangup\r\n\r\n" +
                             success("p-login5") + "\r\n" + "Event: Hangup\r\n\r\n" +
                             success("p-login3", "Events: On\r\n") + "\r\n" + success("p-login4") + "\r\n" +
                             "Event: Newchannel\r\n\r\n";
  const auto run = [&](std::size_t piece) {
    session::login login{intent().login(login_method::challenge).wait_fully_booted(std::chrono::seconds{1}), "p"};
    ami::wire::frame_reader reader;
    std::vector<std::string> sent;
    step last = step::wait;
    int events = 0;
    for (std::size_t at = 0; at < server.size(); at += piece) {
      reader.feed(std::string_view{server}.substr(at, piece));
      for (auto found = reader.next(); found != ami::wire::frame_reader::result::need_more && last != step::done;
           found = reader.next()) {
        REQUIRE(found != ami::wire::frame_reader::result::error);
        if (found == ami::wire::frame_reader::result::greeting) {
          last = login.on_greeting(reader.greeting_line());
        } else {
          const auto frame = reader.current().to_frame();
          last = login.on_frame(frame.view());
          events += login.answered() ? 0 : 1;
        }
        REQUIRE(last != step::failed);
        if (last == step::send) {
          sent.push_back(login.output());
        }
      }
    }
    CHECK(last == step::done);
    CHECK(events == 4);  // for the streams
    return sent;
  };
  const auto whole = run(server.size());
  REQUIRE(whole.size() == 3);
  CHECK(whole[2].find("Action: Events\r\nActionID: p-login3") == 0);
  for (std::size_t piece = 1; piece < server.size(); ++piece) {
    CAPTURE(piece);
    CHECK(run(piece) == whole);
  }
}

TEST_CASE("login: credentials that cannot be sent safely are not sent") {
  for (const char* text : {"a\r\nAction: Logoff", "a\nb", "a\rb"}) {
    session::login by_secret{ami::options{"pbx"}.credentials("alice", text).login(login_method::plain), "p"};
    CHECK(by_secret.on_greeting(banner) == step::failed);
    CHECK(by_secret.error() == errc::invalid_header);
    CHECK(by_secret.output().empty());
    session::login by_user{ami::options{"pbx"}.credentials(text, "s").login(login_method::plain), "p"};
    CHECK(by_user.on_greeting(banner) == step::failed);
    CHECK(by_user.output().empty());
  }
  // By challenge the secret is never a header: any bytes work.
  session::login hashed{ami::options{"pbx"}.credentials("alice", "a\nb"), "p"};
  REQUIRE(hashed.on_greeting(banner) == step::send);
  CHECK(give(hashed, "Response: Success\r\nActionID: p-login1\r\nChallenge: 1\r\n") == step::send);
  CHECK(hashed.output().find("a\nb") == std::string::npos);
}

TEST_CASE("login: neither output by challenge nor an error's text holds the secret") {
  for (const auto& at : waiting_stages()) {
    CAPTURE(at.name);
    auto login = at.make();
    if (at.name != "plain") {
      CHECK(login.output().find("s3cret") == std::string::npos);
    }
    (void)give(login, "Response: Error\r\nActionID: " + at.action_id + "\r\nMessage: no\r\n");
    CHECK(login.output().empty());
    CHECK(login.error().message().find("s3cret") == std::string::npos);
    CHECK(ami::to_string(login.refusal()).find("s3cret") == std::string::npos);
  }
}
