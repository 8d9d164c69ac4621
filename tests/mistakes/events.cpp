// What is wrong with events: each line with a comment is a mistake, and the comment is what the compiler has to say.
#include <ami/cluster_stream.hpp>
#include <ami/event.hpp>
#include <ami/event_stream.hpp>
#include <ami/event_types.hpp>
#include <ami/event_variant.hpp>
#include <ami/events/channel.hpp>
#include <ami/events/kinds.hpp>
#include <ami/events/queue.hpp>
#include <ami/events/state.hpp>
#include <ami/user_event.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace {

namespace events = ami::events;

class order_placed : public ami::user_event_named<"OrderPlaced"> {
public:
  using user_event_named::user_event_named;
};
class order_cancelled : public ami::user_event_named<"OrderCancelled"> {
public:
  using user_event_named::user_event_named;
};
class acme_alarm : public ami::vendor_event<"AcmeAlarm"> {
public:
  using vendor_event::vendor_event;
};
class own_hangup : public events::hangup {
public:
  using hangup::hangup;
  static bool matches(ami::wire::frame_view frame) noexcept { return frame.contains("Cause"); }
};
// Written before the catalogue had the event.
class old_hangup : public ami::vendor_event<"hangup"> {
public:
  using vendor_event::vendor_event;
};

using calls = ami::event_of<events::newchannel, events::hangup>;
using orders = ami::event_of<order_placed>;
using members = ami::event_of<events::any_queue_member>;
using call_events = ami::event_types<events::newchannel, events::hangup>;
using with_gaps = ami::event_types<call_events, ami::connection_state_changed>;

void on_hangup(const events::hangup& /*gone*/) noexcept {}

template <class... Functions>
class over : public Functions... {
public:
  using Functions::operator()...;
};
template <class... Functions>
over(Functions...) -> over<Functions...>;

// For any event, however it comes: the body asks for what a typed event has not.
const auto rest = [](const auto& other) { return other.type(); };
class by_mutable {
public:
  auto operator()(const auto& other) const { return other.type(); }
  auto operator()(const auto& other) { return other.is_gap(); }
};
class overloaded {
public:
  void operator()(const events::hangup& /*gone*/) const {}
  void operator()(const ami::event& /*other*/) const {}
};
class overloaded_mutable {
public:
  void operator()(own_hangup /*gone*/) {}
  void operator()(ami::event /*other*/) {}
};

}  // namespace

void typed_stream(const calls& event, const orders& order) {
  event.match([](const events::newchannel&) {}, on_hangup, [](const ami::lagged&) {},
              [](const ami::connection_lost&) {}, [](const ami::connection_restored&) {}, [](const auto&) {});
  event.match([](own_hangup) {}, [](events::hangup) {}, [](const ami::event&) {});
  event.match([](old_hangup) {}, [count = 0](events::newchannel) mutable { ++count; });
  event.match([](auto&&...) {}, by_mutable{});
  event.match(std::ref(on_hangup), std::ref(rest));
  order.match([](const order_placed&) {}, [](const events::user_event&) {});
  event.match([](const events::newstate&) {});                   // says: was not subscribed to
  event.match([](events::hangup) {}, [](events::dnd_state) {});  // says: was not subscribed to
  event.match([](acme_alarm) {});                                // says: was not subscribed to
  event.match([](const ami::connection_state_changed&) {});      // says: was not subscribed to
  order.match([](order_cancelled) {});                           // says: was not subscribed to
  static_cast<void>(event.get_if<events::newstate>());           // says: can_be
  static_cast<void>(event.is<events::newstate>());               // says: can_be
  event.get_if<events::hangup>();                                // says: nodiscard
  event.is<events::hangup>();                                    // says: nodiscard
}

void of_a_cluster(const ami::server_event<calls>& event, const ami::server_event<ami::event>& any) {
  event.match([](const events::hangup&) {}, [](const auto&) {});
  any.match([](const events::newstate&) {}, [](const ami::lagged&) {});
  event.match([](const events::newstate&) {});                    // says: was not subscribed to
  any.match([](const events::newstate&, const std::string&) {});  // says: each function of match() takes one event
}

