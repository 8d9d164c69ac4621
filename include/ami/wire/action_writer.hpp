// Checks an action and turns it into the bytes that are sent. No sockets, no clocks.
#pragma once

#include <ami/action.hpp>
#include <ami/config.hpp>

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ami::wire {

/// Limits of Asterisk's own parser, observed on 16 and 22.
/// Bytes of a line without its line end. At exactly 1023 the server runs the rest of the message as a new action.
inline constexpr std::size_t max_line_bytes = 1022;
/// Header lines of an action, Action and ActionID included.
inline constexpr std::size_t max_headers = 128;
/// Bytes of an ActionID: longer ones are cut by some of the server's handlers together with their line end.
inline constexpr std::size_t max_action_id_bytes = 64;

/// Appends `value` as it is sent: `Action` and `ActionID` first, then the headers, with CR LF line ends and a blank
/// line. On error `out` is unchanged.
/// @param detail receives which header is wrong, without its value.
/// @return `errc::invalid_header`, `errc::action_line_too_long`, `errc::too_many_headers`, `errc::invalid_action_id`,
///   or no error.
AMI_DECL boost::system::error_code write_action(const action& value, std::string_view action_id, std::string& out,
                                                std::string& detail);

}  // namespace ami::wire
