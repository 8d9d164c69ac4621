// A small telephone system that makes believable calls. No sockets, no threads, and no clock of its own.
#pragma once

#include <ami/testing/frame_text.hpp>
#include <ami/time_span.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing {

/// What happens when an endpoint is called.
enum class endpoint_behaviour : std::uint8_t {
  as_the_dice_say,  ///< Calls of the simulation: mostly answered, by the shares of the options. Originate: answered.
  answers,          ///< It rings and answers.
  busy,             ///< It refuses.
  never_answers,    ///< It rings until the caller gives up.
  unreachable,      ///< It is not registered: the call fails at once.
};

/// A telephone of the simulated PBX. A value with fluent setters.
class pbx_endpoint {
public:
  /// @param name as in the channel name `PJSIP/<name>-00000001`.
  /// @param number its extension and caller id number.
  /// @param display_name its caller id name.
  pbx_endpoint(std::string name, std::string number, std::string display_name)
      : name_{std::move(name)}, number_{std::move(number)}, display_name_{std::move(display_name)} {}

  /// The context its calls begin in. Default: "default".
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
  /// What happens when it is called.
  pbx_endpoint& behaviour(endpoint_behaviour value) & {
    behaviour_ = value;
    return *this;
  }
  pbx_endpoint&& behaviour(endpoint_behaviour value) && { return std::move(behaviour(value)); }

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

/// A queue of the simulated PBX. A value with fluent setters.
class pbx_queue {
public:
  /// @param name the queue's name.
  /// @param extension what to dial to enter it.
  pbx_queue(std::string name, std::string extension) : name_{std::move(name)}, extension_{std::move(extension)} {}

  /// Adds a member: the name of an endpoint.
  pbx_queue& member(std::string endpoint) & {
    members_.push_back(std::move(endpoint));
    return *this;
  }
  pbx_queue&& member(std::string endpoint) && { return std::move(member(std::move(endpoint))); }

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

/// How the simulated PBX behaves. A value with fluent setters.
class pbx_options {
public:
  using duration = std::chrono::milliseconds;

  pbx_options() noexcept {}

  /// Same seed, same options, same actions at the same times: same events. Default: 1.
  pbx_options& seed(std::uint64_t value) & {
    seed_ = value;
    return *this;
  }
  pbx_options&& seed(std::uint64_t value) && { return std::move(seed(value)); }
  /// How many calls begin in a second, on the average. Default: 0, so that nothing happens by itself.
  pbx_options& calls_per_second(double value) & {
    calls_per_second_ = value;
    return *this;
  }
  pbx_options&& calls_per_second(double value) && { return std::move(calls_per_second(value)); }
  /// At most so many calls at once; above it no new ones begin by themselves. Default: 1000.
  pbx_options& max_calls(std::size_t value) & {
    max_calls_ = value;
    return *this;
  }
  pbx_options&& max_calls(std::size_t value) && { return std::move(max_calls(value)); }
  /// How long a telephone rings before it answers. Default: 1 to 3 s.
  pbx_options& ring_time(time_span shortest, time_span longest) & {
    shortest_ring_ = shortest;
    longest_ring_ = longest;
    return *this;
  }
  pbx_options&& ring_time(time_span shortest, time_span longest) && { return std::move(ring_time(shortest, longest)); }
  /// How long the parties talk. Default: 2 to 8 s.
  pbx_options& talk_time(time_span shortest, time_span longest) & {
    shortest_talk_ = shortest;
    longest_talk_ = longest;
    return *this;
  }
  pbx_options&& talk_time(time_span shortest, time_span longest) && { return std::move(talk_time(shortest, longest)); }
  /// How long somebody waits in a queue before he gives up. Default: 20 s.
  pbx_options& queue_patience(time_span value) & {
    queue_patience_ = value;
    return *this;
  }
  pbx_options&& queue_patience(time_span value) && { return std::move(queue_patience(value)); }
  /// The share of calls that go to a queue. Default: 0.3.
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
  /// The share of calls that nobody answers. Default: 0.08.
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
  std::vector<pbx_endpoint> endpoints_;
  std::vector<pbx_queue> queues_;
};

/// A call that is to be made: what the action Originate says. A value with fluent setters.
class pbx_call {
public:
  /// @param channel what to call: "PJSIP/alice", or "Local/2001@default".
  explicit pbx_call(std::string channel) : channel_{std::move(channel)} {}

