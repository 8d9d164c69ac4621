// One AMI frame: the exact bytes received. No sockets, no clocks.
//
//     const auto frame = ami::wire::frame::from_text("Event: Hangup\nChannel: PJSIP/alice-00000001\nCause: 16\n");
//     const ami::wire::frame_view view = frame.view();
//     view["channel"];                                                   // "PJSIP/alice-00000001"
//     for (const auto& [key, value] : view) { log("{}={}", key, value); }
//
// Most programs see frames only through events and responses. What is here is for tools (recorders, relays), and for
// headers that are repeated or whose order counts.
#pragma once

#include <ami/config.hpp>
#include <ami/detail/recycled_memory.hpp>
#include <ami/detail/single_thread.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::wire {

/// The kind of a frame. Asterisk begins every frame with the header that decides it; some modules (app_rpt before 2025)
/// and proxies write others before it. An `OriginateResponse` event also has `Response:` and `ActionID:`.
enum class frame_kind : std::uint8_t {
  /// `Event` is the first header, or occurs anywhere in a frame that does not begin with `Response`.
  event,
  /// `Response` is the first header, or follows others and there is no `Event`.
  response,
  /// It has neither, or begins with a line that is no header, such as the text in reply to `IAXnetstats`.
  other,
};

/// One header of a frame. Both views refer to the frame's memory.
struct field {
  /// As received; empty for text that stands before any `Key:`.
  std::string_view key;
  /// Raw bytes after the separator; may hold LF or CR LF when text lines continue it.
  std::string_view value;
};

namespace detail {

// The header of the single allocation that holds a frame; `size` bytes follow it. There is no index of the lines:
// making one costs more than searching the bytes for the few headers that are read.
struct frame_data {
  std::chrono::steady_clock::time_point arrived;
  mutable std::atomic<std::uint32_t> references{1};
  std::uint32_t size = 0;
  std::uint32_t memory = 0;  // the size of the allocation
  frame_kind kind = frame_kind::other;
  std::uint8_t end_size = 0;  // the size of the blank line that ends the frame

  const char* bytes() const noexcept { return reinterpret_cast<const char*>(this + 1); }
};

AMI_DECL const frame_data* empty_frame() noexcept;

// The name of a frame with this text: see frame_view::name().
AMI_DECL std::string_view name_of(std::string_view text, frame_kind kind) noexcept;

// Changes the count without an atomic operation, which costs as much as reading a header. Only while no other thread
// can know of the frame.
inline void add_unshared(const frame_data* data, std::uint32_t change) noexcept {
  data->references.store(data->references.load(std::memory_order_relaxed) + change, std::memory_order_relaxed);
}

inline void retain(const frame_data* data) noexcept {
  if (ami::detail::is_only_thread()) {
    add_unshared(data, 1);
  } else {
    data->references.fetch_add(1, std::memory_order_relaxed);
  }
}

inline void release(const frame_data* data) noexcept {
  // The owner of the only reference needs no atomic decrement: no other thread can add a reference.
  if (data->references.load(std::memory_order_acquire) != 1) {
    if (ami::detail::is_only_thread()) {
      add_unshared(data, static_cast<std::uint32_t>(-1));
      return;
    }
    if (data->references.fetch_sub(1, std::memory_order_acq_rel) != 1) {
      return;
    }
  }
  ami::detail::deallocate_recycled(const_cast<frame_data*>(data), data->memory);
}

}  // namespace detail

/// A non-owning, trivially copyable view of a frame: one pointer. It must not outlive the `wire::frame` (or the
/// `ami::event` or `ami::response`) that owns the bytes.
///
/// Keys compare without regard to case (ASCII), because their case differs between Asterisk versions. Order and
/// duplicates are kept. Values are bytes: no encoding is assumed, and only the one space after the colon is removed. A
/// line without a colon continues the value before it.
///
/// Looking a header up searches the bytes, from the front: there is no index, since making one costs more than the few
/// look-ups that most events get. A loop over all headers makes one pass.
/// @par Thread safety A frame never changes: any number of threads may read it.
class AMI_DECL frame_view {
public:
  class iterator;
  class line_iterator;
  class line_range;

  /// An empty frame.
  frame_view() noexcept : data_{detail::empty_frame()} {}
  // Not for users: frame::view() makes views.
  explicit frame_view(const detail::frame_data& data) noexcept : data_{&data} {}

