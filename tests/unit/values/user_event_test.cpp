// Typed events of a user's own: what they are, and that nothing else is made an event of.
#include "catch.hpp"
#include "streams/subscription.hpp"
#include "support/own_events.hpp"

#include <ami/ami.hpp>
#include <ami/wire/frame_reader.hpp>

#include <boost/asio/io_context.hpp>

#include <array>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace events = ami::events;
using ami::detail::event_filter;
using ami::detail::subscription;

ami::event event_of(std::string_view text) {
  return ami::event{ami::wire::frame::from_text(text)};
}

const ami::event order = event_of(
    "Event: UserEvent\r\nPrivilege: user,all\r\nChannel: PJSIP/a-1\r\nUserEvent: ORDERPLACED\r\nOrder: 17\r\n"
    "Amount: 1200\r\nExpress: Yes\r\nNote: it\\'s\r\nItem: one\r\nItem: two\r\nWaited: 12\r\nCause: 17\r\n\r\n");
const ami::event other_user_event = event_of("Event: UserEvent\r\nUserEvent: OrderPlacedToo\r\n\r\n");
const ami::event acme = event_of("Event: acmealarm\r\nCleared: on\r\n\r\n");
const ami::event vendors = event_of("Event: AcmeAlarms\r\n\r\n");
const ami::event newchannel = event_of("Event: Newchannel\r\nChannel: PJSIP/a-1\r\n\r\n");
const ami::event hangup = event_of("Event: Hangup\r\nCause: 16\r\n\r\n");

// Whether a subscription to these takes the frame, as the connection asks it: the raw frame first.
template <class... Types>
bool takes(std::string_view text, bool* copied = nullptr) {
  asio::io_context io;
  const std::array<event_filter, sizeof...(Types)> filters{event_filter::of<Types>()...};
  const subscription stream{std::make_shared<ami::detail::context_executor>(io.get_executor()), filters,
                            ami::subscribe_options{}};
  ami::wire::frame_reader reader{{}, ami::wire::frame_reader::greeting::absent};
  reader.feed(text);
  REQUIRE(reader.next() == ami::wire::frame_reader::result::frame);
  const auto& raw = reader.current();
  const auto type =
      raw.kind() == ami::wire::frame_kind::event ? ami::find_event_type(raw.name()) : ami::event_type::unknown;
  const bool wanted = stream.wants(type, raw);
  if (copied != nullptr) {
    *copied = wanted;
  }
  return wanted && stream.accepts(ami::event{raw.to_frame(), type});
}

}  // namespace

TEST_CASE("a class of the user's own is a typed event", "[own]") {
  STATIC_REQUIRE(ami::typed_event<own::order_placed>);
  STATIC_REQUIRE(ami::typed_event<own::large_order>);
  STATIC_REQUIRE(ami::typed_event<own::acme_alarm>);
  STATIC_REQUIRE(ami::typed_event<own::my_newchannel>);
  STATIC_REQUIRE(own::order_placed::type_id == ami::event_type::user_event);
  STATIC_REQUIRE(own::order_placed::user_event_name == "OrderPlaced");
  STATIC_REQUIRE(own::acme_alarm::type_id == ami::event_type::unknown);
  STATIC_REQUIRE(own::acme_alarm::wire_name == "AcmeAlarm");
  STATIC_REQUIRE(sizeof(own::order_placed) == sizeof(void*));
}

TEST_CASE("a user event is one of its class by its name, in any case", "[own]") {
  const auto placed = order.get_if<own::order_placed>();
  REQUIRE(placed);
  CHECK(placed->order() == "17");
  CHECK(placed->amount() == 1200);
  CHECK(placed->express() == true);
  CHECK(placed->note() == "it's");
  CHECK(placed->items() == std::vector<std::string_view>{"one", "two"});
  CHECK(placed->second_item() == "two");
  CHECK(placed->waited() == std::chrono::seconds{12});
  CHECK(placed->cause() == ami::hangup_cause::user_busy);
  CHECK(placed->channel() == "PJSIP/a-1");
  CHECK(order.is<events::user_event>());
  CHECK_FALSE(other_user_event.is<own::order_placed>());
  CHECK(other_user_event.is<events::user_event>());
  for (const auto* event : {&acme, &vendors, &newchannel, &hangup}) {
    CHECK_FALSE(event->is<own::order_placed>());
  }
  CHECK_FALSE(event_of("Event: UserEvent\r\nOrder: 1\r\n\r\n").is<own::order_placed>());
  CHECK_FALSE(event_of("Response: UserEvent\r\nUserEvent: OrderPlaced\r\n\r\n").is<own::order_placed>());
  CHECK_FALSE(ami::event{ami::lagged{1}}.is<own::order_placed>());
}

