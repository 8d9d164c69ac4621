// ami_bench_threads: what the library costs when several threads run its handlers.
//
//   ami_bench_threads MODE --port P [--threads T] [--kind io|pool|apart] [--managers M] [--count N]
//
//   flood     M managers (1), each with one coroutine that awaits every event of an untyped stream and reads one field.
//             N events in all. Events that were lost are counted, not refused
//   ping      one Ping after the other
//   pipe      --window W (100): W coroutines, each sends one Ping after the other
//
//   io        an io_context that T threads run (1)
//   pool      a thread_pool of T threads
//   apart     an io_context that one thread runs; the coroutines are on an io_context of another thread
#include "measure.hpp"

#include <ami/ami.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace asio = boost::asio;

namespace {

using bench::complain;

// An io_context and the threads that run it, until it is destroyed.
class running_context {
public:
  explicit running_context(std::size_t threads) : io_{static_cast<int>(threads)} {
    for (std::size_t i = 0; i < threads; ++i) {
      threads_.emplace_back([this] { io_.run(); });
    }
  }
  running_context(const running_context&) = delete;
  running_context& operator=(const running_context&) = delete;
  ~running_context() {
    io_.stop();
    for (std::thread& thread : threads_) {
      thread.join();
    }
  }
  asio::any_io_executor executor() { return io_.get_executor(); }

private:
  asio::io_context io_;
  asio::executor_work_guard<asio::io_context::executor_type> busy_{io_.get_executor()};
  std::vector<std::thread> threads_;
};

// What a stream's reader saw. On a line of its own, so that readers on several threads do not slow each other down.
class alignas(64) tally {
public:
  std::uint64_t events = 0;
  std::uint64_t lost = 0;
  std::uint64_t channel_bytes = 0;
};

class threads_bench {
public:
  explicit threads_bench(const bench::arguments& given) : given_{given}, count_{given.number("--count", 1000)} {
    const auto threads = given.number("--threads", 1);
    const std::string kind = given.text("--kind", "io");
    if (kind == "pool") {
      pool_.emplace(threads);
      managers_executor_ = consumers_executor_ = pool_->get_executor();
    } else if (kind == "apart") {
      managers_context_.emplace(1U);
      consumers_context_.emplace(1U);
      managers_executor_ = managers_context_->executor();
      consumers_executor_ = consumers_context_->executor();
    } else if (kind == "io") {
      managers_context_.emplace(threads);
      managers_executor_ = consumers_executor_ = managers_context_->executor();
    } else {
      complain("no such kind");
    }
  }

  bool run_mode(const std::string& mode) {
    if (mode == "flood") {
      flood();
    } else if (mode == "ping") {
      pings(1);
    } else if (mode == "pipe") {
      pings(given_.number("--window", 100));
    } else {
      return false;
    }
    return true;
  }

private:
  void spawn(asio::awaitable<void> task) {
    running_.fetch_add(1, std::memory_order_relaxed);
    asio::co_spawn(consumers_executor_, std::move(task), [this](const std::exception_ptr& error) {
      if (error) {
        try {
          std::rethrow_exception(error);
        } catch (const std::exception& problem) {
          complain(problem.what());
        }
      }
      if (running_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
        running_.notify_all();
      }
    });
  }

  void wait() {
    for (auto now = running_.load(std::memory_order_acquire); now != 0;
         now = running_.load(std::memory_order_acquire)) {
      running_.wait(now, std::memory_order_acquire);
    }
  }

  std::vector<ami::manager> connected(std::size_t count) {
    std::vector<ami::manager> result;
    for (std::size_t i = 0; i < count; ++i) {
      result.emplace_back(managers_executor_, ami::options{"127.0.0.1"}
                                                  .port(static_cast<std::uint16_t>(given_.number("--port", 5038)))
                                                  .credentials("bench", "bench"));
      spawn(result.back().connect());
    }
    wait();
    return result;
  }

  static asio::awaitable<void> read_events(ami::event_stream<> stream, std::uint64_t count,
                                           std::shared_ptr<tally> seen) {
    while (seen->events + seen->lost < count) {
      const auto event = co_await stream.next();
      if (!event) {
        break;
      }
      if (const auto gap = event->get_if<ami::lagged>()) {
        seen->lost += gap->count();
      } else {
        seen->channel_bytes += (*event)["Channel"].size();
        ++seen->events;
      }
    }
  }

  static asio::awaitable<void> start_flood(ami::manager pbx, std::uint64_t count) {
    co_await pbx.send_action(ami::action{"Flood"}.header("Count", std::to_string(count)));
  }

  void flood() {
    const auto managers = connected(given_.number("--managers", 1));
    const std::uint64_t each = count_ / managers.size();
    std::vector<std::shared_ptr<tally>> seen;
    bench::stopwatch watch;
    watch.start();
    for (const ami::manager& pbx : managers) {
      seen.push_back(std::make_shared<tally>());
      spawn(read_events(pbx.subscribe(), each, seen.back()));
      spawn(start_flood(pbx, each));
    }
    wait();
    watch.stop();
    std::uint64_t events = 0;
    std::uint64_t lost = 0;
    for (const auto& reader : seen) {
      events += reader->events;
      lost += reader->lost;
    }
    bench::figures{}
        .add("events", events)
        .add("lost", lost)
        .add("cpu_us", watch.cpu() * 1e6 / static_cast<double>(events + lost))
        .add("rate", static_cast<double>(events + lost) / watch.seconds())
        .add("rss_kib", bench::memory_kib("VmHWM:"))
        .print();
  }

  static asio::awaitable<void> ping(ami::manager pbx, std::uint64_t count, std::vector<double>& taken) {
    for (std::uint64_t i = 0; i < count; ++i) {
      const double start = bench::now();
      co_await pbx.send_action(ami::actions::ping{});
      taken.push_back(bench::now() - start);
    }
  }

  void pings(std::uint64_t window) {
    const auto managers = connected(1);
    std::vector<std::vector<double>> taken(window);
    const std::uint64_t each = count_ / window;
    for (auto& times : taken) {
      times.reserve(each);
    }
    bench::stopwatch watch;
    watch.start();
    for (auto& times : taken) {
      spawn(ping(managers.front(), each, times));
    }
    wait();
    watch.stop();
    std::vector<double> all;
    for (const auto& times : taken) {
      all.insert(all.end(), times.begin(), times.end());
    }
    bench::figures result;
    bench::add_round_trips(result, all, watch);
    result.print();
  }

  const bench::arguments& given_;
  std::uint64_t count_;
  std::atomic<std::uint64_t> running_{0};
  std::optional<running_context> managers_context_;
  std::optional<running_context> consumers_context_;
  std::optional<asio::thread_pool> pool_;
  asio::any_io_executor managers_executor_;
  asio::any_io_executor consumers_executor_;
};

}  // namespace

int main(int argc, char** argv) {
  return bench::run_client<threads_bench>(argc, argv);
}
