// Every action that a real Asterisk names is sent through its typed class, and its answer is understood.
#include "catch.hpp"
#include "conformance/action_table.hpp"
#include "conformance/report.hpp"
#include "conformance/scene.hpp"
#include "conformance/verdict.hpp"

#include <ami/ami.hpp>

#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

using conformance::scene;
using conformance::table_entry;
using lines = std::vector<std::pair<std::string, std::string>>;

// A configuration file with these categories.
void write_file(scene& on, const std::string& file, const std::vector<std::pair<std::string, lines>>& categories) {
  on.try_send(ami::actions::create_config{file});
  ami::actions::update_config update{file, file};
  for (const auto& [name, content] : categories) {
    update.new_category(name);
    for (const auto& [key, value] : content) {
      update.append(name, key, value);
    }
  }
  REQUIRE(on.send(update).success());
}

// Loads what the packages have of modules with actions and the test's configuration does not load, because most tests
// need none of them. What a version does not have is refused.
void load_modules(scene& on) {
  const auto port = std::stoi(test::environment("AMI_TEST_PORT"));
  const lines listen{{"bindaddr", "127.0.0.1"}, {"bindport", std::to_string(port)}};
  write_file(on, "iax.conf", {{"general", listen}, {"peer1", {{"type", "friend"}, {"host", "127.0.0.1"}}}});
  write_file(on, "sip.conf",
             {{"general", {{"udpbindaddr", "127.0.0.1:" + std::to_string(port + 1)}}},
              {"peer1", {{"type", "friend"}, {"host", "dynamic"}}},
              {"peer2", {{"type", "peer"}, {"host", "127.0.0.1"}, {"port", "9"}}}});
  write_file(on, "skinny.conf",
             {{"general", {{"bindaddr", "127.0.0.1"}, {"bindport", std::to_string(port + 2)}}},
              {"lines", {}},
              {"line", {{"type", "line"}}},
              {"devices", {}},
              {"phone", {{"type", "device"}, {"device", "SEP000000000001"}, {"line", "line"}}}});
  write_file(on, "xmpp.conf", {{"general", {}}});
  // pjsip.conf includes it: a registration at the server itself.
  const std::string sip = test::environment("AMI_TEST_SIP_PORT");
  write_file(on, "pjsip_conformance.conf",
             {{"ami-test",
               {{"type", "registration"},
                {"outbound_auth", "alice"},
                {"server_uri", "sip:127.0.0.1:" + sip},
                {"client_uri", "sip:alice@127.0.0.1:" + sip}}}});
  for (const char* module : {"res_pjsip.so", "res_pjsip_outbound_registration.so"}) {
    on.try_send(ami::actions::module_load{ami::actions::load_type::reload}.module(module));
  }
  for (const char* module :
       {"chan_iax2", "chan_sip", "chan_skinny", "res_fax", "app_voicemail", "app_agent_pool", "res_pjsip_maintenance",
        "res_monitor", "res_mutestream", "app_controlplayback", "app_mf", "res_xmpp", "res_sorcery_memory_cache",
        "app_meetme", "res_mwi_external_ami", "chan_dahdi"}) {
    on.try_send(ami::actions::module_load{ami::actions::load_type::load}.module(std::string{module} + ".so"));
  }
}

// What the servers do wrong, and no client can put right.
const std::set<std::string>& mistakes_of_servers() {
  // chan_skinny of Asterisk 16 puts no blank line between the entries of these lists, nor before the end: all of a list
  // is one frame, which is the reply's completion().
  static const std::set<std::string> all{
      "header of DeviceEntry that nobody reads: EventList", "header of DeviceEntry that nobody reads: ListItems",
      "header of LineEntry that nobody reads: EventList",   "header of LineEntry that nobody reads: ListItems",
      "list of SKINNYdevices that is not complete: 0 of 1", "list of SKINNYlines that is not complete: 0 of 1",
  };
  return all;
}

// What came of the actions.
class tally {
public:
  int named = 0;
  int accepted = 0;
  int refused = 0;
  int missing = 0;
  std::vector<std::string> problems;
};

// What the servers do not name though the catalogue has it for their version: modules that Debian does not package.
bool is_packaged(const std::string& name) {
  static const std::vector<std::string> modules{"DAHDI", "PRI", "Meetme", "MWI"};
  static const std::vector<std::string> of_voicemail{"Voicemail"};
  const auto begins = [&](const std::string& begin) { return name.starts_with(begin); };
  return std::ranges::none_of(modules, begins) &&
         (test::is_asterisk_22() || std::ranges::none_of(of_voicemail, begins));
}

