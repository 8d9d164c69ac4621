// Several types of events as one: named lists of types, and kinds, which have what their events have in common.
//
//     using call_events = ami::event_types<ami::events::newchannel, ami::events::hangup>;
//     auto calls = pbx.subscribe<call_events>();                      // as subscribe<newchannel, hangup>()
//     call_events::stream_type member_of_a_class = pbx.subscribe<call_events>();
//
//     auto members = pbx.subscribe<ami::events::any_queue_member>();  // a kind of ami/events/kinds.hpp
//     while (auto event = co_await members.next()) {
//       event->match([](const ami::events::any_queue_member& member) { show(member.queue(), member.interface()); });
//     }
#pragma once

#include <ami/config.hpp>
#include <ami/event_type.hpp>
#include <ami/event_view.hpp>
#include <ami/typed_event.hpp>
#include <ami/wire/frame.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <type_traits>

namespace ami {

template <typed_event... Types>
class event_of;
template <typed_event... Types>
class event_stream;
template <typed_event... Types>
class cluster_stream;
template <typed_event... Types>
class event_types;

namespace detail {

// Types of which none is a list, and none is there twice.
template <typed_event... Types>
class type_list {
public:
  using value_type = event_of<Types...>;
  using stream_type = event_stream<Types...>;
  using cluster_stream_type = cluster_stream<Types...>;
  using filters = event_filters<Types...>;

  static constexpr bool conditional = (is_conditional<Types> || ...);
  static constexpr bool has_events_of_library = (is_of_library<Types> || ...);

  // The types of all of them, or of those that have no condition.
  static constexpr event_type_set type_ids(bool with_conditional) noexcept {
    event_type_set result;
    (result.add(with_conditional || !is_conditional<Types> ? types_of<Types>() : event_type_set{}), ...);
    return result;
  }

  static bool contains(wire::frame_view frame, event_type type) noexcept {
    constexpr event_type_set unconditional = type_ids(false);
    return unconditional.contains(type) ||
           ((is_conditional<Types> && has_type_of<Types>(type) && meets_condition_of<Types>(frame, type)) || ...);
  }

  // True when each T is one of the list's events.
  template <class T>
  static constexpr bool has = (std::derived_from<T, Types> || ...) || type_ids(false).contains(types_of<T>());
};

// Appends to a list those types that it does not have yet; a list among them with its own types.
template <class List, class... Types>
class appended {
public:
  using type = List;
};
template <class... Types, class First, class... Rest>
class appended<type_list<Types...>, First, Rest...>
    : public appended<
          std::conditional_t<(std::same_as<Types, First> || ...), type_list<Types...>, type_list<Types..., First>>,
          Rest...> {};
template <class... Types, class... Nested, class... Rest>
class appended<type_list<Types...>, event_types<Nested...>, Rest...>
    : public appended<type_list<Types...>, Nested..., Rest...> {};

template <typed_event... Types>
using type_list_of = typename appended<type_list<>, Types...>::type;

// What a T is converted to implicitly: another view that is not its base.
template <class T, class Group>
concept viewed_as =
    !std::is_base_of_v<Group, T> && std::is_base_of_v<event_view, T> && (event_group<T> || requires { T::type_id; });

}  // namespace detail

/// The base of the views of events that can be of several types: of kinds, and of lists of types.
/// @tparam Group the kind or the list.
/// @par Thread safety As any view: any number of threads may read.
template <class Group>
class mixed_event_view : public event_view {
public:
  mixed_event_view() noexcept {}
  using event_view::event_view;

