// The counters of a connection, and their text for Prometheus.
#include "catch.hpp"
#include "session/statistics_counters.hpp"
#include "support/parsed_exposition.hpp"

#include <ami/error.hpp>
#include <ami/manager.hpp>
#include <ami/prometheus.hpp>
#include <ami/statistics.hpp>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

using ami::detail::action_end;
using ami::detail::statistics_counters;
using test::parsed_text;
using namespace std::chrono_literals;

namespace {

ami::statistics filled(const statistics_counters& counters) {
  ami::statistics result;
  counters.fill(result);
  return result;
}

}  // namespace

TEST_CASE("a duration belongs to the first bucket whose limit it does not exceed") {
  ami::latency_histogram histogram;
  histogram.add(-1s);
  histogram.add(100us);
  histogram.add(100us + 1ns);
  histogram.add(50s);
  histogram.add(50s + 1ns);
  CHECK(histogram.in_bucket(0) == 2);
  CHECK(histogram.in_bucket(1) == 1);
  CHECK(histogram.in_bucket(ami::latency_histogram::limit_count - 1) == 1);
  CHECK(histogram.in_bucket(ami::latency_histogram::limit_count) == 1);
  CHECK(histogram.count() == 5);
  CHECK(histogram.sum() == 100s + 200us + 2ns);
  CHECK(std::ranges::is_sorted(ami::latency_histogram::limits()));
}

TEST_CASE("counters tell what was counted, and nothing else") {
  statistics_counters counters;
  CHECK(filled(counters).events_by_type.empty());
  CHECK(filled(counters).actions.empty());
  counters.bytes_in(10);
  counters.bytes_in(5);
  counters.bytes_out(3);
  counters.frame(ami::wire::frame_kind::event);
  counters.frame(ami::wire::frame_kind::event);
  counters.frame(ami::wire::frame_kind::response);
  counters.frame(ami::wire::frame_kind::other);
  counters.published(ami::event_type::newchannel, "Newchannel");
  counters.published(ami::event_type::newchannel, "Newchannel");
  counters.published(ami::event_type::unknown, "AcmeThing");
  counters.unwanted();
  counters.attempt_failed(ami::errc::connection_refused);
  counters.ping_answered(3ms);
  counters.subscriber_gone(4, 5);
  counters.subscriber_gone(1, 1);
  counters.stray();
  counters.malformed();
  counters.ping();
  counters.connected();
  counters.link_lost(ami::errc::connection_closed);
  counters.link_lost(ami::errc::connection_closed);
  counters.link_lost(ami::errc::ping_timed_out);
  const ami::statistics value = filled(counters);
  CHECK(value.bytes_in == 15);
  CHECK(value.bytes_out == 3);
  CHECK(value.events == 2);
  CHECK(value.responses == 1);
  CHECK(value.other_frames == 1);
  REQUIRE(value.events_by_type.size() == 1);
  CHECK(value.events_by_type[0].name == "Newchannel");
  CHECK(value.events_by_type[0].count == 2);
  REQUIRE(value.unknown_events.size() == 1);
  CHECK(value.unknown_events[0].name == "AcmeThing");
  CHECK(value.events_published == 3);
  CHECK(value.events_unwanted == 1);
  REQUIRE(value.attempts_failed.size() == 1);
  CHECK(value.attempts_failed[0].name == ami::make_error_code(ami::errc::connection_refused).message());
  CHECK(value.last_ping == 3ms);
  CHECK(value.events_lost == 5);
  CHECK(value.events_coalesced == 6);
  CHECK(value.stray_replies == 1);
  CHECK(value.malformed_frames == 1);
  CHECK(value.pings == 1);
  CHECK(value.connects == 1);
  REQUIRE(value.links_lost.size() == 2);
  CHECK(value.links_lost[0].count + value.links_lost[1].count == 3);
}

