// The tables of amictl: order, filter, selection, widths, and what the keys do.
#include "amictl/table.hpp"
#include "amictl/table_control.hpp"
#include "catch.hpp"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;
using amictl::key_name;
using amictl::key_press;
using amictl::table;
using amictl::table_cell;
using amictl::table_control;
using amictl::table_row;
using amictl::table_wish;

table_row row_of(std::string key, std::int64_t number, std::string parent = {}) {
  table_row row;
  row.cells = {table_cell{key}, table_cell::number(number)};
  row.key = std::move(key);
  row.parent = std::move(parent);
  return row;
}

table names_and_numbers() {
  return table{{{"NAME"}, {"NUMBER", true}}};
}

std::string visible_keys(const table& rows) {
  std::string result;
  for (const table_row* const row : rows.visible()) {
    result += (result.empty() ? "" : " ") + row->key;
  }
  return result;
}

key_press letter(std::string text) {
  return {key_name::text, std::move(text)};
}

}  // namespace

TEST_CASE("amictl tables: sorted by texts in any case, and by numbers") {
  table rows = names_and_numbers();
  rows.set_rows({row_of("bob", 9), row_of("Alice", 10), row_of("carol", 1)});
  CHECK(visible_keys(rows) == "Alice bob carol");
  rows.reverse();
  CHECK(visible_keys(rows) == "carol bob Alice");
  rows.sort_by(1, false);
  CHECK(visible_keys(rows) == "carol bob Alice");
  rows.sort_by_next(1);
  CHECK(rows.sorted_by() == 0);
  rows.sort_by_next(-1);
  CHECK(rows.sorted_by() == 1);
}

TEST_CASE("amictl tables: empty cells stand last, in either direction") {
  table rows = names_and_numbers();
  table_row empty = row_of("empty", 0);
  empty.cells[1] = table_cell{};
  rows.set_rows({empty, row_of("one", 1), row_of("two", 2)});
  rows.sort_by(1, false);
  CHECK(visible_keys(rows) == "one two empty");
  rows.reverse();
  CHECK(visible_keys(rows) == "two one empty");
}

TEST_CASE("amictl tables: rows below others") {
  table rows = names_and_numbers();
  rows.set_rows({row_of("z-member", 1, "sales"), row_of("sales", 5), row_of("b-member", 2, "support"),
                 row_of("support", 3), row_of("a-member", 4, "sales")});
  CHECK(visible_keys(rows) == "sales a-member z-member support b-member");
  rows.sort_by(1, false);
  CHECK(visible_keys(rows) == "support b-member sales z-member a-member");
  SECTION("a row that fits is shown below its parent") {
    rows.filter("A-MEM");
    CHECK(visible_keys(rows) == "sales a-member");
  }
  SECTION("below a row that fits all are shown") {
    rows.filter("sales");
    CHECK(visible_keys(rows) == "sales z-member a-member");
  }
  SECTION("nothing fits") {
    rows.filter("nobody");
    CHECK(rows.visible().empty());
    CHECK(rows.selected() == nullptr);
    rows.move(1);
    CHECK(rows.size() == 5);
  }
}

TEST_CASE("amictl tables: the selection stays with its row") {
  table rows = names_and_numbers();
  rows.set_rows({row_of("a", 1), row_of("b", 2), row_of("c", 3)});
  CHECK(rows.selected()->key == "a");
  rows.move(1);
  CHECK(rows.selected()->key == "b");
  SECTION("when rows come before it") {
    rows.set_rows({row_of("0", 1), row_of("a", 1), row_of("b", 2), row_of("c", 3)});
    CHECK(rows.selected()->key == "b");
    CHECK(rows.selected_index() == 2);
  }
  SECTION("when the order changes") {
    rows.move(1);
    rows.reverse();
    CHECK(rows.selected()->key == "c");
    CHECK(rows.selected_index() == 0);
  }
  SECTION("the next one takes its place when it is gone") {
    rows.set_rows({row_of("a", 1), row_of("c", 3)});
    CHECK(rows.selected()->key == "c");
    rows.set_rows({row_of("a", 1)});
    CHECK(rows.selected()->key == "a");
    rows.set_rows({});
    CHECK(rows.selected() == nullptr);
    rows.set_rows({row_of("x", 1)});
    CHECK(rows.selected()->key == "x");
  }
  SECTION("it does not leave the table") {
    rows.move(100);
    CHECK(rows.selected()->key == "c");
    rows.move(-100);
    CHECK(rows.selected()->key == "a");
  }
}