TEST_CASE("text without a colon behind a user event's name is none of it", "[own]") {
  constexpr std::string_view text = "Event: UserEvent\r\nUserEvent: OrderPlaced\r\nno colon here\r\nOrder: 1\r\n\r\n";
  CHECK(event_of(text).is<own::order_placed>());
  CHECK(takes<own::order_placed>(text));
}

TEST_CASE("a vendor's event is one of its class by its name, in any case", "[own]") {
  const auto raised = acme.get_if<own::acme_alarm>();
  REQUIRE(raised);
  CHECK(raised->cleared() == true);
  CHECK(acme.is<events::unknown>());
  for (const auto* event : {&vendors, &newchannel, &hangup, &order}) {
    CHECK_FALSE(event->is<own::acme_alarm>());
  }
  CHECK_FALSE(event_of("AcmeAlarm: AcmeAlarm\r\n\r\n").is<own::acme_alarm>());
  CHECK_FALSE(event_of("Response: AcmeAlarm\r\n\r\n").is<own::acme_alarm>());
  CHECK_FALSE(ami::event{}.is<own::acme_alarm>());
  CHECK_FALSE(ami::event{ami::connection_restored{1, {}}}.is<own::acme_alarm>());
}

TEST_CASE("a name that the catalogue has in the meantime is still the user's", "[own]") {
  CHECK(hangup.is<own::early_hangup>());
  CHECK(hangup.is<events::hangup>());
  CHECK_FALSE(newchannel.is<own::early_hangup>());
  CHECK(takes<own::early_hangup>("Event: Hangup\r\n\r\n"));
  CHECK_FALSE(takes<own::early_hangup>("Event: Newchannel\r\n\r\n"));
}

TEST_CASE("a class that asks for more than a name", "[own]") {
  const ami::event small = event_of("Event: UserEvent\r\nUserEvent: OrderPlaced\r\nAmount: 5\r\n\r\n");
  CHECK(order.is<own::large_order>());
  CHECK_FALSE(small.is<own::large_order>());
  CHECK(small.is<own::order_placed>());
  CHECK_FALSE(event_of("Event: UserEvent\r\nUserEvent: Other\r\nAmount: 5000\r\n\r\n").is<own::large_order>());
  CHECK(takes<own::large_order>("Event: UserEvent\r\nUserEvent: OrderPlaced\r\nAmount: 5000\r\n\r\n"));
  CHECK_FALSE(takes<own::large_order>("Event: UserEvent\r\nUserEvent: OrderPlaced\r\nAmount: 5\r\n\r\n"));
}

TEST_CASE("a class derived from one of the catalogue's", "[own]") {
  const auto made = newchannel.get_if<own::my_newchannel>();
  REQUIRE(made);
  CHECK(made->technology() == "PJSIP");
  CHECK(made->channel() == "PJSIP/a-1");
  CHECK_FALSE(hangup.is<own::my_newchannel>());
  const ami::event_of<events::newchannel> typed{newchannel};
  CHECK(typed.get_if<own::my_newchannel>().has_value());
}

TEST_CASE("match takes the first function whose type it is", "[own]") {
  std::string called;
  const auto match = [&](const ami::event& event) {
    called.clear();
    return event.match(
        [&](const own::large_order&) { called = "large"; }, [&](const own::order_placed&) { called = "order"; },
        [&](const events::user_event&) { called = "user"; }, [&](const own::acme_alarm&) { called = "acme"; },
        [&](const own::my_newchannel&) { called = "newchannel"; });
  };
  CHECK((match(order) && called == "large"));
  CHECK((match(event_of("Event: UserEvent\r\nUserEvent: orderplaced\r\n\r\n")) && called == "order"));
  CHECK((match(other_user_event) && called == "user"));
  CHECK((match(acme) && called == "acme"));
  CHECK((match(newchannel) && called == "newchannel"));
  CHECK_FALSE(match(hangup));
  CHECK_FALSE(match(vendors));
}

