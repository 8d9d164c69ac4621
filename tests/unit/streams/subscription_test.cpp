// detail::subscription, the queue behind a stream: against a model that does everything one by one.
#include "catch.hpp"
#include "support/subscriptions.hpp"

#include <ami/ami.hpp>

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using ami::errc;
using ami::event_type;
using ami::subscribe_options;
using ami::detail::take_result;
using test::make_queue;
using test::number_of;
using test::numbered;
using test::push;
using test::take_text;

namespace {

// Events and lagged counts as they would come one by one.
class model {
public:
  explicit model(std::size_t capacity) : capacity_{capacity} {}

  void stage(std::uint64_t number) { staged_.push_back(number); }
  void flush() {
    for (const std::uint64_t number : staged_) {
      if (queue_.size() == capacity_) {
        queue_.pop_front();
        ++lost_now_;
      }
      queue_.push_back(number);
    }
    staged_.clear();
  }
  // "lagged N", "N", or nothing.
  std::optional<std::string> take() {
    if (taken_.empty()) {
      if (lost_now_ != 0) {
        return "lagged " + std::to_string(std::exchange(lost_now_, 0));
      }
      std::swap(taken_, queue_);
      if (taken_.empty()) {
        return std::nullopt;
      }
    }
    const std::uint64_t number = taken_.front();
    taken_.pop_front();
    return std::to_string(number);
  }

  // How often take() gives something.
  std::size_t buffered() const { return taken_.size() + queue_.size() + (lost_now_ != 0 ? 1 : 0); }

private:
  std::size_t capacity_;
  std::vector<std::uint64_t> staged_;
  std::deque<std::uint64_t> queue_;
  std::deque<std::uint64_t> taken_;  // the consumer took them over: they no longer count
  std::uint64_t lost_now_ = 0;
};

// Counts how often it was told that there is room.
class counting_owner final : public ami::detail::stream_owner {
public:
  void room_made() noexcept override { ++told; }
  int told = 0;
};

}  // namespace

TEST_CASE("subscription: random use gives exactly what the model gives") {
  asio::io_context io;
  std::mt19937 random{23};
  for (const std::size_t capacity : {1U, 2U, 3U, 10U, 100U}) {
    CAPTURE(capacity);
    const auto queue = make_queue(io, subscribe_options{}.capacity(capacity));
    model expected{capacity};
    std::uint64_t pushed = 0;
    std::uint64_t received = 0;
    std::uint64_t lost = 0;
    const auto take_one = [&] {
      const auto text = take_text(*queue);
      REQUIRE(text == expected.take());
      if (text) {
        const bool lagged = text->starts_with("lagged ");
        lost += lagged ? std::stoull(text->substr(7)) : 0;
        received += lagged ? 0 : 1;
      }
      return text.has_value();
    };
    for (int round = 0; round < 4000; ++round) {
      REQUIRE(queue->buffered() == expected.buffered());
      switch (random() % 4) {
      case 0:
        for (std::size_t i = random() % (capacity + 2); i > 0; --i) {
          queue->stage(numbered(++pushed));
          expected.stage(pushed);
        }
        break;
      case 1:
        queue->flush();
        expected.flush();
        break;
      default:
        for (std::size_t i = random() % 3; i > 0; --i) {
          take_one();
        }
        break;
      }
    }
    // What is staged still comes, then the end, for ever.
    queue->end(errc::connection_closed);
    expected.flush();
    while (take_one()) {
    }
    ami::event item;
    CHECK(queue->take(item) == take_result::ended);
    CHECK(queue->take(item) == take_result::ended);
    CHECK(received + lost == pushed);
    CHECK(queue->lost() == lost);
    CHECK(lost > 0);
    CHECK(received > 0);
  }
}

TEST_CASE("subscription: the gap stands before the first event that is left") {
  asio::io_context io;
  const auto queue = make_queue(io, subscribe_options{}.capacity(3));
  push(*queue, 1);
  push(*queue, 2);
  CHECK(take_text(*queue) == "1");
  // The consumer took over 2 as well: three more fit, the fourth pushes out 3.
  for (const std::uint64_t number : {3U, 4U, 5U, 6U}) {
    push(*queue, number);
  }
  for (const char* expected : {"2", "lagged 1", "4", "5", "6"}) {
    CHECK(take_text(*queue) == expected);
  }
  CHECK(take_text(*queue) == std::nullopt);
  CHECK(queue->lost() == 1);
  // Told once.
  push(*queue, 7);
  CHECK(take_text(*queue) == "7");
}

