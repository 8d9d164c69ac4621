// Records every call of a telephone, without what is said while it holds.
//
//   record_calls PJSIP/alice [FOLDER_ON_THE_SERVER]
//
// The manager user needs: read = call; write = system
#include "program.hpp"

#include <ami/actions/recording.hpp>
#include <ami/events/bridge.hpp>
#include <ami/events/channel.hpp>
#include <ami/events/kinds.hpp>
#include <ami/names.hpp>

#include <boost/asio/awaitable.hpp>

#include <iostream>
#include <set>
#include <string>

namespace asio = boost::asio;

namespace {

// Sends an action that may fail without any harm to the other calls: the channel may be gone already.
template <class Action>
asio::awaitable<bool> tried(ami::manager pbx, Action action, std::string subject) {
  try {
    co_await pbx.send_action(action);
    std::cout << subject << '\n';
    co_return true;
  } catch (const ami::error& failure) {
    if (failure.code() == boost::asio::error::operation_aborted) {
      throw;
    }
    std::cerr << subject << ": " << failure.what() << '\n';
    co_return false;
  }
}

asio::awaitable<int> record(ami::manager pbx, std::string device, std::string folder) {
  const auto is_ours = [device](const ami::event& event) { return ami::channel_device(event["Channel"]) == device; };
  auto events = pbx.subscribe<ami::events::bridge_enter, ami::events::any_hold, ami::events::hangup>(
      ami::subscribe_options{}.where(is_ours));
  co_await pbx.connect();
  std::cout << "recording " << device << '\n';

  std::set<std::string> recorded;  // channels, by their Uniqueid: a name is used again, and changes in a transfer
  while (const auto event = co_await events.next()) {
    if (const auto talks = event->get_if<ami::events::bridge_enter>()) {
      const std::string id{talks->uniqueid()};
      // A channel enters a bridge again after each hold and transfer.
      if (!recorded.contains(id)) {
        // b: only while it talks to somebody. The Uniqueid is no secret and fits into the name of a file.
        ami::actions::mix_monitor action{std::string{talks->channel()}};
        action.file(folder + '/' + id + ".wav").options("b");
        const bool begun = co_await tried(pbx, action, "recording " + id);
        if (begun) {
          recorded.insert(id);
        }
      }
    } else if (const auto holds = event->get_if<ami::events::any_hold>()) {
      const bool silent = event->is<ami::events::hold>();
      ami::actions::mix_monitor_mute action{std::string{holds->channel()}};
      action.direction(ami::actions::recording_direction::both).state(silent);
      const std::string subject = (silent ? "silent " : "again ") + std::string{holds->uniqueid()};
      co_await tried(pbx, action, subject);
    } else if (const auto gone = event->get_if<ami::events::hangup>()) {
      recorded.erase(std::string{gone->uniqueid()});
    } else if (event->is<ami::connection_restored>()) {
      std::cerr << "calls that began while the link was away are not recorded\n";
    }
  }
  co_return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2 || count > 3) {
    std::cerr << "usage: record_calls DEVICE [FOLDER]\n";
    return 2;
  }
  const std::string folder = count > 2 ? arguments[2] : "/var/spool/asterisk/monitor";
  return cookbook::run_service("record_calls", [&](ami::manager pbx) { return record(pbx, arguments[1], folder); });
}
