// Whether a type can be the completion token of an operation. It is checked before the token is used, so that a handler
// with the wrong parameters gets an error of one sentence that names the right ones.
#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/detail/config.hpp>

#include <type_traits>

namespace ami::detail {

#if defined(BOOST_ASIO_HAS_CONCEPTS)
template <class Token, class Signature>
inline constexpr bool is_token_for = boost::asio::completion_token_for<Token, Signature>;
#else
template <class Token, class Signature>
inline constexpr bool is_token_for = true;
#endif

// For connect(). Asio's deprecated parts (there unless BOOST_ASIO_NO_DEPRECATED is defined) ask of any object that has
// a `connect` and can be made from an executor whether it is a sender, as happens whenever a manager or a cluster is
// copied into a coroutine or a lambda. To know whether `connect(receiver)` could be called the compiler deduces the
// type that connect() returns, and so would run into the error for wrong handlers. A receiver, unlike a token, has
// set_done().
template <class Token>
concept connect_token = !requires(std::remove_cvref_t<Token> & receiver) {
  receiver.set_done();
};

}  // namespace ami::detail
