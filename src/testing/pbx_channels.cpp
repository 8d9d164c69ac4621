#include "testing/pbx_simulation.hpp"

#include <ami/wire/frame.hpp>

#include <array>
#include <cstdio>
#include <iterator>
#include <utility>

namespace ami::testing::detail {

namespace {

std::string_view cause_text(int cause) noexcept {
  switch (cause) {
  case 0: return "Unknown";
  case 1: return "Unallocated (unassigned) number";
  case 3: return "No route to destination";
  case normal_clearing: return "Normal Clearing";
  case user_busy: return "User busy";
  case 18: return "No user responding";
  case no_answer: return "User alerting, no answer";
  case subscriber_absent: return "Subscriber absent";
  case 21: return "Call Rejected";
  case 26: return "Answered elsewhere";
  case 27: return "Destination out of order";
  case 31: return "Normal, unspecified";
  case 34: return "Circuit/channel congestion";
  case 38: return "Network out of order";
  case 127: return "Interworking, unspecified";
  default: return "Unknown";
  }
}

// Adds a channel to its telephone's count, or removes it.
void count(const channel& leg, int by) noexcept {
  if (leg.line != nullptr) {
    leg.line->channels += by;
    leg.line->ringing_channels += leg.state == ringing ? by : 0;
    leg.line->talking_channels += leg.state == ring || leg.state == up ? by : 0;
    leg.line->held_channels += leg.on_hold ? by : 0;
  }
}

}  // namespace

void pbx_simulation::set_state(channel& leg, int state) {
  count(leg, -1);
  leg.state = state;
  count(leg, 1);
  emit(about("Newstate", leg));
  if (leg.line != nullptr) {
    refresh(*leg.line);
  }
}

void pbx_simulation::set_hold(channel& leg, bool value) {
  count(leg, -1);
  leg.on_hold = value;
  count(leg, 1);
  if (leg.line != nullptr) {
    refresh(*leg.line);
  }
}

call& pbx_simulation::new_call() {
  call& made = calls_[++started_];
  made.id = started_;
  return made;
}

void pbx_simulation::remove(call& ended) {
  calls_.erase(ended.id);
}

channel& pbx_simulation::new_channel(std::string name, device* line, int state, call& owner, std::string unique_id) {
  channel& made = channels_[++channel_count_];
  made.name = std::move(name);
  made.uniqueid =
      unique_id.empty() ? std::to_string(epoch(now_)) + "." + std::to_string(channel_count_) : std::move(unique_id);
  made.linkedid = owner.caller != nullptr ? owner.caller->linkedid : made.uniqueid;
  made.linked_number = owner.caller != nullptr ? owner.caller->linked_number : channel_count_;
  made.state = state;
  made.created = now_;
  made.number = channel_count_;
  made.line = line;
  count(made, 1);
  made.owner = &owner;
  made.exten = "s";
  made.context = "default";
  if (line != nullptr) {
    std::array<char, 16> number{};
    std::snprintf(number.data(), number.size(), "-%08llx", static_cast<unsigned long long>(++name_count_));
    made.name = "PJSIP/" + line->about.name() + number.data();
    made.caller_num = line->about.number();
    made.caller_name = line->about.display_name();
    made.account = line->about.account();
    made.context = line->about.context();
  }
  return made;
}

void pbx_simulation::end_channel(channel*& leg, int cause) {
  if (leg == nullptr) {
    return;
  }
  // Both halves of a Local channel go together.
  if (channel* half = std::exchange(leg->other_half, nullptr)) {
    half->other_half = nullptr;
    end_channel(half, cause);
  }
  emit(about("Hangup", *leg).header("Cause", cause).header("Cause-txt", cause_text(cause)));
  count(*leg, -1);
  device* const line = leg->line;
  const std::uint64_t number = leg->number;
  leg = nullptr;
  channels_.erase(number);
  if (line != nullptr) {
    refresh(*line);
  }
}

void pbx_simulation::end_caller(call& owner, int cause) {
  end_channel(owner.caller, cause);
  remove(owner);
}

device* pbx_simulation::find_device(std::string_view name) {
  for (device& line : devices_) {
    if (!line.is_trunk && line.about.name() == name) {
      return &line;
    }
  }
  return nullptr;
}

device* pbx_simulation::find_number(std::string_view number) {
  for (device& line : devices_) {
    if (!line.is_trunk && line.about.number() == number) {
      return &line;
    }
  }
  return nullptr;
}

call_queue* pbx_simulation::find_extension(std::string_view extension) {
  for (call_queue& queue : queues_) {
    if (!queue.removed && queue.about.extension() == extension) {
      return &queue;
    }
  }
  return nullptr;
}

// By name, or else by Uniqueid, as the server's actions look up channels.
const channel* pbx_simulation::find(std::string_view name) const {
  for (const auto& [number, leg] : channels_) {
    if (wire::equal_ignoring_case(leg.name, name)) {
      return &leg;
    }
  }
  for (const auto& [number, leg] : channels_) {
    if (leg.uniqueid == name) {
      return &leg;
    }
  }
  return nullptr;
}

// A free telephone if a few random choices come upon it, else any telephone.
device* pbx_simulation::pick_device(const device* not_this) {
  const std::size_t count = devices_.size() - 1;
  device* picked = nullptr;
  for (int attempt = 0; attempt < 6 && count > (not_this != nullptr ? 1U : 0U); ++attempt) {
    device& line = *std::next(devices_.begin(), static_cast<std::ptrdiff_t>(dice(count)));
    if (&line != not_this) {
      picked = &line;
      if (line.state == "NOT_INUSE") {
        break;
      }
    }
  }
  return picked;
}

}  // namespace ami::testing::detail
