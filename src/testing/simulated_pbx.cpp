#include <ami/testing/simulated_pbx.hpp>
#include <ami/wire/frame.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>
#include <list>
#include <map>
#include <random>

namespace ami::testing {

namespace {

using duration = simulated_pbx::duration;
using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::string_view no_value = "<unknown>";
constexpr int normal_clearing = 16;
constexpr int user_busy = 17;
constexpr int no_answer = 19;
constexpr int subscriber_absent = 20;

enum channel_states : int { down = 0, ring = 4, ringing = 5, up = 6 };

std::string_view state_text(int state) noexcept {
  switch (state) {
  case down: return "Down";
  case ring: return "Ring";
  case ringing: return "Ringing";
  default: return "Up";
  }
}

std::string_view cause_text(int cause) noexcept {
  switch (cause) {
  case 0: return "Unknown";
  case 1: return "Unallocated (unassigned) number";
  case 3: return "No route to destination";
  case normal_clearing: return "Normal Clearing";
  case user_busy: return "User busy";
  case 18: return "No user responding";
  case no_answer: return "User alerting, no answer";
  case subscriber_absent: return "Subscriber absent";
  case 21: return "Call Rejected";
  case 26: return "Answered elsewhere";
  case 27: return "Destination out of order";
  case 31: return "Normal, unspecified";
  case 34: return "Circuit/channel congestion";
  case 38: return "Network out of order";
  case 127: return "Interworking, unspecified";
  default: return "Unknown";
  }
}

// What the server's dial status is when a called channel goes away with this cause before it answers.
std::string_view dial_status(int cause) noexcept {
  switch (cause) {
  case user_busy:
  case 21: return "BUSY";
  case no_answer: return "NOANSWER";
  case 34: return "CONGESTION";
  default: return "CHANUNAVAIL";
  }
}

std::string local_name(std::string_view text) {
  return std::string{text.substr(0, text.find('/'))};
}

std::string_view or_unknown(const std::string& text) noexcept {
  return text.empty() ? no_value : std::string_view{text};
}

struct device {
  explicit device(pbx_endpoint what, bool outside) : about{std::move(what)}, is_trunk{outside} {}

  pbx_endpoint about;
  std::string state = "NOT_INUSE";
  int channels = 0;
  int ringing_channels = 0;
  int talking_channels = 0;
  bool is_trunk;
};

struct call;

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
  duration created{};
  device* line = nullptr;
  call* owner = nullptr;
};

// Adds a channel to what its telephone counts, or takes it away.
void count(const channel& what, int by) noexcept {
  if (what.line != nullptr) {
    what.line->channels += by;
    what.line->ringing_channels += what.state == ringing ? by : 0;
    what.line->talking_channels += what.state == ring || what.state == up ? by : 0;
  }
}

struct member {
  device* line = nullptr;
  int status = 1;
  std::int64_t calls_taken = 0;
  std::int64_t last_call = 0;
  int in_call = 0;
};

struct call_queue {
  explicit call_queue(pbx_queue what) : about{std::move(what)} {}

  pbx_queue about;
  std::vector<member> members;
  std::vector<call*> waiting;
  std::size_t next_member = 0;
  std::int64_t completed = 0;
  std::int64_t abandoned = 0;
  std::int64_t hold_seconds = 0;
  std::int64_t talk_seconds = 0;
  bool distribution_is_due = false;
};

enum class stage { dialing, bridged, queued, ringing_member, running, originating };

struct call {
  std::uint64_t id = 0;
  std::uint64_t generation = 0;  // steps that were scheduled for an earlier one are void
  testing::stage stage = stage::running;
  channel* caller = nullptr;
  channel* callee = nullptr;
  channel* other_half = nullptr;  // of the caller, when that is a Local channel
  call_queue* queue = nullptr;
  member* agent = nullptr;
  duration dialed{};
  duration answered{};
  duration joined{};
  std::size_t original_position = 0;
  std::optional<pbx_call> plan;
  simulated_pbx::call_handler done;
};

}  // namespace

class simulated_pbx::implementation {
public:
  implementation(pbx_options options, sink events);

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

  std::size_t active() const noexcept { return calls_.size(); }
  std::uint64_t started() const noexcept { return started_; }

private:
  using step = void (implementation::*)(call&);

  channel* find(std::string_view name) {
    return const_cast<channel*>(static_cast<const implementation*>(this)->find(name));
  }

  // Dice and clocks
  std::uint64_t dice(std::uint64_t below) { return random_() % below; }
  bool chance(double share) { return static_cast<double>(random_() >> 11U) * 0x1p-53 < share; }
  duration between(milliseconds shortest, milliseconds longest);
  duration reaction() { return between(milliseconds{20}, milliseconds{80}); }
  duration ring_time() { return between(options_.shortest_ring(), options_.longest_ring()); }
  duration talk_time() { return between(options_.shortest_talk(), options_.longest_talk()); }
  // Longer than those who answer need.
  duration no_answer_time() const { return 2 * duration{options_.longest_ring()} + milliseconds{500}; }
  duration next_arrival();
  std::int64_t epoch(duration when) const { return options_.clock_origin() + duration_cast<seconds>(when).count(); }
  std::string make_bridge_id();
  void schedule(call& owner, duration delay, step what);
  void schedule(duration delay, std::function<void()> what);

  // Events
  void emit(const frame_text& event) {
    if (sink_) {
      sink_(event);
    }
  }
  static void snapshot(frame_text& text, const channel& what, std::string_view prefix = {});
  static frame_text about(std::string name, const channel& what);
  static frame_text about(std::string name, const channel* caller, const channel& callee);
  void emit_newexten(channel& what, std::string application, std::string data);
  void emit_variable(channel& what, std::string name, std::string value);
  void emit_dial_end(const channel* caller, const channel& callee, std::string_view status);
  void emit_bridge(std::string name, const std::string& id, int channels, const channel* what = nullptr);
  void emit_agent(std::string name, const call& owner, std::int64_t hold);
  void set_state(channel& what, int state);
  void refresh(device& line);
  void refresh_member(call_queue& queue, member& one, int status);
  void refresh_queue_device(const call_queue& queue, std::size_t before);

  // Channels and calls
  call& new_call();
  void remove(call& what);
  channel& new_channel(std::string name, device* line, int state, call& owner, std::string unique_id = {});
  void end_channel(channel*& what, int cause);
  void end_caller(call& owner, int cause);
  device* pick_device(const device* not_this);
  device* find_device(std::string_view name);
  device* find_number(std::string_view number);
  call_queue* find_extension(std::string_view extension);