TEST_CASE("subscription: a gap has the time at which the last of the lost events arrived") {
  asio::io_context io;
  const auto when = GENERATE(ami::overflow::drop_oldest, ami::overflow::drop_newest);
  const auto queue = make_queue(io, subscribe_options{}.capacity(2).when_full(when));
  const ami::event::time_point start{std::chrono::hours{1}};
  for (int i = 0; i < 5; ++i) {
    const auto frame = ami::wire::frame::copy("Event: UserEvent\r\n\r\n", ami::wire::frame_kind::event,
                                              start + std::chrono::seconds{i});
    queue->stage(ami::event{frame});
    queue->flush();
  }
  CHECK(queue->buffered() == 3);
  std::vector<int> seconds;
  std::optional<int> gap;
  for (ami::event item; queue->take(item) == take_result::item;) {
    const auto second =
        static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(item.arrived() - start).count());
    if (item.is_gap()) {
      gap = second;
    } else {
      seconds.push_back(second);
    }
  }
  const bool oldest = when == ami::overflow::drop_oldest;
  CHECK(seconds == (oldest ? std::vector{3, 4} : std::vector{0, 1}));
  CHECK(gap == (oldest ? 2 : 4));
  CHECK(queue->buffered() == 0);
}

TEST_CASE("subscription: nothing is seen before the flush") {
  asio::io_context io;
  const auto queue = make_queue(io);
  queue->stage(numbered(1));
  CHECK(take_text(*queue) == std::nullopt);
  queue->flush();
  CHECK(take_text(*queue) == "1");
  CHECK(subscribe_options{}.capacity(0).capacity() == 1);
}

TEST_CASE("subscription: types are chosen by name, and none means all") {
  asio::io_context io;
  using ami::detail::event_filter;
  const auto some = make_queue(io, {}, {event_filter::of<ami::events::hangup>(), event_filter::of<ami::lagged>()});
  CHECK(some->wants(event_type::hangup, {}));
  CHECK(some->wants(event_type::lagged, {}));
  CHECK_FALSE(some->wants(event_type::newchannel, {}));
  CHECK_FALSE(some->wants(event_type::unknown, {}));
  CHECK(make_queue(io, {}, {event_filter::of<ami::connection_state_changed>()})
            ->wants(event_type::connection_state_changed, {}));
  const auto all = make_queue(io);
  for (std::size_t i = 0; i < ami::event_type_count; ++i) {
    // State changes only for who names them.
    CHECK(all->wants(static_cast<event_type>(i), {}) ==
          (static_cast<event_type>(i) != event_type::connection_state_changed));
  }
}

TEST_CASE("subscription: a predicate chooses events, never gaps, and lets pass when it throws") {
  asio::io_context io;
  int asked = 0;
  const auto queue = make_queue(io, subscribe_options{}.where([&](const ami::event& event) -> bool {
    ++asked;
    if (number_of(event) == 13) {
      throw std::runtime_error{"unlucky"};
    }
    return number_of(event) % 2 == 0;
  }));
  CHECK(queue->accepts(numbered(2)));
  CHECK_FALSE(queue->accepts(numbered(3)));
  CHECK(queue->accepts(numbered(13)));
  CHECK(asked == 3);
  CHECK(queue->accepts(ami::event{ami::lagged{1}}));
  CHECK(queue->accepts(ami::event{ami::connection_lost{errc::disconnected}}));
  CHECK(asked == 3);
  CHECK(make_queue(io)->accepts(numbered(3)));
}

TEST_CASE("subscription: the first end counts, and buffered events come before it") {
  asio::io_context io;
  const auto queue = make_queue(io);
  CHECK_FALSE(queue->end_reason());
  push(*queue, 1);
  queue->stage(numbered(2));
  queue->end(errc::connection_closed);
  queue->end(errc::disconnected);
  CHECK(queue->end_reason() == errc::connection_closed);
  CHECK_FALSE(queue->closed());
  ami::event item;
  REQUIRE(queue->take(item) == take_result::item);
  REQUIRE(queue->take(item) == take_result::item);
  CHECK(number_of(item) == 2);
  CHECK(queue->take(item) == take_result::ended);
}

TEST_CASE("subscription: close gives up everything, also what the consumer took over, and takes no more") {
  asio::io_context io;
  const auto queue = make_queue(io, subscribe_options{}.capacity(2));
  for (const std::uint64_t number : {1U, 2U, 3U}) {
    push(*queue, number);
  }
  CHECK(take_text(*queue) == "lagged 1");
  CHECK(take_text(*queue) == "2");
  queue->close();
  CHECK(queue->closed());
  ami::event item;
  CHECK(queue->take(item) == take_result::ended);
  push(*queue, 4);
  CHECK(queue->take(item) == take_result::ended);
  CHECK(queue->end_reason() == errc::disconnected);
  queue->close();
  queue->end(errc::connection_closed);
  CHECK(queue->end_reason() == errc::disconnected);
}

