// Waiting for the items of a stream and taking them: the same for the stream of one connection and for that of many.
#pragma once

#include <ami/detail/handler.hpp>

#include <boost/asio/associator.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace ami::detail {

enum class take_result : std::uint8_t { item, empty, ended };

// A source is a class of the compiled half, for which there are (found by its namespace)
//   void async_wait(std::shared_ptr<Source>, wait_handler)
//   take_result take_value(Source&, std::optional<Value>&)

// Waits, then takes, so that a cancelled wait has taken nothing.
template <class Handler, class Value, class Source>
class next_handler {
public:
  next_handler(Handler handler, std::shared_ptr<Source> source)
      : handler_{std::move(handler)}, source_{std::move(source)} {}

  void operator()(boost::system::error_code error) {
    std::optional<Value> result;
    if (!error && take_value(*source_, result) == take_result::empty) {
      // Somebody took it in between.
      auto source = source_;
      async_wait(std::move(source), std::move(*this));
      return;
    }
    source_.reset();
    std::move(handler_)(error, std::move(result));
  }

  const Handler& inner() const noexcept { return handler_; }

private:
  Handler handler_;
  std::shared_ptr<Source> source_;
};

template <class Value>
class initiate_next {
public:
  template <class Handler, class Source>
  void operator()(Handler handler, std::shared_ptr<Source> source) const {
    auto from = source;
    async_wait(std::move(from), next_handler<Handler, Value, Source>{std::move(handler), std::move(source)});
  }
};

template <class Source>
auto wait_for_items(const std::shared_ptr<Source>& source) {
  return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(boost::system::error_code)>(
      [](auto handler, std::shared_ptr<Source> from) { async_wait(std::move(from), std::move(handler)); },
      boost::asio::use_awaitable, source);
}

// Where somebody may cancel, an event is taken only in the step in which the coroutine goes on: of two branches of `||`
// that are both ready the second is cancelled by the first before it takes anything.
template <class Value, class Source>
boost::asio::awaitable<std::optional<Value>> wait_and_take(std::shared_ptr<Source> source) {
  const auto cancellation = co_await boost::asio::this_coro::cancellation_state;
  if (cancellation.slot().is_connected()) {
    co_await wait_for_items(source);
  } else if constexpr (requires { Value{std::move(*source->next_taken())}; }) {
    if (auto* const next = source->next_taken()) {
      co_return Value{std::move(*next)};
    }
  }
  std::optional<Value> value;
  while (take_value(*source, value) == take_result::empty) {
    co_await wait_for_items(source);
  }
  co_return value;
}

template <class Value, class Source>
void take_batch(Source& source, std::vector<Value>& batch, std::size_t max) {
  std::optional<Value> value;
  while (batch.size() < max && take_value(source, value) == take_result::item) {
    batch.push_back(std::move(*value));
  }
}

template <class Value, class Source>
boost::asio::awaitable<std::vector<Value>> wait_and_take_batch(std::shared_ptr<Source> source, std::size_t max) {
  const auto cancellation = co_await boost::asio::this_coro::cancellation_state;
  if (cancellation.slot().is_connected()) {
    co_await wait_for_items(source);
  }
  std::optional<Value> value;
  auto taken = take_value(*source, value);
  while (taken == take_result::empty) {
    co_await wait_for_items(source);
    taken = take_value(*source, value);
  }
  std::vector<Value> batch;
  if (taken == take_result::item) {
    batch.push_back(std::move(*value));
    take_batch(*source, batch, max);
  }
  co_return batch;
}

}  // namespace ami::detail

template <template <class, class> class Associator, class Handler, class Value, class Source, class Default>
struct boost::asio::associator<Associator, ami::detail::next_handler<Handler, Value, Source>, Default>
    : Associator<Handler, Default> {
  static auto get(const ami::detail::next_handler<Handler, Value, Source>& handler) noexcept {
    return Associator<Handler, Default>::get(handler.inner());
  }
  static auto get(const ami::detail::next_handler<Handler, Value, Source>& handler, const Default& fallback) noexcept {
    return Associator<Handler, Default>::get(handler.inner(), fallback);
  }
};
