#include "session/login.hpp"

#include "base/hex.hpp"
#include "base/wipe.hpp"
#include "catalogue/event_classes.hpp"
#include "session/event_mask.hpp"
#include "session/rejection.hpp"

#include <ami/action.hpp>
#include <ami/error.hpp>
#include <ami/wire/action_writer.hpp>

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <new>

namespace ami::session {

namespace {

boost::system::error_code judge_filter_answer(wire::frame_view answer) {
  if (!wire::equal_ignoring_case(answer.name(), "Error")) {
    return {};
  }
  return detail::rejection(answer.first_line("Message")) == errc::shutting_down ? errc::shutting_down
                                                                                : errc::event_filter_rejected;
}

}  // namespace

std::optional<server_version> parse_greeting(std::string_view line) noexcept {
  constexpr std::string_view product = "Asterisk Call Manager";
  if (!line.starts_with(product)) {
    return std::nullopt;
  }
  line.remove_prefix(product.size());
  const std::size_t slash = line.find('/');
  if (slash == std::string_view::npos) {
    return line.empty() ? std::optional<server_version>{server_version{}} : std::nullopt;
  }
  // "Asterisk Call Manager/1.1", and proxies that put their own word before the slash.
  std::string_view rest = line.substr(slash + 1);
  std::array<unsigned, 3> numbers{};
  for (unsigned& number : numbers) {
    const auto parsed = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    if (parsed.ec != std::errc{}) {
      break;
    }
    rest.remove_prefix(static_cast<std::size_t>(parsed.ptr - rest.data()));
    if (!rest.starts_with('.')) {
      break;
    }
    rest.remove_prefix(1);
  }
  return server_version{numbers[0], numbers[1], numbers[2]};
}

std::string challenge_key(std::string_view challenge, std::string_view secret_text) {
  // One after the other, so that there is no text of both. OpenSSL overwrites what the context held.
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (context == nullptr) {
    throw std::bad_alloc{};
  }
  if (EVP_DigestInit_ex(context.get(), EVP_md5(), nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), challenge.data(), challenge.size()) != 1 ||
      EVP_DigestUpdate(context.get(), secret_text.data(), secret_text.size()) != 1 ||
      EVP_DigestFinal_ex(context.get(), digest.data(), &size) != 1) {
    return {};
  }
  std::string key;
  key.reserve(2 * std::size_t{size});
  for (unsigned i = 0; i < size; ++i) {
    detail::append_hex(key, digest[i]);
  }
  return key;
}

login::login(const options& credentials, std::string id_prefix)
    : login{credentials, std::move(id_prefix), credentials.event_mask()} {}

login::login(const options& credentials, std::string id_prefix, std::optional<std::string> event_mask)
    : user_{credentials.user()}, secret_{credentials.secret_text()}, event_mask_{std::move(event_mask)},
      filters_{credentials.event_filters()}, id_prefix_{std::move(id_prefix)}, method_{credentials.login()},
      wait_fully_booted_{credentials.wait_fully_booted() > options::duration::zero()},
      sees_boot_{wait_fully_booted_ || !event_mask_ || detail::mask_has_class(*event_mask_, "system")} {}

// Appends it to `text`, and waits for its reply.
boost::system::error_code login::add_request(const action& request, std::string& text) {
  awaited_.push_back(id_prefix_ + "-login" + std::to_string(++ids_));
  std::string detail;
  return wire::write_action(request, awaited_.back(), text, detail);
}

login::step login::fail(boost::system::error_code error) {
  state_ = state::failed;
  error_ = error;
  awaited_.clear();
  output_ = secret{};
  return step::failed;
}

login::step login::refuse(wire::frame_view frame, boost::system::error_code error) {
  refusal_ = response{wire::frame::from_text(frame.bytes())};
  return fail(error);
}

login::step login::on_greeting(std::string_view line) {
  const auto found = parse_greeting(line);
  if (!found) {
    return fail(errc::not_ami);
  }
  version_ = *found;
  return method_ == login_method::plain ? send_login({}) : send_challenge();
}

login::step login::send_challenge() {
  state_ = state::challenging;
  const action challenge = action{"Challenge"}.header("AuthType", "MD5");
  std::string text;
  if (const auto error = add_request(challenge, text)) {
    return fail(error);
  }
  output_ = secret{text};
  return step::send;
}

