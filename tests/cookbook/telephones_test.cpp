// Programs about telephones, agents, conferences and mailboxes.
#include "catch.hpp"
#include "cookbook/recipe.hpp"

#include <ami/testing/fake_asterisk.hpp>

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace ami::testing;
using namespace std::chrono_literals;
using test::quick_telephones;

TEST_CASE("the calls of a telephone are recorded, but for what is said on hold", "[cookbook]") {
  fake_asterisk server{quick_telephones()};
  for (const char* name : {"MixMonitor", "MixMonitorMute"}) {
    server.on(name, [](const request&, const session& client) { client.reply_success(); });
  }
  test::recipe program{server, "record_calls", {"PJSIP/bob", "/rec"}};
  REQUIRE(program.wait_for("recording PJSIP/bob\n"));
  server.originate(pbx_call{"PJSIP/carol"}.extension("default", "2001", 1));  // not bob's
  server.originate(pbx_call{"PJSIP/alice"}.extension("default", "2002", 1));
  const auto began = server.wait_for_request("MixMonitor", 30s);
  REQUIRE(began);
  const std::string bob = test::answered_channel(server, "PJSIP/bob");
  CHECK(began->get("Channel") == bob);
  CHECK(began->get("File") == "/rec/" + server.channel(bob)->unique_id() + ".wav");
  CHECK(began->get("Options") == "b");
  server.with_pbx([&](simulated_pbx& pbx) { pbx.hold(bob); });
  const auto silent = server.wait_for_request("MixMonitorMute", 30s);
  REQUIRE(silent);
  CHECK(silent->get("State") == "1");
  CHECK(silent->get("Direction") == "both");
  server.with_pbx([&](simulated_pbx& pbx) { pbx.unhold(bob); });
  CHECK(server.wait_for_request("MixMonitorMute", 30s)->get("State") == "0");
  CHECK_FALSE(server.wait_for_request("MixMonitor", 1ms));
  CHECK(program.interrupt() == 0);
}

TEST_CASE("a recording that is refused stops no other", "[cookbook]") {
  fake_asterisk server{quick_telephones()};
  server.on("MixMonitor", [](const request&, const session& client) { client.reply_error("No such channel"); });
  test::recipe program{server, "record_calls", {"PJSIP/bob"}};
  REQUIRE(program.wait_for("recording PJSIP/bob\n"));
  server.originate(pbx_call{"PJSIP/alice"}.extension("default", "2002", 1));
  REQUIRE(program.wait_for("No such channel"));
  server.hang_up_all();
  server.on("MixMonitor", [](const request&, const session& client) { client.reply_success(); });
  server.originate(pbx_call{"PJSIP/alice"}.extension("default", "2002", 1));
  REQUIRE(server.wait_for_request("MixMonitor", 30s));
  CHECK(server.wait_for_request("MixMonitor", 30s));
}

TEST_CASE("a conference is listed, muted, and somebody is kicked", "[cookbook]") {
  fake_asterisk server{quick_telephones()};
  server.on("ConfbridgeKick", [&](const request&, const session& client) { client.reply_success("User kicked"); });
  server.on("ConfbridgeLock", [](const request&, const session& client) { client.reply_success("Conference locked"); });
  test::recipe empty{server, "conference", {"standup", "list"}};
  CHECK(empty.wait() == 3);

  server.originate(pbx_call{"PJSIP/alice"}.extension("default", "600", 1));
  server.originate(pbx_call{"PJSIP/bob"}.extension("default", "600", 1));
  REQUIRE(test::eventually([&] {
    std::size_t members = 0;
    server.with_pbx([&](simulated_pbx& pbx) { members = pbx.confbridge_list("standup").size(); });
    return members == 2;
  }));
  test::recipe listed{server, "conference", {"standup", "list"}};
  CHECK(listed.wait() == 0);
  CHECK(listed.says("2001 Alice Martin: participant\n"));
  CHECK(listed.says("2002 Bob: participant\n"));
  test::recipe muted{server, "conference", {"standup", "mute"}};
  CHECK(muted.wait() == 0);
  CHECK(muted.says("2002 Bob: muted\n"));
  test::recipe again{server, "conference", {"standup", "list"}};
  CHECK(again.wait() == 0);
  CHECK(again.says("2001 Alice Martin: participant, muted\n"));
  test::recipe kicked{server, "conference", {"standup", "kick", "2002"}};
  CHECK(kicked.wait() == 0);
  CHECK(server.wait_for_request("ConfbridgeKick", 1s)->get("Channel") == test::answered_channel(server, "PJSIP/bob"));
  test::recipe locked{server, "conference", {"standup", "lock"}};
  CHECK(locked.wait() == 0);
  CHECK(server.wait_for_request("ConfbridgeLock", 1s)->get("Conference") == "standup");
}

