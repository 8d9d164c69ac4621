// Actions on faxes.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/action.hpp>
#include <ami/events/fax.hpp>
#include <ami/list_reply.hpp>
#include <ami/reply.hpp>

#include <cstdint>
#include <string>

namespace ami::replies {

/// The reply to the action FAXSession.
using fax_session = list_reply<ami::events::unknown, ami::events::fax_session>;

/// The reply to the action FAXSessions.
using fax_sessions = list_reply<ami::events::fax_sessions_complete, ami::events::fax_sessions_entry>;

/// The reply to the action FAXStats.
using fax_stats = list_reply<ami::events::unknown, ami::events::fax_stats>;

}  // namespace ami::replies

namespace ami::actions {

/// Asks for a fax session. The answer is followed by one event FAXSession. Action `FAXSession`, needs class call. The
/// reply is a list of `FAXSession`. Safe to repeat: it only reads.
class fax_session : public basic_action<fax_session> {
public:
  using reply_type = replies::fax_session;
  static constexpr repeat repeat_safety = repeat::read;

  /// @param session_number `SessionNumber`: number of the session
  explicit fax_session(std::int64_t session_number) : basic_action{"FAXSession"} {
    put("SessionNumber", std::to_string(session_number));
  }
};

/// Lists the fax sessions. Action `FAXSessions`, needs class call. The reply is a list of `FAXSessionsEntry`. Safe to
/// repeat: it only reads.
class fax_sessions : public basic_action<fax_sessions> {
public:
  using reply_type = replies::fax_sessions;
  static constexpr repeat repeat_safety = repeat::read;

  fax_sessions() : basic_action{"FAXSessions"} {}
};

/// Asks for counts of faxes. The answer is followed by one event FAXStats. Action `FAXStats`, needs class reporting.
/// The reply is a list of `FAXStats`. Safe to repeat: it only reads.
class fax_stats : public basic_action<fax_stats> {
public:
  using reply_type = replies::fax_stats;
  static constexpr repeat repeat_safety = repeat::read;

  fax_stats() : basic_action{"FAXStats"} {}
};

}  // namespace ami::actions
