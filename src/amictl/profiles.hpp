// The configuration file of amictl: profiles, each with the settings of one server.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace amictl {

/// The settings of a server by name: those of `ami::options::from_values()`, and `secret_command`, a command of the
/// shell that prints the secret.
using profile = std::map<std::string, std::string, std::less<>>;

/// Reads a configuration file: an INI file with a section for each profile.
///
///     [berlin]
///     url = amis://admin@pbx.berlin.example.org
///     secret_command = pass show pbx/berlin
/// @param path the file; one that is not there has no profiles.
/// @throws std::runtime_error when it cannot be read, when it is no INI file, when a setting stands in no section, or
/// when
///   it holds a secret and others than its owner may read it.
std::map<std::string, profile, std::less<>> read_profiles(const std::string& path);

/// `$AMICTL_CONFIG`, else amictl.ini in `$XDG_CONFIG_HOME` or ~/.config; empty when there is no home directory.
std::string profiles_path();

/// Runs a `secret_command` and returns the first line that it prints.
/// @throws std::runtime_error when it fails.
std::string secret_from_command(const std::string& command);

}  // namespace amictl
