// A completion handler around another one: it has the executor, the allocator and the cancellation slot of that one.
#pragma once

#include <boost/asio/associator.hpp>

#include <concepts>
#include <utility>

namespace ami::detail {

// Every class of this library that stands in front of a user's handler: inner() is the handler behind it.
template <class T>
concept handler_adaptor = requires(const T& adaptor) {
  { adaptor.inner() } -> std::same_as<const typename T::inner_handler&>;
};

// A handler together with the call that completes it: `Call` is given the handler to invoke, and the results.
template <class Handler, class Call>
class adapted_handler {
public:
  using inner_handler = Handler;

  adapted_handler(Handler handler, Call call) : handler_{std::move(handler)}, call_{std::move(call)} {}

  template <class... Results>
  void operator()(Results&&... results) {
    Handler handler{std::move(handler_)};
    std::move(call_)(std::move(handler), std::forward<Results>(results)...);
  }

  const Handler& inner() const noexcept { return handler_; }

private:
  Handler handler_;
  [[no_unique_address]] Call call_;
};

}  // namespace ami::detail

template <template <class, class> class Associator, ami::detail::handler_adaptor Adaptor, class Default>
struct boost::asio::associator<Associator, Adaptor, Default> : Associator<typename Adaptor::inner_handler, Default> {
  static auto get(const Adaptor& adaptor) noexcept {
    return Associator<typename Adaptor::inner_handler, Default>::get(adaptor.inner());
  }
  static auto get(const Adaptor& adaptor, const Default& fallback) noexcept {
    return Associator<typename Adaptor::inner_handler, Default>::get(adaptor.inner(), fallback);
  }
};
