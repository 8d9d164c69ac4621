// The event stream of browsers: state, changes, resumption; those that are slow, and too many.
#include "catch.hpp"
#include "wallboard/browser.hpp"

#include <ami/testing/pbx_call.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using ami::testing::pbx_call;
using ami::testing::pbx_options;
using test::browser;
using test::running_service;
using test::sent_event;

// One of them with a name that must not become part of a page.
pbx_options telephones() {
  return test::ready_telephones("Alice <script>alert(1)</script>\n");
}

void call(running_service& board) {
  board.server.originate(pbx_call{"PJSIP/alice"}.extension("default", "2002", 1));
}

bool has_call(const sent_event& event, std::string_view status) {
  return std::ranges::any_of(event.changes(), [&](const json::object& change) {
    return change.at("table") == "calls" && change.at("value").is_object() &&
           change.at("value").at("status").as_string() == status;
  });
}

}  // namespace

TEST_CASE("A browser gets the state, and then the changes") {
  running_service board{telephones()};
  browser reader{board.port};
  CHECK(reader.status() == 200);
  CHECK(reader.head().find("Content-Type: text/event-stream") != std::string::npos);
  CHECK(reader.head().find("Cache-Control: no-store") != std::string::npos);
  const auto first = reader.next();
  REQUIRE(first.has_value());
  CHECK(first->type == "state");
  reader.next_with_link("berlin", true);
  call(board);
  const auto event = reader.next_that([](const auto& each) { return has_call(each, "talking"); });
  for (const auto& change : event.changes()) {
    if (change.at("table") == "calls") {
      // Markup is text, and a line end does not end the event.
      const auto& legs = change.at("value").at("legs").as_array();
      CHECK(std::ranges::any_of(legs, [](const auto& leg) {
        return std::string_view{leg.at("name").as_string()}.find("<script>alert(1)</script>") != std::string_view::npos;
      }));
    }
  }
  const auto state = board.get("/api/state");
  CHECK(state.status == 200);
  CHECK(state.type == "application/json");
  CHECK(state.json().at("servers").at("berlin").at("calls").as_object().size() == 1);
  CHECK(board.get("/api/calls").json().at("servers").at("berlin").at("calls") ==
        state.json().at("servers").at("berlin").at("calls"));
  CHECK(board.get("/api/queues").json().at("servers").at("berlin").at("queues").as_object().contains("sales"));
}

TEST_CASE("The rate of events comes each second, while nothing else happens") {
  running_service board{telephones()};
  browser reader{board.port};
  const auto is_rate = [](const sent_event& event) {
    return std::ranges::any_of(event.changes(), [](const auto& change) { return change.at("table") == "rate"; });
  };
  reader.next_that(is_rate);
  reader.next_that(is_rate);
  CHECK(board.get("/api/state").json().at("servers").at("berlin").at("rate").as_array().size() >= 2);
}

TEST_CASE("A browser that comes back gets only what came meanwhile") {
  running_service board{telephones()};
  browser stays{board.port};
  std::string last;
  {
    browser goes{board.port};
    last = goes.next_with_link("berlin", true).id;
  }
  call(board);
  stays.next_that([](const auto& each) { return has_call(each, "talking"); });
  browser back{board.port, "Last-Event-ID: " + last + "\r\n"};
  const auto first = back.next();
  REQUIRE(first.has_value());
  CHECK(first->type == "changes");
  const auto number = [](const std::string& id) { return std::stoull(id.substr(id.find('-') + 1)); };
  CHECK(number(first->id) == number(last) + 1);
  CHECK((has_call(*first, "talking") ||
         has_call(back.next_that([](const auto& each) { return has_call(each, "talking"); }), "talking")));
  // The same by the address, for those that cannot set headers.
  browser by_address{board.port, "", "/api/events?after=" + last};
  const auto same = by_address.next();
  REQUIRE(same.has_value());
  CHECK(same->id == first->id);
  CHECK(same->data == first->data);
  CHECK(board.metric("wallboard_browsers_resumed_total") == "2");
}

TEST_CASE("An id that is too old, or of another run, is answered with the whole state") {
  running_service board{telephones(), {}, [] {
                          wallboard::feed_settings feed;
                          feed.messages_kept = 2;
                          feed.between_messages = 10ms;
                          return feed;
                        }()};
  browser stays{board.port};
  const std::string old = stays.next_with_link("berlin", true).id;
  for (int messages = 0; messages < 3; ++messages) {
    stays.next();  // the rates, each second
  }
  for (const std::string& id : {old, std::string{"otherrun-1"}, std::string{"nonsense"}}) {
    browser back{board.port, "Last-Event-ID: " + id + "\r\n"};
    const auto first = back.next();
    REQUIRE(first.has_value());
    CHECK(first->type == "state");
  }
}

TEST_CASE("A comment keeps a silent link open") {
  wallboard::web_settings web;
  web.keep_alive = 1ms;
  running_service board{telephones(), web};
  browser reader{board.port};
  reader.next_with_link("berlin", true);
  reader.next();
  CHECK(reader.comments() > 0);
}

