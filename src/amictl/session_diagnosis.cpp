#include "amictl/session_diagnosis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

namespace amictl {

namespace {

// The value of a line "   name: value".
std::optional<std::string_view> value_after(std::string_view line, std::string_view name) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  if (!line.starts_with(name) || !line.substr(name.size()).starts_with(':')) {
    return std::nullopt;
  }
  return line.substr(name.size() + 1);
}

class_set class_named(std::string_view name) {
  return class_set::parse(name);
}

// Whether the user may do what needs one of these classes, as far as it shows.
enum class reading_right { yes, no, unknown };

reading_right right_of(const readable_classes& known, class_set wanted) {
  if (known.yes.contains(wanted)) {
    return reading_right::yes;
  }
  return (known.no & wanted).empty() ? reading_right::unknown : reading_right::no;
}

constexpr const char* then_reload = "then asterisk -rx \"manager reload\", and log in again";

// An action for each class that only this class may use, and what it is for.
class telling_action {
public:
  std::string_view event_class;
  std::string_view action;
};
constexpr std::array telling_actions{
    telling_action{"call", "Redirect"},       telling_action{"originate", "Originate"},
    telling_action{"command", "Command"},     telling_action{"system", "Filter"},
    telling_action{"agent", "QueuePause"},    telling_action{"user", "UserEvent"},
    telling_action{"config", "UpdateConfig"}, telling_action{"message", "MessageSend"},
};

// What the list of actions says of the right to write.
class_set proved_writing(const session_observation& seen) {
  class_set proved;
  for (const auto& [name, classes] : seen.actions) {
    proved = proved | (classes.is_single() ? classes : class_set{});
  }
  return proved;
}

std::string most_frequent(const std::map<std::string, std::size_t>& events) {
  std::vector<std::pair<std::size_t, std::string>> sorted;
  for (const auto& [name, count] : events) {
    sorted.emplace_back(count, name);
  }
  std::sort(sorted.begin(), sorted.end(), [](const auto& left, const auto& right) {
    return left.first != right.first ? left.first > right.first : left.second < right.second;
  });
  constexpr std::size_t most = 6;
  std::string result;
  for (std::size_t at = 0; at < std::min(most, sorted.size()); ++at) {
    result += fmt::format("{}{} {}", at == 0 ? "" : ", ", sorted[at].second, sorted[at].first);
  }
  return sorted.size() > most ? result + ", ..." : result;
}

std::size_t total_count(const std::map<std::string, std::size_t>& events) {
  std::size_t sum = 0;
  for (const auto& [name, count] : events) {
    sum += count;
  }
  return sum;
}

}  // namespace

user_rights parse_user_rights(const std::vector<std::string>& lines) {
  user_rights result;
  for (const std::string& line : lines) {
    if (const auto read = value_after(line, "read perm")) {
      result.read = class_set::parse(*read);
    }
    if (const auto write = value_after(line, "write perm")) {
      result.write = class_set::parse(*write);
    }
  }
  return result;
}

std::optional<class_set> parse_privileges(std::string_view synopsis) {
  constexpr std::string_view before = "(Priv: ";
  const std::size_t at = synopsis.rfind(before);
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  std::string_view list = synopsis.substr(at + before.size());
  return parse_privilege_header(list.substr(0, list.find(')')));
}

class_set parse_privilege_header(std::string_view value) {
  // The last one, "all", stands for the user who may do everything.
  constexpr std::string_view last = ",all";
  if (value.ends_with(last)) {
    value.remove_suffix(last.size());
  }
  return class_set::parse(value);
}

readable_classes judge_reading(const session_observation& seen) {
  readable_classes known;
  if (seen.rights.read) {
    known.yes = *seen.rights.read;
    known.no = class_set::all() - known.yes;
    return known;
  }
  known.yes = seen.seen;
  // These come with each login that may see them.
  if (!seen.fully_booted) {
    known.no = known.no | class_named("system");
  }
  constexpr measured_time until_then{1000};
  if (!seen.greeted && seen.recent && seen.waited >= until_then) {
    known.no = known.no | class_named("security");
  }
  known.no = known.no - known.yes;
  return known;
}

finding judge_boot(const session_observation& seen) {
  if (seen.shutting_down) {
    return faulty("booted",
                  "the server is shutting down: it refuses actions until its last call has ended, and goes then",
                  "wait until it is back, or asterisk -rx \"core abort shutdown\"");
  }
  if (seen.fully_booted) {
    return good("booted", "the server has said FullyBooted: all its modules are loaded");
  }
  if (seen.rights.read && !seen.rights.read->contains(class_named("system"))) {
    return left_out("booted", fmt::format("{} may not read class system, and so never sees FullyBooted", seen.user));
  }
  if (seen.rights.read) {
    return doubtful(
        "booted",
        "the server has not said FullyBooted: it is still starting, and neither knows the actions nor sends "
        "the events of modules that are not loaded yet",
        "wait (options::wait_fully_booted() does), or see what it waits for: asterisk -rx \"core "
        "waitfullybooted\"");
  }
  return doubtful(
      "booted",
      fmt::format("the server has not said FullyBooted: {} may not read class system, or the server is still "
                  "starting",
                  seen.user),
      fmt::format("manager.conf, [{}]: read = system,...; {}", seen.user, then_reload));
}

