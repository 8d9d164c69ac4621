// The fake server's own answers.
#include "base/hex.hpp"
#include "testing/action_values.hpp"
#include "testing/server.hpp"

#include <ami/wire/frame.hpp>

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <exception>
#include <regex.h>

namespace ami::testing::detail {

class server::known_action {
public:
  // A user needs one of `classes`; none is needed when they are empty.
  known_action(std::string_view name, std::string_view classes, std::string_view synopsis, default_answer function)
      : name_{name}, classes_{classes}, synopsis_{synopsis}, answer_{function} {}

  std::string_view name() const noexcept { return name_; }
  std::string_view classes() const noexcept { return classes_; }
  std::string_view synopsis() const noexcept { return synopsis_; }
  default_answer answer() const noexcept { return answer_; }
  // Whether it belongs to a module, and not to the core of the server.
  bool comes_with_module() const noexcept {
    return name_.starts_with("Queue") || name_.starts_with("Confbridge") || name_.starts_with("Park") ||
           name_.starts_with("PJSIP");
  }
  bool is_allowed(event_classes rights) const noexcept {
    return classes_.empty() || rights.intersects(event_classes::parse(classes_));
  }

private:
  std::string_view name_;
  std::string_view classes_;
  std::string_view synopsis_;
  default_answer answer_;
};

namespace {

constexpr std::size_t longest_unique_id = 149;

std::string md5_hex(const std::string& text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_md5(), nullptr) != 1) {
    return {};
  }
  std::string hex;
  for (unsigned i = 0; i < size; ++i) {
    ami::detail::append_hex(hex, digest[i]);
  }
  return hex;
}

std::string local_time(std::chrono::system_clock::time_point when, const char* format) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(when);
  std::tm parts{};
  localtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), format, &parts)};
}

// As one line: the text of an exception may contain line ends.
std::string single_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
  return text;
}

// Adds the variables in one `Variable` header of Originate: `A=1,B="two, three"`, with backslashes as escapes.
void add_variables(pbx_call& call, std::string_view text) {
  std::string name;
  std::string part;
  bool quoted = false;
  bool has_name = false;
  const auto flush = [&] {
    if (has_name) {
      call.variable(std::exchange(name, {}), std::exchange(part, {}));
    }
    part.clear();
    has_name = false;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && i + 1 < text.size()) {
      part += text[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      flush();
    } else if (c == '=' && !has_name) {
      name = std::exchange(part, {});
      has_name = true;
    } else {
      part += c;
    }
  }
  flush();
}

// `"Name" <number>`, `Name <number>`, or a number alone.
void set_caller_id(pbx_call& call, std::string_view text) {
  std::string_view name;
  std::string_view digits = text;
  const std::size_t open = text.find('<');
  if (open != std::string_view::npos) {
    name = text.substr(0, open);
    digits = text.substr(open + 1);
    digits = digits.substr(0, digits.find('>'));
  } else if (text.find_first_not_of("+0123456789*#") != std::string_view::npos) {
    name = text;
    digits = {};
  }
  constexpr std::string_view around = " \t\"";
  const std::size_t first = name.find_first_not_of(around);
  name = first == std::string_view::npos ? std::string_view{}
                                         : name.substr(first, name.find_last_not_of(around) - first + 1);
  call.caller_id(std::string{digits}, std::string{name});
}

// A POSIX extended regular expression, as the server uses them.
class pattern {
public:
  explicit pattern(const std::string& text)
      : is_good_{::regcomp(&compiled_, text.c_str(), REG_EXTENDED | REG_NOSUB) == 0} {}
  pattern(const pattern&) = delete;
  pattern& operator=(const pattern&) = delete;
  ~pattern() {
    if (is_good_) {
      ::regfree(&compiled_);
    }
  }

  bool is_good() const noexcept { return is_good_; }
  bool matches(const std::string& text) const noexcept {
    return ::regexec(&compiled_, text.c_str(), 0, nullptr, 0) == 0;
  }

private:
  regex_t compiled_{};
  bool is_good_;
};

