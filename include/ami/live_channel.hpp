// Channels, bridges and calls of the live state.
#pragma once

#include <ami/config.hpp>
#include <ami/live_values.hpp>
#include <ami/names.hpp>
#include <ami/value_types.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami {

namespace live {
class call_tables;
}

/// A channel as it was at one moment. The texts are as in ami::channel_snapshot: escapes of the server are undone, and
/// what stands for "unknown" is empty.
/// @par Thread safety Immutable: any number of threads may read it.
class AMI_DECL live_channel {
public:
  /// A channel of which nothing is known.
  live_channel() = default;

  /// The Uniqueid, which never changes. An opaque text.
  const std::string& uniqueid() const noexcept { return uniqueid_; }
  /// What the table of channels looks it up by: the Uniqueid.
  const std::string& key() const noexcept { return uniqueid_; }
  /// The name, for example "PJSIP/alice-00000001". It may change.
  const std::string& name() const noexcept { return name_; }
  /// The device: `PJSIP/alice` of "PJSIP/alice-00000001".
  std::string_view device() const noexcept { return channel_device(name_); }
  /// The Linkedid, which is the key of the call that the channel belongs to.
  const std::string& linkedid() const noexcept { return linkedid_; }
  /// Down, ringing, up and so on.
  channel_state state() const noexcept { return state_; }
  /// The number of its caller id: that of the party at its end.
  const std::string& caller_id_num() const noexcept { return caller_id_num_; }
  /// The name of its caller id.
  const std::string& caller_id_name() const noexcept { return caller_id_name_; }
  /// The number of the party that it talks to, as its telephone shows it.
  const std::string& connected_line_num() const noexcept { return connected_line_num_; }
  /// The name of that party.
  const std::string& connected_line_name() const noexcept { return connected_line_name_; }
  /// The account code.
  const std::string& account_code() const noexcept { return account_code_; }
  /// The context of its place in the dialplan, as the last event that showed the channel or a list had it. Users
  /// without class dialplan get no event when only that place changes.
  const std::string& context() const noexcept { return context_; }
  /// The extension of that place.
  const std::string& exten() const noexcept { return exten_; }
  /// The priority of that place.
  std::int64_t priority() const noexcept { return priority_; }
  /// The application that it executes; with the same reserve as its place in the dialplan. Of a channel that was sent
  /// to its place from outside, as by a transfer, the server does not tell the first one there, so that it is the one
  /// before.
  const std::string& application() const noexcept { return application_; }

  /// The bridge that it is in; empty when it is in none.
  const std::string& bridge() const noexcept { return bridge_; }
  /// Whether the party at its end has put the other one on hold. Nothing when it is not known: no list has it, so that
  /// it is unknown for a channel that was there first, and when events are missing, until the next Hold or Unhold.
  std::optional<bool> held() const noexcept { return held_; }
  /// The channel that this one is being dialed for, by its Uniqueid; empty when none dials it, as when it is up.
  /// Nothing when it is not known: no list has it, so that it is unknown for a channel that rang first, and when events
  /// are missing, until the next DialBegin or DialEnd.
  const std::optional<std::string>& dialed_by() const noexcept { return dialed_by_; }
  /// The queue that it waits in; empty when it waits in none. As the part "queues" knows it.
  const std::string& queue() const noexcept { return queue_; }
  /// The parking lot that it is parked in; empty when it is not parked. As the part "parking" knows it.
  const std::string& parking_lot() const noexcept { return parking_lot_; }

  /// When it was created.
  const live_since& since() const noexcept { return since_; }
  /// When it came to its state; nothing when it was in that state already as it was first listed.
  const std::optional<live_since>& state_since() const noexcept { return state_since_; }
  /// When it entered its bridge; nothing when it is in none, or when that is not known.
  const std::optional<live_since>& bridge_since() const noexcept { return bridge_since_; }

  /// True for one half of a Local channel: "Local/200@default-00000000;1".
  bool is_local() const noexcept { return is_local_; }
  /// True for the channels with which the server plays into conferences and records them, and those of announcements:
  /// `CBAnn`, `CBRec`, `Announcer`, `Recorder`. They are no party of a call.
  bool is_announcer() const noexcept { return is_announcer_; }

private:
  friend class live::call_tables;

  std::string uniqueid_;
  std::string name_;
  std::string linkedid_;
  std::string caller_id_num_;
  std::string caller_id_name_;
  std::string connected_line_num_;
  std::string connected_line_name_;
  std::string account_code_;
  std::string context_;
  std::string exten_;
  std::string application_;
  std::string bridge_;
  std::string queue_;
  std::string parking_lot_;
  std::optional<std::string> dialed_by_;
  live_since since_;
  std::optional<live_since> state_since_;
  std::optional<live_since> bridge_since_;
  std::int64_t priority_ = 0;
  channel_state state_ = channel_state::down;
  std::optional<bool> held_;
  bool is_local_ = false;
  bool is_announcer_ = false;
};

