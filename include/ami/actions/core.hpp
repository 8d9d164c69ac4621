// Actions of the manager itself.
#pragma once

#include <ami/action.hpp>
#include <ami/reply.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ami::replies {

/// What a ping gives.
class AMI_DECL ping : public reply {
public:
  ping() noexcept {}
  explicit ping(reply base) noexcept : reply{std::move(base)} {}

  /// `Timestamp`: the server's clock, seconds since 1970 with a fraction, as received.
  std::string_view timestamp() const& noexcept { return (*this)["Timestamp"]; }
  std::string timestamp() const&& { return std::string{(*this)["Timestamp"]}; }
};

/// What a command of the command line gives.
class AMI_DECL command : public reply {
public:
  command() noexcept {}
  explicit command(reply base) noexcept : reply{std::move(base)} {}

  /// The lines of its output in order, empty ones included, from both forms of the answer: one `Output` header a line
  /// (Asterisk 14 and later), or raw text up to `--END COMMAND--` (13 and before).
  std::vector<std::string_view> output() const&;
  std::vector<std::string> output() const&&;
};

/// What setting the event mask gives.
class AMI_DECL events : public reply {
public:
  events() noexcept {}
  explicit events(reply base) noexcept : reply{std::move(base)} {}

  /// True for `Events: On`. A mask of unknown words only is answered with Off, not with an error.
  bool on() const noexcept;
};

}  // namespace ami::replies

namespace ami::actions {

/// Asks for a sign of life. Action `Ping`.
class ping : public basic_action<ping> {
public:
  using reply_type = replies::ping;
  ping() : basic_action{"Ping"} {}
};

/// Runs a command of Asterisk's command line. Action `Command`, needs class command.
class command : public basic_action<command> {
public:
  using reply_type = replies::command;
  /// @param text for example "core show channels"
  explicit command(std::string text) : basic_action{"Command"} { put("Command", std::move(text)); }
};

/// Chooses which classes of events this connection receives. Action `Events`.
class events : public basic_action<events> {
public:
  using reply_type = replies::events;
  /// @param mask "on", "off", or classes with commas and without blanks: "call,system"
  explicit events(std::string mask) : basic_action{"Events"} { put("EventMask", std::move(mask)); }
};

/// Makes an event of type UserEvent that every client sees. Action `UserEvent`, needs class user.
/// Further headers, by header(), are copied into the event.
class user_event : public basic_action<user_event> {
public:
  /// @param name the value of the header `UserEvent`
  explicit user_event(std::string name) : basic_action{"UserEvent"} { put("UserEvent", std::move(name)); }
};

/// Ends the session: the server answers and closes. Action `Logoff`. Prefer `manager::disconnect()`, which waits for
/// the replies that are due.
class logoff : public basic_action<logoff> {
public:
  logoff() : basic_action{"Logoff"} {}
};

}  // namespace ami::actions