  // The life of a call
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
  void enter_queue(call& owner, call_queue& queue);
  void distribute(call_queue& queue);
  void request_distribution(call_queue& queue);
  void ring_member(call& owner, call_queue& queue, member& one);
  void member_rings(call& owner);
  void member_answers(call& owner);
  void member_does_not_answer(call& owner);
  void patience_over(call& owner);
  void leave_queue(call& owner, bool abandoned);
  void abandon(call& owner, int cause);
  void originate_local(const pbx_call& plan, call_handler done);
  void prepare_originated(call& owner, channel& what, std::string_view dial_string);
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
  std::map<std::uint64_t, channel> channels_;
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

// ---- Set-up, dice, clocks

simulated_pbx::implementation::implementation(pbx_options options, sink events)
    : options_{std::move(options)}, sink_{std::move(events)}, random_{options_.seed()} {
  for (const pbx_endpoint& one : options_.endpoints()) {
    devices_.emplace_back(one, false);
  }
  if (devices_.empty()) {
    const auto add = [this](const char* name, const char* number, const char* display_name) {
      devices_.emplace_back(pbx_endpoint{name, number, display_name}, false);
    };
    add("alice", "2001", "Alice Martin");
    add("bob", "2002", "Bob O'Brien");
    add("chloe", "2003", "Chlo\xc3\xa9 Lef\xc3\xa8vre");
    add("dmitri", "2004", "\xd0\x94\xd0\xbc\xd0\xb8\xd1\x82\xd1\x80\xd0\xb8\xd0\xb9");
    add("erin", "2005", "Erin Walsh");
    add("felix", "2006",
        "F\xc3\xa9lix N\xc3\xba\xc3\xb1"
        "ez");
    add("grace", "2007", "Grace Kim");
    add("hana", "2008", "\xe4\xbd\x90\xe8\x97\xa4 Hana");
    add("ivan", "2009", "Ivan Novak");
    add("judith", "2010", "Judith Gr\xc3\xbcn");
  }
  trunk_ = &devices_.emplace_back(pbx_endpoint{"trunk", {}, {}}.context("from-trunk"), true);
  for (const pbx_queue& one : options_.queues()) {
    queues_.emplace_back(one);
  }
  if (queues_.empty() && options_.endpoints().empty()) {
    queues_.emplace_back(pbx_queue{"support", "500"}.member("erin").member("felix").member("grace"));
    queues_.emplace_back(pbx_queue{"sales", "501"}.member("hana").member("ivan").member("judith"));
  }
  for (call_queue& queue : queues_) {
    for (const std::string& name : queue.about.members()) {
      if (device* const line = find_device(name)) {
        queue.members.emplace_back().line = line;
      }
    }
  }
  set_rate(options_.calls_per_second());
}

duration simulated_pbx::implementation::between(milliseconds shortest, milliseconds longest) {
  const auto low = std::max<std::int64_t>(duration{shortest}.count(), 0);
  const auto high = std::max<std::int64_t>(duration{longest}.count(), low);
  return duration{low + static_cast<std::int64_t>(dice(static_cast<std::uint64_t>(high - low) + 1))};
}

duration simulated_pbx::implementation::next_arrival() {
  constexpr double longest_wait = 1e6;
  const double share = 0.5 + static_cast<double>(random_() >> 11U) * 0x1p-53;
  const double wait = std::clamp(share / rate_, 1e-6, longest_wait);
  return now_ + duration{static_cast<std::int64_t>(wait * 1e6)};
}

std::string simulated_pbx::implementation::make_bridge_id() {
  const std::uint64_t high = random_();
  const std::uint64_t low = random_();
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%08x-%04x-4%03x-a%03x-%012llx", static_cast<unsigned>(high >> 32U),
                static_cast<unsigned>(high >> 16U & 0xFFFFU), static_cast<unsigned>(high & 0xFFFU),
                static_cast<unsigned>(low >> 52U), static_cast<unsigned long long>(low & 0xFFFFFFFFFFFFULL));
  return text.data();
}

void simulated_pbx::implementation::set_rate(double value) {
  rate_ = std::isfinite(value) && value > 0 ? value : 0;
  next_call_ = rate_ > 0 ? std::optional<duration>{next_arrival()} : std::nullopt;
}

void simulated_pbx::implementation::schedule(duration delay, std::function<void()> what) {
  steps_.emplace(std::pair{now_ + delay, ++step_count_}, std::move(what));
}

void simulated_pbx::implementation::schedule(call& owner, duration delay, step what) {
  schedule(delay, [this, id = owner.id, generation = owner.generation, what] {
    const auto found = calls_.find(id);
    if (found != calls_.end() && found->second.generation == generation) {
      (this->*what)(found->second);
    }
  });
}

std::optional<duration> simulated_pbx::implementation::next_due() const {
  if (steps_.empty()) {
    return next_call_;
  }
  const duration next_step = steps_.begin()->first.first;
  return next_call_ ? std::min(*next_call_, next_step) : next_step;
}

void simulated_pbx::implementation::advance(duration now) {
  for (auto due = next_due(); due && *due <= now; due = next_due()) {
    now_ = std::max(now_, *due);
    if (next_call_ && *next_call_ == *due) {
      next_call_ = next_arrival();
      if (calls_.size() < options_.max_calls()) {
        random_call();
      }
    } else {
      const auto what = std::move(steps_.begin()->second);
      steps_.erase(steps_.begin());
      what();
    }
  }
  now_ = std::max(now_, now);
}

// ---- Events

void simulated_pbx::implementation::snapshot(frame_text& text, const channel& what, std::string_view prefix) {
  const auto add = [&](std::string_view key, std::string_view value) {
    text.header(std::string{prefix}.append(key), value);
  };
  add("Channel", what.name);
  add("ChannelState", std::to_string(what.state));
  add("ChannelStateDesc", state_text(what.state));
  add("CallerIDNum", or_unknown(what.caller_num));
  add("CallerIDName", what.caller_name.empty() ? std::string{no_value} : escape_c(what.caller_name));
  add("ConnectedLineNum", or_unknown(what.connected_num));
  add("ConnectedLineName", what.connected_name.empty() ? std::string{no_value} : escape_c(what.connected_name));
  add("Language", "en");
  add("AccountCode", what.account);
  add("Context", what.context);
  add("Exten", what.exten);
  add("Priority", std::to_string(what.priority));
  add("Uniqueid", what.uniqueid);
  add("Linkedid", what.linkedid);
}

frame_text simulated_pbx::implementation::about(std::string name, const channel& what) {
  frame_text text = frame_text::event(std::move(name));
  snapshot(text, what);
  return text;
}

frame_text simulated_pbx::implementation::about(std::string name, const channel* caller, const channel& callee) {
  frame_text text = frame_text::event(std::move(name));
  if (caller != nullptr) {
    snapshot(text, *caller);
  }
  snapshot(text, callee, "Dest");
  return text;
}

void simulated_pbx::implementation::emit_newexten(channel& what, std::string application, std::string data) {
  what.application = std::move(application);
  what.data = std::move(data);
  emit(about("Newexten", what)
           .header("Extension", what.exten)
           .header("Application", what.application)
           .header("AppData", what.data));
}

void simulated_pbx::implementation::emit_variable(channel& what, std::string name, std::string value) {
  emit(about("VarSet", what).header("Variable", name).header("Value", escape_c(value)));
  what.variables.insert_or_assign(std::move(name), std::move(value));
}

void simulated_pbx::implementation::emit_dial_end(const channel* caller, const channel& callee,
                                                  std::string_view status) {
  emit(about("DialEnd", caller, callee).header("DialStatus", status));
}

