// A channel as the events of a server describe it.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

namespace ami::testing {

/// A channel at one moment, for `frame_text::channel()`. A value with fluent setters.
///
///     frame_text::event("Newchannel").channel("", channel_snapshot{"PJSIP/alice-00000001", "1700000000.1"}.state(4))
///
/// @par Thread safety As any value.
class channel_snapshot {
public:
  /// @param name the channel's name.
  /// @param unique_id its Uniqueid, and its Linkedid unless linked_id() sets another one.
  channel_snapshot(std::string name, std::string unique_id)
      : name_{std::move(name)}, unique_id_{std::move(unique_id)}, linked_id_{unique_id_} {}

  /// Its state as a number: 0 down, 4 ring, 5 ringing, 6 up. Default: 6.
  channel_snapshot& state(int value) & {
    state_ = value;
    return *this;
  }
  channel_snapshot&& state(int value) && { return std::move(state(value)); }
  /// Its caller id; what is empty is sent as unknown. Default: unknown.
  channel_snapshot& caller_id(std::string number, std::string name) & {
    caller_number_ = std::move(number);
    caller_name_ = std::move(name);
    return *this;
  }
  channel_snapshot&& caller_id(std::string number, std::string name) && {
    return std::move(caller_id(std::move(number), std::move(name)));
  }
  /// Whom it is connected to, likewise.
  channel_snapshot& connected_line(std::string number, std::string name) & {
    connected_number_ = std::move(number);
    connected_name_ = std::move(name);
    return *this;
  }
  channel_snapshot&& connected_line(std::string number, std::string name) && {
    return std::move(connected_line(std::move(number), std::move(name)));
  }
  /// Its account code. Default: none.
  channel_snapshot& account(std::string value) & {
    account_ = std::move(value);
    return *this;
  }
  channel_snapshot&& account(std::string value) && { return std::move(account(std::move(value))); }
  /// Where it is in the dialplan. Default: priority 1 of the extension "s" in the context "default".
  channel_snapshot& extension(std::string context, std::string exten, std::int64_t priority) & {
    context_ = std::move(context);
    exten_ = std::move(exten);
    priority_ = priority;
    return *this;
  }
  channel_snapshot&& extension(std::string context, std::string exten, std::int64_t priority) && {
    return std::move(extension(std::move(context), std::move(exten), priority));
  }
  /// The Uniqueid of the first channel of its call.
  channel_snapshot& linked_id(std::string value) & {
    linked_id_ = std::move(value);
    return *this;
  }
  channel_snapshot&& linked_id(std::string value) && { return std::move(linked_id(std::move(value))); }

  // What was given, or the default.
  const std::string& name() const& noexcept { return name_; }
  const std::string& name() const&& = delete;
  const std::string& unique_id() const& noexcept { return unique_id_; }
  const std::string& unique_id() const&& = delete;
  const std::string& linked_id() const& noexcept { return linked_id_; }
  const std::string& linked_id() const&& = delete;
  const std::string& caller_number() const& noexcept { return caller_number_; }
  const std::string& caller_number() const&& = delete;
  const std::string& caller_name() const& noexcept { return caller_name_; }
  const std::string& caller_name() const&& = delete;
  const std::string& connected_number() const& noexcept { return connected_number_; }
  const std::string& connected_number() const&& = delete;
  const std::string& connected_name() const& noexcept { return connected_name_; }
  const std::string& connected_name() const&& = delete;
  const std::string& account() const& noexcept { return account_; }
  const std::string& account() const&& = delete;
  const std::string& context() const& noexcept { return context_; }
  const std::string& context() const&& = delete;
  const std::string& exten() const& noexcept { return exten_; }
  const std::string& exten() const&& = delete;
  std::int64_t priority() const noexcept { return priority_; }
  int state() const noexcept { return state_; }

private:
  std::string name_;
  std::string unique_id_;
  std::string linked_id_;
  std::string caller_number_;
  std::string caller_name_;
  std::string connected_number_;
  std::string connected_name_;
  std::string account_;
  std::string context_ = "default";
  std::string exten_ = "s";
  std::int64_t priority_ = 1;
  int state_ = 6;
};

}  // namespace ami::testing
