// A call on the fake server: stages, faults in each of them, and that nothing rings on that nobody wants.
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

using ami::call_stage;
using ami::testing::pbx_options;
using ami::testing::session;

namespace {

// A server that queues every Originate and then says only what the test says.
class scripted {
public:
  scripted() {
    server.on("Originate",
              [](const request&, const session& client) { client.reply_success("Originate successfully queued"); });
    server.on("Hangup", [](const request&, const session& client) { client.reply_success("Channel Hungup"); });
    test::run(io, pbx.connect());
  }

  ami::call queued(ami::call_options how = {}) {
    auto made = test::run(io, ami::originate(pbx, to_alice(), how));
    const auto first = test::run(io, made.next());
    REQUIRE(first);
    REQUIRE(first->stage() == call_stage::queued);
    return made;
  }

  static frame_text event(const std::string& name, const ami::call& of, std::string_view channel = "PJSIP/alice-1") {
    return frame_text::event(name)
        .header("Channel", channel)
        .header("Uniqueid", of.uniqueid())
        .header("Linkedid", of.uniqueid());
  }
  static frame_text newchannel(const ami::call& of) { return event("Newchannel", of); }
  static frame_text state(const ami::call& of, int number) {
    return event("Newstate", of).header("ChannelState", number);
  }
  static frame_text hangup(const ami::call& of, int cause) { return event("Hangup", of).header("Cause", cause); }
  static frame_text response(std::string_view action_id, std::string_view uniqueid, bool success, int reason) {
    return frame_text::event("OriginateResponse")
        .header("ActionID", action_id)
        .header("Response", success ? "Success" : "Failure")
        .header("Channel", "PJSIP/alice")
        .header("Reason", reason)
        .header("Uniqueid", uniqueid);
  }
  static frame_text response(const ami::call& of, bool success, int reason) {
    return response(of.action_id(), of.uniqueid(), success, reason);
  }

  call_stage next(ami::call& of) {
    const auto update = test::run(io, of.next());
    REQUIRE(update);
    return update->stage();
  }

  bool hung_up(std::string_view uniqueid) {
    auto sent = server.wait_for_request("Hangup", 10s);
    return sent && sent->get("Channel") == uniqueid;
  }

  int requests_of(std::string_view name) const {
    int count = 0;
    for (const auto& one : server.requests()) {
      count += one.is(name) ? 1 : 0;
    }
    return count;
  }
  // What was sent before has been read by the server when this returns.
  int hangups_sent() {
    test::run(io, pbx.send_action(ami::actions::ping{}));
    return requests_of("Hangup");
  }

  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx{io, address_when_booted(server)};
};

// What wait_answered() throws.
ami::error_code answer_error(asio::io_context& io, ami::call& of, ami::outcome* how = nullptr) {
  try {
    test::run(io, of.wait_answered());
  } catch (const ami::error& failure) {
    if (how != nullptr) {
      *how = failure.outcome();
    }
    return failure.code();
  } catch (const boost::system::system_error& failure) {
    return failure.code();
  }
  return {};
}

}  // namespace

TEST_CASE("a call goes from dial to hangup on the simulated PBX", "[call]") {
  fake_asterisk server{fake_options{}.pbx(
      pbx_options{}.ring_time(20ms, 20ms).talk_time(50ms, 50ms).busy_share(0).no_answer_share(0).cancel_share(0))};
  asio::io_context io;
  ami::manager pbx{io, address_when_booted(server)};
  test::run(io, pbx.connect());
  auto call = test::run(
      io, ami::originate(pbx, ami::actions::originate{"PJSIP/alice"}.application("Wait").data("1").variable("A", "b")));
  CHECK(call.uniqueid().starts_with("ami-"));
  const auto answer = test::run(io, call.wait_answered());
  CHECK(answer.stage() == call_stage::answered);
  CHECK(call.channel().starts_with("PJSIP/alice-"));
  CHECK(call.linkedid() == call.uniqueid());
  const auto end = test::run(io, call.wait_hangup());
  CHECK(end.stage() == call_stage::hung_up);
  CHECK(end.cause() == ami::hangup_cause::normal_clearing);
  CHECK_FALSE(test::run(io, call.next()));
  // Both are kept.
  CHECK(test::run(io, call.wait_answered()).stage() == call_stage::answered);
  CHECK(test::run(io, call.wait_hangup()).stage() == call_stage::hung_up);

  auto sent = server.wait_for_request("Originate", 5s);
  REQUIRE(sent);
  CHECK(sent->get("Async") == "true");
  CHECK(sent->get("ChannelId") == call.uniqueid());
  CHECK_FALSE(sent->get("OtherChannelId"));
  CHECK(sent->action_id() == call.action_id());
}