TEST_CASE("mailboxes are counted, and counted again after a gap", "[cookbook]") {
  fake_asterisk server;
  std::map<std::string, int> messages{{"100@default", 2}, {"101@default", 0}};
  server.on("VoicemailUsersList", [](const request& asked, const session& client) {
    list_text list{"VoicemailUserEntryComplete"};
    list.message("Voicemail user list will follow");
    for (const char* box : {"100", "101"}) {
      list.item(frame_text::item("VoicemailUserEntry").header("VMContext", "default").header("VoiceMailbox", box));
    }
    client.reply_raw(list.str(asked.action_id()));
  });
  server.on("MailboxCount", [&](const request& asked, const session& client) {
    const std::string box{asked["Mailbox"]};
    client.reply(frame_text::response("Success")
                     .header("Message", "Mailbox Message Count")
                     .header("Mailbox", box)
                     .header("UrgMessages", 0)
                     .header("NewMessages", messages.at(box))
                     .header("OldMessages", 5));
  });
  test::recipe program{server, "voicemail_watch"};
  REQUIRE(program.wait_for("100@default: 2 new\n101@default: 0 new\n"));
  server.send_event(frame_text::event("MessageWaiting", "call,all")
                        .header("Mailbox", "101@default")
                        .header("Waiting", 1)
                        .header("New", 1)
                        .header("Old", 0));
  REQUIRE(program.wait_for("101@default: 1 new\n"));
  server.with_pbx([&](simulated_pbx&) {
    messages["100@default"] = 7;
    messages["101@default"] = 1;
  });
  server.drop_connections();
  REQUIRE(program.wait_for("100@default: 7 new\n"));
  CHECK(program.interrupt() == 0);
  CHECK(program.output() == "100@default: 2 new\n101@default: 0 new\n101@default: 1 new\n100@default: 7 new\n");
}

TEST_CASE("busy lamps show what telephones do", "[cookbook]") {
  fake_asterisk server{quick_telephones()};
  test::recipe program{server, "busy_lamps"};
  REQUIRE(program.wait_for("watching\n"));
  CHECK(program.says("2001 (PJSIP/alice) is idle\n"));
  server.originate(pbx_call{"PJSIP/alice"}.extension("default", "2002", 1));
  REQUIRE(program.wait_for("2001 (PJSIP/alice) is ringing\n"));
  REQUIRE(program.wait_for("2002 (PJSIP/bob) is in use\n"));
  server.send_event(frame_text::event("PresenceStateChange", "call,all")
                        .header("Presentity", "CustomPresence:alice")
                        .header("Status", "dnd")
                        .header("Subtype", "")
                        .header("Message", "at lunch"));
  REQUIRE(program.wait_for("CustomPresence:alice says dnd at lunch\n"));
  server.drop_connections();
  REQUIRE(server.wait_for_sessions(1, 30s));
  server.hang_up_all();
  REQUIRE(program.wait_until([](const std::string& output) {
    return output.rfind("2002 (PJSIP/bob) is idle\n") > output.find("dnd") &&
           output.rfind("is idle") != std::string::npos;
  }));
}

