// The fake server: on the wire with a plain socket, and under the library's own client.
#include "catch.hpp"
#include "support/fake_server.hpp"
#include "support/raw_client.hpp"

#include <ami/ami.hpp>
#include <ami/testing/simulated_pbx.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <poll.h>
#include <semaphore>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <vector>

using namespace std::string_view_literals;
using ami::testing::endpoint_behaviour;
using ami::testing::fake_user;
using ami::testing::list_text;
using ami::testing::pbx_call;
using ami::testing::pbx_endpoint;
using ami::testing::pbx_options;
using ami::testing::session;
using ami::testing::simulated_pbx;
using test::raw_client;

namespace {

constexpr std::chrono::milliseconds in_time = test::patience;
constexpr auto greeting = test::raw_client::greeting;

pbx_options quick_pbx() {
  return pbx_options{}.ring_time(5ms, 20ms).talk_time(10ms, 40ms).queue_patience(200ms);
}

template <class Function>
void run(asio::io_context& context, Function function) {
  test::run(context, function());
}

std::string value_of(const std::string& frame, std::string_view key) {
  const std::string mark = "\r\n" + std::string{key} + ": ";
  const std::size_t found = frame.find(mark);
  if (found == std::string::npos) {
    return {};
  }
  const std::size_t begin = found + mark.size();
  return frame.substr(begin, frame.find("\r\n", begin) - begin);
}

}  // namespace

// ---- On the wire

TEST_CASE("fake server: plain login, ping and logoff, byte for byte", "[fake]") {
  fake_asterisk server;
  raw_client client{server};
  CHECK(client.read_until("\r\n") == greeting);
  CHECK(client.exchange("Action: Login\r\nActionID: l\r\nUsername: admin\r\nSecret: secret\r\n\r\n") ==
        "Response: Success\r\nActionID: l\r\nMessage: Authentication accepted\r\n\r\n");
  CHECK(client.read_frame() ==
        "Event: FullyBooted\r\nPrivilege: system,all\r\nUptime: 0\r\nLastReload: 0\r\nStatus: Fully Booted\r\n\r\n");
  const std::string pong = client.exchange("Action: Ping\r\nActionID: x\r\n\r\n");
  CHECK(pong.starts_with("Response: Success\r\nActionID: x\r\nPing: Pong\r\nTimestamp: "));
  CHECK(client.exchange("Action: Logoff\r\nActionID: bye\r\n\r\nAction: Ping\r\n\r\n") ==
        "Response: Goodbye\r\nActionID: bye\r\nMessage: Thanks for all the fish.\r\n\r\n");
  CHECK(client.read_to_end().empty());
  CHECK_FALSE(client.was_reset());
  CHECK(server.wait_for_no_connections(in_time));
  CHECK(server.connections_accepted() == 1);
  CHECK(server.logins() == 1);
}

TEST_CASE("fake server: before the login", "[fake]") {
  fake_asterisk server{quiet()};
  raw_client client{server};
  CHECK(client.read_until("\r\n") == greeting);
  CHECK(client.exchange("Action: Ping\r\nActionID: 1\r\n\r\n") ==
        "Response: Error\r\nActionID: 1\r\nMessage: Permission denied\r\n\r\n");
  CHECK(client.exchange("Action: Nope\r\n\r\n") == "Response: Error\r\nMessage: Permission denied\r\n\r\n");
  CHECK(client.exchange("Action: Challenge\r\n\r\n") == "Response: Error\r\nMessage: Must specify AuthType\r\n\r\n");
  const std::string first = client.exchange("Action: Challenge\r\nActionID: c\r\nAuthType: md5\r\n\r\n");
  CHECK(first.starts_with("Response: Success\r\nActionID: c\r\nChallenge: "));
  CHECK(client.exchange("Action: Challenge\r\nActionID: c\r\nAuthType: MD5\r\n\r\n") == first);
  CHECK(client.exchange("Action: Login\r\nAuthType: MD5\r\nUsername: admin\r\nKey: 0\r\nActionID: f\r\n\r\n") ==
        "Response: Error\r\nActionID: f\r\nMessage: Authentication failed\r\n\r\n");
  CHECK(client.read_to_end().empty());
  CHECK(server.failed_logins() == 1);
}

TEST_CASE("fake server: refused logins are all answered alike, and closed", "[fake]") {
  const std::string answer = "Response: Error\r\nMessage: Authentication failed\r\n\r\n";
  const auto attempt = [&](fake_options how, std::string_view login) {
    fake_asterisk server{std::move(how)};
    raw_client client{server};
    CHECK(client.read_until("\r\n") == greeting);
    client.send(login);
    CHECK(client.read_to_end() == answer);
  };
  attempt(quiet(), "Action: Login\r\nUsername: nobody\r\nSecret: secret\r\n\r\n");
  attempt(quiet(), "Action: Login\r\nUsername: admin\r\nSecret: Secret\r\n\r\n");
  attempt(quiet(), "Action: Login\r\n\r\n");
  attempt(quiet(), "Action: Login\r\nAuthType: MD5\r\nUsername: admin\r\nSecret: secret\r\n\r\n");
  attempt(quiet().plain_login(false), "Action: Login\r\nUsername: admin\r\nSecret: secret\r\n\r\n");
  attempt(quiet().login_failure_delay(30ms), "Action: Login\r\n\r\nAction: Ping\r\n\r\n");
}

TEST_CASE("fake server: one login a user, and login again", "[fake]") {
  fake_asterisk server{quiet().user(fake_user{"admin", "secret"}.multiple_logins(false))};
  raw_client first{server};
  first.log_in();
  CHECK(first.exchange("Action: Login\r\nUsername: no\r\n\r\n") ==
        "Response: Success\r\nMessage: Already authenticated\r\n\r\n");
  raw_client second{server};
  second.send("Action: Login\r\nUsername: admin\r\nSecret: secret\r\n\r\n");
  CHECK(second.read_to_end() == greeting + std::string{"Response: Error\r\nMessage: Login Already In Use\r\n\r\n"});
}

TEST_CASE("fake server: who does not log in is thrown off", "[fake]") {
  fake_asterisk server{quiet().login_timeout(20ms)};
  raw_client client{server};
  CHECK(client.read_to_end() == greeting);
}

TEST_CASE("fake server: reads requests as the real one does", "[fake]") {
  fake_asterisk server{quiet()};
  raw_client client{server};
  client.log_in();
  const auto error = [](std::string_view id, std::string_view text) {
    return "Response: Error\r\n" + (id.empty() ? std::string{} : "ActionID: " + std::string{id} + "\r\n") +
           "Message: " + std::string{text} + "\r\n\r\n";
  };
  const auto pong = [&](std::string_view text, std::string_view id) {
    INFO(text.substr(0, 100));
    CHECK(
        client.exchange(text).starts_with("Response: Success\r\nActionID: " + std::string{id} + "\r\nPing: Pong\r\n"));
  };
  pong("Action: Ping\nActionID: lf\n\n", "lf");
  pong("ACTION:Ping\r\nactionid:\t tab\r\n\r\n", "tab");
  pong("Action:\r\nno colon\r\nAction: Ping\r\nActionID: a  \r\nActionID: b\r\n\r\n", "a  ");
  pong("Action: Ping\r\nActionID: a\rb\r\n\r\n", "a\rb");
  pong("Action: Ping\r\nActionID: a\0b\r\n\r\n"sv, "a");
  CHECK(client.exchange("\r\n") == error("", "Missing action in request"));
  CHECK(client.exchange("Action : Ping\r\nActionID: s\r\n\r\n") == error("s", "Missing action in request"));
  CHECK(client.exchange("Action: Ping \r\n\r\n") ==
        error("", "Invalid/unknown command: Ping . Use Action: ListCommands to show available commands."));
  CHECK(client.exchange("Action: Nope\r\nActionID: n\r\n\r\n") ==
        error("n", "Invalid/unknown command: Nope. Use Action: ListCommands to show available commands."));

  const auto with_line = [](std::size_t length, std::string_view end) {
    return "Action: Ping\r\nActionID: long\r\nX: " + std::string(length - 3, 'x') + std::string{end};
  };
  pong(with_line(1022, "\r\n\r\n"), "long");
  pong(with_line(1023, "\n\n"), "long");
  CHECK(client.exchange(with_line(1024, "\r\n\r\n")) == error("long", "Failed to parse message: line too long"));
  CHECK(client.exchange(with_line(300000, "\r\n\r\n")) == error("long", "Failed to parse message: line too long"));
  // The rest of the message is a message of its own then.
  client.send(with_line(1023, "\r\nAction: Ping\r\nActionID: second\r\n\r\n"));
  CHECK(client.read_frame() == error("long", "Failed to parse message: line too long"));
  pong("", "second");

  std::string many = "Action: Ping\r\nActionID: many\r\n";
  for (int i = 0; i < 126; ++i) {
    many += "X: y\r\n";
  }
  pong(many + "\r\n", "many");
  CHECK(client.exchange(many + "X: y\r\n\r\n") == error("many", "Too many lines in message or allocation failure"));
}

