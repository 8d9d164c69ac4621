#include "session/call_progress.hpp"

#include <ami/events.hpp>

namespace ami::session {

namespace {

error_code of_reason(std::optional<originate_reason> reason) noexcept {
  if (reason) {
    switch (*reason) {
    case originate_reason::busy: return errc::call_busy;
    case originate_reason::ring: return errc::call_not_answered;
    case originate_reason::congestion: return errc::call_congested;
    default: break;
    }
  }
  return {};
}

error_code of_dial_status(std::optional<dial_status> status) noexcept {
  if (status) {
    switch (*status) {
    case dial_status::busy: return errc::call_busy;
    case dial_status::congestion: return errc::call_congested;
    case dial_status::chan_unavail: return errc::call_unreachable;
    default: break;
    }
  }
  return {};
}

error_code of_cause(std::optional<hangup_cause> cause) noexcept {
  if (cause) {
    switch (*cause) {
    case hangup_cause::user_busy: return errc::call_busy;
    case hangup_cause::no_user_response:
    case hangup_cause::no_answer: return errc::call_not_answered;
    case hangup_cause::call_rejected: return errc::call_refused;
    case hangup_cause::normal_circuit_congestion:
    case hangup_cause::network_out_of_order:
    case hangup_cause::normal_temporary_failure:
    case hangup_cause::switch_congestion:
    case hangup_cause::requested_channel_unavailable: return errc::call_congested;
    case hangup_cause::unallocated:
    case hangup_cause::no_route_transit_net:
    case hangup_cause::no_route_destination:
    case hangup_cause::subscriber_absent:
    case hangup_cause::number_changed:
    case hangup_cause::destination_out_of_order:
    case hangup_cause::invalid_number_format: return errc::call_unreachable;
    default: break;
    }
  }
  return {};
}

}  // namespace

bool call_identity::is_own_response(const event& value) const noexcept {
  const auto result = value.get_if<events::originate_response>();
  return result && result->action_id() == action_id_ &&
         (result->uniqueid() == channel_id_ || is_no_value(result->uniqueid()));
}

bool call_identity::concerns(const event& value) const noexcept {
  switch (value.type()) {
  case event_type::newchannel:
  case event_type::newstate:
  case event_type::hangup: return value.frame().first_line("Uniqueid") == channel_id_;
  case event_type::dial_begin:
  case event_type::dial_state:
  case event_type::dial_end: return value.frame().first_line("DestUniqueid") == channel_id_;
  case event_type::originate_response: return is_own_response(value);
  default: return value.is_gap();
  }
}

call_progress::call_progress(call_identity ids) : ids_{std::move(ids)} {}

call_update call_progress::make(call_stage stage) const {
  call_update update;
  update.stage_ = stage;
  update.reason_ = reason_;
  update.dial_status_ = dial_status_;
  update.cause_ = cause_;
  update.cause_text_ = cause_text_;
  return update;
}

std::optional<call_update> call_progress::take() {
  if (updates_.empty()) {
    return std::nullopt;
  }
  std::optional<call_update> update{std::move(updates_.front())};
  updates_.pop_front();
  return update;
}

// Stages up to `answered`: once each, in order, and with the one that cannot be left out; `created` comes by learn().
void call_progress::reach(call_stage stage) {
  if (stage <= stage_) {
    return;
  }
  if (stage > call_stage::queued && stage_ < call_stage::queued) {
    reach(call_stage::queued);
  }
  stage_ = stage;
  updates_.push_back(make(stage));
}

void call_progress::on_reply(error_code error, const reply& result) {
  if (finished()) {
    return;
  }
  if (!error) {
    reach(call_stage::queued);
    return;
  }
  const outcome reached = result.outcome();
  const bool unknown = reached != outcome::never_sent && reached != outcome::rejected;
  refused_ = !unknown;
  call_update update = make(unknown ? call_stage::lost : call_stage::failed);
  update.error_ = error;
  update.detail_ = result.detail();
  update.response_ = result.response();
  if (update.detail_.empty()) {
    update.detail_ = update.response_.message();
  }
  stage_ = update.stage_;
  updates_.push_back(std::move(update));
}

void call_progress::learn(std::string_view channel, std::string_view linkedid) {
  if (!channel.empty()) {
    channel_ = channel;
  }
  if (!is_no_value(linkedid)) {
    linkedid_ = linkedid;
  }
  reach(call_stage::created);
}

void call_progress::on_event(const event& value) {
  if (const auto lost = value.get_if<connection_lost>()) {
    on_link_lost(lost->reason());
    return;
  }
  if (finished() || value.is_gap() || !ids_.concerns(value)) {
    return;
  }
  switch (value.type()) {
  case event_type::newchannel: learn(value.frame().first_line("Channel"), value.frame().first_line("Linkedid")); break;
  case event_type::newstate:
    learn(value.frame().first_line("Channel"), value.frame().first_line("Linkedid"));
    if (const auto state = value.get_if<events::newstate>()->channel_state(); state == channel_state::ringing) {
      reach(call_stage::ringing);
    } else if (state == channel_state::up) {
      answered();
    }
    break;
  case event_type::dial_begin:
  case event_type::dial_state:
  case event_type::dial_end: on_dial(value, value.frame().first_line("DialStatus")); break;
  case event_type::originate_response: on_originate_response(value); break;
  case event_type::hangup: on_hangup(value); break;
  default: break;
  }
}

void call_progress::on_dial(const event& value, std::string_view status) {
  learn(value.frame().first_line("DestChannel"), value.frame().first_line("DestLinkedid"));
  const auto parsed = parse_dial_status(status);
  if (!parsed) {
    return;
  }
  if (value.type() == event_type::dial_state) {
    if (*parsed == dial_status::ringing) {
      reach(call_stage::ringing);
    }
    return;
  }
  dial_status_ = parsed;
  if (*parsed == dial_status::answer) {
    answered();
  }
}

void call_progress::on_originate_response(const event& value) {
  const auto result = value.get_if<events::originate_response>();
  reason_ = result->reason();
  if (result->response() == "Success") {
    learn(result->channel(), {});
    // Any other reason: it was connected to media that came before the answer.
    if (reason_ == originate_reason::answer) {
      answered();
    }
    return;
  }
  if (stage_ < call_stage::answered) {
    reach(call_stage::queued);
    responded_ = true;
    fail_when_known();
  }
}

void call_progress::on_hangup(const event& value) {
  const auto hangup = value.get_if<events::hangup>();
  learn(hangup->channel(), hangup->linkedid());
  cause_ = hangup->cause();
  cause_text_ = hangup->cause_txt();
  gone_ = true;
  if (stage_ >= call_stage::answered) {
    stage_ = call_stage::hung_up;
    updates_.push_back(make(call_stage::hung_up));
  } else {
    fail_when_known();
  }
}

void call_progress::answered() {
  reach(call_stage::answered);
  if (gone_) {
    stage_ = call_stage::hung_up;
    updates_.push_back(make(call_stage::hung_up));
  }
}

void call_progress::fail_when_known() {
  if (responded_ && gone_) {
    fail();
  }
}

error_code call_progress::failure() const noexcept {
  if (hang_ups_ > 0) {
    return errc::call_cancelled;
  }
  if (const auto code = of_reason(reason_)) {
    return code;
  }
  if (const auto code = of_dial_status(dial_status_)) {
    return code;
  }
  if (const auto code = of_cause(cause_)) {
    return code;
  }
  // Last: the server says so of a call that was refused, too.
  return dial_status_ == dial_status::no_answer ? errc::call_not_answered : errc::call_failed;
}

void call_progress::fail() {
  call_update update = make(call_stage::failed);
  update.error_ = failure();
  stage_ = call_stage::failed;
  updates_.push_back(std::move(update));
}

call_progress::patience call_progress::waits_for() const noexcept {
  if (stage_ >= call_stage::answered) {
    return patience::forever;
  }
  return responded_ || gone_ ? patience::details : patience::outcome;
}

void call_progress::on_timeout() {
  switch (waits_for()) {
  case patience::forever: break;
  case patience::details: fail(); break;
  case patience::outcome:
    lose_sight(unseen() ? "no event of it came: may this user read class call?" : std::string{});
    break;
  }
}

void call_progress::lose_sight(std::string detail) {
  blind_ = true;
  stage_ = call_stage::lost;
  call_update update = make(call_stage::lost);
  update.error_ = errc::call_timed_out;
  update.detail_ = std::move(detail);
  updates_.push_back(std::move(update));
}

void call_progress::on_channel_exists() {
  constexpr int enough = 3;  // the event may have been on its way before
  if (unseen() && ++sightings_ == enough) {
    lose_sight("its channel exists, and no event of it comes: this user may not read class call, or a mask or a filter "
               "leaves its events out");
  }
}

void call_progress::on_link_lost(error_code reason) {
  if (finished()) {
    return;
  }
  if (waits_for() == patience::details) {
    // It failed for sure.
    fail();
    return;
  }
  // What was answered is not ringing.
  blind_ = stage_ >= call_stage::answered;
  stage_ = call_stage::lost;
  updates_.push_back(make(call_stage::lost));
  updates_.back().error_ = errc::call_lost;
  updates_.back().link_error_ = reason;
}

bool call_progress::may_ring() const noexcept {
  if (!sent_ || refused_ || gone_ || responded_ || blind_) {
    return false;
  }
  return stage_ < call_stage::answered || stage_ == call_stage::lost;
}

}  // namespace ami::session
