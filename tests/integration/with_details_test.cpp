// ami::with_details(): a failure is told with the server's words, whatever the token.
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <exception>
#include <future>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

using ami::testing::session;

namespace {

class with_server {
public:
  explicit with_server(const std::string& secret = "secret")
      : pbx{io, address_of(server).credentials("admin", secret)} {
    server.on("Refused", [](const request&, const session& client) { client.reply_error("No such thing"); });
  }

  // What `operation` throws.
  template <class T>
  ami::error failure_of(asio::awaitable<T> operation) {
    try {
      test::run(io, std::move(operation));
    } catch (const ami::error& failure) {
      return failure;
    }
    FAIL("it threw no ami::error");
    throw std::exception{};
  }

  template <class T>
  ami::error failure_of(std::future<T> future) {
    test::run_until(io, [&] { return future.wait_for(0s) == std::future_status::ready; });
    try {
      future.get();
    } catch (const ami::error& failure) {
      return failure;
    }
    FAIL("it holds no ami::error");
    throw std::exception{};
  }

  ami::error failure_of(const std::exception_ptr& failure) {
    REQUIRE(failure);
    try {
      std::rethrow_exception(failure);
    } catch (const ami::error& error) {
      return error;
    }
  }

  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx;
};

void check_same(const ami::error& failure, const ami::error& expected) {
  CHECK(failure.code() == expected.code());
  CHECK(std::string{failure.what()} == expected.what());
  CHECK(failure.response().message() == expected.response().message());
  CHECK(failure.outcome() == expected.outcome());
  CHECK(failure.reply().message() == expected.reply().message());
}

}  // namespace

TEST_CASE("with_details: a failed connect has the server's words, as the form without a token") {
  with_server with{"wrong"};
  const ami::error expected = with.failure_of(with.pbx.connect());
  REQUIRE(expected.code() == ami::errc::authentication_failed);
  REQUIRE(expected.response().message() == "Authentication failed");
  check_same(with.failure_of(with.pbx.async_connect(ami::with_details(asio::use_awaitable))), expected);
  check_same(with.failure_of(with.pbx.async_connect(ami::with_details(asio::use_future))), expected);
  auto later = with.pbx.async_connect(ami::with_details(asio::deferred));
  check_same(with.failure_of(std::move(later)(asio::use_future)), expected);
  std::exception_ptr failure;
  with.pbx.async_connect(ami::with_details([&](std::exception_ptr given) { failure = std::move(given); }));
  test::run_until(with.io, [&] { return failure != nullptr; });
  check_same(with.failure_of(failure), expected);
  // Without it there is the code alone.
  try {
    test::run(with.io, with.pbx.async_connect(asio::use_awaitable));
    FAIL("it connected");
  } catch (const ami::error&) {
    FAIL("it has the details");
  } catch (const boost::system::system_error& plain) {
    CHECK(plain.code() == expected.code());
  }
}

TEST_CASE("with_details: a refused action has the server's words, and its reply") {
  with_server with;
  test::run(with.io, with.pbx.connect());
  const ami::action refused{"Refused"};
  const ami::error expected = with.failure_of(with.pbx.send_action(refused));
  REQUIRE(expected.code() == ami::errc::action_rejected);
  REQUIRE(std::string{expected.what()}.starts_with("Refused: No such thing: "));
  check_same(with.failure_of(with.pbx.async_send_action(refused, ami::with_details(asio::use_awaitable))), expected);
  check_same(with.failure_of(with.pbx.async_send_action(refused, 5s, ami::with_details(asio::use_future))), expected);
  std::exception_ptr failure;
  ami::reply reply;
  with.pbx.async_send_action(refused, ami::with_details([&](std::exception_ptr given, ami::reply answer) {
                               failure = std::move(given);
                               reply = std::move(answer);
                             }));
  test::run_until(with.io, [&] { return failure != nullptr; });
  check_same(with.failure_of(failure), expected);
  CHECK(reply.message() == "No such thing");
}

TEST_CASE("with_details: what succeeds has no failure, and its result") {
  with_server with;
  bool connected = false;
  with.pbx.async_connect(ami::with_details([&](const std::exception_ptr& failure) { connected = failure == nullptr; }));
  test::run_until(with.io, [&] { return connected; });
  const ami::actions::ping ping;
  CHECK(test::run(with.io, with.pbx.async_send_action(ping, ami::with_details(asio::use_awaitable))).success());
  CHECK(test::run(with.io, with.pbx.async_statistics(ami::with_details(asio::use_awaitable))).connects == 1);
  const auto result = test::run(with.io, with.pbx.async_send_action(ping, ami::with_details(as_tuple)));
  CHECK_FALSE(std::get<0>(result));
  CHECK(std::get<1>(result).success());
}