  /// The exact bytes received, including the blank line that ends the frame.
  std::string_view bytes() const noexcept { return {data_->bytes(), data_->size}; }

  /// Whether it is an event, a response, or neither.
  frame_kind kind() const noexcept { return data_->kind; }

  /// When the read that brought its last bytes was completed, for a frame of a connection; time_point{} for others.
  std::chrono::steady_clock::time_point arrived() const noexcept { return data_->arrived; }

  /// The event's name or the response's status: the value of the `Event` or `Response` header. For other frames, the
  /// value of the first line.
  std::string_view name() const noexcept;

  /// The `ActionID` without continuation lines; empty when there is none.
  std::string_view action_id() const noexcept;

  /// The first value of `key` (any case), or nothing when the frame has no such header. With the lines that continue
  /// it.
  /// @param key the header's name, without the colon.
  std::optional<std::string_view> get(std::string_view key) const noexcept;

  /// The first value of `key`, or an empty view. Use get() to tell an empty value from a missing header.
  std::string_view operator[](std::string_view key) const noexcept;

  /// The first line of the first value of `key`; an empty view when there is no such header. Text without a colon can
  /// follow any header (in a UserEvent of a client, in a variable that holds line ends), so compare this, not the whole
  /// value, with a name, an id or a number.
  std::string_view first_line(std::string_view key) const noexcept;

  /// All values of `key` in their order; empty when there is none. Views of the frame.
  /// @par Errors Throws std::bad_alloc when there is no memory for the vector.
  std::vector<std::string_view> get_all(std::string_view key) const;

  /// True when the frame has a header `key`.
  bool contains(std::string_view key) const noexcept { return get(key).has_value(); }

  /// The number of lines without the blank line at the end. Counts them: linear in the bytes of the frame.
  std::size_t line_count() const noexcept;

  /// Line `index` without its line end. Linear in the bytes before it: to read all lines use lines().
  /// @pre `index < line_count()`
  std::string_view line(std::size_t index) const noexcept;

  /// The lines in their order, without their line ends: `for (std::string_view line : frame.lines())`.
  line_range lines() const noexcept;

  /// True when the frame has no lines.
  bool empty() const noexcept { return data_->size == 0; }

  /// The headers in the order received, duplicates included.
  iterator begin() const noexcept;
  std::default_sentinel_t end() const noexcept { return {}; }

  // Not for users; its address tells frames apart.
  const detail::frame_data& data() const noexcept { return *data_; }

private:
  // The bytes without the blank line that ends the frame.
  std::string_view text() const noexcept {
    return {data_->bytes(), static_cast<std::size_t>(data_->size - data_->end_size)};
  }

  const detail::frame_data* data_;
};

/// Iterates over the lines of a frame: an input iterator whose end is std::default_sentinel. It must not outlive the
/// frame, and a line that it yields lives as long as the frame.
class AMI_DECL frame_view::line_iterator {
public:
  using value_type = std::string_view;
  using difference_type = std::ptrdiff_t;
  using iterator_concept = std::input_iterator_tag;

  /// At the end.
  line_iterator() = default;
  // Not for users: frame_view::lines() makes iterators.
  explicit line_iterator(std::string_view text) noexcept : rest_{text} { read(); }

  const std::string_view& operator*() const noexcept { return current_; }
  const std::string_view* operator->() const noexcept { return &current_; }
  line_iterator& operator++() noexcept {
    read();
    return *this;
  }
  void operator++(int) noexcept { ++*this; }
  bool operator==(std::default_sentinel_t) const noexcept { return at_end_; }

private:
  void read() noexcept;

  std::string_view rest_;  // after the current line
  std::string_view current_;
  bool at_end_ = true;
};

/// The lines of a frame: what frame_view::lines() returns, a range for a loop. It must not outlive the frame.
class frame_view::line_range {
public:
  // Not for users: frame_view::lines() makes ranges.
  explicit line_range(std::string_view text) noexcept : text_{text} {}
  line_iterator begin() const noexcept { return line_iterator{text_}; }
  std::default_sentinel_t end() const noexcept { return {}; }

private:
  std::string_view text_;
};

/// Iterates over the headers of a frame: an input iterator over `field`, whose end is std::default_sentinel. It must
/// not outlive the frame.
class AMI_DECL frame_view::iterator {
public:
  using value_type = field;
  using difference_type = std::ptrdiff_t;
  using iterator_concept = std::input_iterator_tag;

