#include "base/escaped_text.hpp"
#include "json/kinds.hpp"
#include "values/secret_finder.hpp"

#include <ami/event_view.hpp>
#include <ami/json.hpp>
#include <ami/manager.hpp>
#include <ami/values.hpp>

#include <boost/asio/error.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace ami {

namespace {

namespace json = boost::json;
using detail::json_kind;

[[noreturn]] void fail(const std::string& problem) {
  throw error{make_error_code(boost::system::errc::invalid_argument), "JSON: " + problem, {}, outcome::never_sent};
}

// ---- Headers to JSON

json::value typed_value(json_kind kind, std::string_view text) {
  switch (kind) {
  case json_kind::text: break;
  case json_kind::integer:
    if (const auto number = parse_integer(text)) {
      return *number;
    }
    break;
  case json_kind::real:
    if (const auto number = parse_real(text)) {
      return *number;
    }
    break;
  case json_kind::boolean:
    if (const auto value = parse_boolean(text)) {
      return *value;
    }
    break;
  }
  return json::string{detail::to_utf8(text)};
}

// Whether reading the JSON value back would result in `text`.
bool reads_back_as(const json::value& value, std::string_view text) {
  if (const auto* number = value.if_int64()) {
    return std::to_string(*number) == text;
  }
  if (const auto* truth = value.if_bool()) {
    return text == (*truth ? "true" : "false");
  }
  // How a fraction is written and read depends on the JSON library.
  return !value.is_double();
}

class header_writer {
public:
  explicit header_writer(const json_options& options) noexcept : options_{options} {}

  void add(std::string_view key, std::string_view value, json_kind kind, bool secret) {
    std::string name = detail::to_utf8(key);
    json::value item;
    if (!secret || options_.secrets()) {
      item = options_.typed() ? typed_value(kind, value) : json::value(json::string{detail::to_utf8(value)});
    }
    const auto added = headers_.emplace(name, item);
    std::size_t count = 1;
    if (!added.second) {
      scattered_ = scattered_ || keys_.back() != name;
      json::value& known = added.first->value();
      if (!known.is_array()) {
        json::value first = std::move(known);
        known = json::array{std::move(first)};
      }
      known.as_array().push_back(item);
      count = known.as_array().size();
    }
    if (!item.is_null()) {
      add_text(name, value, item, count);
    }
    keys_.push_back(std::move(name));
  }

  void move_to(json::object& out) {
    out["headers"] = std::move(headers_);
    if (scattered_) {
      json::array order;
      for (auto& key : keys_) {
        order.emplace_back(json::string{key});
      }
      out["order"] = std::move(order);
    }
    if (!text_.empty()) {
      out["text"] = std::move(text_);
    }
  }

private:
  // Adds the text of value `count` of `name` where JSON does not preserve it. Values of a repeated key that need none
  // are null.
  void add_text(const std::string& name, std::string_view value, const json::value& item, std::size_t count) {
    if (reads_back_as(item, value)) {
      if (json::value* known = text_.if_contains(name)) {
        pad(*known, count);
      }
      return;
    }
    json::value& known = text_[name];
    if (count == 1) {
      known = json::string{detail::to_utf8(value)};
      return;
    }
    pad(known, count);
    known.as_array().back() = json::string{detail::to_utf8(value)};
  }

  static void pad(json::value& known, std::size_t count) {
    if (!known.is_array()) {
      json::value first = std::move(known);
      known = json::array{};
      known.as_array().push_back(std::move(first));
    }
    known.as_array().resize(count);
  }

