// Splits the bytes of one side of a connection into frames, and goes on after what is none. No file, no clock.
#pragma once

#include <ami/wire/frame.hpp>
#include <ami/wire/frame_reader.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace amictl {

/// What a frame_decoder found.
class decoded_frame {
public:
  /// A frame, or the greeting when there is one.
  enum class kind : std::uint8_t { banner, event, response, other };

  kind what = kind::other;
  ami::wire::frame frame;  // empty for a banner
  std::string banner;      // without its line end
  std::uint64_t offset = 0;
};

/// The kind as JSON has it: "banner", "event", "response", "other".
std::string_view to_string(decoded_frame::kind value) noexcept;

/// Finds the frames in bytes, however they are cut. A part that is no frame is reported with its offset, and the next
/// frame is looked for after the next blank line.
class frame_decoder {
public:
  using frame_function = std::function<void(const decoded_frame& found)>;
  using problem_function = std::function<void(std::uint64_t offset, std::string_view reason)>;

  /// @param on_frame, on_problem called by the functions below, in the order of the bytes.
  /// @param limits beyond them a part is no frame.
  frame_decoder(frame_function on_frame, problem_function on_problem, ami::wire::read_limits limits = {});

  void feed(std::string_view bytes);
  /// Bytes are missing here: what has begun cannot be read.
  void skip(std::uint64_t missing_bytes, std::string_view reason);
  /// There are no more bytes: what has begun is reported.
  void finish();

private:
  void begin(bool with_greeting);
  void read();
  void recover();
  void deliver();
  std::uint64_t position() const noexcept;

  frame_function on_frame_;
  problem_function on_problem_;
  ami::wire::read_limits limits_;
  ami::wire::frame_reader reader_;
  std::string head_;         // the first bytes, until it is clear whether they are a greeting
  std::uint64_t start_ = 0;  // the offset of the reader's first byte
  std::string tail_;         // while skipping: the last bytes, which may be the begin of a blank line
  bool begun_ = false;
  bool skipping_ = false;
  bool old_output_ = true;  // the server may answer Command with text up to an end marker
};

}  // namespace amictl
