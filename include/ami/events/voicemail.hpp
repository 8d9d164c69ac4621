// Events of voicemail.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/event_view.hpp>
#include <ami/names.hpp>
#include <ami/snapshot.hpp>
#include <ami/values.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::events {

/// The number of messages in a mailbox changed. Wire name: `MessageWaiting`.
class message_waiting : public event_view {
public:
  static constexpr event_type type_id = event_type::message_waiting;
  static constexpr std::string_view wire_name = "MessageWaiting";

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
  /// `Mailbox`: the mailbox.
  std::string_view mailbox() const noexcept { return text("Mailbox"); }
  /// `Waiting`: whether there are messages.
  std::optional<bool> waiting() const noexcept { return boolean("Waiting"); }
  /// `New`: new messages.
  std::optional<std::int64_t> new_() const noexcept { return integer("New"); }
  /// `Old`: old messages.
  std::optional<std::int64_t> old() const noexcept { return integer("Old"); }
};

/// A notice of MiniVM was sent. Wire name: `MiniVoiceMail`.
class mini_voice_mail : public event_view {
public:
  static constexpr event_type type_id = event_type::mini_voice_mail;
  static constexpr std::string_view wire_name = "MiniVoiceMail";

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
  /// `Action`: the announcement.
  std::string_view action() const noexcept { return text("Action"); }
  /// `Mailbox`: the mailbox.
  std::string_view mailbox() const noexcept { return text("Mailbox"); }
  /// `Counter`: count of messages.
  std::string_view counter() const noexcept { return text("Counter"); }
};

/// A mailbox kept by clients, answer to the action of the same name. Wire name: `MWIGet`.
class mwi_get : public event_view {
public:
  static constexpr event_type type_id = event_type::mwi_get;
  static constexpr std::string_view wire_name = "MWIGet";

  using event_view::event_view;

  /// `Mailbox`: the mailbox.
  std::string_view mailbox() const noexcept { return text("Mailbox"); }
  /// `OldMessages`: old messages.
  std::optional<std::int64_t> old_messages() const noexcept { return integer("OldMessages"); }
  /// `NewMessages`: new messages.
  std::optional<std::int64_t> new_messages() const noexcept { return integer("NewMessages"); }
};

/// The end of the answer to the action MWIGet. Wire name: `MWIGetComplete`.
class mwi_get_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::mwi_get_complete;
  static constexpr std::string_view wire_name = "MWIGetComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A message in a mailbox, answer to the action VoicemailBoxSummary. Asterisk 18 and later. Wire name:
/// `VoicemailBoxDetail`.
class voicemail_box_detail : public event_view {
public:
  static constexpr event_type type_id = event_type::voicemail_box_detail;
  static constexpr std::string_view wire_name = "VoicemailBoxDetail";

  using event_view::event_view;

  /// `CallerID`: caller id of the person who left it; empty when it is unknown.
  std::string_view caller_id() const noexcept { return known_caller_id(text("CallerID")); }
  /// `Duration`: length of the message.
  std::optional<std::chrono::seconds> duration() const noexcept { return parse_seconds(text("Duration")); }
  /// `ID`: id of the message.
  std::string_view id() const noexcept { return text("ID"); }
  /// `Folder`: folder of the mailbox.
  std::string_view folder() const noexcept { return text("Folder"); }
  /// `Date`: when it was left, as text.
  std::string_view date() const noexcept { return text("Date"); }
  /// `Flag`: mark of the message, for example Urgent.
  std::string_view flag() const noexcept { return text("Flag"); }
};

/// The end of the list of messages. Asterisk 18 and later. Wire name: `VoicemailBoxDetailComplete`.
class voicemail_box_detail_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::voicemail_box_detail_complete;
  static constexpr std::string_view wire_name = "VoicemailBoxDetailComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// The password of a mailbox changed. It is in clear text. Asterisk 18 and later. Wire name:
/// `VoicemailPasswordChange`.
class voicemail_password_change : public event_view {
public:
  static constexpr event_type type_id = event_type::voicemail_password_change;
  static constexpr std::string_view wire_name = "VoicemailPasswordChange";

  using event_view::event_view;

  /// `Context`: context of the mailbox.
  std::string_view context() const noexcept { return text("Context"); }
  /// `Mailbox`: the mailbox.
  std::string_view mailbox() const noexcept { return text("Mailbox"); }
  /// `NewPassword`: the new password: a secret.
  std::string_view new_password() const noexcept { return text("NewPassword"); }
};

