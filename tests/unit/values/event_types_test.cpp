// Several types of events as one: named lists, and kinds.
#include "catch.hpp"
#include "support/own_events.hpp"

#include <ami/ami.hpp>

#include <array>
#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace {

namespace events = ami::events;

ami::event made(std::string_view name, std::string_view more = {}) {
  return ami::event{ami::wire::frame::from_text("Event: " + std::string{name} + "\r\n" + std::string{more} + "\r\n")};
}

using call_events = ami::event_types<events::newchannel, events::hangup>;
using more_events = ami::event_types<call_events, events::dial_begin, events::hangup, events::any_queue_member>;
using own_events = ami::event_types<own::order_placed, own::acme_alarm, call_events>;

// Of a user's own.
class any_fax_end : public ami::event_kind<ami::event_type::receive_fax, ami::event_type::send_fax> {
public:
  using event_kind::event_kind;
  std::string_view remote_station() const noexcept { return text("RemoteStationID"); }
};

class long_fax : public any_fax_end {
public:
  using any_fax_end::any_fax_end;
  static bool matches(ami::wire::frame_view frame) noexcept {
    return ami::parse_integer(frame["PagesTransferred"]).value_or(0) > 9;
  }
};

std::string_view queue_of(const events::any_queue_member& member) noexcept {
  return member.queue();
}
std::string_view channel_in(const call_events& call) noexcept {
  return call["Channel"];
}

template <class T, class... Types>
constexpr bool yields = requires(const ami::event_of<Types...>& event) {
  event.template get_if<T>();
};

const ami::event paused =
    made("QueueMemberPause", "Queue: sales\r\nInterface: PJSIP/a\r\nPaused: 1\r\nReason: tea\r\n");
const ami::event removed = made("QUEUEMEMBERREMOVED", "Queue: sales\r\nInterface: PJSIP/b\r\nPaused: 0\r\n");
const ami::event newchannel = made("Newchannel", "Channel: PJSIP/a-1\r\nUniqueid: 1.1\r\nLinkedid: 1.1\r\n");
const ami::event hangup = made("Hangup", "Channel: PJSIP/a-1\r\nCause: 16\r\n");
const ami::event order = made("UserEvent", "UserEvent: OrderPlaced\r\nOrder: 17\r\n");
const ami::event other_user_event = made("UserEvent", "UserEvent: Other\r\n");
const ami::event raised = made("AcmeAlarm", "Cleared: no\r\n");

}  // namespace

TEST_CASE("a list of types has the streams that its types written out have", "[types]") {
  STATIC_REQUIRE(std::same_as<call_events::stream_type, ami::event_stream<events::newchannel, events::hangup>>);
  STATIC_REQUIRE(
      std::same_as<call_events::cluster_stream_type, ami::cluster_stream<events::newchannel, events::hangup>>);
  STATIC_REQUIRE(std::same_as<call_events::value_type, ami::event_of<events::newchannel, events::hangup>>);
  STATIC_REQUIRE(std::same_as<call_events::stream_type::value_type, call_events::value_type>);
}

TEST_CASE("lists in lists, and what is there twice", "[types]") {
  STATIC_REQUIRE(
      std::same_as<more_events::stream_type, ami::event_stream<events::newchannel, events::hangup, events::dial_begin,
                                                               events::any_queue_member>>);
  STATIC_REQUIRE(
      std::same_as<ami::event_types<events::hangup, call_events, more_events>::value_type,
                   ami::event_of<events::hangup, events::newchannel, events::dial_begin, events::any_queue_member>>);
  STATIC_REQUIRE(std::same_as<decltype(std::declval<ami::manager>().subscribe<call_events, events::hangup>()),
                              call_events::stream_type>);
  STATIC_REQUIRE(std::same_as<decltype(std::declval<ami::cluster>().subscribe<events::newchannel, call_events>()),
                              call_events::cluster_stream_type>);
  STATIC_REQUIRE(std::same_as<decltype(std::declval<ami::manager>().subscribe()), ami::event_stream<>>);
}

TEST_CASE("an event is of a list when it is of one of its types", "[types]") {
  CHECK(newchannel.is<call_events>());
  CHECK(hangup.is<call_events>());
  CHECK_FALSE(paused.is<call_events>());
  CHECK(paused.is<more_events>());
  CHECK(hangup.is<own_events>());
  CHECK(order.is<own_events>());
  CHECK(raised.is<own_events>());
  CHECK_FALSE(other_user_event.is<own_events>());
  CHECK_FALSE(made("AcmeOther").is<own_events>());
  CHECK_FALSE(ami::event{ami::lagged{1}}.is<call_events>());
  CHECK_FALSE(ami::event{}.is<call_events>());

  const auto call = hangup.get_if<call_events>();
  REQUIRE(call);
  CHECK((*call)["Channel"] == "PJSIP/a-1");
  CHECK(call->type() == ami::event_type::hangup);
  CHECK(call->is<events::hangup>());
  CHECK_FALSE(call->is<events::newchannel>());
  REQUIRE(call->get_if<events::hangup>());
  CHECK(call->get_if<events::hangup>()->cause() == ami::hangup_cause::normal_clearing);
  CHECK_FALSE(call->get_if<events::newchannel>());
  CHECK_FALSE(paused.get_if<call_events>());
}

