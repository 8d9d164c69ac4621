// A stream's queue without a connection, and numbered events to put into it.
#pragma once

#include "streams/subscription.hpp"
#include "support/frames.hpp"

#include <ami/event.hpp>
#include <ami/event_stream.hpp>

#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace test {

inline ami::event numbered(std::uint64_t number) {
  return event_of_text("Event: UserEvent\r\nN: " + std::to_string(number) + "\r\n");
}

inline std::uint64_t number_of(const ami::event& event) {
  return std::stoull(std::string{event["N"]});
}

/// Without types it is for all events.
inline std::shared_ptr<ami::detail::subscription> make_queue(boost::asio::io_context& io,
                                                             const ami::subscribe_options& how = {},
                                                             const std::vector<ami::detail::event_filter>& types = {}) {
  auto context = std::make_shared<ami::detail::context_executor>(io.get_executor());
  return std::make_shared<ami::detail::subscription>(std::move(context), types, how);
}

inline void push(ami::detail::subscription& queue, std::uint64_t number) {
  queue.stage(numbered(number));
  queue.flush();
}

/// Runs what is ready, and says how many handlers that were.
inline std::size_t poll(boost::asio::io_context& io) {
  io.restart();
  return io.poll();
}

/// What take() gives, as text: the event's number, or "lagged N"; nothing when there is none.
inline std::optional<std::string> take_text(ami::detail::subscription& queue) {
  ami::event item;
  if (queue.take(item) != ami::detail::take_result::item) {
    return std::nullopt;
  }
  const auto gap = item.get_if<ami::lagged>();
  return gap ? "lagged " + std::to_string(gap->count()) : std::string{item["N"]};
}

}  // namespace test
