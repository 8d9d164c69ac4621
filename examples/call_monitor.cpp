// A live view of the calls of a PBX: each as it begins, who talks to whom, on hold, parked, waiting, and how it ended.
//
// With AMI_HOST (and AMI_PORT, AMI_USERNAME, AMI_SECRET) it watches that PBX until Ctrl-C. Without, it watches about 15
// seconds of simulated calls on a fake Asterisk inside this process, which drops the connection once. What is shown is
// right again after that: `ami::live_state` keeps the calls, and events tell what is no state, such as why a call
// ended.
#include "example_server.hpp"

#include <ami/ami.hpp>
#include <ami/fmt.hpp>
#include <ami/live_state.hpp>

#include <boost/asio/as_tuple.hpp>
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
#include <fmt/ranges.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace asio = boost::asio;
namespace events = ami::events;
using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;

namespace {

// What the live state does not have.
using detail_events =
    ami::event_types<events::hangup, events::dial_end, events::queue_caller_leave, events::any_queue_member>;

void say(std::string_view subject, const std::string& text) {
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  fmt::print("{:%H:%M:%S}  {:<10} {}\n", fmt::localtime(now), subject, text);
  std::fflush(stdout);
}

// "PJSIP/alice-0000002a" -> "alice"
std::string party(std::string_view channel) {
  const std::string_view device = ami::channel_device(channel);
  return std::string{device.substr(device.find('/') + 1)};
}

std::string with_number(std::string_view name, std::string_view number, std::string_view channel) {
  if (name.empty()) {
    return number.empty() ? party(channel) : std::string{number};
  }
  return fmt::format("{} <{}>", name, number);
}

// Prints a line for each thing that happens to a call, and counts.
class call_board {
public:
  call_board(const ami::live_state& live, detail_events::stream_type& details) : live_{live}, details_{details} {}

  void on(const ami::live_change& change) {
    // The server told them before, or at the same time.
    while (const auto event = details_.try_next()) {
      on(*event);
    }
    if (change.part() == ami::live_part::channels) {
      if (change.kind() == ami::live_change_kind::invalid) {
        say("link", fmt::format("what is shown may be wrong: {}", change.state().text()));
      } else if (change.kind() == ami::live_change_kind::valid_again) {
        causes_.clear();
        say("link", fmt::format("what is shown is right again; {} differences", change.differences()));
      }
    }
    const auto* before = change.before<ami::live_call>();
    if (const auto* call = change.after<ami::live_call>()) {
      on_call(before, *call);
    } else if (before != nullptr) {
      on_end(*before, change);
    }
  }

  void print_summary() const {
    const ami::live_snapshot now = live_.snapshot();
    fmt::print("\n{} calls seen, {} answered, {} still up; {} events, {} lost\n", calls_, answered_, now.calls().size(),
               live_.statistics().events, details_.lost());
    for (const auto& [cause, count] : endings_) {
      fmt::print("  {:>5} x {}\n", count, cause);
    }
  }

private:
  void on(const detail_events::value_type& event) {
    event.match(
        [this](const events::hangup& gone) {
          causes_.insert_or_assign(std::string{gone.linkedid()}, std::string{gone.cause_txt()});
        },
        [](const events::dial_end& dial) {
          if (dial.dial_status() != ami::dial_status::answer) {
            const std::string caller = with_number(dial.caller_id_name(), dial.caller_id_num(), dial.channel());
            say("failed",
                fmt::format("{} did not answer {}: {}", party(dial.dest_channel()), caller, dial["DialStatus"]));
          }
        },
        [](const events::queue_caller_leave& left) {
          const std::string caller = with_number(left.caller_id_name(), left.caller_id_num(), left.channel());
          say("queue", fmt::format("{} leaves {}, {} still wait", caller, left.queue(), left.count().value_or(0)));
        },
        [](const events::any_queue_member& member) {
          say("member", fmt::format("{} of {} is {}{}", member.member_name(), member.queue(),
                                    member.status().value_or(ami::device_state::unknown),
                                    member.paused().value_or(false) ? ", paused" : ""));
        },
        [](const ami::lagged& gap) { say("lost", fmt::format("{} events: this program was too slow", gap.count())); },
        [](const ami::connection_lost& gap) { say("link", gap.reason().message()); },
        [](const ami::connection_restored&) { say("link", "connected again"); });
  }

  void on_call(const ami::live_call* before, const ami::live_call& call) {
    if (before == nullptr) {
      ++calls_;
    }
    if (call.answered() && (before == nullptr || !before->answered())) {
      ++answered_;
    }
    // Between two states it is none of them for a moment.
    if (before != nullptr && call.status() == ami::live_call_status::other) {
      return;
    }
    std::string& known = parties_[call.linkedid()];
    std::string parties = described(call);
    if (before == nullptr || before->status() != call.status() || (call.answered() && known != parties)) {
      say(to_string(call.status()), parties);
    }
    known = std::move(parties);
  }

