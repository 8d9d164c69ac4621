// Waiting for the items of a stream and taking them: the same for every kind of stream.
#pragma once

#include <ami/detail/handler.hpp>
#include <ami/event.hpp>
#include <ami/with_details.hpp>

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace ami::detail {

enum class take_result : std::uint8_t { item, empty, ended };

// A Source is a class of the compiled part of the library with these functions, found in its namespace:
//
//   void async_wait(std::shared_ptr<Source>, wait_handler);  // completes when there may be something to take
//   take_result take_value(Source&, std::optional<Value>&);  // or take(Source&, event&), when a Value is made of that
//   void close_source(Source&) noexcept;
//   boost::system::error_code end_reason_of(const Source&);
//
// and, when a stream of it can end with a failure:
//
//   boost::system::error_code end_error(const Source&);      // for handlers
//   void throw_if_failed(const Source&);                     // for coroutines, with more details

template <class Value, class Source>
take_result take_value(Source& source, std::optional<Value>& value) requires requires(event& item) {
  take(source, item);
}
{
  event item;
  const auto taken = take(source, item);
  value.reset();
  if (taken == take_result::item) {
    value.emplace(std::move(item));
  }
  return taken;
}

template <class Value>
class take_one {
public:
  using value_type = Value;
  using result_type = std::optional<Value>;

  template <class Source>
  take_result operator()(Source& source, result_type& result) const {
    return take_value(source, result);
  }
};

// Takes all items that are available, up to a limit.
template <class Value>
class take_batch {
public:
  using result_type = std::vector<Value>;

  explicit take_batch(std::size_t max) noexcept : max_{std::max<std::size_t>(max, 1)} {}

  template <class Source>
  take_result operator()(Source& source, result_type& batch) const {
    std::optional<Value> value;
    auto taken = take_value(source, value);
    while (taken == take_result::item) {
      batch.push_back(std::move(*value));
      if (batch.size() == max_) {
        break;
      }
      taken = take_value(source, value);
    }
    return batch.empty() ? taken : take_result::item;
  }

private:
  std::size_t max_;
};

// Waits before it takes, so that a cancelled wait has taken nothing.
template <class Handler, class Take, class Source>
class take_handler {
public:
  using inner_handler = Handler;

  take_handler(Handler handler, std::shared_ptr<Source> source, Take take)
      : handler_{std::move(handler)}, source_{std::move(source)}, take_{std::move(take)} {}

  void wait() && {
    if (auto source = source_) {
      async_wait(std::move(source), std::move(*this));
    } else {
      boost::asio::post(std::move(*this));
    }
  }

  void operator()(boost::system::error_code error = {}) {
    typename Take::result_type result;
    if (!error && source_) {
      const auto taken = take_(*source_, result);
      if (taken == take_result::empty) {
        // It was woken for an event that is no item of this stream, or another thread took the item.
        std::move(*this).wait();
        return;
      }
      if constexpr (requires { end_error(*source_); }) {
        if (taken == take_result::ended) {
          complete_failed(end_error(*source_), std::move(result));
          return;
        }
      }
    }
    source_.reset();
    std::move(handler_)(error, std::move(result));
  }

  const Handler& inner() const noexcept { return handler_; }

private:
  // The end of the items, which is a failure when there is an error.
  void complete_failed(boost::system::error_code error, typename Take::result_type result) {
    std::exception_ptr failure;
    if constexpr (takes_details<Handler>) {
      failure = exception_of([&] { throw_if_failed(*source_); });
    }
    source_.reset();
    complete_with(
        std::move(handler_), error, [&] { return std::move(failure); }, std::move(result));
  }

  Handler handler_;
  std::shared_ptr<Source> source_;
  [[no_unique_address]] Take take_;
};

template <class Take>
class initiate_take {
public:
  template <class Handler, class Source>
  void operator()(Handler handler, std::shared_ptr<Source> source, Take take) const {
    take_handler<Handler, Take, Source>{std::move(handler), std::move(source), std::move(take)}.wait();
  }
};

template <class Source>
auto wait_for_items(const std::shared_ptr<Source>& source) {
  return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(boost::system::error_code)>(
      [](auto handler, std::shared_ptr<Source> from) { async_wait(std::move(from), std::move(handler)); },
      boost::asio::use_awaitable, source);
}

// What a stream yields that was moved from. In a coroutine of its own: another co_return in the next one makes each item
// 3 % slower.
template <class Take>
boost::asio::awaitable<typename Take::result_type> take_nothing() {
  co_return typename Take::result_type{};
}

// When the coroutine can be cancelled, an item is taken only in the step in which the coroutine resumes: when two
// branches of `||` are ready, the first cancels the second before that takes anything.
template <class Take, class Source>
boost::asio::awaitable<typename Take::result_type> wait_and_take(std::shared_ptr<Source> source, Take take) {
  const auto cancellation = co_await boost::asio::this_coro::cancellation_state;
  if (cancellation.slot().is_connected()) {
    co_await wait_for_items(source);
  } else if constexpr (requires {
                         typename Take::value_type;
                         source->next_taken();
                       }) {
    if (auto* const next = source->next_taken()) {
      co_return typename Take::value_type{std::move(*next)};
    }
  }
  typename Take::result_type result;
  auto taken = take(*source, result);
  while (taken == take_result::empty) {
    co_await wait_for_items(source);
    taken = take(*source, result);
  }
  if constexpr (requires { throw_if_failed(*source); }) {
    if (taken == take_result::ended) {
      throw_if_failed(*source);
    }
  }
  co_return result;
}

}  // namespace ami::detail
