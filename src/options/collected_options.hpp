// The settings of a URL, the environment or a configuration, before options are made of them.
#pragma once

#include <ami/options.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// A setting of a URL or an environment variable. Its function returns false for a value that it does not accept.
class setting {
public:
  std::string_view name_;
  bool (*apply_)(options&, std::string_view);
  bool (*apply_tls_)(tls_options&, std::string_view);
};

inline constexpr std::size_t setting_count = 25;
extern const std::array<setting, setting_count> known_settings;

// "yes" and "no" in the usual spellings.
std::optional<bool> to_bool(std::string_view text);

// Where named settings come from. Names are lower case, as in a URL.
class named_values {
public:
  // Empty when there is none.
  virtual std::string_view value(std::string_view name) const = 0;
  // What the user knows a setting as.
  virtual std::string shown_name(std::string_view name) const = 0;

protected:
  ~named_values() = default;
};

class collected_options {
public:
  std::vector<std::string> hosts_;
  std::optional<std::uint16_t> port_;
  std::string user_;
  secret secret_;
  secret key_passphrase_;
  std::optional<bool> tls_;
  std::array<std::optional<std::string>, setting_count> values_;  // of each setting

  // Each of these returns what is wrong, or an empty text.
  std::string read_url(std::string_view url);
  std::string read_values(const named_values& values);
  std::string make(options& result) const;

private:
  std::string read_credentials(std::string_view text);
  std::string read_settings(std::string_view text);
  static std::string read_secret(const named_values& values, std::string_view name, secret& to);
  std::string read_port(const std::string& name, std::string_view text);
  bool add_hosts(std::string_view list);
};

}  // namespace ami::detail