TEST_CASE("fake server: rights and event masks of each session", "[fake]") {
  fake_asterisk server{quiet().user("admin", "secret").user(fake_user{"limited", "l"}.read("call").write("call"))};
  raw_client all{server};
  all.log_in();
  raw_client calls{server};
  calls.log_in("call,cdr");
  raw_client limited{server};
  limited.send("Action: Login\r\nUsername: limited\r\nSecret: l\r\n\r\n");
  limited.read_frame();
  raw_client none{server};
  none.log_in("off");
  REQUIRE(server.wait_for_sessions(4, in_time));

  CHECK(limited.exchange("Action: Command\r\nCommand: x\r\n\r\n") ==
        "Response: Error\r\nMessage: Permission denied\r\n\r\n");
  CHECK(all.exchange("Action: Events\r\n\r\n") == "Response: Error\r\nMessage: Invalid event mask\r\n\r\n");
  CHECK(all.exchange("Action: Events\r\nEventMask: nonsense\r\n\r\n") == "Response: Success\r\nEvents: Off\r\n\r\n");
  CHECK(all.exchange("Action: Events\r\nEventMask: system, user\r\n\r\n") == "Response: Success\r\nEvents: On\r\n\r\n");
  server.send_event(frame_text::event("UserEvent").header("UserEvent", "unseen"));
  CHECK(all.exchange("Action: Events\r\nEventMask: on\r\nActionID: e\r\n\r\n") ==
        "Response: Success\r\nActionID: e\r\nEvents: On\r\n\r\n");

  server.send_event(frame_text::event("PeerStatus").header("Peer", "PJSIP/a"));
  server.send_event(frame_text::event("Hangup", "system,call").header("Channel", "both"));
  server.send_event(frame_text::event("Hangup").header("Channel", "c"));
  server.send_event(frame_text::item("Plain"));
  const std::string hangup = "Event: Hangup\r\nPrivilege: call,all\r\nChannel: c\r\n\r\n";
  const std::string plain = "Event: Plain\r\n\r\n";
  CHECK(all.read_frame() == "Event: PeerStatus\r\nPrivilege: system,all\r\nPeer: PJSIP/a\r\n\r\n");
  CHECK(all.read_frame() == "Event: Hangup\r\nPrivilege: system,call,all\r\nChannel: both\r\n\r\n");
  CHECK(all.read_frame() == hangup);
  CHECK(all.read_frame() == plain);
  for (raw_client* const one : {&calls, &limited}) {
    CHECK(one->read_frame() == hangup);
    CHECK(one->read_frame() == plain);
  }
  CHECK(none.read_frame() == plain);
}

TEST_CASE("fake server: a UserEvent action goes to all sessions as it is", "[fake]") {
  fake_asterisk server{quiet()};
  raw_client sender{server};
  sender.log_in();
  raw_client other{server};
  other.log_in();
  CHECK(sender.exchange(
            "Action: UserEvent\r\nActionID: u\r\nUserEvent: Before\r\nKeyOnly:\r\nno colon\r\nA: b\r\n\r\n") ==
        "Response: Success\r\nActionID: u\r\nMessage: Event Sent\r\n\r\n");
  const std::string event = "Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: Before\r\nActionID: "
                            "u\r\nKeyOnly:\r\nno colon\r\nA: b\r\n\r\n";
  CHECK(sender.read_frame() == event);
  CHECK(other.read_frame() == event);
}

TEST_CASE("fake server: variables and commands", "[fake]") {
  fake_asterisk server{quiet()};
  server.on_command("core show help", "one\n\nthree\n");
  server.on_command("bad", "no good", false);
  server.set_variable("PRESET", "1");
  raw_client client{server};
  client.log_in("system");
  CHECK(client.exchange("Action: Setvar\r\nActionID: s\r\nVariable: V\r\nValue: it's\r\n\r\n") ==
        "Response: Success\r\nActionID: s\r\nMessage: Variable Set\r\n\r\n");
  CHECK(server.variable("V") == "it's");
  CHECK(client.exchange("Action: Getvar\r\nActionID: g\r\nVariable: V\r\n\r\n") ==
        "Response: Success\r\nActionID: g\r\nVariable: V\r\nValue: it's\r\n\r\n");
  CHECK(client.exchange("Action: Getvar\r\nVariable: PRESET\r\n\r\n") ==
        "Response: Success\r\nVariable: PRESET\r\nValue: 1\r\n\r\n");
  CHECK(client.exchange("Action: Getvar\r\nVariable: unset\r\n\r\n") ==
        "Response: Success\r\nVariable: unset\r\nValue: \r\n\r\n");
  CHECK(client.exchange("Action: Getvar\r\nVariable: V\r\nChannel: nosuch\r\n\r\n") ==
        "Response: Error\r\nMessage: No such channel\r\n\r\n");
  CHECK(
      client.exchange("Action: Command\r\nActionID: c\r\nCommand: core show help\r\n\r\n") ==
      "Response: Success\r\nActionID: c\r\nMessage: Command output follows\r\nOutput: one\r\nOutput: \r\nOutput: three"
      "\r\n\r\n");
  CHECK(client.exchange("Action: Command\r\nCommand: bad\r\n\r\n") ==
        "Response: Error\r\nMessage: Command output follows\r\nOutput: no good\r\n\r\n");
  CHECK(client.exchange("Action: Command\r\nCommand: echo\r\n\r\n") ==
        "Response: Error\r\nMessage: Command output follows\r\nOutput: No such command 'echo' (type 'core show help "
        "echo' for other possible commands)\r\n\r\n");

  fake_asterisk old{quiet().old_command_form(true).greeting("Asterisk Call Manager/1.3")};
  old.on_command("core show help", "one\n\nthree\n");
  raw_client older{old};
  CHECK(older.read_until("\r\n") == "Asterisk Call Manager/1.3\r\n");
  older.exchange("Action: Login\r\nUsername: admin\r\nSecret: secret\r\n\r\n");
  CHECK(older.exchange("Action: Command\r\nActionID: c\r\nCommand: core show help\r\n\r\n") ==
        "Response: Follows\r\nPrivilege: Command\r\nActionID: c\r\none\n\nthree\n--END COMMAND--\r\n\r\n");
}

TEST_CASE("fake server: answers what came before a half close", "[fake]") {
  fake_asterisk server{quiet()};
  raw_client client{server};
  client.log_in();
  client.send("Action: Events\r\nEventMask: off\r\n\r\nAction: Events\r\nEventMask: on\r\n\r\nAction: Events\r\n");
  client.shut_down_sending();
  CHECK(client.read_to_end() == "Response: Success\r\nEvents: Off\r\n\r\nResponse: Success\r\nEvents: On\r\n\r\n");
}

// ---- Scripts and inspection