void simulated_pbx::implementation::emit_bridge(std::string name, const std::string& id, int channels,
                                                const channel* what) {
  frame_text text = frame_text::event(std::move(name));
  text.header("BridgeUniqueid", id)
      .header("BridgeType", "basic")
      .header("BridgeTechnology", "simple_bridge")
      .header("BridgeCreator", no_value)
      .header("BridgeName", no_value)
      .header("BridgeNumChannels", channels)
      .header("BridgeVideoSourceMode", "none");
  if (what != nullptr) {
    snapshot(text, *what);
  }
  emit(text);
}

void simulated_pbx::implementation::emit_agent(std::string name, const call& owner, std::int64_t hold) {
  const bool called = name == "AgentCalled";
  const bool refused = name == "AgentRingNoAnswer";
  const bool connected = name == "AgentConnect";
  frame_text text = about(std::move(name), owner.caller, *owner.callee);
  text.header("Queue", owner.queue->about.name())
      .header("Interface", "PJSIP/" + owner.agent->line->about.name())
      .header("MemberName", owner.agent->line->about.display_name());
  const duration ring = now_ - owner.dialed;
  if (refused) {
    text.header("RingTime", duration_cast<milliseconds>(ring).count());
  } else if (!called) {
    text.header("HoldTime", hold);
    if (connected) {
      text.header("RingTime", duration_cast<seconds>(ring).count());
    }
  }
  emit(text);
}

void simulated_pbx::implementation::set_state(channel& what, int state) {
  count(what, -1);
  what.state = state;
  count(what, 1);
  emit(about("Newstate", what));
  if (what.line != nullptr) {
    refresh(*what.line);
  }
}

void simulated_pbx::implementation::refresh(device& line) {
  const bool rings = line.ringing_channels != 0;
  const bool talks = line.talking_channels != 0;
  const std::string_view state = rings && talks ? "RINGINUSE" : rings ? "RINGING" : talks ? "INUSE" : "NOT_INUSE";
  if (line.state == state) {
    return;
  }
  line.state = state;
  emit(frame_text::event("DeviceStateChange").header("Device", "PJSIP/" + line.about.name()).header("State", state));
  const int status = rings && talks ? 7 : rings ? 6 : talks ? 2 : 1;
  for (call_queue& queue : queues_) {
    for (member& one : queue.members) {
      if (one.line == &line) {
        refresh_member(queue, one, status);
      }
    }
    if (status == 1 && !queue.waiting.empty()) {
      request_distribution(queue);
    }
  }
}

void simulated_pbx::implementation::refresh_member(call_queue& queue, member& one, int status) {
  one.status = status;
  emit(frame_text::event("QueueMemberStatus")
           .header("Queue", queue.about.name())
           .header("MemberName", one.line->about.display_name())
           .header("Interface", "PJSIP/" + one.line->about.name())
           .header("StateInterface", "PJSIP/" + one.line->about.name())
           .header("Membership", "static")
           .header("Penalty", 0)
           .header("CallsTaken", one.calls_taken)
           .header("LastCall", one.last_call)
           .header("LastPause", 0)
           .header("LoginTime", options_.clock_origin())
           .header("InCall", one.in_call)
           .header("Status", one.status)
           .header("Paused", 0)
           .header("PausedReason", "")
           .header("Ringinuse", 0)
           .header("Wrapuptime", 0));
}

void simulated_pbx::implementation::refresh_queue_device(const call_queue& queue, std::size_t before) {
  if ((before == 0) != queue.waiting.empty()) {
    emit(frame_text::event("DeviceStateChange")
             .header("Device", "Queue:" + queue.about.name())
             .header("State", queue.waiting.empty() ? "NOT_INUSE" : "RINGING"));
  }
}

// ---- Channels and calls

call& simulated_pbx::implementation::new_call() {
  call& made = calls_[++started_];
  made.id = started_;
  return made;
}

void simulated_pbx::implementation::remove(call& what) {
  calls_.erase(what.id);
}

channel& simulated_pbx::implementation::new_channel(std::string name, device* line, int state, call& owner,
                                                    std::string unique_id) {
  channel& made = channels_[++channel_count_];
  made.name = std::move(name);
  made.uniqueid =
      unique_id.empty() ? std::to_string(epoch(now_)) + "." + std::to_string(channel_count_) : std::move(unique_id);
  made.linkedid = owner.caller != nullptr ? owner.caller->linkedid : made.uniqueid;
  made.state = state;
  made.created = now_;
  made.number = channel_count_;
  made.line = line;
  count(made, 1);
  made.owner = &owner;
  made.exten = "s";
  made.context = "default";
  if (line != nullptr) {
    std::array<char, 16> number{};
    std::snprintf(number.data(), number.size(), "-%08llx", static_cast<unsigned long long>(++name_count_));
    made.name = "PJSIP/" + line->about.name() + number.data();
    made.caller_num = line->about.number();
    made.caller_name = line->about.display_name();
    made.account = line->about.account();
    made.context = line->about.context();
  }
  return made;
}

void simulated_pbx::implementation::end_channel(channel*& what, int cause) {
  if (what == nullptr) {
    return;
  }
  emit(about("Hangup", *what).header("Cause", cause).header("Cause-txt", cause_text(cause)));
  count(*what, -1);
  device* const line = what->line;
  const std::uint64_t number = what->number;
  what = nullptr;
  channels_.erase(number);
  if (line != nullptr) {
    refresh(*line);
  }
}

void simulated_pbx::implementation::end_caller(call& owner, int cause) {
  end_channel(owner.other_half, cause);
  end_channel(owner.caller, cause);
  remove(owner);
}

device* simulated_pbx::implementation::find_device(std::string_view name) {
  for (device& one : devices_) {
    if (!one.is_trunk && one.about.name() == name) {
      return &one;
    }
  }
  return nullptr;
}

device* simulated_pbx::implementation::find_number(std::string_view number) {
  for (device& one : devices_) {
    if (!one.is_trunk && one.about.number() == number) {
      return &one;
    }
  }
  return nullptr;
}

call_queue* simulated_pbx::implementation::find_extension(std::string_view extension) {
  for (call_queue& one : queues_) {
    if (one.about.extension() == extension) {
      return &one;
    }
  }
  return nullptr;
}

// By name, or else by Uniqueid, as the server's actions find their channels.
const channel* simulated_pbx::implementation::find(std::string_view name) const {
  for (const auto& [number, one] : channels_) {
    if (wire::equal_ignoring_case(one.name, name)) {
      return &one;
    }
  }
  for (const auto& [number, one] : channels_) {
    if (one.uniqueid == name) {
      return &one;
    }
  }
  return nullptr;
}

// A telephone that is free, if some throws of the dice find one, or else any.
device* simulated_pbx::implementation::pick_device(const device* not_this) {
  const std::size_t count = devices_.size() - 1;
  device* picked = nullptr;
  for (int attempt = 0; attempt < 6 && count > (not_this != nullptr ? 1U : 0U); ++attempt) {
    device& one = *std::next(devices_.begin(), static_cast<std::ptrdiff_t>(dice(count)));
    if (&one != not_this) {
      picked = &one;
      if (one.state == "NOT_INUSE") {
        break;
      }
    }
  }
  return picked;
}