  const json_options& options_;
  json::object headers_;
  json::object text_;
  std::vector<std::string> keys_;
  bool scattered_ = false;
};

// ---- JSON to headers

using header_list = std::vector<std::pair<std::string, std::string>>;

std::string plain_text(const json::value& value) {
  switch (value.kind()) {
  case json::kind::string: return detail::from_utf8(value.get_string());
  case json::kind::int64: return std::to_string(value.get_int64());
  case json::kind::uint64: return std::to_string(value.get_uint64());
  case json::kind::double_: return fmt::format("{}", value.get_double());
  case json::kind::bool_: return value.get_bool() ? "true" : "false";
  case json::kind::null: fail("a secret that was hidden when it was written: see json_options::secrets()");
  default: fail("a header's value is no string, number, boolean, or array of these");
  }
}

// Whether `text` has the same meaning as the JSON value.
bool says(const json::value& value, std::string_view text) {
  if (const auto* number = value.if_int64()) {
    // Some JSON libraries write 3.0 as 3.
    return parse_integer(text) == *number || parse_real(text) == static_cast<double>(*number);
  }
  if (const auto* truth = value.if_bool()) {
    return parse_boolean(text) == *truth;
  }
  if (const auto* number = value.if_double()) {
    // Equal up to the last digits, which JSON libraries may change.
    const auto known = parse_real(text);
    return known && std::abs(*known - *number) <= 1e-12 * std::abs(*number);
  }
  return false;
}

std::string header_text(const json::value& value, const json::value* original) {
  if (original != nullptr && original->is_string()) {
    std::string text = detail::from_utf8(original->get_string());
    if (says(value, text)) {
      return text;
    }
  }
  return plain_text(value);
}

const json::object* if_object(const json::object& from, json::string_view name) {
  const json::value* value = from.if_contains(name);
  if (value == nullptr) {
    return nullptr;
  }
  return value->is_object() ? &value->get_object() : nullptr;
}

header_list read_headers(const json::object& from) {
  const json::object* headers = if_object(from, "headers");
  if (headers == nullptr) {
    fail("there is no object \"headers\"");
  }
  const json::object* texts = if_object(from, "text");
  const auto value_of = [&](const json::key_value_pair& header, std::size_t index) {
    const json::value* text = texts != nullptr ? texts->if_contains(header.key()) : nullptr;
    if (!header.value().is_array()) {
      return header_text(header.value(), text);
    }
    const json::array& values = header.value().get_array();
    const json::array* all = text != nullptr ? text->if_array() : nullptr;
    if (all != nullptr) {
      text = index < all->size() ? &(*all)[index] : nullptr;
    } else if (index != 0) {
      text = nullptr;
    }
    return header_text(values[index], text);
  };
  const auto count_of = [](const json::value& value) { return value.is_array() ? value.get_array().size() : 1; };

  header_list result;
  const json::value* order = from.if_contains("order");
  if (order == nullptr) {
    for (const auto& header : *headers) {
      for (std::size_t i = 0; i < count_of(header.value()); ++i) {
        result.emplace_back(detail::from_utf8(header.key()), value_of(header, i));
      }
    }
    return result;
  }
  if (!order->is_array()) {
    fail("\"order\" is no array");
  }
  std::vector<std::size_t> used(headers->size());
  for (const auto& key : order->get_array()) {
    const auto found = key.is_string() ? headers->find(key.get_string()) : headers->end();
    if (found == headers->end()) {
      fail(R"("order" names a header that is not in "headers")");
    }
    std::size_t& index = used[static_cast<std::size_t>(found - headers->begin())];
    if (index == count_of(found->value())) {
      fail("\"order\" names a key more often than it has values");
    }
    result.emplace_back(detail::from_utf8(found->key()), value_of(*found, index++));
  }
  std::size_t number = 0;
  for (const auto& header : *headers) {
    if (used[number++] != count_of(header.value())) {
      fail(R"("order" does not name all that is in "headers")");
    }
  }
  return result;
}

// True when there is a blank line outside the text of a `Response: Follows`.
bool ends_early(wire::frame_view frame) noexcept {
  if (frame.kind() == wire::frame_kind::response && wire::equal_ignoring_case(frame.name(), "Follows")) {
    return false;
  }
  for (const std::string_view line : frame.lines()) {
    if (line.empty()) {
      return true;
    }
  }
  return false;
}

// frame::from_text() would stop at a blank line.
wire::frame make_frame(const header_list& headers) {
  std::string bytes;
  constexpr std::size_t limit = std::size_t{1} << 31U;
  for (const auto& [key, value] : headers) {
    const std::string_view first_line = std::string_view{value}.substr(0, value.find('\n'));
    const bool no_header = bytes.empty() && key.empty() && first_line.find(':') == std::string_view::npos &&
                           !first_line.empty() && first_line != "\r";
    if (!no_header) {
      bytes.append(key).append(": ");
    }
    bytes.append(value).append("\r\n");
    if (bytes.size() >= limit) {
      fail("the headers are more than a frame can hold");
    }
  }
  if (!headers.empty()) {
    bytes += "\r\n";
  }
  wire::frame frame = wire::frame::copy(bytes);
  // A header that does not come out as it went in would be a forged one.
  auto expected = headers.begin();
  for (const auto& [key, value] : frame.view()) {
    if (expected == headers.end() || expected->first != key || expected->second != value) {
      fail("a header that no frame can hold");
    }
    ++expected;
  }
  if (expected != headers.end() || ends_early(frame.view())) {
    fail("a header that no frame can hold");
  }
  return frame;
}

const json::object& object_of(const json::value& value) {
  if (!value.is_object()) {
    fail("no object");
  }
  return value.get_object();
}

std::string_view text_of(const json::object& from, json::string_view name) {
  const json::value* value = from.if_contains(name);
  if (value == nullptr || !value->is_string()) {
    fail("there is no string \"" + std::string{name} + "\"");
  }
  return std::string_view{value->get_string().data(), value->get_string().size()};
}

template <class Number>
Number number_of(const json::object& from, json::string_view name) {
  const json::value* value = from.if_contains(name);
  boost::system::error_code error;
  const auto number = value != nullptr ? value->to_number<Number>(error) : Number{};
  if (value == nullptr || error) {
    fail("there is no number \"" + std::string{name} + "\"");
  }
  return number;
}

std::string_view type_of(const json::object& from) {
  return from.contains("type") ? text_of(from, "type") : std::string_view{};
}

wire::frame read_frame(const json::object& from) {
  const std::string_view type = type_of(from);
  if (!type.empty() && type != "event" && type != "response" && type != "other") {
    fail("no frame, but of type \"" + std::string{type} + "\"");
  }
  return make_frame(read_headers(from));
}

// ---- The reasons of a lost connection

const boost::system::error_category& category_of(std::string_view name) {
  for (const auto* category : {&error_category(), &boost::system::system_category(), &boost::system::generic_category(),
                               &boost::asio::error::get_misc_category(), &boost::asio::error::get_netdb_category(),
                               &boost::asio::error::get_addrinfo_category()}) {
    if (name == category->name()) {
      return *category;
    }
  }
  fail("an error of an unknown category \"" + std::string{name} + "\"");
}

json::object to_json(const error_code& reason) {
  return {{"category", reason.category().name()},
          {"value", reason.value()},
          {"message", detail::to_utf8(reason.message())}};
}

error_code read_reason(const json::object& from) {
  const json::object* reason = if_object(from, "reason");
  if (reason == nullptr) {
    fail("there is no object \"reason\"");
  }
  const int value = number_of<int>(*reason, "value");
  return {value, category_of(text_of(*reason, "category"))};
}

std::optional<bool> read_restarted(const json::object& from) {
  const json::value* const value = from.if_contains("restarted");
  if (value == nullptr || value->is_null()) {
    return std::nullopt;
  }
  if (!value->is_bool()) {
    fail("\"restarted\" is not true or false");
  }
  return value->get_bool();
}

connection_state state_of(const json::object& from, std::string_view key) {
  const std::string_view name = text_of(from, key);
  for (int i = 0; i <= static_cast<int>(connection_state::waiting); ++i) {
    if (name == to_string(static_cast<connection_state>(i))) {
      return static_cast<connection_state>(i);
    }
  }
  fail("\"" + std::string{name} + "\" is no state of a connection");
}

json::object frame_to_json(wire::frame_view frame, const json_options& options) {
  const wire::frame_kind kind = frame.kind();
  const event_type type = kind == wire::frame_kind::event ? find_event_type(frame.name()) : event_type::unknown;
  header_writer writer{options};
  detail::secret_finder secrets;
  bool first = true;
  for (const auto& [key, value] : frame) {
    json_kind known = json_kind::text;
    if (options.typed() && !first && kind != wire::frame_kind::other) {
      known = kind == wire::frame_kind::event ? detail::kind_in_event(type, key) : detail::kind_in_response(key);
    }
    writer.add(key, value, known, secrets.hides(key, value));
    first = false;
  }
  json::object result;
  result["type"] = kind == wire::frame_kind::event      ? "event"
                   : kind == wire::frame_kind::response ? "response"
                                                        : "other";
  writer.move_to(result);
  return result;
}

outcome outcome_of(std::string_view name) {
  for (const outcome value : {outcome::accepted, outcome::never_sent, outcome::unknown, outcome::rejected}) {
    if (name == to_string(value)) {
      return value;
    }
  }
  fail("no outcome \"" + std::string{name} + "\"");
}

}  // namespace

