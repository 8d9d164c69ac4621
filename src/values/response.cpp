#include "values/secret_finder.hpp"

#include <ami/response.hpp>

#include <ostream>

namespace ami {

bool response::success() const noexcept {
  const wire::frame_view view = frame_.view();
  return view.kind() == wire::frame_kind::response && !wire::equal_ignoring_case(view.name(), "Error");
}

std::string_view response::message() const& noexcept {
  std::string_view text = frame_.view()["Message"];
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) {
    text.remove_suffix(1);
  }
  return text;
}

std::string to_string(const response& value) {
  if (value.empty()) {
    return "no response";
  }
  std::string text{value.status()};
  detail::append_headers(text, value.frame());
  return text;
}

std::ostream& operator<<(std::ostream& out, const response& value) {
  return out << to_string(value);
}

}  // namespace ami