TEST_CASE("with_details: a deferred operation is awaited by a coroutine") {
  with_server with;
  const auto connects = [](ami::manager pbx) -> asio::awaitable<void> {
    auto connecting = pbx.async_connect(ami::with_details(asio::deferred));
    co_await std::move(connecting);
  };
  with.server.refuse_sessions();
  CHECK(with.failure_of(connects(with.pbx)).code() == ami::errc::no_greeting);
  with.server.refuse_sessions(false);
  test::run(with.io, with.pbx.connect());
  const auto awaits = [](ami::manager pbx) -> asio::awaitable<std::string> {
    const ami::actions::ping ping;
    auto sending = pbx.async_send_action(ping, ami::with_details(asio::deferred));
    const auto pong = co_await std::move(sending)(asio::use_awaitable);
    co_return std::string{pong.message()} + (pong.success() ? "success" : "failure");
  };
  CHECK(test::run(with.io, awaits(with.pbx)) == "success");
  const auto fails = [](ami::manager pbx) -> asio::awaitable<void> {
    const ami::action refused{"Refused"};
    auto sending = pbx.async_send_action(refused, ami::with_details(asio::deferred));
    co_await std::move(sending)(asio::use_awaitable);
  };
  const ami::error failure = with.failure_of(fails(with.pbx));
  CHECK(failure.response().message() == "No such thing");
}

TEST_CASE("with_details: what is bound to the token stands inside or outside of it") {
  with_server with{"wrong"};
  const ami::error expected = with.failure_of(with.pbx.connect());
  asio::io_context other;
  for (const bool outside : {false, true}) {
    CAPTURE(outside);
    std::exception_ptr failure;
    bool on_other = false;
    auto handler = [&](std::exception_ptr given) {
      on_other = other.get_executor().running_in_this_thread();
      failure = std::move(given);
    };
    if (outside) {
      with.pbx.async_connect(asio::bind_executor(other, ami::with_details(std::move(handler))));
    } else {
      with.pbx.async_connect(ami::with_details(asio::bind_executor(other, std::move(handler))));
    }
    test::run_until(with.io, [&] {
      other.restart();
      other.poll();
      return failure != nullptr;
    });
    CHECK(on_other);
    check_same(with.failure_of(failure), expected);
  }
}

TEST_CASE("with_details: a cancelled operation is an ami::error with operation_aborted") {
  with_server with;
  with.server.mute_sessions();
  asio::cancellation_signal stop;
  std::exception_ptr failure;
  with.pbx.async_connect(asio::bind_cancellation_slot(
      stop.slot(), ami::with_details([&](std::exception_ptr given) { failure = std::move(given); })));
  test::run_until(with.io, [&] { return with.pbx.state() == ami::connection_state::logging_in; });
  stop.emit(asio::cancellation_type::terminal);
  test::run_until(with.io, [&] { return failure != nullptr; });
  CHECK(with.failure_of(failure).code() == asio::error::operation_aborted);
}

TEST_CASE("with_details: a list that the server refuses has its words") {
  with_server with;
  test::run(with.io, with.pbx.connect());
  const ami::action refused{"Refused"};
  auto plain = with.pbx.list(refused);
  const ami::error expected = with.failure_of(plain.next());
  REQUIRE(expected.response().message() == "No such thing");
  auto items = with.pbx.list(refused);
  check_same(with.failure_of(items.async_next(ami::with_details(asio::use_future))), expected);
  check_same(with.failure_of(items.async_next_batch(10, ami::with_details(asio::use_awaitable))), expected);
}

TEST_CASE("with_details: the operations of a cluster name the server") {
  with_server with;
  ami::cluster pbxs{with.io};
  pbxs.add("berlin", ami::options{with.server.host()}.port(with.server.port()).credentials("admin", "wrong"));
  const ami::error no_login = with.failure_of(pbxs.connect());
  CHECK(std::string{no_login.what()}.starts_with("berlin: connect: "));
  check_same(with.failure_of(pbxs.async_connect(ami::with_details(asio::use_future))), no_login);
  pbxs.remove("berlin");
  pbxs.add("berlin", address_of(with.server));
  test::run(with.io, pbxs.connect());
  const ami::action refused{"Refused"};
  const ami::error expected = with.failure_of(pbxs.send_any(refused));
  CHECK(std::string{expected.what()}.starts_with("berlin: Refused: No such thing: "));
  check_same(with.failure_of(pbxs.async_send_any(refused, ami::with_details(asio::use_future))), expected);
}

TEST_CASE("with_details: a coroutine's operation passes on what it throws") {
  with_server with;
  test::run(with.io, with.pbx.connect());
  with.server.on("UpdateConfig", [](const request&, const session& client) { client.reply_error("Save failed"); });
  ami::actions::update_config changes{"a.conf", "a.conf"};
  changes.append("c", "key", "value");
  std::exception_ptr failure;
  ami::async_update_config(with.pbx, changes,
                           ami::with_details([&](std::exception_ptr given, const ami::reply&) { failure = given; }));
  test::run_until(with.io, [&] { return failure != nullptr; });
  try {
    std::rethrow_exception(failure);
  } catch (const ami::update_config_error& error) {
    CHECK(error.part() == 1);
    CHECK(error.response().message() == "Save failed");
  }
}

TEST_CASE("with_details: an operation of Asio fails with its code") {
  with_server with;
  asio::steady_timer timer{with.io, 1h};
  std::exception_ptr failure;
  timer.async_wait(ami::with_details([&](std::exception_ptr given) { failure = std::move(given); }));
  timer.cancel();
  test::run_until(with.io, [&] { return failure != nullptr; });
  CHECK(with.failure_of(failure).code() == asio::error::operation_aborted);
}
