// Calls that go on while the connection is lost: what they have come to, what is hung up, and that nobody is dialled
// twice.
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using ami::call_options;
using ami::call_stage;
using ami::link_loss_policy;
using ami::testing::endpoint_behaviour;
using ami::testing::pbx_call;
using ami::testing::pbx_endpoint;
using ami::testing::pbx_options;
using ami::testing::session;

namespace {

using stage_list = std::vector<call_stage>;

call_options surviving(link_loss_policy policy = link_loss_policy::follow) {
  return call_options{}.on_link_loss(policy).sight_check(5ms).detail_wait(20ms);
}

pbx_options telephones() {
  return pbx_options{}
      .endpoint(pbx_endpoint{"alice", "2001", "Alice"}.behaviour(endpoint_behaviour::answers))
      .endpoint(pbx_endpoint{"bob", "2002", "Bob"}.behaviour(endpoint_behaviour::busy))
      .endpoint(pbx_endpoint{"carol", "2003", "Carol"}.behaviour(endpoint_behaviour::never_answers))
      .endpoint(pbx_endpoint{"dave", "2004", "Dave"}.behaviour(endpoint_behaviour::unreachable))
      .ring_time(10ms, 60ms)
      .talk_time(10ms, 100ms);
}

ami::actions::originate to(const std::string& name) {
  return ami::actions::originate{"PJSIP/" + name}.application("Wait").data("60").timeout(20s);
}

// Makes the call that an Originate asks for, and does not answer it.
void carry_out(fake_asterisk& server, const request& action) {
  server.originate(pbx_call{std::string{action["Channel"]}}
                       .application(std::string{action["Application"]}, std::string{action["Data"]})
                       .timeout(std::chrono::milliseconds{std::stoi(std::string{action["Timeout"]})})
                       .unique_ids(std::string{action["ChannelId"]}, {}));
}

// A supervised manager on a simulated PBX.
class supervised {
public:
  explicit supervised(const pbx_options& options = telephones()) : server{fake_options{}.pbx(options)} {
    test::run(io, pbx.connect());
  }

  ami::call dial(const std::string& name, const call_options& options) {
    return test::run(io, ami::originate(pbx, to(name), options));
  }
  void until_stage(ami::call& of, call_stage wanted) {
    while (of.stage() != wanted) {
      const auto update = test::run(io, of.next());
      REQUIRE(update);
    }
  }
  stage_list rest_of(ami::call& call) {
    stage_list stages;
    while (const auto update = test::run(io, call.next())) {
      stages.push_back(update->stage());
    }
    return stages;
  }
  // Nothing reconnects until link_back().
  void lose_link() {
    server.stop_listening();
    server.drop_connections();
    test::run(io, pbx.wait_for(ami::connection_state::waiting));
  }
  void link_back() {
    server.listen_again();
    test::run(io, pbx.wait_for(ami::connection_state::connected));
  }
  std::size_t requests_of(std::string_view name) const {
    const auto all = server.requests();
    return static_cast<std::size_t>(std::ranges::count_if(all, [&](const request& sent) { return sent.is(name); }));
  }

  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx{io, test::address_when_booted(server).reconnect(test::at_once())};
};

// What a dialer has in its books when it is done.
class books {
public:
  void enter(const std::string& lead, ami::error_code result) {
    results[lead] = result;
    ++count;
  }

