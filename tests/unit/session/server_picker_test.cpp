// session::server_picker: in which order the servers of a cluster are tried.
#include "catch.hpp"
#include "session/server_picker.hpp"

#include <cstddef>
#include <vector>

using ami::pick;
using ami::session::server_load;
using ami::session::server_picker;

namespace {

using positions = std::vector<std::size_t>;

std::vector<server_load> all_connected(std::size_t count) {
  return std::vector<server_load>(count, server_load{true, 0});
}

}  // namespace

TEST_CASE("server_picker: round robin begins behind the one before, and the others follow in their order") {
  server_picker picker;
  const auto servers = all_connected(3);
  CHECK(picker.order(servers, pick::round_robin) == positions{0, 1, 2});
  CHECK(picker.order(servers, pick::round_robin) == positions{1, 2, 0});
  CHECK(picker.order(servers, pick::round_robin) == positions{2, 0, 1});
  CHECK(picker.order(servers, pick::round_robin) == positions{0, 1, 2});
}

TEST_CASE("server_picker: round robin passes over those that are not connected") {
  server_picker picker;
  const std::vector<server_load> servers{{false, 0}, {true, 0}, {false, 0}, {true, 0}};
  CHECK(picker.order(servers, pick::round_robin) == positions{1, 3});
  CHECK(picker.order(servers, pick::round_robin) == positions{3, 1});
  CHECK(picker.order(servers, pick::round_robin) == positions{1, 3});
}

TEST_CASE("server_picker: servers come and go between two turns") {
  server_picker picker;
  CHECK(picker.order(all_connected(3), pick::round_robin).front() == 0);
  CHECK(picker.order(all_connected(3), pick::round_robin).front() == 1);
  // The turn would be the third's, which is gone.
  CHECK(picker.order(all_connected(2), pick::round_robin) == positions{0, 1});
  CHECK(picker.order(all_connected(4), pick::round_robin).front() == 1);
  CHECK(picker.order(all_connected(1), pick::round_robin) == positions{0});
}

TEST_CASE("server_picker: the least loaded first, of several the one added first") {
  server_picker picker;
  const std::vector<server_load> servers{{true, 5}, {false, 0}, {true, 2}, {true, 2}, {true, 9}};
  CHECK(picker.order(servers, pick::least_in_flight) == positions{2, 3, 0, 4});
}

TEST_CASE("server_picker: the first, and its reserves in their order") {
  server_picker picker;
  const std::vector<server_load> servers{{false, 0}, {true, 9}, {true, 0}};
  CHECK(picker.order(servers, pick::first) == positions{1, 2});
  CHECK(picker.order(servers, pick::first) == positions{1, 2});
}

TEST_CASE("server_picker: other policies do not take the turn of round robin") {
  server_picker picker;
  const auto servers = all_connected(3);
  CHECK(picker.order(servers, pick::round_robin).front() == 0);
  CHECK(picker.order(servers, pick::first).front() == 0);
  CHECK(picker.order(servers, pick::least_in_flight).front() == 0);
  CHECK(picker.order(servers, pick::round_robin).front() == 1);
}

TEST_CASE("server_picker: nobody there, nobody connected") {
  for (const pick how : {pick::round_robin, pick::least_in_flight, pick::first}) {
    server_picker picker;
    CHECK(picker.order({}, how).empty());
    CHECK(picker.order(std::vector<server_load>{{false, 0}, {false, 0}}, how).empty());
    CHECK(picker.order(all_connected(1), how) == positions{0});
  }
}
