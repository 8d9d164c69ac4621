#include "amictl/record_login.hpp"

#include <ami/action.hpp>
#include <ami/wire/action_writer.hpp>

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <cstring>
#include <utility>

namespace amictl {

namespace {

// Empty where OpenSSL has no MD5.
std::string challenge_answer(std::string_view challenge, const std::string& secret_text) {
  const ami::secret text{std::string{challenge} + secret_text};
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  std::string result;
  if (EVP_Digest(text.reveal().data(), text.reveal().size(), digest.data(), &size, EVP_md5(), nullptr) == 1) {
    for (unsigned at = 0; at < size; ++at) {
      result += fmt::format("{:02x}", digest[at]);
    }
  }
  return result;
}

}  // namespace

record_login::step record_login::fail(ami::error_code error, std::string_view reason) {
  error_ = error;
  reason_ = reason;
  output_ = {};
  return step::failed;
}

record_login::step record_login::send(ami::action value) {
  std::string bytes;
  std::string detail;
  if (const auto error = ami::wire::write_action(value, fmt::format("amictl-{}", ++sent_), bytes, detail)) {
    return fail(error, detail);
  }
  output_ = ami::secret{bytes};
  ::explicit_bzero(bytes.data(), bytes.size());
  return step::send;
}

record_login::step record_login::on_greeting(std::string_view line) {
  if (!line.starts_with("Asterisk Call Manager") && line.find("Call Manager") == std::string_view::npos) {
    return fail(ami::errc::not_ami, line);
  }
  return options_.login() == ami::login_method::plain ? send_login({}) : ask_challenge();
}

record_login::step record_login::ask_challenge() {
  state_ = state::challenge;
  return send(ami::action{"Challenge"}.header("AuthType", "MD5"));
}

record_login::step record_login::send_login(std::string_view challenge) {
  state_ = state::login;
  ami::action login{"Login"};
  login.header("Username", options_.user());
  if (challenge.empty()) {
    login.header("Secret", options_.secret_text().reveal());
  } else {
    std::string answer = challenge_answer(challenge, options_.secret_text().reveal());
    if (answer.empty()) {
      return fail(ami::errc::md5_unavailable, {});
    }
    login.header("AuthType", "MD5").header("Key", std::move(answer));
  }
  if (options_.event_mask()) {
    login.header("Events", *options_.event_mask());
  }
  return send(std::move(login));
}

record_login::step record_login::next_filter() {
  if (filter_ == options_.event_filters().size()) {
    state_ = state::done;
    output_ = {};
    return step::done;
  }
  const ami::server_event_filter& filter = options_.event_filters()[filter_++];
  state_ = state::filter;
  ami::action action{"Filter"};
  action.header("Operation", "Add").header("Filter", filter.expression());
  if (!filter.match_criteria().empty()) {
    action.header("MatchCriteria", filter.match_criteria());
  }
  return send(std::move(action));
}

record_login::step record_login::on_frame(ami::wire::frame_view frame) {
  if (state_ == state::done) {
    return step::done;
  }
  if (frame.kind() != ami::wire::frame_kind::response || frame.action_id() != fmt::format("amictl-{}", sent_)) {
    return step::wait;
  }
  const bool success = ami::wire::equal_ignoring_case(frame.name(), "Success");
  const std::string_view message = frame.first_line("Message");
  switch (state_) {
  case state::challenge: {
    const std::string_view challenge = frame.first_line("Challenge");
    if (success && !challenge.empty()) {
      return send_login(challenge);
    }
    return options_.login() == ami::login_method::challenge_or_plain ? send_login({})
                                                                     : fail(ami::errc::challenge_refused, message);
  }
  case state::login:
    if (success) {
      return next_filter();
    }
    if (ami::wire::equal_ignoring_case(message, "Asterisk is shutting down")) {
      return fail(ami::errc::shutting_down, message);
    }
    return fail(ami::errc::authentication_failed, message);
  case state::filter: return success ? next_filter() : fail(ami::errc::event_filter_rejected, message);
  case state::greeting:
  case state::done: break;
  }
  return step::wait;
}

}  // namespace amictl
