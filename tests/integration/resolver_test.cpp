// Host names whose look-up takes long hold up nobody: not other connections, nor the end of the context or the program.
#include "catch.hpp"
#include "held_names.hpp"
#include "support/run.hpp"

#include <ami/ami.hpp>
#include <ami/testing/fake_asterisk.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <sys/types.h>
#include <sys/wait.h>
#include <tuple>
#include <unistd.h>

namespace asio = boost::asio;
using ami::testing::fake_asterisk;
using namespace std::chrono_literals;

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

constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);

}  // namespace

TEST_CASE("a name whose look-up takes long holds up no other connection of its context") {
  const holding guard;
  fake_asterisk server;
  asio::io_context io;
  ami::cluster pbxs{io.get_executor()};
  pbxs.add("held", named("held.test", server));
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
  ami::manager pbx{io, named("held-again.test", server)
                           .resolve_timeout(5ms)
                           .reconnect(ami::reconnect_policy{}.initial_delay(0ms).max_delay(0ms))};
  const int begun_before = test::held_names::instance().begun();
  auto connecting = pbx.connect(asio::use_future);
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
  ami::manager pbx{*io, named("held-end.test", server)};
  SECTION("by its time limit") {
    ami::manager limited{*io, named("held-end.test", server).resolve_timeout(10ms)};
    const auto error = std::get<0>(test::run(*io, limited.connect(as_tuple)));
    CHECK(error == ami::errc::resolve_timed_out);
  }
  SECTION("by disconnect()") {
    auto connecting = pbx.connect(asio::use_future);
    test::run(*io, pbx.wait_for(ami::connection_state::resolving));
    test::run(*io, pbx.disconnect());
    CHECK_THROWS_AS(connecting.get(), boost::system::system_error);
  }
  SECTION("with its context") {
    auto connecting = pbx.connect(asio::use_future);
    test::run(*io, pbx.wait_for(ami::connection_state::resolving));
    test::held_names::instance().wait_until_held();
  }
  // The look-up is still held.
  io.reset();
}

TEST_CASE("a program that ends while a name is looked up", "[.]") {
  test::held_names::instance().shut();
  asio::io_context io;
  ami::manager pbx{io, ami::options{"held.test"}.credentials("admin", "secret")};
  auto connecting = pbx.connect(asio::use_future);
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
