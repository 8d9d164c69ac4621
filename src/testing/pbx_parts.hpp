// The parts of the simulated PBX: telephones, channels, bridges, queues, conferences and calls.
#pragma once

#include <ami/testing/pbx_call.hpp>
#include <ami/testing/pbx_options.hpp>
#include <ami/testing/simulated_pbx.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
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
  int talking_channels = 0;  // those on hold included
  int held_channels = 0;
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
  std::uint64_t linked_number = 0;  // of the channel whose Uniqueid is the Linkedid: the lowest of those in a bridge
  int state = down;
  simulated_pbx::duration created{};
  device* line = nullptr;
  call* owner = nullptr;
  channel* other_half = nullptr;  // of a Local channel
  bool is_second_half = false;
  bool on_hold = false;  // its telephone has put the other party on hold
  bool muted = false;    // in its conference
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
enum class stage { dialing, bridged, queued, ringing_member, running, originating, parked, in_conference };

struct conference {
  explicit conference(pbx_conference settings) : about{std::move(settings)} {}

  pbx_conference about;
  std::string bridge_id;  // empty while nobody is there
  std::vector<call*> members;
};

struct call {
  std::uint64_t id = 0;
  std::uint64_t generation = 0;  // scheduled steps of an earlier generation do nothing
  detail::stage stage = stage::running;
  channel* caller = nullptr;
  channel* callee = nullptr;
  call_queue* queue = nullptr;
  std::shared_ptr<member> agent;
  simulated_pbx::duration dialed{};
  simulated_pbx::duration answered{};
  simulated_pbx::duration joined{};  // the queue, the conference or the parking lot
  std::size_t original_position = 0;
  conference* room = nullptr;
  int parking_space = 0;
  simulated_pbx::duration parking_limit{};
  std::string parker;  // the dial string of who is called when nobody retrieves the call
  device* parker_line = nullptr;
  std::string consultation_of;  // the Uniqueid of the channel whose call is to be transferred to the one called here
  bool transfers_at_hangup = false;  // that is done when the channel that consults or the one it has on hold is hung up
  std::optional<pbx_call> plan;
  simulated_pbx::call_handler done;
};

}  // namespace ami::testing::detail