  std::map<std::string, ami::error_code> results;  // no error: answered
  int count = 0;                                   // of entries
};

asio::awaitable<void> see_to_end(ami::call call, std::string lead, books* entries) {
  ami::error_code result;
  try {
    co_await call.wait_answered();
    co_await call.wait_hangup();
  } catch (const ami::error& failure) {
    result = failure.code();
  }
  entries->enter(lead, result);
}

// Makes one call after the other, without waiting for their ends.
asio::awaitable<void> dial(ami::manager* pbx, int first, int last, books* entries) {
  const std::vector<std::string> telephones_of_leads{"alice", "alice", "bob", "carol", "dave"};
  const auto executor = co_await asio::this_coro::executor;
  while (first != last) {
    const std::string lead = "lead-" + std::to_string(first);
    const std::string telephone =
        "PJSIP/" + telephones_of_leads.at(static_cast<std::size_t>(first) % telephones_of_leads.size());
    auto action = ami::actions::originate{telephone}.application("Playback").data("offer").timeout(150ms);
    action.channel_id(lead);
    ami::error_code failed;
    try {
      auto call = co_await ami::originate(*pbx, action, surviving());
      asio::co_spawn(executor, see_to_end(std::move(call), lead, entries), asio::detached);
    } catch (const ami::error& failure) {
      failed = failure.code();
    }
    if (failed == ami::outcome::never_sent) {
      co_await test::rest_for(1ms);
      continue;
    }
    if (failed) {
      entries->enter(lead, failed);
    }
    ++first;
  }
}

}  // namespace

TEST_CASE("a dialer whose link is cut again and again dials everybody once, and knows what became of each", "[call]") {
  constexpr int leads = 200;
  constexpr int wave = 20;
  constexpr int cuts = 25;
  supervised with;
  std::map<std::string, int> dialled;
  int made_cuts = 0;
  // On the server's thread.
  with.server.on("Originate", [&](const request& action, const session& client) {
    ++dialled[std::string{action["ChannelId"]}];
    if (dialled.size() % 8 != 0) {
      client.reply_default(action);
      return;
    }
    // The reply goes with the link, and what is told of the calls in progress.
    ++made_cuts;
    with.server.drop_connections();
    carry_out(with.server, action);
  });
  books entries;
  for (int done = 0; done < leads; done += wave) {
    asio::co_spawn(with.io, dial(&with.pbx, done, done + wave, &entries), asio::detached);
    test::run_until(with.io, [&] { return entries.count == done + wave; });
  }
  test::run(with.io, with.pbx.disconnect());
  CHECK(with.server.wait_for_no_connections(10s));
  CHECK(made_cuts == cuts);
  CHECK(entries.results.size() == leads);
  CHECK(dialled.size() == leads);
  std::map<std::string, int> how_often;
  for (const auto& [lead, result] : entries.results) {
    CAPTURE(lead, result.message());
    CHECK(dialled[lead] == 1);
    CHECK(result == ami::outcome::accepted);
    ++how_often[result ? result.message() : "answered"];
  }
  CHECK(how_often["answered"] > 50);
  CHECK(how_often["the far end is busy"] > 15);
}

TEST_CASE("calls that ring, were answered and end while the link is away are followed on", "[call]") {
  supervised with{telephones().ring_time(300ms, 300ms)};
  auto ringing = with.dial("carol", surviving());
  with.until_stage(ringing, call_stage::ringing);
  auto to_be_answered = with.dial("alice", surviving());
  with.until_stage(to_be_answered, call_stage::ringing);
  auto to_end = with.dial("carol", surviving());
  with.until_stage(to_end, call_stage::ringing);
  auto answered = with.dial("alice", surviving());
  with.until_stage(answered, call_stage::answered);
  auto to_be_hung_up = with.dial("alice", surviving());
  with.until_stage(to_be_hung_up, call_stage::answered);
  auto given_up = with.dial("carol", call_options{});
  with.until_stage(given_up, call_stage::ringing);

  with.lose_link();
  CHECK(with.server.hang_up(to_end.channel(), 17));
  CHECK(with.server.hang_up(to_be_hung_up.channel(), 16));
  with.link_back();
  CHECK(with.rest_of(given_up) == stage_list{call_stage::lost});

  CHECK(with.rest_of(to_end) == stage_list{call_stage::failed});
  CHECK(to_end.last().error() == ami::errc::call_ended_unseen);
  CHECK_FALSE(to_end.last().cause());
  CHECK(with.rest_of(to_be_hung_up) == stage_list{call_stage::hung_up});
  CHECK_FALSE(to_be_hung_up.last().cause());
  CHECK_FALSE(to_be_hung_up.last().detail().empty());

  const auto answer = test::run(with.io, to_be_answered.wait_answered());
  CHECK(answer.stage() == call_stage::answered);
  for (ami::call* const goes_on : {&to_be_answered, &answered}) {
    test::run(with.io, goes_on->hang_up(ami::hangup_cause::user_busy));
    CHECK(with.rest_of(*goes_on) == stage_list{call_stage::hung_up});
    CHECK(goes_on->last().cause() == ami::hangup_cause::user_busy);
  }
  CHECK(with.server.hang_up(ringing.channel(), 17));
  CHECK(with.rest_of(ringing) == stage_list{call_stage::failed});
  CHECK(ringing.last().error() == ami::errc::call_busy);
  CHECK(with.requests_of("Originate") == 6);
}

