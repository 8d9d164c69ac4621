// A live view of the calls of a PBX.
//
// With AMI_HOST (and AMI_PORT, AMI_USERNAME, AMI_SECRET) it watches that PBX until Ctrl-C. Without, it watches about 15
// seconds of simulated calls on a fake Asterisk inside this process.
#include "example_server.hpp"

#include <ami/ami.hpp>
#include <ami/fmt.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace asio = boost::asio;
namespace events = ami::events;
using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;

namespace {

// "PJSIP/alice-0000002a" -> "alice"
std::string party(std::string_view channel) {
  const auto slash = channel.find('/');
  const auto name = slash == std::string_view::npos ? channel : channel.substr(slash + 1);
  return std::string{name.substr(0, name.rfind('-'))};
}

// What is known of one call: all channels with the same Linkedid.
class call {
public:
  explicit call(std::string caller) : caller_{std::move(caller)} {}

  std::string caller_;
  std::string callee_ = "?";
  steady::time_point started_ = steady::now();
  steady::time_point answered_{};
  int channels_ = 0;
};

// Keeps the calls that are up, prints a line for each thing that happens to them, and counts.
class call_board {
public:
  void on(const ami::event& event) {
    ++events_;
    event.match(
        [this](const events::newchannel& e) { made(e); }, [this](const events::dial_begin& e) { dialled(e); },
        [this](const events::dial_end& e) { dial_ended(e); }, [this](const events::bridge_enter& e) { bridged(e); },
        [this](const events::hangup& e) { gone(e); },
        [](const events::queue_caller_join& e) {
          say("queue",
              fmt::format("{} waits in {} at position {}", caller_name(e), e.queue(), e.position().value_or(0)));
        },
        [](const events::queue_caller_leave& e) {
          say("queue", fmt::format("{} leaves {}, {} still wait", caller_name(e), e.queue(), e.count().value_or(0)));
        },
        [](const events::queue_member_status& e) {
          say("member", fmt::format("{} of {} is {}", e.member_name(), e.queue(),
                                    e.status().value_or(ami::device_state::unknown)));
        },
        [this](const ami::lagged& gap) {
          lost_ += gap.count();
          say("lost", fmt::format("{} events: this program was too slow", gap.count()));
        },
        [](const ami::connection_lost& gap) { say("link", gap.reason().message()); });
  }

  std::size_t active() const noexcept { return calls_.size(); }
  std::uint64_t events() const noexcept { return events_; }
  std::uint64_t calls() const noexcept { return total_; }
  std::uint64_t answered() const noexcept { return answered_; }
  std::uint64_t lost() const noexcept { return lost_; }
  const std::map<std::string, int, std::less<>>& endings() const noexcept { return endings_; }

  static void say(std::string_view what, const std::string& text) {
    const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
    fmt::print("{:%H:%M:%S}  {:<8} {}\n", fmt::localtime(std::chrono::system_clock::to_time_t(now)), what, text);
    std::fflush(stdout);
  }

private:
  template <class Event>
  static std::string caller_name(const Event& event) {
    const std::string name = event.caller_id_name();
    const std::string_view number = event.caller_id_num();
    if (name.empty()) {
      return number.empty() ? party(event.channel()) : std::string{number};
    }
    return fmt::format("{} <{}>", name, number);
  }

  void made(const events::newchannel& event) {
    const auto [found, first] = calls_.try_emplace(std::string{event.linkedid()}, caller_name(event));
    ++found->second.channels_;
    if (first) {
      ++total_;
      const std::string_view exten = event.exten();
      say("call", fmt::format("{} calls {}", found->second.caller_, exten.empty() ? "somebody" : exten));
    }
  }

  void dialled(const events::dial_begin& event) {
    if (const auto found = calls_.find(event.dest_linkedid()); found != calls_.end()) {
      found->second.callee_ = party(event.dest_channel());
      say("ring", fmt::format("{} rings for {}", found->second.callee_, found->second.caller_));
    }
  }

  void dial_ended(const events::dial_end& event) {
    const auto found = calls_.find(event.dest_linkedid());
    if (found == calls_.end()) {
      return;
    }
    if (event.dial_status() == ami::dial_status::answer) {
      found->second.answered_ = steady::now();
      ++answered_;
      say("answer", fmt::format("{} talks to {}", party(event.dest_channel()), found->second.caller_));
    } else {
      say("failed", fmt::format("{} did not answer {}: {}", party(event.dest_channel()), found->second.caller_,
                                event["DialStatus"]));
    }
  }

  void bridged(const events::bridge_enter& event) {
    if (event.bridge_num_channels() == 2 && calls_.contains(event.linkedid())) {
      say("bridge", fmt::format("{} joined by {}", party(event.channel()), event.bridge_technology()));
    }
  }

