// Whether what a list has otherwise than the tables is a real difference. No sockets, no clocks.
#pragma once

#include "base/text_hash.hpp"
#include "live/change_log.hpp"

#include <ami/config.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>

namespace ami::live {

/// Decides for one list. While a part is seeded, its list is right in all it says. While a valid part is compared, the
/// list may be ahead of events that are on their way: a difference is real when the list before had the same one.
/// @par Thread safety None.
class AMI_DECL list_judge {
public:
  using differences = std::unordered_set<std::string, detail::text_hash, std::equal_to<>>;

  /// For seeding.
  explicit list_judge(change_log& log) noexcept : log_{&log} {}
  /// For comparing.
  /// @param before the differences that the list before had; outlives this.
  list_judge(change_log& log, const differences& before) noexcept : log_{&log}, before_{&before} {}

  /// What follows is about another record.
  void begin_record() noexcept { log_->set_cause(before_ == nullptr ? live_cause::seeding : live_cause::refresh); }

  /// Whether what the list shows ended and began again while nothing was heard of it. Only seeding asks: the times of
  /// the same beginning differ by no more than a list and an event may be late.
  bool began_anew(const live_since& known, const live_since& listed) const noexcept {
    constexpr std::chrono::seconds most_delay{5};
    return before_ == nullptr && listed.time() - known.time() > most_delay;
  }

  /// The list differs.
  /// @param subject, field, value what tells this difference from any other; `value` is what the list has.
  /// @return true when the list's value is to be taken over.
  bool confirm(std::string_view subject, std::string_view field, std::string_view value = {});
  /// The same of what an event always tells: when it is real, that event has not come.
  bool confirm_told(std::string_view subject, std::string_view field, std::string_view value = {});

  /// Differences that this list has, for the next one; those that were confirmed are not among them.
  const differences& found() const noexcept { return found_; }
  /// How many were real, while comparing.
  std::uint64_t repaired() const noexcept { return repaired_; }
  /// How many of these an event would have told.
  std::uint64_t untold() const noexcept { return untold_; }

private:
  change_log* log_;
  const differences* before_ = nullptr;
  differences found_;
  std::uint64_t repaired_ = 0;
  std::uint64_t untold_ = 0;
};

}  // namespace ami::live
