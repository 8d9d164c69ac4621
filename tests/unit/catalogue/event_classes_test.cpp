// Whether a mask has a class of events.
#include "catalogue/event_classes.hpp"
#include "catch.hpp"

#include <string_view>

using ami::detail::mask_has_class;

TEST_CASE("event classes: a mask has the classes that it names, by word, by number, or all at once") {
  for (const char* const mask : {"on", "ON", "yes", "true", "y", "all", "call", "system,call", "Call,user", "2", "3",
                                 "2147483647", "agent,all"}) {
    CAPTURE(mask);
    CHECK(mask_has_class(mask, "call"));
  }
  for (const char* const mask :
       {"", "off", "no", "false", "0", "1", "4", "system", "system,user", "calls", "call2", "on,system"}) {
    CAPTURE(mask);
    CHECK_FALSE(mask_has_class(mask, "call"));
  }
  CHECK(mask_has_class("8192", "agi"));
  CHECK(mask_has_class("1073741824", "message"));
  CHECK_FALSE(mask_has_class("262144", "message"));
}
