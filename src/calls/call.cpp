#include "calls/call_state.hpp"

#include <ami/call.hpp>
#include <ami/detail/failure.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace asio = boost::asio;

namespace ami {

namespace detail {

namespace {

[[noreturn]] void throw_failure(const call_update& update, std::string_view name) {
  if (!update.error()) {
    // The call was destroyed while it was waited for.
    throw ami::error{asio::error::operation_aborted, std::string{name}, response{}, outcome::unknown};
  }
  const error_code error = update.error();
  outcome reached = outcome::accepted;
  for (const outcome other : {outcome::never_sent, outcome::unknown, outcome::rejected}) {
    if (error == other) {
      reached = other;
    }
  }
  std::string text{name};
  if (!update.detail().empty()) {
    text += ": " + update.detail();
  }
  if (update.link_error()) {
    text += ": " + update.link_error().message();
  }
  if (!update.cause_text().empty()) {
    text += ": " + update.cause_text();
  }
  throw ami::error{error, text, update.response(), reached};
}

[[noreturn]] void throw_sent(const send_result& result, std::string_view name) {
  const reply& given = std::get<1>(result);
  throw ami::error{error_of(result), failure_text(name, words_of(given)), given.response(), given.outcome()};
}

asio::awaitable<call_update> answer_or_throw(std::shared_ptr<call_state> self) {
  while (!self->answer_ && !self->last_.is_last()) {
    std::optional<call_update> update;
    try {
      update = co_await wait_and_take(self, take_one<call_update>{});
    } catch (const boost::system::system_error& failure) {
      if (failure.code() == asio::error::operation_aborted && self->progress_.identity().made_here()) {
        self->hang_up_in_background();
      }
      throw;
    }
    if (!update) {
      break;
    }
  }
  if (!self->answer_) {
    throw_failure(self->last_, self->target_);
  }
  co_return *self->answer_;
}

asio::awaitable<call_update> end_or_throw(std::shared_ptr<call_state> self) {
  while (!self->last_.is_last()) {
    const auto update = co_await wait_and_take(self, take_one<call_update>{});
    if (!update) {
      break;
    }
  }
  if (self->last_.stage() != call_stage::hung_up && self->last_.stage() != call_stage::failed) {
    throw_failure(self->last_, self->target_);
  }
  co_return self->last_;
}

asio::awaitable<void> hang_up_or_throw(std::shared_ptr<call_state> self, hangup_cause cause) {
  if (self->finished()) {
    co_return;
  }
  self->progress_.on_hang_up_request();
  actions::hangup request{self->progress_.identity().channel_id()};
  request.cause(cause);
  const send_options limits = self->send_limits();
  send_result sent = co_await self->pbx_.async_send_action(request, limits, asio::as_tuple(asio::use_awaitable));
  // The channel is named by its Uniqueid, so that a second Hangup meets no other call.
  while (self->survives_loss() && error_of(sent) == errc::reply_lost && !self->finished()) {
    sent = co_await self->pbx_.async_send_action(request, limits, asio::as_tuple(asio::use_awaitable));
  }
  if (!error_of(sent)) {
    co_return;
  }
  if (!session::says_no_channel(error_of(sent))) {
    if (error_of(sent) == outcome::rejected || error_of(sent) == outcome::never_sent) {
      self->progress_.on_hang_up_refused();
    }
    throw_sent(sent, "Hangup");
  }
  if (self->progress_.stage() < call_stage::created) {
    self->hang_up_in_background();
  }
}

asio::awaitable<call> send_originate(std::shared_ptr<call_state> self, actions::originate action) {
  // From here on the destructor hangs up, whatever ends this coroutine.
  call made{self};
  if (self->progress_.identity().channel_id().starts_with('/')) {
    throw ami::error{errc::invalid_header, "Originate: ChannelId begins with a slash", response{}, outcome::never_sent};
  }
  require_event_class(self->pbx_, "call", "Originate");
  send_options limit;
  if (const auto given = self->limits_.reply_timeout()) {
    limit.timeout(*given);
  }
  self->progress_.on_send();
  const send_result sent = co_await self->pbx_.async_send_action(action, limit, asio::as_tuple(asio::use_awaitable));
  self->progress_.on_reply(error_of(sent), std::get<1>(sent));
  self->checked_at_ = steady_clock::now();
  if (self->progress_.finished()) {
    throw_sent(sent, "Originate");
  }
  if (error_of(sent)) {
    // What became of it is found out with the first stage.
    co_await wait_for_items(self);
    self->used_ = false;
    if (!self->progress_.came_about()) {
      throw_failure(self->progress_.take().value_or(call_update{}), "Originate");
    }
  }
  self->given_ = true;
  co_return made;
}

asio::awaitable<call> ask_for_channel(std::shared_ptr<call_state> self) {
  call made{self};
  const std::string& uniqueid = self->progress_.identity().channel_id();
  // An empty one would be all channels, and the other, in a Hangup, a pattern of their names.
  if (uniqueid.empty() || uniqueid.starts_with('/')) {
    throw ami::error{errc::invalid_header, "follow: no Uniqueid", response{}, outcome::never_sent};
  }
  require_event_class(self->pbx_, "call", "follow");
  const actions::status request = self->status_request();
  const send_result sent = co_await self->pbx_.async_send_action(request, asio::as_tuple(asio::use_awaitable));
  if (error_of(sent)) {
    throw_sent(sent, "Status");
  }
  self->progress_.on_status({}, std::get<1>(sent));
  if (!self->progress_.has_update()) {
    throw ami::error{errc::action_rejected, "Status: no channel has this Uniqueid", std::get<1>(sent).response(),
                     outcome::rejected};
  }
  co_return made;
}

// What is asked of a call that somebody has.
std::shared_ptr<call_state> used(const std::shared_ptr<call_state>& state) noexcept {
  if (state) {
    state->used_ = true;
  }
  return state;
}

}  // namespace

}  // namespace detail

namespace {

const std::string no_text;
const call_update no_update;

}  // namespace

call::call() noexcept : basic_stream{nullptr} {}
call::call(std::shared_ptr<detail::call_state> state) noexcept : basic_stream{std::move(state)} {}

std::string_view call::uniqueid() const& noexcept {
  return source_ ? source_->progress_.identity().channel_id() : no_text;
}

std::string_view call::other_uniqueid() const& noexcept {
  return source_ ? source_->progress_.identity().other_channel_id() : no_text;
}

std::string_view call::action_id() const& noexcept {
  return source_ ? source_->progress_.identity().action_id() : no_text;
}

std::string call::channel() const {
  return source_ ? source_->progress_.channel() : no_text;
}

std::string call::linkedid() const {
  return source_ ? source_->progress_.linkedid() : no_text;
}

call_stage call::stage() const noexcept {
  return last().stage();
}

const call_update& call::last() const& noexcept {
  return source_ ? source_->last_ : no_update;
}

asio::awaitable<call_update> call::wait_answered() {
  return detail::answer_or_throw(detail::used(source_));
}

asio::awaitable<call_update> call::wait_hangup() {
  return detail::end_or_throw(detail::used(source_));
}

asio::awaitable<void> call::hang_up(hangup_cause cause) {
  return detail::hang_up_or_throw(detail::used(source_), cause);
}

void call::detach() noexcept {
  if (source_) {
    source_->detached_ = true;
  }
}

asio::awaitable<call> originate(const manager& pbx, actions::originate action, call_options options) {
  auto state = detail::make_new_call(pbx, action, options);
  return detail::send_originate(std::move(state), std::move(action));
}

asio::awaitable<call> follow(const manager& pbx, std::string uniqueid, call_options options) {
  return detail::ask_for_channel(detail::make_followed_call(pbx, std::move(uniqueid), options));
}

}  // namespace ami