finding judge_actions(const session_observation& seen) {
  if (seen.actions_error) {
    return doubtful("actions", fmt::format("ListCommands failed: {}", seen.actions_error.message()), {});
  }
  const class_set may = seen.rights.write.value_or(proved_writing(seen));
  std::string missing;
  std::string classes;
  for (const telling_action& telling : telling_actions) {
    if (!may.contains(class_named(telling.event_class))) {
      missing += fmt::format("{}{} ({})", missing.empty() ? "" : ", ", telling.event_class, telling.action);
      classes += fmt::format("{}{}", classes.empty() ? "" : ",", telling.event_class);
    }
  }
  const std::string text =
      fmt::format("{} may use {} actions; classes that it may write: {}", seen.user, seen.actions.size(), may.names());
  if (missing.empty()) {
    return good("actions", text);
  }
  const std::string may_not = fmt::format("{}; not: {}", text, missing);
  if (may.empty()) {
    return doubtful("actions", may_not,
                    fmt::format("manager.conf, [{}]: write = {}, or those of them that are needed; {}", seen.user,
                                classes, then_reload));
  }
  finding found = good("actions", may_not);
  found.remedy = fmt::format("if they are needed: manager.conf, [{}]: write = {},{}; {}", seen.user, may.names(","),
                             classes, then_reload);
  return found;
}

finding judge_read(const session_observation& seen) {
  const readable_classes known = judge_reading(seen);
  const class_set all = class_set::with_events();
  const class_set never = known.no & all;
  const class_set may = known.yes & all;
  const class_set open = all - known.no - known.yes;
  const std::string remedy =
      fmt::format("manager.conf, [{}]: read = {}; {}", seen.user, (may | never | open).names(","), then_reload);
  if (may.empty() && open.empty()) {
    return faulty("read", fmt::format("{} may read no class of events: none will ever come", seen.user), remedy);
  }
  if (never.empty() && open.empty()) {
    return good("read", fmt::format("{} may read all classes of events", seen.user));
  }
  std::string text;
  if (!may.empty()) {
    text = fmt::format("{} may read {}", seen.user, may.names());
  }
  if (!never.empty()) {
    text += fmt::format("{}{} will never get the events of {}", text.empty() ? "" : "; ",
                        text.empty() ? seen.user : "it", never.with_event_names());
  }
  if (!open.empty()) {
    text += fmt::format("{}whether it may read {} cannot be seen from here", text.empty() ? "" : "; ",
                        never.empty() ? open.names() : open.with_event_names());
  }
  const std::string look = fmt::format("asterisk -rx \"manager show user {}\" shows its rights", seen.user);
  if (never.empty()) {
    finding found = good("read", text);
    found.remedy = look;
    return found;
  }
  if (seen.rights.read) {
    return doubtful("read", text, remedy);
  }
  // What did not come with the login may have been dropped, all but FullyBooted.
  const bool filtered = never.contains(class_named("security"));
  return doubtful(
      "read", text,
      fmt::format("{}; {}{}", look, remedy, filtered ? "; an eventfilter of this user may be the reason, too" : ""));
}

finding judge_mask(const session_observation& seen) {
  if (!seen.mask) {
    return good("mask", "no event mask: all that the user may read");
  }
  const class_set wanted = class_set::parse(*seen.mask);
  const std::string remedy = "take the setting events out of the profile, the URL or AMI_EVENTS, or -o events=on";
  if (wanted.empty() || seen.mask_is_on == false) {
    return faulty("mask", fmt::format("the event mask is \"{}\": the server sends no event at all", *seen.mask),
                  remedy);
  }
  const readable_classes known = judge_reading(seen);
  const class_set useful = wanted & class_set::with_events();
  if (useful.empty() || known.no.contains(useful)) {
    return faulty(
        "mask",
        fmt::format("the event mask is \"{}\", of which {} may read nothing: no event comes", *seen.mask, seen.user),
        fmt::format("{}; or manager.conf, [{}]: read = {}", remedy, seen.user, wanted.names(",")));
  }
  const class_set left = class_set::with_events() - wanted;
  if (left.empty()) {
    return good("mask", "the event mask has all classes");
  }
  return doubtful("mask", fmt::format("the event mask \"{}\" leaves out {}", *seen.mask, left.with_event_names()),
                  remedy);
}