// Returns what is wrong with an Originate; empty when nothing is.
std::string_view originate_problem(const request& action) {
  const std::string_view channel = action["Channel"];
  if (channel.empty()) {
    return "Channel not specified";
  }
  if (const auto priority = action.get("Priority"); priority && !priority->empty() && !number(*priority)) {
    return "Invalid priority";
  }
  if (const auto timeout = action.get("Timeout"); timeout && !timeout->empty() && !number(*timeout)) {
    return "Invalid timeout";
  }
  const std::size_t slash = channel.find('/');
  if (slash == std::string_view::npos || slash + 1 == channel.size()) {
    return "Invalid channel";
  }
  if (action["ChannelId"].size() > longest_unique_id || action["OtherChannelId"].size() > longest_unique_id) {
    // The real server's text ends with a line feed too.
    return "Uniqueid length exceeds maximum of 149\n";
  }
  if (action["Application"].empty() &&
      (action["Exten"].empty() || action["Context"].empty() || action["Priority"].empty())) {
    return "Originate with 'Exten' requires 'Context' and 'Priority'";
  }
  return {};
}

pbx_call make_call(const request& action) {
  pbx_call call{std::string{action["Channel"]}};
  if (action["Application"].empty()) {
    call.extension(std::string{action["Context"]}, std::string{action["Exten"]},
                   number(action["Priority"]).value_or(1));
  } else {
    call.application(std::string{action["Application"]}, std::string{action["Data"]});
  }
  if (const auto timeout = number(action["Timeout"]); timeout && *timeout > 0) {
    constexpr std::int64_t longest = 1000000000;
    call.timeout(std::chrono::milliseconds{std::min(*timeout, longest)});
  }
  if (const auto caller = action.get("CallerID"); caller && !caller->empty()) {
    set_caller_id(call, *caller);
  }
  call.account(std::string{action["Account"]});
  call.unique_ids(std::string{action["ChannelId"]}, std::string{action["OtherChannelId"]});
  for (const std::string_view variables : action.get_all("Variable")) {
    add_variables(call, variables);
  }
  return call;
}

frame_text originate_response(const request& action, const pbx_call_result& result) {
  frame_text text = frame_text::event("OriginateResponse");
  if (!action.action_id().empty()) {
    text.header("ActionID", action.action_id());
  }
  text.header("Response", result.answered() ? "Success" : "Failure").header("Channel", result.channel());
  if (action["Application"].empty()) {
    text.header("Context", action["Context"]).header("Exten", action["Exten"]);
  } else {
    text.header("Application", action["Application"]).header("Data", action["Data"]);
  }
  const auto known = [](const std::string& value) { return value.empty() ? std::string{"<unknown>"} : value; };
  return text.header("Reason", result.reason())
      .header("Uniqueid", result.unique_id())
      .header("CallerIDNum", known(result.caller_number()))
      .header("CallerIDName", known(result.caller_name()));
}

}  // namespace