// ---- The life of a call

void simulated_pbx::implementation::random_call() {
  constexpr std::array<std::pair<const char*, const char*>, 6> outside{{
      {"+442079460018", "Zo\xc3\xab Whitfield"},
      {"+442079460231", ""},
      {"+12025550143", "WIRELESS CALLER"},
      {"+12025550178", "D'Angelo, Maria"},
      {"+33199004321", "Ren\xc3\xa9 Dupont"},
      {"+49305550123", "Praxis Dr. Wei\xc3\x9f"},
  }};
  call_queue* const queue = !queues_.empty() && chance(options_.queue_share())
                                ? &*std::next(queues_.begin(), static_cast<std::ptrdiff_t>(dice(queues_.size())))
                                : nullptr;
  device* from = queue == nullptr && !chance(0.4) ? pick_device(nullptr) : trunk_;
  const device* const to = queue == nullptr ? pick_device(from) : nullptr;
  if (from == nullptr || (queue == nullptr && to == nullptr)) {
    return;
  }
  call& made = new_call();
  channel& caller = new_channel({}, from, ring, made);
  made.caller = &caller;
  if (from == trunk_) {
    const auto& [number, name] = outside.at(dice(outside.size()));
    caller.caller_num = number;
    caller.caller_name = name;
  }
  caller.exten = queue != nullptr ? queue->about.extension() : to->about.number();
  emit(about("Newchannel", caller));
  refresh(*from);
  execute(made);
}

void simulated_pbx::implementation::execute(call& owner) {
  const std::string& exten = owner.caller->exten;
  if (device* const line = find_number(exten)) {
    dial(owner, *line);
  } else if (call_queue* const queue = find_extension(exten)) {
    enter_queue(owner, *queue);
  } else {
    run_application(
        owner, "Wait",
        std::to_string(std::max<std::int64_t>(duration_cast<seconds>(duration{options_.longest_talk()}).count(), 1)));
  }
}

void simulated_pbx::implementation::answer_caller(channel& caller) {
  if (caller.state != up) {
    emit_newexten(caller, "Answer", {});
    set_state(caller, up);
    ++caller.priority;
  }
}

void simulated_pbx::implementation::run_application(call& owner, const std::string& name, const std::string& data) {
  answer_caller(*owner.caller);
  emit_newexten(*owner.caller, name, data);
  owner.stage = stage::running;
  duration length = talk_time();
  if (wire::equal_ignoring_case(name, "Wait")) {
    double wanted = 0;
    if (std::from_chars(data.data(), data.data() + data.size(), wanted).ec == std::errc{}) {
      constexpr double longest = 1e6;
      length = duration{static_cast<std::int64_t>(std::clamp(wanted, 0.0, longest) * 1e6)};
    }
  }
  schedule(owner, length, &implementation::application_over);
}

void simulated_pbx::implementation::application_over(call& owner) {
  end_caller(owner, normal_clearing);
}

channel& simulated_pbx::implementation::new_callee(call& owner, device& line, const std::string& application) {
  channel& caller = *owner.caller;
  channel& callee = new_channel({}, &line, down, owner);
  owner.callee = &callee;
  owner.dialed = now_;
  emit(about("Newchannel", callee));
  emit_variable(callee, "DIALEDPEERNUMBER", line.about.name());
  callee.exten = caller.exten;
  callee.connected_num = caller.caller_num;
  callee.connected_name = caller.caller_name;
  emit_newexten(callee, application, "(Outgoing Line)");
  emit(about("NewConnectedLine", callee));
  return callee;
}

void simulated_pbx::implementation::dial(call& owner, device& line) {
  channel& caller = *owner.caller;
  ++owner.generation;
  owner.stage = stage::dialing;
  emit_newexten(caller, "Dial", "PJSIP/" + line.about.name() + ",30");
  for (const char* const name :
       {"DIALSTATUS", "DIALEDPEERNUMBER", "DIALEDPEERNAME", "ANSWEREDTIME", "ANSWEREDTIME_MS", "DIALEDTIME",
        "DIALEDTIME_MS", "RINGTIME", "RINGTIME_MS", "PROGRESSTIME", "PROGRESSTIME_MS"}) {
    emit_variable(caller, name, {});
  }
  if (line.about.behaviour() == endpoint_behaviour::unreachable) {
    emit_variable(caller, "DIALSTATUS", "CHANUNAVAIL");
    end_caller(owner, subscriber_absent);
    return;
  }
  const channel& callee = new_callee(owner, line, "AppDial");
  emit(about("DialBegin", &caller, callee).header("DialString", line.about.name()));
  const endpoint_behaviour behaviour = line.about.behaviour();
  const bool is_busy = behaviour == endpoint_behaviour::busy ||
                       (behaviour == endpoint_behaviour::as_the_dice_say && chance(options_.busy_share()));
  schedule(owner, is_busy ? between(milliseconds{100}, milliseconds{300}) : reaction(),
           is_busy ? &implementation::callee_is_busy : &implementation::callee_rings);
}

void simulated_pbx::implementation::callee_rings(call& owner) {
  set_state(*owner.callee, ringing);
  switch (owner.callee->line->about.behaviour()) {
  case endpoint_behaviour::never_answers:
    schedule(owner, no_answer_time(), &implementation::callee_does_not_answer);
    break;
  case endpoint_behaviour::as_the_dice_say:
    if (chance(options_.no_answer_share())) {
      schedule(owner, no_answer_time(), &implementation::callee_does_not_answer);
      break;
    }
    if (chance(options_.cancel_share())) {
      schedule(owner, ring_time(), &implementation::caller_cancels);
      break;
    }
    [[fallthrough]];
  default: schedule(owner, ring_time(), &implementation::callee_answers);
  }
}

void simulated_pbx::implementation::callee_answers(call& owner) {
  channel& caller = *owner.caller;
  channel& callee = *owner.callee;
  set_state(callee, up);
  caller.connected_num = callee.caller_num;
  caller.connected_name = callee.caller_name;
  emit(about("NewConnectedLine", caller));
  emit_variable(caller, "DIALSTATUS", "ANSWER");
  emit_variable(caller, "DIALEDPEERNAME", callee.name);
  emit_variable(caller, "DIALEDPEERNUMBER", callee.line->about.name());
  callee.exten.clear();
  emit_dial_end(&caller, callee, "ANSWER");
  if (caller.state != up) {
    set_state(caller, up);
  }
  bridge(owner);
}

void simulated_pbx::implementation::callee_gone(call& owner, std::string_view status, int callee_cause,
                                                int caller_cause) {
  emit_dial_end(owner.caller, *owner.callee, status);
  end_channel(owner.callee, callee_cause);
  emit_variable(*owner.caller, "DIALSTATUS", std::string{status});
  end_caller(owner, caller_cause);
}

void simulated_pbx::implementation::callee_is_busy(call& owner) {
  callee_gone(owner, "BUSY", user_busy, user_busy);
}

