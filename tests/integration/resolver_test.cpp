// Host names whose look-up takes long hold up nobody: not other connections, nor the end of the context or the program.
#include "catch.hpp"
#include "held_names.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/execution.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/require.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <chrono>
#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <sys/types.h>
#include <sys/wait.h>
#include <thread>
#include <tuple>
#include <unistd.h>
#include <utility>

namespace {

// Names are held while it lives.
class holding {
public:
  holding() { test::held_names::instance().shut(); }
  holding(const holding&) = delete;
  holding& operator=(const holding&) = delete;
  ~holding() { test::held_names::instance().let_go(); }
};

ami::options named(const std::string& host, const fake_asterisk& server) {
  return ami::options{host}.port(server.port()).credentials("admin", "secret");
}

// Where threads wait that post to a context and are not the one that made the gate.
class foreign_gate {
public:
  void shut() {
    const std::lock_guard lock{mutex_};
    open_ = false;
  }
  void open() {
    const std::lock_guard lock{mutex_};
    open_ = true;
    changed_.notify_all();
  }
  void wait_until_somebody_waits() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return waiting_ != 0; });
  }
  void pass() {
    if (std::this_thread::get_id() == owner_) {
      return;
    }
    std::unique_lock lock{mutex_};
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_; });
  }

private:
  const std::thread::id owner_ = std::this_thread::get_id();
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = true;
  int waiting_ = 0;
};

// An executor of which every execution passes a gate first.
class gated_executor {
public:
  gated_executor(asio::any_io_executor inner, foreign_gate& gate) : inner_{std::move(inner)}, gate_{&gate} {}

  template <class Function>
  void execute(Function function) const {
    gate_->pass();
    inner_.execute(std::move(function));
  }
  asio::execution_context& query(asio::execution::context_t property) const noexcept {
    return asio::query(inner_, property);
  }
  gated_executor require(asio::execution::blocking_t::never_t property) const {
    return {asio::require(inner_, property), *gate_};
  }
  gated_executor require(asio::execution::blocking_t::possibly_t property) const {
    return {asio::prefer(inner_, property), *gate_};
  }
  gated_executor require(asio::execution::outstanding_work_t::tracked_t property) const {
    return {asio::prefer(inner_, property), *gate_};
  }
  gated_executor require(asio::execution::outstanding_work_t::untracked_t property) const {
    return {asio::prefer(inner_, property), *gate_};
  }

  friend bool operator==(const gated_executor& a, const gated_executor& b) noexcept {
    return a.inner_ == b.inner_ && a.gate_ == b.gate_;
  }

private:
  asio::any_io_executor inner_;
  foreign_gate* gate_;
};

}  // namespace

TEST_CASE("a name whose look-up takes long holds up no other connection of its context") {
  const holding guard;
  fake_asterisk server;
  asio::io_context io;
  ami::cluster pbxs{io.get_executor()};
  pbxs.add("held", named("held-of-two.test", server));
  pbxs.add("good", named("localhost", server));
  test::run(io, pbxs.connect_any());
  CHECK(pbxs.server("good").state() == ami::connection_state::connected);
  CHECK(pbxs.server("held").state() == ami::connection_state::resolving);
  // Nor another one that is tried instead.
  ami::manager with_another{
      io, named("held-too.test", server).or_host("localhost:" + std::to_string(server.port())).resolve_timeout(20ms)};
  test::run(io, with_another.connect());
  CHECK(with_another.state() == ami::connection_state::connected);
  test::held_names::instance().let_go();
  test::run(io, pbxs.server("held").wait_for(ami::connection_state::connected));
}

