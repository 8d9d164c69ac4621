// Typed events of your own: user events by their name, and events that the catalogue does not have.
#pragma once

#include <ami/config.hpp>
#include <ami/event_type.hpp>
#include <ami/event_view.hpp>
#include <ami/events/user.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace ami {

namespace detail {

// A string literal as a template argument.
template <std::size_t Size>
class literal {
public:
  consteval literal(const char (&text)[Size]) {
    std::copy_n(text, Size, text_);
  }  // NOLINT(google-explicit-constructor)

  constexpr std::string_view view() const noexcept { return {text_, Size - 1}; }
  constexpr bool is_name() const noexcept {
    return Size > 1 && view().find_first_of({"\r\n\0", 3}) == std::string_view::npos;
  }

  char text_[Size] = {};  // public, as required of the type of a template argument
};

}  // namespace detail

/// Base of a user event of your own: a `UserEvent` whose header `UserEvent` is `Name` (any case).
///
///     class order_placed : public ami::user_event_named<"OrderPlaced"> {
///     public:
///       using user_event_named::user_event_named;
///       std::string_view order() const noexcept { return text("Order"); }
///       std::optional<std::int64_t> amount() const noexcept { return integer("Amount"); }
///     };
///
/// It is a typed event like those of the catalogue: in `subscribe<order_placed>()`, `get_if`, `match`, `variant()`. It
/// has all accessors that those of the catalogue use: text(), lines(), unescaped(), integer(), boolean(),
/// enumeration(), all(), nth(), variables(), and the functions of `ami/values.hpp`. Headers that all user events have
/// (the channel that caused it) are inherited from events::user_event.
///
/// A class may also have `static bool matches(ami::wire::frame_view frame) noexcept` as a further condition: an event
/// is a `T` only when it returns true. It runs on the connection's strand, for events of that name only.
/// @note The class must stay trivially copyable: a view without members of its own.
template <detail::literal Name>
class user_event_named : public events::user_event {
public:
  static_assert(Name.is_name(), "a user event's name is one line, and not empty");
  /// The value of its `UserEvent` header.
  static constexpr std::string_view user_event_name = Name.view();

  using events::user_event::user_event;
};

/// Base of an event of your own that Asterisk does not have, such as one of a vendor's module: an event whose name is
/// `Name` (any case). Otherwise as user_event_named.
///
///     class acme_alarm : public ami::vendor_event<"AcmeAlarm"> {
///     public:
///       using vendor_event::vendor_event;
///       std::optional<bool> cleared() const noexcept { return boolean("Cleared"); }
///     };
///
/// It still works when a later version of this library has a typed event for that name.
template <detail::literal Name>
class vendor_event : public event_view {
public:
  static_assert(Name.is_name(), "an event's name is one line, and not empty");
  static constexpr event_type type_id = event_type::unknown;
  static constexpr std::string_view wire_name = Name.view();

  using event_view::event_view;
};

}  // namespace ami
