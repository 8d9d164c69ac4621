#include "amictl/catalogue.hpp"

#include "amictl/text_layout.hpp"

#include <ami/wire/frame.hpp>

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

namespace amictl::catalogue {

namespace {

template <class Entry>
const Entry* find_entry(std::span<const Entry> entries, std::string_view name) noexcept {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return ami::wire::equal_ignoring_case(entry.name, name); });
  return found != entries.end() ? &*found : nullptr;
}

template <class Entry>
std::vector<std::string_view> names_of(std::span<const Entry> entries) {
  std::vector<std::string_view> result;
  for (const Entry& entry : entries) {
    result.push_back(entry.name);
  }
  return result;
}

bool is_digit(char letter) noexcept {
  return letter >= '0' && letter <= '9';
}

// Whether the key is the pattern with a number in place of #.
bool fits(std::string_view pattern, std::string_view key) noexcept {
  const std::size_t place = pattern.find('#');
  if (place == std::string_view::npos) {
    return ami::wire::equal_ignoring_case(pattern, key);
  }
  const std::string_view before = pattern.substr(0, place);
  const std::string_view after = pattern.substr(place + 1);
  if (key.size() <= before.size() + after.size()) {
    return false;
  }
  const std::string_view number = key.substr(before.size(), key.size() - before.size() - after.size());
  return ami::wire::equal_ignoring_case(before, key.substr(0, before.size())) &&
         ami::wire::equal_ignoring_case(after, key.substr(key.size() - after.size())) &&
         std::all_of(number.begin(), number.end(), is_digit);
}

bool has_word(std::string_view text, std::string_view word) noexcept {
  for (std::size_t at = 0; at + word.size() <= text.size(); ++at) {
    if (ami::wire::equal_ignoring_case(text.substr(at, word.size()), word)) {
      return true;
    }
  }
  return false;
}

void add_headers(std::vector<event_header>& result, std::string_view prefixes_of_event, field_list fields,
                 std::span<const prefix_entry> prefixes, bool of_channels) {
  while (!prefixes_of_event.empty()) {
    const std::size_t end = prefixes_of_event.find(',');
    const std::string_view prefix = prefixes_of_event.substr(0, end);
    prefixes_of_event.remove_prefix(end + 1);
    std::string_view whose;
    for (const prefix_entry& known : prefixes) {
      if (known.prefix == prefix) {
        whose = known.whose;
      }
    }
    const auto add = [&](const field& member) {
      std::string doc{member.doc};
      if (!whose.empty()) {
        doc += fmt::format(" ({})", whose);
      }
      result.push_back({fmt::format("{}{}", prefix, member.key), member.type, member.values, doc, member.only});
    };
    for (const field member : fields) {
      add(member);
    }
    if (of_channels) {
      field variable;
      variable.key = "ChanVariable";
      variable.type = "NAME=VALUE, repeated";
      variable.doc = "a channel variable that channelvars in manager.conf names";
      add(variable);
    }
  }
}

boost::json::array array_of(std::string_view words) {
  boost::json::array result;
  for (const std::string_view word : words_of(words)) {
    result.emplace_back(word);
  }
  return result;
}

boost::json::object described_field(std::string_view key, std::string_view type, std::string_view values,
                                    std::string_view doc, int only) {
  boost::json::object result{{"name", key}, {"type", type}, {"doc", doc}};
  if (!values.empty()) {
    result["values"] = array_of(values);
  }
  if (only != 0) {
    result["only_asterisk"] = only;
  }
  return result;
}

void add_versions(boost::json::object& result, int since, int until) {
  result["since"] = since == oldest_version ? boost::json::value{} : boost::json::value{since};
  result["until"] = until == newest_version ? boost::json::value{} : boost::json::value{until};
}

std::string joined(std::string_view words, std::string_view last_link) {
  std::string result;
  const auto all = words_of(words);
  for (std::size_t i = 0; i < all.size(); ++i) {
    result += i == 0 ? std::string_view{} : i + 1 == all.size() ? last_link : std::string_view{", "};
    result += all[i];
  }
  return result;
}

