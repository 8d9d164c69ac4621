// The changes between the live state and one consumer.
#pragma once

#include "live_state/change_sink.hpp"
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
class change_source final : public waitable, public change_sink {
public:
  change_source(std::shared_ptr<const context_executor> context, std::size_t capacity)
      : waitable{std::move(context)}, capacity_{capacity} {}

  void begin(const live_snapshot& start) override { start_ = start; }
  // A queue that is full ends; what it has can still be taken.
  bool push(const std::vector<live_change>& changes, live::model& source) override;
  void lose(live::model& source) noexcept override;
  void end(boost::system::error_code reason) override;
  bool closed() const override;

  // What there was when the stream began.
  const live_snapshot& start() const& noexcept { return start_; }
  const live_snapshot& start() const&& = delete;

  // From the consumer.
  take_result take(std::optional<live_change>& value);
  void close();
  std::size_t buffered() const;

  // From anywhere.
  boost::system::error_code end_reason() const;

private:
  bool ready() const noexcept override { return !queue_.empty() || ended_; }

  const std::size_t capacity_;
  live_snapshot start_;  // not changed once anybody else has this object
  // Guarded by mutex_.
  std::deque<live_change> queue_;
  boost::system::error_code end_reason_;
  bool ended_ = false;
  bool closed_ = false;
};

}  // namespace ami::detail
