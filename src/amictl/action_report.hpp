// What the commands that send one action say of the server's answer.
#pragma once

#include "amictl/exit_code.hpp"

#include <ami/action.hpp>
#include <ami/errc.hpp>
#include <ami/manager.hpp>
#include <ami/reply.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include <string>

namespace amictl {

class tool;

/// The worse of two exit codes, for what several actions came to: an unknown outcome counts more than a no, and a no
/// more than success.
exit_code worse_of(exit_code first, exit_code second) noexcept;

/// What the server's answer to an action is reported with.
class action_subject {
public:
  std::string server;
  std::string name;           // what the line is about, for people
  boost::json::object about;  // the same for JSON: members that come after "server"
  std::string harmless;       // a refusal with this message means that there was nothing to do
};

/// Writes a line with what the server answered: "PJSIP/alice-00000001: Channel Hungup", in JSON
/// `{"server": "pbx", "channel": "PJSIP/alice-00000001", "action": "Hangup", "outcome": "accepted", "message": "..."}`.
/// @return the exit code for the answer.
exit_code report_answer(tool& shared, const action_subject& subject, const std::string& action, ami::error_code failure,
                        const ami::reply& reply);

/// Sends an action, and reports the answer. An action that was refused, or whose outcome is unknown, is no exception.
/// @throws ami::error when it was not sent.
boost::asio::awaitable<exit_code> send_and_report(ami::manager pbx, ami::action action, action_subject subject,
                                                  tool& shared);

/// Connects to the only server, sends one action as send_and_report(), and disconnects.
exit_code run_one_action(ami::action action, std::string name, boost::json::object about, tool& shared);

}  // namespace amictl
