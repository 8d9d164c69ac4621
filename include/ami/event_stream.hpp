// The stream of events that subscribe() returns, for one consumer.
//
//     auto states = pbx.subscribe<ami::events::device_state_change>(
//         ami::subscribe_options{}.capacity(4096).coalesce([](const ami::event& e) { return std::string{e["Device"]};
//         }));
//     while (auto event = co_await states.next()) { event->match(...); }
//     log("{} lost, {} replaced by newer ones", states.lost(), states.coalesced());
#pragma once

#include <ami/basic_stream.hpp>
#include <ami/config.hpp>
#include <ami/detail/handler.hpp>
#include <ami/detail/stream_operations.hpp>
#include <ami/event.hpp>

#include <boost/system/error_code.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace ami {

class manager;

namespace detail {

// The compiled part of a stream. In front of it are the events that the consumer has taken together, which cost neither
// a call nor a lock.
class event_source {
public:
  event_source(const event_source&) = delete;
  event_source& operator=(const event_source&) = delete;

  // The next event, to be moved from; null when none is left or the stream was closed.
  event* next_taken() noexcept {
    if (next_taken_ == end_of_taken_ || discarded_.load(std::memory_order_acquire)) {
      return nullptr;
    }
    if (end_of_taken_ - next_taken_ > read_ahead) {
      next_taken_[read_ahead].prefetch();
    }
    return next_taken_++;
  }

protected:
  // Another core may have written the events: the bytes of one come while those in front of it are consumed.
  static constexpr std::ptrdiff_t read_ahead = 2;

  event_source() = default;
  ~event_source() = default;

  // Belongs to the consumer:
  event* next_taken_ = nullptr;         // NOLINT(cppcoreguidelines-non-private-member-variables-in-classes)
  event* end_of_taken_ = nullptr;       // NOLINT(cppcoreguidelines-non-private-member-variables-in-classes)
  std::atomic<bool> discarded_{false};  // NOLINT(cppcoreguidelines-non-private-member-variables-in-classes)
};

AMI_DECL take_result take(event_source& source, event& item);
AMI_DECL void async_wait(std::shared_ptr<event_source> source, wait_handler handler);
AMI_DECL void close_source(event_source& source) noexcept;
AMI_DECL boost::system::error_code end_reason_of(const event_source& source);
AMI_DECL std::uint64_t lost_by(const event_source& source);
AMI_DECL std::size_t buffered_by(const event_source& source);
AMI_DECL std::uint64_t coalesced_by(const event_source& source);

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

// What a stream with these types yields.
template <typed_event... Types>
using stream_event = typename std::conditional_t<sizeof...(Types) == 0, std::type_identity<event>,
                                                 std::type_identity<event_of<Types...>>>::type;

}  // namespace detail

/// What happens to an event when the stream's queue is full.
enum class overflow : std::uint8_t {
  /// The oldest event in the queue is dropped: for consumers that want to know how things are now.
  drop_oldest,
  /// The new event is dropped: for consumers that want the beginning of what happened without a hole.
  drop_newest,
  /// The stream ends with `errc::stream_overflowed`, after the events in the queue: for consumers for which a loss is
  /// an error.
  close,
};

/// How a subscription behaves. A value with fluent setters.
///
/// Events that a consumer has not taken wait in its stream's queue, whose size is limited here. When a queue is more
/// than half full the connection gives its consumer 10 ms to take what is there, and more rarely each time that this
/// was in vain: one that runs on another thread and keeps up loses nothing, and one that does not costs the others
/// little. For every stream `events received + events lost() + events coalesced()` is what the server sent to it; each
/// loss is reported at its place by a `lagged` event with the number of events lost there.
/// @par Thread safety As any value; its functions are called by the connection's strand.
class subscribe_options {
public:
  /// With the defaults that the setters name.
  subscribe_options() noexcept {}

