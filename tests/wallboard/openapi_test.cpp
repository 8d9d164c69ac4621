// What the service answers is what its description says: every path, and each answer to an action.
#include "catch.hpp"
#include "wallboard/browser.hpp"

#include <ami/testing/pbx_call.hpp>
#include <ami/testing/session.hpp>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <httplib.h>
#include <string>

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using ami::testing::pbx_call;
using ami::testing::pbx_conference;
using ami::testing::pbx_options;
using ami::testing::pbx_queue;
using ami::testing::simulated_pbx;
using test::browser;
using test::running_service;

// Some of everything.
pbx_options busy() {
  return pbx_options{}
      .ring_time(0ms, 0ms)
      .talk_time(1h, 1h)
      .queue_patience(1h)
      .endpoint({"alice", "2001", "Alice"})
      .endpoint({"bob", "2002", "Bob"})
      .endpoint({"carol", "2003", "Carol"})
      .endpoint({"dave", "2004", "Dave"})
      .endpoint(
          ami::testing::pbx_endpoint{"erin", "2005", "Erin"}.behaviour(ami::testing::endpoint_behaviour::never_answers))
      .queue(pbx_queue{"sales", "500"}.member("erin"))
      .queue(pbx_queue{"support", "501"}.member("dave"))
      .conference(pbx_conference{"meeting", "800"});
}

class answer_file {
public:
  explicit answer_file(const std::filesystem::path& path) : file_{path} {}

  void add(const std::string& path, const char* method, const running_service::answer& answer,
           const std::string& request = {}) {
    const bool is_json = answer.type == "application/json";
    json::object line{{"path", path},
                      {"method", method},
                      {"status", answer.status},
                      {"type", answer.type},
                      {"body", is_json ? answer.json() : json::value(answer.body)}};
    boost::system::error_code error;
    if (auto parsed = json::parse(request, error); !error) {
      line["request"] = std::move(parsed);
    }
    file_ << json::serialize(line) << std::endl;
  }
  void add(const test::sent_event& event) {
    file_ << json::serialize(json::object{{"path", "/api/events"},
                                          {"method", "get"},
                                          {"status", 200},
                                          {"type", "text/event-stream"},
                                          {"body", {{"event", event.type}, {"data", event.data}}}})
          << std::endl;
  }

private:
  std::ofstream file_;
};

}  // namespace

TEST_CASE("The answers of the service are those of its description") {
  if (!std::filesystem::exists(WALLBOARD_SCHEMA)) {
    WARN("There is no " << WALLBOARD_SCHEMA);
    return;
  }
  wallboard::web_settings web;
  web.browsers = 1;
  running_service board{busy(), web};
  const auto file = board.folder.path() / "answers.jsonl";
  answer_file answers{file};
  browser reader{board.port};
  answers.add(reader.next_with_link("berlin", true));

  // Calls of each kind, and a place in each queue.
  for (const char* number : {"2002", "500", "800"}) {
    board.server.originate(
        pbx_call{number == std::string_view{"800"} ? "PJSIP/dave" : "PJSIP/alice"}.extension("default", number, 1));
  }
  board.server.originate(pbx_call{"PJSIP/carol"}.extension("default", "501", 1));
  std::string talking;
  answers.add(reader.next_that([&](const test::sent_event& event) {
    answers.add(event);
    for (const auto& change : event.changes()) {
      if (change.at("table") == "calls" && change.at("value").is_object() &&
          change.at("value").at("status") == "talking") {
        talking = change.at("value").at("legs").as_array().at(0).at("channel").as_string().c_str();
      }
    }
    return !talking.empty();
  }));
  board.server.with_pbx([&](simulated_pbx& pbx) {
    CHECK(pbx.park(talking));
    pbx.queue_pause("PJSIP/erin", true, "sales", "Lunch");
  });
  answers.add(reader.next_that([&](const test::sent_event& event) {
    return std::ranges::any_of(event.changes(), [](const auto& change) {
      return change.at("table") == "calls" && change.at("value").is_object() &&
             change.at("value").at("status") == "parked";
    });
  }));
  for (const char* path : {"/", "/health", "/metrics", "/api/state", "/api/calls", "/api/queues", "/api/openapi.json",
                           "/api/ami.schema.json"}) {
    answers.add(path, "get", board.get(path));
  }
  answers.add("/api/state", "get", board.get("/api/state", "evil.example"));
  {
    httplib::Client client{"127.0.0.1", board.port};
    const auto refused = client.Get("/api/events");
    REQUIRE(refused);
    answers.add("/api/events", "get",
                {refused->status, refused->get_header_value("Content-Type"), refused->body, {}, {}});
    const auto elsewhere =
        client.Post("/api/action", httplib::Headers{{"Host", "evil.example"}}, "{}", "application/json");
    REQUIRE(elsewhere);
    answers.add("/api/action", "post",
                {elsewhere->status, elsewhere->get_header_value("Content-Type"), elsewhere->body, {}, {}});
  }

  int requests = 0;
  const auto act = [&](const std::string& fields, const std::string& server = "berlin") {
    const std::string body = fmt::format(R"({{"request":"{}","server":"{}",{}}})", ++requests, server, fields);
    const auto done = board.post(body);
    answers.add("/api/action", "post", done, body);
    return done.status;
  };
  CHECK(act(R"("action":"originate","channel":"PJSIP/bob","exten":"2001")") == 200);
  CHECK(act(R"("action":"originate","channel":"PJSIP/bob","exten":"2001","context":"default")") == 200);
  CHECK(act(R"("action":"unpause","interface":"PJSIP/erin","queue":"sales")") == 200);
  CHECK(act(R"("action":"pause","interface":"PJSIP/nobody","reason":"","queue":"")") == 422);
  CHECK(act(R"("action":"hangup","uniqueid":"1.2")") == 404);
  CHECK(act(R"("action":"transfer","uniqueid":"1.2","exten":"1")", "nowhere") == 404);
  CHECK(act(R"("action":"hangup")") == 400);
  CHECK(act(R"("action":"hangup","uniqueid":"1.2","more":"x")") == 400);
  CHECK(act(R"("action":"originate","channel":"","exten":"2001")") == 400);
  CHECK(act(R"("action":"dance")") == 400);
  answers.add("/api/action", "post", board.post("{}", ""));
  answers.add("/api/action", "post", board.post("{}", "Bearer t0ken", "text/plain"));
  answers.add("/api/action", "post", board.post(std::string(9000, ' ')));
  board.server.on("Originate", [](const auto&, const ami::testing::session& client) { client.drop(); });
  CHECK(act(R"("action":"originate","channel":"PJSIP/bob","exten":"2001")") == 504);
  board.server.stop_listening();
  board.server.drop_connections();
  answers.add(reader.next_with_link("berlin", false));
  answers.add("/health", "get", board.get("/health"));
  CHECK(act(R"("action":"originate","channel":"PJSIP/bob","exten":"2001")") == 503);

  const std::string command = fmt::format("python3 {}/openapi.py {} {} {} >{} 2>&1", WALLBOARD_TESTS, WALLBOARD_OPENAPI,
                                          WALLBOARD_SCHEMA, file.string(), (board.folder.path() / "report").string());
  const int result = std::system(command.c_str());
  std::ifstream report{board.folder.path() / "report"};
  INFO(std::string(std::istreambuf_iterator<char>{report}, {}));
  CHECK(result == 0);
}
