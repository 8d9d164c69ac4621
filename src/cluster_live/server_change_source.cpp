#include "cluster_live/server_change_source.hpp"

#include "base/memory_reserve.hpp"
#include "live/model.hpp"

#include <ami/error.hpp>

#include <algorithm>
#include <mutex>
#include <new>
#include <utility>

namespace ami::detail {

namespace {

// As in the stream of a cluster's events.
constexpr std::size_t turn = 16;

}  // namespace

class server_change_source::lane final : public change_sink {
public:
  lane(std::weak_ptr<server_change_source> owner, std::shared_ptr<const std::string> name)
      : owner_{std::move(owner)}, name_{std::move(name)} {}

  void begin(const live_snapshot& start) override {
    if (const auto owner = owner_.lock()) {
      owner->begin(*this, start);
    }
  }
  bool push(const std::vector<live_change>& changes, live::model& source) override {
    const auto owner = owner_.lock();
    return owner == nullptr || owner->push(*this, changes, source);
  }
  void lose(live::model& source) noexcept override {
    if (const auto owner = owner_.lock()) {
      owner->lose(*this, source);
    }
  }
  // The group says whether the server left, or all has ended.
  void end(boost::system::error_code /*reason*/) override {}
  bool closed() const override {
    const auto owner = owner_.lock();
    return owner == nullptr || owner->over();
  }

  const std::weak_ptr<server_change_source> owner_;
  const std::shared_ptr<const std::string> name_;

