// The values of headers: their types, and how they are read from text.
#pragma once

#include <ami/value_parsing.hpp>
#include <ami/value_types.hpp>
