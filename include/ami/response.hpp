// The server's response to one action, as a frame.
//
//     const ami::response& answer = reply.response();
//     log("{}: {}", answer.status(), answer.message());                      // "Error: No such channel"
//     for (const auto& [key, value] : answer.frame()) { ... }                // all headers, in their order
#pragma once

#include <ami/config.hpp>
#include <ami/wire/frame.hpp>

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami {

/// A `Response:` frame. Owns its bytes; copying shares them.
///
/// The views it returns live as long as any copy of it, so the accessors refuse to be called on a temporary.
/// @par Thread safety As `wire::frame`.
class AMI_DECL response {
public:
  /// An empty response; its success() is false.
  response() noexcept {}
  /// @param frame the frame; shared, not checked.
  explicit response(wire::frame frame) noexcept : frame_{std::move(frame)} {}

  /// `Response:` is neither `Error` nor missing.
  [[nodiscard]] bool success() const noexcept;
  /// True when there is no frame.
  bool empty() const noexcept { return frame_.view().empty(); }

  /// The value of `Response`: "Success", "Error", "Goodbye" or "Follows".
  std::string_view status() const& noexcept { return frame_.view().name(); }
  std::string_view status() const&& = delete;
  /// The value of `Message` without the line end that some Asterisk modules leave in it; empty when there is none.
  /// Free text for people: do not decide on it.
  std::string_view message() const& noexcept;
  std::string_view message() const&& = delete;
  /// The value of `ActionID`; empty when there is none.
  std::string_view action_id() const& noexcept { return frame_.view().action_id(); }
  std::string_view action_id() const&& = delete;

  /// The first value of `key` (any case), or nothing.
  std::optional<std::string_view> get(std::string_view key) const& noexcept { return frame_.view().get(key); }
  std::optional<std::string_view> get(std::string_view key) const&& = delete;
  /// The first value of `key`, or an empty view.
  std::string_view operator[](std::string_view key) const& noexcept { return frame_.view()[key]; }
  std::string_view operator[](std::string_view key) const&& = delete;

  /// All headers: iterate over it, or look up repeated keys. Valid while any copy of this response lives.
  wire::frame_view frame() const& noexcept { return frame_.view(); }
  wire::frame_view frame() const&& = delete;

  friend AMI_DECL std::ostream& operator<<(std::ostream& out, const response& value);

private:
  wire::frame frame_;
};

/// As one line: the status and all headers as `Key=value`, control bytes escaped.
AMI_DECL std::string to_string(const response& value);

}  // namespace ami
