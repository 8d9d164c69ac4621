// What a connection does next: every task with every end, servers in order, pauses, and the end for lack of memory.
#include "catch.hpp"
#include "session/supervisor.hpp"

#include <ami/error.hpp>
#include <ami/manager.hpp>
#include <ami/tls.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <utility>
#include <vector>

using ami::connection_state;
using ami::errc;
using ami::error_code;
using ami::session::attempt_end;
using ami::session::supervisor;
using loss = supervisor::loss;
using sequel = attempt_end::sequel;
using task = supervisor::task;
using namespace std::chrono_literals;

namespace {

const supervisor::time_point start_of_time{};
const error_code out_of_memory = make_error_code(boost::system::errc::not_enough_memory);

ami::options with_tls(int servers = 1) {
  ami::options result{"a"};
  result.tls(ami::tls_options{}).reconnect(ami::reconnect_policy{}.initial_delay(100ms).jitter(0));
  for (int i = 1; i < servers; ++i) {
    result.or_host("server" + std::to_string(i));
  }
  return result;
}

// Executes `current`, the task that next() gave, without an error.
void succeed(supervisor& subject, task current) {
  if (current == task::log_in) {
    subject.on_session(start_of_time);
  }
  if (current == task::say_goodbye) {
    subject.end_attempt(start_of_time);
    subject.take_loss();
  }
  subject.on_done();
}

// Brings `subject` to where it executes `wanted`. The attempt has failed for the last three.
void advance(supervisor& subject, task wanted) {
  subject.start();
  if (wanted == task::finish) {
    subject.end(errc::disconnected);
  }
  for (task current = subject.next(); current != wanted; current = subject.next()) {
    if (wanted > task::serve && current == task::resolve) {
      subject.on_done(errc::host_not_found);
    } else {
      succeed(subject, current);
    }
  }
}

enum class incident { ok, error, stop, end, late_ok, late_error, no_memory };

void happen(supervisor& subject, task current, incident kind) {
  switch (kind) {
  case incident::ok: succeed(subject, current); return;
  case incident::error: subject.on_done(errc::connection_reset, "why"); return;
  case incident::stop: subject.stop(errc::ping_timed_out); return;
  case incident::end: subject.end(errc::disconnected); return;
  case incident::late_ok:
    subject.stop(errc::ping_timed_out);
    subject.on_done();
    return;
  case incident::late_error:
    subject.stop(errc::ping_timed_out);
    subject.on_done(errc::connection_reset, "late");
    return;
  case incident::no_memory: subject.on_out_of_memory(); return;
  }
}

struct row {
  task current;
  incident kind;
  task next;
  connection_state state;
  error_code reason;
};

}  // namespace