  /// Where the channel goes when it was answered.
  pbx_call& extension(std::string context, std::string exten, std::int64_t priority) & {
    context_ = std::move(context);
    exten_ = std::move(exten);
    priority_ = priority;
    return *this;
  }
  pbx_call&& extension(std::string context, std::string exten, std::int64_t priority) && {
    return std::move(extension(std::move(context), std::move(exten), priority));
  }
  /// What runs on the channel when it was answered. `Wait` ends the call after its seconds.
  pbx_call& application(std::string name, std::string data) & {
    application_ = std::move(name);
    data_ = std::move(data);
    return *this;
  }
  pbx_call&& application(std::string name, std::string data) && {
    return std::move(application(std::move(name), std::move(data)));
  }
  /// How long it may ring. Default: 30 s.
  pbx_call& timeout(time_span value) & {
    timeout_ = value;
    return *this;
  }
  pbx_call&& timeout(time_span value) && { return std::move(timeout(value)); }
  /// The caller id that is shown.
  pbx_call& caller_id(std::string number, std::string name) & {
    caller_number_ = std::move(number);
    caller_name_ = std::move(name);
    return *this;
  }
  pbx_call&& caller_id(std::string number, std::string name) && {
    return std::move(caller_id(std::move(number), std::move(name)));
  }
  /// The account code of the channel.
  pbx_call& account(std::string value) & {
    account_ = std::move(value);
    return *this;
  }
  pbx_call&& account(std::string value) && { return std::move(account(std::move(value))); }
  /// The Uniqueids of the channel and of the second half of a Local channel; empty for generated ones.
  pbx_call& unique_ids(std::string first, std::string second) & {
    unique_id_ = std::move(first);
    other_unique_id_ = std::move(second);
    return *this;
  }
  pbx_call&& unique_ids(std::string first, std::string second) && {
    return std::move(unique_ids(std::move(first), std::move(second)));
  }
  /// Sets a variable of the channel.
  pbx_call& variable(std::string name, std::string value) & {
    variables_.emplace_back(std::move(name), std::move(value));
    return *this;
  }
  pbx_call&& variable(std::string name, std::string value) && {
    return std::move(variable(std::move(name), std::move(value)));
  }

  const std::string& channel() const& noexcept { return channel_; }
  const std::string& channel() const&& = delete;
  const std::string& context() const& noexcept { return context_; }
  const std::string& context() const&& = delete;
  const std::string& exten() const& noexcept { return exten_; }
  const std::string& exten() const&& = delete;
  std::int64_t priority() const noexcept { return priority_; }
  const std::string& application() const& noexcept { return application_; }
  const std::string& application() const&& = delete;
  const std::string& data() const& noexcept { return data_; }
  const std::string& data() const&& = delete;
  std::chrono::milliseconds timeout() const noexcept { return timeout_; }
  const std::string& caller_number() const& noexcept { return caller_number_; }
  const std::string& caller_number() const&& = delete;
  const std::string& caller_name() const& noexcept { return caller_name_; }
  const std::string& caller_name() const&& = delete;
  const std::string& account() const& noexcept { return account_; }
  const std::string& account() const&& = delete;
  const std::string& unique_id() const& noexcept { return unique_id_; }
  const std::string& unique_id() const&& = delete;
  const std::string& other_unique_id() const& noexcept { return other_unique_id_; }
  const std::string& other_unique_id() const&& = delete;
  const std::vector<std::pair<std::string, std::string>>& variables() const& noexcept { return variables_; }
  const std::vector<std::pair<std::string, std::string>>& variables() const&& = delete;

private:
  std::string channel_;
  std::string context_;
  std::string exten_;
  std::string application_;
  std::string data_;
  std::string caller_number_;
  std::string caller_name_;
  std::string account_;
  std::string unique_id_;
  std::string other_unique_id_;
  std::vector<std::pair<std::string, std::string>> variables_;
  std::int64_t priority_ = 1;
  std::chrono::milliseconds timeout_{30000};
};

/// How a call that was made turned out, as OriginateResponse tells it.
class pbx_call_result {
public:
  pbx_call_result(int reason, std::string channel, std::string unique_id, std::string caller_number,
                  std::string caller_name)
      : channel_{std::move(channel)}, unique_id_{std::move(unique_id)}, caller_number_{std::move(caller_number)},
        caller_name_{std::move(caller_name)}, reason_{reason} {}