TEST_CASE("actions are counted by name and by end") {
  statistics_counters counters;
  for (int i = 0; i < 4; ++i) {
    counters.sent("Ping");
  }
  ami::action_statistics& counts = counters.sent("Ping");
  statistics_counters::answered(counts, true, 1ms);
  statistics_counters::answered(counts, false, 3ms);
  counters.sent("Ping");
  counters.not_sent("Ping");
  counters.ended("Ping", action_end::timed_out);
  counters.ended("Ping", action_end::lost);
  counters.ended("Ping", action_end::cancelled);
  counters.ended("Ping", action_end::never_sent);
  counters.ended("Absent", action_end::never_sent);
  const ami::statistics value = filled(counters);
  REQUIRE(value.actions.size() == 2);
  CHECK(value.actions[0].name == "Absent");
  CHECK(value.actions[0].never_sent == 1);
  const ami::action_statistics& ping = value.actions[1];
  CHECK(ping.sent == 5);
  CHECK(ping.accepted == 1);
  CHECK(ping.rejected == 1);
  CHECK(ping.timed_out == 1);
  CHECK(ping.lost == 1);
  CHECK(ping.cancelled == 1);
  CHECK(ping.never_sent == 1);
  CHECK(ping.latency.count() == 2);
  CHECK(ping.latency.sum() == 4ms);
}

TEST_CASE("names are bounded, and no count is lost by that") {
  statistics_counters counters;
  const std::size_t names = statistics_counters::max_names + 10;
  for (std::size_t i = 0; i < names; ++i) {
    counters.sent("Action" + std::to_string(i));
    counters.published(ami::event_type::unknown, "Event" + std::to_string(i));
  }
  counters.sent("other");
  counters.published(ami::event_type::unknown, "other");
  const ami::statistics value = filled(counters);
  REQUIRE(value.actions.size() == statistics_counters::max_names + 1);
  CHECK(value.actions.back().name == "other");
  CHECK(value.actions.back().sent == 11);
  REQUIRE(value.unknown_events.size() == statistics_counters::max_names + 1);
  CHECK(value.unknown_events.back().name == "other");
  CHECK(value.unknown_events.back().count == 11);

  statistics_counters long_name;
  long_name.published(ami::event_type::unknown, std::string(100000, 'x'));
  CHECK(filled(long_name).unknown_events.at(0).name.size() == statistics_counters::max_name_bytes);
}

TEST_CASE("the text of a snapshot keeps the rules of the format") {
  statistics_counters counters;
  statistics_counters::answered(counters.sent("Ping"), true, 1500us);
  statistics_counters::answered(counters.sent("Ping"), true, 60s);
  counters.published(ami::event_type::hangup, "Hangup");
  counters.published(ami::event_type::unknown, "a\"b\\c\nd");
  counters.bytes_in(12345678901);
  ami::statistics value = filled(counters);
  value.state = ami::connection_state::connected;
  value.connected_since = std::chrono::system_clock::time_point{1700000000s};
  value.subscribers.emplace_back();
  value.subscribers.back().name = "billing";
  value.subscribers.back().lost = 7;
  const parsed_text text{ami::prometheus_text(value)};
  CHECK(text.value("ami_received_bytes_total") == "12345678901");
  CHECK(text.value("ami_state{state=\"connected\"}") == "1");
  CHECK(text.value("ami_state{state=\"waiting\"}") == "0");
  CHECK(text.value("ami_connected_since_timestamp_seconds") == "1700000000");
  CHECK(text.value("ami_events_total{event=\"Hangup\"}") == "1");
  CHECK(text.value("ami_unknown_events_total{event=\"a\\\"b\\\\c\\nd\"}") == "1");
  CHECK(text.value("ami_subscriber_lost_total{subscriber=\"billing\"}") == "7");
  CHECK(text.type("ami_action_latency_seconds") == "histogram");
  CHECK(text.value("ami_action_latency_seconds_bucket{action=\"Ping\",le=\"0.001\"}") == "0");
  CHECK(text.value("ami_action_latency_seconds_bucket{action=\"Ping\",le=\"0.002\"}") == "1");
  CHECK(text.value("ami_action_latency_seconds_bucket{action=\"Ping\",le=\"50\"}") == "1");
  CHECK(text.value("ami_action_latency_seconds_bucket{action=\"Ping\",le=\"+Inf\"}") == "2");
  CHECK(text.value("ami_action_latency_seconds_count{action=\"Ping\"}") == "2");
  CHECK(std::abs(std::stod(text.value("ami_action_latency_seconds_sum{action=\"Ping\"}")) - 60.0015) < 1e-6);
}

