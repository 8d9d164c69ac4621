// detail::event_hub: who gets which event. Frames come from a reader that no socket feeds.
#include "catch.hpp"
#include "streams/event_hub.hpp"
#include "support/own_events.hpp"
#include "support/subscriptions.hpp"

#include <ami/ami.hpp>

#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <bitset>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace asio = boost::asio;
namespace wire = ami::wire;
using ami::errc;
using ami::event_type;
using ami::detail::event_filter;
using ami::detail::subscription;
using ami::detail::take_result;

namespace {

using stream_ptr = std::shared_ptr<subscription>;

// A hub, and a reader that gives it frames.
class fixture {
public:
  stream_ptr subscribe(const std::vector<event_filter>& filters = {}, const ami::subscribe_options& options = {}) {
    return hub.subscribe(filters, options);
  }
  template <class... Events>
  stream_ptr subscribe_to(const ami::subscribe_options& options = {}) {
    return subscribe({event_filter::of<Events>()...}, options);
  }

  void publish(const std::string& text) {
    reader.feed(text + "\r\n");
    REQUIRE(reader.next() == wire::frame_reader::result::frame);
    hub.publish_event(reader.current());
  }
  void publish_number(std::uint64_t number) { publish("Event: UserEvent\r\nN: " + std::to_string(number) + "\r\n"); }

  ami::statistics counted() {
    ami::statistics result;
    counters.fill(result);
    hub.fill(result);
    return result;
  }

  asio::io_context io;
  std::shared_ptr<ami::detail::context_executor> context =
      std::make_shared<ami::detail::context_executor>(io.get_executor());
  ami::detail::statistics_counters counters;
  ami::detail::event_hub hub{context, counters};
  wire::frame_reader reader{{}, wire::frame_reader::greeting::absent};
};

std::vector<std::string> take_all(subscription& stream) {
  std::vector<std::string> taken;
  while (const auto text = test::take_text(stream)) {
    taken.push_back(*text);
  }
  return taken;
}

std::optional<ami::event> take_event(subscription& stream) {
  ami::event item;
  return stream.take(item) == take_result::item ? std::optional{std::move(item)} : std::nullopt;
}

}  // namespace

TEST_CASE("event_hub: without a stream every event is counted as unwanted") {
  fixture at;
  at.publish("Event: Hangup\r\nChannel: a\r\n");
  at.publish("Event: NobodyKnowsThis\r\n");
  at.hub.flush();
  const auto counted = at.counted();
  CHECK(counted.events_unwanted == 2);
  CHECK(counted.events_published == 0);
  CHECK(at.hub.types().none());
}

TEST_CASE("event_hub: one stream gets what it asked for, at the flush and not before") {
  fixture at;
  const auto stream = at.subscribe_to<ami::events::hangup>();
  at.publish("Event: Hangup\r\nN: 1\r\n");
  at.publish("Event: Newchannel\r\nN: 2\r\n");
  at.publish("Event: Status\r\nN: 3\r\n");  // its name has as many letters as Hangup
  at.publish("Event: hangup\r\nN: 4\r\n");
  CHECK(take_all(*stream).empty());
  at.hub.flush();
  CHECK(take_all(*stream) == std::vector<std::string>{"1", "4"});
  CHECK(at.counted().events_published == 2);
  CHECK(at.counted().events_unwanted == 2);
}

TEST_CASE("event_hub: each of many streams gets its own, in the order of the server") {
  fixture at;
  std::vector<stream_ptr> all;
  std::vector<stream_ptr> hangups;
  for (int i = 0; i < 20; ++i) {
    all.push_back(at.subscribe());
    hangups.push_back(at.subscribe_to<ami::events::hangup>());
  }
  at.publish("Event: Hangup\r\nN: 1\r\n");
  at.publish("Event: Newchannel\r\nN: 2\r\n");
  at.publish("Event: NobodyKnowsThis\r\nN: 3\r\n");
  at.publish("Event: Hangup\r\nN: 4\r\n");
  at.hub.flush();
  for (const auto& stream : all) {
    CHECK(take_all(*stream) == std::vector<std::string>{"1", "2", "3", "4"});
  }
  for (const auto& stream : hangups) {
    CHECK(take_all(*stream) == std::vector<std::string>{"1", "4"});
  }
  // Counted once each, however many take it.
  CHECK(at.counted().events_published == 4);
  CHECK(at.counted().subscribers.size() == 40);
}