const std::vector<server::known_action>& server::known_actions() {
  static const std::vector<known_action> actions{
      known_action{"Atxfer", "call", "Begins an attended transfer.", &server::answer_atxfer},
      known_action{"BlindTransfer", "call", "Transfers a call.", &server::answer_blind_transfer},
      known_action{"BridgeInfo", "", "Lists the channels of a bridge.", &server::answer_bridge_info},
      known_action{"BridgeList", "", "Lists the bridges.", &server::answer_bridge_list},
      known_action{"Challenge", "", "Begins a login by MD5 challenge.", &server::answer_challenge},
      known_action{"Command", "command", "Runs a command of the command line.", &server::answer_command},
      known_action{"ConfbridgeList", "reporting", "Lists who is in a conference.", &server::answer_confbridge_list},
      known_action{"ConfbridgeListRooms", "reporting", "Lists the conferences.", &server::answer_confbridge_list_rooms},
      known_action{"ConfbridgeMute", "call", "Mutes channels of a conference.", &server::answer_confbridge_mute},
      known_action{"ConfbridgeUnmute", "call", "Lets them be heard again.", &server::answer_confbridge_unmute},
      known_action{"CoreSettings", "system,reporting", "Tells the settings.", &server::answer_core_settings},
      known_action{"CoreShowChannels", "system,reporting", "Lists the channels.", &server::answer_core_show_channels},
      known_action{"CoreStatus", "system,reporting", "Tells the state.", &server::answer_core_status},
      known_action{"DeviceStateList", "call,reporting", "Lists the states of devices.",
                   &server::answer_device_state_list},
      known_action{"Events", "", "Chooses the events to send.", &server::answer_events},
      known_action{"ExtensionStateList", "call,reporting", "Lists the states of extensions.",
                   &server::answer_extension_state_list},
      known_action{"Filter", "system", "Adds a filter of events to the session.", &server::answer_filter},
      known_action{"Getvar", "call,reporting", "Reads a variable.", &server::answer_getvar},
      known_action{"Hangup", "system,call", "Hangs up channels.", &server::answer_hangup},
      known_action{"ListCommands", "", "Lists these actions.", &server::answer_list_commands},
      known_action{"Login", "", "Logs in.", &server::answer_login},
      known_action{"Logoff", "", "Logs off.", &server::answer_logoff},
      known_action{"Originate", "originate", "Makes a call.", &server::answer_originate},
      known_action{"Park", "call", "Parks a channel.", &server::answer_park},
      known_action{"ParkedCalls", "call", "Lists the parked calls.", &server::answer_parked_calls},
      known_action{"Parkinglots", "call", "Lists the parking lots.", &server::answer_parking_lots},
      known_action{"PJSIPShowEndpoints", "system", "Lists the endpoints.", &server::answer_pjsip_show_endpoints},
      known_action{"Ping", "", "Gives a sign of life.", &server::answer_ping},
      known_action{"QueueAdd", "agent", "Adds a member to a queue.", &server::answer_queue_add},
      known_action{"QueueMemberRingInUse", "agent", "Sets whether a busy member is rung.",
                   &server::answer_queue_ring_in_use},
      known_action{"QueuePause", "agent", "Pauses a member.", &server::answer_queue_pause},
      known_action{"QueuePenalty", "agent", "Sets the penalty of a member.", &server::answer_queue_penalty},
      known_action{"QueueReload", "", "Reads the configuration of queues.", &server::answer_queue_reload},
      known_action{"QueueRemove", "agent", "Removes a member from a queue.", &server::answer_queue_remove},
      known_action{"QueueReset", "", "Sets the figures of queues to 0.", &server::answer_queue_reset},
      known_action{"QueueStatus", "", "Lists queues, members and callers.", &server::answer_queue_status},
      known_action{"QueueSummary", "", "Lists the queues.", &server::answer_queue_summary},
      known_action{"Redirect", "call", "Sends a channel elsewhere.", &server::answer_redirect},
      known_action{"Setvar", "call", "Sets a variable.", &server::answer_setvar},
      known_action{"Status", "system,call,reporting", "Lists the channels in detail.", &server::answer_status},
      known_action{"UserEvent", "user", "Sends an event to all.", &server::answer_user_event},
  };
  return actions;
}

const server::known_action* server::find_action(std::string_view name) {
  for (const known_action& known : known_actions()) {
    if (wire::equal_ignoring_case(known.name(), name)) {
      return &known;
    }
  }
  return nullptr;
}

void server::respond(connection& to, const request& action, frame_text answer) {
  if (!action.action_id().empty()) {
    answer.second_header("ActionID", action.action_id());
  }
  to.reply(answer.str());
}

frame_text server::success(std::string_view message) {
  return frame_text::response("Success").header("Message", message);
}

frame_text server::error(std::string_view message) {
  return frame_text::response("Error").header("Message", message);
}

void server::respond_error(connection& to, const request& action, std::string_view message) {
  respond(to, action, error(message));
}

void server::respond_unknown(connection& to, const request& action) {
  respond_error(to, action,
                "Invalid/unknown command: " + action.name() + ". Use Action: ListCommands to show available commands.");
}

void server::respond_success(connection& to, const request& action, std::string_view message) {
  respond(to, action, success(message));
}

