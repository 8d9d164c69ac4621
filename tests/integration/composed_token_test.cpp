// What the operations that are coroutines owe the handlers of their async_* forms: the same as every other.
#include "catch.hpp"
#include "support/counting_allocator.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_allocator.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <exception>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

using ami::testing::session;

namespace {

ami::actions::update_config changes() {
  ami::actions::update_config result{"a.conf", "a.conf"};
  result.append("c", "key", "value");
  return result;
}

frame_text call_event(const std::string& name, std::string_view uniqueid) {
  return frame_text::event(name).header("Channel", "PJSIP/alice-1").header("Uniqueid", uniqueid);
}

frame_text agi_event(const std::string& name) {
  return frame_text::event(name, "agi,all").header("Channel", "PJSIP/bob").header("Uniqueid", "agi-1");
}

// A connection with a call that was originated, and a channel that waits in AsyncAGI.
class composed {
public:
  explicit composed(bool answers = true) : answers_{answers} {
    server.on("Originate", [this](const request& asked, const session& client) {
      if (answers_ || first_originate_) {
        client.reply_success("Originate successfully queued");
      }
      if (std::exchange(first_originate_, false)) {
        uniqueid_ = std::string{asked["ChannelId"]};
      }
    });
    server.on("Hangup", [this](const request&, const session& client) { reply_if(client, "Channel Hungup"); });
    server.on("Status", [this](const request& asked, const session& client) {
      if (answers_) {
        client.reply_list(ami::testing::list_text{"StatusComplete"}.item(frame_text::item("Status")
                                                                             .header("Channel", "PJSIP/alice-1")
                                                                             .header("ChannelState", 6)
                                                                             .header("Uniqueid", asked["Channel"])));
      }
    });
    server.on("UpdateConfig", [this](const request&, const session& client) { reply_if(client, "done"); });
    server.on("AGI", [this](const request& asked, const session& client) {
      client.reply_success("Added AGI command to queue");
      if (answers_) {
        client.send_event(agi_event("AsyncAGIExec")
                              .header("Result", "200%20result%3D1%20(x)%0A")
                              .header("CommandId", asked["CommandID"]));
        if (asked["Command"] == "ASYNCAGI BREAK") {
          client.send_event(agi_event("AsyncAGIEnd"));
        }
      }
    });
    test::run(io, pbx.connect());
    call = test::run(io, ami::originate(pbx, to_alice()));
    auto listener = ami::async_agi::accept(pbx);
    server.send_event(agi_event("AsyncAGIStart").header("Env", "agi_request%3A%20async%0A%0A"));
    auto made = test::run(io, listener.next());
    REQUIRE(made);
    agi = std::move(*made);
    if (answers_) {
      server.send_event(call_event("Newchannel", uniqueid_));
      server.send_event(call_event("Newstate", uniqueid_).header("ChannelState", 6));
    }
    settle();
  }

  ~composed() {
    call.detach();
    agi.detach();
  }

  // What was sent in either direction has arrived.
  void settle() { test::run(io, pbx.send_action(ami::actions::ping{})); }
  void hang_up() { server.send_event(call_event("Hangup", uniqueid_).header("Cause", 16)); }

  std::ptrdiff_t requests() const {
    const auto all = server.requests();
    return std::ranges::count_if(all, [](const request& asked) { return !asked.is("Ping"); });
  }

  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx{io, address_of(server)};
  ami::call call;
  ami::async_agi::call agi;

private:
  void reply_if(const session& client, std::string_view message) const {
    if (answers_) {
      client.reply_success(message);
    }
  }

  const bool answers_;
  bool first_originate_ = true;
  std::string uniqueid_;
};

// What an operation does when nobody answers it.
enum class waits : bool { for_event, for_answer };

template <class Start>
class operation {
public:
  operation(const char* name_of, waits waits_for, Start start_of) : name{name_of}, kind{waits_for}, start{start_of} {}