TEST_CASE("amictl tables: scrolling shows the selected row") {
  table rows = names_and_numbers();
  std::vector<table_row> many;
  for (int number = 10; number < 30; ++number) {
    many.push_back(row_of(std::to_string(number), number));
  }
  rows.set_rows(many);
  CHECK(rows.scroll(5) == 0);
  rows.move(4);
  CHECK(rows.scroll(5) == 0);
  rows.move(1);
  CHECK(rows.scroll(5) == 1);
  rows.move(-3);
  CHECK(rows.scroll(5) == 1);
  rows.move(100);
  CHECK(rows.scroll(5) == 15);
  CHECK(rows.scroll(18) == 2);  // a larger screen has no empty lines
  rows.move(-100);
  CHECK(rows.scroll(5) == 0);
}

TEST_CASE("amictl tables: times, widths and cut texts") {
  CHECK(table_cell::time(7s).text == "0:07");
  CHECK(table_cell::time(754s).text == "12:34");
  CHECK(table_cell::time(3723s).text == "1:02:03");
  CHECK(table_cell::time(-1s).text == "0:00");
  CHECK(amictl::fitted("abc", 5) == "abc  ");
  CHECK(amictl::fitted("abc", 5, true) == "  abc");
  CHECK(amictl::fitted("abcdef", 4) == "abc+");
  CHECK(amictl::fitted("abc", 0).empty());
  table rows = names_and_numbers();
  rows.set_rows({row_of(std::string(30, 'x'), 1)});
  CHECK(amictl::column_widths(rows, 0) == std::vector<std::size_t>{30, 7});
  CHECK(amictl::column_widths(rows, 29) == std::vector<std::size_t>{20, 7});
  CHECK(amictl::column_widths(rows, 3) == std::vector<std::size_t>{4, 4});
}

TEST_CASE("amictl tables: keys") {
  table rows = names_and_numbers();
  rows.set_rows({row_of("a", 3), row_of("b", 2), row_of("ab", 1)});
  table_control control{rows};
  const auto press = [&](const key_press& key) { return control.press(key, 10); };
  SECTION("move, sort, end") {
    CHECK(press({key_name::end, {}}) == table_wish::nothing);
    CHECK(rows.selected()->key == "b");
    press({key_name::home, {}});
    press({key_name::down, {}});
    CHECK(rows.selected()->key == "ab");
    press({key_name::page_up, {}});
    CHECK(rows.selected()->key == "a");
    press(letter(">"));
    CHECK(rows.sorted_by() == 1);
    press(letter("r"));
    CHECK(rows.descending());
    CHECK(press(letter("q")) == table_wish::quit);
  }
  SECTION("the text of the filter") {
    press(letter("/"));
    CHECK(control.edits_filter());
    CHECK(press(letter("q")) == table_wish::nothing);
    press({key_name::erase, {}});
    press(letter("\xc3\xa4"));
    press({key_name::erase, {}});
    CHECK(rows.filter().empty());
    press(letter("b"));
    CHECK(visible_keys(rows) == "ab b");
    press({key_name::enter, {}});
    CHECK_FALSE(control.edits_filter());
    CHECK(rows.filter() == "b");
    press({key_name::escape, {}});
    CHECK(rows.filter().empty());
  }
  SECTION("a question") {
    CHECK(press(letter("h")) == table_wish::letter);
    CHECK(control.letter() == "h");
    control.ask("Hang up?");
    CHECK(press(letter("y")) == table_wish::confirmed);
    CHECK(control.question().empty());
    control.ask("Hang up?");
    CHECK(press({key_name::enter, {}}) == table_wish::declined);
    control.ask("Hang up?");
    CHECK(press(letter("q")) == table_wish::declined);
    CHECK(control.question().empty());
  }
}
