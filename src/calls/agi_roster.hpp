// Which channels are in AsyncAGI, as the events of one manager say.
#pragma once

#include <ami/event.hpp>

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace ami::async_agi::detail {

// One visit of a channel to AsyncAGI, from AsyncAGIStart to its end. Written on the connection's strand, read anywhere.
class agi_visit {
public:
  std::atomic<bool> ended{false};
  std::atomic<bool> end_seen_by_call{false};  // the call's own stream got the end, too
};

// A start may be followed by its end before anybody takes the call, or subscribes to its events; whoever takes it then
// has to know that it is over. From any thread: the events come on the strand, the calls are taken by the consumer.
class agi_roster {
public:
  // An AsyncAGIStart. A visit of the same channel that was there before has ended.
  void started(const event& value) {
    auto visit = std::make_shared<agi_visit>();
    const std::lock_guard lock{mutex_};
    unclaimed_[&value.frame().data()] = visit;
    auto& current = current_[std::string{value.frame().first_line("Uniqueid")}];
    if (current) {
      current->ended = true;
    }
    current = std::move(visit);
  }

  // An AsyncAGIEnd or a Hangup.
  void ended(const event& value) {
    const std::lock_guard lock{mutex_};
    const auto found = current_.find(std::string{value.frame().first_line("Uniqueid")});
    if (found != current_.end()) {
      found->second->ended = true;
      current_.erase(found);
    }
  }

  // The connection was lost, and no end of a visit will be seen.
  void all_ended() {
    const std::lock_guard lock{mutex_};
    for (const auto& [uniqueid, visit] : current_) {
      visit->ended = true;
    }
    current_.clear();
  }

  // The visit that this event began; a new one when started() has not seen the event. Copies of an event share the
  // frame: its address tells two visits of one channel apart.
  std::shared_ptr<agi_visit> claim(const event& value) {
    const std::lock_guard lock{mutex_};
    const auto found = unclaimed_.find(&value.frame().data());
    if (found == unclaimed_.end()) {
      return std::make_shared<agi_visit>();
    }
    auto visit = std::move(found->second);
    unclaimed_.erase(found);
    return visit;
  }

private:
  std::mutex mutex_;
  std::unordered_map<const void*, std::shared_ptr<agi_visit>> unclaimed_;
  std::unordered_map<std::string, std::shared_ptr<agi_visit>> current_;  // by Uniqueid
};

}  // namespace ami::async_agi::detail
