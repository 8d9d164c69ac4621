// Runs a coroutine for a handler: begins it, cancels it, and completes the handler with its result.
#include "base/memory_reserve.hpp"

#include <ami/async_agi.hpp>
#include <ami/call.hpp>
#include <ami/cluster_live_state.hpp>
#include <ami/detail/spawned_operation.hpp>
#include <ami/live_state.hpp>
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

#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace asio = boost::asio;

namespace ami::detail {

namespace {

// All that does not depend on the type of the result: Asio's part of it is long, and would be compiled for each type.
// Owned by the posted function, and then by the coroutine, so it is destroyed with their execution context.
class spawned_operation : public std::enable_shared_from_this<spawned_operation> {
public:
  spawned_operation(const spawned_operation&) = delete;
  spawned_operation& operator=(const spawned_operation&) = delete;
  virtual ~spawned_operation() = default;

  // `slot`: of the handler.
  void start(asio::cancellation_slot slot) {
    if (slot.is_connected()) {
      slot.assign([weak = weak_from_this()](asio::cancellation_type type) {
        if (const auto self = weak.lock()) {
          self->cancel(type);
        }
      });
    }
    post([self = shared_from_this()] { self->run(); });
  }

protected:
  // `own`: the executor of the handler.
  spawned_operation(const asio::any_io_executor& runs_on, const asio::any_completion_executor& own)
      : strand_{asio::make_strand(runs_on)} {
    if (!own) {
      throw std::bad_alloc{};  // Asio returns an empty one when out of memory
    }
    handler_executor_ = asio::prefer(own, asio::execution::outstanding_work.tracked);
  }

private:
  class completion {
  public:
    using cancellation_slot_type = asio::cancellation_slot;

    explicit completion(std::shared_ptr<spawned_operation> operation) noexcept : operation_{std::move(operation)} {}
    void operator()(std::exception_ptr failure) { operation_->complete(std::move(failure)); }
    cancellation_slot_type get_cancellation_slot() const noexcept { return operation_->signal_.slot(); }

  private:
    std::shared_ptr<spawned_operation> operation_;
  };

  // Performs the operation, and keeps its result.
  virtual asio::awaitable<void> perform() = 0;
  // Calls the handler with the failure or with the result.
  virtual void deliver(std::exception_ptr failure) = 0;

  template <class Function>
  void post(const Function& function) {
    with_memory_reserve([&] { asio::post(strand_, function); });
  }

  // Behind run() on the strand, so that the coroutine has begun to listen.
  void cancel(asio::cancellation_type type) {
    post([self = shared_from_this(), type] { self->signal_.emit(type); });
  }

  void run() {
    try {
      asio::co_spawn(strand_, perform(), completion{shared_from_this()});
    } catch (const std::bad_alloc&) {
      complete(std::current_exception());
    }
  }

  void complete(std::exception_ptr failure) {
    failure_ = std::move(failure);
    const auto executor = std::move(handler_executor_);
    with_memory_reserve(
        [&] { executor.execute([self = shared_from_this()] { self->deliver(std::move(self->failure_)); }); });
  }

  asio::strand<asio::any_io_executor> strand_;
  asio::cancellation_signal signal_;                // emitted on the strand only
  asio::any_completion_executor handler_executor_;  // with outstanding work
  std::exception_ptr failure_;
};

template <class Result>
class spawned_with_result final : public spawned_operation {
public:
  spawned_with_result(const asio::any_io_executor& runs_on, asio::awaitable<Result> operation,
                      spawned_handler<Result> handler)
      : spawned_operation{runs_on, asio::get_associated_executor(handler, asio::any_completion_executor{runs_on})},
        operation_{std::move(operation)}, handler_{std::move(handler)} {}

  asio::cancellation_slot cancellation_slot() const noexcept { return handler_.get_cancellation_slot(); }

private:
  asio::awaitable<void> perform() override {
    // A coroutine that is spawned listens to terminal cancellation only.
    co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
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

  asio::awaitable<Result> operation_;
  spawned_handler<Result> handler_;
  kept_result result_{};
};

}  // namespace

template <class Result>
void start_spawned(const asio::any_io_executor& runs_on, asio::awaitable<Result> operation,
                   spawned_handler<Result> handler) {
  // Without an executor the context of the connection is gone and the handler has no other: the handler is destroyed,
  // as are those that wait when their context is destroyed.
  if (runs_on) {
    const auto spawned =
        std::make_shared<spawned_with_result<Result>>(runs_on, std::move(operation), std::move(handler));
    spawned->start(spawned->cancellation_slot());
  }
}

template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<void>, spawned_handler<void>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<bool>, spawned_handler<bool>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<reply>, spawned_handler<reply>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<call>, spawned_handler<call>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<call_update>,
                                     spawned_handler<call_update>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<live_snapshot>,
                                     spawned_handler<live_snapshot>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<live_report>,
                                     spawned_handler<live_report>);
template AMI_DECL void start_spawned(const asio::any_io_executor&,
                                     asio::awaitable<std::vector<server_reply<live_report>>>,
                                     spawned_handler<std::vector<server_reply<live_report>>>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<async_agi::result>,
                                     spawned_handler<async_agi::result>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<std::optional<std::string>>,
                                     spawned_handler<std::optional<std::string>>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<std::optional<char>>,
                                     spawned_handler<std::optional<char>>);

}  // namespace ami::detail
