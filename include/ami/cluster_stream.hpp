// What cluster::subscribe() returns: the events of many servers, each with its server's name, for one consumer.
//
//     auto calls = pbxs.subscribe<ami::events::newchannel, ami::events::hangup>();
//     while (auto event = co_await calls.next()) {
//       event->match([&](const ami::events::newchannel& made)  { log("{}: {}", event->server(), made.channel()); },
//                    [&](const ami::connection_lost& gap)      { forget_all_of(event->server()); });
//     }
#pragma once

#include <ami/basic_stream.hpp>
#include <ami/config.hpp>
#include <ami/detail/handler.hpp>
#include <ami/detail/stream_operations.hpp>
#include <ami/event.hpp>
#include <ami/event_stream.hpp>

#include <boost/system/error_code.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace ami {

class cluster;

/// An event with the name of the server that it came from: everything that `Event` is, and server(). The gaps are of
/// one server, too. Copying shares the bytes and the name.
/// @par Thread safety As `ami::event`.
/// @tparam Event `ami::event` or `ami::event_of<Types...>`.
template <class Event>
class server_event : public Event {
public:
  // Not for users: a cluster_stream yields them.
  server_event(Event value, std::shared_ptr<const std::string> server) noexcept
      : Event{std::move(value)}, server_{std::move(server)} {}

  /// The name that the server has in the cluster; also when it has been removed since.
  const std::string& server() const& noexcept { return *server_; }
  const std::string& server() const&& = delete;

private:
  std::shared_ptr<const std::string> server_;
};

namespace detail {

class merged_stream;

// The compiled half of a stream.
AMI_DECL take_result take(merged_stream& source, event& item, std::shared_ptr<const std::string>& server);
AMI_DECL void async_wait(std::shared_ptr<merged_stream> source, wait_handler handler);
AMI_DECL void close_source(merged_stream& source) noexcept;
AMI_DECL boost::system::error_code end_reason_of(const merged_stream& source);
AMI_DECL std::uint64_t lost_by(const merged_stream& source);
AMI_DECL std::size_t buffered_by(const merged_stream& source);
AMI_DECL std::uint64_t coalesced_by(const merged_stream& source);

template <class Event>
take_result take_value(merged_stream& source, std::optional<server_event<Event>>& value) {
  event item;
  std::shared_ptr<const std::string> server;
  const auto taken = take(source, item, server);
  value.reset();
  if (taken == take_result::item) {
    value.emplace(Event{std::move(item)}, std::move(server));
  }
  return taken;
}

}  // namespace detail

/// The events of all servers of a cluster, for one consumer.
///
/// Yields a server_event: the event and the gaps that event_stream yields, with the server's name. The events of one
/// server come in their order; there is no order between servers. A server that floods starves nobody: each that has
/// something to read yields at most 16 events before the next one does. Waiting is for all servers at once, and
/// what is buffered is taken without a wait.
///
/// Servers that are added later join, and those that are removed leave after what is buffered of them. A connection
/// that ends does not end the stream, whether the server is supervised or is connected again by hand: a
/// `connection_lost` stands at its place. It ends, after all that is buffered, by cluster::disconnect(), and when the
/// last handle of the cluster goes away.
///
/// What it can do beside this is in `basic_stream`. Its end_reason() is `errc::disconnected` after
/// cluster::disconnect() and close(), `errc::stream_overflowed` when one server's events did not fit and
/// `overflow::close` was asked for.
/// @tparam Types the types of events; none for all.
/// @par Thread safety One consumer: no two calls at once. The consumer may run on any executor.
template <typed_event... Types>
class [[nodiscard("the subscription ends when its stream is dropped")]] cluster_stream
    : public basic_stream<server_event<detail::stream_event<Types...>>, detail::merged_stream> {
public:
  /// How many events of all servers were lost to this stream so far.
  [[nodiscard]] std::uint64_t lost() const {
    return lost_by(*this->source_);
  }
  /// How many events of all servers can be taken without waiting, gaps included.
  /// @par Thread safety Of the consumer only, as try_next().
  [[nodiscard]] std::size_t buffered() const {
    return this->source_ ? buffered_by(*this->source_) : 0;
  }
  /// How many events a newer one of the same key and server replaced so far.
  [[nodiscard]] std::uint64_t coalesced() const {
    return coalesced_by(*this->source_);
  }

private:
  friend class cluster;
  using basic_stream<server_event<detail::stream_event<Types...>>, detail::merged_stream>::basic_stream;
};

}  // namespace ami
