// How a simulated PBX behaves: its telephones, its queues, and what happens in it.
//
//     fake_asterisk server{fake_options{}.pbx(pbx_options{}
//         .endpoint(pbx_endpoint{"alice", "2001", "Alice Martin"})
//         .endpoint(pbx_endpoint{"bob", "2002", "Bob"}.behaviour(endpoint_behaviour::busy))
//         .queue(pbx_queue{"support", "500"}.member("alice"))
//         .ring_time(10ms, 20ms).talk_time(50ms, 50ms))};
//
// All of these are values with fluent setters, which work on temporaries as well as on variables.
#pragma once

#include <ami/time_span.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ami::testing {

/// What happens when an endpoint is called.
enum class endpoint_behaviour : std::uint8_t {
  /// Calls of the simulation: mostly answers, by the shares in the options. Originate: answers, unless it would ring
  /// longer than the action's timeout.
  as_the_dice_say,
  /// It rings for a time within pbx_options::ring_time(), and answers.
  answers,
  /// It is busy: the caller hears so after 100 to 300 ms.
  busy,
  /// It rings until the caller gives up, or until the timeout of the Originate.
  never_answers,
  /// It is not registered: the call fails at once, and the queues do not ring it.
  unreachable,
};

/// A telephone of the simulated PBX, with the technology PJSIP. A value with fluent setters.
/// @par Thread safety As any value, as all classes of this header.
class pbx_endpoint {
public:
  /// @param name the part `name` of the channel name `PJSIP/<name>-00000001`.
  /// @param number its extension and caller id number.
  /// @param display_name its caller id name.
  pbx_endpoint(std::string name, std::string number, std::string display_name)
      : name_{std::move(name)}, number_{std::move(number)}, display_name_{std::move(display_name)} {}

  /// The context in which its calls begin. Default: "default".
  pbx_endpoint& context(std::string value) & {
    context_ = std::move(value);
    return *this;
  }
  pbx_endpoint&& context(std::string value) && { return std::move(context(std::move(value))); }
  /// The account code of its channels. Default: none.
  pbx_endpoint& account(std::string value) & {
    account_ = std::move(value);
    return *this;
  }
  pbx_endpoint&& account(std::string value) && { return std::move(account(std::move(value))); }
  /// What happens when it is called. Default: endpoint_behaviour::as_the_dice_say.
  pbx_endpoint& behaviour(endpoint_behaviour value) & {
    behaviour_ = value;
    return *this;
  }
  pbx_endpoint&& behaviour(endpoint_behaviour value) && { return std::move(behaviour(value)); }

  // What was given, or the default.
  const std::string& name() const& noexcept { return name_; }
  const std::string& name() const&& = delete;
  const std::string& number() const& noexcept { return number_; }
  const std::string& number() const&& = delete;
  const std::string& display_name() const& noexcept { return display_name_; }
  const std::string& display_name() const&& = delete;
  const std::string& context() const& noexcept { return context_; }
  const std::string& context() const&& = delete;
  const std::string& account() const& noexcept { return account_; }
  const std::string& account() const&& = delete;
  endpoint_behaviour behaviour() const noexcept { return behaviour_; }

private:
  std::string name_;
  std::string number_;
  std::string display_name_;
  std::string context_ = "default";
  std::string account_;
  endpoint_behaviour behaviour_ = endpoint_behaviour::as_the_dice_say;
};

/// A queue of the simulated PBX. A value with fluent setters. It rings one free member for each caller that waits, the
/// members in turn, with the events of a queue (QueueCallerJoin, AgentCalled, AgentConnect, QueueMemberStatus, ...).
class pbx_queue {
public:
  /// @param name the queue's name.
  /// @param extension the number to dial to enter it.
  pbx_queue(std::string name, std::string extension) : name_{std::move(name)}, extension_{std::move(extension)} {}

  /// Adds a member.
  /// @param endpoint the name of an endpoint; one that there is not is ignored.
  pbx_queue& member(std::string endpoint) & {
    members_.push_back(std::move(endpoint));
    return *this;
  }
  pbx_queue&& member(std::string endpoint) && { return std::move(member(std::move(endpoint))); }

  // What was given, or the default.
  const std::string& name() const& noexcept { return name_; }
  const std::string& name() const&& = delete;
  const std::string& extension() const& noexcept { return extension_; }
  const std::string& extension() const&& = delete;
  const std::vector<std::string>& members() const& noexcept { return members_; }
  const std::vector<std::string>& members() const&& = delete;

private:
  std::string name_;
  std::string extension_;
  std::vector<std::string> members_;
};