TEST_CASE("what nobody answered is hung up when the link is back, and the answered calls go on", "[call]") {
  supervised with;
  const auto options = surviving(link_loss_policy::hang_up_unanswered);
  std::vector<ami::call> unanswered;
  for (int i = 0; i < 5; ++i) {
    unanswered.push_back(with.dial("carol", options));
  }
  auto answered = with.dial("alice", options);
  with.until_stage(answered, call_stage::answered);
  with.until_stage(unanswered.front(), call_stage::ringing);
  with.lose_link();
  CHECK(with.server.channels().size() == 6);
  with.link_back();
  for (auto& call : unanswered) {
    CHECK(with.rest_of(call).back() == call_stage::failed);
    CHECK(call.last().error() == ami::errc::call_cancelled);
  }
  CHECK(with.server.channels() == std::vector{answered.channel()});
  CHECK(with.requests_of("Hangup") == 5);
  CHECK_FALSE(answered.last().is_last());
}

TEST_CASE("a call that is dropped while the link is away is hung up when it is back", "[call]") {
  supervised with;
  {
    auto call = with.dial("carol", surviving());
    with.until_stage(call, call_stage::ringing);
    with.lose_link();
    CHECK_FALSE(call.try_next());
  }
  with.link_back();
  test::run_until(with.io, [&] { return with.server.channels().empty(); });
  CHECK(with.requests_of("Hangup") == 1);
}