std::string sentence_of(std::string_view doc, std::string_view values, int only) {
  std::string result{doc};
  if (!values.empty()) {
    result += fmt::format(": {}", joined(values, " or "));
  }
  if (only != 0) {
    result += fmt::format(" ({})", only_text(only));
  }
  return result;
}

std::string_view repeat_text(ami::repeat value) noexcept {
  switch (value) {
  case ami::repeat::read: return "safe, it only reads";
  case ami::repeat::set: return "safe, the second time changes nothing more";
  case ami::repeat::unsafe: return "not safe: it is done again, or fails";
  }
  return {};
}

void append(std::vector<std::string>& lines, std::vector<std::string> more) {
  for (std::string& line : more) {
    lines.push_back(std::move(line));
  }
}

std::vector<std::string> head_of(std::string_view name, std::string_view doc, std::size_t width) {
  constexpr std::size_t indent = 2;
  std::vector<std::string> lines{std::string{name}};
  append(lines, in_columns({{std::string{doc}}}, indent, width));
  lines.emplace_back();
  return lines;
}

constexpr std::size_t facts_indent = 2;
constexpr std::size_t fields_indent = 4;

}  // namespace

const action_entry* find_action(std::string_view name) noexcept {
  return find_entry(actions, name);
}

const event_entry* find_event(std::string_view name) noexcept {
  return find_entry(events, name);
}

std::vector<std::string_view> action_names() {
  return names_of(actions);
}

std::vector<std::string_view> event_names() {
  return names_of(events);
}

std::vector<std::string_view> key_names(const action_entry& action) {
  std::vector<std::string_view> result;
  for (const field known : action.keys) {
    result.push_back(known.key);
  }
  return result;
}

std::optional<field> find_key(const action_entry& action, std::string_view key) {
  for (const field known : action.keys) {
    if (fits(known.key, key)) {
      return known;
    }
  }
  return std::nullopt;
}

std::vector<std::string_view> words_of(std::string_view list) {
  std::vector<std::string_view> result;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    result.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return result;
}

std::vector<event_header> headers_of(const event_entry& event) {
  std::vector<event_header> result;
  add_headers(result, event.bridges, field_list{bridge_fields}, bridge_prefixes, false);
  add_headers(result, event.channels, field_list{channel_fields}, channel_prefixes, true);
  for (const field own : event.fields) {
    result.push_back({std::string{own.key}, own.type, own.values, std::string{own.doc}, own.only});
  }
  return result;
}

std::vector<std::string_view> actions_answered_with(const event_entry& event) {
  std::vector<std::string_view> result;
  for (const action_entry& action : actions) {
    const auto items = words_of(action.items);
    if (action.complete == event.name || std::find(items.begin(), items.end(), event.name) != items.end()) {
      result.push_back(action.name);
    }
  }
  return result;
}

bool mentions(const action_entry& action, std::string_view word) {
  return has_word(action.name, word) || has_word(action.doc, word) ||
         std::any_of(action.keys.begin(), action.keys.end(),
                     [&](const field& known) { return has_word(known.key, word) || has_word(known.doc, word); });
}

bool mentions(const event_entry& event, std::string_view word) {
  return has_word(event.name, word) || has_word(event.doc, word) ||
         std::any_of(event.fields.begin(), event.fields.end(),
                     [&](const field& known) { return has_word(known.key, word) || has_word(known.doc, word); });
}

std::string versions_text(int since, int until) {
  const std::string begin = since == oldest_version ? fmt::format("{} or before", since) : std::to_string(since);
  return until == newest_version ? fmt::format("Asterisk {}", begin)
                                 : fmt::format("Asterisk {}, gone after {}", begin, until);
}

std::string only_text(int only) {
  return only == newest_version ? fmt::format("not in Asterisk {}", oldest_version)
                                : fmt::format("only Asterisk {}", only);
}

