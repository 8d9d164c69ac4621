// One client's connection to a fake_asterisk, from the server's side.
#pragma once

#include <ami/testing/frame_text.hpp>
#include <ami/testing/request.hpp>
#include <ami/time_span.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace ami::testing {

namespace detail {
class server;
}

/// A handle on one client's connection. Given to the handlers of `fake_asterisk::on()`, where it also knows the
/// ActionID that the replies have to carry, and by `fake_asterisk::sessions()`.
///
/// Everything here is done by the server's thread, in the order of the calls: at once when a handler calls, else after
/// the call returned. When the connection or the server is gone, nothing happens.
/// @par Thread safety All member functions may be called from any thread, at any time: a reply may come much later.
class session {
public:
  /// No session.
  session() = default;

  /// Its number; the server's first connection is 1. 0 when there is none.
  std::uint64_t id() const noexcept { return id_; }
  /// The ActionID that replies carry; empty for none.
  const std::string& action_id() const& noexcept { return action_id_; }
  const std::string& action_id() const&& = delete;
  /// The user that is logged in; empty when nobody is.
  std::string user() const;
  /// True while there is a connection.
  bool is_open() const;

  /// Answers `Response: Success`, with a `Message` unless it is empty.
  void reply_success(std::string_view message = {}) const;
  /// Answers `Response: Error` with a `Message`.
  void reply_error(std::string_view message) const;
  /// Answers with this frame. The ActionID goes to its second line unless the frame has one.
  void reply(frame_text answer) const;
  /// Answers with a list.
  void reply_list(const list_text& answer) const;
  /// Answers with these bytes, as they are.
  void reply_raw(std::string bytes) const;
  /// Answers as the server does when no handler is set.
  void reply_default(const request& action) const;

  /// Makes the session logged in, with all rights: for a handler of the action Login. Answers nothing.
  void log_in(std::string user) const;

  /// Sends an event to this session, when it may and wants to see it. What has no `Privilege` is always sent.
  void send_event(const frame_text& event) const;
  /// Sends these bytes, as they are.
  void send_raw(std::string bytes) const;
  /// Sends bytes that are no protocol: any value but LF, then a line end and a blank line, so that a client can find
  /// its way again.
  /// @param seed the same seed gives the same bytes.
  void send_garbage(std::size_t size, std::uint64_t seed = 1) const;

  /// From now on writes at most `size` bytes at a time, and waits for `pause` after each; 0 ends it.
  void split_writes(std::size_t size, time_span pause = std::chrono::milliseconds{0}) const;
  /// From now on replies leave only after `delay`; events do not wait. 0 ends it.
  void delay_replies(time_span delay) const;
  /// Neither reads nor writes, but keeps the connection, as a peer does whose machine hangs. With false it goes on;
  /// what was to be written meanwhile is sent then.
  void half_open(bool on = true) const;
  /// From now on reads at most `size` bytes in `interval`; 0 ends it. See `fake_options::receive_buffer`.
  void read_slowly(std::size_t size, time_span interval) const;
  /// Closes the connection after all that waits was written, delayed replies too.
  void close() const;
  /// Drops the link: closes at once, whatever waits.
  void drop() const;
  /// Drops the link with a TCP reset.
  void reset() const;
  /// Sends the first half of an event, and closes.
  void close_in_frame() const;

private:
  friend class detail::server;
  session(std::weak_ptr<detail::server> owner, std::uint64_t id, std::string action_id);

  std::weak_ptr<detail::server> owner_;
  std::string action_id_;
  std::uint64_t id_ = 0;
};

}  // namespace ami::testing
