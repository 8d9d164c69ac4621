#include "catch.hpp"
#include "runtime/watchdog.hpp"

#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <memory>

namespace {

class state {
public:
  bool waits = false;
  bool relied_on = false;
  std::size_t done = 0;
  int taken_over = 0;
};

// What the watchdog asks and tells; `done` steps are added each time it asks whether something waits.
class fake_work {
public:
  explicit fake_work(state& of, std::size_t steps = 0) noexcept : state_{&of}, steps_{steps} {}
  bool waits() const noexcept {
    state_->done += steps_;
    return state_->waits;
  }
  bool relies_on_watchdog() const noexcept { return state_->relied_on; }
  void stop_relying() const noexcept { state_->relied_on = false; }
  std::size_t done() const noexcept { return state_->done; }
  void take_over(const std::shared_ptr<int>& /*owner*/) const {
    ++state_->taken_over;
    state_->waits = false;
  }

private:
  state* state_;
  std::size_t steps_;
};

class fixture {
public:
  boost::asio::io_context io;
  ami::runtime::watchdog dog{io.get_executor()};
  std::shared_ptr<int> owner = std::make_shared<int>(0);
  state now;
};

}  // namespace

TEST_CASE("watchdog: takes over what waits without progress, and looks once more") {
  fixture f;
  f.now.waits = true;
  CHECK(f.dog.watch(f.owner, fake_work{f.now}));
  CHECK(f.dog.watch(f.owner, fake_work{f.now}));  // which it does already
  CHECK(f.io.run() == 2);
  CHECK(f.now.taken_over == 1);
}

TEST_CASE("watchdog: leaves the work to its thread while there is progress") {
  fixture f;
  f.now.waits = true;
  const fake_work busy{f.now, ami::runtime::watchdog::few_steps};
  CHECK(f.dog.watch(f.owner, busy));
  for (int i = 0; i < 3; ++i) {
    CHECK(f.io.run_one() == 1);
  }
  CHECK(f.now.taken_over == 0);
  f.now.waits = false;
  CHECK(f.io.run() == 1);
  CHECK(f.now.taken_over == 0);
}

TEST_CASE("watchdog: whoever relies on it is told when it stops") {
  fixture f;
  f.now.relied_on = true;
  CHECK(f.dog.watch(f.owner, fake_work{f.now}));
  CHECK(f.io.run() == 1);
  CHECK_FALSE(f.now.relied_on);
  CHECK(f.now.taken_over == 0);
  // And it can be asked again.
  f.now.waits = true;
  f.io.restart();
  CHECK(f.dog.watch(f.owner, fake_work{f.now}));
  CHECK(f.io.run() == 2);
  CHECK(f.now.taken_over == 1);
}

TEST_CASE("watchdog: does nothing for an owner that is gone") {
  fixture f;
  f.now.waits = true;
  CHECK(f.dog.watch(f.owner, fake_work{f.now}));
  f.owner.reset();
  f.io.run();
  CHECK(f.now.taken_over == 0);
}
