// All typed events. A file that uses few of them compiles faster with their headers alone.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/events/agent.hpp>
#include <ami/events/agi.hpp>
#include <ami/events/aoc.hpp>
#include <ami/events/bridge.hpp>
#include <ami/events/call_completion.hpp>
#include <ami/events/cdr.hpp>
#include <ami/events/channel.hpp>
#include <ami/events/conference.hpp>
#include <ami/events/core.hpp>
#include <ami/events/dahdi.hpp>
#include <ami/events/dial.hpp>
#include <ami/events/dtmf.hpp>
#include <ami/events/endpoint.hpp>
#include <ami/events/fax.hpp>
#include <ami/events/kinds.hpp>
#include <ami/events/local.hpp>
#include <ami/events/parking.hpp>
#include <ami/events/pjsip.hpp>
#include <ami/events/queue.hpp>
#include <ami/events/recording.hpp>
#include <ami/events/rtp.hpp>
#include <ami/events/security.hpp>
#include <ami/events/state.hpp>
#include <ami/events/system.hpp>
#include <ami/events/transfer.hpp>
#include <ami/events/user.hpp>
#include <ami/events/voicemail.hpp>
