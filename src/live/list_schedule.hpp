// Which list is to be read next, and when. No sockets, no clocks.
#pragma once

#include "live/list_judge.hpp"
#include "live/settings.hpp"

#include <ami/action.hpp>
#include <ami/config.hpp>
#include <ami/live_values.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ami::live {

/// The lists that make up the state, and CoreStatus, which tells whether the server was started anew.
enum class list_kind : std::uint8_t {
  core_status,
  core_show_channels,
  bridge_list,
  queue_status,
  device_state_list,
  pjsip_show_endpoints,
  parking_lots,
  parked_calls,
  confbridge_list_rooms,
  confbridge_list,
};

/// The name of the action.
AMI_DECL std::string_view action_name(list_kind value) noexcept;
/// True for lists of which the server says by an error that they are empty.
AMI_DECL bool is_error_when_empty(list_kind value) noexcept;

/// One list that is to be asked for.
/// @par Thread safety As any value.
class AMI_DECL list_request {
public:
  list_request(list_kind kind, live_part part, std::string conference = {});

  list_kind kind() const noexcept { return kind_; }
  live_part part() const noexcept { return part_; }
  /// For ConfbridgeList: of which conference.
  const std::string& conference() const& noexcept { return conference_; }
  const std::string& conference() const&& = delete;
  /// The action that asks for it.
  action to_action() const;

private:
  std::string conference_;
  list_kind kind_;
  live_part part_;
};

/// Seeds the parts one after the other and compares them from time to time. At most one list is under way: the next one
/// is begun only when that has ended, also when a gap has made it useless.
/// @par Thread safety None.
class AMI_DECL list_schedule {
public:
  /// How far the part of a list that was taken over is.
  enum class progress : std::uint8_t {
    more,      ///< Further lists of this part follow.
    seeded,    ///< The part is complete.
    compared,  ///< The part is as its lists say, or has been repaired.
    doubtful,  ///< The part differs; the next comparison will show whether it really does.
  };

  explicit list_schedule(const settings& wanted);

  /// There is a connection to a server that is booted; the events arrive from here on.
  void start(live_time now);
  /// Events are missing.
  void on_events_lost(live_time now);
  void on_connection_lost(live_time now);
  void on_connection_restored(live_time now);
  /// FullyBooted: all modules are loaded. It may come before on_connection_restored().
  void on_booted(live_time now);
  /// A module was loaded anew: what was not there may be there now.
  void on_reload(live_time now);
  /// Something came that does not go with the tables of a part: it is compared soon.
  void doubt(live_part part, live_time now);
  /// All valid parts are compared now, and what failed is asked for again, but for that to which there is no right.
  void verify(live_time now);

  /// The list to ask for now, which is under way from here on; nothing when there is none, or not yet.
  std::optional<list_request> next(live_time now);
  /// When next() is to be called; nothing while a list is under way or there is no connection.
  std::optional<live_time> next_due() const;

  /// The list under way; nothing when there is none.
  const std::optional<list_request>& running() const& noexcept { return running_; }
  const std::optional<list_request>& running() const&& = delete;
  /// True when a gap came after the list under way was asked for.
  bool spoiled() const noexcept { return spoiled_; }
  /// True while a valid part is compared; false while one is seeded.
  bool comparing() const noexcept { return job_ && job_->comparing_; }
  /// The differences that the comparison before had.
  const list_judge::differences& differences_before() const noexcept { return plan_of(job_->part_).differences_; }

  /// The list under way was taken over.
  /// @param found, repaired differences that are not confirmed yet, and how many were.
  /// @param conferences for ConfbridgeListRooms: each has a list of its own.
  progress finish(const list_judge::differences& found, std::uint64_t repaired,
                  const std::vector<std::string>& conferences, live_time now);
  /// Up to when the part that finish() called seeded or compared is as its lists said. Where each comparison differed in
  /// another way that is the first one: what came later may be in no list yet, or not confirmed.
  live_time compared_at() const noexcept { return compared_at_; }
  /// The server refused the list under way: its part is to be seeded, and not before some time.
  /// @param denied that there is no right to it, which another connection does not change.
  void refuse(bool denied, live_time now);
  /// The list under way did not come to its end, or a gap made it useless.
  /// @param again whether CoreStatus is to be asked for once more, if that is what was dropped.
  void drop(bool again, live_time now);
  /// There was no memory for the list to ask for, or for the one under way: it is asked for again soon.
  void put_off(live_time now) noexcept;
  /// The server is another one than before, and what is not seeded yet has been forgotten.
  void on_restart();
  /// The part is asked for no more.
  void leave_out(live_part part);
  /// A part that was left out is asked for again.
  void take_in(live_part part);
  /// Whether the part is asked for.
  bool asks_for(live_part part) const noexcept { return plan_of(part).wanted_; }

  /// True when events arrive.
  bool connected() const noexcept { return connected_; }
  /// True when a part is to be seeded.
  bool needs_seeding(live_part part) const noexcept { return plan_of(part).seed_; }
  /// True while a part is being seeded, or waits for its turn. Not without a connection, and not when it has failed.
  bool will_be_seeded(live_part part) const noexcept {
    const plan& each = plan_of(part);
    return connected_ && each.wanted_ && each.seed_ && !each.not_before_;
  }

private:
  class plan {
  public:
    bool wanted_ = false;
    bool seed_ = false;
    bool denied_ = false;
    bool doubted_ = false;   // since its lists were last asked for
    bool by_doubt_ = false;  // the next comparison
    int lost_ = 0;           // comparisons whose list did not come to its end, one after the other
    int rounds_ = 0;         // comparisons that found something, one after the other
    std::optional<live_time> not_before_;
    std::optional<live_time> compare_at_;
    std::optional<live_time> last_list_;
    live_time differs_since_;  // the end of the first of those rounds
    settings::duration doubt_pause_{};
    list_judge::differences differences_;
  };
  class job {
  public:
    job(live_part part, bool comparing) : lists_{lists_of(part)}, part_{part}, comparing_{comparing} {}

    std::vector<list_request> lists_;  // the next one last
    list_judge::differences found_;
    std::uint64_t repaired_ = 0;
    live_part part_;
    bool comparing_;
  };

  plan& plan_of(live_part part) noexcept { return plans_[static_cast<std::size_t>(part)]; }
  const plan& plan_of(live_part part) const noexcept { return plans_[static_cast<std::size_t>(part)]; }
  static std::vector<list_request> lists_of(live_part part);
  void seed_all(live_time now);
  void check_restart_again(live_time when) noexcept;
  bool choose_part(live_time now);
  void begin(live_part part, bool comparing);
  bool compare_soon(live_part part, settings::duration pause, live_time now);
  progress end_comparison(plan& compared, live_time now);
  void adapt_doubt_pause(plan& compared, std::uint64_t repaired);
  void note_whether_seeded(live_time now);
  std::optional<live_time> due_of(const plan& of) const noexcept;
  live_time ready_at() const noexcept;

  settings settings_;
  std::array<plan, live_part_count> plans_;
  std::optional<job> job_;
  std::optional<list_request> running_;
  std::optional<live_time> boot_until_;
  std::optional<live_time> seeded_at_;
  live_time pause_until_;
  live_time compared_at_;
  live_time restart_check_at_;  // when CoreStatus became due
  settings::duration pause_{};
  bool connected_ = false;
  bool booted_ = false;
  bool check_restart_ = false;
  bool spoiled_ = false;
  bool seeding_begun_ = false;  // since the last gap
};

}  // namespace ami::live
