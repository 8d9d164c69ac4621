// Actions on mailboxes.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/action.hpp>
#include <ami/config.hpp>
#include <ami/event_view.hpp>
#include <ami/events/voicemail.hpp>
#include <ami/list_reply.hpp>
#include <ami/reply.hpp>
#include <ami/values.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami::replies {

/// How many messages a mailbox has.
class AMI_DECL mailbox_count : public reply {
public:
  mailbox_count() noexcept {}
  explicit mailbox_count(reply base) noexcept : reply{std::move(base)} {}

  /// `Mailbox`: the mailbox.
  std::string_view mailbox() const& noexcept { return text("Mailbox"); }
  std::string_view mailbox() const&& = delete;
  /// `UrgMessages`: urgent messages.
  std::optional<std::int64_t> urg_messages() const noexcept { return integer("UrgMessages"); }
  /// `NewMessages`: new messages.
  std::optional<std::int64_t> new_messages() const noexcept { return integer("NewMessages"); }
  /// `OldMessages`: old messages.
  std::optional<std::int64_t> old_messages() const noexcept { return integer("OldMessages"); }
};

/// Whether a mailbox has messages.
class AMI_DECL mailbox_status : public reply {
public:
  mailbox_status() noexcept {}
  explicit mailbox_status(reply base) noexcept : reply{std::move(base)} {}

  /// `Mailbox`: the mailbox.
  std::string_view mailbox() const& noexcept { return text("Mailbox"); }
  std::string_view mailbox() const&& = delete;
  /// `Waiting`: whether there are messages.
  std::optional<bool> waiting() const noexcept { return parse_boolean(text("Waiting")); }
};

/// The reply to the action MWIGet.
using mwi_get = list_reply<ami::events::mwi_get_complete, ami::events::mwi_get>;

/// The reply to the action VoicemailBoxSummary.
using voicemail_box_summary = list_reply<ami::events::voicemail_box_detail_complete, ami::events::voicemail_box_detail>;

/// The reply to the action VoicemailUsersList.
using voicemail_users_list = list_reply<ami::events::voicemail_user_entry_complete, ami::events::voicemail_user_entry>;

/// The reply to the action VoicemailUserStatus.
using voicemail_user_status =
    list_reply<ami::events::voicemail_user_detail_complete, ami::events::voicemail_user_detail>;

}  // namespace ami::replies

namespace ami::actions {

/// Asks how many messages a mailbox has. Action `MailboxCount`, needs class call or reporting. Safe to repeat: it
/// only reads.
class mailbox_count : public basic_action<mailbox_count> {
public:
  using reply_type = replies::mailbox_count;
  static constexpr repeat repeat_safety = repeat::read;

  /// @param mailbox `Mailbox`: the mailbox, for example "1234@default"
  explicit mailbox_count(std::string mailbox) : basic_action{"MailboxCount"} { put("Mailbox", std::move(mailbox)); }
};

/// Asks whether a mailbox has messages. Action `MailboxStatus`, needs class call or reporting. Safe to repeat: it
/// only reads.
class mailbox_status : public basic_action<mailbox_status> {
public:
  using reply_type = replies::mailbox_status;
  static constexpr repeat repeat_safety = repeat::read;

  /// @param mailbox `Mailbox`: the mailbox, for example "1234@default"
  explicit mailbox_status(std::string mailbox) : basic_action{"MailboxStatus"} { put("Mailbox", std::move(mailbox)); }
};

/// Deletes mailboxes that clients keep. Action `MWIDelete`. Not safe to repeat.
class mwi_delete : public basic_action<mwi_delete> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param mailbox `Mailbox`: the mailbox, or a regular expression between slashes
  explicit mwi_delete(std::string mailbox) : basic_action{"MWIDelete"} { put("Mailbox", std::move(mailbox)); }
};

/// Lists mailboxes that clients keep. Action `MWIGet`, needs class call or reporting. The reply is a list of
/// `MWIGet`. Safe to repeat: it only reads.
class mwi_get : public basic_action<mwi_get> {
public:
  using reply_type = replies::mwi_get;
  static constexpr repeat repeat_safety = repeat::read;

  /// @param mailbox `Mailbox`: the mailbox, or a regular expression between slashes
  explicit mwi_get(std::string mailbox) : basic_action{"MWIGet"} { put("Mailbox", std::move(mailbox)); }
};

/// Sets the counts of a mailbox that clients keep. Action `MWIUpdate`. Safe to repeat.
class mwi_update : public basic_action<mwi_update> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param mailbox `Mailbox`: the mailbox
  explicit mwi_update(std::string mailbox) : basic_action{"MWIUpdate"} { put("Mailbox", std::move(mailbox)); }

  /// `OldMessages`: old messages.
  mwi_update& old_messages(std::int64_t value) & { return put("OldMessages", std::to_string(value)); }
  mwi_update&& old_messages(std::int64_t value) && { return std::move(old_messages(value)); }
  /// `NewMessages`: new messages.
  mwi_update& new_messages(std::int64_t value) & { return put("NewMessages", std::to_string(value)); }
  mwi_update&& new_messages(std::int64_t value) && { return std::move(new_messages(value)); }
};

