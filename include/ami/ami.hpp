// The whole library except its opt-in parts:
//
//     ami/fmt.hpp          formatting by fmt
//     ami/json.hpp         to and from Boost.JSON; needs the target ami::json
//     ami/live_state.hpp   the state of the PBX in memory, and ami/cluster_live_state.hpp of many; needs the target
//                          ami::live
//     ami/testing/*.hpp    a fake Asterisk to test your own code with; needs the target ami::testing
//
// It is convenient, and takes a while to compile: it includes the classes of all events and all actions. A file that
// only passes a manager on needs ami/manager.hpp, and one that uses a few events or actions their headers beside it,
// for example ami/events/channel.hpp and ami/actions/queue.hpp.
//
//     ami::manager pbx{executor, ami::options{"pbx.example.org"}.credentials("admin", secret)};
//     co_await pbx.connect();
//     auto calls = pbx.subscribe<ami::events::newchannel, ami::events::hangup>();
//     auto pong  = co_await pbx.send_action(ami::actions::ping{});
//     while (auto event = co_await calls.next()) { ... }
#pragma once

#include <ami/action.hpp>
#include <ami/actions.hpp>
#include <ami/async_agi.hpp>
#include <ami/call.hpp>
#include <ami/cluster.hpp>
#include <ami/connection_state.hpp>
#include <ami/errc.hpp>
#include <ami/error.hpp>
#include <ami/event.hpp>
#include <ami/event_stream.hpp>
#include <ami/event_types.hpp>
#include <ami/event_variant.hpp>
#include <ami/events.hpp>
#include <ami/list_reply.hpp>
#include <ami/list_stream.hpp>
#include <ami/manager.hpp>
#include <ami/message.hpp>
#include <ami/names.hpp>
#include <ami/options.hpp>
#include <ami/prometheus.hpp>
#include <ami/reply.hpp>
#include <ami/response.hpp>
#include <ami/secret.hpp>
#include <ami/snapshot.hpp>
#include <ami/statistics.hpp>
#include <ami/tls.hpp>
#include <ami/update_config.hpp>
#include <ami/user_event.hpp>
#include <ami/values.hpp>
#include <ami/version.hpp>
#include <ami/with_details.hpp>
