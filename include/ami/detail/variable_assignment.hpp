// The value of a `Variable` header.
#pragma once

#include <ami/config.hpp>

#include <string>
#include <string_view>

namespace ami::detail {

// `name=value`; commas, quotes and backslashes of both are escaped: the server splits the line at commas, drops quotes,
// and takes a backslash as escape. Parentheses, brackets and blanks need nothing (seen with Asterisk 16 and 22).
//
// A name that cannot arrive has NUL in front, so that the line is refused before it is sent, with a sentence about the
// name: an empty one (also behind `_` or `__`), one with an equals sign, where the server ends it, one that begins with
// a blank, which the server drops, and one with the end of a function's arguments and no begin.
AMI_DECL std::string variable_assignment(std::string_view name, std::string_view value);

// The begin of the line of a name that cannot arrive.
inline constexpr char unusable_variable = '\0';

}  // namespace ami::detail
