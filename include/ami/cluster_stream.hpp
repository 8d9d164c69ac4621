// What cluster::subscribe() returns: the events of many servers, each with its server's name, for one consumer.
#pragma once

#include <ami/config.hpp>
#include <ami/detail/handler.hpp>
#include <ami/detail/stream_operations.hpp>
#include <ami/detail/token.hpp>
#include <ami/event.hpp>

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace ami {

class cluster;

/// An event with the name of the server that it came from: everything that `Event` is, and server().
/// @tparam Event `ami::event` or `ami::event_of<Types...>`.
template <class Event>
class server_event : public Event {
public:
  server_event(Event value, std::shared_ptr<const std::string> server) noexcept
      : Event{std::move(value)}, server_{std::move(server)} {}

  /// The name that the server has in the cluster.
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

/// The part of a cluster's stream that does not depend on the types. Move-only.
class AMI_DECL cluster_stream_base {
public:
  cluster_stream_base(cluster_stream_base&& other) noexcept = default;
  cluster_stream_base& operator=(cluster_stream_base&& other) noexcept;
  cluster_stream_base(const cluster_stream_base&) = delete;
  cluster_stream_base& operator=(const cluster_stream_base&) = delete;
  ~cluster_stream_base();

  /// Ends the stream and gives up what is buffered: a waiting operation completes with nothing. Idempotent.
  void close() noexcept;
  /// Why the stream ended; no error while it goes on. `errc::disconnected` after cluster::disconnect() and close(),
  /// `errc::stream_overflowed` when one server's events did not fit and `overflow::close` was asked for.
  boost::system::error_code end_reason() const;
  /// How many events of all servers were lost to this stream so far.
  std::uint64_t lost() const;
  /// How many events a newer one of the same key and server replaced so far.
  std::uint64_t coalesced() const;

protected:
  explicit cluster_stream_base(std::shared_ptr<detail::merged_stream> source) noexcept;

  std::shared_ptr<detail::merged_stream> source_;
};

/// The events of all servers of a cluster, for one consumer.
///
/// Yields a server_event: the event and the gaps that event_stream yields, with the server's name. The events of one
/// server come in their order; there is no order between servers. A server that floods starves nobody: each that has
/// something to read gives at most 16 events, then it is the next one's turn. Waiting is for all servers at once, and
/// what is buffered is taken without a wait.
///
/// Servers that are added later join, and those that are removed leave after what is buffered of them. A connection
/// that ends does not end the stream, whether the server is supervised or is connected anew by hand: a
/// `connection_lost` stands at its place. It ends, after all that is buffered, by cluster::disconnect(), and when the
/// last handle of the cluster goes away.
/// @par Thread safety One consumer: no two calls at once. The consumer may run on any executor.
template <typed_event... Types>
class [[nodiscard("the subscription ends when its stream is dropped")]] cluster_stream : public cluster_stream_base {
public:
  /// What it yields.
  using value_type = server_event<typename std::conditional_t<sizeof...(Types) == 0, std::type_identity<event>,
                                                              std::type_identity<event_of<Types...>>>::type>;

  /// The next event of any server, or nothing when the stream has ended. Returns at once, without going through the
  /// scheduler, when an event is buffered and the coroutine cannot be cancelled.
  ///
  ///     while (auto event = co_await stream.next()) { ... event->server() ... }
  ///
  /// @par Errors Throws `errc::already_waiting` when another operation waits on this stream.
  /// @par Cancellation All types: throws `operation_aborted`. No event is lost: what came in the meantime is there for
  /// the next call, so next() may stand in `||`.
  /// @par Lifetimes None: when the stream is destroyed meanwhile, the call gives nothing.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<std::optional<value_type>> next() {
    return detail::wait_and_take<value_type>(source_);
  }

  /// The next event if one is buffered.
  [[nodiscard("the event is lost with it")]] std::optional<value_type> try_next() {
    std::optional<value_type> value;
    take_value(*source_, value);
    return value;
  }

  /// Waits for an event and gives all that are buffered then, at most `max`; empty when the stream has ended.
  /// Errors and cancellation as next().
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<std::vector<value_type>> next_batch(
      std::size_t max = 256) {
    return detail::wait_and_take_batch<value_type>(source_, max);
  }

  /// All buffered events, at most `max`; waits for none.
  [[nodiscard("the events are lost with it")]] std::vector<value_type> try_next_batch(std::size_t max = 256) {
    std::vector<value_type> batch;
    detail::take_batch(*source_, batch, max);
    return batch;
  }

  /// The next event for any completion token; never completes inline.
  /// @par Handler signature `void(error_code, std::optional<value_type>)`; nothing without an error when the stream has
  /// ended.
  /// @par Executor The handler's associated one, default the cluster's.
  /// @par Errors, cancellation, lifetimes As next(). The event is taken immediately before the handler is called.
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_next(Token && token) {
    constexpr bool fits = detail::is_token_for<Token, void(boost::system::error_code, std::optional<value_type>)>;
    static_assert(fits, "the handler of async_next() takes (ami::error_code, std::optional<value_type>), where "
                        "value_type is what the stream yields");
    if constexpr (fits) {
      return boost::asio::async_initiate<Token, void(boost::system::error_code, std::optional<value_type>)>(
          detail::initiate_next<value_type>{}, token, source_);
    }
  }

private:
  friend class cluster;
  using cluster_stream_base::cluster_stream_base;
};

}  // namespace ami
