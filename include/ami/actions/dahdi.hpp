// Actions on DAHDI channels and spans.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/action.hpp>
#include <ami/config.hpp>
#include <ami/events/dahdi.hpp>
#include <ami/list_reply.hpp>
#include <ami/reply.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace ami::replies {

/// The reply to the action DAHDIShowChannels.
using dahdi_show_channels = list_reply<ami::events::dahdi_show_channels_complete, ami::events::dahdi_show_channels>;

/// The reply to the action DAHDIShowStatus.
using dahdi_show_status = list_reply<ami::events::dahdi_show_status_complete, ami::events::dahdi_show_status>;

/// The reply to the action PRIShowSpans.
using pri_show_spans = list_reply<ami::events::pri_show_spans_complete, ami::events::pri_show_spans>;

}  // namespace ami::replies

namespace ami::actions {

/// How much debug output a span makes.
enum class pri_debug_level { off, on, hex, intense };

/// The header's text.
AMI_DECL std::string_view to_string(pri_debug_level value) noexcept;

/// Dials on a DAHDI channel that is off hook. Action `DAHDIDialOffhook`. Not safe to repeat.
class dahdi_dial_offhook : public basic_action<dahdi_dial_offhook> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param dahdi_channel `DAHDIChannel`: number of the DAHDI channel
  /// @param number `Number`: number to dial
  dahdi_dial_offhook(std::string dahdi_channel, std::string number) : basic_action{"DAHDIDialOffhook"} {
    put("DAHDIChannel", std::move(dahdi_channel));
    put("Number", std::move(number));
  }
};

/// Switches do-not-disturb of a DAHDI channel off. Action `DAHDIDNDoff`. Safe to repeat.
class dahdi_dnd_off : public basic_action<dahdi_dnd_off> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param dahdi_channel `DAHDIChannel`: number of the DAHDI channel
  explicit dahdi_dnd_off(std::string dahdi_channel) : basic_action{"DAHDIDNDoff"} {
    put("DAHDIChannel", std::move(dahdi_channel));
  }
};

/// Switches do-not-disturb of a DAHDI channel on. Action `DAHDIDNDon`. Safe to repeat.
class dahdi_dnd_on : public basic_action<dahdi_dnd_on> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param dahdi_channel `DAHDIChannel`: number of the DAHDI channel
  explicit dahdi_dnd_on(std::string dahdi_channel) : basic_action{"DAHDIDNDon"} {
    put("DAHDIChannel", std::move(dahdi_channel));
  }
};

/// Hangs a DAHDI channel up. Action `DAHDIHangup`. Not safe to repeat.
class dahdi_hangup : public basic_action<dahdi_hangup> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param dahdi_channel `DAHDIChannel`: number of the DAHDI channel
  explicit dahdi_hangup(std::string dahdi_channel) : basic_action{"DAHDIHangup"} {
    put("DAHDIChannel", std::move(dahdi_channel));
  }
};

/// Restarts chan_dahdi: its calls end. A failure ends this session. Action `DAHDIRestart`. Not safe to repeat.
class dahdi_restart : public basic_action<dahdi_restart> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  dahdi_restart() : basic_action{"DAHDIRestart"} {}
};

/// Lists the DAHDI channels. Action `DAHDIShowChannels`. The reply is a list of `DAHDIShowChannels`. Safe to repeat:
/// it only reads.
class dahdi_show_channels : public basic_action<dahdi_show_channels> {
public:
  using reply_type = replies::dahdi_show_channels;
  static constexpr repeat repeat_safety = repeat::read;

  dahdi_show_channels() : basic_action{"DAHDIShowChannels"} {}

  /// `DAHDIChannel`: only this DAHDI channel.
  dahdi_show_channels& dahdi_channel(std::string value) & { return put("DAHDIChannel", std::move(value)); }
  dahdi_show_channels&& dahdi_channel(std::string value) && { return std::move(put("DAHDIChannel", std::move(value))); }
};

/// Lists the DAHDI spans. Asterisk 18 and later. Action `DAHDIShowStatus`. The reply is a list of `DAHDIShowStatus`.
/// Safe to repeat: it only reads.
class dahdi_show_status : public basic_action<dahdi_show_status> {
public:
  using reply_type = replies::dahdi_show_status;
  static constexpr repeat repeat_safety = repeat::read;

  dahdi_show_status() : basic_action{"DAHDIShowStatus"} {}
};

/// Transfers a DAHDI channel, by a hook flash. Action `DAHDITransfer`. Not safe to repeat.
class dahdi_transfer : public basic_action<dahdi_transfer> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param dahdi_channel `DAHDIChannel`: number of the DAHDI channel
  explicit dahdi_transfer(std::string dahdi_channel) : basic_action{"DAHDITransfer"} {
    put("DAHDIChannel", std::move(dahdi_channel));
  }
};

/// Chooses the file for debug output of PRI. Action `PRIDebugFileSet`, needs class system. Safe to repeat.
class pri_debug_file_set : public basic_action<pri_debug_file_set> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param file `File`: the file
  explicit pri_debug_file_set(std::string file) : basic_action{"PRIDebugFileSet"} { put("File", std::move(file)); }
};

/// Ends debug output of PRI to a file. Action `PRIDebugFileUnset`. Safe to repeat.
class pri_debug_file_unset : public basic_action<pri_debug_file_unset> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  pri_debug_file_unset() : basic_action{"PRIDebugFileUnset"} {}
};

/// Chooses how much debug output a PRI span makes. Action `PRIDebugSet`. Safe to repeat.
class pri_debug_set : public basic_action<pri_debug_set> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param span `Span`: number of the span
  /// @param level `Level`: how much
  pri_debug_set(std::string span, actions::pri_debug_level level) : basic_action{"PRIDebugSet"} {
    put("Span", std::move(span));
    put("Level", std::string{to_string(level)});
  }
};

/// Lists the PRI spans. Action `PRIShowSpans`. The reply is a list of `PRIShowSpans`. Safe to repeat: it only reads.
class pri_show_spans : public basic_action<pri_show_spans> {
public:
  using reply_type = replies::pri_show_spans;
  static constexpr repeat repeat_safety = repeat::read;

  pri_show_spans() : basic_action{"PRIShowSpans"} {}

  /// `Span`: only this span.
  pri_show_spans& span(std::string value) & { return put("Span", std::move(value)); }
  pri_show_spans&& span(std::string value) && { return std::move(put("Span", std::move(value))); }
};

}  // namespace ami::actions