TEST_CASE("the shift of an agent may be begun and ended twice", "[cookbook]") {
  fake_asterisk server{quick_telephones()};
  for (int i = 0; i < 2; ++i) {
    test::recipe in{server, "agent_shift", {"login", "PJSIP/alice", "support", "sales"}};
    CHECK(in.wait() == 0);
    CHECK(in.output() == "support: PJSIP/alice is in\nsales: PJSIP/alice is in\n");
  }
  test::recipe pause{server, "agent_shift", {"pause", "PJSIP/alice", "lunch"}};
  CHECK(pause.wait() == 0);
  const auto sent = server.wait_for_request("QueuePause", 1s);
  REQUIRE(sent);
  CHECK(sent->get("Paused") == "true");
  CHECK(sent->get("Reason") == "lunch");
  CHECK_FALSE(sent->get("Queue"));
  for (int i = 0; i < 2; ++i) {
    test::recipe out{server, "agent_shift", {"logout", "PJSIP/alice", "support", "sales"}};
    CHECK(out.wait() == 0);
    CHECK(out.says("sales: PJSIP/alice is out\n"));
  }
  test::recipe wrong{server, "agent_shift", {"login", "PJSIP/alice", "nowhere", "sales"}};
  CHECK(wrong.wait() == 3);
  CHECK(wrong.says("nowhere: Unable to add interface to queue: No such queue\n"));
  CHECK(wrong.says("sales: PJSIP/alice is in\n"));
}

TEST_CASE("a supervisor whispers to the channel that talks", "[cookbook]") {
  fake_asterisk server{quick_telephones()};
  test::recipe idle{server, "supervise", {"PJSIP/carol", "PJSIP/bob", "listen"}};
  CHECK(idle.wait() == 3);
  server.originate(pbx_call{"PJSIP/alice"}.extension("default", "2002", 1));
  const std::string bob = test::answered_channel(server, "PJSIP/bob");
  test::recipe program{server, "supervise", {"PJSIP/carol", "PJSIP/bob", "whisper"}};
  REQUIRE(program.wait_for("PJSIP/carol hears " + bob + '\n'));
  const auto sent = server.wait_for_request("Originate", 1s);
  REQUIRE(sent);
  CHECK(sent->get("Application") == "ChanSpy");
  CHECK(sent->get("Data") == bob + ",qEw");
  server.hang_up(test::answered_channel(server, "PJSIP/carol"));
  CHECK(program.wait() == 0);
  CHECK(program.says("over: Normal Clearing\n"));
}

TEST_CASE("a reminder reads the answer of its own call", "[cookbook]") {
  fake_asterisk server{quick_telephones()};
  const auto answer = [&](const std::string& key, const std::string& linkedid) {
    server.send_event(frame_text::event("UserEvent", "user,all")
                          .header("UserEvent", "AppointmentAnswer")
                          .header("Linkedid", linkedid)
                          .header("Key", key));
  };
  test::recipe program{server, "reminder", {"PJSIP/alice", "10:00", "Dr. O'Neill, \"room\" 3"}};
  const std::string alice = test::answered_channel(server, "PJSIP/alice");
  std::optional<std::string> place;
  server.with_pbx([&](simulated_pbx& pbx) { place = pbx.variable(alice, "PLACE"); });
  const auto sent = server.wait_for_request("Originate", 1s);
  REQUIRE(sent);
  CHECK(sent->get_all("Variable").size() == 2);
  CHECK(sent->get_all("Variable")[0] == "__APPOINTMENT=10:00");
  answer("2", "another call");
  answer("1", server.channel(alice)->linked_id());
  server.hang_up_all();
  CHECK(program.wait() == 0);
  CHECK(program.output() == "confirmed\n");

  test::recipe busy{server, "reminder", {"PJSIP/dora", "10:00", "room 3"}};
  CHECK(busy.wait() == 3);
  CHECK(busy.says("not reached: the far end is busy"));
}

