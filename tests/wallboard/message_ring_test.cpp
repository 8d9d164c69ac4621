// The last messages for browsers.
#include "catch.hpp"
#include "wallboard/message_hub.hpp"
#include "wallboard/message_ring.hpp"

#include <chrono>
#include <string>
#include <thread>

using namespace std::chrono_literals;
using wallboard::message_hub;
using wallboard::message_ring;

TEST_CASE("A ring: each message follows the one before") {
  message_ring ring{"run", 10, 1000};
  CHECK(ring.last() == 0);
  CHECK(ring.next(0) == nullptr);
  ring.append("changes", R"({"time":1})");
  ring.append("changes", R"({"time":2})");
  CHECK(ring.last() == 2);
  REQUIRE(ring.next(0) != nullptr);
  CHECK(*ring.next(0) == "id: run-1\nevent: changes\ndata: {\"time\":1}\n\n");
  REQUIRE(ring.next(1) != nullptr);
  CHECK(*ring.next(1) == "id: run-2\nevent: changes\ndata: {\"time\":2}\n\n");
  CHECK(ring.next(2) == nullptr);
  CHECK(ring.next(0) == ring.next(0));  // shared
}

TEST_CASE("A ring is bounded by the number of its messages") {
  message_ring ring{"run", 3, 100000};
  for (int number = 0; number < 5; ++number) {
    ring.append("changes", std::to_string(number));
  }
  CHECK_FALSE(ring.keeps(0));
  CHECK_FALSE(ring.keeps(1));
  CHECK(ring.keeps(2));
  CHECK(ring.keeps(5));
  CHECK_FALSE(ring.keeps(6));
  CHECK(ring.next(2)->find("data: 2\n") != std::string::npos);
}

TEST_CASE("A ring is bounded by its bytes") {
  message_ring ring{"run", 1000, 300};
  ring.append("changes", std::string(100, 'a'));
  ring.append("changes", std::string(100, 'b'));
  CHECK(ring.keeps(0));
  ring.append("changes", std::string(100, 'c'));
  CHECK_FALSE(ring.keeps(0));
  CHECK(ring.keeps(1));
  // One that does not fit leaves nothing: the whole state is sent.
  ring.append("changes", std::string(1000, 'd'));
  CHECK_FALSE(ring.keeps(3));
  CHECK(ring.keeps(4));
  CHECK(ring.next(4) == nullptr);
  ring.append("changes", "e");
  CHECK(ring.next(4)->find("data: e\n") != std::string::npos);
}

TEST_CASE("Ids of a ring: only those of this run") {
  message_ring ring{"run", 10, 1000};
  ring.append("changes", "1");
  ring.append("changes", "2");
  CHECK(ring.id_of(2) == "run-2");
  CHECK(ring.position_of("run-0") == 0U);
  CHECK(ring.position_of("run-2") == 2U);
  for (const char* id : {"run-3", "other-1", "run", "run-", "run-x", "run-1x", "run--1", "", "run-99999999999999999999",
                         "run-+1", "run- 1", "runx-1", "1"}) {
    INFO(id);
    CHECK_FALSE(ring.position_of(id).has_value());
  }
}

TEST_CASE("A hub wakes who waits, and ends all waits") {
  message_hub hub{message_ring{"run", 2, 1000}};
  CHECK(hub.wait_after(0, 0ms).first == message_hub::outcome::none);
  std::thread writer{[&] { hub.publish("changes", "1"); }};
  const auto [outcome, message] = hub.wait_after(0, 60s);
  writer.join();
  CHECK(outcome == message_hub::outcome::message);
  REQUIRE(message != nullptr);
  hub.publish("changes", "2");
  hub.publish("changes", "3");
  CHECK(hub.wait_after(0, 60s).first == message_hub::outcome::gone);
  CHECK(hub.resumable("run-1") == 1U);
  CHECK_FALSE(hub.resumable("run-0").has_value());
  CHECK_FALSE(hub.resumable("").has_value());
  CHECK(hub.messages() == 3);
  CHECK(hub.bytes() == 3);
  std::thread closer{[&] { hub.close(); }};
  CHECK(hub.wait_after(3, 60s).first == message_hub::outcome::closed);
  closer.join();
  CHECK(hub.wait_after(1, 60s).first == message_hub::outcome::closed);
}
