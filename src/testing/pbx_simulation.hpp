// The class that moves the parts of the simulated PBX. No sockets, no threads, and no clock of its own.
#pragma once

#include "testing/pbx_parts.hpp"

#include <ami/testing/frame_text.hpp>
#include <ami/testing/pbx_call.hpp>
#include <ami/testing/pbx_options.hpp>
#include <ami/testing/simulated_pbx.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing::detail {

// The simulation behind `simulated_pbx`. A call is a chain of steps: each step changes the channels, emits the events
// of that, and schedules the next one. Times and random numbers are drawn in the order of the steps, so that a seed
// decides everything. The definitions are in a file for each theme, those of the public functions with their theme.
class pbx_simulation {
public:
  using duration = simulated_pbx::duration;
  using sink = simulated_pbx::sink;
  using call_handler = simulated_pbx::call_handler;

  pbx_simulation(pbx_options options, sink events);

  void advance(duration now);
  std::optional<duration> next_due() const;
  void set_rate(double value);
  void originate(const pbx_call& plan, call_handler done);
  bool hang_up(std::string_view name, int cause);
  void hang_up_all();
  bool redirect(std::string_view name, std::string_view context, std::string_view exten, std::int64_t priority);
  bool set_variable(std::string_view name, std::string_view variable, std::string_view value);
  std::optional<std::string> variable(std::string_view name, std::string_view variable) const;
  std::vector<std::string> channels() const;
  const channel* find(std::string_view name) const;
  std::optional<channel_snapshot> snapshot_of(std::string_view name) const;
  list_text status(std::string_view name, std::string_view variables) const;
  list_text core_show_channels() const;
  list_text queue_status(std::string_view queue, std::string_view interface) const;
  list_text queue_summary(std::string_view queue) const;
  queue_change queue_add(std::string_view queue, const pbx_member& agent);
  queue_change queue_remove(std::string_view queue, std::string_view interface);
  bool queue_pause(std::string_view interface, bool paused, std::string_view queue, std::string_view reason);
  bool queue_penalty(std::string_view interface, std::int64_t penalty, std::string_view queue);
  bool queue_ring_in_use(std::string_view interface, bool value, std::string_view queue);
  void configure_queue(const pbx_queue& queue);
  bool remove_queue(std::string_view name);
  void queue_reload(std::string_view queue);
  void queue_reset(std::string_view queue);
  bool hold(std::string_view name, std::string_view music_class);
  bool unhold(std::string_view name);
  bool rename(std::string_view name, std::string_view new_name);
  bool blind_transfer(std::string_view name, std::string_view context, std::string_view exten);
  bool attended_transfer(std::string_view first, std::string_view second);
  bool begin_transfer(std::string_view name, std::string_view context, std::string_view exten);
  bool pick_up(std::string_view ringing_channel, std::string_view endpoint);
  bool park(std::string_view name, duration limit, std::string_view timeout_channel);
  bool mute(std::string_view name, bool muted);
  std::size_t mute_members(std::string_view conference, std::string_view channel, bool muted);
  list_text parked_calls() const;
  list_text parking_lots() const;
  list_text confbridge_list(std::string_view name) const;
  list_text confbridge_list_rooms() const;
  list_text bridge_list(std::string_view type) const;
  std::optional<list_text> bridge_info(std::string_view id) const;
  list_text device_state_list() const;
  list_text extension_state_list() const;
  list_text pjsip_show_endpoints() const;

  std::size_t active() const noexcept { return calls_.size(); }
  std::uint64_t started() const noexcept { return started_; }

  // What there is, for tests that compare with it what somebody else believes.
  const std::map<std::uint64_t, channel>& all_channels() const noexcept { return channels_; }
  const std::map<std::string, pbx_bridge, std::less<>>& all_bridges() const noexcept { return bridges_; }
  const std::list<call_queue>& all_queues() const noexcept { return queues_; }
  const std::list<device>& all_telephones() const noexcept { return devices_; }
  const std::map<std::string, std::string, std::less<>>& all_pseudo_devices() const noexcept {
    return pseudo_device_states_;
  }
  const std::map<int, call*>& all_parked() const noexcept { return parked_; }
  const std::list<conference>& all_conferences() const noexcept { return conferences_; }

private:
  using step = void (pbx_simulation::*)(call&);

  channel* find(std::string_view name) {
    return const_cast<channel*>(static_cast<const pbx_simulation*>(this)->find(name));
  }

