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

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace ami {

namespace detail {

// Types of events. Looking one up costs one step, however many there are.
class event_type_set {
public:
  constexpr event_type_set() noexcept = default;
  template <std::same_as<event_type>... Types>
  explicit constexpr event_type_set(Types... types) noexcept {
    (add(types), ...);
  }

  constexpr void add(event_type type) noexcept { words_[word_of(type)] |= bit_of(type); }
  constexpr void add(const event_type_set& other) noexcept {
    for (std::size_t i = 0; i < words; ++i) {
      words_[i] |= other.words_[i];
    }
  }
  constexpr bool contains(event_type type) const noexcept { return (words_[word_of(type)] & bit_of(type)) != 0; }
  constexpr bool contains(const event_type_set& other) const noexcept {
    for (std::size_t i = 0; i < words; ++i) {
      if ((other.words_[i] & ~words_[i]) != 0) {
        return false;
      }
    }
    return true;
  }
  constexpr bool meets(const event_type_set& other) const noexcept {
    for (std::size_t i = 0; i < words; ++i) {
      if ((other.words_[i] & words_[i]) != 0) {
        return true;
      }
    }
    return false;
  }
  constexpr std::size_t size() const noexcept {
    std::size_t result = 0;
    for (const std::uint64_t word : words_) {
      result += static_cast<std::size_t>(std::popcount(word));
    }
    return result;
  }

private:
  static constexpr std::size_t words = (event_type_count + 63) / 64;

  static constexpr std::size_t word_of(event_type type) noexcept { return static_cast<std::size_t>(type) / 64; }
  static constexpr std::uint64_t bit_of(event_type type) noexcept {
    return std::uint64_t{1} << (static_cast<std::size_t>(type) % 64);
  }

  std::uint64_t words_[words] = {};
};

// A class for events of several types: a kind, or a list of types.
template <class T>
concept event_group = requires {
  { T::type_ids } -> std::convertible_to<const event_type_set&>;
};

// An ami::event_types<...>.
template <class T>
concept event_type_list = event_group<T> && requires {
  typename T::listed;
};

}  // namespace detail

/// A typed event: a class of `ami::events`, one of `lagged`, `connection_lost`, `connection_restored`,
/// `connection_state_changed`, or a class of your own that is derived from a class of `ami::events` or from one in
/// `ami/user_event.hpp`. Those for events of several types are typed events too: the kinds of `ami/events/kinds.hpp`,
/// kinds of your own, and named lists (`ami/event_types.hpp`). It is trivially copyable, so that it owns nothing and a
/// variant of all of them compiles in reasonable time.
template <class T>
concept typed_event = std::copyable<T> && std::is_trivially_copyable_v<T> &&(detail::event_group<T> || requires {
  { T::type_id } -> std::convertible_to<event_type>;
  { T::wire_name } -> std::convertible_to<std::string_view>;
});

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

// The types that an event can have that is a T.
template <typed_event T>
constexpr event_type_set types_of() noexcept {
  if constexpr (event_group<T>) {
    return T::type_ids;
  } else {
    return event_type_set{event_type{T::type_id}};
  }
}

// The name that T requires beyond its type; empty when it requires none.
template <typed_event T>
constexpr std::string_view asked_name() noexcept {
  if constexpr (event_group<T>) {
    return {};
  } else if constexpr (requires { T::user_event_name; }) {
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
constexpr bool is_found_by_name() noexcept {
  if constexpr (event_group<T>) {
    return false;
  } else {
    return T::type_id == event_type::unknown && !asked_name<T>().empty();
  }
}
template <typed_event T>
inline constexpr bool is_by_name = is_found_by_name<T>();

// True unless no event is both an A and a B.
template <typed_event A, typed_event B>
constexpr bool may_be_both() noexcept {
  if constexpr (event_group<A> || event_group<B>) {
    // The names of the types are not at hand here: an event that is known by its name may be of each of them.
    return types_of<A>().meets(types_of<B>()) || is_by_name<A> || is_by_name<B>;
  } else if constexpr (is_by_name<A> != is_by_name<B>) {
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

// True for the events that have no headers.
template <class T>
inline constexpr bool is_of_library = is_gap_type<T> || std::same_as<T, connection_state_changed>;

// True when a user's class has a condition of its own, matches().
template <class T>
concept has_matches = requires(wire::frame_view frame) {
  T::matches(frame);
};

template <typed_event T>
constexpr bool has_condition() noexcept {
  if constexpr (event_type_list<T>) {
    return T::listed::conditional;
  } else {
    return has_matches<T> || !asked_name<T>().empty();
  }
}
template <typed_event T>
inline constexpr bool is_conditional = has_condition<T>();

template <has_matches T>
bool call_matches(wire::frame_view frame) noexcept {
  static_assert(noexcept(T::matches(frame)), "matches() must be noexcept: it runs on the connection's strand");
  return T::matches(frame);
}

// True when an event of `type` can be a T; without a condition it is one then.
template <typed_event T>
constexpr bool has_type_of(event_type type) noexcept {
  if constexpr (event_type_list<T>) {
    static_assert(
        !T::listed::has_events_of_library,
        "a list with events of the library (ami::lagged and the like) is for subscribe(), and not for match(), "
        "get_if() and is(): these events have no headers that a view could show");
    return is_conditional<T> || T::type_ids.contains(type);
  } else if constexpr (event_group<T>) {
    return T::type_ids.contains(type);
  } else {
    // An event that is known by its name alone may have got a type since its class was written.
    return is_by_name<T> || type == T::type_id;
  }
}

// True when the event in `frame`, of a type that a T has, meets the condition of T as well.
template <typed_event T>
bool meets_condition_of(wire::frame_view frame, event_type type) noexcept {
  if constexpr (event_type_list<T>) {
    return T::listed::contains(frame, type);
  } else {
    constexpr std::string_view name = asked_name<T>();
    if constexpr (!name.empty()) {
      if (!is_named(frame, T::type_id, name)) {
        return false;
      }
    }
    if constexpr (has_matches<T>) {
      return call_matches<T>(frame);
    }
    return true;
  }
}

// The events that a subscription wants: those of a type, with this name (unless it is empty) and for which `matches`
// returns true (unless it is null).
class event_filter {
public:
  using function = bool (*)(wire::frame_view) noexcept;

  constexpr event_filter() noexcept = default;
  constexpr event_filter(event_type type, std::string_view name, function matches) noexcept
      : type_{type}, name_{name}, matches_{matches} {}

  // The filter of a T; of a kind that for one of its types.
  template <typed_event T>
  static constexpr event_filter of(event_type type) noexcept {
    function matches = nullptr;
    if constexpr (has_matches<T>) {
      matches = &call_matches<T>;
    }
    return {type, asked_name<T>(), matches};
  }
  template <typed_event T>
  static constexpr event_filter of() noexcept {
    return of<T>(T::type_id);
  }

  event_type type_ = event_type::unknown;
  std::string_view name_;
  function matches_ = nullptr;
};

// The filters of a subscription to these types, of which none is a list.
template <typed_event... Types>
class event_filters {
public:
  static constexpr auto all = [] {
    std::array<event_filter, (types_of<Types>().size() + ... + std::size_t{0})> result{};
    [[maybe_unused]] std::size_t used = 0;
    [[maybe_unused]] const auto add = [&]<class T>(std::type_identity<T>) {
      if constexpr (event_group<T>) {
        for (std::uint16_t number = 0; number < event_type_count; ++number) {
          if (T::type_ids.contains(event_type{number})) {
            result[used++] = event_filter::of<T>(event_type{number});
          }
        }
      } else {
        result[used++] = event_filter::of<T>();
      }
    };
    (add(std::type_identity<Types>{}), ...);
    return result;
  }();
};

}  // namespace detail

}  // namespace ami
