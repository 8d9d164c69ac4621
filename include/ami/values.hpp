// The values of headers: their types (ami/value_types.hpp), and how they are read from text (ami/value_parsing.hpp).
// The headers of typed events and actions include it.
#pragma once

#include <ami/value_parsing.hpp>
#include <ami/value_types.hpp>