TEST_CASE("ids: chosen once, unique, the user's own are kept, Local channels have two", "[call]") {
  scripted with;
  auto first = with.queued();
  auto second = with.queued();
  CHECK(first.uniqueid() != second.uniqueid());
  CHECK(first.action_id() != second.action_id());
  with.server.clear_requests();
  auto local = test::run(
      with.io,
      ami::originate(with.pbx,
                     ami::actions::originate{"local/200@default/n"}.exten("1").context("c").priority(1).async(false)));
  auto sent = with.server.wait_for_request("Originate", 5s);
  REQUIRE(sent);
  CHECK(sent->get("Async") == "true");
  CHECK(sent->get_all("Async").size() == 1);
  CHECK(sent->get("OtherChannelId") == std::string{local.uniqueid()} + ";2");
  CHECK(local.other_uniqueid() == sent->get("OtherChannelId"));

  auto own = test::run(
      with.io, ami::originate(with.pbx, to_alice().channel_id("mine").other_channel_id("other").action_id("act")));
  sent = with.server.wait_for_request("Originate", 5s);
  REQUIRE(sent);
  CHECK(sent->get_all("ChannelId") == std::vector<std::string_view>{"mine"});
  CHECK(sent->get("OtherChannelId") == "other");
  CHECK(sent->action_id() == "act");
  CHECK(own.uniqueid() == "mine");

  // A Hangup of such a name would be a pattern for all channels.
  try {
    const auto made = test::run(with.io, ami::originate(with.pbx, to_alice().channel_id("/.*/")));
    FAIL("sent a pattern: " << made.uniqueid());
  } catch (const ami::error& failure) {
    CHECK(failure.code() == ami::errc::invalid_header);
    CHECK(failure.outcome() == ami::outcome::never_sent);
  }
  CHECK(with.hangups_sent() == 0);
}

TEST_CASE("stages come in order though the events do not, and others' results are not ours", "[call]") {
  scripted with;
  auto call = with.queued();
  // Results of other clients: the same ActionID, and another one for an unknown channel.
  with.server.send_event(scripted::response(call.action_id(), "1700000000.1", false, 5));
  with.server.send_event(scripted::response("other-1", "<unknown>", false, 0));
  with.server.send_event(scripted::response(call, true, 4));
  with.server.send_event(scripted::newchannel(call));
  with.server.send_event(scripted::state(call, 6));
  with.server.send_event(scripted::hangup(call, 16));
  CHECK(with.next(call) == call_stage::created);
  CHECK(with.next(call) == call_stage::answered);
  CHECK(with.next(call) == call_stage::hung_up);
  CHECK_FALSE(test::run(with.io, call.next()));
  CHECK(call.stage() == call_stage::hung_up);
}

TEST_CASE("a failed call throws what the server says about it", "[call]") {
  scripted with;
  auto busy = with.queued();
  with.server.send_event(scripted::newchannel(busy));
  with.server.send_event(scripted::hangup(busy, 17));
  with.server.send_event(scripted::response(busy, false, 0));
  ami::outcome how{};
  CHECK(answer_error(with.io, busy, &how) == ami::errc::call_busy);
  CHECK(how == ami::outcome::accepted);
  CHECK(busy.last().cause() == ami::hangup_cause::user_busy);
  CHECK(test::run(with.io, busy.wait_hangup()).stage() == call_stage::failed);

  // Nothing but the result comes: it is not waited for long.
  auto nowhere = with.queued(ami::call_options{}.detail_wait(1ms));
  with.server.send_event(scripted::response(nowhere.action_id(), "<unknown>", false, 3));
  CHECK(answer_error(with.io, nowhere) == ami::errc::call_not_answered);

  // Nothing but the hangup comes.
  auto refused = with.queued(ami::call_options{}.detail_wait(1ms));
  with.server.send_event(scripted::hangup(refused, 21));
  CHECK(answer_error(with.io, refused) == ami::errc::call_refused);
}