  const char* name;
  waits kind;
  Start start;  // with a fixture and a token
};

// Each of them, the AsyncAGI commands apart.
template <class Function>
void for_each_call_operation(Function function) {
  function(operation{"originate", waits::for_answer, [](composed& with, auto token) {
                       return ami::async_originate(with.pbx, to_alice(), std::move(token));
                     }});
  function(operation{"originate with options", waits::for_answer, [](composed& with, auto token) {
                       return ami::async_originate(with.pbx, to_alice(), ami::call_options{}.grace(5s),
                                                   std::move(token));
                     }});
  function(operation{"follow", waits::for_answer, [](composed& with, auto token) {
                       return ami::async_follow(with.pbx, std::string{with.call.uniqueid()}, std::move(token));
                     }});
  function(operation{"follow with options", waits::for_answer, [](composed& with, auto token) {
                       return ami::async_follow(with.pbx, std::string{with.call.uniqueid()},
                                                ami::call_options{}.detail_wait(5ms), std::move(token));
                     }});
  function(operation{"wait_answered", waits::for_event,
                     [](composed& with, auto token) { return with.call.async_wait_answered(std::move(token)); }});
  function(operation{"wait_hangup", waits::for_event, [](composed& with, auto token) {
                       with.hang_up();
                       return with.call.async_wait_hangup(std::move(token));
                     }});
  function(operation{"hang_up", waits::for_answer,
                     [](composed& with, auto token) { return with.call.async_hang_up(std::move(token)); }});
  function(operation{"hang_up with a cause", waits::for_answer, [](composed& with, auto token) {
                       return with.call.async_hang_up(ami::hangup_cause::user_busy, std::move(token));
                     }});
  function(operation{"update_config", waits::for_answer, [](composed& with, auto token) {
                       return ami::async_update_config(with.pbx, changes(), std::move(token));
                     }});
  function(operation{"update_config with limits", waits::for_answer, [](composed& with, auto token) {
                       return ami::async_update_config(with.pbx, changes(), 5s, std::move(token));
                     }});
}

template <class Function>
void for_each_agi_command(Function function) {
  const auto command = [&](const char* name, auto start) {
    function(operation{name, waits::for_answer,
                       [start](composed& with, auto token) { return start(with.agi, std::move(token)); }});
  };
  command("command", [](auto& agi, auto token) { return agi.async_command("NOOP", std::move(token)); });
  command("answer", [](auto& agi, auto token) { return agi.async_answer(std::move(token)); });
  command("hangup", [](auto& agi, auto token) { return agi.async_hangup(std::move(token)); });
  command("exec", [](auto& agi, auto token) { return agi.async_exec("Playback", "demo", std::move(token)); });
  command("exec/1", [](auto& agi, auto token) { return agi.async_exec("Answer", std::move(token)); });
  command("get_variable", [](auto& agi, auto token) { return agi.async_get_variable("X", std::move(token)); });
  command("get_full_variable",
          [](auto& agi, auto token) { return agi.async_get_full_variable("${X}", std::move(token)); });
  command("set_variable", [](auto& agi, auto token) { return agi.async_set_variable("X", "1", std::move(token)); });
  command("stream_file", [](auto& agi, auto token) { return agi.async_stream_file("f", "#", std::move(token)); });
  command("stream_file/1", [](auto& agi, auto token) { return agi.async_stream_file("f", std::move(token)); });
  command("get_data", [](auto& agi, auto token) { return agi.async_get_data("f", 1s, 4, std::move(token)); });
  command("wait_for_digit", [](auto& agi, auto token) { return agi.async_wait_for_digit(1s, std::move(token)); });
  command("record_file",
          [](auto& agi, auto token) { return agi.async_record_file("f", "wav", "#", 1s, false, std::move(token)); });
  command("record_file/4",
          [](auto& agi, auto token) { return agi.async_record_file("f", "wav", "#", 1s, std::move(token)); });
  command("say_digits", [](auto& agi, auto token) { return agi.async_say_digits("1", "#", std::move(token)); });
  command("say_digits/1", [](auto& agi, auto token) { return agi.async_say_digits("1", std::move(token)); });
  command("say_number", [](auto& agi, auto token) { return agi.async_say_number(1, "#", std::move(token)); });
  command("say_number/1", [](auto& agi, auto token) { return agi.async_say_number(1, std::move(token)); });
  command("say_alpha", [](auto& agi, auto token) { return agi.async_say_alpha("a", "#", std::move(token)); });
  command("say_alpha/1", [](auto& agi, auto token) { return agi.async_say_alpha("a", std::move(token)); });
  command("say_phonetic", [](auto& agi, auto token) { return agi.async_say_phonetic("a", "#", std::move(token)); });
  command("say_phonetic/1", [](auto& agi, auto token) { return agi.async_say_phonetic("a", std::move(token)); });
  command("database_get", [](auto& agi, auto token) { return agi.async_database_get("f", "k", std::move(token)); });
  command("database_put",
          [](auto& agi, auto token) { return agi.async_database_put("f", "k", "v", std::move(token)); });
  command("database_del", [](auto& agi, auto token) { return agi.async_database_del("f", "k", std::move(token)); });
  command("verbose", [](auto& agi, auto token) { return agi.async_verbose("text", 2, std::move(token)); });
  command("verbose/1", [](auto& agi, auto token) { return agi.async_verbose("text", std::move(token)); });
  command("release", [](auto& agi, auto token) { return agi.async_release(std::move(token)); });
}

template <class Function>
void for_each_operation(Function function) {
  for_each_call_operation(function);
  for_each_agi_command(function);
}

// What a handler without an executor, and one with everything that can be bound to it, saw.
class seen {
public:
  int calls = 0;
  ami::error_code error;
  bool in_start = false;
  bool on_own = false;
  long memory = -1;
};

// Started within the context, where everything could complete at once.
template <class Operation>
void check_default_executor(const Operation& tried) {
  composed with;
  seen what_came;
  bool starting = true;
  asio::post(with.io, [&] {
    tried.start(with, [&, only = std::make_unique<int>(0)](ami::error_code error, auto&&...) {
      ++what_came.calls;
      what_came.error = error;
      what_came.in_start = starting;
      what_came.on_own = with.io.get_executor().running_in_this_thread();
    });
    starting = false;
  });
  test::run_until(with.io, [&] { return what_came.calls != 0; });
  with.io.poll();
  CHECK(what_came.calls == 1);
  CHECK_FALSE(what_came.error);
  CHECK_FALSE(what_came.in_start);
  CHECK(what_came.on_own);
}

// On another context, with an allocator, and cancelled when it is too late.
template <class Operation>
void check_bound_handler(const Operation& tried) {
  composed with;
  asio::io_context other;
  asio::cancellation_signal stop;
  const auto count = std::make_shared<long>(0);
  seen what_came;
  std::promise<void> called;
  auto handler = [&](ami::error_code error, auto&&...) {
    ++what_came.calls;
    what_came.error = error;
    what_came.on_own = other.get_executor().running_in_this_thread();
    what_came.memory = *count;
    called.set_value();
  };
  tried.start(with, asio::bind_executor(
                        other, asio::bind_allocator(test::counting_allocator<int>{count},
                                                    asio::bind_cancellation_slot(stop.slot(), std::move(handler)))));
  CHECK(what_came.calls == 0);
  CHECK(*count > 0);
  // run() returns only when the handler has run: until then it is outstanding work of `other`.
  std::thread runner{[&] { other.run(); }};
  auto future = called.get_future();
  test::run_until(with.io, [&] { return future.wait_for(0s) == std::future_status::ready; });
  runner.join();
  stop.emit(asio::cancellation_type::all);
  other.restart();
  other.poll();
  with.io.poll();
  CHECK(what_came.calls == 1);
  CHECK_FALSE(what_came.error);
  CHECK(what_came.on_own);
  CHECK(what_came.memory == 0);
  CHECK(*count == 0);
}

template <class Future>
void wait(composed& with, const Future& future) {
  test::run_until(with.io, [&] { return future.wait_for(0s) == std::future_status::ready; });
}

template <class Operation>
void check_tokens(const Operation& tried) {
  {
    composed with;
    auto future = tried.start(with, asio::use_future);
    wait(with, future);
    CHECK_NOTHROW(future.get());
  }
  {
    composed with;
    auto later = tried.start(with, asio::deferred);
    const auto before = with.requests();
    with.settle();
    CHECK(with.requests() == before);
    auto future = std::move(later)(asio::use_future);
    wait(with, future);
    CHECK_NOTHROW(future.get());
  }
  {
    composed with;
    const auto result = test::run(with.io, tried.start(with, as_tuple));
    CHECK_FALSE(std::get<0>(result));
  }
  {
    composed with;
    const auto before = with.requests();
    tried.start(with, asio::detached);
    if (tried.kind == waits::for_answer) {
      test::run_until(with.io, [&] { return with.requests() > before; });
    }
    with.settle();
  }
}

// Cancelled before it has begun, and while it waits.
template <class Operation>
void check_cancellation(const Operation& tried, asio::cancellation_type type) {
  for (const bool begun : {false, true}) {
    CAPTURE(begun);
    composed with{false};
    asio::cancellation_signal stop;
    seen what_came;
    const auto before = with.requests();
    tried.start(with, asio::bind_cancellation_slot(stop.slot(), [&](ami::error_code error, auto&&...) {
                  ++what_came.calls;
                  what_came.error = error;
                }));
    if (begun) {
      if (tried.kind == waits::for_answer) {
        test::run_until(with.io, [&] { return with.requests() > before; });
      } else {
        with.settle();
      }
    }
    stop.emit(type);
    CHECK(what_came.calls == 0);
    test::run_until(with.io, [&] { return what_came.calls != 0; });
    CHECK(what_came.error == asio::error::operation_aborted);
  }
}

// Starts what calls the function that it is given, after the connection has ended.
template <class Start>
void run_without_connection(Start start) {
  composed with{false};
  with.server.drop_connections();
  test::run(with.io, with.pbx.wait_for(ami::connection_state::disconnected));
  bool over = false;
  start(with, [&over] { over = true; });
  test::run_until(with.io, [&] { return over; });
}

}  // namespace

