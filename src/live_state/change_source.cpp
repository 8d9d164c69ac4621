#include "live_state/change_source.hpp"

#include <ami/error.hpp>

#include <mutex>
#include <utility>

namespace ami::detail {

bool change_source::push(const std::vector<live_change>& changes, live::model& /*source*/) {
  std::unique_ptr<waiter> waiting;
  bool fits = true;
  {
    const std::lock_guard lock{mutex_};
    if (ended_) {
      return true;
    }
    fits = queue_.size() + changes.size() <= capacity_;
    if (!fits) {
      ended_ = true;
      end_reason_ = errc::stream_overflowed;
    } else {
      queue_.insert(queue_.end(), changes.begin(), changes.end());
    }
    waiting = take_waiter();
  }
  complete(std::move(waiting), {});
  return fits;
}

void change_source::lose(live::model& /*source*/) noexcept {
  end(errc::stream_overflowed);
}

void change_source::end(boost::system::error_code reason) {
  std::unique_ptr<waiter> waiting;
  {
    const std::lock_guard lock{mutex_};
    if (!std::exchange(ended_, true)) {
      end_reason_ = reason;
    }
    waiting = take_waiter();
  }
  complete(std::move(waiting), {});
}

take_result change_source::take(std::optional<live_change>& value) {
  const std::lock_guard lock{mutex_};
  value.reset();
  if (queue_.empty()) {
    return ended_ ? take_result::ended : take_result::empty;
  }
  value.emplace(std::move(queue_.front()));
  queue_.pop_front();
  return take_result::item;
}

void change_source::close() {
  {
    const std::lock_guard lock{mutex_};
    queue_.clear();
    closed_ = true;
  }
  end(errc::disconnected);
}

std::size_t change_source::buffered() const {
  const std::lock_guard lock{mutex_};
  return queue_.size();
}

bool change_source::closed() const {
  const std::lock_guard lock{mutex_};
  return closed_;
}

boost::system::error_code change_source::end_reason() const {
  const std::lock_guard lock{mutex_};
  return end_reason_;
}

take_result take_value(change_source& source, std::optional<live_change>& value) {
  return source.take(value);
}

void async_wait(std::shared_ptr<change_source> source, wait_handler handler) {
  source->async_wait(std::move(handler));
}

void close_source(change_source& source) noexcept {
  source.close();
}

boost::system::error_code end_reason_of(const change_source& source) {
  return source.end_reason();
}

std::size_t buffered_by(const change_source& source) {
  return source.buffered();
}

}  // namespace ami::detail
