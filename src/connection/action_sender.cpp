#include "connection/action_sender.hpp"

#include "base/memory_reserve.hpp"
#include "connection/completing.hpp"

#include <ami/error.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <spdlog/common.h>

#include <memory>
#include <string>
#include <utility>

namespace asio = boost::asio;

namespace ami::detail {

class action_sender::write_handler : public transfer_handler<action_sender> {
public:
  using transfer_handler::transfer_handler;
  void operator()(error_code error, std::size_t size) { take()->written(error, size); }
};

session::gate action_sender::gate() const noexcept {
  if (shared_.state_.state() == connection_state::connected && !attempt_.stopping()) {
    return session::gate::open;
  }
  return attempt_.supervisor().may_connect() ? session::gate::waiting : session::gate::closed;
}

bool action_sender::link_is_ready() const noexcept {
  const auto state = shared_.state_.state();
  return state == connection_state::connected || state == connection_state::disconnecting;
}

void action_sender::admit(action_ptr& action, clock_type::time_point now) {
  session::pending_ptr offered = std::move(action);
  const session::pending_action& admitted = *offered;
  const error_code error = outbox_.admit(offered, gate(), now);
  if (!error) [[likely]] {
    arm_timer();
    if (admitted.extras_ != nullptr && !admitted.extras_->trace_.empty()) {
      with_memory_reserve([&] {
        shared_.log_.write(spdlog::level::trace, "-> {} ActionID={}", admitted.extras_->trace_,
                           actions_.action_id_of(admitted));
      });
    }
    return;
  }
  action = in_flight(std::move(offered));
  with_memory_reserve([&] { shared_.counters_.ended(action->name_, action_end::never_sent); });
  complete(shared_.context_, std::move(action->to_), error,
           make_reply(action->name_, outcome::never_sent, actions_.action_id_of(*action)));
  action = nullptr;
}

bool action_sender::send_own(const action& value, session::action_owner owner) {
  action_ptr made = maker_.make(value, send_options{});
  if (made->error_) {
    return false;
  }
  made->owner_ = owner;
  made->timeout_ = {};
  session::pending_ptr offered = std::move(made);
  if (!outbox_.admit_own(offered)) {
    return false;
  }
  write_queued();
  return true;
}

void action_sender::write_queued() {
  if (!outbox_.empty()) {
    write_queued(clock_type::now());
  }
}

void action_sender::write_queued(clock_type::time_point now) {
  if (attempt_.stopping() || !link_is_ready()) {
    return;
  }
  const std::string_view bytes = outbox_.to_write(now);
  if (bytes.empty()) {
    return;
  }
  // The system nearly always takes all at once: that needs no operation of the execution context.
  error_code error;
  const std::size_t size = shared_.io_->link_.try_write(asio::buffer(bytes), error);
  shared_.counters_.bytes_out(size);
  if (error) {
    write_failed(error, size);
    return;
  }
  if (outbox_.wrote(size) && (outbox_.empty() || outbox_.to_write(clock_type::now()).empty())) {
    return;
  }
  try {
    const transfer_start here{*this};
    shared_.io_->link_.async_write(asio::buffer(outbox_.rest()), write_handler{shared_.keep(*this)});
  } catch (const std::bad_alloc&) {
    write_failed(make_error_code(boost::system::errc::not_enough_memory), 0);
  }
}

void action_sender::write_failed(error_code error, std::size_t size) {
  outbox_.write_failed(size);
  std::string detail;
  const error_code meaning = shared_.io_->link_.transfer_failure(error, detail);
  attempt_.link_failed(meaning == asio::error::eof ? make_error_code(errc::connection_closed) : meaning,
                       std::move(detail));
}

void action_sender::written(error_code error, std::size_t size) {
  shared_.counters_.bytes_out(size);
  if (error) {
    write_failed(error, size);
  } else {
    outbox_.wrote(size);
  }
  if (attempt_.stopping()) {
    shared_.io_->writing_over_.notify();
    shared_.owner_.transfer_ended();
  } else {
    write_queued();
  }
}

// It is unknown how much of it has left.
void action_sender::transfer_broken_off() noexcept {
  attempt_.post_to_run([this] {
    outbox_.abandon_write();
    shared_.io_->writing_over_.notify();
    shared_.owner_.out_of_memory();
  });
}

void action_sender::cancel(std::uint64_t id, bool unless_written) {
  outbox_.cancel(id, unless_written, clock_type::now());
  complete_ended();
}

void action_sender::fail(std::uint64_t id, error_code error, std::string_view detail) {
  outbox_.fail(id, error, detail, clock_type::now());
  complete_ended();
}

void action_sender::link_lost(error_code reason, bool none_follows) {
  outbox_.link_lost(reason, none_follows, clock_type::now());
  complete_ended();
  if (actions_.empty()) {
    shared_.io_->action_alarm_.cancel();
  }
}

void action_sender::complete_ended() {
  while (session::pending_ptr ended = outbox_.next_ended()) {
    if (!ended->of_user()) {
      continue;
    }
    const error_code error = ended->error_;
    reply result = std::move(ended->result_);
    shared_.log_.write(spdlog::level::warn, "{} {}: {}", ended->name_, result.action_id(), error.message());
    complete(shared_.context_, in_flight(std::move(ended)), error, std::move(result));
  }
}

void action_sender::set_timer() {
  shared_.io_->action_alarm_.set(actions_.next_deadline(), [weak = shared_.watch(*this)] {
    if (const auto self = weak.lock()) {
      self->timer_fired();
    }
  });
}

void action_sender::timer_fired() {
  outbox_.on_time(clock_type::now(), link_is_ready());
  complete_ended();
  arm_timer();
}

}  // namespace ami::detail
