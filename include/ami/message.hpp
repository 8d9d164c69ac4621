// A frame of the server as a response or an event.
#pragma once

#include <ami/config.hpp>
#include <ami/event.hpp>
#include <ami/response.hpp>
#include <ami/wire/frame.hpp>

#include <variant>

namespace ami {

/// A frame by its kind. A frame whose first line is `Event:` is an event, whatever other headers it has; one that is
/// neither event nor response is an event of type unknown.
using message = std::variant<response, event>;

/// Classifies a frame by its first line.
AMI_DECL message to_message(wire::frame frame);

}  // namespace ami
