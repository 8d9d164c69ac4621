// Splits bytes, however they arrive, into the greeting and frames. No sockets, no clocks.
//
//     ami::wire::frame_reader reader{{}, ami::wire::frame_reader::greeting::absent};
//     reader.feed(bytes);                                      // any piece of what a server sent
//     while (reader.next() == ami::wire::frame_reader::result::frame) { use(reader.current().to_frame()); }
//
// A connection has one of its own. What programs need of this header are the limits, for options::limits(); the reader
// is for tools that read recorded sessions.
#pragma once

#include <ami/config.hpp>
#include <ami/wire/frame.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/system/error_code.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ami::wire {

/// Limits on what a peer may send; beyond them the connection is closed. Real servers stay far below: the longest line
/// seen is 4 KiB, and the largest frame (the output of a command) grows with the system.
///
///     settings.limits(ami::wire::read_limits{}.max_frame_bytes(std::size_t{16} << 20));
///
/// @par Thread safety As any value.
class read_limits {
public:
  /// With the defaults that the setters name.
  read_limits() noexcept {}

  /// Bytes of one line without its line end. Default: 1 MiB.
  read_limits& max_line_bytes(std::size_t value) noexcept {
    max_line_bytes_ = value;
    return *this;
  }
  /// Bytes of one frame. Default: 256 MiB; never more than 2 GiB.
  read_limits& max_frame_bytes(std::size_t value) noexcept {
    max_frame_bytes_ = value < hard_limit ? value : hard_limit;
    return *this;
  }
  /// Lines of one frame. Default: 8 million.
  read_limits& max_fields(std::size_t value) noexcept {
    max_fields_ = value;
    return *this;
  }

  // What was set, or the default.
  std::size_t max_line_bytes() const noexcept { return max_line_bytes_; }
  std::size_t max_frame_bytes() const noexcept { return max_frame_bytes_; }
  std::size_t max_fields() const noexcept { return max_fields_; }

private:
  static constexpr std::size_t hard_limit = std::size_t{1} << 31;

  std::size_t max_line_bytes_ = std::size_t{1} << 20;
  std::size_t max_frame_bytes_ = std::size_t{256} << 20;
  std::size_t max_fields_ = std::size_t{8} << 20;
};

/// A frame in the reader's buffer: valid until the reader is used again.
class AMI_DECL raw_frame {
public:
  raw_frame() noexcept {}
  /// @param bytes a whole frame, including the blank line that ends it.
  explicit raw_frame(std::string_view bytes) noexcept;

  /// The whole frame, as it was given.
  std::string_view bytes() const noexcept { return bytes_; }

  /// The first line, without its line end.
  std::string_view first_line() const noexcept;
  /// As `frame_view::kind()`.
  frame_kind kind() const noexcept { return kind_; }
  /// As `frame_view::name()`.
  std::string_view name() const noexcept { return name_; }
  /// As `frame_view::arrived()`.
  std::chrono::steady_clock::time_point arrived() const noexcept { return arrived_; }

  /// The same frame as an event when it also has an `Event` header: a frame that begins like a response but belongs to
  /// no action may be an `OriginateResponse` whose headers a proxy has reordered.
  std::optional<raw_frame> as_event() const noexcept;

  /// The bytes after the first line.
  std::string_view after_first_line() const noexcept;

  /// The first line of the first value of `key` (any case); empty when there is none.
  std::string_view first_value(std::string_view key) const noexcept;

  /// Copies the frame into memory of its own.
  frame to_frame() const { return frame::copy(bytes_, kind_, arrived_); }

private:
  friend class frame_reader;
  raw_frame(std::string_view bytes, std::string_view name, frame_kind kind, bool named_first = true) noexcept
      : bytes_{bytes}, name_{name}, kind_{kind}, named_first_{named_first} {}

  std::string_view bytes_;
  std::string_view name_;
  std::chrono::steady_clock::time_point arrived_;
  frame_kind kind_ = frame_kind::other;
  bool named_first_ = true;  // the name is the value of the first line
};

/// Counts where the bytes received went. At any time
/// `received == greeting + frames + separators + pending`.
class byte_account {
public:
  std::uint64_t received = 0;    ///< All bytes committed.
  std::uint64_t greeting = 0;    ///< The greeting and its line end.
  std::uint64_t frames = 0;      ///< Frames, each with the blank line that ends it.
  std::uint64_t separators = 0;  ///< Blank lines between frames.
  std::uint64_t pending = 0;     ///< Not a whole line or frame yet.
};

/// Splits the bytes of a server into its greeting and frames.
///
/// Lines end with LF; one CR before it is dropped and every other CR is data. A blank line ends a frame, further blank
/// lines separate frames. `Response: Follows` (in the first three lines) is read up to its `--END COMMAND--` line,
/// blank lines included, but only where that is expected: see expect_output(). Bytes that are neither event nor
/// response become a frame of kind `other`: only the limits are fatal.
/// @par Thread safety None: one reader belongs to one connection.
class AMI_DECL frame_reader {
public:
  /// Whether a greeting line comes first.
  enum class greeting : std::uint8_t { expected, absent };

  /// What next() found.
  enum class result : std::uint8_t {
    need_more,  ///< No whole item is buffered.
    greeting,   ///< The greeting line: see greeting_line().
    frame,      ///< A frame: see current().
    error,      ///< A limit was exceeded: see error(). The reader stays in this state.
  };

  /// @param limits what is too large to be read.
  /// @param first whether the greeting of a connection comes first.
  explicit frame_reader(read_limits limits = {}, greeting first = greeting::expected);