void server::handle(connection& from, received_message message) {
  const request action{std::move(message.lines()), ++received_requests_, from.id()};
  {
    const std::lock_guard lock{mutex_};
    requests_.push_back(action);
    if (requests_.size() > options_.keep_requests()) {
      requests_.pop_front();
    }
  }
  changed_.notify_all();

  if (message.found() == received_message::problem::line_too_long) {
    respond_error(from, action, "Failed to parse message: line too long");
    return;
  }
  if (message.found() == received_message::problem::too_many_lines) {
    respond_error(from, action, "Too many lines in message or allocation failure");
    return;
  }
  if (action.name().empty()) {
    respond_error(from, action, "Missing action in request");
    return;
  }
  if (shutting_down_) {
    respond_error(from, action, "Asterisk is shutting down");
    return;
  }
  const bool needs_login = !action.is("Login") && !action.is("Challenge") && !action.is("Logoff");
  const known_action* const known = find_action(action.name());
  if (needs_login && (!from.logged_in() || (known != nullptr && !known->is_allowed(from.write_classes())))) {
    respond_error(from, action, "Permission denied");
    return;
  }
  if (booting_ && known != nullptr && known->comes_with_module()) {
    respond_unknown(from, action);
    return;
  }
  std::string name = action.name();
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const auto found = handlers_.find(name);
  if (found == handlers_.end()) {
    answer_by_default(from, action);
    return;
  }
  // A copy, because the handler may replace itself.
  const auto function = found->second;
  try {
    (*function)(action, make_session(from, action.action_id()));
  } catch (const std::exception& failure) {
    respond_error(from, action, single_line(std::string{"Handler failed: "} + failure.what()));
  } catch (...) {
    respond_error(from, action, "Handler failed");
  }
}

void server::answer_by_default(connection& from, const request& action) {
  if (const known_action* const known = find_action(action.name())) {
    (this->*known->answer())(from, action);
  } else {
    respond_unknown(from, action);
  }
}

// ---- Login

const fake_user* server::find_user(std::string_view name) const {
  for (const fake_user& user : options_.users()) {
    if (wire::equal_ignoring_case(user.name(), name)) {
      return &user;
    }
  }
  return nullptr;
}

void server::log_in(connection& from, const std::string& user) {
  const fake_user* const known = find_user(user);
  ++logins_;
  from.log_in(user, known != nullptr ? known->read() : event_classes::all(),
              known != nullptr ? known->write() : event_classes::all(), event_classes::all());
}

void server::fail_login(connection& from, const request& action, std::string_view message) {
  ++failed_logins_;
  frame_text answer = frame_text::response("Error").header("Message", message);
  if (!action.action_id().empty()) {
    answer.second_header("ActionID", action.action_id());
  }
  from.reply_and_close_after(options_.login_failure_delay(), answer.str());
}

void server::answer_challenge(connection& from, const request& action) {
  if (!options_.challenge_login() || !wire::equal_ignoring_case(action["AuthType"], "MD5")) {
    respond_error(from, action, "Must specify AuthType");
    return;
  }
  if (from.challenge().empty()) {
    constexpr std::uint64_t below = 1000000000;
    from.challenge(std::to_string(random_() % below));
  }
  respond(from, action, frame_text::response("Success").header("Challenge", from.challenge()));
}

void server::answer_login(connection& from, const request& action) {
  if (from.logged_in()) {
    respond_success(from, action, "Already authenticated");
    return;
  }
  const fake_user anybody{std::string{action["Username"]}, {}};
  const fake_user* const known = find_user(action["Username"]);
  const fake_user* const user = known == nullptr && options_.any_login() ? &anybody : known;
  bool accepted = options_.any_login();
  if (accepted) {
    // Whatever the secret is.
  } else if (user != nullptr && wire::equal_ignoring_case(action["AuthType"], "MD5")) {
    accepted = options_.challenge_login() && !from.challenge().empty() &&
               action["Key"] == md5_hex(from.challenge() + user->secret());
  } else if (user != nullptr) {
    accepted = options_.plain_login() && action["Secret"] == user->secret();
  }
  if (!accepted) {
    fail_login(from, action, "Authentication failed");
    return;
  }
  if (!user->multiple_logins() && std::any_of(connections_.begin(), connections_.end(), [user](const auto& entry) {
        return entry.second->logged_in() && wire::equal_ignoring_case(entry.second->user(), user->name());
      })) {
    fail_login(from, action, "Login Already In Use");
    return;
  }
  const auto mask = action.get("Events");
  // Before the client can know.
  ++logins_;
  // The answer comes first: once the session counts as logged in, other threads may send it events.
  respond_success(from, action, "Authentication accepted");
  from.log_in(user->name(), user->read(), user->write(),
              mask && !mask->empty() ? event_classes::parse(*mask) : event_classes::all());
  // A recording has that event itself, if the recorded client could see it.
  if (options_.fully_booted() && !booting_ && !plan_) {
    const std::int64_t uptime = std::chrono::duration_cast<std::chrono::seconds>(now() - started_).count();
    const frame_text event = frame_text::event("FullyBooted")
                                 .header("Uptime", uptime)
                                 .header("LastReload", uptime)
                                 .header("Status", "Fully Booted");
    if (from.read_classes().contains(event.classes()) && from.mask().contains(event.classes())) {
      // Queued like the reply, so that it does not overtake that.
      from.reply(event.str());
    }
  }
}

