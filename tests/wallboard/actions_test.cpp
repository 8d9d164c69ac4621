// What the buttons of the page do, and who may press them; the other answers of the service.
#include "catch.hpp"
#include "wallboard/browser.hpp"

#include <ami/testing/pbx_call.hpp>
#include <ami/testing/request.hpp>
#include <ami/testing/session.hpp>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <string>
#include <thread>

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using ami::testing::pbx_call;
using ami::testing::pbx_options;
using test::browser;
using test::running_service;

// A service that is connected.
class ready_service : public running_service {
public:
  ready_service() : running_service{test::ready_telephones()}, reader{port} { reader.next_with_link("berlin", true); }

  answer act(const std::string& fields) {
    return post(fmt::format(R"({{"request":"{}","server":"berlin",{}}})", ++requests_, fields));
  }

  // Makes a call and returns the Uniqueid of Alice's channel.
  std::string call() {
    server.originate(pbx_call{"PJSIP/alice"}.extension("default", "2002", 1));
    std::string uniqueid;
    reader.next_that([&](const test::sent_event& event) {
      for (const auto& change : event.changes()) {
        if (change.at("table") == "calls" && change.at("value").is_object() &&
            change.at("value").at("status") == "talking") {
          for (const auto& leg : change.at("value").at("legs").as_array()) {
            if (leg.at("device") == "PJSIP/alice") {
              uniqueid = leg.at("uniqueid").as_string().c_str();
            }
          }
        }
      }
      return !uniqueid.empty();
    });
    return uniqueid;
  }

  // How many actions of a name the server has got.
  std::size_t received(std::string_view name) const {
    const auto requests = server.requests();
    return static_cast<std::size_t>(std::ranges::count_if(requests, [&](const auto& each) { return each.is(name); }));
  }

  browser reader;

private:
  int requests_ = 0;
};

constexpr const char* originate = R"("action":"originate","channel":"PJSIP/bob","exten":"2001")";

}  // namespace

TEST_CASE("Actions need the token, and a body of JSON that is not too large") {
  ready_service board;
  const std::string body = fmt::format(R"({{"request":"x","server":"berlin",{}}})", originate);
  CHECK(board.post(body, "").status == 401);
  CHECK(board.post(body, "Bearer wrong").status == 401);
  CHECK(board.post(body, "t0ken").status == 401);
  CHECK(board.post(body, "Bearer t0ken", "text/plain").status == 415);
  CHECK(board.post(std::string(9000, ' '), "Bearer t0ken").status == 413);
  CHECK(board.post("{}").status == 400);
  CHECK(board.post("{}").json().at("message") == R"(the field "request" is missing)");
  CHECK(board.received("Originate") == 0);
  CHECK(board.post(body).status == 200);
  CHECK(board.received("Originate") == 1);
}

TEST_CASE("Each action does on the PBX what it says") {
  ready_service board;
  SECTION("originate") {
    const auto done = board.act(originate);
    CHECK(done.status == 200);
    CHECK(done.json().at("ok") == true);
    CHECK(done.json().at("message") == "Originate successfully queued");
    CHECK(done.json().at("reply").at("outcome") == "accepted");
    const auto sent = board.server.wait_for_request("Originate", 60s);
    REQUIRE(sent.has_value());
    CHECK(sent->get("Channel") == "PJSIP/bob");
    CHECK(sent->get("Exten") == "2001");
    CHECK(sent->get("Context") == "default");
    CHECK(sent->get("Async") == "true");
  }
  SECTION("hang up") {
    const std::string channel = board.call();
    const auto done = board.act(fmt::format(R"("action":"hangup","uniqueid":"{}")", channel));
    CHECK(done.status == 200);
    board.reader.next_that([](const auto& event) {
      return std::ranges::any_of(event.changes(), [](const auto& change) {
        return change.at("table") == "calls" && change.at("value").is_null();
      });
    });
  }
  SECTION("transfer") {
    const std::string channel = board.call();
    const auto done =
        board.act(fmt::format(R"("action":"transfer","uniqueid":"{}","exten":"9999","context":"inside")", channel));
    CHECK(done.status == 200);
    const auto sent = board.server.wait_for_request("Redirect", 60s);
    REQUIRE(sent.has_value());
    CHECK(sent->get("Exten") == "9999");
    CHECK(sent->get("Context") == "inside");
  }
  SECTION("pause, and end the pause") {
    CHECK(board.act(R"("action":"pause","interface":"PJSIP/alice","queue":"sales","reason":"Lunch")").status == 200);
    const auto member_is = [&](bool paused) {
      board.reader.next_that([&](const auto& event) {
        return std::ranges::any_of(event.changes(), [&](const auto& change) {
          return change.at("table") == "queues" &&
                 change.at("value").at("members").as_array().at(0).at("paused") == paused;
        });
      });
    };
    member_is(true);
    CHECK(board.act(R"("action":"unpause","interface":"PJSIP/alice")").status == 200);
    member_is(false);
  }
}

