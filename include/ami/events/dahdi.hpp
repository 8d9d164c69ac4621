// Events of DAHDI channels and spans.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/event_view.hpp>
#include <ami/names.hpp>
#include <ami/snapshot.hpp>
#include <ami/values.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::events {

/// A DAHDI channel has an alarm. Wire name: `Alarm`.
class alarm : public event_view {
public:
  static constexpr event_type type_id = event_type::alarm;
  static constexpr std::string_view wire_name = "Alarm";

  using event_view::event_view;

  /// `DAHDIChannel`: number of the DAHDI channel, not the name of a channel.
  std::string_view dahdi_channel() const noexcept { return text("DAHDIChannel"); }
  /// `Alarm`: the alarm.
  std::string_view alarm_() const noexcept { return text("Alarm"); }
};

/// A DAHDI channel's alarm is over. Wire name: `AlarmClear`.
class alarm_clear : public event_view {
public:
  static constexpr event_type type_id = event_type::alarm_clear;
  static constexpr std::string_view wire_name = "AlarmClear";

  using event_view::event_view;

  /// `DAHDIChannel`: number of the DAHDI channel, not the name of a channel.
  std::string_view dahdi_channel() const noexcept { return text("DAHDIChannel"); }
};

/// A call has a DAHDI channel now. Wire name: `DAHDIChannel`.
class dahdi_channel : public event_view {
public:
  static constexpr event_type type_id = event_type::dahdi_channel;
  static constexpr std::string_view wire_name = "DAHDIChannel";

  using event_view::event_view;

  /// `Channel`: the channel's name.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// `ChannelState`: the channel's state.
  std::optional<ami::channel_state> channel_state() const noexcept { return parse_channel_state(text("ChannelState")); }
  /// `ChannelStateDesc`: the state in words.
  std::string_view channel_state_desc() const noexcept { return text("ChannelStateDesc"); }
  /// `CallerIDNum`: number of the channel's caller id; empty when it is unknown.
  std::string_view caller_id_num() const noexcept { return known_caller_id(text("CallerIDNum")); }
  /// `CallerIDName`: name of the channel's caller id; empty when it is unknown.
  std::string caller_id_name() const { return detail::known_caller_name(text("CallerIDName")); }
  /// `ConnectedLineNum`: number of the party it talks to; empty when it is unknown.
  std::string_view connected_line_num() const noexcept { return known_caller_id(text("ConnectedLineNum")); }
  /// `ConnectedLineName`: name of the party it talks to; empty when it is unknown.
  std::string connected_line_name() const { return detail::known_caller_name(text("ConnectedLineName")); }
  /// `Language`: language of prompts.
  std::string_view language() const noexcept { return text("Language"); }
  /// `AccountCode`: account code for billing.
  std::string_view account_code() const noexcept { return text("AccountCode"); }
  /// `Context`: context in the dialplan.
  std::string_view context() const noexcept { return text("Context"); }
  /// `Exten`: extension in the dialplan.
  std::string_view exten() const noexcept { return text("Exten"); }
  /// `Priority`: priority in the dialplan.
  std::optional<std::int64_t> priority() const noexcept { return integer("Priority"); }
  /// `Uniqueid`: unique id of the channel, an opaque text.
  std::string_view uniqueid() const noexcept { return text("Uniqueid"); }
  /// `Linkedid`: unique id of the oldest channel of the call.
  std::string_view linkedid() const noexcept { return text("Linkedid"); }
  /// `Tenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20.
  std::string_view tenantid() const noexcept { return text("Tenantid"); }
  /// `ChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names.
  std::vector<std::pair<std::string, std::string>> chan_variables() const { return variables("ChanVariable"); }
  /// The channel as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> snapshot() const noexcept { return ami::channel_snapshot::find(frame(), ""); }
  /// `DAHDIGroup`: group of the DAHDI channel.
  std::string_view dahdi_group() const noexcept { return text("DAHDIGroup"); }
  /// `DAHDISpan`: span of the DAHDI channel.
  std::string_view dahdi_span() const noexcept { return text("DAHDISpan"); }
  /// `DAHDIChannel`: number of the DAHDI channel, not the name of a channel.
  std::string_view dahdi_channel_() const noexcept { return text("DAHDIChannel"); }
};

/// A DAHDI channel, answer to the action of the same name. Wire name: `DAHDIShowChannels`.
class dahdi_show_channels : public event_view {
public:
  static constexpr event_type type_id = event_type::dahdi_show_channels;
  static constexpr std::string_view wire_name = "DAHDIShowChannels";

