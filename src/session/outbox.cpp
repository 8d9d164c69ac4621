#include "session/outbox.hpp"

#include "base/memory_reserve.hpp"

#include <ami/error.hpp>

#include <boost/asio/error.hpp>

#include <algorithm>
#include <new>
#include <string>

namespace ami::session {

error_code outbox::admit(pending_ptr& action, gate connection, time_point now) {
  pending_action& admitted = *action;
  const std::size_t size = admitted.bytes_.size();
  admitted.may_wait_ = settings_->reconnect() && admitted.wait_for_connection_ > options::duration::zero();
  if (connection == gate::closed || (connection == gate::waiting && !admitted.may_wait_)) {
    return errc::not_connected;
  }
  if (actions_->size() >= settings_->max_actions_in_flight() || unsent_bytes() + size > settings_->max_unsent_bytes()) {
    return errc::queue_full;
  }
  try {
    if (!actions_->add(action, now)) {
      return errc::duplicate_action_id;
    }
    // While it is in the processor's cache.
    if (connection == gate::open && can_stage()) {
      stage_next(admitted, now);
    } else {
      unsent_.push_back(admitted.id_);
      unsent_bytes_ += admitted.bytes_.size();
    }
  } catch (const std::bad_alloc&) {
    if (action == nullptr) {
      action = actions_->replies().remove(admitted.id_);
    }
    return make_error_code(boost::system::errc::not_enough_memory);
  }
  return {};
}

bool outbox::admit_own(pending_ptr& action) {
  pending_action& admitted = *action;
  if (!actions_->add(action, {})) {
    return false;
  }
  try {
    if (admitted.owner_ == action_owner::logoff) {
      unsent_.push_back(admitted.id_);
    } else {
      unsent_.insert(unsent_.begin() + static_cast<std::ptrdiff_t>(own_in_front_), admitted.id_);
      ++own_in_front_;
    }
  } catch (...) {
    action = actions_->replies().remove(admitted.id_);
    throw;
  }
  unsent_bytes_ += admitted.bytes_.size();
  return true;
}

action_stage outbox::stage(const pending_action& action) const noexcept {
  if (action.batch_ == 0) {
    return action_stage::waiting;
  }
  return action.batch_ == batch_ && !writing_ ? action_stage::staged : action_stage::written;
}

// Copies the bytes of an action, which are not among unsent_bytes_, behind those that are staged already.
void outbox::stage_next(pending_action& action, time_point now) {
  if (batch_actions_.empty()) {
    staged_at_ = now;
  }
  batch_actions_.push_back({action.id_, buffer_.size()});
  try {
    buffer_.append(action.bytes_.view());
    if (action.text_reply_) {
      actions_->replies().text_written(action.id_);
    }
    if (action.of_user()) {
      action.counts_ = &counters_->sent(action.name_);
    }
  } catch (...) {
    actions_->replies().text_not_written(action.id_);
    buffer_.cut(batch_actions_.back().begin_);
    batch_actions_.pop_back();
    throw;
  }
  action.bytes_.clear();
  action.batch_ = batch_;
  action.written_at_ = now;
}

void outbox::stage_waiting(time_point now) {
  while (!unsent_.empty() && buffer_.size() < largest_write) {
    if (pending_action* const found = actions_->find(unsent_.front())) {
      const std::size_t size = found->bytes_.size();
      stage_next(*found, now);
      unsent_bytes_ -= size;
    }
    unsent_.pop_front();
    own_in_front_ -= own_in_front_ != 0 ? 1U : 0U;
  }
}

// A handler that took long may have run since the first action was staged. What is staged leaves now, so its times
// begin now.
void outbox::note_delay(time_point now) {
  constexpr std::chrono::milliseconds tolerance{1};
  if (now - staged_at_ <= tolerance) {
    return;
  }
  for (const batch_action& staged : batch_actions_) {
    if (pending_action* const found = actions_->find(staged.id_)) {
      found->written_at_ = now;
      pending_actions::prolong(*found, now);
    }
  }
}

std::string_view outbox::to_write(time_point now) {
  if (writing_) {
    return {};
  }
  note_delay(now);
  stage_waiting(now);
  writing_ = !batch_actions_.empty();
  return buffer_.view();
}

bool outbox::wrote(std::size_t size) noexcept {
  left_ += size;
  if (left_ < buffer_.size()) {
    return false;
  }
  next_batch();
  return true;
}

void outbox::write_failed(std::size_t size) noexcept {
  try {
    unstage_from(left_ + size);
  } catch (const std::bad_alloc&) {
    // What is still in the buffer counts as written: it is not written again.
    next_batch();
    return;
  }
  next_batch();
}

void outbox::abandon_write() noexcept {
  next_batch();
}

void outbox::next_batch() noexcept {
  ++batch_;
  buffer_.clear();
  batch_actions_.clear();
  left_ = 0;
  writing_ = false;
}

// The actions wait again whose bytes begin behind the first `left` bytes of the buffer. Each is moved as a whole: when
// there is no memory for the next, no byte is in two places.
void outbox::unstage_from(std::size_t left) {
  while (!batch_actions_.empty() && batch_actions_.back().begin_ >= left) {
    const auto [id, begin] = batch_actions_.back();
    pending_action* const found = actions_->find(id);
    if (found != nullptr) {
      const std::string_view bytes = buffer_.view().substr(begin);
      unsent_.push_front(id);
      try {
        bytes.copy(found->bytes_.make(bytes.size()), bytes.size());
      } catch (...) {
        unsent_.pop_front();
        throw;
      }
      unsent_bytes_ += bytes.size();
      found->batch_ = 0;
      found->counts_ = nullptr;
      if (found->text_reply_) {
        actions_->replies().text_not_written(id);
      }
    }
    buffer_.cut(begin);
    batch_actions_.pop_back();
    if (found != nullptr && found->of_user()) {
      counters_->not_sent(found->name_);
    }
  }
}

void outbox::unstage_all(time_point now) {
  if (!writing_ && !batch_actions_.empty()) {
    note_delay(now);
    unstage_from(0);
  }
}

void outbox::take_out(key id, error_code error, std::string_view detail, bool written) {
  detail::with_memory_reserve([&] { ended_.emplace_back(); });
  try {
    ended_.back() = actions_->fail(id, error, detail, written);
  } catch (...) {
    ended_.pop_back();
    throw;
  }
  unsent_bytes_ -= ended_.back()->bytes_.size();
}

void outbox::cancel(key id, bool unless_written, time_point now) {
  const pending_action* const found = actions_->find(id);
  if (found == nullptr || (unless_written && stage(*found) == action_stage::written)) {
    return;
  }
  fail(id, boost::asio::error::operation_aborted, {}, now);
}

void outbox::fail(key id, error_code error, std::string_view detail, time_point now) {
  const pending_action* const found = actions_->find(id);
  if (found == nullptr) {
    return;
  }
  if (stage(*found) == action_stage::staged) {
    unstage_all(now);
  }
  take_out(id, error, detail, stage(*found) == action_stage::written);
}

void outbox::on_time(time_point now, bool connected) {
  unstage_all(now);
  for (auto passed = actions_->take_passed(now); passed; passed = actions_->take_passed(now)) {
    pending_action& action = *actions_->find(passed->id_);
    const bool written = stage(action) == action_stage::written;
    if (!passed->for_connection_ && action.due_ > now) {
      actions_->add_deadline(action.due_, passed->id_, false);  // parts of a list have come since
    } else if (!passed->for_connection_) {
      const errc error = written ? errc::response_timed_out : connected ? errc::not_sent : errc::not_connected;
      take_out(passed->id_, error, "deadline", written);
    } else if (!written && !connected) {
      take_out(passed->id_, errc::not_connected, "no connection in time", false);
    } else {
      action.may_wait_ = false;  // when this connection ends
    }
  }
}

void outbox::link_lost(error_code reason, bool none_follows, time_point now) {
  unstage_all(now);
  std::vector<key> ids;
  detail::with_memory_reserve([&] { ids.reserve(actions_->size()); });
  actions_->replies().for_each([&](const pending_action& action) {
    if (none_follows || stage(action) == action_stage::written || !action.may_wait_) {
      ids.push_back(action.id_);
    }
  });
  std::ranges::sort(ids);
  const std::string text = reason.message();
  for (const key id : ids) {
    const bool written = stage(*actions_->find(id)) == action_stage::written;
    take_out(id, written ? errc::reply_lost : errc::not_sent, text, written);
  }
  if (actions_->replies().finished_action() != nullptr) {
    detail::with_memory_reserve([&] { ended_.emplace_back(); });
    ended_.back() = actions_->fail_finished(errc::reply_lost, text);
  }
  actions_->replies().forget_abandoned();
  std::erase_if(unsent_, [&](key id) { return actions_->find(id) == nullptr; });
  own_in_front_ = 0;
  if (actions_->empty()) {
    actions_->forget_deadlines();
  }
}

pending_ptr outbox::next_ended() noexcept {
  if (ended_.empty()) {
    return nullptr;
  }
  pending_ptr ended = std::move(ended_.front());
  ended_.pop_front();
  return ended;
}

void outbox::fill(statistics& to) const {
  actions_->replies().for_each([&](const pending_action& action) {
    if (!action.of_user()) {
      return;
    }
    const action_stage reached = stage(action);
    ++(reached == action_stage::written ? to.actions_in_flight : to.actions_waiting);
    if (reached == action_stage::staged) {
      // Counted as sent already, and not sent yet.
      const auto counts = std::ranges::find(to.actions, action.counts_->name, &action_statistics::name);
      if (counts != to.actions.end()) {
        --counts->sent;
      }
    }
  });
  to.unsent_bytes = unsent_bytes();
}

}  // namespace ami::session
