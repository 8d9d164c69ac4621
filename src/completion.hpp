// How a stored handler is completed: posted with its results, or handed to its own executor when ours is gone.
#pragma once

#include <ami/detail/handler.hpp>
#include <ami/error.hpp>

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/associator.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/system_executor.hpp>

#include <utility>

namespace ami::detail {

// A handler together with the call that completes it: `Call` is given the handler to invoke.
template <class Handler, class Call>
class completion {
public:
  completion(Handler handler, Call call) : handler_{std::move(handler)}, call_{std::move(call)} {}

  void operator()() {
    Handler handler{std::move(handler_)};
    std::move(call_)(std::move(handler));
  }

  const Handler& inner() const noexcept { return handler_; }

protected:
  Handler handler_;
  Call call_;
};

// For when the manager's execution context is gone: completes on the handler's own executor. A handler without one is
// destroyed: it would run on the context that is gone.
template <class Handler, class Call>
void complete_elsewhere(Handler handler, Call call) {
  auto own = boost::asio::get_associated_executor(handler, boost::asio::any_completion_executor{});
  if (own) {
    own.execute(completion<Handler, Call>{std::move(handler), std::move(call)});
  }
}

// The same for an operation that begins only then, and must not complete before it has begun: an erased executor cannot
// be told never to run a function at once, so another thread tells it.
template <class Handler, class Call>
void refuse_elsewhere(Handler handler, Call call) {
  if (boost::asio::get_associated_executor(handler, boost::asio::any_completion_executor{})) {
    boost::asio::post(boost::asio::system_executor{}, completion<Handler, Call>{std::move(handler), std::move(call)});
  }
}

// A completion that was posted to an execution context, and is not lost with it when the handler belongs to another.
template <class Handler, class Call>
class posted_completion : public completion<Handler, Call> {
public:
  using completion<Handler, Call>::completion;
  posted_completion(posted_completion&&) = default;
  posted_completion& operator=(posted_completion&&) = delete;
  ~posted_completion() {
    if (this->handler_) {
      complete_elsewhere(std::move(this->handler_), std::move(this->call_));
    }
  }
};

// What an operation gives that ends because its context is destroyed before it has begun.
inline void give_up(reply_handler handler) {
  std::move(handler)(make_error_code(errc::disconnected), reply{});
}
inline void give_up(wait_handler handler) {
  std::move(handler)(boost::system::error_code{});
}

// A completion handler that waits: kept with work for its executor, completed exactly once by moving it out.
template <class Handler>
class stored_handler {
public:
  stored_handler(Handler handler, const boost::asio::any_io_executor& fallback)
      : handler_{std::move(handler)}, work_{
                                          boost::asio::prefer(boost::asio::get_associated_executor(handler_, fallback),
                                                              boost::asio::execution::outstanding_work.tracked)} {}
  stored_handler(stored_handler&&) = default;
  // Boost 1.81 cannot assign an any_completion_handler: it recurses for ever.
  stored_handler& operator=(stored_handler&&) = delete;
  ~stored_handler() {
    if (handler_) {
      complete_elsewhere(std::move(handler_), [](Handler handler) { give_up(std::move(handler)); });
    }
  }

  Handler& handler() noexcept { return handler_; }

private:
  Handler handler_;
  boost::asio::any_completion_executor work_;
};

// `executor`: the manager's, empty when its context is gone.
template <class Handler, class Call>
void post_completion(const boost::asio::any_io_executor& executor, stored_handler<Handler>& stored, Call call) {
  Handler handler{std::move(stored.handler())};
  if (executor) {
    boost::asio::post(executor, posted_completion<Handler, Call>{std::move(handler), std::move(call)});
  } else {
    complete_elsewhere(std::move(handler), std::move(call));
  }
}

}  // namespace ami::detail

template <template <class, class> class Associator, class Handler, class Call, class Default>
struct boost::asio::associator<Associator, ami::detail::completion<Handler, Call>, Default>
    : Associator<Handler, Default> {
  static auto get(const ami::detail::completion<Handler, Call>& ready) noexcept {
    return Associator<Handler, Default>::get(ready.inner());
  }
  static auto get(const ami::detail::completion<Handler, Call>& ready, const Default& fallback) noexcept {
    return Associator<Handler, Default>::get(ready.inner(), fallback);
  }
};

template <template <class, class> class Associator, class Handler, class Call, class Default>
struct boost::asio::associator<Associator, ami::detail::posted_completion<Handler, Call>, Default>
    : Associator<Handler, Default> {
  static auto get(const ami::detail::posted_completion<Handler, Call>& ready) noexcept {
    return Associator<Handler, Default>::get(ready.inner());
  }
  static auto get(const ami::detail::posted_completion<Handler, Call>& ready, const Default& fallback) noexcept {
    return Associator<Handler, Default>::get(ready.inner(), fallback);
  }
};
