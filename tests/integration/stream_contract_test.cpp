// What the asynchronous operations of every kind of stream owe their handlers: the right executor, never inline,
// exactly once, their memory back before they run, each type of cancellation, and any completion token.
#include "catch.hpp"
#include "support/counting_allocator.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_allocator.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <chrono>
#include <cstddef>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

using client = ami::testing::session;

namespace {

// Each kind of stream below has a connection, and sends itself an item that can be taken or waited for.
class of_events : public test::connection {
public:
  void send() { server.send_event(frame_text::event("UserEvent").header("N", 1)); }

  ami::event_stream<ami::events::user_event> stream{pbx.subscribe<ami::events::user_event>()};
};

class of_list : public test::connection {
public:
  of_list() {
    settle();
    client_ = asked_.get_future().get();
  }

  void send() { say("Event: EndpointList\r\nObjectName: e\r\n"); }

private:
  void say(const std::string& text) { client_.send_raw(text + "ActionID: " + client_.action_id() + "\r\n\r\n"); }

  ami::list_stream<ami::actions::pjsip_show_endpoints::reply_type> start() {
    server.on("PJSIPShowEndpoints", [this](const request&, const client& from) {
      from.send_raw("Response: Success\r\nEventList: start\r\nActionID: " + from.action_id() + "\r\n\r\n");
      asked_.set_value(from);
    });
    return pbx.list(ami::actions::pjsip_show_endpoints{});
  }

  std::promise<client> asked_;
  client client_;

public:
  ami::list_stream<ami::actions::pjsip_show_endpoints::reply_type> stream{start()};
};

class of_cluster {
public:
  of_cluster() {
    pbxs.add("a", address_of(server));
    test::run(io, pbxs.connect());
  }

  void send() { server.send_event(frame_text::event("UserEvent").header("N", 1)); }
  void settle() { test::run(io, pbxs.send_any(ami::actions::ping{})); }

  fake_asterisk server;
  asio::io_context io;
  ami::cluster pbxs{io};
  ami::cluster_stream<ami::events::user_event> stream{pbxs.subscribe<ami::events::user_event>()};
};

class of_listener : public test::connection {
public:
  void send() {
    server.send_event(frame_text::event("AsyncAGIStart", "agi,all")
                          .header("Channel", "PJSIP/1")
                          .header("Uniqueid", 1)
                          .header("Env", "agi_request%3A%20async%0A%0A"));
  }

  ami::async_agi::listener stream{ami::async_agi::accept(pbx)};
};

class of_call : public test::connection {
public:
  of_call() { static_cast<void>(stream.try_next()); }

  // Each time another stage: created, ringing, answered, hung up.
  void send() {
    switch (sent_++) {
    case 0: server.send_event(event("Newchannel")); break;
    case 1: server.send_event(event("Newstate").header("ChannelState", 5)); break;
    case 2: server.send_event(event("Newstate").header("ChannelState", 6)); break;
    default: server.send_event(event("Hangup").header("Cause", 16)); break;
    }
  }

private:
  frame_text event(const std::string& name) const {
    return frame_text::event(name)
        .header("Channel", "PJSIP/alice-1")
        .header("Uniqueid", stream.uniqueid())
        .header("Linkedid", stream.uniqueid());
  }

  ami::call dial() {
    server.on("Originate", [](const request&, const client& to) { to.reply_success("Originate successfully queued"); });
    return test::run(io, ami::originate(pbx, ami::actions::originate{"PJSIP/alice"}.application("Wait").data("60")));
  }

