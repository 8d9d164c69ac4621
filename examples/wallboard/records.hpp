// The records that browsers get, as JSON: each is made from a snapshot and a key. Null: there is no such record.
//
// All texts of the server go through ami::to_json_text(), so that JSON can hold them whatever bytes they have.
#pragma once

#include "wallboard/queue_day.hpp"
#include "wallboard/wall_clock.hpp"

#include <ami/connection_state.hpp>
#include <ami/live_snapshot.hpp>

#include <boost/json/value.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wallboard {

/// A call and its legs, without Local halves and announcers; null also for a call that has no other legs.
boost::json::value call_record(const ami::live_snapshot& now, std::string_view linkedid, const wall_clock& clock);

/// A queue.
/// @param days what was counted of the server's queues.
/// @param usual_level the service level of queues that have none of their own; zero for none.
boost::json::value queue_record(const ami::live_snapshot& now, std::string_view name, const wall_clock& clock,
                                const queue_days& days, std::chrono::seconds usual_level);

/// An endpoint of PJSIP by its name, or a telephone or line of another technology by that of its device.
boost::json::value endpoint_record(const ami::live_snapshot& now, std::string_view name, const wall_clock& clock);

/// A conference.
boost::json::value conference_record(const ami::live_snapshot& now, std::string_view name, const wall_clock& clock);

/// What is known of a server's link beside its snapshot.
class link_state {
public:
  ami::connection_state state = ami::connection_state::disconnected;
  std::string version;            ///< Of the manager interface; empty before the first greeting.
  std::string failure;            ///< Why there is no connection; empty while there is one.
  std::uint64_t events_lost = 0;  ///< Events that a consumer of this program was too slow for.
  std::uint64_t reconnects = 0;
};

/// A link.
/// @param since when it came to its state.
/// @param incomplete_since since when the mirror is not authoritative; nothing while it is.
boost::json::value link_record(const link_state& link, const std::vector<std::string>& problems, milliseconds since,
                               std::optional<milliseconds> incomplete_since);

/// Why a mirror is not authoritative: a text for each part that cannot be relied on. A module that the server has not
/// loaded is none: there is nothing that could be shown of it.
std::vector<std::string> problems_of(const ami::live_snapshot& now);

}  // namespace wallboard
