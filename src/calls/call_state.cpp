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

call_state::call_state(manager pbx, session::call_identity ids, std::string target, std::chrono::milliseconds ring_time,
                       const call_options& limits)
    : pbx_{std::move(pbx)}, limits_{limits}, progress_{std::move(ids), limits_,
                                                       pbx_.connection_->settings().servers().size() == 1},
      target_{std::move(target)}, stream_{subscribe_to_stages(pbx_, progress_.identity())}, ring_time_{ring_time},
      waits_since_{steady_clock::now()} {}

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
    progress_.on_link_ended(end);
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
  const auto ask = ask_at();
  return ask && (!limit || *ask < *limit) ? ask : limit;
}

std::optional<steady_clock::time_point> call_state::ask_at() const {
  const auto pause = progress_.asks_after();
  return pause ? std::optional{checked_at_ + *pause} : std::nullopt;
}

actions::status call_state::status_request() const {
  return actions::status{}.channel(progress_.identity().channel_id());
}

send_options call_state::send_limits() const {
  if (!survives_loss()) {
    return {};
  }
  const auto usual = pbx_.connection_->settings().action_timeout();
  const bool has_limit = usual > call_options::duration::zero();
  return send_options{has_limit ? std::max(usual, limits_.link_wait()) : usual}.wait_for_connection(
      limits_.link_wait());
}

void call_state::channel_looked_for(const send_result& sent) {
  // What came before the answer counts.
  while (progress_.unseen() && feed_buffered()) {
  }
  progress_.on_status(error_of(sent), std::get<1>(sent));
  checked_at_ = steady_clock::now();
  if (progress_.wants_hang_up() && !released_) {
    hang_up_in_background();
  }
}

void call_state::on_time(steady_clock::time_point now) {
  const auto limit = deadline();
  if (limit && *limit <= now) {
    progress_.on_timeout();
  }
}

bool call_state::is_to_be_asked_for(steady_clock::time_point now) const {
  const auto ask = ask_at();
  return ask && *ask <= now;
}

void call_state::hang_up_in_background() noexcept {
  progress_.on_hang_up_request();
  // When the stream has ended, the connection is gone for good, and perhaps its executor with it.
  if (hanging_up_ || stream_.end_reason()) {
    return;
  }
  try {
    auto unwanted = watch_unwanted_call(pbx_, progress_.identity(),
                                        survives_loss() ? limits_.link_wait() : std::chrono::milliseconds{0});
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
  if (const auto now_for = progress_.waits_for(); now_for != waits_for_) {
    waits_for_ = now_for;
    waits_since_ = steady_clock::now();
  }
  switch (waits_for_) {
  case patience::outcome: return waits_since_ + ring_time_ + limits_.grace();
  case patience::details: return waits_since_ + limits_.detail_wait();
  case patience::link: return waits_since_ + limits_.link_wait();
  case patience::forever: break;
  }
  return std::nullopt;
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

std::shared_ptr<call_state> make_new_call(const manager& pbx, actions::originate& action, const call_options& limits) {
  auto ids = make_identity(action);
  const std::string* const target = header_of(action, "Channel");
  return std::make_shared<call_state>(pbx, std::move(ids), target != nullptr ? *target : std::string{},
                                      ring_time(action), limits);
}

std::shared_ptr<call_state> make_followed_call(const manager& pbx, std::string uniqueid, const call_options& limits) {
  auto made = std::make_shared<call_state>(pbx, session::call_identity{{}, std::move(uniqueid), {}}, std::string{},
                                           std::chrono::milliseconds{0}, limits);
  made->detached_ = true;
  return made;
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
