// Parking lots with the calls parked in them, and conferences, of the live state.
#pragma once

#include <ami/config.hpp>
#include <ami/live_values.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami {

namespace live {
class parking_tables;
class conference_tables;
}  // namespace live

/// A call that is parked.
/// @par Thread safety Immutable: any number of threads may read it.
class AMI_DECL live_parked_call {
public:
  /// A call of which nothing is known.
  live_parked_call() = default;

  /// The Uniqueid of the channel that is parked.
  const std::string& uniqueid() const noexcept { return uniqueid_; }
  /// The same, for the table of parked calls.
  const std::string& key() const noexcept { return uniqueid_; }
  /// The name of that channel.
  const std::string& channel_name() const noexcept { return channel_name_; }
  /// The name of the lot.
  const std::string& lot() const noexcept { return lot_; }
  /// The extension that fetches the call: "7001".
  const std::string& space() const noexcept { return space_; }
  /// Who is called when nobody fetches it: "PJSIP/alice".
  const std::string& parker() const noexcept { return parker_; }
  /// Since when it is parked.
  const live_since& since() const noexcept { return since_; }
  /// When it goes back to the parker, to about a second; nothing when it never does.
  std::optional<live_time> times_out() const noexcept { return times_out_; }

private:
  friend class live::parking_tables;

  std::string uniqueid_;
  std::string channel_name_;
  std::string lot_;
  std::string space_;
  std::string parker_;
  live_since since_;
  std::optional<live_time> times_out_;
};

/// A parking lot.
/// @par Thread safety Immutable: any number of threads may read it.
class AMI_DECL live_parking_lot {
public:
  /// A lot of which nothing is known.
  live_parking_lot() = default;

  /// "default".
  const std::string& name() const noexcept { return name_; }
  /// The same, for the table of lots.
  const std::string& key() const noexcept { return name_; }
  /// The first space; empty when only a call that is parked there told of the lot.
  const std::string& first_space() const noexcept { return first_space_; }
  /// The last space; empty as the first one is.
  const std::string& last_space() const noexcept { return last_space_; }
  /// After what time calls go back to the parker; nothing when that is not known.
  std::optional<std::chrono::seconds> timeout() const noexcept { return timeout_; }

private:
  friend class live::parking_tables;

  std::string name_;
  std::string first_space_;
  std::string last_space_;
  std::optional<std::chrono::seconds> timeout_;
};

/// Who is in a conference.
/// @par Thread safety Immutable: any number of threads may read it.
class AMI_DECL live_participant {
public:
  /// Somebody of whom nothing is known.
  live_participant() = default;

  /// The Uniqueid of the channel.
  const std::string& uniqueid() const noexcept { return uniqueid_; }
  /// The name of that channel.
  const std::string& channel_name() const noexcept { return channel_name_; }
  /// The number of its caller id; empty when it is unknown.
  const std::string& caller_id_num() const noexcept { return caller_id_num_; }
  /// The name of its caller id; empty when it is unknown.
  const std::string& caller_id_name() const noexcept { return caller_id_name_; }
  /// True for one who may do more than others.
  bool admin() const noexcept { return admin_; }
  /// True while nobody hears it.
  bool muted() const noexcept { return muted_; }
  /// Whether it speaks; nothing when the server has not told. It tells only for those whose profile asks for it.
  std::optional<bool> talking() const noexcept { return talking_; }
  /// True while it waits for a marked one. As of the last list: no event tells it.
  std::optional<bool> waiting() const noexcept { return waiting_; }
  /// When it came.
  const live_since& since() const noexcept { return since_; }

private:
  friend class live::conference_tables;

  std::string uniqueid_;
  std::string channel_name_;
  std::string caller_id_num_;
  std::string caller_id_name_;
  live_since since_;
  std::optional<bool> talking_;
  std::optional<bool> waiting_;
  bool admin_ = false;
  bool muted_ = false;
};

/// A conference of ConfBridge.
/// @par Thread safety Immutable: any number of threads may read it.
class AMI_DECL live_conference {
public:
  /// A conference of which nothing is known.
  live_conference() = default;

  /// Its number or name.
  const std::string& name() const noexcept { return name_; }
  /// The same, for the table of conferences.
  const std::string& key() const noexcept { return name_; }
  /// The bridge that it is; empty when it is not known: no list of conferences has it, and the part "channels" was
  /// not valid or had no bridge of this name.
  const std::string& bridge() const noexcept { return bridge_; }
  /// Whether it lets nobody in, as of the last list: no event tells it. Nothing when no list has told it.
  std::optional<bool> locked() const noexcept { return locked_; }
  /// Who is in it, in the order in which they came or were listed.
  std::vector<std::shared_ptr<const live_participant>> participants() const { return participants_; }
  /// How many are in it.
  std::size_t participant_count() const noexcept { return participants_.size(); }
  /// The participant with that Uniqueid; null when there is none. Valid as long as the conference.
  const live_participant* participant(std::string_view uniqueid) const noexcept;

private:
  friend class live::conference_tables;

  std::string name_;
  std::string bridge_;
  std::vector<std::shared_ptr<const live_participant>> participants_;
  std::optional<bool> locked_;
};

}  // namespace ami
