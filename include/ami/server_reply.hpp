// What one server of a cluster answered, and how it does.
//
//     const auto answers = co_await pbxs.send_all(ami::actions::ping{});
//     for (const auto& answer : answers) { log("{}: {}", answer.server(), to_string(answer.reply())); }
//     for (const auto& server : pbxs.states()) { log("{}: {}", server.name(), to_string(server.state())); }
#pragma once

#include <ami/connection_state.hpp>

#include <boost/system/error_code.hpp>

#include <string>
#include <utility>

namespace ami {

/// What one server of a cluster answered: the result of cluster::send_any(), and each of those of cluster::send_all().
/// Owns everything; copying shares the reply.
/// @par Thread safety As `ami::reply`.
/// @tparam Reply the action's `reply_type`; of cluster_live_state::verify() `live_report`.
template <class Reply>
class server_reply {
public:
  /// No server's: an empty reply, whose outcome is `never_sent`.
  server_reply() noexcept {}
  /// @param server, error, reply as the accessors.
  server_reply(std::string server, boost::system::error_code error, Reply reply)
      : server_{std::move(server)}, error_{error}, reply_{std::move(reply)} {}

  /// The server's name in the cluster; empty when no server was tried.
  [[nodiscard]] const std::string& server() const& noexcept { return server_; }
  const std::string& server() const&& = delete;
  /// Why it failed; none when the server accepted the action. As the error of manager::send_action().
  [[nodiscard]] boost::system::error_code error() const noexcept { return error_; }
  /// The reply; its outcome() says how far the action got when there is an error.
  [[nodiscard]] const Reply& reply() const& noexcept { return reply_; }
  [[nodiscard]] Reply reply() const&& { return reply_; }

private:
  std::string server_;
  boost::system::error_code error_;
  Reply reply_;
};

/// How one server of a cluster does, at the moment of cluster::states().
/// @par Thread safety As any value.
class server_status {
public:
  /// @param name, state, error as the accessors.
  server_status(std::string name, connection_state state, boost::system::error_code error)
      : name_{std::move(name)}, error_{error}, state_{state} {}

  /// The server's name in the cluster.
  [[nodiscard]] const std::string& name() const& noexcept { return name_; }
  const std::string& name() const&& = delete;
  /// What its manager was doing: see connection_state.
  [[nodiscard]] connection_state state() const noexcept { return state_; }
  /// Why the cluster's last attempt to connect it failed; none when it succeeded, or is not over.
  [[nodiscard]] boost::system::error_code error() const noexcept { return error_; }

private:
  std::string name_;
  boost::system::error_code error_;
  connection_state state_;
};

}  // namespace ami
