#include "wallboard/action_request.hpp"

#include <ami/json.hpp>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <utility>

namespace wallboard {

namespace json = boost::json;

namespace {

// Longer ones are no names of a telephone system, and would not fit into a header.
constexpr std::size_t longest_field = 256;

// The fields of a request; what is wrong is thrown as a request_problem.
class fields {
public:
  explicit fields(const json::object& from) : from_{from} {}

  std::string required(std::string_view name) const {
    const json::value* value = from_.if_contains(name);
    if (value == nullptr) {
      throw request_problem{fmt::format("the field \"{}\" is missing", name)};
    }
    std::string text = text_of(name, *value);
    if (text.empty()) {
      throw request_problem{fmt::format("the field \"{}\" is empty", name)};
    }
    return text;
  }

  std::string optional(std::string_view name, std::string_view otherwise = {}) const {
    const json::value* value = from_.if_contains(name);
    return value != nullptr ? text_of(name, *value) : std::string{otherwise};
  }

  // A field that is misspelt would be left out without a word: a pause for all queues in place of one.
  void allow(std::span<const std::string_view> names) const {
    constexpr std::array<std::string_view, 3> always{"request", "server", "action"};
    for (const auto& field : from_) {
      const std::string_view key{field.key()};
      if (std::ranges::find(names, key) == names.end() && std::ranges::find(always, key) == always.end()) {
        throw request_problem{fmt::format("the field \"{}\" is none of this action", ami::to_json_text(key))};
      }
    }
  }

private:
  static std::string text_of(std::string_view name, const json::value& value) {
    if (!value.is_string()) {
      throw request_problem{fmt::format("the field \"{}\" is no text", name)};
    }
    std::string text = ami::from_json_text(value.get_string());
    if (text.size() > longest_field) {
      throw request_problem{fmt::format("the field \"{}\" is longer than {} bytes", name, longest_field)};
    }
    // The library refuses a line end, too; what it says is about headers.
    if (std::ranges::any_of(text, [](char each) { return static_cast<unsigned char>(each) < 0x20 || each == 0x7f; })) {
      throw request_problem{fmt::format("the field \"{}\" has a control character", name)};
    }
    return text;
  }

  const json::object& from_;
};

template <std::size_t Count>
void allow(const fields& from, const std::array<std::string_view, Count>& names) {
  from.allow(names);
}

action_request read(const json::object& object) {
  const fields from{object};
  action_request result{from.required("request"), from.required("server"), from.required("action"), {}};
  if (result.action == "originate") {
    allow(from, std::array<std::string_view, 3>{"channel", "exten", "context"});
    result.parameters =
        originate_request{from.required("channel"), from.required("exten"), from.optional("context", "default")};
  } else if (result.action == "hangup") {
    allow(from, std::array<std::string_view, 1>{"uniqueid"});
    result.parameters = hangup_request{from.required("uniqueid")};
  } else if (result.action == "transfer") {
    allow(from, std::array<std::string_view, 3>{"uniqueid", "exten", "context"});
    result.parameters =
        transfer_request{from.required("uniqueid"), from.required("exten"), from.optional("context", "default")};
  } else if (result.action == "pause") {
    allow(from, std::array<std::string_view, 3>{"interface", "queue", "reason"});
    result.parameters =
        pause_request{from.required("interface"), from.optional("queue"), from.optional("reason"), true};
  } else if (result.action == "unpause") {
    allow(from, std::array<std::string_view, 2>{"interface", "queue"});
    result.parameters = pause_request{from.required("interface"), from.optional("queue"), {}, false};
  } else {
    throw request_problem{"the field \"action\" is none of originate, hangup, transfer, pause, unpause"};
  }
  return result;
}

}  // namespace

std::variant<action_request, request_problem> read_action_request(std::string_view text) {
  json::error_code error;
  const json::value value = json::parse(json::string_view{text.data(), text.size()}, error);
  if (error) {
    return request_problem{"the body is no JSON"};
  }
  if (!value.is_object()) {
    return request_problem{"the body is no JSON object"};
  }
  try {
    return read(value.get_object());
  } catch (const request_problem& problem) {
    return problem;
  }
}

}  // namespace wallboard
