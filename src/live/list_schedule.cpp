#include "live/list_schedule.hpp"

#include <algorithm>
#include <utility>

namespace ami::live {

namespace {

// Differences of a busy server are others each time; the comparison ends then without a result.
constexpr int most_rounds = 5;
// After so many comparisons in a row whose list did not come to its end, a part is not valid any more.
constexpr int most_lost = 2;

}  // namespace

std::string_view action_name(list_kind value) noexcept {
  switch (value) {
  case list_kind::core_status: return "CoreStatus";
  case list_kind::core_show_channels: return "CoreShowChannels";
  case list_kind::bridge_list: return "BridgeList";
  case list_kind::queue_status: return "QueueStatus";
  case list_kind::device_state_list: return "DeviceStateList";
  case list_kind::pjsip_show_endpoints: return "PJSIPShowEndpoints";
  case list_kind::parking_lots: return "Parkinglots";
  case list_kind::parked_calls: return "ParkedCalls";
  case list_kind::confbridge_list_rooms: return "ConfbridgeListRooms";
  case list_kind::confbridge_list: return "ConfbridgeList";
  }
  return "";
}

bool is_error_when_empty(list_kind value) noexcept {
  return value == list_kind::pjsip_show_endpoints || value == list_kind::confbridge_list_rooms ||
         value == list_kind::confbridge_list;
}

list_request::list_request(list_kind kind, live_part part, std::string conference)
    : conference_{std::move(conference)}, kind_{kind}, part_{part} {}

action list_request::to_action() const {
  action made{std::string{action_name(kind_)}};
  if (kind_ == list_kind::confbridge_list) {
    made.header("Conference", conference_);
  }
  return made;
}

list_schedule::list_schedule(const settings& wanted) : settings_{wanted} {
  for (std::size_t i = 0; i < live_part_count; ++i) {
    plans_[i].wanted_ = wanted.parts_[i];
    plans_[i].seed_ = wanted.parts_[i];
    plans_[i].doubt_pause_ = wanted.doubt_pause_;
  }
}

std::vector<list_request> list_schedule::lists_of(live_part part) {
  switch (part) {
  case live_part::channels: return {{list_kind::core_show_channels, part}, {list_kind::bridge_list, part}};
  case live_part::queues: return {{list_kind::queue_status, part}};
  case live_part::devices: return {{list_kind::device_state_list, part}};
  case live_part::endpoints: return {{list_kind::pjsip_show_endpoints, part}};
  case live_part::parking: return {{list_kind::parked_calls, part}, {list_kind::parking_lots, part}};
  case live_part::conferences: return {{list_kind::confbridge_list_rooms, part}};
  }
  return {};
}

void list_schedule::start(live_time now) {
  connected_ = true;
  booted_ = true;
  check_restart_ = true;
  restart_check_at_ = now;
  pause_until_ = now;
  seed_all(now);
}

// What was read before is of no use. The pause grows while seedings are spoiled, and once for each: gaps that come
// during the pause change nothing.
void list_schedule::seed_all(live_time now) {
  const bool steady = seeded_at_ && now - *seeded_at_ >= settings_.steady_after_;
  if (steady) {
    pause_ = settings::duration{0};
    pause_until_ = now;
  } else if (seeding_begun_) {
    pause_ = std::clamp(2 * pause_, settings_.least_pause_, settings_.most_pause_);
    pause_until_ = now + pause_;
  }
  seeded_at_.reset();
  seeding_begun_ = false;
  job_.reset();
  spoiled_ = running_.has_value();
  for (plan& each : plans_) {
    each.seed_ = each.wanted_;
    each.doubted_ = false;
    each.rounds_ = 0;
    each.compare_at_.reset();
    each.differences_.clear();
  }
}

void list_schedule::on_events_lost(live_time now) {
  seed_all(now);
}

void list_schedule::on_connection_lost(live_time now) {
  connected_ = false;
  booted_ = false;
  boot_until_.reset();
  seed_all(now);
}

void list_schedule::on_connection_restored(live_time now) {
  connected_ = true;
  check_restart_ = true;
  restart_check_at_ = now;
  // What did not come to its end on the old connection may do so on this one.
  for (plan& each : plans_) {
    each.not_before_ = each.denied_ ? each.not_before_ : std::nullopt;
  }
  if (!booted_) {
    boot_until_ = now + settings_.boot_wait_;
  }
}

void list_schedule::on_booted(live_time now) {
  booted_ = true;
  boot_until_.reset();
  on_reload(now);
}

void list_schedule::on_reload(live_time now) {
  for (const live_part part : live_parts) {
    plan& each = plan_of(part);
    if (each.seed_) {
      each.not_before_ = each.denied_ ? each.not_before_ : std::nullopt;
    } else {
      compare_soon(part, settings_.doubt_pause_, now);
    }
  }
}

void list_schedule::doubt(live_part part, live_time now) {
  plan& doubted = plan_of(part);
  if (compare_soon(part, doubted.doubt_pause_, now)) {
    doubted.by_doubt_ = true;
  }
}

// @return true when the next comparison comes earlier by this.
bool list_schedule::compare_soon(live_part part, settings::duration pause, live_time now) {
  plan& compared = plan_of(part);
  if (!compared.wanted_ || compared.seed_) {
    return false;
  }
  if (job_ && job_->part_ == part) {
    compared.doubted_ = true;
    return false;
  }
  const live_time soon = compared.last_list_ ? std::max(now, *compared.last_list_ + pause) : now;
  if (compared.compare_at_ && *compared.compare_at_ <= soon) {
    return false;
  }
  compared.compare_at_ = soon;
  return true;
}

void list_schedule::verify(live_time now) {
  for (plan& each : plans_) {
    if (each.wanted_ && !each.seed_) {
      each.compare_at_ = now;
    }
    each.not_before_ = each.denied_ ? each.not_before_ : std::nullopt;
  }
}

live_time list_schedule::ready_at() const noexcept {
  return boot_until_ ? std::max(*boot_until_, pause_until_) : pause_until_;
}

std::optional<live_time> list_schedule::due_of(const plan& of) const noexcept {
  if (!of.wanted_) {
    return std::nullopt;
  }
  return of.seed_ ? of.not_before_.value_or(pause_until_) : of.compare_at_;
}

std::optional<live_time> list_schedule::next_due() const {
  if (!connected_ || running_) {
    return std::nullopt;
  }
  std::optional<live_time> due;
  for (const plan& each : plans_) {
    if (const auto at = due_of(each)) {
      due = due ? std::min(*due, *at) : *at;
    }
  }
  if (job_ || due) {
    due = job_ ? ready_at() : std::max(*due, ready_at());
  }
  if (check_restart_) {
    due = due ? std::min(*due, restart_check_at_) : restart_check_at_;
  }
  return due;
}

std::optional<list_request> list_schedule::next(live_time now) {
  if (!connected_ || running_) {
    return std::nullopt;
  }
  // The server knows this one before it has booted, and the sooner it is known, the fewer events are taken for those of
  // the server before.
  if (check_restart_ && now >= restart_check_at_) {
    check_restart_ = false;
    running_ = list_request{list_kind::core_status, live_part::channels};
  } else if (now >= ready_at() && (job_ || choose_part(now))) {
    running_ = std::move(job_->lists_.back());
    job_->lists_.pop_back();
    plan_of(job_->part_).last_list_ = now;
  }
  spoiled_ = false;
  return running_;
}

// The pause is for the process, which others may need to get memory back.
void list_schedule::put_off(live_time now) noexcept {
  const live_time soon = now + settings_.least_pause_;
  const bool asked_for_start = running_ && running_->kind() == list_kind::core_status;
  running_.reset();
  pause_until_ = std::max(pause_until_, soon);
  if (asked_for_start) {
    check_restart_again(soon);
  }
  if (!std::exchange(spoiled_, false) && !asked_for_start) {
    job_.reset();
  }
}

// Unless a new connection has asked for that already.
void list_schedule::check_restart_again(live_time when) noexcept {
  if (!check_restart_) {
    check_restart_ = true;
    restart_check_at_ = when;
  }
}

// What is to be seeded comes first, in the order of the parts.
bool list_schedule::choose_part(live_time now) {
  for (const live_part part : live_parts) {
    const plan& each = plan_of(part);
    if (each.wanted_ && each.seed_ && now >= each.not_before_.value_or(now)) {
      begin(part, false);
      return true;
    }
  }
  for (const live_part part : live_parts) {
    const plan& each = plan_of(part);
    if (each.wanted_ && !each.seed_ && each.compare_at_ && now >= *each.compare_at_) {
      begin(part, true);
      return true;
    }
  }
  return false;
}

void list_schedule::begin(live_part part, bool comparing) {
  job_.emplace(part, comparing);
  plan_of(part).doubted_ = false;
  seeding_begun_ = seeding_begun_ || !comparing;
}

list_schedule::progress list_schedule::finish(const list_judge::differences& found, std::uint64_t repaired,
                                              const std::vector<std::string>& conferences, live_time now) {
  const list_kind kind = running_->kind();
  running_.reset();
  if (!job_ || kind == list_kind::core_status) {
    return progress::more;
  }
  job_->found_.insert(found.begin(), found.end());
  job_->repaired_ += repaired;
  for (const auto& conference : conferences) {
    job_->lists_.emplace_back(list_kind::confbridge_list, job_->part_, conference);
  }
  if (!job_->lists_.empty()) {
    return progress::more;
  }
  plan& done = plan_of(job_->part_);
  done.not_before_.reset();
  done.denied_ = false;
  done.lost_ = 0;
  if (job_->comparing_) {
    return end_comparison(done, now);
  }
  job_.reset();
  compared_at_ = now;
  done.seed_ = false;
  done.compare_at_ = settings_.verify_every_ ? std::optional{now + *settings_.verify_every_} : std::nullopt;
  note_whether_seeded(now);
  return progress::seeded;
}

list_schedule::progress list_schedule::end_comparison(plan& compared, live_time now) {
  compared.differences_ = std::move(job_->found_);
  const std::uint64_t repaired = job_->repaired_;
  const bool differs = !compared.differences_.empty();
  job_.reset();
  if (differs && compared.rounds_ == 0) {
    compared.differs_since_ = now;
  }
  if (differs && ++compared.rounds_ < most_rounds) {
    compared.compare_at_ = now + settings_.confirm_after_;
    return progress::doubtful;
  }
  compared_at_ = differs ? compared.differs_since_ : now;
  compared.differences_.clear();
  compared.rounds_ = 0;
  compared.compare_at_ = settings_.verify_every_ ? std::optional{now + *settings_.verify_every_} : std::nullopt;
  adapt_doubt_pause(compared, repaired);
  // Each list differed in another way. That there is a lot going on is no reason to leave what the last one had to the
  // next periodic comparison.
  if (std::exchange(compared.doubted_, false) || differs) {
    compared.compare_at_ = now + compared.doubt_pause_;
    compared.by_doubt_ = true;
  }
  return progress::compared;
}

// Events that are odd and not wrong, such as those of a device without a queue, are not to cost a list each time.
void list_schedule::adapt_doubt_pause(plan& compared, std::uint64_t repaired) {
  const bool by_doubt = std::exchange(compared.by_doubt_, false);
  if (repaired != 0) {
    compared.doubt_pause_ = settings_.doubt_pause_;
  } else if (by_doubt) {
    compared.doubt_pause_ = std::min(2 * compared.doubt_pause_, settings_.most_doubt_pause_);
  }
}

void list_schedule::refuse(bool denied, live_time now) {
  running_.reset();
  if (!job_) {
    return;
  }
  plan& refused = plan_of(job_->part_);
  refused.seed_ = true;
  refused.denied_ = denied;
  refused.not_before_ = now + (denied ? settings_.retry_denied_after_ : settings_.retry_after_);
  refused.compare_at_.reset();
  refused.differences_.clear();
  refused.rounds_ = 0;
  job_.reset();
  note_whether_seeded(now);
}

void list_schedule::drop(bool again, live_time now) {
  const bool asked_for_start = running_ && running_->kind() == list_kind::core_status;
  running_.reset();
  if (asked_for_start && again) {
    check_restart_again(now + settings_.retry_after_);
  }
  // After a gap there is a new job, or none yet.
  if (std::exchange(spoiled_, false) || asked_for_start || !job_) {
    return;
  }
  plan& dropped = plan_of(job_->part_);
  // A part that cannot be compared any more cannot be relied on either.
  if (!dropped.seed_ && ++dropped.lost_ >= most_lost) {
    dropped.seed_ = true;
    dropped.compare_at_.reset();
  }
  (dropped.seed_ ? dropped.not_before_ : dropped.compare_at_) = now + settings_.retry_after_;
  job_.reset();
}

void list_schedule::on_restart() {
  // The lists of a part that have been read are forgotten with the rest.
  if (job_ && !job_->comparing_) {
    job_.reset();
  }
  for (plan& each : plans_) {
    each.not_before_.reset();
    each.denied_ = false;
  }
}

void list_schedule::leave_out(live_part part) {
  plan& left_out = plan_of(part);
  left_out.wanted_ = false;
  left_out.seed_ = false;
  left_out.compare_at_.reset();
  if (job_ && job_->part_ == part) {
    job_.reset();
    spoiled_ = running_.has_value();
  }
}

void list_schedule::take_in(live_part part) {
  plan& taken = plan_of(part);
  taken.wanted_ = true;
  taken.seed_ = true;
  taken.not_before_.reset();
}

// A part that the server refuses does not count.
void list_schedule::note_whether_seeded(live_time now) {
  if (std::ranges::none_of(plans_, [](const plan& each) { return each.seed_ && !each.not_before_; })) {
    seeded_at_ = now;
  }
}

}  // namespace ami::live
