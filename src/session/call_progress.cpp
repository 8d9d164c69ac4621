#include "session/call_progress.hpp"

#include <ami/events.hpp>

#include <algorithm>

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

constexpr call_progress::duration default_pause{1000};
constexpr int enough = 3;  // as often the server is asked again

call_progress::duration grown(call_progress::duration pause, int times) {
  constexpr int most = 5;
  return pause * (1 << std::min(times, most));
}

// No other answer is to be expected.
bool refuses_for_good(error_code error) {
  return error == errc::permission_denied || error == errc::unknown_action || error == errc::module_not_loaded;
}

}  // namespace

bool call_identity::is_own_response(const event& value) const noexcept {
  if (!made_here()) {
    return false;
  }
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

call_progress::call_progress(call_identity ids, const call_options& options, bool one_server)
    : ids_{std::move(ids)}, options_{options}, one_server_{one_server}, looking_{!ids_.made_here()}, ask_now_{
                                                                                                         looking_} {}

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
  if (stage > call_stage::queued && stage_ < call_stage::queued && ids_.made_here()) {
    reach(call_stage::queued);
  }
  came_about_ = true;
  stage_ = stage;
  updates_.push_back(make(stage));
}

void call_progress::on_reply(error_code error, const reply& result) {
  if (finished()) {
    return;
  }
  if (!error) {
    known_at_ = result.response().frame().arrived();
    reach(call_stage::queued);
    return;
  }
  const outcome reached = result.outcome();
  const bool unknown = reached != outcome::never_sent && reached != outcome::rejected;
  refused_ = !unknown;
  const bool given_up = error.category() != error_category();  // by who waits for it
  if (unknown && !given_up && options_.on_link_loss() != link_loss_policy::lose) {
    doubt_ = error;
    look();
    return;
  }
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
  if (finished() || !ids_.concerns(value)) {
    return;
  }
  // A server that does not know the channel yet may know it now.
  ask_now_ = ask_now_ || !value.is_gap();
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
  case event_type::connection_lost: on_link_lost(value); break;
  case event_type::connection_restored: on_link_restored(value); break;
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
  if (hangup->channel_state() == channel_state::up) {
    answered();  // while the link was away
  }
  cause_ = hangup->cause();
  cause_text_ = hangup->cause_txt();
  gone_ = true;
  looking_ = false;
  if (finished()) {
    return;  // it was known to be gone, and has just turned out to have been answered
  }
  if (stage_ >= call_stage::answered) {
    hung_up();
  } else {
    fail_when_known();
  }
}

void call_progress::answered() {
  reach(call_stage::answered);
  if (gone_) {
    hung_up();
  }
}

void call_progress::hung_up() {
  stage_ = call_stage::hung_up;
  updates_.push_back(make(call_stage::hung_up));
  if (!gone_) {
    updates_.back().detail_ = "it ended while the connection was lost";
  }
}

// The result of an Originate is expected only by who sent it.
void call_progress::fail_when_known() {
  if (gone_ && (responded_ || !ids_.made_here())) {
    fail();
  }
}