void simulated_pbx::implementation::callee_does_not_answer(call& owner) {
  callee_gone(owner, "NOANSWER", normal_clearing, no_answer);
}

void simulated_pbx::implementation::caller_cancels(call& owner) {
  emit(about("HangupRequest", *owner.caller).header("Cause", normal_clearing));
  callee_gone(owner, "CANCEL", normal_clearing, normal_clearing);
}

void simulated_pbx::implementation::bridge(call& owner) {
  channel& caller = *owner.caller;
  channel& callee = *owner.callee;
  const std::string id = make_bridge_id();
  owner.stage = stage::bridged;
  owner.answered = now_;
  emit_bridge("BridgeCreate", id, 0);
  emit_newexten(callee, callee.application, callee.data);
  callee.bridge_id = id;
  emit_bridge("BridgeEnter", id, 1, &callee);
  caller.bridge_id = id;
  emit_bridge("BridgeEnter", id, 2, &caller);
  emit_variable(callee, "BRIDGEPEER", caller.name);
  emit_variable(caller, "BRIDGEPEER", callee.name);
  schedule(owner, talk_time(), &implementation::talk_over);
}

void simulated_pbx::implementation::talk_over(call& owner) {
  const bool by_caller = chance(0.55);
  channel& first = by_caller ? *owner.caller : *owner.callee;
  emit(about("HangupRequest", first).header("Cause", normal_clearing));
  end_bridge(owner, by_caller, normal_clearing);
}

void simulated_pbx::implementation::end_bridge(call& owner, bool by_caller, int cause) {
  const std::string id = owner.caller->bridge_id;
  if (owner.queue != nullptr) {
    call_queue& queue = *owner.queue;
    const std::int64_t hold = duration_cast<seconds>(owner.answered - owner.joined).count();
    const std::int64_t talk = duration_cast<seconds>(now_ - owner.answered).count();
    emit(about("AgentComplete", owner.caller, *owner.callee)
             .header("Queue", queue.about.name())
             .header("Interface", "PJSIP/" + owner.agent->line->about.name())
             .header("MemberName", owner.agent->line->about.display_name())
             .header("HoldTime", hold)
             .header("TalkTime", talk)
             .header("Reason", by_caller ? "caller" : "agent"));
    ++queue.completed;
    queue.hold_seconds += hold;
    queue.talk_seconds += talk;
    ++owner.agent->calls_taken;
    owner.agent->last_call = epoch(now_);
    owner.agent->in_call = 0;
    owner.queue = nullptr;
    owner.agent = nullptr;
  }
  channel& first = by_caller ? *owner.caller : *owner.callee;
  channel& second = by_caller ? *owner.callee : *owner.caller;
  unbridge(owner, first, second, !by_caller, cause);
  end_channel(owner.callee, cause);
  const std::int64_t answered_ms = duration_cast<milliseconds>(now_ - owner.answered).count();
  const std::int64_t dialed_ms = duration_cast<milliseconds>(now_ - owner.dialed).count();
  constexpr std::int64_t second_ms = 1000;
  emit_variable(*owner.caller, "ANSWEREDTIME", std::to_string(answered_ms / second_ms));
  emit_variable(*owner.caller, "ANSWEREDTIME_MS", std::to_string(answered_ms));
  emit_variable(*owner.caller, "DIALEDTIME", std::to_string(dialed_ms / second_ms));
  emit_variable(*owner.caller, "DIALEDTIME_MS", std::to_string(dialed_ms));
  end_caller(owner, cause);
}

// Takes both channels out of their bridge. `first` began it; it may be gone before the second leaves.
void simulated_pbx::implementation::unbridge(call& owner, channel& first, channel& second, bool first_goes_at_once,
                                             int cause) {
  const std::string id = first.bridge_id;
  emit_variable(first, "BRIDGEPEER", {});
  emit_variable(second, "BRIDGEPEER", {});
  first.bridge_id.clear();
  emit_bridge("BridgeLeave", id, 1, &first);
  if (first_goes_at_once) {
    end_channel(&first == owner.callee ? owner.callee : owner.caller, cause);
  }
  second.bridge_id.clear();
  emit_bridge("BridgeLeave", id, 0, &second);
  emit_bridge("BridgeDestroy", id, 0);
}

// ---- Queues

void simulated_pbx::implementation::enter_queue(call& owner, call_queue& queue) {
  channel& caller = *owner.caller;
  ++owner.generation;
  answer_caller(caller);
  emit_newexten(caller, "Queue",
                queue.about.name() + ",t,,," +
                    std::to_string(duration_cast<seconds>(options_.queue_patience()).count()));
  for (const char* const name :
       {"ANSWEREDTIME", "ANSWEREDTIME_MS", "DIALEDTIME", "DIALEDTIME_MS", "QUEUEWAIT", "QUEUEWAIT_MS"}) {
    emit_variable(caller, name, {});
  }
  const std::size_t before = queue.waiting.size();
  queue.waiting.push_back(&owner);
  owner.queue = &queue;
  owner.stage = stage::queued;
  owner.joined = now_;
  owner.original_position = queue.waiting.size();
  refresh_queue_device(queue, before);
  const auto count = static_cast<std::int64_t>(queue.waiting.size());
  emit(about("QueueCallerJoin", caller)
           .header("Queue", queue.about.name())
           .header("Position", count)
           .header("Count", count));
  emit(about("MusicOnHoldStart", caller).header("Class", "default"));
  // Not tied to the generation, which changes with every member that rings.
  schedule(options_.queue_patience(), [this, id = owner.id] {
    const auto found = calls_.find(id);
    if (found != calls_.end()) {
      patience_over(found->second);
    }
  });
  request_distribution(queue);
}

void simulated_pbx::implementation::request_distribution(call_queue& queue) {
  if (!queue.distribution_is_due) {
    queue.distribution_is_due = true;
    schedule(reaction(), [this, &queue] {
      queue.distribution_is_due = false;
      distribute(queue);
    });
  }
}

void simulated_pbx::implementation::distribute(call_queue& queue) {
  std::vector<call*> callers;
  std::copy_if(queue.waiting.begin(), queue.waiting.end(), std::back_inserter(callers),
               [](const call* one) { return one->stage == stage::queued; });
  for (call* const caller : callers) {
    member* free_one = nullptr;
    for (std::size_t i = 0; i < queue.members.size() && free_one == nullptr; ++i) {
      member& one = queue.members[(queue.next_member + i) % queue.members.size()];
      if (one.line->channels == 0 && one.line->about.behaviour() != endpoint_behaviour::unreachable) {
        free_one = &one;
        queue.next_member = (queue.next_member + i + 1) % queue.members.size();
      }
    }
    if (free_one == nullptr) {
      return;
    }
    ring_member(*caller, queue, *free_one);
  }
}

void simulated_pbx::implementation::ring_member(call& owner, call_queue& queue, member& one) {
  ++owner.generation;
  owner.stage = stage::ringing_member;
  owner.queue = &queue;
  owner.agent = &one;
  const channel& callee = new_callee(owner, *one.line, "AppQueue");
  emit_agent("AgentCalled", owner, 0);
  emit(about("DialBegin", owner.caller, callee).header("DialString", "PJSIP/" + one.line->about.name()));
  schedule(owner, reaction(), &implementation::member_rings);
}

