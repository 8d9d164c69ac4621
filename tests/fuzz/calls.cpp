// The progress of a call: in any order of events, replies, gaps and times the stages come in theirs, the last one is
// the last, and a call that is over is not to be hung up.
#include "fuzz/input.hpp"
#include "session/call_progress.hpp"

#include <ami/call_options.hpp>
#include <ami/errc.hpp>
#include <ami/event.hpp>
#include <ami/library_events.hpp>
#include <ami/reply.hpp>
#include <ami/wire/frame.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

constexpr std::array<std::string_view, 10> names{"Newchannel",       "Newstate", "DialBegin",         "DialEnd",
                                                 "BridgeEnter",      "Hangup",   "OriginateResponse", "Newexten",
                                                 "NewConnectedLine", "Rename"};

ami::event event_of(fuzz::input& in) {
  std::string text{"Event: "};
  text.append(names[in.number(names.size())]);
  text.append("\r\nUniqueid: ")
      .append(in.flag() ? "c1" : "c2")
      .append("\r\nDestUniqueid: ")
      .append(in.flag() ? "c2" : "x");
  text.append("\r\nActionID: ").append(in.flag() ? "a1" : "").append("\r\n");
  text.append("ChannelState: ").append(std::to_string(in.number(9))).append("\r\nResponse: ");
  text.append(in.flag() ? "Success" : "Failure").append("\r\nReason: ").append(std::to_string(in.number(10)));
  text.append("\r\n").append(in.text("\r\n\r\n"));
  return ami::event{ami::wire::frame::from_text(text)};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::input in{data, size};
  const bool made_here = in.flag();
  ami::session::call_progress call{ami::session::call_identity{made_here ? "a1" : "", "c1", in.flag() ? "c2" : ""},
                                   ami::call_options{}.on_link_loss(static_cast<ami::link_loss_policy>(in.number(3))),
                                   in.flag()};
  ami::call_stage last = ami::call_stage::idle;
  std::size_t ends = 0;
  int sendings = 0;
  while (!in.empty()) {
    const auto error = in.flag() ? ami::error_code{} : make_error_code(static_cast<ami::errc>(1 + in.number(40)));
    switch (in.number(8)) {
    case 0:
      // The Originate is sent once, and has one reply.
      if (made_here && sendings == 0) {
        ++sendings;
        call.on_send();
      } else if (sendings == 1) {
        ++sendings;
        call.on_reply(error, ami::reply{});
      }
      break;
    case 1: call.on_hang_up_request(); break;
    case 2:
      if (call.asks_after()) {
        call.on_status(error, ami::reply{});
      }
      break;
    case 3:
      if (call.waits_for() != ami::session::call_progress::patience::forever) {
        call.on_timeout();
      }
      break;
    case 4: call.on_event(event_of(in)); break;
    case 5: call.on_event(ami::event{ami::connection_lost{error}}); break;
    case 6: call.on_event(ami::event{ami::connection_restored{2, {}, in.flag()}}); break;
    default: call.on_event(event_of(in));
    }
    while (const auto update = call.take()) {
      fuzz::require(ends == 0, "nothing follows the last stage");
      fuzz::require(update->stage() > last, "stages come in their order");
      last = update->stage();
      ends += last >= ami::call_stage::failed ? 1 : 0;
    }
    fuzz::require(call.finished() == (ends == 1), "the last stage is given out");
    fuzz::require(!call.finished() || !call.wants_hang_up(), "what is over needs no hang-up");
  }
  return 0;
}
