// Actions on bridges.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/action.hpp>
#include <ami/config.hpp>
#include <ami/events/bridge.hpp>
#include <ami/list_reply.hpp>
#include <ami/reply.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace ami::replies {

/// The reply to the action BridgeInfo.
using bridge_info = list_reply<ami::events::bridge_info_complete, ami::events::bridge_info_channel>;

/// The reply to the action BridgeList.
using bridge_list = list_reply<ami::events::bridge_list_complete, ami::events::bridge_list_item>;

/// The reply to the action BridgeTechnologyList.
using bridge_technology_list =
    list_reply<ami::events::bridge_technology_list_complete, ami::events::bridge_technology_list_item>;

}  // namespace ami::replies

namespace ami::actions {

/// Which of two channels hears a tone.
enum class bridge_tone { no, channel1, channel2, both };

/// The header's text.
AMI_DECL std::string_view to_string(bridge_tone value) noexcept;

/// Connects two channels. Action `Bridge`, needs class call. Not safe to repeat.
class bridge : public basic_action<bridge> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel1 `Channel1`: name of the one channel
  /// @param channel2 `Channel2`: name of the other channel
  bridge(std::string channel1, std::string channel2) : basic_action{"Bridge"} {
    put("Channel1", std::move(channel1));
    put("Channel2", std::move(channel2));
  }

  /// `Tone`: who hears a tone.
  bridge& tone(actions::bridge_tone value) & { return put("Tone", std::string{to_string(value)}); }
  bridge&& tone(actions::bridge_tone value) && { return std::move(tone(value)); }
};

/// Ends a bridge: its channels leave it. Action `BridgeDestroy`. Not safe to repeat.
class bridge_destroy : public basic_action<bridge_destroy> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param bridge_uniqueid `BridgeUniqueid`: unique id of the bridge
  explicit bridge_destroy(std::string bridge_uniqueid) : basic_action{"BridgeDestroy"} {
    put("BridgeUniqueid", std::move(bridge_uniqueid));
  }
};

/// Lists the channels of a bridge. Action `BridgeInfo`. The reply is a list of `BridgeInfoChannel`. Safe to repeat:
/// it only reads.
class bridge_info : public basic_action<bridge_info> {
public:
  using reply_type = replies::bridge_info;
  static constexpr repeat repeat_safety = repeat::read;

  /// @param bridge_uniqueid `BridgeUniqueid`: unique id of the bridge
  explicit bridge_info(std::string bridge_uniqueid) : basic_action{"BridgeInfo"} {
    put("BridgeUniqueid", std::move(bridge_uniqueid));
  }
};

/// Takes a channel out of a bridge. Action `BridgeKick`. Not safe to repeat.
class bridge_kick : public basic_action<bridge_kick> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: the channel's name
  explicit bridge_kick(std::string channel) : basic_action{"BridgeKick"} { put("Channel", std::move(channel)); }

  /// `BridgeUniqueid`: the bridge; without it whichever the channel is in.
  bridge_kick& bridge_uniqueid(std::string value) & { return put("BridgeUniqueid", std::move(value)); }
  bridge_kick&& bridge_uniqueid(std::string value) && { return std::move(put("BridgeUniqueid", std::move(value))); }
};

/// Lists the bridges. Action `BridgeList`. The reply is a list of `BridgeListItem`. Safe to repeat: it only reads.
class bridge_list : public basic_action<bridge_list> {
public:
  using reply_type = replies::bridge_list;
  static constexpr repeat repeat_safety = repeat::read;

  bridge_list() : basic_action{"BridgeList"} {}

  /// `BridgeType`: only bridges of this kind.
  bridge_list& bridge_type(std::string value) & { return put("BridgeType", std::move(value)); }
  bridge_list&& bridge_type(std::string value) && { return std::move(put("BridgeType", std::move(value))); }
};

/// Lists the bridge technologies. Action `BridgeTechnologyList`. The reply is a list of `BridgeTechnologyListItem`.
/// Safe to repeat: it only reads.
class bridge_technology_list : public basic_action<bridge_technology_list> {
public:
  using reply_type = replies::bridge_technology_list;
  static constexpr repeat repeat_safety = repeat::read;

  bridge_technology_list() : basic_action{"BridgeTechnologyList"} {}
};

/// Takes a bridge technology out of use. Action `BridgeTechnologySuspend`. Safe to repeat.
class bridge_technology_suspend : public basic_action<bridge_technology_suspend> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param bridge_technology `BridgeTechnology`: name of the technology
  explicit bridge_technology_suspend(std::string bridge_technology) : basic_action{"BridgeTechnologySuspend"} {
    put("BridgeTechnology", std::move(bridge_technology));
  }
};

/// Puts a bridge technology into use again. Action `BridgeTechnologyUnsuspend`. Safe to repeat.
class bridge_technology_unsuspend : public basic_action<bridge_technology_unsuspend> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param bridge_technology `BridgeTechnology`: name of the technology
  explicit bridge_technology_unsuspend(std::string bridge_technology) : basic_action{"BridgeTechnologyUnsuspend"} {
    put("BridgeTechnology", std::move(bridge_technology));
  }
};

}  // namespace ami::actions
