#include "amictl/screen.hpp"

#include <algorithm>
#include <array>
#include <climits>
#include <cstdio>
#include <cwchar>
#include <stdexcept>
#include <sys/ioctl.h>
#include <unistd.h>

// Its macros have names of functions of the standard library.
#define NCURSES_NOMACROS 1
#include <curses.h>

namespace amictl {

namespace {

constexpr int lines_above = 3;  // title, state, names of the columns
constexpr int lines_below = 2;  // status, help
constexpr int escape_character = 27;
constexpr int erase_character = 127;

attr_t attributes_of(tone colour, bool colours) {
  switch (colour) {
  case tone::plain: return A_NORMAL;
  case tone::strong: return A_BOLD;
  case tone::faint: return A_DIM;
  case tone::good:
  case tone::warning:
  case tone::bad:
  case tone::name: break;
  }
  if (!colours) {
    return colour == tone::bad || colour == tone::warning ? A_BOLD : A_NORMAL;
  }
  return static_cast<attr_t>(COLOR_PAIR(static_cast<int>(colour)));
}

}  // namespace

class screen::terminal {
public:
  explicit terminal(bool with_colours) : handle_{::newterm(nullptr, stdout, stdin)} {
    if (handle_ == nullptr) {
      throw std::runtime_error{"this terminal cannot show a table that changes: set TERM, or use --once"};
    }
    ::cbreak();
    ::noecho();
    ::nonl();
    ::keypad(stdscr, true);
    ::nodelay(stdscr, true);
    ::set_escdelay(25);
    ::curs_set(0);
    colours = with_colours && ::has_colors();
    if (colours) {
      ::start_color();
      ::use_default_colors();
      const auto pair = [](tone colour, int value) {
        ::init_pair(static_cast<short>(colour), static_cast<short>(value), -1);
      };
      pair(tone::good, COLOR_GREEN);
      pair(tone::warning, COLOR_YELLOW);
      pair(tone::bad, COLOR_RED);
      pair(tone::name, COLOR_CYAN);
    }
  }
  ~terminal() {
    ::endwin();
    ::delscreen(handle_);
  }
  terminal(const terminal&) = delete;
  terminal& operator=(const terminal&) = delete;

  // Writes pieces into a line, with blanks to its end.
  void write(int line, const std::vector<coloured_text>& pieces, attr_t more = A_NORMAL) const {
    if (line < 0 || line >= LINES) {
      return;
    }
    const auto width = static_cast<std::size_t>(COLS);
    std::size_t taken = 0;
    ::move(line, 0);
    for (const auto& [text, colour] : pieces) {
      const std::size_t size = std::min(text_width(text), width - taken);
      const attr_t attributes = attributes_of(colour, colours) | more;
      ::attrset(static_cast<int>(attributes));
      ::addstr(fitted(text, size).c_str());
      taken += size;
    }
    ::attrset(static_cast<int>(more));
    ::addstr(std::string(width - taken, ' ').c_str());
    ::attrset(A_NORMAL);
  }

  bool colours = false;

private:
  SCREEN* handle_;
};

screen::screen(bool with_colours) : terminal_{std::make_unique<terminal>(with_colours)} {}
screen::~screen() = default;

void screen::resize() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
    ::resizeterm(size.ws_row, size.ws_col);
    ::clearok(stdscr, true);
  }
}

std::size_t screen::page() const {
  return static_cast<std::size_t>(std::max(LINES - lines_above - lines_below, 0));
}

void screen::draw(const screen_frame& frame, table& rows) {
  ::erase();
  terminal_->write(0, frame.title);
  terminal_->write(1, frame.state);
  const auto widths = column_widths(rows, static_cast<std::size_t>(COLS));
  std::vector<coloured_text> titles;
  for (std::size_t column = 0; column < widths.size(); ++column) {
    const table_column& about = rows.columns()[column];
    const char* const mark = column != rows.sorted_by() ? "" : (rows.descending() ? "v" : "^");
    titles.emplace_back(fitted(about.title + mark, widths[column], about.right), tone::plain);
    titles.emplace_back(column + 1 < widths.size() ? column_gap : std::string_view{}, tone::plain);
  }
  terminal_->write(2, titles, A_REVERSE);
  const std::size_t fitting = page();
  const std::size_t first = rows.scroll(fitting);
  for (std::size_t place = 0; place < fitting && first + place < rows.visible().size(); ++place) {
    const table_row& row = *rows.visible()[first + place];
    std::vector<coloured_text> cells;
    for (std::size_t column = 0; column < widths.size(); ++column) {
      const table_cell& cell = row.cells[column];
      cells.emplace_back(fitted(cell.text, widths[column], rows.columns()[column].right), cell.colour);
      cells.emplace_back(column + 1 < widths.size() ? column_gap : std::string_view{}, tone::plain);
    }
    const bool selected = first + place == rows.selected_index();
    terminal_->write(lines_above + static_cast<int>(place), cells, selected ? A_REVERSE : A_NORMAL);
  }
  terminal_->write(LINES - 2, {frame.status});
  terminal_->write(LINES - 1, {{frame.help, tone::faint}});
  ::refresh();
}

std::optional<key_press> screen::next_key() {
  wint_t code = 0;
  const int kind = ::get_wch(&code);
  if (kind == ERR) {
    return std::nullopt;
  }
  if (kind == KEY_CODE_YES) {
    switch (code) {
    case KEY_UP: return key_press{key_name::up, {}};
    case KEY_DOWN: return key_press{key_name::down, {}};
    case KEY_LEFT: return key_press{key_name::left, {}};
    case KEY_RIGHT: return key_press{key_name::right, {}};
    case KEY_PPAGE: return key_press{key_name::page_up, {}};
    case KEY_NPAGE: return key_press{key_name::page_down, {}};
    case KEY_HOME: return key_press{key_name::home, {}};
    case KEY_END: return key_press{key_name::end, {}};
    case KEY_ENTER: return key_press{key_name::enter, {}};
    case KEY_BACKSPACE: return key_press{key_name::erase, {}};
    default: return key_press{};
    }
  }
  if (code == '\r' || code == '\n') {
    return key_press{key_name::enter, {}};
  }
  if (code == escape_character) {
    return key_press{key_name::escape, {}};
  }
  if (code == '\b' || code == erase_character) {
    return key_press{key_name::erase, {}};
  }
  if (code < ' ') {
    return key_press{};
  }
  std::array<char, MB_LEN_MAX> bytes{};
  std::mbstate_t state{};
  const std::size_t size = std::wcrtomb(bytes.data(), static_cast<wchar_t>(code), &state);
  if (size == static_cast<std::size_t>(-1)) {
    return key_press{};
  }
  return key_press{key_name::text, std::string{bytes.data(), size}};
}

}  // namespace amictl