TEST_CASE("a family without samples is not mentioned") {
  const parsed_text text{ami::prometheus_text(ami::statistics{})};
  CHECK(text.types().contains("ami_received_bytes_total"));
  CHECK_FALSE(text.types().contains("ami_events_total"));
  CHECK_FALSE(text.types().contains("ami_connected_since_timestamp_seconds"));
}

TEST_CASE("several snapshots make one text with a label") {
  ami::statistics first;
  first.bytes_in = 1;
  ami::statistics second;
  second.bytes_in = 2;
  second.events_by_type.emplace_back("Hangup", 3);
  const std::vector<ami::labelled_statistics> both{{"a:5038", first}, {"b\"", second}};
  const parsed_text text{ami::prometheus_text(both)};
  CHECK(text.value("ami_received_bytes_total{server=\"a:5038\"}") == "1");
  CHECK(text.value("ami_received_bytes_total{server=\"b\\\"\"}") == "2");
  CHECK(text.value("ami_events_total{server=\"b\\\"\",event=\"Hangup\"}") == "3");
  CHECK_FALSE(text.has("ami_events_total{server=\"a:5038\",event=\"Hangup\"}"));
  CHECK(parsed_text{ami::prometheus_text(both, "pbx")}.has("ami_pings_total{pbx=\"a:5038\"}"));
}

TEST_CASE("a name that is no UTF-8 does not spoil the text, and stays different from others") {
  const std::string latin = "caf\xe9";
  statistics_counters counters;
  counters.published(ami::event_type::unknown, latin);
  counters.published(ami::event_type::unknown, "caf\xe8");
  counters.published(ami::event_type::unknown, "caf\xee\xbf\xa9");  // looks like what the first is shown as
  counters.published(ami::event_type::unknown, "caf\xc3\xa9");
  statistics_counters::answered(counters.sent(latin), true, 1ms);
  ami::statistics value = filled(counters);
  value.attempts_failed.emplace_back(latin, 2);
  value.links_lost.emplace_back(latin, 3);
  value.subscribers.emplace_back();
  value.subscribers.back().name = latin;
  value.subscribers.back().queued = 4;
  const parsed_text text{ami::prometheus_text(value)};
  CHECK(text.value("ami_unknown_events_total{event=\"caf\xee\xbf\xa9\"}") == "1");
  CHECK(text.value("ami_unknown_events_total{event=\"caf\xee\xbf\xa8\"}") == "1");
  CHECK(text.value("ami_unknown_events_total{event=\"caf\xc3\xa9\"}") == "1");
  CHECK(text.value("ami_actions_sent_total{action=\"caf\xee\xbf\xa9\"}") == "1");
  CHECK(text.value("ami_attempts_failed_total{reason=\"caf\xee\xbf\xa9\"}") == "2");
  CHECK(text.value("ami_links_lost_total{reason=\"caf\xee\xbf\xa9\"}") == "3");
  CHECK(text.value("ami_subscriber_queued{subscriber=\"caf\xee\xbf\xa9\"}") == "4");

  const std::vector<ami::labelled_statistics> labelled{{latin, value}};
  CHECK(parsed_text{ami::prometheus_text(labelled)}.has("ami_pings_total{server=\"caf\xee\xbf\xa9\"}"));
}

TEST_CASE("control characters in a name are no line and no end of the text") {
  using namespace std::string_literals;
  ami::statistics value;
  value.unknown_events.emplace_back("a\0b\rc\td\x7f"s, 1);
  const parsed_text text{ami::prometheus_text(value)};
  CHECK(text.value("ami_unknown_events_total{event=\"a\0b\rc\td\x7f\"}"s) == "1");
}

