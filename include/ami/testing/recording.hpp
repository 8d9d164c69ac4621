// A recorded session: the bytes of a server with their times, the ends of its links, and what the client sent.
//
//     const auto calls = ami::testing::recording::read_file("calls.ami");      // written by `amictl record`
//     ami::testing::fake_asterisk server;
//     server.play(calls);                                                      // every client gets its events
//
// A recording is a text file to which lines are appended, so that it can be read while it grows, and one that was cut
// off loses no more than its last line:
//
//     AMI recording 1
//     server: pbx.example.org:5038
//     began: 2026-08-02T09:30:00.125000Z
//
//     0.000000 open 192.0.2.7:5038
//     0.001204 < Asterisk Call Manager/11.0.0\r\n
//     0.001380 > Action: Ping\r\n
//     0.001380 > \r\n
//     7.250113 < Event: Hangup\r\n
//     9.000021 lost Connection reset by peer
//
// Headers come first, up to a blank line; a program skips those that it does not know. Each line after it begins with
// the seconds since the beginning and says what happened: `open` a link to the server, `<` bytes of the server, `>`
// bytes of the client, `closed` by the server, `lost` in another way, `stopped` by the recording program; the last four
// may be followed by words for people. In bytes, `\\`, `\r`, `\n` and `\xHH` stand for a backslash and for what is no
// visible character of ASCII or UTF-8. Bytes that arrived together have the same time, and are divided after each LF.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing {

/// What a line of a recording says.
enum class recorded : std::uint8_t {
  opened,   ///< A link to the server was opened; all before it belongs to an earlier link.
  server,   ///< Bytes of the server.
  client,   ///< Bytes of the client, without secrets.
  closed,   ///< The server closed the link.
  lost,     ///< The link ended in another way.
  stopped,  ///< The recording was ended; the link was not.
};

/// One line of a recording. A value.
/// @par Thread safety As any value.
class recorded_step {
public:
  /// Of the time since the beginning.
  using duration = std::chrono::microseconds;

  /// @param at, kind, bytes what the accessors of these names return.
  recorded_step(duration at, recorded kind, std::string bytes) : at_{at}, bytes_{std::move(bytes)}, kind_{kind} {}

  /// When it happened, since the beginning of the recording.
  duration at() const noexcept { return at_; }
  /// What happened.
  recorded kind() const noexcept { return kind_; }
  /// The bytes of server or client; of other steps words for people: an address, a reason.
  const std::string& bytes() const& noexcept { return bytes_; }
  const std::string& bytes() const&& = delete;

private:
  duration at_;
  std::string bytes_;
  recorded kind_;
};

/// What a recording begins with: where it comes from. A value with fluent setters.
/// @par Thread safety As any value.
class recording_header {
public:
  /// Says nothing.
  recording_header() = default;

  /// The server as the client named it: "pbx.example.org:5038".
  recording_header& server(std::string value) & {
    server_ = std::move(value);
    return *this;
  }
  recording_header&& server(std::string value) && { return std::move(server(std::move(value))); }
  /// When it began: the time of a clock for that which is 0 in the steps.
  recording_header& began(std::chrono::system_clock::time_point value) & {
    began_ = value;
    return *this;
  }
  recording_header&& began(std::chrono::system_clock::time_point value) && { return std::move(began(value)); }
  /// The program that wrote it, with its version.
  recording_header& program(std::string value) & {
    program_ = std::move(value);
    return *this;
  }
  recording_header&& program(std::string value) && { return std::move(program(std::move(value))); }

  // What was set; empty and nothing where a recording does not say it.
  const std::string& server() const& noexcept { return server_; }
  const std::string& server() const&& = delete;
  std::optional<std::chrono::system_clock::time_point> began() const noexcept { return began_; }
  const std::string& program() const& noexcept { return program_; }
  const std::string& program() const&& = delete;

private:
  std::string server_;
  std::string program_;
  std::optional<std::chrono::system_clock::time_point> began_;
};