/// A member that is added to a queue while the PBX runs. A value with fluent setters.
class pbx_member {
public:
  /// @param interface whom the queue rings: "PJSIP/alice". One that is no telephone of the PBX is listed as invalid,
  /// and
  ///   not rung.
  explicit pbx_member(std::string interface) : interface_{std::move(interface)} {}

  /// The name to show. Default: the interface.
  pbx_member& name(std::string value) & {
    name_ = std::move(value);
    return *this;
  }
  pbx_member&& name(std::string value) && { return std::move(name(std::move(value))); }
  /// Whose state is the member's. Default: the interface.
  pbx_member& state_interface(std::string value) & {
    state_interface_ = std::move(value);
    return *this;
  }
  pbx_member&& state_interface(std::string value) && { return std::move(state_interface(std::move(value))); }
  /// Members with a lower penalty are rung first. Default: 0.
  pbx_member& penalty(std::int64_t value) & {
    penalty_ = value;
    return *this;
  }
  pbx_member&& penalty(std::int64_t value) && { return std::move(penalty(value)); }
  /// Whether it begins paused. Default: false.
  pbx_member& paused(bool value) & {
    paused_ = value;
    return *this;
  }
  pbx_member&& paused(bool value) && { return std::move(paused(value)); }

  // What was set, or the default.
  const std::string& interface() const& noexcept { return interface_; }
  const std::string& interface() const&& = delete;
  const std::string& name() const& noexcept { return name_.empty() ? interface_ : name_; }
  const std::string& name() const&& = delete;
  const std::string& state_interface() const& noexcept {
    return state_interface_.empty() ? interface_ : state_interface_;
  }
  const std::string& state_interface() const&& = delete;
  std::int64_t penalty() const noexcept { return penalty_; }
  bool paused() const noexcept { return paused_; }

private:
  std::string interface_;
  std::string name_;
  std::string state_interface_;
  std::int64_t penalty_ = 0;
  bool paused_ = false;
};

/// A conference of the simulated PBX. It exists while somebody is in it; its extension is the number to dial to join.
class pbx_conference {
public:
  /// @param name the conference's name.
  /// @param extension the number to dial to join it.
  pbx_conference(std::string name, std::string extension) : name_{std::move(name)}, extension_{std::move(extension)} {}

  // What was given.
  const std::string& name() const& noexcept { return name_; }
  const std::string& name() const&& = delete;
  const std::string& extension() const& noexcept { return extension_; }
  const std::string& extension() const&& = delete;

private:
  std::string name_;
  std::string extension_;
};

/// What became of a change of a queue's members.
enum class queue_change : std::uint8_t {
  /// It was made.
  done,
  /// There is no such queue.
  no_such_queue,
  /// The interface is a member already.
  already_there,
  /// The interface is no member.
  not_there,
  /// The member comes from the configuration, and only a reload removes it.
  not_dynamic,
};

/// How the simulated PBX behaves. A value with fluent setters. Times are times of the simulated clock, which the fake
/// server lets run as the real one does. Shares are between 0 and 1.
class pbx_options {
public:
  /// What times are kept in.
  using duration = std::chrono::milliseconds;

  /// With the defaults that the setters name.
  pbx_options() noexcept {}

