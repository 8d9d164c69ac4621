// Forms for any completion token, of the operations that are written as coroutines.
#pragma once

#include <ami/config.hpp>
#include <ami/detail/adapted_handler.hpp>
#include <ami/detail/failure.hpp>
#include <ami/detail/token.hpp>
#include <ami/reply.hpp>
#include <ami/with_details.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>

#include <concepts>
#include <exception>
#include <utility>

namespace ami::detail {

// The signature of a handler: `First` and the result, or `First` alone when the result is void.
template <class First, class Result>
class completion_signature {
public:
  using type = void(First, Result);
};
template <class First>
class completion_signature<First, void> {
public:
  using type = void(First);
};

template <class Result>
using spawned_handler =
    boost::asio::any_completion_handler<typename completion_signature<std::exception_ptr, Result>::type>;

// Runs `operation` on a strand of `runs_on`, beginning in a posted function, and completes `handler` on its associated
// executor, or on `runs_on` when it has none. All types of cancellation of the handler's slot reach the operation. The
// compiled part of the library has an instance for each of its results.
template <class Result>
AMI_DECL void start_spawned(const boost::asio::any_io_executor& runs_on, boost::asio::awaitable<Result> operation,
                            spawned_handler<Result> handler);

// Passes the result of a coroutine on to a handler.
template <class Result>
class pass_spawned {
public:
  template <class Handler, class... Value>
  void operator()(Handler handler, std::exception_ptr failure, Value... value) const {
    if constexpr (takes_details<Handler>) {
      std::move(handler)(std::move(failure), std::move(value)...);
    } else if constexpr (std::same_as<Result, reply>) {
      const error_code error = code_of(failure);
      if (error) {
        ((value = reply_of(failure)), ...);
      }
      std::move(handler)(error, std::move(value)...);
    } else {
      const error_code error = code_of(failure);
      failure = nullptr;
      std::move(handler)(error, std::move(value)...);
    }
  }
};

class initiate_spawned {
public:
  // A coroutine runs where its handler does, so that what its user does there is not at the same time. An executor that
  // is none of an execution context cannot run one: then the coroutine runs on the connection's.
  template <class Handler, class Result>
  void operator()(Handler handler, boost::asio::any_io_executor default_executor,
                  boost::asio::awaitable<Result> operation) const {
    const auto own = boost::asio::get_associated_executor(handler, default_executor);
    if constexpr (std::convertible_to<decltype(own), boost::asio::any_io_executor>) {
      default_executor = own;
    }
    start_spawned<Result>(default_executor, std::move(operation),
                          adapted_handler{std::move(handler), pass_spawned<Result>{}});
  }
};

// `default_executor`: where the handler runs when it has no associated executor.
template <class Result, class Token>
auto async_spawned(boost::asio::any_io_executor default_executor, boost::asio::awaitable<Result> operation,
                   Token&& token) {
  using signature = typename completion_signature<error_code, Result>::type;
  constexpr bool fits = is_token_for<Token, signature>;
  static_assert(fits,
                "the handler takes (ami::error_code, T), where T is the result of the operation without a token, or "
                "(ami::error_code) when it has none");
  if constexpr (fits) {
    return boost::asio::async_initiate<Token, signature>(initiate_spawned{}, token, std::move(default_executor),
                                                         std::move(operation));
  }
}

}  // namespace ami::detail