  bool answered() const noexcept { return reason_ == 4; }
  /// 0 failed, 1 hung up, 3 rang out, 4 answered, 5 busy, 8 congestion.
  int reason() const noexcept { return reason_; }
  /// The channel's name; what was called when there is no channel.
  const std::string& channel() const& noexcept { return channel_; }
  const std::string& channel() const&& = delete;
  /// The channel's Uniqueid; "<unknown>" when it failed.
  const std::string& unique_id() const& noexcept { return unique_id_; }
  const std::string& unique_id() const&& = delete;
  const std::string& caller_number() const& noexcept { return caller_number_; }
  const std::string& caller_number() const&& = delete;
  const std::string& caller_name() const& noexcept { return caller_name_; }
  const std::string& caller_name() const&& = delete;

private:
  std::string channel_;
  std::string unique_id_;
  std::string caller_number_;
  std::string caller_name_;
  int reason_;
};

/// Calls between telephones, from outside and into queues, as the events of an Asterisk 22 tell them.
///
/// Time is what advance() says. The order of events and headers, Uniqueid and Linkedid, the numbers of channels in
/// bridges and of callers in queues, and device and member states fit each other at every moment. The simulated
/// dialplan knows the telephones' numbers and the queues' extensions in every context, and answers and waits at any
/// other; the second half of a Local channel answers at once and waits.
/// @par Thread safety None: one thread at a time, and the sink must not call back into it.
class simulated_pbx {
public:
  /// Time since the PBX was started.
  using duration = std::chrono::microseconds;
  /// What receives the events, in order.
  using sink = std::function<void(const frame_text&)>;
  /// What is told how a call turned out.
  using call_handler = std::function<void(const pbx_call_result&)>;

  explicit simulated_pbx(pbx_options options = {}, sink events = {});
  ~simulated_pbx();
  simulated_pbx(const simulated_pbx&) = delete;
  simulated_pbx& operator=(const simulated_pbx&) = delete;

  /// Lets all happen that is due until `now`, each at its own time, so that the events do not depend on how often this
  /// is called. Time does not go back.
  void advance(duration now);
  /// When something happens next, or nothing.
  std::optional<duration> next_due() const;
  /// Changes how many calls begin in a second. Calls in progress go on.
  void calls_per_second(double value);

  /// Makes a call; `done` is told the outcome, once, from advance() or hang_up(), or at once when it cannot be tried.
  /// It may stay untold when the PBX is destroyed.
  void originate(const pbx_call& call, call_handler done);
  /// Hangs up a channel, as the action does: here and below by its name, or by its Uniqueid.
  /// @param cause what the far end is told; 0 for 16, normal clearing.
  /// @return false when there is no such channel.
  bool hang_up(std::string_view channel, int cause = 0);
  /// Hangs up everything.
  void hang_up_all();
  /// Sends a channel to another extension; the party it talks to is hung up.
  /// @return false when there is no such channel, or when it is a called one that did not answer yet.
  bool redirect(std::string_view channel, std::string_view context, std::string_view exten, std::int64_t priority);
  /// Sets a variable of a channel.
  /// @return false when there is no such channel.
  bool set_variable(std::string_view channel, std::string_view name, std::string_view value);
  /// A variable of a channel; empty when not set, nothing when there is no such channel. Knows also `CHANNEL`,
  /// `UNIQUEID`, `CONTEXT`, `EXTEN`, `CALLERID(num)` and `CALLERID(name)`.
  std::optional<std::string> variable(std::string_view channel, std::string_view name) const;

  /// The names of the channels, oldest first.
  std::vector<std::string> channels() const;
  /// True when there is a channel of this name.
  bool has_channel(std::string_view channel) const;
  /// How many calls there are now.
  std::size_t active_calls() const noexcept;
  /// How many calls have begun so far.
  std::uint64_t started_calls() const noexcept;

  /// What the action Status lists.
  /// @param channel only this one; empty for all.
  /// @param variables the names of variables to give too, with commas; "*" for all.
  list_text status(std::string_view channel, std::string_view variables) const;
  /// What the action CoreShowChannels lists.
  list_text core_show_channels() const;
  /// What the action QueueStatus lists.
  /// @param queue only this one; empty for all.
  /// @param member only this member's interface; empty for all.
  list_text queue_status(std::string_view queue, std::string_view member) const;

private:
  class implementation;
  std::unique_ptr<implementation> implementation_;
};

}  // namespace ami::testing