TEST_CASE("an event is of a kind when its type is one of the kind's", "[types]") {
  CHECK(paused.is<events::any_queue_member>());
  CHECK(removed.is<events::any_queue_member>());
  CHECK_FALSE(made("QueueMember").is<events::any_queue_member>());
  CHECK_FALSE(newchannel.is<events::any_queue_member>());
  CHECK(newchannel.is<events::any_channel>());
  CHECK_FALSE(made("CoreShowChannel").is<events::any_channel>());
  CHECK_FALSE(made("DialBegin").is<events::any_channel>());
  CHECK_FALSE(ami::event{ami::connection_lost{{}}}.is<events::any_queue_member>());
  CHECK_FALSE(raised.is<events::any_queue_member>());

  const auto member = paused.get_if<events::any_queue_member>();
  REQUIRE(member);
  CHECK(member->queue() == "sales");
  CHECK(member->interface() == "PJSIP/a");
  CHECK(member->paused() == true);
  CHECK(member->type() == ami::event_type::queue_member_pause);
  REQUIRE(member->get_if<events::queue_member_pause>());
  CHECK(member->get_if<events::queue_member_pause>()->reason() == "tea");
  CHECK_FALSE(member->get_if<events::queue_member_removed>());
  CHECK(removed.get_if<events::any_queue_member>()->get_if<events::queue_member_removed>());
  CHECK(events::any_queue_member{}.type() == ami::event_type::unknown);
  STATIC_REQUIRE(sizeof(events::any_queue_member) == sizeof(void*));
}

TEST_CASE("a function for a kind or a list takes each of its events, and no other", "[types]") {
  CHECK(queue_of(*paused.get_if<events::queue_member_pause>()) == "sales");
  CHECK(queue_of(*removed.get_if<events::queue_member_removed>()) == "sales");
  CHECK(channel_in(*hangup.get_if<events::hangup>()) == "PJSIP/a-1");
  CHECK(channel_in(*newchannel.get_if<own::my_newchannel>()) == "PJSIP/a-1");
  STATIC_REQUIRE(std::is_convertible_v<events::queue_member_added, events::any_queue_member>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<events::queue_member, events::any_queue_member>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<ami::event_view, events::any_queue_member>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<ami::event, events::any_queue_member>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<ami::lagged, events::any_queue_member>);
  STATIC_REQUIRE(std::is_convertible_v<own::my_newchannel, events::any_channel>);
  STATIC_REQUIRE(std::is_convertible_v<own::order_placed, events::any_channel>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<own::acme_alarm, events::any_channel>);
  // A smaller kind as a larger one, and not the other way.
  STATIC_REQUIRE(std::is_convertible_v<events::any_queue_caller, events::any_channel>);
  STATIC_REQUIRE(std::is_convertible_v<events::any_bridge_member, events::any_bridge>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<events::any_bridge, events::any_bridge_member>);
  // Lists.
  STATIC_REQUIRE(std::is_convertible_v<call_events, events::any_channel>);
  STATIC_REQUIRE(std::is_convertible_v<call_events, own_events>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<own_events, call_events>);
  STATIC_REQUIRE(std::is_convertible_v<own::order_placed, own_events>);
  STATIC_REQUIRE(std::is_convertible_v<own::large_order, own_events>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<events::user_event, own_events>);
  STATIC_REQUIRE(std::is_convertible_v<events::queue_member_pause, more_events>);
}

TEST_CASE("match takes kinds and lists, and the first function that fits", "[types]") {
  std::string called;
  const auto match = [&](const ami::event& event) {
    called.clear();
    return event.match(
        [&](const events::queue_member_pause&) { called = "pause"; },
        [&](const events::any_queue_member& member) { called = "member " + std::string{member.interface()}; },
        [&](const own_events& known) { called = "own " + std::string{known["Channel"]}; },
        [&](const events::any_channel& about) { called = "channel " + std::string{about["UserEvent"]}; });
  };
  CHECK((match(paused) && called == "pause"));
  CHECK((match(removed) && called == "member PJSIP/b"));
  CHECK((match(hangup) && called == "own PJSIP/a-1"));
  CHECK((match(order) && called == "own "));
  CHECK((match(other_user_event) && called == "channel Other"));
  CHECK_FALSE(match(made("DialBegin")));
  CHECK_FALSE(match(ami::event{ami::lagged{1}}));
}