TEST_CASE("fake server: scripted answers in the order of the requests", "[fake]") {
  fake_asterisk server{quiet()};
  std::promise<session> asked;
  server.on("Yes", [](const request&, const session& to) { to.reply_success("fine"); });
  server.on("no", [](const request& what, const session& to) { to.reply_error("no " + std::string{what["Why"]}); });
  server.on("Own", [](const request&, const session& to) {
    to.reply(frame_text::response("Success").header("Key", "value"));
  });
  server.on("Raw", [](const request&, const session& to) { to.reply_raw("Response: Odd\r\n\r\n"); });
  server.on("Throws", [](const request&, const session&) { throw std::runtime_error{"two\r\nlines"}; });
  server.on("Throws2", [](const request&, const session&) { throw 1; });
  server.on("Later", [&](const request&, const session& to) { asked.set_value(to); });
  server.on("Ping", [](const request& what, const session& to) {
    to.send_event(frame_text::event("UserEvent").header("UserEvent", "pinged"));
    to.reply_default(what);
  });
  server.on("List", [](const request&, const session& to) {
    to.reply_list(list_text{"ListComplete"}
                      .message("list follows")
                      .item(frame_text::item("Entry").header("N", 1))
                      .item(frame_text::item("Entry").header("N", 2))
                      .extra("Total", "2"));
  });
  raw_client client{server};
  client.log_in();
  client.send("Action: Later\r\nActionID: later\r\n\r\nAction: YES\r\nActionID: 1\r\n\r\nAction: No\r\nWhy: way\r\n\r\n"
              "Action: Own\r\nActionID: 3\r\n\r\nAction: Raw\r\n\r\nAction: Throws\r\nActionID: 4\r\n\r\nAction: "
              "Throws2\r\n\r\n"
              "Action: List\r\nActionID: 5\r\n\r\nAction: Ping\r\nActionID: 6\r\n\r\n");
  CHECK(client.read_frame() == "Response: Success\r\nActionID: 1\r\nMessage: fine\r\n\r\n");
  CHECK(client.read_frame() == "Response: Error\r\nMessage: no way\r\n\r\n");
  CHECK(client.read_frame() == "Response: Success\r\nActionID: 3\r\nKey: value\r\n\r\n");
  CHECK(client.read_frame() == "Response: Odd\r\n\r\n");
  CHECK(client.read_frame() == "Response: Error\r\nActionID: 4\r\nMessage: Handler failed: two  lines\r\n\r\n");
  CHECK(client.read_frame() == "Response: Error\r\nMessage: Handler failed\r\n\r\n");
  CHECK(client.read_frame() == "Response: Success\r\nActionID: 5\r\nEventList: start\r\nMessage: list follows\r\n\r\n");
  CHECK(client.read_frame() == "Event: Entry\r\nN: 1\r\nActionID: 5\r\n\r\n");
  CHECK(client.read_frame() == "Event: Entry\r\nN: 2\r\nActionID: 5\r\n\r\n");
  CHECK(client.read_frame() ==
        "Event: ListComplete\r\nActionID: 5\r\nEventList: Complete\r\nListItems: 2\r\nTotal: 2\r\n\r\n");
  CHECK(client.read_frame() == "Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: pinged\r\n\r\n");
  CHECK(client.read_frame().starts_with("Response: Success\r\nActionID: 6\r\nPing: Pong\r\n"));

  auto answer = asked.get_future();
  REQUIRE(answer.wait_for(in_time) == std::future_status::ready);
  const session later = answer.get();
  CHECK(later.user() == "admin");
  CHECK(later.is_open());
  later.reply_success();
  CHECK(client.read_frame() == "Response: Success\r\nActionID: later\r\n\r\n");

  server.off("NO");
  CHECK(client.exchange("Action: No\r\n\r\n").starts_with("Response: Error\r\nMessage: Invalid/unknown command: No."));
}

TEST_CASE("fake server: a script may take over the login", "[fake]") {
  fake_asterisk server{quiet()};
  server.on("Login", [](const request& what, const session& to) {
    to.log_in(std::string{what["Username"]});
    to.reply_success("welcome");
  });
  raw_client client{server};
  CHECK(client.read_until("\r\n") == greeting);
  CHECK(client.exchange("Action: Login\r\nUsername: anybody\r\n\r\n") ==
        "Response: Success\r\nMessage: welcome\r\n\r\n");
  CHECK(client.exchange("Action: Ping\r\n\r\n").starts_with("Response: Success\r\nPing: Pong\r\n"));
  REQUIRE(server.sessions().size() == 1);
  CHECK(server.sessions().front().user() == "anybody");
}

TEST_CASE("fake server: tells what the clients sent", "[fake]") {
  fake_asterisk server{quiet()};
  raw_client client{server};
  client.log_in();
  CHECK_FALSE(server.wait_for_request("Ping", 0ms));
  client.send(
      "Action: Ping\r\nVariable: a=1\r\nvariable: b=2\r\nActionID: p1\r\n\r\nAction: ping\r\nActionID: p2\r\n\r\n");
  const auto first = server.wait_for_request("PING", in_time);
  const auto second = server.wait_for_request("Ping", in_time);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->name() == "Ping");
  CHECK(first->action_id() == "p1");
  CHECK(first->get("VARIABLE") == "a=1");
  CHECK((*first)["Variable"] == "a=1");
  CHECK(first->get_all("Variable") == std::vector<std::string_view>{"a=1", "b=2"});
  CHECK_FALSE(first->get("Other"));
  CHECK(first->headers().size() == 4);
  CHECK(first->session_id() == 1);
  CHECK(second->action_id() == "p2");
  CHECK(second->sequence() == 3);
  CHECK_FALSE(server.wait_for_request("Ping", 1ms));
  CHECK(server.wait_for_request("Login", 0ms));
  CHECK(server.requests().size() == 3);
  CHECK(server.requests_received() == 3);
  CHECK(server.bytes_received() > 100);
  client.read_frame();
  client.read_frame();
  CHECK(server.bytes_sent() > 100);
  server.clear_requests();
  CHECK(server.requests().empty());
  client.exchange("Action: Ping\r\nActionID: p3\r\n\r\n");
  CHECK(server.wait_for_request("Ping", in_time)->action_id() == "p3");
}

// ---- Under the library's client

TEST_CASE("fake server and manager: both logins", "[fake]") {
  asio::io_context context;
  fake_asterisk server;
  run(context, [&]() -> asio::awaitable<void> {
    for (const auto method : {ami::login_method::challenge, ami::login_method::plain}) {
      ami::manager pbx{context, address_of(server).login(method).wait_fully_booted(5s)};
      co_await pbx.connect();
      CHECK(pbx.server_version() == ami::server_version{11, 0, 0});
      const auto pong = co_await pbx.send_action(ami::actions::ping{});
      CHECK(pong.success());
      co_await pbx.disconnect();
    }
  });
  CHECK(server.logins() == 2);
  CHECK(server.wait_for_request("Logoff", in_time));
  CHECK(server.wait_for_no_connections(in_time));
}

TEST_CASE("fake server and manager: logins that fail", "[fake]") {
  asio::io_context context;
  run(context, [&]() -> asio::awaitable<void> {
    {
      fake_asterisk server;
      ami::manager pbx{context, address_of(server).credentials("admin", "wrong")};
      const auto [error] = co_await pbx.async_connect(as_tuple);
      CHECK(error == ami::errc::authentication_failed);
    }
    {
      fake_asterisk server{fake_options{}.challenge_login(false)};
      ami::manager careful{context, address_of(server)};
      const auto [error] = co_await careful.async_connect(as_tuple);
      CHECK(error == ami::errc::challenge_refused);
      ami::manager easy{context, address_of(server).login(ami::login_method::challenge_or_plain)};
      const auto [none] = co_await easy.async_connect(as_tuple);
      CHECK_FALSE(none);
    }
    {
      fake_asterisk server{fake_options{}.greeting("SSH-2.0-OpenSSH_9.2")};
      ami::manager pbx{context, address_of(server)};
      const auto [error] = co_await pbx.async_connect(as_tuple);
      CHECK(error == ami::errc::not_ami);
    }
    {
      fake_asterisk server{quiet()};
      ami::manager pbx{context, address_of(server).wait_fully_booted(20ms)};
      const auto [error] = co_await pbx.async_connect(as_tuple);
      CHECK_FALSE(error);
    }
  });
}

TEST_CASE("fake server and manager: answers and refusals", "[fake]") {
  asio::io_context context;
  fake_asterisk server;
  server.on("Silent", [](const request&, const session&) {});
  server.on("List", [](const request&, const session& to) {
    to.reply_list(list_text{"ListComplete"}.item(frame_text::item("Entry").header("N", 1)));
  });
  server.on_command("two lines", "a\n\nb");
  run(context, [&]() -> asio::awaitable<void> {
    ami::manager pbx{context, address_of(server)};
    co_await pbx.connect();
    const auto [unknown, refusal] = co_await pbx.async_send_action(ami::action{"Nope"}, as_tuple);
    CHECK(unknown == ami::errc::unknown_action);
    CHECK(refusal.message().find("Nope") != std::string_view::npos);
    const auto [late, nothing] = co_await pbx.async_send_action(ami::action{"Silent"}, 20ms, as_tuple);
    CHECK(late == ami::errc::response_timed_out);
    const ami::reply list = co_await pbx.send_action(ami::action{"List"});
    CHECK(list.items().size() == 1);
    CHECK(list.completion().name() == "ListComplete");
    const auto output = co_await pbx.send_action(ami::actions::command{"two lines"});
    CHECK(output.output() == std::vector<std::string_view>{"a", "", "b"});
    co_await pbx.send_action(ami::actions::setvar{"V", "1"});
    const auto variable = co_await pbx.send_action(ami::actions::getvar{"V"});
    CHECK(variable.value() == "1");
    const auto mask = co_await pbx.send_action(ami::actions::events{"off"});
    CHECK_FALSE(mask.on());
    co_await pbx.disconnect();
  });
}

