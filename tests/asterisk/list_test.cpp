// Every list that a real Asterisk has, and changes of its configuration files. The server comes from run.sh.
#include "asterisk/real_server.hpp"
#include "catch.hpp"
#include "support/data.hpp"
#include "support/run.hpp"

#include <ami/ami.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;

using test::environment;
using test::is_asterisk_22;
using test::server;

namespace {

using outcome_of = std::tuple<ami::error_code, ami::reply>;

outcome_of send(asio::io_context& io, ami::manager& pbx, const ami::action& action) {
  return test::run(io, pbx.async_send_action(action, 20s, asio::as_tuple(asio::use_awaitable)));
}

using lines = std::vector<std::pair<std::string, std::string>>;

// A configuration file with these categories, made anew.
void write_file(asio::io_context& io, ami::manager& pbx, const std::string& file,
                const std::vector<std::pair<std::string, lines>>& categories) {
  send(io, pbx, ami::actions::create_config{file});  // it may be there already
  ami::actions::update_config update{file, file};
  const auto before = test::run(io, pbx.send_action(ami::actions::list_categories{file}));
  for (const auto& name : before.categories()) {
    update.delete_category(name);
  }
  for (const auto& [name, content] : categories) {
    update.new_category(name);
    for (const auto& [key, value] : content) {
      update.append(name, key, value);
    }
  }
  test::run(io, pbx.send_action(update));
}

// Loads the modules that have lists and are not loaded by the test's configuration; those that the server has.
void load_modules(asio::io_context& io, ami::manager& pbx) {
  const std::string port = environment("AMI_TEST_PORT");
  const auto port_after = [&](int n) { return std::to_string(std::stoi(port) + n); };
  write_file(io, pbx, "iax.conf",
             {{"general", {{"bindaddr", "127.0.0.1"}, {"bindport", port}}},
              {"peer1", {{"type", "friend"}, {"host", "dynamic"}}},
              {"peer2", {{"type", "peer"}, {"host", "127.0.0.1"}}}});
  write_file(io, pbx, "sip.conf",
             {{"general", {{"udpbindaddr", "127.0.0.1:" + port_after(1)}}},
              {"peer1", {{"type", "friend"}, {"host", "dynamic"}}}});
  write_file(io, pbx, "skinny.conf", {{"general", {{"bindaddr", "127.0.0.1"}, {"bindport", port_after(2)}}}});
  write_file(io, pbx, "res_fax.conf", {{"general", {}}});
  write_file(io, pbx, "voicemail.conf",
             {{"general", {{"format", "wav"}}}, {"default", {{"1234", "1234,Alice"}, {"1235", "1235,Bob"}}}});
  write_file(io, pbx, "agents.conf", {{"general", {}}, {"1001", {{"fullname", "One"}}}, {"1002", {}}});
  for (const char* module : {"chan_iax2", "chan_sip", "chan_skinny", "res_fax", "app_voicemail", "app_agent_pool",
                             "res_pjsip_maintenance"}) {
    send(io, pbx, ami::actions::module_load{ami::actions::load_type::load}.module(std::string{module} + ".so"));
  }
}

// The actions that the server has.
std::set<std::string> names_of(asio::io_context& io, ami::manager& pbx) {
  const auto commands = test::run(io, pbx.send_action(ami::actions::list_commands{}));
  std::set<std::string> names;
  for (const auto& [name, description] : commands.commands()) {
    names.insert(name);
  }
  return names;
}

// tests/data/catalogue_keys.txt: "list ACTION ITEM...".
std::map<std::string, std::set<std::string>> catalogue_lists() {
  std::map<std::string, std::set<std::string>> lists;
  std::ifstream file{test::data_directory() / "catalogue_keys.txt"};
  for (std::string line; std::getline(file, line);) {
    std::istringstream words{line};
    std::string what;
    std::string action;
    words >> what >> action;
    for (std::string item; what == "list" && words >> item;) {
      lists[action].insert(item);
    }
  }
  return lists;
}

// Makes the two halves of a Local channel, so that lists have something to show.
void make_channels(asio::io_context& io, ami::manager& pbx) {
  test::run(io, pbx.send_action(ami::actions::originate{"Local/100@default"}.application("Wait").data("120")));
}

void hang_up_channels(asio::io_context& io, ami::manager& pbx) {
  auto gone = pbx.subscribe<ami::events::hangup>();
  const auto channels = test::run(io, pbx.send_action(ami::actions::core_show_channels{}));
  const auto asked = test::run(io, pbx.send_action(ami::actions::hangup{"/^Local.100@default/"}));
  CHECK_FALSE(asked.items().empty());
  for (std::size_t i = 0; i < channels.items().size(); ++i) {
    REQUIRE(test::run(io, gone.next()));
  }
}

}  // namespace

