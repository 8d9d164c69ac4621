// One action on its way: what is sent, and how far it got.
#pragma once

#include "base/task.hpp"
#include "base/wipe.hpp"

#include <ami/detail/recycled_memory.hpp>
#include <ami/options.hpp>
#include <ami/reply.hpp>
#include <ami/statistics.hpp>

#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami::session {

/// How much of a list is kept until it is complete. Default: without limit.
class list_limits {
public:
  list_limits() noexcept {}

  /// At most this many items.
  list_limits& max_items(std::size_t value) & noexcept {
    max_items_ = value;
    return *this;
  }
  list_limits&& max_items(std::size_t value) && noexcept { return std::move(max_items(value)); }
  /// At most this many bytes of items, counted as received.
  list_limits& max_bytes(std::size_t value) & noexcept {
    max_bytes_ = value;
    return *this;
  }
  list_limits&& max_bytes(std::size_t value) && noexcept { return std::move(max_bytes(value)); }

  std::size_t max_items() const noexcept { return max_items_; }
  std::size_t max_bytes() const noexcept { return max_bytes_; }

private:
  std::size_t max_items_ = std::numeric_limits<std::size_t>::max();
  std::size_t max_bytes_ = std::numeric_limits<std::size_t>::max();
};

// Who sent an action: the user, or the library on its own account.
enum class action_owner : std::uint8_t { user, logoff, ping, mask };

// What few actions have.
class action_extras {
public:
  std::string action_id_;                   // chosen by the user
  std::string detail_;                      // why the action is invalid
  std::string trace_;                       // for the log, only when it is wanted; secrets replaced
  std::optional<list_limits> list_limits_;  // where they are not those of the options
};

// The bytes that an action sends. They are not within the action, which is in flight long after it has been sent. Any
// header may hold a secret, also one that only a vendor's module knows; so all of them are overwritten afterwards,
// which costs less than looking at each header's name.
class action_bytes {
public:
  action_bytes() noexcept {}
  action_bytes(const action_bytes&) = delete;
  action_bytes& operator=(const action_bytes&) = delete;
  ~action_bytes() { clear(); }

  // Room for `size` bytes, which the caller writes.
  char* make(std::size_t size) {
    clear();
    data_ = static_cast<char*>(detail::allocate_recycled(size));
    size_ = size;
    return data_;
  }
  void clear() noexcept {
    if (data_ != nullptr) {
      detail::wipe(data_, size_);
      detail::deallocate_recycled(std::exchange(data_, nullptr), std::exchange(size_, 0));
    }
  }
  void swap(action_bytes& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
  }
  std::size_t size() const noexcept { return size_; }
  std::string_view view() const noexcept { return {data_, size_}; }

private:
  char* data_ = nullptr;
  std::size_t size_ = 0;
};

// Made on the caller's thread, and handed on as a whole from there to the strand. A derived class holds the
// handler, and calls it in run(). The members are in the order in which they are used: each action in flight has
// been out of the processor's cache when the next thing happens to it.
class pending_action : public detail::task {
public:
  using time_point = std::chrono::steady_clock::time_point;

  pending_action() noexcept {}  // members without an initializer are set before they are read

  action_extras& extras() {
    if (extras_ == nullptr) {
      extras_ = std::make_unique<action_extras>();
    }
    return *extras_;
  }
  std::string take_detail() { return extras_ != nullptr ? std::move(extras_->detail_) : std::string{}; }
  bool of_user() const noexcept { return owner_ == action_owner::user; }

  std::uint64_t id_ = 0;
  std::uint64_t batch_ = 0;  // the outbox's buffer that its bytes went into; 0 while it has them itself
  action_owner owner_ = action_owner::user;
  bool publish_items_ = false;
  bool names_itself_ = false;            // has an ActionID of the user's
  bool text_reply_ = false;              // it is answered with text, as the caller says or the catalogue
  bool streamed_ = false;                // the items of its list are handed out one by one
  bool may_wait_ = false;                // for a connection
  action_statistics* counts_ = nullptr;  // since it was written
  time_point written_at_;
  time_point due_ = time_point::max();
  options::duration timeout_{};
  boost::system::error_code error_;  // why it cannot be sent, and later its result
  reply result_;
  std::unique_ptr<action_extras> extras_;
  std::string name_;
  options::duration wait_for_connection_{};
  action_bytes bytes_;  // until they are written
};
using pending_ptr = std::unique_ptr<pending_action>;

}  // namespace ami::session
