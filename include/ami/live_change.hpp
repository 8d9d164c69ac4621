// One change of the live state.
//
//     if (const auto* call = change.after<ami::live_call>()) { show(call->linkedid(), to_string(call->status())); }
#pragma once

#include <ami/config.hpp>
#include <ami/live_channel.hpp>
#include <ami/live_device.hpp>
#include <ami/live_queue.hpp>
#include <ami/live_room.hpp>
#include <ami/live_values.hpp>

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace ami {

namespace live {
class change_log;
}

/// What happened to a record, or to a part.
enum class live_change_kind : std::uint8_t {
  added,        ///< The record is new.
  changed,      ///< It is another than before.
  removed,      ///< It is gone.
  invalid,      ///< A part cannot be relied on any more: see live_change::state().
  valid_again,  ///< It can, from here on. The changes that its lists made come before.
};

/// The enumerator's name with blanks: "valid again".
AMI_DECL std::string_view to_string(live_change_kind value) noexcept;
AMI_DECL std::ostream& operator<<(std::ostream& out, live_change_kind value);

/// How a change became known.
enum class live_cause : std::uint8_t {
  event,    ///< By an event: it happened just now.
  seeding,  ///< By a list after a gap, or the first one: it happened while nothing was known.
  repair,   ///< By a list that was compared: the state was wrong without anybody's knowing, and is right now.
  refresh,  ///< By a list, which has what no event tells, such as figures of a queue.
  restart,  ///< The server was started anew: what there was has ended with it.
};

/// The enumerator's name.
AMI_DECL std::string_view to_string(live_cause value) noexcept;
AMI_DECL std::ostream& operator<<(std::ostream& out, live_cause value);

/// One change: of one record, or of the validity of a part.
/// @par Thread safety Immutable: any number of threads may read it.
class AMI_DECL live_change {
public:
  /// A record before or after a change; std::monostate where there is none.
  using record = std::variant<std::monostate, std::shared_ptr<const live_channel>, std::shared_ptr<const live_bridge>,
                              std::shared_ptr<const live_call>, std::shared_ptr<const live_queue>,
                              std::shared_ptr<const live_device>, std::shared_ptr<const live_endpoint>,
                              std::shared_ptr<const live_parking_lot>, std::shared_ptr<const live_parked_call>,
                              std::shared_ptr<const live_conference>>;

  live_change_kind kind() const noexcept { return kind_; }
  /// The part that it belongs to.
  live_part part() const noexcept { return part_; }
  /// How it became known.
  live_cause cause() const noexcept { return cause_; }
  /// When it became known.
  live_time time() const noexcept { return time_; }

  /// The record before; empty for what is new.
  const record& before() const& noexcept { return before_; }
  const record& before() const&& = delete;
  /// The record after; empty for what is gone.
  const record& after() const& noexcept { return after_; }
  const record& after() const&& = delete;
  /// The record before, when it is a `Record`; else null.
  template <class Record>
  const Record* before() const& noexcept {
    return get<Record>(before_);
  }
  template <class Record>
  const Record* before() const&& = delete;
  /// The record after, when it is a `Record`; else null.
  template <class Record>
  const Record* after() const& noexcept {
    return get<Record>(after_);
  }
  template <class Record>
  const Record* after() const&& = delete;

  /// For `invalid` and `valid again`: how the part is.
  const live_part_state& state() const& noexcept { return state_; }
  const live_part_state& state() const&& = delete;
  /// For `valid again`: how many changes the lists made since the part became invalid.
  std::uint64_t differences() const noexcept { return differences_; }

private:
  friend class live::change_log;

  template <class Record>
  static const Record* get(const record& from) noexcept {
    const auto* found = std::get_if<std::shared_ptr<const Record>>(&from);
    return found != nullptr ? found->get() : nullptr;
  }

  live_change() = default;

  record before_;
  record after_;
  live_part_state state_;
  live_time time_;
  std::uint64_t differences_ = 0;
  live_change_kind kind_ = live_change_kind::changed;
  live_part part_ = live_part::channels;
  live_cause cause_ = live_cause::event;
};

}  // namespace ami
