// The read loop of a connection that is logged in: a chain of read handlers, which costs less than a coroutine (see
// DECISIONS.md). The coroutine of run.cpp waits for its end.
#include "connection/transfers.hpp"
#include "session/peer_guess.hpp"

#include <ami/error.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>

namespace asio = boost::asio;

namespace ami::detail {

namespace {

constexpr const char* half_a_greeting = "the server began a line, and did not end it: ";

}  // namespace

void connection::reset_reader() {
  reader_ = wire::frame_reader{options_.limits()};
  reader_.join_cut_events();
  reader_.expect_output(
      [this](std::string_view action_id) { return actions_.replies().expects_output(action_id, server_version()); });
  read_size_ = {};
}

asio::awaitable<void> connection::serve() {
  logged_in();
  if (!stopping()) {
    reading_ = true;
    frames_left_ = true;
    next_batch();
  }
  while (reading_) {
    co_await io_->reading_over_.wait();
  }
}

asio::awaitable<void> connection::read_some(error_code& error) {
  note_read(co_await io_->link_.read_some(room_to_read(), error));
}

void connection::read_next() {
  const transfer_start here{*this};
  io_->link_.async_read_some(room_to_read(), read_handler{shared_from_this()});
}

void connection::arrived(const std::shared_ptr<connection>& self, error_code error, std::size_t size) {
  self->io_->batches_.run(self, [error, size](connection& owner) { return owner.received(error, size); });
}

// True when another batch is due.
bool connection::received(error_code error, std::size_t size) {
  return run_batch([&] {
    note_read(size);
    if (error) {
      read_ended(error);
    } else {
      frames_left_ = true;
    }
  });
}

bool connection::next_batch() {
  return frames_left_ && run_batch([] {});
}

// Dispatches some of the frames that were read, and reads again when none is left.
template <class Before>
bool connection::run_batch(Before before) {
  try {
    before();
    io_->batches_.begin_batch();
    frames_left_ = frames_left_ && !stopping() && !dispatch_buffered(frames_in_batch);
    if (frames_left_) {
      io_->batches_.post_next(shared_from_this());
      return true;
    }
    if (!stopping()) {
      read_next();
      return false;
    }
  } catch (...) {
    // Only std::bad_alloc is thrown here.
    out_of_memory();
  }
  frames_left_ = false;
  reading_ = false;
  io_->reading_over_.notify();
  if (run_over_) {
    out_of_memory();  // the coroutine was broken off for it, and waited for this
  }
  return false;
}

asio::mutable_buffer connection::room_to_read() {
  return asio::buffer(reader_.prepare(read_size_.value()), read_size_.value());
}

void connection::note_read(std::size_t size) {
  reader_.commit(size);
  counters_.bytes_in(size);
  if (read_size_.note(size)) {
    reader_.shrink_to_fit();
  }
  read_at_ = clock_type::now();
}

void connection::read_ended(error_code error) {
  if (stopping()) {
    return;
  }
  std::string detail;
  error = io_->link_.transfer_failure(error, detail);
  const bool no_greeting = reader_.account().greeting == 0;
  if (deadline_error_) {
    stop(deadline_error_, deadline_error_ == errc::login_timed_out && no_greeting ? describe_lack_of_greeting() : "");
  } else if (error != asio::error::eof) {
    link_failed(error, std::move(detail));
  } else if (reader_.mid_frame()) {
    link_failed(no_greeting ? errc::not_ami : errc::connection_closed_in_frame,
                no_greeting ? describe_stranger(reader_.pending()) : std::string{});
  } else {
    link_failed(no_greeting ? errc::no_greeting : errc::connection_closed,
                no_greeting ? describe_silence(server_port_, io_->link_.is_secure()) : std::string{});
  }
}

std::string connection::describe_lack_of_greeting() const {
  return reader_.mid_frame() ? half_a_greeting + describe_stranger(reader_.pending())
                             : describe_silence(server_port_, io_->link_.is_secure());
}

}  // namespace ami::detail