// Sends an action that the server does not name: the reason is understood.
void check_missing(const table_entry& entry, asio::io_context& io, const test::catalogue& known, tally& result) {
  ++result.missing;
  const std::string& versions = known.actions().at(test::lower(entry.name()));
  const bool of_version = versions.find(test::is_asterisk_22() ? "22" : "16") != std::string::npos;
  if (of_version && is_packaged(entry.name())) {
    result.problems.push_back(entry.name() +
                              ": the catalogue has it for this version, and the server does not name it");
    return;
  }
  scene other{io};
  const auto [error, reply] = entry.send(other);
  const auto expected = of_version ? ami::errc::module_not_loaded : ami::errc::unknown_action;
  if (error != expected) {
    result.problems.push_back(entry.name() + ": not there, and the error is: " + error.message());
  }
  conformance::report("action " + entry.name() + " absent");
}

void check(const table_entry& entry, scene& on, conformance::verdict& seen, tally& result) {
  const auto [error, reply] = entry.send(on);
  const auto problem = [&](const std::string& text) { result.problems.push_back(entry.name() + ": " + text); };
  if (table_entry::sent_name() != entry.name()) {
    problem("the table has " + table_entry::sent_name() + " under this name");
  }
  if (reply.outcome() != ami::outcome::accepted && reply.outcome() != ami::outcome::rejected) {
    problem("not answered: " + error.message() + " " + std::string{reply.detail()});
    return;
  }
  const ami::response response = reply.response();
  if (!response.frame().empty() && response.frame().action_id() != reply.action_id()) {
    problem("the response has another ActionID");
  }
  seen.look_at(entry.name(), reply);
  const std::string refusal = error ? std::string{reply.message()} : std::string{};
  if (refusal != entry.refusal()) {
    problem(error ? "refused (" + error.message() + "): " + refusal
                  : "accepted, and expected was: " + std::string{entry.refusal()});
  }
  ++(error ? result.refused : result.accepted);
  conformance::report("action " + entry.name() + (error ? " refused " + refusal : " accepted"));
}

}  // namespace

TEST_CASE("the table has every action of the catalogue once") {
  std::multiset<std::string> names;
  for (const auto& entry : conformance::action_table()) {
    names.insert(test::lower(entry.name()));
  }
  const test::catalogue known;
  for (const auto& [name, versions] : known.actions()) {
    INFO(name);
    CHECK(names.count(name) == 1);
  }
  CHECK(names.size() == known.actions().size());
}

TEST_CASE("every action that the server names is sent through its class, and its answer is understood") {
  asio::io_context io;
  scene on{io};
  load_modules(on);
  std::set<std::string> named;
  const auto commands = on.send(ami::actions::list_commands{});
  for (const auto& [name, description] : commands.commands()) {
    named.insert(name);
  }
  conformance::verdict seen;
  tally result;
  std::vector<const table_entry*> absent;
  const test::catalogue known;
  const auto table = conformance::action_table();
  for (const auto& entry : table) {
    if (named.erase(entry.name()) == 0) {
      absent.push_back(&entry);
      continue;
    }
    ++result.named;
    if (entry.is_aside()) {
      scene other{io};
      check(entry, other, seen, result);
    } else {
      check(entry, on, seen, result);
    }
  }
  for (const auto& name : named) {
    result.problems.push_back(name + ": the server names it, and the catalogue has no class for it");
  }
  for (const auto* entry : absent) {
    check_missing(*entry, io, known, result);
  }
  on.hang_up_all();
  const auto statistics = test::run(io, on.pbx().statistics());
  CHECK(statistics.actions_in_flight == 0);
  // JabberSend is answered with a success, and then with an error when there is no such connection.
  CHECK(statistics.stray_replies == 1);
  CHECK(statistics.malformed_frames == 0);
  for (const auto& action : statistics.actions) {
    INFO(action.name);
    CHECK(action.timed_out == 0);
    CHECK(action.lost == 0);
  }
  for (const auto& [problem, count] : seen.problems()) {
    if (!mistakes_of_servers().contains(problem)) {
      result.problems.push_back(problem);
    }
  }
  for (const auto& problem : result.problems) {
    UNSCOPED_INFO(problem);
  }
  CHECK(result.problems.empty());
  for (const auto& [name, count] : seen.types()) {
    conformance::report("event " + name);
  }
  std::cout << "figure: actions answered: " << result.accepted + result.refused << " of "
            << static_cast<std::size_t>(result.named) + named.size() << " that Asterisk "
            << (test::is_asterisk_22() ? "22" : "16") << " names, " << result.refused
            << " of them with the error that was to be expected; " << result.missing
            << " that it does not have are known to be missing; " << seen.values() << " typed values\n";
}