/// Writes a recording, and keeps secrets out of it. No file and no clock: the caller has both.
///
/// Of the client's bytes the lines `Secret`, `Key`, `AuthType` and those of is_secret_header() are left out; of the
/// server's, the values of headers of is_secret_header() become asterisks, as many as there were bytes.
/// @par Thread safety None.
class recording_writer {
public:
  using duration = recorded_step::duration;
  /// Takes whole lines, to be appended to the file.
  using sink = std::function<void(std::string_view text)>;

  /// Writes the header.
  recording_writer(const recording_header& header, sink out);

  /// A link was opened.
  /// @param at time since the beginning, here and below; never smaller than the one before.
  /// @param address words for people, as all texts below.
  void opened(duration at, std::string_view address);
  /// Bytes of the server, however they are cut.
  void server(duration at, std::string_view bytes);
  /// Bytes of the client: whole lines.
  void client(duration at, std::string_view bytes);
  void closed(duration at);
  void lost(duration at, std::string_view reason);
  void stopped(duration at);

private:
  void write(duration at, std::string_view word, std::string_view text);
  void write_bytes(duration at, std::string_view word, std::string_view bytes);
  std::string without_secret_values(std::string_view bytes);

  sink out_;
  std::string key_;  // of the server's line that has begun, as far as it has arrived
  enum class place : std::uint8_t { key, value, secret } place_ = place::key;
};

/// Reads a recording, however its text is cut. No file.
/// @par Thread safety None.
class recording_reader {
public:
  /// What next() found.
  enum class result : std::uint8_t {
    need_more,  ///< No whole line is there.
    step,       ///< A step: see step().
    malformed,  ///< A line that is none: see problem(). The next call continues after it.
  };

  /// True when a text begins as a recording does.
  static bool is_recording(std::string_view text) noexcept;

  /// Adds text.
  void feed(std::string_view text);
  /// Looks for the next step. Invalidates what the call before it returned.
  result next();
  /// The step that next() found.
  const recorded_step& step() const noexcept { return step_; }
  /// The header, as far as it was read: all of it once there was a step.
  const recording_header& header() const noexcept { return header_; }
  /// What is wrong with the line that next() found.
  const std::string& problem() const noexcept { return problem_; }
  /// Where the line that next() found begins, in bytes since the beginning of the text.
  std::uint64_t offset() const noexcept { return offset_; }
  /// The number of bytes after the last whole line: at the end of the text, what remains of a line that was cut off.
  std::size_t pending() const noexcept { return text_.size() - begin_; }

private:
  enum class part : std::uint8_t { title, header, steps };

  bool read_header(std::string_view line);
  bool read_step(std::string_view line);

  std::string text_;
  std::size_t begin_ = 0;      // of the next line in text_
  std::size_t searched_ = 0;   // up to here there is no further line end
  std::uint64_t dropped_ = 0;  // bytes that were removed from text_
  std::uint64_t offset_ = 0;
  recording_header header_;
  recorded_step step_{recorded_step::duration{0}, recorded::stopped, {}};
  std::string problem_;
  part part_ = part::title;
};

/// A whole recording in memory.
/// @par Thread safety Never changes: any number of threads may read.
class recording {
public:
  /// Reads the text of a recording; what remains of a line that was cut off at its end is left out.
  /// @par Errors Throws `std::runtime_error`, with the number of the line, when it is none.
  static recording parse(std::string_view text);
  /// Reads a file.
  /// @par Errors As parse(), and throws `std::system_error` when it cannot be read.
  static recording read_file(const std::string& path);

  /// A recording that was made by a program: for tests of what has never happened.
  recording(recording_header header, std::vector<recorded_step> steps)
      : header_{std::move(header)}, steps_{std::move(steps)} {}

  /// What it says of itself.
  const recording_header& header() const& noexcept { return header_; }
  const recording_header& header() const&& = delete;
  /// All steps in their order.
  const std::vector<recorded_step>& steps() const& noexcept { return steps_; }
  const std::vector<recorded_step>& steps() const&& = delete;
  /// All bytes of the server, over all links.
  std::string server_bytes() const;
  /// True when the last line was cut off.
  bool is_cut_off() const noexcept { return is_cut_off_; }

private:
  recording_header header_;
  std::vector<recorded_step> steps_;
  bool is_cut_off_ = false;
};

}  // namespace ami::testing
