#include "catch.hpp"
#include "runtime/context_lease.hpp"

#include <boost/asio/io_context.hpp>

#include <atomic>
#include <thread>

using ami::detail::context_lease;

TEST_CASE("an executor can be used until its context ends") {
  boost::asio::io_context io;
  context_lease lease{io.get_executor()};
  int uses = 0;
  const auto use = [&](const auto& executor) { uses += executor == io.get_executor() ? 1 : 0; };
  const auto use_erased = [&](const auto& executor, const auto& erased) {
    uses += executor == io.get_executor() && erased == io.get_executor() ? 1 : 0;
  };
  CHECK(lease.use(use));
  CHECK(lease.use_erased(use_erased));
  CHECK(uses == 2);
  CHECK_FALSE(lease.gone());
  bool was_there = false;
  lease.drop([&] { was_there = lease.executor() == io.get_executor(); });
  CHECK(was_there);
  CHECK(lease.gone());
  CHECK_FALSE(lease.use(use));
  CHECK_FALSE(lease.use_erased(use_erased));
  CHECK(uses == 2);
}

TEST_CASE("the end of a context waits for those who use its executor") {
  boost::asio::io_context io;
  context_lease lease{io.get_executor()};
  std::atomic<bool> uses{false};
  std::atomic<bool> used{false};
  std::thread user{[&] {
    lease.use([&](const auto& /*executor*/) {
      uses = true;
      uses.notify_one();
      while (!lease.gone()) {
        std::this_thread::yield();
      }
      for (int i = 0; i < 100; ++i) {
        std::this_thread::yield();
      }
      used = true;
    });
  }};
  uses.wait(false);
  bool waited = false;
  lease.drop([&] { waited = used; });
  CHECK(waited);
  user.join();
}
