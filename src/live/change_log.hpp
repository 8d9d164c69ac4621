// What changed in the live state, for those who watch it. No sockets, no clocks.
#pragma once

#include <ami/config.hpp>
#include <ami/live_change.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace ami::live {

/// Collects the changes of all tables, and knows when and why they are made.
/// @par Thread safety None, as of all classes here: they belong to a strand.
class AMI_DECL change_log {
public:
  /// An event or a list begins to be applied.
  void begin(live_time now, live_cause cause) noexcept {
    now_ = now;
    cause_ = cause;
  }
  live_time now() const noexcept { return now_; }
  live_cause cause() const noexcept { return cause_; }
  void set_cause(live_cause cause) noexcept { cause_ = cause; }
  /// The time of what is applied, where that tells when it happened.
  std::optional<live_since> happened_now() const noexcept {
    return cause_ == live_cause::event ? std::optional{live_since{now_, true}} : std::nullopt;
  }

  /// Whether changes are collected; they are counted in any case.
  void watch(bool on) noexcept { watched_ = on; }
  bool watched() const noexcept { return watched_; }
  std::vector<live_change> take() noexcept { return std::exchange(changes_, {}); }
  /// There was no memory to note what changed.
  void lose() noexcept {
    ++generation_;
    changes_.clear();
    differences_.fill(0);
    lost_ = true;
  }
  /// True once after lose(): the changes since the last call of take() do not lead from what was to what is.
  bool take_loss() noexcept { return std::exchange(lost_, false); }

  /// Higher after each change.
  std::uint64_t generation() const noexcept { return generation_; }
  /// How many changes lists made to a part since it was last invalid.
  std::uint64_t differences(live_part part) const noexcept { return differences_[static_cast<std::size_t>(part)]; }

  /// A record was changed in place, or nobody watches.
  void count(live_part part) noexcept {
    ++generation_;
    differences_[static_cast<std::size_t>(part)] += cause_ == live_cause::event ? 0U : 1U;
  }
  /// A record changed.
  /// @param before null for a new one, `after` null for one that is gone.
  template <class Record>
  void note(live_part part, std::shared_ptr<const Record> before, std::shared_ptr<const Record> after) {
    count(part);
    if (!watched_) {
      return;
    }
    live_change change;
    change.kind_ = !before ? live_change_kind::added : !after ? live_change_kind::removed : live_change_kind::changed;
    change.part_ = part;
    change.cause_ = cause_;
    change.time_ = now_;
    if (before) {
      change.before_ = std::move(before);
    }
    if (after) {
      change.after_ = std::move(after);
    }
    changes_.push_back(std::move(change));
  }
  /// The state of a part changed, and it is as valid as before.
  void count_state() noexcept { ++generation_; }
  /// A part became valid or invalid.
  void note_state(live_part part, const live_part_state& state);

private:
  std::vector<live_change> changes_;
  std::array<std::uint64_t, live_part_count> differences_{};
  std::uint64_t generation_ = 0;
  live_time now_;
  live_cause cause_ = live_cause::event;
  bool watched_ = false;
  bool lost_ = false;
};

}  // namespace ami::live
