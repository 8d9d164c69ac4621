#include "testing/connection.hpp"

#include "testing/server.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/socket_base.hpp>
#include <boost/asio/ssl/error.hpp>
#include <openssl/ssl.h>

#include <algorithm>
#include <limits>
#include <sys/ioctl.h>

namespace asio = boost::asio;

namespace ami::testing::detail {

namespace {

// While an action blocks the session, no more than this is read.
constexpr std::size_t max_waiting_input = std::size_t{1} << 20;
constexpr std::chrono::seconds longest_drain{2};

}  // namespace

connection::connection(server& owner, asio::ip::tcp::socket socket, std::uint64_t id, lasting_faults faults)
    : owner_{owner}, socket_{std::move(socket)}, login_timer_{socket_.get_executor()},
      read_timer_{socket_.get_executor()}, write_timer_{socket_.get_executor()}, watch_timer_{socket_.get_executor()},
      reply_timer_{socket_.get_executor()}, id_{id}, faults_{faults}, mask_{event_classes::all()} {}

void connection::start(const std::string& greeting) {
  error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay{true}, ignored);
  if (const int size = owner_.options().send_buffer(); size > 0) {
    socket_.set_option(asio::socket_base::send_buffer_size{size}, ignored);
  }
  login_timer_.expires_after(owner_.options().login_timeout());
  login_timer_.async_wait([self = shared_from_this()](error_code error) {
    if (!error && !self->logged_in_) {
      self->drop();
    }
  });
  if (owner_.tls() != nullptr) {
    shake_hands(greeting);
  } else {
    greet(greeting);
  }
}

void connection::greet(const std::string& greeting) {
  raw(greeting);
  read();
}

void connection::shake_hands(const std::string& greeting) {
  shaking_hands_ = true;
  tls_ = std::make_unique<asio::ssl::stream<asio::ip::tcp::socket&>>(socket_, *owner_.tls());
  tls_->async_handshake(asio::ssl::stream_base::server, [self = shared_from_this(), greeting](error_code error) {
    self->shaking_hands_ = false;
    if (self->closing_) {
      return;
    }
    if (error) {
      // Closed in order, so that the client receives the alert.
      self->finish();
      return;
    }
    const char* const name = SSL_get_servername(self->tls_->native_handle(), TLSEXT_NAMETYPE_host_name);
    self->owner_.asked_for(name != nullptr ? name : "");
    self->greet(greeting);
    self->write();
  });
}

void connection::log_in(std::string user, event_classes read, event_classes write, event_classes mask) {
  user_ = std::move(user);
  read_ = read;
  write_ = write;
  mask_ = mask;
  logged_in_ = true;
  login_reply_waits_ = !delayed_.empty();
  login_timer_.cancel();
  owner_.logged_in(*this);
}

// ---- Input

void connection::read() {
  if (reading_ || shaking_hands_ || half_open_ || closing_ || end_of_input_ || parser_.buffered() > max_waiting_input) {
    return;
  }
  reading_ = true;
  const std::size_t size = faults_.read_size != 0 ? std::min(faults_.read_size, input_.size()) : input_.size();
  auto done = [self = shared_from_this()](error_code error, std::size_t count) { self->after_read(error, count); };
  if (tls_ != nullptr) {
    tls_->async_read_some(asio::buffer(input_.data(), size), std::move(done));
  } else {
    socket_.async_read_some(asio::buffer(input_.data(), size), std::move(done));
  }
}

void connection::after_read(error_code error, std::size_t size) {
  reading_ = false;
  if (closing_) {
    return;
  }
  owner_.count_received(size);
  parser_.feed({input_.data(), size});
  if (error == asio::error::operation_aborted) {
    read();
    return;
  }
  if (error == asio::error::eof || error == asio::ssl::error::stream_truncated) {
    if (tls_ != nullptr && error == asio::error::eof) {
      owner_.count_close_notify();
    }
    end_of_input_ = true;
  } else if (error) {
    lose();
    return;
  }
  process();
  if (faults_.read_size == 0 || end_of_input_) {
    read();
    return;
  }
  reading_ = true;
  read_timer_.expires_after(faults_.read_interval);
  read_timer_.async_wait([self = shared_from_this()](error_code) {
    self->reading_ = false;
    self->read();
  });
}

