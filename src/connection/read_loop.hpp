// Reads a connection that is logged in: a chain of read handlers, which costs less than a coroutine (see DECISIONS.md).
// The connection's coroutine waits for its end.
#pragma once

#include "connection/current_attempt.hpp"
#include "connection/environment.hpp"
#include "connection/frame_dispatcher.hpp"
#include "connection/transfer_handler.hpp"
#include "runtime/batch_runner.hpp"
#include "session/pending_actions.hpp"
#include "session/read_size.hpp"

#include <ami/wire/frame_reader.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/system/error_code.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>

namespace ami::detail {

// On the strand, but for arrived(), room_made() and transfer_broken_off().
class read_loop {
public:
  read_loop(environment& shared, current_attempt& attempt, frame_dispatcher& dispatcher,
            session::pending_actions& actions)
      : shared_{shared}, attempt_{attempt}, dispatcher_{dispatcher}, actions_{actions} {}
  read_loop(const read_loop&) = delete;
  read_loop& operator=(const read_loop&) = delete;

  // Forgets what was read. To be called before each attempt.
  void reset();
  // The frames that have been read, for the login.
  wire::frame_reader& frames() noexcept { return reader_; }
  // One read, while run() is not active.
  boost::asio::awaitable<void> read_some(boost::system::error_code& error);
  // Tells the attempt that reading has failed with `error`, or was ended by the deadline.
  void read_ended(boost::system::error_code error);

  // Dispatches what arrives, until the attempt is to stop.
  boost::asio::awaitable<void> run();
  // A read is under way, or frames of the last one are dispatched.
  bool reading() const noexcept { return reading_; }
  // A consumer that was waited for has made room. From any thread.
  void room_made() noexcept;

private:
  friend class runtime::batch_runner<read_loop>;
  friend class transfer_handler<read_loop>;
  friend class transfer_start<read_loop>;
  class read_handler;

  static void arrived(const std::shared_ptr<read_loop>& self, boost::system::error_code error, std::size_t size);
  bool received(boost::system::error_code error, std::size_t size);
  bool next_batch();
  bool batch_due() const noexcept { return !waits_for_consumers_ && (frames_left_ || read_due_); }
  void wait_for_consumers();
  template <class Before>
  bool run_batch(Before before);
  void read_next();
  boost::asio::mutable_buffer room_to_read();
  void note_read(std::size_t size);
  void transfer_broken_off() noexcept;
  std::string describe_lack_of_greeting() const;

  environment& shared_;
  current_attempt& attempt_;
  frame_dispatcher& dispatcher_;
  session::pending_actions& actions_;
  wire::frame_reader reader_;
  session::read_size read_size_;
  bool reading_ = false;
  bool frames_left_ = false;  // whole frames may wait in the buffer for the next batch
  bool read_due_ = false;     // the next read begins when the handlers have run
  bool waits_for_consumers_ = false;
  std::atomic<bool> wait_over_{false};  // one of them has made room, or the time is over
  bool starts_transfer_ = false;        // is within the call that starts a read
};

}  // namespace ami::detail
