// Busy lamps: the state of each extension that has a hint, now and whenever it changes, and the presence that people
// set.
//
//   busy_lamps [CONTEXT]
//
// The manager user needs: read = call,reporting; write = call,reporting
#include "program.hpp"

#include <ami/actions/state.hpp>
#include <ami/events/state.hpp>

#include <boost/asio/awaitable.hpp>

#include <iostream>
#include <map>
#include <string>
#include <string_view>

namespace asio = boost::asio;

namespace {

class lamps {
public:
  explicit lamps(std::string context) : context_{std::move(context)} {}

  void set(const ami::events::extension_status& status) {
    if (status.context() != context_) {
      return;
    }
    // Several devices behind one hint are one state: "in use and ringing".
    const std::string state{to_string(status.status().value_or(ami::extension_state::unavailable))};
    std::string& shown = states_[std::string{status.exten()}];
    if (shown != state) {
      shown = state;
      std::cout << status.exten() << " (" << status.hint() << ") is " << state << '\n';
    }
  }

private:
  std::string context_;
  std::map<std::string, std::string> states_;
};

asio::awaitable<void> read_all(ami::manager pbx, lamps& shown) {
  const auto all = co_await pbx.send_action(ami::actions::extension_state_list{});
  for (const auto& status : all.items()) {
    shown.set(status);
  }
}

asio::awaitable<int> show(ami::manager pbx, std::string context) {
  auto changes = pbx.subscribe<ami::events::extension_status, ami::events::presence_state_change>();
  co_await pbx.connect();
  lamps shown{context};
  co_await read_all(pbx, shown);
  std::cout << "watching\n";
  while (const auto event = co_await changes.next()) {
    if (const auto status = event->get_if<ami::events::extension_status>()) {
      shown.set(*status);
    } else if (const auto presence = event->get_if<ami::events::presence_state_change>()) {
      std::cout << presence->presentity() << " says " << (*event)["Status"] << ' ' << presence->message() << '\n';
    } else if (event->is<ami::connection_restored>() || event->is<ami::lagged>()) {
      co_await read_all(pbx, shown);
    }
  }
  co_return 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::string context = count > 1 ? arguments[1] : "default";
  return cookbook::run_service("busy_lamps", [&](ami::manager pbx) { return show(pbx, context); });
}
