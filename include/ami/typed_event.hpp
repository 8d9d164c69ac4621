// What makes a class a typed event, and how events are told apart.
//
// A typed event is a view of a frame: a class with a `type_id`, a `wire_name`, and accessors. The generated ones are in
// ami/events/, and a class of your own is one when it derives from one of the bases in ami/user_event.hpp:
//
//     class order_placed : public ami::user_event_named<"OrderPlaced"> { ... };
//     auto orders = pbx.subscribe<order_placed>();
#pragma once

#include <ami/config.hpp>
#include <ami/event_type.hpp>
#include <ami/event_view.hpp>
#include <ami/library_events.hpp>
#include <ami/wire/frame.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace ami {

/// A typed event: a class of `ami::events`, one of `lagged`, `connection_lost`, `connection_restored`,
/// `connection_state_changed`, or a class of your own that is derived from a class of `ami::events` or from one in
/// `ami/user_event.hpp`. It is trivially copyable, so that it owns nothing and a variant of all of them compiles in
/// reasonable time.
template <class T>
concept typed_event = std::copyable<T> && std::is_trivially_copyable_v<T> && requires {
  { T::type_id } -> std::convertible_to<event_type>;
  { T::wire_name } -> std::convertible_to<std::string_view>;
};

namespace events {

/// An event without a typed view, or a frame that is neither event nor response; all its data is accessible by name:
///
///     if (auto other = event.get_if<ami::events::unknown>()) { log("{}: {}", other->name(), (*other)["Channel"]); }
///
/// A stream that subscribes to it gets all such events, of vendors' modules, of newer servers and those without an
/// event.
class unknown : public event_view {
public:
  static constexpr event_type type_id = event_type::unknown;
  static constexpr std::string_view wire_name = {};

  using event_view::event_view;
  /// The event's name as received; for other frames the value of the first line.
  std::string_view name() const noexcept { return frame().name(); }
};

}  // namespace events

namespace detail {

// True when `frame`, an event of `type`, is called `name`: a user event by its header, any other by its first line.
AMI_DECL bool is_named(wire::frame_view frame, event_type type, std::string_view name) noexcept;

// The name that T requires beyond its type; empty when it requires none.
template <typed_event T>
constexpr std::string_view asked_name() noexcept {
  if constexpr (requires { T::user_event_name; }) {
    return T::user_event_name;
  } else if constexpr (T::type_id == event_type::unknown) {
    return T::wire_name;
  } else {
    return {};
  }
}

// ASCII comparison without regard to case.
constexpr bool same_name(std::string_view a, std::string_view b) noexcept {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  if (a.size() != b.size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) {
      return false;
    }
  }
  return true;
}

// True for a T that is found by the name in the first line, because the catalogue has, or had, no type for it.
template <typed_event T>
inline constexpr bool is_by_name = T::type_id == event_type::unknown && !asked_name<T>().empty();

// True unless no event is both an A and a B.
template <typed_event A, typed_event B>
constexpr bool may_be_both() noexcept {
  if constexpr (is_by_name<A> != is_by_name<B>) {
    // The catalogue may have a type for that name since the class was written.
    return A::type_id == B::type_id || same_name(A::wire_name, B::wire_name);
  } else {
    return A::type_id == B::type_id &&
           (asked_name<A>().empty() || asked_name<B>().empty() || same_name(asked_name<A>(), asked_name<B>()));
  }
}

template <class T>
inline constexpr bool is_gap_type =
    std::same_as<T, lagged> || std::same_as<T, connection_lost> || std::same_as<T, connection_restored>;

// True when a user's class has a condition of its own, matches().
template <class T>
concept has_matches = requires(wire::frame_view frame) {
  T::matches(frame);
};

template <typed_event T>
inline constexpr bool is_conditional = has_matches<T> || !asked_name<T>().empty();

template <has_matches T>
bool call_matches(wire::frame_view frame) noexcept {
  static_assert(noexcept(T::matches(frame)), "matches() must be noexcept: it runs on the connection's strand");
  return T::matches(frame);
}

// The events that a subscription wants: those of a type, with this name (unless it is empty) and for which `matches`
// returns true (unless it is null).
class event_filter {
public:
  using function = bool (*)(wire::frame_view) noexcept;

  constexpr event_filter(event_type type, std::string_view name, function matches) noexcept
      : type_{type}, name_{name}, matches_{matches} {}

  template <typed_event T>
  static constexpr event_filter of() noexcept {
    function matches = nullptr;
    if constexpr (has_matches<T>) {
      matches = &call_matches<T>;
    }
    return {T::type_id, asked_name<T>(), matches};
  }

  event_type type_;
  std::string_view name_;
  function matches_;
};

}  // namespace detail

}  // namespace ami
