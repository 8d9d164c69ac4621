#include "amictl/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cwchar>
#include <numeric>
#include <unordered_map>
#include <utility>

namespace amictl {

namespace {

constexpr std::size_t narrowest_column = 4;

char small_letter(char letter) noexcept {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

int compare_texts(std::string_view a, std::string_view b) noexcept {
  const auto before = [](char x, char y) { return small_letter(x) < small_letter(y); };
  if (std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), before)) {
    return -1;
  }
  return std::lexicographical_compare(b.begin(), b.end(), a.begin(), a.end(), before) ? 1 : 0;
}

bool contains_text(std::string_view text, std::string_view part) noexcept {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char x, char y) { return small_letter(x) == small_letter(y); }) != text.end();
}

// The bytes of the first character of a text that is not empty.
std::size_t bytes_of_first(std::string_view text) noexcept {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80) {
    ++size;
  }
  return size;
}

std::size_t width_of_first(std::string_view text) noexcept {
  if (static_cast<unsigned char>(text.front()) < 0x80) {
    return 1;
  }
  std::mbstate_t state{};
  wchar_t character = 0;
  const std::size_t size = std::mbrtowc(&character, text.data(), text.size(), &state);
  const int width =
      size != static_cast<std::size_t>(-1) && size != static_cast<std::size_t>(-2) ? ::wcwidth(character) : 1;
  return width >= 0 ? static_cast<std::size_t>(width) : 1;
}

}  // namespace

table_cell table_cell::number(std::int64_t value) {
  table_cell result{fmt::to_string(value)};
  result.sorted_by = static_cast<double>(value);
  return result;
}

table_cell table_cell::time(std::chrono::nanoseconds value) {
  const auto seconds = std::max<std::int64_t>(std::chrono::duration_cast<std::chrono::seconds>(value).count(), 0);
  const std::int64_t minutes = seconds / 60;
  table_cell result{minutes < 60 ? fmt::format("{}:{:02}", minutes, seconds % 60)
                                 : fmt::format("{}:{:02}:{:02}", minutes / 60, minutes % 60, seconds % 60)};
  result.sorted_by = static_cast<double>(value.count());
  return result;
}

table::table(std::vector<table_column> columns) : columns_{std::move(columns)} {}

void table::set_rows(std::vector<table_row> rows) {
  rows_ = std::move(rows);
  arrange();
}

void table::sort_by(std::size_t column, bool descending) {
  sorted_by_ = column;
  descending_ = descending;
  arrange();
}

void table::sort_by_next(std::ptrdiff_t step) {
  const auto count = static_cast<std::ptrdiff_t>(columns_.size());
  sort_by(static_cast<std::size_t>((static_cast<std::ptrdiff_t>(sorted_by_) + step % count + count) % count),
          descending_);
}

void table::filter(std::string text) {
  filter_ = std::move(text);
  arrange();
}

const table_row* table::selected() const noexcept {
  return selected_ < visible_.size() ? visible_[selected_] : nullptr;
}

void table::move(std::ptrdiff_t step) {
  if (visible_.empty()) {
    return;
  }
  const auto last = static_cast<std::ptrdiff_t>(visible_.size()) - 1;
  const auto wanted = std::clamp(step, -last, last) + static_cast<std::ptrdiff_t>(selected_);
  selected_ = static_cast<std::size_t>(std::clamp(wanted, std::ptrdiff_t{0}, last));
  selected_key_ = visible_[selected_]->key;
}

std::size_t table::scroll(std::size_t height) {
  if (height == 0) {
    return first_;
  }
  if (selected_ < first_) {
    first_ = selected_;
  } else if (selected_ >= first_ + height) {
    first_ = selected_ - height + 1;
  }
  // No empty lines at the end while there are rows above.
  first_ = std::min(first_, visible_.size() > height ? visible_.size() - height : std::size_t{0});
  return first_;
}