void any_event(const ami::event& event) {
  event.match([](order_placed) {}, [](events::user_event) {}, [](events::hangup) {}, [](events::unknown) {});
  event.match([](const ami::event&) {}, [](const auto&) {});
  event.match([](own_hangup) {}, [](events::hangup) {}, [](const auto&) {});
  event.match([](acme_alarm) {}, [](old_hangup) {}, [](events::unknown) {}, rest);
  event.match(over{[](const auto& other) { return other.type(); }});
  ami::visit([](const auto&) {}, event);
  ami::visit(over{[](const events::hangup&) {}, [](const auto&) {}}, event);
  event.match(overloaded{});                                           // says: has several call operators
  event.match(overloaded_mutable{});                                   // says: has several call operators
  event.match(over{[](const events::hangup&) {}, rest});               // says: has several call operators
  event.match(over{[](events::hangup) {}, [](const ami::event&) {}});  // says: has several call operators
  event.match(over{[](const ami::lagged&) {}, rest});                  // gcc says: has several call operators
  event.match(over{[](const ami::connection_lost&) {}, rest});         // gcc says: has several call operators
  event.match(over{[](const ami::connection_restored&) {}, rest});     // says: has several call operators
  event.match([](events::newstate) {}, overloaded{});                  // says: has several call operators
  event.match(over{[](events::hangup) {}, [](events::newstate) {}});   // says: has one call operator
  event.match([](ami::typed_event auto) {});                           // says: has one call operator
  event.match([](const calls&) {});                                    // says: not ami::event_of
  event.match([](events::unknown) {}, [](acme_alarm) {});              // says: stands behind another one
  event.match([](events::hangup) {}, [](old_hangup) {});               // says: stands behind another one
  event.match(std::ref(on_hangup), std::ref(on_hangup));               // says: stands behind another one
  event.match([](const events::hangup&, int) {});                      // says: each function of match() takes one event
  event.match([]() {});                                                // says: each function of match() takes one event
  event.match([](std::string_view) {});                                // says: each function of match() takes one event
  event.match([](events::hangup&) {});                                 // says: each function of match() takes one event
  event.match([](const auto&, const auto&) {});                        // says: each function of match() takes one event
  event.match([](events::hangup) {}, [](int) {});                      // says: each function of match() takes one event
  event.match(5);                                                      // says: each function of match() takes one event
  event.match([](const auto&) {}, [](const events::hangup&) {});       // says: stands behind another one
  event.match([](events::user_event) {}, [](order_placed) {});         // says: stands behind another one
  event.match([](events::hangup) {}, [](const events::hangup&) {});    // says: stands behind another one
  event.match([](events::hangup) {}, [](own_hangup) {});               // says: stands behind another one
  event.match([](own_hangup) {}, [](const own_hangup&) {});            // says: stands behind another one
  ami::visit([](const events::hangup&) {}, event);                     // says: takes every typed event
}

void show(const events::any_queue_member& /*member*/) {}
void show_call(const call_events& /*call*/) {}
void on_newchannel(events::newchannel /*made*/) {}

void several_types(const ami::event& event, const calls& call, const members& member,
                   events::queue_member_pause paused) {
  event.match([](const events::hangup&) {}, [](const call_events&) {}, [](const events::any_channel&) {});
  event.match([](events::any_queue_member) {}, [](events::unknown) {}, [](const auto&) {});
  call.match([](const call_events&) {}, [](ami::lagged) {});
  call.match([](events::any_channel) {}, [](const auto&) {});
  member.match([](events::queue_member_pause) {}, [](events::any_queue_member) {});
  show(paused);
  call.match([](events::any_queue_member) {});                               // says: was not subscribed to
  member.match([](events::hangup) {});                                       // says: was not subscribed to
  member.match([](const call_events&) {});                                   // says: was not subscribed to
  static_cast<void>(member.get_if<events::hangup>());                        // says: can_be
  static_cast<void>(events::any_queue_member{paused}.is<events::hangup>());  // says: may_be_both
  event.match([](events::any_channel) {}, [](events::hangup) {});            // says: stands behind another one
  event.match([](events::any_channel) {}, [](const call_events&) {});        // says: stands behind another one
  event.match([](const call_events&) {}, [](events::newchannel) {});         // says: stands behind another one
  event.match(on_hangup, on_newchannel, [](const call_events&) {});          // says: stands behind another one
  event.match([](const with_gaps&) {});                                      // says: these events have no headers
  show(paused.frame());                                                      // says: any_queue_member
  show_call(paused);                                                         // says: event_types
  static_cast<void>(sizeof(ami::event_of<call_events>));                     // says: a list of types has names for
  static_cast<void>(sizeof(ami::event_types<>));                             // says: a list of no types
  static_cast<void>(sizeof(ami::event_kind<ami::event_type::lagged>));  // says: a kind is of types that have a class
}
