// What a consumer knows of the PBXs: the live channels, from the records of the log.
#pragma once

#include "channel_table.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace relay {

/// What a call_table has seen.
class consumer_figures {
public:
  std::uint64_t records = 0;     // that were new
  std::uint64_t events = 0;      // of them, of the PBXs
  std::uint64_t duplicates = 0;  // dropped: delivery is at least once
  std::uint64_t missing = 0;     // numbers that never came
  std::uint64_t unreadable = 0;  // records that are none of the relay's, or hold a hidden secret
};

/// The channels of all servers, from all partitions or some. Each partition counts for itself: it has the calls whose
/// keys lead to it, and the gaps. A pure state machine.
class call_table {
public:
  /// One server's channels in one partition.
  class part {
  public:
    channel_table channels;
    /// Why the channels may be wrong; empty when they can be relied on.
    std::string stale = "there was no snapshot yet";
    /// How many events the relay has lost, as this partition says.
    std::uint64_t lagged = 0;

  private:
    friend class call_table;

    std::map<std::string, std::uint64_t, std::less<>> last;  // number, by run
    std::string run;
    std::vector<channel_record> listed;  // by the parts of a snapshot that have come
    std::int64_t listed_parts = 0;
  };

  /// Takes the next record of a partition.
  /// @param text the record.
  /// @return false when nothing has changed: it is a duplicate, or unreadable.
  bool apply(std::uint32_t partition, std::string_view text);

  /// By server and partition.
  [[nodiscard]] const std::map<std::pair<std::string, std::uint32_t>, part>& parts() const noexcept { return parts_; }
  /// A server's channels of all partitions, by Uniqueid.
  [[nodiscard]] std::map<std::string, channel_record> channels(std::string_view server) const;
  /// Why a server's channels may be wrong; empty when they can be relied on.
  [[nodiscard]] std::string stale(std::string_view server) const;
  /// How many events of a server the relay has lost because the log took none. Each partition says it.
  [[nodiscard]] std::uint64_t lagged(std::string_view server) const;
  [[nodiscard]] const consumer_figures& figures() const noexcept { return figures_; }

private:
  bool is_new(part& of, const std::string& run, std::uint64_t seq);
  void apply_message(part& of, std::string_view key, const boost::json::object& message);
  static void apply_snapshot(part& of, const boost::json::object& message);

  std::map<std::pair<std::string, std::uint32_t>, part> parts_;
  consumer_figures figures_;
};

}  // namespace relay