TEST_CASE("every list action that the server has returns, with the items that the server states") {
  asio::io_context io;
  ami::manager pbx{io, server()};
  test::run(io, pbx.connect());
  load_modules(io, pbx);
  make_channels(io, pbx);
  test::run(io, pbx.send_action(ami::actions::db_put{"ami-list", "one", "1"}));
  test::run(io, pbx.send_action(ami::actions::db_put{"ami-list", "two", "2"}));
  const auto channels = test::run(io, pbx.send_action(ami::actions::core_show_channels{}));
  REQUIRE(channels.items().size() >= 2);
  const std::string channel{channels.items().front().channel()};
  // What an action needs to be given, and those that are refused here, with the server's reason.
  const std::map<std::string, lines> arguments{
      {"BridgeInfo", {{"BridgeUniqueid", "no-such-bridge"}}},
      {"ConfbridgeList", {{"Conference", "nosuch"}}},
      {"CoreShowChannelMap", {{"Channel", channel}}},
      {"DBGet", {{"Family", "ami-list"}, {"Key", "one"}}},
      {"FAXSession", {{"SessionNumber", "77"}}},
      {"Hangup", {{"Channel", "/^NoSuchChannel.*/"}}},
      {"PJSIPHangup", {{"Channel", "/^PJSIP.NoSuchChannel.*/"}}},
      {"PJSIPShowEndpoint", {{"Endpoint", "alice"}}},
      {"VoicemailBoxSummary", {{"Context", "default"}, {"Mailbox", "1234"}}},
      {"VoicemailUserStatus", {{"Context", "default"}, {"Mailbox", "1234"}}},
  };
  const std::map<std::string, std::string> refused{
      {"BridgeInfo", "Specified BridgeUniqueid not found"},
      {"FAXSession", "Session not found"},
  };
  // Answered without a list when there is nothing, by an error most of them.
  const std::map<std::string, std::string> empty{
      {"ConfbridgeList", "No active conferences."},
      {"ConfbridgeListRooms", "No active conferences."},
      {"PJSIPShowContacts", "No Contacts found"},
      {"PJSIPShowResourceLists", "No resource lists found"},
      {"VoicemailBoxSummary", "There is no voicemail user matching the given user."},
  };
  const auto available = names_of(io, pbx);
  std::size_t tried = 0;
  std::size_t with_items = 0;
  for (const auto& [name, items] : catalogue_lists()) {
    if (!available.contains(name)) {
      continue;
    }
    INFO(name);
    ++tried;
    ami::action action{name};
    if (const auto found = arguments.find(name); found != arguments.end()) {
      for (const auto& [key, value] : found->second) {
        action.header(key, value);
      }
    }
    const auto begin = std::chrono::steady_clock::now();
    const auto [error, reply] = send(io, pbx, action);
    CHECK(std::chrono::steady_clock::now() - begin < 10s);
    auto stream = pbx.list(action, 20s);
    std::size_t streamed = 0;
    ami::error_code stream_error;
    try {
      while (const auto item = test::run(io, stream.next())) {
        ++streamed;
      }
    } catch (const ami::error& failure) {
      stream_error = failure.code();
    }
    CHECK(stream_error == error);
    if (const auto reason = refused.find(name); reason != refused.end()) {
      CHECK(error == ami::errc::action_rejected);
      CHECK(reply.message() == reason->second);
      continue;
    }
    INFO(to_string(reply));
    CHECK_FALSE(error);
    if (const auto words = empty.find(name); words != empty.end() && reply["EventList"].empty()) {
      CHECK(reply.message() == words->second);
      CHECK(reply.is_list());
      CHECK(reply.list_complete());
      continue;
    }
    CHECK(reply.is_list());
    CHECK(reply.list_complete());
    CHECK(reply.item_count() == reply.items().size());
    CHECK(streamed == reply.item_count());
    CHECK(stream.reply().list_complete());
    with_items += reply.items().empty() ? 0U : 1U;
    for (const auto& item : reply.items()) {
      CHECK(items.contains(std::string{item.name()}));
    }
    if (name != "FAXStats" && name != "DBGetTree" && name != "PJSIPShowRegistrationsOutbound") {
      CHECK(reply.stated_item_count() == static_cast<std::int64_t>(reply.item_count()));
    }
  }
  std::printf("%zu list actions tried, %zu of them gave items\n", tried, with_items);
  CHECK(tried >= (is_asterisk_22() ? 40 : 38));
  CHECK(with_items >= 15);
  hang_up_channels(io, pbx);
  test::run(io, pbx.disconnect());
}

