// The handlers of a connection that wait for its socket.
#pragma once

#include <memory>
#include <utility>

namespace ami::detail {

// Asio destroys a handler without calling it when there is no memory for what comes next. The part of the connection
// that has started the transfer would wait for it for ever, so its transfer_broken_off() is called.
//
// `Part` has, for these two templates:
//   bool starts_transfer_;                  within the call that starts a transfer
//   void transfer_broken_off() noexcept;    called on any thread
template <class Part>
class transfer_handler {
public:
  explicit transfer_handler(std::shared_ptr<Part> self) noexcept : self_{std::move(self)} {}
  transfer_handler(transfer_handler&& other) noexcept = default;
  transfer_handler& operator=(transfer_handler&& other) = delete;
  ~transfer_handler() {
    // While the transfer is started, its caller sees the exception.
    if (self_ != nullptr && !self_->starts_transfer_) {
      self_->transfer_broken_off();
    }
  }

protected:
  std::shared_ptr<Part> take() noexcept { return std::move(self_); }

private:
  std::shared_ptr<Part> self_;  // null when it was moved from, or was called
};

// Around the call that starts a transfer.
template <class Part>
class transfer_start {
public:
  explicit transfer_start(Part& part) noexcept : part_{part} { part_.starts_transfer_ = true; }
  transfer_start(const transfer_start&) = delete;
  transfer_start& operator=(const transfer_start&) = delete;
  ~transfer_start() { part_.starts_transfer_ = false; }

private:
  Part& part_;
};

}  // namespace ami::detail
