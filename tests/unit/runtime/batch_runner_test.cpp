// runtime::batch_runner: batches on a strand, and between them the handlers that they made ready.
#include "catch.hpp"
#include "runtime/batch_runner.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <functional>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using ami::detail::context_executor;
using ami::detail::serial_executor;
using ami::detail::task;
using ami::detail::task_ptr;

namespace {

class handler final : public task {
public:
  explicit handler(std::function<void()> function) : function_{std::move(function)} {}
  void run() override { function_(); }

private:
  std::function<void()> function_;
};

// Has so many batches to do, each of which makes one handler ready.
class worker : public std::enable_shared_from_this<worker> {
public:
  explicit worker(asio::io_context& io) : io_{io} {}
  ~worker() { context_->drop(); }

  void run(int batches) {
    batches_.run(shared_from_this(), [batches](worker& owner) {
      owner.left_ = batches;
      return owner.batch();
    });
  }
  bool next_batch() { return left_ != 0 && batch(); }
  bool batch_due() const noexcept { return left_ != 0; }

  bool batch() {
    batches_.begin_batch();
    const int number = left_--;
    log_.push_back("batch " + std::to_string(number));
    make_ready([this, number] {
      log_.push_back("handler " + std::to_string(number));
      if (in_handler_) {
        std::exchange(in_handler_, {})();
      }
    });
    if (in_batch_) {
      std::exchange(in_batch_, {})();
    }
    if (left_ != 0) {
      batches_.note_due(shared_from_this());
    }
    return left_ != 0;
  }

  void make_ready(std::function<void()> function) {
    task_ptr ready = std::make_unique<handler>(std::move(function));
    context_->run_soon(ready);
  }

  asio::io_context& io_;
  const std::shared_ptr<context_executor> context_ = std::make_shared<context_executor>(io_.get_executor());
  serial_executor strand_{context_};
  ami::runtime::batch_runner<worker> batches_{strand_, context_, io_.get_executor(), 8};
  std::vector<std::string> log_;
  std::function<void()> in_batch_;    // once
  std::function<void()> in_handler_;  // once
  int left_ = 0;
};

using entries = std::vector<std::string>;
const entries in_order = {"batch 3", "handler 3", "batch 2", "handler 2", "batch 1", "handler 1"};

}  // namespace

TEST_CASE("batches: the handlers that a batch made ready run before the next batch") {
  asio::io_context io;
  const auto work = std::make_shared<worker>(io);
  work->run(3);
  CHECK(work->log_ == in_order);
  CHECK(io.run() == 1);  // the watchdog finds nothing to do
  CHECK(work->log_ == in_order);
}

TEST_CASE("batches: on the strand only the first runs, and the others are posted") {
  asio::io_context io;
  const auto work = std::make_shared<worker>(io);
  asio::post(work->strand_, [&] {
    work->run(3);
    CHECK(work->log_ == entries{"batch 3"});
  });
  io.run();
  CHECK(work->log_.size() == 6);
  // And so again.
  asio::post(work->strand_, [&] { work->run(3); });
  io.restart();
  io.run();
  CHECK(work->log_.size() == 12);
}

TEST_CASE("batches: what handlers ask the strand for is done before the next batch") {
  asio::io_context io;
  const auto work = std::make_shared<worker>(io);
  work->in_handler_ = [&] { work->strand_.execute([&] { work->log_.push_back("asked for"); }); };
  work->run(2);
  io.run();
  CHECK(work->log_ == entries{"batch 2", "handler 2", "asked for", "batch 1", "handler 1"});
}

TEST_CASE("batches: what handlers ask the strand for together is done before they run again, and none of it waits") {
  asio::io_context io;
  const auto work = std::make_shared<worker>(io);
  const auto note_on_strand = [&](const std::string& text) {
    work->strand_.execute([&work, text] { work->log_.push_back(text); });
  };
  work->in_handler_ = [&] {
    note_on_strand("asked for");
    work->make_ready([&] {
      work->log_.push_back("again");
      note_on_strand("asked for again");
    });
  };
  work->in_batch_ = [&] { work->make_ready([&] { work->log_.push_back("another"); }); };
  work->run(1);
  CHECK(work->log_ == entries{"batch 1", "handler 1", "another", "asked for", "again", "asked for again"});
}

TEST_CASE("batches: after a completion on another executor the next batch is left to the posted one") {
  asio::io_context io;
  const auto work = std::make_shared<worker>(io);
  work->in_handler_ = [&] {
    work->context_->note_posted_elsewhere();
    work->log_.push_back("completed elsewhere");
  };
  work->run(3);
  CHECK(work->log_ == entries{"batch 3", "handler 3", "completed elsewhere"});
  io.run();
  CHECK(work->log_.size() == 7);
}

