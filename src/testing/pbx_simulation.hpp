// The parts of the simulated PBX, and the class that moves them. No sockets, no threads, and no clock of its own.
#pragma once

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

inline constexpr std::string_view no_value = "<unknown>";
inline constexpr int normal_clearing = 16;
inline constexpr int user_busy = 17;
inline constexpr int no_answer = 19;
inline constexpr int subscriber_absent = 20;

enum channel_states : int { down = 0, ring = 4, ringing = 5, up = 6 };

// The text of a header whose value may be unknown.
std::string_view or_unknown(const std::string& text) noexcept;
// The server's dial status for a called channel that ends with this cause before it answers.
std::string_view dial_status(int cause) noexcept;

// A telephone, or the trunk to everybody outside.
struct device {
  explicit device(pbx_endpoint leg, bool outside) : about{std::move(leg)}, is_trunk{outside} {}

  pbx_endpoint about;
  std::string state = "NOT_INUSE";
  int channels = 0;
  int ringing_channels = 0;
  int talking_channels = 0;
  bool is_trunk;
};

// The words and numbers for one state of a device, as the different lists and events spell it.
struct state_words {
  std::string_view state;
  int member_status;
  int extension_status;
  std::string_view extension_text;
  std::string_view endpoint_text;
};
// The words of an unknown state when there is none of this name.
const state_words& words_for(std::string_view state) noexcept;

struct call;
struct channel;

// Channels that hear each other, or that wait together.
struct pbx_bridge {
  std::string id;
  std::string type = "basic";
  std::string technology = "simple_bridge";
  std::string creator{no_value};
  std::string name{no_value};
  std::string video_mode = "none";
  std::vector<channel*> members;
  int announcers = 0;  // channels of the server itself, which are counted and have no events
};

struct channel {
  std::string name;
  std::string uniqueid;
  std::string linkedid;
  std::string caller_num;
  std::string caller_name;
  std::string connected_num;
  std::string connected_name;
  std::string account;
  std::string context;
  std::string exten;
  std::string application;
  std::string data;
  std::string bridge_id;
  std::map<std::string, std::string, std::less<>> variables;
  std::int64_t priority = 1;
  std::uint64_t number = 0;
  int state = down;
  simulated_pbx::duration created{};
  device* line = nullptr;
  call* owner = nullptr;
};

// A member of one queue: a telephone, or an interface that is none, and is never rung.
struct member {
  std::string interface;
  std::string name;
  std::string state_interface;
  device* line = nullptr;     // the telephone to ring
  device* watched = nullptr;  // the telephone whose state is the member's
  bool dynamic = false;
  bool paused = false;
  bool ring_in_use = false;
  std::string paused_reason;
  std::int64_t penalty = 0;
  std::int64_t last_pause = 0;
  std::int64_t login_time = 0;
  int status = 1;
  std::int64_t calls_taken = 0;
  std::int64_t last_call = 0;
  int in_call = 0;

  bool is_free() const noexcept { return status <= 1 && !paused; }
  bool can_ring() const noexcept {
    return line != nullptr && line->channels == 0 && !paused &&
           line->about.behaviour() != endpoint_behaviour::unreachable && (watched == line || status <= 1);
  }
};

struct call_queue {
  explicit call_queue(pbx_queue leg) : about{std::move(leg)} {}

  pbx_queue about;
  // Shared with the calls of the members, which may be removed meanwhile.
  std::vector<std::shared_ptr<member>> members;
  std::vector<call*> waiting;
  std::size_t next_member = 0;
  std::int64_t completed = 0;
  std::int64_t abandoned = 0;
  std::int64_t hold_seconds = 0;
  std::int64_t talk_seconds = 0;
  bool distribution_is_due = false;
  bool removed = false;  // from the configuration; it is there until its last caller has left

  bool is_there() const noexcept { return !removed || !waiting.empty(); }
  // The device whose state tells whether a member is paused.
  std::string pause_device(const member& agent) const { return "Queue:" + about.name() + "_pause_" + agent.interface; }
};

// What a call is doing, and so which of its members are in use.
enum class stage { dialing, bridged, queued, ringing_member, running, originating };

struct call {
  std::uint64_t id = 0;
  std::uint64_t generation = 0;  // scheduled steps of an earlier generation do nothing
  detail::stage stage = stage::running;
  channel* caller = nullptr;
  channel* callee = nullptr;
  channel* other_half = nullptr;  // the second half of the caller, when that is a Local channel
  call_queue* queue = nullptr;
  std::shared_ptr<member> agent;
  simulated_pbx::duration dialed{};
  simulated_pbx::duration answered{};
  simulated_pbx::duration joined{};
  std::size_t original_position = 0;
  std::optional<pbx_call> plan;
  simulated_pbx::call_handler done;
};

// The simulation behind `simulated_pbx`. A call is a chain of steps: each step changes the channels, emits the events
// of that, and schedules the next one. Times and random numbers are drawn in the order of the steps, so that a seed
// decides everything. The definitions are in a file for each theme; those of the public functions that clients' actions
// call are in pbx_actions.cpp and pbx_lists.cpp.
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
  list_text bridge_list(std::string_view type) const;
  std::optional<list_text> bridge_info(std::string_view id) const;
  list_text device_state_list() const;
  list_text extension_state_list() const;
  list_text pjsip_show_endpoints() const;

  std::size_t active() const noexcept { return calls_.size(); }
  std::uint64_t started() const noexcept { return started_; }

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
