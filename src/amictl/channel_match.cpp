#include "amictl/channel_match.hpp"

#include "amictl/output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace amictl {

std::regex channel_pattern(const std::string& expression) {
  try {
    return std::regex{expression};
  } catch (const std::regex_error& error) {
    throw std::runtime_error{fmt::format("\"{}\" is no regular expression: {}", expression, error.what())};
  }
}

std::vector<listed_channel> matching_channels(const std::vector<listed_channel>& all, const std::regex& pattern) {
  std::vector<listed_channel> result;
  std::ranges::copy_if(all, std::back_inserter(result),
                       [&](const listed_channel& channel) { return std::regex_search(channel.name, pattern); });
  return result;
}

std::string describe_channel(const listed_channel& channel) {
  std::string text = fmt::format("{}  {}", shown(channel.name), shown(channel.state));
  if (!channel.caller.empty()) {
    text += "  " + shown(channel.caller);
  }
  if (!channel.connected.empty()) {
    text += " with " + shown(channel.connected);
  }
  if (!channel.duration.empty()) {
    text += "  since " + shown(channel.duration);
  }
  return text;
}

}  // namespace amictl