// The call is over for certain.
void call_progress::conclude() {
  looking_ = false;
  if (stage_ >= call_stage::answered) {
    hung_up();
  } else {
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
  if (dial_status_ == dial_status::no_answer) {
    return errc::call_not_answered;
  }
  return gone_ || responded_ ? errc::call_failed : errc::call_ended_unseen;
}

void call_progress::fail() {
  call_update update = make(call_stage::failed);
  update.error_ = failure();
  stage_ = call_stage::failed;
  updates_.push_back(std::move(update));
}

call_progress::patience call_progress::waits_for() const noexcept {
  if (finished()) {
    return patience::forever;
  }
  if (missing_ || (stage_ < call_stage::answered && (responded_ || gone_))) {
    return patience::details;
  }
  if (away_ || (looking_ && misses_ == 0)) {
    return patience::link;
  }
  // How long an Originate may ring is known only to who sent it.
  const bool has_limit = !looking_ && stage_ < call_stage::answered && ids_.made_here();
  return has_limit ? patience::outcome : patience::forever;
}

std::optional<call_progress::duration> call_progress::asks_after() const noexcept {
  if (finished() || away_) {
    return std::nullopt;
  }
  const duration pause = options_.sight_check();
  if (looking_) {
    const int asked = misses_ + failed_asks_;
    return ask_now_ ? duration::zero() : grown(pause > duration::zero() ? pause : default_pause, asked - 1);
  }
  // Later each time: on a busy server events come late.
  return may_ask_ && unseen() && pause > duration::zero() ? std::optional{grown(pause, sightings_)} : std::nullopt;
}

void call_progress::on_timeout() {
  switch (waits_for()) {
  case patience::forever: break;
  case patience::details: conclude(); break;
  case patience::outcome:
    lose_sight(unseen() ? "no event of it came: may this user read class call?" : std::string{});
    break;
  case patience::link: lose_track({}); break;
  }
}

void call_progress::lose(error_code error, std::string detail) {
  looking_ = false;
  stage_ = call_stage::lost;
  call_update update = make(call_stage::lost);
  update.error_ = error;
  update.detail_ = std::move(detail);
  updates_.push_back(std::move(update));
}

void call_progress::lose_sight(std::string detail) {
  blind_ = true;
  lose(errc::call_timed_out, std::move(detail));
}

// The link is away for too long, or what became of the call cannot be found out.
void call_progress::lose_track(std::string detail) {
  // What was answered is not ringing.
  blind_ = stage_ >= call_stage::answered;
  lose(doubt_ && !came_about_ ? doubt_ : error_code{errc::call_lost}, std::move(detail));
  updates_.back().link_error_ = link_error_;
}

void call_progress::on_status(error_code error, const reply& answer) {
  if (finished() || away_) {
    return;
  }
  const auto is_own = [this](const event& item) { return item.frame().first_line("Uniqueid") == ids_.channel_id(); };
  const auto item = std::ranges::find_if(answer.items(), is_own);
  const bool exists = !error && item != answer.items().end();
  if (!looking_) {
    may_ask_ = may_ask_ && error != errc::permission_denied;
    if (exists) {
      on_channel_exists();
    }
    return;
  }
  ask_now_ = false;
  if (exists) {
    known_at_ = item->arrived();
    found(*item);
  } else if (!error || says_no_channel(error)) {
    not_found();
  } else if (refuses_for_good(error)) {
    lose_track("the server does not say what became of it: " + error.message());
  } else {
    ++failed_asks_;
  }
}

void call_progress::on_channel_exists() {
  // The event may have been on its way before.
  if (unseen() && ++sightings_ == enough) {
    lose_sight("its channel exists, and no event of it comes: this user may not read class call, or a mask or a filter "
               "leaves its events out");
  }
}

void call_progress::found(const event& channel) {
  looking_ = false;
  learn(channel.frame().first_line("Channel"), channel.frame().first_line("Linkedid"));
  const auto state = channel.get_if<events::status>()->channel_state();
  if (state == channel_state::ringing) {
    reach(call_stage::ringing);
  } else if (state == channel_state::up) {
    answered();
  }
  unwanted_ = link_error_ && stage_ < call_stage::answered && hang_ups_ == 0 &&
              options_.on_link_loss() == link_loss_policy::hang_up_unanswered;
}

void call_progress::not_found() {
  if (stage_ >= call_stage::created || !ids_.made_here()) {
    // Its last events may be on their way.
    looking_ = false;
    missing_ = true;
  } else if (++misses_ > enough) {
    // The server makes the channel a moment after it has taken the Originate.
    untraced_ = true;
    conclude();
    updates_.back().detail_ = "the server knows no channel of it";
  }
}

void call_progress::look() {
  looking_ = true;
  ask_now_ = true;
  misses_ = 0;
  failed_asks_ = 0;
}

void call_progress::on_link_lost(const event& value) {
  // The Originate may have waited for the connection.
  if (value.arrived() < known_at_) {
    return;
  }
  link_error_ = value.get_if<connection_lost>()->reason();
  if (waits_for() == patience::details) {
    conclude();
  } else if (options_.on_link_loss() == link_loss_policy::lose) {
    lose_track({});
  } else {
    away_ = true;
    looking_ = false;
    unwanted_ = false;
  }
}

void call_progress::on_link_restored(const event& value) {
  if (!std::exchange(away_, false)) {
    return;
  }
  const auto restarted = value.get_if<connection_restored>()->restarted();
  if (!one_server_ && restarted != false) {
    lose_track("the connection may lead to another server now");
  } else if (restarted == true && came_about_) {
    conclude();
  } else {
    look();
  }
}

void call_progress::on_link_ended(error_code reason) {
  if (finished()) {
    return;
  }
  if (!away_) {
    link_error_ = reason;
  }
  if (waits_for() == patience::details) {
    conclude();
  } else {
    lose_track({});
  }
}

bool call_progress::may_ring() const noexcept {
  if (!sent_ || refused_ || gone_ || responded_ || missing_ || blind_ || !ids_.made_here()) {
    return false;
  }
  return stage_ < call_stage::answered || stage_ == call_stage::lost || untraced_;
}

}  // namespace ami::session