TEST_CASE("supervisor: every task has one sequel for each way it can end") {
  using state = connection_state;
  const error_code none;
  const error_code reset = errc::connection_reset;
  const error_code stopped = errc::ping_timed_out;
  const error_code asked = errc::disconnected;
  const error_code failed = errc::host_not_found;
  const std::vector<row> table{
      {task::resolve, incident::ok, task::open, state::connecting, none},
      {task::resolve, incident::error, task::say_goodbye, state::resolving, reset},
      {task::resolve, incident::stop, task::say_goodbye, state::resolving, stopped},
      {task::resolve, incident::end, task::say_goodbye, state::resolving, asked},
      {task::resolve, incident::late_ok, task::say_goodbye, state::resolving, stopped},
      {task::resolve, incident::late_error, task::say_goodbye, state::resolving, stopped},
      {task::resolve, incident::no_memory, task::say_goodbye, state::resolving, out_of_memory},

      {task::open, incident::ok, task::secure, state::connecting, none},
      {task::open, incident::error, task::say_goodbye, state::connecting, reset},
      {task::open, incident::stop, task::say_goodbye, state::connecting, stopped},
      {task::open, incident::end, task::say_goodbye, state::connecting, asked},
      {task::open, incident::late_ok, task::say_goodbye, state::connecting, stopped},
      {task::open, incident::late_error, task::say_goodbye, state::connecting, stopped},
      {task::open, incident::no_memory, task::say_goodbye, state::connecting, out_of_memory},

      {task::secure, incident::ok, task::log_in, state::logging_in, none},
      {task::secure, incident::error, task::say_goodbye, state::connecting, reset},
      {task::secure, incident::stop, task::say_goodbye, state::connecting, stopped},
      {task::secure, incident::end, task::say_goodbye, state::connecting, asked},
      {task::secure, incident::late_ok, task::say_goodbye, state::connecting, stopped},
      {task::secure, incident::late_error, task::say_goodbye, state::connecting, stopped},
      {task::secure, incident::no_memory, task::say_goodbye, state::connecting, out_of_memory},

      {task::log_in, incident::ok, task::serve, state::connected, none},
      {task::log_in, incident::error, task::say_goodbye, state::logging_in, reset},
      {task::log_in, incident::stop, task::say_goodbye, state::logging_in, stopped},
      {task::log_in, incident::end, task::say_goodbye, state::logging_in, asked},
      {task::log_in, incident::late_ok, task::say_goodbye, state::logging_in, stopped},
      {task::log_in, incident::late_error, task::say_goodbye, state::logging_in, stopped},
      {task::log_in, incident::no_memory, task::say_goodbye, state::logging_in, out_of_memory},

      {task::serve, incident::ok, task::say_goodbye, state::connected, errc::connection_closed},
      {task::serve, incident::error, task::say_goodbye, state::connected, reset},
      {task::serve, incident::stop, task::say_goodbye, state::connected, stopped},
      {task::serve, incident::end, task::say_goodbye, state::connected, asked},
      {task::serve, incident::late_ok, task::say_goodbye, state::connected, stopped},
      {task::serve, incident::late_error, task::say_goodbye, state::connected, stopped},
      {task::serve, incident::no_memory, task::say_goodbye, state::connected, out_of_memory},

      {task::say_goodbye, incident::ok, task::pause, state::waiting, failed},
      {task::say_goodbye, incident::stop, task::say_goodbye, state::resolving, failed},
      {task::say_goodbye, incident::end, task::say_goodbye, state::resolving, failed},
      {task::say_goodbye, incident::no_memory, task::say_goodbye, state::resolving, out_of_memory},

      {task::pause, incident::ok, task::resolve, state::resolving, none},
      {task::pause, incident::stop, task::pause, state::waiting, failed},
      {task::pause, incident::end, task::finish, state::disconnected, asked},
      {task::pause, incident::late_ok, task::resolve, state::resolving, none},
      {task::pause, incident::no_memory, task::finish, state::disconnected, out_of_memory},

      {task::finish, incident::ok, task::finish, state::disconnected, asked},
      {task::finish, incident::stop, task::finish, state::disconnected, asked},
      {task::finish, incident::end, task::finish, state::disconnected, asked},
      {task::finish, incident::no_memory, task::finish, state::disconnected, asked},
  };
  const auto settings = with_tls();
  for (const row& expected : table) {
    INFO("task " << static_cast<int>(expected.current) << ", incident " << static_cast<int>(expected.kind));
    supervisor subject{settings, 1};
    advance(subject, expected.current);
    happen(subject, expected.current, expected.kind);
    CHECK(subject.next() == expected.next);
    CHECK(subject.state() == expected.state);
    CHECK(subject.reason() == expected.reason);
    // Asked again, it gives the same.
    CHECK(subject.next() == expected.next);
    CHECK(subject.state() == expected.state);
  }
}

TEST_CASE("supervisor: nothing is announced before the first task begins") {
  const auto settings = with_tls();
  supervisor subject{settings, 1};
  subject.start();
  CHECK(subject.running());
  CHECK(subject.state() == connection_state::disconnected);
  subject.end(errc::disconnected);
  CHECK(subject.next() == task::say_goodbye);
  const auto end = subject.end_attempt(start_of_time);
  CHECK(end.expected);
  CHECK(end.then == sequel::finish);
  CHECK(subject.take_loss() == loss::none);
  subject.on_done();
  CHECK(subject.next() == task::finish);
  CHECK(subject.state() == connection_state::disconnected);
  subject.on_done();
  CHECK_FALSE(subject.running());
  CHECK_FALSE(subject.ever_connected());
}

TEST_CASE("supervisor: without TLS nothing is secured") {
  const ami::options settings{"a"};
  supervisor subject{settings, 1};
  advance(subject, task::open);
  subject.on_done();
  CHECK(subject.next() == task::log_in);
}

TEST_CASE("supervisor: the servers are tried in order before the pause") {
  const auto settings = with_tls(3);
  supervisor subject{settings, 1};
  subject.start();
  for (int round = 0; round < 2; ++round) {
    for (const char* const host : {"a", "server1", "server2"}) {
      CHECK(subject.next() == task::resolve);
      CHECK(subject.state() == connection_state::resolving);
      CHECK_FALSE(subject.stopping());
      CHECK(subject.server().host() == host);
      subject.on_done(errc::host_not_found, host);
      CHECK(subject.next() == task::say_goodbye);
      CHECK(subject.reason_text() == make_error_code(errc::host_not_found).message() + " (" + host + ")");
      const auto end = subject.end_attempt(start_of_time);
      const bool last = host == std::string{"server2"};
      CHECK(end.then == (last ? sequel::pause : sequel::next_server));
      CHECK(subject.state() == (last ? connection_state::waiting : connection_state::resolving));
      CHECK(subject.take_loss() == loss::attempt);
      subject.on_done();
    }
    CHECK(subject.next() == task::pause);
    CHECK(subject.pause() == (round == 0 ? 100ms : 200ms));
    subject.on_done();
  }
}