TEST_CASE("fake server and manager: an asynchronous Originate, followed by its events to the hang-up", "[fake]") {
  asio::io_context context;
  fake_asterisk server{fake_options{}.pbx(quick_pbx())};
  run(context, [&]() -> asio::awaitable<void> {
    ami::manager pbx{context, address_of(server)};
    co_await pbx.connect();
    auto events = pbx.subscribe<ami::events::newchannel, ami::events::dial_begin, ami::events::dial_end,
                                ami::events::originate_response, ami::events::hangup, ami::events::var_set>();
    const ami::reply reply = co_await pbx.send_action(ami::actions::originate{"PJSIP/bob"}
                                                          .application("Wait")
                                                          .data("0.02")
                                                          .async()
                                                          .channel_id("my-call")
                                                          .caller_id("\"Rig, O'Hara\" <42>")
                                                          .variable("A", "x, \"y\" \\z"));
    CHECK(reply.message() == "Originate successfully queued");
    std::string names;
    bool hung_up = false;
    while (!hung_up) {
      const auto event = co_await events.next();
      REQUIRE(event);
      event->match(
          [&](const ami::events::newchannel& made) {
            names += "N";
            CHECK(made.uniqueid() == "my-call");
            CHECK(made.caller_id_name() == "Bob O'Brien");
            CHECK(made.get("CallerIDName") == "Bob O\\'Brien");
          },
          [&](const ami::events::var_set& set) {
            names += "V";
            CHECK(set.variable() == "A");
            CHECK(set.value() == "x, \"y\" \\z");
          },
          [&](const ami::events::dial_begin& begin) {
            names += "B";
            CHECK(begin.dest_caller_id_num() == "42");
            CHECK(begin.dest_caller_id_name() == "Rig, O'Hara");
          },
          [&](const ami::events::dial_end& end) {
            names += "E";
            CHECK(end.dial_status() == ami::dial_status::answer);
          },
          [&](const ami::events::originate_response& response) {
            names += "O";
            CHECK(response.get("ActionID") == reply.action_id());
            CHECK(response.get("Response") == "Success");
            CHECK(response.get("Reason") == "4");
            CHECK(response.get("Uniqueid") == "my-call");
          },
          [&](const ami::events::hangup& end) {
            names += "H";
            CHECK(end.uniqueid() == "my-call");
            hung_up = true;
          });
    }
    CHECK(names == "NVBEOH");
    co_await pbx.disconnect();
  });
}

TEST_CASE("fake server: Originate, synchronous and refused", "[fake]") {
  fake_asterisk server{
      quiet().pbx(quick_pbx()
                      .endpoint(pbx_endpoint{"alice", "1", "Alice"})
                      .endpoint(pbx_endpoint{"busy", "2", "B"}.behaviour(endpoint_behaviour::busy))
                      .endpoint(pbx_endpoint{"mute", "3", "M"}.behaviour(endpoint_behaviour::never_answers))
                      .endpoint(pbx_endpoint{"gone", "4", "G"}.behaviour(endpoint_behaviour::unreachable)))};
  raw_client client{server};
  client.log_in("off");
  const auto originate = [&](std::string_view rest) {
    return client.exchange("Action: Originate\r\nActionID: o\r\n" + std::string{rest} + "\r\n\r\n");
  };
  const auto error = [](std::string_view text) {
    return "Response: Error\r\nActionID: o\r\nMessage: " + std::string{text} + "\r\n\r\n";
  };
  const std::string queued = "Response: Success\r\nActionID: o\r\nMessage: Originate successfully queued\r\n\r\n";
  CHECK(originate("Channel: PJSIP/alice\r\nApplication: Wait\r\nData: 9") == queued);
  CHECK(originate("Channel: PJSIP/busy\r\nApplication: Wait") == error("Originate failed"));
  CHECK(originate("Channel: PJSIP/mute\r\nApplication: Wait\r\nTimeout: 50") == error("Originate failed"));
  CHECK(originate("Channel: PJSIP/gone\r\nApplication: Wait") == error("Originate failed"));
  CHECK(originate("Channel: Nope/x\r\nApplication: Wait") == error("Originate failed"));
  CHECK(originate("Application: Wait") == error("Channel not specified"));
  CHECK(originate("Channel: PJSIP\r\nApplication: Wait") == error("Invalid channel"));
  CHECK(originate("Channel: PJSIP/alice\r\nExten: 1") ==
        error("Originate with 'Exten' requires 'Context' and 'Priority'"));
  CHECK(originate("Channel: PJSIP/alice\r\nApplication: Wait\r\nTimeout: abc") == error("Invalid timeout"));
  CHECK(originate("Channel: PJSIP/alice\r\nExten: 1\r\nContext: d\r\nPriority: x") == error("Invalid priority"));
  CHECK(originate("Channel: PJSIP/alice\r\nApplication: Wait\r\nChannelId: " + std::string(150, 'x')) ==
        error("Uniqueid length exceeds maximum of 149\n"));
  REQUIRE(server.channels().size() == 1);

  // While one is answered, neither the next action nor an event passes.
  CHECK(client.exchange("Action: Events\r\nEventMask: user\r\n\r\n") == "Response: Success\r\nEvents: On\r\n\r\n");
  client.send("Action: Originate\r\nActionID: o\r\nChannel: PJSIP/mute\r\nApplication: Wait\r\nTimeout: 60000\r\n\r\n"
              "Action: Ping\r\nActionID: after\r\n\r\n");
  const auto deadline = std::chrono::steady_clock::now() + in_time;
  while (server.channels().size() < 2 && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::yield();
  }
  REQUIRE(server.channels().size() == 2);
  server.send_event(frame_text::event("UserEvent").header("UserEvent", "held"));
  CHECK(server.hang_up(server.channels().back()));
  CHECK(client.read_frame() == error("Originate failed"));
  CHECK(client.read_frame() == "Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: held\r\n\r\n");
  CHECK(client.read_frame().starts_with("Response: Success\r\nActionID: after\r\n"));
}

TEST_CASE("fake server: asynchronous Originates that fail say why", "[fake]") {
  fake_asterisk server{
      quiet().pbx(quick_pbx()
                      .endpoint(pbx_endpoint{"busy", "2", "B"}.behaviour(endpoint_behaviour::busy))
                      .endpoint(pbx_endpoint{"mute", "3", "M"}.behaviour(endpoint_behaviour::never_answers)))};
  raw_client client{server};
  client.log_in();
  const auto response = [&](std::string_view channel) {
    client.send("Action: Originate\r\nActionID: o\r\nChannel: " + std::string{channel} +
                "\r\nContext: default\r\nExten: 9\r\nPriority: 1\r\nTimeout: 30\r\nAsync: true\r\n\r\n");
    client.read_until("Originate successfully queued\r\n\r\n");
    client.read_until("Event: OriginateResponse\r\n");
    return client.read_frame();
  };
  const auto failure = [](std::string_view channel, std::string_view reason) {
    return "Privilege: call,all\r\nActionID: o\r\nResponse: Failure\r\nChannel: " + std::string{channel} +
           "\r\nContext: default\r\nExten: 9\r\nReason: " + std::string{reason} +
           "\r\nUniqueid: <unknown>\r\nCallerIDNum: <unknown>\r\nCallerIDName: <unknown>\r\n\r\n";
  };
  CHECK(response("PJSIP/busy") == failure("PJSIP/busy", "5"));
  CHECK(response("PJSIP/mute") == failure("PJSIP/mute", "3"));
  CHECK(response("PJSIP/nosuch") == failure("PJSIP/nosuch", "0"));
  CHECK(server.channels().empty());
}

