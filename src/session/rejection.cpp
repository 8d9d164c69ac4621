#include "session/rejection.hpp"

#include "catalogue/action_facts.hpp"

namespace ami::detail {

namespace {

// Whether servers of this version have the action, when its module is loaded.
bool is_of_version(const action_facts& known, const server_version& server) noexcept {
  constexpr unsigned oldest_known = 3;  // Asterisk 14, from which on the two numbers go together
  const unsigned asterisk = server.major_number() + 11;
  return server.major_number() >= oldest_known && known.first_version <= asterisk && asterisk <= known.last_version;
}

// `pattern`: in which * stands for any text, at most once.
bool matches(std::string_view text, std::string_view pattern) noexcept {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) {
    return text == pattern;
  }
  const std::string_view begin = pattern.substr(0, star);
  const std::string_view end = pattern.substr(star + 1);
  return text.size() >= begin.size() + end.size() && text.starts_with(begin) && text.ends_with(end);
}

}  // namespace

errc rejection(std::string_view message) noexcept {
  if (message == "Permission denied") {
    return errc::permission_denied;
  }
  if (message.starts_with("Invalid/unknown command")) {
    return errc::unknown_action;
  }
  if (message == "Asterisk is shutting down") {
    return errc::shutting_down;
  }
  return errc::action_rejected;
}

error_code judge_refusal(reply_data& refused, std::string_view action, const server_version& server) {
  if (refused.is_list) {
    return errc::list_failed;
  }
  const std::string_view message = refused.response.message();
  const errc code = rejection(message);
  const auto* const known = find_action_facts(action);
  if (known == nullptr) {
    return code;
  }
  if (code == errc::unknown_action && is_of_version(*known, server)) {
    return errc::module_not_loaded;
  }
  if (code == errc::action_rejected && !known->empty.empty() && matches(message, known->empty)) {
    refused.outcome = outcome::accepted;
    refused.is_list = true;
    refused.more().ended = true;
    return {};
  }
  return code;
}

}  // namespace ami::detail