TEST_CASE("supervisor: after a session the first server is the next, and after a pause only") {
  const auto settings = with_tls(3);
  supervisor subject{settings, 1};
  subject.start();
  subject.next();
  subject.on_done(errc::host_not_found);
  subject.next();
  subject.end_attempt(start_of_time);
  subject.on_done();
  for (task current = subject.next(); current != task::serve; current = subject.next()) {
    succeed(subject, current);
  }
  CHECK(subject.server().host() == "server1");
  subject.stop(errc::connection_closed);
  CHECK(subject.next() == task::say_goodbye);
  CHECK(subject.end_attempt(start_of_time).then == sequel::pause);
  subject.on_done();
  CHECK(subject.next() == task::pause);
  subject.on_done();
  CHECK(subject.next() == task::resolve);
  CHECK(subject.server().host() == "a");
}

TEST_CASE("supervisor: an error that another attempt would only repeat ends everything") {
  const auto settings = with_tls(2);
  for (const errc reason : {errc::authentication_failed, errc::challenge_refused, errc::md5_unavailable,
                            errc::event_mask_rejected, errc::event_filter_rejected}) {
    supervisor subject{settings, 1};
    advance(subject, task::log_in);
    subject.on_done(reason, "no", ami::response{});
    CHECK(subject.next() == task::say_goodbye);
    CHECK(subject.end_attempt(start_of_time).then == sequel::finish);
    CHECK(subject.state() == connection_state::disconnected);
    CHECK(subject.take_loss() == loss::attempt);
    subject.on_done();
    CHECK(subject.next() == task::finish);
    CHECK(subject.reason() == reason);
    CHECK(subject.detail() == "no");
  }
}

TEST_CASE("supervisor: without a reconnect policy an attempt or a session is the last") {
  const auto settings = ami::options{"a"}.tls(ami::tls_options{});
  for (const task last : {task::resolve, task::open, task::secure, task::log_in, task::serve}) {
    supervisor subject{settings, 1};
    advance(subject, last);
    subject.stop(errc::connection_reset);
    CHECK(subject.next() == task::say_goodbye);
    CHECK(subject.end_attempt(start_of_time).then == sequel::finish);
    CHECK(subject.take_loss() == (last == task::serve ? loss::session : loss::attempt));
    subject.on_done();
    CHECK(subject.next() == task::finish);
    CHECK(subject.ever_connected() == (last == task::serve));
  }
}

TEST_CASE("supervisor: the pauses grow, begin again after a session that held, and end with the policy's attempts") {
  const auto settings = ami::options{"a"}.reconnect(
      ami::reconnect_policy{}.initial_delay(100ms).multiplier(2).jitter(0).stable_after(30s).max_attempts(2));
  supervisor subject{settings, 1};
  subject.start();
  auto now = start_of_time;
  const auto fail = [&](std::chrono::seconds held) {
    for (task current = subject.next(); held != 0s && current != task::serve; current = subject.next()) {
      REQUIRE(current != task::finish);
      if (current == task::log_in) {
        subject.on_session(now);
      }
      subject.on_done();
    }
    now += held;
    subject.stop(errc::connection_closed);
    CHECK(subject.next() == task::say_goodbye);
    const auto then = subject.end_attempt(now).then;
    // Asked again, it counts no second failure.
    CHECK(subject.end_attempt(now).then == then);
    subject.take_loss();
    subject.on_done();
    if (subject.next() == task::pause) {
      subject.on_done();
    }
    return then;
  };
  CHECK(fail(0s) == sequel::pause);
  CHECK(subject.pause() == 100ms);
  CHECK(fail(29s) == sequel::pause);
  CHECK(subject.pause() == 200ms);
  CHECK(fail(30s) == sequel::pause);
  CHECK(subject.pause() == 100ms);
  CHECK(fail(0s) == sequel::pause);
  CHECK(fail(0s) == sequel::finish);
}

