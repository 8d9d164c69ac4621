// Decodes captured bytes: those of a server, a recording, or a pcap file. No file, no clock.
#pragma once

#include "amictl/frame_decoder.hpp"
#include "amictl/frame_printer.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace amictl {

/// Recognises what bytes are by the first of them, and finds the frames in them.
class capture_decoder {
public:
  using frame_function = std::function<void(const decoded_frame& found, const frame_origin& origin)>;
  using problem_function =
      std::function<void(std::uint64_t offset, std::string_view reason, const std::string& stream)>;

  class source;

  /// @param on_frame, on_problem called by the functions below.
  /// @param ports of manager interfaces, for pcap files; a stream that begins as one does is found at any port.
  capture_decoder(frame_function on_frame, problem_function on_problem, std::vector<std::uint16_t> ports);
  ~capture_decoder();
  capture_decoder(const capture_decoder&) = delete;
  capture_decoder& operator=(const capture_decoder&) = delete;

  /// @throws std::runtime_error for a format that is known but cannot be read.
  void feed(std::string_view bytes);
  /// There are no more bytes.
  void finish();

private:
  void choose();

  frame_function on_frame_;
  problem_function on_problem_;
  std::vector<std::uint16_t> ports_;
  std::string head_;  // until it is known what the bytes are
  std::unique_ptr<source> source_;
};

}  // namespace amictl
