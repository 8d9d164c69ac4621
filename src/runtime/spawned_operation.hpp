// Runs a coroutine for a handler: begins it, cancels it, and completes the handler with its result.
#pragma once

#include <ami/config.hpp>
#include <ami/detail/spawned_operation.hpp>

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>

#include <exception>
#include <memory>
#include <type_traits>
#include <utility>
#include <variant>

namespace ami::detail {

// All that does not depend on the type of the result: Asio's part of it is long, and would be compiled for each type.
// Owned by the posted function, and then by the coroutine, so it is destroyed with their execution context.
class AMI_DECL spawned_operation : public std::enable_shared_from_this<spawned_operation> {
public:
  spawned_operation(const spawned_operation&) = delete;
  spawned_operation& operator=(const spawned_operation&) = delete;
  virtual ~spawned_operation();

  // `slot`: of the handler.
  void start(boost::asio::cancellation_slot slot);

protected:
  // `own`: the executor of the handler.
  spawned_operation(const boost::asio::any_io_executor& runs_on, const boost::asio::any_completion_executor& own);

private:
  class completion;

  // Performs the operation, and keeps its result.
  virtual boost::asio::awaitable<void> perform() = 0;
  // Calls the handler with the failure or with the result.
  virtual void deliver(std::exception_ptr failure) = 0;

  void cancel(boost::asio::cancellation_type type);
  void run();
  void complete(std::exception_ptr failure);

  boost::asio::strand<boost::asio::any_io_executor> strand_;
  boost::asio::cancellation_signal signal_;                // emitted on the strand only
  boost::asio::any_completion_executor handler_executor_;  // with outstanding work
  std::exception_ptr failure_;
};

template <class Result>
class spawned_with_result final : public spawned_operation {
public:
  spawned_with_result(const boost::asio::any_io_executor& runs_on, boost::asio::awaitable<Result> operation,
                      spawned_handler<Result> handler)
      : spawned_operation{runs_on,
                          boost::asio::get_associated_executor(handler, boost::asio::any_completion_executor{runs_on})},
        operation_{std::move(operation)}, handler_{std::move(handler)} {}

  boost::asio::cancellation_slot cancellation_slot() const noexcept { return handler_.get_cancellation_slot(); }

private:
  boost::asio::awaitable<void> perform() override {
    // A coroutine that is spawned listens to terminal cancellation only.
    co_await boost::asio::this_coro::reset_cancellation_state(boost::asio::enable_total_cancellation());
    if constexpr (std::is_void_v<Result>) {
      co_await std::move(operation_);
    } else {
      result_ = co_await std::move(operation_);
    }
  }

  void deliver(std::exception_ptr failure) override {
    auto handler = std::move(handler_);
    if constexpr (std::is_void_v<Result>) {
      std::move(handler)(std::move(failure));
    } else {
      std::move(handler)(std::move(failure), std::move(result_));
    }
  }

  using kept_result = std::conditional_t<std::is_void_v<Result>, std::monostate, Result>;

  boost::asio::awaitable<Result> operation_;
  spawned_handler<Result> handler_;
  kept_result result_{};
};

// Instantiated for each type of result in the room of that type.
template <class Result>
void start_spawned(const boost::asio::any_io_executor& runs_on, boost::asio::awaitable<Result> operation,
                   spawned_handler<Result> handler) {
  // Without an executor the context of the connection is gone and the handler has no other: the handler is destroyed,
  // as are those that wait when their context is destroyed.
  if (runs_on) {
    const auto spawned =
        std::make_shared<spawned_with_result<Result>>(runs_on, std::move(operation), std::move(handler));
    spawned->start(spawned->cancellation_slot());
  }
}

}  // namespace ami::detail
