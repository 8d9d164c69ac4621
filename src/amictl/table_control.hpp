// What the keys of a full-screen table do. No terminal.
#pragma once

#include "amictl/table.hpp"

#include <cstddef>
#include <string>

namespace amictl {

enum class key_name { text, up, down, left, right, page_up, page_down, home, end, enter, escape, erase, other };

/// A key: one with a name, or one that makes a character.
class key_press {
public:
  key_name name = key_name::other;
  std::string text;  // the character
};

/// What the keys ask for beside what they did to the table.
enum class table_wish {
  nothing,
  quit,
  letter,     // a key that the table does not know: letter() says which
  confirmed,  // the question was answered with yes
  declined,
};

/// Moves, sorts and filters a table by keys, reads the text of the filter, and the answer to a question.
class table_control {
public:
  /// @param rows the table, which outlives this.
  explicit table_control(table& rows) noexcept : rows_{&rows} {}

  /// @param page how many rows are on the screen.
  table_wish press(const key_press& key, std::size_t page);
  /// The key of `table_wish::letter`.
  [[nodiscard]] const std::string& letter() const noexcept { return letter_; }

  /// The next key answers this: only y is a yes.
  void ask(std::string question) { question_ = std::move(question); }
  /// The question; empty when there is none.
  [[nodiscard]] const std::string& question() const noexcept { return question_; }
  /// Whether keys go to the text of the filter.
  [[nodiscard]] bool edits_filter() const noexcept { return edits_filter_; }

private:
  table_wish browse(const key_press& key, std::size_t page);
  void edit_filter(const key_press& key);

  table* rows_;
  std::string letter_;
  std::string question_;
  bool edits_filter_ = false;
};

}  // namespace amictl
