// amictl bench: what it sends, what it counts, and its figures.
#include "amictl/amictl_process.hpp"
#include "amictl/bench_figures.hpp"
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <csignal>
#include <map>
#include <string>

namespace {

bool bench_text_has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::map<std::string, boost::json::object> measurements_of(const test::process_result& result) {
  std::map<std::string, boost::json::object> all;
  for (const std::string& line : result.lines()) {
    auto object = boost::json::parse(line).as_object();
    std::string name{object.at("measurement").as_string()};
    all.emplace(std::move(name), std::move(object));
  }
  return all;
}

std::ptrdiff_t pings_of(const fake_asterisk& server) {
  const auto all = server.requests();
  return std::ranges::count_if(all, [](const request& sent) { return sent.is("Ping"); });
}

}  // namespace

TEST_CASE("amictl bench: round trips, for people") {
  fake_asterisk server{test::quiet()};
  const auto result = test::run_at(server, {"bench", "-n", "50", "--in-flight", "10", "--for", "0"});
  INFO(result.output << result.errors);
  CHECK(result.code == 0);
  CHECK(result.errors.empty());
  CHECK(bench_text_has(result.output, "Round trips   50 pings, one after the other"));
  CHECK(bench_text_has(result.output, "In flight     50 pings, 10 at a time"));
  CHECK(bench_text_has(result.output, "us of processor time for each"));
  CHECK(bench_text_has(result.output, "MiB at most"));
  CHECK_FALSE(bench_text_has(result.output, "Events"));
  CHECK(pings_of(server) == 100);
}

TEST_CASE("amictl bench: more at a time than there are") {
  fake_asterisk server{test::quiet()};
  const auto result = test::run_at(server, {"--json", "bench", "-n", "3", "--in-flight", "500", "--for", "0"});
  CHECK(result.code == 0);
  auto all = measurements_of(result);
  CHECK(all["round_trips"].at("count").to_number<int>() == 3);
  CHECK(all["round_trips"].at("min_ms").as_double() > 0);
  CHECK(all["round_trips"].at("max_ms").as_double() >= all["round_trips"].at("median_ms").as_double());
  CHECK(all["in_flight"].at("count").to_number<int>() == 3);
  CHECK(all["in_flight"].at("per_second").as_double() > 0);
  CHECK(all["memory"].at("max_resident_bytes").to_number<int>() > 100000);
}

TEST_CASE("amictl bench: events until something else ends it") {
  fake_asterisk server{test::quiet()};
  test::amictl_process bench{{"bench", "-n", "0", "--for", "1h"}, test::environment_of(server)};
  REQUIRE(bench.wait_for_output("counted for 3600 s"));
  SECTION("Ctrl-C") {
    bench.send_signal(SIGINT);
    const auto result = bench.wait();
    CHECK(result.code == 130);
    CHECK(result.errors.empty());
    CHECK(bench_text_has(result.output, "  events      0 in "));
    CHECK(bench_text_has(result.output, "  gaps        none"));
  }
  SECTION("the loss of the link") {
    server.drop_connections();
    const auto result = bench.wait();
    CHECK(result.code == 5);
    CHECK(bench_text_has(result.output, "  events      0 in "));
    CHECK_FALSE(result.errors.empty());
  }
}

TEST_CASE("amictl bench: events are counted") {
  fake_asterisk server{test::quiet()};
  test::amictl_process bench{{"--json", "bench", "-n", "0", "--for", "1500ms"}, test::environment_of(server)};
  REQUIRE(server.wait_for_request("Ping", 30s));
  server.flood(100000, 2000);
  const auto result = bench.wait();
  CHECK(result.code == 0);
  auto all = measurements_of(result);
  REQUIRE(all.contains("events"));
  CHECK(all["events"].at("count").to_number<int>() > 100);
  CHECK(all["events"].at("bytes").to_number<int>() > 100 * 30);
  CHECK(all["events"].at("per_second").as_double() > 50);
  CHECK(all["events"].at("lost").to_number<int>() == 0);
}

TEST_CASE("amictl bench: the link breaks while pings are in flight") {
  fake_asterisk server{test::quiet()};
  server.on("Ping", [&server, count = 0](const request&, ami::testing::session from) mutable {
    if (++count == 15) {
      server.drop_connections();
    } else {
      from.reply_success();
    }
  });
  const auto result = test::run_at(server, {"bench", "-n", "10", "--in-flight", "3", "--for", "0"});
  CHECK(result.code == 5);
  CHECK(bench_text_has(result.output, "Round trips"));
  CHECK_FALSE(bench_text_has(result.output, "In flight"));
}

TEST_CASE("amictl bench: shares of durations") {
  amictl::duration_figures figures{100};
  CHECK(figures.at(0.5) == 0ns);
  for (int number = 100; number != 0; --number) {
    figures.add(std::chrono::nanoseconds{number});
  }
  CHECK(figures.at(0) == 1ns);
  CHECK(figures.at(0.5) == 50ns);
  CHECK(figures.at(0.99) == 99ns);
  CHECK(figures.at(1) == 100ns);
  figures.add(1us);
  CHECK(figures.count() == 101);
  CHECK(figures.at(1) == 1us);
  CHECK(amictl::per_second(50, 500ms) == 100);
  CHECK(amictl::per_second(50, 0s) == 0);
  CHECK(amictl::for_each_of(1us, 10) == 100ns);
  CHECK(amictl::for_each_of(1us, 0) == 0ns);
}
