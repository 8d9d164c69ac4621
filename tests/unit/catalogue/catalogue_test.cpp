// The catalogue against recorded sessions: every event has a typed view, every header an accessor, every value parses.
#include "catch.hpp"
#include "support/catalogue_keys.hpp"
#include "support/data.hpp"

#include <ami/event_variant.hpp>
#include <ami/wire/frame_reader.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <variant>
#include <vector>

namespace {

namespace fs = std::filesystem;

using test::catalogue;
using test::every_event_has;
using test::lower;
using test::parses;

std::string read_file(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  REQUIRE(file);
  return {std::istreambuf_iterator<char>{file}, {}};
}

// tests/data/catalogue_exemptions.txt: what recordings hold and no accessor is meant to read.
class exemptions {
public:
  exemptions() {
    std::istringstream lines{read_file(test::data_directory() / "catalogue_exemptions.txt")};
    for (std::string line; std::getline(lines, line);) {
      if (!line.empty() && line.front() != '#') {
        lines_.insert(lower(line));
      }
    }
  }

  bool contains(const std::string& line) {
    const auto found = lines_.find(lower(line));
    if (found != lines_.end()) {
      used_.insert(*found);
    }
    return found != lines_.end();
  }
  std::vector<std::string> unused() const {
    std::vector<std::string> result;
    std::ranges::set_difference(lines_, used_, std::back_inserter(result));
    return result;
  }

private:
  std::set<std::string> lines_;
  std::set<std::string> used_;
};

// Calls function(scenario, frame) for each frame of each recording.
template <class Function>
std::size_t for_each_frame(Function function) {
  std::size_t recordings = 0;
  for (const auto& entry : fs::directory_iterator{test::data_directory() / "captures"}) {
    if (entry.path().extension() != ".raw") {
      continue;
    }
    ++recordings;
    const std::string bytes = read_file(entry.path());
    const std::string scenario = entry.path().stem().string();
    using ami::wire::frame_reader;
    frame_reader reader{{},
                        bytes.starts_with("Asterisk Call Manager") ? frame_reader::greeting::expected
                                                                   : frame_reader::greeting::absent};
    reader.feed(bytes);
    for (auto found = reader.next(); found != frame_reader::result::need_more; found = reader.next()) {
      REQUIRE(found != frame_reader::result::error);
      if (found == frame_reader::result::frame) {
        const ami::wire::frame frame = reader.current().to_frame();
        function(scenario, frame);
      }
    }
  }
  return recordings;
}

// What the tests ask of a kind, by its name: whether an event is of it, and whether its view can be seen as the kind.
class kind_functions {
public:
  bool (*has)(const ami::event&);
  bool (*accepts)(const ami::event&);
};
template <class Kind>
kind_functions functions_of() {
  return {[](const ami::event& event) { return event.is<Kind>(); },
          [](const ami::event& event) {
            return ami::visit([](auto view) { return std::is_convertible_v<decltype(view), Kind>; }, event);
          }};
}

namespace events = ami::events;

const std::map<std::string, kind_functions>& all_kinds() {
  static const std::map<std::string, kind_functions> all{
      {"any_agent_call", functions_of<events::any_agent_call>()},
      {"any_agent_session", functions_of<events::any_agent_session>()},
      {"any_agi_exec", functions_of<events::any_agi_exec>()},
      {"any_bridge", functions_of<events::any_bridge>()},
      {"any_bridge_member", functions_of<events::any_bridge_member>()},
      {"any_call_completion", functions_of<events::any_call_completion>()},
      {"any_chan_spy", functions_of<events::any_chan_spy>()},
      {"any_channel", functions_of<events::any_channel>()},
      {"any_confbridge", functions_of<events::any_confbridge>()},
      {"any_confbridge_participant", functions_of<events::any_confbridge_participant>()},
      {"any_dial", functions_of<events::any_dial>()},
      {"any_dtmf", functions_of<events::any_dtmf>()},
      {"any_fax", functions_of<events::any_fax>()},
      {"any_hangup", functions_of<events::any_hangup>()},
      {"any_hint", functions_of<events::any_hint>()},
      {"any_hold", functions_of<events::any_hold>()},
      {"any_local_channel", functions_of<events::any_local_channel>()},
      {"any_meetme_user", functions_of<events::any_meetme_user>()},
      {"any_parked_call", functions_of<events::any_parked_call>()},
      {"any_queue_caller", functions_of<events::any_queue_caller>()},
      {"any_queue_member", functions_of<events::any_queue_member>()},
      {"any_rtcp", functions_of<events::any_rtcp>()},
      {"any_security", functions_of<events::any_security>()},
      {"any_transfer", functions_of<events::any_transfer>()},
  };
  return all;
}

// The functions of a kind and of an event's own class have to return the same.
class same_values {
public:
  template <class View>
  void operator()(const View& view) {
    if constexpr (std::is_convertible_v<View, events::any_queue_member>) {
      const events::any_queue_member& kind = view;
      compare("any_queue_member", view, kind, [](const auto& e) {
        return std::tuple{e.queue(),      e.member_name(),   e.interface(),   e.state_interface(),
                          e.membership(), e.penalty(),       e.calls_taken(), e.last_call(),
                          e.last_pause(), e.login_time(),    e.in_call(),     e.status(),
                          e.paused(),     e.paused_reason(), e.ringinuse(),   e.wrapuptime()};
      });
    }
    if constexpr (std::is_convertible_v<View, events::any_channel>) {
      const events::any_channel& kind = view;
      compare("any_channel", view, kind, [](const auto& e) {
        return std::tuple{e.channel(),
                          e.channel_state(),
                          e.channel_state_desc(),
                          e.caller_id_num(),
                          e.caller_id_name(),
                          e.connected_line_num(),
                          e.connected_line_name(),
                          e.language(),
                          e.account_code(),
                          e.uniqueid(),
                          e.linkedid(),
                          e.chan_variables(),
                          e.snapshot().has_value()};
      });
    }
    if constexpr (std::is_convertible_v<View, events::any_parked_call>) {
      const events::any_parked_call& kind = view;
      compare("any_parked_call", view, kind, [](const auto& e) {
        return std::tuple{e.parkee_channel(), e.parker().has_value(), e.parkinglot(), e.parking_space(),
                          e.parking_timeout()};
      });
    }
    if constexpr (std::is_convertible_v<View, events::any_agent_call>) {
      const events::any_agent_call& kind = view;
      compare("any_agent_call", view, kind, [](const auto& e) {
        return std::tuple{e.queue(), e.member_name(), e.interface(), e.channel(), e.dest_channel()};
      });
    }
    if constexpr (std::is_convertible_v<View, events::any_security>) {
      const events::any_security& kind = view;
      compare("any_security", view, kind, [](const auto& e) {
        return std::tuple{e.account_id(), e.session_id(), e.event_tv(), e.event_version(), e.service()};
      });
    }
  }

