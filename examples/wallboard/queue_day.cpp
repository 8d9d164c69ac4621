#include "wallboard/queue_day.hpp"

#include <ctime>

namespace wallboard {

milliseconds local_midnight(milliseconds now) {
  const std::time_t seconds = static_cast<std::time_t>(now / 1000);
  std::tm local{};
  localtime_r(&seconds, &local);
  local.tm_hour = 0;
  local.tm_min = 0;
  local.tm_sec = 0;
  local.tm_isdst = -1;  // midnight may be on the other side of a change of the clocks
  return static_cast<milliseconds>(std::mktime(&local)) * 1000;
}

void queue_counts::answer(std::optional<std::chrono::seconds> hold) {
  ++answered_;
  // Longer times are one, so that the map stays small whatever the server says.
  constexpr std::chrono::seconds longest = std::chrono::hours{1};
  if (hold) {
    ++by_hold_[*hold < longest ? *hold : longest];
  }
}

std::uint64_t queue_counts::answered_within(std::chrono::seconds level) const {
  std::uint64_t sum = 0;
  for (auto each = by_hold_.begin(); each != by_hold_.end() && each->first <= level; ++each) {
    sum += each->second;
  }
  return sum;
}

void queue_days::connected(milliseconds now) {
  if (!began_) {
    began_ = true;
    since_ = now;
    incomplete_since_.reset();
  }
  connected_ = true;
}

void queue_days::disconnected(milliseconds now) {
  connected_ = false;
  lost(now);
}

void queue_days::lost(milliseconds now) {
  if (began_ && !incomplete_since_) {
    incomplete_since_ = now;
  }
}

bool queue_days::begin_day(milliseconds midnight) {
  if (midnight <= since_) {
    return false;
  }
  since_ = midnight;
  counts_.clear();
  incomplete_since_.reset();
  if (began_ && !connected_) {
    incomplete_since_ = midnight;
  }
  return true;
}

const queue_counts& queue_days::counts(std::string_view queue) const {
  static const queue_counts none;
  const auto found = counts_.find(queue);
  return found != counts_.end() ? found->second : none;
}

queue_counts& queue_days::counts_of(std::string_view queue) {
  const auto found = counts_.find(queue);
  return found != counts_.end() ? found->second : counts_[std::string{queue}];
}

}  // namespace wallboard
