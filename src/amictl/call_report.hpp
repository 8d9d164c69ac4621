// What amictl call says of a call: a line for each stage, and the exit code for how it ended.
#pragma once

#include "amictl/exit_code.hpp"

#include <ami/call.hpp>
#include <ami/call_update.hpp>
#include <ami/error.hpp>

#include <boost/json/object.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace amictl {

class tool;

/// The exit code for how a call stands.
/// @param stage, error of its last stage.
exit_code exit_code_of_call(ami::call_stage stage, ami::error_code error) noexcept;

/// Writes the stages of one call.
class call_report {
public:
  /// @param shared where to; outlives this.
  /// @param server, channel what the flags name.
  call_report(tool& shared, std::string server, std::string channel);

  const std::string& server() const noexcept { return server_; }

  /// The Originate is sent: times are counted from here.
  void dialling();
  /// The call has reached a stage.
  void stage(const ami::call_update& update, const ami::call& of);
  /// Its time is over.
  void hanging_up();
  /// The call could not be hung up, and nobody follows it any more.
  void hangup_failed(ami::error_code failure, const ami::call& of);
  /// There is no call, or nobody knows.
  /// @param failure of the Originate.
  /// @return the exit code for it.
  exit_code refused(const ami::error& failure);
  /// The exit code for its last stage.
  exit_code result(const ami::call_update& last) const noexcept;
  /// What is waited for at this stage: "ringing, Ctrl-C hangs up".
  static std::string waiting_for(ami::call_stage stage);

private:
  std::chrono::milliseconds elapsed() const;
  void line(std::string_view text) const;
  boost::json::object common(std::string_view stage) const;

  tool& shared_;
  std::string server_;
  std::string channel_;
  std::chrono::steady_clock::time_point began_;
  std::optional<std::chrono::steady_clock::time_point> answered_;
};

}  // namespace amictl
