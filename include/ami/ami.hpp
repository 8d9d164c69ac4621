// The whole library, but for what is opt-in: ami/fmt.hpp, ami/json.hpp, ami/testing/*.hpp.
#pragma once

#include <ami/action.hpp>
#include <ami/actions.hpp>
#include <ami/async_agi.hpp>
#include <ami/call.hpp>
#include <ami/cluster.hpp>
#include <ami/error.hpp>
#include <ami/event.hpp>
#include <ami/event_stream.hpp>
#include <ami/event_variant.hpp>
#include <ami/events.hpp>
#include <ami/list_reply.hpp>
#include <ami/list_stream.hpp>
#include <ami/manager.hpp>
#include <ami/message.hpp>
#include <ami/options.hpp>
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
