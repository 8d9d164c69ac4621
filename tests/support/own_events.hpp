// Events as a user of the library writes them.
#pragma once

#include <ami/events/channel.hpp>
#include <ami/user_event.hpp>
#include <ami/values.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace own {

class order_placed : public ami::user_event_named<"OrderPlaced"> {
public:
  using user_event_named::user_event_named;
  std::string_view order() const noexcept { return text("Order"); }
  std::optional<std::int64_t> amount() const noexcept { return integer("Amount"); }
  std::optional<bool> express() const noexcept { return boolean("Express"); }
  std::string note() const { return unescaped("Note"); }
  std::vector<std::string_view> items() const { return all("Item"); }
  std::string_view second_item() const noexcept { return nth("Item", 1); }
  std::optional<std::chrono::seconds> waited() const noexcept { return ami::parse_seconds(text("Waited")); }
  std::optional<ami::hangup_cause> cause() const noexcept { return enumeration<ami::hangup_cause>("Cause", 255); }
};

// More than a name: `matches` narrows it.
class large_order : public order_placed {
public:
  using order_placed::order_placed;
  static bool matches(ami::wire::frame_view frame) noexcept {
    return ami::parse_integer(frame["Amount"]).value_or(0) >= 1000;
  }
};

class acme_alarm : public ami::vendor_event<"AcmeAlarm"> {
public:
  using vendor_event::vendor_event;
  std::optional<bool> cleared() const noexcept { return boolean("Cleared"); }
};

// Of a name that the catalogue has, as if it had not when this was written.
class early_hangup : public ami::vendor_event<"hangup"> {
public:
  using vendor_event::vendor_event;
};

class my_newchannel : public ami::events::newchannel {
public:
  using newchannel::newchannel;
  std::string_view technology() const noexcept { return channel().substr(0, channel().find('/')); }
};

}  // namespace own