  /// At the end.
  iterator() = default;
  // Not for users: frame_view::begin() makes iterators.
  explicit iterator(frame_view frame) noexcept : rest_{frame.text()} { read(); }

  const field& operator*() const noexcept { return current_; }
  const field* operator->() const noexcept { return &current_; }
  iterator& operator++() noexcept {
    read();
    return *this;
  }
  void operator++(int) noexcept { ++*this; }
  bool operator==(std::default_sentinel_t) const noexcept { return at_end_; }

private:
  void read() noexcept;

  std::string_view rest_;  // after the current header and its continuation lines
  field current_;
  bool at_end_ = true;
};

/// Owns one frame: a single immutable, reference-counted allocation. Copying shares it and costs one atomic increment;
/// in a program of one thread not even that.
/// @par Thread safety Copies may be used from different threads at once; one `frame` object may not be assigned to
/// while another thread uses that same object.
class AMI_DECL frame {
public:
  /// An empty frame; allocates nothing.
  frame() noexcept = default;
  frame(const frame& other) noexcept : data_{other.data_} {
    if (data_ != nullptr) {
      detail::retain(data_);
    }
  }
  frame(frame&& other) noexcept : data_{std::exchange(other.data_, nullptr)} {}
  frame& operator=(frame other) noexcept {
    std::swap(data_, other.data_);
    return *this;
  }
#if defined(__GNUC__) && !defined(__clang__)
// GCC 14 warns that the frame of an empty optional is used uninitialised, where it inlines the destructor.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
  ~frame() {
    if (data_ != nullptr) {
      detail::release(data_);
    }
  }
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

  /// Copies the bytes of one frame, including the blank line that ends it.
  /// @param kind what classify() returns for it; the overload without it calls classify().
  /// @param arrived see frame_view::arrived().
  /// @pre `bytes.size()` is below 4 GiB.
  static frame copy(std::string_view bytes, frame_kind kind, std::chrono::steady_clock::time_point arrived = {});
  static frame copy(std::string_view bytes);

  /// Makes a frame from text, for tests and tools: lines end with LF or CR LF, and stay as they are; a blank line at
  /// the end is optional, and what follows the first one is left out.
  /// @par Errors Throws std::bad_alloc, as copy().
  static frame from_text(std::string_view text);

  /// A cheaper copy, without an atomic operation.
  /// @pre No other thread has a copy, or can get one meanwhile.
  static frame copy_unshared(const frame& other) noexcept {
    if (other.data_ != nullptr) {
      detail::add_unshared(other.data_, 1);
    }
    return frame{other.data_};
  }

  // Not for users: becomes the owner of one reference.
  static frame adopt(const detail::frame_data* data) noexcept {
    return frame{data};
  }

  /// A view of this frame, valid while any copy of this frame lives. It refuses a temporary frame.
  frame_view view() const& noexcept {
    return data_ != nullptr ? frame_view{*data_} : frame_view{};
  }
  frame_view view() const&& = delete;
  operator frame_view() const& noexcept {
    return view();
  }
  operator frame_view() const&& = delete;

  /// Not for users: asks the processor for the bytes, or the first of many, which will be read soon.
  void prefetch() const noexcept {
    constexpr std::size_t line_size = 64;
    constexpr std::size_t line_count = 4;
    if (data_ == nullptr) {
      return;
    }
    const auto* const begin = reinterpret_cast<const char*>(data_);
    for (std::size_t line = 0; line < line_count; ++line) {
      __builtin_prefetch(begin + line * line_size);
    }
  }

private:
  explicit frame(const detail::frame_data* data) noexcept : data_{data} {}

  const detail::frame_data* data_ = nullptr;
};

inline frame_view::iterator frame_view::begin() const noexcept {
  return iterator{*this};
}

inline frame_view::line_range frame_view::lines() const noexcept {
  return line_range{text()};
}

/// The kind of a frame, as frame_view::kind() has it.
/// @param text the frame, or its first lines.
/// @par Thread safety Any thread, as the functions below.
AMI_DECL frame_kind classify(std::string_view text) noexcept;

/// Splits a line into key and value: at the first ": ", else at the first ':'. For a line without a colon the key is
/// empty and the value is the whole line.
/// @param line one line, without its line end; the result refers to it.
AMI_DECL field split_line(std::string_view line) noexcept;

/// ASCII comparison without regard to case, as for keys and the names of events and actions: other bytes have to be the
/// same.
AMI_DECL bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept;

}  // namespace ami::wire