void connection::process() {
  if (processing_) {
    return;
  }
  processing_ = true;
  while (!blocked_ && !half_open_ && !closing_ && !close_when_done_) {
    auto message = parser_.next();
    if (!message) {
      break;
    }
    owner_.handle(*this, std::move(*message));
  }
  processing_ = false;
  if (end_of_input_ && !blocked_ && !half_open_) {
    close();
  }
}

void connection::block() {
  blocked_ = true;
}

void connection::unblock() {
  blocked_ = false;
  release_events();
  process();
  read();
}

void connection::reply_and_close_after(std::chrono::milliseconds delay, std::string bytes) {
  blocked_ = true;
  if (delay <= std::chrono::milliseconds::zero()) {
    reply(std::move(bytes));
    close();
    return;
  }
  login_timer_.expires_after(delay);
  login_timer_.async_wait([self = shared_from_this(), text = std::move(bytes)](error_code) mutable {
    self->reply(std::move(text));
    self->close();
  });
}

// ---- Output

void connection::raw(std::string_view bytes) {
  if (closing_ || bytes.empty()) {
    return;
  }
  unsent_.append(bytes);
  if (unsent() > owner_.options().max_unsent()) {
    drop();
    return;
  }
  write();
}

bool connection::all_arrived() noexcept {
  int unacknowledged = 0;
  return unsent() == 0 && (::ioctl(socket_.native_handle(), TIOCOUTQ, &unacknowledged) != 0 || unacknowledged == 0);
}

// When there are filters that include, one of them has to match; none of those that exclude may match.
bool connection::passes_filters(std::string_view bytes) const {
  bool only_included = false;
  bool included = false;
  for (const event_filter& filter : filters_) {
    const bool matches = filter.matches(bytes);
    if (filter.excludes() && matches) {
      return false;
    }
    only_included = only_included || !filter.excludes();
    included = included || (!filter.excludes() && matches);
  }
  return included || !only_included;
}

void connection::event(std::string_view bytes, event_classes classes) {
  if (!logged_in_ || !read_.contains(classes) || !mask_.contains(classes) || !passes_filters(bytes)) {
    return;
  }
  if (blocked_ || login_reply_waits_) {
    held_events_.append(bytes);
  } else {
    raw(bytes);
  }
}

void connection::reply(std::string bytes) {
  if (faults_.reply_delay <= std::chrono::milliseconds::zero() && delayed_.empty()) {
    raw(bytes);
    return;
  }
  if (closing_) {
    return;
  }
  // A reply never overtakes an earlier one.
  auto due = clock::now() + faults_.reply_delay;
  if (!delayed_.empty()) {
    due = std::max(due, delayed_.back().first);
  }
  delayed_.emplace_back(due, std::move(bytes));
  release_replies();
}

void connection::release_events() {
  if (!blocked_ && !login_reply_waits_) {
    const std::string events = std::exchange(held_events_, {});
    raw(events);
  }
}

void connection::release_replies() {
  while (!delayed_.empty() && delayed_.front().first <= clock::now()) {
    const std::string bytes = std::move(delayed_.front().second);
    delayed_.pop_front();
    raw(bytes);
  }
  if (delayed_.empty()) {
    login_reply_waits_ = false;
    release_events();
    close_if_done();
  } else if (!releasing_) {
    releasing_ = true;
    reply_timer_.expires_at(delayed_.front().first);
    reply_timer_.async_wait([self = shared_from_this()](error_code) {
      self->releasing_ = false;
      if (!self->closing_) {
        self->release_replies();
      }
    });
  }
}

void connection::write() {
  if (writing_ || shaking_hands_ || half_open_ || closing_) {
    return;
  }
  if (written_ == in_flight_.size()) {
    in_flight_.clear();
    written_ = 0;
    std::swap(in_flight_, unsent_);
    if (in_flight_.empty()) {
      close_if_done();
      return;
    }
  }
  writing_ = true;
  const std::size_t rest = in_flight_.size() - written_;
  const std::size_t size = faults_.split_size != 0 ? std::min(faults_.split_size, rest) : rest;
  watch_write();
  auto done = [self = shared_from_this()](error_code error, std::size_t count) { self->after_write(error, count); };
  if (tls_ != nullptr) {
    tls_->async_write_some(asio::buffer(in_flight_.data() + written_, size), std::move(done));
  } else {
    socket_.async_write_some(asio::buffer(in_flight_.data() + written_, size), std::move(done));
  }
}

