// How a call is made and followed.
//
//     auto how = ami::call_options{}.on_link_loss(ami::link_loss_policy::hang_up_unanswered).link_wait(2min);
//     auto call = co_await ami::originate(pbx, action, how);
#pragma once

#include <ami/time_span.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

namespace ami {

/// What becomes of a call when the connection is lost. The last two are for supervised managers: they wait for the next
/// connection, and ask the server then what became of the channel.
enum class link_loss_policy : std::uint8_t {
  /// The call is `lost` at once.
  lose,
  /// It is followed on. While there is no connection it gets no stage; then the next one, or its end.
  follow,
  /// As `follow`, but a call that has not been answered when the connection is back is hung up then: it fails with
  /// `errc::call_cancelled`. An answered one goes on.
  hang_up_unanswered,
};

/// How originate() and follow() behave. A value with fluent setters.
class call_options {
public:
  /// What times are kept in.
  using duration = std::chrono::milliseconds;

  call_options() noexcept {}

  /// The server tells how the call went at the latest when the Originate's own timeout has passed (its `Timeout`; the
  /// server's default is 30 s). After so much longer the call is `lost` with `errc::call_timed_out`. Default: 10 s.
  call_options& grace(time_span value) & {
    grace_ = value;
    return *this;
  }
  call_options&& grace(time_span value) && { return std::move(grace(value)); }
  /// The reason of a failure comes in several events. After the first one the others are waited for at most so long.
  /// Default: 500 ms.
  call_options& detail_wait(time_span value) & {
    detail_wait_ = value;
    return *this;
  }
  call_options&& detail_wait(time_span value) && { return std::move(detail_wait(value)); }
  /// At most this long until the server accepts the Originate. Default: `options::action_timeout`.
  call_options& reply_timeout(time_span value) & {
    reply_timeout_ = value;
    return *this;
  }
  call_options&& reply_timeout(time_span value) && { return std::move(reply_timeout(value)); }

  /// When no event of the call has come so long after the server accepted it, the server is asked whether the channel
  /// exists (Status), and again after twice and four times that. A channel that is there each time, and of which no
  /// event comes, belongs to a call that this user does not see: it is `lost` then with `errc::call_timed_out` and a
  /// detail that says so. Default: 1 s, so that it takes 7 s; zero never asks.
  ///
  /// After a connection was lost, these are also the pauses after which a server that does not know the channel of an
  /// Originate yet is asked again; with zero those of the default.
  call_options& sight_check(time_span value) & {
    sight_check_ = value;
    return *this;
  }
  call_options&& sight_check(time_span value) && { return std::move(sight_check(value)); }

  /// What becomes of the call when the connection is lost. Default: `link_loss_policy::lose`.
  ///
  /// With the other two the server is asked for the channel (Status) when the connection is back, for which the user
  /// needs the right to write class system, call or reporting. A channel that rings or was answered goes on from there.
  /// One that is gone has ended: the call is `hung_up`, with a cause() only if its Hangup was seen, when it had been
  /// answered before, else `failed` with `errc::call_ended_unseen`. The Originate is never sent a second time.
  call_options& on_link_loss(link_loss_policy value) & {
    on_link_loss_ = value;
    return *this;
  }
  call_options&& on_link_loss(link_loss_policy value) && { return std::move(on_link_loss(value)); }
  /// How long a call waits for the connection, and for an answer of the server, before it is `lost` with
  /// `errc::call_lost`. Default: 1 min.
  call_options& link_wait(time_span value) & {
    link_wait_ = value;
    return *this;
  }
  call_options&& link_wait(time_span value) && { return std::move(link_wait(value)); }

  // What was set, or the default.
  duration grace() const noexcept { return grace_; }
  duration detail_wait() const noexcept { return detail_wait_; }
  std::optional<duration> reply_timeout() const noexcept { return reply_timeout_; }
  duration sight_check() const noexcept { return sight_check_; }
  link_loss_policy on_link_loss() const noexcept { return on_link_loss_; }
  duration link_wait() const noexcept { return link_wait_; }

private:
  duration grace_{10000};
  duration detail_wait_{500};
  duration sight_check_{1000};
  duration link_wait_{60000};
  std::optional<duration> reply_timeout_;
  link_loss_policy on_link_loss_ = link_loss_policy::lose;
};

}  // namespace ami
