#include <ami/actions.hpp>
#include <ami/detail/variable_assignment.hpp>
#include <ami/detail/wipe.hpp>
#include <ami/wire/frame.hpp>

#include <algorithm>

namespace ami {

bool replies::events::on() const noexcept {
  return wire::equal_ignoring_case(response().frame().first_line("Events"), "On");
}

std::vector<replies::config_category> replies::get_config::categories() const {
  std::vector<config_category> result;
  std::string_view number;
  bool is_template = false;
  std::string_view templates;
  std::string_view name;
  // A category's own headers come before its lines.
  std::vector<std::pair<std::string, std::string>> lines;
  const auto finish = [&] {
    if (!number.empty()) {
      auto& category = result.emplace_back(std::string{name}, is_template, std::string{templates});
      for (auto& [key, value] : lines) {
        category.add_line(std::move(key), std::move(value));
      }
    }
    lines.clear();
    is_template = false;
    templates = {};
  };
  for (const auto& [key, value] : response().frame()) {
    if (key.starts_with("Category-")) {
      finish();
      number = key.substr(9);
      name = value;
    } else if (key.starts_with("IsTemplate-")) {
      is_template = value == "1";
    } else if (key.starts_with("Templates-")) {
      templates = value;
    } else if (key.starts_with("Line-")) {
      const auto sign = value.find('=');
      lines.emplace_back(value.substr(0, sign),
                         sign != std::string_view::npos ? value.substr(sign + 1) : std::string_view{});
    }
  }
  finish();
  return result;
}

std::vector<std::string> replies::list_categories::categories() const {
  std::vector<std::string> result;
  for (const auto& [key, value] : response().frame()) {
    if (key.starts_with("Category-")) {
      result.emplace_back(value);
    }
  }
  return result;
}

std::vector<std::pair<std::string, std::string>> replies::list_commands::commands() const {
  std::vector<std::pair<std::string, std::string>> result;
  for (const auto& [key, value] : response().frame()) {
    if (value.ends_with(')') && value.find("(Priv: ") != std::string_view::npos) {
      result.emplace_back(key, value);
    }
  }
  return result;
}

std::vector<std::pair<std::string, std::vector<std::string>>> replies::queue_rule::rules() const {
  std::vector<std::pair<std::string, std::vector<std::string>>> result;
  for (const auto& [key, value] : response().frame()) {
    if (wire::equal_ignoring_case(key, "RuleList")) {
      result.emplace_back(value, std::vector<std::string>{});
    } else if (wire::equal_ignoring_case(key, "Rule") && !result.empty()) {
      result.back().second.emplace_back(value);
    }
  }
  return result;
}

namespace {

bool can_name_variable(std::string_view name) noexcept {
  // One or two in front of the name say who inherits it.
  std::string_view rest = name;
  for (int i = 0; i < 2 && rest.starts_with('_'); ++i) {
    rest.remove_prefix(1);
  }
  // What the server drops behind the header's colon: blanks and all other control characters.
  constexpr unsigned char last_blank = ' ';
  return !rest.empty() && static_cast<unsigned char>(name.front()) > last_blank && name.find('=') == name.npos &&
         (!name.ends_with(')') || name.find('(') != name.npos);
}

// With room for all of it: see below.
void append_escaped_for_variable(std::string& line, std::string_view text) {
  for (const char c : text) {
    if (c == ',' || c == '\\' || c == '"') {
      line += '\\';
    }
    line += c;
  }
}

}  // namespace

std::string detail::variable_assignment(std::string_view name, std::string_view value) {
  // With room for all of it: a text that grows leaves a part of the value in the memory that it frees.
  std::string line;
  line.reserve(2 + 2 * name.size() + 2 * value.size());
  if (!can_name_variable(name)) {
    line += unusable_variable;
  }
  append_escaped_for_variable(line, name);
  line += '=';
  append_escaped_for_variable(line, value);
  return line;
}

namespace {

// Can the text stand in a header as it is? With NUL it cannot be sent in any form, and is left to be refused.
bool is_plain_message(std::string_view text) noexcept {
  constexpr unsigned char last_blank = ' ';
  const auto needs_base64 = [](char c) { return c == '\r' || c == '\n' || static_cast<unsigned char>(c) >= 0x80; };
  return text.find('\0') != text.npos || (std::ranges::none_of(text, needs_base64) &&
                                          (text.empty() || static_cast<unsigned char>(text.front()) > last_blank));
}

std::string to_base64(std::string_view text) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string coded;
  coded.reserve((text.size() + 2) / 3 * 4);
  for (; !text.empty(); text.remove_prefix(std::min<std::size_t>(3, text.size()))) {
    unsigned bits = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      bits = bits << 8U | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      coded += i <= text.size() ? digits[bits >> (18U - 6U * i) & 0x3FU] : '=';
    }
  }
  return coded;
}

}  // namespace

