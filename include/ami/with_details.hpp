// ami::with_details: a completion token whose handler gets an ami::error with the server's message, not only its code.
//
//     std::future<ami::reply> done = pbx.async_send_action(action, ami::with_details(asio::use_future));
//     try { done.get(); } catch (const ami::error& failure) { log("{}", failure.what()); }
//     // "Hangup: No such channel: rejected by the server [ami:46]"
//
// The forms of operations without a token (`co_await pbx.connect()`) are the same as with
// `ami::with_details(asio::use_awaitable)`: they need nothing of this header.
#pragma once

#include <ami/detail/adapted_handler.hpp>
#include <ami/detail/failure.hpp>
#include <ami/errc.hpp>
#include <ami/error.hpp>

#include <boost/asio/async_result.hpp>

#include <exception>
#include <type_traits>
#include <utility>

namespace ami {

/// What with_details() returns: a completion token for operations whose handler takes an `error_code` first. The
/// handler of the token inside takes a `std::exception_ptr` in its place. There is no need to name it.
/// @tparam Token the completion token inside.
/// @par Thread safety As the token inside.
template <class Token>
class with_details_t {
public:
  /// @param token the completion token inside.
  explicit with_details_t(Token token) : token_{std::move(token)} {}

  // Not for users: the operation takes it.
  Token& token() noexcept { return token_; }

private:
  Token token_;
};

/// Makes an operation fail with an `ami::error` that has the server's message and its response, as the forms without a
/// token do. Other tokens get the error code alone.
///
///     co_await pbx.async_connect(ami::with_details(asio::use_awaitable));
///     auto pong = pbx.async_send_action(ami::actions::ping{}, ami::with_details(asio::use_future)).get();
///     pbx.async_connect(ami::with_details([](std::exception_ptr failure) { ... }));
///
/// For every operation of this library; with one of another library the `ami::error` has its code and no message. The
/// signature `void(error_code, T)` becomes `void(std::exception_ptr, T)`, so that coroutines, `asio::deferred` and
/// `asio::use_future` throw it. Adaptors that bind something to a token, for example `asio::bind_executor()`, may stand
/// inside or outside of it; `asio::as_tuple()` stands inside. With Boost 1.81 a coroutine cannot await an operation of
/// `asio::deferred` that has an exception and a result directly, only with `co_await
/// std::move(later)(asio::use_awaitable)`.
/// @param token the completion token that gets the failure; copied or moved.
/// @return the token to pass to an operation.
/// @par Errors The failure is null when the operation succeeded. When there is no memory to make the `ami::error` it is
///   a `std::bad_alloc`.
/// @par Cancellation, executor As with `token` itself.
/// @par Thread safety As a completion token: any thread may make one, and it is used once.
template <class Token>
[[nodiscard("it is a completion token, to be passed to an operation")]] with_details_t<std::decay_t<Token>>
with_details(Token&& token) {
  return with_details_t<std::decay_t<Token>>{std::forward<Token>(token)};
}

namespace detail {

// The handler of an operation that was started with with_details().
template <class Handler>
class details_handler {
public:
  using inner_handler = Handler;

  explicit details_handler(Handler handler) : handler_{std::move(handler)} {}

  // From an operation of this library, which knows the server's message.
  template <class... Results>
  void operator()(std::exception_ptr failure, Results&&... results) {
    std::move(handler_)(std::move(failure), std::forward<Results>(results)...);
  }
  // From an operation of another library.
  template <class... Results>
  void operator()(error_code error, Results&&... results) {
    std::move(handler_)(make_failure(error), std::forward<Results>(results)...);
  }

  const Handler& inner() const noexcept { return handler_; }

private:
  Handler handler_;
};

// Whether a handler takes an exception in place of the code: a details_handler, or one of Asio's binders around it,
// which call their target with whatever they are called with.
template <class Handler>
inline constexpr bool takes_details = false;
template <class Handler>
inline constexpr bool takes_details<details_handler<Handler>> = true;
template <template <class, class...> class Binder, class Target, class... Bound>
requires requires {
  typename Binder<Target, Bound...>::target_type;
}
inline constexpr bool takes_details<Binder<Target, Bound...>> = takes_details<Target>;

// Completes `handler`; `failure()` is called when there is an error and the handler takes the exception.
template <class Handler, class Failure, class... Results>
void complete_with(Handler handler, error_code error, Failure failure, Results&&... results) {
  if constexpr (takes_details<Handler>) {
    std::move(handler)(error ? failure() : std::exception_ptr{}, std::forward<Results>(results)...);
  } else {
    std::move(handler)(error, std::forward<Results>(results)...);
  }
}

template <class Initiation>
class initiate_with_details {
public:
  explicit initiate_with_details(Initiation initiation) : initiation_{std::move(initiation)} {}

  template <class Handler, class... Arguments>
  void operator()(Handler&& handler, Arguments&&... arguments) && {
    std::move(initiation_)(details_handler<std::decay_t<Handler>>{std::forward<Handler>(handler)},
                           std::forward<Arguments>(arguments)...);
  }
  template <class Handler, class... Arguments>
  void operator()(Handler&& handler, Arguments&&... arguments) const& {
    initiation_(details_handler<std::decay_t<Handler>>{std::forward<Handler>(handler)},
                std::forward<Arguments>(arguments)...);
  }

private:
  Initiation initiation_;
};

// Boost 1.81's binders look for the return type of the token that they bind something to.
template <class Inner>
class return_type_of {};
template <class Inner>
requires requires {
  typename Inner::return_type;
}
class return_type_of<Inner> {
public:
  using return_type = typename Inner::return_type;
};

}  // namespace detail

}  // namespace ami

template <class Token, class... Results>
class boost::asio::async_result<ami::with_details_t<Token>, void(boost::system::error_code, Results...)>
    : public ami::detail::return_type_of<async_result<Token, void(std::exception_ptr, Results...)>> {
public:
  template <class Initiation, class... Arguments>
  static auto initiate(Initiation&& initiation, ami::with_details_t<Token> adapter, Arguments&&... arguments) {
    return async_initiate<Token, void(std::exception_ptr, Results...)>(
        ami::detail::initiate_with_details<std::decay_t<Initiation>>{std::forward<Initiation>(initiation)},
        adapter.token(), std::forward<Arguments>(arguments)...);
  }
};
