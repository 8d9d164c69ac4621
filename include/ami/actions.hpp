// All typed actions.
#pragma once

#include <ami/actions/channel.hpp>
#include <ami/actions/core.hpp>
