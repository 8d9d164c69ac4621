// Screen pop: when a telephone rings, shows who calls, and the page of that customer.
//
//   screen_pop PJSIP/bob https://crm.example.org/customer?number=
//
// The manager user needs: read = call
#include "program.hpp"

#include <ami/events/dial.hpp>
#include <ami/names.hpp>

#include <boost/asio/awaitable.hpp>

#include <iostream>
#include <string>
#include <string_view>

namespace asio = boost::asio;

namespace {

// What a caller sends as his number is text of a stranger: only what a number consists of goes into the address.
std::string digits_of(std::string_view number) {
  std::string result;
  for (const char each : number) {
    if (each >= '0' && each <= '9') {
      result += each;
    }
  }
  return result;
}

asio::awaitable<int> show_callers(ami::manager pbx, std::string device, std::string page) {
  // A channel has the name of its telephone, a hyphen and a number: comparing beginnings would take bobby for bob.
  const auto is_ours = [device](const ami::event& event) {
    return ami::channel_device(event["DestChannel"]) == device;
  };
  auto dials = pbx.subscribe<ami::events::dial_begin, ami::events::dial_end>(ami::subscribe_options{}.where(is_ours));
  co_await pbx.connect();
  std::cout << "watching " << device << '\n';

  while (const auto event = co_await dials.next()) {
    event->match(
        [&](const ami::events::dial_begin& dial) {
          std::cout << "rings    " << dial.caller_id_name() << " <" << dial.caller_id_num() << ">  " << page
                    << digits_of(dial.caller_id_num()) << '\n';
        },
        [](const ami::events::dial_end& dial) {
          const bool answered = dial.dial_status() == ami::dial_status::answer;
          std::cout << (answered ? "answered " : "missed   ") << dial.caller_id_num() << '\n';
        },
        [](const ami::connection_lost& gap) { std::cerr << "no calls are seen: " << gap.reason().message() << '\n'; },
        [](const ami::connection_restored&) { std::cerr << "calls are seen again\n"; },
        [](const ami::lagged& gap) { std::cerr << gap.count() << " events were missed\n"; });
  }
  co_return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: screen_pop DEVICE ADDRESS\n";
    return 2;
  }
  return cookbook::run_service("screen_pop",
                               [&](ami::manager pbx) { return show_callers(pbx, arguments[1], arguments[2]); });
}
