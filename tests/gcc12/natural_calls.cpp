// Every natural call of the public API, written inline in co_await expressions. GCC 12 destroys some temporaries there
// twice: built with AddressSanitizer, and with Asio's recycling off, this program proves that none of ours is.
#include <ami/ami.hpp>
#include <ami/testing/fake_asterisk.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <tuple>
#include <utility>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using namespace boost::asio::experimental::awaitable_operators;

namespace {

// Longer than a short string's own buffer, so that destroying it twice is seen.
std::string long_text(const std::string& start) {
  return start + std::string(60, 'x');
}

void check(bool passed, int line) {
  if (!passed) {
    std::printf("natural_calls: failed in line %d\n", line);
    std::exit(1);
  }
}

ami::options server(std::uint16_t port) {
  return ami::options{"127.0.0.1"}.port(port).credentials("admin", "secret");
}

asio::awaitable<ami::manager> connected_with(ami::options how) {
  ami::manager pbx{co_await asio::this_coro::executor, std::move(how)};
  co_await pbx.connect();
  co_return pbx;
}

// A TLS client at a port that speaks plain AMI.
asio::awaitable<void> tls(std::uint16_t port) {
  int caught = 0;
  try {
    co_await connected_with(server(port).tls(ami::tls_options{}
                                                 .ca_directory("/")
                                                 .also_system_cas(true)
                                                 .minimum_version(ami::tls_version::v1_2)
                                                 .server_name(long_text("name"))));
  } catch (const ami::error& error) {
    caught += error.code() == ami::errc::tls_not_tls ? 1 : 0;
  }
  try {
    co_await connected_with(server(port).tls(ami::tls_options{}
                                                 .client_certificate_pem(long_text("-"), long_text("-"))
                                                 .key_passphrase(long_text("passphrase"))));
  } catch (const ami::error& error) {
    caught += error.code() == ami::errc::invalid_options ? 1 : 0;
  }
  check(caught == 2, __LINE__);
  const ami::manager pbx = co_await connected_with(ami::options::from_url(
      "ami://admin:secret@127.0.0.1:" + std::to_string(port) + "?login_timeout=5s&events=" + std::string{"all"}));
  check(pbx.state() == ami::connection_state::connected, __LINE__);
}

asio::awaitable<void> after(std::chrono::milliseconds delay) {
  asio::steady_timer timer{co_await asio::this_coro::executor, delay};
  co_await timer.async_wait(asio::use_awaitable);
}

asio::awaitable<void> actions(ami::manager pbx) {
  check((co_await pbx.send_action(ami::actions::ping{})).success(), __LINE__);
  const auto pong = co_await pbx.send_action(ami::actions::ping{}, 5s);
  check(!pong.timestamp().empty(), __LINE__);
  const auto other = co_await pbx.send_action(ami::actions::ping{}, ami::send_options{}.timeout(5s));
  check(other["Ping"] == "Pong", __LINE__);
  check((co_await pbx.send_action(ami::actions::ping{}.action_id(long_text("id").substr(0, 60)))).success(), __LINE__);

  co_await pbx.send_action(ami::actions::setvar{long_text("NAME"), long_text("value")});
  const auto variable = co_await pbx.send_action(ami::actions::getvar{long_text("NAME")});
  check(variable.value() == long_text("value"), __LINE__);
  check(variable.get("Value") == long_text("value"), __LINE__);

  check((co_await pbx.send_action(ami::actions::originate{"PJSIP/" + std::string{"alice"}}
                                      .exten("200")
                                      .context("default")
                                      .priority(1)
                                      .caller_id("\"" + long_text("name") + "\" <200>")
                                      .variable("KEY", long_text("a,\"b\"\\"))
                                      .variable(long_text("KEY2"), "value")
                                      .channel_id(long_text("id"))
                                      .timeout(20s)
                                      .async(),
                                  10s))
            .success(),
        __LINE__);

  check((co_await pbx.send_action(
             ami::action{"Setvar"}.header("Variable", long_text("OTHER")).header("Value", long_text("v"))))
            .success(),
        __LINE__);
  check((co_await pbx.send_action(ami::actions::status{}.variables("A,B"))).is_list(), __LINE__);
  check((co_await pbx.send_action(ami::actions::core_show_channels{})).is_list(), __LINE__);
  for (const auto& channel : (co_await pbx.send_action(ami::actions::core_show_channels{})).items()) {
    check(!channel.channel().empty(), __LINE__);
  }
  auto list =
      pbx.list(ami::actions::status{}.variables(long_text("A")), ami::list_options{}.max_items(1000).timeout(10s));
  std::uint64_t items = 0;
  while (auto channel = co_await list.next()) {
    check(!channel->channel().empty(), __LINE__);
    ++items;
  }
  check(list.reply().list_complete() && list.reply().item_count() == items, __LINE__);
  check((co_await pbx.list(ami::action{long_text("Status").substr(0, 6)}).next_batch()).size() == items, __LINE__);
  check((co_await pbx.send_action(ami::actions::events{"on"})).on(), __LINE__);
  const auto lines = (co_await pbx.send_action(ami::actions::command{"core show" + std::string{" version"}})).output();
  check(!lines.empty() && !lines.front().empty(), __LINE__);
}

bool is_done(const ami::replies::getvar& count) {
  return count.value() == "done";
}

asio::awaitable<void> conditions(ami::manager pbx) {
  while (!is_done(co_await pbx.send_action(ami::actions::getvar{long_text("COUNT")}))) {
    co_await pbx.send_action(ami::actions::setvar{long_text("COUNT"), "done"});
  }
  int rounds = 0;
  for (; rounds < 3 && (co_await pbx.send_action(ami::actions::getvar{long_text("COUNT")})).success(); ++rounds) {
  }
  check(rounds == 3, __LINE__);
  if ((co_await pbx.send_action(ami::actions::ping{})).outcome() != ami::outcome::accepted) {
    check(false, __LINE__);
  }
}

asio::awaitable<void> tokens(ami::manager pbx) {
  auto result = co_await pbx.async_send_action(ami::action{long_text("No")}, asio::as_tuple(asio::use_awaitable));
  check(std::get<0>(result) == ami::errc::unknown_action && !std::get<1>(result).message().empty(), __LINE__);
  ami::error_code error;
  co_await pbx.async_send_action(ami::actions::hangup{long_text("PJSIP/")}.cause(ami::hangup_cause::user_busy),
                                 asio::redirect_error(asio::use_awaitable, error));
  check(error == ami::outcome::rejected, __LINE__);
  check((co_await pbx.async_send_action(ami::actions::ping{}, 5s, asio::use_awaitable)).success(), __LINE__);
  check((co_await pbx.async_send_action(ami::actions::ping{}, asio::deferred)).success(), __LINE__);
  check(std::get<0>(co_await pbx.async_send_action(ami::actions::setvar{long_text("V"), "a\nb"},
                                                   asio::as_tuple(asio::use_awaitable))) == ami::errc::invalid_header,
        __LINE__);
}

asio::awaitable<void> exceptions(ami::manager pbx) {
  int caught = 0;
  for (int i = 0; i < 2; ++i) {
    try {
      co_await pbx.send_action(ami::actions::redirect{long_text("PJSIP/"), long_text("context"), "100"});
    } catch (const ami::error& error) {
      check(error.outcome() == ami::outcome::rejected && !error.response().empty(), __LINE__);
      ++caught;
    }
  }
  check(caught == 2, __LINE__);
}

class noted : public ami::user_event_named<"Noted"> {
public:
  using user_event_named::user_event_named;
  std::string note() const { return unescaped("Note"); }
};

class acme_alarm : public ami::vendor_event<"AcmeAlarm"> {
public:
  using vendor_event::vendor_event;
};

asio::awaitable<void> own_events(ami::manager pbx) {
  auto stream = pbx.subscribe<noted, acme_alarm>();
  co_await pbx.send_action(ami::actions::user_event{long_text("Not")}.header("Note", long_text("skipped")));
  co_await pbx.send_action(ami::actions::user_event{"Noted"}.header("Note", long_text("kept")));
  if (auto event = co_await stream.next()) {
    check(event->get_if<noted>()->note() == long_text("kept"), __LINE__);
  }
  co_await pbx.send_action(ami::actions::user_event{"noted"}.header("Note", long_text("again")));
  check(std::get<noted>((co_await stream.next())->variant()).note() == long_text("again"), __LINE__);
}

asio::awaitable<void> streams(ami::manager pbx) {
  auto stream = pbx.subscribe<ami::events::user_event>(
      ami::subscribe_options{}.capacity(16).where([](const ami::event& event) { return event["Skip"].empty(); }));
  auto all = pbx.subscribe();
  co_await pbx.send_action(ami::actions::user_event{long_text("first")}.header("Text", long_text("one")));
  co_await pbx.send_action(ami::actions::user_event{long_text("skipped")}.header("Skip", "yes"));
  const auto in_time = co_await (stream.next() || after(5s));
  check(in_time.index() == 0 && (*std::get<0>(in_time))["Text"] == long_text("one"), __LINE__);
  const auto too_late = co_await (stream.next() || after(1ms));
  check(too_late.index() == 1, __LINE__);
  co_await pbx.send_action(ami::actions::user_event{long_text("second")});
  if (auto event = co_await stream.next(); event && (*event)["UserEvent"] != long_text("second")) {
    check(false, __LINE__);
  }
  const auto both =
      co_await (pbx.send_action(ami::actions::ping{}) && pbx.send_action(ami::actions::getvar{long_text("COUNT")}));
  check(std::get<0>(both).success() && std::get<1>(both).value() == "done", __LINE__);
  std::size_t seen = 0;
  for (const auto& event : co_await all.next_batch()) {
    seen += event.is<ami::events::user_event>() ? 1 : 0;
  }
  check(seen > 0, __LINE__);
  co_await pbx.send_action(ami::actions::user_event{long_text("third")});
  const auto two = co_await (stream.next() || all.next());
  check(two.index() < 2, __LINE__);
  co_await pbx.send_action(ami::actions::user_event{long_text("fourth")});
  if (const auto event = co_await stream.async_next(asio::use_awaitable)) {
    int matched = 0;
    event->match([&](const ami::events::user_event&) { ++matched; },
                 [](const ami::lagged&) { check(false, __LINE__); });
    check(matched == 1, __LINE__);
  }
}

asio::awaitable<void> calls(ami::manager pbx) {
  auto call = co_await ami::originate(pbx,
                                      ami::actions::originate{"PJSIP/" + std::string{"alice"}}
                                          .application("Wait")
                                          .data("60")
                                          .caller_id("\"" + long_text("name") + "\" <200>")
                                          .variable(long_text("KEY"), "value"),
                                      ami::call_options{}.grace(5s).detail_wait(1s));
  check((co_await call.next())->stage() == ami::call_stage::queued, __LINE__);
  check((co_await call.wait_answered()).stage() == ami::call_stage::answered, __LINE__);
  const auto too_late = co_await (call.next() || after(1ms));
  check(too_late.index() == 1, __LINE__);
  co_await call.hang_up(ami::hangup_cause::user_busy);
  check((co_await call.wait_hangup()).cause() == ami::hangup_cause::user_busy, __LINE__);
  check(!(co_await call.next()).has_value(), __LINE__);
  // Given up at once: hung up.
  check((co_await ami::originate(pbx, ami::actions::originate{"PJSIP/bob"}.application(long_text("Wait")))).stage() ==
            ami::call_stage::idle,
        __LINE__);
  bool refused = false;
  try {
    const auto made =
        co_await ami::originate(pbx, ami::actions::originate{long_text("nothing")}.application(long_text("Wait")));
    check(made.uniqueid().empty(), __LINE__);
  } catch (const ami::error& error) {
    refused = error.code() == ami::errc::action_rejected;
  }
  check(refused, __LINE__);
}

ami::testing::frame_text agi_event(const std::string& name) {
  return ami::testing::frame_text::event(name, "agi,all")
      .header("Channel", long_text("PJSIP/"))
      .header("Uniqueid", "1.1");
}

asio::awaitable<void> agi(ami::manager pbx, ami::testing::fake_asterisk& server) {
  server.on("AGI", [](const ami::testing::request& what, const ami::testing::session& client) {
    client.reply_success("Added AGI command to queue");
    client.send_event(agi_event("AsyncAGIExec")
                          .header("Result", "200%20result%3D1%20(" + std::string(60, 'v') + ")%0A")
                          .header("CommandId", what["CommandID"]));
    if (what["Command"] == "ASYNCAGI BREAK") {
      client.send_event(agi_event("AsyncAGIEnd"));
    }
  });
  auto calls = ami::async_agi::accept(pbx);
  server.send_event(agi_event("AsyncAGIStart").header("Env", "agi_a%3A%20" + std::string(60, 'a') + "%0A%0A"));
  if (auto call = co_await calls.next()) {
    check((co_await call->exec("Playback", long_text("sound"))).value() == 1, __LINE__);
    check((co_await call->get_variable(long_text("NAME"))) == std::string(60, 'v'), __LINE__);
    co_await call->set_variable(long_text("NAME"), long_text("a \"b\""));
    check((co_await (call->stream_file(long_text("sound"), "#") || after(5s))).index() == 0, __LINE__);
    const auto answer = co_await call->command("GET VARIABLE " + long_text("NAME"));
    check(answer.data()->size() == 60, __LINE__);
    co_await call->release();
    check(call->ended(), __LINE__);
  } else {
    check(false, __LINE__);
  }
}

asio::awaitable<void> clusters(std::uint16_t port) {
  ami::cluster pbxs{co_await asio::this_coro::executor};
  co_await pbxs.add(long_text("first"), server(port)).connect();
  pbxs.add(long_text("second"), server(port));
  auto calls = pbxs.subscribe<ami::events::user_event>(
      ami::subscribe_options{}.capacity(10).where([](const ami::event& e) { return e["UserEvent"] != "no"; }));
  co_await pbxs.connect();
  co_await pbxs.connect_any();
  co_await pbxs.wait_for_all();
  co_await pbxs.wait_for_any();
  check((co_await pbxs.send_any(ami::actions::ping{})).reply().success(), __LINE__);
  const auto pong = co_await pbxs.send_any(ami::actions::ping{}, ami::pick::least_in_flight, 5s);
  check(!pong.server().empty(), __LINE__);
  check(
      (co_await pbxs.send_any(ami::action{"Setvar"}.header("Variable", long_text("C")).header("Value", long_text("v")),
                              ami::pick::first, ami::send_options{}.timeout(5s)))
          .reply()
          .success(),
      __LINE__);
  check((co_await pbxs.send_all(ami::actions::getvar{long_text("C")})).size() == 2, __LINE__);
  const auto answers = co_await pbxs.send_all(ami::actions::getvar{long_text("C")}, 5s);
  check(answers.back().reply().value() == long_text("v"), __LINE__);
  check((co_await pbxs.server(long_text("first")).send_action(ami::actions::ping{})).success(), __LINE__);
  const auto answered = co_await pbxs.async_send_any(ami::actions::ping{}, ami::pick::first, ami::send_options{},
                                                     asio::as_tuple(asio::use_awaitable));
  check(!std::get<0>(answered), __LINE__);
  co_await pbxs.send_any(ami::action{"UserEvent"}.header("UserEvent", long_text("yes")));
  check((co_await calls.next())->server().size() > 60, __LINE__);
  check((co_await calls.next_batch(1)).size() == 1, __LINE__);
  check((co_await (calls.next() || after(1ms))).index() == 1, __LINE__);
  bool refused = false;
  try {
    co_await pbxs.send_any(ami::action{long_text("Nothing")});
  } catch (const ami::error& error) {
    refused = error.code() == ami::errc::unknown_action;
  }
  check(refused, __LINE__);
  pbxs.remove(long_text("second"));
  co_await pbxs.disconnect(5s);
  check(!(co_await calls.next()), __LINE__);
}

asio::awaitable<void> everything(ami::testing::fake_asterisk& fake) {
  const std::uint16_t port = fake.port();
  ami::manager pbx{co_await asio::this_coro::executor, server(port).wait_fully_booted(10s).event_mask("all")};
  co_await pbx.connect();
  co_await actions(pbx);
  co_await tls(fake.port());
  co_await conditions(pbx);
  co_await tokens(pbx);
  co_await exceptions(pbx);
  co_await streams(pbx);
  co_await own_events(pbx);
  co_await calls(pbx);
  co_await agi(pbx, fake);
  co_await clusters(port);
  co_await pbx.disconnect();
  co_await ami::manager{co_await asio::this_coro::executor, server(port)}.disconnect();
}

}  // namespace

int main() {
  ami::testing::fake_asterisk server;
  asio::io_context io;
  int status = 1;
  asio::co_spawn(io, everything(server), [&](const std::exception_ptr& failure) {
    try {
      if (failure) {
        std::rethrow_exception(failure);
      }
      status = 0;
    } catch (const std::exception& error) {
      std::printf("natural_calls: %s\n", error.what());
    }
  });
  io.run();
  return status;
}