TEST_CASE("an Originate that is refused, cannot be sent, or is lost", "[call]") {
  scripted with;
  with.server.on("Originate",
                 [](const request&, const session& client) { client.reply_error("Extension does not exist."); });
  try {
    const auto made = test::run(with.io, ami::originate(with.pbx, to_alice()));
    FAIL("was accepted: " << made.uniqueid());
  } catch (const ami::error& failure) {
    CHECK(failure.code() == ami::errc::action_rejected);
    CHECK(failure.outcome() == ami::outcome::rejected);
    CHECK(failure.response().message() == "Extension does not exist.");
    CHECK(std::string{failure.what()}.find("Extension does not exist.") != std::string::npos);
  }
  CHECK_THROWS_AS(test::run(with.io, ami::originate(with.pbx, to_alice().data("a\r\nAction: Ping"))), ami::error);
  CHECK(with.hangups_sent() == 0);

  // Sent, and no answer in time: what may have come of it is hung up.
  with.server.on("Originate", [](const request&, const session&) {});
  try {
    const auto doubtful = to_alice().channel_id("doubtful");
    const auto made = test::run(with.io, ami::originate(with.pbx, doubtful, ami::call_options{}.reply_timeout(20ms)));
    FAIL("was accepted: " << made.uniqueid());
  } catch (const ami::error& failure) {
    CHECK(failure.code() == ami::errc::response_timed_out);
    CHECK(failure.outcome() == ami::outcome::unknown);
  }
  with.io.restart();
  test::run_until(with.io, [&] { return with.requests_of("Hangup") == 1; });
  CHECK(with.hung_up("doubtful"));

  test::run(with.io, with.pbx.disconnect());
  try {
    const auto made = test::run(with.io, ami::originate(with.pbx, to_alice()));
    FAIL("was accepted: " << made.uniqueid());
  } catch (const ami::error& failure) {
    CHECK(failure.code() == ami::errc::not_connected);
    CHECK(failure.outcome() == ami::outcome::never_sent);
  }
}

TEST_CASE("the link is lost in each stage", "[call]") {
  for (int events = 0; events <= 3; ++events) {
    CAPTURE(events);
    scripted with;
    auto call = with.queued();
    if (events >= 1) {
      with.server.send_event(scripted::newchannel(call));
      CHECK(with.next(call) == call_stage::created);
    }
    if (events >= 2) {
      with.server.send_event(scripted::state(call, 5));
      CHECK(with.next(call) == call_stage::ringing);
    }
    if (events >= 3) {
      with.server.send_event(scripted::state(call, 6));
      CHECK(with.next(call) == call_stage::answered);
    }
    with.server.drop_connections();
    const auto update = test::run(with.io, call.next());
    REQUIRE(update);
    CHECK(update->stage() == call_stage::lost);
    CHECK(update->error() == ami::errc::call_lost);
    CHECK(update->link_error() == ami::errc::connection_closed);
    CHECK_FALSE(test::run(with.io, call.next()));
    if (events < 3) {
      ami::outcome how{};
      CHECK(answer_error(with.io, call, &how) == ami::errc::call_lost);
      CHECK(how == ami::outcome::unknown);
    }
    try {
      test::run(with.io, call.wait_hangup());
      FAIL("knows the end");
    } catch (const ami::error& failure) {
      CHECK(failure.code() == ami::errc::call_lost);
    }
  }
  // During the Originate itself.
  scripted with;
  with.server.on("Originate", [](const request&, const session& client) { client.drop(); });
  try {
    const auto made = test::run(with.io, ami::originate(with.pbx, to_alice()));
    FAIL("was accepted: " << made.uniqueid());
  } catch (const ami::error& failure) {
    CHECK(failure.code() == ami::errc::reply_lost);
    CHECK(failure.outcome() == ami::outcome::unknown);
  }
  // Nothing is left that would keep the program running, and nothing was sent again.
  with.io.restart();
  with.io.run_for(20s);
  CHECK(with.io.stopped());
}

