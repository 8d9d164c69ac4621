#include "amictl/watch_filter.hpp"

#include <ami/event_type.hpp>
#include <ami/events/kinds.hpp>
#include <ami/names.hpp>

#include <boost/regex.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <stdexcept>

namespace amictl {

namespace {

using namespace ami::events;

char lower(char letter) noexcept {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool same_text(std::string_view a, std::string_view b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

bool ends_with(std::string_view text, std::string_view end) noexcept {
  return text.size() >= end.size() && same_text(text.substr(text.size() - end.size()), end);
}

class event_kind_name {
public:
  std::string_view name;
  bool (*is)(const ami::event& value);
};

template <class Kind>
constexpr event_kind_name kind(std::string_view name) {
  return {name, [](const ami::event& value) { return value.is<Kind>(); }};
}

constexpr std::array event_kinds{
    kind<any_agent_call>("any_agent_call"),
    kind<any_agent_session>("any_agent_session"),
    kind<any_agi_exec>("any_agi_exec"),
    kind<any_bridge>("any_bridge"),
    kind<any_bridge_member>("any_bridge_member"),
    kind<any_call_completion>("any_call_completion"),
    kind<any_chan_spy>("any_chan_spy"),
    kind<any_channel>("any_channel"),
    kind<any_confbridge>("any_confbridge"),
    kind<any_confbridge_participant>("any_confbridge_participant"),
    kind<any_dial>("any_dial"),
    kind<any_dtmf>("any_dtmf"),
    kind<any_fax>("any_fax"),
    kind<any_hangup>("any_hangup"),
    kind<any_hint>("any_hint"),
    kind<any_hold>("any_hold"),
    kind<any_local_channel>("any_local_channel"),
    kind<any_meetme_user>("any_meetme_user"),
    kind<any_parked_call>("any_parked_call"),
    kind<any_queue_caller>("any_queue_caller"),
    kind<any_queue_member>("any_queue_member"),
    kind<any_rtcp>("any_rtcp"),
    kind<any_security>("any_security"),
    kind<any_transfer>("any_transfer"),
};

const event_kind_name* find_kind(std::string_view name) noexcept {
  const auto* const found = std::find_if(event_kinds.begin(), event_kinds.end(),
                                         [&](const event_kind_name& each) { return same_text(each.name, name); });
  return found != event_kinds.end() ? found : nullptr;
}

// Headers that name a channel: `Channel`, `DestChannel`, and `Channel1` of old servers.
bool names_channel(std::string_view key) noexcept {
  return ends_with(key, "Channel") || ends_with(key, "Channel1") || ends_with(key, "Channel2");
}

}  // namespace

bool fits_pattern(std::string_view text, std::string_view pattern) noexcept {
  std::size_t at = 0;
  std::size_t in_pattern = 0;
  // Where the last asterisk stands, and up to where in the text it reaches: it takes one character more each time that
  // what follows it does not fit.
  std::optional<std::size_t> star;
  std::size_t star_end = 0;
  while (at < text.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      star = in_pattern++;
      star_end = at;
    } else if (in_pattern < pattern.size() &&
               (pattern[in_pattern] == '?' || lower(pattern[in_pattern]) == lower(text[at]))) {
      ++at;
      ++in_pattern;
    } else if (star) {
      in_pattern = *star + 1;
      at = ++star_end;
    } else {
      return false;
    }
  }
  return std::all_of(pattern.begin() + static_cast<std::ptrdiff_t>(in_pattern), pattern.end(),
                     [](char rest) { return rest == '*'; });
}

class watch_filter::field_condition {
public:
  explicit field_condition(std::string_view condition) {
    const std::size_t sign = condition.find_first_of("=~!");
    const bool negated = sign != std::string_view::npos && condition[sign] == '!';
    const std::size_t last = negated ? sign + 1 : sign;
    if (sign == std::string_view::npos || sign == 0 || last >= condition.size() ||
        (condition[last] != '=' && condition[last] != '~')) {
      throw std::runtime_error{
          fmt::format("\"{}\": KEY=PATTERN, KEY!=PATTERN, KEY~REGEX or KEY!~REGEX is needed", condition)};
    }
    key_ = condition.substr(0, sign);
    wanted_ = !negated;
    pattern_ = condition.substr(last + 1);
    if (condition[last] == '~') {
      try {
        expression_.emplace(pattern_);
      } catch (const boost::regex_error& error) {
        throw std::runtime_error{fmt::format("\"{}\": {}", condition, error.what())};
      }
    }
  }

