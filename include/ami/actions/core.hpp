// Actions of the manager itself.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/action.hpp>
#include <ami/config.hpp>
#include <ami/event_view.hpp>
#include <ami/reply.hpp>
#include <ami/values.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::replies {

/// The reply to asking for a challenge.
class AMI_DECL challenge : public reply {
public:
  challenge() noexcept {}
  explicit challenge(reply base) noexcept : reply{std::move(base)} {}

  /// `Challenge`: the challenge.
  std::string_view challenge_() const& noexcept { return text("Challenge"); }
  std::string_view challenge_() const&& = delete;
};

/// The reply to a command of the command line.
class AMI_DECL command : public reply {
public:
  command() noexcept {}
  explicit command(reply base) noexcept : reply{std::move(base)} {}
};

/// Settings of the server.
class AMI_DECL core_settings : public reply {
public:
  core_settings() noexcept {}
  explicit core_settings(reply base) noexcept : reply{std::move(base)} {}

  /// `AMIversion`: version of the manager interface.
  std::string_view ami_version() const& noexcept { return text("AMIversion"); }
  std::string_view ami_version() const&& = delete;
  /// `AsteriskVersion`: version of Asterisk.
  std::string_view asterisk_version() const& noexcept { return text("AsteriskVersion"); }
  std::string_view asterisk_version() const&& = delete;
  /// `SystemName`: name of the system in asterisk.conf.
  std::string_view system_name() const& noexcept { return text("SystemName"); }
  std::string_view system_name() const&& = delete;
  /// `CoreMaxCalls`: most calls at a time, 0 for any number.
  std::optional<std::int64_t> core_max_calls() const noexcept { return integer("CoreMaxCalls"); }
  /// `CoreMaxLoadAvg`: most load, 0 for any.
  std::optional<double> core_max_load_avg() const noexcept { return parse_real(text("CoreMaxLoadAvg")); }
  /// `CoreRunUser`: user that it runs as.
  std::string_view core_run_user() const& noexcept { return text("CoreRunUser"); }
  std::string_view core_run_user() const&& = delete;
  /// `CoreRunGroup`: group that it runs as.
  std::string_view core_run_group() const& noexcept { return text("CoreRunGroup"); }
  std::string_view core_run_group() const&& = delete;
  /// `CoreMaxFilehandles`: most open files, 0 for the system's own limit.
  std::optional<std::int64_t> core_max_filehandles() const noexcept { return integer("CoreMaxFilehandles"); }
  /// `CoreRealTimeEnabled`: whether realtime configuration is on.
  std::optional<bool> core_real_time_enabled() const noexcept { return parse_boolean(text("CoreRealTimeEnabled")); }
  /// `CoreCDRenabled`: whether call detail records are on.
  std::optional<bool> core_cdr_enabled() const noexcept { return parse_boolean(text("CoreCDRenabled")); }
  /// `CoreHTTPenabled`: whether its web server is on.
  std::optional<bool> core_http_enabled() const noexcept { return parse_boolean(text("CoreHTTPenabled")); }
  /// `SoundsSearchCustomDir`: whether sounds are looked for in the custom folder.
  std::optional<bool> sounds_search_custom_dir() const noexcept { return parse_boolean(text("SoundsSearchCustomDir")); }
};

/// How long the server runs and how many calls it has.
class AMI_DECL core_status : public reply {
public:
  core_status() noexcept {}
  explicit core_status(reply base) noexcept : reply{std::move(base)} {}