  void gone(const events::hangup& event) {
    const auto found = calls_.find(event.linkedid());
    if (found == calls_.end() || --found->second.channels_ > 0) {
      return;
    }
    const std::string_view why = event.cause_txt();
    ++endings_[std::string{why}];
    const auto& ended = found->second;
    const auto talked = ended.answered_ == steady::time_point{} ? 0.0 : seconds_since(ended.answered_);
    say("end", fmt::format("{} and {}: {}, {:.1f} s, talked {:.1f} s", ended.caller_, ended.callee_, why,
                           seconds_since(ended.started_), talked));
    calls_.erase(found);
  }

  static double seconds_since(steady::time_point when) {
    return std::chrono::duration<double>(steady::now() - when).count();
  }

  std::map<std::string, call, std::less<>> calls_;
  std::map<std::string, int, std::less<>> endings_;
  std::uint64_t events_ = 0;
  std::uint64_t total_ = 0;
  std::uint64_t answered_ = 0;
  std::uint64_t lost_ = 0;
};

asio::awaitable<void> watch(ami::manager pbx, call_board& board) {
  auto stream = pbx.subscribe();
  while (auto event = co_await stream.next()) {
    board.on(*event);
  }
}

// Sends actions while the events flow: a ping and a list, every few seconds.
asio::awaitable<void> poll(ami::manager pbx, call_board& board, steady::duration period) {
  asio::steady_timer timer{co_await asio::this_coro::executor};
  while (pbx.state() == ami::connection_state::connected) {
    const auto before = steady::now();
    co_await pbx.send_action(ami::actions::ping{});
    const std::chrono::duration<double, std::milli> round_trip = steady::now() - before;
    const auto channels = co_await pbx.send_action(ami::actions::core_show_channels{});
    call_board::say("status", fmt::format("{} calls, {} channels, {} events so far, ping {:.2f} ms", board.active(),
                                          channels.items().size(), board.events(), round_trip.count()));
    timer.expires_after(period);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

// Ctrl-C, or the end of the demonstration.
asio::awaitable<void> end_of_watch(ami::manager pbx, steady::duration limit) {
  const auto executor = co_await asio::this_coro::executor;
  asio::signal_set interrupted{executor, SIGINT, SIGTERM};
  asio::steady_timer timer{executor, limit};
  if (limit > steady::duration::zero()) {
    timer.async_wait([&interrupted](ami::error_code error) {
      if (!error) {
        interrupted.cancel();
      }
    });
  }
  ami::error_code ignored;
  co_await interrupted.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  timer.cancel();
  co_await pbx.disconnect();
}

void print_summary(const call_board& board) {
  fmt::print("\n{} calls seen, {} answered, {} still up; {} events, {} lost\n", board.calls(), board.answered(),
             board.active(), board.events(), board.lost());
  for (const auto& [why, count] : board.endings()) {
    fmt::print("  {:>5} x {}\n", count, why);
  }
}

class failure_report {
public:
  // Only the first one: what follows is its consequence. A deliberate end is none.
  void operator()(const std::exception_ptr& failure) {
    try {
      if (failure) {
        std::rethrow_exception(failure);
      }
    } catch (const ami::error& error) {
      const bool deliberate = error.code() == ami::errc::not_connected || error.outcome() == ami::outcome::unknown ||
                              error.code() == ami::errc::not_sent;
      report(error.what(), !deliberate);
    } catch (const std::exception& error) {
      report(error.what(), true);
    }
  }
  bool failed() const noexcept { return failed_; }

private:
  void report(const char* text, bool failure) {
    if (failure && !failed_) {
      fmt::print(stderr, "call_monitor: {}\n", text);
      failed_ = true;
    }
  }

  bool failed_ = false;
};

}  // namespace

int main() {
  example_server server;
  asio::io_context io;
  ami::manager pbx{io, server.options()};
  call_board board;
  failure_report report;

  asio::co_spawn(io, pbx.connect(), [&](const std::exception_ptr& failure) {
    report(failure);
    if (failure) {
      return;
    }
    fmt::print("Connected to {}, AMI {}\n\n", server.options(), pbx.server_version());
    asio::co_spawn(io, watch(pbx, board), [&](const std::exception_ptr& error) {
      report(error);
      io.stop();
    });
    asio::co_spawn(io, poll(pbx, board, server.embedded() ? 3s : 10s), [&](const std::exception_ptr& e) { report(e); });
    asio::co_spawn(io, end_of_watch(pbx, server.duration(15s)), [&](const std::exception_ptr& e) { report(e); });
    server.make_calls();
  });
  io.run();
  print_summary(board);
  return report.failed() ? 1 : 0;
}
