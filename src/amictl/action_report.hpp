// What the commands that send one action say of the server's answer.
#pragma once

#include "amictl/exit_code.hpp"

#include <ami/action.hpp>
#include <ami/manager.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include <string>

namespace amictl {

class tool;

/// The worse of two exit codes, for what several actions came to: an unknown outcome counts more than a no, and a no
/// more than success.
exit_code worse_of(exit_code first, exit_code second) noexcept;

/// Sends an action, and writes a line with what the server answered: "PJSIP/alice-00000001: Channel Hungup", in JSON
/// `{"server": "pbx", "channel": "PJSIP/alice-00000001", "action": "Hangup", "outcome": "accepted", "message": "..."}`.
/// @param subject what the line is about, for people.
/// @param about the same for JSON: members that come after "server".
/// @return the exit code for the answer. An action that was refused, or whose outcome is unknown, is no exception.
/// @throws ami::error when it was not sent.
boost::asio::awaitable<exit_code> send_and_report(ami::manager pbx, ami::action action, std::string server,
                                                  std::string subject, boost::json::object about, tool& shared);

/// Connects to the only server, sends one action as send_and_report(), and disconnects.
exit_code run_one_action(ami::action action, std::string subject, boost::json::object about, tool& shared);

}  // namespace amictl
