// "Did you mean": names that somebody may have meant.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace amictl {

/// How many letters must be inserted, removed, changed, or swapped with the next one to make one text of the other;
/// upper and lower case are the same.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The names that are nearest to what was typed, the nearest first, at most three: those that contain it, or differ in
/// no more than every third letter.
std::vector<std::string_view> nearest(std::string_view typed, const std::vector<std::string_view>& names);

/// ": did you mean QueuePause or QueuePenalty?", or an empty text when nothing is near.
std::string did_you_mean(std::string_view typed, const std::vector<std::string_view>& names);

}  // namespace amictl