  /// The type of the event; looks the name up.
  event_type type() const noexcept {
    return frame().kind() == wire::frame_kind::event ? find_event_type(frame().name()) : event_type::unknown;
  }
  /// True when the event is a `T`, as event::is(); asking for a type that it can never have does not compile. Looks the
  /// name up.
  template <typed_event T>
  requires(detail::may_be_both<T, Group>()) [[nodiscard]] bool is() const noexcept {
    const event_type own = type();
    return detail::has_type_of<T>(own) && detail::meets_condition_of<T>(frame(), own);
  }
  /// The view of the event as a `T`, or nothing when it is none. As is().
  template <typed_event T>
  requires(detail::may_be_both<T, Group>()) [[nodiscard]] std::optional<T> get_if() const noexcept {
    return is<T>() ? std::optional<T>{T{frame()}} : std::nullopt;
  }
};

/// Base of a kind of events: of events that have something in common, which its class has accessors for.
/// `ami/events/kinds.hpp` has those of the catalogue (`any_queue_member`, `any_channel`); this makes one of your own:
///
///     class any_fax_end : public ami::event_kind<ami::event_type::receive_fax, ami::event_type::send_fax> {
///     public:
///       using event_kind::event_kind;
///       std::string_view remote_station() const noexcept { return text("RemoteStationID"); }
///     };
///
/// A kind is a typed event: `subscribe<any_fax_end>()` subscribes to all its types, and `get_if`, `is`, `match` and
/// `variant()` take it. Of the alternatives of variant() and of a match() the types of its events are more specific:
/// there they come first. A function that takes a kind accepts each of its events: they are converted implicitly. It
/// costs the same for any number of types.
///
/// A class may also have `static bool matches(ami::wire::frame_view frame) noexcept` as a further condition, as in
/// user_event_named; the implicit conversion does not ask for it.
/// @tparam Types the types of its events.
/// @par Thread safety As any view: any number of threads may read.
template <event_type... Types>
class event_kind : public mixed_event_view<event_kind<Types...>> {
public:
  static_assert(sizeof...(Types) > 0 && ((Types > event_type::connection_state_changed) && ...),
                "a kind is of types that have a class in ami::events, and of one at least");
  static constexpr detail::event_type_set type_ids{Types...};

  event_kind() noexcept {}
  using mixed_event_view<event_kind>::mixed_event_view;
  /// The same event, seen as one of its kind.
  template <detail::viewed_as<event_kind> T>
  requires(type_ids.contains(detail::types_of<T>()))  // NOLINTNEXTLINE(google-explicit-constructor)
      event_kind(const T& event)
  noexcept : mixed_event_view<event_kind>{event.frame()} {}
};

/// A named list of types of events, to be written once:
///
///     using call_events = ami::event_types<ami::events::newchannel, ami::events::hangup>;
///     using more_events = ami::event_types<call_events, ami::events::dial_begin, ami::events::any_queue_caller>;
///
/// `subscribe<call_events>()` is `subscribe<ami::events::newchannel, ami::events::hangup>()`, and lists can stand
/// beside types and in other lists; what is there twice counts once. `is`, `get_if` and `match` take a list as well: a
/// function for `const call_events&` is called for each of its events, and gets a view with all headers and the
/// get_if() of mixed_event_view.
/// @tparam Types types of events and lists; at least one.
/// @par Thread safety As any view: any number of threads may read.
template <typed_event... Types>
class event_types final : public mixed_event_view<event_types<Types...>> {
public:
  static_assert(sizeof...(Types) > 0, "a list of no types would stand for all events: subscribe() without types");
  // Not for users: what the templates of streams ask.
  using listed = detail::type_list_of<Types...>;
  static constexpr detail::event_type_set type_ids = listed::type_ids(true);

  /// What a stream with these types yields, for example for the parameter of a function: event_of.
  using value_type = typename listed::value_type;
  /// What manager::subscribe() returns for these types.
  using stream_type = typename listed::stream_type;
  /// What cluster::subscribe() returns for these types.
  using cluster_stream_type = typename listed::cluster_stream_type;

  event_types() noexcept {}
  using mixed_event_view<event_types>::mixed_event_view;
  /// The same event, seen as one of the list.
  template <detail::viewed_as<event_types> T>
  requires(listed::template has<T>)  // NOLINTNEXTLINE(google-explicit-constructor)
      event_types(const T& event)
  noexcept : mixed_event_view<event_types>{event.frame()} {}
};

}  // namespace ami
