// What a live state has done, and how it is, in numbers.
//
//     const ami::live_statistics now = live.statistics();
//     if (now.repairs != 0 || now.overflows != 0) { alarm(now); }
//     http_reply(ami::prometheus_text(now));                              // ami/prometheus.hpp
#pragma once

#include <ami/live_values.hpp>
#include <ami/statistics.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ami {

/// What a live state has done so far, and how it is now.
/// @par Thread safety As any value.
class live_statistics {
public:
  std::uint64_t events = 0;            ///< Events of the server that it saw.
  std::uint64_t unknown_channels = 0;  ///< Channels in events that are not known: such events come late.
  std::uint64_t gaps = 0;              ///< Losses of the connection, and of events.
  std::uint64_t restarts = 0;          ///< Of the server.
  std::uint64_t lists = 0;             ///< Lists that were read to their end.
  std::uint64_t spoiled_lists = 0;     ///< Lists that a gap made useless.
  std::uint64_t comparisons = 0;       ///< How often a part that was valid was compared with the server.
  std::uint64_t repairs = 0;           ///< Differences that these found.
  std::uint64_t overflows = 0;         ///< How often a stream's consumer was too slow for the changes.
  std::uint64_t generation = 0;        ///< Of the snapshot now: it grows with each change.
  /// How each part is now, and when it was last verified; in the order of live_parts.
  std::array<live_part_state, live_part_count> parts;
  /// How many records each table has now; the names are those of the functions of live_snapshot: "channels".
  std::vector<named_count> records;

  /// How one part is now.
  const live_part_state& state(live_part part) const& noexcept { return parts[static_cast<std::size_t>(part)]; }
  const live_part_state& state(live_part part) const&& = delete;
};

/// The statistics of a live state, and whose they are.
class labelled_live_statistics {
public:
  /// @param label_of, value_of what the members are to be.
  labelled_live_statistics(std::string label_of, live_statistics value_of)
      : label{std::move(label_of)}, value{std::move(value_of)} {}

  std::string label;      ///< Whose they are, for example the name of a server.
  live_statistics value;  ///< The statistics.
};

}  // namespace ami
