// Logs in where every byte is seen: what to send after what has arrived. No socket, no clock.
#pragma once

#include <ami/action.hpp>
#include <ami/errc.hpp>
#include <ami/options.hpp>
#include <ami/secret.hpp>
#include <ami/wire/frame.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace amictl {

/// A login with an MD5 challenge or in clear text, as the options say, and then their filters of events.
class record_login {
public:
  enum class step : std::uint8_t {
    wait,    ///< For the next frame.
    send,    ///< output(), then wait.
    done,    ///< Logged in.
    failed,  ///< See error() and reason().
  };

  /// @param options the user, the secret, the mask and the filters; outlive this.
  explicit record_login(const ami::options& options) : options_{options} {}

  step on_greeting(std::string_view line);
  step on_frame(ami::wire::frame_view frame);

  /// Bytes to send; they hold secrets. To be forgotten by then.
  const std::string& output() const noexcept { return output_.reveal(); }
  ami::error_code error() const noexcept { return error_; }
  /// What the server says to it.
  const std::string& reason() const noexcept { return reason_; }

private:
  enum class state : std::uint8_t { greeting, challenge, login, filter, done };

  step ask_challenge();
  step send_login(std::string_view challenge);
  step next_filter();
  step send(ami::action value);
  step fail(ami::error_code error, std::string_view reason);

  const ami::options& options_;
  ami::secret output_;
  ami::error_code error_;
  std::string reason_;
  std::size_t filter_ = 0;
  unsigned sent_ = 0;
  state state_ = state::greeting;
};

}  // namespace amictl
