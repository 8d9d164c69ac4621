// The configuration file.
#include "catch.hpp"
#include "wallboard/settings.hpp"

#include <stdexcept>
#include <string>

using wallboard::read_pbxs;

namespace {

std::string problem_of(const std::string& text) {
  try {
    read_pbxs(text);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("A section for each PBX") {
  const auto pbxs = read_pbxs("[berlin]\nhost = 192.0.2.1\nusername = board\nsecret = s3cret\n"
                              "[hamburg]\nurl = amis://board@pbx.example.org\nlogin_timeout = 5s\n");
  REQUIRE(pbxs.size() == 2);
  CHECK(pbxs[0].name == "berlin");
  CHECK(pbxs[0].options.user() == "board");
  CHECK(pbxs[1].name == "hamburg");
  CHECK(pbxs[1].options.tls().has_value());
}

TEST_CASE("What cannot be used names its section, and no secret") {
  CHECK(problem_of("") == "the configuration names no PBX");
  CHECK(problem_of("host = a\n") == "\"host\" stands in no section of the configuration");
  CHECK(problem_of("[a]\nhost = a\nusername = u\nsecret = s3cret\ntypo = 1\n") == "a: there is no setting \"typo\"");
  const std::string bad = problem_of("[a]\nhost = a\nusername = u\nsecret = s3cret\nlogin_timeout = soon\n");
  CHECK(bad.starts_with("a: "));
  CHECK(bad.find("s3cret") == std::string::npos);
  CHECK(problem_of("[a\n").starts_with("line 1 of the configuration: "));
}
