// One event, which owns its frame.
//
//     while (auto event = co_await events.next()) {
//       event->match([](const ami::events::hangup& gone) { use(gone.channel(), gone.cause()); },       // by type
//                    [](const ami::event& other)         { log("{}", to_string(other)); });            // all others
//       if (const auto device = event->get("Device")) { use(*device); }                                // any header
//     }
//
// Typed views (`ami::events::hangup`) are pointers to the frame that the event owns: keep the event, or a copy of it,
// for as long as a view of it is used. Accessors that return views do not compile for a temporary event.
#pragma once

#include <ami/config.hpp>
#include <ami/detail/match_functions.hpp>
#include <ami/event_type.hpp>
#include <ami/event_view.hpp>
#include <ami/library_events.hpp>
#include <ami/typed_event.hpp>
#include <ami/wire/frame.hpp>

#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace ami {

template <typed_event... Types>
class event_of;

/// One event. Owns its frame: copying shares the bytes, and costs one atomic increment and no allocation. It is an
/// event of the server, one that the library inserted (`lagged` and the like), or a frame that is neither event nor
/// response.
///
/// The typed views it returns live as long as any copy of it; the accessors refuse to be called on a temporary. Streams
/// yield it, and the items of lists are events. For tests, `event{wire::frame::from_text("Event: Hangup\n...")}` makes
/// one; as_variant() and visit() of ami/event_variant.hpp take one apart by all types there are.
/// @par Thread safety Copies may be used from different threads; a single object as any value.
class AMI_DECL event {
public:
  /// Of the clock that arrived() uses.
  using time_point = std::chrono::steady_clock::time_point;

  /// An event of type unknown without any header.
  event() noexcept {}
  /// The event in `frame`; the type is looked up by its name.
  explicit event(wire::frame frame) noexcept;
  /// The same without the look-up.
  /// @pre `type` is that of the frame's name: find_event_type().
  event(wire::frame frame, event_type type) noexcept : frame_{std::move(frame)}, type_{type} {}
  /// Events of the library, as they come in streams. These allocate, and throw std::bad_alloc.
  /// @param arrived see arrived().
  event(const lagged& gap, time_point arrived = {});                       // NOLINT(google-explicit-constructor)
  event(const connection_lost& gap, time_point arrived = {});              // NOLINT(google-explicit-constructor)
  event(const connection_restored& gap, time_point arrived = {});          // NOLINT(google-explicit-constructor)
  event(const connection_state_changed& change, time_point arrived = {});  // NOLINT(google-explicit-constructor)

  /// The type of its typed view; `event_type::unknown` for an event that the catalogue does not have. For a `switch`;
  /// is(), get_if() and match() also know classes of your own.
  event_type type() const noexcept { return type_; }
  /// The name as received; "lagged", "connection_lost", "connection_restored" or "connection_state_changed" for events
  /// of the library. Its case is the server's, which differs between versions.
  std::string_view name() const& noexcept;
  std::string_view name() const&& = delete;
  /// True for `lagged`, `connection_lost` and `connection_restored`: events are missing here.
  [[nodiscard]] bool is_gap() const noexcept {
    return type_ == event_type::lagged || type_ == event_type::connection_lost ||
           type_ == event_type::connection_restored;
  }

  /// True when it is a `T`: of its type, and of its name and with a matches() that returns true where `T` is a class of
  /// your own that asks for them. Costs a comparison of numbers for the classes of the catalogue, and a look-up in a
  /// constant for kinds and lists of types (`ami/event_types.hpp`).
  /// @tparam T a typed event.
  template <typed_event T>
  [[nodiscard]] bool is() const noexcept {
    if (!detail::has_type_of<T>(type_)) {
      return false;
    }
    if constexpr (detail::is_conditional<T>) {
      return detail::meets_condition_of<T>(frame_.view(), type_);
    }
    return true;
  }
  /// The typed view, or nothing when it is another event. Works with `if` and `->` like a pointer:
  /// `if (auto hangup = event.get_if<ami::events::hangup>()) use(hangup->cause());`
  template <typed_event T>
  [[nodiscard]] std::optional<T> get_if() const& noexcept {
    return is<T>() ? std::optional<T>{unchecked<T>()} : std::nullopt;
  }
  template <typed_event T>
  std::optional<T> get_if() const&& = delete;

  /// Calls the first of `functions` whose parameter is this event's type; a function that takes any type (`auto`, or
  /// `const ami::event&`) is called for all others. Costs one comparison for each type that is named. Returns true when
  /// a function was called. std::ref() of a function counts as that function.
  ///
  /// These do not compile: a function with other parameters than one event; one that is never called because a function
  /// before it takes all its events (an event of your own, known by its name, has to come before events::unknown); for
  /// a typed stream one for a type that the stream does not have; and an object with several call operators, which
  /// would be called as a function for any event, so that its operators for single types were never called: use
  /// ami::visit() for that.
  template <class... Functions>
  bool match(Functions&&... functions) const&;