TEST_CASE("a coroutine's handler without an executor runs on the manager's, never inline, exactly once") {
  for_each_operation([](const auto& tried) {
    CAPTURE(tried.name);
    check_default_executor(tried);
  });
}

TEST_CASE("a coroutine that has nothing to wait for does not complete its handler inline either") {
  composed with;
  with.hang_up();
  test::run(with.io, with.call.wait_hangup());
  test::run(with.io, with.agi.release());
  bool starting = true;
  int inside = 0;
  int calls = 0;
  const auto note = [&](auto&&...) {
    inside += starting ? 1 : 0;
    ++calls;
  };
  auto unusable = to_alice();
  unusable.channel_id("/slash");
  ami::actions::update_config too_long{"a.conf", "a.conf"};
  too_long.append("c", "key", std::string(2000, 'x'));
  asio::post(with.io, [&] {
    with.call.async_hang_up(note);
    with.agi.async_release(note);
    with.agi.async_answer(note);
    ami::async_originate(with.pbx, unusable, note);
    ami::async_update_config(with.pbx, too_long, note);
    starting = false;
  });
  test::run_until(with.io, [&] { return calls == 5; });
  CHECK(inside == 0);
}

TEST_CASE("a coroutine's handler has its executor, which it keeps at work, its allocator and its slot") {
  for_each_operation([](const auto& tried) {
    CAPTURE(tried.name);
    check_bound_handler(tried);
  });
}