  using event_view::event_view;

  /// `Channel`: name of the channel on it, when there is one.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// `Uniqueid`: unique id of that channel.
  std::string_view uniqueid() const noexcept { return text("Uniqueid"); }
  /// `AccountCode`: account code of that channel.
  std::string_view account_code() const noexcept { return text("AccountCode"); }
  /// `DAHDIChannel`: number of the DAHDI channel, not the name of a channel.
  std::string_view dahdi_channel() const noexcept { return text("DAHDIChannel"); }
  /// `Signalling`: its signalling.
  std::string_view signalling() const noexcept { return text("Signalling"); }
  /// `SignallingCode`: its signalling as a number.
  std::optional<std::int64_t> signalling_code() const noexcept { return integer("SignallingCode"); }
  /// `Context`: context in the dialplan.
  std::string_view context() const noexcept { return text("Context"); }
  /// `DND`: whether do-not-disturb is on.
  std::optional<bool> dnd() const noexcept { return boolean("DND"); }
  /// `Alarm`: the alarm.
  std::string_view alarm() const noexcept { return text("Alarm"); }
  /// `Description`: description.
  std::string_view description() const noexcept { return text("Description"); }
};

/// The end of the list of DAHDI channels. Wire name: `DAHDIShowChannelsComplete`.
class dahdi_show_channels_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::dahdi_show_channels_complete;
  static constexpr std::string_view wire_name = "DAHDIShowChannelsComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
  /// `Items`: number of items of the list.
  std::optional<std::int64_t> items() const noexcept { return integer("Items"); }
};

/// A DAHDI span, answer to the action of the same name. Asterisk 18 and later. Wire name: `DAHDIShowStatus`.
class dahdi_show_status : public event_view {
public:
  static constexpr event_type type_id = event_type::dahdi_show_status;
  static constexpr std::string_view wire_name = "DAHDIShowStatus";

  using event_view::event_view;

  /// `Description`: description.
  std::string_view description() const noexcept { return text("Description"); }
  /// `Alarms`: the alarms.
  std::string_view alarms() const noexcept { return text("Alarms"); }
  /// `IRQ`: interrupts missed.
  std::optional<std::int64_t> irq() const noexcept { return integer("IRQ"); }
  /// `bpviol`: bipolar violations.
  std::optional<std::int64_t> bpviol() const noexcept { return integer("bpviol"); }
  /// `CRC`: CRC errors.
  std::optional<std::int64_t> crc() const noexcept { return integer("CRC"); }
  /// `Fra`: framing.
  std::string_view fra() const noexcept { return text("Fra"); }
  /// `Codi`: line coding.
  std::string_view codi() const noexcept { return text("Codi"); }
  /// `Opts`: options.
  std::string_view opts() const noexcept { return text("Opts"); }
  /// `LBO`: line build out.
  std::string_view lbo() const noexcept { return text("LBO"); }
};

/// The end of the list of DAHDI spans. Asterisk 18 and later. Wire name: `DAHDIShowStatusComplete`.
class dahdi_show_status_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::dahdi_show_status_complete;
  static constexpr std::string_view wire_name = "DAHDIShowStatusComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
  /// `Items`: number of items of the list.
  std::optional<std::int64_t> items() const noexcept { return integer("Items"); }
};

/// Do-not-disturb of a DAHDI channel changed. Wire name: `DNDState`.
class dnd_state : public event_view {
public:
  static constexpr event_type type_id = event_type::dnd_state;
  static constexpr std::string_view wire_name = "DNDState";

  using event_view::event_view;

  /// `DAHDIChannel`: number of the DAHDI channel, not the name of a channel.
  std::string_view dahdi_channel() const noexcept { return text("DAHDIChannel"); }
  /// `Status`: whether it is on.
  std::optional<bool> status() const noexcept { return boolean("Status"); }
};

/// A malicious call was reported. Wire name: `MCID`.
class mc_id : public event_view {
public:
  static constexpr event_type type_id = event_type::mc_id;
  static constexpr std::string_view wire_name = "MCID";

  using event_view::event_view;

