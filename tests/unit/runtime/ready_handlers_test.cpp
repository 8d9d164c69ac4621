#include "catch.hpp"
#include "runtime/context_executor.hpp"
#include "runtime/ready_handlers.hpp"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

using ami::detail::ready_handlers;
using ami::detail::task;
using ami::detail::task_ptr;

namespace {

class note final : public task {
public:
  note(std::vector<int>& seen, int number, const std::function<void()>* const& also)
      : seen_{seen}, number_{number}, also_{also} {}
  void run() override {
    seen_.push_back(number_);
    if (also_ != nullptr && *also_) {
      (*also_)();
    }
  }

private:
  std::vector<int>& seen_;
  int number_;
  const std::function<void()>* const& also_;  // when it runs
};

// Handlers that note their numbers, and the runners that they ask for.
class posted_runners {
public:
  bool add(int number) {
    const bool post = handlers.add(std::make_unique<note>(seen, number, during_));
    waiting += post ? 1 : 0;
    return post;
  }

  // One runner; `during` is called by each handler that it runs.
  void run(bool posted, const std::function<void()>& during = {}) {
    waiting -= posted ? 1 : 0;
    const auto* const before = std::exchange(during_, &during);
    const auto restore = [&](posted_runners* runners) { runners->during_ = before; };
    const std::unique_ptr<posted_runners, decltype(restore)> at_end{this, restore};
    handlers.run(
        posted, 1, [this] { ++waiting; },
        [this] {
          ++watches;
          return watched;
        },
        [] {});
  }

  ready_handlers handlers;
  std::vector<int> seen;
  int waiting = 0;
  bool watched = true;
  int watches = 0;

private:
  const std::function<void()>* during_ = nullptr;
};

// Becomes ready again each time it has run, as one that awaits events does.
class persistent final : public task {
public:
  persistent(const ami::detail::context_executor& context, std::vector<int>& seen, int number)
      : context_{context}, seen_{seen}, number_{number} {}
  void run() override {
    seen_.push_back(number_);
    task_ptr again = std::make_unique<persistent>(context_, seen_, number_);
    context_.run_soon(again);
  }

private:
  const ami::detail::context_executor& context_;
  std::vector<int>& seen_;
  int number_;
};

}  // namespace

TEST_CASE("the reader says when all that were ready have had a turn, before they have the next") {
  boost::asio::io_context io;
  const auto context = std::make_shared<ami::detail::context_executor>(io.get_executor());
  std::vector<int> seen;
  context->expect_reader();
  for (const int number : {1, 2, 3}) {
    task_ptr one = std::make_unique<persistent>(*context, seen, number);
    CHECK(context->run_soon(one));
  }
  context->reader_is_back(
      3, [] { return true; }, [&] { seen.push_back(0); });
  CHECK(seen == std::vector<int>{1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0});
  context->drop();
}

TEST_CASE("completions that are ready share one runner") {
  posted_runners runners;
  CHECK(runners.add(1));
  CHECK_FALSE(runners.add(2));
  CHECK_FALSE(runners.add(3));
  runners.run(true);
  CHECK(runners.seen == std::vector{1, 2, 3});
  // The one that goes on if a handler blocks; it finds nothing, and the next completion asks for a new one.
  CHECK(runners.waiting == 1);
  runners.run(true);
  CHECK(runners.waiting == 0);
  CHECK(runners.add(4));
}

TEST_CASE("while a completion runs and others wait, another runner is there") {
  posted_runners runners;
  runners.add(1);
  runners.add(2);
  runners.add(3);
  int blocked = 0;
  runners.run(true, [&] {
    if (++blocked == 1) {
      // As if this one blocked: another thread takes the posted runner, which runs the rest.
      REQUIRE(runners.waiting == 1);
      runners.run(true);
      CHECK(runners.seen == std::vector{1, 2, 3});
    }
  });
  CHECK(runners.seen == std::vector{1, 2, 3});
}

TEST_CASE("the reader runs what became ready, and nothing is posted for a single one") {
  posted_runners runners;
  runners.handlers.expect_reader();
  CHECK_FALSE(runners.add(1));
  runners.run(false);
  CHECK(runners.seen == std::vector{1});
  CHECK(runners.waiting == 0);
  // The reader has been here: a runner is needed again.
  CHECK(runners.add(2));
}

TEST_CASE("the reader runs any number, and posts no runner for them") {
  posted_runners runners;
  runners.handlers.expect_reader();
  runners.add(1);
  runners.add(2);
  std::vector<int> waiting;
  runners.run(false, [&] { waiting.push_back(runners.waiting); });
  CHECK(waiting == std::vector{0, 0});
  CHECK(runners.watches == 1);
  CHECK(runners.waiting == 0);
  CHECK(runners.seen == std::vector{1, 2});
  CHECK(runners.handlers.done() == 2);
}

TEST_CASE("a reader that nobody watches posts a runner when there are more handlers than one") {
  posted_runners runners;
  runners.watched = false;
  runners.handlers.expect_reader();
  runners.add(1);
  runners.run(false);
  CHECK(runners.watches == 0);
  runners.handlers.expect_reader();
  runners.add(2);
  runners.add(3);
  std::vector<int> waiting;
  runners.run(false, [&] { waiting.push_back(runners.waiting); });
  CHECK(waiting == std::vector{1, 1});
}

TEST_CASE("what the reader leaves behind when a handler throws is for a posted runner") {
  posted_runners runners;
  runners.handlers.expect_reader();
  runners.add(1);
  runners.add(2);
  CHECK_THROWS_AS(runners.run(false, [] { throw std::runtime_error{"no handler"}; }), std::runtime_error);
  CHECK(runners.seen == std::vector{1});
  REQUIRE(runners.waiting == 1);
  runners.run(true);
  CHECK(runners.seen == std::vector{1, 2});
}

TEST_CASE("a runner leaves what comes while it runs to the next, so that others have their turn") {
  posted_runners runners;
  runners.add(0);
  int number = 0;
  runners.run(true, [&] { runners.add(++number); });
  CHECK(runners.seen == std::vector{0});
  REQUIRE(runners.waiting == 1);
  runners.run(true);
  CHECK(runners.seen == std::vector{0, 1});
}

TEST_CASE("what nobody will run can be taken") {
  posted_runners runners;
  runners.add(1);
  runners.add(2);
  CHECK(runners.handlers.take_all().size() == 2);
  runners.run(true);
  CHECK(runners.seen.empty());
  CHECK(runners.waiting == 0);
}
