// amictl bench: round trips and event rate of a server, and what they cost this client.
#include "amictl/bench_figures.hpp"
#include "amictl/commands.hpp"
#include "amictl/time_flag.hpp"
#include "amictl/tool.hpp"

#include <ami/actions.hpp>
#include <ami/error.hpp>
#include <ami/event_stream.hpp>
#include <ami/library_events.hpp>
#include <ami/statistics.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <sys/resource.h>
#include <sys/time.h>
#include <utility>

namespace asio = boost::asio;

namespace amictl {

namespace {

using namespace std::chrono_literals;
using bench_clock = std::chrono::steady_clock;

class bench_flags {
public:
  std::size_t pings = 1000;
  std::size_t in_flight = 100;
  std::chrono::milliseconds listen{5s};
};

constexpr std::size_t bench_progress_step = 64;

std::chrono::nanoseconds bench_time_of(const timeval& value) {
  return std::chrono::seconds{value.tv_sec} + std::chrono::microseconds{value.tv_usec};
}

// The time and the processor time that have passed since it was made.
class bench_watch {
public:
  bench_watch() : began_{bench_clock::now()}, used_before_{processor_time()} {}

  std::chrono::nanoseconds elapsed() const { return bench_clock::now() - began_; }
  std::chrono::nanoseconds used() const { return processor_time() - used_before_; }

private:
  static std::chrono::nanoseconds processor_time() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return bench_time_of(usage.ru_utime) + bench_time_of(usage.ru_stime);
  }

  bench_clock::time_point began_;
  std::chrono::nanoseconds used_before_;
};

double bench_milliseconds(std::chrono::nanoseconds time) {
  return std::chrono::duration<double, std::milli>{time}.count();
}

double bench_microseconds(std::chrono::nanoseconds time) {
  return std::chrono::duration<double, std::micro>{time}.count();
}

// Writes what was measured, as a paragraph or as one object.
class bench_report {
public:
  bench_report(tool& shared, std::string server) : shared_{shared}, server_{std::move(server)} {}

  const std::string& server() const noexcept { return server_; }

  void round_trips(duration_figures& figures, const bench_watch& watch) const {
    const auto least = bench_milliseconds(figures.at(0));
    const auto median = bench_milliseconds(figures.at(0.5));
    const auto most_of = bench_milliseconds(figures.at(0.99));
    const auto most = bench_milliseconds(figures.at(1));
    const auto cost = bench_microseconds(for_each_of(watch.used(), figures.count()));
    if (shared_.out.json()) {
      boost::json::object values = common("round_trips");
      values["count"] = figures.count();
      values["min_ms"] = least;
      values["median_ms"] = median;
      values["p99_ms"] = most_of;
      values["max_ms"] = most;
      values["processor_us"] = cost;
      shared_.out.line(std::move(values));
      return;
    }
    title("Round trips", fmt::format("{} pings, one after the other", figures.count()));
    detail("time", fmt::format("min {:.3f}, median {:.3f}, p99 {:.3f}, max {:.3f} ms", least, median, most_of, most));
    client(cost);
  }

  void in_flight(std::size_t count, std::size_t at_once, std::chrono::nanoseconds elapsed,
                 std::chrono::nanoseconds used) const {
    const double rate = per_second(static_cast<double>(count), elapsed);
    const double cost = bench_microseconds(for_each_of(used, count));
    if (shared_.out.json()) {
      boost::json::object values = common("in_flight");
      values["count"] = count;
      values["in_flight"] = at_once;
      values["elapsed_ms"] = bench_milliseconds(elapsed);
      values["per_second"] = rate;
      values["processor_us"] = cost;
      shared_.out.line(std::move(values));
      return;
    }
    title("In flight", fmt::format("{} pings, {} at a time", count, at_once));
    detail("replies", fmt::format("{:.0f} per second", rate));
    client(cost);
  }

  void events_begin(std::chrono::milliseconds time) const {
    if (!shared_.out.json()) {
      title("Events", fmt::format("counted for {:g} s, Ctrl-C ends it", std::chrono::duration<double>{time}.count()));
      flush();
    }
  }