TEST_CASE("an Originate whose reply is lost with the link is found, or has come to nothing", "[call]") {
  supervised with;
  SECTION("it rings") {
    with.server.on("Originate", [&](const request& action, const session& client) {
      client.drop();
      carry_out(with.server, action);
    });
    auto call = with.dial("alice", surviving());
    CHECK(test::run(with.io, call.wait_answered()).stage() == call_stage::answered);
  }
  SECTION("its channel comes later") {
    std::optional<request> taken;
    with.server.on("Originate", [&](const request& action, const session& client) {
      taken = action;
      client.drop();
    });
    int asked = 0;
    with.server.on("Status", [&](const request& action, const session& client) {
      if (++asked == 3) {
        carry_out(with.server, *taken);
      }
      client.reply_default(action);
    });
    auto call = with.dial("alice", surviving());
    CHECK(test::run(with.io, call.wait_answered()).stage() == call_stage::answered);
    CHECK(asked >= 3);
  }
  SECTION("the server never read it, and it must not come later either") {
    with.server.on("Originate", [](const request&, const session& client) { client.drop(); });
    try {
      const auto call = with.dial("alice", surviving());
      FAIL("found " << call.channel());
    } catch (const ami::error& error) {
      CHECK(error.code() == ami::errc::call_ended_unseen);
      CHECK(error.outcome() == ami::outcome::accepted);
      CHECK_THAT(error.what(), Catch::Matchers::ContainsSubstring("no channel"));
    }
    CHECK(with.requests_of("Status") == 4);
    const auto sent = with.server.wait_for_request("Originate", 10s);
    REQUIRE(sent);
    test::run_until(with.io, [&] { return with.requests_of("Hangup") == 1; });
    carry_out(with.server, *sent);
    test::run_until(with.io, [&] { return with.server.channels().empty(); });
    CHECK(with.requests_of("Hangup") == 2);
  }
  SECTION("there is no link in time") {
    with.server.on("Originate", [&](const request&, const session& client) {
      with.server.stop_listening();
      client.drop();
    });
    try {
      const auto call = with.dial("alice", surviving().link_wait(20ms));
      FAIL("found " << call.channel());
    } catch (const ami::error& error) {
      CHECK(error.code() == ami::errc::reply_lost);
      CHECK(error.outcome() == ami::outcome::unknown);
    }
  }
  SECTION("it is given up meanwhile") {
    with.server.on("Originate", [&](const request& action, const session& client) {
      with.server.stop_listening();
      client.drop();
      carry_out(with.server, action);
    });
    asio::cancellation_signal cancel;
    ami::error_code code;
    bool done = false;
    asio::co_spawn(
        with.io, ami::originate(with.pbx, to("carol"), surviving()),
        asio::bind_cancellation_slot(cancel.slot(), [&](const std::exception_ptr& failure, const ami::call&) {
          done = true;
          try {
            REQUIRE(failure);
            std::rethrow_exception(failure);
          } catch (const boost::system::system_error& error) {
            code = error.code();
          }
        }));
    with.io.restart();
    test::run(with.io, with.pbx.wait_for(ami::connection_state::waiting));
    REQUIRE_FALSE(done);
    cancel.emit(asio::cancellation_type::terminal);
    test::run_until(with.io, [&] { return done; });
    CHECK(code == asio::error::operation_aborted);
    CHECK(with.server.channels().size() == 1);
    with.link_back();
    test::run_until(with.io, [&] { return with.server.channels().empty(); });
  }
  CHECK(with.requests_of("Originate") == 1);
}

TEST_CASE("a call is hung up though the link is away, or is lost with the Hangup", "[call]") {
  supervised with;
  auto call = with.dial("carol", surviving());
  with.until_stage(call, call_stage::ringing);
  auto not_surviving = with.dial("carol", call_options{});
  with.until_stage(not_surviving, call_stage::ringing);
  with.server.on("Hangup", [&](const request& action, const session& client) {
    if (with.requests_of("Hangup") == 1) {
      client.drop();
    } else {
      client.reply_default(action);
    }
  });
  with.lose_link();
  try {
    test::run(with.io, not_surviving.hang_up());
    FAIL("hung up");
  } catch (const ami::error& error) {
    CHECK(error.code() == ami::errc::not_connected);
  }
  not_surviving.detach();
  bool done = false;
  asio::co_spawn(with.io, call.hang_up(), [&](const std::exception_ptr& failure) {
    CHECK_FALSE(failure);
    done = true;
  });
  with.link_back();
  test::run_until(with.io, [&] { return done; });
  CHECK(with.requests_of("Hangup") == 2);
  CHECK(with.rest_of(call) == stage_list{call_stage::failed});
  CHECK(call.last().error() == ami::errc::call_cancelled);

  auto in_vain = with.dial("carol", surviving().link_wait(20ms));
  with.until_stage(in_vain, call_stage::ringing);
  with.lose_link();
  try {
    test::run(with.io, in_vain.hang_up());
    FAIL("hung up");
  } catch (const ami::error& error) {
    CHECK(error.code() == ami::errc::not_connected);
  }
}

