// What subscribe() returns: the events, one after the other, for one consumer.
#pragma once

#include <ami/config.hpp>
#include <ami/detail/handler.hpp>
#include <ami/detail/stream_operations.hpp>
#include <ami/detail/token.hpp>
#include <ami/event.hpp>

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/system/error_code.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace ami {

class manager;

namespace detail {

// What a stream reads from: the compiled half of it, and in front of that the events that its consumer took over
// together, which cost neither a call nor a lock.
class event_source {
public:
  event_source(const event_source&) = delete;
  event_source& operator=(const event_source&) = delete;

  // One to be moved from; null when none is left, or all are given up.
  event* next_taken() noexcept {
    return next_taken_ != end_of_taken_ && !discarded_.load(std::memory_order_acquire) ? next_taken_++ : nullptr;
  }

protected:
  event_source() = default;
  ~event_source() = default;

  // Of the consumer.
  event* next_taken_ = nullptr;         // NOLINT(cppcoreguidelines-non-private-member-variables-in-classes)
  event* end_of_taken_ = nullptr;       // NOLINT(cppcoreguidelines-non-private-member-variables-in-classes)
  std::atomic<bool> discarded_{false};  // NOLINT(cppcoreguidelines-non-private-member-variables-in-classes)
};

AMI_DECL take_result take(event_source& source, event& item);
AMI_DECL void async_wait(std::shared_ptr<event_source> source, wait_handler handler);

template <class Value>
take_result take_value(event_source& source, std::optional<Value>& value) {
  if (event* const next = source.next_taken()) [[likely]] {
    value.emplace(std::move(*next));
    return take_result::item;
  }
  event item;
  const auto taken = take(source, item);
  value.reset();
  if (taken == take_result::item) {
    value.emplace(std::move(item));
  }
  return taken;
}

}  // namespace detail

/// What becomes of an event when its stream's queue is full.
enum class overflow : std::uint8_t {
  drop_oldest,  ///< The oldest event in the queue makes room.
  drop_newest,  ///< The new event is dropped.
  close,        ///< The stream ends with `errc::stream_overflowed`, after what is in the queue.
};

/// How a subscription behaves. A value with fluent setters.
///
/// The reader of a connection never waits for a consumer: what one leaves behind waits in its stream's queue, whose
/// size is bounded here. For every stream `events received + events lost() + events coalesced()` is what the server
/// sent to it; each loss is reported at its place by a `lagged` event with the number of events lost there.
class subscribe_options {
public:
  subscribe_options() noexcept {}

  /// How many events wait at most for a slow consumer, beyond those that it took over already. Default: 1024; at
  /// least 1. Up to 256 come at once, when they came to the socket at once, before a consumer on the manager's executor
  /// has its turn, and twice as many where several threads run that executor or the consumer is on another one: with
  /// less room than that even one that keeps up may lose some.
  subscribe_options& capacity(std::size_t value) & {
    capacity_ = value != 0 ? value : 1;
    return *this;
  }
  subscribe_options&& capacity(std::size_t value) && { return std::move(capacity(value)); }

  /// How many bytes of events wait at most, beyond those that it took over already; a single larger event still fits.
  /// Default: 16 MiB.
  subscribe_options& max_bytes(std::size_t value) & {
    max_bytes_ = value;
    return *this;
  }
  subscribe_options&& max_bytes(std::size_t value) && { return std::move(max_bytes(value)); }

  /// What becomes of events that do not fit. Default: `overflow::drop_oldest`.
  subscribe_options& when_full(overflow value) & {
    when_full_ = value;
    return *this;
  }
  subscribe_options&& when_full(overflow value) && { return std::move(when_full(value)); }

  /// Keeps only the newest event of each key in the queue: it takes the place of the older one, which
  /// stream_base::coalesced() counts. For states, of which only the last is of interest.
  ///
  ///     how.coalesce([](const ami::event& e) { return std::string{e["Device"]}; })
  ///
  /// @param key gives the key; with an empty one an event stands for itself. Runs on the connection's strand, as the
  ///   predicate of where() does. When it throws, the event stands for itself.
  subscribe_options& coalesce(std::function<std::string(const event&)> key) & {
    coalesce_key_ = std::move(key);
    return *this;
  }
  subscribe_options&& coalesce(std::function<std::string(const event&)> key) && {
    return std::move(coalesce(std::move(key)));
  }

  /// Only events for which `predicate` gives true. It runs on the connection's strand: it must be quick, must not
  /// block, and must be safe to call from that thread. When it throws, the event passes. Gaps always pass.
  subscribe_options& where(std::function<bool(const event&)> predicate) & {
    predicate_ = std::move(predicate);
    return *this;
  }
  subscribe_options&& where(std::function<bool(const event&)> predicate) && {
    return std::move(where(std::move(predicate)));
  }

  /// What the stream is called in statistics::subscribers. Default: nothing.
  subscribe_options& name(std::string value) & {
    name_ = std::move(value);
    return *this;
  }
  subscribe_options&& name(std::string value) && { return std::move(name(std::move(value))); }

  std::size_t capacity() const noexcept { return capacity_; }
  std::size_t max_bytes() const noexcept { return max_bytes_; }
  overflow when_full() const noexcept { return when_full_; }
  const std::function<std::string(const event&)>& coalesce_key() const& noexcept { return coalesce_key_; }
  const std::function<std::string(const event&)>& coalesce_key() const&& = delete;
  const std::function<bool(const event&)>& predicate() const& noexcept { return predicate_; }
  const std::function<bool(const event&)>& predicate() const&& = delete;
  const std::string& name() const& noexcept { return name_; }
  const std::string& name() const&& = delete;

private:
  std::size_t capacity_ = 1024;
  std::size_t max_bytes_ = std::size_t{16} << 20;
  std::function<std::string(const event&)> coalesce_key_;
  std::function<bool(const event&)> predicate_;
  std::string name_;
  overflow when_full_ = overflow::drop_oldest;
};

/// The part of a stream that does not depend on the types. Move-only.
class AMI_DECL stream_base {
public:
  stream_base(stream_base&& other) noexcept = default;
  stream_base& operator=(stream_base&& other) noexcept;
  stream_base(const stream_base&) = delete;
  stream_base& operator=(const stream_base&) = delete;
  ~stream_base();

  /// Ends the stream and gives up what is buffered: a waiting operation completes with nothing. Idempotent.
  void close() noexcept;
  /// Why the stream ended; no error while it goes on. `errc::disconnected` after disconnect() and close().
  boost::system::error_code end_reason() const;
  /// How many events were lost to this stream so far.
  std::uint64_t lost() const;
  /// How many events a newer one of the same key replaced so far: see subscribe_options::coalesce().
  std::uint64_t coalesced() const;

protected:
  explicit stream_base(std::shared_ptr<detail::event_source> source) noexcept;

  std::shared_ptr<detail::event_source> source_;
};

/// The events of a subscription, in order, for one consumer.
///
/// Without types it yields `ami::event`; with types it yields `ami::event_of<Types...>`, which is one of these or a gap
/// (`lagged`, `connection_lost`). It ends, after all that is buffered, when the connection ends, and when the last
/// handle of the manager goes away. Gaps come in order with the events.
/// @par Thread safety One consumer: no two calls at once. The consumer may run on any executor.
template <typed_event... Types>
class [[nodiscard("the subscription ends when its stream is dropped")]] event_stream : public stream_base {
public:
  /// What it yields.
  using value_type = typename std::conditional_t<sizeof...(Types) == 0, std::type_identity<event>,
                                                 std::type_identity<event_of<Types...>>>::type;

  /// The next event, or nothing when the stream has ended. Returns at once, without going through the scheduler, when
  /// an event is buffered and the coroutine cannot be cancelled.
  ///
  ///     while (auto event = co_await stream.next()) { ... }
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
  /// @par Executor The handler's associated one, default the manager's.
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
  friend class manager;
  using stream_base::stream_base;
};

}  // namespace ami
