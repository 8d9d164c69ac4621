#include "runtime/spawned_operation.hpp"

#include "base/memory_reserve.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>

#include <new>

namespace asio = boost::asio;

namespace ami::detail {

namespace {

template <class Function>
void post(const asio::strand<asio::any_io_executor>& strand, const Function& function) {
  with_memory_reserve([&] { asio::post(strand, function); });
}

}  // namespace

class spawned_operation::completion {
public:
  using cancellation_slot_type = asio::cancellation_slot;

  explicit completion(std::shared_ptr<spawned_operation> operation) noexcept : operation_{std::move(operation)} {}
  void operator()(std::exception_ptr failure) { operation_->complete(std::move(failure)); }
  cancellation_slot_type get_cancellation_slot() const noexcept { return operation_->signal_.slot(); }

private:
  std::shared_ptr<spawned_operation> operation_;
};

spawned_operation::spawned_operation(const asio::any_io_executor& runs_on, const asio::any_completion_executor& own)
    : strand_{asio::make_strand(runs_on)} {
  if (!own) {
    throw std::bad_alloc{};  // Asio returns an empty one when out of memory
  }
  handler_executor_ = asio::prefer(own, asio::execution::outstanding_work.tracked);
}

spawned_operation::~spawned_operation() = default;

void spawned_operation::start(asio::cancellation_slot slot) {
  if (slot.is_connected()) {
    slot.assign([weak = weak_from_this()](asio::cancellation_type type) {
      if (const auto self = weak.lock()) {
        self->cancel(type);
      }
    });
  }
  post(strand_, [self = shared_from_this()] { self->run(); });
}

// Behind run() on the strand, so that the coroutine has begun to listen.
void spawned_operation::cancel(asio::cancellation_type type) {
  post(strand_, [self = shared_from_this(), type] { self->signal_.emit(type); });
}

void spawned_operation::run() {
  try {
    asio::co_spawn(strand_, perform(), completion{shared_from_this()});
  } catch (const std::bad_alloc&) {
    complete(std::current_exception());
  }
}

void spawned_operation::complete(std::exception_ptr failure) {
  failure_ = std::move(failure);
  const auto executor = std::move(handler_executor_);
  with_memory_reserve(
      [&] { executor.execute([self = shared_from_this()] { self->deliver(std::move(self->failure_)); }); });
}

}  // namespace ami::detail