  void events(std::size_t count, std::uint64_t bytes, std::uint64_t lost, const bench_watch& watch) const {
    const auto elapsed = watch.elapsed();
    const double cost = bench_microseconds(for_each_of(watch.used(), count));
    const double rate = per_second(static_cast<double>(count), elapsed);
    const double byte_rate = per_second(static_cast<double>(bytes), elapsed);
    if (shared_.out.json()) {
      boost::json::object values = common("events");
      values["count"] = count;
      values["elapsed_ms"] = bench_milliseconds(elapsed);
      values["per_second"] = rate;
      values["bytes"] = bytes;
      values["bytes_per_second"] = byte_rate;
      values["lost"] = lost;
      values["processor_us"] = cost;
      shared_.out.line(std::move(values));
      return;
    }
    detail("events", fmt::format("{} in {:.1f} s, {:.1f} per second", count,
                                 std::chrono::duration<double>{elapsed}.count(), rate));
    detail("bytes", fmt::format("{}, {:.0f} per second", bytes, byte_rate));
    detail("gaps", lost == 0 ? "none" : shared_.out.in(tone::warning, fmt::format("{} events lost", lost)));
    if (count != 0) {
      client(cost);
    }
  }

  void memory() const {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    constexpr std::int64_t unit = 1024;
    if (shared_.out.json()) {
      boost::json::object values = common("memory");
      values["max_resident_bytes"] = usage.ru_maxrss * unit;
      shared_.out.line(std::move(values));
    } else {
      title("Memory", fmt::format("{:.1f} MiB at most", static_cast<double>(usage.ru_maxrss) / unit));
    }
  }

  void flush() const { shared_.out.flush(); }

private:
  void title(std::string_view name, std::string_view text) const {
    shared_.out.line(fmt::format("{}  {}", shared_.out.in(tone::strong, fmt::format("{:<12}", name)), text));
  }
  void detail(std::string_view name, std::string_view text) const {
    shared_.out.line(fmt::format("  {:<10}  {}", name, text));
  }
  void client(double microseconds) const {
    detail("client", fmt::format("{:.1f} us of processor time for each", microseconds));
  }
  boost::json::object common(std::string_view measurement) const {
    return {{"server", as_utf8(server_)}, {"measurement", measurement}};
  }

  tool& shared_;
  std::string server_;
};

asio::awaitable<void> measure_round_trips(ami::manager pbx, std::size_t count, const bench_report& report) {
  const auto executor = co_await asio::this_coro::executor;
  progress shown_progress{executor, "round trips"};
  duration_figures figures{count};
  const bench_watch watch;
  for (std::size_t number = 0; number != count; ++number) {
    if (number % bench_progress_step == 0) {
      shown_progress.update(fmt::format("round trips: {} of {}", number, count));
    }
    const auto began = bench_clock::now();
    co_await pbx.send_action(ami::actions::ping{});
    figures.add(bench_clock::now() - began);
  }
  report.round_trips(figures, watch);
}

// Keeps a number of pings in flight until all were answered, or one failed.
class ping_flood : public std::enable_shared_from_this<ping_flood> {
public:
  ping_flood(ami::manager pbx, std::size_t count, const asio::any_io_executor& executor)
      : finished{executor, bench_clock::time_point::max()}, pbx_{std::move(pbx)}, to_send_{count} {}

  void send_next() {
    if (to_send_ == 0 || failure) {
      if (waiting_ == 0) {
        finished.cancel();
      }
      return;
    }
    --to_send_;
    ++waiting_;
    pbx_.async_send_action(ami::actions::ping{}, [self = shared_from_this()](ami::error_code error, const ami::reply&) {
      --self->waiting_;
      if (error) {
        self->failure = error;
      } else {
        ++self->answered;
      }
      self->send_next();
    });
  }

  bool is_over() const noexcept { return waiting_ == 0 && (to_send_ == 0 || failure); }

