// An event of `amictl watch` on one line.
#pragma once

#include <ami/event.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace amictl {

/// The headers that say what happened, with their values, which may be empty: those that only this type of events has,
/// the names of channels, and of what describes a channel that which the event is about.
/// @param all whether all headers are wanted, but for the name.
/// @return views of the event; `***` in place of secrets.
std::vector<std::pair<std::string_view, std::string_view>> telling_fields(const ami::event& value, bool all);

/// A gap as a sentence: "12 events lost: this terminal is too slow". Empty for an event of the server.
std::string gap_text(const ami::event& value);

}  // namespace amictl
