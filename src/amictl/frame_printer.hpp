// Writes decoded frames: text for people, or JSON.
#pragma once

#include "amictl/frame_decoder.hpp"
#include "amictl/output.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace amictl {

/// Where bytes come from, as far as it is known.
class frame_origin {
public:
  std::string stream;                             // "192.0.2.1:5038 > 192.0.2.7:40112"; empty when there is one only
  std::optional<std::chrono::microseconds> time;  // of the bytes that completed the frame
  bool client = false;                            // the client's bytes, and not the server's
};

/// Writes a frame, without secrets: a heading and its headers, and with `--json`
///
///     {"kind":"event","name":"Hangup","fields":[["Event","Hangup"],["Cause","16"]],"typed":{"Event":"Hangup",...}}
///
/// and `stream`, `time` (seconds) and `"from":"client"` where they are known. A secret is null.
void print_frame(output& out, const decoded_frame& found, const frame_origin& origin);

/// Writes what could not be read: to standard error, and with `--json` to the output, too, in its place.
/// @param offset in the bytes that the reason is about.
void print_problem(output& out, std::uint64_t offset, std::string_view reason, const std::string& stream);

}  // namespace amictl
