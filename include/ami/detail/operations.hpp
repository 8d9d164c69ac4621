// The operations of a manager in the compiled part of the library, and the initiations that start them with a token's
// handler.
#pragma once

#include <ami/action.hpp>
#include <ami/config.hpp>
#include <ami/connection_state.hpp>
#include <ami/detail/adapted_handler.hpp>
#include <ami/detail/failure.hpp>
#include <ami/detail/handler.hpp>
#include <ami/event_stream.hpp>
#include <ami/list_stream.hpp>
#include <ami/options.hpp>
#include <ami/reply.hpp>
#include <ami/statistics.hpp>
#include <ami/with_details.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace ami {

class manager;

namespace detail {

class action_in_flight;
class call_state;
class cluster_state;
class connection;

// An action as bytes, made on the caller's thread: nothing refers to the caller's objects afterwards.
class AMI_DECL prepared_action {
public:
  prepared_action(const connection& owner, const action& value, const send_options& options);
  prepared_action(prepared_action&& other) noexcept;
  prepared_action& operator=(prepared_action&& other) noexcept;
  ~prepared_action();

  std::unique_ptr<action_in_flight> take() noexcept;

private:
  std::unique_ptr<action_in_flight> content_;
};

// Each keeps the connection by itself: once the operation has begun, another thread may complete it, and what that
// resumes may destroy the initiation, and the last handle.
AMI_DECL void start_connect(std::shared_ptr<connection> owner, reply_handler handler);
AMI_DECL void start_disconnect(std::shared_ptr<connection> owner, options::duration limit, reply_handler handler);
AMI_DECL void start_wait_for(std::shared_ptr<connection> owner, connection_state wanted, reply_handler handler);
AMI_DECL void start_statistics(std::shared_ptr<connection> owner, statistics_handler handler);
AMI_DECL void start_send(std::shared_ptr<connection> owner, prepared_action request, reply_handler handler);
// For the handler of a coroutine, which runs on `own` and has outstanding work on it.
AMI_DECL void start_send(std::shared_ptr<connection> owner, prepared_action request, reply_handler handler,
                         const boost::asio::any_io_executor& own);
AMI_DECL options::duration disconnect_limit(const connection& owner) noexcept;

// Throws `ami::error` with `errc::events_masked` when the options of `connection` leave out events of a class without
// which `operation` would wait for ever.
void require_event_class(const manager& connection, std::string_view event_class, std::string_view operation);

// No filters: all events.
AMI_DECL std::shared_ptr<event_source> subscribe(const std::shared_ptr<connection>& owner,
                                                 std::span<const event_filter> filters,
                                                 const subscribe_options& options);

AMI_DECL std::shared_ptr<list_source> start_list(const std::shared_ptr<connection>& owner, prepared_action request,
                                                 const list_options& options);

// The token of the forms without one: they return an awaitable that throws ami::error.
using default_token = with_details_t<boost::asio::use_awaitable_t<>>;

inline default_token make_default_token() {
  return default_token{boost::asio::use_awaitable};
}

// Starts an operation whose handler is called with the error code alone. `name`: of the operation, for the text of its
// failures.
template <auto Start>
class initiate_void {
public:
  initiate_void(std::shared_ptr<connection> owner, std::string_view name) noexcept
      : owner_{std::move(owner)}, name_{name} {}

  template <class Handler, class... Arguments>
  void operator()(Handler handler, Arguments... arguments) const {
    auto complete = [name = name_](Handler ready, error_code error, const reply& result) {
      complete_with(std::move(ready), error, [&] { return make_failure(error, result, name); });
    };
    Start(owner_, arguments..., adapted_handler{std::move(handler), std::move(complete)});
  }

private:
  std::shared_ptr<connection> owner_;
  std::string_view name_;
};

class initiate_statistics {
public:
  explicit initiate_statistics(std::shared_ptr<connection> owner) noexcept : owner_{std::move(owner)} {}

  template <class Handler>
  void operator()(Handler handler) const {
    auto complete = [](Handler ready, error_code error, statistics result) {
      complete_with(
          std::move(ready), error, [&] { return make_failure(error, reply{}, "statistics"); }, std::move(result));
    };
    start_statistics(owner_, adapted_handler{std::move(handler), std::move(complete)});
  }

private:
  std::shared_ptr<connection> owner_;
};

// Passes the reply of an action on as `Reply`.
template <class Reply>
class pass_reply {
public:
  template <class Handler>
  void operator()(Handler handler, error_code error, reply result) const {
    // Made before the reply is moved from.
    if constexpr (takes_details<Handler>) {
      auto failure = make_failure(error, result);
      std::move(handler)(std::move(failure), Reply{std::move(result)});
    } else {
      std::move(handler)(error, Reply{std::move(result)});
    }
  }
};

// The kind of handler that an action is sent with. Of a coroutine the executor is known without asking the erased
// handler for it, which costs an allocation, and the coroutine has outstanding work on it by itself.
enum class handler_kind : bool { any, coroutine };

// Exists once for each action in flight, so it is small.
template <class Reply, handler_kind Kind>
class initiate_send {
public:
  explicit initiate_send(std::shared_ptr<connection> owner) noexcept : owner_{std::move(owner)} {}

  template <class Handler>
  void operator()(Handler handler, prepared_action request) const {
    if constexpr (Kind == handler_kind::coroutine) {
      const boost::asio::any_io_executor own = boost::asio::get_associated_executor(handler);
      start_send(owner_, std::move(request), adapted_handler{std::move(handler), pass_reply<Reply>{}}, own);
    } else {
      start_send(owner_, std::move(request), adapted_handler{std::move(handler), pass_reply<Reply>{}});
    }
  }

private:
  std::shared_ptr<connection> owner_;
};

}  // namespace detail

}  // namespace ami
