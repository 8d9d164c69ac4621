// The shift of a queue's agent: logs him in, lets him pause, logs him out. Safe to call again, whatever came of the
// last time.
//
//   agent_shift login PJSIP/alice support sales
//   agent_shift pause PJSIP/alice lunch
//   agent_shift unpause PJSIP/alice
//   agent_shift logout PJSIP/alice support sales
//
// The manager user needs: read = agent; write = agent
#include "program.hpp"

#include <ami/actions/queue.hpp>
#include <ami/events/queue.hpp>

#include <boost/asio/awaitable.hpp>

#include <iostream>
#include <string>
#include <vector>

namespace asio = boost::asio;

namespace {

// The server's words when it refuses an action; empty when it did what was asked. All other errors are thrown.
template <class Action>
asio::awaitable<std::string> refusal(ami::manager pbx, Action action) {
  try {
    co_await pbx.send_action(action);
    co_return std::string{};
  } catch (const ami::error& failure) {
    if (failure.outcome() != ami::outcome::rejected) {
      throw;
    }
    co_return std::string{failure.response().message()};
  }
}

// Is he a member of the queue now? A refusal has no code, only words, which other versions may put differently.
asio::awaitable<bool> is_member(ami::manager pbx, std::string queue, std::string interface) {
  const auto status = co_await pbx.send_action(ami::actions::queue_status{}.queue(queue).member(interface));
  for (const auto& member : status.items<ami::events::queue_member>()) {
    if (member.interface() == interface) {
      co_return true;
    }
  }
  co_return false;
}

asio::awaitable<int> change(ami::manager pbx, std::string order, std::string interface, std::vector<std::string> rest) {
  co_await pbx.connect();
  if (order == "pause" || order == "unpause") {
    ami::actions::queue_pause action{interface, order == "pause"};  // in all his queues
    if (!rest.empty()) {
      action.reason(rest.front());
    }
    co_await pbx.send_action(action);
    std::cout << interface << ": " << order << '\n';
    co_return 0;
  }
  int status = 0;
  for (const std::string& queue : rest) {
    const bool wanted = order == "login";
    std::string refused;
    if (wanted) {
      refused = co_await refusal(pbx, ami::actions::queue_add{queue, interface});
    } else {
      refused = co_await refusal(pbx, ami::actions::queue_remove{queue, interface});
    }
    if (!refused.empty()) {
      // "Already there" and "Not there" are what was wanted.
      const bool is_there = co_await is_member(pbx, queue, interface);
      if (is_there != wanted) {
        std::cout << queue << ": " << refused << '\n';
        status = 3;
        continue;
      }
    }
    std::cout << queue << ": " << interface << (wanted ? " is in" : " is out") << '\n';
  }
  co_return status;
}

}  // namespace

int main(int count, char** arguments) {
  const std::string order = count > 2 ? arguments[1] : "";
  const bool is_pause = order == "pause" || order == "unpause";
  if (!is_pause && (count < 4 || (order != "login" && order != "logout"))) {
    std::cerr << "usage: agent_shift login|logout INTERFACE QUEUE..., agent_shift pause|unpause INTERFACE [REASON]\n";
    return 2;
  }
  const std::vector<std::string> rest{arguments + 3, arguments + count};
  return cookbook::run_command("agent_shift", [&](ami::manager pbx) { return change(pbx, order, arguments[2], rest); });
}