TEST_CASE("a long name is cut between two characters") {
  const std::size_t most = statistics_counters::max_name_bytes;
  const auto counted_as = [](const std::string& name) {
    statistics_counters counters;
    counters.published(ami::event_type::unknown, name);
    return filled(counters).unknown_events.at(0).name;
  };
  for (const std::string character : {"\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80"}) {
    for (std::size_t in_front = most - 4; in_front <= most; ++in_front) {
      const std::string begin(in_front, 'x');
      CAPTURE(character.size(), in_front);
      CHECK(counted_as(begin + character + "yyyy") ==
            (in_front + character.size() <= most ? (begin + character + "yyyy").substr(0, most) : begin));
    }
  }
  // What is no UTF-8 has no characters to be cut between.
  CHECK(counted_as(std::string(100, '\xe9')) == std::string(most, '\xe9'));
  CHECK(counted_as(std::string(100, '\x80')) == std::string(most, '\x80'));
}

TEST_CASE("snapshots with the same label are told apart") {
  std::vector<ami::labelled_statistics> values;
  for (const char* label : {"a", "a", "a (2)", "a", "b"}) {
    ami::statistics value;
    value.pings = values.size();
    values.emplace_back(label, value);
  }
  const parsed_text text{ami::prometheus_text(values)};
  CHECK(text.value("ami_pings_total{server=\"a\"}") == "0");
  CHECK(text.value("ami_pings_total{server=\"a (2)\"}") == "2");
  CHECK(text.value("ami_pings_total{server=\"a (3)\"}") == "1");
  CHECK(text.value("ami_pings_total{server=\"a (4)\"}") == "3");
  CHECK(text.value("ami_pings_total{server=\"b\"}") == "4");
}

TEST_CASE("a label name that would make Prometheus refuse the text is refused") {
  const std::vector<ami::labelled_statistics> values{{"a", ami::statistics{}}};
  for (const std::string_view good : {"server", "_pbx2", "Z", "_"}) {
    CAPTURE(good);
    CHECK_NOTHROW(parsed_text{ami::prometheus_text(values, good)});
  }
  for (const std::string_view bad :
       {"", "2nd", "a-b", "a b", "a\"", "caf\xc3\xa9", "a:b", "__name__", "le", "event", "action", "reason", "result",
        "kind", "state", "version", "subscriber", "part", "table"}) {
    CAPTURE(bad);
    try {
      (void)ami::prometheus_text(values, bad);
      FAIL("a label name that cannot be used");
    } catch (const ami::error& failure) {
      CHECK(failure.code() == boost::system::errc::invalid_argument);
    }
  }
}

TEST_CASE("what is counted by name in turn goes to its own name") {
  statistics_counters counters;
  for (int i = 0; i < 3; ++i) {
    counters.sent("Ping");
    counters.sent("zeta");
    counters.published(ami::event_type::unknown, "zeta");
    counters.published(ami::event_type::unknown, "Bar");
  }
  // The name of what has no place of its own.
  counters.sent("other");
  counters.published(ami::event_type::unknown, "other");
  const ami::statistics value = filled(counters);
  // It comes last.
  REQUIRE(value.actions.size() == 3);
  CHECK(value.actions[0].name == "Ping");
  CHECK(value.actions[0].sent == 3);
  CHECK(value.actions[1].name == "zeta");
  CHECK(value.actions[1].sent == 3);
  CHECK(value.actions[2].name == "other");
  CHECK(value.actions[2].sent == 1);
  REQUIRE(value.unknown_events.size() == 3);
  CHECK(value.unknown_events[0].name == "Bar");
  CHECK(value.unknown_events[0].count == 3);
  CHECK(value.unknown_events[1].name == "zeta");
  CHECK(value.unknown_events[1].count == 3);
  CHECK(value.unknown_events[2].name == "other");
}

TEST_CASE("reasons of the same text are one") {
  statistics_counters counters;
  const boost::system::error_code mine{EPIPE, boost::system::generic_category()};
  const boost::system::error_code system{EPIPE, boost::system::system_category()};
  REQUIRE(mine != system);
  counters.link_lost(mine);
  counters.link_lost(system);
  counters.link_lost(system);
  const ami::statistics value = filled(counters);
  REQUIRE(value.links_lost.size() == 1);
  CHECK(value.links_lost[0].count == 3);
}