  // Guarded by the owner's mutex. One that has items is among those that are ready.
  std::deque<server_live_change> items_;
  std::size_t changes_ = 0;  // of the items
  bool left_ = false;
  bool lost_ = false;  // there was no memory for the snapshot that has to come before any further change
};

server_change_source::~server_change_source() = default;

// ---- From the live states

void server_change_source::add(const std::shared_ptr<const std::string>& name, live_keeper& server) {
  std::shared_ptr<lane> added;
  {
    const std::lock_guard lock{mutex_};
    if (ended_) {
      return;
    }
    added = find(*name);
    if (added == nullptr) {
      added = std::make_shared<lane>(std::static_pointer_cast<server_change_source>(shared_from_this()), name);
      lanes_.push_back(added);
    }
    added->left_ = false;
  }
  server.add_sink(added);
}

void server_change_source::remove(std::string_view name) {
  std::unique_ptr<waiter> waiting;
  {
    const std::lock_guard lock{mutex_};
    const auto leaving = find(name);
    if (ended_ || leaving == nullptr || leaving->left_) {
      return;
    }
    put(*leaving, server_live_change{leaving->name_});
    leaving->left_ = true;
    waiting = take_waiter();
  }
  complete(std::move(waiting), {});
}

void server_change_source::begin(lane& which, const live_snapshot& start) {
  std::unique_ptr<waiter> waiting;
  {
    const std::lock_guard lock{mutex_};
    if (ended_) {
      return;
    }
    put(which, server_live_change{which.name_, start, 0});
    waiting = take_waiter();
  }
  complete(std::move(waiting), {});
}

bool server_change_source::push(lane& which, const std::vector<live_change>& changes, live::model& source) {
  std::unique_ptr<waiter> waiting;
  bool fits = true;
  {
    const std::lock_guard lock{mutex_};
    if (ended_) {
      return true;
    }
    fits = !which.lost_ && which.changes_ + changes.size() <= capacity_;
    if (fits) {
      for (const live_change& change : changes) {
        put(which, server_live_change{which.name_, change});
        ++which.changes_;
      }
    } else {
      begin_anew(which, changes.size(), source);
    }
    waiting = take_waiter();
  }
  complete(std::move(waiting), {});
  return fits;
}

void server_change_source::lose(lane& which, live::model& source) noexcept {
  std::unique_ptr<waiter> waiting;
  {
    const std::lock_guard lock{mutex_};
    if (ended_) {
      return;
    }
    try {
      begin_anew(which, 0, source);
    } catch (const std::bad_alloc&) {
      which.lost_ = true;  // the next change tries it again
      return;
    }
    waiting = take_waiter();
  }
  complete(std::move(waiting), {});
}

// A snapshot in place of the changes.
// @param more how many changes there are besides those that wait.
void server_change_source::begin_anew(lane& which, std::uint64_t more, live::model& source) {
  server_live_change anew{which.name_, with_memory_reserve([&] { return source.snapshot(); }),
                          more + which.changes_ + lost_before(which)};
  if (which.items_.empty()) {
    with_memory_reserve([&] { put(which, anew); });
  } else {
    which.items_.erase(which.items_.begin() + 1, which.items_.end());
    which.items_.front() = std::move(anew);
  }
  lost_ += more + which.changes_;
  which.changes_ = 0;
  which.lost_ = false;
}

// Of snapshots that nobody has seen.
std::uint64_t server_change_source::lost_before(const lane& which) {
  std::uint64_t sum = 0;
  for (const server_live_change& item : which.items_) {
    sum += item.lost();
  }
  return sum;
}

void server_change_source::put(lane& which, server_live_change item) {
  if (!which.items_.empty()) {
    which.items_.push_back(std::move(item));
    return;
  }
  ready_.push_back(&which);
  try {
    which.items_.push_back(std::move(item));
  } catch (const std::bad_alloc&) {
    ready_.pop_back();
    throw;
  }
  if (ready_.size() == 1) {
    turn_left_ = turn;
  }
}

std::shared_ptr<server_change_source::lane> server_change_source::find(std::string_view name) const {
  const auto found = std::ranges::find_if(lanes_, [&](const auto& known) { return *known->name_ == name; });
  return found != lanes_.end() ? *found : nullptr;
}

bool server_change_source::over() const {
  const std::lock_guard lock{mutex_};
  return ended_;
}

// ---- The end

void server_change_source::end(boost::system::error_code reason) {
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

void server_change_source::close() {
  end(errc::disconnected);
  std::vector<std::shared_ptr<lane>> lanes;  // their items go away without the lock
  const std::lock_guard lock{mutex_};
  ready_.clear();
  lanes.swap(lanes_);
}

boost::system::error_code server_change_source::end_reason() const {
  const std::lock_guard lock{mutex_};
  return end_reason_;
}

// ---- The consumer

take_result server_change_source::take(std::optional<server_live_change>& value) {
  const std::lock_guard lock{mutex_};
  value.reset();
  if (ready_.empty()) {
    return ended_ ? take_result::ended : take_result::empty;
  }
  lane& current = *ready_.front();
  value.emplace(std::move(current.items_.front()));
  current.items_.pop_front();
  current.changes_ -= value->change() != nullptr ? 1U : 0U;
  --turn_left_;
  if (current.items_.empty()) {
    ready_.pop_front();
    turn_left_ = turn;
    if (current.left_) {
      std::erase_if(lanes_, [&](const auto& known) { return known.get() == &current; });
    }
  } else if (turn_left_ == 0) {
    ready_.push_back(&current);
    ready_.pop_front();
    turn_left_ = turn;
  }
  return take_result::item;
}

std::size_t server_change_source::buffered() const {
  const std::lock_guard lock{mutex_};
  std::size_t sum = 0;
  for (const auto& known : lanes_) {
    sum += known->items_.size();
  }
  return sum;
}

std::uint64_t server_change_source::lost() const {
  const std::lock_guard lock{mutex_};
  return lost_;
}

take_result take_value(server_change_source& source, std::optional<server_live_change>& value) {
  return source.take(value);
}

void async_wait(std::shared_ptr<server_change_source> source, wait_handler handler) {
  source->async_wait(std::move(handler));
}

void close_source(server_change_source& source) noexcept {
  source.close();
}

boost::system::error_code end_reason_of(const server_change_source& source) {
  return source.end_reason();
}

std::size_t buffered_by(const server_change_source& source) {
  return source.buffered();
}

std::uint64_t lost_by(const server_change_source& source) {
  return source.lost();
}

}  // namespace ami::detail