bool table::comes_before(const table_row& a, const table_row& b) const {
  const table_cell& left = a.cells[sorted_by_];
  const table_cell& right = b.cells[sorted_by_];
  // Empty ones stand last in either direction.
  const bool left_empty = left.text.empty();
  const bool right_empty = right.text.empty();
  if (left_empty != right_empty) {
    return right_empty;
  }
  int order = 0;
  if (left.sorted_by && right.sorted_by) {
    order = *left.sorted_by < *right.sorted_by ? -1 : (*left.sorted_by > *right.sorted_by ? 1 : 0);
  } else {
    order = compare_texts(left.text, right.text);
  }
  if (order != 0) {
    return descending_ ? order > 0 : order < 0;
  }
  return a.key < b.key;
}

bool table::has_filter_text(const table_row& row) const {
  return filter_.empty() || std::any_of(row.cells.begin(), row.cells.end(),
                                        [this](const table_cell& cell) { return contains_text(cell.text, filter_); });
}

void table::arrange() {
  std::vector<const table_row*> tops;
  std::unordered_map<std::string_view, std::vector<const table_row*>> below;
  for (const table_row& row : rows_) {
    (row.parent.empty() ? tops : below[row.parent]).push_back(&row);
  }
  const auto before = [this](const table_row* a, const table_row* b) { return comes_before(*a, *b); };
  std::sort(tops.begin(), tops.end(), before);
  visible_.clear();
  for (const table_row* const top : tops) {
    const bool all = has_filter_text(*top);
    std::vector<const table_row*> shown_below;
    if (const auto found = below.find(top->key); found != below.end()) {
      std::copy_if(found->second.begin(), found->second.end(), std::back_inserter(shown_below),
                   [&](const table_row* row) { return all || has_filter_text(*row); });
    }
    if (all || !shown_below.empty()) {
      std::sort(shown_below.begin(), shown_below.end(), before);
      visible_.push_back(top);
      visible_.insert(visible_.end(), shown_below.begin(), shown_below.end());
    }
  }
  const auto found = std::find_if(visible_.begin(), visible_.end(),
                                  [this](const table_row* row) { return row->key == selected_key_; });
  if (found != visible_.end()) {
    selected_ = static_cast<std::size_t>(found - visible_.begin());
  } else {
    selected_ = visible_.empty() ? 0 : std::min(selected_, visible_.size() - 1);
    selected_key_ = visible_.empty() ? std::string{} : visible_[selected_]->key;
  }
}

std::string counted(std::size_t count, std::string_view thing) {
  return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

std::size_t text_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    width += width_of_first(text);
    text.remove_prefix(bytes_of_first(text));
  }
  return width;
}

std::string fitted(std::string_view text, std::size_t width, bool right) {
  const std::size_t whole = text_width(text);
  if (whole <= width) {
    const std::string blanks(width - whole, ' ');
    return right ? blanks + std::string{text} : std::string{text} + blanks;
  }
  std::string result;
  std::size_t taken = 0;
  while (width != 0 && taken + width_of_first(text) <= width - 1) {
    const std::size_t bytes = bytes_of_first(text);
    taken += width_of_first(text);
    result += text.substr(0, bytes);
    text.remove_prefix(bytes);
  }
  if (width != 0) {
    result += std::string(width - 1 - taken, ' ') + '+';
  }
  return result;
}

std::vector<std::size_t> column_widths(const table& rows, std::size_t total) {
  std::vector<std::size_t> result;
  for (const table_column& column : rows.columns()) {
    result.push_back(text_width(column.title) + 1);  // with the mark of the order
  }
  for (const table_row* const row : rows.visible()) {
    for (std::size_t column = 0; column < result.size(); ++column) {
      result[column] = std::max(result[column], text_width(row->cells[column].text));
    }
  }
  if (total != 0 && !result.empty()) {
    const std::size_t gaps = (result.size() - 1) * column_gap.size();
    std::size_t sum = std::accumulate(result.begin(), result.end(), gaps);
    while (sum > total) {
      const auto widest = std::max_element(result.begin(), result.end());
      if (*widest <= narrowest_column) {
        break;
      }
      --*widest;
      --sum;
    }
  }
  return result;
}

}  // namespace amictl
