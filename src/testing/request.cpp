#include <ami/testing/request.hpp>
#include <ami/wire/frame.hpp>

namespace ami::testing {

request::request(std::vector<std::string> lines, std::uint64_t sequence, std::uint64_t session)
    : lines_{std::move(lines)}, sequence_{sequence}, session_{session} {
  for (const std::string& line : lines_) {
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos) {
      continue;
    }
    std::size_t begin = colon + 1;
    while (begin < line.size() && (line[begin] == ' ' || line[begin] == '\t')) {
      ++begin;
    }
    headers_.emplace_back(line.substr(0, colon), line.substr(begin));
  }
  action_id_ = (*this)["ActionID"];
  for (const entry& header : headers_) {
    // Empty headers are skipped by the server for this name alone.
    if (wire::equal_ignoring_case(header.key(), "Action") && !header.value().empty()) {
      name_ = header.value();
      break;
    }
  }
}

bool request::is(std::string_view name) const noexcept {
  return wire::equal_ignoring_case(name_, name);
}

std::optional<std::string_view> request::get(std::string_view key) const& noexcept {
  for (const entry& header : headers_) {
    if (wire::equal_ignoring_case(header.key(), key)) {
      return header.value();
    }
  }
  return std::nullopt;
}

std::string_view request::operator[](std::string_view key) const& noexcept {
  return get(key).value_or(std::string_view{});
}

std::vector<std::string_view> request::get_all(std::string_view key) const& {
  std::vector<std::string_view> values;
  for (const entry& header : headers_) {
    if (wire::equal_ignoring_case(header.key(), key)) {
      values.emplace_back(header.value());
    }
  }
  return values;
}

}  // namespace ami::testing
