// What is known of a call at one of its stages.
//
//     while (auto update = co_await call.next()) {
//       if (update->stage() == ami::call_stage::failed && update->error() == ami::errc::call_busy) { try_later(); }
//     }
#pragma once

#include <ami/config.hpp>
#include <ami/error.hpp>
#include <ami/values.hpp>

#include <boost/system/error_code.hpp>

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace ami {

/// How far a call has come. A call goes through them in this order, may leave some out, and ends with one of the last
/// three.
enum class call_stage : std::uint8_t {
  /// Nothing is known of the Originate yet.
  idle,
  /// The server accepted the Originate.
  queued,
  /// The channel exists.
  created,
  /// The far end rings.
  ringing,
  /// The far end answered.
  answered,
  /// Last: the call ended without an answer; call_update::error() says why.
  failed,
  /// Last: the call was answered and has ended; call_update::cause() says why.
  hung_up,
  /// Last: what becomes of the call cannot be known; it may go on.
  lost,
};

/// The enumerator's name with blanks: "hung up".
AMI_DECL std::string_view to_string(call_stage value) noexcept;
AMI_DECL std::ostream& operator<<(std::ostream& out, call_stage value);

namespace session {
class call_progress;
}

/// A stage that a call has reached, and what is known about why.
/// @par Thread safety A value: as any.
class AMI_DECL call_update {
public:
  /// Nothing is known: the stage is `idle`.
  call_update() = default;

  /// The stage that the call has reached.
  call_stage stage() const noexcept { return stage_; }
  /// True when no stage follows.
  bool is_last() const noexcept { return stage_ >= call_stage::failed; }
  /// Why the call failed or was lost: `errc::call_busy` and the like, or what became of the Originate; else no error.
  boost::system::error_code error() const noexcept { return error_; }
  /// For `lost`: why the connection ended; no error when that was not the reason.
  boost::system::error_code link_error() const noexcept { return link_error_; }
  /// What OriginateResponse gave as the reason; nothing when it did not come, or not yet.
  std::optional<originate_reason> reason() const noexcept { return reason_; }
  /// How the attempt to call ended; nothing when the server did not tell.
  std::optional<ami::dial_status> dial_status() const noexcept { return dial_status_; }
  /// Why the channel was hung up; nothing before it was, or when the server did not tell.
  std::optional<hangup_cause> cause() const noexcept { return cause_; }
  /// The cause in the server's words; may be empty.
  const std::string& cause_text() const& noexcept { return cause_text_; }
  const std::string& cause_text() const&& = delete;
  /// The server's refusal of the Originate; empty when it was accepted.
  const ami::response& response() const& noexcept { return response_; }
  const ami::response& response() const&& = delete;
  /// What more there is to say about an Originate that failed; may be empty.
  const std::string& detail() const& noexcept { return detail_; }
  const std::string& detail() const&& = delete;

  friend AMI_DECL std::ostream& operator<<(std::ostream& out, const call_update& value);

private:
  friend class session::call_progress;

  std::string cause_text_;
  std::string detail_;
  ami::response response_;
  boost::system::error_code error_;
  boost::system::error_code link_error_;
  std::optional<originate_reason> reason_;
  std::optional<ami::dial_status> dial_status_;
  std::optional<hangup_cause> cause_;
  call_stage stage_ = call_stage::idle;
};

/// One line: "failed: the far end is busy (cause 17 user busy)".
AMI_DECL std::string to_string(const call_update& value);

}  // namespace ami