void server::answer_logoff(connection& from, const request& action) {
  respond(from, action, frame_text::response("Goodbye").header("Message", "Thanks for all the fish."));
  from.close();
}

// ---- The manager itself

void server::answer_ping(connection& from, const request& action) {
  const auto now =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
  constexpr std::int64_t second = 1000000;
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%lld.%06lld", static_cast<long long>(now / second),
                static_cast<long long>(now % second));
  respond(from, action, frame_text::response("Success").header("Ping", "Pong").header("Timestamp", text.data()));
}

void server::answer_filter(connection& from, const request& action) {
  if (action["Operation"] != "Add") {
    respond_error(from, action, "Unknown operation");
    return;
  }
  std::string problem;
  auto filter = event_filter::parse(action["Filter"], action["MatchCriteria"], problem);
  if (!filter) {
    respond_error(from, action, problem);
    return;
  }
  from.add_filter(std::move(*filter));
  respond_success(from, action, "Success");
}

void server::answer_events(connection& from, const request& action) {
  const std::string_view mask = action["EventMask"];
  if (mask.empty()) {
    respond_error(from, action, "Invalid event mask");
    return;
  }
  from.mask(event_classes::parse(mask));
  respond(from, action, frame_text::response("Success").header("Events", from.mask().empty() ? "Off" : "On"));
}

void server::answer_list_commands(connection& from, const request& action) {
  frame_text answer = frame_text::response("Success");
  for (const known_action& known : known_actions()) {
    if (known.is_allowed(from.write_classes()) && !(booting_ && known.comes_with_module())) {
      const std::string classes = known.classes().empty() ? "<none>" : std::string{known.classes()} + ",all";
      answer.header(known.name(), std::string{known.synopsis()} + "  (Priv: " + classes + ")");
    }
  }
  respond(from, action, std::move(answer));
}

void server::answer_command(connection& from, const request& action) {
  const std::string_view command = action["Command"];
  if (command.empty()) {
    respond_error(from, action, "No command provided");
    return;
  }
  if (command.starts_with("module load") || command.starts_with("module unload") ||
      command.starts_with("restart gracefully")) {
    respond_error(from, action, "Command blacklisted");
    return;
  }
  std::string output;
  bool success = true;
  const auto found = commands_.find(command);
  if (found != commands_.end()) {
    output = found->second.first;
    success = found->second.second;
  } else if (command == "core show version") {
    output = "Asterisk 22.10.1 (simulated)";
  } else if (command == "core show uptime") {
    const auto uptime = std::chrono::duration_cast<std::chrono::seconds>(now() - started_).count();
    output =
        "System uptime: " + std::to_string(uptime) + " seconds\nLast reload: " + std::to_string(uptime) + " seconds";
  } else if (command == "core show channels count") {
    const simulated_pbx& telephones = pbx();
    output = std::to_string(telephones.channels().size()) + " active channels\n" +
             std::to_string(telephones.active_calls()) + " active calls\n" +
             std::to_string(telephones.started_calls()) + " calls processed";
  } else {
    const std::string text{command};
    output = "No such command '" + text + "' (type 'core show help " + text + "' for other possible commands)";
    success = false;
  }
  if (options_.old_command_form()) {
    std::string text = "Response: Follows\r\nPrivilege: Command\r\n";
    if (!action.action_id().empty()) {
      text += "ActionID: " + action.action_id() + "\r\n";
    }
    text += output;
    if (!output.empty() && !output.ends_with('\n')) {
      text += '\n';
    }
    from.reply(text + "--END COMMAND--\r\n\r\n");
    return;
  }
  frame_text answer = frame_text::response(success ? "Success" : "Error").header("Message", "Command output follows");
  for (std::string_view rest = output; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    answer.header("Output", line);
  }
  respond(from, action, std::move(answer));
}