  [[nodiscard]] bool holds(ami::wire::frame_view frame) const {
    const auto values = frame.get_all(key_);
    return std::any_of(values.begin(), values.end(), [this](std::string_view value) { return fits(value); }) == wanted_;
  }

private:
  [[nodiscard]] bool fits(std::string_view value) const {
    if (!expression_) {
      return fits_pattern(value, pattern_);
    }
    try {
      return boost::regex_search(value.begin(), value.end(), *expression_);
    } catch (const std::runtime_error&) {  // it would take too long for this value
      return false;
    }
  }

  std::string key_;
  std::string pattern_;
  std::optional<boost::regex> expression_;
  bool wanted_ = true;
};

bool watch_filter::add_type(std::string_view name) {
  types_.emplace_back(name);
  if (find_kind(name) != nullptr) {
    return true;
  }
  for (std::size_t number = 0; number < ami::event_type_count; ++number) {
    if (fits_pattern(to_string(static_cast<ami::event_type>(number)), name)) {
      return true;
    }
  }
  return false;
}

void watch_filter::add_class(std::string_view name) {
  classes_.emplace_back(name);
}

void watch_filter::add_field(std::string_view condition) {
  fields_.push_back(std::make_shared<const field_condition>(condition));
}

void watch_filter::add_channel(std::string_view pattern) {
  channels_.emplace_back(pattern);
}

void watch_filter::follow_call(std::string_view linkedid) {
  linkedids_.emplace(linkedid);
  legs_.emplace(linkedid);  // the Linkedid is the Uniqueid of the call's first channel
}

bool watch_filter::passes(const ami::event& value) {
  if (value.is_gap()) {
    return true;
  }
  // First, because it learns from events that are not shown as well.
  const bool in_call = linkedids_.empty() || belongs_to_call(value);
  return in_call && has_type(value) && has_class(value) && has_channel(value) &&
         std::all_of(fields_.begin(), fields_.end(),
                     [&](const auto& condition) { return condition->holds(value.frame()); });
}

bool watch_filter::has_type(const ami::event& value) const {
  return types_.empty() || std::any_of(types_.begin(), types_.end(), [&](const std::string& wanted) {
           const event_kind_name* const kind = find_kind(wanted);
           return kind != nullptr ? kind->is(value) : fits_pattern(value.name(), wanted);
         });
}

bool watch_filter::has_class(const ami::event& value) const {
  if (classes_.empty()) {
    return true;
  }
  std::string_view rest = value["Privilege"];
  while (!rest.empty()) {
    const std::string_view name = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), name.size() + 1));
    if (std::any_of(classes_.begin(), classes_.end(),
                    [&](const std::string& wanted) { return same_text(name, wanted); })) {
      return true;
    }
  }
  return false;
}

bool watch_filter::has_channel(const ami::event& value) const {
  if (channels_.empty()) {
    return true;
  }
  const auto fits_one = [this](std::string_view name) {
    return std::any_of(channels_.begin(), channels_.end(), [&](const std::string& pattern) {
      return fits_pattern(name, pattern) || fits_pattern(ami::channel_device(name), pattern);
    });
  };
  for (const auto& field : value.frame()) {
    if (names_channel(field.key) && !field.value.empty() && fits_one(field.value)) {
      return true;
    }
  }
  return false;
}

bool watch_filter::belongs_to_call(const ami::event& value) {
  const auto frame = value.frame();
  bool belongs = false;
  for (const auto& field : frame) {
    const std::string_view key = field.key;
    if (ends_with(key, "Linkedid")) {
      // An event has several channels when it has several prefixes: `Uniqueid`, `DestUniqueid`.
      const std::string prefix{key.substr(0, key.size() - std::string_view{"Linkedid"}.size())};
      const std::string_view leg = frame.first_line(prefix + "Uniqueid");
      if (linkedids_.contains(field.value) || (!leg.empty() && legs_.contains(leg))) {
        belongs = true;
        linkedids_.emplace(field.value);
        legs_.emplace(leg);
        names_.emplace(frame.first_line(prefix + "Channel"));
      }
    } else if (!field.value.empty() &&
               ((ends_with(key, "Uniqueid") && !ends_with(key, "BridgeUniqueid") && legs_.contains(field.value)) ||
                (names_channel(key) && names_.contains(field.value)))) {
      belongs = true;
    }
  }
  return belongs;
}

}  // namespace amictl