actions::message_send& actions::message_send::put_text(std::string&& value) {
  if (is_plain_message(value)) {
    remove("Base64Body");
    return put("Body", std::move(value));
  }
  remove("Body");
  put("Base64Body", to_base64(value));
  detail::wipe(value);
  return *this;
}

actions::aoc_message& actions::aoc_message::unit(std::int64_t amount, std::int64_t type) & {
  const auto used = std::ranges::count_if(headers(), [](const entry& e) { return e.key().starts_with("UnitAmount("); });
  const std::string index = "(" + std::to_string(used) + ")";
  action::header("UnitAmount" + index, std::to_string(amount));
  action::header("UnitType" + index, std::to_string(type));
  return *this;
}

void actions::update_config::change(std::string_view kind, std::string_view category) {
  ++changes_;
  with("Action", kind);
  with("Cat", category);
}

void actions::update_config::with(std::string_view key, std::string_view value) {
  std::string number = std::to_string(changes_ - 1);
  number.insert(0, number.size() < 6 ? 6 - number.size() : 0, '0');
  action::header(std::string{key} + "-" + number, std::string{value});
}

actions::update_config& actions::update_config::new_category(std::string_view category,
                                                             const new_category_options& options) & {
  change("NewCat", category);
  std::string text;
  const auto add = [&](std::string_view option) { text.append(text.empty() ? "" : ",").append(option); };
  if (options.is_duplicate_allowed()) {
    add("allowdups");
  }
  if (options.is_template()) {
    add("template");
  }
  if (!options.templates().empty()) {
    add("inherit=\"" + options.templates() + "\"");
  }
  if (!text.empty()) {
    with("Options", text);
  }
  return *this;
}

actions::update_config& actions::update_config::erase_line(std::string_view category, unsigned line) & {
  change("Delete", category);
  with("Line", std::to_string(line));
  return *this;
}

actions::update_config& actions::update_config::category_filter(std::string_view expression) & {
  with("Options", "catfilter=\"" + std::string{expression} + "\"");
  return *this;
}

actions::update_config& actions::update_config::rename_category(std::string_view category, std::string_view name) & {
  change("RenameCat", category);
  with("Value", name);
  return *this;
}

actions::update_config& actions::update_config::delete_category(std::string_view category) & {
  change("DelCat", category);
  return *this;
}

actions::update_config& actions::update_config::empty_category(std::string_view category) & {
  change("EmptyCat", category);
  return *this;
}

actions::update_config& actions::update_config::update(std::string_view category, std::string_view variable,
                                                       std::string_view value, std::string_view match) & {
  change("Update", category);
  with("Var", variable);
  with("Value", value);
  if (!match.empty()) {
    with("Match", match);
  }
  return *this;
}

actions::update_config& actions::update_config::erase(std::string_view category, std::string_view variable,
                                                      std::string_view match) & {
  change("Delete", category);
  with("Var", variable);
  if (!match.empty()) {
    with("Match", match);
  }
  return *this;
}

actions::update_config& actions::update_config::append(std::string_view category, std::string_view variable,
                                                       std::string_view value) & {
  change("Append", category);
  with("Var", variable);
  with("Value", value);
  return *this;
}

actions::update_config& actions::update_config::insert(std::string_view category, std::string_view variable,
                                                       std::string_view value, unsigned line) & {
  change("Insert", category);
  with("Var", variable);
  with("Value", value);
  with("Line", std::to_string(line));
  return *this;
}

}  // namespace ami
