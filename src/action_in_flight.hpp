// One action on its way: what is sent, whom the reply is for, and how far it got.
#pragma once

#include "completion.hpp"
#include "list_source.hpp"
#include "ready_queue.hpp"

#include <ami/detail/handler.hpp>
#include <ami/options.hpp>

#include <boost/system/error_code.hpp>

#include <array>
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
enum class action_owner : std::uint8_t { user, logoff, ping, mask, replayed_mask, replayed_filter };

// Whom the reply is for: a handler, a streamed list, or nobody (the library's own actions).
class recipient {
public:
  recipient() noexcept {}
  explicit recipient(std::shared_ptr<list_source> list) noexcept : list_{std::move(list)} {}

  bool nobody() const noexcept { return !handler_ && list_ == nullptr; }

  std::optional<stored_handler<reply_handler>> handler_;
  std::shared_ptr<list_source> list_;
};

// What an action sends. Most have room in here, which saves an allocation.
class action_bytes {
public:
  action_bytes() noexcept {}  // NOLINT(cppcoreguidelines-pro-type-member-init): make() gives room to be filled

  // The room for so many.
  char* make(std::size_t size) {
    if (size > near_.size()) {
      far_ = std::make_unique_for_overwrite<char[]>(size);
    }
    size_ = size;
    return far_ != nullptr ? far_.get() : near_.data();
  }
  void clear() noexcept {
    far_ = nullptr;
    size_ = 0;
  }
  std::size_t size() const noexcept { return size_; }
  std::string_view view() const noexcept { return {far_ != nullptr ? far_.get() : near_.data(), size_}; }

private:
  std::array<char, 128> near_;
  std::unique_ptr<char[]> far_;
  std::size_t size_ = 0;
};

// Made on the caller's thread, and handed on as a whole from there to the strand.
class action_in_flight final : public ready_queue::entry {
public:
  action_in_flight() noexcept {}  // nothing is set to zero in vain

  // Hands its result to its handler, once the reply is there.
  void run() override {
    reply_handler handler{std::move(to_.handler_->handler())};
    std::move(handler)(result_error_, std::move(result_));
  }

  std::string name_;
  std::string action_id_;  // when it has one of the user's
  std::string detail_;
  std::string trace_;   // for the log, only when it is wanted; secrets replaced
  action_bytes bytes_;  // until they are written
  std::uint64_t id_ = 0;
  options::duration timeout_{};
  options::duration wait_for_connection_{};
  boost::system::error_code error_;
  bool publish_items_ = false;
  bool names_itself_ = false;  // has an ActionID of the user's

  // On the strand.
  recipient to_;
  std::chrono::steady_clock::time_point written_at_;
  std::chrono::steady_clock::time_point due_ = std::chrono::steady_clock::time_point::max();
  action_statistics* counts_ = nullptr;  // since it was written
  action_owner owner_ = action_owner::user;
  boost::system::error_code result_error_;
  reply result_;
  bool written_ = false;
  bool may_wait_ = false;  // for a connection
};
using action_ptr = std::unique_ptr<action_in_flight>;

}  // namespace ami::detail
