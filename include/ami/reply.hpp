// The result of an action: the server's response, the items of a list, and how far the action got.
//
//     const auto reply = co_await pbx.send_action(ami::action{"CoreStatus"});
//     log("{} calls, since {}", reply["CoreCurrentCalls"], reply["CoreStartupTime"]);
//     for (const ami::event& item : reply.items()) { ... }                     // of a list
//     for (const std::string_view line : reply.output()) { ... }               // of a Command
#pragma once

#include <ami/config.hpp>
#include <ami/error.hpp>
#include <ami/event.hpp>
#include <ami/response.hpp>

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami {

class reply;

namespace detail {

// The data that most replies do not have.
struct reply_more {
  std::vector<event> items;
  event completion;
  std::string detail;
  std::string action_id;  // only when the response does not have it
  std::string action;     // the action's name, when the server rejected it
  std::string text;       // text that came without a header
  std::optional<std::int64_t> stated_item_count;
  std::uint64_t item_count = 0;
  std::size_t item_bytes = 0;  // the size of the items as received
  bool ended = false;          // the list has ended in order
  bool counted = true;         // the server's count is known to count the items
};

// Filled by the session while an action is in flight, never changed afterwards.
struct reply_data {
  ami::response response;
  std::unique_ptr<reply_more> more_if_any;
  ami::outcome outcome = ami::outcome::never_sent;
  bool is_list = false;

  // For writing.
  reply_more& more() {
    if (more_if_any == nullptr) {
      more_if_any = std::make_unique<reply_more>();
    }
    return *more_if_any;
  }
  // For reading.
  AMI_DECL const reply_more& seen() const noexcept;

  std::string_view sent_action_id() const noexcept {
    return more_if_any != nullptr && !more_if_any->action_id.empty() ? std::string_view{more_if_any->action_id}
                                                                     : response.frame().action_id();
  }
};

// In recycled memory.
std::shared_ptr<reply_data> make_reply_data();

// The text of a reply that came without a header, as it came; empty for any other.
AMI_DECL std::string_view bare_text_of(const reply& value) noexcept;

// The name of an action that the server refused; empty for any other reply.
AMI_DECL std::string_view name_of_refused(const reply& value) noexcept;

}  // namespace detail

/// The result of an action. Owns everything; copying shares it. Typed actions have replies derived from it.
///
/// The texts it returns live as long as any copy of it, so the accessors of text refuse to be called on a temporary:
/// give `co_await pbx.send_action(...)` a name first. What owns its bytes (response(), items(), completion()) can be
/// taken from a temporary.
///
/// A reply comes with every completion, also with an error: then outcome() and detail() say more, and response() is
/// the server's refusal when there is one.
/// @par Thread safety Never changes: any number of threads may read.
class AMI_DECL reply {
public:
  /// An empty reply; its outcome is `never_sent`.
  reply() noexcept {}
  // Not for users: a connection fills replies.
  explicit reply(std::shared_ptr<const detail::reply_data> data) noexcept : data_{std::move(data)} {}

  /// True when the server answered, and not with an error.
  [[nodiscard]] bool success() const noexcept { return outcome() == ami::outcome::accepted; }
  /// How far the action got.
  ami::outcome outcome() const noexcept { return data_ ? data_->outcome : ami::outcome::never_sent; }
  /// The ActionID that was (or would have been) sent.
  std::string_view action_id() const& noexcept;
  std::string_view action_id() const&& = delete;

  /// The `Response:` frame; empty when none came.
  const ami::response& response() const& noexcept;
  ami::response response() const&& { return std::as_const(*this).response(); }
  /// The server's `Message`; empty when there is none. Free text for people.
  std::string_view message() const& noexcept { return response().message(); }
  std::string_view message() const&& = delete;
  /// What this library has to say about a failure, for example which header is wrong; empty when nothing.
  std::string_view detail() const& noexcept;
  std::string_view detail() const&& = delete;

  /// The first value of `key` (any case) in the response, or nothing.
  std::optional<std::string_view> get(std::string_view key) const& noexcept { return response().get(key); }
  std::optional<std::string_view> get(std::string_view key) const&& = delete;
  /// The first value of `key` in the response, or an empty text; get() tells an empty value from a missing header.
  std::string_view operator[](std::string_view key) const& noexcept { return response()[key]; }
  std::string_view operator[](std::string_view key) const&& = delete;

  /// The lines of text that the server answered with, in order, empty ones included: the `Output` headers of a response
  /// (Command), the text of a `Response: Follows` (Asterisk 13 and older, modules of other vendors), or text without
  /// any header (`action::text_reply()`), of which several blank lines between two paragraphs are one, and those at its
  /// end none. Empty for any other reply. Blanks at the front are kept.
  std::vector<std::string_view> output() const&;
  std::vector<std::string> output() const&&;

  /// True when the server answered with a list, also with an empty one.
  bool is_list() const noexcept { return data_ && data_->is_list; }
  /// True for a list that came to its end with as many items as the server stated. Nothing can get lost on the way, so
  /// a difference is the server's mistake; it is no error, because the items are there, but it is logged. The statement
  /// is not looked at for the few actions that are known to count otherwise (`DBGetTree` on Asterisk 16,
  /// `PJSIPShowRegistrationsOutbound`).
  [[nodiscard]] bool list_complete() const noexcept;
  /// How many items came, also of a streamed list, which does not keep them.
  std::uint64_t item_count() const noexcept { return data_ ? data_->seen().item_count : 0; }
  /// How many items the server says that there are (`ListItems` of the event that ends the list); nothing when it does
  /// not say, or before the end.
  std::optional<std::int64_t> stated_item_count() const noexcept {
    return data_ ? data_->seen().stated_item_count : std::nullopt;
  }
  /// The items of the list in their order; empty for any other reply. When the list broke off, those that came. They
  /// refer to this reply; those of a temporary reply are copied, which shares their bytes.
  std::span<const event> items() const& noexcept;
  std::vector<event> items() const&&;
  /// The event that completed the list; an empty event for any other reply.
  const event& completion() const& noexcept;
  event completion() const&& { return std::as_const(*this).completion(); }

  friend AMI_DECL std::ostream& operator<<(std::ostream& out, const reply& value);

protected:
  // The value's own line, without those that continue it.
  std::string_view text(std::string_view key) const noexcept { return response().frame().first_line(key); }
  std::optional<std::int64_t> integer(std::string_view key) const noexcept;

private:
  friend AMI_DECL std::string_view detail::name_of_refused(const reply& value) noexcept;
  friend AMI_DECL std::string_view detail::bare_text_of(const reply& value) noexcept;

  std::shared_ptr<const detail::reply_data> data_;
};

/// One line: the response, or the outcome and its detail when there is none; for a list the number of items.
AMI_DECL std::string to_string(const reply& value);

}  // namespace ami
