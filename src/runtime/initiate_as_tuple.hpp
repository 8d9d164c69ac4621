// Starts an operation so that a coroutine gets its results, the error included, as a tuple.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace ami::detail {

// `initiation` is called with a completion handler of the form `Signature` and `arguments`.
template <class Signature, class Initiation, class... Arguments>
auto initiate_as_tuple(Initiation initiation, Arguments&&... arguments) {
  return boost::asio::async_initiate<const boost::asio::as_tuple_t<boost::asio::use_awaitable_t<>>, Signature>(
      std::move(initiation), boost::asio::as_tuple(boost::asio::use_awaitable), std::forward<Arguments>(arguments)...);
}

}  // namespace ami::detail
