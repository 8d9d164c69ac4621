// Which of several servers is to have an action. No sockets, no clocks.
#pragma once

#include <ami/server_choice.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace ami::session {

/// A server as the picker sees it.
class server_load {
public:
  /// @param connected does it take actions now?
  /// @param in_flight how many it works on.
  server_load(bool connected, std::size_t in_flight) noexcept : in_flight_{in_flight}, connected_{connected} {}

  bool connected() const noexcept { return connected_; }
  std::size_t in_flight() const noexcept { return in_flight_; }

private:
  std::size_t in_flight_;
  bool connected_;
};

/// Says in which order servers are to be tried.
/// @par Thread safety None.
class server_picker {
public:
  /// The positions of those that are connected, the best first; empty when there is none. With `pick::round_robin` the
  /// next call begins after the one that is first here.
  std::vector<std::size_t> order(std::span<const server_load> servers, pick choice);

private:
  std::size_t next_ = 0;
};

}  // namespace ami::session