TEST_CASE("batches: while a handler blocks another thread goes on with the next batch") {
  asio::io_context io;
  const auto work = std::make_shared<worker>(io);
  work->in_handler_ = [&] {
    std::thread{[&] { io.run(); }}.join();  // returns when all batches have run there
    CHECK(work->left_ == 0);
  };
  work->run(3);
  CHECK(work->log_.size() == 6);
}

TEST_CASE("batches: the handlers of a batch that another thread has run come before the next batch") {
  asio::io_context io;
  const auto work = std::make_shared<worker>(io);
  std::promise<void> blocked;
  std::promise<void> go_on;
  std::thread other;
  work->in_handler_ = [&] {
    // Batch 2 makes more ready than run() runs behind handler 3. The other thread runs one of them, which blocks.
    work->in_batch_ = [&] {
      for (int i = 0; i < 9; ++i) {
        work->make_ready([&] { work->log_.push_back("another"); });
      }
    };
    work->in_handler_ = [&] {
      blocked.set_value();
      go_on.get_future().wait();
    };
    other = std::thread{[&] { io.run(); }};
    blocked.get_future().wait();
  };
  work->run(3);
  entries expected = {"batch 3", "handler 3", "batch 2", "handler 2"};
  expected.insert(expected.end(), 9, "another");
  expected.insert(expected.end(), {"batch 1", "handler 1"});
  CHECK(work->log_ == expected);
  go_on.set_value();
  other.join();
  CHECK(work->log_.size() == expected.size());
}

TEST_CASE("batches: when the strand becomes busy on another thread the next batch is left to the posted one") {
  asio::io_context io;
  const auto work = std::make_shared<worker>(io);
  std::promise<void> inside;
  std::promise<void> go_on;
  std::thread other;
  work->in_handler_ = [&] {
    other = std::thread{[&] {
      work->strand_.try_run([&] {
        inside.set_value();
        go_on.get_future().wait();
      });
    }};
    inside.get_future().wait();
  };
  work->run(3);
  CHECK(work->log_ == entries{"batch 3", "handler 3"});
  go_on.set_value();
  other.join();
  io.run();
  CHECK(work->log_ == in_order);
}

TEST_CASE("batches: when the strand is busy on another thread the first batch runs there, once") {
  asio::io_context io;
  const auto work = std::make_shared<worker>(io);
  std::promise<void> inside;
  std::promise<void> go_on;
  asio::post(work->strand_, [&] {
    inside.set_value();
    go_on.get_future().wait();
  });
  std::thread other{[&] { io.run(); }};
  inside.get_future().wait();
  work->run(2);
  CHECK(work->log_.empty());
  go_on.set_value();
  other.join();
  CHECK(work->log_.size() == 4);
}

TEST_CASE(
    "batches: when a handler throws the next batch is left to a posted one, and so is what waits for the strand") {
  asio::io_context io;
  const auto work = std::make_shared<worker>(io);
  work->in_handler_ = [&] {
    work->strand_.execute([&] { work->log_.push_back("asked for"); });
    throw std::runtime_error{"no handler"};
  };
  CHECK_THROWS_AS(work->run(2), std::runtime_error);
  CHECK(work->log_ == entries{"batch 2", "handler 2"});
  io.run();
  CHECK(work->log_.size() == 5);
}

TEST_CASE("batches: while a handler blocks another thread runs the handlers behind it, and what waits for the strand") {
  asio::io_context io;
  const auto work = std::make_shared<worker>(io);
  work->in_batch_ = [&] {
    work->make_ready([&] { work->log_.push_back("another"); });
    work->make_ready([&] { work->strand_.execute([&] { work->log_.push_back("asked for"); }); });
  };
  work->in_handler_ = [&] {
    std::thread{[&] { io.run(); }}.join();
    CHECK(work->log_ == entries{"batch 1", "handler 1", "another", "asked for"});
  };
  work->run(1);
  CHECK(work->log_.size() == 4);
}

TEST_CASE("batches: what a batch throws comes out when the handlers before have run") {
  asio::io_context io;
  const auto work = std::make_shared<worker>(io);
  work->in_batch_ = [] { throw std::runtime_error{"no batch"}; };
  CHECK_THROWS_AS(work->run(3), std::runtime_error);
  CHECK(work->log_ == entries{"batch 3", "handler 3"});
}
