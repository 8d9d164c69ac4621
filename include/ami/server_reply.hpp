// What one server of a cluster answered, and how it does.
#pragma once

#include <ami/connection_state.hpp>

#include <boost/system/error_code.hpp>

#include <string>
#include <utility>

namespace ami {

/// What one server of a cluster answered.
/// @tparam Reply the action's `reply_type`.
template <class Reply>
class server_reply {
public:
  server_reply() noexcept {}
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

/// How one server of a cluster does.
class server_status {
public:
  server_status(std::string name, connection_state state, boost::system::error_code error)
      : name_{std::move(name)}, error_{error}, state_{state} {}

  [[nodiscard]] const std::string& name() const& noexcept { return name_; }
  const std::string& name() const&& = delete;
  [[nodiscard]] connection_state state() const noexcept { return state_; }
  /// Why the cluster's last attempt to connect it failed; none when it succeeded, or is not over.
  [[nodiscard]] boost::system::error_code error() const noexcept { return error_; }

private:
  std::string name_;
  boost::system::error_code error_;
  connection_state state_;
};

}  // namespace ami
