#include <ami/testing/frame_text.hpp>
#include <ami/wire/frame.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace ami::testing {

namespace {

class named_class {
public:
  constexpr named_class(std::string_view name, std::uint32_t bit) noexcept : name_{name}, bit_{bit} {}

  constexpr std::string_view name() const noexcept { return name_; }
  constexpr std::uint32_t bit() const noexcept { return bit_; }

private:
  std::string_view name_;
  std::uint32_t bit_;
};

constexpr std::array known_classes{
    named_class{"system", 1U << 0U},     named_class{"call", 1U << 1U},    named_class{"log", 1U << 2U},
    named_class{"verbose", 1U << 3U},    named_class{"command", 1U << 4U}, named_class{"agent", 1U << 5U},
    named_class{"user", 1U << 6U},       named_class{"config", 1U << 7U},  named_class{"dtmf", 1U << 8U},
    named_class{"reporting", 1U << 9U},  named_class{"cdr", 1U << 10U},    named_class{"dialplan", 1U << 11U},
    named_class{"originate", 1U << 12U}, named_class{"agi", 1U << 13U},    named_class{"cc", 1U << 15U},
    named_class{"aoc", 1U << 16U},       named_class{"test", 1U << 17U},   named_class{"security", 1U << 18U},
    named_class{"message", 1U << 30U},
};

class known_event {
public:
  constexpr known_event(std::string_view name, std::string_view classes) noexcept : name_{name}, classes_{classes} {}

  constexpr std::string_view name() const noexcept { return name_; }
  constexpr std::string_view classes() const noexcept { return classes_; }

private:
  std::string_view name_;
  std::string_view classes_;
};

// The events that do not belong to class call alone.
constexpr std::array known_events{
    known_event{"AgentCalled", "agent"},
    known_event{"AgentComplete", "agent"},
    known_event{"AgentConnect", "agent"},
    known_event{"AgentLogin", "agent"},
    known_event{"AgentLogoff", "agent"},
    known_event{"AgentRingNoAnswer", "agent"},
    known_event{"Alarm", "system"},
    known_event{"AlarmClear", "system"},
    known_event{"Cdr", "cdr"},
    known_event{"ChallengeSent", "security"},
    known_event{"ContactStatus", "system"},
    known_event{"DTMFBegin", "dtmf"},
    known_event{"DTMFEnd", "dtmf"},
    known_event{"FullyBooted", "system"},
    known_event{"InvalidAccountID", "security"},
    known_event{"InvalidPassword", "security"},
    known_event{"Load", "system"},
    known_event{"Newexten", "dialplan"},
    known_event{"PeerStatus", "system"},
    known_event{"QueueCallerAbandon", "agent"},
    known_event{"QueueCallerJoin", "agent"},
    known_event{"QueueCallerLeave", "agent"},
    known_event{"QueueMemberAdded", "agent"},
    known_event{"QueueMemberPause", "agent"},
    known_event{"QueueMemberPenalty", "agent"},
    known_event{"QueueMemberRemoved", "agent"},
    known_event{"QueueMemberRinginuse", "agent"},
    known_event{"QueueMemberStatus", "agent"},
    known_event{"RTCPReceived", "reporting"},
    known_event{"RTCPSent", "reporting"},
    known_event{"Registry", "system"},
    known_event{"Reload", "system"},
    known_event{"Shutdown", "system"},
    known_event{"SuccessfulAuth", "security"},
    known_event{"TestEvent", "reporting"},
    known_event{"Unload", "system"},
    known_event{"UserEvent", "user"},
    known_event{"VarSet", "dialplan"},
};

std::string_view usual_classes(std::string_view event) noexcept {
  const auto found = std::find_if(known_events.begin(), known_events.end(), [event](const known_event& known) {
    return wire::equal_ignoring_case(known.name(), event);
  });
  return found != known_events.end() ? found->classes() : std::string_view{"call"};
}

std::string make_line(std::string_view key, std::string_view value) {
  std::string text;
  text.reserve(key.size() + 2 + value.size());
  return text.append(key).append(": ").append(value);
}

bool has_key(std::string_view line, std::string_view key) noexcept {
  return line.size() > key.size() && line[key.size()] == ':' &&
         wire::equal_ignoring_case(line.substr(0, key.size()), key);
}

}  // namespace