void server::answer_core_settings(connection& from, const request& action) {
  const std::string greeting = options_.greeting();
  respond(from, action,
          frame_text::response("Success")
              .header("AMIversion", greeting.substr(std::min(greeting.size(), greeting.find('/') + 1)))
              .header("AsteriskVersion", "22.10.1")
              .header("SystemName", "")
              .header("CoreMaxCalls", 0)
              .header("CoreMaxLoadAvg", "0.000000")
              .header("CoreRunUser", "")
              .header("CoreRunGroup", "")
              .header("CoreMaxFilehandles", 0)
              .header("CoreRealTimeEnabled", "No")
              .header("CoreCDRenabled", "No")
              .header("CoreHTTPenabled", "No")
              .header("SoundsSearchCustomDir", "No"));
}

void server::answer_core_status(connection& from, const request& action) {
  const simulated_pbx& telephones = pbx();
  const std::string date = local_time(started_at_, "%Y-%m-%d");
  const std::string time = local_time(started_at_, "%H:%M:%S");
  respond(from, action,
          frame_text::response("Success")
              .header("CoreStartupDate", date)
              .header("CoreStartupTime", time)
              .header("CoreReloadDate", date)
              .header("CoreReloadTime", time)
              .header("CoreCurrentCalls", static_cast<std::int64_t>(telephones.active_calls()))
              .header("CoreProcessedCalls", static_cast<std::int64_t>(telephones.started_calls())));
}

void server::answer_user_event(connection& from, const request& action) {
  frame_text event = frame_text::event("UserEvent").header("UserEvent", action["UserEvent"]);
  const auto begins_with = [](std::string_view line, std::string_view key) {
    return wire::equal_ignoring_case(line.substr(0, key.size()), key);
  };
  for (const std::string& line : action.lines()) {
    // All other lines are copied into the event unchanged.
    if (!begins_with(line, "Action:") && !begins_with(line, "UserEvent:")) {
      event.line(line);
    }
  }
  respond_success(from, action, "Event Sent");
  broadcast(event);
}

// ---- Variables

void server::answer_getvar(connection& from, const request& action) {
  const std::string_view name = action["Variable"];
  const std::string_view channel = action["Channel"];
  if (name.empty()) {
    respond_error(from, action, "No variable specified");
    return;
  }
  const auto value = channel.empty() ? variable(name).value_or(std::string{}) : pbx().variable(channel, name);
  if (!value) {
    respond_error(from, action, "No such channel");
    return;
  }
  respond(from, action, frame_text::response("Success").header("Variable", name).header("Value", *value));
}

void server::answer_setvar(connection& from, const request& action) {
  const std::string name{action["Variable"]};
  const std::string value{action["Value"]};
  const std::string_view channel = action["Channel"];
  if (name.empty()) {
    respond_error(from, action, "No variable specified");
  } else if (channel.empty()) {
    set_variable(name, value);
    respond_success(from, action, "Variable Set");
    broadcast(frame_text::event("VarSet")
                  .header("Channel", "none")
                  .header("Uniqueid", "none")
                  .header("Variable", name)
                  .header("Value", escape_c(value)));
  } else if (!pbx().has_channel(channel)) {
    respond_error(from, action, "No such channel");
  } else {
    respond_success(from, action, "Variable Set");
    pbx().set_variable(channel, name, value);
  }
}

// ---- Calls