TEST_CASE("a server that tells nothing: the call is lost, and not cut", "[call]") {
  scripted with;
  {
    auto call = test::run(with.io, ami::originate(with.pbx, to_alice().timeout(10ms), ami::call_options{}.grace(20ms)));
    ami::outcome how{};
    CHECK(answer_error(with.io, call, &how) == ami::errc::call_timed_out);
    CHECK(how == ami::outcome::unknown);
    CHECK(call.stage() == call_stage::lost);
  }
  with.io.poll();
  CHECK(with.hangups_sent() == 0);
}

TEST_CASE("a user who does not see the call is told so soon, and one who sees it is not", "[call]") {
  for (const bool sees : {false, true}) {
    fake_asterisk server{
        fake_options{}.user(ami::testing::fake_user{"admin", "secret"}.read(sees ? "all" : "system").write("all"))};
    int asked = 0;
    server.on("Status", [&](const request& status, const session& client) {
      ++asked;
      client.reply_default(status);
    });
    asio::io_context io;
    ami::manager pbx{io, address_of(server)};
    test::run(io, pbx.connect());
    auto call = test::run(io, ami::originate(pbx, to_alice(), ami::call_options{}.sight_check(20ms)));
    if (sees) {
      CHECK(test::run(io, call.wait_answered()).stage() == call_stage::answered);
      continue;
    }
    try {
      test::run(io, call.wait_answered());
      FAIL("was answered");
    } catch (const ami::error& error) {
      CHECK(error.code() == ami::errc::call_timed_out);
      CHECK(error.outcome() == ami::outcome::unknown);
      CHECK_THAT(error.what(), Catch::Matchers::ContainsSubstring("class call"));
    }
    CHECK(asked == 3);
  }
}

TEST_CASE("a user who may not ask for channels either waits until the limit", "[call]") {
  scripted with;
  int asked = 0;
  with.server.on("Status", [&](const request&, const session& client) {
    ++asked;
    client.reply_error("Permission denied");
  });
  auto call = test::run(
      with.io, ami::originate(with.pbx, to_alice().timeout(10ms), ami::call_options{}.grace(200ms).sight_check(10ms)));
  CHECK(answer_error(with.io, call) == ami::errc::call_timed_out);
  CHECK(asked == 1);
}

TEST_CASE("what the event mask leaves out is said before anything is sent", "[call]") {
  fake_asterisk server;
  int calls = 0;
  server.on("Originate", [&](const request&, const session&) { ++calls; });
  asio::io_context io;
  const auto with_mask = [&](const std::string& mask) { return address_of(server).event_mask(mask); };
  for (const std::string mask : {"off", "agent,system", "0", "4"}) {
    CAPTURE(mask);
    ami::manager pbx{io, with_mask(mask)};
    test::run(io, pbx.connect());
    try {
      static_cast<void>(test::run(io, ami::originate(pbx, to_alice())));
      FAIL("was sent");
    } catch (const ami::error& error) {
      CHECK(error.code() == ami::errc::events_masked);
      CHECK(error.outcome() == ami::outcome::never_sent);
      CHECK_THAT(error.what(),
                 Catch::Matchers::ContainsSubstring("event_mask(\"" + mask + "\") leaves out class call"));
    }
    CHECK_THROWS_AS(ami::async_agi::accept(pbx), ami::error);
  }
  CHECK(calls == 0);
  server.off("Originate");
  for (const ami::options& how : {with_mask("call"), with_mask("on"), with_mask("2"), with_mask("agi,call,system"),
                                  with_mask("off").event_mask_from_subscriptions(true)}) {
    ami::manager pbx{io, how};
    test::run(io, pbx.connect());
    auto call = test::run(io, ami::originate(pbx, to_alice()));
    CHECK(test::run(io, call.next()));
    CHECK(test::run(io, call.next())->stage() == call_stage::created);
  }
}

