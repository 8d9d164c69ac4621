#include "connection/read_loop.hpp"

#include "base/memory_reserve.hpp"
#include "session/peer_guess.hpp"

#include <ami/error.hpp>

#include <boost/asio/error.hpp>

#include <atomic>
#include <chrono>
#include <new>
#include <string_view>
#include <utility>

namespace asio = boost::asio;

namespace ami::detail {

namespace {

// Longer than a time slice of the scheduler, which a consumer waits for when another program has its processor.
constexpr std::chrono::milliseconds longest_wait{10};

// The handlers of so few take so little time that the next read begins before they run.
constexpr std::size_t few_frames = 4;

constexpr const char* half_a_greeting = "the server began a line, and did not end it: ";

}  // namespace

void read_loop::reset() {
  reader_ = wire::frame_reader{shared_.settings_.limits()};
  reader_.join_cut_events();
  reader_.expect_output([this](std::string_view action_id) {
    return actions_.replies().expects_output(action_id, shared_.state_.server_version());
  });
  read_size_ = {};
}

class read_loop::read_handler : public transfer_handler<read_loop> {
public:
  using transfer_handler::transfer_handler;
  void operator()(error_code error, std::size_t size) { arrived(take(), error, size); }
  // Not a continuation, although one read is started from within the other: handlers of the user may run after it on
  // this thread, and what arrives meanwhile is for whichever thread is free.
  friend bool asio_handler_is_continuation(read_handler* /*self*/) noexcept { return false; }
};

asio::awaitable<void> read_loop::run() {
  if (!attempt_.stopping()) {
    reading_ = true;
    frames_left_ = true;
    next_batch();
  }
  while (reading_) {
    co_await shared_.io_->reading_over_.wait();
  }
}

asio::awaitable<void> read_loop::read_some(error_code& error) {
  note_read(co_await shared_.io_->link_.read_some(room_to_read(), error));
}

void read_loop::read_next() {
  const transfer_start here{*this};
  shared_.io_->link_.async_read_some(room_to_read(), read_handler{shared_.keep(*this)});
}

void read_loop::arrived(const std::shared_ptr<read_loop>& self, error_code error, std::size_t size) {
  self->shared_.io_->batches_.run(self, [error, size](read_loop& loop) { return loop.received(error, size); });
}

// True when another batch is due.
bool read_loop::received(error_code error, std::size_t size) {
  return run_batch([&] {
    note_read(size);
    if (error) {
      read_ended(error);
    } else {
      frames_left_ = true;
    }
  });
}

bool read_loop::next_batch() {
  if (waits_for_consumers_) {
    if (!wait_over_.exchange(false, std::memory_order_acq_rel) || dispatcher_.room_wanted()) {
      return false;
    }
    waits_for_consumers_ = false;
    shared_.io_->patience_.cancel();
    return run_batch([] {});
  }
  return (frames_left_ || read_due_) && run_batch([] {});
}

// Events for which a stream has no room are lost, and its consumer may only have to be scheduled on another thread. The
// wait is short, because nothing else of the connection is read meanwhile: no reply, and no event of other streams.
void read_loop::wait_for_consumers() {
  shared_.io_->patience_.set_after(longest_wait, [weak = shared_.watch(*this)] {
    if (const auto self = weak.lock(); self != nullptr && self->waits_for_consumers_) {
      self->dispatcher_.stop_waiting();
      self->wait_over_.store(true, std::memory_order_release);
      self->next_batch();
    }
  });
  waits_for_consumers_ = true;
}

void read_loop::room_made() noexcept {
  wait_over_.store(true, std::memory_order_release);
  try {
    shared_.context_->use([&](const asio::any_io_executor&) {
      with_memory_reserve([&] { shared_.io_->batches_.post_next(shared_.keep(*this)); });
    });
  } catch (const std::bad_alloc&) {
    return;  // the alarm will do it
  }
}

// Dispatches some of the frames that were read, and reads again when none is left.
template <class Before>
bool read_loop::run_batch(Before before) {
  try {
    before();
    shared_.io_->batches_.begin_batch();
    const bool dispatches = frames_left_ && !attempt_.stopping();
    wait_over_.store(false, std::memory_order_relaxed);  // what is dispatched now may have to be waited for
    frames_left_ = dispatches && !dispatcher_.dispatch_from(reader_, io_objects::frames_in_batch);
    if (dispatches && dispatcher_.consumers_behind() && !attempt_.stopping()) {
      wait_for_consumers();
      return false;
    }
    if (frames_left_) {
      shared_.io_->batches_.note_due(shared_.keep(*this));
      return true;
    }
    if (!attempt_.stopping()) {
      // Otherwise another thread would read what comes now, and be woken for it, while this one runs the handlers.
      read_due_ = dispatches && dispatcher_.dispatched() > few_frames;
      if (read_due_) {
        shared_.io_->batches_.note_due(shared_.keep(*this));
        return true;
      }
      read_next();
      return false;
    }
  } catch (...) {
    // Only std::bad_alloc is thrown here.
    shared_.owner_.out_of_memory();
  }
  frames_left_ = false;
  read_due_ = false;
  reading_ = false;
  shared_.io_->reading_over_.notify();
  shared_.owner_.transfer_ended();
  return false;
}

asio::mutable_buffer read_loop::room_to_read() {
  return asio::buffer(reader_.prepare(read_size_.value()), read_size_.value());
}

void read_loop::note_read(std::size_t size) {
  const auto now = clock_type::now();
  reader_.commit(size, now);
  shared_.counters_.bytes_in(size);
  if (read_size_.note(size)) {
    reader_.shrink_to_fit();
  }
  dispatcher_.bytes_arrived(now);
}

void read_loop::read_ended(error_code error) {
  if (attempt_.stopping()) {
    return;
  }
  std::string detail;
  error = shared_.io_->link_.transfer_failure(error, detail);
  const bool no_greeting = reader_.account().greeting == 0;
  if (attempt_.deadline_error()) {
    attempt_.stop(attempt_.deadline_error(),
                  attempt_.deadline_error() == errc::login_timed_out && no_greeting ? describe_lack_of_greeting() : "");
  } else if (error != asio::error::eof) {
    attempt_.link_failed(error, std::move(detail));
  } else if (reader_.mid_frame()) {
    attempt_.link_failed(no_greeting ? errc::not_ami : errc::connection_closed_in_frame,
                         no_greeting ? describe_stranger(reader_.pending()) : std::string{});
  } else {
    attempt_.link_failed(no_greeting ? errc::no_greeting : errc::connection_closed,
                         no_greeting ? describe_silence(attempt_.server_port(), shared_.io_->link_.is_secure())
                                     : std::string{});
  }
}

void read_loop::transfer_broken_off() noexcept {
  attempt_.post_to_run([this] {
    reading_ = false;
    frames_left_ = false;
    shared_.io_->reading_over_.notify();
    shared_.owner_.out_of_memory();
  });
}

std::string read_loop::describe_lack_of_greeting() const {
  return reader_.mid_frame() ? half_a_greeting + describe_stranger(reader_.pending())
                             : describe_silence(attempt_.server_port(), shared_.io_->link_.is_secure());
}

}  // namespace ami::detail
