// Actions on faxes.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/action.hpp>

#include <cstdint>
#include <string>

namespace ami::actions {

/// Asks for a fax session. The answer is followed by one event FAXSession. Action `FAXSession`, needs class call. The
/// event `FAXSession` is not part of the reply: subscribe to it. Safe to repeat: it only reads.
class fax_session : public basic_action<fax_session> {
public:
  /// @param session_number `SessionNumber`: number of the session
  explicit fax_session(std::int64_t session_number) : basic_action{"FAXSession"} {
    put("SessionNumber", std::to_string(session_number));
  }
};

/// Lists the fax sessions. Action `FAXSessions`, needs class call. The reply is a list of `FAXSessionsEntry`. Safe to
/// repeat: it only reads.
class fax_sessions : public basic_action<fax_sessions> {
public:
  fax_sessions() : basic_action{"FAXSessions"} {}
};

/// Asks for counts of faxes. The answer is followed by one event FAXStats. Action `FAXStats`, needs class reporting.
/// The event `FAXStats` is not part of the reply: subscribe to it. Safe to repeat: it only reads.
class fax_stats : public basic_action<fax_stats> {
public:
  fax_stats() : basic_action{"FAXStats"} {}
};

}  // namespace ami::actions
