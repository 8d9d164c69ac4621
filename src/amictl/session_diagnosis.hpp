// What the doctor's observations of a session mean: boot, rights, mask, filters, clock, link, events. Here are the
// rules; who observes is the command itself.
#pragma once

#include "amictl/class_set.hpp"
#include "amictl/finding.hpp"
#include "amictl/server_diagnosis.hpp"

#include <ami/errc.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace amictl {

/// What a manager user may do, as `manager show user` prints it; nothing where that is not known.
class user_rights {
public:
  std::optional<class_set> read;
  std::optional<class_set> write;
};

/// Reads the lines that the command `manager show user NAME` prints.
user_rights parse_user_rights(const std::vector<std::string>& lines);

/// Takes the classes out of a line of ListCommands, "Hangup channel.  (Priv: system,call,all)". Nothing when it has
/// none, an empty set for "<none>", which anybody may use.
std::optional<class_set> parse_privileges(std::string_view synopsis);

/// The classes in an event's header Privilege, "call,all": who may read them all gets the event.
class_set parse_privilege_header(std::string_view value);

/// What became of the event that the doctor provoked.
enum class provoked_event {
  not_asked,    // nothing was provoked
  not_allowed,  // the user may not use the action UserEvent
  refused,      // the server refused it otherwise
  missing,      // the server took the action, and no event came
  arrived
};

/// All that was seen in a session.
class session_observation {
public:
  std::string user;
  bool recent = false;                        // Asterisk 12 or later, which tells of logins by SuccessfulAuth
  user_rights rights;                         // as the server says
  bool fully_booted = false;                  // FullyBooted came
  bool shutting_down = false;                 // Shutdown came, or an answer said so
  ami::error_code lost;                       // the session ended by itself
  std::map<std::string, class_set> actions;   // those that ListCommands has, with their classes
  ami::error_code actions_error;              // ListCommands failed
  class_set seen;                             // the classes of all events that came
  bool greeted = false;                       // SuccessfulAuth of this login came
  std::map<std::string, std::size_t> events;  // those that were not caused by the doctor, by name
  measured_time waited{0};                    // for events
  provoked_event provoked = provoked_event::not_asked;
  measured_time provoked_after{0};           // how long the provoked event took, or was waited for
  std::optional<std::string> mask;           // as the connection's settings have it; nothing for all
  std::optional<bool> mask_is_on;            // what the server says of it
  std::optional<measured_time> clock_ahead;  // how far the server's clock is ahead of this one
  measured_time round_trip{0};               // the shortest
  measured_time longest_trip{0};
  double bytes_per_second = 0;  // at which a long answer came; 0 when it is not known
};

/// What is known of the classes of events that the user may read.
class readable_classes {
public:
  class_set yes;
  class_set no;  // those in neither: cannot be seen from here
};

readable_classes judge_reading(const session_observation& seen);

finding judge_boot(const session_observation& seen);
finding judge_actions(const session_observation& seen);
finding judge_read(const session_observation& seen);
finding judge_mask(const session_observation& seen);
finding judge_filter(const session_observation& seen);
finding judge_clock(const session_observation& seen);
finding judge_link(const session_observation& seen);
finding judge_events(const session_observation& seen);

/// All of these, in the order in which they are shown; only why, when the session ended before it was looked at.
std::vector<finding> judge_session(const session_observation& seen);

}  // namespace amictl
