// What is wrong with operations: each line with a comment is a mistake, and the comment is what the compiler has to
// say.
#include <ami/actions.hpp>
#include <ami/async_agi.hpp>
#include <ami/call.hpp>
#include <ami/cluster.hpp>
#include <ami/events/channel.hpp>
#include <ami/manager.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using ami::error_code;

namespace {
using event = ami::event;
using reply = ami::reply;
const ami::actions::ping ping;
}  // namespace

// All of them on a manager that is const, as a copy of it would do them too.
void handlers(const ami::manager& pbx) {
  pbx.async_connect([](error_code) {});
  pbx.async_disconnect([](auto) {});
  pbx.async_wait_for(ami::connection_state::connected, asio::detached);
  pbx.async_statistics([](error_code, const ami::statistics&) {});
  pbx.async_send_action(ping, [](error_code, const reply&) {});
  pbx.async_send_action(ping, 5s, [](auto, auto) {});
  pbx.async_connect([] {});                                     // says: async_connect() takes (ami::error_code)
  pbx.async_connect([](std::string) {});                        // says: async_connect() takes (ami::error_code)
  pbx.async_disconnect([](error_code, int) {});                 // says: async_disconnect() takes (ami::error_code)
  pbx.async_disconnect(5s, [] {});                              // says: async_disconnect() takes (ami::error_code)
  pbx.async_wait_for(ami::connection_state::connected, [] {});  // says: async_wait_for() takes (ami::error_code)
  pbx.async_statistics([](int) {});  // says: async_statistics() takes (ami::error_code, ami::statistics)
  pbx.async_send_action(ping, [](const reply&) {});       // says: async_send_action() takes (ami::error_code, reply)
  pbx.async_send_action(ping, [](reply, error_code) {});  // says: async_send_action() takes (ami::error_code, reply)
  pbx.async_send_action(ping, 5s, [](error_code) {});     // says: async_send_action() takes (ami::error_code, reply)
  pbx.async_send_action(ping, "a text");                  // says: async_send_action() takes (ami::error_code, reply)
}

void handlers(const ami::cluster& pbxs) {
  pbxs.async_connect([](error_code) {});
  const auto first = ami::pick::first;
  pbxs.async_send_any(ping, first, {}, [](error_code, const auto&) {});
  pbxs.async_send_all(ping, {}, [](error_code, const auto&) {});
  pbxs.async_connect([] {});                    // says: async_connect() takes (ami::error_code)
  pbxs.async_connect_any([] {});                // says: async_connect_any() takes (ami::error_code)
  pbxs.async_disconnect([] {});                 // says: async_disconnect() takes (ami::error_code)
  pbxs.async_disconnect(5s, [] {});             // says: async_disconnect() takes (ami::error_code)
  pbxs.async_wait_for_all([] {});               // says: async_wait_for_all() takes (ami::error_code)
  pbxs.async_wait_for_any([] {});               // says: async_wait_for_any() takes (ami::error_code)
  pbxs.async_send_any(ping, first, {}, [] {});  // says: takes (ami::error_code, ami::server_reply<reply>)
  pbxs.async_send_all(ping, {}, [] {});         // says: takes (ami::error_code, std::vector<ami::server_reply<reply>>)
}

void handlers(ami::event_stream<>& events, ami::cluster_stream<>& all, ami::list_stream<ami::reply>& items) {
  events.async_next([](error_code, const std::optional<event>&) {});
  items.async_next([](error_code, auto&&) {});
  all.async_next([](auto&&...) {});
  events.async_next([](error_code) {});    // says: async_next() takes (ami::error_code, std::optional<value_type>)
  events.async_next([](auto, event) {});   // says: async_next() takes (ami::error_code, std::optional<value_type>)
  items.async_next([](auto) {});           // says: async_next() takes (ami::error_code, std::optional<value_type>)
  all.async_next([] {});                   // says: async_next() takes (ami::error_code, std::optional<value_type>)
  items.async_next_batch(1, [](auto) {});  // says: async_next_batch() takes (ami::error_code, std::vector<value_type>)
}