  /// When it arrived: the time at which the read that brought its last bytes was completed, however late its consumer
  /// comes to it. Of a gap, when the connection noticed it; of `lagged`, when the last of the lost events arrived. It
  /// is time_point{} for an event that no connection received.
  [[nodiscard]] time_point arrived() const noexcept { return frame_.view().arrived(); }

  /// The first value of `key` (any case), or nothing when there is no such header. The raw bytes: escapes of the server
  /// are not undone, and lines that continue the value are part of it.
  [[nodiscard]] std::optional<std::string_view> get(std::string_view key) const& noexcept {
    return frame_.view().get(key);
  }
  std::optional<std::string_view> get(std::string_view key) const&& = delete;
  /// The first value of `key`, or an empty view; get() tells an empty value from a missing header.
  std::string_view operator[](std::string_view key) const& noexcept { return frame_.view()[key]; }
  std::string_view operator[](std::string_view key) const&& = delete;
  /// All headers, to iterate over them, or to look up repeated keys. Empty for an event of the library.
  wire::frame_view frame() const& noexcept { return frame_.view(); }
  wire::frame_view frame() const&& = delete;

  /// Not for users: asks the processor for the bytes, which will be read soon.
  void prefetch() const noexcept { frame_.prefetch(); }

  /// Writes what to_string() returns.
  friend AMI_DECL std::ostream& operator<<(std::ostream& out, const event& value);

protected:
  template <typed_event T>
  T unchecked() const noexcept {
    if constexpr (std::same_as<T, lagged>) {
      return as_lagged();
    } else if constexpr (std::same_as<T, connection_lost>) {
      return as_connection_lost();
    } else if constexpr (std::same_as<T, connection_restored>) {
      return as_connection_restored();
    } else if constexpr (std::same_as<T, connection_state_changed>) {
      return as_connection_state_changed();
    } else {
      return T{frame_.view()};
    }
  }

  template <class Stream, class... Functions>
  bool match_checked(Functions&... functions) const;

private:
  template <class Function>
  bool call_if_matching(Function& function) const;

  lagged as_lagged() const noexcept;
  connection_lost as_connection_lost() const noexcept;
  connection_restored as_connection_restored() const noexcept;
  connection_state_changed as_connection_state_changed() const noexcept;

  wire::frame frame_;  // for events of the library its allocation holds their data instead of text
  event_type type_ = event_type::unknown;
};

/// An event that is one of `Types` or a gap: what `subscribe<Types...>()` yields. It is an `ami::event` whose functions
/// refuse, when they are compiled, types that it can never be, so that a forgotten type in subscribe() is found.
///
///     auto calls = pbx.subscribe<ami::events::newchannel, ami::events::hangup>();
///     auto event = co_await calls.next();
///     std::visit(handler, event->variant());                             // or match(), or get_if()
///
/// @tparam Types the types that were subscribed to.
/// @par Thread safety As `ami::event`.
template <typed_event... Types>
class event_of : public event {
public:
  static_assert(!(detail::event_type_list<Types> || ...),
                "a list of types has names for what its streams are and yield: event_types<...>::stream_type, "
                "cluster_stream_type and value_type");

  /// The alternatives of variant(): the types in their order, then the gaps.
  using variant_type = std::variant<Types..., lagged, connection_lost, connection_restored>;

  event_of() = delete;
  /// @pre The event is one of the alternatives.
  explicit event_of(event value) noexcept : event{std::move(value)} {}

  /// True for the alternatives, and for more specific types of one: a class derived from it, a user event with a name,
  /// or an event of a kind; and for kinds and lists that have an event in common with one.
  template <typed_event T>
  static constexpr bool can_be = (detail::may_be_both<T, Types>() || ...) || detail::is_gap_type<T>;

  /// As event::is(); asking for a type that was not subscribed to does not compile.
  template <typed_event T>
  requires(can_be<T>) [[nodiscard]] bool is() const noexcept { return event::is<T>(); }

  /// As event::get_if(); asking for a type that was not subscribed to does not compile.
  template <typed_event T>
  requires(can_be<T>) [[nodiscard]] std::optional<T> get_if() const& noexcept { return event::get_if<T>(); }
  template <typed_event T>
  std::optional<T> get_if() const&& = delete;

  /// As event::match(); a function for a type that was not subscribed to does not compile.
  template <class... Functions>
  bool match(Functions&&... functions) const&;