TEST_CASE("typed items of real lists") {
  asio::io_context io;
  ami::manager pbx{io, server()};
  test::run(io, pbx.connect());
  make_channels(io, pbx);
  const auto channels = test::run(io, pbx.send_action(ami::actions::core_show_channels{}));
  REQUIRE(channels.items().size() >= 2);
  for (const auto channel : channels.items()) {
    CHECK(channel.channel().starts_with("Local/100@default"));
    CHECK(channel.duration() < 60s);
  }
  const auto bridges = test::run(io, pbx.send_action(ami::actions::bridge_technology_list{}));
  CHECK(bridges.items().size() > 2);
  CHECK_FALSE(bridges.items().front().bridge_technology().empty());
  const auto endpoint = test::run(io, pbx.send_action(ami::actions::pjsip_show_endpoint{"alice"}));
  REQUIRE(endpoint.items<ami::events::endpoint_detail>().size() == 1);
  CHECK(endpoint.items<ami::events::endpoint_detail>().front().object_name() == "alice");
  CHECK(endpoint.items<ami::events::auth_detail>().size() == 1);
  const auto queues = test::run(io, pbx.send_action(ami::actions::queue_status{}));
  CHECK_FALSE(queues.items<ami::events::queue_params>().empty());
  const auto stored = test::run(io, pbx.send_action(ami::actions::db_put{"ami-list", "key", "a value"}));
  CHECK(stored.success());
  CHECK(test::run(io, pbx.send_action(ami::actions::db_get{"ami-list", "key"})).items().front().val() == "a value");
  hang_up_channels(io, pbx);
  test::run(io, pbx.disconnect());
}

namespace {

asio::awaitable<std::size_t> count_items(ami::list_stream<ami::actions::show_dial_plan::reply_type> list) {
  std::size_t count = 0;
  while (const auto entry = co_await list.next()) {
    ++count;
  }
  const auto reply = list.reply();
  REQUIRE(reply.list_complete());
  co_return count;
}

}  // namespace

TEST_CASE("two lists at once, one streamed and one collected") {
  asio::io_context io;
  ami::manager pbx{io, server()};
  test::run(io, pbx.connect());
  auto events = pbx.subscribe<ami::events::list_dialplan, ami::events::bridge_technology_list_item>();
  auto dialplan = pbx.list(ami::actions::show_dial_plan{});
  std::optional<ami::replies::bridge_technology_list> bridges;
  pbx.async_send_action(ami::actions::bridge_technology_list{},
                        [&](ami::error_code error, ami::replies::bridge_technology_list reply) {
                          CHECK_FALSE(error);
                          bridges = std::move(reply);
                        });
  CHECK(test::run(io, count_items(std::move(dialplan))) > 20);
  test::run_until(io, [&] { return bridges.has_value(); });
  CHECK(bridges->list_complete());
  // And one that is dropped at once leaves nothing behind.
  { const auto dropped = pbx.list(ami::actions::show_dial_plan{}); }
  test::run(io, pbx.send_action(ami::actions::ping{}));
  CHECK_FALSE(events.try_next());
  test::run(io, pbx.disconnect());
}

namespace {

// A category as the file has it: "[name](!,template)", then its lines.
using category = std::vector<std::string>;

category make_category(const std::string& name, const std::string& templates, const lines& content,
                       bool is_template = false) {
  category result{"[" + name + "]" + (is_template ? "!" : "") + "(" + templates + ")"};
  for (const auto& [key, value] : content) {
    result.push_back(key + "=" + value);
  }
  return result;
}

std::vector<category> read_file(asio::io_context& io, ami::manager& pbx, const ami::actions::get_config& action) {
  const auto reply = test::run(io, pbx.send_action(action));
  std::vector<category> result;
  for (const auto& found : reply.categories()) {
    result.push_back(make_category(found.name(), found.templates(), found.lines(), found.is_template()));
  }
  return result;
}

}  // namespace

