// Queues of the live state, with their callers and members.
//
//     if (const auto* sales = now.queue("sales")) {
//       for (const auto& caller : sales->callers()) { show(caller.position(), caller.channel_name(), caller.since()); }
//     }
#pragma once

#include <ami/config.hpp>
#include <ami/live_values.hpp>
#include <ami/value_types.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami {

namespace live {
class queue_tables;
}

/// Who waits in a queue.
/// @par Thread safety Immutable: any number of threads may read it.
class AMI_DECL live_queue_caller {
public:
  /// The place in the queue, from 1.
  std::size_t position() const noexcept { return position_; }
  /// The Uniqueid of the channel that waits.
  const std::string& uniqueid() const noexcept { return data_->uniqueid_; }
  /// The name of that channel.
  const std::string& channel_name() const noexcept { return data_->channel_name_; }
  /// The caller's number; empty when it is unknown. The server does not tell each change of that of a Local channel.
  const std::string& caller_id_num() const noexcept { return data_->caller_id_num_; }
  /// The caller's name; empty when it is unknown.
  const std::string& caller_id_name() const noexcept { return data_->caller_id_name_; }
  /// Since when it waits.
  const live_since& since() const noexcept { return data_->since_; }
  /// Those with a higher one are put before those with a lower one. Nothing when it is not known: only lists have it.
  std::optional<std::int64_t> priority() const noexcept { return data_->priority_; }

private:
  friend class live_queue;
  friend class live::queue_tables;

  class data {
  public:
    std::string uniqueid_;
    std::string channel_name_;
    std::string caller_id_num_;
    std::string caller_id_name_;
    live_since since_;
    std::optional<std::int64_t> priority_;
  };

  live_queue_caller(std::size_t position, std::shared_ptr<const data> value) noexcept
      : position_{position}, data_{std::move(value)} {}

  std::size_t position_;
  std::shared_ptr<const data> data_;
};

/// Who answers the calls of a queue.
/// @par Thread safety Immutable: any number of threads may read it.
class AMI_DECL live_queue_member {
public:
  /// A member of which nothing is known.
  live_queue_member() = default;

  /// What the queue dials: "PJSIP/alice". With the queue's name it tells the member.
  const std::string& interface() const noexcept { return interface_; }
  /// The member's name, for people.
  const std::string& name() const noexcept { return name_; }
  /// The device whose state counts; often the interface.
  const std::string& state_interface() const noexcept { return state_interface_; }
  /// The state of that device, as the queue sees it.
  device_state status() const noexcept { return status_; }
  /// True while it gets no calls because somebody paused it.
  bool paused() const noexcept { return paused_; }
  /// Why; empty when it is not paused, or when no reason was given.
  const std::string& paused_reason() const noexcept { return paused_reason_; }
  /// True while it talks with a caller of this queue.
  bool in_call() const noexcept { return in_call_; }
  /// Those with a lower one are asked first.
  std::int64_t penalty() const noexcept { return penalty_; }
  /// How it came to be a member; nothing for a word that is not known.
  std::optional<queue_membership> membership() const noexcept { return membership_; }
  /// How many calls it took. As of the last list, or the last event that is about the member: the server tells no
  /// change of this alone.
  std::int64_t calls_taken() const noexcept { return calls_taken_; }
  /// When the last one ended, by the server's clock and as of the same time; nothing when there was none.
  std::optional<std::chrono::sys_seconds> last_call() const noexcept { return last_call_; }

  /// When it was last paused, by the server's clock; nothing when it never was, or when the server does not tell.
  std::optional<std::chrono::sys_seconds> last_pause() const noexcept { return last_pause_; }
  /// When it became a member, by the server's clock; nothing when the server does not tell.
  std::optional<std::chrono::sys_seconds> login_time() const noexcept { return login_time_; }

private:
  friend class live::queue_tables;

  std::string interface_;
  std::string name_;
  std::string state_interface_;
  std::string paused_reason_;
  std::int64_t penalty_ = 0;
  std::int64_t calls_taken_ = 0;
  std::optional<std::chrono::sys_seconds> last_call_;
  std::optional<std::chrono::sys_seconds> last_pause_;
  std::optional<std::chrono::sys_seconds> login_time_;
  std::optional<queue_membership> membership_;
  device_state status_ = device_state::unknown;
  bool paused_ = false;
  bool in_call_ = false;
};

/// Figures of a queue, as of the last list: no event tells them.
/// @par Thread safety As any value.
class AMI_DECL live_queue_figures {
public:
  live_queue_figures() = default;

  /// The most callers that it takes; 0 when there is no limit.
  std::int64_t max() const noexcept { return max_; }
  /// How many calls were answered.
  std::int64_t completed() const noexcept { return completed_; }
  /// How many callers gave up.
  std::int64_t abandoned() const noexcept { return abandoned_; }
  /// The average time in the queue.
  std::chrono::seconds hold_time() const noexcept { return hold_time_; }
  /// The average time of a call.
  std::chrono::seconds talk_time() const noexcept { return talk_time_; }
  /// The time within which calls ought to be answered.
  std::chrono::seconds service_level() const noexcept { return service_level_; }
  /// The per cent of calls that were.
  double service_level_performance() const noexcept { return service_level_performance_; }
  /// The same per cent with the calls counted that were given up.
  double service_level_performance2() const noexcept { return service_level_performance2_; }
  /// Queues with a higher one are served first.
  std::int64_t weight() const noexcept { return weight_; }

  friend bool operator==(const live_queue_figures& a, const live_queue_figures& b) noexcept = default;

private:
  friend class live::queue_tables;

  std::int64_t max_ = 0;
  std::int64_t completed_ = 0;
  std::int64_t abandoned_ = 0;
  std::int64_t weight_ = 0;
  std::chrono::seconds hold_time_{};
  std::chrono::seconds talk_time_{};
  std::chrono::seconds service_level_{};
  double service_level_performance_ = 0;
  double service_level_performance2_ = 0;
};

/// A queue as it was at one moment.
/// @par Thread safety Immutable: any number of threads may read it.
class AMI_DECL live_queue {
public:
  /// A queue of which nothing is known.
  live_queue() = default;

  /// "sales".
  const std::string& name() const noexcept { return name_; }
  /// The same, for the table of queues.
  const std::string& key() const noexcept { return name_; }
  /// "ringall", "linear", ...; empty when no list has told it.
  const std::string& strategy() const noexcept { return strategy_; }
  /// The figures of the queue; nothing when no list has told them.
  const std::optional<live_queue_figures>& figures() const noexcept { return figures_; }

  /// Who waits, in the queue's order.
  std::vector<live_queue_caller> callers() const;
  /// How many wait.
  std::size_t caller_count() const noexcept { return callers_.size(); }
  /// The members, in the order in which the server listed them.
  std::vector<std::shared_ptr<const live_queue_member>> members() const { return members_; }
  /// How many members there are.
  std::size_t member_count() const noexcept { return members_.size(); }
  /// The member with that interface; null when there is none. Valid as long as the queue.
  const live_queue_member* member(std::string_view interface) const noexcept;

private:
  friend class live::queue_tables;

  using caller_data = std::shared_ptr<const live_queue_caller::data>;

  std::string name_;
  std::string strategy_;
  std::optional<live_queue_figures> figures_;
  std::vector<caller_data> callers_;
  std::vector<std::shared_ptr<const live_queue_member>> members_;
};

}  // namespace ami
