// How a stored handler is completed: posted with its results, or handed to its own executor when ours is gone.
#pragma once

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/associator.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>

#include <utility>

namespace ami::detail {

// A completion handler that waits: kept with work for its executor, completed exactly once by moving it out.
template <class Handler>
class stored_handler {
public:
  stored_handler(Handler handler, const boost::asio::any_io_executor& fallback)
      : handler_{std::move(handler)}, work_{
                                          boost::asio::prefer(boost::asio::get_associated_executor(handler_, fallback),
                                                              boost::asio::execution::outstanding_work.tracked)} {}

  Handler& handler() noexcept { return handler_; }

private:
  Handler handler_;
  boost::asio::any_completion_executor work_;
};

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

private:
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

// `alive`: the execution context of `executor` still runs.
template <class Handler, class Call>
void post_completion(const boost::asio::any_io_executor& executor, bool alive, stored_handler<Handler>& stored,
                     Call call) {
  if (alive) {
    boost::asio::post(executor, completion<Handler, Call>{Handler{std::move(stored.handler())}, std::move(call)});
  } else {
    complete_elsewhere(Handler{std::move(stored.handler())}, std::move(call));
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
