#include "amictl/finding.hpp"

#include "amictl/output.hpp"

#include <utility>

namespace amictl {

std::string_view to_string(finding_state state) noexcept {
  switch (state) {
  case finding_state::ok: return "ok";
  case finding_state::warning: return "warning";
  case finding_state::bad: return "bad";
  case finding_state::skipped: return "skipped";
  }
  return {};
}

finding good(std::string check, std::string text) {
  return {std::move(check), finding_state::ok, std::move(text), {}, exit_code::success};
}

finding doubtful(std::string check, std::string text, std::string remedy) {
  return {std::move(check), finding_state::warning, std::move(text), std::move(remedy), exit_code::success};
}

finding faulty(std::string check, std::string text, std::string remedy, exit_code code) {
  return {std::move(check), finding_state::bad, std::move(text), std::move(remedy), code};
}

finding left_out(std::string check, std::string text) {
  return {std::move(check), finding_state::skipped, std::move(text), {}, exit_code::success};
}

boost::json::object to_json(const finding& found, std::string_view server) {
  return {{"server", as_utf8(server)},
          {"check", found.check},
          {"state", to_string(found.state)},
          {"text", as_utf8(found.text)},
          {"remedy", as_utf8(found.remedy)}};
}

}  // namespace amictl
