#include "connection/core.hpp"
#include "session/call_progress.hpp"
#include "session/correlator.hpp"

#include <ami/call.hpp>
#include <ami/events/channel.hpp>
#include <ami/events/dial.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <tuple>

namespace asio = boost::asio;

namespace ami {

namespace detail {

namespace {

using steady_clock = std::chrono::steady_clock;
using call_stream = event_stream<events::newchannel, events::newstate, events::dial_begin, events::dial_state,
                                 events::dial_end, events::originate_response, events::hangup>;
using cleanup_stream = event_stream<events::newchannel, events::hangup, events::originate_response>;

// How long an unwanted call is waited for that may still appear.
constexpr std::chrono::seconds cleanup_limit{30};
constexpr std::chrono::milliseconds server_ring_time{30000};

const std::string* header_of(const action& value, std::string_view key) {
  const auto found =
      std::ranges::find_if(value.headers(), [&](const auto& one) { return wire::equal_ignoring_case(one.key(), key); });
  return found != value.headers().end() && !found->value().empty() ? &found->value() : nullptr;
}

bool is_local(std::string_view channel) {
  constexpr std::string_view prefix = "Local/";
  return channel.size() > prefix.size() && wire::equal_ignoring_case(channel.substr(0, prefix.size()), prefix);
}

std::chrono::milliseconds ring_time(const action& value) {
  const std::string* const text = header_of(value, "Timeout");
  const auto parsed = text != nullptr ? parse_milliseconds(*text) : std::nullopt;
  return parsed && parsed->count() > 0 ? *parsed : server_ring_time;
}

// Chosen by this side, so that the first event of the channel can be known for ours.
session::call_identity make_identity(actions::originate& what) {
  const std::string unique = session::make_id_prefix();
  std::string action_id = what.action_id() != nullptr ? *what.action_id() : unique + "-call";
  const std::string* const given = header_of(what, "ChannelId");
  std::string id = given != nullptr ? *given : "ami-" + unique;
  const std::string* const given_other = header_of(what, "OtherChannelId");
  const std::string* const target = header_of(what, "Channel");
  std::string other;
  if (given_other != nullptr) {
    other = *given_other;
  } else if (target != nullptr && is_local(*target)) {
    other = id + ";2";
  }
  what.async().channel_id(id).action_id(action_id);
  if (!other.empty()) {
    what.other_channel_id(other);
  }
  return {std::move(action_id), std::move(id), std::move(other)};
}

template <class Stream>
Stream subscribe_to(manager& pbx, const session::call_identity& ids);
template <>
call_stream subscribe_to<call_stream>(manager& pbx, const session::call_identity& ids) {
  return pbx.subscribe<events::newchannel, events::newstate, events::dial_begin, events::dial_state, events::dial_end,
                       events::originate_response, events::hangup>(
      subscribe_options{}.where([ids](const event& value) { return ids.concerns(value); }));
}
template <>
cleanup_stream subscribe_to<cleanup_stream>(manager& pbx, const session::call_identity& ids) {
  return pbx.subscribe<events::newchannel, events::hangup, events::originate_response>(
      subscribe_options{}.where([ids](const event& value) { return ids.concerns(value); }));
}

using send_result = std::tuple<error_code, reply>;

error_code error_of(const send_result& result) {
  return std::get<0>(result);
}

// The server has no such channel: not yet, or no more.
bool says_no_channel(error_code error) {
  return error == errc::action_rejected;
}

[[noreturn]] void throw_failure(const call_update& update, std::string_view name) {
  if (!update.error()) {
    // The call was destroyed while it was waited for.
    throw ami::error{asio::error::operation_aborted, std::string{name}, response{}, outcome::unknown};
  }
  const error_code error = update.error();
  outcome how = outcome::accepted;
  for (const outcome one : {outcome::never_sent, outcome::unknown, outcome::rejected}) {
    if (error == one) {
      how = one;
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
  throw ami::error{error, text, update.response(), how};
}

[[noreturn]] void throw_sent(const send_result& result, std::string_view name) {
  const reply& given = std::get<1>(result);
  std::string text{name};
  const std::string_view more = given.detail().empty() ? given.message() : given.detail();
  if (!more.empty() && !more.starts_with(name)) {
    text += ": ";
    text += more;
  } else if (!more.empty()) {
    text = more;
  }
  throw ami::error{error_of(result), text, given.response(), given.outcome()};
}

// Closes a stream at a time, so that who waits on it goes on.
template <class Owner>
class time_limit {
public:
  time_limit(const asio::any_io_executor& executor, std::optional<steady_clock::time_point> when,
             std::shared_ptr<Owner> owner)
      : timer_{executor} {
    if (when) {
      timer_.expires_at(*when);
      timer_.async_wait([owner = std::move(owner)](error_code error) {
        if (!error) {
          owner->time_is_up();
        }
      });
    }
  }

private:
  asio::steady_timer timer_;
};

// What hangs an unwanted call up needs of it.
class cleanup {
public:
  cleanup(manager pbx, session::call_identity ids)
      : pbx_{std::move(pbx)}, ids_{std::move(ids)}, stream_{subscribe_to<cleanup_stream>(pbx_, ids_)} {}

  void time_is_up() { stream_.close(); }

  // The channel was there: when the server does not know it, it is gone.
  void existed(bool value) noexcept { existed_ = value; }

  // Is there a use in sending a Hangup again?
  bool may_come(const send_result& sent) const {
    const error_code error = error_of(sent);
    if (error == outcome::rejected) {
      return says_no_channel(error) && !existed_;
    }
    return error && pbx_.state() != connection_state::disconnected;
  }
  enum class sight : std::uint8_t { nothing, channel, end };
  sight look_at(const std::optional<cleanup_stream::value_type>& value) const {
    if (!value) {
      return sight::end;
    }
    if (value->is<connection_restored>() || value->is<events::newchannel>()) {
      return sight::channel;
    }
    if (const auto result = value->get_if<events::originate_response>()) {
      return result->response() == "Success" ? sight::channel : sight::end;
    }
    return value->is<events::hangup>() ? sight::end : sight::nothing;
  }

  manager pbx_;
  session::call_identity ids_;
  cleanup_stream stream_;

private:
  bool existed_ = false;
};

// The action may be ahead of the channel: an Originate is queued in the server. So until the channel was hung up, or is
// known to be gone, every sign of it is answered with another Hangup.
asio::awaitable<void> hang_up_when_it_appears(std::shared_ptr<cleanup> unwanted) {
  const auto executor = co_await asio::this_coro::executor;
  time_limit<cleanup> limit{executor, steady_clock::now() + cleanup_limit, unwanted};
  for (;;) {
    const actions::hangup request{unwanted->ids_.channel_id()};
    const send_result sent = co_await unwanted->pbx_.send_action(request, asio::as_tuple(asio::use_awaitable));
    if (!unwanted->may_come(sent)) {
      co_return;
    }
    auto seen = cleanup::sight::nothing;
    while (seen == cleanup::sight::nothing) {
      const auto value = co_await unwanted->stream_.next();
      seen = unwanted->look_at(value);
    }
    if (seen == cleanup::sight::end) {
      co_return;
    }
  }
}

}  // namespace

class call_core {
public:
  call_core(manager pbx, actions::originate action, call_options how)
      : pbx_{std::move(pbx)}, action_{std::move(action)}, how_{how}, progress_{make_identity(action_)},
        target_{header_of(action_, "Channel") != nullptr ? *header_of(action_, "Channel") : std::string{}},
        stream_{subscribe_to<call_stream>(pbx_, progress_.identity())} {}

  // The next stage that can be told without waiting.
  std::optional<call_update> take() {
    for (;;) {
      if (auto update = progress_.take()) {
        last_ = *update;
        if (last_.stage() == call_stage::answered) {
          answer_ = last_;
        }
        return update;
      }
      if (progress_.finished() || !feed_buffered()) {
        return std::nullopt;
      }
    }
  }

  bool finished() const noexcept { return progress_.finished(); }

  void feed(const std::optional<call_stream::value_type>& value) {
    if (value) {
      progress_.on_event(*value);
    } else if (released_) {
      progress_.on_link_lost(errc::disconnected);
    } else if (late_) {
      progress_.on_timeout();
    } else {
      progress_.on_link_lost(stream_.end_reason());
    }
    if (!failing_since_ && progress_.waits_for() == session::call_progress::patience::details) {
      failing_since_ = steady_clock::now();
    }
  }

  // When to ask the server for the channel; nothing when there is no need.
  std::optional<steady_clock::time_point> sight_check_at() const {
    if (how_.sight_check() <= call_options::duration::zero() || !progress_.unseen()) {
      return std::nullopt;
    }
    // Later each time: on a busy server events come late.
    return checked_at_ + how_.sight_check() * (1 << progress_.sightings());
  }

  void channel_looked_for(const send_result& sent) {
    if (error_of(sent) == errc::permission_denied) {
      how_.sight_check(std::chrono::milliseconds{0});
    }
    // What came before the answer counts.
    while (progress_.unseen() && feed_buffered()) {
    }
    if (!error_of(sent) && std::get<1>(sent).item_count() != 0) {
      progress_.on_channel_exists();
    }
    checked_at_ = steady_clock::now();
  }

  // From the timer, which may run on another thread.
  void time_is_up() {
    late_ = true;
    stream_.close();
  }

  std::optional<steady_clock::time_point> deadline() const {
    switch (progress_.waits_for()) {
    case session::call_progress::patience::outcome: return sent_at_ + ring_time(action_) + how_.grace();
    case session::call_progress::patience::details:
      return failing_since_.value_or(steady_clock::now()) + how_.detail_wait();
    default: return std::nullopt;
    }
  }

  void hang_up_in_background() noexcept {
    progress_.on_hang_up_request();
    // When the stream has ended, the connection is gone for good, and perhaps its executor with it.
    if (hanging_up_ || stream_.end_reason()) {
      return;
    }
    try {
      auto unwanted = std::make_shared<cleanup>(pbx_, progress_.identity());
      // Now that it sees what comes, look at what came.
      while (!progress_.finished() && feed_buffered()) {
      }
      if (progress_.finished() && !progress_.may_ring()) {
        return;
      }
      unwanted->existed(!progress_.channel().empty());
      asio::co_spawn(pbx_.get_executor(), hang_up_when_it_appears(std::move(unwanted)), asio::detached);
      hanging_up_ = true;
    } catch (...) {  // no memory: then the call rings until its timeout
    }
  }

  void release() noexcept {
    try {
      while (!progress_.finished() && feed_buffered()) {
      }
    } catch (...) {  // what is known so far has to do
    }
    if (!detached_ && progress_.may_ring()) {
      if (given_ && !used_) {
        warn_of_drop();
      }
      hang_up_in_background();
    }
    released_ = true;
    stream_.close();
  }

  manager pbx_;
  actions::originate action_;
  call_options how_;
  session::call_progress progress_;
  std::string target_;
  call_stream stream_;
  call_update last_;
  std::optional<call_update> answer_;
  steady_clock::time_point sent_at_;
  steady_clock::time_point checked_at_;  // that the channel is seen, or the Originate accepted
  std::optional<steady_clock::time_point> failing_since_;
  std::atomic<bool> late_{false};
  bool released_ = false;
  bool detached_ = false;
  bool hanging_up_ = false;
  bool given_ = false;  // to who called originate()
  bool used_ = false;   // by who has it

private:
  // `co_await originate(...)` as a statement is a mistake of which GCC 12 does not warn.
  void warn_of_drop() noexcept {
    try {
      pbx_.core_->warn("the call " + progress_.identity().channel_id() + " to " + target_ +
                       " is hung up: what originate() gave was dropped before it was used; " +
                       "keep it, or detach() it");
    } catch (...) {  // no memory: it is hung up all the same
    }
  }

  bool feed_buffered() {
    auto value = stream_.try_next();
    if (!value) {
      return false;
    }
    feed(value);
    return true;
  }
};

namespace {

asio::awaitable<void> look_for_channel(std::shared_ptr<call_core> self) {
  const actions::status request = actions::status{}.channel(self->progress_.identity().channel_id());
  const send_result sent = co_await self->pbx_.send_action(request, asio::as_tuple(asio::use_awaitable));
  self->channel_looked_for(sent);
}

// The next event; `in_time` is false when there was none before `limit`.
asio::awaitable<std::optional<call_stream::value_type>> next_before(std::shared_ptr<call_core> self,
                                                                    steady_clock::time_point limit, bool& in_time) {
  asio::steady_timer timer{co_await asio::this_coro::executor, limit};
  auto first = asio::experimental::make_parallel_group(self->stream_.async_next(asio::deferred),
                                                       timer.async_wait(asio::deferred))
                   .async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
  auto [order, error, value, ignored] = co_await std::move(first);
  // An event that came together with the limit was taken from the stream.
  in_time = order[0] == 0 || value || !error;
  if (in_time && error) {
    throw ami::error{error, self->target_, response{}, outcome::never_sent};
  }
  co_return std::move(value);
}

asio::awaitable<std::optional<call_update>> next_update(std::shared_ptr<call_core> self) {
  if (!self) {
    co_return std::nullopt;
  }
  const auto executor = co_await asio::this_coro::executor;
  for (;;) {
    auto update = self->take();
    if (update || self->finished()) {
      co_return update;
    }
    std::optional<call_stream::value_type> value;
    bool fed = true;
    {
      const auto deadline = self->deadline();
      const time_limit<call_core> limit{executor, deadline, self};
      const auto check_at = self->sight_check_at();
      if (check_at && (!deadline || *check_at < *deadline)) {
        value = co_await next_before(self, *check_at, fed);
      } else {
        value = co_await self->stream_.next();
      }
    }
    if (self->released_) {
      co_return std::nullopt;
    }
    if (fed) {
      self->feed(value);
    } else {
      co_await look_for_channel(self);
      if (self->released_) {
        co_return std::nullopt;
      }
    }
  }
}

asio::awaitable<call_update> answer_or_throw(std::shared_ptr<call_core> self) {
  while (!self->answer_ && !self->last_.is_last()) {
    std::optional<call_update> update;
    try {
      update = co_await next_update(self);
    } catch (const boost::system::system_error& failure) {
      if (failure.code() == asio::error::operation_aborted) {
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

asio::awaitable<call_update> end_or_throw(std::shared_ptr<call_core> self) {
  while (!self->last_.is_last()) {
    const auto update = co_await next_update(self);
    if (!update) {
      break;
    }
  }
  if (self->last_.stage() != call_stage::hung_up && self->last_.stage() != call_stage::failed) {
    throw_failure(self->last_, self->target_);
  }
  co_return self->last_;
}

asio::awaitable<void> hang_up_or_throw(std::shared_ptr<call_core> self, hangup_cause cause) {
  if (self->finished()) {
    co_return;
  }
  self->progress_.on_hang_up_request();
  actions::hangup request{self->progress_.identity().channel_id()};
  request.cause(cause);
  const send_result sent = co_await self->pbx_.send_action(request, asio::as_tuple(asio::use_awaitable));
  if (!error_of(sent)) {
    co_return;
  }
  if (!says_no_channel(error_of(sent))) {
    if (error_of(sent) == outcome::rejected || error_of(sent) == outcome::never_sent) {
      self->progress_.on_hang_up_refused();
    }
    throw_sent(sent, "Hangup");
  }
  if (self->progress_.stage() < call_stage::created) {
    self->hang_up_in_background();
  }
}

asio::awaitable<call> send_originate(std::shared_ptr<call_core> self) {
  // From here on the destructor hangs up, whatever ends this coroutine.
  call made{self};
  if (self->progress_.identity().channel_id().starts_with('/')) {
    throw ami::error{errc::invalid_header, "Originate: ChannelId begins with a slash", response{}, outcome::never_sent};
  }
  require_event_class(self->pbx_, "call", "Originate");
  send_options limit;
  if (const auto given = self->how_.reply_timeout()) {
    limit.timeout(*given);
  }
  self->sent_at_ = steady_clock::now();
  self->progress_.on_send();
  const send_result sent = co_await self->pbx_.send_action(self->action_, limit, asio::as_tuple(asio::use_awaitable));
  self->progress_.on_reply(error_of(sent), std::get<1>(sent));
  self->checked_at_ = steady_clock::now();
  if (error_of(sent)) {
    throw_sent(sent, "Originate");
  }
  self->given_ = true;
  co_return made;
}

// What is asked of a call that somebody has.
std::shared_ptr<call_core> used(const std::shared_ptr<call_core>& core) noexcept {
  if (core) {
    core->used_ = true;
  }
  return core;
}

}  // namespace

}  // namespace detail

namespace {

const std::string no_text;
const call_update no_update;

}  // namespace

call::call() noexcept = default;
call::call(std::shared_ptr<detail::call_core> core) noexcept : core_{std::move(core)} {}
call::call(call&& other) noexcept = default;

call& call::operator=(call&& other) noexcept {
  if (this != &other) {
    release();
    core_ = std::move(other.core_);
  }
  return *this;
}

call::~call() {
  release();
}

void call::release() noexcept {
  if (core_) {
    core_->release();
    core_.reset();
  }
}

std::string_view call::uniqueid() const& noexcept {
  return core_ ? core_->progress_.identity().channel_id() : no_text;
}

std::string_view call::other_uniqueid() const& noexcept {
  return core_ ? core_->progress_.identity().other_channel_id() : no_text;
}

std::string_view call::action_id() const& noexcept {
  return core_ ? core_->progress_.identity().action_id() : no_text;
}

std::string call::channel() const {
  return core_ ? core_->progress_.channel() : no_text;
}

std::string call::linkedid() const {
  return core_ ? core_->progress_.linkedid() : no_text;
}

call_stage call::stage() const noexcept {
  return last().stage();
}

const call_update& call::last() const& noexcept {
  return core_ ? core_->last_ : no_update;
}

asio::awaitable<std::optional<call_update>> call::next_stage() {
  return detail::next_update(detail::used(core_));
}

asio::awaitable<call_update> call::wait_answered() {
  return detail::answer_or_throw(detail::used(core_));
}

asio::awaitable<call_update> call::wait_hangup() {
  return detail::end_or_throw(detail::used(core_));
}

asio::awaitable<void> call::hang_up(hangup_cause cause) {
  return detail::hang_up_or_throw(detail::used(core_), cause);
}

void call::detach() noexcept {
  if (core_) {
    core_->detached_ = true;
  }
}

asio::awaitable<call> originate(const manager& pbx, actions::originate action, call_options how) {
  return detail::send_originate(std::make_shared<detail::call_core>(pbx, std::move(action), how));
}

}  // namespace ami