TEST_CASE("how long the link is waited for has a limit, and without supervision it is not waited for", "[call]") {
  supervised with;
  auto call = with.dial("carol", surviving().link_wait(20ms));
  with.until_stage(call, call_stage::ringing);
  with.lose_link();
  CHECK(with.rest_of(call) == stage_list{call_stage::lost});
  CHECK(call.last().error() == ami::errc::call_lost);
  CHECK(call.last().link_error() == ami::errc::connection_closed);
  with.link_back();

  // The supervision ends while it waits.
  auto other = with.dial("carol", surviving());
  with.until_stage(other, call_stage::ringing);
  with.lose_link();
  test::run(with.io, with.pbx.disconnect());
  CHECK(with.rest_of(other) == stage_list{call_stage::lost});

  with.server.listen_again();
  ami::manager single{with.io, test::address_when_booted(with.server)};
  test::run(with.io, single.connect());
  auto of_single = test::run(with.io, ami::originate(single, to("carol"), surviving()));
  with.until_stage(of_single, call_stage::ringing);
  with.server.drop_connections();
  CHECK(with.rest_of(of_single) == stage_list{call_stage::lost});
  CHECK(of_single.last().link_error() == ami::errc::connection_closed);
}

TEST_CASE("calls of a server that was restarted are over", "[call]") {
  supervised with;
  auto answered = with.dial("alice", surviving());
  with.until_stage(answered, call_stage::answered);
  auto ringing = with.dial("carol", surviving());
  with.until_stage(ringing, call_stage::ringing);
  with.server.restart();
  CHECK(with.rest_of(answered) == stage_list{call_stage::hung_up});
  CHECK(with.rest_of(ringing) == stage_list{call_stage::failed});
  CHECK(ringing.last().error() == ami::errc::call_ended_unseen);
}

TEST_CASE("an Originate that waited for the connection is not lost with the one before", "[call]") {
  const auto options = GENERATE(call_options{}, surviving());
  fake_asterisk server{fake_options{}.pbx(telephones())};
  asio::io_context io;
  const auto later = ami::reconnect_policy{}.initial_delay(20ms).max_delay(20ms).jitter(0);
  ami::manager pbx{io, test::address_when_booted(server).reconnect(later).wait_for_connection(20s)};
  test::run(io, pbx.connect());
  server.stop_listening();
  server.drop_connections();
  test::run(io, pbx.wait_for(ami::connection_state::waiting));
  std::optional<ami::call> call;
  asio::co_spawn(io, ami::originate(pbx, to("alice"), options), [&](const std::exception_ptr& error, ami::call made) {
    REQUIRE_FALSE(error);
    call = std::move(made);
  });
  io.restart();
  io.poll();
  REQUIRE_FALSE(call);
  server.listen_again();
  test::run_until(io, [&] { return call.has_value(); });
  CHECK(test::run(io, call->wait_answered()).stage() == call_stage::answered);
}

namespace {

// The Uniqueid of a channel that the PBX makes by itself.
std::string made_by_pbx(fake_asterisk& server, const std::string& telephone) {
  server.originate(pbx_call{"PJSIP/" + telephone}.application("Wait", "60"));
  const auto snapshot = server.channel(server.channels().back());
  REQUIRE(snapshot);
  return snapshot->unique_id();
}

}  // namespace

TEST_CASE("a channel that the PBX made is followed from where it is to its end", "[call]") {
  supervised with;
  for (const auto policy : {link_loss_policy::lose, link_loss_policy::follow}) {
    const std::string uniqueid = made_by_pbx(with.server, "carol");
    auto call = test::run(with.io, ami::follow(with.pbx, uniqueid, surviving(policy)));
    CHECK(call.uniqueid() == uniqueid);
    CHECK(call.action_id().empty());
    CHECK(call.channel().starts_with("PJSIP/carol-"));
    with.until_stage(call, call_stage::ringing);
    CHECK(with.server.hang_up(uniqueid, 17));
    CHECK(with.rest_of(call) == stage_list{call_stage::failed});
    CHECK(call.last().error() == ami::errc::call_busy);
  }
  auto answered = test::run(with.io, ami::follow(with.pbx, made_by_pbx(with.server, "alice"), surviving()));
  CHECK(test::run(with.io, answered.wait_answered()).stage() == call_stage::answered);
  // Again, from the middle.
  const std::string uniqueid{answered.uniqueid()};
  auto again = test::run(with.io, ami::follow(with.pbx, uniqueid, surviving()));
  CHECK(test::run(with.io, again.wait_answered()).stage() == call_stage::answered);
  with.lose_link();
  with.link_back();
  CHECK_FALSE(answered.last().is_last());
  test::run(with.io, again.hang_up(ami::hangup_cause::call_rejected));
  for (ami::call* const ended : {&answered, &again}) {
    const auto end = test::run(with.io, ended->wait_hangup());
    CHECK(end.stage() == call_stage::hung_up);
    CHECK(end.cause() == ami::hangup_cause::call_rejected);
  }
  CHECK(with.requests_of("Originate") == 0);
}