TEST_CASE("fake server and manager: live channels in lists, variables, redirect, hang up", "[fake]") {
  asio::io_context context;
  fake_asterisk server{fake_options{}.pbx(quick_pbx().talk_time(1h, 1h))};
  run(context, [&]() -> asio::awaitable<void> {
    ami::manager pbx{context, address_of(server)};
    co_await pbx.connect();
    auto bridges = pbx.subscribe<ami::events::bridge_enter>();
    auto hangups = pbx.subscribe<ami::events::hangup>();
    co_await pbx.send_action(ami::actions::originate{"PJSIP/alice"}.exten("2002").context("default").priority(1));
    co_await bridges.next();
    co_await bridges.next();

    ami::reply shown = co_await pbx.send_action(ami::actions::core_show_channels{});
    REQUIRE(shown.items().size() == 2);
    const std::string alice{shown.items()[0]["Channel"]};
    const std::string bob{shown.items()[1]["Channel"]};
    CHECK(alice == "PJSIP/alice-00000001");
    CHECK(bob == "PJSIP/bob-00000002");
    CHECK(shown.items()[0]["Linkedid"] == shown.items()[1]["Linkedid"]);
    CHECK(shown.items()[0]["BridgeId"] == shown.items()[1]["BridgeId"]);
    CHECK_FALSE(shown.items()[0]["BridgeId"].empty());
    CHECK(shown.completion()["ListItems"] == "2");

    co_await pbx.send_action(ami::actions::setvar{"COLOUR", "blue"}.channel(alice));
    const auto colour = co_await pbx.send_action(ami::actions::getvar{"COLOUR"}.channel(alice));
    CHECK(colour.value() == "blue");
    const ami::reply status = co_await pbx.send_action(ami::actions::status{}.channel(alice).variables("COLOUR"));
    REQUIRE(status.items().size() == 1);
    CHECK(status.items()[0]["Variable"] == "COLOUR=blue");
    CHECK(status.items()[0]["ChannelStateDesc"] == "Up");
    CHECK(status.completion()["Items"] == "1");

    // Bob is hung up, and Alice talks to Chloe.
    co_await pbx.send_action(ami::actions::redirect{alice, "default", "2003"});
    const auto first = co_await hangups.next();
    REQUIRE(first->is<ami::events::hangup>());
    CHECK(first->get_if<ami::events::hangup>()->channel() == bob);
    co_await bridges.next();
    co_await bridges.next();
    CHECK(server.channels() == std::vector<std::string>{alice, "PJSIP/chloe-00000003"});

    const auto [none, refusal] = co_await pbx.async_send_action(ami::actions::hangup{"PJSIP/nosuch-1"}, as_tuple);
    CHECK(none == ami::errc::action_rejected);
    CHECK(refusal.message() == "No such channel");
    co_await pbx.send_action(ami::actions::hangup{alice}.cause(ami::hangup_cause::user_busy));
    for (int i = 0; i < 2; ++i) {
      const auto end = co_await hangups.next();
      CHECK(end->get_if<ami::events::hangup>()->get("Cause") == "17");
      CHECK(end->get_if<ami::events::hangup>()->get("Cause-txt") == "User busy");
    }
    CHECK(server.channels().empty());

    for (const char* const who : {"PJSIP/alice", "PJSIP/bob", "Local/2003@default"}) {
      co_await pbx.send_action(ami::actions::originate{who}.application("Wait").data("3600"));
    }
    const ami::reply gone = co_await pbx.send_action(ami::actions::hangup{"/^PJSIP.*-0/"});
    CHECK(gone.items().size() == 2);
    CHECK(gone.completion().name() == "ChannelsHungupListComplete");
    CHECK(server.channels() ==
          std::vector<std::string>{"Local/2003@default-00000000;1", "Local/2003@default-00000000;2"});
    const auto [bad, why] = co_await pbx.async_send_action(ami::actions::hangup{"/[/"}, as_tuple);
    CHECK(why.message() == "Regex compile failed on: /[/");
    server.hang_up_all();
    CHECK(server.channels().empty());
    co_await pbx.disconnect();
  });
}

TEST_CASE("fake server and manager: a queue with callers and members", "[fake]") {
  asio::io_context context;
  fake_asterisk server{fake_options{}.pbx(quick_pbx().talk_time(1h, 1h).queue_patience(1h).no_answer_share(0))};
  run(context, [&]() -> asio::awaitable<void> {
    ami::manager pbx{context, address_of(server)};
    co_await pbx.connect();
    auto events = pbx.subscribe<ami::events::queue_caller_join, ami::events::queue_caller_leave>();
    for (const char* const who : {"alice", "bob", "chloe", "dmitri"}) {
      server.originate(pbx_call{std::string{"PJSIP/"} + who}.extension("default", "500", 1));
    }
    int joined = 0;
    int left = 0;
    while (joined < 4 || left < 3) {
      const auto event = co_await events.next();
      REQUIRE(event);
      event->match(
          [&](const ami::events::queue_caller_join& join) {
            ++joined;
            CHECK(join.queue() == "support");
          },
          [&](const ami::events::queue_caller_leave&) { ++left; });
    }
    const ami::reply status = co_await pbx.send_action(ami::action{"QueueStatus"}.header("Queue", "support"));
    std::map<std::string, int> names;
    for (const auto& item : status.items()) {
      ++names[std::string{item.name()}];
      if (item.name() == "QueueParams") {
        CHECK(item["Calls"] == "1");
      }
      if (item.name() == "QueueMember") {
        CHECK(item["Status"] == "2");
        CHECK(item["InCall"] == "1");
      }
    }
    CHECK(names == std::map<std::string, int>{{"QueueParams", 1}, {"QueueMember", 3}, {"QueueEntry", 1}});
    // A member becomes free: the last caller gets it.
    const auto busy = server.channels();
    const auto erin =
        std::find_if(busy.begin(), busy.end(), [](const auto& one) { return one.starts_with("PJSIP/erin"); });
    REQUIRE(erin != busy.end());
    CHECK(server.hang_up(*erin));
    const auto event = co_await events.next();
    CHECK(event->is<ami::events::queue_caller_leave>());
    co_await pbx.disconnect();
  });
}

// ---- Faults

TEST_CASE("fake server and manager: everything in single bytes", "[fake]") {
  asio::io_context context;
  fake_asterisk server;
  server.split_writes(1);
  run(context, [&]() -> asio::awaitable<void> {
    ami::manager pbx{context, address_of(server).wait_fully_booted(30s)};
    co_await pbx.connect();
    auto events = pbx.subscribe<ami::events::user_event>();
    const auto pong = co_await pbx.send_action(ami::actions::ping{});
    CHECK(pong.success());
    server.split_writes(3, 1ms);
    server.send_event(frame_text::event("UserEvent").header("UserEvent", "slow"));
    const auto event = co_await events.next();
    REQUIRE(event);
    CHECK(event->is<ami::events::user_event>());
    co_await pbx.disconnect();
  });
}

TEST_CASE("fake server and manager: late replies", "[fake]") {
  asio::io_context context;
  fake_asterisk server;
  run(context, [&]() -> asio::awaitable<void> {
    ami::manager pbx{context, address_of(server)};
    co_await pbx.connect();
    auto events = pbx.subscribe<ami::events::user_event>();
    server.delay_replies(100ms);
    const auto [error, reply] = co_await pbx.async_send_action(ami::actions::ping{}, 20ms, as_tuple);
    CHECK(error == ami::errc::response_timed_out);
    // Its reply comes all the same, and harms nobody; an event does not wait.
    server.send_event(frame_text::event("UserEvent").header("UserEvent", "at once"));
    const auto event = co_await events.next();
    CHECK(event);
    const auto begun = std::chrono::steady_clock::now();
    const auto pong = co_await pbx.send_action(ami::actions::ping{});
    CHECK(pong.success());
    CHECK(std::chrono::steady_clock::now() - begun >= 100ms);
    co_await pbx.disconnect();
  });
}

TEST_CASE("fake server: a login whose reply is late sees no event before it", "[fake]") {
  fake_asterisk server;
  server.delay_replies(50ms);
  raw_client client{server};
  client.send("Action: Login\r\nUsername: admin\r\nSecret: secret\r\n\r\n");
  REQUIRE(server.wait_for_sessions(1, in_time));
  server.send_event(frame_text::event("Hangup"));
  client.read_until("\r\n");
  CHECK(client.read_frame() == "Response: Success\r\nMessage: Authentication accepted\r\n\r\n");
  CHECK(client.read_frame().starts_with("Event: FullyBooted\r\n"));
  CHECK(client.read_frame() == "Event: Hangup\r\nPrivilege: call,all\r\n\r\n");
}

