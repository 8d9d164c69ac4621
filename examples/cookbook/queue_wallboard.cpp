// Queue wallboard: who waits in each queue and how long, and what its members do, on the console.
//
//   queue_wallboard [QUEUE...]
//
// The manager user needs: read = agent,call,system (QueueStatus needs no right to write)
#include "program.hpp"

#include <ami/live_state.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <iostream>
#include <set>
#include <string>
#include <unistd.h>

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;

namespace {

void draw(const ami::live_queue& queue) {
  std::cout << queue.name() << ": " << queue.caller_count() << " waiting\n";
  for (const auto& caller : queue.callers()) {
    const auto waited = std::chrono::duration_cast<std::chrono::seconds>(caller.since().elapsed());
    std::cout << "  " << caller.position() << ". " << caller.caller_id_num() << ", " << waited.count() << " s\n";
  }
  for (const auto& member : queue.members()) {
    std::cout << "  " << member->name() << " is " << member->status();
    if (member->paused()) {
      std::cout << ", paused " << member->paused_reason();
    }
    std::cout << '\n';
  }
}

void draw(const ami::live_snapshot& now, const std::set<std::string>& wanted) {
  if (::isatty(STDOUT_FILENO) != 0) {
    std::cout << "\x1b[H\x1b[J";  // to the top, and clear
  }
  for (const auto& queue : now.queues()) {
    if (wanted.empty() || wanted.contains(queue.name())) {
      draw(queue);
    }
  }
  // A wallboard that shows old figures as if they were new is worse than none.
  for (const std::string& problem : now.problems()) {
    std::cout << "NOT CURRENT: " << problem << '\n';
  }
  std::cout << "--\n";
}

asio::awaitable<int> show(ami::manager pbx, std::set<std::string> wanted) {
  const ami::live_state live{pbx, ami::live_options{}.keep_only(ami::live_part::queues)};
  co_await pbx.connect();
  co_await live.wait_valid();
  auto changes = live.subscribe();
  asio::steady_timer second{co_await asio::this_coro::executor};
  for (;;) {
    draw(live.snapshot(), wanted);
    // Anew at each change, and every second for the times. A cancelled next() loses nothing.
    second.expires_after(1s);
    const auto woken = co_await (changes.next() || second.async_wait(asio::use_awaitable));
    if (woken.index() == 0) {
      if (!std::get<0>(woken)) {
        changes = live.subscribe();  // this program was too slow: begin again
      }
      second.expires_after(100ms);  // changes come together: draw once
      co_await second.async_wait(asio::use_awaitable);
      while (changes.try_next()) {
      }
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  const std::set<std::string> wanted{arguments + 1, arguments + count};
  return cookbook::run_service("queue_wallboard", [&](ami::manager pbx) { return show(pbx, wanted); });
}