  void on_end(const ami::live_call& call, const ami::live_change& change) {
    const auto told = causes_.extract(call.linkedid());
    const std::string cause = told ? told.mapped() : fmt::format("ended unseen ({})", to_string(change.cause()));
    ++endings_[cause];
    const auto parties = parties_.extract(call.linkedid());
    const auto seconds_since = [&](const ami::live_since& since) {
      return std::chrono::duration<double>(since.elapsed(change.time())).count();
    };
    const std::string talked =
        call.answered() ? fmt::format(", talked {:.1f} s", seconds_since(*call.answered())) : std::string{};
    say("end", fmt::format("{}: {}, {:.1f} s{}", parties ? parties.mapped() : call.linkedid(), cause,
                           seconds_since(call.started()), talked));
  }

  // Who is in a call, and where it waits.
  std::string described(const ami::live_call& call) const {
    const ami::live_snapshot now = live_.snapshot();
    std::vector<std::string> names;
    std::string exten;
    for (const auto& leg : call.legs()) {
      const auto* channel = now.channel(leg);
      if (channel != nullptr && !channel->is_announcer() && !channel->is_local()) {
        exten = names.empty() ? channel->exten() : exten;
        names.push_back(with_number(channel->caller_id_name(), channel->caller_id_num(), channel->name()));
      }
    }
    if (names.empty()) {
      return call.linkedid();
    }
    const std::string all = fmt::format("{}", fmt::join(names, " and "));
    if (call.status() == ami::live_call_status::waiting) {
      return fmt::format("{} in {}", all, call.queue());
    }
    return names.size() == 1 && !exten.empty() ? fmt::format("{}, who called {}", all, exten) : all;
  }

  const ami::live_state& live_;
  detail_events::stream_type& details_;
  std::map<std::string, std::string> causes_;   // why the last channel of a call ended, by the Linkedid
  std::map<std::string, std::string> parties_;  // who was in a call, by the Linkedid, for when they are gone
  std::map<std::string, int> endings_;
  std::uint64_t calls_ = 0;
  std::uint64_t answered_ = 0;
};

asio::awaitable<void> watch(const ami::live_state& live, call_board& board) {
  co_await live.wait_valid();
  auto changes = live.subscribe();
  while (const auto change = co_await changes.next()) {
    board.on(*change);
  }
}

// Sends a ping every few seconds while the events flow, and says how many calls there are.
asio::awaitable<void> poll(ami::manager pbx, const ami::live_state& live, steady::duration period) {
  asio::steady_timer timer{co_await asio::this_coro::executor};
  for (;;) {
    const auto before = steady::now();
    const auto result = co_await pbx.async_send_action(ami::actions::ping{}, asio::as_tuple(asio::use_awaitable));
    const std::chrono::duration<double, std::milli> round_trip = steady::now() - before;
    const ami::error_code error = std::get<0>(result);
    const ami::live_snapshot now = live.snapshot();
    say("status",
        fmt::format("{} calls, {} channels, {} events so far, ping {}", now.calls().size(), now.channels().size(),
                    live.statistics().events, error ? error.message() : fmt::format("{:.2f} ms", round_trip.count())));
    timer.expires_after(period);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

// Ctrl-C, or the end of the demonstration.
asio::awaitable<void> end_of_watch(ami::manager pbx, example_server& server) {
  const auto executor = co_await asio::this_coro::executor;
  asio::signal_set interrupted{executor, SIGINT, SIGTERM};
  asio::steady_timer end{executor, server.duration(15s)};
  asio::steady_timer failure{executor, server.duration(15s) / 2};
  if (server.duration(15s) > 0s) {
    end.async_wait([&interrupted](ami::error_code error) {
      if (!error) {
        interrupted.cancel();
      }
    });
    failure.async_wait([&server](ami::error_code error) {
      if (!error) {
        server.drop_connections();
      }
    });
  }
  ami::error_code ignored;
  co_await interrupted.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  end.cancel();
  failure.cancel();
  co_await pbx.disconnect();
}

}  // namespace

int main() {
  example_server server;
  asio::io_context io;
  ami::manager pbx{io, server.options().reconnect(ami::reconnect_policy{})};
  const ami::live_state live{pbx};
  auto details = pbx.subscribe<detail_events>();
  call_board board{live, details};
  bool failed = false;
  const auto stop = [&](const std::exception_ptr& failure) {
    try {
      if (failure) {
        std::rethrow_exception(failure);
      }
    } catch (const std::exception& error) {
      fmt::print(stderr, "call_monitor: {}\n", error.what());
      failed = true;
    }
    io.stop();
  };

  asio::co_spawn(io, pbx.connect(), [&](const std::exception_ptr& failure) {
    if (failure) {
      stop(failure);
      return;
    }
    fmt::print("Connected to {}, AMI {}\n\n", server.options(), pbx.server_version());
    asio::co_spawn(io, watch(live, board), stop);
    asio::co_spawn(io, poll(pbx, live, server.embedded() ? 3s : 10s), stop);
    asio::co_spawn(io, end_of_watch(pbx, server), stop);
    server.make_calls();
  });
  io.run();
  board.print_summary();
  return failed ? 1 : 0;
}