TEST_CASE("fake server and manager: a half-open peer, which comes back", "[fake]") {
  asio::io_context context;
  fake_asterisk server;
  run(context, [&]() -> asio::awaitable<void> {
    ami::manager pbx{context, address_of(server)};
    co_await pbx.connect();
    server.half_open();
    const auto [error, reply] = co_await pbx.async_send_action(ami::actions::ping{}, 30ms, as_tuple);
    CHECK(error == ami::errc::response_timed_out);
    CHECK(pbx.state() == ami::connection_state::connected);
    CHECK(server.connections() == 1);
    CHECK_FALSE(server.wait_for_request("Ping", 0ms));
    server.half_open(false);
    CHECK(server.wait_for_request("Ping", in_time));
    const auto pong = co_await pbx.send_action(ami::actions::ping{});
    CHECK(pong.success());
    co_await pbx.disconnect();
  });
}

TEST_CASE("fake server and manager: garbage is survived", "[fake]") {
  asio::io_context context;
  fake_asterisk server;
  run(context, [&]() -> asio::awaitable<void> {
    ami::manager pbx{context, address_of(server)};
    co_await pbx.connect();
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      server.send_garbage(500, seed);
      const auto pong = co_await pbx.send_action(ami::actions::ping{});
      CHECK(pong.success());
    }
    co_await pbx.disconnect();
  });
}

TEST_CASE("fake server and manager: links that end", "[fake]") {
  asio::io_context context;
  fake_asterisk server;
  const auto end_by = [&](void (fake_asterisk::*how)()) {
    boost::system::error_code reason;
    run(context, [&]() -> asio::awaitable<void> {
      ami::manager pbx{context, address_of(server)};
      co_await pbx.connect();
      auto events = pbx.subscribe<ami::events::hangup>();
      (server.*how)();
      while (co_await events.next()) {
      }
      reason = events.end_reason();
    });
    CHECK(server.wait_for_no_connections(in_time));
    return reason;
  };
  CHECK(end_by(&fake_asterisk::close_connections) == ami::errc::connection_closed);
  CHECK(end_by(&fake_asterisk::drop_connections) == ami::errc::connection_closed);
  CHECK(end_by(&fake_asterisk::shut_down) == ami::errc::connection_closed);
  CHECK(end_by(&fake_asterisk::close_in_frame) == ami::errc::connection_closed_in_frame);
  const auto reset = end_by(&fake_asterisk::reset_connections);
  CHECK((reset == ami::errc::connection_reset || reset == ami::errc::connection_closed));
}

TEST_CASE("fake server: what the ends look like on the wire", "[fake]") {
  fake_asterisk server{quiet()};
  const auto end_by = [&](void (session::*how)() const, bool reset) {
    raw_client client{server};
    client.log_in();
    REQUIRE(server.wait_for_sessions(1, in_time));
    (server.sessions().front().*how)();
    const std::string rest = client.read_to_end();
    CHECK(client.was_reset() == reset);
    CHECK(server.wait_for_no_connections(in_time));
    return rest;
  };
  CHECK(end_by(&session::close, false).empty());
  CHECK(end_by(&session::drop, false).empty());
  CHECK(end_by(&session::reset, true).empty());
  CHECK(end_by(&session::close_in_frame, false) == "Event: Newchannel\r\nPrivilege: call,all\r\nChannel: PJSIP/al");
  raw_client client{server};
  client.log_in();
  server.shut_down();
  CHECK(client.read_to_end() ==
        "Event: Shutdown\r\nPrivilege: system,all\r\nShutdown: Cleanly\r\nRestart: False\r\n\r\n\r\n");
}

TEST_CASE("fake server: a session's own faults leave the others alone", "[fake]") {
  fake_asterisk server{quiet()};
  raw_client first{server};
  first.log_in();
  raw_client second{server};
  second.log_in();
  REQUIRE(server.wait_for_sessions(2, in_time));
  const session faulty = server.sessions().front();
  CHECK(faulty.id() == 1);
  faulty.half_open();
  faulty.split_writes(2);
  faulty.delay_replies(5ms);
  faulty.read_slowly(10, 1ms);
  first.send("Action: Ping\r\nActionID: 1\r\n\r\n");
  CHECK(second.exchange("Action: Ping\r\nActionID: 2\r\n\r\n").starts_with("Response: Success\r\nActionID: 2\r\n"));
  faulty.half_open(false);
  CHECK(first.read_frame().starts_with("Response: Success\r\nActionID: 1\r\n"));
  faulty.send_raw("raw");
  CHECK(first.read_until("raw") == "raw");
  faulty.send_garbage(50, 3);
  CHECK(first.read_frame().size() >= 54);
  server.send_raw("to all\r\n");
  CHECK(first.read_until("\r\n") == "to all\r\n");
  CHECK(second.read_until("\r\n") == "to all\r\n");
}

TEST_CASE("fake server and manager: refused, silent, and back on the same port", "[fake]") {
  asio::io_context context;
  fake_asterisk server;
  const std::uint16_t port = server.port();
  run(context, [&]() -> asio::awaitable<void> {
    ami::manager pbx{context, address_of(server)};
    server.stop_listening();
    const auto [refused] = co_await pbx.async_connect(as_tuple);
    CHECK(refused == ami::errc::connection_refused);
    server.listen_again();
    server.listen_again();
    CHECK(server.port() == port);
    server.refuse_sessions();
    const auto [closed] = co_await pbx.async_connect(as_tuple);
    CHECK(closed == ami::errc::no_greeting);
    server.refuse_sessions(false);
    server.mute_sessions();
    ami::manager hasty{context, address_of(server).login_timeout(50ms)};
    const auto [silent] = co_await hasty.async_connect(as_tuple);
    CHECK(silent == ami::errc::login_timed_out);
    server.mute_sessions(false);
    ami::manager other{context, address_of(server)};
    const auto [connected] = co_await other.async_connect(as_tuple);
    CHECK_FALSE(connected);
    // A restart: the old connection ends, and a new one is possible.
    server.stop_listening();
    server.drop_connections();
    server.listen_again();
    ami::manager again{context, address_of(server)};
    const auto [reconnected] = co_await again.async_connect(as_tuple);
    CHECK_FALSE(reconnected);
    co_await again.disconnect();
  });
}

TEST_CASE("the port can be asked for while another thread lets the server listen again") {
  fake_asterisk server{quiet()};
  const std::uint16_t port = server.port();
  std::atomic<bool> over{false};
  std::thread asks{[&] {
    while (!over) {
      if (server.port() != port) {
        over = true;
      }
    }
  }};
  for (int round = 0; round < 20; ++round) {
    server.stop_listening();
    server.listen_again();
  }
  const bool changed = over.exchange(true);
  asks.join();
  CHECK_FALSE(changed);
}

TEST_CASE("fake server and manager: a server that reads slowly answers all the same", "[fake]") {
  asio::io_context context;
  fake_asterisk server{fake_options{}.receive_buffer(4096)};
  server.read_slowly(2000, 1ms);
  run(context, [&]() -> asio::awaitable<void> {
    ami::manager pbx{context, address_of(server)};
    co_await pbx.connect();
    std::vector<std::future<ami::replies::ping>> waiting;
    for (int i = 0; i < 300; ++i) {
      waiting.push_back(pbx.async_send_action(ami::actions::ping{}, asio::use_future));
    }
    const auto pong = co_await pbx.send_action(ami::actions::ping{});
    CHECK(pong.success());
    co_await pbx.disconnect();
    for (auto& one : waiting) {
      CHECK(one.get().success());
    }
  });
}

TEST_CASE("fake server: a client that does not read is thrown off", "[fake]") {
  SECTION("after the write timeout") {
    fake_asterisk server{quiet().write_timeout(50ms).send_buffer(4096)};
    raw_client client{server, 4096};
    client.log_in();
    server.flood(1000000);
    CHECK(server.wait_for_no_connections(in_time));
    const std::string rest = client.read_to_end();
    CHECK(rest.starts_with("Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: Flood\r\nSequence: 1\r\n\r\n"));
  }
  SECTION("above the limit of unsent bytes") {
    fake_asterisk server{quiet().max_unsent(200000).send_buffer(4096)};
    raw_client client{server, 4096};
    client.log_in();
    for (int i = 0; i < 200 && server.connections() != 0; ++i) {
      server.send_event(frame_text::event("UserEvent").header("Text", std::string(10000, 'x')));
    }
    CHECK(server.wait_for_no_connections(in_time));
  }
}

