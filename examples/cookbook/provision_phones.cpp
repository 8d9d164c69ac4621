// Mass provisioning: adds the telephones of a file to pjsip_wizard.conf, those that are there already left out.
//
//   provision_phones PHONES        a line for each: name secret context, separated by blanks
//
// In pjsip_wizard.conf there has to be a template [phone](!) with type = wizard, accepts_registrations = yes, and what
// all have in common. The manager user needs: write = config,system
#include "program.hpp"

#include <ami/actions/config.hpp>
#include <ami/update_config.hpp>

#include <boost/asio/awaitable.hpp>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace asio = boost::asio;

namespace {

class phone {
public:
  std::string name;
  std::string secret;
  std::string context;
};

void add(ami::actions::update_config& changes, const phone& each) {
  changes.new_category(each.name, ami::actions::new_category_options{}.inherit("phone"))
      .append(each.name, "inbound_auth/username", each.name)
      .append(each.name, "inbound_auth/password", each.secret)
      .append(each.name, "endpoint/context", each.context);
}

asio::awaitable<int> provision(ami::manager pbx, std::vector<phone> phones) {
  const std::string file = "pjsip_wizard.conf";
  co_await pbx.connect();
  const auto present = co_await pbx.send_action(ami::actions::list_categories{file});
  const auto names = present.categories();
  std::set<std::string> known{names.begin(), names.end()};
  if (!known.contains("phone")) {
    // A template that is missing would be refused by the server, with the words "Save of config failed".
    std::cerr << file << " has no template [phone](!)\n";
    co_return 3;
  }

  std::vector<phone> wanted;
  for (const phone& each : phones) {
    if (known.insert(each.name).second) {
      wanted.push_back(each);
    } else {
      std::cout << each.name << " is there already\n";
    }
  }
  while (!wanted.empty()) {
    // An action is made in whole or not at all, and has room for this many: so no telephone is ever there in part. More
    // changes than fit into one action are sent in several by ami::update_config().
    constexpr std::ptrdiff_t in_one_action = 7;
    const auto end = wanted.begin() + std::min(in_one_action, std::ssize(wanted));
    ami::actions::update_config changes{file, file};
    std::for_each(wanted.begin(), end, [&](const phone& each) { add(changes, each); });
    co_await ami::update_config(pbx, changes);
    std::for_each(wanted.begin(), end, [](const phone& each) { std::cout << each.name << " added\n"; });
    wanted.erase(wanted.begin(), end);
  }
  // Once, when all are there: each reload of PJSIP reads everything.
  const auto reloaded = co_await pbx.send_action(ami::actions::reload{}.module("res_pjsip_config_wizard.so"));
  std::cout << reloaded.message() << '\n';
  co_return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: provision_phones PHONES\n";
    return 2;
  }
  std::vector<phone> phones;
  std::ifstream file{arguments[1]};
  for (phone each; file >> each.name >> each.secret >> each.context;) {
    phones.push_back(each);
  }
  if (!file.eof() || phones.empty()) {
    std::cerr << arguments[1] << ": cannot be read\n";
    return 2;
  }
  return cookbook::run_command("provision_phones", [&](ami::manager pbx) { return provision(pbx, phones); });
}
