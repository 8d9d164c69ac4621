// Bytes in any chunking -> the greeting and frames. No sockets, no clocks.
#pragma once

#include <ami/config.hpp>
#include <ami/wire/frame.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/system/error_code.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ami::wire {

/// What a peer may send before it is cut off. Real servers stay far below all of these: the longest line seen is 4 KiB,
/// the largest frame (the output of a command) grows with the system.
class read_limits {
public:
  read_limits() noexcept {}

  /// Bytes of one line, its line end not counted. Default: 1 MiB.
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

  std::size_t max_line_bytes() const noexcept { return max_line_bytes_; }
  std::size_t max_frame_bytes() const noexcept { return max_frame_bytes_; }
  std::size_t max_fields() const noexcept { return max_fields_; }

private:
  static constexpr std::size_t hard_limit = std::size_t{1} << 31;

  std::size_t max_line_bytes_ = std::size_t{1} << 20;
  std::size_t max_frame_bytes_ = std::size_t{256} << 20;
  std::size_t max_fields_ = std::size_t{8} << 20;
};

/// A frame that still lies in the reader's buffer: valid until the reader is used again.
class AMI_DECL raw_frame {
public:
  raw_frame() noexcept {}
  /// @param bytes a whole frame, from its first line to the blank line that ends it.
  explicit raw_frame(std::string_view bytes) noexcept;

  std::string_view bytes() const noexcept { return bytes_; }

  /// The first line, without its line end.
  std::string_view first_line() const noexcept;
  /// As `frame_view::kind()`.
  frame_kind kind() const noexcept { return kind_; }
  /// As `frame_view::name()`.
  std::string_view name() const noexcept { return name_; }

  /// The same frame as an event when it has an `Event` header too: what begins as a response and belongs to no action
  /// may be an `OriginateResponse` whose headers a proxy has sent in another order.
  std::optional<raw_frame> as_event() const noexcept;

  /// What follows the first line and its line end.
  std::string_view after_first_line() const noexcept;

  /// The first line of the first value of `key` (any case); empty when there is none.
  std::string_view first_value(std::string_view key) const noexcept;

  /// Copies the frame into memory of its own.
  frame to_frame() const { return frame::copy(bytes_, kind_); }

private:
  friend class frame_reader;
  raw_frame(std::string_view bytes, std::string_view name, frame_kind kind, bool named_first = true) noexcept
      : bytes_{bytes}, name_{name}, kind_{kind}, named_first_{named_first} {}

  std::string_view bytes_;
  std::string_view name_;
  frame_kind kind_ = frame_kind::other;
  bool named_first_ = true;  // the name stands in the first line
};

/// Where every byte that went in has gone. At any time
/// `received == greeting + frames + separators + pending`.
class byte_account {
public:
  std::uint64_t received = 0;    ///< All bytes committed.
  std::uint64_t greeting = 0;    ///< The greeting and its line end.
  std::uint64_t frames = 0;      ///< Frames, each with the blank line that ends it.
  std::uint64_t separators = 0;  ///< Blank lines between frames.
  std::uint64_t pending = 0;     ///< Not yet a whole line or frame.
};

