// Options from environment variables.
#include "base/wipe.hpp"
#include "options/collected_options.hpp"

#include <ami/event_view.hpp>

#include <array>
#include <cstdlib>
#include <fstream>
#include <utility>

namespace ami {

namespace detail {

namespace {

// The value of an environment variable; empty when it is not set.
std::string_view variable(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  return value != nullptr ? std::string_view{value} : std::string_view{};
}

// Reads the first line of a file; false when there is none. Uses no stream buffer and no growing string, because both
// leave parts of the secret in freed memory.
bool read_line(const std::string& path, wiped_text& line) {
  std::ifstream file;
  file.rdbuf()->pubsetbuf(nullptr, 0);
  file.open(path, std::ios::binary);
  std::array<char, 1024> buffer{};
  bool any = false;
  for (bool more = file.is_open(); more;) {
    file.read(buffer.data(), buffer.size());
    const std::string_view read{buffer.data(), static_cast<std::size_t>(file.gcount())};
    const std::size_t end = read.find('\n');
    line.append(read.substr(0, end));
    any = any || !read.empty();
    more = file && end == std::string_view::npos;
  }
  wipe(buffer.data(), buffer.size());
  return any;
}

// Reads a secret from a variable, or from the first line of the file that another variable names.
std::string read_secret(const std::string& name, secret& to) {
  const std::string_view value = variable(name);
  const std::string path{variable(name + "_FILE")};
  if (!value.empty() && !path.empty()) {
    return "there are both " + name + " and " + name + "_FILE";
  }
  if (!value.empty()) {
    to = secret{value};
  }
  if (!path.empty()) {
    wiped_text line;
    if (!read_line(path, line)) {
      return "no line can be read from the file of " + name + "_FILE";
    }
    if (line.view().ends_with('\r')) {
      line.cut(line.size() - 1);
    }
    to = secret{line.view()};
  }
  return {};
}

}  // namespace

std::string collected_options::read_port(const std::string& name, std::string_view text) {
  const auto number = parse_integer(text);
  if (!number || *number < 1 || *number > 65535) {
    return name + " is no number from 1 to 65535";
  }
  port_ = static_cast<std::uint16_t>(*number);
  return {};
}

std::string collected_options::read_environment(std::string_view prefix) {
  const auto name_of = [&](std::string_view name) {
    std::string full{prefix};
    for (const char c : name) {
      full += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return full;
  };
  std::string problem;
  if (const std::string_view url = variable(name_of("URL")); !url.empty()) {
    problem = read_url(url);
  }
  if (const std::string_view list = variable(name_of("HOST")); problem.empty() && !list.empty() && !add_hosts(list)) {
    problem = "an invalid percent-encoding in " + name_of("HOST");
  }
  if (problem.empty() && hosts_.empty()) {
    problem = "neither " + name_of("URL") + " nor " + name_of("HOST") + " is set";
  }
  if (const std::string_view text = variable(name_of("PORT")); problem.empty() && !text.empty()) {
    problem = read_port(name_of("PORT"), text);
  }
  if (const std::string_view user = variable(name_of("USERNAME")); !user.empty()) {
    user_ = user;
  }
  if (problem.empty()) {
    problem = read_secret(name_of("SECRET"), secret_);
  }
  if (problem.empty()) {
    problem = read_secret(name_of("TLS_KEY_PASSPHRASE"), key_passphrase_);
  }
  if (const std::string_view text = variable(name_of("TLS")); problem.empty() && !text.empty()) {
    const auto wanted = to_bool(text);
    if (!wanted || (!*wanted && tls_.value_or(false))) {
      problem = name_of("TLS") + (wanted ? " says no, and the URL says amis" : " is neither yes nor no");
    }
    tls_ = wanted;
  }
  for (std::size_t i = 0; i < known_settings.size() && problem.empty(); ++i) {
    if (const std::string_view text = variable(name_of(known_settings[i].name_)); !text.empty()) {
      values_[i] = text;
    }
  }
  return problem;
}

}  // namespace detail

options options::from_environment(std::string_view prefix) {
  detail::collected_options found;
  std::string problem = found.read_environment(prefix);
  options result{""};
  if (problem.empty()) {
    problem = found.make(result);
  }
  return problem.empty() ? result : unusable(std::move(problem));
}

}  // namespace ami
