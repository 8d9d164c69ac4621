// What the command line, the configuration file and the environment say.
#pragma once

#include "wallboard/pbx_feed.hpp"
#include "wallboard/web_server.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace wallboard {

/// The PBXs of a configuration: a section of INI for each, with the names that ami::options::from_values() knows.
/// @param text the file's content.
/// @par Errors Throws `std::runtime_error`, which names the section, for what cannot be used.
std::vector<pbx_settings> read_pbxs(const std::string& text);

/// All settings.
class settings {
public:
  web_settings web;
  std::vector<pbx_settings> pbxs;  ///< None: the embedded call centre.
  feed_settings feed;
  bool token_is_ours = false;  ///< It was made just now, and nobody knows it yet.
};

/// Reads the settings; exits for `--help`, and with status 2 for what makes no sense.
/// @param arguments, count of main().
settings read_settings(int count, const char* const* arguments);

}  // namespace wallboard
