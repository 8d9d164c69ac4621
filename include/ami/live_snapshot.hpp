// The PBX at one moment, as the live state knows it.
//
//     const ami::live_snapshot now = ...;
//     if (!now.valid()) { for (const auto& problem : now.problems()) { log("{}", problem); } }
//     for (const auto& call : now.calls()) { show(call.linkedid(), to_string(call.status())); }
#pragma once

#include <ami/config.hpp>
#include <ami/live_channel.hpp>
#include <ami/live_device.hpp>
#include <ami/live_queue.hpp>
#include <ami/live_room.hpp>
#include <ami/live_table.hpp>
#include <ami/live_values.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami {

namespace live {
class model;

// Not for users: what a snapshot shows; made once and never changed.
class snapshot_data {
public:
  std::array<live_part_state, live_part_count> states_;
  live_table<live_channel> channels_;
  live_table<live_bridge> bridges_;
  live_table<live_call> calls_;
  live_table<live_queue> queues_;
  live_table<live_device> devices_;
  live_table<live_endpoint> endpoints_;
  live_table<live_parking_lot> lots_;
  live_table<live_parked_call> parked_;
  live_table<live_conference> conferences_;
  std::uint64_t generation_ = 0;
};
}  // namespace live

/// All tables at one moment in the stream of events. A copy costs one pointer.
///
/// Pointers and references that it gives live as long as any copy of the snapshot; functions that return them do not
/// compile for a temporary one.
/// @par Thread safety Immutable: any number of threads may read one, and copies of it.
class AMI_DECL live_snapshot {
public:
  /// One in which nothing has been seeded.
  live_snapshot();

  /// True when all parts that were asked for can be relied on.
  bool valid() const noexcept;
  /// True when nothing is left to be read: each part that was asked for can be relied on, or the server does not have
  /// it for this user (live_validity::no_right, not_loaded).
  bool settled() const noexcept;
  /// How one part is.
  const live_part_state& state(live_part part) const& noexcept {
    return data_->states_[static_cast<std::size_t>(part)];
  }
  const live_part_state& state(live_part part) const&& = delete;
  /// One text for each part that was asked for and cannot be relied on: "queues: lost 12 events".
  std::vector<std::string> problems() const;
  /// A number that is higher in every snapshot that shows anything else. The same number means the same content.
  std::uint64_t generation() const noexcept { return data_->generation_; }

  /// All records of a kind, to iterate over them.
  const live_table<live_channel>& channels() const& noexcept { return data_->channels_; }
  const live_table<live_bridge>& bridges() const& noexcept { return data_->bridges_; }
  const live_table<live_call>& calls() const& noexcept { return data_->calls_; }
  const live_table<live_queue>& queues() const& noexcept { return data_->queues_; }
  const live_table<live_device>& devices() const& noexcept { return data_->devices_; }
  const live_table<live_endpoint>& endpoints() const& noexcept { return data_->endpoints_; }
  const live_table<live_parking_lot>& parking_lots() const& noexcept { return data_->lots_; }
  const live_table<live_parked_call>& parked_calls() const& noexcept { return data_->parked_; }
  const live_table<live_conference>& conferences() const& noexcept { return data_->conferences_; }
  const live_table<live_channel>& channels() const&& = delete;
  const live_table<live_bridge>& bridges() const&& = delete;
  const live_table<live_call>& calls() const&& = delete;
  const live_table<live_queue>& queues() const&& = delete;
  const live_table<live_device>& devices() const&& = delete;
  const live_table<live_endpoint>& endpoints() const&& = delete;
  const live_table<live_parking_lot>& parking_lots() const&& = delete;
  const live_table<live_parked_call>& parked_calls() const&& = delete;
  const live_table<live_conference>& conferences() const&& = delete;

  /// One record by its key: Uniqueid, BridgeUniqueid, Linkedid, name; for parked calls the Uniqueid of the channel.
  /// Null when there is none.
  const live_channel* channel(std::string_view uniqueid) const& noexcept { return data_->channels_.find(uniqueid); }
  const live_bridge* bridge(std::string_view id) const& noexcept { return data_->bridges_.find(id); }
  const live_call* call(std::string_view linkedid) const& noexcept { return data_->calls_.find(linkedid); }
  const live_queue* queue(std::string_view name) const& noexcept { return data_->queues_.find(name); }
  const live_device* device(std::string_view name) const& noexcept { return data_->devices_.find(name); }
  const live_endpoint* endpoint(std::string_view name) const& noexcept { return data_->endpoints_.find(name); }
  const live_parking_lot* parking_lot(std::string_view name) const& noexcept { return data_->lots_.find(name); }
  const live_parked_call* parked_call(std::string_view uniqueid) const& noexcept {
    return data_->parked_.find(uniqueid);
  }
  const live_conference* conference(std::string_view name) const& noexcept { return data_->conferences_.find(name); }
  const live_channel* channel(std::string_view uniqueid) const&& = delete;
  const live_bridge* bridge(std::string_view id) const&& = delete;
  const live_call* call(std::string_view linkedid) const&& = delete;
  const live_queue* queue(std::string_view name) const&& = delete;
  const live_device* device(std::string_view name) const&& = delete;
  const live_endpoint* endpoint(std::string_view name) const&& = delete;
  const live_parking_lot* parking_lot(std::string_view name) const&& = delete;
  const live_parked_call* parked_call(std::string_view uniqueid) const&& = delete;
  const live_conference* conference(std::string_view name) const&& = delete;

  /// Whom a channel talks to: the others in its bridge, without announcers, and through Local channels to the channel
  /// behind them. Empty when it is in no bridge, in one that holds or parks, or unknown.
  std::vector<const live_channel*> talks_to(std::string_view uniqueid) const&;
  std::vector<const live_channel*> talks_to(std::string_view uniqueid) const&& = delete;
  /// The channels that are being dialed for a channel. Those of which it is not known who dials them are left out.
  std::vector<const live_channel*> dials(std::string_view uniqueid) const&;
  std::vector<const live_channel*> dials(std::string_view uniqueid) const&& = delete;
  /// The other half of a Local channel; null when it is none, or when the other half is not known.
  const live_channel* other_half(const live_channel& half) const& noexcept;
  const live_channel* other_half(const live_channel& half) const&& = delete;

private:
  friend class live::model;

  explicit live_snapshot(std::shared_ptr<const live::snapshot_data> data) noexcept : data_{std::move(data)} {}

  std::shared_ptr<const live::snapshot_data> data_;
};

}  // namespace ami