/// Splits what a server sends into its greeting and frames.
///
/// Lines end with LF; one CR before it is dropped and every other CR is data. A blank line ends a frame, further blank
/// lines separate frames. `Response: Follows` (among the first three lines) is read up to its `--END COMMAND--` line,
/// blank lines included, but only where that is expected: see expect_output(). What is not understood becomes a frame
/// of kind `other`: nothing a server sends is fatal but the limits.
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

  explicit frame_reader(read_limits limits = {}, greeting first = greeting::expected);

  /// Says which `Response: Follows` is to be read up to its end marker: one that carries an ActionID of which
  /// `is_expected` is true. All others end with a blank line, as every other frame does: values that hold line ends can
  /// make the first line of such a reply, and what follows would be taken for its text for ever. Without this call
  /// every one is read up to its end marker, which is right only where the server is known to be one of Asterisk 13 or
  /// older.
  void expect_output(std::function<bool(std::string_view action_id)> is_expected);

  /// Puts an event together again that a blank line cuts in two. Some modules leave a LF at the end of a value
  /// (app_rpt's `LastKeyedTime`); before the end of its line it makes a blank line: `...\n\r\n`. Whether that ends the
  /// event is certain only by what follows. The rest is taken for the event's when it was received together with it up
  /// to the next blank line, begins with a key and a blank behind its colon, and has none of the keys `Event`,
  /// `Response` and `ActionID`, one of which every other frame has that a server makes. The blank line is left out,
  /// because no frame holds one.
  ///
  /// In every other case the blank line ends the event, and what follows is a frame of its own, of kind `other`:
  /// - The rest is not there yet. To wait for it would hold up every event that truly ends so, perhaps for ever.
  ///   A server writes an event in one piece, so that this is rare; but it is the one thing that depends on how
  ///   the bytes came.
  /// - It begins with text, or has one of those keys: then it may be a reply in bare text, a response with
  ///   other headers before `Response`, or a frame that somebody wrote into a value.
  /// - It is not an event that was cut, but a reply: those are written line by line.
  ///
  /// Without this call every blank line ends a frame, whatever follows.
  void join_cut_events() noexcept { joins_cut_events_ = true; }

  /// Room for at least `size` bytes to be received into. Invalidates what next() gave.
  boost::asio::mutable_buffer prepare(std::size_t size);
  /// Says that `size` bytes of the prepared room were filled.
  void commit(std::size_t size);
  /// Gives back the memory that what is buffered does not need. Invalidates what next() gave, and what prepare() gave.
  void shrink_to_fit();
  /// Copies bytes in: prepare() and commit() in one.
  void feed(std::string_view bytes);

  /// Looks for the next item. Invalidates what the call before gave. Bytes already searched are not searched again, so
  /// the cost is linear in the bytes received, however they are cut.
  result next();

  /// The frame that next() found.
  const raw_frame& current() const noexcept { return current_; }
  /// The greeting that next() found, without its line end.
  std::string_view greeting_line() const noexcept { return greeting_; }
  /// `errc::line_too_long`, `errc::frame_too_large`, `errc::too_many_fields`, or none.
  boost::system::error_code error() const noexcept { return error_; }

  /// Where all bytes went.
  byte_account account() const noexcept;
  /// True when the bytes so far end inside a frame or inside the greeting.
  bool mid_frame() const noexcept;
  /// What is buffered and belongs to no item yet.
  std::string_view pending() const noexcept;

private:
  const char* start() const noexcept;
  std::size_t available() const noexcept;
  std::uint64_t position() const noexcept { return dropped_ + consumed_; }
  void drop_consumed();
  bool find_blank_lines() noexcept;
  std::size_t size_to_blank_line() noexcept;
  result fail(boost::system::error_code error) noexcept;
  result give(const raw_frame& found) noexcept;
  bool next_ordinary() noexcept;
  result give_with_rest(std::string_view event) noexcept;
  result read_greeting();
  bool begin_frame(std::string_view text);
  std::optional<bool> has_marked_end(std::string_view text) const;
  std::size_t find_marked_end(std::string_view text) noexcept;
  boost::system::error_code check_lines(std::string_view text, bool ended) noexcept;

  read_limits limits_;
  std::size_t always_within_limits_;  // frames of so many bytes, whatever their lines
  boost::beast::flat_buffer buffer_;
  std::size_t consumed_ = 0;   // bytes at the buffer's front that next() gave out
  std::uint64_t dropped_ = 0;  // and those that are no longer in the buffer
  // Where blank lines end, of the bytes received. Found for many frames at a time, without waiting for what becomes of
  // one before the search for the next.
  std::array<std::uint64_t, 32> blank_lines_{};
  std::size_t next_blank_line_ = 0;
  std::size_t blank_line_count_ = 0;
  std::uint64_t searched_ = 0;  // bytes that need not be searched again for them
  // Of the frame being read:
  std::size_t scanned_ = 0;  // bytes that need not be searched again for what begins and ends "Response: Follows"
  std::size_t checked_ = 0;  // bytes whose lines were checked against the limits
  std::size_t lines_ = 0;    // and how many that were
  byte_account account_;
  raw_frame current_;
  std::string_view greeting_;
  boost::system::error_code error_;
  std::function<bool(std::string_view action_id)> is_output_expected_;
  std::string joined_;  // an event that was cut in two, when the current frame is one
  bool joins_cut_events_ = false;
  bool greeting_expected_;
  bool between_frames_;  // neither a greeting, a begun frame nor an error stands before the next frame
  // Of the frame being read:
  bool begun_ = false;        // blank lines before it are consumed, and it is known how it ends
  bool follows_ = false;      // it is "Response: Follows", and ends behind its end marker
  bool marker_seen_ = false;  // and the end marker of its text was read
};

}  // namespace ami::wire
