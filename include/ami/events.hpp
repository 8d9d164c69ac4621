// All typed events.
#pragma once

#include <ami/event.hpp>
#include <ami/events/bridge.hpp>
#include <ami/events/channel.hpp>
#include <ami/events/dial.hpp>
#include <ami/events/endpoint.hpp>
#include <ami/events/queue.hpp>
#include <ami/events/system.hpp>
#include <ami/events/user.hpp>