TEST_CASE("cancelling wait_answered hangs up", "[call]") {
  scripted with;
  auto call = with.queued();
  with.server.send_event(scripted::newchannel(call));
  CHECK(with.next(call) == call_stage::created);
  asio::cancellation_signal cancel;
  std::exception_ptr failure;
  bool done = false;
  asio::co_spawn(with.io, call.wait_answered(),
                 asio::bind_cancellation_slot(cancel.slot(), [&](std::exception_ptr error, const ami::call_update&) {
                   failure = std::move(error);
                   done = true;
                 }));
  with.io.restart();
  with.io.poll();
  REQUIRE_FALSE(done);
  cancel.emit(asio::cancellation_type::terminal);
  test::run_until(with.io, [&] { return done; });
  REQUIRE(failure);
  CHECK_THROWS_AS(std::rethrow_exception(failure), boost::system::system_error);
  test::run_until(with.io, [&] { return with.hangups_sent() == 1; });
  CHECK(with.hung_up(call.uniqueid()));
  // The stages go on to their end.
  with.server.send_event(scripted::hangup(call, 16));
  with.server.send_event(scripted::response(call, false, 0));
  CHECK(test::run(with.io, call.wait_hangup()).error() == ami::errc::call_cancelled);
}

TEST_CASE("cancelling next() while the server is asked for the channel loses no stage", "[call]") {
  const auto type =
      GENERATE(asio::cancellation_type::terminal, asio::cancellation_type::partial, asio::cancellation_type::total);
  scripted with;
  with.server.on("Status", [](const request&, const session&) {});
  auto call = with.queued(ami::call_options{}.sight_check(1ms));
  asio::cancellation_signal cancel;
  ami::error_code result;
  bool done = false;
  call.async_next(asio::bind_cancellation_slot(
      cancel.slot(), [&](ami::error_code error, const std::optional<ami::call_update>& update) {
        CHECK_FALSE(update);
        result = error;
        done = true;
      }));
  test::run_until(with.io, [&] { return with.requests_of("Status") == 1; });
  cancel.emit(type);
  test::run_until(with.io, [&] { return done; });
  CHECK(result == asio::error::operation_aborted);
  with.server.send_event(scripted::newchannel(call));
  CHECK(with.next(call) == call_stage::created);
  CHECK(with.hangups_sent() == 0);
}

TEST_CASE("cancelling next() loses no stage and hangs nothing up", "[call]") {
  scripted with;
  auto call = with.queued();
  asio::cancellation_signal cancel;
  bool done = false;
  asio::co_spawn(with.io, call.next(),
                 asio::bind_cancellation_slot(cancel.slot(), [&](const std::exception_ptr& error, auto) {
                   CHECK(error);
                   done = true;
                 }));
  with.io.restart();
  with.io.poll();
  cancel.emit(asio::cancellation_type::terminal);
  test::run_until(with.io, [&] { return done; });
  with.server.send_event(scripted::newchannel(call));
  CHECK(with.next(call) == call_stage::created);
  CHECK(with.hangups_sent() == 0);
  with.server.send_event(scripted::state(call, 6));
  CHECK(with.next(call) == call_stage::answered);
}

TEST_CASE("cancelling while the Originate is on its way hangs up when the channel appears", "[call]") {
  scripted with;
  with.server.on("Originate", [](const request&, const session&) {});
  with.server.on("Hangup", [](const request&, const session& client) { client.reply_error("No such channel"); });
  asio::cancellation_signal cancel;
  std::exception_ptr failure;
  bool done = false;
  asio::co_spawn(with.io, ami::originate(with.pbx, to_alice().channel_id("late")),
                 asio::bind_cancellation_slot(cancel.slot(), [&](std::exception_ptr error, const ami::call&) {
                   failure = std::move(error);
                   done = true;
                 }));
  with.io.restart();
  test::run_until(with.io, [&] { return with.requests_of("Originate") == 1; });
  cancel.emit(asio::cancellation_type::terminal);
  test::run_until(with.io, [&] { return done; });
  CHECK(failure);
  test::run_until(with.io, [&] { return with.hangups_sent() == 1; });
  CHECK(with.hung_up("late"));
  // Now the server gets to it.
  with.server.on("Hangup", [](const request&, const session& client) { client.reply_success("Channel Hungup"); });
  with.server.send_event(frame_text::event("Newchannel").header("Channel", "PJSIP/x-1").header("Uniqueid", "somebody"));
  with.server.send_event(frame_text::event("Newchannel").header("Channel", "PJSIP/alice-1").header("Uniqueid", "late"));
  test::run_until(with.io, [&] { return with.hangups_sent() == 2; });
  CHECK(with.hung_up("late"));
  CHECK(with.requests_of("Originate") == 1);
}