/// Lists the messages of a mailbox. Nothing found is answered without a list. Asterisk 18 and later. Action
/// `VoicemailBoxSummary`, needs class call or reporting. The reply is a list of `VoicemailBoxDetail`. Safe to repeat:
/// it only reads.
class voicemail_box_summary : public basic_action<voicemail_box_summary> {
public:
  using reply_type = replies::voicemail_box_summary;
  static constexpr repeat repeat_safety = repeat::read;

  /// @param context `Context`: context of the mailbox
  /// @param mailbox `Mailbox`: the mailbox
  voicemail_box_summary(std::string context, std::string mailbox) : basic_action{"VoicemailBoxSummary"} {
    put("Context", std::move(context));
    put("Mailbox", std::move(mailbox));
  }
};

/// Copies a message to another mailbox. Failures are answered as a success. Asterisk 18 and later. Action
/// `VoicemailForward`, needs class user. Not safe to repeat.
class voicemail_forward : public basic_action<voicemail_forward> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param context `Context`: context of the mailbox
  /// @param mailbox `Mailbox`: the mailbox
  /// @param folder `Folder`: folder that the message is in
  /// @param id `ID`: id of the message
  /// @param to_context `ToContext`: context of the mailbox to copy to
  /// @param to_mailbox `ToMailbox`: mailbox to copy to
  /// @param to_folder `ToFolder`: folder to put it in
  voicemail_forward(std::string context, std::string mailbox, std::string folder, std::string id,
                    std::string to_context, std::string to_mailbox, std::string to_folder)
      : basic_action{"VoicemailForward"} {
    put("Context", std::move(context));
    put("Mailbox", std::move(mailbox));
    put("Folder", std::move(folder));
    put("ID", std::move(id));
    put("ToContext", std::move(to_context));
    put("ToMailbox", std::move(to_mailbox));
    put("ToFolder", std::move(to_folder));
  }
};

/// Moves a message to another folder. Failures are answered as a success. Asterisk 18 and later. Action
/// `VoicemailMove`, needs class user. Not safe to repeat.
class voicemail_move : public basic_action<voicemail_move> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param context `Context`: context of the mailbox
  /// @param mailbox `Mailbox`: the mailbox
  /// @param folder `Folder`: folder that the message is in
  /// @param id `ID`: id of the message
  /// @param to_folder `ToFolder`: folder to put it in
  voicemail_move(std::string context, std::string mailbox, std::string folder, std::string id, std::string to_folder)
      : basic_action{"VoicemailMove"} {
    put("Context", std::move(context));
    put("Mailbox", std::move(mailbox));
    put("Folder", std::move(folder));
    put("ID", std::move(id));
    put("ToFolder", std::move(to_folder));
  }
};

/// Looks for new messages in mailboxes. Action `VoicemailRefresh`, needs class user. Safe to repeat.
class voicemail_refresh : public basic_action<voicemail_refresh> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  voicemail_refresh() : basic_action{"VoicemailRefresh"} {}

  /// `Context`: only mailboxes of this context.
  voicemail_refresh& context(std::string value) & { return put("Context", std::move(value)); }
  voicemail_refresh&& context(std::string value) && { return std::move(put("Context", std::move(value))); }
  /// `Mailbox`: only this mailbox.
  voicemail_refresh& mailbox(std::string value) & { return put("Mailbox", std::move(value)); }
  voicemail_refresh&& mailbox(std::string value) && { return std::move(put("Mailbox", std::move(value))); }
};

/// Deletes a message. Failures are answered as a success. Asterisk 18 and later. Action `VoicemailRemove`, needs
/// class user. Not safe to repeat.
class voicemail_remove : public basic_action<voicemail_remove> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param context `Context`: context of the mailbox
  /// @param mailbox `Mailbox`: the mailbox
  /// @param folder `Folder`: folder that the message is in
  /// @param id `ID`: id of the message
  voicemail_remove(std::string context, std::string mailbox, std::string folder, std::string id)
      : basic_action{"VoicemailRemove"} {
    put("Context", std::move(context));
    put("Mailbox", std::move(mailbox));
    put("Folder", std::move(folder));
    put("ID", std::move(id));
  }
};

/// Lists the mailboxes. Nothing found is answered without a list. Action `VoicemailUsersList`, needs class call or
/// reporting. The reply is a list of `VoicemailUserEntry`. Safe to repeat: it only reads.
class voicemail_users_list : public basic_action<voicemail_users_list> {
public:
  using reply_type = replies::voicemail_users_list;
  static constexpr repeat repeat_safety = repeat::read;

  voicemail_users_list() : basic_action{"VoicemailUsersList"} {}
};

/// Asks for a mailbox. Nothing found is answered without a list. Action `VoicemailUserStatus`, needs class call or
/// reporting. The reply is a list of `VoicemailUserDetail`. Safe to repeat: it only reads.
class voicemail_user_status : public basic_action<voicemail_user_status> {
public:
  using reply_type = replies::voicemail_user_status;
  static constexpr repeat repeat_safety = repeat::read;

  /// @param context `Context`: context of the mailbox
  /// @param mailbox `Mailbox`: the mailbox
  voicemail_user_status(std::string context, std::string mailbox) : basic_action{"VoicemailUserStatus"} {
    put("Context", std::move(context));
    put("Mailbox", std::move(mailbox));
  }
};

}  // namespace ami::actions
