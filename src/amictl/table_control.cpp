#include "amictl/table_control.hpp"

#include <limits>
#include <utility>

namespace amictl {

namespace {

constexpr std::ptrdiff_t to_the_end = std::numeric_limits<std::ptrdiff_t>::max();

void erase_last_character(std::string& text) {
  while (!text.empty()) {
    const bool continues = (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80;
    text.pop_back();
    if (!continues) {
      return;
    }
  }
}

}  // namespace

table_wish table_control::press(const key_press& key, std::size_t page) {
  if (!question_.empty()) {
    question_.clear();
    return key.name == key_name::text && (key.text == "y" || key.text == "Y") ? table_wish::confirmed
                                                                              : table_wish::declined;
  }
  if (edits_filter_) {
    edit_filter(key);
    return table_wish::nothing;
  }
  return browse(key, page);
}

table_wish table_control::browse(const key_press& key, std::size_t page) {
  const auto rows = static_cast<std::ptrdiff_t>(page);
  switch (key.name) {
  case key_name::up: rows_->move(-1); break;
  case key_name::down: rows_->move(1); break;
  case key_name::page_up: rows_->move(-rows); break;
  case key_name::page_down: rows_->move(rows); break;
  case key_name::home: rows_->move(-to_the_end); break;
  case key_name::end: rows_->move(to_the_end); break;
  case key_name::left: rows_->sort_by_next(-1); break;
  case key_name::right: rows_->sort_by_next(1); break;
  case key_name::escape: rows_->filter({}); break;
  case key_name::text:
    if (key.text == "q") {
      return table_wish::quit;
    }
    if (key.text == "<") {
      rows_->sort_by_next(-1);
    } else if (key.text == ">") {
      rows_->sort_by_next(1);
    } else if (key.text == "r") {
      rows_->reverse();
    } else if (key.text == "/") {
      edits_filter_ = true;
    } else {
      letter_ = key.text;
      return table_wish::letter;
    }
    break;
  case key_name::enter:
  case key_name::erase:
  case key_name::other: break;
  }
  return table_wish::nothing;
}

void table_control::edit_filter(const key_press& key) {
  std::string text = rows_->filter();
  switch (key.name) {
  case key_name::enter: edits_filter_ = false; return;
  case key_name::escape:
    edits_filter_ = false;
    text.clear();
    break;
  case key_name::erase: erase_last_character(text); break;
  case key_name::text: text += key.text; break;
  default: return;
  }
  rows_->filter(std::move(text));
}

}  // namespace amictl
