// A full-screen table on the terminal, drawn by ncurses.
#pragma once

#include "amictl/output.hpp"
#include "amictl/table.hpp"
#include "amictl/table_control.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace amictl {

/// A piece of text in a colour.
using coloured_text = std::pair<std::string, tone>;

/// What stands around the table.
class screen_frame {
public:
  std::vector<coloured_text> title;
  std::vector<coloured_text> state;
  coloured_text status;
  std::string help;
};

/// Takes the terminal over; the destructor gives it back as it was.
/// @par Thread safety None; one at a time.
class screen {
public:
  /// @throws std::runtime_error when this terminal cannot be used.
  explicit screen(bool with_colours);
  ~screen();
  screen(const screen&) = delete;
  screen& operator=(const screen&) = delete;

  /// The terminal has another size now.
  void resize();
  void draw(const screen_frame& frame, table& rows);
  /// How many rows of a table fit.
  [[nodiscard]] std::size_t page() const;
  /// The next key that was pressed; nothing when there is none. Does not wait.
  std::optional<key_press> next_key();

private:
  class terminal;
  std::unique_ptr<terminal> terminal_;
};

}  // namespace amictl
