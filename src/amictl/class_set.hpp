// Sets of the manager's classes (call, agent, ...), as rights and masks have them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace amictl {

/// A set of classes. A value.
class class_set {
public:
  class_set() = default;

  /// All classes.
  static class_set all() noexcept;
  /// Those that have events of their own.
  static class_set with_events() noexcept;
  /// Reads a list as manager.conf, an event mask and the header Privilege have it: names separated by commas, "all",
  /// "on", "off" and the like, or the number of a bit mask. Unknown names count for nothing.
  static class_set parse(std::string_view text);

  [[nodiscard]] bool empty() const noexcept { return bits_ == 0; }
  [[nodiscard]] bool contains(class_set other) const noexcept { return (bits_ & other.bits_) == other.bits_; }
  /// True for a set of exactly one class.
  [[nodiscard]] bool is_single() const noexcept { return bits_ != 0 && (bits_ & (bits_ - 1)) == 0; }

  friend class_set operator|(class_set left, class_set right) noexcept { return class_set{left.bits_ | right.bits_}; }
  friend class_set operator&(class_set left, class_set right) noexcept { return class_set{left.bits_ & right.bits_}; }
  friend class_set operator-(class_set left, class_set right) noexcept { return class_set{left.bits_ & ~right.bits_}; }
  friend bool operator==(class_set, class_set) noexcept = default;

  /// The names, separated by `between`; "none" for an empty set, "all" for all.
  [[nodiscard]] std::string names(std::string_view between = ", ") const;
  /// The names of those with events, each with the events that are used most: "agent (QueueCallerJoin, ...), user
  /// (...)".
  [[nodiscard]] std::string with_event_names() const;

private:
  explicit class_set(std::uint32_t bits) noexcept : bits_{bits} {}

  std::uint32_t bits_ = 0;
};

}  // namespace amictl
