// The counters of connections and of live states as text for Prometheus.
//
//     text = ami::prometheus_text(co_await pbx.statistics()) + ami::prometheus_text(live.statistics());
#pragma once

#include <ami/config.hpp>
#include <ami/live_statistics.hpp>
#include <ami/statistics.hpp>

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace ami {

/// A snapshot and whose it is.
class labelled_statistics {
public:
  /// @param label_of, value_of what the members are to be.
  labelled_statistics(std::string label_of, statistics value_of)
      : label{std::move(label_of)}, value{std::move(value_of)} {}

  std::string label;  ///< Whose it is, for example the name of a server.
  statistics value;   ///< The snapshot.
};

/// The snapshot as text exposition in the Prometheus format 0.0.4, each line with its line end. All names begin with
/// `ami_`; durations are in seconds, sizes in bytes. Of subscribers, those with a name are told apart, and those of the
/// same name are added up.
///
/// The text is UTF-8 whatever the server or the caller used as a name, because Prometheus refuses the whole text for a
/// single byte that is not: each byte from 0x80 on that belongs to no valid character becomes the private character
/// U+EF00 + byte, as in JSON (ami/json.hpp), so that different names stay different.
/// @pre The names in `actions` and in each of the lists of counts differ, as manager::statistics() gives them.
[[nodiscard]] AMI_DECL std::string prometheus_text(const statistics& value);

/// Several snapshots as one exposition, in which each metric is described once.
/// @param values the snapshots. The labels should differ: Prometheus refuses a text in which two samples have the same
///   labels, so the second of two snapshots with the label "berlin" is shown as "berlin (2)", and so on.
/// @param label_name what the label is called: letters, digits and underscores, with no digit in front and not two
///   underscores, and none of `action`, `event`, `kind`, `le`, `part`, `reason`, `result`, `state`, `subscriber`,
///   `table`, `version`.
/// @pre As for a single snapshot.
/// @par Errors Throws `ami::error` with `boost::system::errc::invalid_argument` for any other `label_name`.
[[nodiscard]] AMI_DECL std::string prometheus_text(std::span<const labelled_statistics> values,
                                                   std::string_view label_name = "server");

/// The same for a live state: which parts are valid and when they were verified, the size of its tables, and what it
/// did. All names begin with `ami_live_`, so that this text and that of the connection make one exposition, one behind
/// the other.
[[nodiscard]] AMI_DECL std::string prometheus_text(const live_statistics& value);

/// Several live states as one exposition, for example cluster_live_state::statistics().
/// @param values, label_name, errors as for several snapshots of connections.
[[nodiscard]] AMI_DECL std::string prometheus_text(std::span<const labelled_live_statistics> values,
                                                   std::string_view label_name = "server");

}  // namespace ami
