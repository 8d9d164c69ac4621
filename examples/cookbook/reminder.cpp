// Calls somebody with data for the dialplan, and reads what the dialplan found out: "press 1 to confirm your
// appointment".
//
//   reminder PJSIP/5550123@trunk 2026-03-01T10:00 "Dr. O'Neill, room 3"
//
// In extensions.conf:
//   [reminder]
//   exten => s,1,Answer()
//   same => n,Read(KEY,appointment,1,,2,5)       ; the sound says ${APPOINTMENT} and ${PLACE}
//   same => n,UserEvent(AppointmentAnswer,Key: ${KEY})
// The manager user needs: read = call,user; write = originate,call
#include "program.hpp"

#include <ami/call.hpp>
#include <ami/user_event.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <iostream>
#include <string>
#include <string_view>

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

// The dialplan's own event, typed.
class appointment_answer : public ami::user_event_named<"AppointmentAnswer"> {
public:
  using user_event_named::user_event_named;

  std::string_view key() const noexcept { return text("Key"); }
};

asio::awaitable<int> remind(ami::manager pbx, std::string channel, std::string time, std::string place) {
  co_await pbx.connect();
  auto answers = pbx.subscribe<appointment_answer>();
  // Values arrive as they are, with quotes and commas. Two underscores: channels that this one makes get it, too.
  auto call = co_await ami::originate(pbx, ami::actions::originate{channel}
                                               .context("reminder")
                                               .exten("s")
                                               .priority(1)
                                               .variable("__APPOINTMENT", time)
                                               .variable("__PLACE", place)
                                               .timeout(30s));
  const auto end = co_await call.wait_hangup();
  if (end.stage() != ami::call_stage::hung_up) {
    std::cout << "not reached: " << end.error().message() << '\n';
    co_return 3;
  }
  // The call has ended, and events come in order: an answer is here by now. Other calls send theirs, too.
  while (const auto event = answers.try_next()) {
    const auto answer = event->get_if<appointment_answer>();
    if (answer && answer->linkedid() == call.linkedid()) {
      const bool confirmed = answer->key() == "1";
      std::cout << (confirmed ? "confirmed" : "not confirmed, pressed ") << (confirmed ? "" : answer->key()) << '\n';
      co_return confirmed ? 0 : 4;
    }
  }
  std::cout << "hung up without an answer\n";
  co_return 5;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    std::cerr << "usage: reminder CHANNEL TIME PLACE\n";
    return 2;
  }
  return cookbook::run_command("reminder",
                               [&](ami::manager pbx) { return remind(pbx, arguments[1], arguments[2], arguments[3]); });
}