TEST_CASE("the operations that are coroutines take futures, deferred, coroutine and detached tokens") {
  for_each_operation([](const auto& tried) {
    CAPTURE(tried.name);
    check_tokens(tried);
  });
}

TEST_CASE("the operations that are coroutines are cancelled, however early") {
  for_each_operation([](const auto& tried) {
    CAPTURE(tried.name);
    // wait_hangup() of this test has what it waits for.
    if (std::string_view{tried.name} != "wait_hangup") {
      check_cancellation(tried, asio::cancellation_type::terminal);
    }
  });
}

TEST_CASE("a wait for a call is cancelled by each type of cancellation, and hangs up when it was for the answer") {
  for (const auto type :
       {asio::cancellation_type::terminal, asio::cancellation_type::partial, asio::cancellation_type::total}) {
    composed with{false};
    asio::cancellation_signal stop;
    std::vector<ami::error_code> errors;
    const auto note = [&](ami::error_code error, const ami::call_update&) { errors.push_back(error); };
    with.call.async_wait_hangup(asio::bind_cancellation_slot(stop.slot(), note));
    stop.emit(type);
    test::run_until(with.io, [&] { return errors.size() == 1; });
    CHECK(errors[0] == asio::error::operation_aborted);
    with.settle();
    const auto before = with.requests();
    with.call.async_wait_answered(asio::bind_cancellation_slot(stop.slot(), note));
    stop.emit(type);
    test::run_until(with.io, [&] { return errors.size() == 2; });
    CHECK(errors[1] == asio::error::operation_aborted);
    test::run_until(with.io, [&] { return with.requests() > before; });
    CHECK(with.server.wait_for_request("Hangup", 10s));
  }
}