boost::json::object described(const action_entry& action) {
  boost::json::object result{{"action", action.name}, {"doc", action.doc}, {"write", array_of(action.classes)}};
  add_versions(result, action.since, action.until);
  result["repeat"] = ami::to_string(action.repeat);
  if (!action.items.empty()) {
    result["items"] = array_of(action.items);
    result["complete"] = action.complete;
  }
  boost::json::array keys;
  for (const field known : action.keys) {
    boost::json::object key = described_field(known.key, known.type, known.values, known.doc, known.only);
    key["required"] = known.required;
    keys.emplace_back(std::move(key));
  }
  result["keys"] = std::move(keys);
  result["further_keys"] = action.open;
  return result;
}

boost::json::object described(const event_entry& event) {
  boost::json::object result{{"event", event.name}, {"doc", event.doc}, {"read", array_of(event.classes)}};
  add_versions(result, event.since, event.until);
  boost::json::array lists;
  for (const std::string_view action : actions_answered_with(event)) {
    lists.emplace_back(action);
  }
  if (!lists.empty()) {
    result["list_of"] = std::move(lists);
  }
  boost::json::array headers;
  for (const event_header& header : headers_of(event)) {
    headers.emplace_back(described_field(header.key, header.type, header.values, header.doc, header.only));
  }
  result["headers"] = std::move(headers);
  result["further_headers"] = event.open;
  return result;
}

std::vector<std::string> text_of(const action_entry& action, std::size_t width) {
  std::vector<std::string> lines = head_of(action.name, action.doc, width);
  std::vector<std::vector<std::string>> facts{
      {"Needs", action.classes.empty() ? std::string{"no class of rights"}
                                       : fmt::format("write = {} in manager.conf", joined(action.classes, " or "))},
      {"Since", versions_text(action.since, action.until)},
      {"Repeat", std::string{repeat_text(action.repeat)}}};
  if (!action.items.empty()) {
    facts.push_back({"Answer", fmt::format("a list of {}{}{}", joined(action.items, " and "),
                                           action.complete.empty() ? "" : ", until ", action.complete)});
  }
  append(lines, in_columns(facts, facts_indent, width));
  if (!action.keys.empty()) {
    lines.emplace_back();
    lines.emplace_back("  Keys, those with * are needed:");
    std::vector<std::vector<std::string>> keys;
    for (const field known : action.keys) {
      keys.push_back({fmt::format("{}{}", known.key, known.required ? "*" : ""), std::string{known.type},
                      sentence_of(known.doc, known.values, known.only)});
    }
    append(lines, in_columns(keys, fields_indent, width));
  }
  if (action.open) {
    lines.emplace_back("  Any further key is taken, too.");
  }
  return lines;
}

std::vector<std::string> text_of(const event_entry& event, std::size_t width) {
  std::vector<std::string> lines = head_of(event.name, event.doc, width);
  std::string lists;
  for (const std::string_view action : actions_answered_with(event)) {
    lists += fmt::format("{}{}", lists.empty() ? "" : ",", action);
  }
  std::vector<std::vector<std::string>> facts;
  if (!lists.empty()) {
    facts.push_back({"Answers", joined(lists, " and ")});
  }
  facts.push_back({"Needs", event.classes.empty()
                                ? std::string{"no class of rights"}
                                : fmt::format("read = {} in manager.conf", joined(event.classes, ", "))});
  facts.push_back({"Since", versions_text(event.since, event.until)});
  append(lines, in_columns(facts, facts_indent, width));
  std::vector<std::vector<std::string>> headers;
  for (const event_header& header : headers_of(event)) {
    headers.push_back({header.key, std::string{header.type}, sentence_of(header.doc, header.values, header.only)});
  }
  if (!headers.empty()) {
    lines.emplace_back();
    lines.emplace_back("  Headers:");
    append(lines, in_columns(headers, fields_indent, width));
  }
  if (event.open) {
    lines.emplace_back("  It has further headers.");
  }
  return lines;
}

}  // namespace amictl::catalogue