TEST_CASE("a call is followed across a transfer", "[cookbook]") {
  fake_asterisk server{quick_telephones()};
  server.originate(pbx_call{"PJSIP/alice"}.extension("default", "2002", 1));
  const std::string bob = test::answered_channel(server, "PJSIP/bob");
  const std::string alice = test::answered_channel(server, "PJSIP/alice");
  test::recipe program{server, "follow_call", {alice}};
  REQUIRE(program.wait_for("is there  " + bob + '\n'));
  server.with_pbx([&](simulated_pbx& pbx) { pbx.blind_transfer(bob, "", "2003"); });
  const std::string carol = test::answered_channel(server, "PJSIP/carol");
  REQUIRE(program.wait_for("talks     " + carol + '\n'));
  CHECK(program.says("transfers " + alice + '\n'));
  CHECK(program.says("new       " + carol + '\n'));
  CHECK(program.says("gone      " + bob + ": "));
  server.hang_up_all();
  CHECK(program.wait() == 0);
  CHECK(program.says("gone      " + carol + ": "));
  test::recipe none{server, "follow_call", {"PJSIP/alice-12345678"}};
  CHECK(none.wait() == 3);
}

TEST_CASE("channels of an expression are shown, then hung up, and no others", "[cookbook]") {
  fake_asterisk server{quick_telephones()};
  server.originate(pbx_call{"PJSIP/alice"}.extension("default", "2002", 1));
  server.originate(pbx_call{"PJSIP/carol"}.extension("default", "999", 1));
  const std::string alice = test::answered_channel(server, "PJSIP/alice");
  const std::string bob = test::answered_channel(server, "PJSIP/bob");
  const std::string carol = test::answered_channel(server, "PJSIP/carol");
  test::recipe shown{server, "hang_up_matching", {"^PJSIP/(alice|bob)-"}};
  CHECK(shown.wait() == 0);
  CHECK(shown.says(alice + " 2001 to "));
  CHECK_FALSE(shown.says(carol));
  CHECK(server.channels().size() == 3);
  test::recipe now{server, "hang_up_matching", {"^PJSIP/(alice|bob)-", "--now"}};
  CHECK(now.wait() == 0);
  CHECK(now.says(bob + " hung up\n"));
  CHECK(server.channels() == std::vector<std::string>{carol});
  test::recipe wrong{server, "hang_up_matching", {"(", "--now"}};
  CHECK(wrong.wait() == 1);
  CHECK(wrong.says("Regex"));
}

TEST_CASE("servers are reloaded only when all have the same file", "[cookbook]") {
  fake_asterisk berlin;
  fake_asterisk london;
  std::string line = "1,Answer()";
  const auto file_with = [](std::string value) {
    return [value = std::move(value)](const request&, const session& client) {
      client.reply(frame_text::response("Success")
                       .header("Category-000000", "default")
                       .header("Line-000000-000000", "exten=150," + value));
    };
  };
  for (fake_asterisk* server : {&berlin, &london}) {
    server->on("Reload", [](const request&, const session& client) { client.reply_success("Module Reloaded"); });
    server->on("GetConfig", file_with("1,Answer()"));
  }
  auto environment = test::leading_to(berlin, "BERLIN_");
  environment.merge(test::leading_to(london, "LONDON_"));
  const std::vector<std::string> arguments{"extensions.conf", "pbx_config.so", "BERLIN", "LONDON"};
  test::recipe same{"reload_servers", arguments, environment};
  CHECK(same.wait() == 0);
  CHECK(same.output() == "BERLIN: reloaded\nLONDON: reloaded\n");
  CHECK(berlin.wait_for_request("Reload", 1s)->get("Module") == "pbx_config.so");

  london.on("GetConfig", file_with("1,Hangup()"));
  test::recipe differ{"reload_servers", arguments, environment};
  CHECK(differ.wait() == 3);
  CHECK(differ.output() == "LONDON: another extensions.conf\n");
  CHECK_FALSE(berlin.wait_for_request("Reload", 1ms));

  london.stop_listening();
  test::recipe down{"reload_servers", arguments, environment};
  CHECK(down.wait() == 3);
  CHECK(down.says("LONDON: "));
}