// ---- The public functions

std::string to_json_text(std::string_view bytes) {
  return detail::to_utf8(bytes);
}

std::string from_json_text(std::string_view text) {
  return detail::from_utf8(text);
}

json::value to_json(wire::frame_view frame, const json_options& options) {
  return frame_to_json(frame, options);
}

json::value to_json(const event& value, const json_options& options) {
  if (const auto gap = value.get_if<lagged>()) {
    return json::object{{"type", "lagged"}, {"count", gap->count()}};
  }
  if (const auto gap = value.get_if<connection_lost>()) {
    return json::object{{"type", "connection_lost"}, {"reason", to_json(gap->reason())}};
  }
  if (const auto gap = value.get_if<connection_restored>()) {
    json::object object{
        {"type", "connection_restored"}, {"epoch", gap->epoch()}, {"downtime", std::int64_t{gap->downtime().count()}}};
    if (gap->restarted()) {
      object["restarted"] = *gap->restarted();
    }
    return object;
  }
  if (const auto change = value.get_if<connection_state_changed>()) {
    return json::object{{"type", "connection_state_changed"},
                        {"from", to_string(change->from())},
                        {"to", to_string(change->to())},
                        {"reason", to_json(change->reason())}};
  }
  return frame_to_json(value.frame(), options);
}

