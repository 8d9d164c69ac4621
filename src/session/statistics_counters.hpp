// The counters of one connection: plain integers, of the strand alone.
#pragma once

#include "base/text_hash.hpp"

#include <ami/event_type.hpp>
#include <ami/statistics.hpp>
#include <ami/wire/frame.hpp>

#include <boost/system/error_code.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ami::detail {

// What became of an action that was not answered.
enum class action_end : std::uint8_t { timed_out, lost, cancelled, never_sent };

// Allocates when a name is seen for the first time only, and for a bounded number of names.
class statistics_counters {
public:
  static constexpr std::size_t max_names = 64;  // of actions, and of unknown events
  static constexpr std::size_t max_name_bytes = 64;

  void bytes_in(std::size_t size) noexcept { bytes_in_ += size; }
  void bytes_out(std::size_t size) noexcept { bytes_out_ += size; }
  void frame(wire::frame_kind kind) noexcept {
    events_ += kind == wire::frame_kind::event ? 1U : 0U;
    responses_ += kind == wire::frame_kind::response ? 1U : 0U;
    other_frames_ += kind == wire::frame_kind::other ? 1U : 0U;
  }
  void malformed() noexcept { ++malformed_; }
  void stray() noexcept { ++stray_; }
  void unwanted() noexcept { ++unwanted_; }
  void published(event_type type, std::string_view name) {
    ++published_;
    if (type != event_type::unknown) [[likely]] {
      ++by_type_[static_cast<std::size_t>(type)];
    } else {
      unknown_event(name);
    }
  }
  void ping() noexcept { ++pings_; }
  void ping_answered(std::chrono::nanoseconds after) noexcept { last_ping_ = after; }
  void connected() noexcept { ++connects_; }
  void link_lost(boost::system::error_code reason) { count(lost_, reason); }
  void attempt_failed(boost::system::error_code reason) { count(failed_, reason); }

  // Gives where actions of that name are counted, for as long as this lives.
  action_statistics& sent(std::string_view action) {
    action_statistics& counts = action_of(action);
    ++counts.sent;
    return counts;
  }
  // The write failed before its first byte.
  void not_sent(std::string_view action) { --action_of(action).sent; }
  void ended(std::string_view action, action_end end);
  // Answered, `latency` after it was written.
  static void answered(action_statistics& action, bool accepted, std::chrono::nanoseconds latency);

  void subscriber_gone(std::uint64_t lost, std::uint64_t coalesced) noexcept {
    events_lost_ += lost;
    events_coalesced_ += coalesced;
  }

  // Everything that is counted here; the rest is left alone.
  void fill(statistics& to) const;

private:
  using reasons = std::vector<std::pair<boost::system::error_code, std::uint64_t>>;

  static void count(reasons& in, boost::system::error_code reason);
  static std::vector<named_count> named(const reasons& from);
  void unknown_event(std::string_view name);
  action_statistics& action_of(std::string_view name);
  action_statistics& find_action(std::string_view name);

  std::uint64_t bytes_in_ = 0;
  std::uint64_t bytes_out_ = 0;
  std::uint64_t events_ = 0;
  std::uint64_t responses_ = 0;
  std::uint64_t other_frames_ = 0;
  std::uint64_t malformed_ = 0;
  std::uint64_t stray_ = 0;
  std::uint64_t published_ = 0;
  std::uint64_t unwanted_ = 0;
  std::uint64_t pings_ = 0;
  std::uint64_t connects_ = 0;
  std::array<std::uint64_t, event_type_count> by_type_{};
  std::unordered_map<std::string, std::uint64_t, text_hash, std::equal_to<>> unknown_;
  std::uint64_t unknown_rest_ = 0;
  std::unordered_map<std::string, action_statistics, text_hash, std::equal_to<>> actions_;
  action_statistics other_actions_{"other"};
  action_statistics* last_action_ = nullptr;  // looked up
  std::optional<std::chrono::nanoseconds> last_ping_;
  std::uint64_t events_lost_ = 0;
  std::uint64_t events_coalesced_ = 0;
  reasons lost_;
  reasons failed_;
};

}  // namespace ami::detail