  /// `Channel`: the channel's name.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// `ChannelState`: the channel's state.
  std::optional<ami::channel_state> channel_state() const noexcept { return parse_channel_state(text("ChannelState")); }
  /// `ChannelStateDesc`: the state in words.
  std::string_view channel_state_desc() const noexcept { return text("ChannelStateDesc"); }
  /// `CallerIDNum`: number of the channel's caller id; empty when it is unknown.
  std::string_view caller_id_num() const noexcept { return known_caller_id(text("CallerIDNum")); }
  /// `CallerIDName`: name of the channel's caller id; empty when it is unknown.
  std::string caller_id_name() const { return detail::known_caller_name(text("CallerIDName")); }
  /// `ConnectedLineNum`: number of the party it talks to; empty when it is unknown.
  std::string_view connected_line_num() const noexcept { return known_caller_id(text("ConnectedLineNum")); }
  /// `ConnectedLineName`: name of the party it talks to; empty when it is unknown.
  std::string connected_line_name() const { return detail::known_caller_name(text("ConnectedLineName")); }
  /// `Language`: language of prompts.
  std::string_view language() const noexcept { return text("Language"); }
  /// `AccountCode`: account code for billing.
  std::string_view account_code() const noexcept { return text("AccountCode"); }
  /// `Context`: context in the dialplan.
  std::string_view context() const noexcept { return text("Context"); }
  /// `Exten`: extension in the dialplan.
  std::string_view exten() const noexcept { return text("Exten"); }
  /// `Priority`: priority in the dialplan.
  std::optional<std::int64_t> priority() const noexcept { return integer("Priority"); }
  /// `Uniqueid`: unique id of the channel, an opaque text.
  std::string_view uniqueid() const noexcept { return text("Uniqueid"); }
  /// `Linkedid`: unique id of the oldest channel of the call.
  std::string_view linkedid() const noexcept { return text("Linkedid"); }
  /// `Tenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20.
  std::string_view tenantid() const noexcept { return text("Tenantid"); }
  /// `ChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names.
  std::vector<std::pair<std::string, std::string>> chan_variables() const { return variables("ChanVariable"); }
  /// The channel as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> snapshot() const noexcept { return ami::channel_snapshot::find(frame(), ""); }
  /// `MCallerIDNumValid`: whether the caller's number is valid.
  std::optional<bool> m_caller_id_num_valid() const noexcept { return boolean("MCallerIDNumValid"); }
  /// `MCallerIDNum`: number of the caller; empty when it is unknown.
  std::string_view m_caller_id_num() const noexcept { return known_caller_id(text("MCallerIDNum")); }
  /// `MCallerIDton`: type of the caller's number.
  std::string_view m_caller_id_ton() const noexcept { return text("MCallerIDton"); }
  /// `MCallerIDNumPlan`: numbering plan of the caller's number.
  std::string_view m_caller_id_num_plan() const noexcept { return text("MCallerIDNumPlan"); }
  /// `MCallerIDNumPres`: presentation of the caller's number.
  std::string_view m_caller_id_num_pres() const noexcept { return text("MCallerIDNumPres"); }
  /// `MCallerIDNameValid`: whether the caller's name is valid.
  std::optional<bool> m_caller_id_name_valid() const noexcept { return boolean("MCallerIDNameValid"); }
  /// `MCallerIDName`: name of the caller; empty when it is unknown.
  std::string_view m_caller_id_name() const noexcept { return known_caller_id(text("MCallerIDName")); }
  /// `MCallerIDNameCharSet`: character set of the caller's name.
  std::string_view m_caller_id_name_char_set() const noexcept { return text("MCallerIDNameCharSet"); }
  /// `MCallerIDNamePres`: presentation of the caller's name.
  std::string_view m_caller_id_name_pres() const noexcept { return text("MCallerIDNamePres"); }
  /// `MCallerIDSubaddr`: subaddress of the caller.
  std::string_view m_caller_id_subaddr() const noexcept { return text("MCallerIDSubaddr"); }
  /// `MCallerIDSubaddrType`: type of the caller's subaddress.
  std::string_view m_caller_id_subaddr_type() const noexcept { return text("MCallerIDSubaddrType"); }
  /// `MCallerIDSubaddrOdd`: whether the caller's subaddress has an odd number of digits.
  std::string_view m_caller_id_subaddr_odd() const noexcept { return text("MCallerIDSubaddrOdd"); }
  /// `MCallerIDPres`: presentation of the caller.
  std::string_view m_caller_id_pres() const noexcept { return text("MCallerIDPres"); }
  /// `MConnectedIDNumValid`: whether the called party's number is valid.
  std::optional<bool> m_connected_id_num_valid() const noexcept { return boolean("MConnectedIDNumValid"); }
  /// `MConnectedIDNum`: number of the party called; empty when it is unknown.
  std::string_view m_connected_id_num() const noexcept { return known_caller_id(text("MConnectedIDNum")); }
  /// `MConnectedIDton`: type of the called party's number.
  std::string_view m_connected_id_ton() const noexcept { return text("MConnectedIDton"); }
  /// `MConnectedIDNumPlan`: numbering plan of the called party's number.
  std::string_view m_connected_id_num_plan() const noexcept { return text("MConnectedIDNumPlan"); }
  /// `MConnectedIDNumPres`: presentation of the called party's number.
  std::string_view m_connected_id_num_pres() const noexcept { return text("MConnectedIDNumPres"); }
  /// `MConnectedIDNameValid`: whether the called party's name is valid.
  std::optional<bool> m_connected_id_name_valid() const noexcept { return boolean("MConnectedIDNameValid"); }
  /// `MConnectedIDName`: name of the party called; empty when it is unknown.
  std::string_view m_connected_id_name() const noexcept { return known_caller_id(text("MConnectedIDName")); }
  /// `MConnectedIDNameCharSet`: character set of the called party's name.
  std::string_view m_connected_id_name_char_set() const noexcept { return text("MConnectedIDNameCharSet"); }
  /// `MConnectedIDNamePres`: presentation of the called party's name.
  std::string_view m_connected_id_name_pres() const noexcept { return text("MConnectedIDNamePres"); }
  /// `MConnectedIDSubaddr`: subaddress of the party called.
  std::string_view m_connected_id_subaddr() const noexcept { return text("MConnectedIDSubaddr"); }
  /// `MConnectedIDSubaddrType`: type of the called party's subaddress.
  std::string_view m_connected_id_subaddr_type() const noexcept { return text("MConnectedIDSubaddrType"); }
  /// `MConnectedIDSubaddrOdd`: whether the called party's subaddress has an odd number of digits.
  std::string_view m_connected_id_subaddr_odd() const noexcept { return text("MConnectedIDSubaddrOdd"); }
  /// `MConnectedIDPres`: presentation of the party called.
  std::string_view m_connected_id_pres() const noexcept { return text("MConnectedIDPres"); }
};

