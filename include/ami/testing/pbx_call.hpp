// A call that a simulated PBX is to make, and its result.
//
//     server.originate(pbx_call{"PJSIP/alice"}.extension("default", "2002", 1).caller_id("5550143", "Wireless"));
//
// A client that sends the action Originate makes one, too; this is for calls that no client asked for.
#pragma once

#include <ami/time_span.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ami::testing {

/// A call to be made: the contents of the action Originate. A value with fluent setters.
///
/// The channel rings first; when it is answered it goes to the extension or runs the application that was given, and
/// waits when there is neither.
/// @par Thread safety As any value.
class pbx_call {
public:
  /// @param channel the channel to call: "PJSIP/alice", or "Local/2001@default". Any other fails with reason 0, as does
  ///   a telephone that there is not.
  explicit pbx_call(std::string channel) : channel_{std::move(channel)} {}

  /// Where the channel continues when it was answered: a telephone's number, a queue's extension, or any other, where
  /// it waits. Of no effect with an application.
  pbx_call& extension(std::string context, std::string exten, std::int64_t priority) & {
    context_ = std::move(context);
    exten_ = std::move(exten);
    priority_ = priority;
    return *this;
  }
  pbx_call&& extension(std::string context, std::string exten, std::int64_t priority) && {
    return std::move(extension(std::move(context), std::move(exten), priority));
  }
  /// The application that runs on the channel when it was answered. `Wait` ends the call after its seconds.
  pbx_call& application(std::string name, std::string data) & {
    application_ = std::move(name);
    data_ = std::move(data);
    return *this;
  }
  pbx_call&& application(std::string name, std::string data) && {
    return std::move(application(std::move(name), std::move(data)));
  }
  /// How long it may ring; then the call ends with reason 3. Default: 30 s.
  pbx_call& timeout(time_span value) & {
    timeout_ = value;
    return *this;
  }
  pbx_call&& timeout(time_span value) && { return std::move(timeout(value)); }
  /// The caller id that is shown. Default: that of the telephone.
  pbx_call& caller_id(std::string number, std::string name) & {
    caller_number_ = std::move(number);
    caller_name_ = std::move(name);
    return *this;
  }
  pbx_call&& caller_id(std::string number, std::string name) && {
    return std::move(caller_id(std::move(number), std::move(name)));
  }
  /// The account code of the channel. Default: that of the telephone.
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
  /// Sets a variable of the channel, before it rings; may be called several times. The server sets them in reverse
  /// order.
  pbx_call& variable(std::string name, std::string value) & {
    variables_.emplace_back(std::move(name), std::move(value));
    return *this;
  }
  pbx_call&& variable(std::string name, std::string value) && {
    return std::move(variable(std::move(name), std::move(value)));
  }

  // What was set, or the default.
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

/// The result of a call, as OriginateResponse reports it: whether it was answered, not what became of it afterwards.
/// @par Thread safety As any value.
class pbx_call_result {
public:
  /// @param reason, channel, unique_id, caller_number, caller_name as the accessors.
  pbx_call_result(int reason, std::string channel, std::string unique_id, std::string caller_number,
                  std::string caller_name)
      : channel_{std::move(channel)}, unique_id_{std::move(unique_id)}, caller_number_{std::move(caller_number)},
        caller_name_{std::move(caller_name)}, reason_{reason} {}

  /// True when the call was answered.
  bool answered() const noexcept { return reason_ == 4; }
  /// 0 failed, 1 hung up, 3 rang out, 4 answered, 5 busy, 8 congestion.
  int reason() const noexcept { return reason_; }
  /// The channel's name; the dial string when there is no channel.
  const std::string& channel() const& noexcept { return channel_; }
  const std::string& channel() const&& = delete;
  /// The channel's Uniqueid; "<unknown>" when it failed.
  const std::string& unique_id() const& noexcept { return unique_id_; }
  const std::string& unique_id() const&& = delete;
  /// The number and the name of the caller id that was shown.
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

}  // namespace ami::testing
