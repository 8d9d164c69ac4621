// Options from named values: environment variables, or a program's own configuration.
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

}  // namespace

// Reads a secret from a variable, or from the first line of the file that another variable names.
std::string collected_options::read_secret(const named_values& values, std::string_view name, secret& to) {
  const std::string file_name = std::string{name} + "_file";
  const std::string_view value = values.value(name);
  const std::string path{values.value(file_name)};
  if (!value.empty() && !path.empty()) {
    return "there are both " + values.shown_name(name) + " and " + values.shown_name(file_name);
  }
  if (!value.empty()) {
    to = secret{value};
  }
  if (!path.empty()) {
    wiped_text line;
    if (!read_line(path, line)) {
      return "no line can be read from the file of " + values.shown_name(file_name);
    }
    if (line.view().ends_with('\r')) {
      line.cut(line.size() - 1);
    }
    to = secret{line.view()};
  }
  return {};
}

std::string collected_options::read_port(const std::string& name, std::string_view text) {
  const auto number = parse_integer(text);
  if (!number || *number < 1 || *number > 65535) {
    return name + " is no number from 1 to 65535";
  }
  port_ = static_cast<std::uint16_t>(*number);
  return {};
}

std::string collected_options::read_values(const named_values& values) {
  std::string problem;
  if (const std::string_view url = values.value("url"); !url.empty()) {
    problem = read_url(url);
  }
  if (const std::string_view list = values.value("host"); problem.empty() && !list.empty() && !add_hosts(list)) {
    problem = "an invalid percent-encoding in " + values.shown_name("host");
  }
  if (problem.empty() && hosts_.empty()) {
    problem = "neither " + values.shown_name("url") + " nor " + values.shown_name("host") + " is set";
  }
  if (const std::string_view text = values.value("port"); problem.empty() && !text.empty()) {
    problem = read_port(values.shown_name("port"), text);
  }
  if (const std::string_view user = values.value("username"); !user.empty()) {
    user_ = user;
  }
  if (problem.empty()) {
    problem = read_secret(values, "secret", secret_);
  }
  if (problem.empty()) {
    problem = read_secret(values, "tls_key_passphrase", key_passphrase_);
  }
  if (const std::string_view text = values.value("tls"); problem.empty() && !text.empty()) {
    const auto wanted = to_bool(text);
    if (!wanted || (!*wanted && tls_.value_or(false))) {
      problem = values.shown_name("tls") + (wanted ? " says no, and the URL says amis" : " is neither yes nor no");
    }
    tls_ = wanted;
  }
  for (std::size_t i = 0; i < known_settings.size() && problem.empty(); ++i) {
    if (const std::string_view text = values.value(known_settings[i].name_); !text.empty()) {
      values_[i] = text;
    }
  }
  return problem;
}

namespace {

class environment_variables final : public named_values {
public:
  explicit environment_variables(std::string_view prefix) : prefix_{prefix} {}

  std::string_view value(std::string_view name) const override {
    const char* const found = std::getenv(shown_name(name).c_str());
    return found != nullptr ? std::string_view{found} : std::string_view{};
  }
  std::string shown_name(std::string_view name) const override {
    std::string full = prefix_;
    for (const char c : name) {
      full += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return full;
  }

private:
  std::string prefix_;
};

class looked_up_values final : public named_values {
public:
  explicit looked_up_values(const options::value_lookup& lookup) : lookup_{lookup} {}

  std::string_view value(std::string_view name) const override { return lookup_(name); }
  std::string shown_name(std::string_view name) const override { return std::string{name}; }

private:
  const options::value_lookup& lookup_;
};

std::string make_options(const named_values& values, options& result) {
  collected_options found;
  std::string problem = found.read_values(values);
  return problem.empty() ? found.make(result) : problem;
}

}  // namespace

}  // namespace detail

options options::from_environment(std::string_view prefix) {
  options result{""};
  std::string problem = detail::make_options(detail::environment_variables{prefix}, result);
  return problem.empty() ? result : unusable(std::move(problem));
}

options options::from_values(const value_lookup& lookup) {
  options result{""};
  std::string problem = detail::make_options(detail::looked_up_values{lookup}, result);
  return problem.empty() ? result : unusable(std::move(problem));
}

}  // namespace ami
