// Checks of the functions that event::match() is given, made when it is compiled.
#pragma once

#include <ami/library_events.hpp>
#include <ami/typed_event.hpp>

#include <boost/system/error_code.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <type_traits>
#include <utility>

namespace ami {

class event;

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

// True when every `Later` is an `Earlier`, and that has no condition. False when that is not certain, and when `Later`
// takes any event: that nothing is left for it may be intended, for example in a template.
template <class Earlier, class Later>
constexpr bool takes_all_of() noexcept {
  if constexpr (std::same_as<Later, event>) {
    return false;
  } else if constexpr (std::same_as<Earlier, event> || std::same_as<Earlier, Later>) {
    return true;
  } else if constexpr (event_group<Earlier> || event_group<Later>) {
    return !is_conditional<Earlier> && types_of<Earlier>().contains(types_of<Later>());
  } else {
    // An event that the catalogue does not have is of type unknown, so its class may stand before events::unknown.
    return !is_conditional<Earlier> && (Earlier::type_id == Later::type_id ||
                                        (is_by_name<Later> && same_name(Earlier::wire_name, asked_name<Later>())));
  }
}

// The types of which nothing is left for the functions behind one for `Earlier`.
template <class Earlier>
constexpr event_type_set types_taken() noexcept {
  if constexpr (std::same_as<Earlier, event>) {
    return {};
  } else {
    return is_conditional<Earlier> ? event_type_set{} : types_of<Earlier>();
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
    if constexpr (event_group<Later>) {
      // Several functions together may take all that it would.
      event_type_set taken;
      earlier = 0;
      (taken.add(earlier++ < later ? types_taken<event_of_function<Functions>>() : event_type_set{}), ...);
      result = result && !taken.contains(types_of<Later>());
    }
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

}  // namespace ami
