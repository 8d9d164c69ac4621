// Whether a type can be the completion token of an operation. It is checked before the token is used, so that a handler
// with the wrong parameters gets an error of one sentence that names the right ones.
#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/detail/config.hpp>

namespace ami::detail {

#if defined(BOOST_ASIO_HAS_CONCEPTS)
template <class Token, class Signature>
inline constexpr bool is_token_for = boost::asio::completion_token_for<Token, Signature>;
#else
template <class Token, class Signature>
inline constexpr bool is_token_for = true;
#endif

}  // namespace ami::detail
