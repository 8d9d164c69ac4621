// Dialer: calls the numbers of a file, some at a time, and none of them twice, however often it is interrupted.
//
//   dialer NUMBERS JOURNAL PJSIP/%@trunk [AT_A_TIME]
//
// The journal is what makes it safe: a number is written there, and is on the disk, before it is dialled.
// The manager user needs: read = call,system; write = originate,call
#include "program.hpp"

#include <ami/call.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cerrno>
#include <chrono>
#include <deque>
#include <exception>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

class campaign {
public:
  campaign(const std::string& numbers, const std::string& journal)
      : journal_{::open(journal.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644)} {
    if (journal_ < 0) {
      throw std::system_error{errno, std::generic_category(), journal};
    }
    std::set<std::string> seen;
    std::ifstream before{journal};
    for (std::string number, outcome; before >> number && std::getline(before, outcome);) {
      seen.insert(number);
    }
    std::ifstream wanted{numbers};
    for (std::string number; wanted >> number;) {
      if (seen.insert(number).second) {  // also a number that is in the list twice
        to_call_.push_back(number);
      }
    }
  }
  ~campaign() { ::close(journal_); }
  campaign(const campaign&) = delete;
  campaign& operator=(const campaign&) = delete;

  // The next number. From here on it counts as dialled, whatever becomes of this process.
  std::optional<std::string> take() {
    if (to_call_.empty()) {
      return std::nullopt;
    }
    std::string number = std::move(to_call_.front());
    to_call_.pop_front();
    note(number, "dialling");
    return number;
  }
  void note(const std::string& number, const std::string& outcome) const {
    const std::string line = number + ' ' + outcome + '\n';
    if (::write(journal_, line.data(), line.size()) != static_cast<ssize_t>(line.size()) || ::fsync(journal_) != 0) {
      throw std::system_error{errno, std::generic_category(), "journal"};
    }
    std::cout << line;
  }

private:
  std::deque<std::string> to_call_;
  int journal_;
};

asio::awaitable<std::string> call_once(ami::manager pbx, std::string channel) {
  // A call goes on while the link is away; what became of it is asked when it is back.
  const auto how = ami::call_options{}.on_link_loss(ami::link_loss_policy::follow);
  for (;;) {
    co_await pbx.wait_for(ami::connection_state::connected);
    try {
      auto call = co_await ami::originate(
          pbx, ami::actions::originate{channel}.exten("s").context("campaign").priority(1).timeout(30s), how);
      const auto end = co_await call.wait_hangup();
      co_return end.stage() == ami::call_stage::hung_up ? "answered" : end.error().message();
    } catch (const ami::error& failure) {
      // These two are certain: no byte of it left this process. Anything else may ring, so it is not tried again.
      if (failure.code() != ami::errc::not_connected && failure.code() != ami::errc::not_sent) {
        co_return failure.code().message();
      }
    }
  }
}

asio::awaitable<void> call_numbers(ami::manager pbx, campaign& numbers, std::string pattern) {
  asio::steady_timer pause{co_await asio::this_coro::executor};
  while (const auto number = numbers.take()) {
    std::string channel = pattern;
    channel.replace(channel.find('%'), 1, *number);
    const std::string outcome = co_await call_once(pbx, channel);
    numbers.note(*number, outcome);
    pause.expires_after(100ms);
    co_await pause.async_wait(asio::use_awaitable);
  }
}

asio::awaitable<int> run_campaign(ami::manager pbx, campaign& numbers, std::string pattern, int at_a_time) {
  co_await pbx.connect();
  const auto executor = co_await asio::this_coro::executor;
  const auto lane = [&] { return asio::co_spawn(executor, call_numbers(pbx, numbers, pattern), asio::deferred); };
  std::vector<decltype(lane())> lanes;
  for (int i = 0; i < at_a_time; ++i) {
    lanes.push_back(lane());
  }
  const auto [order, failures] = co_await asio::experimental::make_parallel_group(std::move(lanes))
                                     .async_wait(asio::experimental::wait_for_one_error(), asio::use_awaitable);
  for (const auto& failure : failures) {
    if (failure) {
      std::rethrow_exception(failure);
    }
  }
  co_return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 4 || count > 5 || std::string{arguments[3]}.find('%') == std::string::npos) {
    std::cerr << "usage: dialer NUMBERS JOURNAL CHANNEL_WITH_% [AT_A_TIME]\n";
    return 2;
  }
  try {
    campaign numbers{arguments[1], arguments[2]};
    const int at_a_time = count > 4 ? std::stoi(arguments[4]) : 2;
    return cookbook::run_service("dialer",
                                 [&](ami::manager pbx) { return run_campaign(pbx, numbers, arguments[3], at_a_time); });
  } catch (const std::exception& error) {
    std::cerr << "dialer: " << error.what() << '\n';
    return 1;
  }
}
