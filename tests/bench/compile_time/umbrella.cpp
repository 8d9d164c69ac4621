// The same client, and an include of everything.
#include "typed_headers.cpp"  // NOLINT(bugprone-suspicious-include)

#include <ami/ami.hpp>
