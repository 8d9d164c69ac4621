// A duration that a user sets as a limit or a delay.
//
//     using namespace std::chrono_literals;
//     settings.login_timeout(5s).ping_after(1min).resolve_timeout(1500ms);
#pragma once

#include <ami/config.hpp>

#include <chrono>
#include <ratio>
#include <type_traits>
#include <utility>

namespace ami {

/// A limit or a delay, made from any of std::chrono's durations that milliseconds hold without rounding: the type of
/// all parameters of this library that are times. There is no need to name it; a duration converts.
///
/// A longer one than ten years counts as ten years, so that several can be added to a time of a clock;
/// `std::chrono::hours::max()`, meant as "no limit", would overflow to a time in the past. What zero means is said by
/// each function that takes one. Microseconds, and durations with a fraction, do not compile: convert them yourself,
/// with `std::chrono::ceil`.
/// @par Thread safety As any value.
class time_span {
public:
  /// What it converts to.
  using duration = std::chrono::milliseconds;

  /// The longest one: 3653 days, ten years. The shortest is its negative.
  static constexpr duration longest() noexcept { return std::chrono::hours{24 * 3653}; }

  /// @param value the duration; cut to longest().
  template <class Rep, class Period>
  requires std::is_integral_v<Rep> && std::is_convertible_v<std::chrono::duration<Rep, Period>, duration>
  constexpr time_span(std::chrono::duration<Rep, Period> value) noexcept : value_{within_limits(value)} {}

  /// The duration in milliseconds.
  constexpr operator duration() const noexcept { return value_; }

private:
  // Compared before the conversion, which would overflow.
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