  /// `CoreStartupDate`: date of the start, in the server's time zone.
  std::string_view core_startup_date() const& noexcept { return text("CoreStartupDate"); }
  std::string_view core_startup_date() const&& = delete;
  /// `CoreStartupTime`: time of the start, in the server's time zone.
  std::string_view core_startup_time() const& noexcept { return text("CoreStartupTime"); }
  std::string_view core_startup_time() const&& = delete;
  /// `CoreReloadDate`: date of the last reload, in the server's time zone.
  std::string_view core_reload_date() const& noexcept { return text("CoreReloadDate"); }
  std::string_view core_reload_date() const&& = delete;
  /// `CoreReloadTime`: time of the last reload, in the server's time zone.
  std::string_view core_reload_time() const& noexcept { return text("CoreReloadTime"); }
  std::string_view core_reload_time() const&& = delete;
  /// `CoreCurrentCalls`: calls now.
  std::optional<std::int64_t> core_current_calls() const noexcept { return integer("CoreCurrentCalls"); }
  /// `CoreProcessedCalls`: calls since the start.
  std::optional<std::int64_t> core_processed_calls() const noexcept { return integer("CoreProcessedCalls"); }
  /// `CoreStartupDate` and `CoreStartupTime`: when it was started, in the server's time zone.
  std::optional<std::chrono::local_seconds> core_startup() const noexcept {
    return parse_local_time((*this)["CoreStartupDate"], (*this)["CoreStartupTime"]);
  }
  /// `CoreReloadDate` and `CoreReloadTime`: when it was last reloaded, in the server's time zone.
  std::optional<std::chrono::local_seconds> core_reload() const noexcept {
    return parse_local_time((*this)["CoreReloadDate"], (*this)["CoreReloadTime"]);
  }
};

/// The reply to setting the event mask.
class AMI_DECL events : public reply {
public:
  events() noexcept {}
  explicit events(reply base) noexcept : reply{std::move(base)} {}

  /// True for `Events: On`. A mask of unknown words only is answered with Off, not with an error.
  bool on() const noexcept;
};

/// The actions that this user may send.
class AMI_DECL list_commands : public reply {
public:
  list_commands() noexcept {}
  explicit list_commands(reply base) noexcept : reply{std::move(base)} {}

  /// The name of each command, and its description with the classes that permit it.
  std::vector<std::pair<std::string, std::string>> commands() const;
};

/// The reply to a ping.
class AMI_DECL ping : public reply {
public:
  ping() noexcept {}
  explicit ping(reply base) noexcept : reply{std::move(base)} {}

  /// `Ping`: always "Pong".
  std::string_view ping_() const& noexcept { return text("Ping"); }
  std::string_view ping_() const&& = delete;
  /// `Timestamp`: the server's clock, seconds since 1970 with a fraction, as received.
  std::string_view timestamp() const& noexcept { return text("Timestamp"); }
  std::string_view timestamp() const&& = delete;
  /// `Timestamp`: the server's clock.
  std::optional<std::chrono::sys_time<std::chrono::microseconds>> time() const noexcept {
    return parse_epoch_fraction((*this)["Timestamp"]);
  }
};

}  // namespace ami::replies

namespace ami::actions {

/// Asks for a challenge, to log in with MD5. The manager logs in by itself. Action `Challenge`. Not safe to repeat.
class challenge : public basic_action<challenge> {
public:
  using reply_type = replies::challenge;
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param auth_type `AuthType`: kind of authentication: MD5 or plain
  explicit challenge(std::string auth_type = "MD5") : basic_action{"Challenge"} {
    put("AuthType", std::move(auth_type));
  }
};

/// Runs a command of Asterisk's command line. Action `Command`, needs class command. Not safe to repeat.
class command : public basic_action<command> {
public:
  using reply_type = replies::command;
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param value `Command`: for example "core show channels"
  explicit command(std::string value) : basic_action{"Command"} { put("Command", std::move(value)); }
};

/// Asks for settings of the server. Action `CoreSettings`, needs class system or reporting. Safe to repeat: it only
/// reads.
class core_settings : public basic_action<core_settings> {
public:
  using reply_type = replies::core_settings;
  static constexpr repeat repeat_safety = repeat::read;

  core_settings() : basic_action{"CoreSettings"} {}
};

/// Asks how long the server runs and how many calls it has. Action `CoreStatus`, needs class system or reporting.
/// Safe to repeat: it only reads.
class core_status : public basic_action<core_status> {
public:
  using reply_type = replies::core_status;
  static constexpr repeat repeat_safety = repeat::read;