TEST_CASE("destroying a call hangs up what may ring, and only that", "[call]") {
  scripted with;
  const auto ring = [&](const ami::call& call) {
    with.server.send_event(scripted::newchannel(call));
    with.server.send_event(scripted::state(call, 5));
  };
  {
    auto call = with.queued();
    ring(call);
    CHECK(with.next(call) == call_stage::created);
  }
  with.io.restart();
  test::run_until(with.io, [&] { return with.hangups_sent() == 1; });

  {
    auto call = with.queued();
    ring(call);
    CHECK(with.next(call) == call_stage::created);
    call.detach();
  }
  {
    // Answered, though nobody has looked yet.
    auto call = with.queued();
    with.server.send_event(scripted::state(call, 6));
    test::run(with.io, with.pbx.send_action(ami::actions::ping{}));
  }
  {
    auto call = with.queued();
    with.server.send_event(scripted::hangup(call, 17));
    test::run(with.io, with.pbx.send_action(ami::actions::ping{}));
  }
  CHECK(with.hangups_sent() == 1);
  {
    // By assignment, too.
    auto call = with.queued();
    call = ami::call{};
    CHECK(call.uniqueid().empty());
    CHECK(call.stage() == call_stage::idle);
    CHECK_FALSE(test::run(with.io, call.next()));
  }
  test::run_until(with.io, [&] { return with.hangups_sent() == 2; });
  // What was made and never awaited was never sent.
  const auto before = with.server.requests().size();
  { auto never = ami::originate(with.pbx, to_alice()); }
  CHECK(with.hangups_sent() == 2);
  CHECK(with.server.requests().size() == before + 1);
}

TEST_CASE("a call that is dropped as soon as it is made is hung up, and the log says why", "[call]") {
  std::ostringstream log;
  const auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(log, true);
  const std::string warning = "dropped before it was used";
  scripted with;
  ami::manager pbx{with.io, address_when_booted(with.server).logger(std::make_shared<spdlog::logger>("ami", sink))};
  test::run(with.io, pbx.connect());
  {
    auto used = test::run(with.io, ami::originate(pbx, to_alice()));
    CHECK(test::run(with.io, used.next()));
    auto detached = test::run(with.io, ami::originate(pbx, to_alice()));
    detached.detach();
  }
  CHECK(log.str().find(warning) == std::string::npos);
  std::string id;
  {
    const auto dropped = test::run(with.io, ami::originate(pbx, to_alice()));
    id = dropped.uniqueid();
  }
  CHECK(log.str().find(warning) != std::string::npos);
  CHECK(log.str().find(id + " to PJSIP/alice") != std::string::npos);
}

TEST_CASE("a call that is destroyed while it is waited for ends the wait", "[call]") {
  scripted with;
  std::optional<ami::call> call{with.queued()};
  std::optional<ami::error_code> code;
  asio::co_spawn(with.io, call->wait_answered(), [&](const std::exception_ptr& error, const ami::call_update&) {
    try {
      REQUIRE(error);
      std::rethrow_exception(error);
    } catch (const boost::system::system_error& failure) {
      code = failure.code();
    }
  });
  with.io.restart();
  with.io.poll();
  // A second wait is refused, and disturbs nothing.
  CHECK(answer_error(with.io, *call) == ami::errc::already_waiting);
  CHECK(with.hangups_sent() == 0);
  REQUIRE_FALSE(code);
  call.reset();
  test::run_until(with.io, [&] { return code.has_value(); });
  CHECK(*code == asio::error::operation_aborted);
  test::run_until(with.io, [&] { return with.hangups_sent() == 1; });
}

