// Does what the buttons of the page ask for: sends the action from the thread of the HTTP request, and waits for the
// server's answer with a future.
#pragma once

#include "wallboard/action_request.hpp"
#include "wallboard/answered_requests.hpp"

#include <ami/action.hpp>
#include <ami/cluster.hpp>
#include <ami/cluster_live_state.hpp>

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace wallboard {

/// Sends actions, each request once.
/// @par Thread safety All functions, from any thread but that of the connections.
class action_desk {
public:
  /// @param pbxs, live the servers and what they do; they have to outlive the desk.
  action_desk(const ami::cluster& pbxs, const ami::cluster_live_state& live);

  /// Does what a request asks for, and waits for the server's answer; of one that was seen before, for that answer.
  /// @param body JSON.
  answered_requests::answer perform(std::string_view body);

  /// How many requests were answered so, by action and status of HTTP.
  std::map<std::pair<std::string, int>, std::uint64_t> counts() const;

private:
  answered_requests::answer perform(const action_request& request, std::string_view body);
  action_answer send(const action_request& request) const;

  const ami::cluster& pbxs_;
  const ami::cluster_live_state& live_;
  mutable std::mutex mutex_;
  std::condition_variable answered_;
  answered_requests requests_;
  std::map<std::pair<std::string, int>, std::uint64_t> counts_;
};

/// The answer to an action that was sent.
/// @param error, reply what the library says became of it.
action_answer answer_to(const ami::error_code& error, const ami::reply& reply);

}  // namespace wallboard
