// One event, which owns its frame, and the events that the library itself inserts between the server's.
#pragma once

#include <ami/config.hpp>
#include <ami/event_type.hpp>
#include <ami/event_view.hpp>
#include <ami/wire/frame.hpp>

#include <boost/system/error_code.hpp>

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

enum class connection_state : std::uint8_t;

/// The subscriber was too slow and its queue full: `count` events were lost at this place. Arrives in order with the
/// events around it.
class lagged {
public:
  static constexpr event_type type_id = event_type::lagged;
  static constexpr std::string_view wire_name = "lagged";

  explicit lagged(std::uint64_t count) noexcept : count_{count} {}
  /// How many events were lost.
  std::uint64_t count() const noexcept { return count_; }

private:
  std::uint64_t count_;
};

/// The connection ended; events of the server between this and `connection_restored` are lost.
class connection_lost {
public:
  static constexpr event_type type_id = event_type::connection_lost;
  static constexpr std::string_view wire_name = "connection_lost";

  explicit connection_lost(boost::system::error_code reason) noexcept : reason_{reason} {}
  /// Why, for example `errc::connection_closed`.
  boost::system::error_code reason() const noexcept { return reason_; }

private:
  boost::system::error_code reason_;
};

/// The connection is re-established.
class connection_restored {
public:
  static constexpr event_type type_id = event_type::connection_restored;
  static constexpr std::string_view wire_name = "connection_restored";

  connection_restored(std::uint64_t epoch, std::chrono::nanoseconds downtime) noexcept
      : epoch_{epoch}, downtime_{downtime} {}
  /// The number of this connection; the manager's first one is 1.
  std::uint64_t epoch() const noexcept { return epoch_; }
  /// How long there was no connection.
  std::chrono::nanoseconds downtime() const noexcept { return downtime_; }

private:
  std::uint64_t epoch_;
  std::chrono::nanoseconds downtime_;
};

/// The state of a manager has changed. Only for streams that subscribe to it by name,
/// `subscribe<connection_state_changed>()`; a stream of all events does not have it, since it is not an event of the
/// server.
///
/// Comes in order with the events around it: the change to `connected` after the `connection_restored`, that from
/// `connected` before the `connection_lost`, and the one to `disconnected` as the last of a stream that ends with the
/// connection. Unlike a gap it may be dropped when the stream is full.
class connection_state_changed {
public:
  static constexpr event_type type_id = event_type::connection_state_changed;
  static constexpr std::string_view wire_name = "connection_state_changed";

  connection_state_changed(connection_state from, connection_state to, boost::system::error_code reason) noexcept
      : reason_{reason}, from_{from}, to_{to} {}
  /// The state before.
  connection_state from() const noexcept { return from_; }
  /// The new state; manager::state() may have changed again.
  connection_state to() const noexcept { return to_; }
  /// Why a connection or an attempt ended, for changes to `waiting` and `disconnected`; `errc::disconnected` when that
  /// was requested. No error for other changes.
  boost::system::error_code reason() const noexcept { return reason_; }

private:
  boost::system::error_code reason_;
  connection_state from_;
  connection_state to_;
};

/// A typed event: a class of `ami::events`, one of `lagged`, `connection_lost`, `connection_restored`, or a class of
/// your own that is derived from a class of `ami::events` or from one in `ami/user_event.hpp`.
template <class T>
concept typed_event = std::copyable<T> && std::is_trivially_copyable_v<T> && requires {
  { T::type_id } -> std::convertible_to<event_type>;
  { T::wire_name } -> std::convertible_to<std::string_view>;
};

namespace events {

/// An event without a typed view, or a frame that is neither event nor response; all its data is accessible.
class unknown : public event_view {
public:
  static constexpr event_type type_id = event_type::unknown;
  static constexpr std::string_view wire_name = {};

  using event_view::event_view;
  /// The event's name as received; for other frames the value of the first line.
  std::string_view name() const noexcept { return frame().name(); }
};

}  // namespace events

template <typed_event... Types>
class event_of;

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

/// One event. Owns its frame: copying shares the bytes, and costs one atomic increment.
///
/// The typed views it returns live as long as any copy of it; the accessors refuse to be called on a temporary.
/// @par Thread safety Copies may be used from different threads; a single object as any value.
class AMI_DECL event {
public:
  /// An event of type unknown without any header.
  event() noexcept {}
  /// The event in `frame`; the type is looked up by its name.
  explicit event(wire::frame frame) noexcept;
  event(wire::frame frame, event_type type) noexcept : frame_{std::move(frame)}, type_{type} {}
  event(const lagged& gap);                       // NOLINT(google-explicit-constructor)
  event(const connection_lost& gap);              // NOLINT(google-explicit-constructor)
  event(const connection_restored& gap);          // NOLINT(google-explicit-constructor)
  event(const connection_state_changed& change);  // NOLINT(google-explicit-constructor)