void simulated_pbx::implementation::member_rings(call& owner) {
  set_state(*owner.callee, ringing);
  const endpoint_behaviour behaviour = owner.callee->line->about.behaviour();
  const bool answers = behaviour == endpoint_behaviour::answers ||
                       (behaviour == endpoint_behaviour::as_the_dice_say && !chance(options_.no_answer_share()));
  schedule(owner, answers ? ring_time() : no_answer_time(),
           answers ? &implementation::member_answers : &implementation::member_does_not_answer);
}

void simulated_pbx::implementation::member_answers(call& owner) {
  channel& caller = *owner.caller;
  channel& callee = *owner.callee;
  owner.agent->in_call = 1;
  set_state(callee, up);
  caller.connected_num = callee.caller_num;
  caller.connected_name = callee.caller_name;
  emit(about("NewConnectedLine", caller));
  emit_dial_end(&caller, callee, "ANSWER");
  const std::int64_t position =
      std::find(owner.queue->waiting.begin(), owner.queue->waiting.end(), &owner) - owner.queue->waiting.begin() + 1;
  leave_queue(owner, false);
  const duration hold = now_ - owner.joined;
  emit_variable(caller, "QUEUEPOSITION", std::to_string(position));
  emit_variable(caller, "QUEUEWAIT", std::to_string(duration_cast<seconds>(hold).count()));
  emit_variable(caller, "QUEUEWAIT_MS", std::to_string(duration_cast<milliseconds>(hold).count()));
  emit_agent("AgentConnect", owner, duration_cast<seconds>(hold).count());
  bridge(owner);
}

void simulated_pbx::implementation::member_does_not_answer(call& owner) {
  ++owner.generation;
  call_queue& queue = *owner.queue;
  emit_dial_end(owner.caller, *owner.callee, "NOANSWER");
  emit_agent("AgentRingNoAnswer", owner, 0);
  end_channel(owner.callee, normal_clearing);
  owner.stage = stage::queued;
  owner.agent = nullptr;
  request_distribution(queue);
}

void simulated_pbx::implementation::patience_over(call& owner) {
  const bool waits = owner.stage == stage::queued || owner.stage == stage::ringing_member;
  if (waits && now_ - owner.joined >= options_.queue_patience()) {
    emit(about("HangupRequest", *owner.caller).header("Cause", normal_clearing));
    abandon(owner, normal_clearing);
  }
}

void simulated_pbx::implementation::leave_queue(call& owner, bool abandoned) {
  call_queue& queue = *owner.queue;
  const auto found = std::find(queue.waiting.begin(), queue.waiting.end(), &owner);
  const std::int64_t position = found - queue.waiting.begin() + 1;
  emit(about("MusicOnHoldStop", *owner.caller));
  if (abandoned) {
    ++queue.abandoned;
    emit(about("QueueCallerAbandon", *owner.caller)
             .header("Queue", queue.about.name())
             .header("Position", position)
             .header("OriginalPosition", static_cast<std::int64_t>(owner.original_position))
             .header("HoldTime", duration_cast<seconds>(now_ - owner.joined).count()));
  }
  const std::size_t before = queue.waiting.size();
  queue.waiting.erase(found);
  refresh_queue_device(queue, before);
  emit(about("QueueCallerLeave", *owner.caller)
           .header("Queue", queue.about.name())
           .header("Position", position)
           .header("Count", static_cast<std::int64_t>(queue.waiting.size())));
}

void simulated_pbx::implementation::abandon(call& owner, int cause) {
  if (owner.callee != nullptr) {
    emit_dial_end(owner.caller, *owner.callee, "CANCEL");
    end_channel(owner.callee, cause);
  }
  leave_queue(owner, true);
  end_caller(owner, cause);
}

// ---- Originate

void simulated_pbx::implementation::prepare_originated(call& owner, channel& what, std::string_view dial_string) {
  const pbx_call& plan = *owner.plan;
  if (!plan.account().empty()) {
    what.account = plan.account();
  }
  // The server applies them in reverse order. Clang 14 does not take GCC 12's views.
  // NOLINTNEXTLINE(modernize-loop-convert)
  for (auto one = plan.variables().rbegin(); one != plan.variables().rend(); ++one) {
    emit_variable(what, one->first, one->second);
  }
  emit_newexten(what, "AppDial2", "(Outgoing Line)");
  if (!plan.caller_number().empty() || !plan.caller_name().empty()) {
    what.caller_num = plan.caller_number();
    what.caller_name = plan.caller_name();
    emit(about("NewCallerid", what).header("CID-CallingPres", "0 (Presentation Allowed, Not Screened)"));
    what.connected_num = plan.caller_number();
    what.connected_name = plan.caller_name();
    emit(about("NewConnectedLine", what));
  }
  if (owner.other_half != nullptr) {
    frame_text text = frame_text::event("LocalBridge");
    snapshot(text, what, "LocalOne");
    snapshot(text, *owner.other_half, "LocalTwo");
    emit(text.header("Context", what.context).header("Exten", what.exten).header("LocalOptimization", "No"));
  }
  owner.stage = stage::originating;
  owner.dialed = now_;
  emit(about("DialBegin", nullptr, what).header("DialString", dial_string));
}

void simulated_pbx::implementation::originate(const pbx_call& plan, call_handler done) {
  const std::string& target = plan.channel();
  const std::size_t slash = target.find('/');
  const std::string_view technology = std::string_view{target}.substr(0, slash);
  if (slash != std::string::npos && wire::equal_ignoring_case(technology, "Local")) {
    originate_local(plan, std::move(done));
    return;
  }
  device* line = nullptr;
  if (slash != std::string::npos && wire::equal_ignoring_case(technology, "PJSIP")) {
    line = find_device(local_name(std::string_view{target}.substr(slash + 1)));
  }
  if (line == nullptr || line->about.behaviour() == endpoint_behaviour::unreachable) {
    if (done) {
      done(pbx_call_result{0, target, std::string{no_value}, plan.caller_number(), plan.caller_name()});
    }
    return;
  }
  call& made = new_call();
  made.plan = plan;
  made.done = std::move(done);
  channel& what = new_channel({}, line, down, made, plan.unique_id());
  made.caller = &what;
  emit(about("Newchannel", what));
  prepare_originated(made, what, line->about.name());
  if (line->about.behaviour() == endpoint_behaviour::busy) {
    schedule(made, between(milliseconds{100}, milliseconds{300}), &implementation::originated_is_busy);
  } else {
    schedule(made, reaction(), &implementation::originated_rings);
  }
}

