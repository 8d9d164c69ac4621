// What is not to be shown: secrets in headers, and in the configuration files that actions read and write.
#include "catch.hpp"
#include "support/frames.hpp"

#include <ami/actions/config.hpp>
#include <ami/event.hpp>
#include <ami/response.hpp>

#include <string>
#include <string_view>

namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("secrets: settings of a configuration file that is read are hidden") {
  const std::string text = ami::to_string(ami::response{test::frame_of(
      "Response: Success\r\nCategory-000000: alice\r\nLine-000000-000000: secret=hunter2\r\n"
      "Line-000000-000001: callerid=\"Alice\" <1>\r\nline-000000-000002: Auth_Password = hunter3\r\n\r\n")});
  CHECK_FALSE(contains(text, "hunter"));
  CHECK(contains(text, "Line-000000-000000=***"));
  CHECK(contains(text, "Alice"));
  const std::string json = ami::to_string(
      ami::response{test::frame_of("Response: Success\r\nJSON: {\"alice\":{\"md5secret\":\"hunter2\"}}\r\n\r\n")});
  CHECK_FALSE(contains(json, "hunter"));
  CHECK(contains(ami::to_string(ami::response{
                     test::frame_of("Response: Success\r\nJSON: {\"alice\":{\"type\":\"friend\"}}\r\n\r\n")}),
                 "friend"));
}

TEST_CASE("secrets: settings of a configuration file that is written are hidden") {
  const auto change = ami::actions::update_config{"sip.conf", "sip.conf"}
                          .update("alice", "secret", "hunter2", "hunter1")
                          .append("alice", "type", "friend")
                          .append("alice", "remotesecret", "hunter3");
  const std::string text = ami::to_string(change);
  CHECK_FALSE(contains(text, "hunter"));
  CHECK(contains(text, "friend"));
  CHECK(contains(text, "remotesecret"));
}
