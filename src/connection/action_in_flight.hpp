// One action on its way: what is sent, whom the reply is for, and how far it got.
#pragma once

#include "base/wipe.hpp"
#include "runtime/completion.hpp"
#include "runtime/ready_queue.hpp"
#include "session/correlator.hpp"
#include "streams/list_source.hpp"

#include <ami/detail/handler.hpp>
#include <ami/detail/recycled_memory.hpp>
#include <ami/options.hpp>

#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami::detail {

// Whose reply an action waits for.
enum class action_owner : std::uint8_t { user, logoff, ping, mask };

// Whom the reply is for: a handler, a streamed list, or nobody (the library's own actions).
class recipient {
public:
  recipient() noexcept {}
  explicit recipient(std::shared_ptr<list_source> list) noexcept : list_{std::move(list)} {}

  bool nobody() const noexcept { return handler_.empty() && list_ == nullptr; }

  stored_handler<reply_handler> handler_;
  std::shared_ptr<list_source> list_;
};

// What few actions have.
class action_extras {
public:
  std::string action_id_;                            // of the user's
  std::string detail_;                               // what is wrong with it
  std::string trace_;                                // for the log, only when it is wanted; secrets replaced
  std::optional<session::list_limits> list_limits_;  // where they are not those of the options
};

// What an action sends: not within the action, which is in flight long after it has been sent. Any header may hold a
// secret, also one that only a vendor's module knows; so nothing of it stays in memory, which costs less than a look at
// each header's name.
class action_bytes {
public:
  action_bytes() noexcept {}
  action_bytes(const action_bytes&) = delete;
  action_bytes& operator=(const action_bytes&) = delete;
  ~action_bytes() { clear(); }

  // The room for so many.
  char* make(std::size_t size) {
    clear();
    data_ = static_cast<char*>(allocate_recycled(size));
    size_ = size;
    return data_;
  }
  void clear() noexcept {
    if (data_ != nullptr) {
      wipe(data_, size_);
      deallocate_recycled(std::exchange(data_, nullptr), std::exchange(size_, 0));
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

// Made on the caller's thread, and handed on as a whole from there to the strand. In the order in which it is used:
// each action in flight has been out of the processor's cache when the next thing happens to it.
class action_in_flight final : public ready_queue::entry {
public:
  action_in_flight() noexcept {}  // nothing is set to zero in vain

  // Hands its result to its handler, once the reply is there.
  void run() override {
    reply_handler handler{std::move(to_.handler_.handler())};
    std::move(handler)(error_, std::move(result_));
  }

  action_extras& extras() {
    if (extras_ == nullptr) {
      extras_ = std::make_unique<action_extras>();
    }
    return *extras_;
  }
  std::string take_detail() { return extras_ != nullptr ? std::move(extras_->detail_) : std::string{}; }

  std::uint64_t id_ = 0;
  recipient to_;
  action_owner owner_ = action_owner::user;
  bool publish_items_ = false;
  bool names_itself_ = false;  // has an ActionID of the user's
  bool text_reply_ = false;    // it is answered with text, as the caller says or the catalogue
  bool written_ = false;
  bool may_wait_ = false;                // for a connection
  action_statistics* counts_ = nullptr;  // since it was written
  std::chrono::steady_clock::time_point written_at_;
  std::chrono::steady_clock::time_point due_ = std::chrono::steady_clock::time_point::max();
  options::duration timeout_{};
  boost::system::error_code error_;  // why it cannot be sent, and later its result
  reply result_;
  std::unique_ptr<action_extras> extras_;
  std::string name_;
  options::duration wait_for_connection_{};
  action_bytes bytes_;  // until they are written
};
using action_ptr = std::unique_ptr<action_in_flight>;

}  // namespace ami::detail