  core_status() : basic_action{"CoreStatus"} {}
};

/// Chooses which classes of events this connection receives. Action `Events`. Safe to repeat.
class events : public basic_action<events> {
public:
  using reply_type = replies::events;
  static constexpr repeat repeat_safety = repeat::set;

  /// @param event_mask `EventMask`: "on", "off", or classes separated by commas, without spaces: "call,system"
  explicit events(std::string event_mask) : basic_action{"Events"} { put("EventMask", std::move(event_mask)); }
};

/// Adds a filter of events to this session. There is no way to remove it. Action `Filter`, needs class system. Not
/// safe to repeat.
class filter : public basic_action<filter> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param value `Filter`: regular expression on whole events; with `!` in front those that match are dropped
  explicit filter(std::string value) : basic_action{"Filter"} {
    put("Operation", "Add");
    put("Filter", std::move(value));
  }

  /// `MatchCriteria`: the part of an event that the filter is compared with, for example
  /// "action(include),name(Newchannel)"; since Asterisk 18.
  filter& match_criteria(std::string value) & { return put("MatchCriteria", std::move(value)); }
  filter&& match_criteria(std::string value) && { return std::move(put("MatchCriteria", std::move(value))); }
};

/// Lists the actions that this user may send. Action `ListCommands`. Safe to repeat: it only reads.
class list_commands : public basic_action<list_commands> {
public:
  using reply_type = replies::list_commands;
  static constexpr repeat repeat_safety = repeat::read;

  list_commands() : basic_action{"ListCommands"} {}
};

/// Logs in. The manager does it by itself. Action `Login`. Not safe to repeat.
class login : public basic_action<login> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param username `Username`: name of the user
  /// @param secret `Secret`: the password
  login(std::string username, std::string secret) : basic_action{"Login"} {
    put("Username", std::move(username));
    put("Secret", std::move(secret));
  }

  /// `AuthType`: kind of authentication: MD5 or plain.
  login& auth_type(std::string value) & { return put("AuthType", std::move(value)); }
  login&& auth_type(std::string value) && { return std::move(put("AuthType", std::move(value))); }
  /// `Key`: for MD5: lower case hex of MD5 of the challenge and the password.
  login& key(std::string value) & { return put("Key", std::move(value)); }
  login&& key(std::string value) && { return std::move(put("Key", std::move(value))); }
  /// `Events`: "on", "off", or classes separated by commas, without spaces.
  login& events(std::string value) & { return put("Events", std::move(value)); }
  login&& events(std::string value) && { return std::move(put("Events", std::move(value))); }
};

/// Ends the session: the server answers and closes. Prefer `manager::disconnect()`, which waits for the replies that
/// are due. Action `Logoff`. Safe to repeat.
class logoff : public basic_action<logoff> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  logoff() : basic_action{"Logoff"} {}
};

/// Asks for a sign of life. Action `Ping`. Safe to repeat: it only reads.
class ping : public basic_action<ping> {
public:
  using reply_type = replies::ping;
  static constexpr repeat repeat_safety = repeat::read;

  ping() : basic_action{"Ping"} {}
};

/// Makes an event of type UserEvent that every client sees. Further headers, by header(), are copied into the event.
/// Action `UserEvent`, needs class user. Not safe to repeat.
class user_event : public basic_action<user_event> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param value `UserEvent`: the value of the header `UserEvent`
  explicit user_event(std::string value) : basic_action{"UserEvent"} { put("UserEvent", std::move(value)); }
};

/// Holds this session up until an event comes. Of no use on a connection like this one: events come by themselves.
/// Action `WaitEvent`. Not safe to repeat.
class wait_event : public basic_action<wait_event> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param timeout `Timeout`: how long to wait at most
  explicit wait_event(std::chrono::seconds timeout) : basic_action{"WaitEvent"} {
    put("Timeout", std::to_string(timeout.count()));
  }
};

}  // namespace ami::actions