TEST_CASE("supervisor: a login that connect() never returned for is an attempt, not a session") {
  const auto settings = with_tls();
  supervisor subject{settings, 1};
  subject.start();
  const auto log_in = [&](supervisor::time_point now) {
    for (task current = subject.next(); current != task::log_in; current = subject.next()) {
      subject.on_done();
    }
    return subject.on_session(now);
  };
  const auto fail = [&](supervisor::time_point now) {
    subject.on_done(errc::login_timed_out);
    REQUIRE(subject.next() == task::say_goodbye);
    CHECK_FALSE(subject.end_attempt(now).had_session);
    CHECK(subject.take_loss() == loss::attempt);
    subject.on_done();
  };
  CHECK_FALSE(log_in(start_of_time + 1s));
  fail(start_of_time + 2s);
  // Nobody was told of a loss, so nobody is told that it is over.
  CHECK_FALSE(log_in(start_of_time + 3s));
  subject.on_done();
  REQUIRE(subject.next() == task::serve);
  subject.on_done(errc::connection_reset);
  subject.next();
  CHECK(subject.end_attempt(start_of_time + 4s).had_session);
  CHECK(subject.take_loss() == loss::session);
  subject.on_done();
  // From now on each login counts, since connection_restored is published for it.
  CHECK(log_in(start_of_time + 6s) == 2s);
  subject.on_done(errc::login_timed_out);
  subject.next();
  CHECK(subject.end_attempt(start_of_time + 7s).had_session);
  CHECK(subject.take_loss() == loss::session);
}

TEST_CASE("supervisor: sessions are numbered, and the time without one is known") {
  const auto settings = with_tls();
  supervisor subject{settings, 1};
  subject.start();
  for (task current = subject.next(); current != task::log_in; current = subject.next()) {
    subject.on_done();
  }
  CHECK_FALSE(subject.session_since());
  CHECK_FALSE(subject.on_session(start_of_time + 1s));
  CHECK(subject.session_since() == start_of_time + 1s);
  CHECK(subject.epoch() == 1);
  subject.on_done();
  REQUIRE(subject.next() == task::serve);
  subject.on_done(errc::connection_reset);
  subject.next();
  CHECK(subject.end_attempt(start_of_time + 5s).had_session);
  CHECK(subject.session_since());
  CHECK(subject.take_loss() == loss::session);
  CHECK(subject.take_loss() == loss::none);
  CHECK_FALSE(subject.session_since());
  subject.on_done();
  for (task current = subject.next(); current != task::log_in; current = subject.next()) {
    subject.on_done();
  }
  CHECK(subject.on_session(start_of_time + 8s) == 3s);
  CHECK(subject.epoch() == 2);
  subject.end(errc::disconnected);
  subject.next();
  CHECK(subject.end_attempt(start_of_time + 9s).expected);
  CHECK(subject.take_loss() == loss::none);
  subject.on_done();
  CHECK(subject.next() == task::finish);
  subject.on_done();
  // The next connect() begins without a past, but for the count.
  advance(subject, task::log_in);
  CHECK_FALSE(subject.on_session(start_of_time + 20s));
  CHECK(subject.epoch() == 3);
}

TEST_CASE("supervisor: a session is logged off, and then every end of the link is expected") {
  const auto settings = with_tls();
  supervisor subject{settings, 1};
  advance(subject, task::serve);
  REQUIRE(subject.begin_logoff());
  CHECK(subject.state() == connection_state::disconnecting);
  CHECK_FALSE(subject.may_connect());
  CHECK(subject.next() == task::serve);
  CHECK(subject.state() == connection_state::disconnecting);
  CHECK_FALSE(subject.begin_logoff());
  SECTION("the link ends") {
    CHECK(subject.link_failed(errc::connection_reset, "detail"));
    CHECK_FALSE(subject.goodbye_due());
  }
  SECTION("the server answers") {
    CHECK(subject.stop_politely(errc::disconnected));
    CHECK(subject.goodbye_due());
    CHECK_FALSE(subject.link_failed(errc::connection_reset));
  }
  CHECK(subject.reason_text() == make_error_code(errc::disconnected).message());
  CHECK(subject.next() == task::say_goodbye);
  CHECK(subject.end_attempt(start_of_time).then == sequel::finish);
  CHECK(subject.take_loss() == loss::none);
}

TEST_CASE("supervisor: only a session is logged off") {
  const auto settings = with_tls();
  for (const task current : {task::resolve, task::open, task::secure, task::log_in, task::pause, task::finish}) {
    supervisor subject{settings, 1};
    advance(subject, current);
    CHECK_FALSE(subject.begin_logoff());
  }
  supervisor subject{settings, 1};
  advance(subject, task::serve);
  subject.stop(errc::ping_timed_out);
  CHECK_FALSE(subject.begin_logoff());
}