TEST_CASE("subscription: a queue that is more than half full is worth waiting for, until the consumer has taken it") {
  asio::io_context io;
  const auto queue = make_queue(io, subscribe_options{}.capacity(4));
  const auto owner = std::make_shared<counting_owner>();
  queue->owned_by(owner);
  const auto stage_and_flush = [&](std::uint64_t count) {
    for (std::uint64_t i = 1; i <= count; ++i) {
      queue->stage(numbered(i));
    }
    return queue->flush();
  };
  CHECK_FALSE(queue->flush());
  CHECK_FALSE(stage_and_flush(2));
  CHECK(stage_and_flush(1));
  CHECK(owner->told == 0);

  SECTION("which takes all that there is, and is told of once") {
    CHECK(take_text(*queue) == "1");
    CHECK(owner->told == 1);
    CHECK(take_text(*queue) == "2");
    CHECK(owner->told == 1);
    // What was taken over makes room.
    CHECK_FALSE(stage_and_flush(2));
  }
  SECTION("or closed the stream") {
    queue->close();
    CHECK(owner->told == 1);
    CHECK_FALSE(stage_and_flush(4));
  }
  SECTION("or the stream was retired") {
    queue->retire();
    CHECK(owner->told == 1);
  }
  SECTION("or has not taken anything in time: then no more until it does") {
    queue->stop_waiting();
    CHECK_FALSE(stage_and_flush(1));
    CHECK_FALSE(stage_and_flush(3));
    CHECK(take_text(*queue) == "lagged 3");  // which takes nothing out of the queue
    CHECK_FALSE(stage_and_flush(1));
    CHECK(take_text(*queue) == "lagged 1");
    CHECK(take_text(*queue).has_value());
    CHECK(owner->told == 0);
    // Each time that this was in vain it takes twice as many batches until it is tried again, up to a limit.
    for (unsigned times = 2; times <= 1024; times *= 2) {
      CHECK(stage_and_flush(4));
      CHECK(queue->room_wanted());
      queue->stop_waiting();
      CHECK_FALSE(queue->room_wanted());
      for (unsigned i = 0; i < times; ++i) {
        CHECK_FALSE(stage_and_flush(4));
        while (take_text(*queue).has_value()) {
        }
      }
    }
    // And once it was not in vain it begins again.
    CHECK(stage_and_flush(4));
    while (take_text(*queue).has_value()) {
    }
    CHECK(owner->told == 1);
    CHECK(stage_and_flush(4));
    queue->stop_waiting();
    CHECK(take_text(*queue).has_value());
    CHECK(stage_and_flush(4));
  }
  SECTION("but not when the stream has ended") {
    queue->end(errc::disconnected);
    CHECK_FALSE(stage_and_flush(1));
  }
  SECTION("and an owner that is gone needs no telling") {
    queue->owned_by(std::shared_ptr<counting_owner>{});
    CHECK(take_text(*queue) == "1");
  }
}

TEST_CASE("subscription: a queue is half full of bytes, too") {
  asio::io_context io;
  const ami::event any = numbered(1);
  const std::size_t size = any.frame().bytes().size();
  const auto queue = make_queue(io, subscribe_options{}.capacity(1000).max_bytes(4 * size));
  queue->stage(numbered(1));
  queue->stage(numbered(2));
  CHECK_FALSE(queue->flush());
  queue->stage(numbered(3));
  CHECK(queue->flush());
  queue->end(errc::disconnected);
  CHECK_FALSE(queue->room_wanted());
}

TEST_CASE("subscription: a stream that nobody has to be waited for has no room to make") {
  asio::io_context io;
  const auto queue = make_queue(io, subscribe_options{}.capacity(4));
  const auto owner = std::make_shared<counting_owner>();
  queue->owned_by(owner);
  queue->stage(numbered(1));
  queue->stop_waiting();
  CHECK_FALSE(queue->flush());
  CHECK(take_text(*queue) == "1");
  queue->close();
  CHECK(owner->told == 0);
}

TEST_CASE("subscription: a producer and a consumer on two threads") {
  constexpr std::uint64_t count = 50000;
  asio::io_context io;
  const auto queue = make_queue(io, subscribe_options{}.capacity(64));
  std::thread producer{[queue] {
    for (std::uint64_t number = 1; number <= count; ++number) {
      queue->stage(numbered(number));
      if (number % 5 == 0) {
        queue->flush();
      }
    }
    queue->end(errc::connection_closed);
  }};
  std::uint64_t next = 1;
  std::uint64_t lost = 0;
  bool in_order = true;
  ami::event item;
  for (auto taken = queue->take(item); taken != take_result::ended; taken = queue->take(item)) {
    if (taken == take_result::empty) {
      std::this_thread::yield();
    } else if (const auto gap = item.get_if<ami::lagged>()) {
      lost += gap->count();
      next += gap->count();
    } else {
      in_order = in_order && number_of(item) == next;
      ++next;
    }
  }
  producer.join();
  CHECK(in_order);
  CHECK(next == count + 1);
  CHECK(queue->lost() == lost);
}
