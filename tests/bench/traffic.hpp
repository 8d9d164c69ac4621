// What a busy PBX says, rendered once and sent again and again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// The type of which one event in 500 is made.
inline constexpr std::string_view rare_event = "ContactStatus";

/// What a PBX has whose state is kept.
class pbx_size {
public:
  std::uint64_t channels_ = 10'000;  ///< Two for each call, which last: a call that ends begins anew with the same ids.
  std::uint64_t queues_ = 500;
  std::uint64_t members_ = 50;  ///< Of each queue.
  std::uint64_t devices_ = 10'000;
};

/// The answer to one of the list actions that a live state asks; empty for any other action.
std::string list_of_pbx(const pbx_size& size, std::string_view action, std::string_view action_id);

/// A loop of whole events: byte and event positions go on counting in every lap.
class traffic {
public:
  /// Believable events of 20 types, some 460 bytes each, `size` bytes or a little more; the same for the same seed.
  static traffic of_calls(std::size_t size, std::uint64_t seed = 1);
  /// The same events of the channels, members and devices of a PBX.
  static traffic of_pbx(const pbx_size& pbx, std::size_t size);
  /// One event of exactly `event_size` bytes (at least 128) in lines of at most 80, repeated to fill `size` bytes.
  static traffic of_size(std::size_t event_size, std::size_t size);
  /// Items of a list with this ActionID.
  static traffic of_items(std::string_view action_id, std::size_t size);

  std::string_view bytes() const noexcept { return bytes_; }
  /// Bytes before event `index`.
  std::uint64_t begin_of(std::uint64_t index) const noexcept { return lapped(index, begins_); }
  /// Length of the `Channel` values before event `index`.
  std::uint64_t channel_bytes(std::uint64_t index) const noexcept { return lapped(index, channel_bytes_); }
  /// Rare events before event `index`.
  std::uint64_t rare_events(std::uint64_t index) const noexcept { return lapped(index, rare_events_); }
  /// The first beginning of an event at or after byte `position`.
  std::uint64_t boundary(std::uint64_t position) const noexcept;

private:
  traffic() : begins_{0}, channel_bytes_{0}, rare_events_{0} {}

  std::uint64_t lapped(std::uint64_t index, const std::vector<std::uint64_t>& sums) const noexcept {
    const std::uint64_t count = begins_.size() - 1;
    return index / count * sums.back() + sums[index % count];
  }
  void add(std::string_view event, std::size_t channel_size, bool rare);

  std::string bytes_;
  // Each has one entry more than there are events: sums of what stands before an event, and of all.
  std::vector<std::uint64_t> begins_;
  std::vector<std::uint64_t> channel_bytes_;
  std::vector<std::uint64_t> rare_events_;
};

}  // namespace bench