TEST_CASE("supervisor: a link that fails for a session that stays is a loss") {
  const auto settings = with_tls();
  supervisor subject{settings, 1};
  advance(subject, task::serve);
  CHECK(subject.link_failed(boost::system::errc::make_error_code(boost::system::errc::broken_pipe), "detail"));
  CHECK(subject.reason() == errc::connection_reset);
  CHECK(subject.detail() == "detail");
  CHECK_FALSE(subject.stop_politely(errc::disconnected));
  CHECK_FALSE(subject.goodbye_due());
}

TEST_CASE("supervisor: an end during the pause takes the place of what was before") {
  const auto settings = with_tls();
  supervisor subject{settings, 1};
  subject.start();
  subject.next();
  subject.on_done(errc::host_not_found, "detail");
  succeed(subject, subject.next());
  REQUIRE(subject.next() == task::pause);
  CHECK_FALSE(subject.stop(errc::ping_timed_out));
  CHECK(subject.end(errc::disconnected));
  CHECK(subject.reason() == errc::disconnected);
  CHECK(subject.detail().empty());
  subject.on_done();
  CHECK(subject.next() == task::finish);
  subject.on_done();
  CHECK_FALSE(subject.running());
  CHECK_FALSE(subject.end(errc::disconnected));
  CHECK_FALSE(subject.stop(errc::disconnected));
}

TEST_CASE("supervisor: a lack of memory ends everything, and is the reason unless an end was asked for") {
  const auto settings = with_tls(2);
  supervisor subject{settings, 1};
  error_code expected = out_of_memory;
  SECTION("in a task") {
    advance(subject, task::open);
  }
  SECTION("after a failure, which another server would follow") {
    advance(subject, task::open);
    subject.on_done(errc::connection_refused);
  }
  SECTION("while a session is logged off") {
    advance(subject, task::serve);
    subject.begin_logoff();
  }
  SECTION("after the end was asked for") {
    advance(subject, task::open);
    subject.end(errc::disconnected);
    expected = errc::disconnected;
  }
  SECTION("after the connection was given up") {
    advance(subject, task::log_in);
    subject.on_done(errc::authentication_failed);
    subject.next();
    subject.end_attempt(start_of_time);
    expected = errc::authentication_failed;
  }
  SECTION("while another server was chosen") {
    advance(subject, task::open);
    subject.on_done(errc::connection_refused);
    subject.next();
    subject.end_attempt(start_of_time);
  }
  SECTION("while the server was told") {
    advance(subject, task::serve);
    subject.stop_politely(errc::ping_timed_out);
  }
  subject.on_out_of_memory();
  CHECK_FALSE(subject.goodbye_due());
  CHECK_FALSE(subject.may_connect());
  CHECK(subject.next() == task::say_goodbye);
  CHECK(subject.end_attempt(start_of_time).then == sequel::finish);
  CHECK(subject.state() == connection_state::disconnected);
  subject.on_done();
  CHECK(subject.next() == task::finish);
  CHECK(subject.reason() == expected);
  subject.on_done();
  CHECK_FALSE(subject.running());
  subject.on_out_of_memory();
  CHECK(subject.reason() == expected);
}

TEST_CASE("supervisor: a connection that has ended can be started again") {
  const auto settings = with_tls();
  supervisor subject{settings, 1};
  advance(subject, task::serve);
  subject.end(errc::disconnected);
  succeed(subject, subject.next());
  CHECK(subject.next() == task::finish);
  subject.on_done();
  CHECK_FALSE(subject.may_connect());
  subject.start();
  CHECK(subject.may_connect());
  CHECK_FALSE(subject.stopping());
  CHECK_FALSE(subject.ever_connected());
  CHECK(subject.next() == task::resolve);
}

TEST_CASE("supervisor: after the end of the execution context nothing is begun") {
  const auto settings = with_tls();
  supervisor subject{settings, 1};
  advance(subject, task::serve);
  subject.abandon();
  CHECK(subject.state() == connection_state::disconnected);
  CHECK(subject.reason() == errc::disconnected);
  CHECK_FALSE(subject.may_connect());
  CHECK(subject.next() == task::say_goodbye);
}

TEST_CASE("supervisor: what ends while nothing runs changes nothing") {
  const ami::options settings = with_tls();
  supervisor subject{settings, 1};
  subject.on_done(errc::connection_reset);
  CHECK_FALSE(subject.running());
  CHECK(subject.state() == connection_state::disconnected);
  subject.start();
  CHECK(subject.next() == task::resolve);
}
