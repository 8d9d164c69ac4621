// Actions that record and mute.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/action.hpp>
#include <ami/config.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace ami::actions {

/// Which direction of a channel is muted.
enum class audio_direction { in, out, all };

/// The header's text.
AMI_DECL std::string_view to_string(audio_direction value) noexcept;

/// Which direction of a recording is muted.
enum class recording_direction { read, write, both };

/// The header's text.
AMI_DECL std::string_view to_string(recording_direction value) noexcept;

/// Changes the file of a recording of the action Monitor. Up to Asterisk 20. Action `ChangeMonitor`, needs class
/// call. Safe to repeat.
class change_monitor : public basic_action<change_monitor> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param channel `Channel`: the channel's name
  /// @param file `File`: the file
  change_monitor(std::string channel, std::string file) : basic_action{"ChangeMonitor"} {
    put("Channel", std::move(channel));
    put("File", std::move(file));
  }
};

/// Begins to record a channel, both directions mixed. Action `MixMonitor`, needs class system. Not safe to repeat.
class mix_monitor : public basic_action<mix_monitor> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: the channel's name
  explicit mix_monitor(std::string channel) : basic_action{"MixMonitor"} { put("Channel", std::move(channel)); }

  /// `File`: the file.
  mix_monitor& file(std::string value) & { return put("File", std::move(value)); }
  mix_monitor&& file(std::string value) && { return std::move(put("File", std::move(value))); }
  /// `Options`: options of the application MixMonitor.
  mix_monitor& options(std::string value) & { return put("Options", std::move(value)); }
  mix_monitor&& options(std::string value) && { return std::move(put("Options", std::move(value))); }
  /// `Command`: command to run when the recording ends.
  mix_monitor& command(std::string value) & { return put("Command", std::move(value)); }
  mix_monitor&& command(std::string value) && { return std::move(put("Command", std::move(value))); }
};

/// Mutes a recording of MixMonitor. Action `MixMonitorMute`, needs class system or call. Safe to repeat.
class mix_monitor_mute : public basic_action<mix_monitor_mute> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param channel `Channel`: the channel's name
  explicit mix_monitor_mute(std::string channel) : basic_action{"MixMonitorMute"} {
    put("Channel", std::move(channel));
  }

  /// `Direction`: the direction to mute.
  mix_monitor_mute& direction(actions::recording_direction value) & {
    return put("Direction", std::string{to_string(value)});
  }
  mix_monitor_mute&& direction(actions::recording_direction value) && { return std::move(direction(value)); }
  /// `State`: whether it is muted.
  mix_monitor_mute& state(bool value = true) & { return put("State", value ? "1" : "0"); }
  mix_monitor_mute&& state(bool value = true) && { return std::move(state(value)); }
  template <class Text>
  void state(Text*) = delete;  // "no" would be true
};

/// Begins to record a channel, one file for each direction. Up to Asterisk 20. Action `Monitor`, needs class call.
/// Not safe to repeat.
class monitor : public basic_action<monitor> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: the channel's name
  explicit monitor(std::string channel) : basic_action{"Monitor"} { put("Channel", std::move(channel)); }

  /// `File`: the file.
  monitor& file(std::string value) & { return put("File", std::move(value)); }
  monitor&& file(std::string value) && { return std::move(put("File", std::move(value))); }
  /// `Format`: format of the files.
  monitor& format(std::string value) & { return put("Format", std::move(value)); }
  monitor&& format(std::string value) && { return std::move(put("Format", std::move(value))); }
  /// `Mix`: mix both files when the recording ends.
  monitor& mix(bool value = true) & { return put("Mix", value ? "1" : "0"); }
  monitor&& mix(bool value = true) && { return std::move(mix(value)); }
  template <class Text>
  void mix(Text*) = delete;  // "no" would be true
};

/// Mutes a channel. Action `MuteAudio`, needs class system. Safe to repeat.
class mute_audio : public basic_action<mute_audio> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param channel `Channel`: the channel's name
  /// @param direction `Direction`: the direction to mute
  /// @param state `State`: whether it is muted
  mute_audio(std::string channel, actions::audio_direction direction, bool state) : basic_action{"MuteAudio"} {
    put("Channel", std::move(channel));
    put("Direction", std::string{to_string(direction)});
    put("State", state ? "on" : "off");
  }
  template <class Text>
  mute_audio(std::string, actions::audio_direction, Text*) = delete;  // "no" would be true
};

/// Pauses a recording of the action Monitor. Up to Asterisk 20. Action `PauseMonitor`, needs class call. Safe to
/// repeat.
class pause_monitor : public basic_action<pause_monitor> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param channel `Channel`: the channel's name
  explicit pause_monitor(std::string channel) : basic_action{"PauseMonitor"} { put("Channel", std::move(channel)); }
};

/// Ends a recording of MixMonitor. Action `StopMixMonitor`, needs class system or call. Not safe to repeat.
class stop_mix_monitor : public basic_action<stop_mix_monitor> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: the channel's name
  explicit stop_mix_monitor(std::string channel) : basic_action{"StopMixMonitor"} {
    put("Channel", std::move(channel));
  }

  /// `MixMonitorID`: id of the recording, when the channel has several.
  stop_mix_monitor& mix_monitor_id(std::string value) & { return put("MixMonitorID", std::move(value)); }
  stop_mix_monitor&& mix_monitor_id(std::string value) && { return std::move(put("MixMonitorID", std::move(value))); }
};

/// Ends a recording of the action Monitor. Up to Asterisk 20. Action `StopMonitor`, needs class call. Not safe to
/// repeat.
class stop_monitor : public basic_action<stop_monitor> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: the channel's name
  explicit stop_monitor(std::string channel) : basic_action{"StopMonitor"} { put("Channel", std::move(channel)); }
};

/// Goes on with a recording of the action Monitor. Up to Asterisk 20. Action `UnpauseMonitor`, needs class call. Safe
/// to repeat.
class unpause_monitor : public basic_action<unpause_monitor> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param channel `Channel`: the channel's name
  explicit unpause_monitor(std::string channel) : basic_action{"UnpauseMonitor"} { put("Channel", std::move(channel)); }
};

}  // namespace ami::actions