  // ---- pbx_clock.cpp: dice and times
  std::uint64_t dice(std::uint64_t below) { return random_() % below; }
  bool chance(double share) { return static_cast<double>(random_() >> 11U) * 0x1p-53 < share; }
  duration between(std::chrono::milliseconds shortest, std::chrono::milliseconds longest);
  duration reaction() { return between(std::chrono::milliseconds{20}, std::chrono::milliseconds{80}); }
  duration ring_time() { return between(options_.shortest_ring(), options_.longest_ring()); }
  duration talk_time() { return between(options_.shortest_talk(), options_.longest_talk()); }
  // Longer than any telephone that answers rings.
  duration no_answer_time() const { return 2 * duration{options_.longest_ring()} + std::chrono::milliseconds{500}; }
  duration next_arrival();
  std::int64_t epoch(duration when) const {
    return options_.clock_origin() + std::chrono::duration_cast<std::chrono::seconds>(when).count();
  }
  std::string make_bridge_id();
  void schedule(call& owner, duration delay, step next_step);
  void schedule(duration delay, std::function<void()> function);

  // ---- pbx_events.cpp
  void emit(const frame_text& event) {
    if (sink_) {
      sink_(event);
    }
  }
  static void snapshot(frame_text& text, const channel& leg, std::string_view prefix = {});
  static frame_text about(std::string name, const channel& leg);
  static frame_text about(std::string name, const channel* caller, const channel& callee);
  void emit_newexten(channel& leg, std::string application, std::string data);
  void emit_variable(channel& leg, std::string name, std::string value);
  void emit_dial_end(const channel* caller, const channel& callee, std::string_view status);
  void emit_agent(std::string name, const call& owner, std::int64_t hold);

  // ---- pbx_bridges.cpp
  static void add_bridge(frame_text& text, const pbx_bridge& where, std::string_view prefix = {});
  void emit_bridge(std::string name, const pbx_bridge& where, const channel* leg = nullptr);
  pbx_bridge& create_bridge(pbx_bridge kind);
  void enter_bridge(pbx_bridge& where, channel& leg);
  static void share_linkedid(const pbx_bridge& where);
  // Returns the bridge, which stays although it may be empty now.
  pbx_bridge& leave_bridge(channel& leg);
  void destroy_bridge(const pbx_bridge& gone);

  // ---- pbx_states.cpp: the states of telephones and of what else has one
  std::string_view idle_state(const device& line) const noexcept;
  void refresh(device& line);
  void emit_extension_status(const device& line);
  void set_pseudo_device(const std::string& name, std::string_view state);
  void refresh_availability(const call_queue& queue);
  void prepare_states();

  // ---- pbx_channels.cpp
  void set_state(channel& leg, int state);
  void set_hold(channel& leg, bool value);
  call& new_call();
  void remove(call& ended);
  channel& new_channel(std::string name, device* line, int state, call& owner, std::string unique_id = {});
  void end_channel(channel*& leg, int cause);
  void end_caller(call& owner, int cause);
  device* pick_device(const device* not_this);
  device* find_device(std::string_view name);
  device* find_number(std::string_view number);
  call_queue* find_extension(std::string_view extension);

  // ---- pbx_calls.cpp: from the dial to the end of the bridge
  void random_call();
  void execute(call& owner);
  void answer_caller(channel& caller);
  void run_application(call& owner, const std::string& name, const std::string& data);
  void application_over(call& owner);
  void dial(call& owner, device& line);
  channel& new_callee(call& owner, device& line, const std::string& application);
  void callee_rings(call& owner);
  void callee_answers(call& owner);
  void callee_is_busy(call& owner);
  void callee_does_not_answer(call& owner);
  void callee_gone(call& owner, std::string_view status, int callee_cause, int caller_cause);
  void caller_cancels(call& owner);
  void bridge(call& owner);
  void unbridge(call& owner, channel& first, channel& second, bool first_goes_at_once, int cause);
  void talk_over(call& owner);
  void end_bridge(call& owner, bool by_caller, int cause);
  void complete_queue_call(call& owner, std::string_view reason);
  call& begin_call(device& from, const std::string& exten, std::string consultation_of);

  // ---- pbx_actions.cpp
  static channel& principal(channel& leg) noexcept { return leg.is_second_half ? *leg.other_half : leg; }
  static bool can_leave(const channel& leg) noexcept;
  void detach(channel& leg);