TEST_CASE("a followed call is never hung up unless that is asked for", "[call]") {
  supervised with;
  const std::string uniqueid = made_by_pbx(with.server, "carol");
  {
    auto call = test::run(with.io, ami::follow(with.pbx, uniqueid));
    asio::cancellation_signal cancel;
    bool done = false;
    asio::co_spawn(with.io, call.wait_answered(),
                   asio::bind_cancellation_slot(cancel.slot(), [&](const std::exception_ptr& error, const auto&) {
                     CHECK(error);
                     done = true;
                   }));
    with.io.restart();
    with.io.poll();
    REQUIRE_FALSE(done);
    cancel.emit(asio::cancellation_type::terminal);
    test::run_until(with.io, [&] { return done; });
  }
  test::round_trip(with.io, with.pbx);
  CHECK(with.requests_of("Hangup") == 0);
  CHECK(with.server.channels().size() == 1);

  std::optional<ami::call> asked;
  ami::async_follow(with.pbx, uniqueid, surviving(link_loss_policy::hang_up_unanswered),
                    [&](ami::error_code error, ami::call made) {
                      CHECK_FALSE(error);
                      asked = std::move(made);
                    });
  test::run_until(with.io, [&] { return asked.has_value(); });
  with.until_stage(*asked, call_stage::ringing);
  with.lose_link();
  with.link_back();
  CHECK(with.rest_of(*asked) == stage_list{call_stage::failed});
  CHECK(asked->last().error() == ami::errc::call_cancelled);
  CHECK(with.server.channels().empty());
}

TEST_CASE("what cannot be followed", "[call]") {
  supervised with;
  const auto error_of = [&](ami::manager& pbx, const std::string& uniqueid) {
    try {
      const auto call = test::run(with.io, ami::follow(pbx, uniqueid));
      FAIL("follows " << call.channel());
    } catch (const ami::error& error) {
      return error.code();
    }
    return ami::error_code{};
  };
  CHECK(error_of(with.pbx, "1750000000.99") == ami::errc::action_rejected);
  CHECK(error_of(with.pbx, "") == ami::errc::invalid_header);
  CHECK(error_of(with.pbx, "/.*/") == ami::errc::invalid_header);
  // Its name: the events could not be told by it.
  made_by_pbx(with.server, "carol");
  CHECK(error_of(with.pbx, with.server.channels().front()) == ami::errc::action_rejected);
  with.server.on("Status", [](const request&, const session& client) { client.reply_error("Permission denied"); });
  CHECK(error_of(with.pbx, "1750000000.1") == ami::errc::permission_denied);
  ami::manager masked{with.io, test::address_of(with.server).event_mask("system")};
  test::run(with.io, masked.connect());
  CHECK(error_of(masked, "1750000000.1") == ami::errc::events_masked);
  std::optional<ami::error_code> code;
  ami::async_follow(with.pbx, "", [&](ami::error_code error, const ami::call& none) {
    CHECK(none.uniqueid().empty());
    code = error;
  });
  test::run_until(with.io, [&] { return code.has_value(); });
  CHECK(*code == ami::errc::invalid_header);
}
