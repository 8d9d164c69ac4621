// Runs a coroutine for a handler: begins it, cancels it, and completes the handler with its result.
#include "base/memory_reserve.hpp"

#include <ami/async_agi.hpp>
#include <ami/call.hpp>
#include <ami/detail/spawned_operation.hpp>
#include <ami/reply.hpp>

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>

#include <memory>
#include <new>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

namespace asio = boost::asio;

namespace ami::detail {

namespace {

// A coroutine that is spawned listens to terminal cancellation only.
template <class Result>
asio::awaitable<Result> with_all_cancellation(asio::awaitable<Result> operation) {
  co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
  co_return co_await std::move(operation);
}

// Owned by the posted function, and then by the coroutine, so it is destroyed with their execution context.
template <class Result>
class spawned_operation : public std::enable_shared_from_this<spawned_operation<Result>> {
public:
  spawned_operation(const asio::any_io_executor& runs_on, asio::awaitable<Result> operation,
                    spawned_handler<Result> handler)
      : strand_{asio::make_strand(runs_on)}, operation_{std::move(operation)}, handler_{std::move(handler)} {
    const auto own = asio::get_associated_executor(handler_, asio::any_completion_executor{runs_on});
    if (!own) {
      throw std::bad_alloc{};  // Asio returns an empty one when out of memory
    }
    handler_executor_ = asio::prefer(own, asio::execution::outstanding_work.tracked);
  }

  void start() {
    auto slot = handler_.get_cancellation_slot();
    if (slot.is_connected()) {
      slot.assign([weak = this->weak_from_this()](asio::cancellation_type type) {
        if (const auto self = weak.lock()) {
          self->cancel(type);
        }
      });
    }
    post([self = this->shared_from_this()] { self->run(); });
  }

private:
  using result_tuple = typename std::conditional_t<std::is_void_v<Result>, std::type_identity<std::tuple<>>,
                                                   std::type_identity<std::tuple<Result>>>::type;

  class completion {
  public:
    using cancellation_slot_type = asio::cancellation_slot;

    explicit completion(std::shared_ptr<spawned_operation> operation) noexcept : operation_{std::move(operation)} {}

    template <class... Value>
    void operator()(std::exception_ptr failure, Value... value) {
      operation_->complete(std::move(failure), std::move(value)...);
    }

    cancellation_slot_type get_cancellation_slot() const noexcept { return operation_->signal_.slot(); }

  private:
    std::shared_ptr<spawned_operation> operation_;
  };

  template <class Function>
  void post(const Function& function) {
    with_memory_reserve([&] { asio::post(strand_, function); });
  }

  // Behind run() on the strand, so that the coroutine has begun to listen.
  void cancel(asio::cancellation_type type) {
    post([self = this->shared_from_this(), type] { self->signal_.emit(type); });
  }

  void run() {
    std::exception_ptr failure;
    try {
      asio::co_spawn(strand_, with_all_cancellation(std::move(operation_)), completion{this->shared_from_this()});
      return;
    } catch (const std::bad_alloc&) {
      failure = std::current_exception();
    }
    std::apply([&](auto&&... nothing) { complete(std::move(failure), std::move(nothing)...); }, result_tuple{});
  }

  template <class... Value>
  void complete(std::exception_ptr failure, Value... value) {
    failure_ = std::move(failure);
    result_.emplace(std::move(value)...);
    const auto executor = std::move(handler_executor_);
    with_memory_reserve([&] { executor.execute([self = this->shared_from_this()] { self->deliver(); }); });
  }

  void deliver() {
    auto handler = std::move(handler_);
    std::apply([&](auto&&... value) { std::move(handler)(std::move(failure_), std::move(value)...); },
               std::move(*result_));
  }

  asio::strand<asio::any_io_executor> strand_;
  asio::cancellation_signal signal_;  // emitted on the strand only
  asio::awaitable<Result> operation_;
  spawned_handler<Result> handler_;
  asio::any_completion_executor handler_executor_;  // with outstanding work
  std::exception_ptr failure_;
  std::optional<result_tuple> result_;
};

}  // namespace

template <class Result>
void start_spawned(const asio::any_io_executor& runs_on, asio::awaitable<Result> operation,
                   spawned_handler<Result> handler) {
  // Without an executor the context of the connection is gone and the handler has no other: the handler is destroyed,
  // as are those that wait when their context is destroyed.
  if (runs_on) {
    std::make_shared<spawned_operation<Result>>(runs_on, std::move(operation), std::move(handler))->start();
  }
}

template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<void>, spawned_handler<void>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<bool>, spawned_handler<bool>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<reply>, spawned_handler<reply>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<call>, spawned_handler<call>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<call_update>,
                                     spawned_handler<call_update>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<async_agi::result>,
                                     spawned_handler<async_agi::result>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<std::optional<std::string>>,
                                     spawned_handler<std::optional<std::string>>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<std::optional<char>>,
                                     spawned_handler<std::optional<char>>);

}  // namespace ami::detail
