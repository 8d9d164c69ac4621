// Click to call: rings somebody's telephone, and when that is answered, calls a number from it.
//
//   click_to_call PJSIP/alice 2002 [CONTEXT]
//
// Exits with 0 when the telephone was answered. Ctrl-C before that hangs it up.
// The manager user needs: read = call; write = originate,system,call
#include "program.hpp"

#include <ami/call.hpp>

#include <boost/asio/awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <string>
#include <string_view>

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

// The number comes from a web page, and often ends up in Dial(PJSIP/${EXTEN}@trunk), where & calls somebody else as
// well.
bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789*#+") == std::string_view::npos;
}

asio::awaitable<int> make_call(ami::manager pbx, std::string telephone, std::string number, std::string context) {
  co_await pbx.connect();
  // The telephone shows whom it is going to call. An Originate is sent once, whatever happens.
  auto call = co_await ami::originate(pbx, ami::actions::originate{telephone}
                                               .exten(number)
                                               .context(context)
                                               .priority(1)
                                               .caller_id("Call to " + number + " <" + number + ">")
                                               .variable("CLICKED", "yes")
                                               .timeout(20s));
  bool answered = false;
  while (const auto update = co_await call.next()) {
    switch (update->stage()) {
    case ami::call_stage::ringing: std::cout << telephone << " rings\n"; break;
    case ami::call_stage::answered:
      std::cout << telephone << " answered, calling " << number << '\n';
      answered = true;
      break;
    case ami::call_stage::failed:
    case ami::call_stage::lost: std::cout << telephone << ": " << update->error().message() << '\n'; break;
    case ami::call_stage::hung_up: std::cout << "hung up: " << update->cause_text() << '\n'; break;
    default: break;
    }
  }
  co_return answered ? 0 : 3;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3 || count > 4 || !is_number(arguments[2])) {
    std::cerr << "usage: click_to_call CHANNEL NUMBER [CONTEXT]\n";
    return 2;
  }
  const std::string context = count > 3 ? arguments[3] : "default";
  return cookbook::run_command("click_to_call",
                               [&](ami::manager pbx) { return make_call(pbx, arguments[1], arguments[2], context); });
}
