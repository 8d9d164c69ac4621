// amictl ping: round trips, with the statistics of ping(8).
#include "amictl/commands.hpp"
#include "amictl/tool.hpp"

#include <ami/actions.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <memory>

namespace asio = boost::asio;

namespace amictl {

namespace {

using milliseconds = std::chrono::duration<double, std::milli>;

class ping_flags {
public:
  std::uint64_t count = 0;  // 0: until Ctrl-C
  double interval = 1;      // seconds
  double timeout = 10;      // seconds
};

// The figures that ping(8) ends with.
class round_trips {
public:
  void add(milliseconds time) {
    ++received_;
    least_ = received_ == 1 ? time : std::min(least_, time);
    most_ = std::max(most_, time);
    sum_ += time.count();
    squares_ += time.count() * time.count();
  }
  void sent() { ++sent_; }

  std::uint64_t received() const { return received_; }

  void report(tool& shared, const std::string& name) const {
    const auto count = static_cast<double>(received_);
    const double average = received_ != 0 ? sum_ / count : 0;
    const double variance = received_ != 0 ? std::max(0.0, squares_ / count - average * average) : 0;
    const double loss = sent_ != 0 ? 100.0 * static_cast<double>(sent_ - received_) / static_cast<double>(sent_) : 0;
    if (shared.out.json()) {
      boost::json::object figures{{"server", name}, {"sent", sent_}, {"received", received_}, {"loss_percent", loss}};
      if (received_ != 0) {
        figures["min_ms"] = least_.count();
        figures["avg_ms"] = average;
        figures["max_ms"] = most_.count();
        figures["mdev_ms"] = std::sqrt(variance);
      }
      shared.out.line(std::move(figures));
      return;
    }
    shared.out.line(fmt::format("--- {} ping statistics ---", name));
    shared.out.line(fmt::format("{} sent, {} received, {:.0f}% loss", sent_, received_, loss));
    if (received_ != 0) {
      shared.out.line(fmt::format("rtt min/avg/max/mdev = {:.3f}/{:.3f}/{:.3f}/{:.3f} ms", least_.count(), average,
                                  most_.count(), std::sqrt(variance)));
    }
  }

private:
  milliseconds least_{0};
  milliseconds most_{0};
  double sum_ = 0;
  double squares_ = 0;
  std::uint64_t sent_ = 0;
  std::uint64_t received_ = 0;
};

asio::awaitable<exit_code> ping_server(ami::manager pbx, std::string name, const ping_flags& flags, tool& shared,
                                       round_trips& figures) {
  co_await connect(pbx, name);
  asio::steady_timer timer{co_await asio::this_coro::executor};
  const std::chrono::duration<double> interval{flags.interval};
  for (std::uint64_t number = 1; flags.count == 0 || number <= flags.count; ++number) {
    const auto began = std::chrono::steady_clock::now();
    figures.sent();
    ami::send_options options;
    options.timeout(std::chrono::milliseconds{std::llround(flags.timeout * 1000)});
    auto result = co_await pbx.async_send_action(ami::actions::ping{}, options, asio::as_tuple(asio::use_awaitable));
    auto& [error, reply] = result;
    if (error == ami::errc::response_timed_out) {
      complain(fmt::format("{}: no answer to ping {} within {:g} s", name, number, flags.timeout));
    } else if (error) {
      throw ami::error{error, name, reply};
    } else {
      const milliseconds time = std::chrono::steady_clock::now() - began;
      figures.add(time);
      if (shared.out.json()) {
        shared.out.line(boost::json::value{{"server", name}, {"seq", number}, {"time_ms", time.count()}});
      } else {
        shared.out.line(fmt::format("Pong from {}: seq={} time={:.3f} ms", name, number, time.count()));
      }
    }
    shared.out.flush();
    if (number != flags.count) {
      timer.expires_at(began + std::chrono::duration_cast<std::chrono::steady_clock::duration>(interval));
      co_await timer.async_wait(asio::use_awaitable);
    }
  }
  co_await pbx.disconnect();
  co_return exit_code::success;
}

exit_code run_ping(const ping_flags& flags, tool& shared) {
  const target server = shared.connection.only_target();
  round_trips figures;
  const auto body = [&](const asio::any_io_executor& executor) {
    ami::options options = server.options;
    options.event_mask("off");
    return ping_server(ami::manager{executor, std::move(options)}, server.name, flags, shared, figures);
  };
  const exit_code code = run_coroutine(body, exit_code::success);
  figures.report(shared, server.name);
  return code == exit_code::success && figures.received() == 0 ? exit_code::negative : code;
}

}  // namespace

void add_ping(CLI::App& root, tool& shared) {
  auto flags = std::make_shared<ping_flags>();
  CLI::App& command = tool::add_command(root, "ping", "Measure round trips of the action Ping",
                                        "  amictl ping                    one each second, until Ctrl-C\n"
                                        "  amictl -p berlin ping -c 5     five, and the statistics\n");
  command.add_option("-c,--count", flags->count, "End after this many [until Ctrl-C]")->check(CLI::PositiveNumber);
  command.add_option("-i,--interval", flags->interval, "Seconds between two [1]")->check(CLI::Range(0.0, 86400.0));
  command.add_option("-W,--timeout", flags->timeout, "Seconds to wait for an answer [10]")
      ->check(CLI::Range(0.001, 86400.0));
  tool::on_run(command, shared, [flags](tool& running) { return run_ping(*flags, running); });
}

}  // namespace amictl