  /// The type of its typed view.
  event_type type() const noexcept { return type_; }
  /// The name as received; "lagged", "connection_lost" or "connection_restored" for events of the library.
  std::string_view name() const& noexcept;
  std::string_view name() const&& = delete;
  /// True for `lagged`, `connection_lost` and `connection_restored`.
  [[nodiscard]] bool is_gap() const noexcept {
    return type_ == event_type::lagged || type_ == event_type::connection_lost ||
           type_ == event_type::connection_restored;
  }

  /// True when it is a `T`.
  template <typed_event T>
  [[nodiscard]] bool is() const noexcept {
    constexpr std::string_view name = detail::asked_name<T>();
    // An event that is known by its name alone may have got a type since its class was written.
    if constexpr (T::type_id != event_type::unknown || name.empty()) {
      if (type_ != T::type_id) {
        return false;
      }
    }
    if constexpr (!name.empty()) {
      if (!detail::is_named(frame_.view(), T::type_id, name)) {
        return false;
      }
    }
    if constexpr (detail::has_matches<T>) {
      return detail::call_matches<T>(frame_.view());
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

  /// The first value of `key` (any case), or nothing.
  [[nodiscard]] std::optional<std::string_view> get(std::string_view key) const& noexcept {
    return frame_.view().get(key);
  }
  std::optional<std::string_view> get(std::string_view key) const&& = delete;
  /// The first value of `key`, or an empty view.
  std::string_view operator[](std::string_view key) const& noexcept { return frame_.view()[key]; }
  std::string_view operator[](std::string_view key) const&& = delete;
  /// All headers.
  wire::frame_view frame() const& noexcept { return frame_.view(); }
  wire::frame_view frame() const&& = delete;

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

/// An event that is one of `Types` or a gap: what `subscribe<Types...>()` yields.
template <typed_event... Types>
class event_of : public event {
public:
  /// The alternatives.
  using variant_type = std::variant<Types..., lagged, connection_lost, connection_restored>;

  event_of() = delete;
  /// @pre The event is one of the alternatives.
  explicit event_of(event value) noexcept : event{std::move(value)} {}

  /// True for the alternatives, and for more specific types of one: a class derived from it, or a user event with a
  /// name.
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
  /// a condition (a user event with a name, beside `events::user_event`) comes first, then the first in the list.
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

  // Of several alternatives of one type without a condition the first is used.
  static constexpr auto maker_of_type = [] {
    std::array<std::uint16_t, event_type_count> numbers{};
    std::uint16_t number = 0;
    const auto add = [&](event_type type, bool unconditional) {
      ++number;
      auto& place = numbers[static_cast<std::size_t>(type)];
      place = unconditional && place == 0 ? number : place;
    };
    (add(Types::type_id, !detail::is_conditional<Types>), ...);
    add(lagged::type_id, true);
    add(connection_lost::type_id, true);
    add(connection_restored::type_id, true);
    return numbers;
  }();
};

namespace detail {

// The type of a function or an object, or of what std::ref() refers to, or a pointer to it.
template <class Function>
using plain_function = std::decay_t<std::unwrap_ref_decay_t<Function>>;

// The parameter of a function with one parameter, or of a function object with one such call operator. Void for any
// other, such as a generic lambda.
template <class R, class A>
std::type_identity<A> parameter_of_call(R (*)(A));
template <class R, class A>
std::type_identity<A> parameter_of_call(R (*)(A) noexcept);
template <class R, class C, class A>
std::type_identity<A> parameter_of_call(R (C::*)(A));
template <class R, class C, class A>
std::type_identity<A> parameter_of_call(R (C::*)(A) const);
template <class R, class C, class A>
std::type_identity<A> parameter_of_call(R (C::*)(A) &);
template <class R, class C, class A>
std::type_identity<A> parameter_of_call(R (C::*)(A) const&);
template <class R, class C, class A>
std::type_identity<A> parameter_of_call(R (C::*)(A) noexcept);
template <class R, class C, class A>
std::type_identity<A> parameter_of_call(R (C::*)(A) const noexcept);
template <class R, class C, class A>
std::type_identity<A> parameter_of_call(R (C::*)(A) & noexcept);
template <class R, class C, class A>
std::type_identity<A> parameter_of_call(R (C::*)(A) const& noexcept);

template <class Function>
constexpr auto parameter_of() noexcept {
  using function = plain_function<Function>;
  if constexpr (requires { parameter_of_call(&function::operator()); }) {
    return decltype(parameter_of_call(&function::operator())){};
  } else if constexpr (requires(function * value) { parameter_of_call(*value); }) {
    return decltype(parameter_of_call(std::declval<function>())){};
  } else {
    return std::type_identity<void>{};
  }
}

// The event that a function of match() takes; `event` when it takes any.
template <class Function>
constexpr auto event_taken_by() noexcept {
  using parameter = std::remove_cvref_t<typename decltype(parameter_of<Function>())::type>;
  if constexpr (typed_event<parameter>) {
    return std::type_identity<parameter>{};
  } else {
    return std::type_identity<event>{};
  }
}
template <class Function>
using event_of_function = typename decltype(event_taken_by<Function>())::type;

// Detects by an ambiguous call whether a function object has call operators for several events. Templates are not
// considered, because nothing can be deduced from braces: otherwise the body of a generic lambda would be compiled with
// arguments that it is never called with, and might fail. Clang does not consider explicit constructors, such as those
// of the first two gaps.
class any_braces {
public:
  any_braces();                                                                              // as a view, or an event
  any_braces(std::uint64_t count);                                                           // as lagged
  any_braces(boost::system::error_code reason);                                              // as connection_lost
  any_braces(std::uint64_t epoch, std::chrono::nanoseconds downtime);                        // as connection_restored
  any_braces(connection_state from, connection_state to, boost::system::error_code reason);  // as its change
};
template <class Object>
class call_probe : public Object {
public:
  using Object::operator();
  void operator()(any_braces);
  void operator()(any_braces) const;
};
template <class Probe>
concept takes_only_braces = requires(Probe& probe, std::uint64_t number, boost::system::error_code reason,
                                     std::chrono::nanoseconds time, connection_state state) {
  probe({});
  probe({number});
  probe({reason});
  probe({number, time});
  probe({state, state, reason});
};

// True for an object with several call operators: it would be called as a function for any event, and those for single
// events never.
template <class Function>
constexpr bool has_overloads() noexcept {
  using function = plain_function<Function>;
  if constexpr (!std::is_class_v<function> || std::is_final_v<function> ||
                !std::is_void_v<typename decltype(parameter_of<Function>())::type>) {
    return false;
  } else {
    return !takes_only_braces<call_probe<function>> || !takes_only_braces<const call_probe<function>>;
  }
}

// True when match() can call it.
template <class Function>
constexpr bool is_match_function() noexcept {
  using taken = event_of_function<Function>;
  if constexpr (std::same_as<taken, event>) {
    return std::is_invocable_v<Function&, const event&>;
  } else {
    return std::is_invocable_v<Function&, taken>;
  }
}

// True when every `Later` is an `Earlier`, and that has no condition. False when `Later` takes any event: that nothing
// is left for it may be intended, for example in a template.
template <class Earlier, class Later>
constexpr bool takes_all_of() noexcept {
  if constexpr (std::same_as<Later, event>) {
    return false;
  } else if constexpr (std::same_as<Earlier, event> || std::same_as<Earlier, Later>) {
    return true;
  } else {
    // An event that the catalogue does not have is of type unknown, so its class may stand before events::unknown.
    return !is_conditional<Earlier> && (Earlier::type_id == Later::type_id ||
                                        (is_by_name<Later> && same_name(Earlier::wire_name, asked_name<Later>())));
  }
}

template <class... Functions>
constexpr bool each_may_be_called() noexcept {
  constexpr std::size_t count = sizeof...(Functions);
  bool result = true;
  std::size_t later = 0;
  [[maybe_unused]] const auto check = [&]<class Later>(std::type_identity<Later>) {
    std::size_t earlier = 0;
    ((result = result && !(earlier++ < later && takes_all_of<event_of_function<Functions>, Later>())), ...);
    ++later;
  };
  (check(std::type_identity<event_of_function<Functions>>{}), ...);
  return result && later == count;
}

// The stream of match() on a plain event: any event may come.
class any_stream {
public:
  template <class T>
  static constexpr bool can_be = true;
};

template <class Stream, class Function>
constexpr bool stream_yields() noexcept {
  using taken = event_of_function<Function>;
  if constexpr (std::same_as<taken, event>) {
    return true;
  } else {
    return Stream::template can_be<taken>;
  }
}

}  // namespace detail

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
