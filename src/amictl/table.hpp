// The tables of amictl: rows and columns, sorting, filtering, and the selection. No terminal.
#pragma once

#include "amictl/output.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace amictl {

class table_column {
public:
  std::string title;
  bool right = false;  // numbers stand at the right
};

/// What stands in one place.
class table_cell {
public:
  table_cell() = default;
  /// A text as it is shown, which has no control characters.
  explicit table_cell(std::string shown_text, tone shown_in = tone::plain)
      : text{std::move(shown_text)}, colour{shown_in} {}

  /// A number, by which it is sorted.
  static table_cell number(std::int64_t value);
  /// A time that has passed: "1:02:03". Sorted by its length.
  static table_cell time(std::chrono::nanoseconds value);

  std::string text;
  std::optional<double> sorted_by;  // instead of the text
  tone colour = tone::plain;
};

class table_row {
public:
  /// What the row is about; no two rows have the same. The selection stays with it.
  std::string key;
  /// The key of the row below which it stands: a queue's, for its members. Empty for most.
  std::string parent;
  std::string server;
  /// The name of its record in the state of that server, and of the part of the record that it shows.
  std::string record;
  std::string part;
  std::vector<table_cell> cells;
};

/// Rows, of which those that fit the filter are visible in the order that was asked for. Rows with a parent stand below
/// it, and are sorted among themselves. One visible row is selected, if there is any.
/// @par Thread safety None.
class table {
public:
  explicit table(std::vector<table_column> columns);

  [[nodiscard]] const std::vector<table_column>& columns() const noexcept { return columns_; }

  /// Replaces all rows. The selection stays with its row; when that is gone, the one that has come into its place is
  /// selected.
  /// @pre Each row has a cell for each column.
  void set_rows(std::vector<table_row> rows);

  /// @pre There is such a column.
  void sort_by(std::size_t column, bool descending);
  /// Sorts by the column so many places to the right of the one by which it is sorted; the last one is followed by the
  /// first.
  void sort_by_next(std::ptrdiff_t step);
  void reverse() { sort_by(sorted_by_, !descending_); }
  [[nodiscard]] std::size_t sorted_by() const noexcept { return sorted_by_; }
  [[nodiscard]] bool descending() const noexcept { return descending_; }

  /// Shows only rows that have this text in a cell, in any case of its letters, with the rows above them; below a row
  /// that has it, all.
  void filter(std::string text);
  [[nodiscard]] const std::string& filter() const noexcept { return filter_; }

  /// The rows to show, in their order. Valid until the next change.
  [[nodiscard]] const std::vector<const table_row*>& visible() const noexcept { return visible_; }
  /// How many rows there are, shown or not.
  [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }

  /// The row that is selected; null when none is visible.
  [[nodiscard]] const table_row* selected() const noexcept;
  [[nodiscard]] std::size_t selected_index() const noexcept { return selected_; }
  /// Selects the row so many places below, or the last or first one.
  void move(std::ptrdiff_t step);

  /// The index of the first row to show when so many fit: it changes no more than is needed to show the selected one.
  std::size_t scroll(std::size_t height);

private:
  void arrange();
  [[nodiscard]] bool comes_before(const table_row& a, const table_row& b) const;
  [[nodiscard]] bool has_filter_text(const table_row& row) const;

  std::vector<table_column> columns_;
  std::vector<table_row> rows_;
  std::vector<const table_row*> visible_;
  std::string filter_;
  std::string selected_key_;
  std::size_t selected_ = 0;
  std::size_t first_ = 0;
  std::size_t sorted_by_ = 0;
  bool descending_ = false;
};

/// A number of things: "1 row", "2 rows".
std::string counted(std::size_t count, std::string_view thing);

/// The columns that a text takes on a terminal.
std::size_t text_width(std::string_view text);

/// The text in exactly so many columns: with blanks, or cut, with a `+` in the last one.
std::string fitted(std::string_view text, std::size_t width, bool right = false);

/// How wide each column is to be: as its widest text; where that is more than the whole may take, the widest columns
/// give way.
/// @param total the columns that the terminal has; 0 for no limit.
std::vector<std::size_t> column_widths(const table& rows, std::size_t total);

/// What stands between two columns.
inline constexpr std::string_view column_gap = "  ";

}  // namespace amictl