TEST_CASE("event_hub: streams that want one event share its frame") {
  fixture at;
  ami::event shown;
  const auto refusing = at.subscribe({}, ami::subscribe_options{}.where([&shown](const ami::event& event) {
    shown = event;
    return false;
  }));
  const auto first = at.subscribe();
  const auto second = at.subscribe();
  const auto third = at.subscribe({}, ami::subscribe_options{}.where([](const ami::event&) { return true; }));
  at.publish_number(1);
  at.hub.flush();
  auto one = take_event(*first);
  auto two = take_event(*second);
  auto three = take_event(*third);
  REQUIRE((one && two && three));
  const char* const bytes = one->frame().bytes().data();
  CHECK(shown.frame().bytes().data() == bytes);
  CHECK(two->frame().bytes().data() == bytes);
  CHECK(three->frame().bytes().data() == bytes);
  // The frame outlives the stream, the reader's buffer and the copies that go first.
  at.publish_number(2);
  one.reset();
  two.reset();
  CHECK((*three)["N"] == "1");
}

TEST_CASE("event_hub: says that one of its streams is worth waiting for, until that was in vain") {
  fixture f;
  const auto large = f.subscribe();
  const auto small = f.subscribe({}, ami::subscribe_options{}.capacity(2));
  f.publish_number(1);
  CHECK_FALSE(f.hub.flush());
  CHECK_FALSE(f.hub.room_wanted());
  f.publish_number(2);
  CHECK(f.hub.flush());
  f.publish_number(3);
  CHECK(f.hub.flush());
  CHECK(f.hub.room_wanted());
  f.hub.stop_waiting();
  CHECK_FALSE(f.hub.room_wanted());
  f.publish_number(4);
  CHECK_FALSE(f.hub.flush());
  CHECK(take_all(*large).size() == 4);
}

TEST_CASE("event_hub: a stream that joins in the middle of a batch gets the rest of it") {
  fixture at;
  const auto early = at.subscribe();
  at.publish_number(1);
  const auto late = at.subscribe();
  at.publish_number(2);
  at.hub.flush();
  CHECK(take_all(*early) == std::vector<std::string>{"1", "2"});
  CHECK(take_all(*late) == std::vector<std::string>{"2"});
}

TEST_CASE("event_hub: a stream that leaves in the middle of a batch takes nothing from the others") {
  fixture at;
  const auto before = at.subscribe();
  auto leaving = at.subscribe();
  const auto after = at.subscribe();
  at.publish_number(1);
  leaving->close();
  at.publish_number(2);
  at.hub.flush();
  CHECK(take_all(*before) == std::vector<std::string>{"1", "2"});
  CHECK(take_all(*after) == std::vector<std::string>{"1", "2"});
  // The hub lets go of it.
  const std::weak_ptr<subscription> left = leaving;
  leaving.reset();
  CHECK(left.expired());
  CHECK(at.counted().subscribers.size() == 2);
}

TEST_CASE("event_hub: streams that were closed before any event are not kept") {
  fixture at;
  std::vector<std::weak_ptr<subscription>> closed;
  for (int i = 0; i < 10; ++i) {
    auto stream = at.subscribe();
    closed.emplace_back(stream);
    stream->close();
  }
  const auto kept = at.subscribe();
  CHECK(std::ranges::all_of(closed, [](const auto& stream) { return stream.expired(); }));
  at.publish_number(1);
  at.hub.flush();
  CHECK(take_all(*kept) == std::vector<std::string>{"1"});
}

TEST_CASE("event_hub: what a stream lost stays counted when it is gone") {
  fixture at;
  auto small = at.subscribe({}, ami::subscribe_options{}.capacity(2));
  for (std::uint64_t number = 1; number <= 5; ++number) {
    at.publish_number(number);
  }
  at.hub.flush();
  CHECK(at.counted().events_lost == 3);
  small->close();
  small.reset();
  at.hub.flush();
  CHECK(at.counted().subscribers.empty());
  CHECK(at.counted().events_lost == 3);
}

TEST_CASE("event_hub: a predicate decides for its own stream alone") {
  fixture at;
  std::vector<ami::event> kept;
  const auto odd = [&kept](const ami::event& event) {
    kept.push_back(event);  // a predicate may keep the event
    return test::number_of(event) % 2 == 1;
  };
  // The one with the predicate is first, in the middle and last.
  for (std::size_t place = 0; place < 3; ++place) {
    CAPTURE(place);
    fixture fresh;
    kept.clear();
    std::vector<stream_ptr> streams;
    for (std::size_t i = 0; i < 3; ++i) {
      streams.push_back(
          fresh.subscribe({}, i == place ? ami::subscribe_options{}.where(odd) : ami::subscribe_options{}));
    }
    for (std::uint64_t number = 1; number <= 4; ++number) {
      fresh.publish_number(number);
    }
    fresh.hub.flush();
    CHECK(kept.size() == 4);
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(take_all(*streams[i]) ==
            (i == place ? std::vector<std::string>{"1", "3"} : std::vector<std::string>{"1", "2", "3", "4"}));
    }
    CHECK(test::number_of(kept.back()) == 4);
  }
}

