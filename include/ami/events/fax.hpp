// Events of faxes.
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

/// A fax session, answer to the action of the same name. Wire name: `FAXSession`.
class fax_session : public event_view {
public:
  static constexpr event_type type_id = event_type::fax_session;
  static constexpr std::string_view wire_name = "FAXSession";

  using event_view::event_view;

  /// `SessionNumber`: number of the session.
  std::optional<std::int64_t> session_number() const noexcept { return integer("SessionNumber"); }
  /// `Operation`: what is done, for example send, receive.
  std::string_view operation() const noexcept { return text("Operation"); }
  /// `State`: state of the session.
  std::string_view state() const noexcept { return text("State"); }
  /// `ErrorCorrectionMode`: whether errors are corrected.
  std::optional<bool> error_correction_mode() const noexcept { return boolean("ErrorCorrectionMode"); }
  /// `DataRate`: bits per second.
  std::optional<std::int64_t> data_rate() const noexcept { return integer("DataRate"); }
  /// `ImageResolution`: resolution of the page.
  std::string_view image_resolution() const noexcept { return text("ImageResolution"); }
  /// `PageNumber`: number of the page.
  std::optional<std::int64_t> page_number() const noexcept { return integer("PageNumber"); }
  /// `FileName`: the file.
  std::string_view file_name() const noexcept { return text("FileName"); }
  /// `PagesTransmitted`: pages sent.
  std::optional<std::int64_t> pages_transmitted() const noexcept { return integer("PagesTransmitted"); }
  /// `PagesReceived`: pages received.
  std::optional<std::int64_t> pages_received() const noexcept { return integer("PagesReceived"); }
  /// `TotalBadLines`: bad lines.
  std::optional<std::int64_t> total_bad_lines() const noexcept { return integer("TotalBadLines"); }
};

/// The end of the list of fax sessions. Wire name: `FAXSessionsComplete`.
class fax_sessions_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::fax_sessions_complete;
  static constexpr std::string_view wire_name = "FAXSessionsComplete";

  using event_view::event_view;

  /// `Total`: number of items of the list.
  std::optional<std::int64_t> total() const noexcept { return integer("Total"); }
  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A fax session, answer to the action FAXSessions. Wire name: `FAXSessionsEntry`.
class fax_sessions_entry : public event_view {
public:
  static constexpr event_type type_id = event_type::fax_sessions_entry;
  static constexpr std::string_view wire_name = "FAXSessionsEntry";

  using event_view::event_view;

  /// `Channel`: the channel's name.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// `Technology`: the technology.
  std::string_view technology() const noexcept { return text("Technology"); }
  /// `SessionNumber`: number of the session.
  std::optional<std::int64_t> session_number() const noexcept { return integer("SessionNumber"); }
  /// `SessionType`: kind of session.
  std::string_view session_type() const noexcept { return text("SessionType"); }
  /// `Operation`: what is done, for example send, receive.
  std::string_view operation() const noexcept { return text("Operation"); }
  /// `State`: its state.
  std::string_view state() const noexcept { return text("State"); }
  /// `Files`: the files.
  std::string_view files() const noexcept { return text("Files"); }
};

/// Counts of faxes, answer to the action of the same name. Wire name: `FAXStats`.
class fax_stats : public event_view {
public:
  static constexpr event_type type_id = event_type::fax_stats;
  static constexpr std::string_view wire_name = "FAXStats";

  using event_view::event_view;

  /// `CurrentSessions`: sessions now.
  std::optional<std::int64_t> current_sessions() const noexcept { return integer("CurrentSessions"); }
  /// `ReservedSessions`: sessions reserved.
  std::optional<std::int64_t> reserved_sessions() const noexcept { return integer("ReservedSessions"); }
  /// `TransmitAttempts`: faxes begun to send.
  std::optional<std::int64_t> transmit_attempts() const noexcept { return integer("TransmitAttempts"); }
  /// `ReceiveAttempts`: faxes begun to receive.
  std::optional<std::int64_t> receive_attempts() const noexcept { return integer("ReceiveAttempts"); }
  /// `CompletedFAXes`: faxes that went well.
  std::optional<std::int64_t> completed_faxes() const noexcept { return integer("CompletedFAXes"); }
  /// `FailedFAXes`: faxes that failed.
  std::optional<std::int64_t> failed_faxes() const noexcept { return integer("FailedFAXes"); }
};

/// A fax made progress. Wire name: `FAXStatus`.
class fax_status : public event_view {
public:
  static constexpr event_type type_id = event_type::fax_status;
  static constexpr std::string_view wire_name = "FAXStatus";

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
  /// `Operation`: what is done, for example send, receive.
  std::string_view operation() const noexcept { return text("Operation"); }
  /// `Status`: its present state, in words.
  std::string_view status() const noexcept { return text("Status"); }
  /// `LocalStationID`: own station id.
  std::string_view local_station_id() const noexcept { return text("LocalStationID"); }
  /// `FileName`: the files.
  std::vector<std::string_view> file_name() const { return all("FileName"); }
};

/// A fax was received. Wire name: `ReceiveFAX`.
class receive_fax : public event_view {
public:
  static constexpr event_type type_id = event_type::receive_fax;
  static constexpr std::string_view wire_name = "ReceiveFAX";

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
  /// `LocalStationID`: own station id.
  std::string_view local_station_id() const noexcept { return text("LocalStationID"); }
  /// `RemoteStationID`: station id of the far end.
  std::string_view remote_station_id() const noexcept { return text("RemoteStationID"); }
  /// `PagesTransferred`: pages transferred.
  std::optional<std::int64_t> pages_transferred() const noexcept { return integer("PagesTransferred"); }
  /// `Resolution`: resolution of the page.
  std::string_view resolution() const noexcept { return text("Resolution"); }
  /// `TransferRate`: bits per second.
  std::optional<std::int64_t> transfer_rate() const noexcept { return integer("TransferRate"); }
  /// `FileName`: the files.
  std::vector<std::string_view> file_name() const { return all("FileName"); }
};

/// A fax was sent. Wire name: `SendFAX`.
class send_fax : public event_view {
public:
  static constexpr event_type type_id = event_type::send_fax;
  static constexpr std::string_view wire_name = "SendFAX";

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
  /// `LocalStationID`: own station id.
  std::string_view local_station_id() const noexcept { return text("LocalStationID"); }
  /// `RemoteStationID`: station id of the far end.
  std::string_view remote_station_id() const noexcept { return text("RemoteStationID"); }
  /// `PagesTransferred`: pages transferred.
  std::optional<std::int64_t> pages_transferred() const noexcept { return integer("PagesTransferred"); }
  /// `Resolution`: resolution of the page.
  std::string_view resolution() const noexcept { return text("Resolution"); }
  /// `TransferRate`: bits per second.
  std::optional<std::int64_t> transfer_rate() const noexcept { return integer("TransferRate"); }
  /// `FileName`: the files.
  std::vector<std::string_view> file_name() const { return all("FileName"); }
};

}  // namespace ami::events
