#include "amictl/nearest.hpp"

#include <algorithm>
#include <utility>

namespace amictl {

namespace {

char lower_letter(char letter) noexcept {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool has_within(std::string_view text, std::string_view part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char a, char b) { return lower_letter(a) == lower_letter(b); }) != text.end();
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Three rows of the table of the distances between the beginnings of both.
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) {
    last[j] = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const char left = lower_letter(a[i - 1]);
      const char right = lower_letter(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (left == right ? 0U : 1U)});
      if (i > 1 && j > 1 && left == lower_letter(b[j - 2]) && lower_letter(a[i - 2]) == right) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::vector<std::string_view> nearest(std::string_view typed, const std::vector<std::string_view>& names) {
  constexpr std::size_t most = 3;
  constexpr std::size_t contained = 2;  // as a distance
  std::vector<std::pair<std::size_t, std::string_view>> found;
  for (const std::string_view name : names) {
    std::size_t distance = edit_distance(typed, name);
    if (typed.size() >= most && has_within(name, typed)) {
      distance = std::min(distance, contained);
    }
    if (distance <= std::max(contained, (typed.size() + 2) / 3) && distance < typed.size()) {
      found.emplace_back(distance, name);
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::pair{a.first, a.second.size()} < std::pair{b.first, b.second.size()};
  });
  std::vector<std::string_view> result;
  for (const auto& [distance, name] : found) {
    // Beside a name that differs in one letter those that differ in three are none.
    if (result.size() < most && distance <= found.front().first + 1) {
      result.push_back(name);
    }
  }
  return result;
}

std::string did_you_mean(std::string_view typed, const std::vector<std::string_view>& names) {
  const std::vector<std::string_view> near = nearest(typed, names);
  std::string result;
  for (std::size_t i = 0; i < near.size(); ++i) {
    result += i == 0 ? ": did you mean " : i + 1 == near.size() ? " or " : ", ";
    result += near[i];
  }
  return result.empty() ? result : result + '?';
}

}  // namespace amictl
