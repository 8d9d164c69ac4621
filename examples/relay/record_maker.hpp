// Makes the log's records of events: which partition, which number, which text.
#pragma once

#include "channel_table.hpp"
#include "record.hpp"

#include <ami/event.hpp>

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace relay {

/// Turns what happens on the servers into records. A pure state machine: time is an argument, in milliseconds since the
/// epoch, and nothing is sent.
///
/// An event goes to the partition of its call. What all consumers have to know, a gap for example, goes to each
/// partition. When a channel comes into another call, and so into another partition, a record `channel_moved` in both
/// takes it out of the one and hands it over to the other: the consumer of one partition needs no other.
class record_maker {
public:
  /// @param numbers where the numbers go on.
  /// @param partitions how many there are; at least 1.
  /// @param max_record no text gets longer than this, in bytes: a longer event is replaced by a record that says so,
  ///   and a snapshot has as many records as it needs.
  record_maker(numbering numbers, std::uint32_t partitions, std::size_t max_record);

  /// Appends the records of an event, or of a gap.
  void add_event(const std::string& server, const ami::event& event, std::int64_t time, std::vector<record>& records);
  /// Appends a record of the relay's own to each partition: `{"type": type, ...}`.
  void add_marker(const std::string& server, boost::json::object message, std::int64_t time,
                  std::vector<record>& records);
  /// Appends the server's channels, to each partition its own. Later events are seen as events of these channels.
  void add_snapshot(const std::string& server, const std::vector<channel_record>& channels, std::int64_t time,
                    std::vector<record>& records);

  [[nodiscard]] std::uint32_t partitions() const noexcept { return partitions_; }
  [[nodiscard]] const numbering& numbers() const noexcept { return numbers_; }

private:
  void add(const std::string& server, std::uint32_t partition, std::string_view linkedid, std::string_view message,
           std::int64_t time, std::vector<record>& records);
  void move_channel(const std::string& server, const ami::event& event, std::string_view linkedid, std::int64_t time,
                    std::vector<record>& records);
  [[nodiscard]] std::uint32_t partition_of_call(const std::string& server, std::string_view linkedid) const;

  numbering numbers_;
  std::uint32_t partitions_;
  std::size_t max_record_;
  std::map<std::string, channel_table> channels_;  // by server
};

}  // namespace relay
