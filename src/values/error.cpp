#include "base/escaped_text.hpp"
#include "values/named_error.hpp"

#include <ami/error.hpp>
#include <ami/reply.hpp>

#include <ostream>

namespace ami {

std::string_view to_string(errc code) noexcept {
  switch (code) {
  case errc::invalid_options: return "invalid options";
  case errc::invalid_header: return "a header of the action cannot be sent";
  case errc::action_line_too_long: return "a header line of the action is too long";
  case errc::too_many_headers: return "the action has too many headers";
  case errc::invalid_action_id: return "invalid ActionID";
  case errc::duplicate_action_id: return "this ActionID is in flight already";
  case errc::events_masked: return "the event mask leaves out events that this needs";
  case errc::not_connected: return "not connected";
  case errc::already_connected: return "already connecting or connected";
  case errc::queue_full: return "too many actions are waiting";
  case errc::already_waiting: return "the stream has a waiting operation already";
  case errc::host_not_found: return "host not found";
  case errc::resolve_timed_out: return "the host name was not resolved in time";
  case errc::connection_refused: return "connection refused";
  case errc::network_unreachable: return "network unreachable";
  case errc::host_unreachable: return "no route to host";
  case errc::connect_timed_out: return "no connection in time";
  case errc::no_greeting: return "the peer closed the connection without a greeting";
  case errc::not_ami: return "the peer is not an Asterisk Manager Interface";
  case errc::login_timed_out: return "no login in time";
  case errc::authentication_failed: return "authentication failed";
  case errc::already_logged_in: return "the user is logged in already and may be only once";
  case errc::challenge_refused: return "challenge login refused, and clear text is not allowed";
  case errc::md5_unavailable: return "no MD5 here to answer the server's challenge with (FIPS mode?)";
  case errc::tls_timed_out: return "no TLS handshake in time";
  case errc::tls_not_tls: return "the port does not speak TLS";
  case errc::tls_certificate_expired: return "the server's certificate has expired, or is not valid yet";
  case errc::tls_wrong_host: return "the server's certificate is for another host";
  case errc::tls_untrusted: return "the server's certificate is not trusted";
  case errc::tls_client_certificate_refused: return "the server refused the client's certificate, or misses one";
  case errc::tls_handshake_failed: return "the TLS handshake failed";
  case errc::event_mask_rejected: return "the server did not take the event mask";
  case errc::event_filter_rejected: return "the server refused an event filter";
  case errc::connection_closed: return "the server closed the connection";
  case errc::connection_closed_in_frame: return "the server closed the connection in the middle of a frame";
  case errc::connection_reset: return "the connection was reset by the server";
  case errc::disconnected: return "disconnected";
  case errc::tls_broken: return "the TLS connection broke";
  case errc::ping_timed_out: return "the server did not answer a ping in time";
  case errc::stream_overflowed: return "the consumer of the stream was too slow";
  case errc::line_too_long: return "the server sent a line above the limit";
  case errc::frame_too_large: return "the server sent a frame above the limit";
  case errc::too_many_fields: return "the server sent a frame with too many lines";
  case errc::not_sent: return "the action was not sent";
  case errc::reply_lost: return "the connection ended before the reply";
  case errc::response_timed_out: return "no reply in time";
  case errc::list_overflow: return "the list is longer than its limits allow";
  case errc::action_rejected: return "rejected by the server";
  case errc::permission_denied: return "permission denied by the server";
  case errc::unknown_action: return "the server does not know the action";
  case errc::module_not_loaded: return "the module that has the action is not loaded";
  case errc::list_failed: return "the server broke the list off with an error";
  case errc::shutting_down: return "the server is shutting down";
  case errc::call_busy: return "the far end is busy";
  case errc::call_not_answered: return "the call was not answered";
  case errc::call_congested: return "no circuit for the call";
  case errc::call_unreachable: return "the far end cannot be reached";
  case errc::call_refused: return "the far end refused the call";
  case errc::call_cancelled: return "the call was cancelled";
  case errc::call_failed: return "the call failed";
  case errc::call_ended_unseen: return "the call ended while the connection was lost";
  case errc::call_timed_out: return "the server did not tell in time how the call went";
  case errc::call_lost: return "the connection ended during the call";
  case errc::agi_ended: return "the channel is no longer in AsyncAGI";
  case errc::agi_interrupted: return "the channel left AsyncAGI before the result";
  case errc::agi_bad_command: return "unknown AGI command, or wrong arguments";
  case errc::agi_dead_channel: return "the AGI command does not work on a channel that has hung up";
  case errc::agi_failed: return "the AGI command failed";
  case errc::config_partly_updated: return "only the first changes of the configuration file are made";
  }
  return "unknown error";
}

std::ostream& operator<<(std::ostream& out, errc code) {
  return out << to_string(code);
}

namespace {

// No virtual destructor: categories are static objects.
class errc_category final : public boost::system::error_category {
public:
  const char* name() const noexcept override { return "ami"; }
  std::string message(int code) const override { return std::string{to_string(static_cast<errc>(code))}; }
  boost::system::error_condition default_error_condition(int code) const noexcept override {
    namespace generic = boost::system::errc;
    switch (static_cast<errc>(code)) {
    case errc::connection_refused: return make_error_condition(generic::connection_refused);
    case errc::connection_reset: return make_error_condition(generic::connection_reset);
    case errc::network_unreachable: return make_error_condition(generic::network_unreachable);
    case errc::host_unreachable: return make_error_condition(generic::host_unreachable);
    case errc::not_connected: return make_error_condition(generic::not_connected);
    case errc::already_connected: return make_error_condition(generic::already_connected);
    case errc::permission_denied: return make_error_condition(generic::permission_denied);
    case errc::connect_timed_out:
    case errc::tls_timed_out:
    case errc::login_timed_out:
    case errc::resolve_timed_out:
    case errc::ping_timed_out:
    case errc::response_timed_out:
    case errc::call_timed_out: return make_error_condition(generic::timed_out);
    default: return {code, *this};
    }
  }
};

class outcome_condition_category final : public boost::system::error_category {
public:
  const char* name() const noexcept override { return "ami.outcome"; }
  std::string message(int value) const override { return std::string{to_string(static_cast<outcome>(value))}; }
  bool equivalent(const error_code& code, int condition) const noexcept override {
    const auto wanted = static_cast<outcome>(condition);
    if (!code) {
      return wanted == outcome::accepted;
    }
    if (code.category() != ami::error_category()) {
      return false;
    }
    switch (static_cast<errc>(code.value())) {
    case errc::reply_lost:
    case errc::response_timed_out:
    case errc::call_timed_out:
    case errc::call_lost:
    case errc::agi_interrupted:
    case errc::config_partly_updated: return wanted == outcome::unknown;
    case errc::action_rejected:
    case errc::permission_denied:
    case errc::unknown_action:
    case errc::module_not_loaded:
    case errc::list_failed:
    case errc::shutting_down:
    case errc::agi_bad_command:
    case errc::agi_dead_channel: return wanted == outcome::rejected;
    case errc::list_overflow:
    case errc::call_busy:
    case errc::call_not_answered:
    case errc::call_congested:
    case errc::call_unreachable:
    case errc::call_refused:
    case errc::call_cancelled:
    case errc::call_failed:
    case errc::call_ended_unseen:
    case errc::agi_failed: return wanted == outcome::accepted;
    default: return wanted == outcome::never_sent;
    }
  }
};

// The server's message may be long and contain line ends.
std::shared_ptr<const std::string> full_text(error_code code, std::string_view known, const response& reply) {
  constexpr std::size_t longest = 400;
  const std::string_view words = known.empty() ? reply.message() : known;
  auto text = std::make_shared<std::string>();
  detail::append_escaped(*text, detail::cut_text(words, longest));
  if (words.size() > longest || text->size() > longest) {
    text->resize(detail::cut_text(*text, longest).size());
    *text += "...";
  }
  if (!text->empty()) {
    *text += ": ";
  }
  text->append(code.message()).append(" [").append(code.category().name()).append(":");
  text->append(std::to_string(code.value())).append("]");
  return text;
}

}  // namespace

const boost::system::error_category& error_category() noexcept {
  static const errc_category category;
  return category;
}

const boost::system::error_category& outcome_category() noexcept {
  static const outcome_condition_category category;
  return category;
}

std::string_view to_string(outcome value) noexcept {
  switch (value) {
  case outcome::accepted: return "accepted";
  case outcome::never_sent: return "never sent";
  case outcome::unknown: return "outcome unknown";
  case outcome::rejected: return "rejected";
  }
  return "invalid outcome";
}

std::ostream& operator<<(std::ostream& out, outcome value) {
  return out << to_string(value);
}

error::error(error_code code, const std::string& detail, ami::response response, ami::outcome outcome)
    : system_error{detail::named_error(code)}, text_{full_text(this->code(), detail, response)},
      response_{std::move(response)}, outcome_{outcome} {}

error::error(error_code code, const std::string& detail, const ami::reply& given)
    : error{code, detail, given.outcome(), given} {}

error::error(error_code code, const std::string& detail, ami::outcome outcome, const ami::reply& given)
    : system_error{detail::named_error(code)}, text_{full_text(this->code(), detail, given.response())},
      response_{given.response()}, outcome_{outcome}, reply_{std::make_shared<ami::reply>(given)} {}

const ami::reply& error::reply() const& noexcept {
  static const ami::reply none;
  return reply_ != nullptr ? *reply_ : none;
}

}  // namespace ami
