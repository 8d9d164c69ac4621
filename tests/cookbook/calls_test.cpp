// Programs that make calls, or show them.
#include "catch.hpp"
#include "cookbook/recipe.hpp"
#include "support/temporary_folder.hpp"

#include <ami/testing/fake_asterisk.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

using namespace ami::testing;
using namespace std::chrono_literals;
using test::quick_telephones;

namespace {

std::size_t requests_named(const fake_asterisk& server, std::string_view name) {
  const auto all = server.requests();
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const request& each) { return each.is(name); }));
}

}  // namespace

TEST_CASE("the screen pop shows the calls of one telephone", "[cookbook]") {
  fake_asterisk server{quick_telephones()};
  test::recipe program{server, "screen_pop", {"PJSIP/bob", "https://crm.example.org/?number="}};
  REQUIRE(program.wait_for("watching PJSIP/bob\n"));
  server.originate(pbx_call{"PJSIP/alice"}.extension("default", "2003", 1));  // rings carol
  server.originate(pbx_call{"PJSIP/carol"}.extension("default", "2002", 1).caller_id("2003", "Carol"));
  REQUIRE(program.wait_for("answered"));
  CHECK(program.interrupt() == 0);
  CHECK(program.output() == "watching PJSIP/bob\n"
                            "rings    Carol <2003>  https://crm.example.org/?number=2003\n"
                            "answered 2003\n");
}

TEST_CASE("the screen pop goes on after a lost link", "[cookbook]") {
  fake_asterisk server{quick_telephones()};
  test::recipe program{server, "screen_pop", {"PJSIP/bob", "x:"}};
  REQUIRE(program.wait_for("watching"));
  server.drop_connections();
  REQUIRE(program.wait_for("calls are seen again"));
  CHECK(program.says("no calls are seen: "));
  server.originate(pbx_call{"PJSIP/alice"}.extension("default", "2002", 1));
  CHECK(program.wait_for("rings"));
}

TEST_CASE("click to call rings the telephone, then calls", "[cookbook]") {
  fake_asterisk server{quick_telephones()};
  test::recipe program{server, "click_to_call", {"PJSIP/alice", "2002"}};
  REQUIRE(program.wait_for("answered, calling 2002"));
  const auto sent = server.wait_for_request("Originate", 10s);
  REQUIRE(sent);
  CHECK((*sent)["Channel"] == "PJSIP/alice");
  CHECK((*sent)["Exten"] == "2002");
  CHECK((*sent)["CallerID"] == "Call to 2002 <2002>");
  server.hang_up_all();
  CHECK(program.wait() == 0);
  CHECK(program.says("PJSIP/alice rings\n"));
  CHECK(program.says("hung up: Normal Clearing\n"));
}

TEST_CASE("click to call says why nobody answered", "[cookbook]") {
  fake_asterisk server{quick_telephones()};
  test::recipe busy{server, "click_to_call", {"PJSIP/dora", "2002"}};
  CHECK(busy.wait() == 3);
  CHECK(busy.says("busy"));
  test::recipe injected{server, "click_to_call", {"PJSIP/alice", "2002&PJSIP/boss"}};
  CHECK(injected.wait() == 2);
  CHECK(requests_named(server, "Originate") == 1);
}

TEST_CASE("click to call that is interrupted hangs up", "[cookbook]") {
  fake_asterisk server{fake_options{}.pbx(
      pbx_options{}.endpoint(pbx_endpoint{"alice", "2001", "Alice"}.behaviour(endpoint_behaviour::never_answers)))};
  test::recipe program{server, "click_to_call", {"PJSIP/alice", "2002"}};
  REQUIRE(program.wait_for("rings"));
  CHECK(program.interrupt() == 0);
  CHECK(server.wait_for_request("Hangup", 10s));
  CHECK(server.channels().empty());
}

TEST_CASE("a command says that the server is down", "[cookbook]") {
  fake_asterisk server;
  server.stop_listening();
  test::recipe program{server, "click_to_call", {"PJSIP/alice", "2002"}};
  CHECK(program.wait() == 1);
  CHECK(program.says("click_to_call: "));
  CHECK(program.says("refused"));
}

TEST_CASE("the dialer calls each number once", "[cookbook]") {
  test::temporary_folder folder;
  const std::string numbers = (folder.path() / "numbers").string();
  const std::string journal = (folder.path() / "journal").string();
  test::write_text(numbers, "alice\ndora\nalice\nbob\n");  // one of them twice
  fake_asterisk server{quick_telephones()};
  test::recipe first{server, "dialer", {numbers, journal, "PJSIP/%", "2"}};
  // Two at a time: alice talks, so the other lane takes dora, who is busy, and then bob.
  REQUIRE(first.wait_for("bob dialling"));
  CHECK(first.says("dora the far end is busy"));
  test::answered_channel(server, "PJSIP/alice");
  test::answered_channel(server, "PJSIP/bob");

  // The link is lost while both talk. They are followed on, and not called again.
  server.drop_connections();
  REQUIRE(server.wait_for_request("Status", 30s));
  server.hang_up_all();
  CHECK(first.wait() == 0);
  CHECK(first.says("alice answered\n"));
  CHECK(first.says("bob answered\n"));
  CHECK(requests_named(server, "Originate") == 3);

  // Begun again, with one more number and a journal that says what was done, also by a process that was killed.
  test::write_text(numbers, "alice\ndora\nbob\ncarol\n");
  test::recipe second{server, "dialer", {numbers, journal, "PJSIP/%"}};
  REQUIRE(second.wait_for("carol dialling"));
  second.kill();
  test::recipe third{server, "dialer", {numbers, journal, "PJSIP/%"}};
  CHECK(third.wait() == 0);
  CHECK(third.output().empty());
  CHECK(requests_named(server, "Originate") <= 4);  // carol's may not have been sent
}

TEST_CASE("the dialer does not repeat an Originate that may have arrived", "[cookbook]") {
  test::temporary_folder folder;
  const std::string numbers = (folder.path() / "numbers").string();
  test::write_text(numbers, "alice\n");
  fake_asterisk server{quick_telephones()};
  // The link dies between the request and its answer, and the server has done nothing.
  server.on("Originate", [](const request&, const session& client) { client.drop(); });
  test::recipe program{server, "dialer", {numbers, (folder.path() / "journal").string(), "PJSIP/%"}};
  CHECK(program.wait() == 0);
  CHECK(requests_named(server, "Originate") == 1);
  CHECK(program.says("alice dialling\nalice the call ended while"));
}
