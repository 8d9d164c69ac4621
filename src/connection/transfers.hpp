// The handlers of a connection that wait for its socket.
#pragma once

#include "connection/connection.hpp"

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <memory>
#include <utility>

namespace ami::detail {

// Asio destroys a handler without calling it when there is no memory for what comes next. The connection would wait for
// it for ever, so it is told.
class connection::transfer_handler {
public:
  transfer_handler(std::shared_ptr<connection> self, transfer under_way) noexcept
      : self_{std::move(self)}, under_way_{under_way} {}
  transfer_handler(transfer_handler&& other) noexcept = default;
  transfer_handler& operator=(transfer_handler&& other) = delete;
  ~transfer_handler() {
    // While the transfer is started, its caller sees the exception.
    if (self_ != nullptr && !self_->starts_transfer_) {
      self_->transfer_broken_off(under_way_);
    }
  }

protected:
  std::shared_ptr<connection> take() noexcept { return std::move(self_); }

private:
  std::shared_ptr<connection> self_;  // null when it was moved from, or was called
  transfer under_way_;
};

class connection::read_handler : public connection::transfer_handler {
public:
  explicit read_handler(std::shared_ptr<connection> self) noexcept
      : transfer_handler{std::move(self), transfer::read} {}
  void operator()(boost::system::error_code error, std::size_t size) { arrived(take(), error, size); }
  // Not a continuation, although one read is started from within the other: handlers of the user may run after it on
  // this thread, and what arrives meanwhile is for whichever thread is free.
  friend bool asio_handler_is_continuation(read_handler* /*self*/) noexcept { return false; }
};

class connection::write_handler : public connection::transfer_handler {
public:
  explicit write_handler(std::shared_ptr<connection> self) noexcept
      : transfer_handler{std::move(self), transfer::write} {}
  void operator()(boost::system::error_code error, std::size_t size) { take()->written(error, size); }
};

// Around the call that starts a transfer.
class connection::transfer_start {
public:
  explicit transfer_start(connection& owner) noexcept : owner_{owner} { owner_.starts_transfer_ = true; }
  transfer_start(const transfer_start&) = delete;
  transfer_start& operator=(const transfer_start&) = delete;
  ~transfer_start() { owner_.starts_transfer_ = false; }

private:
  connection& owner_;
};

}  // namespace ami::detail
