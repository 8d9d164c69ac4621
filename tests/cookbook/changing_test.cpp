// Programs that change something on the server.
#include "catch.hpp"
#include "cookbook/recipe.hpp"
#include "support/temporary_folder.hpp"

#include <ami/testing/fake_asterisk.hpp>

#include <chrono>
#include <string>
#include <vector>

using namespace ami::testing;
using namespace std::chrono_literals;
using test::quick_telephones;

namespace {

// Waits until alice talks to bob, and gives bob's channel.
std::string talking_bob(fake_asterisk& server) {
  server.originate(pbx_call{"PJSIP/alice"}.extension("default", "2002", 1));
  return test::answered_channel(server, "PJSIP/bob");
}

}  // namespace

TEST_CASE("telephones are added in actions that hold whole ones", "[cookbook]") {
  test::temporary_folder folder;
  const std::string file = (folder.path() / "phones").string();
  std::string text = "p3 s3 internal\n";
  for (int i = 1; i <= 10; ++i) {
    const std::string number = std::to_string(i);
    text += "p" + number + " s" + number + " internal\n";
  }
  test::write_text(file, text);  // p3 is in it twice

  fake_asterisk server;
  server.on("ListCategories", [](const request&, const session& client) {
    client.reply(frame_text::response("Success").header("Category-000000", "phone").header("Category-000001", "p1"));
  });
  server.on("UpdateConfig", [](const request&, const session& client) { client.reply_success(); });
  server.on("Reload", [](const request&, const session& client) { client.reply_success("Module Reloaded"); });
  test::recipe program{server, "provision_phones", {file}};
  CHECK(program.wait() == 0);
  CHECK(program.says("p1 is there already\n"));
  CHECK(program.says("p10 added\n"));
  CHECK(program.says("Module Reloaded\n"));

  const auto first = server.wait_for_request("UpdateConfig", 1s);
  const auto second = server.wait_for_request("UpdateConfig", 1s);
  REQUIRE(first);
  REQUIRE(second);
  CHECK_FALSE(server.wait_for_request("UpdateConfig", 1ms));
  CHECK(first->get("SrcFilename") == "pjsip_wizard.conf");
  CHECK(first->get("Action-000000") == "NewCat");
  CHECK(first->get("Cat-000000") == "p3");
  CHECK(first->get("Options-000000") == "inherit=\"phone\"");
  CHECK(first->get("Var-000002") == "inbound_auth/password");
  CHECK(first->get("Value-000002") == "s3");
  CHECK(first->get("Action-000028") == std::nullopt);  // seven telephones, of four changes each
  CHECK(second->get("Cat-000000") == "p9");
  CHECK(second->get("Value-000007") == "internal");
  CHECK(second->get("Action-000008") == std::nullopt);
  CHECK(first->headers().size() < 128);
  CHECK(server.wait_for_request("Reload", 1s)->get("Module") == "res_pjsip_config_wizard.so");
}

TEST_CASE("provisioning stops at a refusal, and needs its template", "[cookbook]") {
  test::temporary_folder folder;
  const std::string file = (folder.path() / "phones").string();
  test::write_text(file, "p1 s1 internal\n");
  fake_asterisk server;
  server.on("ListCategories", [](const request&, const session& client) {
    client.reply(frame_text::response("Success").header("Category-000000", "phone"));
  });
  server.on("UpdateConfig", [](const request&, const session& client) { client.reply_error("Save of config failed"); });
  test::recipe refused{server, "provision_phones", {file}};
  CHECK(refused.wait() == 1);
  CHECK(refused.says("Save of config failed"));
  CHECK_FALSE(refused.says("added"));
  CHECK_FALSE(server.wait_for_request("Reload", 1ms));

  server.on("ListCategories", [](const request&, const session& client) { client.reply_success(); });
  test::recipe without{server, "provision_phones", {file}};
  CHECK(without.wait() == 3);
  CHECK(without.says("has no template [phone](!)"));
}

TEST_CASE("the menu sends callers on by what they press", "[cookbook]") {
  fake_asterisk server;
  const auto about = [](const std::string& name) {
    return frame_text::event(name, "agi,all").header("Channel", "PJSIP/alice-00000001").header("Uniqueid", "17.1");
  };
  std::vector<std::string> commands;
  int asked = 0;
  server.on("AGI", [&](const request& action, const session& client) {
    const std::string command{action["Command"]};
    commands.push_back(command);
    client.reply_success("Added AGI command to queue");
    if (command == "ASYNCAGI BREAK") {
      client.send_event(about("AsyncAGIEnd"));
      return;
    }
    // First a digit that there is not, then 2.
    const int digit = !command.starts_with("GET DATA") ? 0 : ++asked == 1 ? 7 : 2;
    client.send_event(about("AsyncAGIExec")
                          .header("CommandID", action["CommandID"])
                          .header("Result", "200%20result%3D" + std::to_string(digit) + "%0A"));
  });
  test::recipe program{server, "agi_menu"};
  REQUIRE(program.wait_for("waiting for callers"));
  server.send_event(about("AsyncAGIStart").header("Env", "agi_request%3A%20async%0Aagi_callerid%3A%202001%0A%0A"));
  REQUIRE(program.wait_for("2001 goes to support\n"));
  CHECK(program.interrupt() == 0);  // it logs off, so its last command has come
  REQUIRE(commands.size() == 5);
  CHECK(commands[0] == commands[2]);
  CHECK(commands[1].starts_with("STREAM FILE"));
  CHECK(commands[3].starts_with("SET VARIABLE"));
  CHECK(commands[3].find("support") != std::string::npos);
  CHECK(commands[4] == "ASYNCAGI BREAK");
}

TEST_CASE("a blind transfer connects the other party elsewhere", "[cookbook]") {
  fake_asterisk server{quick_telephones()};
  const std::string bob = talking_bob(server);
  test::recipe program{server, "transfer", {"blind", bob, "2003"}};
  CHECK(program.wait() == 0);
  CHECK(program.says("PJSIP/alice-"));
  CHECK(program.says(" to 2003: Success\n"));
  CHECK(server.wait_for_request("BlindTransfer", 1s)->get("Context") == "default");
}

TEST_CASE("an attended transfer is over when the one who transfers hangs up", "[cookbook]") {
  fake_asterisk server{quick_telephones()};
  const std::string bob = talking_bob(server);
  test::recipe program{server, "transfer", {"attended", bob, "2003"}};
  REQUIRE(program.wait_for(bob + " calls 2003\n"));
  // carol answers bob's second channel, and bob hangs up.
  test::answered_channel(server, "PJSIP/carol");
  server.hang_up(bob);
  CHECK(program.wait() == 0);
  CHECK(program.says("connected: PJSIP/alice-"));
}

TEST_CASE("a transfer that is refused, or of a party that hangs up", "[cookbook]") {
  fake_asterisk server{quick_telephones()};
  test::recipe refused{server, "transfer", {"blind", "PJSIP/nobody-00000001", "2003"}};
  CHECK(refused.wait() == 1);
  CHECK(refused.says("transfer: "));
  const std::string bob = talking_bob(server);
  test::recipe program{server, "transfer", {"attended", bob, "2003"}};
  REQUIRE(program.wait_for("calls 2003"));
  server.hang_up_all();
  CHECK(program.wait() == 3);
  CHECK(program.says("nothing was transferred"));
}
