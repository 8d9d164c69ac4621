#include "cluster_live/live_group.hpp"

#include "base/memory_reserve.hpp"

#include <ami/error.hpp>

#include <algorithm>
#include <new>
#include <utility>

namespace ami::detail {

void live_group::add(std::shared_ptr<const std::string> name, const std::shared_ptr<connection>& server) {
  {
    const std::lock_guard lock{mutex_};
    if (finishing_) {
      return;
    }
  }
  const auto keeper = std::make_shared<live_keeper>(server, wanted_, true);
  keeper->begin();
  bool late = false;
  {
    const std::lock_guard lock{mutex_};
    late = finishing_;
    if (!late) {
      members_.push_back(live_member{name, keeper});
      for (const auto& stream : living_streams()) {
        stream->add(name, *keeper);
      }
    }
  }
  if (late) {
    keeper->stop();
  }
}

void live_group::remove(std::string_view name) {
  std::shared_ptr<live_keeper> leaving;
  std::vector<std::shared_ptr<server_change_source>> streams;
  {
    const std::lock_guard lock{mutex_};
    const auto found = std::ranges::find_if(members_, [&](const live_member& member) { return *member.name_ == name; });
    if (found == members_.end()) {
      return;
    }
    streams = with_memory_reserve([&] { return living_streams(); });
    leaving = std::move(found->keeper_);
    members_.erase(found);
  }
  leaving->stop();
  for (const auto& stream : streams) {
    stream->remove(name);
  }
}

void live_group::finish() {
  const std::lock_guard lock{mutex_};
  finishing_ = true;
  for (const live_member& member : members_) {
    member.keeper_->renew_no_more();
  }
}

void live_group::end(boost::system::error_code reason) {
  std::vector<live_member> members;
  std::vector<std::shared_ptr<server_change_source>> streams;
  std::vector<std::weak_ptr<state_watch>> watches;
  {
    const std::lock_guard lock{mutex_};
    if (end_reason_) {
      return;
    }
    finishing_ = true;
    members = with_memory_reserve([&] { return members_; });
    streams = with_memory_reserve([&] { return living_streams(); });
    end_reason_ = reason;
    streams_.clear();
    watches.swap(watches_);
  }
  for (const live_member& member : members) {
    member.keeper_->stop();
  }
  for (const auto& stream : streams) {
    stream->end(reason);
  }
  for (const auto& waiting : watches) {
    if (const auto watch = waiting.lock()) {
      watch->note_change();
    }
  }
}

void live_group::stop() noexcept {
  try {
    end(errc::disconnected);
  } catch (const std::bad_alloc&) {
    return;  // the destructors close what is open
  }
}

std::vector<live_member> live_group::members() const {
  const std::lock_guard lock{mutex_};
  return members_;
}

std::shared_ptr<live_keeper> live_group::find(std::string_view name) const {
  const std::lock_guard lock{mutex_};
  const auto found = std::ranges::find_if(members_, [&](const live_member& member) { return *member.name_ == name; });
  return found != members_.end() ? found->keeper_ : nullptr;
}

std::shared_ptr<server_change_source> live_group::subscribe(std::size_t capacity) {
  auto stream = std::make_shared<server_change_source>(context_, capacity);
  const std::lock_guard lock{mutex_};
  std::erase_if(streams_, [](const auto& known) { return known.expired(); });
  streams_.push_back(stream);
  for (const live_member& member : members_) {
    stream->add(member.name_, *member.keeper_);
  }
  if (end_reason_) {
    stream->end(end_reason_);
  }
  return stream;
}

std::shared_ptr<state_watch> live_group::make_watch() {
  auto made = std::make_shared<state_watch>(context_);
  const std::lock_guard lock{mutex_};
  std::erase_if(watches_, [](const auto& known) { return known.expired(); });
  watches_.push_back(made);
  return made;
}

// With the lock held.
std::vector<std::shared_ptr<server_change_source>> live_group::living_streams() const {
  std::vector<std::shared_ptr<server_change_source>> result;
  for (const auto& stream : streams_) {
    if (auto alive = stream.lock()) {
      result.push_back(std::move(alive));
    }
  }
  return result;
}

boost::system::error_code live_group::end_reason() const {
  const std::lock_guard lock{mutex_};
  return end_reason_;
}

}  // namespace ami::detail