  // ---- pbx_transfers.cpp
  static channel& peer_of(const channel& leg) noexcept;
  static void adopt(call& owner, channel& leg) noexcept;
  void start_hold(channel& leg, std::string_view music_class);
  void end_hold(channel& leg);
  void silence(const channel& leg);
  void transfer(channel& transferer, std::string_view context, std::string_view exten);
  void join_calls(channel& held, channel& consulting);
  void dial_digits(const channel& leg, std::string_view digits);
  bool transfer_at_hangup(const channel& leg);
  void pick_up(call& owner, device& line);

  // ---- pbx_parking.cpp
  frame_text about_parked(frame_text text, const call& parked, const channel* retriever = nullptr) const;
  std::optional<int> free_space() const;
  call* find_parked(std::string_view exten) const;
  void park_channel(channel& leg, duration limit, std::string_view timeout_channel);
  void leave_parking(call& parked);
  void give_up_parking(call& parked);
  void parking_timed_out(call& parked);
  void retrieve(call& owner, call& parked);

  // ---- pbx_conferences.cpp
  conference* find_conference(std::string_view exten);
  frame_text about_conference(std::string name, const conference& room) const;
  void join_conference(call& owner, conference& room);
  void set_muted(channel& leg, bool muted);
  void leave_conference(call& owner);
  void conference_over(call& owner);

  // ---- pbx_interludes.cpp: what happens in calls by chance, when the options say so
  bool wants(double share) { return share > 0 && chance(share); }
  duration moment() { return talk_time() / 4; }
  channel* transferer(const call& owner) const noexcept;
  void plan_interludes(call& owner);
  void hold_by_chance(call& owner);
  void unhold_by_chance(call& owner);
  void transfer_by_chance(call& owner);
  void consult(channel& leg, device& other);
  bool consultation_over(call& owner);
  void park_by_chance(call& owner);
  void pick_up_by_chance(call& owner);

  // ---- pbx_members.cpp
  call_queue* find_queue(std::string_view name);
  static std::shared_ptr<member> find_member(const call_queue& queue, std::string_view interface);
  member& add_member(call_queue& queue, const pbx_member& agent);
  void emit_member(std::string name, const call_queue& queue, const member& agent);
  void refresh_member(call_queue& queue, member& agent, int status);
  void pause_member(call_queue& queue, member& agent, bool paused, std::string_view reason);
  void reload_members(call_queue& queue);
  // Calls `change` with each member of this interface; tells whether there is any.
  template <class Change>
  bool change_members(std::string_view interface, std::string_view queue, Change change);

  // ---- pbx_queues.cpp
  void refresh_queue_device(const call_queue& queue);
  void enter_queue(call& owner, call_queue& queue);
  void distribute(call_queue& queue);
  void request_distribution(call_queue& queue);
  void ring_member(call& owner, call_queue& queue, std::shared_ptr<member> agent);
  void member_rings(call& owner);
  void member_answers(call& owner);
  void member_does_not_answer(call& owner);
  void patience_over(call& owner);
  void leave_queue(call& owner, bool abandoned);
  void abandon(call& owner, int cause);

  // ---- pbx_originate.cpp
  void originate_local(const pbx_call& plan, call_handler done);
  void prepare_originated(call& owner, channel& leg, std::string_view dial_string);
  void originated_rings(call& owner);
  void originated_answers(call& owner);
  void originated_is_busy(call& owner) { originate_failed(owner, 5, user_busy); }
  void originated_times_out(call& owner) { originate_failed(owner, 3, no_answer); }
  void originate_failed(call& owner, int reason, int cause);

  pbx_options options_;
  sink sink_;
  std::mt19937_64 random_;
  std::list<device> devices_;
  device* trunk_ = nullptr;
  std::list<call_queue> queues_;
  std::list<conference> conferences_;
  std::map<int, call*> parked_;                 // by space
  std::string parking_bridge_;                  // there from the first parked call on
  std::vector<pbx_queue> queue_configuration_;  // takes effect when queues are reloaded
  std::map<std::uint64_t, channel> channels_;
  std::map<std::string, pbx_bridge, std::less<>> bridges_;                // by unique id, as the server lists them
  std::map<std::string, std::string, std::less<>> pseudo_device_states_;  // of what is no telephone, such as queues
  std::map<std::uint64_t, call> calls_;
  std::map<std::pair<duration, std::uint64_t>, std::function<void()>> steps_;
  std::optional<duration> next_call_;
  duration now_{};
  double rate_ = 0;
  std::uint64_t started_ = 0;
  std::uint64_t step_count_ = 0;
  std::uint64_t channel_count_ = 0;
  std::uint64_t name_count_ = 0;
  std::uint64_t local_count_ = 0;
};

}  // namespace ami::testing::detail