  asio::steady_timer finished;  // cancelled when it is over
  std::size_t answered = 0;
  ami::error_code failure;

private:
  ami::manager pbx_;
  std::size_t to_send_;
  std::size_t waiting_ = 0;
};

asio::awaitable<void> measure_in_flight(ami::manager pbx, const bench_flags& flags, const bench_report& report) {
  const auto executor = co_await asio::this_coro::executor;
  const progress shown_progress{executor, fmt::format("{} pings in flight", flags.in_flight)};
  const auto flood = std::make_shared<ping_flood>(pbx, flags.pings, executor);
  const bench_watch watch;
  for (std::size_t number = 0; number != flags.in_flight; ++number) {
    flood->send_next();
  }
  while (!flood->is_over()) {
    co_await flood->finished.async_wait(asio::as_tuple(asio::use_awaitable));
  }
  const auto elapsed = watch.elapsed();
  const auto used = watch.used();
  if (flood->failure) {
    throw ami::error{flood->failure, report.server(), {}, ami::outcome::unknown};
  }
  report.in_flight(flood->answered, flags.in_flight, elapsed, used);
}

asio::awaitable<void> measure_events(ami::manager pbx, std::chrono::milliseconds time, const bench_report& report) {
  const auto executor = co_await asio::this_coro::executor;
  // Those that come with the login are not what the server has to tell all the time.
  co_await connect(pbx, report.server());
  co_await pbx.send_action(ami::actions::ping{});
  constexpr std::size_t capacity = 65536;
  auto events = pbx.subscribe(ami::subscribe_options{}.capacity(capacity));
  const std::uint64_t bytes_before = (co_await pbx.statistics()).bytes_in;
  std::size_t count = 0;
  std::uint64_t lost = 0;
  ami::error_code failure;
  {
    progress shown_progress{executor, "counting events"};
    asio::steady_timer limit{executor, time};
    limit.async_wait([&events](const boost::system::error_code& error) {
      if (!error) {
        events.close();
      }
    });
    // What came until Ctrl-C is told, too.
    co_await asio::this_coro::throw_if_cancelled(false);
    report.events_begin(time);
    const bench_watch watch;
    for (bool more = true; more;) {
      auto result = co_await events.async_next(asio::as_tuple(asio::use_awaitable));
      const auto& next = std::get<1>(result);
      more = next.has_value();
      if (!next) {
        continue;
      }
      if (const auto gap = next->get_if<ami::lagged>()) {
        lost += gap->count();
      } else if (!next->get_if<ami::connection_lost>()) {
        ++count;
        if (count % bench_progress_step == 0) {
          shown_progress.update(fmt::format("counting events: {}", count));
        }
      }
    }
    if (events.end_reason() != ami::errc::disconnected) {
      failure = events.end_reason();
    }
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    const ami::statistics after = co_await pbx.statistics();
    report.events(count, after.bytes_in - bytes_before, lost, watch);
  }
  co_await pbx.disconnect();
  if (failure) {
    throw ami::error{failure, report.server(), {}, ami::outcome::unknown};
  }
}

asio::awaitable<exit_code> bench_server(ami::options options, const bench_flags& flags, const bench_report& report) {
  const auto executor = co_await asio::this_coro::executor;
  if (flags.pings != 0) {
    ami::options quiet = options;
    quiet.event_mask("off");
    const ami::manager pbx{executor, std::move(quiet)};
    co_await connect(pbx, report.server());
    co_await measure_round_trips(pbx, flags.pings, report);
    report.flush();
    co_await measure_in_flight(pbx, flags, report);
    report.flush();
    co_await pbx.disconnect();
  }
  if (flags.listen > 0ms) {
    co_await measure_events(ami::manager{executor, std::move(options)}, flags.listen, report);
  }
  report.memory();
  co_return exit_code::success;
}

exit_code run_bench(const bench_flags& flags, tool& shared) {
  const target server = shared.connection.only_target();
  const bench_report report{shared, server.name};
  return run_coroutine([&](const asio::any_io_executor&) { return bench_server(server.options, flags, report); });
}

}  // namespace

void add_bench(CLI::App& root, tool& shared) {
  auto flags = std::make_shared<bench_flags>();
  CLI::App& command = tool::add_command(
      root, "bench", "Measure round trips and event rate of a server, and what they cost",
      "  amictl bench                          1000 pings, 1000 more with 100 in flight, and events for 5 s\n"
      "  amictl bench -n 100000 --in-flight 500\n"
      "  amictl bench -n 0 --for 1m            events alone; nothing but the login and a ping is sent\n"
      "\n"
      "It sends the action Ping only, and twice as many as --pings says: first one after the other, then that many in\n"
      "flight. A ping costs a server some microseconds, so the default is done within a second, and no server minds "
      "it.\n"
      "Then it logs in once more with the events that the connection asks for, and counts them. Events are not made\n"
      "here: on an idle server there are none.\n"
      "\n"
      "Client: the processor time of this program, kernel included, divided by pings or events. Gaps: events that "
      "this\n"
      "program was too slow for. With --json one object for each measurement: round_trips, in_flight, events, memory.\n"
      "\n"
      "Exit codes: 0 measured; 3, 4 no connection; 5 the link broke meanwhile.\n");
  command.add_option("-n,--pings", flags->pings, "How many pings, each way; 0 for none [1000]")
      ->check(CLI::Range(std::size_t{0}, std::size_t{10000000}))
      ->type_name("N");
  command.add_option("--in-flight", flags->in_flight, "How many at a time in the second measurement [100]")
      ->check(CLI::Range(std::size_t{1}, std::size_t{10000}))
      ->type_name("N");
  add_time_option(command, "--for", flags->listen, "How long to count events; 0 for not at all [5s]");
  tool::on_run(command, shared, [flags](tool& running) { return run_bench(*flags, running); });
}

}  // namespace amictl