TEST_CASE("event_hub: an event that every predicate refuses is unwanted") {
  fixture at;
  const auto stream = at.subscribe({}, ami::subscribe_options{}.where([](const ami::event&) { return false; }));
  at.publish_number(1);
  at.hub.flush();
  CHECK(take_all(*stream).empty());
  CHECK(at.counted().events_unwanted == 1);
  CHECK(at.counted().events_published == 0);
}

TEST_CASE("event_hub: filters by name and by content choose among events of one type") {
  fixture at;
  const auto placed = at.subscribe_to<own::order_placed>();
  const auto large = at.subscribe_to<own::large_order>();
  const auto either = at.subscribe_to<own::large_order, ami::events::hangup>();
  at.publish("Event: UserEvent\r\nUserEvent: OrderPlaced\r\nN: 1\r\nAmount: 10\r\n");
  at.publish("Event: UserEvent\r\nUserEvent: OrderPlaced\r\nN: 2\r\nAmount: 5000\r\n");
  at.publish("Event: UserEvent\r\nUserEvent: Other\r\nN: 3\r\nAmount: 5000\r\n");
  at.publish("Event: Hangup\r\nN: 4\r\n");
  at.hub.flush();
  CHECK(take_all(*placed) == std::vector<std::string>{"1", "2"});
  CHECK(take_all(*large) == std::vector<std::string>{"2"});
  CHECK(take_all(*either) == std::vector<std::string>{"2", "4"});
  CHECK(at.counted().events_unwanted == 1);
}

TEST_CASE("event_hub: types() is the union of what the streams want, and shrinks with them") {
  fixture at;
  const auto bit = [](event_type type) {
    std::bitset<ami::event_type_count> bits;
    bits.set(static_cast<std::size_t>(type));
    return bits;
  };
  const auto hangup = at.subscribe_to<ami::events::hangup>();
  CHECK(at.hub.types().none());
  at.hub.refresh();
  CHECK(at.hub.types() == bit(event_type::hangup));
  const auto orders = at.subscribe_to<own::large_order>();
  at.hub.refresh();
  CHECK(at.hub.types() == (bit(event_type::hangup) | bit(event_type::user_event)));
  const auto all = at.subscribe();
  at.hub.refresh();
  CHECK(at.hub.types() == ~bit(event_type::connection_state_changed));
  all->close();
  hangup->close();
  at.hub.flush();
  CHECK(at.hub.types() == bit(event_type::user_event));
  at.publish("Event: Hangup\r\n");
  CHECK(at.counted().events_unwanted == 1);
  at.hub.end(errc::disconnected);
  CHECK(at.hub.types().none());
}

TEST_CASE("event_hub: a frame that is no event goes to those who want unknown ones, and is not counted") {
  fixture at;
  const auto all = at.subscribe();
  const auto hangups = at.subscribe_to<ami::events::hangup>();
  at.reader.feed("Nothing: known\r\nN: 1\r\n\r\n");
  REQUIRE(at.reader.next() == wire::frame_reader::result::frame);
  at.hub.publish(at.reader.current(), event_type::unknown);
  at.hub.flush();
  CHECK(take_all(*all) == std::vector<std::string>{"1"});
  CHECK(take_all(*hangups).empty());
  CHECK(at.counted().events_published == 0);
  CHECK(at.counted().events_unwanted == 0);
}

TEST_CASE("event_hub: gaps go to every stream, in their place among the events") {
  fixture at;
  const auto all = at.subscribe();
  const auto hangups = at.subscribe_to<ami::events::hangup>();
  at.publish("Event: Hangup\r\nN: 1\r\n");
  at.hub.publish(ami::event{ami::connection_lost{errc::connection_closed}});
  at.publish("Event: Hangup\r\nN: 2\r\n");
  at.hub.flush();
  for (const auto& stream : {all, hangups}) {
    CHECK(test::take_text(*stream) == "1");
    const auto gap = take_event(*stream);
    REQUIRE(gap);
    REQUIRE(gap->is<ami::connection_lost>());
    CHECK(gap->get_if<ami::connection_lost>()->reason() == errc::connection_closed);
    CHECK(test::take_text(*stream) == "2");
    CHECK_FALSE(take_event(*stream));
  }
}