  /// The same seed, options and actions at the same times produce the same events. Default: 1.
  pbx_options& seed(std::uint64_t value) & {
    seed_ = value;
    return *this;
  }
  pbx_options&& seed(std::uint64_t value) && { return std::move(seed(value)); }
  /// How many calls begin in a second, on average. Default: 0, so that nothing happens by itself. With more calls than
  /// the machine can simulate, the PBX of a `fake_asterisk` runs slower than real time, and answers as before.
  pbx_options& calls_per_second(double value) & {
    calls_per_second_ = value;
    return *this;
  }
  pbx_options&& calls_per_second(double value) && { return std::move(calls_per_second(value)); }
  /// With this many calls at once no new ones begin by themselves. Default: 1000.
  pbx_options& max_calls(std::size_t value) & {
    max_calls_ = value;
    return *this;
  }
  pbx_options&& max_calls(std::size_t value) && { return std::move(max_calls(value)); }
  /// How long a telephone rings before it answers: a random time between both. Default: 1 to 3 s.
  pbx_options& ring_time(time_span shortest, time_span longest) & {
    shortest_ring_ = shortest;
    longest_ring_ = longest;
    return *this;
  }
  pbx_options&& ring_time(time_span shortest, time_span longest) && { return std::move(ring_time(shortest, longest)); }
  /// How long the parties talk, likewise; also how long an application other than `Wait` runs. Default: 2 to 8 s.
  pbx_options& talk_time(time_span shortest, time_span longest) & {
    shortest_talk_ = shortest;
    longest_talk_ = longest;
    return *this;
  }
  pbx_options&& talk_time(time_span shortest, time_span longest) && { return std::move(talk_time(shortest, longest)); }
  /// How long a caller waits in a queue before hanging up, whether or not a member rings then. Default: 20 s.
  pbx_options& queue_patience(time_span value) & {
    queue_patience_ = value;
    return *this;
  }
  pbx_options&& queue_patience(time_span value) && { return std::move(queue_patience(value)); }
  /// The share of calls that begin by themselves and go to a queue; the others go to a telephone. Default: 0.3.
  pbx_options& queue_share(double value) & {
    queue_share_ = value;
    return *this;
  }
  pbx_options&& queue_share(double value) && { return std::move(queue_share(value)); }
  /// The share of the other calls that find the callee busy. Default: 0.06.
  pbx_options& busy_share(double value) & {
    busy_share_ = value;
    return *this;
  }
  pbx_options&& busy_share(double value) && { return std::move(busy_share(value)); }
  /// The share of calls that are not answered. Default: 0.08.
  pbx_options& no_answer_share(double value) & {
    no_answer_share_ = value;
    return *this;
  }
  pbx_options&& no_answer_share(double value) && { return std::move(no_answer_share(value)); }
  /// The share of the other calls whose caller hangs up while it rings. Default: 0.05.
  pbx_options& cancel_share(double value) & {
    cancel_share_ = value;
    return *this;
  }
  pbx_options&& cancel_share(double value) && { return std::move(cancel_share(value)); }
  /// The second since 1970 at which the PBX was started: the first part of its Uniqueids. Default: 1750000000.
  pbx_options& clock_origin(std::int64_t value) & {
    clock_origin_ = value;
    return *this;
  }
  pbx_options&& clock_origin(std::int64_t value) && { return std::move(clock_origin(value)); }
  /// Sends the states that follow from those of telephones, too: ExtensionStatus of their numbers, and
  /// DeviceStateChange of `Queue:NAME_avail`, which is not in use while a member of the queue is free. An unreachable
  /// telephone is UNAVAILABLE then. Default: false, so that there are fewer events.
  pbx_options& all_states(bool value) & {
    all_states_ = value;
    return *this;
  }
  pbx_options&& all_states(bool value) && { return std::move(all_states(value)); }
  /// Whether InCall of a member becomes 1 only after the QueueMemberStatus of its answer, as on a real server: the
  /// event says 0 then, QueueStatus says 1, and AgentConnect is all that tells. Default: false, with 1 in the event.
  pbx_options& late_in_call(bool value) & {
    late_in_call_ = value;
    return *this;
  }
  pbx_options&& late_in_call(bool value) && { return std::move(late_in_call(value)); }
  /// The share of answered calls in which a telephone puts the other party on hold for a while. Default: 0.
  pbx_options& hold_share(double value) & {
    hold_share_ = value;
    return *this;
  }
  pbx_options&& hold_share(double value) && { return std::move(hold_share(value)); }
  /// The share of answered calls that a telephone transfers: half of them blindly, to a telephone or a queue, the
  /// others after it has asked the target in a second call. Default: 0.
  pbx_options& transfer_share(double value) & {
    transfer_share_ = value;
    return *this;
  }
  pbx_options&& transfer_share(double value) && { return std::move(transfer_share(value)); }
  /// The share of answered calls that a telephone parks. Most of them are retrieved, by any telephone; the others come
  /// back when their time is over. Default: 0.
  pbx_options& park_share(double value) & {
    park_share_ = value;
    return *this;
  }
  pbx_options&& park_share(double value) && { return std::move(park_share(value)); }
  /// The share of ringing calls that another telephone picks up, unless they are answered first. Default: 0.
  pbx_options& pickup_share(double value) & {
    pickup_share_ = value;
    return *this;
  }
  pbx_options&& pickup_share(double value) && { return std::move(pickup_share(value)); }
  /// The share of calls that begin by themselves and go to a conference, if there is any. Default: 0.
  pbx_options& conference_share(double value) & {
    conference_share_ = value;
    return *this;
  }
  pbx_options&& conference_share(double value) && { return std::move(conference_share(value)); }
  /// The spaces of the parking lot "default", which are the numbers to dial to retrieve what is parked there, and how
  /// long a call stays before it comes back to who parked it. Default: 701 to 720, and 45 s.
  pbx_options& parking(int first_space, int last_space, time_span timeout) & {
    first_parking_space_ = first_space;
    last_parking_space_ = last_space;
    parking_timeout_ = timeout;
    return *this;
  }
  pbx_options&& parking(int first_space, int last_space, time_span timeout) && {
    return std::move(parking(first_space, last_space, timeout));
  }
  /// Adds a conference. Default: none.
  pbx_options& conference(pbx_conference value) & {
    conferences_.push_back(std::move(value));
    return *this;
  }
  pbx_options&& conference(pbx_conference value) && { return std::move(conference(std::move(value))); }
  /// Adds a telephone. Without any there are ten, "alice" (2001) to "judith" (2010).
  pbx_options& endpoint(pbx_endpoint value) & {
    endpoints_.push_back(std::move(value));
    return *this;
  }
  pbx_options&& endpoint(pbx_endpoint value) && { return std::move(endpoint(std::move(value))); }
  /// Adds a queue. Without any there are "support" (500) and "sales" (501).
  pbx_options& queue(pbx_queue value) & {
    queues_.push_back(std::move(value));
    return *this;
  }
  pbx_options&& queue(pbx_queue value) && { return std::move(queue(std::move(value))); }