TEST_CASE("A browser that does not read is dropped, and the others get on") {
  wallboard::web_settings web;
  web.write_timeout = 3s;  // the others read within that, also on a busy machine
  running_service board{pbx_options{}.ring_time(10ms, 50ms).talk_time(300ms, 900ms).calls_per_second(60).max_calls(100),
                        web};
  browser reads{board.port};
  reads.next_with_link("berlin", true);
  const browser does_not_read{board.port, "", "/api/events", 4096};
  const browser gone{board.port};
  while (board.metric("wallboard_browsers_dropped_total") == "0") {
    REQUIRE(reads.next().has_value());
  }
  CHECK(reads.next().has_value());
}

TEST_CASE("A browser that is gone leaves its place to another") {
  wallboard::web_settings web;
  web.browsers = 2;
  running_service board{telephones(), web};
  browser stays{board.port};
  stays.next_with_link("berlin", true);
  {
    browser second{board.port};
    CHECK(second.status() == 200);
    browser third{board.port};
    CHECK(third.status() == 503);
    CHECK(third.head().find("Retry-After: 10") != std::string::npos);
    // Others than browsers get on.
    CHECK(board.get("/health").status == 200);
    CHECK(board.metric("wallboard_browsers") == "2");
    CHECK(board.metric("wallboard_browsers_refused_total") == "1");
  }
  while (board.metric("wallboard_browsers") != "1") {
    stays.next();
  }
  browser another{board.port};
  CHECK(another.status() == 200);
}

TEST_CASE("Three hundred browsers: those above the most are refused, and the others read") {
  running_service board{telephones()};
  std::vector<std::unique_ptr<browser>> readers;
  std::size_t refused = 0;
  for (int number = 0; number < 300; ++number) {
    auto reader = std::make_unique<browser>(board.port);
    if (reader->status() == 200) {
      readers.push_back(std::move(reader));
    } else {
      ++refused;
    }
  }
  CHECK(refused == 50);
  CHECK(readers.size() == 250);
  call(board);
  for (const auto& reader : readers) {
    reader->next_that([](const auto& each) {
      return has_call(each, "talking") || (each.type == "state" && !each.data.at("servers").as_object().empty() &&
                                           !each.data.at("servers").at("berlin").at("calls").as_object().empty());
    });
  }
  board.service.stop();
  for (const auto& reader : readers) {
    CHECK(reader->read_to_end());
  }
}

TEST_CASE("The link of a PBX goes down and comes back, and the browsers are told") {
  running_service board{telephones()};
  browser reader{board.port};
  reader.next_with_link("berlin", true);
  CHECK(board.get("/health").status == 200);
  CHECK(board.get("/health").json().at("status") == "ok");

  board.server.stop_listening();
  board.server.drop_connections();
  const auto link = reader.next_with_link("berlin", false).link_of("berlin");
  CHECK(link.at("incomplete_since").is_int64());
  CHECK_FALSE(link.at("problems").as_array().empty());
  const auto health = board.get("/health");
  CHECK(health.status == 503);
  CHECK(health.json().at("status") == "incomplete");
  CHECK(health.json().at("problems").as_array().at(0).at("server") == "berlin");
  const auto refused =
      board.post(R"({"request":"1","server":"berlin","action":"originate","channel":"PJSIP/alice","exten":"2002"})");
  CHECK(refused.status == 503);
  CHECK(refused.json().at("ok") == false);

  board.server.listen_again();
  const auto back = reader.next_with_link("berlin", true).link_of("berlin");
  CHECK(back.at("incomplete_since").is_null());
  CHECK(back.at("problems").as_array().empty());
  CHECK(board.get("/health").status == 200);
  // What was missed of the day stays missed.
  const auto queues = board.get("/api/queues").json();
  CHECK(queues.at("servers").at("berlin").at("queues").at("sales").at("day").at("incomplete_since").is_int64());
}

TEST_CASE("A service starts while its PBX is down") {
  ami::testing::fake_asterisk server;
  server.stop_listening();
  const test::temporary_folder folder;
  wallboard::web_settings web;
  web.port = 0;
  web.token = "t0ken";
  web.page_folder = folder.path().string();
  wallboard::service service{{test::settings_of(server)}, web};
  const auto port = service.start();
  browser reader{port};
  const auto link = reader.next_with_link("berlin", false).link_of("berlin");
  CHECK(link.at("version").is_null());
  server.listen_again();
  CHECK(reader.next_with_link("berlin", true).link_of("berlin").at("state") == "connected");
}

TEST_CASE("The day of a queue is counted from events") {
  running_service board{telephones()};
  browser reader{board.port};
  reader.next_with_link("berlin", true);
  board.server.originate(pbx_call{"PJSIP/bob"}.extension("default", "500", 1));
  const auto event = reader.next_that([](const sent_event& each) {
    return std::ranges::any_of(each.changes(), [](const json::object& change) {
      return change.at("table") == "queues" && change.at("value").at("day").at("answered") == 1;
    });
  });
  for (const auto& change : event.changes()) {
    if (change.at("table") == "queues") {
      const auto& day = change.at("value").at("day");
      CHECK(day.at("offered") == 1);
      CHECK(day.at("in_service_level") == 1);
      CHECK(day.at("percent").to_number<double>() == 100);
    }
  }
}