  int sent_ = 0;

public:
  ami::call stream{dial()};
};

// The two operations that take a token.
class single {
public:
  template <class Stream, class Token>
  static auto start(Stream& stream, Token&& token) {
    return stream.async_next(std::forward<Token>(token));
  }
};

class batch {
public:
  template <class Stream, class Token>
  static auto start(Stream& stream, Token&& token) {
    return stream.async_next_batch(10, std::forward<Token>(token));
  }
};

template <class Value>
bool is_item(const std::optional<Value>& item) {
  return item.has_value();
}

template <class Value>
bool is_item(const std::vector<Value>& items) {
  return items.size() == 1;
}

template <class Kind, class Operation>
class row {
public:
  using kind = Kind;
  using operation = Operation;
};

using all_rows = std::tuple<row<of_events, single>, row<of_events, batch>, row<of_list, single>, row<of_list, batch>,
                            row<of_cluster, single>, row<of_cluster, batch>, row<of_listener, single>,
                            row<of_listener, batch>, row<of_call, single>, row<of_call, batch>>;

}  // namespace

TEMPLATE_LIST_TEST_CASE("stream: a handler without an executor runs on the connection's, never inline, exactly once",
                        "[streams]", all_rows) {
  // An item that is there already, and one that comes later.
  const bool is_there = GENERATE(true, false);
  typename TestType::kind f;
  if (is_there) {
    f.send();
    f.settle();
  }
  int calls = 0;
  bool inside = false;
  bool started = false;
  TestType::operation::start(f.stream, [&](ami::error_code error, const auto& result) {
    CHECK(started);
    CHECK_FALSE(error);
    CHECK(is_item(result));
    inside = f.io.get_executor().running_in_this_thread();
    ++calls;
  });
  started = true;
  CHECK(calls == 0);
  if (!is_there) {
    f.send();
  }
  test::run_until(f.io, [&] { return calls != 0; });
  f.io.poll();
  CHECK(calls == 1);
  CHECK(inside);
}

TEMPLATE_LIST_TEST_CASE("stream: a handler runs on its own executor, on another context too, which it keeps at work",
                        "[streams]", all_rows) {
  typename TestType::kind f;
  asio::io_context other;
  std::promise<void> called;
  bool on_other = false;
  TestType::operation::start(f.stream, asio::bind_executor(other, [&](ami::error_code error, const auto& result) {
                               CHECK_FALSE(error);
                               CHECK(is_item(result));
                               on_other = other.get_executor().running_in_this_thread();
                               called.set_value();
                             }));
  // run() returns only when the handler has run: until then it is outstanding work of `other`.
  std::thread runner{[&] { other.run(); }};
  f.send();
  auto future = called.get_future();
  test::run_until(f.io, [&] { return future.wait_for(0s) == std::future_status::ready; });
  runner.join();
  CHECK(on_other);
}

TEMPLATE_LIST_TEST_CASE("stream: a handler's memory comes from its allocator and is given back before it runs",
                        "[streams]", all_rows) {
  typename TestType::kind f;
  const auto count = std::make_shared<long>(0);
  long at_call = -1;
  TestType::operation::start(f.stream, asio::bind_allocator(test::counting_allocator<int>{count},
                                                            [&](ami::error_code, const auto&) { at_call = *count; }));
  const long most = *count;
  f.send();
  test::run_until(f.io, [&] { return at_call != -1; });
  CHECK(most > 0);
  CHECK(at_call == 0);
  CHECK(*count == 0);
}

TEMPLATE_LIST_TEST_CASE("stream: each type of cancellation ends a wait, and the item that comes next is not lost",
                        "[streams]", all_rows) {
  const auto type =
      GENERATE(asio::cancellation_type::terminal, asio::cancellation_type::partial, asio::cancellation_type::total);
  // Cancelled before the item came, and after that but before the handler ran.
  const bool is_there = GENERATE(false, true);
  typename TestType::kind f;
  if (is_there) {
    f.send();
    f.settle();
  }
  asio::cancellation_signal signal;
  ami::error_code error;
  bool done = false;
  TestType::operation::start(
      f.stream, asio::bind_cancellation_slot(signal.slot(), [&](ami::error_code given, const auto& result) {
        error = given;
        CHECK_FALSE(is_item(result));
        done = true;
      }));
  signal.emit(type);
  test::run_until(f.io, [&] { return done; });
  CHECK(error == asio::error::operation_aborted);
  if (!is_there) {
    f.send();
  }
  CHECK(is_item(test::run(f.io, TestType::operation::start(f.stream, asio::use_awaitable))));
  // Too late.
  signal.emit(type);
  f.io.poll();
}