TEST_CASE("fake server and manager: a flood arrives whole and in order", "[fake]") {
  asio::io_context context;
  fake_asterisk server;
  run(context, [&]() -> asio::awaitable<void> {
    ami::manager pbx{context, address_of(server)};
    co_await pbx.connect();
    auto events = pbx.subscribe<ami::events::user_event>(ami::subscribe_options{}.capacity(100000));
    server.flood(20000);
    server.flood(20, 2000);
    int unpaced = 0;
    int paced = 0;
    for (int i = 0; i < 20020; ++i) {
      const auto event = co_await events.next();
      REQUIRE(event);
      const std::string sequence{event->get_if<ami::events::user_event>()->get("Sequence").value_or("none")};
      // Two floods at once, each in its order.
      if (sequence == std::to_string(unpaced + 1)) {
        ++unpaced;
      } else {
        CHECK(sequence == std::to_string(++paced));
      }
    }
    CHECK(unpaced + paced == 20020);
    CHECK(events.lost() == 0);
    co_await pbx.disconnect();
  });
}

// ---- The simulated PBX

namespace {

const std::vector<std::string> snapshot_keys{
    "Channel",           "ChannelState", "ChannelStateDesc", "CallerIDNum", "CallerIDName", "ConnectedLineNum",
    "ConnectedLineName", "Language",     "AccountCode",      "Context",     "Exten",        "Priority",
    "Uniqueid",          "Linkedid"};
const std::vector<std::string> bridge_keys{"BridgeUniqueid",       "BridgeType", "BridgeTechnology",
                                           "BridgeCreator",        "BridgeName", "BridgeNumChannels",
                                           "BridgeVideoSourceMode"};

std::vector<std::string> join(std::vector<std::string> first, const std::vector<std::string>& second,
                              const std::string& prefix = {}) {
  for (const std::string& one : second) {
    first.push_back(prefix + one);
  }
  return first;
}

// The headers of each event behind Event and Privilege, in the order in which Asterisk 22 sends them.
const std::map<std::string, std::vector<std::string>>& expected_keys() {
  const auto dial = join(snapshot_keys, snapshot_keys, "Dest");
  const auto agent = join(dial, {"Queue", "Interface", "MemberName"});
  static const std::map<std::string, std::vector<std::string>> keys{
      {"Newchannel", snapshot_keys},
      {"Newstate", snapshot_keys},
      {"NewConnectedLine", snapshot_keys},
      {"MusicOnHoldStop", snapshot_keys},
      {"MusicOnHoldStart", join(snapshot_keys, {"Class"})},
      {"Newexten", join(snapshot_keys, {"Extension", "Application", "AppData"})},
      {"VarSet", join(snapshot_keys, {"Variable", "Value"})},
      {"HangupRequest", join(snapshot_keys, {"Cause"})},
      {"Hangup", join(snapshot_keys, {"Cause", "Cause-txt"})},
      {"DialBegin", join(dial, {"DialString"})},
      {"DialEnd", join(dial, {"DialStatus"})},
      {"BridgeCreate", bridge_keys},
      {"BridgeDestroy", bridge_keys},
      {"BridgeEnter", join(bridge_keys, snapshot_keys)},
      {"BridgeLeave", join(bridge_keys, snapshot_keys)},
      {"DeviceStateChange", {"Device", "State"}},
      {"QueueCallerJoin", join(snapshot_keys, {"Queue", "Position", "Count"})},
      {"QueueCallerLeave", join(snapshot_keys, {"Queue", "Position", "Count"})},
      {"QueueCallerAbandon", join(snapshot_keys, {"Queue", "Position", "OriginalPosition", "HoldTime"})},
      {"AgentCalled", agent},
      {"AgentConnect", join(agent, {"HoldTime", "RingTime"})},
      {"AgentComplete", join(agent, {"HoldTime", "TalkTime", "Reason"})},
      {"AgentRingNoAnswer", join(agent, {"RingTime"})},
      {"QueueMemberStatus",
       {"Queue", "MemberName", "Interface", "StateInterface", "Membership", "Penalty", "CallsTaken", "LastCall",
        "LastPause", "LoginTime", "InCall", "Status", "Paused", "PausedReason", "Ringinuse", "Wrapuptime"}},
  };
  return keys;
}

// Follows all events, and notices what does not fit together.
class bookkeeper {
public:
  void operator()(const frame_text& event) {
    ++count_;
    const std::string name{event.get("Event").value_or("")};
    seen_.insert(name);
    const auto expected = expected_keys().find(name);
    REQUIRE(expected != expected_keys().end());
    std::vector<std::string> keys;
    for (const std::string& line : event.lines()) {
      keys.push_back(line.substr(0, line.find(": ")));
    }
    CHECK(keys == join({"Event", "Privilege"}, expected->second));

    const std::string id{event.get("Uniqueid").value_or("")};
    if (name == "Newchannel") {
      CHECK(channels_.emplace(id, *event.get("Channel")).second);
      CHECK(ids_.insert(id).second);
      linked_.insert(std::string{*event.get("Linkedid")});
    } else if (!id.empty()) {
      REQUIRE(channels_.contains(id));
      CHECK(channels_[id] == *event.get("Channel"));
      CHECK(linked_.contains(std::string{*event.get("Linkedid")}));
    }
    if (const auto other = event.get("DestUniqueid")) {
      CHECK(channels_.contains(std::string{*other}));
      CHECK(*event.get("DestLinkedid") == *event.get("Linkedid"));
    }
    if (name == "Hangup") {
      CHECK_FALSE(in_bridge_.contains(id));
      channels_.erase(id);
    } else if (name == "DialBegin") {
      CHECK(dials_.insert(std::string{*event.get("DestUniqueid")}).second);
    } else if (name == "DialEnd") {
      CHECK(dials_.erase(std::string{*event.get("DestUniqueid")}) == 1);
    } else if (name.starts_with("Bridge")) {
      const std::string bridge{*event.get("BridgeUniqueid")};
      int& size = bridges_[bridge];
      if (name == "BridgeEnter") {
        ++size;
        in_bridge_.insert(id);
      } else if (name == "BridgeLeave") {
        --size;
        CHECK(in_bridge_.erase(id) == 1);
      }
      CHECK(*event.get("BridgeNumChannels") == std::to_string(size));
      if (name == "BridgeDestroy") {
        bridges_.erase(bridge);
      }
    } else if (name == "QueueCallerJoin" || name == "QueueCallerLeave") {
      int& size = waiting_[std::string{*event.get("Queue")}];
      size += name == "QueueCallerJoin" ? 1 : -1;
      CHECK(*event.get("Count") == std::to_string(size));
    } else if (name == "DeviceStateChange") {
      const std::string state{*event.get("State")};
      std::string& known = devices_[std::string{*event.get("Device")}];
      CHECK(known != state);
      known = state;
    }
  }

  void check_nothing_is_left() const {
    CHECK(channels_.empty());
    CHECK(dials_.empty());
    CHECK(bridges_.empty());
    CHECK(in_bridge_.empty());
    for (const auto& [queue, size] : waiting_) {
      CHECK(size == 0);
    }
    for (const auto& [device, state] : devices_) {
      CHECK(state == "NOT_INUSE");
    }
  }
  std::size_t count() const noexcept { return count_; }
  const std::set<std::string>& seen() const noexcept { return seen_; }

private:
  std::size_t count_ = 0;
  std::set<std::string> seen_;
  std::set<std::string> ids_;
  std::set<std::string> linked_;
  std::map<std::string, std::string> channels_;
  std::set<std::string> dials_;
  std::map<std::string, int> bridges_;
  std::set<std::string> in_bridge_;
  std::map<std::string, int> waiting_;
  std::map<std::string, std::string> devices_;
};

std::string events_of(std::uint64_t seed, simulated_pbx::duration step) {
  std::string text;
  simulated_pbx pbx{pbx_options{}.seed(seed).calls_per_second(4),
                    [&](const frame_text& event) { text += event.str(); }};
  for (simulated_pbx::duration now{}; now <= 30s; now += step) {
    pbx.advance(now);
  }
  return text;
}

}  // namespace

TEST_CASE("simulated PBX: its calls are believable", "[fake]") {
  bookkeeper books;
  simulated_pbx pbx{pbx_options{}.calls_per_second(3), [&](const frame_text& event) { books(event); }};
  pbx.advance(120s);
  CHECK(pbx.active_calls() > 0);
  CHECK(pbx.started_calls() > 250);
  CHECK(pbx.started_calls() < 500);
  pbx.calls_per_second(0);
  pbx.advance(300s);
  CHECK(pbx.active_calls() == 0);
  CHECK(pbx.channels().empty());
  CHECK_FALSE(pbx.next_due());
  books.check_nothing_is_left();
  for (const auto& [name, keys] : expected_keys()) {
    INFO(name);
    CHECK(books.seen().contains(name));
  }
}