/// A mailbox, answer to the action VoicemailUserStatus. Wire name: `VoicemailUserDetail`.
class voicemail_user_detail : public event_view {
public:
  static constexpr event_type type_id = event_type::voicemail_user_detail;
  static constexpr std::string_view wire_name = "VoicemailUserDetail";

  using event_view::event_view;

  /// `UniqueID`: unique id in the database.
  std::string_view unique_id() const noexcept { return text("UniqueID"); }
  /// `VMContext`: context of the mailbox.
  std::string_view vm_context() const noexcept { return text("VMContext"); }
  /// `VoiceMailbox`: number of the mailbox.
  std::string_view voice_mailbox() const noexcept { return text("VoiceMailbox"); }
  /// `Fullname`: the owner's name.
  std::string_view fullname() const noexcept { return text("Fullname"); }
  /// `Email`: mail address.
  std::string_view email() const noexcept { return text("Email"); }
  /// `Pager`: mail address of the pager.
  std::string_view pager() const noexcept { return text("Pager"); }
  /// `ServerEmail`: sender of mails.
  std::string_view server_email() const noexcept { return text("ServerEmail"); }
  /// `FromString`: sender's name of mails.
  std::string_view from_string() const noexcept { return text("FromString"); }
  /// `MailCommand`: command that sends mails.
  std::string_view mail_command() const noexcept { return text("MailCommand"); }
  /// `Language`: language of prompts.
  std::string_view language() const noexcept { return text("Language"); }
  /// `TimeZone`: time zone.
  std::string_view time_zone() const noexcept { return text("TimeZone"); }
  /// `Callback`: context to call back in.
  std::string_view callback() const noexcept { return text("Callback"); }
  /// `Dialout`: context to dial out from.
  std::string_view dialout() const noexcept { return text("Dialout"); }
  /// `ExitContext`: context that operators are called in.
  std::string_view exit_context() const noexcept { return text("ExitContext"); }
  /// `SayDurationMinimum`: shortest message whose length is said.
  std::optional<std::chrono::minutes> say_duration_minimum() const noexcept {
    return parse_minutes(text("SayDurationMinimum"));
  }
  /// `SayEnvelope`: whether the time is said.
  std::optional<bool> say_envelope() const noexcept { return boolean("SayEnvelope"); }
  /// `SayCID`: whether the caller id is said.
  std::optional<bool> say_c_id() const noexcept { return boolean("SayCID"); }
  /// `AttachMessage`: whether messages are attached to mails.
  std::optional<bool> attach_message() const noexcept { return boolean("AttachMessage"); }
  /// `AttachmentFormat`: format of attached messages.
  std::string_view attachment_format() const noexcept { return text("AttachmentFormat"); }
  /// `DeleteMessage`: whether messages are deleted once they were mailed.
  std::optional<bool> delete_message() const noexcept { return boolean("DeleteMessage"); }
  /// `VolumeGain`: gain of messages in mails, decibels.
  std::optional<double> volume_gain() const noexcept { return parse_real(text("VolumeGain")); }
  /// `CanReview`: whether callers may hear their message again.
  std::optional<bool> can_review() const noexcept { return boolean("CanReview"); }
  /// `CanMarkUrgent`: whether callers may mark messages as urgent. Not in Asterisk 16.
  std::optional<bool> can_mark_urgent() const noexcept { return boolean("CanMarkUrgent"); }
  /// `CallOperator`: whether callers may reach the operator.
  std::optional<bool> call_operator() const noexcept { return boolean("CallOperator"); }
  /// `MaxMessageCount`: how many messages a folder may hold.
  std::optional<std::int64_t> max_message_count() const noexcept { return integer("MaxMessageCount"); }
  /// `MaxMessageLength`: how long a message may be.
  std::optional<std::chrono::seconds> max_message_length() const noexcept {
    return parse_seconds(text("MaxMessageLength"));
  }
  /// `NewMessageCount`: new messages.
  std::optional<std::int64_t> new_message_count() const noexcept { return integer("NewMessageCount"); }
  /// `OldMessageCount`: old messages.
  std::optional<std::int64_t> old_message_count() const noexcept { return integer("OldMessageCount"); }
};

/// The end of the answer to the action VoicemailUserStatus. Wire name: `VoicemailUserDetailComplete`.
class voicemail_user_detail_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::voicemail_user_detail_complete;
  static constexpr std::string_view wire_name = "VoicemailUserDetailComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A mailbox, answer to the action VoicemailUsersList. Wire name: `VoicemailUserEntry`.
