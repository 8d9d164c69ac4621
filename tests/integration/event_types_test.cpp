// Named lists of types, and kinds of events, over a connection.
#include "catch.hpp"
#include "support/fake_server.hpp"
#include "support/own_events.hpp"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace {

namespace events = ami::events;

using call_events = ami::event_types<events::newchannel, events::hangup>;
using names = std::vector<std::string>;

frame_text member(const std::string& name, const std::string& interface) {
  return frame_text::event(name, "agent,all").header("Queue", "sales").header("Interface", interface);
}

// Sends a mixture, and waits until it has arrived.
void send_all(test::connection& link) {
  link.server.send_event(frame_text::event("Newchannel").header("Channel", "PJSIP/a-1"));
  link.server.send_event(member("QueueMemberPause", "PJSIP/a"));
  link.server.send_event(member("QueueMemberAdded", "PJSIP/b"));
  link.server.send_event(frame_text::event("DialBegin").header("Channel", "PJSIP/a-1"));
  link.server.send_event(frame_text::event("UserEvent", "user").header("UserEvent", "OrderPlaced"));
  link.server.send_event(member("QueueMember", "PJSIP/c"));
  link.server.send_event(frame_text::event("Hangup").header("Channel", "PJSIP/a-1"));
  link.server.send_event(member("QueueMemberRemoved", "PJSIP/a"));
  link.settle();
}

template <class Stream>
names names_of(Stream& stream) {
  names result;
  while (auto event = stream.try_next()) {
    result.push_back(std::string{event->name()});
  }
  return result;
}

// What the list is for: the type of a member.
class call_counter {
public:
  explicit call_counter(call_events::stream_type calls) : calls_{std::move(calls)} {}

  int count() {
    int result = 0;
    while (auto event = calls_.try_next()) {
      result += on(*event) ? 1 : 0;
    }
    return result;
  }

private:
  static bool on(const call_events::value_type& event) {
    return event.match([](const call_events&) {});
  }

  call_events::stream_type calls_;
};

}  // namespace

TEST_CASE("streams of lists and of kinds get their events, in order and once", "[types]") {
  test::connection link;
  auto calls = link.pbx.subscribe<call_events>();
  auto more = link.pbx.subscribe<call_events, events::dial_begin, events::hangup, own::order_placed>();
  auto members = link.pbx.subscribe<events::any_queue_member>();
  auto twice = link.pbx.subscribe<events::queue_member_pause, events::any_queue_member, call_events>();
  auto channels = link.pbx.subscribe<events::any_channel>();
  auto filtered = link.pbx.subscribe<events::any_queue_member>(
      ami::subscribe_options{}.where([](const ami::event& event) { return event["Interface"] == "PJSIP/b"; }));
  call_counter counter{link.pbx.subscribe<call_events>()};
  send_all(link);
  CHECK(names_of(calls) == names{"Newchannel", "Hangup"});
  CHECK(names_of(more) == names{"Newchannel", "DialBegin", "UserEvent", "Hangup"});
  CHECK(names_of(members) == names{"QueueMemberPause", "QueueMemberAdded", "QueueMemberRemoved"});
  CHECK(names_of(twice) == names{"Newchannel", "QueueMemberPause", "QueueMemberAdded", "Hangup", "QueueMemberRemoved"});
  CHECK(names_of(channels) == names{"Newchannel", "UserEvent", "Hangup"});
  CHECK(names_of(filtered) == names{"QueueMemberAdded"});
  CHECK(counter.count() == 2);
}

TEST_CASE("every way to take an event of a kind", "[types]") {
  test::connection link;
  auto stream = link.pbx.subscribe<events::any_queue_member>();
  send_all(link);
  const auto first = test::run(link.io, stream.next());
  REQUIRE(first);
  const auto paused = first->get_if<events::any_queue_member>();
  REQUIRE(paused);
  CHECK(paused->interface() == "PJSIP/a");
  CHECK(paused->get_if<events::queue_member_pause>());
  CHECK(first->is<events::queue_member_pause>());
  const auto second = stream.try_next();
  REQUIRE(second);
  std::string queue;
  CHECK(second->match([&](const events::any_queue_member& added) { queue = added.queue(); }));
  CHECK(queue == "sales");
  const auto third = stream.try_next();
  REQUIRE(third);
  REQUIRE(std::holds_alternative<events::any_queue_member>(third->variant()));
  CHECK(std::get<events::any_queue_member>(third->variant()).interface() == "PJSIP/a");

  test::run(link.io, link.pbx.disconnect());
  CHECK_FALSE(test::run(link.io, stream.next()));
}

TEST_CASE("a stream of a kind gets the gaps, too", "[types]") {
  test::connection link;
  auto stream = link.pbx.subscribe<events::any_queue_member>();
  link.server.drop_connections();
  const auto gap = test::run(link.io, stream.next());
  REQUIRE(gap);
  CHECK(gap->is<ami::connection_lost>());
  CHECK_FALSE(gap->is<events::any_queue_member>());
  CHECK(std::holds_alternative<ami::connection_lost>(gap->variant()));
}

TEST_CASE("a cluster's streams of lists and of kinds", "[types][cluster]") {
  fake_asterisk one{test::quiet()};
  fake_asterisk other{test::quiet()};
  asio::io_context io;
  ami::cluster pbxs{io};
  pbxs.add("one", test::address_of(one));
  pbxs.add("other", test::address_of(other));
  test::run(io, pbxs.connect());
  call_events::cluster_stream_type calls = pbxs.subscribe<call_events>();
  auto members = pbxs.subscribe<events::any_queue_member>();
  one.send_event(frame_text::event("Hangup").header("Channel", "PJSIP/a-1"));
  other.send_event(member("QueueMemberStatus", "PJSIP/b"));
  const auto gone = test::run(io, calls.next());
  REQUIRE(gone);
  CHECK(gone->server() == "one");
  CHECK(gone->get_if<call_events>());
  const auto changed = test::run(io, members.next());
  REQUIRE(changed);
  CHECK(changed->server() == "other");
  CHECK(changed->get_if<events::any_queue_member>()->interface() == "PJSIP/b");
  CHECK_FALSE(calls.try_next());
}