TEST_CASE("attempts that follow each other share the look-up of their name") {
  const holding guard;
  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx{io, named("held-again.test", server).resolve_timeout(5ms).reconnect(at_once())};
  const int begun_before = test::held_names::instance().begun();
  auto connecting = pbx.async_connect(asio::use_future);
  auto statistics = [&]() -> asio::awaitable<void> {
    for (;;) {
      const auto failed = (co_await pbx.statistics()).attempts_failed;
      if (!failed.empty() && failed.front().count >= 5) {
        CHECK(failed.front().name == ami::make_error_code(ami::errc::resolve_timed_out).message());
        co_return;
      }
    }
  };
  test::run(io, statistics());
  CHECK(test::held_names::instance().begun() == begun_before + 1);
  test::held_names::instance().let_go();
  test::run_until(io, [&] { return connecting.wait_for(0s) == std::future_status::ready; });
  CHECK_NOTHROW(connecting.get());
}

TEST_CASE("what ends while its name is looked up ends at once") {
  const holding guard;
  fake_asterisk server;
  auto io = std::make_unique<asio::io_context>();
  std::optional<ami::manager> pbx;  // outlives its context
  // Attempts share the look-up of a name, and that of the section before may not have ended altogether: each section
  // has a name of its own.
  SECTION("by its time limit") {
    pbx.emplace(*io, named("held-limit.test", server).resolve_timeout(10ms));
    const auto error = std::get<0>(test::run(*io, pbx->async_connect(as_tuple)));
    CHECK(error == ami::errc::resolve_timed_out);
  }
  SECTION("by disconnect()") {
    pbx.emplace(*io, named("held-disconnect.test", server));
    auto connecting = pbx->async_connect(asio::use_future);
    test::run(*io, pbx->wait_for(ami::connection_state::resolving));
    test::run(*io, pbx->disconnect());
    CHECK_THROWS_AS(connecting.get(), boost::system::system_error);
  }
  SECTION("with its context") {
    pbx.emplace(*io, named("held-context.test", server));
    auto connecting = pbx->async_connect(asio::use_future);
    test::run(*io, pbx->wait_for(ami::connection_state::resolving));
    test::held_names::instance().wait_until_held();
  }
  // The look-up is still held.
  io.reset();
}

TEST_CASE("a context does not run out of work while a look-up and its attempt end at the same moment") {
  const holding guard;
  fake_asterisk server;
  asio::io_context io;
  foreign_gate gate;
  std::optional<ami::manager> pbx{std::in_place, gated_executor{io.get_executor(), gate},
                                  named("held-race.test", server).resolve_timeout(1h)};
  // A handler of this context would be work for it.
  asio::io_context elsewhere;
  int completed = 0;
  pbx->async_connect(asio::bind_executor(elsewhere.get_executor(), [&](ami::error_code) { ++completed; }));
  test::run_until(io, [&] { return pbx->state() == ami::connection_state::resolving; });
  test::held_names::instance().wait_until_held();
  io.restart();
  gate.shut();
  // The attempt ends, but for what its coroutine has to do in the strand's next turn.
  pbx.reset();
  io.poll_one();
  // The look-up's thread has asked for that turn, and does not come to post it.
  test::held_names::instance().open();
  gate.wait_until_somebody_waits();
  io.poll();
  CHECK_FALSE(io.stopped());
  gate.open();
  io.restart();
  io.run();
  elsewhere.run();
  CHECK(completed == 1);
}

TEST_CASE("a program that ends while a name is looked up", "[.]") {
  test::held_names::instance().shut();
  asio::io_context io;
  ami::manager pbx{io, ami::options{"held.test"}.credentials("admin", "secret")};
  auto connecting = pbx.async_connect(asio::use_future);
  test::run(io, pbx.wait_for(ami::connection_state::resolving));
  test::held_names::instance().wait_until_held();
}

TEST_CASE("a program ends while a name is looked up") {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::alarm(static_cast<unsigned>(test::patience.count()));  // outlives the call of the program
    ::execl("/proc/self/exe", "child", "a program that ends while a name is looked up", static_cast<char*>(nullptr));
    ::_exit(127);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}
