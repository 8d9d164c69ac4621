// What manager::list() returns: the items of a list, one after the other, while they arrive.
#pragma once

#include <ami/detail/list_source.hpp>
#include <ami/detail/token.hpp>
#include <ami/event.hpp>
#include <ami/list_reply.hpp>
#include <ami/reply.hpp>

#include <boost/asio/associator.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace ami {

class manager;

namespace detail {

// Waits, then takes, so that a cancelled wait has taken nothing.
template <class Handler, class Value>
class list_next_handler {
public:
  list_next_handler(Handler handler, std::shared_ptr<list_source> source)
      : handler_{std::move(handler)}, source_{std::move(source)} {}

  void operator()(boost::system::error_code error) {
    std::optional<Value> result;
    if (!error) {
      event item;
      const auto taken = take(*source_, item);
      if (taken == take_result::empty) {
        // Somebody took it in between.
        const auto source = source_;
        async_wait(source, std::move(*this));
        return;
      }
      if (taken == take_result::item) {
        result.emplace(std::move(item));
      } else {
        error = end_error(*source_);
      }
    }
    source_.reset();
    std::move(handler_)(error, std::move(result));
  }

  const Handler& inner() const noexcept { return handler_; }

private:
  Handler handler_;
  std::shared_ptr<list_source> source_;
};

template <class Value>
class initiate_list_next {
public:
  template <class Handler>
  void operator()(Handler handler, std::shared_ptr<list_source> source) const {
    const auto from = source;
    async_wait(from, list_next_handler<Handler, Value>{std::move(handler), std::move(source)});
  }
};

class initiate_list_wait {
public:
  template <class Handler>
  void operator()(Handler handler, const std::shared_ptr<list_source>& source) const {
    async_wait(source, std::move(handler));
  }
};

}  // namespace detail

/// The items of one list, in order, for one consumer. Move-only.
///
/// The items that came before a failure are given before it. Behind the end, or the error, next() says the same again.
/// Dropping the stream stops the list early: an action that was not sent yet never is, and what still arrives is
/// swallowed. The manager's last handle going away ends it as it ends an action.
/// @tparam Reply what reply() gives.
/// @par Thread safety One consumer: no two calls at once. The consumer may run on any executor.
template <class Reply>
class [[nodiscard("the list is stopped when its stream is dropped")]] list_stream {
public:
  /// What next() gives: `item_of<T>` when all items of the action are of type T, else `ami::event`.
  using value_type = typename detail::list_value<Reply>::type;

  list_stream(list_stream && other) noexcept = default;
  list_stream& operator=(list_stream&& other) noexcept {
    if (this != &other) {
      close();
      source_ = std::move(other.source_);
    }
    return *this;
  }
  list_stream(const list_stream&) = delete;
  list_stream& operator=(const list_stream&) = delete;
  ~list_stream() {
    close();
  }

  /// The next item, or nothing when the list is at its end. Returns at once, without going through the scheduler, when
  /// an item is buffered.
  /// @par Errors Throws `ami::error` with what send_action() would complete with: the action was not sent, the server
  ///   refused it (some answer an empty list so), no item came in time, the connection ended (`errc::reply_lost`). And
  ///   `errc::list_overflow` when the consumer is too slow for the limits in `list_options`, `errc::already_waiting`
  ///   when another operation waits on this stream.
  /// @par Cancellation All types: throws `operation_aborted`; no item is lost, and the list goes on. To stop it,
  /// close().
  /// @par Lifetimes None: when the stream is closed or destroyed meanwhile, the call gives nothing.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<std::optional<value_type>> next() {
    return wait_and_take(source_);
  }

  /// The next item if one is buffered. Nothing says nothing about the end.
  [[nodiscard("the item is lost with it")]] std::optional<value_type> try_next() {
    event item;
    if (detail::take(*source_, item) != detail::take_result::item) {
      return std::nullopt;
    }
    return value_type{std::move(item)};
  }

  /// Waits for an item and gives all that are buffered then, at most `max`; empty when the list is at its end.
  /// Errors and cancellation as next().
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<std::vector<value_type>> next_batch(
      std::size_t max = 256) {
    return wait_and_take_batch(source_, max);
  }

  /// The next item for any completion token; never completes inline.
  /// @par Handler signature `void(error_code, std::optional<value_type>)`; nothing without an error at the list's end.
  /// @par Executor The handler's associated one, default the manager's.
  /// @par Errors, cancellation, lifetimes As next(); reply() has the server's refusal.
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_next(Token && token) {
    constexpr bool fits = detail::is_token_for<Token, void(boost::system::error_code, std::optional<value_type>)>;
    static_assert(fits, "the handler of async_next() takes (ami::error_code, std::optional<value_type>), where "
                        "value_type is what the stream yields");
    if constexpr (fits) {
      return boost::asio::async_initiate<Token, void(boost::system::error_code, std::optional<value_type>)>(
          detail::initiate_list_next<value_type>{}, token, source_);
    }
  }

  /// Once the list has ended: the response, the event that ended it, how many items came and how many the server states
  /// (`list_complete()`); not the items. Filled also when it failed. Before: an empty reply.
  Reply reply() const {
    return Reply{detail::end_reply(*source_)};
  }

  /// Stops the list and gives up what is buffered: a waiting operation completes with nothing. Idempotent.
  void close() noexcept {
    if (source_) {
      detail::close(*source_);
    }
  }

private:
  friend class manager;
  explicit list_stream(std::shared_ptr<detail::list_source> source) noexcept : source_{std::move(source)} {}

  static auto wait(const std::shared_ptr<detail::list_source>& source) {
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(boost::system::error_code)>(
        detail::initiate_list_wait{}, boost::asio::use_awaitable, source);
  }

  static boost::asio::awaitable<std::optional<value_type>> wait_and_take(std::shared_ptr<detail::list_source> source) {
    event item;
    for (;;) {
      const auto taken = detail::take(*source, item);
      if (taken == detail::take_result::item) {
        co_return value_type{std::move(item)};
      }
      if (taken == detail::take_result::ended) {
        detail::throw_if_failed(*source);
        co_return std::nullopt;
      }
      co_await wait(source);
    }
  }

  static boost::asio::awaitable<std::vector<value_type>> wait_and_take_batch(
      std::shared_ptr<detail::list_source> source, std::size_t max) {
    std::vector<value_type> batch;
    event item;
    for (;;) {
      auto taken = detail::take(*source, item);
      if (taken == detail::take_result::item) {
        while (taken == detail::take_result::item) {
          batch.push_back(value_type{std::move(item)});
          taken = batch.size() < max ? detail::take(*source, item) : detail::take_result::empty;
        }
        co_return batch;
      }
      if (taken == detail::take_result::ended) {
        detail::throw_if_failed(*source);
        co_return batch;
      }
      co_await wait(source);
    }
  }

  std::shared_ptr<detail::list_source> source_;
};

}  // namespace ami

template <template <class, class> class Associator, class Handler, class Value, class Default>
struct boost::asio::associator<Associator, ami::detail::list_next_handler<Handler, Value>, Default>
    : Associator<Handler, Default> {
  static auto get(const ami::detail::list_next_handler<Handler, Value>& handler) noexcept {
    return Associator<Handler, Default>::get(handler.inner());
  }
  static auto get(const ami::detail::list_next_handler<Handler, Value>& handler, const Default& fallback) noexcept {
    return Associator<Handler, Default>::get(handler.inner(), fallback);
  }
};
