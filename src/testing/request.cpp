#include <ami/testing/request.hpp>
#include <ami/wire/frame.hpp>

namespace ami::testing {

request::request(std::vector<std::string> lines, std::uint64_t sequence, std::uint64_t session)
    : lines_{std::move(lines)}, sequence_{sequence}, session_{session} {
  for (const std::string& one : lines_) {
    const std::size_t colon = one.find(':');
    if (colon == std::string::npos) {
      continue;
    }
    std::size_t begin = colon + 1;
    while (begin < one.size() && (one[begin] == ' ' || one[begin] == '\t')) {
      ++begin;
    }
    headers_.emplace_back(one.substr(0, colon), one.substr(begin));
  }
  action_id_ = (*this)["ActionID"];
  for (const entry& one : headers_) {
    // Of this header alone the server skips empty ones.
    if (wire::equal_ignoring_case(one.key(), "Action") && !one.value().empty()) {
      name_ = one.value();
      break;
    }
  }
}

bool request::is(std::string_view name) const noexcept {
  return wire::equal_ignoring_case(name_, name);
}

std::optional<std::string_view> request::get(std::string_view key) const& noexcept {
  for (const entry& one : headers_) {
    if (wire::equal_ignoring_case(one.key(), key)) {
      return one.value();
    }
  }
  return std::nullopt;
}

std::string_view request::operator[](std::string_view key) const& noexcept {
  return get(key).value_or(std::string_view{});
}

std::vector<std::string_view> request::get_all(std::string_view key) const& {
  std::vector<std::string_view> values;
  for (const entry& one : headers_) {
    if (wire::equal_ignoring_case(one.key(), key)) {
      values.emplace_back(one.value());
    }
  }
  return values;
}

}  // namespace ami::testing
