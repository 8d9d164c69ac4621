// Requests and their answers.
#include "catch.hpp"
#include "wallboard/answered_requests.hpp"

#include <memory>
#include <string>

using wallboard::action_answer;
using wallboard::answered_requests;
using standing = answered_requests::standing;

namespace {

answered_requests::answer answer(const std::string& body) {
  return std::make_shared<const action_answer>(action_answer{200, body});
}

}  // namespace

TEST_CASE("The same request is done once") {
  answered_requests requests{10, 10};
  CHECK(requests.begin("a", "call") == standing::first);
  CHECK(requests.find("a") == nullptr);
  CHECK(requests.begin("a", "call") == standing::under_way);
  CHECK(requests.begin("b", "call") == standing::first);
  requests.finish("a", answer("done"));
  CHECK(requests.begin("a", "call") == standing::answered);
  REQUIRE(requests.find("a") != nullptr);
  CHECK(requests.find("a")->body == "done");
  CHECK(requests.begin("b", "call") == standing::under_way);
}

TEST_CASE("An id that is used for something else is no repetition") {
  answered_requests requests{10, 10};
  CHECK(requests.begin("a", "call") == standing::first);
  CHECK(requests.begin("a", "hangup") == standing::other);
  requests.finish("a", answer("done"));
  CHECK(requests.begin("a", "hangup") == standing::other);
}

TEST_CASE("Answers are kept up to a number, and the oldest go first") {
  answered_requests requests{2, 10};
  for (const char* id : {"a", "b", "c"}) {
    CHECK(requests.begin(id, "call") == standing::first);
    requests.finish(id, answer(id));
  }
  CHECK(requests.find("a") == nullptr);
  CHECK(requests.find("b") != nullptr);
  CHECK(requests.begin("c", "call") == standing::answered);
  CHECK(requests.begin("a", "call") == standing::first);
}

TEST_CASE("Requests under way are bounded, and those that were answered do not count") {
  answered_requests requests{10, 2};
  CHECK(requests.begin("a", "call") == standing::first);
  CHECK(requests.begin("b", "call") == standing::first);
  CHECK(requests.begin("c", "call") == standing::too_many);
  CHECK(requests.begin("a", "call") == standing::under_way);
  requests.finish("a", answer("a"));
  CHECK(requests.begin("c", "call") == standing::first);
}
