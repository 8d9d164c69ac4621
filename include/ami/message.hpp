// A frame of the server as a response or an event: for tools that read frames by themselves, such as recorders.
//
//     std::visit(overloaded{[](const ami::response& r) { ... }, [](const ami::event& e) { ... }},
//                ami::to_message(ami::wire::frame::from_text(text)));
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

/// Takes a frame as what it is: see `wire::frame_kind`.
/// @param frame the frame; it is shared, not copied.
/// @par Thread safety Any thread.
AMI_DECL message to_message(wire::frame frame);

}  // namespace ami
