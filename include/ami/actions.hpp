// All typed actions. A file that uses few of them compiles faster with their headers alone.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/actions/agent.hpp>
#include <ami/actions/agi.hpp>
#include <ami/actions/bridge.hpp>
#include <ami/actions/channel.hpp>
#include <ami/actions/conference.hpp>
#include <ami/actions/config.hpp>
#include <ami/actions/core.hpp>
#include <ami/actions/dahdi.hpp>
#include <ami/actions/database.hpp>
#include <ami/actions/dialplan.hpp>
#include <ami/actions/dtmf.hpp>
#include <ami/actions/endpoint.hpp>
#include <ami/actions/fax.hpp>
#include <ami/actions/parking.hpp>
#include <ami/actions/pjsip.hpp>
#include <ami/actions/queue.hpp>
#include <ami/actions/recording.hpp>
#include <ami/actions/state.hpp>
#include <ami/actions/voicemail.hpp>
