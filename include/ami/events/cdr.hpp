// Call detail records and channel event logging.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/event_view.hpp>
#include <ami/names.hpp>
#include <ami/values.hpp>

#include <chrono>
#include <optional>
#include <string_view>

namespace ami::events {

/// A call detail record. Further headers, as cdr_manager.conf maps them, are at get(). Wire name: `Cdr`.
class cdr : public event_view {
public:
  static constexpr event_type type_id = event_type::cdr;
  static constexpr std::string_view wire_name = "Cdr";

  using event_view::event_view;

  /// `AccountCode`: account code for billing.
  std::string_view account_code() const noexcept { return text("AccountCode"); }
  /// `Source`: number of the caller.
  std::string_view source() const noexcept { return text("Source"); }
  /// `Destination`: number called.
  std::string_view destination() const noexcept { return text("Destination"); }
  /// `DestinationContext`: context of the call.
  std::string_view destination_context() const noexcept { return text("DestinationContext"); }
  /// `CallerID`: caller id, name and number; empty when it is unknown.
  std::string_view caller_id() const noexcept { return known_caller_id(text("CallerID")); }
  /// `Channel`: the channel's name.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// `DestinationChannel`: the channel called.
  std::string_view destination_channel() const noexcept { return text("DestinationChannel"); }
  /// `LastApplication`: last application.
  std::string_view last_application() const noexcept { return text("LastApplication"); }
  /// `LastData`: arguments of the last application.
  std::string_view last_data() const noexcept { return lines("LastData"); }
  /// `StartTime`: when the call began.
  std::string_view start_time() const noexcept { return text("StartTime"); }
  /// `StartTime` as a time of the server's time zone.
  std::optional<std::chrono::local_seconds> start_time_local() const noexcept {
    return parse_local_time(text("StartTime"));
  }
  /// `AnswerTime`: when the call was answered; nothing when it was not.
  std::string_view answer_time() const noexcept { return text("AnswerTime"); }
  /// `AnswerTime` as a time of the server's time zone.
  std::optional<std::chrono::local_seconds> answer_time_local() const noexcept {
    return parse_local_time(text("AnswerTime"));
  }
  /// `EndTime`: when the call ended.
  std::string_view end_time() const noexcept { return text("EndTime"); }
  /// `EndTime` as a time of the server's time zone.
  std::optional<std::chrono::local_seconds> end_time_local() const noexcept {
    return parse_local_time(text("EndTime"));
  }
  /// `Duration`: length of the call from its begin on.
  std::optional<std::chrono::seconds> duration() const noexcept { return parse_seconds(text("Duration")); }
  /// `BillableSeconds`: length from the answer on.
  std::optional<std::chrono::seconds> billable_seconds() const noexcept {
    return parse_seconds(text("BillableSeconds"));
  }
  /// `Disposition`: how the call ended.
  std::optional<ami::call_disposition> disposition() const noexcept {
    return parse_call_disposition(text("Disposition"));
  }
  /// `AMAFlags`: flag for billing: OMIT, BILLING, DOCUMENTATION.
  std::string_view ama_flags() const noexcept { return text("AMAFlags"); }
  /// `UniqueID`: unique id of the channel, an opaque text.
  std::string_view unique_id() const noexcept { return text("UniqueID"); }
  /// `UserField`: text of the user.
  std::string_view user_field() const noexcept { return lines("UserField"); }
};

/// Channel event logging. What else cel.conf adds is at get(). Wire name: `CEL`.
class cel : public event_view {
public:
  static constexpr event_type type_id = event_type::cel;
  static constexpr std::string_view wire_name = "CEL";

  using event_view::event_view;

  /// `EventName`: kind of the event, for example CHAN_START.
  std::string_view event_name() const noexcept { return text("EventName"); }
  /// `AccountCode`: account code for billing.
  std::string_view account_code() const noexcept { return text("AccountCode"); }
  /// `CallerIDnum`: number of the caller id; empty when it is unknown.
  std::string_view caller_id_num() const noexcept { return known_caller_id(text("CallerIDnum")); }
  /// `CallerIDname`: name of the caller id, not escaped here; empty when it is unknown.
  std::string_view caller_id_name() const noexcept { return known_caller_id(text("CallerIDname")); }
  /// `CallerIDani`: number of the caller's line (ANI); empty when it is unknown.
  std::string_view caller_id_ani() const noexcept { return known_caller_id(text("CallerIDani")); }
  /// `CallerIDrdnis`: number that the call was forwarded from (RDNIS); empty when it is unknown.
  std::string_view caller_id_rdnis() const noexcept { return known_caller_id(text("CallerIDrdnis")); }
  /// `CallerIDdnid`: number dialled (DNID); empty when it is unknown.
  std::string_view caller_id_dnid() const noexcept { return known_caller_id(text("CallerIDdnid")); }
  /// `Exten`: extension in the dialplan.
  std::string_view exten() const noexcept { return text("Exten"); }
  /// `Context`: context in the dialplan.
  std::string_view context() const noexcept { return text("Context"); }
  /// `Application`: application that runs.
  std::string_view application() const noexcept { return text("Application"); }
  /// `AppData`: arguments of the application.
  std::string_view app_data() const noexcept { return lines("AppData"); }
  /// `EventTime`: when it happened; the text depends on dateformat in cel.conf.
  std::string_view event_time() const noexcept { return text("EventTime"); }
  /// `EventTime` as a time of the server's time zone.
  std::optional<std::chrono::local_seconds> event_time_local() const noexcept {
    return parse_local_time(text("EventTime"));
  }
  /// `AMAFlags`: flag for billing: OMIT, BILLING, DOCUMENTATION.
  std::string_view ama_flags() const noexcept { return text("AMAFlags"); }
  /// `UniqueID`: unique id of the channel, an opaque text.
  std::string_view unique_id() const noexcept { return text("UniqueID"); }
  /// `LinkedID`: unique id of the oldest channel of the call.
  std::string_view linked_id() const noexcept { return text("LinkedID"); }
  /// `Userfield`: text of the user.
  std::string_view userfield() const noexcept { return lines("Userfield"); }
  /// `Peer`: the channel on the other side.
  std::string_view peer() const noexcept { return text("Peer"); }
  /// `PeerAccount`: account code of the peer.
  std::string_view peer_account() const noexcept { return text("PeerAccount"); }
  /// `Extra`: more data, as JSON.
  std::string_view extra() const noexcept { return lines("Extra"); }
  /// `Channel`: the channel's name.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// `TenantID`: tenant, when one is set. Not in Asterisk 16.
  std::string_view tenant_id() const noexcept { return text("TenantID"); }
  /// `UserDefType`: name of a USER_DEFINED event.
  std::string_view user_def_type() const noexcept { return text("UserDefType"); }
};

}  // namespace ami::events
