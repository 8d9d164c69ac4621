#include "calls/call_state.hpp"

#include "calls/unwanted_call.hpp"
#include "connection/connection.hpp"
#include "session/correlator.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace asio = boost::asio;

namespace ami::detail {

namespace {

constexpr std::chrono::milliseconds server_ring_time{30000};

const std::string* header_of(const action& value, std::string_view key) {
  const auto found = std::ranges::find_if(
      value.headers(), [&](const auto& header) { return wire::equal_ignoring_case(header.key(), key); });
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
session::call_identity make_identity(actions::originate& request) {
  const std::string unique = session::make_id_prefix();
  std::string action_id = request.action_id() != nullptr ? *request.action_id() : unique + "-call";
  const std::string* const given = header_of(request, "ChannelId");
  std::string id = given != nullptr ? *given : "ami-" + unique;
  const std::string* const given_other = header_of(request, "OtherChannelId");
  const std::string* const target = header_of(request, "Channel");
  std::string other;
  if (given_other != nullptr) {
    other = *given_other;
  } else if (target != nullptr && is_local(*target)) {
    other = id + ";2";
  }
  request.async().channel_id(id).action_id(action_id);
  if (!other.empty()) {
    request.other_channel_id(other);
  }
  return {std::move(action_id), std::move(id), std::move(other)};
}

call_stream subscribe_to_stages(const manager& pbx, const session::call_identity& ids) {
  return pbx.subscribe<events::newchannel, events::newstate, events::dial_begin, events::dial_state, events::dial_end,
                       events::originate_response, events::hangup>(
      subscribe_options{}.where([ids](const event& value) { return ids.concerns(value); }));
}

}  // namespace

call_state::call_state(manager pbx, actions::originate action, call_options limits)
    : pbx_{std::move(pbx)}, action_{std::move(action)}, limits_{limits}, progress_{make_identity(action_)},
      target_{header_of(action_, "Channel") != nullptr ? *header_of(action_, "Channel") : std::string{}},
      stream_{subscribe_to_stages(pbx_, progress_.identity())} {}

bool call_state::look() {
  // Asked first: what is buffered then came before the end.
  const error_code end = stream_.end_reason();
  while (!over() && !progress_.has_update()) {
    if (feed_buffered()) {
      continue;
    }
    if (!end) {
      return false;
    }
    progress_.on_link_lost(end);
  }
  return true;
}

std::optional<call_update> call_state::take() {
  used_ = true;
  if (!look() || released_) {
    return std::nullopt;
  }
  auto update = progress_.take();
  if (update) {
    last_ = *update;
    if (last_.stage() == call_stage::answered) {
      answer_ = last_;
    }
  }
  return update;
}

error_code call_state::end_reason() const noexcept {
  return released_ ? error_code{errc::disconnected} : last_.is_last() ? last_.error() : error_code{};
}

std::optional<steady_clock::time_point> call_state::look_again_at() {
  const auto limit = deadline();
  const auto check = sight_check_at();
  return check && (!limit || *check < *limit) ? check : limit;
}

std::optional<steady_clock::time_point> call_state::sight_check_at() const {
  if (limits_.sight_check() <= call_options::duration::zero() || !progress_.unseen()) {
    return std::nullopt;
  }
  // Later each time: on a busy server events come late.
  return checked_at_ + limits_.sight_check() * (1 << progress_.sightings());
}

void call_state::channel_looked_for(const send_result& sent) {
  if (error_of(sent) == errc::permission_denied) {
    limits_.sight_check(std::chrono::milliseconds{0});
  }
  // What came before the answer counts.
  while (progress_.unseen() && feed_buffered()) {
  }
  if (!error_of(sent) && std::get<1>(sent).item_count() != 0) {
    progress_.on_channel_exists();
  }
  checked_at_ = steady_clock::now();
}

void call_state::on_time(steady_clock::time_point now) {
  const auto limit = deadline();
  if (limit && *limit <= now) {
    progress_.on_timeout();
  }
}

bool call_state::sight_check_is_due(steady_clock::time_point now) const {
  const auto check = sight_check_at();
  return check && *check <= now;
}

void call_state::hang_up_in_background() noexcept {
  progress_.on_hang_up_request();
  // When the stream has ended, the connection is gone for good, and perhaps its executor with it.
  if (hanging_up_ || stream_.end_reason()) {
    return;
  }
  try {
    auto unwanted = watch_unwanted_call(pbx_, progress_.identity());
    // Now that it sees what comes, look at what came.
    while (!progress_.finished() && feed_buffered()) {
    }
    if (progress_.finished() && !progress_.may_ring()) {
      return;
    }
    const bool existed = !progress_.channel().empty();
    asio::co_spawn(pbx_.get_executor(), hang_up_when_it_appears(std::move(unwanted), existed), asio::detached);
    hanging_up_ = true;
  } catch (...) {  // no memory: then the call rings until its timeout
  }
}

void call_state::release() noexcept {
  if (released_) {
    return;
  }
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

std::optional<steady_clock::time_point> call_state::deadline() {
  switch (progress_.waits_for()) {
  case session::call_progress::patience::outcome: return sent_at_ + ring_time(action_) + limits_.grace();
  case session::call_progress::patience::details:
    if (!failing_since_) {
      failing_since_ = steady_clock::now();
    }
    return *failing_since_ + limits_.detail_wait();
  default: return std::nullopt;
  }
}

void call_state::warn_of_drop() noexcept {
  try {
    pbx_.connection_->log().write(
        spdlog::level::warn,
        "the call {} to {} is hung up: the result of originate() was dropped before it was used; "
        "keep it, or detach() it",
        progress_.identity().channel_id(), target_);
  } catch (...) {  // no memory: it is hung up all the same
  }
}

bool call_state::feed_buffered() {
  auto value = stream_.try_next();
  if (!value) {
    return false;
  }
  progress_.on_event(*value);
  return true;
}

// ---- The source of a stream

take_result take_value(call_state& source, std::optional<call_update>& value) {
  value = source.take();
  return value ? take_result::item : source.over() ? take_result::ended : take_result::empty;
}

void close_source(call_state& source) noexcept {
  source.release();
}

asio::any_io_executor executor_of(const call_state& source) {
  return source.pbx_.get_executor();
}

error_code end_reason_of(const call_state& source) {
  return source.end_reason();
}

}  // namespace ami::detail
