// amictl doctor: why do I see nothing? It goes the whole way from the name to the events, and says what it finds.
#include "amictl/commands.hpp"
#include "amictl/doctor_probe.hpp"
#include "amictl/finding.hpp"
#include "amictl/server_diagnosis.hpp"
#include "amictl/session_diagnosis.hpp"
#include "amictl/terminal.hpp"
#include "amictl/tool.hpp"

#include <ami/event_type.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace asio = boost::asio;

namespace amictl {

namespace {

constexpr auto doctor_token = asio::as_tuple(asio::use_awaitable);

class doctor_flags {
public:
  double wait = 5;     // seconds for events
  double timeout = 5;  // seconds for each step
  bool passive = false;

  std::chrono::milliseconds limit() const { return std::chrono::milliseconds{std::llround(timeout * 1000)}; }
  std::chrono::milliseconds wait_for_events() const { return std::chrono::milliseconds{std::llround(wait * 1000)}; }
};

// Shows the findings as they come, and keeps the exit code.
class doctor_findings {
public:
  doctor_findings(tool& shared, std::string server, bool tls) : shared_{&shared}, server_{std::move(server)} {
    rest_ = {"name", "port"};
    if (tls) {
      rest_.emplace_back("tls");
    }
    for (const char* check :
         {"greeting", "login", "booted", "actions", "read", "mask", "filter", "clock", "link", "events"}) {
      rest_.emplace_back(check);
    }
  }

  void begin(const std::string& place) {
    if (!shared_->out.json()) {
      shared_->out.line(shared_->out.in(tone::strong, shown(place)));
      shared_->out.flush();
    }
  }

  // True when it is not bad.
  bool add(const finding& found) {
    rest_.erase(std::remove(rest_.begin(), rest_.end(), found.check), rest_.end());
    if (found.state == finding_state::bad && code_ == exit_code::success) {
      code_ = found.code;
    }
    if (shared_->out.json()) {
      shared_->out.line(to_json(found, server_));
    } else {
      show(found);
    }
    shared_->out.flush();
    return found.state != finding_state::bad;
  }

  // What was not reached.
  void end() {
    if (shared_->out.json()) {
      while (!rest_.empty()) {
        add(left_out(rest_.front(), "not reached"));
      }
    } else if (!rest_.empty()) {
      show_line(finding_state::skipped, fmt::format("{}", fmt::join(rest_, ", ")), "", "not reached");
      rest_.clear();
    }
    shared_->out.flush();
  }

  exit_code code() const noexcept { return code_; }

private:
  static constexpr std::size_t mark_width = 7;
  static constexpr std::size_t check_width = 8;
  static constexpr std::size_t indent = 2 + mark_width + 2 + check_width + 2;

  void show(const finding& found) const {
    show_line(found.state, found.check, "", found.text);
    if (!found.remedy.empty()) {
      show_text(std::string(indent, ' ') + shared_->out.in(tone::strong, "-> "), found.remedy);
    }
  }

  void show_line(finding_state state, const std::string& check, const std::string& before,
                 const std::string& text) const {
    const tone colour = state == finding_state::ok        ? tone::good
                        : state == finding_state::warning ? tone::warning
                        : state == finding_state::bad     ? tone::bad
                                                          : tone::faint;
    const std::string mark = fmt::format("{:<{}}", to_string(state), mark_width);
    show_text(fmt::format("  {}  {:<{}}  {}", shared_->out.in(colour, mark), check, check_width, before), text);
  }

  // On a terminal in lines of its width.
  void show_text(const std::string& first, const std::string& text) const {
    const std::size_t width = output_is_terminal() ? terminal_width() : 0;
    const std::string visible = shown(text);
    const std::size_t least = indent + 20;
    if (width < least) {
      shared_->out.line(first + visible);
      return;
    }
    std::string line = first;
    std::size_t column = indent + (first.find("-> ") != std::string::npos ? 3 : 0);
    const std::size_t margin = column;
    bool begun = false;
    for (std::size_t at = 0; at < visible.size();) {
      const std::size_t end = std::min(visible.find(' ', at), visible.size());
      const std::string_view word = std::string_view{visible}.substr(at, end - at);
      if (begun && column + 1 + word.size() > width) {
        shared_->out.line(line);
        line.assign(margin, ' ');
        column = margin;
        begun = false;
      }
      line.append(begun ? " " : "").append(word);
      column += word.size() + (begun ? 1 : 0);
      begun = true;
      at = end + 1;
    }
    shared_->out.line(line);
  }

