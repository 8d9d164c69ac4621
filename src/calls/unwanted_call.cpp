#include "calls/unwanted_call.hpp"

#include "calls/send_result.hpp"

#include <ami/actions/channel.hpp>
#include <ami/error.hpp>
#include <ami/events/channel.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

namespace asio = boost::asio;

namespace ami::detail {

namespace {

using cleanup_stream = event_stream<events::newchannel, events::hangup, events::originate_response>;

// How long an unwanted call is waited for that may still appear.
constexpr std::chrono::seconds cleanup_limit{30};

cleanup_stream subscribe_to_end(const manager& pbx, const session::call_identity& ids) {
  return pbx.subscribe<events::newchannel, events::hangup, events::originate_response>(
      subscribe_options{}.where([ids](const event& value) { return ids.concerns(value); }));
}

}  // namespace

class unwanted_call {
public:
  unwanted_call(manager pbx, session::call_identity ids, std::chrono::milliseconds limit)
      : pbx_{std::move(pbx)}, ids_{std::move(ids)}, stream_{subscribe_to_end(pbx_, ids_)}, limit_{limit} {}

  // The first events of a new connection may be ahead of its readiness for actions.
  send_options hangup_limits() const { return send_options{limit_}.wait_for_connection(limit_); }
  // Is there a use in sending a Hangup again?
  bool may_come(const send_result& sent, bool existed) const {
    const error_code error = error_of(sent);
    if (error == outcome::rejected) {
      return session::says_no_channel(error) && !existed;
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
  std::chrono::milliseconds limit_;
};

std::shared_ptr<unwanted_call> watch_unwanted_call(const manager& pbx, const session::call_identity& ids,
                                                   std::chrono::milliseconds link_wait) {
  return std::make_shared<unwanted_call>(pbx, ids, cleanup_limit + link_wait);
}

asio::awaitable<void> hang_up_when_it_appears(std::shared_ptr<unwanted_call> unwanted, bool existed) {
  asio::steady_timer limit{co_await asio::this_coro::executor, unwanted->limit_};
  limit.async_wait([unwanted](error_code error) {
    if (!error) {
      unwanted->stream_.close();
    }
  });
  for (;;) {
    const actions::hangup request{unwanted->ids_.channel_id()};
    const send_options limits = unwanted->hangup_limits();
    const send_result sent =
        co_await unwanted->pbx_.async_send_action(request, limits, asio::as_tuple(asio::use_awaitable));
    if (!unwanted->may_come(sent, existed)) {
      co_return;
    }
    auto seen = unwanted_call::sight::nothing;
    while (seen == unwanted_call::sight::nothing) {
      const auto value = co_await unwanted->stream_.next();
      seen = unwanted->look_at(value);
    }
    if (seen == unwanted_call::sight::end) {
      co_return;
    }
  }
}

}  // namespace ami::detail