TEST_CASE("event_hub: a state change is seen at once, by those alone who ask for it") {
  using ami::connection_state;
  fixture at;
  const auto all = at.subscribe();
  const auto states = at.subscribe_to<ami::connection_state_changed>();
  const ami::event::time_point now{std::chrono::hours{1}};
  at.hub.publish_state({connection_state::disconnected, connection_state::resolving, {}}, now);
  const auto change = take_event(*states);
  REQUIRE(change);
  CHECK(change->arrived() == now);
  CHECK(change->get_if<ami::connection_state_changed>()->to() == connection_state::resolving);
  at.hub.flush();
  CHECK_FALSE(take_event(*all));
  CHECK_FALSE(take_event(*states));
}

TEST_CASE("event_hub: at the end streams keep what is buffered, and new ones begin again") {
  fixture at;
  const auto stream = at.subscribe();
  const auto unseen = at.subscribe();
  at.publish_number(1);
  at.hub.flush();
  at.publish_number(2);  // not flushed
  const auto newest = at.subscribe();
  at.hub.end(errc::disconnected);
  CHECK(take_all(*stream) == std::vector<std::string>{"1", "2"});
  ami::event item;
  CHECK(stream->take(item) == take_result::ended);
  CHECK(stream->end_reason() == errc::disconnected);
  CHECK(unseen->end_reason() == errc::disconnected);
  CHECK(newest->end_reason() == errc::disconnected);
  CHECK(at.counted().subscribers.empty());
  const auto next = at.subscribe();
  at.publish_number(3);
  at.hub.flush();
  CHECK(take_all(*next) == std::vector<std::string>{"3"});
}

TEST_CASE("event_hub: after the context's end every stream has ended, also one that comes later") {
  fixture at;
  const auto stream = at.subscribe();
  at.publish_number(1);
  at.hub.flush();
  const auto newest = at.subscribe();
  at.context->drop();
  at.hub.abandon();
  const auto late = at.subscribe();
  CHECK(take_all(*stream) == std::vector<std::string>{"1"});
  for (const auto& ended : {stream, newest, late}) {
    ami::event item;
    CHECK(ended->take(item) == take_result::ended);
  }
  CHECK(at.hub.types().none());
}

TEST_CASE("event_hub: random comings and goings agree with a model") {
  class watcher {
  public:
    stream_ptr stream;
    bool odd_only = false;
    std::vector<std::string> expected;
  };
  std::mt19937 random{11};
  fixture at;
  std::vector<watcher> watchers;
  std::uint64_t number = 0;
  for (int step = 0; step < 5000; ++step) {
    switch (random() % 8) {
    case 0:
      if (watchers.size() < 12) {
        const bool odd_only = random() % 2 == 0;
        ami::subscribe_options options;
        if (odd_only) {
          options.where([](const ami::event& event) { return test::number_of(event) % 2 == 1; });
        }
        watchers.push_back({at.subscribe({}, options), odd_only, {}});
      }
      break;
    case 1:
      if (!watchers.empty()) {
        const std::size_t which = random() % watchers.size();
        watchers[which].stream->close();
        watchers.erase(watchers.begin() + static_cast<std::ptrdiff_t>(which));
      }
      break;
    case 2:
      at.hub.flush();
      for (watcher& each : watchers) {
        CHECK(take_all(*each.stream) == std::exchange(each.expected, {}));
      }
      break;
    default:
      at.publish_number(++number);
      for (watcher& each : watchers) {
        if (!each.odd_only || number % 2 == 1) {
          each.expected.push_back(std::to_string(number));
        }
      }
      break;
    }
  }
  CHECK(at.counted().events_lost == 0);
}

TEST_CASE("event_hub: streams that other threads open while events come see all from then on") {
  fixture at;
  constexpr std::size_t threads = 3;
  constexpr std::size_t streams_each = 50;
  std::array<std::vector<stream_ptr>, threads> opened;
  std::atomic<std::size_t> busy{threads};
  std::vector<std::thread> openers;
  for (auto& mine : opened) {
    openers.emplace_back([&at, &mine, &busy] {
      for (std::size_t i = 0; i < streams_each; ++i) {
        mine.push_back(at.subscribe({}, ami::subscribe_options{}.capacity(std::size_t{1} << 20)));
      }
      --busy;
    });
  }
  std::uint64_t last = 0;
  while (busy != 0) {
    at.publish_number(++last);
    at.hub.flush();
  }
  for (std::thread& opener : openers) {
    opener.join();
  }
  at.publish_number(++last);
  at.hub.flush();
  for (const auto& mine : opened) {
    REQUIRE(mine.size() == streams_each);
    for (const auto& stream : mine) {
      const auto taken = take_all(*stream);
      REQUIRE_FALSE(taken.empty());
      // Without a hole, up to the last.
      CHECK(std::stoull(taken.back()) == last);
      CHECK(taken.size() == last + 1 - std::stoull(taken.front()));
    }
  }
}
