// Programs that watch: queues, records of calls, attackers, figures.
#include "catch.hpp"
#include "cookbook/recipe.hpp"
#include "support/temporary_folder.hpp"

#include <ami/testing/fake_asterisk.hpp>

#include <chrono>
#include <string>

using namespace ami::testing;
using namespace std::chrono_literals;
using test::quick_telephones;

namespace {

frame_text record_of(const std::string& from, const std::string& caller) {
  return frame_text::event("Cdr")
      .header("AccountCode", "")
      .header("Source", from)
      .header("Destination", "2002")
      .header("DestinationContext", "default")
      .header("CallerID", caller)
      .header("Channel", "PJSIP/alice-00000001")
      .header("DestinationChannel", "PJSIP/bob-00000002")
      .header("LastApplication", "Dial")
      .header("LastData", "PJSIP/bob,30")
      .header("StartTime", "2026-03-01 10:00:00")
      .header("AnswerTime", "2026-03-01 10:00:05")
      .header("EndTime", "2026-03-01 10:01:05")
      .header("Duration", "65")
      .header("BillableSeconds", "60")
      .header("Disposition", "ANSWERED")
      .header("AMAFlags", "DOCUMENTATION")
      .header("UniqueID", "1772359200.1")
      .header("UserField", "");
}

frame_text attempt(const std::string& name, const std::string& address) {
  return frame_text::event(name, "security,all")
      .header("EventTV", "2026-03-01T10:00:00.000+0000")
      .header("Severity", "Error")
      .header("Service", "PJSIP")
      .header("EventVersion", "1")
      .header("AccountID", "100")
      .header("SessionID", "1")
      .header("LocalAddress", "IPV4/UDP/192.0.2.1/5060")
      .header("RemoteAddress", address);
}

}  // namespace

TEST_CASE("the queue wallboard shows callers, members, and when it is not current", "[cookbook]") {
  fake_asterisk server{quick_telephones()};
  test::recipe program{server, "queue_wallboard", {"support"}};
  REQUIRE(program.wait_for("support: 0 waiting\n  Bob is not in use\n"));
  server.with_pbx([](simulated_pbx& pbx) { pbx.queue_pause("PJSIP/bob", true, "support", "lunch"); });
  REQUIRE(program.wait_for("Bob is not in use, paused lunch\n"));
  server.originate(pbx_call{"PJSIP/alice"}.extension("default", "500", 1));
  REQUIRE(program.wait_for("support: 1 waiting\n  1. 2001, 0 s\n"));
  REQUIRE(program.wait_for("  1. 2001, 1 s\n"));  // the time goes on without an event
  CHECK_FALSE(program.says("sales"));
  CHECK_FALSE(program.says("NOT CURRENT"));
  server.drop_connections();
  REQUIRE(program.wait_for("NOT CURRENT: queues: "));
  CHECK(program.interrupt() == 0);
}

TEST_CASE("records of calls are written as CSV", "[cookbook]") {
  test::temporary_folder folder;
  const std::string path = (folder.path() / "calls.csv").string();
  fake_asterisk server;
  const std::string head =
      "\"start\",\"from\",\"to\",\"caller\",\"outcome\",\"seconds\",\"billed\",\"channel\",\"to channel\",\"id\"\n";
  const std::string tail =
      "\"ANSWERED\",\"65\",\"60\",\"PJSIP/alice-00000001\",\"PJSIP/bob-00000002\",\"1772359200.1\"\n";
  {
    test::recipe program{server, "cdr_to_csv", {path}};
    REQUIRE(program.wait_for("writing to"));
    server.send_event(record_of("2001", "\"Smith, \"\"Al\"\"\" <2001>"));
    server.send_event(record_of("=1+1", "Bob"));
    server.drop_connections();
    REQUIRE(program.wait_for("records are missing of "));
    CHECK(program.says("no records: "));
    CHECK(program.interrupt() == 0);
  }
  // Begun again, it goes on in the same file.
  test::recipe program{server, "cdr_to_csv", {path}};
  REQUIRE(program.wait_for("writing to"));
  server.send_event(record_of("2003", "Carol"));
  REQUIRE(test::eventually([&] { return test::text_of(path).ends_with(tail); }));
  program.interrupt();
  CHECK(test::text_of(path) ==
        head + "\"2026-03-01 10:00:00\",\"2001\",\"2002\",\"\"\"Smith, \"\"\"\"Al\"\"\"\"\"\" <2001>\"," + tail +
            "\"2026-03-01 10:00:00\",\"'=1+1\",\"2002\",\"Bob\"," + tail +
            "\"2026-03-01 10:00:00\",\"2003\",\"2002\",\"Carol\"," + tail);
}

TEST_CASE("a file that cannot be written ends the program that writes records", "[cookbook]") {
  fake_asterisk server;
  test::recipe program{server, "cdr_to_csv", {"/nowhere/calls.csv"}};
  CHECK(program.wait() == 1);
  CHECK(program.says("/nowhere/calls.csv: cannot be written"));
}

TEST_CASE("addresses that fail too often are named once", "[cookbook]") {
  fake_asterisk server;
  test::recipe program{server, "security_watch", {"3", "600"}};
  REQUIRE(program.wait_for("watching"));
  for (int i = 0; i < 3; ++i) {
    server.send_event(attempt("ChallengeSent", "IPV4/UDP/192.0.2.9/5060"));
    server.send_event(attempt("SuccessfulAuth", "IPV4/UDP/192.0.2.9/5060"));
    server.send_event(attempt("InvalidPassword", "IPV4/TCP/203.0.113.9/" + std::to_string(40000 + i)));
    server.send_event(attempt("ChallengeResponseFailed", "IPV6/UDP/2001:db8::7/5060"));
  }
  server.send_event(attempt("InvalidPassword", "IPV4/TCP/203.0.113.9/41000"));
  server.send_event(attempt("InvalidAccountID", "IPV4/UDP/198.51.100.1/5060"));
  server.send_event(attempt("InvalidAccountID", "IPV4/UDP/198.51.100.1/5060"));
  server.send_event(attempt("FailedACL", "IPV4/UDP/198.51.100.1/5060"));
  REQUIRE(program.wait_for("\n198.51.100.1\n"));
  CHECK(program.interrupt() == 0);
  CHECK(program.output() == "watching\n"
                            "203.0.113.9\n203.0.113.9: InvalidPassword for 100 over TCP\n"
                            "2001:db8::7\n2001:db8::7: ChallengeResponseFailed for 100 over UDP\n"
                            "198.51.100.1\n198.51.100.1: FailedACL for 100 over UDP\n");
}

TEST_CASE("figures are in a file, also of a server that is away", "[cookbook]") {
  test::temporary_folder folder;
  const std::string path = (folder.path() / "asterisk.prom").string();
  fake_asterisk server{quick_telephones()};
  server.originate(pbx_call{"PJSIP/alice"}.extension("default", "2002", 1));
  test::recipe program{server, "metrics_file", {path, "1"}};
  const auto has = [&](const std::string& text) {
    return test::eventually([&] { return test::text_of(path).find(text) != std::string::npos; });
  };
  CHECK(has("pbx_channels 2\n"));
  CHECK(has("ami_live_valid{part=\"channels\"} 1\n"));
  CHECK(has("# TYPE pbx_calls gauge\npbx_calls 1\n"));
  server.stop_listening();
  server.drop_connections();
  CHECK(has("ami_live_valid{part=\"channels\"} 0\n"));
  CHECK(program.interrupt() == 0);
  CHECK_FALSE(program.says("metrics_file: "));
}