void simulated_pbx::implementation::originate_local(const pbx_call& plan, call_handler done) {
  const std::string target = local_name(std::string_view{plan.channel()}.substr(plan.channel().find('/') + 1));
  const std::size_t at = target.find('@');
  call& made = new_call();
  made.plan = plan;
  made.done = std::move(done);
  std::array<char, 16> number{};
  std::snprintf(number.data(), number.size(), "-%08llx", static_cast<unsigned long long>(local_count_++));
  const auto half = [&](const char* suffix, int state, const std::string& unique_id) -> channel& {
    channel& what = new_channel("Local/" + target + number.data() + suffix, nullptr, state, made, unique_id);
    what.exten = target.substr(0, at);
    if (at != std::string::npos) {
      what.context = target.substr(at + 1);
    }
    emit(about("Newchannel", what));
    return what;
  };
  made.caller = &half(";1", down, plan.unique_id());
  made.other_half = &half(";2", ring, plan.other_unique_id());
  prepare_originated(made, *made.caller, target);
  schedule(made, reaction(), &implementation::originated_answers);
}

void simulated_pbx::implementation::originated_rings(call& owner) {
  set_state(*owner.caller, ringing);
  const duration limit = owner.plan->timeout();
  const duration needs = ring_time();
  const bool answers = owner.caller->line->about.behaviour() != endpoint_behaviour::never_answers && needs < limit;
  schedule(owner, answers ? needs : limit,
           answers ? &implementation::originated_answers : &implementation::originated_times_out);
}

void simulated_pbx::implementation::originated_answers(call& owner) {
  ++owner.generation;
  channel& what = *owner.caller;
  if (owner.other_half != nullptr) {
    channel& half = *owner.other_half;
    answer_caller(half);
    emit_newexten(half, "Wait", "3600");
  }
  set_state(what, up);
  emit_dial_end(nullptr, what, "ANSWER");
  constexpr int reason_answered = 4;
  const call_handler done = std::exchange(owner.done, {});
  if (done) {
    done(pbx_call_result{reason_answered, what.name, what.uniqueid, what.connected_num, what.connected_name});
  }
  const pbx_call plan = *owner.plan;
  if (!plan.context().empty()) {
    what.context = plan.context();
  }
  if (!plan.exten().empty()) {
    what.exten = plan.exten();
  }
  what.priority = plan.priority();
  if (plan.application().empty()) {
    execute(owner);
  } else {
    run_application(owner, plan.application(), plan.data());
  }
}

void simulated_pbx::implementation::originate_failed(call& owner, int reason, int cause) {
  const call_handler done = std::exchange(owner.done, {});
  const pbx_call plan = *owner.plan;
  emit_dial_end(nullptr, *owner.caller, dial_status(cause));
  end_caller(owner, cause);
  if (done) {
    const std::string& id = plan.unique_id();
    done(pbx_call_result{reason, plan.channel(), id.empty() ? std::string{no_value} : id, plan.caller_number(),
                         plan.caller_name()});
  }
}

// ---- Actions

bool simulated_pbx::implementation::hang_up(std::string_view name, int cause) {
  channel* const what = find(name);
  if (what == nullptr) {
    return false;
  }
  constexpr int explicit_request = 32;
  if (cause == 0) {
    cause = normal_clearing;
  }
  call& owner = *what->owner;
  ++owner.generation;
  const bool is_callee = what == owner.callee;
  emit(about("SoftHangupRequest", *what).header("Cause", explicit_request));
  switch (owner.stage) {
  case stage::bridged: end_bridge(owner, !is_callee, cause); break;
  case stage::dialing: callee_gone(owner, is_callee ? dial_status(cause) : "CANCEL", cause, cause); break;
  case stage::queued:
  case stage::ringing_member:
    if (is_callee) {
      member_does_not_answer(owner);
    } else {
      abandon(owner, cause);
    }
    break;
  case stage::running: end_caller(owner, cause); break;
  case stage::originating: originate_failed(owner, 1, cause); break;
  }
  return true;
}

void simulated_pbx::implementation::hang_up_all() {
  while (!channels_.empty()) {
    const std::string name = channels_.begin()->second.name;
    hang_up(name, 0);
  }
}

bool simulated_pbx::implementation::redirect(std::string_view name, std::string_view context, std::string_view exten,
                                             std::int64_t priority) {
  channel* const what = find(name);
  if (what == nullptr) {
    return false;
  }
  call& owner = *what->owner;
  if (owner.stage == stage::originating || what == owner.other_half ||
      (what == owner.callee && owner.stage != stage::bridged)) {
    return false;
  }
  ++owner.generation;
  switch (owner.stage) {
  case stage::bridged: {
    channel& peer = what == owner.caller ? *owner.callee : *owner.caller;
    unbridge(owner, *what, peer, false, normal_clearing);
    if (what == owner.callee) {
      end_channel(owner.other_half, normal_clearing);
      std::swap(owner.caller, owner.callee);
    }
    end_channel(owner.callee, normal_clearing);
    if (owner.agent != nullptr) {
      owner.agent->in_call = 0;
    }
    break;
  }
  case stage::dialing:
    emit_dial_end(owner.caller, *owner.callee, "CANCEL");
    end_channel(owner.callee, normal_clearing);
    break;
  case stage::queued:
  case stage::ringing_member:
    if (owner.callee != nullptr) {
      emit_dial_end(owner.caller, *owner.callee, "CANCEL");
      end_channel(owner.callee, normal_clearing);
    }
    leave_queue(owner, true);
    break;
  default: break;
  }
  owner.queue = nullptr;
  owner.agent = nullptr;
  what->context = context;
  what->exten = exten;
  what->priority = priority;
  execute(owner);
  return true;
}

bool simulated_pbx::implementation::set_variable(std::string_view name, std::string_view variable,
                                                 std::string_view value) {
  channel* const what = find(name);
  if (what != nullptr) {
    emit_variable(*what, std::string{variable}, std::string{value});
  }
  return what != nullptr;
}

std::optional<std::string> simulated_pbx::implementation::variable(std::string_view name,
                                                                   std::string_view variable) const {
  const channel* const what = find(name);
  if (what == nullptr) {
    return std::nullopt;
  }
  const auto is = [variable](std::string_view known) { return wire::equal_ignoring_case(variable, known); };
  if (const auto found = what->variables.find(variable); found != what->variables.end()) {
    return found->second;
  }
  return is("CHANNEL")            ? what->name
         : is("UNIQUEID")         ? what->uniqueid
         : is("CONTEXT")          ? what->context
         : is("EXTEN")            ? what->exten
         : is("CALLERID(num)")    ? what->caller_num
         : is("CALLERID(number)") ? what->caller_num
         : is("CALLERID(name)")   ? what->caller_name
                                  : std::string{};
}

std::vector<std::string> simulated_pbx::implementation::channels() const {
  std::vector<std::string> names;
  names.reserve(channels_.size());
  for (const auto& [number, one] : channels_) {
    names.push_back(one.name);
  }
  return names;
}