TEST_CASE("as a variant the more special class comes first, wherever it stands", "[own]") {
  using first = ami::event_of<own::order_placed, events::user_event>;
  using last = ami::event_of<events::user_event, own::order_placed>;
  const first a{order};
  const last b{order};
  CHECK(std::holds_alternative<own::order_placed>(a.variant()));
  CHECK(std::holds_alternative<own::order_placed>(b.variant()));
  const last c{other_user_event};
  CHECK(std::holds_alternative<events::user_event>(c.variant()));
  const ami::event_of<own::acme_alarm, own::my_newchannel> d{acme};
  CHECK(std::get<own::acme_alarm>(d.variant()).cleared() == true);

  using some = std::variant<events::unknown, own::acme_alarm, own::order_placed>;
  CHECK(std::holds_alternative<own::acme_alarm>(ami::as_variant<some>(acme)));
  CHECK(std::holds_alternative<own::order_placed>(ami::as_variant<some>(order)));
  CHECK(std::holds_alternative<events::unknown>(ami::as_variant<some>(vendors)));
  CHECK(std::holds_alternative<events::unknown>(ami::as_variant<some>(hangup)));
  CHECK(ami::visit([](auto view) { return view.type_id; }, order) == ami::event_type::user_event);
  CHECK(ami::visit([](auto view) { return view.type_id; }, acme) == ami::event_type::unknown);
}

TEST_CASE("a frame that nobody wants is not copied to find that out", "[own]") {
  constexpr std::string_view frames[] = {"Event: UserEvent\r\nUserEvent: OrderPlacedToo\r\n\r\n",
                                         "Event: UserEvent\r\nOrder: OrderPlaced\r\n\r\n",
                                         "Event: UserEvent\r\nUserEvent:OrderPlaced2\r\n\r\n",
                                         "Event: UserEvent\r\nUserEvent: x: OrderPlaced\r\n\r\n",
                                         "Event: AcmeAlarms\r\n\r\n",
                                         "Event: Acme\r\n\r\n",
                                         "Response: AcmeAlarm\r\n\r\n",
                                         "AcmeAlarm\r\n\r\n",
                                         "Event: Newchannel\r\nUserEvent: OrderPlaced\r\n\r\n"};
  for (const auto text : frames) {
    CAPTURE(std::string{text});
    bool copied = true;
    CHECK_FALSE(takes<own::order_placed, own::acme_alarm>(text, &copied));
    CHECK_FALSE(copied);
  }
  CHECK(takes<own::order_placed, own::acme_alarm>("Event: UserEvent\r\nuserevent:OrderPlaced\r\n\r\n"));
  CHECK(takes<own::order_placed, own::acme_alarm>("Event: ACMEALARM\r\n\r\n"));
  CHECK(takes<own::order_placed, events::newchannel>("Event: Newchannel\r\n\r\n"));
  CHECK(takes<events::user_event, own::order_placed>("Event: UserEvent\r\nUserEvent: Other\r\n\r\n"));
  CHECK(takes<events::unknown, own::acme_alarm>("AcmeAlarm\r\n\r\n"));
  CHECK(takes<own::my_newchannel>("Event: Newchannel\r\n\r\n"));
}

TEST_CASE("the raw frame and the event agree on the name, whatever the frame looks like", "[own]") {
  std::mt19937 random{11};
  constexpr std::string_view parts[] = {"Event: UserEvent\r\n",
                                        "Event: AcmeAlarm\r\n",
                                        "UserEvent: OrderPlaced\r\n",
                                        "UserEvent: orderplaced\n",
                                        "userevent:OrderPlaced\r\n",
                                        "UserEvent : x\r\n",
                                        "no colon\n",
                                        "UserEvent: \r\n",
                                        ": x\r\n",
                                        "UserEvent: OrderPlaced \r\n",
                                        "UserEvent: OrderPlaced\r\r\n",
                                        "UserEventOrderPlaced\r\n",
                                        "UserEvent:: a\r\n"};
  std::size_t taken = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text{parts[random() % 3]};
    for (std::size_t lines = random() % 5; lines > 0; --lines) {
      text += parts[random() % std::size(parts)];
    }
    text += "\r\n";
    const ami::event event = event_of(text);
    CAPTURE(text);
    const bool is_one = event.is<own::order_placed>() || event.is<own::acme_alarm>();
    REQUIRE(takes<own::order_placed, own::acme_alarm>(text) == is_one);
    taken += is_one ? 1 : 0;
  }
  CHECK(taken > 5000);
  CHECK(taken < 15000);
}