  tool* shared_;
  std::string server_;
  std::vector<std::string> rest_;
  exit_code code_ = exit_code::success;
};

// ---- The session

// Names the doctor's own event, which all clients see that read class user.
std::string make_doctor_token() {
  std::random_device random;
  return fmt::format("{:08x}{:08x}", random(), random());
}

using doctor_events = ami::event_stream<>;

// Looks at what a session is told.
class session_watch {
public:
  session_watch(const ami::options& settings, session_observation& seen)
      : seen_{&seen}, user_{settings.user()}, token_{make_doctor_token()} {}

  const std::string& token() const noexcept { return token_; }
  bool own_event_came() const noexcept { return own_event_came_; }

  void note(const ami::event& event) {
    if (const auto lost = event.get_if<ami::connection_lost>()) {
      seen_->lost = lost->reason();
      return;
    }
    const auto classes = event.get("Privilege");
    if (!classes) {
      return;  // of the library
    }
    seen_->seen = seen_->seen | parse_privilege_header(*classes);
    switch (event.type()) {
    case ami::event_type::fully_booted: seen_->fully_booted = true; return;
    case ami::event_type::shutdown: seen_->shutting_down = true; break;
    case ami::event_type::successful_auth:
    case ami::event_type::challenge_sent:
      // Of this login, or of another of the same user.
      if (event["AccountID"] == user_) {
        seen_->greeted = seen_->greeted || event.type() == ami::event_type::successful_auth;
        return;
      }
      break;
    case ami::event_type::user_event:
      if (event["Token"] == token_) {
        own_event_came_ = true;
        return;
      }
      break;
    default: break;
    }
    ++seen_->events[std::string{event.name()}];
  }

private:
  session_observation* seen_;
  std::string user_;
  std::string token_;
  bool own_event_came_ = false;
};

asio::awaitable<ami::error_code> send_request(ami::manager pbx, ami::action request, ami::reply& reply) {
  auto result = co_await pbx.async_send_action(request, doctor_token);
  reply = std::get<1>(result);
  co_return std::get<0>(result);
}

void note_error(ami::error_code error, session_observation& seen) {
  seen.shutting_down = seen.shutting_down || error == ami::errc::shutting_down;
  if (error == ami::errc::reply_lost || error == ami::errc::not_sent || error == ami::errc::not_connected) {
    seen.lost = error;
  }
}

// The actions that the user may use, and how fast a long answer comes.
asio::awaitable<void> list_actions(ami::manager pbx, session_observation& seen) {
  ami::reply reply;
  const auto began = std::chrono::steady_clock::now();
  const auto error = co_await send_request(pbx, ami::action{"ListCommands"}, reply);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  seen.actions_error = error;
  note_error(error, seen);
  if (error) {
    co_return;
  }
  for (const auto& [key, value] : reply.response().frame()) {
    if (const auto classes = parse_privileges(value)) {
      seen.actions.emplace(key, *classes);
    }
  }
  if (took.count() > 0) {
    seen.bytes_per_second = static_cast<double>(reply.response().frame().bytes().size()) / took.count();
  }
}

std::optional<double> seconds_of(std::string_view text) {
  // std::from_chars() of floating point numbers is missing in some libraries.
  std::int64_t whole = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
  if (error != std::errc{}) {
    return std::nullopt;
  }
  double result = static_cast<double>(whole);
  double weight = 0.1;
  for (const char* digit = end + 1; end < text.data() + text.size() && *end == '.' &&
                                    digit < text.data() + text.size() && *digit >= '0' && *digit <= '9';
       ++digit, weight /= 10) {
    result += weight * (*digit - '0');
  }
  return result;
}

// Round trips, and the clock by the shortest of them.
asio::awaitable<void> measure_link(ami::manager pbx, session_observation& seen) {
  constexpr int pings = 5;
  for (int number = 0; number < pings; ++number) {
    ami::reply reply;
    const auto began = std::chrono::steady_clock::now();
    const std::chrono::duration<double> own_time = std::chrono::system_clock::now().time_since_epoch();
    const auto error = co_await send_request(pbx, ami::action{"Ping"}, reply);
    const measured_time took = std::chrono::steady_clock::now() - began;
    note_error(error, seen);
    if (error) {
      co_return;
    }
    seen.longest_trip = std::max(seen.longest_trip, took);
    if (number == 0 || took < seen.round_trip) {
      seen.round_trip = took;
      if (const auto theirs = seconds_of(reply["Timestamp"])) {
        seen.clock_ahead = measured_time{(*theirs - own_time.count()) * 1000} - took / 2;
      }
    }
  }
}

// The console takes its words apart at blanks and quotes.
bool is_plain_word(std::string_view text) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.@-";
  return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
}

// What the server says of the user's rights, if the user may ask for it.
asio::awaitable<void> ask_rights(ami::manager pbx, session_observation& seen) {
  if (!seen.actions.contains("Command") || !is_plain_word(seen.user)) {
    co_return;
  }
  ami::reply reply;
  ami::action command{"Command"};
  command.header("Command", "manager show user " + seen.user);
  const auto error = co_await send_request(pbx, std::move(command), reply);
  note_error(error, seen);
  if (!error) {
    std::vector<std::string> lines;
    for (const std::string_view line : reply.output()) {
      lines.emplace_back(line);
    }
    seen.rights = parse_user_rights(lines);
  }
}

// Takes events until `end`, or until `enough()`; false when the stream has ended.
asio::awaitable<bool> watch_events(doctor_events& events, std::chrono::steady_clock::time_point end,
                                   session_watch& watch, const std::function<bool()>& enough) {
  using namespace asio::experimental::awaitable_operators;
  asio::steady_timer timer{co_await asio::this_coro::executor};
  for (;;) {
    for (const ami::event& event : events.try_next_batch()) {
      watch.note(event);
    }
    if (enough() || std::chrono::steady_clock::now() >= end) {
      co_return true;
    }
    timer.expires_at(end);
    auto next = co_await (events.next() || timer.async_wait(doctor_token));
    if (auto* const event = std::get_if<0>(&next)) {
      if (!*event) {
        co_return false;
      }
      watch.note(**event);
    }
  }
}

// Waits for events, and provokes one when the PBX is idle.
asio::awaitable<void> look_for_events(ami::manager pbx, doctor_events& events, session_observation& seen,
                                      session_watch& watch, const doctor_flags& flags) {
  const progress shown_progress{co_await asio::this_coro::executor, "waiting for events"};
  const auto began = std::chrono::steady_clock::now();
  const std::chrono::seconds busy{1};  // so long when there are some
  const std::function<bool()> busy_enough = [&] {
    return !seen.events.empty() && std::chrono::steady_clock::now() - began >= busy;
  };
  const auto all = began + flags.wait_for_events();
  bool goes_on = co_await watch_events(events, std::min(all, began + busy), watch, busy_enough);
  const std::function<bool()> any = [&] { return !seen.events.empty(); };
  if (goes_on) {
    goes_on = co_await watch_events(events, all, watch, any);
  }
  seen.waited = std::chrono::steady_clock::now() - began;
  if (goes_on && seen.events.empty() && !flags.passive && !seen.shutting_down) {
    if (!seen.actions_error && !seen.actions.contains("UserEvent")) {
      seen.provoked = provoked_event::not_allowed;
      co_return;
    }
    ami::reply reply;
    ami::action request{"UserEvent"};
    request.header("UserEvent", "AmictlDoctor").header("Token", watch.token());
    const auto sent = std::chrono::steady_clock::now();
    const auto error = co_await send_request(pbx, std::move(request), reply);
    note_error(error, seen);
    if (error) {
      seen.provoked = error == ami::errc::permission_denied ? provoked_event::not_allowed : provoked_event::refused;
      co_return;
    }
    const std::chrono::milliseconds most{2000};
    const std::function<bool()> came = [&] { return watch.own_event_came(); };
    goes_on = co_await watch_events(events, sent + std::min(most, flags.limit()), watch, came);
    seen.provoked = watch.own_event_came() ? provoked_event::arrived : provoked_event::missing;
    seen.provoked_after = std::chrono::steady_clock::now() - sent;
  }
  if (!goes_on) {
    seen.lost = events.end_reason();
  }
}

// What the server makes of the mask of the connection's settings.
asio::awaitable<void> try_mask(ami::manager pbx, session_observation& seen) {
  if (!seen.mask) {
    co_return;
  }
  ami::reply reply;
  ami::action request{"Events"};
  request.header("EventMask", *seen.mask);
  const auto error = co_await send_request(pbx, std::move(request), reply);
  note_error(error, seen);
  if (!error && reply.get("Events")) {
    seen.mask_is_on = reply["Events"] == "On";
  }
}

std::string plain_mask(std::string_view text) {
  std::string result;
  std::copy_if(text.begin(), text.end(), std::back_inserter(result), [](char letter) { return letter != ' '; });
  return result;
}

asio::awaitable<void> examine_session(ami::manager pbx, doctor_events events, const ami::options& settings,
                                      const doctor_flags& flags, doctor_findings& found) {
  session_observation seen;
  session_watch watch{settings, seen};
  seen.user = settings.user();
  seen.recent = pbx.server_version() >= ami::server_version{2, 0, 0};
  if (settings.event_mask()) {
    seen.mask = plain_mask(*settings.event_mask());
  }
  co_await list_actions(pbx, seen);
  co_await measure_link(pbx, seen);
  co_await ask_rights(pbx, seen);
  if (!seen.lost && !seen.shutting_down) {
    co_await look_for_events(pbx, events, seen, watch, flags);
  }
  if (!seen.lost && !seen.shutting_down) {
    co_await try_mask(pbx, seen);
  }
  for (const finding& judged : judge_session(seen)) {
    found.add(judged);
  }
  const std::chrono::seconds farewell{1};
  co_await pbx.disconnect(farewell);
}

// ---- The way there

std::string in_url_form(const std::string& host) {
  return host.find(':') != std::string::npos ? '[' + host + ']' : host;
}

// To one server, with all events, since what a mask leaves out shows nothing.
ami::options settings_for(const ami::options& given, const ami::server_address& server,
                          std::chrono::milliseconds limit) {
  ami::options result{in_url_form(server.host())};
  result.port(server.port()).credentials(given.user(), given.secret_text().reveal()).login(given.login());
  if (given.tls()) {
    result.tls(*given.tls());
    result.port(server.port());
  }
  for (const ami::server_event_filter& filter : given.event_filters()) {
    result.event_filter(filter.expression(), filter.match_criteria());
  }
  result.resolve_timeout(limit).connect_timeout(limit).login_timeout(limit).action_timeout(limit).logger(
      given.logger());
  return result;
}

class connect_failure {
public:
  ami::error_code code;
  std::string message;  // of the server
  std::string detail;   // of the library
};

asio::awaitable<connect_failure> doctor_log_in(ami::manager pbx) {
  connect_failure failure;
  try {
    co_await pbx.connect();
  } catch (const ami::error& error) {
    failure.code = error.code();
    failure.message = error.response().message();
    failure.detail = error.what();
  }
  co_return failure;
}

// What the port says without TLS, where a handshake failed.
asio::awaitable<speech_observation> listen_plainly(std::string address, std::uint16_t port,
                                                   std::chrono::milliseconds limit) {
  probe_link link{co_await asio::this_coro::executor, limit};
  std::vector<std::string> addresses{std::move(address)};
  const auto opened = co_await link.open(std::move(addresses), port);
  speech_observation seen;
  if (!opened.error) {
    seen = co_await link.listen();
  }
  co_return seen;
}

asio::awaitable<bool> speaks_tls(std::string address, std::uint16_t port, std::chrono::milliseconds limit) {
  probe_link link{co_await asio::this_coro::executor, limit};
  std::vector<std::string> addresses{address};
  const auto opened = co_await link.open(std::move(addresses), port);
  if (opened.error) {
    co_return false;
  }
  const auto secured = co_await link.secure(std::move(address));
  co_return secured.secured;
}

tls_demand demand_of(const ami::options& settings) {
  tls_demand wanted;
  const ami::tls_options& tls = *settings.tls();
  wanted.name = tls.server_name().empty() ? settings.host() : tls.server_name();
  wanted.verifies = tls.verifies();
  wanted.verifies_name = tls.verifies_name();
  wanted.pins = tls.pins();
  return wanted;
}

// All that there is to see of one server.
asio::awaitable<void> examine(ami::options settings, const doctor_flags& flags, doctor_findings& found,
                              const std::optional<std::string>& mask) {
  const auto executor = co_await asio::this_coro::executor;
  const auto limit = flags.limit();
  const std::uint16_t port = settings.port();
  const bool tls = settings.tls().has_value();
  auto shown_progress = std::make_unique<progress>(executor, fmt::format("looking at {}", settings.host()));

  const name_observation named = co_await look_up_name(settings.host(), limit);
  if (!found.add(judge_name(named))) {
    co_return;
  }
  auto link = std::make_unique<probe_link>(executor, limit);
  const port_observation opened = co_await link->open(named.addresses, port);
  if (!found.add(judge_port(opened, tls))) {
    co_return;
  }
  tls_observation secured;
  speech_observation heard;
  if (tls) {
    secured = co_await link->secure(demand_of(settings).name);
    if (!secured.secured) {
      secured.without_tls = co_await listen_plainly(opened.address, port, limit);
    }
  }
  if (!tls || secured.secured) {
    heard = co_await link->listen();
  }
  link.reset();  // a server counts the connections that have not logged in
  const peer_kind answering = recognise(heard.http_answer).kind;
  if (!tls && heard.greeting.empty() && (answering == peer_kind::nothing || answering == peer_kind::tls)) {
    heard.speaks_tls = co_await speaks_tls(opened.address, port, limit);
  }
  // Where the port is no manager's, nobody has to log in to see it.
  const bool is_manager = recognise(heard.greeting).kind == peer_kind::manager;
  const peer_kind plain = recognise(secured.without_tls.greeting + secured.without_tls.http_answer).kind;
  const bool try_it =
      is_manager || (tls && !secured.secured && (plain == peer_kind::nothing || plain == peer_kind::tls));
  ami::manager pbx{executor, settings};
  auto events = pbx.subscribe<>();
  connect_failure failure;
  if (try_it) {
    failure = co_await doctor_log_in(pbx);
  }
  if (tls) {
    tls_demand wanted = demand_of(settings);
    wanted.verdict = is_about_tls(failure.code) ? failure.code : ami::error_code{};
    wanted.judged = try_it;
    wanted.detail = is_about_tls(failure.code) ? failure.detail : std::string{};
    if (!found.add(judge_tls(secured, wanted, std::chrono::system_clock::now(), port))) {
      co_return;
    }
  }
  if (!found.add(judge_greeting(heard, tls, port))) {
    co_return;
  }
  login_observation login;
  login.user = settings.user();
  login.error = failure.code;
  login.message = failure.message.empty() ? failure.detail : failure.message;
  login.own_address = opened.own_address;
  login.challenge = settings.login() == ami::login_method::challenge;
  login.tls = tls;
  if (!found.add(judge_login(login))) {
    co_return;
  }
  shown_progress.reset();
  if (mask) {
    settings.event_mask(*mask);
  }
  co_await examine_session(pbx, std::move(events), settings, flags, found);
}

exit_code run_doctor(const doctor_flags& flags, tool& shared) {
  exit_code worst = exit_code::success;
  bool first = true;
  for (const target& named : shared.connection.targets()) {
    for (const ami::server_address& server : named.options.servers()) {
      const ami::options settings = settings_for(named.options, server, flags.limit());
      doctor_findings found{shared, named.name, settings.tls().has_value()};
      if (!std::exchange(first, false) && !shared.out.json()) {
        shared.out.line(std::string_view{});
      }
      found.begin(fmt::format("{}{}", to_string(server), settings.tls() ? " (TLS)" : ""));
      const exit_code ended = run_coroutine([&](const asio::any_io_executor&) -> asio::awaitable<exit_code> {
        co_await examine(settings, flags, found, named.options.event_mask());
        found.end();
        co_return found.code();
      });
      if (ended == exit_code::interrupted) {
        return ended;
      }
      worst = worst == exit_code::success ? ended : worst;
    }
  }
  return worst;
}

}  // namespace

