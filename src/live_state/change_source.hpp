// The changes between the live state and one consumer.
#pragma once

#include "streams/waitable.hpp"

#include <ami/live_change.hpp>
#include <ami/live_state.hpp>

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace ami::detail {

// A bounded queue. From any thread; one consumer.
class change_source final : public waitable {
public:
  change_source(std::shared_ptr<const context_executor> context, std::size_t capacity)
      : waitable{std::move(context)}, capacity_{capacity} {}

  // From the live state. A queue that is full ends; what it has can still be taken.
  void push(const std::vector<live_change>& changes);
  void end(boost::system::error_code reason);

  // From the consumer.
  take_result take(std::optional<live_change>& value);
  void close();
  std::size_t buffered() const;

  // From anywhere: nothing will be taken any more.
  bool closed() const;
  boost::system::error_code end_reason() const;

private:
  bool ready() const noexcept override { return !queue_.empty() || ended_; }

  const std::size_t capacity_;
  // Guarded by mutex_.
  std::deque<live_change> queue_;
  boost::system::error_code end_reason_;
  bool ended_ = false;
  bool closed_ = false;
};

}  // namespace ami::detail