// With an empty `key` the secret is sent in clear text.
login::step login::send_login(std::string_view key) {
  state_ = state::logging_in;
  action request{"Login"};
  if (!key.empty()) {
    request.header("AuthType", "MD5");
  }
  request.header("Username", user_);
  request.header(key.empty() ? "Secret" : "Key", std::string{key.empty() ? secret_.reveal() : key});
  if (event_mask_) {
    request.header("Events", wait_fully_booted_ ? with_class_system(*event_mask_) : *event_mask_);
  }
  std::string text;
  if (const auto error = add_request(request, text)) {
    return fail(error);
  }
  output_ = secret{text};
  detail::wipe(text);
  return step::send;
}

// The login's own reply does not say whether the server understood the mask, and class system may have been added to it
// to see FullyBooted.
login::step login::set_up() {
  state_ = state::setting_up;
  std::string text;
  if (event_mask_) {
    if (const auto error = add_request(action{"Events"}.header("EventMask", *event_mask_), text)) {
      return fail(error);
    }
    mask_id_ = awaited_.back();
  }
  for (const server_event_filter& filter : filters_) {
    action adding = action{"Filter"}.header("Operation", "Add").header("Filter", filter.expression());
    if (!filter.match_criteria().empty()) {
      adding.header("MatchCriteria", filter.match_criteria());
    }
    if (add_request(adding, text)) {
      return fail(errc::event_filter_rejected);
    }
  }
  if (awaited_.empty()) {
    state_ = state::done;
    return step::done;
  }
  output_ = secret{text};
  return step::send;
}

login::step login::on_frame(wire::frame_view frame) {
  output_ = secret{};
  answered_ = false;
  if (state_ == state::booting) {
    const bool booted =
        frame.kind() == wire::frame_kind::event && wire::equal_ignoring_case(frame.name(), "FullyBooted");
    return booted ? set_up() : step::wait;
  }
  const auto found =
      frame.kind() == wire::frame_kind::response ? std::ranges::find(awaited_, frame.action_id()) : awaited_.end();
  if (found == awaited_.end()) {
    return step::wait;
  }
  answered_ = true;
  const std::string action_id = std::move(*found);
  awaited_.erase(found);
  return state_ == state::setting_up ? on_confirmation(frame, action_id) : on_reply(frame);
}

login::step login::on_boot_limit() {
  output_ = secret{};
  answered_ = false;
  return state_ == state::booting ? set_up() : step::wait;
}

login::step login::on_reply(wire::frame_view frame) {
  const bool success = wire::equal_ignoring_case(frame.name(), "Success");
  // Neither says anything of the credentials; other words say that they, or how they come, are refused.
  if (!success && frame.first_line("Message") == "Login Already In Use") {
    return refuse(frame, errc::already_logged_in);
  }
  if (!success && detail::rejection(frame.first_line("Message")) == errc::shutting_down) {
    return refuse(frame, errc::shutting_down);
  }
  if (state_ == state::challenging) {
    return on_challenge(frame, success);
  }
  if (!success) {
    return refuse(frame, errc::authentication_failed);
  }
  secret_ = secret{};
  if (wait_fully_booted_) {
    state_ = state::booting;
    return step::wait;
  }
  return set_up();
}

login::step login::on_challenge(wire::frame_view frame, bool success) {
  const std::string_view challenge = frame.first_line("Challenge");
  if (success && !challenge.empty()) {
    std::string key = challenge_key(challenge, secret_.reveal());
    if (key.empty()) {
      // The server accepts a challenge: that the options allow clear text to one that does not is no leave for this.
      return fail(errc::md5_unavailable);
    }
    const step next = send_login(key);
    detail::wipe(key);
    return next;
  }
  return method_ == login_method::challenge_or_plain ? send_login({}) : refuse(frame, errc::challenge_refused);
}

// The replies may come in any order.
login::step login::on_confirmation(wire::frame_view frame, std::string_view action_id) {
  const auto error = action_id == mask_id_ ? judge_mask_answer(*event_mask_, frame) : judge_filter_answer(frame);
  if (error) {
    return refuse(frame, error);
  }
  if (!awaited_.empty()) {
    return step::wait;
  }
  state_ = state::done;
  return step::done;
}

}  // namespace ami::session
