// The queue of a stream against a naive model.
#include "catch.hpp"
#include "streams/subscription.hpp"

#include <ami/ami.hpp>

#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace asio = boost::asio;
using ami::detail::subscription;
using ami::detail::take_result;

namespace {

ami::event numbered(std::uint64_t number) {
  return ami::event{ami::wire::frame::from_text("Event: UserEvent\r\nN: " + std::to_string(number) + "\r\n")};
}

std::shared_ptr<subscription> make(asio::io_context& io, ami::subscribe_options how) {
  return std::make_shared<subscription>(std::make_shared<ami::detail::context_executor>(io.get_executor()),
                                        std::vector<ami::detail::event_filter>{}, how);
}

}  // namespace

TEST_CASE("random pushes and takes: nothing is lost unsaid, and nothing changes places") {
  asio::io_context io;
  std::mt19937 random{5};
  for (const std::size_t capacity : {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{64}}) {
    const auto queue = make(io, ami::subscribe_options{}.capacity(capacity));
    std::uint64_t pushed = 0;
    std::uint64_t next = 1;
    std::uint64_t lost = 0;
    std::uint64_t received = 0;
    const auto take_some = [&](std::size_t count) {
      ami::event item;
      for (std::size_t i = 0; i < count && queue->take(item) == take_result::item; ++i) {
        if (const auto gap = item.get_if<ami::lagged>()) {
          REQUIRE(gap->count() > 0);
          lost += gap->count();
          next += gap->count();
        } else {
          REQUIRE(item["N"] == std::to_string(next));
          ++next;
          ++received;
        }
      }
    };
    for (int round = 0; round < 3000; ++round) {
      for (std::size_t i = random() % (2 * capacity + 1); i > 0; --i) {
        queue->stage(numbered(++pushed));
      }
      if (random() % 4 != 0) {
        queue->flush();
      }
      take_some(random() % (2 * capacity + 2));
    }
    queue->end(ami::errc::connection_closed);
    take_some(SIZE_MAX);
    ami::event none;
    CHECK(queue->take(none) == take_result::ended);
    CHECK(received + lost == pushed);
    CHECK(queue->lost() == lost);
    CHECK(lost > 0);
    CHECK(queue->end_reason() == ami::errc::connection_closed);
  }
}

TEST_CASE("at most the capacity waits, and the gap stands where the events were") {
  asio::io_context io;
  const auto queue = make(io, ami::subscribe_options{}.capacity(4));
  for (std::uint64_t i = 1; i <= 10; ++i) {
    queue->stage(numbered(i));
  }
  queue->flush();
  ami::event item;
  REQUIRE(queue->take(item) == take_result::item);
  CHECK(item.get_if<ami::lagged>()->count() == 6);
  for (const char* expected : {"7", "8", "9", "10"}) {
    REQUIRE(queue->take(item) == take_result::item);
    CHECK(item["N"] == expected);
  }
  CHECK(queue->take(item) == take_result::empty);
}

TEST_CASE("a predicate that throws lets the event pass, and gaps always pass") {
  asio::io_context io;
  const auto queue = make(io, ami::subscribe_options{}.where([](const ami::event& event) -> bool {
    if (event["N"] == "1") {
      throw std::runtime_error{"not mine"};
    }
    return false;
  }));
  CHECK(queue->accepts(numbered(1)));
  CHECK_FALSE(queue->accepts(numbered(2)));
  CHECK(queue->accepts(ami::event{ami::lagged{1}}));
}

TEST_CASE("a wait ends when something comes, when the stream ends, and when it is closed; once each") {
  asio::io_context io;
  int woken = 0;
  const auto wait = [&](const std::shared_ptr<subscription>& queue) {
    queue->async_wait([&](ami::error_code error) {
      CHECK_FALSE(error);
      ++woken;
    });
  };
  const auto queue = make(io, {});
  wait(queue);
  io.poll();
  CHECK(woken == 0);
  queue->stage(numbered(1));
  queue->flush();
  CHECK(woken == 0);
  io.restart();
  io.poll();
  CHECK(woken == 1);
  // Something is there already.
  wait(queue);
  io.restart();
  io.poll();
  CHECK(woken == 2);
  ami::event item;
  REQUIRE(queue->take(item) == take_result::item);
  wait(queue);
  queue->end(ami::errc::disconnected);
  io.restart();
  io.poll();
  CHECK(woken == 3);

  const auto closed = make(io, {});
  wait(closed);
  closed->close();
  io.restart();
  io.poll();
  CHECK(woken == 4);
  CHECK(closed->take(item) == take_result::ended);
}