  // What was set, or the default; the lists are empty when the default telephones and queues are used.
  std::uint64_t seed() const noexcept { return seed_; }
  double calls_per_second() const noexcept { return calls_per_second_; }
  std::size_t max_calls() const noexcept { return max_calls_; }
  duration shortest_ring() const noexcept { return shortest_ring_; }
  duration longest_ring() const noexcept { return longest_ring_; }
  duration shortest_talk() const noexcept { return shortest_talk_; }
  duration longest_talk() const noexcept { return longest_talk_; }
  duration queue_patience() const noexcept { return queue_patience_; }
  double queue_share() const noexcept { return queue_share_; }
  double busy_share() const noexcept { return busy_share_; }
  double no_answer_share() const noexcept { return no_answer_share_; }
  double cancel_share() const noexcept { return cancel_share_; }
  std::int64_t clock_origin() const noexcept { return clock_origin_; }
  bool all_states() const noexcept { return all_states_; }
  bool late_in_call() const noexcept { return late_in_call_; }
  double hold_share() const noexcept { return hold_share_; }
  double transfer_share() const noexcept { return transfer_share_; }
  double park_share() const noexcept { return park_share_; }
  double pickup_share() const noexcept { return pickup_share_; }
  double conference_share() const noexcept { return conference_share_; }
  int first_parking_space() const noexcept { return first_parking_space_; }
  int last_parking_space() const noexcept { return last_parking_space_; }
  duration parking_timeout() const noexcept { return parking_timeout_; }
  const std::vector<pbx_conference>& conferences() const& noexcept { return conferences_; }
  const std::vector<pbx_conference>& conferences() const&& = delete;
  const std::vector<pbx_endpoint>& endpoints() const& noexcept { return endpoints_; }
  const std::vector<pbx_endpoint>& endpoints() const&& = delete;
  const std::vector<pbx_queue>& queues() const& noexcept { return queues_; }
  const std::vector<pbx_queue>& queues() const&& = delete;

private:
  std::uint64_t seed_ = 1;
  double calls_per_second_ = 0;
  std::size_t max_calls_ = 1000;
  duration shortest_ring_{1000};
  duration longest_ring_{3000};
  duration shortest_talk_{2000};
  duration longest_talk_{8000};
  duration queue_patience_{20000};
  double queue_share_ = 0.3;
  double busy_share_ = 0.06;
  double no_answer_share_ = 0.08;
  double cancel_share_ = 0.05;
  std::int64_t clock_origin_ = 1750000000;
  bool all_states_ = false;
  bool late_in_call_ = false;
  double hold_share_ = 0;
  double transfer_share_ = 0;
  double park_share_ = 0;
  double pickup_share_ = 0;
  double conference_share_ = 0;
  int first_parking_space_ = 701;
  int last_parking_space_ = 720;
  duration parking_timeout_{45000};
  std::vector<pbx_conference> conferences_;
  std::vector<pbx_endpoint> endpoints_;
  std::vector<pbx_queue> queues_;
};

}  // namespace ami::testing
