// What a button of the page asks for, read from JSON.
#pragma once

#include <string>
#include <string_view>
#include <variant>

namespace wallboard {

/// Calls a telephone, and connects it with an extension.
class originate_request {
public:
  std::string channel;
  std::string exten;
  std::string context;
};
/// Hangs up a channel.
class hangup_request {
public:
  std::string uniqueid;
};
/// Sends a channel to an extension.
class transfer_request {
public:
  std::string uniqueid;
  std::string exten;
  std::string context;
};
/// Pauses a member of a queue, or ends its pause.
class pause_request {
public:
  std::string interface;
  std::string queue;  ///< Empty for all.
  std::string reason;
  bool paused = true;
};

/// One request.
class action_request {
public:
  std::string id;      ///< The page makes a new one for each press of a button.
  std::string server;  ///< Its name in the cluster.
  std::string action;  ///< "originate"
  std::variant<originate_request, hangup_request, transfer_request, pause_request> parameters;
};

/// What is wrong with a request, for people; it names the field.
class request_problem {
public:
  std::string text;
};

/// Reads a request.
/// @param json its text.
std::variant<action_request, request_problem> read_action_request(std::string_view json);

}  // namespace wallboard