  /// How many events can wait for a slow consumer, besides those that it has taken from the queue already. Default:
  /// 1024; at least 1. Up to 256 events that arrive together are queued before a consumer on the manager's executor
  /// runs, and before one on another executor is waited for: with a queue below 512 even a consumer that keeps up may
  /// lose some.
  subscribe_options& capacity(std::size_t value) & {
    capacity_ = value != 0 ? value : 1;
    return *this;
  }
  subscribe_options&& capacity(std::size_t value) && { return std::move(capacity(value)); }

  /// How many bytes of events can wait, besides those taken already; a single larger event still fits. Default: 16 MiB.
  subscribe_options& max_bytes(std::size_t value) & {
    max_bytes_ = value;
    return *this;
  }
  subscribe_options&& max_bytes(std::size_t value) && { return std::move(max_bytes(value)); }

  /// What happens to events that do not fit. Default: `overflow::drop_oldest`.
  subscribe_options& when_full(overflow value) & {
    when_full_ = value;
    return *this;
  }
  subscribe_options&& when_full(overflow value) && { return std::move(when_full(value)); }

  /// Keeps only the newest event of each key in the queue: it replaces the older one, which event_stream::coalesced()
  /// counts. For states, of which only the last matters.
  ///
  ///     options.coalesce([](const ami::event& e) { return std::string{e["Device"]}; })
  ///
  /// @param key returns the key; an event with an empty key is never replaced. Runs on the connection's strand, as the
  ///   predicate of where() does. When it throws, the key counts as empty.
  subscribe_options& coalesce(std::function<std::string(const event&)> key) & {
    coalesce_key_ = std::move(key);
    return *this;
  }
  subscribe_options&& coalesce(std::function<std::string(const event&)> key) && {
    return std::move(coalesce(std::move(key)));
  }

  /// Only events for which `predicate` returns true. It runs on the connection's strand: it must be quick, must not
  /// block, and must be safe to call from that thread. When it throws, the event passes. Gaps always pass.
  subscribe_options& where(std::function<bool(const event&)> predicate) & {
    predicate_ = std::move(predicate);
    return *this;
  }
  subscribe_options&& where(std::function<bool(const event&)> predicate) && {
    return std::move(where(std::move(predicate)));
  }

  /// The stream's name in statistics::subscribers. Default: none.
  subscribe_options& name(std::string value) & {
    name_ = std::move(value);
    return *this;
  }
  subscribe_options&& name(std::string value) && { return std::move(name(std::move(value))); }

  // What was set, or the default.
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

/// The events of a subscription, in order, for one consumer.
///
/// Without types it yields `ami::event`; with types it yields `ami::event_of<Types...>`, which is one of these or a gap
/// (`lagged`, `connection_lost`). It ends, after all buffered events, when the connection ends or the last handle of
/// the manager is destroyed. Gaps come in order with the events.
///
/// See `basic_stream` for its other functions. Its end_reason() is how the connection ended, `errc::disconnected` after
/// disconnect() and close(), or `errc::stream_overflowed`. Destroying it ends the subscription; events that only it
/// wanted are then not looked at any more.
/// @tparam Types the types of events; none for all.
/// @par Thread safety One consumer: no two calls at once. The consumer may run on any executor.
template <typed_event... Types>
class [[nodiscard("the subscription ends when its stream is dropped")]] event_stream
    : public basic_stream<detail::stream_event<Types...>, detail::event_source> {
public:
  /// How many events this stream has lost so far: the sum of the counts of its `lagged` events, those to come included.
  [[nodiscard]] std::uint64_t lost() const {
    return lost_by(*this->source_);
  }
  /// How many events can be taken without waiting, gaps included.
  /// @par Thread safety Of the consumer only, as try_next().
  [[nodiscard]] std::size_t buffered() const {
    return this->source_ ? buffered_by(*this->source_) : 0;
  }
  /// How many events were replaced by a newer one of the same key so far: see subscribe_options::coalesce().
  [[nodiscard]] std::uint64_t coalesced() const {
    return coalesced_by(*this->source_);
  }

private:
  friend class manager;
  using basic_stream<detail::stream_event<Types...>, detail::event_source>::basic_stream;
};

}  // namespace ami
