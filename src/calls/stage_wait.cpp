// The wait for the next stage of a call: for an event, for the time at which its absence means something, or for what
// the server knows of the channel.
#include "calls/call_state.hpp"
#include "streams/subscription.hpp"

#include <ami/actions/core.hpp>
#include <ami/detail/adapted_handler.hpp>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <memory>
#include <new>
#include <utility>

namespace asio = boost::asio;

namespace ami::detail {

// Waits until there is a stage, or the last one was given. All its steps run where the consumer's handler does, so that
// one thread at a time follows the call.
class stage_wait {
public:
  using inner_handler = wait_handler;

  stage_wait(std::shared_ptr<call_state> call, wait_handler handler)
      : call_{std::move(call)}, handler_{std::move(handler)} {}

  void wait() &&;
  // Something came, or it is time to look; or the wait was cancelled or refused.
  void operator()(error_code error);

  const wait_handler& inner() const noexcept { return handler_; }

private:
  // Shared with the cancellation handler, which all types of cancellation call.
  class look_up {
  public:
    asio::cancellation_signal signal_;
    std::atomic<bool> cancelled_{false};
  };

  // There is a stage, or time says so, or there will be none.
  bool is_over();
  void look_for_channel() &&;
  void wake_at(steady_clock::time_point when);

  std::shared_ptr<call_state> call_;
  wait_handler handler_;
  std::weak_ptr<asio::steady_timer> timer_;  // which belongs to its executor: that may go away first
};

void stage_wait::wait() && {
  const auto source = call_->source();
  if (call_->look()) {
    wake(*source);
  } else if (const auto again = call_->look_again_at()) {
    wake_at(*again);
  }
  async_wait(source, std::move(*this));
}

void stage_wait::wake_at(steady_clock::time_point when) {
  const auto timer = std::make_shared<asio::steady_timer>(call_->pbx_.get_executor(), when);
  timer->async_wait([timer, waiting = std::weak_ptr{call_->source()}](error_code error) {
    const auto source = waiting.lock();
    if (!error && source) {
      wake(*source);
    }
  });
  timer_ = timer;
}

void stage_wait::operator()(error_code error) {
  if (const auto timer = timer_.lock()) {
    timer->cancel();
  }
  try {
    if (!error && !is_over()) {
      if (call_->is_to_be_asked_for(steady_clock::now())) {
        std::move(*this).look_for_channel();
      } else {
        std::move(*this).wait();
      }
      return;
    }
  } catch (const std::bad_alloc&) {
    if (!handler_) {
      throw;
    }
    error = make_error_code(boost::system::errc::not_enough_memory);
  }
  std::move(handler_)(error);
}

bool stage_wait::is_over() {
  if (!call_->look()) {
    call_->on_time(steady_clock::now());
  }
  return call_->look();
}

void stage_wait::look_for_channel() && {
  const auto asked = std::make_shared<look_up>();
  auto slot = handler_.get_cancellation_slot();
  if (slot.is_connected()) {
    slot.assign([asked](asio::cancellation_type) {
      asked->cancelled_ = true;
      asked->signal_.emit(asio::cancellation_type::terminal);
    });
  }
  const actions::status request = call_->status_request();
  // The first events of a new connection may be ahead of its readiness for actions.
  const send_options limits = call_->send_limits();
  const manager pbx = call_->pbx_;
  const auto executor = asio::get_associated_executor(handler_, pbx.get_executor());
  auto answered = [self = std::move(*this), asked](error_code error, reply answer) mutable {
    self.call_->channel_looked_for({error, std::move(answer)});
    if (asked->cancelled_) {
      std::move(self.handler_)(asio::error::operation_aborted);
    } else {
      self({});
    }
  };
  pbx.async_send_action(
      request, limits,
      asio::bind_cancellation_slot(asked->signal_.slot(), asio::bind_executor(executor, std::move(answered))));
}

void async_wait(std::shared_ptr<call_state> source, wait_handler handler) {
  source->used_ = true;
  stage_wait{std::move(source), std::move(handler)}.wait();
}

}  // namespace ami::detail