  const std::map<std::string, std::size_t>& compared() const { return compared_; }

private:
  template <class View, class Kind, class Values>
  void compare(const std::string& name, const View& view, const Kind& kind, Values values) {
    CHECK(values(view) == values(kind));
    ++compared_[name];
  }

  std::map<std::string, std::size_t> compared_;
};

}  // namespace

TEST_CASE("a kind is of its events and of no others", "[catalogue]") {
  const catalogue known;
  std::vector<std::string> names;
  for (const auto& [name, functions] : all_kinds()) {
    names.push_back(name);
  }
  std::vector<std::string> listed;
  for (const auto& [name, members] : known.kinds()) {
    listed.push_back(name);
  }
  REQUIRE(names == listed);
  for (const auto& [kind, members] : known.kinds()) {
    std::set<std::string> in_lower_case;
    for (const auto& member : members) {
      in_lower_case.insert(lower(member));
    }
    std::size_t found = 0;
    for (const auto& [name, majors] : known.events()) {
      INFO(kind << " " << name);
      const ami::event event{ami::wire::frame::from_text("Event: " + name + "\r\nX: 1\r\n\r\n")};
      const bool is_one = in_lower_case.contains(name);
      CHECK(all_kinds().at(kind).has(event) == is_one);
      CHECK(all_kinds().at(kind).accepts(event) == is_one);
      found += is_one ? 1 : 0;
    }
    CHECK(found == members.size());
    CHECK_FALSE(all_kinds().at(kind).has(ami::event{ami::lagged{1}}));
    CHECK_FALSE(all_kinds().at(kind).has(ami::event{}));
  }
}

TEST_CASE("the functions of a kind return what those of its events return", "[catalogue][captures]") {
  same_values same;
  for_each_frame([&](const std::string& /*scenario*/, const ami::wire::frame& frame) {
    if (frame.view().kind() == ami::wire::frame_kind::event) {
      ami::visit(same, ami::event{frame});
    }
  });
  CHECK(same.compared().size() == 5);
  for (const auto& [kind, count] : same.compared()) {
    INFO(kind);
    CHECK(count > 5);
  }
}

TEST_CASE("every event of the catalogue is found by its wire name, in any case", "[catalogue]") {
  const catalogue known;
  CHECK(known.events().size() + 5 == ami::event_type_count);
  for (const auto& [name, majors] : known.events()) {
    INFO(name);
    const auto type = ami::find_event_type(name);
    CHECK(type != ami::event_type::unknown);
    CHECK(lower(ami::to_string(type)) == name);
  }
  CHECK(ami::find_event_type("NoSuchEvent") == ami::event_type::unknown);
}

TEST_CASE("visit calls with the view of the event's type", "[catalogue]") {
  const catalogue known;
  const auto type_of = [](auto view) { return view.type_id; };
  for (const auto& [name, majors] : known.events()) {
    INFO(name);
    const ami::event event{ami::wire::frame::from_text("Event: " + name + "\r\nX: 1\r\n\r\n")};
    CHECK(event.type() != ami::event_type::unknown);
    CHECK(ami::visit(type_of, event) == event.type());
  }
  CHECK(ami::visit(type_of, ami::event{}) == ami::event_type::unknown);
  CHECK(ami::visit(type_of, ami::event{ami::lagged{3}}) == ami::event_type::lagged);
  CHECK(ami::visit(type_of, ami::event{ami::connection_state_changed{{}, {}, {}}}) ==
        ami::event_type::connection_state_changed);
  bool called = false;
  ami::visit([&](auto) { called = true; }, ami::event{});
  CHECK(called);
}