class voicemail_user_entry : public event_view {
public:
  static constexpr event_type type_id = event_type::voicemail_user_entry;
  static constexpr std::string_view wire_name = "VoicemailUserEntry";

  using event_view::event_view;

  /// `UniqueID`: unique id in the database.
  std::string_view unique_id() const noexcept { return text("UniqueID"); }
  /// `VMContext`: context of the mailbox.
  std::string_view vm_context() const noexcept { return text("VMContext"); }
  /// `VoiceMailbox`: number of the mailbox.
  std::string_view voice_mailbox() const noexcept { return text("VoiceMailbox"); }
  /// `Fullname`: the owner's name.
  std::string_view fullname() const noexcept { return text("Fullname"); }
  /// `Email`: mail address.
  std::string_view email() const noexcept { return text("Email"); }
  /// `Pager`: mail address of the pager.
  std::string_view pager() const noexcept { return text("Pager"); }
  /// `ServerEmail`: sender of mails.
  std::string_view server_email() const noexcept { return text("ServerEmail"); }
  /// `FromString`: sender's name of mails.
  std::string_view from_string() const noexcept { return text("FromString"); }
  /// `MailCommand`: command that sends mails.
  std::string_view mail_command() const noexcept { return text("MailCommand"); }
  /// `Language`: language of prompts.
  std::string_view language() const noexcept { return text("Language"); }
  /// `TimeZone`: time zone.
  std::string_view time_zone() const noexcept { return text("TimeZone"); }
  /// `Callback`: context to call back in.
  std::string_view callback() const noexcept { return text("Callback"); }
  /// `Dialout`: context to dial out from.
  std::string_view dialout() const noexcept { return text("Dialout"); }
  /// `ExitContext`: context that operators are called in.
  std::string_view exit_context() const noexcept { return text("ExitContext"); }
  /// `SayDurationMinimum`: shortest message whose length is said.
  std::optional<std::chrono::minutes> say_duration_minimum() const noexcept {
    return parse_minutes(text("SayDurationMinimum"));
  }
  /// `SayEnvelope`: whether the time is said.
  std::optional<bool> say_envelope() const noexcept { return boolean("SayEnvelope"); }
  /// `SayCID`: whether the caller id is said.
  std::optional<bool> say_c_id() const noexcept { return boolean("SayCID"); }
  /// `AttachMessage`: whether messages are attached to mails.
  std::optional<bool> attach_message() const noexcept { return boolean("AttachMessage"); }
  /// `AttachmentFormat`: format of attached messages.
  std::string_view attachment_format() const noexcept { return text("AttachmentFormat"); }
  /// `DeleteMessage`: whether messages are deleted once they were mailed.
  std::optional<bool> delete_message() const noexcept { return boolean("DeleteMessage"); }
  /// `VolumeGain`: gain of messages in mails, decibels.
  std::optional<double> volume_gain() const noexcept { return parse_real(text("VolumeGain")); }
  /// `CanReview`: whether callers may hear their message again.
  std::optional<bool> can_review() const noexcept { return boolean("CanReview"); }
  /// `CanMarkUrgent`: whether callers may mark messages as urgent. Not in Asterisk 16.
  std::optional<bool> can_mark_urgent() const noexcept { return boolean("CanMarkUrgent"); }
  /// `CallOperator`: whether callers may reach the operator.
  std::optional<bool> call_operator() const noexcept { return boolean("CallOperator"); }
  /// `MaxMessageCount`: how many messages a folder may hold.
  std::optional<std::int64_t> max_message_count() const noexcept { return integer("MaxMessageCount"); }
  /// `MaxMessageLength`: how long a message may be.
  std::optional<std::chrono::seconds> max_message_length() const noexcept {
    return parse_seconds(text("MaxMessageLength"));
  }
  /// `NewMessageCount`: new messages.
  std::optional<std::int64_t> new_message_count() const noexcept { return integer("NewMessageCount"); }
  /// `OldMessageCount`: old messages.
  std::optional<std::int64_t> old_message_count() const noexcept { return integer("OldMessageCount"); }
};

/// The end of the list of mailboxes. Wire name: `VoicemailUserEntryComplete`.
class voicemail_user_entry_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::voicemail_user_entry_complete;
  static constexpr std::string_view wire_name = "VoicemailUserEntryComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

}  // namespace ami::events
