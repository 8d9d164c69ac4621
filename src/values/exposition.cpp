#include "values/exposition.hpp"

#include "base/escaped_text.hpp"

#include <ami/error.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace ami::detail {

namespace {

// Labels that the samples use themselves.
constexpr std::array<std::string_view, 11> own_labels{"action", "event", "kind",       "le",    "part",   "reason",
                                                      "result", "state", "subscriber", "table", "version"};

bool is_label_name(std::string_view text) noexcept {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return !text.empty() && !is_digit(text.front()) &&
         std::ranges::all_of(text, [&](char c) { return is_letter(c) || is_digit(c); });
}

// The format escapes backslash, quote and line feed. All other characters are allowed, but only as UTF-8.
std::string escaped(std::string_view bytes) {
  std::string result;
  for (const char c : to_utf8(bytes)) {
    if (c == '\\' || c == '"') {
      result += '\\';
      result += c;
    } else if (c == '\n') {
      result += "\\n";
    } else {
      result += c;
    }
  }
  return result;
}

}  // namespace

void check_label_name(std::string_view name) {
  const char* problem = nullptr;
  if (!is_label_name(name)) {
    problem = "is no label name";
  } else if (name.starts_with("__")) {
    problem = "is reserved for Prometheus";
  } else if (std::ranges::find(own_labels, name) != own_labels.end()) {
    problem = "is a label of the metrics themselves";
  }
  if (problem != nullptr) {
    std::string detail = "prometheus_text: '";
    append_escaped(detail, name);
    throw error{
        make_error_code(boost::system::errc::invalid_argument), detail + "' " + problem, {}, outcome::never_sent};
  }
}

std::vector<std::string> distinct_labels(std::span<const std::string_view> wanted) {
  const std::set<std::string_view> given{wanted.begin(), wanted.end()};
  std::vector<std::string> result;
  std::set<std::string> used;
  for (const std::string_view text : wanted) {
    std::string label{text};
    for (std::size_t number = 2; used.contains(label) || (number > 2 && given.contains(label)); ++number) {
      label = fmt::format("{} ({})", text, number);
    }
    used.insert(label);
    result.push_back(std::move(label));
  }
  return result;
}

labels labels::with(std::string_view name, std::string_view value) const {
  labels result = *this;
  // Not fmt::format_to() with an iterator: it would compile 40 KB of fmt into this library, fmt::format() is in fmt's.
  result.text_ += fmt::format("{}{}=\"{}\"", text_.empty() ? "" : ",", name, escaped(value));
  return result;
}

void exposition::begin_family(std::string_view name, std::string_view type, std::string_view help) {
  name_ = name;
  head_ = fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
}

void exposition::add_sample(const labels& where, std::string_view value, std::string_view suffix) {
  // A family without samples is left out.
  text_ += head_;
  head_.clear();
  text_ += fmt::format("{}{}{} {}\n", name_, suffix, where.text(), value);
}

}  // namespace ami::detail
