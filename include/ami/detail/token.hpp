// Whether something can be the completion token of an operation: asked before anything is made of it, so that a handler
// with the wrong parameters is told in one sentence what they are.
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

// What connect() takes. An object that has `connect` and can be made from an executor is asked by Asio whether it is a
// sender: with the deprecated parts of Asio, which users have unless they define BOOST_ASIO_NO_DEPRECATED, that is
// asked of a manager or a cluster whenever one is copied into a coroutine or a lambda. The question is whether
// `connect(receiver)` could be called, and to answer it the compiler would deduce the type that connect() returns, and
// so would stumble over what that says to users with a wrong handler. A receiver is told from a token by its
// set_done().
template <class Token>
concept connect_token = !requires(std::remove_cvref_t<Token> & receiver) {
  receiver.set_done();
};

}  // namespace ami::detail
