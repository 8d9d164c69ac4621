#include <ami/actions.hpp>
#include <ami/detail/variable_assignment.hpp>
#include <ami/wire/frame.hpp>

#include <algorithm>

namespace ami {

bool replies::events::on() const noexcept {
  return wire::equal_ignoring_case((*this)["Events"], "On");
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

std::string detail::variable_assignment(std::string_view name, std::string_view value) {
  // With room for all of it: a text that grows leaves a part of the value in the memory that it frees.
  std::string line;
  line.reserve(name.size() + 1 + 2 * value.size());
  line += name;
  line += '=';
  for (const char c : value) {
    if (c == ',' || c == '\\' || c == '"') {
      line += '\\';
    }
    line += c;
  }
  return line;
}

actions::aoc_message& actions::aoc_message::unit(std::int64_t amount, std::int64_t type) & {
  const auto used = std::ranges::count_if(headers(), [](const entry& e) { return e.key().starts_with("UnitAmount("); });
  const std::string index = "(" + std::to_string(used) + ")";
  action::header("UnitAmount" + index, std::to_string(amount));
  action::header("UnitType" + index, std::to_string(type));
  return *this;
}

void actions::update_config::change(std::string_view what, std::string_view category) {
  ++changes_;
  with("Action", what);
  with("Cat", category);
}

void actions::update_config::with(std::string_view key, std::string_view value) {
  std::string number = std::to_string(changes_ - 1);
  number.insert(0, number.size() < 6 ? 6 - number.size() : 0, '0');
  action::header(std::string{key} + "-" + number, std::string{value});
}

actions::update_config& actions::update_config::new_category(std::string_view category,
                                                             const new_category_options& how) & {
  change("NewCat", category);
  std::string text;
  const auto add = [&](std::string_view option) { text.append(text.empty() ? "" : ",").append(option); };
  if (how.is_duplicate_allowed()) {
    add("allowdups");
  }
  if (how.is_template()) {
    add("template");
  }
  if (!how.templates().empty()) {
    add("inherit=\"" + how.templates() + "\"");
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