TEST_CASE("simulated PBX: no more calls at once than allowed", "[fake]") {
  bookkeeper books;
  simulated_pbx pbx{pbx_options{}.calls_per_second(1000).max_calls(50), [&](const frame_text& event) { books(event); }};
  for (simulated_pbx::duration now{}; now < 10s; now += 10ms) {
    pbx.advance(now);
    REQUIRE(pbx.active_calls() <= 50);
  }
  CHECK(pbx.active_calls() == 50);
  pbx.calls_per_second(0);
  pbx.advance(200s);
  books.check_nothing_is_left();
}

TEST_CASE("simulated PBX: deterministic for a seed, however often it is asked", "[fake]") {
  const std::string reference = events_of(1, 1ms);
  CHECK(reference == events_of(1, 1ms));
  CHECK(reference == events_of(1, 1s));
  CHECK(reference != events_of(2, 1ms));
}

TEST_CASE("simulated PBX: channels that are hung up or redirected at any moment leave nothing behind", "[fake]") {
  std::uint64_t hung_up = 0;
  std::uint64_t redirected = 0;
  std::vector<std::string> events;
  simulated_pbx pbx{pbx_options{}.calls_per_second(10).queue_share(0.5),
                    [&](const frame_text& event) { events.push_back(event.str()); }};
  std::map<std::string, int> balance;
  for (int i = 1; i <= 3000; ++i) {
    pbx.advance(i * 20ms);
    const auto channels = pbx.channels();
    if (!channels.empty() && i % 3 == 0) {
      const std::string& victim = channels[static_cast<std::size_t>(i) % channels.size()];
      constexpr std::array targets{"2003", "500", "999"};
      if (i % 2 == 0) {
        hung_up += pbx.hang_up(victim, i % 4 == 0 ? 17 : 0) ? 1 : 0;
      } else {
        redirected += pbx.redirect(victim, "default", targets.at(static_cast<std::size_t>(i) % 3), 1) ? 1 : 0;
      }
    }
  }
  CHECK(hung_up > 300);
  CHECK(redirected > 200);
  pbx.calls_per_second(0);
  pbx.hang_up_all();
  CHECK(pbx.channels().empty());
  CHECK(pbx.active_calls() == 0);
  pbx.advance(1h);
  CHECK_FALSE(pbx.next_due());
  for (const std::string& event : events) {
    const auto count = [&](std::string_view name, const char* key, int by) {
      if (event.starts_with("Event: " + std::string{name} + "\r\n")) {
        balance[std::string{name.substr(0, 4)} + value_of(event, key)] += by;
      }
    };
    count("Newchannel", "Uniqueid", 1);
    count("Hangup", "Uniqueid", 2);
    count("BridgeEnter", "Uniqueid", 1);
    count("BridgeLeave", "Uniqueid", -1);
    count("QueueCallerJoin", "Queue", 1);
    count("QueueCallerLeave", "Queue", -1);
  }
  for (const auto& [what, sum] : balance) {
    INFO(what);
    CHECK(sum == (what.starts_with("Newc") ? 1 : what.starts_with("Hang") ? 2 : 0));
  }
}

TEST_CASE("fake server and manager: simulated calls as typed events", "[fake]") {
  asio::io_context context;
  fake_asterisk server{fake_options{}.pbx(quick_pbx())};
  run(context, [&]() -> asio::awaitable<void> {
    ami::manager pbx{context, address_of(server)};
    co_await pbx.connect();
    auto events =
        pbx.subscribe<ami::events::newchannel, ami::events::hangup>(ami::subscribe_options{}.capacity(100000));
    server.simulate_calls(200);
    std::set<std::string> alive;
    std::set<std::string> names;
    int ended = 0;
    while (ended < 200) {
      const auto event = co_await events.next();
      REQUIRE(event);
      event->match(
          [&](const ami::events::newchannel& made) {
            CHECK(alive.emplace(made.uniqueid()).second);
            names.insert(made.caller_id_name());
          },
          [&](const ami::events::hangup& end) {
            ++ended;
            CHECK(alive.erase(std::string{end.uniqueid()}) == 1);
          });
    }
    CHECK(names.contains("Bob O'Brien"));
    CHECK(names.contains("Chlo\xc3\xa9 Lef\xc3\xa8vre"));
    server.simulate_calls(0);
    server.hang_up_all();
    co_await pbx.disconnect();
  });
}

// ---- Threads and lifetimes

namespace {

// `steps`: released once before each step of a login.
asio::awaitable<void> log_in_often(asio::io_context& context, const fake_asterisk& server, int logins,
                                   std::counting_semaphore<>& steps) {
  for (int login = 0; login < logins; ++login) {
    ami::manager pbx{context, address_of(server)};
    steps.release();
    const auto [error] = co_await pbx.async_connect(as_tuple);
    if (!error) {
      steps.release();
      co_await pbx.async_send_action(ami::action{"Custom"}, as_tuple);
      steps.release();
      co_await pbx.async_send_action(ami::actions::core_show_channels{}, as_tuple);
      steps.release();
      co_await pbx.disconnect();
    }
  }
}

}  // namespace

TEST_CASE("fake server: used by many threads at once", "[fake]") {
  // Few calls, in few writes: a sanitizer's server that cannot keep up with them would never serve the clients.
  fake_asterisk server{fake_options{}.pbx(quick_pbx().calls_per_second(10))};
  server.on("Custom", [](const request&, const session& to) { to.reply_success(); });
  // As often as the clients do something, not as often as possible: that would keep them from it on a machine with few
  // processors.
  std::counting_semaphore<> steps{0};
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&server, &steps, i] {
      // Without assertions: they are for the main thread only.
      asio::io_context context;
      asio::co_spawn(context, log_in_often(context, server, 10 + i, steps), asio::detached);
      context.run_for(test::patience);
    });
  }
  threads.emplace_back([&] {
    for (steps.acquire(); !stop; steps.acquire()) {
      server.send_event(frame_text::event("UserEvent"));
      for (const session& client : server.sessions()) {
        client.send_event(frame_text::event("Hangup"));
        client.split_writes(1000);
      }
      server.on("Other", [](const request&, const session& to) { to.reply_error("x"); });
      server.hang_up(server.channels().empty() ? "" : server.channels().front());
      server.requests();
    }
  });
  for (std::size_t i = 0; i < 3; ++i) {
    threads[i].join();
  }
  stop = true;
  steps.release();
  threads.back().join();
  CHECK(server.logins() == 33);
  CHECK(server.wait_for_no_connections(in_time));
}

TEST_CASE("fake server: handles outlive it, clients see the end", "[fake]") {
  session kept;
  CHECK_FALSE(kept.is_open());
  kept.reply_success();
  auto server = std::make_unique<fake_asterisk>(quiet().pbx(quick_pbx().calls_per_second(500)));
  server->on("Keep", [&](const request&, const session& to) {
    kept = to;
    to.reply_success();
  });
  raw_client client{*server};
  client.log_in("off");
  client.exchange("Action: Keep\r\nActionID: k\r\n\r\n");
  server->delay_replies(1h);
  client.send("Action: Ping\r\n\r\n");
  server->flood(1000000, 10);
  server->half_open();
  server.reset();
  client.read_to_end();
  CHECK_FALSE(kept.is_open());
  CHECK(kept.user().empty());
  kept.reply_success();
  kept.close();
}

TEST_CASE("fake server: with more calls than the machine can simulate it answers, and ends", "[fake]") {
  const auto busy = pbx_options{}.calls_per_second(1e6).max_calls(1000000).ring_time(1ms, 1ms).talk_time(1ms, 1ms);
  auto server = std::make_unique<fake_asterisk>(quiet().pbx(busy));
  raw_client client{*server};
  client.log_in("off");
  for (int i = 0; i < 5; ++i) {
    CHECK(client.exchange("Action: Ping\r\nActionID: p\r\n\r\n").starts_with("Response: Success\r\nActionID: p\r\n"));
  }
  server.reset();
  client.read_to_end();
}

TEST_CASE("fake server: several at once, each with a port of its own", "[fake]") {
  fake_asterisk first;
  fake_asterisk second;
  CHECK(first.port() != second.port());
  CHECK_THROWS_AS(fake_asterisk{fake_options{}.port(first.port())}, boost::system::system_error);
}