void handlers(const ami::manager& pbx, ami::call& call, ami::async_agi::call& agi) {
  const ami::actions::originate alice{"PJSIP/alice"};
  ami::async_originate(pbx, alice, [](error_code, ami::call) {});
  call.async_hang_up([](error_code) {});
  agi.async_exec("Answer", [](error_code, auto&&) {});
  pbx.async_connect(ami::with_details([](std::exception_ptr) {}));
  ami::async_originate(pbx, alice, [](error_code) {});      // says: the handler takes (ami::error_code, T)
  call.async_hang_up([](error_code, int) {});               // says: the handler takes (ami::error_code, T)
  agi.async_answer([] {});                                  // says: the handler takes (ami::error_code, T)
  pbx.async_connect(ami::with_details([](error_code) {}));  // says: async_connect() takes (ami::error_code)
}

// What is dropped.
asio::awaitable<void> drops(const ami::manager pbx, const ami::cluster pbxs, ami::async_agi::call agi) {
  auto stream = pbx.subscribe<>();
  auto all = pbxs.subscribe<>();
  auto items = pbx.list(ping);
  static_cast<void>(stream.try_next());
  const ami::actions::originate alice{"PJSIP/alice"};
  const auto call = co_await ami::originate(pbx, alice);
  auto other = ami::async_agi::accept(pbx);
  pbx.subscribe<ami::events::hangup>();                // says: the subscription ends
  pbxs.subscribe<>();                                  // says: the subscription ends
  pbx.list(ping);                                      // says: the list is stopped
  ami::async_agi::accept(pbx);                         // says: the listener ends
  ami::originate(pbx, alice);                          // says: nodiscard
  co_await ami::originate(pbx, alice);                 // clang says: is hung up when its object is dropped
  pbx.connect();                                       // says: nodiscard
  pbx.disconnect();                                    // says: nodiscard
  pbx.disconnect(5s);                                  // says: nodiscard
  pbx.wait_for(ami::connection_state::connected);      // says: nodiscard
  pbx.statistics();                                    // says: nodiscard
  pbx.send_action(ping);                               // says: nodiscard
  pbx.send_action(ping, 5s);                           // says: nodiscard
  pbx.async_connect(asio::use_awaitable);              // says: nodiscard
  pbx.async_send_action(ping, asio::use_awaitable);    // says: nodiscard
  ami::with_details(asio::use_awaitable);              // says: it is a completion token
  pbx.state();                                         // says: nodiscard
  pbxs.states();                                       // says: nodiscard
  stream.end_reason();                                 // says: nodiscard
  pbxs.connect();                                      // says: nodiscard
  pbxs.connect_any();                                  // says: nodiscard
  pbxs.wait_for_all();                                 // says: nodiscard
  pbxs.send_any(ping);                                 // says: nodiscard
  pbxs.send_all(ping);                                 // says: nodiscard
  pbxs.async_send_all(ping, {}, asio::use_awaitable);  // says: nodiscard
  stream.next();                                       // says: nodiscard
  stream.next_batch();                                 // says: nodiscard
  stream.async_next(asio::use_awaitable);              // says: nodiscard
  stream.try_next();                                   // says: nodiscard
  stream.try_next_batch();                             // says: nodiscard
  all.try_next();                                      // says: nodiscard
  all.try_next_batch();                                // says: nodiscard
  items.try_next();                                    // says: nodiscard
  items.next();                                        // says: nodiscard
  agi.answer();                                        // says: nodiscard
  agi.hangup();                                        // says: nodiscard
  other.next();                                        // says: nodiscard
}

void drops(ami::call& call) {
  call.hang_up();        // says: nodiscard
  call.wait_answered();  // says: nodiscard
  call.next();           // says: nodiscard
}
