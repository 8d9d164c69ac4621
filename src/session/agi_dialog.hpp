// One channel in AsyncAGI, without sockets: which event answers which command.
#pragma once

#include <ami/agi_result.hpp>
#include <ami/error.hpp>
#include <ami/event.hpp>

#include <boost/system/error_code.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace ami::session {

/// One channel in AsyncAGI: one command at a time, answered by its CommandID.
/// @par Thread safety None.
class agi_dialog {
public:
  /// @param uniqueid the channel's.
  /// @param id_prefix the first part of the CommandIDs: random, because other clients may send commands too.
  agi_dialog(std::string uniqueid, std::string id_prefix);

  const std::string& uniqueid() const noexcept { return uniqueid_; }
  /// True for the events that it wants to see.
  static bool concerns(const event& value, std::string_view uniqueid) noexcept;

  /// A command is to be sent. @return its CommandID. @pre not busy() and not ended()
  std::string begin();
  /// The command was not sent, or nobody waits for its result any more. A late result belongs to nobody.
  void abandon() noexcept { current_.clear(); }
  /// Any event; those that do not concern the channel change nothing.
  void on_event(const event& value);
  /// The channel is known to be out of AsyncAGI; or the connection ended.
  void end(boost::system::error_code reason);

  /// True while a command waits for its result.
  bool busy() const noexcept { return !current_.empty(); }
  /// True when the channel has left AsyncAGI, or nothing of it can be seen any more.
  bool ended() const noexcept { return static_cast<bool>(end_reason_); }
  /// Why: `errc::agi_ended`, or how the connection ended.
  boost::system::error_code end_reason() const noexcept { return end_reason_; }
  /// The result of the command, once.
  std::optional<async_agi::result> take();

private:
  std::string uniqueid_;
  std::string id_prefix_;
  std::string current_;
  std::optional<async_agi::result> result_;
  boost::system::error_code end_reason_;
  unsigned ids_ = 0;
};

}  // namespace ami::session
