// A time that a user gives as a limit or a delay.
#pragma once

#include <ami/config.hpp>

#include <chrono>
#include <ratio>
#include <type_traits>
#include <utility>

namespace ami {

/// A limit or a delay, made from any of std::chrono's durations that milliseconds hold without rounding. What is longer
/// than ten years counts as ten years: it can be added to the time of a clock, and several of them too, where
/// `std::chrono::hours::max()`, given for "without a limit", would wrap round to a time that has passed.
class time_span {
public:
  using duration = std::chrono::milliseconds;

  static constexpr duration longest() noexcept { return std::chrono::hours{24 * 3653}; }

  template <class Rep, class Period>
  requires std::is_integral_v<Rep> && std::is_convertible_v<std::chrono::duration<Rep, Period>, duration>
  constexpr time_span(std::chrono::duration<Rep, Period> value) noexcept : value_{within_limits(value)} {}

  constexpr operator duration() const noexcept { return value_; }

private:
  // Compared before it is converted, which is where it would overflow.
  template <class Rep, class Period>
  static constexpr duration within_limits(std::chrono::duration<Rep, Period> value) noexcept {
    constexpr auto most = longest().count() / std::ratio_divide<Period, std::milli>::num;
    if (std::cmp_greater(value.count(), most)) {
      return longest();
    }
    if (std::cmp_less(value.count(), -most)) {
      return -longest();
    }
    return value;
  }

  duration value_;
};

}  // namespace ami
