// Which of a server's channels a regular expression names.
#pragma once

#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace amictl {

/// A channel, as a list of channels describes it.
class listed_channel {
public:
  std::string name;
  std::string uniqueid;
  std::string state;
  std::string caller;
  std::string connected;
  std::string duration;
};

/// A regular expression for channel names: ECMAScript, matched anywhere in the name unless it has anchors.
/// @throws std::runtime_error with what is wrong with it.
std::regex channel_pattern(const std::string& expression);

/// The channels whose name matches, in the order of the list.
std::vector<listed_channel> matching_channels(const std::vector<listed_channel>& all, const std::regex& pattern);

/// A line about a channel for people, without control characters.
std::string describe_channel(const listed_channel& channel);

}  // namespace amictl
