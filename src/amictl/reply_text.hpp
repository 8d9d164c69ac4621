// How replies are shown.
#pragma once

#include <ami/reply.hpp>

#include <string>
#include <string_view>

namespace amictl {

class output;

/// Writes a reply, its list and its text: lines for people, or JSON Lines, one for the response and for each event of
/// the list. Secrets are not shown.
/// @param server what the lines are marked with where there are several servers; else empty.
void write_reply(output& out, const ami::reply& value, std::string_view server);

/// A line of text from a server as it can be shown, with its tabs.
std::string shown_with_tabs(std::string_view line);

}  // namespace amictl
