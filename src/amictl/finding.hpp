// What amictl doctor finds out about one thing.
#pragma once

#include "amictl/exit_code.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace amictl {

enum class finding_state { ok, warning, bad, skipped };

/// "ok", "warning", "bad", "skipped".
std::string_view to_string(finding_state state) noexcept;

/// One thing that was looked at. What a server sent is in it as it came: it is made harmless where it is shown.
class finding {
public:
  std::string check;  // what was looked at, one word
  finding_state state = finding_state::ok;
  std::string text;                     // what was seen, and what it means
  std::string remedy;                   // what to do about it; empty when there is nothing to do
  exit_code code = exit_code::success;  // of a finding that is bad
};

/// For findings of each state.
finding good(std::string check, std::string text);
finding doubtful(std::string check, std::string text, std::string remedy);
finding faulty(std::string check, std::string text, std::string remedy, exit_code code = exit_code::negative);
finding left_out(std::string check, std::string text);

/// The finding as a line of JSON.
/// @param server the name of the server.
boost::json::object to_json(const finding& found, std::string_view server);

}  // namespace amictl