/// What a bridge does with the channels in it.
enum class live_bridge_kind : std::uint8_t {
  unknown,     ///< No event and no list has told it yet.
  mixing,      ///< Those in it talk to each other.
  conference,  ///< The same, as a conference of ConfBridge.
  holding,     ///< Each waits for itself: BridgeWait, agents that wait.
  parking,     ///< The same for the calls of a parking lot.
};

/// The enumerator's name.
AMI_DECL std::string_view to_string(live_bridge_kind value) noexcept;
AMI_DECL std::ostream& operator<<(std::ostream& out, live_bridge_kind value);

/// A bridge as it was at one moment.
/// @par Thread safety Immutable: any number of threads may read it.
class AMI_DECL live_bridge {
public:
  /// A bridge of which nothing is known.
  live_bridge() = default;

  /// The BridgeUniqueid.
  const std::string& id() const noexcept { return id_; }
  /// The same, for the table of bridges.
  const std::string& key() const noexcept { return id_; }
  /// What it does with the channels in it, as type, technology and creator tell.
  live_bridge_kind kind() const noexcept { return kind_; }
  /// True when those in it hear each other: they talk with one another.
  bool connects() const noexcept { return kind_ != live_bridge_kind::holding && kind_ != live_bridge_kind::parking; }
  /// "basic", "base", "parking".
  const std::string& type() const noexcept { return type_; }
  /// "simple_bridge", "softmix", "holding_bridge", "native_rtp".
  const std::string& technology() const noexcept { return technology_; }
  /// "ConfBridge", "Parking"; empty when it is unknown, as for the bridges of calls.
  const std::string& creator() const noexcept { return creator_; }
  /// The name of a conference or a holding bridge; empty for the bridges of calls.
  const std::string& name() const noexcept { return name_; }
  /// The Uniqueids of the channels in it that are known, in the order in which they came.
  const std::vector<std::string>& members() const noexcept { return members_; }

private:
  friend class live::call_tables;

  std::string id_;
  std::string type_;
  std::string technology_;
  std::string creator_;
  std::string name_;
  std::vector<std::string> members_;
  live_bridge_kind kind_ = live_bridge_kind::unknown;
};

/// What a call does. When its channels do several of these, the last one in this order counts.
enum class live_call_status : std::uint8_t {
  other,       ///< None of these: it is in an application, such as voice mail.
  ringing,     ///< A telephone rings, or is about to.
  waiting,     ///< It waits in a queue, as the part "queues" knows.
  parked,      ///< It is parked, as the part "parking" knows.
  talking,     ///< Two of it are connected.
  held,        ///< The same, and one of them is known to have put the other on hold.
  conference,  ///< It is in a conference.
};

/// The enumerator's name.
AMI_DECL std::string_view to_string(live_call_status value) noexcept;
AMI_DECL std::ostream& operator<<(std::ostream& out, live_call_status value);

/// A call: all channels with one Linkedid.
/// @par Thread safety Immutable: any number of threads may read it.
class AMI_DECL live_call {
public:
  /// A call of which nothing is known.
  live_call() = default;

  /// The Linkedid of its channels: the Uniqueid of the oldest one, which may be gone.
  const std::string& linkedid() const noexcept { return linkedid_; }
  /// The same, for the table of calls.
  const std::string& key() const noexcept { return linkedid_; }
  /// The Uniqueids of its channels, in the order in which they came to the call.
  const std::vector<std::string>& legs() const noexcept { return legs_; }
  /// What it does.
  live_call_status status() const noexcept { return status_; }
  /// Since when; nothing when it did so already as it was first listed.
  const std::optional<live_since>& status_since() const noexcept { return status_since_; }
  /// When its first channel that is known was created.
  const live_since& started() const noexcept { return started_; }
  /// When two of it were first connected. Nothing when that has not happened, or was before the call was first listed.
  const std::optional<live_since>& answered() const noexcept { return answered_; }
  /// When its last channel ended. Nothing while there is one: set only in the change that reports the end.
  const std::optional<live_since>& ended() const noexcept { return ended_; }
  /// The queue that it waits in, or last waited in; empty when it was in none that is known.
  const std::string& queue() const noexcept { return queue_; }
  /// How long it waited in that queue before a member answered, in whole seconds, as the server says; nothing before.
  std::optional<std::chrono::seconds> queue_wait() const noexcept { return queue_wait_; }

private:
  friend class live::call_tables;

  std::string linkedid_;
  std::string queue_;
  std::vector<std::string> legs_;
  live_since started_;
  std::optional<live_since> status_since_;
  std::optional<live_since> answered_;
  std::optional<live_since> ended_;
  std::optional<std::chrono::seconds> queue_wait_;
  live_call_status status_ = live_call_status::other;
};

}  // namespace ami