TEST_CASE("configuration files: made, changed, read back") {
  asio::io_context io;
  ami::manager pbx{io, server()};
  test::run(io, pbx.connect());
  const std::string file = "ami-list-test.conf";
  test::run(io, pbx.send_action(ami::actions::create_config{file}));
  CHECK(std::get<0>(send(io, pbx, ami::actions::create_config{file})) == ami::errc::action_rejected);
  using options = ami::actions::new_category_options;
  const auto all = ami::actions::get_config{file}.filter("TEMPLATES=include");

  test::run(io, pbx.send_action(ami::actions::update_config{file, file}
                                    .new_category("base", options{}.as_template())
                                    .append("base", "colour", "red")
                                    .category_filter("TEMPLATES=include")
                                    .new_category("more", options{}.as_template())
                                    .new_category("one", options{}.inherit("base").inherit("more"))
                                    .append("one", "key", R"(val: "x" = y)")
                                    .append("one", "empty", "")
                                    .append("one", "semicolons", "a;b;--c")
                                    .append("one", "brackets", "[x] => caf\xe9")
                                    .append("one", "key", "again")
                                    .new_category("two")));
  const std::vector<category> made{{"[base]!()", "colour=red"},
                                   {"[more]!()"},
                                   {"[one](base,more)", "colour=red", R"(key=val: "x" = y)",
                                    "empty=", "semicolons=a;b;--c", "brackets=[x] => caf\xe9", "key=again"},
                                   {"[two]()"}};
  CHECK(read_file(io, pbx, all) == made);
  // Without the filter templates are not there.
  CHECK(read_file(io, pbx, ami::actions::get_config{file}) == std::vector<category>{made[2], made[3]});
  CHECK(read_file(io, pbx, ami::actions::get_config{file}.category("two")) == std::vector<category>{made[3]});
  CHECK(test::run(io, pbx.send_action(ami::actions::get_config{file}.category("nosuch"))).categories().empty());
  CHECK(test::run(io, pbx.send_action(ami::actions::list_categories{file})).categories().size() >= 2);
  const auto json = test::run(io, pbx.send_action(ami::actions::get_config_json{file}));
  CHECK(json.json().find(R"("key":"val: \"x\" = y")") != std::string_view::npos);

  test::run(io, pbx.send_action(ami::actions::update_config{file, file}
                                    .append("two", "z", "0")
                                    .insert("two", "a", "1", 0)
                                    .insert("two", "c", "3", 1)
                                    .insert("two", "b", "2", 1)
                                    .append("two", "b", "4")
                                    .append("two", "object", ">value")
                                    .update("two", "b", "22", "2")
                                    .erase("two", "b", "4")
                                    .rename_category("two", "three")
                                    .erase_line("three", 0)
                                    .new_category("gone")
                                    .delete_category("gone")
                                    .empty_category("one")));
  const std::vector<category> changed{
      made[0], made[1], {"[one](base,more)", "colour=red"}, {"[three]()", "b=22", "c=3", "z=0", "object=value"}};
  CHECK(read_file(io, pbx, all) == changed);

  // All or nothing, in each way to fail.
  using update = ami::actions::update_config;
  for (const auto& wrong : {
           update{file, file}.new_category("new").append("nosuch", "a", "b"),
           update{file, file}.new_category("new").update("three", "nosuch", "b"),
           update{file, file}.new_category("new").erase("three", "nosuch"),
           update{file, file}.new_category("new").new_category("three"),
           update{file, file}.new_category("new").new_category("child", options{}.inherit("nosuch")),
           update{file, file}.new_category("new").rename_category("nosuch", "x"),
           update{file, file}.new_category("new").append("base", "a", "b"),
       }) {
    const auto [error, reply] = send(io, pbx, wrong);
    CHECK(error == ami::errc::action_rejected);
    CHECK(reply.outcome() == ami::outcome::rejected);
    CHECK(read_file(io, pbx, all) == changed);
  }
  test::run(io, pbx.send_action(update{file, file}.new_category("three", options{}.allow_duplicate())));
  CHECK(read_file(io, pbx, all).size() == 5);
  CHECK(std::get<0>(send(io, pbx, ami::actions::get_config{"ami-no-such-file.conf"})) == ami::errc::action_rejected);
  test::run(io, pbx.disconnect());
}

TEST_CASE("as many changes as one action holds, and one more") {
  asio::io_context io;
  ami::manager pbx{io, server()};
  test::run(io, pbx.connect());
  const std::string file = "ami-list-many.conf";
  test::run(io, pbx.send_action(ami::actions::create_config{file}));
  ami::actions::update_config update{file, file};
  update.new_category("c");
  for (int i = 0; i < 30; ++i) {
    update.append("c", "key", std::to_string(i));
  }
  test::run(io, pbx.send_action(update));
  const auto read = test::run(io, pbx.send_action(ami::actions::get_config{file}));
  REQUIRE(read.categories().size() == 1);
  REQUIRE(read.categories()[0].lines().size() == 30);
  for (int i = 0; i < 30; ++i) {
    CHECK(read.categories()[0].lines()[static_cast<std::size_t>(i)].second == std::to_string(i));
  }
  const auto [error, reply] = send(io, pbx, update.append("c", "key", "too many"));
  CHECK(error == ami::errc::too_many_headers);
  CHECK(error == ami::outcome::never_sent);
  CHECK(std::string{reply.detail()}.find("it has 130 headers") != std::string::npos);
  test::run(io, pbx.disconnect());
}

TEST_CASE("changes that need several actions") {
  asio::io_context io;
  ami::manager pbx{io, server()};
  test::run(io, pbx.connect());
  const std::string file = "ami-parts.conf";
  const std::string copy = "ami-parts-copy.conf";
  using options = ami::actions::new_category_options;
  // Templates and lines by number: the parts have to go on from each other. What a category inherits comes first when
  // the file is read.
  const auto fill = [](ami::actions::update_config& changes) {
    changes.new_category("base", options{}.as_template());
    changes.append("base", "colour", "red").category_filter("TEMPLATES=include");
    std::vector<category> expected{{"[base]!()", "colour=red"}};
    for (int i = 0; i < 40; ++i) {
      const std::string name = "c" + std::to_string(i);
      const std::string last = std::to_string(i);
      changes.new_category(name, options{}.inherit("base"));
      changes.append(name, "key", "a;b, \"c\"").append(name, "key", last).append(name, "gone", "1");
      changes.insert(name, "first", "0", 0).update(name, "key", "new " + last, last).erase(name, "gone");
      expected.push_back({"[" + name + "](base)", "colour=red", "first=0", "key=a;b, \"c\"", "key=new " + last});
    }
    changes.rename_category("c39", "renamed").delete_category("c0").empty_category("c1");
    expected.erase(expected.begin() + 1);
    expected[1] = {"[c1](base)", "colour=red"};
    expected.back()[0] = "[renamed](base)";
    return expected;
  };
  const auto all_of = [](const std::string& name) {
    return ami::actions::get_config{name}.filter("TEMPLATES=include");
  };
  test::run(io, pbx.send_action(ami::actions::create_config{file}));
  test::run(io, pbx.send_action(ami::actions::create_config{copy}));  // the server writes to files that exist
  test::run(io, pbx.send_action(ami::actions::update_config{file, file}.new_category("before")));
  ami::actions::update_config changes{file, copy};
  changes.delete_category("before");
  const auto expected = fill(changes);
  CHECK(std::get<0>(send(io, pbx, changes)) == ami::errc::too_many_headers);
  const auto reply = test::run(io, ami::update_config(pbx, changes.reload("yes")));
  CHECK(reply.success());
  CHECK(read_file(io, pbx, all_of(copy)) == expected);
  // The file that was read is as it was.
  CHECK(read_file(io, pbx, all_of(file)) == std::vector<category>{{"[before]()"}});

  // A change of the second part that the server refuses: the first part is there, and nothing of the others.
  ami::actions::update_config wrong{file, file};
  for (int i = 0; i < 40; ++i) {
    wrong.append("before", "key", std::to_string(i));
  }
  wrong.append("nosuch", "key", "value");
  for (int i = 0; i < 40; ++i) {
    wrong.append("before", "later", std::to_string(i));
  }
  try {
    test::run(io, ami::update_config(pbx, wrong));
    FAIL("it was taken");
  } catch (const ami::update_config_error& error) {
    CHECK(error.code() == ami::errc::config_partly_updated);
    CHECK(error.cause() == ami::errc::action_rejected);
    CHECK(error.part() == 2);
    CHECK(error.parts() == 3);
    CHECK(error.changes_made() == 31);
    CHECK(std::string_view{error.what()}.find("part 2 of 3 (changes 32 to 62)") != std::string_view::npos);
  }
  const auto left = read_file(io, pbx, all_of(file));
  REQUIRE(left.size() == 1);
  CHECK(left[0].size() == 1 + 31);
  test::run(io, pbx.disconnect());
}
