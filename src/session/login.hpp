// From the greeting to a session that is set up, as a state machine.
#pragma once

#include <ami/options.hpp>
#include <ami/response.hpp>
#include <ami/server_version.hpp>
#include <ami/wire/frame.hpp>

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami {
class action;
}

namespace ami::session {

// Reads a greeting line such as "Asterisk Call Manager/11.0.0"; nothing when it is not one of an Asterisk Manager
// Interface.
std::optional<server_version> parse_greeting(std::string_view line) noexcept;

// The answer to an MD5 challenge: the lower-case hexadecimal MD5 of challenge and secret. Empty when OpenSSL has no
// MD5, as in FIPS mode.
std::string challenge_key(std::string_view challenge, std::string_view secret_text);

// Logs in: the greeting, the challenge or the secret in clear text, FullyBooted where the options wait for it, and the
// event mask and the filters, until the server has confirmed each of them. No socket, no clock: the caller feeds it
// what arrives, does what it says, and knows the deadlines.
class login {
public:
  // What to do next.
  enum class step : std::uint8_t {
    wait,    // for the next frame
    send,    // output(), then wait
    done,    // logged in
    failed,  // give up: see error() and refusal()
  };

  // `credentials`: user, secret, method and filters; copied. `id_prefix` makes the ActionIDs: `<prefix>-login1` and so
  // on. `event_mask`: nothing for the server's default.
  login(const options& credentials, std::string id_prefix, std::optional<std::string> event_mask);
  // With the mask of the options.
  login(const options& credentials, std::string id_prefix);

  // The greeting came.
  step on_greeting(std::string_view line);
  // A frame came.
  step on_frame(wire::frame_view frame);
  // FullyBooted was waited for long enough: goes on without it.
  step on_boot_limit();

  // Whether the last frame was a reply to this login.
  bool answered() const noexcept { return answered_; }
  // Bytes to write; they hold secrets. Cleared by the next call.
  const std::string& output() const noexcept { return output_.reveal(); }
  // Why it failed.
  boost::system::error_code error() const noexcept { return error_; }
  // The server's refusal; empty when there is none.
  const response& refusal() const noexcept { return refusal_; }
  // What the greeting said.
  ami::server_version server_version() const noexcept { return version_; }
  // Whether the next step waits for FullyBooted.
  bool waits_for_boot() const noexcept { return state_ == state::booting; }
  // Whether a server that is booted says FullyBooted to a user who may read class system: the mask does not leave it
  // out.
  bool sees_boot() const noexcept { return sees_boot_; }
  // True once the server accepted the credentials: from then on events arrive.
  bool accepted() const noexcept {
    return state_ == state::booting || state_ == state::setting_up || state_ == state::done;
  }

private:
  enum class state : std::uint8_t { greeting, challenging, logging_in, booting, setting_up, done, failed };

  step send_challenge();
  step send_login(std::string_view key);
  step set_up();
  boost::system::error_code add_request(const action& request, std::string& text);
  step on_reply(wire::frame_view frame);
  step on_challenge(wire::frame_view frame, bool success);
  step on_confirmation(wire::frame_view frame, std::string_view action_id);
  step fail(boost::system::error_code error);
  step refuse(wire::frame_view frame, boost::system::error_code error);

  std::string user_;
  secret secret_;
  std::optional<std::string> event_mask_;
  std::vector<server_event_filter> filters_;
  std::string id_prefix_;
  std::vector<std::string> awaited_;  // ActionIDs of the requests without a reply
  std::string mask_id_;               // of them, that of the mask
  secret output_;
  response refusal_;
  boost::system::error_code error_;
  ami::server_version version_;
  unsigned ids_ = 0;
  login_method method_;
  bool wait_fully_booted_;
  bool sees_boot_;
  bool answered_ = false;
  state state_ = state::greeting;
};

}  // namespace ami::session