  /// The event as a variant of trivially copyable views, for `std::visit`. When it is of several of the types, one with
  /// a condition (a user event with a name, beside `events::user_event`) comes first, then the first in the list that
  /// is no kind, then the first kind. The views live as long as any copy of the event.
  /// @par Errors Throws std::bad_variant_access for an event that is none of the alternatives, which no stream yields.
  [[nodiscard]] variant_type variant() const& {
    if constexpr ((detail::is_conditional<Types> || ...)) {
      std::optional<variant_type> result;
      if (((detail::is_conditional<Types> && try_emplace<Types>(result)) || ...)) {
        return *result;
      }
    }
    return makers[maker_of_type[static_cast<std::size_t>(type())]](*this);
  }
  variant_type variant() const&& = delete;

private:
  using maker = variant_type (*)(const event_of&);

  template <class T>
  static variant_type make(const event_of& value) {
    return variant_type{std::in_place_type<T>, value.template unchecked<T>()};
  }
  static variant_type make_nothing(const event_of& /*value*/) { throw std::bad_variant_access{}; }

  template <class T>
  bool try_emplace(std::optional<variant_type>& result) const {
    if (this->template is<T>()) {
      result.emplace(this->template unchecked<T>());
      return true;
    }
    return false;
  }

  // A table, so that finding the alternative takes one step. The first entry is for events that cannot occur.
  static constexpr std::array<maker, sizeof...(Types) + 4> makers{&make_nothing, &make<Types>..., &make<lagged>,
                                                                  &make<connection_lost>, &make<connection_restored>};

  // Of several alternatives of one type without a condition the first is used, and kinds come last.
  static constexpr auto maker_of_type = [] {
    std::array<std::uint16_t, event_type_count> numbers{};
    const auto add = [&](event_type type, std::uint16_t number) {
      auto& place = numbers[static_cast<std::size_t>(type)];
      place = place == 0 ? number : place;
    };
    std::uint16_t number = 0;
    [[maybe_unused]] const auto add_type = [&]<class T>(std::type_identity<T>) {
      ++number;
      if constexpr (!detail::event_group<T> && !detail::is_conditional<T>) {
        add(T::type_id, number);
      }
    };
    [[maybe_unused]] const auto add_kind = [&]<class T>(std::type_identity<T>) {
      ++number;
      if constexpr (detail::event_group<T> && !detail::is_conditional<T>) {
        for (std::uint16_t type = 0; type < event_type_count; ++type) {
          if (T::type_ids.contains(event_type{type})) {
            add(event_type{type}, number);
          }
        }
      }
    };
    (add_type(std::type_identity<Types>{}), ...);
    add(lagged::type_id, static_cast<std::uint16_t>(number + 1));
    add(connection_lost::type_id, static_cast<std::uint16_t>(number + 2));
    add(connection_restored::type_id, static_cast<std::uint16_t>(number + 3));
    if constexpr ((detail::event_group<Types> || ...)) {
      number = 0;
      (add_kind(std::type_identity<Types>{}), ...);
    }
    return numbers;
  }();
};

template <class Function>
bool event::call_if_matching(Function& function) const {
  using taken = detail::event_of_function<Function>;
  if constexpr (typed_event<taken>) {
    if (is<taken>()) {
      function(unchecked<taken>());
      return true;
    }
    return false;
  } else {
    function(*this);
    return true;
  }
}

template <class Stream, class... Functions>
bool event::match_checked(Functions&... functions) const {
  constexpr bool are_functions = (detail::is_match_function<Functions>() && ...);
  constexpr bool are_single = !(detail::has_overloads<Functions>() || ...);
  constexpr bool are_yielded = (detail::stream_yields<Stream, Functions>() && ...);
  constexpr bool are_reached = detail::each_may_be_called<Functions...>();
  static_assert(are_functions,
                "each function of match() takes one event, by value or by const reference, and has one call operator: "
                "for a class of ami::events or of your own, ami::lagged, ami::connection_lost, "
                "ami::connection_restored, ami::event (not ami::event_of), or auto without a constraint");
  static_assert(are_single || !are_functions,
                "a function object of match() has several call operators: it would be called as one for any event, and "
                "those for single ones never; give match() one function for each, or use ami::visit()");
  static_assert(are_yielded || !are_functions,
                "a function of match() is for an event that was not subscribed to: it would never be called");
  static_assert(are_reached || !are_yielded || !are_functions,
                "a function of match() stands behind another one that takes all its events: it would never be called");
  // Suppresses further errors after a mistake in a function's parameters.
  if constexpr (are_functions && are_single && are_yielded && are_reached) {
    return (call_if_matching(functions) || ...);
  } else {
    return false;
  }
}

template <class... Functions>
bool event::match(Functions&&... functions) const& {
  return match_checked<detail::any_stream>(functions...);
}

template <typed_event... Types>
template <class... Functions>
bool event_of<Types...>::match(Functions&&... functions) const& {
  return match_checked<event_of>(functions...);
}

/// As one line: the name and all headers as `Key=value`, control bytes escaped, secrets replaced.
AMI_DECL std::string to_string(const event& value);

}  // namespace ami