/// A PRI span, answer to the action of the same name. Wire name: `PRIShowSpans`.
class pri_show_spans : public event_view {
public:
  static constexpr event_type type_id = event_type::pri_show_spans;
  static constexpr std::string_view wire_name = "PRIShowSpans";

  using event_view::event_view;

  /// `Span`: number of the span.
  std::optional<std::int64_t> span() const noexcept { return integer("Span"); }
  /// `Alarm`: whether it has an alarm.
  std::optional<bool> alarm() const noexcept { return boolean("Alarm"); }
  /// `DChannel`: its D channel.
  std::optional<std::int64_t> d_channel() const noexcept { return integer("DChannel"); }
  /// `Order`: order of the D channel.
  std::string_view order() const noexcept { return text("Order"); }
  /// `Active`: whether it is the active one.
  std::optional<bool> active() const noexcept { return boolean("Active"); }
  /// `Up`: whether it is up.
  std::optional<bool> up() const noexcept { return boolean("Up"); }
};

/// The end of the list of PRI spans. Wire name: `PRIShowSpansComplete`.
class pri_show_spans_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::pri_show_spans_complete;
  static constexpr std::string_view wire_name = "PRIShowSpansComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
  /// `Items`: number of items of the list.
  std::optional<std::int64_t> items() const noexcept { return integer("Items"); }
};

/// A DAHDI span has an alarm. Wire name: `SpanAlarm`.
class span_alarm : public event_view {
public:
  static constexpr event_type type_id = event_type::span_alarm;
  static constexpr std::string_view wire_name = "SpanAlarm";

  using event_view::event_view;

  /// `Span`: the span.
  std::string_view span() const noexcept { return text("Span"); }
  /// `Alarm`: the alarm.
  std::string_view alarm() const noexcept { return text("Alarm"); }
};

/// A DAHDI span's alarm is over. Wire name: `SpanAlarmClear`.
class span_alarm_clear : public event_view {
public:
  static constexpr event_type type_id = event_type::span_alarm_clear;
  static constexpr std::string_view wire_name = "SpanAlarmClear";

  using event_view::event_view;

  /// `Span`: the span.
  std::string_view span() const noexcept { return text("Span"); }
};

}  // namespace ami::events