event_classes event_classes::parse(std::string_view mask) noexcept {
  const auto is_any_of = [mask](auto... words) { return (wire::equal_ignoring_case(mask, words) || ...); };
  if (is_any_of("on", "yes", "true", "y", "all")) {
    return all();
  }
  if (mask.empty() || is_any_of("off", "no", "false")) {
    return {};
  }
  std::uint32_t bits = 0;
  const auto [end, error] = std::from_chars(mask.data(), mask.data() + mask.size(), bits);
  if (error == std::errc{} && end == mask.data() + mask.size()) {
    return event_classes{bits};
  }
  bits = 0;
  while (!mask.empty()) {
    const std::string_view word = mask.substr(0, mask.find(','));
    mask.remove_prefix(std::min(mask.size(), word.size() + 1));
    for (const named_class& known : known_classes) {
      if (wire::equal_ignoring_case(known.name(), word)) {
        bits |= known.bit();
      }
    }
    if (wire::equal_ignoring_case(word, "all")) {
      bits = ~std::uint32_t{0};
    }
  }
  return event_classes{bits};
}

frame_text frame_text::event(std::string name) {
  const std::string classes{usual_classes(name)};
  return event(std::move(name), classes);
}

frame_text frame_text::event(std::string name, const std::string& classes) {
  return item(std::move(name)).header("Privilege", classes + ",all");
}

frame_text frame_text::item(std::string name) {
  return frame_text{}.header("Event", name);
}

frame_text frame_text::response(std::string status) {
  return frame_text{}.header("Response", status);
}

frame_text& frame_text::header(std::string_view key, std::string_view value) & {
  lines_.push_back(make_line(key, value));
  return *this;
}

frame_text& frame_text::line(std::string text) & {
  lines_.push_back(std::move(text));
  return *this;
}

frame_text& frame_text::second_header(std::string_view key, std::string_view value) & {
  lines_.insert(lines_.begin() + (lines_.empty() ? 0 : 1), make_line(key, value));
  return *this;
}

std::optional<std::string_view> frame_text::get(std::string_view key) const& noexcept {
  for (const std::string& line : lines_) {
    if (has_key(line, key)) {
      std::string_view value{line};
      value.remove_prefix(key.size() + 1);
      if (value.starts_with(' ')) {
        value.remove_prefix(1);
      }
      return value;
    }
  }
  return std::nullopt;
}

event_classes frame_text::classes() const noexcept {
  std::string_view value = get("Privilege").value_or(std::string_view{});
  if (value.ends_with(",all")) {
    value.remove_suffix(4);
  }
  return event_classes::parse(value);
}

std::string frame_text::str() const {
  std::size_t size = 2;
  for (const std::string& line : lines_) {
    size += line.size() + 2;
  }
  std::string text;
  text.reserve(size);
  for (const std::string& line : lines_) {
    text.append(line).append("\r\n");
  }
  return text.append("\r\n");
}

std::string list_text::str(std::string_view action_id) const {
  frame_text first = frame_text::response("Success");
  if (!action_id.empty()) {
    first.header("ActionID", action_id);
  }
  first.header("EventList", "start");
  if (!message_.empty()) {
    first.header("Message", message_);
  }
  std::string text = first.str();
  for (const frame_text& item : items_) {
    if (action_id.empty() || item.get("ActionID")) {
      text += item.str();
    } else if (action_id_second_) {
      text += frame_text{item}.second_header("ActionID", action_id).str();
    } else {
      text += frame_text{item}.header("ActionID", action_id).str();
    }
  }
  frame_text last = frame_text::item(complete_name_);
  if (!action_id.empty()) {
    last.header("ActionID", action_id);
  }
  last.header("EventList", "Complete").header("ListItems", static_cast<std::int64_t>(items_.size()));
  for (const auto& [key, value] : extras_) {
    last.header(key, value);
  }
  return text += last.str();
}

std::string escape_c(std::string_view text) {
  constexpr std::string_view special = "\a\b\f\n\r\t\v\\'\"?";
  constexpr std::string_view letters = "abfnrtv\\'\"?";
  std::string escaped;
  escaped.reserve(text.size());
  for (const char byte : text) {
    const std::size_t index = special.find(byte);
    if (index == std::string_view::npos) {
      escaped += byte;
    } else {
      escaped += '\\';
      escaped += letters[index];
    }
  }
  return escaped;
}

}  // namespace ami::testing
