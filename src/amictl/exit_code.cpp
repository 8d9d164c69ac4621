#include "amictl/exit_code.hpp"

#include <boost/asio/error.hpp>

namespace amictl {

exit_code exit_code_of(ami::error_code code) noexcept {
  if (!code) {
    return exit_code::success;
  }
  if (code == boost::asio::error::operation_aborted) {
    return exit_code::interrupted;
  }
  if (code.category() != ami::error_category()) {
    return exit_code::not_connected;  // the network's own codes come out of connect() alone
  }
  const auto reason = static_cast<ami::errc>(code.value());
  switch (reason) {
  case ami::errc::authentication_failed:
  case ami::errc::already_logged_in:
  case ami::errc::challenge_refused:
  case ami::errc::md5_unavailable: return exit_code::login_refused;
  case ami::errc::event_mask_rejected:
  case ami::errc::event_filter_rejected: return exit_code::negative;
  default: break;
  }
  if (reason >= ami::errc::host_not_found && reason <= ami::errc::event_filter_rejected) {
    return exit_code::not_connected;
  }
  if (reason == ami::errc::not_connected) {
    return exit_code::not_connected;
  }
  if (reason <= ami::errc::duplicate_action_id) {
    return exit_code::usage;
  }
  // Before the outcome: that nothing was sent does not make the loss of a link harmless to who waits for events.
  if ((reason >= ami::errc::connection_closed && reason <= ami::errc::too_many_fields) ||
      code == ami::outcome::unknown) {
    return exit_code::outcome_unknown;
  }
  return exit_code::negative;
}

}  // namespace amictl
