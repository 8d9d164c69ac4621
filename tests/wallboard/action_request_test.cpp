// What the page asks for, from JSON.
#include "catch.hpp"
#include "wallboard/action_request.hpp"

#include <string>
#include <variant>

using namespace wallboard;

namespace {

template <class What>
What read(const std::string& json) {
  const auto result = read_action_request(json);
  if (const auto* problem = std::get_if<request_problem>(&result)) {
    FAIL(problem->text);
  }
  return std::get<What>(std::get<action_request>(result).parameters);
}

std::string problem_of(const std::string& json) {
  const auto result = read_action_request(json);
  const auto* problem = std::get_if<request_problem>(&result);
  return problem != nullptr ? problem->text : "none";
}

// A request with more fields.
std::string with(const std::string& fields) {
  return R"({"request":"1","server":"berlin",)" + fields + "}";
}

}  // namespace

TEST_CASE("Requests for actions") {
  const auto request = read_action_request(with(R"("action":"hangup","uniqueid":"1.2")"));
  REQUIRE(std::holds_alternative<action_request>(request));
  CHECK(std::get<action_request>(request).id == "1");
  CHECK(std::get<action_request>(request).server == "berlin");
  CHECK(std::get<action_request>(request).action == "hangup");

  const auto call = read<originate_request>(with(R"("action":"originate","channel":"PJSIP/a","exten":"200")"));
  CHECK(call.channel == "PJSIP/a");
  CHECK(call.exten == "200");
  CHECK(call.context == "default");
  CHECK(read<hangup_request>(with(R"("action":"hangup","uniqueid":"1.2")")).uniqueid == "1.2");
  const auto transfer =
      read<transfer_request>(with(R"("action":"transfer","uniqueid":"1.2","exten":"5","context":"from-inside")"));
  CHECK(transfer.exten == "5");
  CHECK(transfer.context == "from-inside");
  const auto pause =
      read<pause_request>(with(R"("action":"pause","interface":"PJSIP/a","queue":"sales","reason":"Lunch")"));
  CHECK(pause.paused);
  CHECK(pause.interface == "PJSIP/a");
  CHECK(pause.queue == "sales");
  CHECK(pause.reason == "Lunch");
  CHECK_FALSE(read<pause_request>(with(R"("action":"unpause","interface":"PJSIP/a")")).paused);
}

TEST_CASE("Bytes that are no UTF-8 come back as they were") {
  CHECK(read<hangup_request>(with(R"("action":"hangup","uniqueid":"caf\uEFE9")")).uniqueid == "caf\xe9");
}

TEST_CASE("What is wrong with a request names its field") {
  CHECK(problem_of("") == "the body is no JSON");
  CHECK(problem_of("{") == "the body is no JSON");
  CHECK(problem_of(std::string(4000, '[')) == "the body is no JSON");
  CHECK(problem_of("[]") == "the body is no JSON object");
  CHECK(problem_of("{}") == R"(the field "request" is missing)");
  CHECK(problem_of(R"({"request":"1","action":"hangup"})") == R"(the field "server" is missing)");
  CHECK(problem_of(with(R"("action":"dance")")) ==
        R"(the field "action" is none of originate, hangup, transfer, pause, unpause)");
  CHECK(problem_of(with(R"("action":"hangup")")) == R"(the field "uniqueid" is missing)");
  CHECK(problem_of(with(R"("action":"hangup","uniqueid":7)")) == R"(the field "uniqueid" is no text)");
  CHECK(problem_of(with(R"("action":"hangup","uniqueid":"")")) == R"(the field "uniqueid" is empty)");
  CHECK(problem_of(with(R"("action":"transfer","uniqueid":"1","exten":"5","context":null)")) ==
        R"(the field "context" is no text)");
  CHECK(problem_of(with(R"("action":"originate","channel":"a\r\nAction: Logoff","exten":"1")")) ==
        R"(the field "channel" has a control character)");
  CHECK(problem_of(with(R"("action":"hangup","uniqueid":")" + std::string(300, 'x') + "\"")) ==
        R"(the field "uniqueid" is longer than 256 bytes)");
  CHECK(problem_of(with(R"("action":"pause","interface":"a","qeue":"sales")")) ==
        R"(the field "qeue" is none of this action)");
  CHECK(problem_of(with(R"("action":"unpause","interface":"a","reason":"x")")) ==
        R"(the field "reason" is none of this action)");
}