void connection::watch_write() {
  if (owner_.options().write_timeout() > std::chrono::milliseconds::zero()) {
    watch_timer_.expires_after(owner_.options().write_timeout());
    watch_timer_.async_wait([self = shared_from_this()](error_code error) {
      if (!error && self->writing_ && self->watch_timer_.expiry() <= clock::now()) {
        self->drop();
      }
    });
  }
}

void connection::after_write(error_code error, std::size_t size) {
  writing_ = false;
  if (closing_) {
    return;
  }
  written_ += size;
  owner_.count_sent(size);
  if (owner_.options().write_timeout() > std::chrono::milliseconds::zero()) {
    watch_timer_.cancel();
  }
  if (error && error != asio::error::operation_aborted) {
    lose();
    return;
  }
  if (faults_.split_size == 0 || faults_.split_pause <= std::chrono::milliseconds::zero()) {
    write();
    return;
  }
  writing_ = true;
  write_timer_.expires_after(faults_.split_pause);
  write_timer_.async_wait([self = shared_from_this()](error_code) {
    self->writing_ = false;
    self->write();
  });
}

// ---- Faults

void connection::split_writes(std::size_t size, std::chrono::milliseconds pause) {
  faults_.split_size = size;
  faults_.split_pause = pause;
}

void connection::read_slowly(std::size_t size, std::chrono::milliseconds interval) {
  faults_.read_size = size;
  faults_.read_interval = interval;
  if (size == 0) {
    read_timer_.cancel();
  }
}

void connection::half_open(bool on) {
  if (closing_ || half_open_ == on) {
    return;
  }
  half_open_ = on;
  if (on) {
    // A TLS session does not survive a record that is cut off: the write under way ends there, and nothing follows it.
    if (tls_ == nullptr) {
      error_code ignored;
      socket_.cancel(ignored);
    }
    return;
  }
  process();
  read();
  write();
}

// ---- The end

void connection::close() {
  close_when_done_ = true;
  close_if_done();
}

void connection::close_if_done() {
  if (close_when_done_ && !closing_ && !saying_goodbye_ && !writing_ && !shaking_hands_ && !half_open_ &&
      delayed_.empty() && unsent() == 0) {
    if (tls_ != nullptr && owner_.options().tls_close_notify()) {
      say_goodbye();
    } else {
      finish();
    }
  }
}

// With TLS: sends close_notify, without waiting for the client's.
void connection::say_goodbye() {
  saying_goodbye_ = true;
  SSL* const native = tls_->native_handle();
  SSL_set_shutdown(native, SSL_get_shutdown(native) | SSL_RECEIVED_SHUTDOWN);
  tls_->async_shutdown([self = shared_from_this()](error_code) { self->drop(); });
}

void connection::drop() {
  if (!closing_) {
    finish();
  }
}

void connection::finish() {
  error_code ignored;
  socket_.cancel(ignored);
  gone();
  socket_.shutdown(asio::socket_base::shutdown_send, ignored);
  watch_timer_.expires_after(longest_drain);
  watch_timer_.async_wait([self = shared_from_this()](error_code error) {
    if (!error) {
      error_code unused;
      self->socket_.close(unused);
    }
  });
  drain();
}

void connection::drain() {
  socket_.async_read_some(asio::buffer(input_), [self = shared_from_this()](error_code error, std::size_t) {
    if (!error) {
      self->drain();
      return;
    }
    error_code ignored;
    self->socket_.close(ignored);
    self->watch_timer_.cancel();
  });
}

void connection::reset() {
  if (!closing_) {
    error_code ignored;
    socket_.set_option(asio::socket_base::linger{true, 0}, ignored);
    lose();
  }
}

void connection::lose() {
  error_code ignored;
  socket_.close(ignored);
  gone();
}

void connection::close_in_frame() {
  raw("Event: Newchannel\r\nPrivilege: call,all\r\nChannel: PJSIP/al");
  close();
}

void connection::gone() {
  closing_ = true;
  login_timer_.cancel();
  read_timer_.cancel();
  write_timer_.cancel();
  watch_timer_.cancel();
  reply_timer_.cancel();
  delayed_.clear();
  held_events_.clear();
  owner_.gone(*this);
}

}  // namespace ami::testing::detail
