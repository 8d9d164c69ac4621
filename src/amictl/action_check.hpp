// Whether an action is one that a server understands, before it is sent.
#pragma once

#include <ami/action.hpp>

#include <string>
#include <vector>

namespace amictl {

/// The action that words name: "QueuePause", and "Interface=PJSIP/alice" for each header.
/// @throws std::runtime_error when a word is no KEY=VALUE.
ami::action parse_action(const std::string& name, const std::vector<std::string>& headers);

/// What the catalogue objects to, a sentence for each: names that it does not have, with those that are near, values
/// of the wrong type, keys that are missing. Empty when it objects to nothing.
std::vector<std::string> problems_of(const ami::action& action);

}  // namespace amictl