TEST_CASE("a stream of a kind yields it, its types and the gaps", "[types]") {
  using members = ami::event_of<events::any_queue_member>;
  STATIC_REQUIRE(yields<events::any_queue_member, events::any_queue_member>);
  STATIC_REQUIRE(yields<events::queue_member_pause, events::any_queue_member>);
  STATIC_REQUIRE(yields<events::any_queue_member, events::queue_member_pause>);
  STATIC_REQUIRE(yields<ami::lagged, events::any_queue_member>);
  STATIC_REQUIRE(yields<call_events, events::hangup>);
  STATIC_REQUIRE(yields<call_events, events::any_channel>);
  STATIC_REQUIRE_FALSE(yields<events::hangup, events::any_queue_member>);
  STATIC_REQUIRE_FALSE(yields<events::any_channel, events::any_queue_member>);
  STATIC_REQUIRE_FALSE(yields<call_events, events::any_queue_member>);
  STATIC_REQUIRE_FALSE(yields<events::any_queue_member, events::hangup>);
  std::string called;
  members{paused}.match([&](const events::queue_member_removed&) { called = "removed"; },
                        [&](const events::any_queue_member&) { called = "member"; });
  CHECK(called == "member");
}

TEST_CASE("as a variant a type comes before its kind, wherever it stands", "[types]") {
  using kind_first = ami::event_of<events::any_queue_member, events::queue_member_pause, events::any_channel>;
  const kind_first a{paused};
  const kind_first b{removed};
  const kind_first c{hangup};
  const kind_first d{ami::event{ami::lagged{3}}};
  CHECK(std::holds_alternative<events::queue_member_pause>(a.variant()));
  REQUIRE(std::holds_alternative<events::any_queue_member>(b.variant()));
  CHECK(std::get<events::any_queue_member>(b.variant()).interface() == "PJSIP/b");
  CHECK(std::holds_alternative<events::any_channel>(c.variant()));
  CHECK(std::get<ami::lagged>(d.variant()).count() == 3);

  const ami::event_of<events::any_channel, own::order_placed> e{order};
  const ami::event_of<events::any_channel, own::order_placed> f{other_user_event};
  CHECK(std::holds_alternative<own::order_placed>(e.variant()));
  CHECK(std::holds_alternative<events::any_channel>(f.variant()));
  const ami::event_of<events::any_channel> g{paused};
  CHECK_THROWS_AS(g.variant(), std::bad_variant_access);

  using some = std::variant<events::unknown, events::any_channel, events::hangup, events::any_queue_member>;
  CHECK(std::holds_alternative<events::hangup>(ami::as_variant<some>(hangup)));
  CHECK(std::holds_alternative<events::any_channel>(ami::as_variant<some>(newchannel)));
  CHECK(std::holds_alternative<events::any_queue_member>(ami::as_variant<some>(paused)));
  const ami::event dial = made("DialBegin");
  CHECK(std::holds_alternative<events::unknown>(ami::as_variant<some>(dial)));
}

TEST_CASE("a kind of the user's own, with and without a condition", "[types]") {
  const ami::event sent = made("SendFAX", "RemoteStationID: 42\r\nPagesTransferred: 3\r\n");
  const ami::event received = made("ReceiveFAX", "RemoteStationID: 43\r\nPagesTransferred: 12\r\n");
  REQUIRE(sent.get_if<any_fax_end>());
  CHECK(sent.get_if<any_fax_end>()->remote_station() == "42");
  CHECK(received.is<any_fax_end>());
  CHECK_FALSE(hangup.is<any_fax_end>());
  CHECK_FALSE(sent.is<long_fax>());
  CHECK(received.is<long_fax>());
  CHECK_FALSE(hangup.is<long_fax>());
  CHECK(any_fax_end{*sent.get_if<events::send_fax>()}.remote_station() == "42");
  const ami::event_of<events::receive_fax, long_fax> both{received};
  CHECK(std::holds_alternative<long_fax>(both.variant()));
}

TEST_CASE("the filters of a subscription: one for each type, and of a kind one for each of its types", "[types]") {
  const auto& filters = ami::detail::event_filters<events::hangup, events::any_hold, own::order_placed, long_fax>::all;
  REQUIRE(filters.size() == 6);
  CHECK(filters[0].type_ == ami::event_type::hangup);
  CHECK(filters[1].type_ == ami::event_type::hold);
  CHECK(filters[2].type_ == ami::event_type::unhold);
  CHECK(filters[3].type_ == ami::event_type::user_event);
  CHECK(filters[3].name_ == "OrderPlaced");
  CHECK(filters[4].type_ == ami::event_type::receive_fax);
  CHECK(filters[5].type_ == ami::event_type::send_fax);
  CHECK(filters[2].matches_ == nullptr);
  CHECK(filters[4].matches_ != nullptr);
  CHECK(filters[5].matches_ == filters[4].matches_);
  STATIC_REQUIRE(ami::detail::event_filters<>::all.empty());
}
