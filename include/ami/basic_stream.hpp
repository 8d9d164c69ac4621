// The functions that all streams have: items, one after the other, for one consumer.
//
//     while (auto item = co_await stream.next()) { use(*item); }             // one after the other
//     for (auto& item : stream.try_next_batch()) { use(item); }              // what is there, without waiting
//     stream.async_next([](ami::error_code error, auto item) { ... });       // any completion token
//     if (stream.end_reason() == ami::errc::stream_overflowed) { ... }       // why it ended
#pragma once

#include <ami/detail/stream_operations.hpp>
#include <ami/detail/token.hpp>
#include <ami/error.hpp>

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace ami {

namespace detail {
class stream_access;
}

/// Items, in order, for one consumer. Move-only.
///
/// The base of `event_stream`, `list_stream`, `cluster_stream`, `async_agi::listener` and `call`, which document their
/// items, when they end, and what closing them means. A stream that was moved from has ended.
/// @tparam Value an item.
/// @tparam Source the source of the items; not for users.
/// @par Thread safety One consumer: no two calls at once. The consumer may run on any executor.
template <class Value, class Source>
class basic_stream {
public:
  /// The type of the items.
  using value_type = Value;

  /// Leaves `other` as a stream that has ended.
  basic_stream(basic_stream&& other) noexcept = default;
  /// Closes the stream that is assigned to.
  basic_stream& operator=(basic_stream&& other) noexcept {
    if (this != &other) {
      close();
      source_ = std::move(other.source_);
    }
    return *this;
  }
  basic_stream(const basic_stream&) = delete;
  basic_stream& operator=(const basic_stream&) = delete;

  /// The next item, or nothing when the stream has ended. Returns at once, without going through the scheduler, when
  /// an item is buffered and the coroutine cannot be cancelled.
  ///
  ///     while (auto item = co_await stream.next()) { ... }
  ///
  /// @par Errors Throws `errc::already_waiting` when another operation waits on this stream; a list that failed throws
  ///   what list_stream says.
  /// @par Cancellation All types: throws `operation_aborted`. No item is lost: one that arrives at the same time stays
  ///   for the next call, so next() can be used with `||`.
  /// @par Lifetimes None: when the stream is closed or destroyed while the call waits, the call returns nothing.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<std::optional<Value>> next() {
    using take = detail::take_one<Value>;
    return source_ ? detail::wait_and_take(source_, take{}) : detail::take_nothing<take>();
  }

  /// The next item for any completion token; never completes inline.
  /// @param token the completion token.
  /// @par Handler signature `void(error_code, std::optional<value_type>)`; nothing without an error when the stream has
  ///   ended.
  /// @par Executor The handler's associated one, default that of the manager or cluster that the stream comes from.
  /// @par Errors, cancellation, lifetimes As next(). The item is taken immediately before the handler is called.
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_next(Token&& token) {
    constexpr bool fits = detail::is_token_for<Token, void(boost::system::error_code, std::optional<Value>)>;
    static_assert(fits, "the handler of async_next() takes (ami::error_code, std::optional<value_type>), where "
                        "value_type is what the stream yields");
    if constexpr (fits) {
      return boost::asio::async_initiate<Token, void(boost::system::error_code, std::optional<Value>)>(
          detail::initiate_take<detail::take_one<Value>>{}, token, source_, detail::take_one<Value>{});
    }
  }

  /// The next item if one is buffered. Nothing does not mean that the stream has ended.
  [[nodiscard("the item is lost with it")]] std::optional<Value> try_next() {
    std::optional<Value> value;
    if (source_) {
      take_value(*source_, value);
    }
    return value;
  }

  /// Waits for an item and returns all that are buffered then; empty when the stream has ended.
  /// @param max the largest number of items to return; 0 counts as 1.
  /// @par Errors, cancellation, lifetimes As next().
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<std::vector<Value>> next_batch(
      std::size_t max = 256) {
    using take = detail::take_batch<Value>;
    return source_ ? detail::wait_and_take(source_, take{max}) : detail::take_nothing<take>();
  }

  /// As next_batch(), for any completion token; never completes inline.
  /// @param max the largest number of items to return; 0 counts as 1.
  /// @param token the completion token.
  /// @par Handler signature `void(error_code, std::vector<value_type>)`; empty without an error when the stream has
  ///   ended.
  /// @par Executor, errors, cancellation, lifetimes As async_next().
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_next_batch(std::size_t max, Token&& token) {
    constexpr bool fits = detail::is_token_for<Token, void(boost::system::error_code, std::vector<Value>)>;
    static_assert(fits, "the handler of async_next_batch() takes (ami::error_code, std::vector<value_type>), where "
                        "value_type is what the stream yields");
    if constexpr (fits) {
      return boost::asio::async_initiate<Token, void(boost::system::error_code, std::vector<Value>)>(
          detail::initiate_take<detail::take_batch<Value>>{}, token, source_, detail::take_batch<Value>{max});
    }
  }

  /// All buffered items, without waiting. Empty does not mean that the stream has ended.
  /// @param max the largest number of items to return; 0 counts as 1.
  [[nodiscard("the items are lost with it")]] std::vector<Value> try_next_batch(std::size_t max = 256) {
    std::vector<Value> batch;
    if (source_) {
      detail::take_batch<Value>{max}(*source_, batch);
    }
    return batch;
  }

  /// Ends the stream and drops what is buffered: a waiting operation completes with nothing. The destructor does so
  /// too. Idempotent.
  void close() noexcept {
    if (source_) {
      close_source(*source_);
    }
  }

  /// Why the stream ended; no error while it goes on. `errc::disconnected` after close().
  [[nodiscard]] boost::system::error_code end_reason() const {
    return source_ ? end_reason_of(*source_) : boost::system::error_code{errc::disconnected};
  }

protected:
  explicit basic_stream(std::shared_ptr<Source> source) noexcept : source_{std::move(source)} {}
  ~basic_stream() { close(); }

  std::shared_ptr<Source> source_;  // NOLINT(cppcoreguidelines-non-private-member-variables-in-classes)

private:
  friend class detail::stream_access;
};

}  // namespace ami