void server::answer_originate(connection& from, const request& action) {
  if (const std::string_view problem = originate_problem(action); !problem.empty()) {
    respond_error(from, action, problem);
    return;
  }
  const pbx_call call = make_call(action);
  if (is_true(action["Async"])) {
    respond_success(from, action, "Originate successfully queued");
    pbx().originate(call,
                    [this, action](const pbx_call_result& result) { broadcast(originate_response(action, result)); });
    return;
  }
  from.block();
  pbx().originate(call, [this, action, id = from.id()](const pbx_call_result& result) {
    if (const auto caller = find(id)) {
      if (result.answered()) {
        respond_success(*caller, action, "Originate successfully queued");
      } else {
        respond_error(*caller, action, "Originate failed");
      }
      // Posted, because a handler that is released here may use the PBX, which is in the middle of a call.
      post([this, id] {
        if (const auto waiting = find(id)) {
          waiting->unblock();
        }
      });
    }
  });
}

void server::answer_hangup(connection& from, const request& action) {
  const std::string_view channel = action["Channel"];
  constexpr std::int64_t largest_cause = 127;
  const std::int64_t wanted = number(action["Cause"]).value_or(0);
  const int cause = wanted > 0 && wanted <= largest_cause ? static_cast<int>(wanted) : 0;
  if (channel.empty()) {
    respond_error(from, action, "No channel specified");
    return;
  }
  if (!channel.starts_with('/')) {
    if (!pbx().has_channel(channel)) {
      respond_error(from, action, "No such channel");
      return;
    }
    respond_success(from, action, "Channel Hungup");
    pbx().hang_up(channel, cause);
    return;
  }
  if (channel.size() < 2 || !channel.ends_with('/')) {
    respond_error(from, action, "Regex format invalid, Channel param should be /regex/");
    return;
  }
  const pattern wanted_names{std::string{channel.substr(1, channel.size() - 2)}};
  if (!wanted_names.is_good()) {
    respond_error(from, action, "Regex compile failed on: " + std::string{channel});
    return;
  }
  std::vector<std::string> matching = pbx().channels();
  std::erase_if(matching, [&](const std::string& name) { return !wanted_names.matches(name); });
  list_text list{"ChannelsHungupListComplete"};
  list.message("Channels hung up will follow");
  for (const std::string& name : matching) {
    list.item(frame_text::item("ChannelHungup").header("Channel", name));
  }
  from.reply(list.str(action.action_id()));
  for (const std::string& name : matching) {
    pbx().hang_up(name, cause);
  }
}

void server::answer_redirect(connection& from, const request& action) {
  const std::string_view channel = action["Channel"];
  const std::string_view extra = action["ExtraChannel"];
  const auto or_else = [](std::string_view first, std::string_view second) { return first.empty() ? second : first; };
  const auto priority = action["Priority"].empty() ? std::optional<std::int64_t>{1} : number(action["Priority"]);
  if (channel.empty()) {
    respond_error(from, action, "Channel not specified");
  } else if (!priority) {
    respond_error(from, action, "Invalid priority");
  } else if (!pbx().has_channel(channel)) {
    respond_error(from, action, "Channel does not exist: " + std::string{channel});
  } else if (!extra.empty() && !pbx().has_channel(extra)) {
    respond_error(from, action, "ExtraChannel does not exist: " + std::string{extra});
  } else {
    respond_success(from, action, extra.empty() ? "Redirect successful" : "Dual Redirect successful");
    pbx().redirect(channel, action["Context"], action["Exten"], *priority);
    if (!extra.empty()) {
      pbx().redirect(extra, or_else(action["ExtraContext"], action["Context"]),
                     or_else(action["ExtraExten"], action["Exten"]),
                     number(action["ExtraPriority"]).value_or(*priority));
    }
  }
}

void server::answer_status(connection& from, const request& action) {
  const std::string_view channel = action["Channel"];
  if (!channel.empty() && !pbx().has_channel(channel)) {
    respond_error(from, action, "No such channel");
    return;
  }
  const std::string_view variables = is_true(action["AllVariables"]) ? std::string_view{"*"} : action["Variables"];
  from.reply(pbx().status(channel, variables).str(action.action_id()));
}

void server::answer_core_show_channels(connection& from, const request& action) {
  from.reply(pbx().core_show_channels().str(action.action_id()));
}

void server::answer_queue_status(connection& from, const request& action) {
  from.reply(pbx().queue_status(action["Queue"], action["Member"]).str(action.action_id()));
}

}  // namespace ami::testing::detail
