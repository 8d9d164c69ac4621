// amictl actions and amictl events, the tables that they tell of, and the search for near names.
#include "amictl/amictl_process.hpp"
#include "amictl/catalogue.hpp"
#include "amictl/nearest.hpp"
#include "amictl/text_layout.hpp"
#include "catch.hpp"

#include <ami/event_type.hpp>
#include <ami/wire/frame.hpp>

#include <boost/json/parse.hpp>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace catalogue = amictl::catalogue;

bool tells(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string text_without_spaces(const std::string& text) {
  std::string result;
  std::unique_copy(text.begin(), text.end(), std::back_inserter(result),
                   [](char a, char b) { return a == ' ' && b == ' '; });
  return result;
}

}  // namespace

TEST_CASE("amictl actions: what an action needs") {
  const auto result = test::run_amictl({"actions", "queuepause"});
  CHECK(result.code == 0);
  CHECK(result.errors.empty());
  CHECK(result.lines().front() == "QueuePause");
  const std::string text = text_without_spaces(result.output);
  CHECK(tells(text, "Needs write = agent in manager.conf\n"));
  CHECK(tells(text, "Since Asterisk 16 or before\n"));
  CHECK(tells(text, "Repeat safe, the second time changes nothing more\n"));
  CHECK(tells(text, " Interface* text interface that the queue dials"));
  CHECK(tells(text, " Paused* boolean whether it is paused: true or false\n"));
  CHECK(tells(text, " Queue text only in this queue\n"));
}

TEST_CASE("amictl actions: versions, lists, values and numbered keys are told") {
  const auto told = [](const char* name) {
    return text_without_spaces(test::run_amictl({"actions", name}, {{"COLUMNS", "200"}}).output);
  };
  CHECK(tells(told("VoicemailForward"), "Since Asterisk 18\n"));
  CHECK(tells(told("Monitor"), "gone after 20\n"));
  CHECK(tells(told("QueueStatus"),
              "Answer a list of QueueParams, QueueMember and QueueEntry, until QueueStatusComplete"));
  CHECK(tells(told("MuteAudio"), "one of the direction to mute: in, out or all\n"));
  CHECK(tells(told("UpdateConfig"), " Cat-# text "));
  CHECK(tells(told("Ping"), "Needs no class of rights\n"));
}

TEST_CASE("amictl actions: as JSON") {
  const auto result = test::run_amictl({"actions", "QueuePause", "--json"});
  REQUIRE(result.lines().size() == 1);
  const auto action = boost::json::parse(result.output).as_object();
  CHECK(action.at("action") == "QueuePause");
  CHECK(action.at("since").is_null());
  CHECK(action.at("until").is_null());
  CHECK(action.at("repeat") == "set");
  CHECK(action.at("write") == boost::json::array{"agent"});
  const auto paused = action.at("keys").as_array().at(1).as_object();
  CHECK(paused.at("name") == "Paused");
  CHECK(paused.at("type") == "boolean");
  CHECK(paused.at("required") == true);
  CHECK(paused.at("values") == boost::json::array{"true", "false"});
}

TEST_CASE("amictl actions: near names are offered") {
  const auto result = test::run_amictl({"actions", "QuePause"});
  CHECK(result.code == 1);
  CHECK(result.output.empty());
  CHECK(result.errors == "amictl: the catalogue has no action QuePause: did you mean QueuePause?\n");
  CHECK(test::run_amictl({"actions", "Xyzzyxyzzy"}).errors == "amictl: the catalogue has no action Xyzzyxyzzy\n");
}

TEST_CASE("amictl actions: lists all, those of a class, those with a word") {
  const auto all = test::run_amictl({"actions"});
  CHECK(all.code == 0);
  CHECK(all.lines().size() >= catalogue::actions.size());
  CHECK(std::all_of(catalogue::actions.begin(), catalogue::actions.end(), [&](const catalogue::action_entry& action) {
    return tells("\n" + all.output, "\n" + std::string{action.name} + " ");
  }));
  const auto objects = test::run_amictl({"actions", "--class", "originate", "--json"}).lines();
  REQUIRE_FALSE(objects.empty());
  for (const std::string& line : objects) {
    CHECK(boost::json::parse(line).at("write").as_array().size() >= 1);
  }
  CHECK(tells(test::run_amictl({"actions", "-s", "PAUSE"}).output, "QueuePause"));
  const auto none = test::run_amictl({"actions", "--class", "nothing"});
  CHECK(none.code == 1);
  CHECK_FALSE(none.errors.empty());
  CHECK(test::run_amictl({"actions", "Ping", "--class", "call"}).code == 2);
}

TEST_CASE("amictl events: what an event says") {
  const auto result = test::run_amictl({"events", "Hangup"});
  CHECK(result.code == 0);
  const std::string text = text_without_spaces(result.output);
  CHECK(tells(text, "Needs read = call in manager.conf\n"));
  CHECK(tells(text, " Channel text the channel's name\n"));
  CHECK(tells(text, " Cause hangup cause (number) why, as a number of Q.850\n"));
  CHECK(tells(text, "(not in Asterisk 16)"));
  CHECK(tells(test::run_amictl({"events", "DialBegin"}, {{"COLUMNS", "200"}}).output, "(channel called)\n"));
  CHECK(tells(text_without_spaces(test::run_amictl({"events", "QueueMember"}).output), "Answers QueueStatus\n"));
  CHECK(tells(test::run_amictl({"events", "UserEvent"}).output, "It has further headers."));
  const auto missing = test::run_amictl({"events", "NewChanel"});
  CHECK(missing.code == 1);
  CHECK(tells(missing.errors, "did you mean Newchannel"));
}