  /// Says which `Response: Follows` is read up to its end marker: one whose ActionID makes `is_expected` return true.
  /// All others end with a blank line, as every other frame does: a value that holds line ends can look like the first
  /// line of such a reply, and everything that follows would be taken for its text. Without this call every one is read
  /// up to its end marker, which is right only with a server known to be Asterisk 13 or older.
  void expect_output(std::function<bool(std::string_view action_id)> is_expected);

  /// Joins an event that a blank line cuts in two. Some modules leave a LF at the end of a value (app_rpt's
  /// `LastKeyedTime`); with the line end it makes a blank line: `...\n\r\n`. Only the bytes that follow show whether it
  /// ends the event. They are joined to the event when they were received together with it, up to their own blank line,
  /// begin with a key and a space after its colon, and have none of the keys `Event`, `Response` and `ActionID`, one of
  /// which every other frame of a server has. The blank line in between is left out, because no frame contains one.
  ///
  /// In every other case the blank line ends the event, and the bytes that follow are a frame of kind `other`:
  /// - The rest has not arrived. Waiting for it would delay every event that really ends so, perhaps for ever.
  ///   A server writes an event in one piece, so this is rare; but it is the only result that depends on how
  ///   the bytes arrive.
  /// - The rest begins with text, or has one of those keys: it may be a reply in plain text, a response with
  ///   other headers before `Response`, or a frame that a client wrote into a value.
  /// - The frame is a reply: servers write those line by line.
  ///
  /// Without this call every blank line ends a frame.
  void join_cut_events() noexcept { joins_cut_events_ = true; }

  /// Returns memory for at least `size` bytes to be received into. Invalidates what next() returned.
  boost::asio::mutable_buffer prepare(std::size_t size);
  /// To be called when `size` bytes of that memory were filled.
  /// @param now the time of that, for `frame_view::arrived()` of the frames that these bytes complete.
  void commit(std::size_t size, std::chrono::steady_clock::time_point now = {});
  /// Frees memory that the buffered bytes do not need. Invalidates what next() and prepare() returned.
  void shrink_to_fit();
  /// Copies bytes in: prepare() and commit() in one call.
  void feed(std::string_view bytes);

  /// Looks for the next item. Invalidates what the previous call returned. Bytes are searched once, so the cost is
  /// linear in the bytes received, however they are cut.
  result next();

  /// The frame that next() found.
  const raw_frame& current() const noexcept { return current_; }
  /// The greeting that next() found, without its line end.
  std::string_view greeting_line() const noexcept { return greeting_; }
  /// `errc::line_too_long`, `errc::frame_too_large`, `errc::too_many_fields`, or none.
  boost::system::error_code error() const noexcept { return error_; }

  /// Where the bytes received went.
  byte_account account() const noexcept;
  /// True when the bytes so far end inside a frame or inside the greeting.
  bool mid_frame() const noexcept;
  /// The buffered bytes that belong to no item yet.
  std::string_view pending() const noexcept;

private:
  const char* start() const noexcept;
  std::size_t available() const noexcept;
  std::uint64_t position() const noexcept { return dropped_ + consumed_; }
  void drop_consumed();
  bool find_blank_lines() noexcept;
  std::size_t size_to_blank_line() noexcept;
  result fail(boost::system::error_code error) noexcept;
  result deliver(const raw_frame& found) noexcept;
  bool next_ordinary() noexcept;
  result deliver_joined(std::string_view event) noexcept;
  result read_greeting();
  bool begin_frame(std::string_view text);
  std::optional<bool> has_marked_end(std::string_view text) const;
  std::size_t find_marked_end(std::string_view text) noexcept;
  boost::system::error_code check_lines(std::string_view text, bool ended) noexcept;

  read_limits limits_;
  std::size_t always_within_limits_;  // frames up to this size need no check of their lines
  boost::beast::flat_buffer buffer_;
  std::size_t consumed_ = 0;   // bytes at the buffer's front that next() has returned
  std::uint64_t dropped_ = 0;  // bytes that were removed from the buffer
  // The offsets of the LFs that end blank lines, among the bytes received. Found for many frames at a time, so that the
  // search does not depend on the result for the frame before.
  std::array<std::uint64_t, 32> blank_lines_{};
  std::size_t next_blank_line_ = 0;
  std::size_t blank_line_count_ = 0;
  std::uint64_t searched_ = 0;  // up to here blank lines have been searched for
  // State of the frame being read:
  std::size_t scanned_ = 0;  // up to here the begin and end of a "Response: Follows" have been searched for
  std::size_t checked_ = 0;  // up to here the lines were checked against the limits
  std::size_t lines_ = 0;    // the number of lines up to checked_
  byte_account account_;
  std::chrono::steady_clock::time_point arrived_;  // of the last bytes
  raw_frame current_;
  std::string_view greeting_;
  boost::system::error_code error_;
  std::function<bool(std::string_view action_id)> is_output_expected_;
  std::string joined_;  // the current frame, when it was joined from two pieces
  bool joins_cut_events_ = false;
  bool greeting_expected_;
  bool between_frames_;  // neither a greeting, a begun frame nor an error stands before the next frame
  // State of the frame being read:
  bool begun_ = false;        // the blank lines before it are consumed, and it is known how it ends
  bool follows_ = false;      // it is a "Response: Follows", which ends after its end marker
  bool marker_seen_ = false;  // the end marker of its text was read
};

}  // namespace ami::wire