TEST_CASE("a coroutine's failure is a code, and all that is known with details") {
  for_each_operation([](const auto& tried) {
    CAPTURE(tried.name);
    // A call of which the end is not known cannot be hung up either, which is no failure.
    if (std::string_view{tried.name}.starts_with("hang_up")) {
      return;
    }
    ami::error_code code;
    run_without_connection([&](composed& with, auto done) {
      tried.start(with, [&code, done](ami::error_code error, auto&&...) {
        code = error;
        done();
      });
    });
    std::exception_ptr failure;
    run_without_connection([&](composed& with, auto done) {
      tried.start(with, ami::with_details([&failure, done](std::exception_ptr given, auto&&...) {
                    failure = std::move(given);
                    done();
                  }));
    });
    REQUIRE(code);
    REQUIRE(failure);
    try {
      std::rethrow_exception(failure);
    } catch (const ami::error& thrown) {
      CHECK(thrown.code() == code);
      CHECK_FALSE(std::string_view{thrown.what()}.starts_with(code.message()));
    }
  });
}

TEST_CASE("a coroutine's handler with an executor that cannot run coroutines is completed there all the same") {
  composed with;
  asio::io_context other;
  bool on_other = false;
  bool called = false;
  ami::async_originate(with.pbx, to_alice(),
                       asio::bind_executor(asio::any_completion_executor{other.get_executor()},
                                           [&](ami::error_code error, ami::call made) {
                                             CHECK_FALSE(error);
                                             CHECK_FALSE(made.uniqueid().empty());
                                             made.detach();
                                             on_other = other.get_executor().running_in_this_thread();
                                             called = true;
                                           }));
  test::run_until(with.io, [&] {
    other.restart();
    other.poll();
    return called;
  });
  CHECK(on_other);
}

TEST_CASE("a context that is destroyed takes along a coroutine's handler, before it began and while it waits") {
  for (const bool begun : {false, true}) {
    fake_asterisk server;
    server.on("UpdateConfig", [](const request&, const session&) {});
    auto io = std::make_unique<asio::io_context>();
    ami::manager pbx{*io, address_of(server)};
    test::run(*io, pbx.connect());
    const auto held = std::make_shared<int>(0);
    ami::async_update_config(pbx, changes(), [held](ami::error_code, const ami::reply&) { ++*held; });
    if (begun) {
      io->restart();
      test::run_until(*io, [&] {
        const auto all = server.requests();
        return std::ranges::any_of(all, [](const request& asked) { return asked.is("UpdateConfig"); });
      });
    }
    CHECK(held.use_count() == 2);
    io.reset();
    CHECK(held.use_count() == 1);
    CHECK(*held == 0);
    // There is no context to complete it on.
    ami::async_update_config(pbx, changes(), [held](ami::error_code, const ami::reply&) { ++*held; });
    CHECK(held.use_count() == 1);
  }
}
