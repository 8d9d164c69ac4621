// Adapts a user's completion handler to the compiled operations, with its executor, allocator and cancellation slot.
#pragma once

#include <ami/reply.hpp>
#include <ami/statistics.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/associator.hpp>
#include <boost/system/error_code.hpp>

#include <tuple>
#include <type_traits>
#include <utility>

namespace ami::detail {

/// The handler of operations that complete with a reply, in the compiled part of the library.
using reply_handler = boost::asio::any_completion_handler<void(boost::system::error_code, reply)>;
using statistics_handler = boost::asio::any_completion_handler<void(boost::system::error_code, statistics)>;
using wait_handler = boost::asio::any_completion_handler<void(boost::system::error_code)>;

// Passes the reply on as a `Reply`, or drops it when that is void.
template <class Handler, class Reply>
class reply_adaptor {
public:
  explicit reply_adaptor(Handler handler) : handler_{std::move(handler)} {}

  void operator()(boost::system::error_code error, reply result) {
    if constexpr (std::is_void_v<Reply>) {
      std::move(handler_)(error);
    } else {
      std::move(handler_)(error, Reply{std::move(result)});
    }
  }

  const Handler& inner() const noexcept { return handler_; }

private:
  Handler handler_;
};

// Passes error and reply on as one value.
template <class Handler>
class sent_adaptor {
public:
  explicit sent_adaptor(Handler handler) : handler_{std::move(handler)} {}

  void operator()(boost::system::error_code error, reply result) {
    std::move(handler_)(std::tuple{error, std::move(result)});
  }

  const Handler& inner() const noexcept { return handler_; }

private:
  Handler handler_;
};

}  // namespace ami::detail

template <template <class, class> class Associator, class Handler, class Default>
struct boost::asio::associator<Associator, ami::detail::sent_adaptor<Handler>, Default> : Associator<Handler, Default> {
  static auto get(const ami::detail::sent_adaptor<Handler>& adaptor) noexcept {
    return Associator<Handler, Default>::get(adaptor.inner());
  }
  static auto get(const ami::detail::sent_adaptor<Handler>& adaptor, const Default& fallback) noexcept {
    return Associator<Handler, Default>::get(adaptor.inner(), fallback);
  }
};

template <template <class, class> class Associator, class Handler, class Reply, class Default>
struct boost::asio::associator<Associator, ami::detail::reply_adaptor<Handler, Reply>, Default>
    : Associator<Handler, Default> {
  static auto get(const ami::detail::reply_adaptor<Handler, Reply>& adaptor) noexcept {
    return Associator<Handler, Default>::get(adaptor.inner());
  }
  static auto get(const ami::detail::reply_adaptor<Handler, Reply>& adaptor, const Default& fallback) noexcept {
    return Associator<Handler, Default>::get(adaptor.inner(), fallback);
  }
};
