// The figures of live states as text for Prometheus.
#include "catch.hpp"
#include "live/change_log.hpp"
#include "live/part_states.hpp"
#include "support/parsed_exposition.hpp"

#include <ami/error.hpp>
#include <ami/live_statistics.hpp>
#include <ami/prometheus.hpp>

#include <chrono>
#include <string>
#include <vector>

using ami::live_part;
using ami::live_validity;
using test::parsed_text;
using namespace std::chrono_literals;

namespace {

ami::live_statistics sample() {
  ami::live::change_log log;
  ami::live::settings wanted;
  wanted.parts_.reset(static_cast<std::size_t>(live_part::parking));
  ami::live::part_states states{log, wanted};
  states.verified(live_part::channels, std::chrono::steady_clock::now() - 100s);
  states.set(live_part::channels, live_validity::valid);
  states.verified(live_part::queues, std::chrono::steady_clock::now() - 3h);
  states.set(live_part::queues, live_validity::events_lost);
  states.set(live_part::conferences, live_validity::not_loaded, "ConfbridgeListRooms");
  ami::live_statistics result;
  result.events = 1;
  result.unknown_channels = 2;
  result.gaps = 3;
  result.restarts = 4;
  result.lists = 5;
  result.spoiled_lists = 6;
  result.comparisons = 7;
  result.repairs = 8;
  result.overflows = 9;
  result.generation = 10;
  result.parts = states.all();
  result.records.emplace_back("channels", 20);
  result.records.emplace_back("parked_calls", 0);
  return result;
}

double now_in_seconds() {
  return std::chrono::duration<double>{std::chrono::system_clock::now().time_since_epoch()}.count();
}

}  // namespace

TEST_CASE("the text of a live state keeps the rules of the format, and has all its figures") {
  const double before = now_in_seconds();
  const parsed_text text{ami::prometheus_text(sample())};
  const double after = now_in_seconds();
  CHECK(text.value("ami_live_events_total") == "1");
  CHECK(text.value("ami_live_unknown_channels_total") == "2");
  CHECK(text.value("ami_live_gaps_total") == "3");
  CHECK(text.value("ami_live_restarts_total") == "4");
  CHECK(text.value("ami_live_lists_total") == "5");
  CHECK(text.value("ami_live_spoiled_lists_total") == "6");
  CHECK(text.value("ami_live_comparisons_total") == "7");
  CHECK(text.value("ami_live_repairs_total") == "8");
  CHECK(text.value("ami_live_overflows_total") == "9");
  CHECK(text.value("ami_live_generation") == "10");
  CHECK(text.value("ami_live_records{table=\"channels\"}") == "20");
  CHECK(text.value("ami_live_records{table=\"parked_calls\"}") == "0");
  CHECK(text.value("ami_live_valid{part=\"channels\"}") == "1");
  CHECK(text.value("ami_live_valid{part=\"queues\"}") == "0");
  CHECK(text.value("ami_live_part_info{part=\"channels\",state=\"valid\"}") == "1");
  CHECK(text.value("ami_live_part_info{part=\"queues\",state=\"events lost\"}") == "1");
  CHECK(text.value("ami_live_part_info{part=\"conferences\",state=\"not loaded\"}") == "1");
  CHECK(text.value("ami_live_part_info{part=\"devices\",state=\"never seeded\"}") == "1");
  CHECK_FALSE(text.has("ami_live_valid{part=\"parking\"}"));
  const double channels = std::stod(text.value("ami_live_verified_timestamp_seconds{part=\"channels\"}"));
  CHECK(channels >= before - 101.5);
  CHECK(channels <= after - 99);
  const double queues = std::stod(text.value("ami_live_verified_timestamp_seconds{part=\"queues\"}"));
  CHECK(queues >= before - 3 * 3600 - 1.5);
  CHECK(queues <= after - 3 * 3600 + 1);
  CHECK_FALSE(text.has("ami_live_verified_timestamp_seconds{part=\"devices\"}"));
}

TEST_CASE("several live states make one text with a label, and one with that of their connections") {
  std::vector<ami::labelled_live_statistics> live;
  live.emplace_back("berlin", sample());
  live.emplace_back("london", ami::live_statistics{});
  live.emplace_back("berlin", sample());
  const parsed_text text{ami::prometheus_text(live)};
  CHECK(text.value("ami_live_repairs_total{server=\"berlin\"}") == "8");
  CHECK(text.value("ami_live_repairs_total{server=\"london\"}") == "0");
  CHECK(text.value("ami_live_repairs_total{server=\"berlin (2)\"}") == "8");
  CHECK(text.value("ami_live_valid{server=\"berlin\",part=\"channels\"}") == "1");
  CHECK(parsed_text{ami::prometheus_text(live, "pbx")}.has("ami_live_gaps_total{pbx=\"london\"}"));

  const std::vector<ami::labelled_statistics> connections{{"berlin", ami::statistics{}}, {"london", ami::statistics{}}};
  const parsed_text both{ami::prometheus_text(connections) + ami::prometheus_text(live)};
  CHECK(both.has("ami_pings_total{server=\"london\"}"));
  CHECK(both.has("ami_live_gaps_total{server=\"london\"}"));
  CHECK(parsed_text{ami::prometheus_text(ami::statistics{}) + ami::prometheus_text(sample())}.has("ami_pings_total"));

  CHECK_THROWS_AS(ami::prometheus_text(live, "part"), ami::error);
}
