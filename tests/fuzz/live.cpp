// The model of a live state: any events, lists, gaps and times leave tables that agree with each other.
#include "fuzz/input.hpp"
#include "live/model.hpp"

#include <ami/errc.hpp>
#include <ami/event.hpp>
#include <ami/library_events.hpp>
#include <ami/live_snapshot.hpp>
#include <ami/wire/frame.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

void check(const ami::live_snapshot& now) {
  for (const auto& channel : now.channels()) {
    fuzz::require(now.call(channel.linkedid()) != nullptr, "each channel has its call");
    if (!channel.bridge().empty()) {
      const auto* const bridge = now.bridge(channel.bridge());
      fuzz::require(bridge != nullptr && std::ranges::count(bridge->members(), channel.uniqueid()) == 1,
                    "a bridge has each channel that is in it, once");
    }
    static_cast<void>(now.talks_to(channel.uniqueid()));
    static_cast<void>(now.dials(channel.uniqueid()));
  }
  for (const auto& bridge : now.bridges()) {
    for (const auto& member : bridge.members()) {
      const auto* const channel = now.channel(member);
      fuzz::require(channel != nullptr && channel->bridge() == bridge.id(), "who is in a bridge knows it");
    }
  }
  for (const auto& call : now.calls()) {
    fuzz::require(!call.legs().empty() && !call.ended(), "a call has channels");
    for (const auto& leg : call.legs()) {
      const auto* const channel = now.channel(leg);
      fuzz::require(channel != nullptr && channel->linkedid() == call.linkedid(), "the channels of a call are of it");
    }
  }
  for (const auto& queue : now.queues()) {
    std::size_t place = 0;
    for (const auto& caller : queue.callers()) {
      fuzz::require(caller.position() == ++place, "callers stand one behind the other");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::input in{data, size};
  ami::live::model model;
  ami::live_time now{std::chrono::hours{1}};
  model.watch(in.flag());
  model.start(now);
  bool asked = false;
  for (int steps = 0; !in.empty() && steps < 400; ++steps) {
    now += std::chrono::milliseconds{in.number(4) * 400};
    const std::size_t kind = in.number(16);
    if (kind < 10) {
      model.on_event(ami::event{ami::wire::frame::from_text(in.text("\r\n\r\n"))}, now);
    } else if (kind == 10) {
      model.on_event(ami::event{ami::lagged{1 + in.number(9)}}, now);
    } else if (kind == 11) {
      model.on_event(ami::event{ami::connection_lost{make_error_code(ami::errc::connection_closed)}}, now);
      model.on_event(ami::event{ami::connection_restored{2, {}, in.flag()}}, now);
      model.on_booted(now);
    } else if (!asked) {
      asked = model.next_request(now).has_value();
    } else if (kind < 14) {
      model.on_list_item(ami::event{ami::wire::frame::from_text(in.text("\r\n\r\n"))});
    } else {
      model.on_list_end(static_cast<ami::live::list_outcome>(in.number(5)), "text", now);
      asked = false;
    }
    static_cast<void>(model.take_changes());
    check(model.snapshot());
  }
  return 0;
}