list_text simulated_pbx::implementation::status(std::string_view name, std::string_view variables) const {
  list_text list{"StatusComplete"};
  list.message("Channel status will follow");
  std::int64_t count = 0;
  const channel* const only = name.empty() ? nullptr : find(name);
  for (const auto& [number, one] : channels_) {
    if (!name.empty() && &one != only) {
      continue;
    }
    frame_text text = frame_text::item("Status").header("Privilege", "Call");
    snapshot(text, one);
    text.header("Type", one.name.substr(0, one.name.find('/')))
        .header("DNID", one.state == ring ? one.exten : std::string{})
        .header("EffectiveConnectedLineNum", or_unknown(one.connected_num))
        .header("EffectiveConnectedLineName", or_unknown(one.connected_name))
        .header("TimeToHangup", 0)
        .header("BridgeID", one.bridge_id)
        .header("Application", one.application)
        .header("Data", one.data)
        .header("Nativeformats", "(ulaw)")
        .header("Readformat", "ulaw")
        .header("Readtrans", "")
        .header("Writeformat", "ulaw")
        .header("Writetrans", "")
        .header("Callgroup", 0)
        .header("Pickupgroup", 0)
        .header("Seconds", duration_cast<seconds>(now_ - one.created).count());
    const bool all_variables = variables == "*";
    for (const auto& [key, value] : one.variables) {
      if (all_variables) {
        text.header("Variable", std::string{key}.append("=").append(value));
      }
    }
    for (std::string_view rest = all_variables ? std::string_view{} : variables; !rest.empty();) {
      const std::string_view wanted = rest.substr(0, rest.find(','));
      rest.remove_prefix(std::min(rest.size(), wanted.size() + 1));
      const auto found = one.variables.find(wanted);
      text.header("Variable", std::string{wanted} + "=" + (found != one.variables.end() ? found->second : ""));
    }
    list.item(std::move(text));
    ++count;
  }
  return list.extra("Items", std::to_string(count));
}

list_text simulated_pbx::implementation::core_show_channels() const {
  list_text list{"CoreShowChannelsComplete"};
  list.message("Channels will follow").action_id_second();
  for (const auto& [number, one] : channels_) {
    frame_text text = frame_text::item("CoreShowChannel");
    snapshot(text, one);
    const auto total = duration_cast<seconds>(now_ - one.created).count();
    std::array<char, 32> length{};
    std::snprintf(length.data(), length.size(), "%02d:%02d:%02d", static_cast<int>(total / 3600 % 100),
                  static_cast<int>(total / 60 % 60), static_cast<int>(total % 60));
    text.header("Application", one.application)
        .header("ApplicationData", one.data)
        .header("Duration", length.data())
        .header("BridgeId", one.bridge_id);
    list.item(std::move(text));
  }
  return list;
}

list_text simulated_pbx::implementation::queue_status(std::string_view queue, std::string_view interface) const {
  list_text list{"QueueStatusComplete"};
  list.message("Queue status will follow");
  for (const call_queue& one : queues_) {
    if (!queue.empty() && !wire::equal_ignoring_case(one.about.name(), queue)) {
      continue;
    }
    const std::int64_t answered = std::max<std::int64_t>(one.completed, 1);
    list.item(frame_text::item("QueueParams")
                  .header("Queue", one.about.name())
                  .header("Max", 0)
                  .header("Strategy", "rrmemory")
                  .header("Calls", static_cast<std::int64_t>(one.waiting.size()))
                  .header("Holdtime", one.hold_seconds / answered)
                  .header("TalkTime", one.talk_seconds / answered)
                  .header("Completed", one.completed)
                  .header("Abandoned", one.abandoned)
                  .header("ServiceLevel", 0)
                  .header("ServicelevelPerf", "0.0")
                  .header("ServicelevelPerf2", "0.0")
                  .header("Weight", 0));
    for (const member& agent : one.members) {
      const std::string name = "PJSIP/" + agent.line->about.name();
      if (!interface.empty() && name != interface) {
        continue;
      }
      list.item(frame_text::item("QueueMember")
                    .header("Queue", one.about.name())
                    .header("Name", agent.line->about.display_name())
                    .header("Location", name)
                    .header("StateInterface", name)
                    .header("Membership", "static")
                    .header("Penalty", 0)
                    .header("CallsTaken", agent.calls_taken)
                    .header("LastCall", agent.last_call)
                    .header("LastPause", 0)
                    .header("LoginTime", options_.clock_origin())
                    .header("InCall", agent.in_call)
                    .header("Status", agent.status)
                    .header("Paused", 0)
                    .header("PausedReason", "")
                    .header("Wrapuptime", 0));
    }
    std::int64_t position = 0;
    for (const call* const waiting : one.waiting) {
      const channel& caller = *waiting->caller;
      const auto text = [](const std::string& value) { return value.empty() ? std::string{"unknown"} : value; };
      list.item(frame_text::item("QueueEntry")
                    .header("Queue", one.about.name())
                    .header("Position", ++position)
                    .header("Channel", caller.name)
                    .header("Uniqueid", caller.uniqueid)
                    .header("CallerIDNum", text(caller.caller_num))
                    .header("CallerIDName", text(caller.caller_name))
                    .header("ConnectedLineNum", text(caller.connected_num))
                    .header("ConnectedLineName", text(caller.connected_name))
                    .header("Wait", duration_cast<seconds>(now_ - waiting->joined).count())
                    .header("Priority", 0));
    }
  }
  return list;
}

// ---- The public face

simulated_pbx::simulated_pbx(pbx_options options, sink events)
    : implementation_{std::make_unique<implementation>(std::move(options), std::move(events))} {}

simulated_pbx::~simulated_pbx() = default;

void simulated_pbx::advance(duration now) {
  implementation_->advance(now);
}

std::optional<simulated_pbx::duration> simulated_pbx::next_due() const {
  return implementation_->next_due();
}

void simulated_pbx::calls_per_second(double value) {
  implementation_->set_rate(value);
}

void simulated_pbx::originate(const pbx_call& call, call_handler done) {
  implementation_->originate(call, std::move(done));
}

bool simulated_pbx::hang_up(std::string_view channel, int cause) {
  return implementation_->hang_up(channel, cause);
}

void simulated_pbx::hang_up_all() {
  implementation_->hang_up_all();
}

bool simulated_pbx::redirect(std::string_view channel, std::string_view context, std::string_view exten,
                             std::int64_t priority) {
  return implementation_->redirect(channel, context, exten, priority);
}

bool simulated_pbx::set_variable(std::string_view channel, std::string_view name, std::string_view value) {
  return implementation_->set_variable(channel, name, value);
}

std::optional<std::string> simulated_pbx::variable(std::string_view channel, std::string_view name) const {
  return implementation_->variable(channel, name);
}

std::vector<std::string> simulated_pbx::channels() const {
  return implementation_->channels();
}

bool simulated_pbx::has_channel(std::string_view channel) const {
  return std::as_const(*implementation_).find(channel) != nullptr;
}

std::size_t simulated_pbx::active_calls() const noexcept {
  return implementation_->active();
}

std::uint64_t simulated_pbx::started_calls() const noexcept {
  return implementation_->started();
}

list_text simulated_pbx::status(std::string_view channel, std::string_view variables) const {
  return implementation_->status(channel, variables);
}

list_text simulated_pbx::core_show_channels() const {
  return implementation_->core_show_channels();
}

list_text simulated_pbx::queue_status(std::string_view queue, std::string_view member) const {
  return implementation_->queue_status(queue, member);
}

}  // namespace ami::testing