void add_doctor(CLI::App& root, tool& shared) {
  auto flags = std::make_shared<doctor_flags>();
  CLI::App& command = tool::add_command(
      root, "doctor", "Find out why nothing is seen: from the name to the events, with a remedy for each finding",
      "  amictl doctor                        of the server in the environment\n"
      "  amictl -p berlin doctor --wait 60    make a call meanwhile, and see whether its events come\n"
      "  amictl -H pbx --tls -u me doctor     is the certificate good, and for how long?\n"
      "  amictl doctor --json | jq -r 'select(.state == \"bad\") | .remedy'\n\n"
      "When no event comes by itself, it sends one (action UserEvent, name AmictlDoctor), which all clients see that "
      "read\n"
      "class user; --passive sends none. Findings are ok, warning, bad, or skipped where they could not be made.\n"
      "Exit codes: 0 no finding is bad; else of the first that is: 3 no connection, 4 login refused, 1 others.\n");
  command.add_option("--wait", flags->wait, "Seconds to wait for events [5]")->check(CLI::Range(0.0, 86400.0));
  command.add_option("-W,--timeout", flags->timeout, "Seconds for each step [5]")->check(CLI::Range(0.01, 3600.0));
  command.add_flag("--passive", flags->passive, "Provoke no event");
  tool::on_run(command, shared, [flags](tool& running) { return run_doctor(*flags, running); });
}

}  // namespace amictl