finding judge_filter(const session_observation& seen) {
  const reading_right reads_user = right_of(judge_reading(seen), class_named("user"));
  const std::string text =
      fmt::format("the server took the action UserEvent of {}, and its event did not come back within {}", seen.user,
                  in_words(seen.provoked_after));
  const std::string remedy = fmt::format(
      "manager.conf, [{}]: widen or remove eventfilter (one without ! drops all that it does not match), and see "
      "disabledevents under [general]; {}",
      seen.user, then_reload);
  switch (seen.provoked) {
  case provoked_event::arrived: return good("filter", "an event that was provoked came through");
  case provoked_event::missing:
    if (reads_user == reading_right::no) {
      return left_out("filter", fmt::format("{} may not read class user, so its own event cannot show it", seen.user));
    }
    if (reads_user == reading_right::yes) {
      return faulty("filter", fmt::format("{}, although it may read it: a filter drops it", text), remedy);
    }
    return doubtful("filter", fmt::format("{}: it may not read class user, or a filter drops it", text),
                    fmt::format("manager.conf, [{}]: read = user,...; or {}", seen.user, remedy));
  default: break;
  }
  if (!seen.events.empty()) {
    return good("filter", "events come through; what a filter of this user drops cannot be seen from here");
  }
  return left_out("filter", "no event came that could show it");
}

finding judge_clock(const session_observation& seen) {
  if (!seen.clock_ahead) {
    return left_out("clock", "the server's Ping has no Timestamp");
  }
  const double doubt = seen.round_trip.count() / 2;
  const double ahead = seen.clock_ahead->count();
  constexpr double harmless = 2000;  // milliseconds
  if (std::abs(ahead) - doubt <= harmless) {
    return good("clock", fmt::format("the server's clock is as this one (within {})",
                                     in_words(measured_time{std::abs(ahead) + doubt})));
  }
  return doubtful(
      "clock",
      fmt::format("the server's clock is {} {} this one: times in events, call records and certificates do "
                  "not fit",
                  in_words(measured_time{std::abs(ahead)}), ahead > 0 ? "ahead of" : "behind"),
      "run a time service on both machines: timedatectl set-ntp true; timedatectl shows which one is wrong");
}

finding judge_link(const session_observation& seen) {
  if (seen.lost) {
    return faulty("link", fmt::format("the connection ended while it was looked at: {}", seen.lost.message()),
                  fmt::format("if it happens again under load: manager.conf, [{}]: writetimeout = 5000", seen.user),
                  exit_code::negative);
  }
  std::string text = fmt::format("round trip {} to {}", in_words(seen.round_trip), in_words(seen.longest_trip));
  if (seen.bytes_per_second > 0) {
    text += fmt::format(", {} kB/s or more", std::max(1.0, std::round(seen.bytes_per_second / 1000)));
  }
  // What the server cannot write within writetimeout, 100 ms unless manager.conf says otherwise, ends the session. Its
  // buffers drain by round trips.
  constexpr double risky_trip = 50;      // milliseconds
  constexpr double risky_rate = 100000;  // bytes a second
  const bool slow = seen.bytes_per_second > 0 && seen.bytes_per_second < risky_rate && seen.longest_trip.count() > 10;
  if (seen.longest_trip.count() < risky_trip && !slow) {
    return good("link", fmt::format("{}: well below writetimeout, 100 ms by default", text));
  }
  return doubtful(
      "link",
      fmt::format("{}: Asterisk ends a session that takes nothing for writetimeout, 100 ms by default, so a "
                  "burst of events may end this one",
                  text),
      fmt::format("manager.conf, [{}]: writetimeout = 5000; {}", seen.user, then_reload));
}

finding judge_events(const session_observation& seen) {
  const std::size_t count = total_count(seen.events);
  if (count != 0) {
    return good("events", fmt::format("{} in {}: {}", count, in_words(seen.waited), most_frequent(seen.events)));
  }
  const std::string none = fmt::format("no event came by itself in {}", in_words(seen.waited));
  switch (seen.provoked) {
  case provoked_event::arrived:
    return good("events", fmt::format("{}: the PBX is idle. One that was provoked (UserEvent) came after {}", none,
                                      in_words(seen.provoked_after)));
  case provoked_event::not_allowed:
    return doubtful(
        "events",
        fmt::format("{}, and {} may not provoke one (class user is missing in write): an idle PBX looks the "
                    "same",
                    none, seen.user),
        fmt::format("make a call while this runs (--wait 60), or manager.conf, [{}]: write = user,...; {}", seen.user,
                    then_reload));
  case provoked_event::not_asked:
    return doubtful("events", fmt::format("{}: an idle PBX looks the same", none),
                    "make a call while this runs (--wait 60)");
  case provoked_event::refused:
    return doubtful("events", fmt::format("{}, and the server refuses to send one (UserEvent)", none),
                    "make a call while this runs (--wait 60)");
  case provoked_event::missing: break;
  }
  return doubtful("events", fmt::format("{}, and one that was provoked (UserEvent) did not come either", none),
                  "see the findings on read, mask and filter, and make a call while this runs (--wait 60)");
}

std::vector<finding> judge_session(const session_observation& seen) {
  // What did not come then proves nothing.
  if (seen.shutting_down) {
    return {judge_boot(seen)};
  }
  if (seen.lost) {
    return {judge_link(seen)};
  }
  return {judge_boot(seen),   judge_actions(seen), judge_read(seen), judge_mask(seen),
          judge_filter(seen), judge_clock(seen),   judge_link(seen), judge_events(seen)};
}

}  // namespace amictl