json::value to_json(const response& value, const json_options& options) {
  return frame_to_json(value.frame(), options);
}

json::value to_json(const action& value, const json_options& options) {
  detail::secret_finder secrets{value.name()};
  header_writer writer{options};
  for (const auto& header : value.headers()) {
    const bool secret = secrets.hides(header.key(), header.value());
    writer.add(header.key(), header.value(), detail::kind_in_action(value.name(), header.key()), secret);
  }
  json::object result{{"type", "action"}, {"name", detail::to_utf8(value.name())}};
  if (value.action_id() != nullptr) {
    result["action_id"] = detail::to_utf8(*value.action_id());
  }
  if (value.is_text_reply()) {
    result["text_reply"] = true;
  }
  writer.move_to(result);
  return result;
}

json::value to_json(const reply& value, const json_options& options) {
  json::object result{{"type", "reply"},
                      {"outcome", to_string(value.outcome())},
                      {"action_id", detail::to_utf8(value.action_id())},
                      {"detail", detail::to_utf8(value.detail())},
                      {"response", to_json(value.response(), options)},
                      {"list", value.is_list()}};
  if (const std::string_view text = detail::bare_text_of(value); !text.empty()) {
    result["text"] = detail::to_utf8(text);
  }
  if (!value.items().empty()) {
    json::array items;
    for (const event& item : value.items()) {
      items.push_back(to_json(item, options));
    }
    result["items"] = std::move(items);
  }
  if (!value.completion().frame().empty()) {
    result["completion"] = to_json(value.completion(), options);
  }
  return result;
}

template <>
wire::frame from_json<wire::frame>(const json::value& json) {
  return read_frame(object_of(json));
}

template <>
event from_json<event>(const json::value& json) {
  const json::object& from = object_of(json);
  const std::string_view type = type_of(from);
  if (type == "lagged") {
    return lagged{number_of<std::uint64_t>(from, "count")};
  }
  if (type == "connection_lost") {
    return connection_lost{read_reason(from)};
  }
  if (type == "connection_restored") {
    const std::chrono::nanoseconds downtime{number_of<std::int64_t>(from, "downtime")};
    return connection_restored{number_of<std::uint64_t>(from, "epoch"), downtime, read_restarted(from)};
  }
  if (type == "connection_state_changed") {
    return connection_state_changed{state_of(from, "from"), state_of(from, "to"), read_reason(from)};
  }
  return event{read_frame(from)};
}

template <>
response from_json<response>(const json::value& json) {
  return response{read_frame(object_of(json))};
}

template <>
action from_json<action>(const json::value& json) {
  const json::object& from = object_of(json);
  if (type_of(from) != "action" && !type_of(from).empty()) {
    fail("no action, but of type \"" + std::string{type_of(from)} + "\"");
  }
  action result{detail::from_utf8(text_of(from, "name"))};
  if (from.contains("action_id")) {
    result.action_id(detail::from_utf8(text_of(from, "action_id")));
  }
  if (const json::value* answer = from.if_contains("text_reply")) {
    if (!answer->is_bool()) {
      fail("\"text_reply\" is neither true nor false");
    }
    result.text_reply(answer->get_bool());
  }
  for (auto& [key, value] : read_headers(from)) {
    result.header(std::move(key), std::move(value));
  }
  return result;
}

template <>
reply from_json<reply>(const json::value& json) {
  const json::object& from = object_of(json);
  if (type_of(from) != "reply") {
    fail("no reply");
  }
  auto data = std::make_shared<detail::reply_data>();
  data->outcome = outcome_of(text_of(from, "outcome"));
  data->more().action_id = detail::from_utf8(text_of(from, "action_id"));
  data->more().detail = detail::from_utf8(text_of(from, "detail"));
  if (from.contains("text")) {
    data->more().text = detail::from_utf8(text_of(from, "text"));
  }
  if (const json::object* answer = if_object(from, "response")) {
    data->response = response{read_frame(*answer)};
  }
  const json::value* list = from.if_contains("list");
  data->is_list = list != nullptr && list->is_bool() && list->get_bool();
  if (const json::value* items = from.if_contains("items")) {
    if (!items->is_array()) {
      fail("\"items\" is no array");
    }
    for (const json::value& item : items->get_array()) {
      data->more().items.push_back(from_json<event>(item));
    }
  }
  if (const json::value* completion = from.if_contains("completion")) {
    data->more().completion = from_json<event>(*completion);
  }
  return reply{std::move(data)};
}

}  // namespace ami