TEST_CASE("amictl events: as JSON, one object for each") {
  const auto lines = test::run_amictl({"events", "--json"}).lines();
  REQUIRE(lines.size() == catalogue::events.size());
  for (const std::string& line : lines) {
    const auto event = boost::json::parse(line).as_object();
    CHECK(ami::find_event_type(std::string_view{event.at("event").as_string()}) != ami::event_type::unknown);
  }
  CHECK(test::run_amictl({"events", "--json", "--class", "dtmf"}).lines().size() < 10);
}

TEST_CASE("amictl actions: the table has what the tests' own list of the catalogue has") {
  std::ifstream list{AMICTL_CAPTURES "/catalogue_keys.txt"};
  REQUIRE(list);
  std::size_t keys = 0;
  std::size_t names = 0;
  for (std::string line; std::getline(list, line);) {
    std::istringstream words{line};
    std::string subject;
    std::string name;
    std::string kind;
    std::string key;
    words >> subject >> name >> kind;
    std::getline(words >> std::ws, key);
    if (subject == "action" || subject == "event") {
      ++names;
      INFO(line);
      CHECK((subject == "action" ? catalogue::find_action(name) != nullptr : catalogue::find_event(name) != nullptr));
    } else if (subject == "key") {
      ++keys;
      const auto* const event = catalogue::find_event(name);
      REQUIRE(event != nullptr);
      const auto headers = catalogue::headers_of(*event);
      INFO(line);
      CHECK(std::any_of(headers.begin(), headers.end(), [&](const auto& header) { return header.key == key; }));
    }
  }
  CHECK(names == catalogue::actions.size() + catalogue::events.size());
  CHECK(keys > 1000);
}

TEST_CASE("amictl actions: the tables are in order, and all rows have a text") {
  const auto is_sorted = [](auto names) {
    for (auto& name : names) {
      REQUIRE_FALSE(name.empty());
    }
    return std::is_sorted(names.begin(), names.end(), [](std::string_view a, std::string_view b) {
      return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return std::tolower(static_cast<unsigned char>(x)) < std::tolower(static_cast<unsigned char>(y));
      });
    });
  };
  CHECK(is_sorted(catalogue::action_names()));
  CHECK(is_sorted(catalogue::event_names()));
  for (const auto& action : catalogue::actions) {
    INFO(action.name);
    CHECK_FALSE(action.doc.empty());
    for (const catalogue::field key : action.keys) {
      INFO(key.key);
      CHECK_FALSE(key.doc.empty());
      CHECK_FALSE(key.type.empty());
      CHECK(key.doc.find("::") == std::string_view::npos);
      CHECK(key.doc.find("()") == std::string_view::npos);
      CHECK((key.type != "one of" || !key.values.empty()));
    }
  }
  for (const auto& event : catalogue::events) {
    INFO(event.name);
    CHECK_FALSE(event.doc.empty());
  }
}

TEST_CASE("amictl actions: keys with a number") {
  const auto* const update = catalogue::find_action("updateconfig");
  REQUIRE(update != nullptr);
  CHECK(catalogue::find_key(*update, "action-000012"));
  CHECK_FALSE(catalogue::find_key(*update, "Action-"));
  CHECK_FALSE(catalogue::find_key(*update, "Action-1x"));
  const auto* const charge = catalogue::find_action("AOCMessage");
  REQUIRE(charge != nullptr);
  CHECK(catalogue::find_key(*charge, "UnitAmount(3)"));
  CHECK_FALSE(catalogue::find_key(*charge, "UnitAmount()"));
}

TEST_CASE("amictl actions: the edit distance counts letters") {
  CHECK(amictl::edit_distance("", "") == 0);
  CHECK(amictl::edit_distance("abc", "ABC") == 0);
  CHECK(amictl::edit_distance("", "abc") == 3);
  CHECK(amictl::edit_distance("kitten", "sitting") == 3);
  CHECK(amictl::edit_distance("puase", "pause") == 1);
  CHECK(amictl::edit_distance("ab", "ba") == 1);
}

TEST_CASE("amictl actions: the nearest names come first, and far ones not at all") {
  const std::vector<std::string_view> names{"QueuePenalty", "QueuePause", "Queues", "Ping"};
  CHECK(amictl::nearest("queuepuase", names) == std::vector<std::string_view>{"QueuePause"});
  CHECK(amictl::nearest("pause", names) == std::vector<std::string_view>{"QueuePause"});
  CHECK(amictl::nearest("zzz", names).empty());
  CHECK(amictl::nearest("queuep", names).size() == 3);
  CHECK(amictl::did_you_mean("pnig", names) == ": did you mean Ping?");
  CHECK(amictl::did_you_mean("zzz", names).empty());
}

TEST_CASE("amictl actions: lines are broken at spaces") {
  CHECK(amictl::wrapped("aa bb  cc", 5) == std::vector<std::string>{"aa bb", "cc"});
  CHECK(amictl::wrapped("abcdefgh ij", 4) == std::vector<std::string>{"abcdefgh", "ij"});
  CHECK(amictl::wrapped("", 4) == std::vector<std::string>{""});
  CHECK(amictl::in_columns({{"a", "b c"}, {"long", ""}}, 1, 80) == std::vector<std::string>{" a     b c", " long"});
}
