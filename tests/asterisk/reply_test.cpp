// Replies of a real Asterisk that are not what most are: text, empty lists, modules that are not loaded, events that a
// user does not see. The server comes from run.sh.
#include "asterisk/real_server.hpp"
#include "catch.hpp"
#include "support/run.hpp"

#include <ami/ami.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;

using test::environment;
using test::is_asterisk_22;
using test::server;

namespace {

class connected {
public:
  explicit connected(const ami::options& how = server()) : pbx{io, how} { test::run(io, pbx.connect()); }

  std::tuple<ami::error_code, ami::reply> send(const ami::action& action) {
    return test::run(io, pbx.async_send_action(action, 20s, asio::as_tuple(asio::use_awaitable)));
  }

  // Loads a module with a configuration of its own; it may be loaded already.
  void load(const std::string& module, const std::string& file,
            const std::vector<std::pair<std::string, std::string>>& settings) {
    send(ami::actions::create_config{file});
    ami::actions::update_config changes{file, file};
    changes.new_category("general");
    for (const auto& [key, value] : settings) {
      changes.append("general", key, value);
    }
    send(changes);
    send(ami::actions::module_load{ami::actions::load_type::load}.module(module));
  }

  asio::io_context io;
  ami::manager pbx;
};

}  // namespace

TEST_CASE("text without headers is a reply, and those around it are not disturbed") {
  using namespace asio::experimental::awaitable_operators;
  connected on;
  on.load("chan_iax2.so", "iax.conf", {{"bindaddr", "127.0.0.1"}, {"bindport", environment("AMI_TEST_PORT")}});
  auto events = on.pbx.subscribe();
  auto together = [&]() -> asio::awaitable<void> {
    for (int i = 0; i < 20; ++i) {
      auto [first, text, again, last] =
          co_await (on.pbx.send_action(ami::actions::ping{}) && on.pbx.send_action(ami::actions::iax_netstats{}) &&
                    on.pbx.send_action(ami::action{"IAXnetstats"}.text_reply()) &&
                    on.pbx.send_action(ami::actions::core_show_channels{}));
      CHECK(first.success());
      CHECK(text.success());
      // Without calls there is no line at all, and the blank line that ends it.
      CHECK(text.output().empty());
      CHECK(again.success());
      CHECK(last.is_list());
    }
  };
  test::run(on.io, together());
  while (const auto event = events.try_next()) {
    CHECK(event->type() != ami::event_type::unknown);
  }
  // What is answered otherwise is understood all the same.
  const auto pong = test::run(on.io, on.pbx.send_action(ami::actions::ping{}.text_reply()));
  CHECK(pong.response()["Ping"] == "Pong");
  CHECK(pong.output().empty());
  const auto [error, refused] = on.send(ami::action{"AmiNoSuchAction"}.text_reply());
  CHECK(error == ami::errc::unknown_action);
  const auto uptime =
      test::run(on.io, on.pbx.send_action(ami::action{"Command"}.header("Command", "core show uptime")));
  CHECK(uptime.output().size() >= 2);
}

TEST_CASE("an empty list is an empty list, however the server says so") {
  connected on;
  on.load("app_voicemail.so", "voicemail.conf", {{"format", "wav"}});
  for (const char* const name : {"ConfbridgeListRooms", "PJSIPShowContacts", "PJSIPShowResourceLists"}) {
    INFO(name);
    const auto [error, reply] = on.send(ami::action{name});
    INFO(reply);
    CHECK_FALSE(error);
    CHECK(reply.is_list());
    CHECK(reply.list_complete());
    CHECK(reply.items().empty());
    auto list = on.pbx.list(ami::action{name});
    CHECK_FALSE(test::run(on.io, list.next()));
    CHECK(list.reply().list_complete());
  }
  if (is_asterisk_22()) {  // Debian's 16 comes without voicemail
    const auto nobody =
        test::run(on.io, on.pbx.send_action(ami::actions::voicemail_user_status{"no-such-context", "77"}));
    CHECK(nobody.is_list());
    CHECK(nobody.items().empty());
  }
}

TEST_CASE("no such action, a module that is not loaded, and no right are told apart") {
  connected on;
  CHECK(std::get<0>(on.send(ami::action{"AmiNoSuchAction"})) == ami::errc::unknown_action);
  // Both versions have them. One needs hardware that is not there.
  CHECK(std::get<0>(on.send(ami::action{"PRIShowSpans"})) == ami::errc::module_not_loaded);
  CHECK(std::get<0>(on.send(ami::action{"MWIGet"})) == ami::errc::module_not_loaded);
  // One came after Asterisk 16, the other went before 22.
  CHECK(std::get<0>(on.send(ami::action{is_asterisk_22() ? "SIPpeers" : "VoicemailBoxSummary"})) ==
        ami::errc::unknown_action);
  connected limited{server("limited", "limited")};
  CHECK(std::get<0>(limited.send(ami::actions::list_categories{"manager.conf"})) == ami::errc::permission_denied);
}

TEST_CASE("the port of Asterisk's web server is not taken for a slow manager") {
  asio::io_context io;
  ami::manager pbx{
      io, ami::options{"127.0.0.1:" + environment("AMI_TEST_HTTP_PORT")}.credentials("a", "b").login_timeout(300ms)};
  try {
    test::run(io, pbx.connect());
    FAIL("connected");
  } catch (const ami::error& error) {
    CHECK(error.code() == ami::errc::login_timed_out);
    CHECK_THAT(error.what(), Catch::Matchers::ContainsSubstring("waits for the client to begin, as web servers do"));
  }
}

TEST_CASE("who sees no calls is told so, before or soon after") {
  const auto to_wait = ami::actions::originate{"Local/102@default/n"}.application("Wait").data("5").timeout(20s);
  connected off{server().event_mask("off")};
  try {
    static_cast<void>(test::run(off.io, ami::originate(off.pbx, to_wait)));
    FAIL("was sent");
  } catch (const ami::error& error) {
    CHECK(error.code() == ami::errc::events_masked);
  }
  connected blind{server("blind", "blind")};
  auto call = test::run(blind.io, ami::originate(blind.pbx, to_wait, ami::call_options{}.sight_check(300ms)));
  const auto begin = std::chrono::steady_clock::now();
  try {
    test::run(blind.io, call.wait_answered());
    FAIL("was seen");
  } catch (const ami::error& error) {
    CHECK(error.code() == ami::errc::call_timed_out);
    CHECK_THAT(error.what(), Catch::Matchers::ContainsSubstring("class call"));
  }
  CHECK(std::chrono::steady_clock::now() - begin < 10s);
  test::run(blind.io, blind.pbx.send_action(ami::actions::hangup{std::string{call.uniqueid()}}));
}