TEST_CASE("What the server refuses is said in its words, and what there is not is found before") {
  ready_service board;
  const auto refused = board.act(R"("action":"pause","interface":"PJSIP/nobody")");
  CHECK(refused.status == 422);
  CHECK(refused.json().at("ok") == false);
  CHECK(refused.json().at("message") == "Interface not found");
  CHECK(board.act(R"("action":"hangup","uniqueid":"1.2")").status == 404);
  CHECK(board.act(R"("action":"hangup","uniqueid":"/.*/")").status == 404);
  CHECK(board.post(R"({"request":"y","server":"nowhere","action":"hangup","uniqueid":"1.2"})").status == 404);
  CHECK(board.received("Hangup") == 0);
}

TEST_CASE("The same request twice dials once, and is answered twice") {
  ready_service board;
  const std::string body = fmt::format(R"({{"request":"same","server":"berlin",{}}})", originate);
  const auto first = board.post(body);
  const auto second = board.post(body);
  CHECK(first.status == 200);
  CHECK(second.status == 200);
  CHECK(first.body == second.body);
  CHECK(board.received("Originate") == 1);
  CHECK(board.post(R"({"request":"same","server":"berlin","action":"hangup","uniqueid":"1"})").status == 400);
}

TEST_CASE("The same request at the same time waits for the first one's answer") {
  ready_service board;
  std::optional<ami::testing::session> asker;
  board.server.on("Originate", [&](const auto&, const ami::testing::session& client) { asker = client; });
  const std::string body = fmt::format(R"({{"request":"same","server":"berlin",{}}})", originate);
  running_service::answer first;
  running_service::answer second;
  std::thread one{[&] { first = board.post(body); }};
  CHECK(board.server.wait_for_request("Originate", 60s).has_value());
  std::thread two{[&] { second = board.post(body); }};
  board.server.with_pbx([&](auto&) { asker->reply_success("queued"); });
  one.join();
  two.join();
  CHECK(first.status == 200);
  CHECK(second.body == first.body);
  CHECK(board.received("Originate") == 1);
}

TEST_CASE("An action whose answer got lost may have happened, and is not sent again") {
  ready_service board;
  board.server.on("Originate", [](const auto&, const ami::testing::session& client) { client.drop(); });
  const auto lost = board.act(originate);
  CHECK(lost.status == 504);
  CHECK(std::string{lost.json().at("message").as_string().c_str()}.starts_with("it may have happened, or not: "));
  board.reader.next_with_link("berlin", true);
  CHECK(board.received("Originate") == 1);
}

TEST_CASE("The page and its headers") {
  ready_service board;
  const auto page = board.get("/");
  CHECK(page.status == 200);
  CHECK(page.type == "text/html");
  CHECK(page.body.find("Board") != std::string::npos);
  CHECK(page.security.starts_with("default-src 'none'"));
  CHECK(board.get("/wallboard.js").status == 200);
  CHECK(board.get("/wallboard.js").type == "text/javascript");
  const auto nothing = board.get("/nothing");
  CHECK(nothing.status == 404);
  CHECK(nothing.security.starts_with("default-src 'none'"));
  CHECK(board.get("/../secret").status >= 400);
  CHECK(board.get("/%2e%2e/secret").status >= 400);
}

TEST_CASE("A request for another host is refused") {
  ready_service board;
  CHECK(board.get("/api/state", "evil.example").status == 421);
  CHECK(board.get("/", "evil.example").status == 421);
  CHECK(board.get("/api/state", "localhost:8080").status == 200);
  CHECK(board.get("/api/state", "[::1]").status == 200);
}

TEST_CASE("Metrics of the connections, the live states and the service") {
  ready_service board;
  board.act(originate);
  const auto metrics = board.get("/metrics");
  CHECK(metrics.status == 200);
  CHECK(metrics.type == "text/plain; version=0.0.4; charset=utf-8");
  for (const char* line :
       {"\nami_events_published_total{server=\"berlin\"}", "ami_live_valid{server=\"berlin\",part=\"channels\"} 1\n",
        "\nwallboard_browsers 1\n", "\nwallboard_actions_total{action=\"originate\",status=\"200\"} 1\n"}) {
    INFO(line);
    CHECK(metrics.body.find(line) != std::string::npos);
  }
  CHECK(std::stoull(board.metric("wallboard_messages_total")) > 0);
  CHECK(metrics.body.find("t0ken") == std::string::npos);
  CHECK(metrics.body.find("secret") == std::string::npos);
}