TEST_CASE("hang_up: now, when the channel appears, and when it is gone already", "[call]") {
  scripted with;
  auto call = with.queued();
  with.server.send_event(scripted::state(call, 6));
  test::run(with.io, call.wait_answered());
  test::run(with.io, call.hang_up(ami::hangup_cause::user_busy));
  auto sent = with.server.wait_for_request("Hangup", 5s);
  REQUIRE(sent);
  CHECK(sent->get("Channel") == call.uniqueid());
  CHECK(sent->get("Cause") == "17");
  with.server.send_event(scripted::hangup(call, 17));
  CHECK(test::run(with.io, call.wait_hangup()).stage() == call_stage::hung_up);
  test::run(with.io, call.hang_up());
  CHECK(with.hangups_sent() == 1);

  with.server.on("Hangup", [](const request&, const session& client) { client.reply_error("No such channel"); });
  auto early = with.queued();
  test::run(with.io, early.hang_up());
  test::run_until(with.io, [&] { return with.hangups_sent() == 3; });
  with.server.send_event(scripted::newchannel(early));
  test::run_until(with.io, [&] { return with.hangups_sent() == 4; });
  with.server.send_event(scripted::hangup(early, 16));
  with.server.send_event(scripted::response(early, false, 0));
  CHECK(answer_error(with.io, early) == ami::errc::call_cancelled);

  // These do not say that there is no channel.
  for (const auto& [message, code] :
       std::map<std::string, ami::errc>{{"Permission denied", ami::errc::permission_denied},
                                        {"Asterisk is shutting down", ami::errc::shutting_down}}) {
    with.server.on("Hangup", [text = message](const request&, const session& client) { client.reply_error(text); });
    auto call_goes_on = with.queued();
    call_goes_on.detach();
    try {
      test::run(with.io, call_goes_on.hang_up());
      FAIL("hung up");
    } catch (const ami::error& failure) {
      CHECK(failure.code() == code);
    }
    // So it is not what ended the call.
    with.server.send_event(scripted::newchannel(call_goes_on));
    with.server.send_event(scripted::hangup(call_goes_on, 17));
    with.server.send_event(scripted::response(call_goes_on, false, 5));
    CHECK(answer_error(with.io, call_goes_on) == ami::errc::call_busy);
  }
}

TEST_CASE("a call may outlive its manager's context", "[call]") {
  fake_asterisk server;
  std::optional<ami::call> call;
  {
    asio::io_context io;
    ami::manager pbx{io, address_when_booted(server)};
    test::run(io, pbx.connect());
    call.emplace(test::run(io, ami::originate(pbx, to_alice())));
  }
  CHECK(call->stage() == call_stage::idle);
  call.reset();
  CHECK(server.wait_for_no_connections(10s));
}

namespace {

asio::awaitable<void> whole_session(ami::manager pbx) {
  co_await pbx.connect();
  auto call = co_await ami::originate(pbx, to_alice());
  co_await call.wait_answered();
  co_await call.hang_up();
  co_await call.wait_hangup();
  auto given_up = co_await ami::originate(pbx, to_alice());
  given_up = ami::call{};
  co_await pbx.disconnect();
}

// False when the session was over before so many handlers had run.
bool destroy_context_after(fake_asterisk& server, int steps) {
  auto io = std::make_unique<asio::io_context>();
  ami::manager pbx{*io, address_when_booted(server)};
  asio::co_spawn(*io, whole_session(pbx), asio::detached);
  bool all_steps = true;
  for (int i = 0; i < steps && all_steps; ++i) {
    all_steps = io->run_one_for(20s) == 1;
  }
  io.reset();
  return all_steps;
}

}  // namespace

TEST_CASE("a context destroyed at every step of a call leaves nothing behind", "[call]") {
  fake_asterisk server{fake_options{}.pbx(pbx_options{}.ring_time(1ms, 1ms).busy_share(0).no_answer_share(0))};
  int steps = 0;
  while (steps < 300 && destroy_context_after(server, steps)) {
    ++steps;
  }
  CHECK(steps > 20);
  CHECK(steps < 300);
  CHECK(server.wait_for_no_connections(10s));
}