TEMPLATE_LIST_TEST_CASE("stream: every token works: futures, tuples, deferred operations, move-only handlers",
                        "[streams]", all_rows) {
  typename TestType::kind f;
  const auto next = [&](auto&& token) {
    f.send();
    f.settle();
    return TestType::operation::start(f.stream, std::forward<decltype(token)>(token));
  };
  auto future = next(asio::use_future);
  test::run_until(f.io, [&] { return future.wait_for(0s) == std::future_status::ready; });
  CHECK(is_item(future.get()));
  auto later = next(asio::deferred);
  CHECK(is_item(test::run(f.io, std::move(later)(asio::use_awaitable))));
  const auto pair = test::run(f.io, next(as_tuple));
  CHECK_FALSE(std::get<0>(pair));
  CHECK(is_item(std::get<1>(pair)));
  bool called = false;
  next([&called, only = std::make_unique<int>(7)](ami::error_code, const auto& result) {
    called = *only == 7 && is_item(result);
  });
  test::run_until(f.io, [&] { return called; });
}

TEMPLATE_LIST_TEST_CASE("stream: a second wait is refused, and disturbs the first one not at all", "[streams]",
                        all_rows) {
  typename TestType::kind f;
  bool first = false;
  ami::error_code second;
  TestType::operation::start(f.stream,
                             [&](ami::error_code error, const auto& result) { first = !error && is_item(result); });
  TestType::operation::start(f.stream, [&](ami::error_code error, const auto&) { second = error; });
  test::run_until(f.io, [&] { return static_cast<bool>(second); });
  CHECK(second == ami::errc::already_waiting);
  CHECK_FALSE(first);
  f.send();
  test::run_until(f.io, [&] { return first; });
}

TEMPLATE_TEST_CASE("stream: it says how much can be taken without waiting", "[streams]", of_events, of_list,
                   of_cluster) {
  TestType f;
  CHECK(f.stream.buffered() == 0);
  f.send();
  f.send();
  test::run_until(f.io, [&] { return f.stream.buffered() == 2; });
  CHECK(f.stream.try_next());
  CHECK(f.stream.buffered() == 1);
  auto moved = std::move(f.stream);
  CHECK(f.stream.buffered() == 0);  // NOLINT(bugprone-use-after-move): a promise of the documentation
  CHECK(moved.buffered() == 1);
  moved.close();
  CHECK(moved.buffered() == 0);
}

TEMPLATE_LIST_TEST_CASE(
    "stream: when it is closed or moved from, what waits gets nothing, and so does what comes later", "[streams]",
    all_rows) {
  typename TestType::kind f;
  int ended = 0;
  const auto expect_end = [&](ami::error_code error, const auto& result) {
    CHECK_FALSE(error);
    CHECK_FALSE(is_item(result));
    ++ended;
  };
  CHECK_FALSE(f.stream.end_reason());
  TestType::operation::start(f.stream, expect_end);
  f.stream.close();
  f.stream.close();
  CHECK(f.stream.end_reason() == ami::errc::disconnected);
  test::run_until(f.io, [&] { return ended == 1; });
  TestType::operation::start(f.stream, expect_end);
  test::run_until(f.io, [&] { return ended == 2; });
  CHECK_FALSE(f.stream.try_next());
  CHECK(f.stream.try_next_batch().empty());
  const auto moved = std::move(f.stream);
  CHECK_FALSE(f.stream.try_next());  // NOLINT(bugprone-use-after-move): a promise of the documentation
  CHECK(f.stream.end_reason() == ami::errc::disconnected);
  TestType::operation::start(f.stream, asio::bind_executor(f.io, expect_end));
  CHECK(ended == 2);
  test::run_until(f.io, [&] { return ended == 3; });
}