TEST_CASE("an event as a variant holds the view of its type, or unknown", "[catalogue]") {
  using some = std::variant<ami::events::unknown, ami::events::hangup, ami::lagged>;
  const ami::event hangup{ami::wire::frame::from_text("Event: Hangup\r\nCause: 16\r\n\r\n")};
  const auto variant = ami::as_variant<some>(hangup);
  REQUIRE(std::holds_alternative<ami::events::hangup>(variant));
  CHECK(std::get<ami::events::hangup>(variant).cause() == ami::hangup_cause::normal_clearing);
  const ami::event gap{ami::lagged{3}};
  CHECK(std::holds_alternative<ami::lagged>(ami::as_variant<some>(gap)));
  const ami::event other{ami::wire::frame::from_text("Event: Newchannel\r\nChannel: c\r\n\r\n")};
  const auto unknown = ami::as_variant<some>(other);
  REQUIRE(std::holds_alternative<ami::events::unknown>(unknown));
  CHECK(std::get<ami::events::unknown>(unknown)["Channel"] == "c");
  STATIC_REQUIRE(std::variant_size_v<ami::event_variant> == ami::event_type_count);
}

TEST_CASE("recorded sessions hold nothing that the catalogue does not know", "[catalogue][captures]") {
  const catalogue known;
  exemptions exempt;
  std::map<std::string, std::size_t> missing;
  std::size_t values = 0;
  std::set<std::string> seen;

  const auto check_value = [&](const std::string& where, const std::string& kind, std::string_view key,
                               std::string_view value) {
    ++values;
    if (!parses(kind, value) &&
        !exempt.contains("value " + where + " " + std::string{key} + " " + std::string{value})) {
      ++missing["value " + where + " " + std::string{key} + " " + std::string{value} + " (" + kind + ")"];
    }
  };

  const auto recordings = for_each_frame([&](const std::string& scenario, const ami::wire::frame& frame) {
    const auto view = frame.view();
    const std::string name{view.name()};
    if (exempt.contains("scenario " + scenario)) {
      return;
    }
    if (view.kind() == ami::wire::frame_kind::event) {
      seen.insert(lower(name));
      if (ami::find_event_type(name) == ami::event_type::unknown) {
        if (!exempt.contains("event " + name)) {
          ++missing["event " + name];
        }
        return;
      }
      bool first = true;
      for (const auto& [key, value] : view) {
        const std::string kind = known.kind_of_key(name, key);
        if (!kind.empty() && !first) {
          check_value(name, kind, key, value);
        } else if (!every_event_has(key) && !known.is_open(name) &&
                   !exempt.contains("key " + name + " " + std::string{key})) {
          ++missing["key " + name + " " + std::string{key}];
        }
        first = false;
      }
    } else if (view.kind() == ami::wire::frame_kind::response) {
      static const std::set<std::string> every{"response", "actionid", "message", "eventlist"};
      for (const auto& [key, value] : view) {
        const bool is_command = known.actions().contains(lower(key)) && value.find("(Priv: ") != std::string_view::npos;
        if (every.contains(lower(key)) || is_command) {
          continue;
        }
        const auto kinds = known.kinds_of_reply(key);
        values += kinds.empty() ? 0 : 1;
        if (kinds.empty() && !exempt.contains("reply " + std::string{key})) {
          ++missing["reply " + std::string{key} + " in " + scenario];
        } else if (std::ranges::none_of(kinds, [&, text = value](const auto& kind) { return parses(kind, text); })) {
          ++missing["value of a reply " + std::string{key} + " " + std::string{value}];
        }
      }
    } else if (!exempt.contains("other " + scenario)) {
      ++missing["other " + scenario + " " + std::string{view.line(0)}];
    }
  });
  for (const auto& [what, count] : missing) {
    UNSCOPED_INFO(what << ": " << count);
  }
  CHECK(missing.empty());
  for (const auto& line : exempt.unused()) {
    UNSCOPED_INFO("exemption without a use: " << line);
  }
  CHECK(exempt.unused().empty());
  CHECK(recordings >= 50);
  std::cout << recordings << " recordings, " << seen.size() << " event names, " << values << " typed values\n";
}

TEST_CASE("the catalogue's size by version", "[catalogue]") {
  const catalogue known;
  for (const std::string major : {"16", "18", "20", "22"}) {
    std::size_t events = 0;
    std::size_t keys = 0;
    for (const auto& [name, majors] : known.events()) {
      if (majors.find(major) != std::string::npos) {
        ++events;
        keys += known.key_count(name, major);
      }
    }
    const auto actions = std::ranges::count_if(
        known.actions(), [&](const auto& action) { return action.second.find(major) != std::string::npos; });
    std::cout << "Asterisk " << major << ": " << events << " events with " << keys << " fields, " << actions
              << " actions\n";
    CHECK(events > 200);
    CHECK(actions > 150);
  }
}
