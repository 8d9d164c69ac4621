#include <ami/live_snapshot.hpp>

#include <algorithm>

namespace ami {

namespace {

bool is_available(live_validity validity) noexcept {
  return validity != live_validity::no_right && validity != live_validity::not_loaded &&
         validity != live_validity::left_out;
}

// Adds those in a channel's bridge. Through a Local channel it goes on to the bridge of the other half.
class talk_finder {
public:
  talk_finder(const live_snapshot& now, std::string_view asked) : now_{&now}, asked_{asked} {}

  void look_from(const live_channel& channel) {
    const live_bridge* bridge = now_->bridge(channel.bridge());
    if (bridge == nullptr || !bridge->connects() || std::ranges::find(bridges_, bridge) != bridges_.end()) {
      return;
    }
    bridges_.push_back(bridge);
    for (const auto& member : bridge->members()) {
      const live_channel* other = now_->channel(member);
      if (member == channel.uniqueid() || member == asked_ || other == nullptr || other->is_announcer()) {
        continue;
      }
      const live_channel* behind = other->is_local() ? now_->other_half(*other) : nullptr;
      if (behind != nullptr && !behind->bridge().empty()) {
        look_from(*behind);
      } else {
        found_.push_back(other);
      }
    }
  }

  std::vector<const live_channel*> found_;

private:
  const live_snapshot* now_;
  std::string_view asked_;
  std::vector<const live_bridge*> bridges_;
};

}  // namespace

live_snapshot::live_snapshot() : data_{std::make_shared<const live::snapshot_data>()} {}

bool live_snapshot::valid() const noexcept {
  return std::ranges::all_of(data_->states_, [](const live_part_state& each) {
    return each.valid() || each.validity() == live_validity::left_out;
  });
}

bool live_snapshot::settled() const noexcept {
  return std::ranges::all_of(
      data_->states_, [](const live_part_state& each) { return each.valid() || !is_available(each.validity()); });
}

std::vector<std::string> live_snapshot::problems() const {
  std::vector<std::string> texts;
  for (const live_part part : live_parts) {
    const live_part_state& state = data_->states_[static_cast<std::size_t>(part)];
    if (!state.valid() && state.validity() != live_validity::left_out) {
      texts.push_back(std::string{to_string(part)}.append(": ").append(state.text()));
    }
  }
  return texts;
}

const live_channel* live_snapshot::other_half(const live_channel& half) const& noexcept {
  const std::string& name = half.name();
  const live_call* call = half.is_local() && name.size() > 2 ? this->call(half.linkedid()) : nullptr;
  if (call == nullptr) {
    return nullptr;
  }
  // The names differ in the last character.
  const std::string_view common{name.data(), name.size() - 1};
  for (const auto& leg : call->legs()) {
    const live_channel* other = channel(leg);
    if (other != nullptr && other->uniqueid() != half.uniqueid() && other->name().size() == name.size() &&
        std::string_view{other->name()}.starts_with(common)) {
      return other;
    }
  }
  return nullptr;
}

std::vector<const live_channel*> live_snapshot::talks_to(std::string_view uniqueid) const& {
  talk_finder finder{*this, uniqueid};
  if (const live_channel* asked = channel(uniqueid)) {
    finder.look_from(*asked);
  }
  return std::move(finder.found_);
}

std::vector<const live_channel*> live_snapshot::dials(std::string_view uniqueid) const& {
  std::vector<const live_channel*> found;
  const live_channel* asked = channel(uniqueid);
  const live_call* call = asked != nullptr ? this->call(asked->linkedid()) : nullptr;
  if (call != nullptr) {
    for (const auto& leg : call->legs()) {
      const live_channel* other = channel(leg);
      if (other != nullptr && other->dialed_by() == uniqueid) {
        found.push_back(other);
      }
    }
  }
  return found;
}

std::vector<live_queue_caller> live_queue::callers() const {
  std::vector<live_queue_caller> all;
  all.reserve(callers_.size());
  for (const auto& data : callers_) {
    all.push_back(live_queue_caller{all.size() + 1, data});
  }
  return all;
}

const live_queue_member* live_queue::member(std::string_view interface) const noexcept {
  const auto found = std::ranges::find_if(members_, [&](const auto& each) { return each->interface() == interface; });
  return found != members_.end() ? found->get() : nullptr;
}

const live_participant* live_conference::participant(std::string_view uniqueid) const noexcept {
  const auto found =
      std::ranges::find_if(participants_, [&](const auto& each) { return each->uniqueid() == uniqueid; });
  return found != participants_.end() ? found->get() : nullptr;
}

}  // namespace ami
