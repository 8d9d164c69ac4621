// Calls and AsyncAGI on a real Asterisk: every outcome of an Originate, and a dialplan that is a coroutine.
#include "asterisk/real_server.hpp"
#include "catch.hpp"
#include "support/run.hpp"

#include <ami/ami.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
namespace agi = ami::async_agi;
using ami::call_stage;
using namespace std::chrono_literals;

using test::console;
using test::environment;
using test::server;

namespace {

class connected {
public:
  explicit connected(ami::options how = server()) : pbx{io, std::move(how)} { test::run(io, pbx.connect()); }

  ami::call dial(ami::actions::originate action, ami::call_options how = {}) {
    return test::run(io, ami::originate(pbx, std::move(action), how));
  }
  // A Local channel to an extension of the tests' dialplan; its own half waits.
  ami::call dial(const std::string& exten, std::chrono::milliseconds timeout = 20s) {
    return dial(
        ami::actions::originate{"Local/" + exten + "@default/n"}.application("Wait").data("20").timeout(timeout));
  }
  std::vector<ami::call_update> stages(ami::call& of) {
    std::vector<ami::call_update> all;
    while (auto update = test::run(io, of.next())) {
      INFO(*update);
      all.push_back(*update);
    }
    return all;
  }

  asio::io_context io;
  ami::manager pbx;
};

std::vector<call_stage> names(const std::vector<ami::call_update>& updates) {
  std::vector<call_stage> result;
  for (const auto& update : updates) {
    result.push_back(update.stage());
  }
  return result;
}

// How a call fails, from dial to its last stage.
ami::call_update failure(const std::string& exten, std::chrono::milliseconds timeout = 20s) {
  connected on;
  auto call = on.dial(exten, timeout);
  const auto updates = on.stages(call);
  REQUIRE(updates.size() >= 3);
  CHECK(updates[0].stage() == call_stage::queued);
  CHECK(updates[1].stage() == call_stage::created);
  CHECK(call.channel().starts_with("Local/" + exten + "@default-"));
  CHECK(updates.back().stage() == call_stage::failed);
  return updates.back();
}

}  // namespace

TEST_CASE("a call that is answered and hung up") {
  connected on;
  auto call = on.dial("102");
  const auto answer = test::run(on.io, call.wait_answered());
  CHECK(answer.stage() == call_stage::answered);
  CHECK(call.uniqueid().starts_with("ami-"));
  CHECK(call.linkedid() == call.uniqueid());
  // Both halves have the ids that were chosen.
  const auto channels = console("core show channels concise");
  CHECK(channels.find(call.uniqueid()) != std::string::npos);
  CHECK(channels.find(call.other_uniqueid()) != std::string::npos);
  const auto end = test::run(on.io, call.wait_hangup());
  CHECK(end.stage() == call_stage::hung_up);
  CHECK(end.cause() == ami::hangup_cause::normal_clearing);
}

TEST_CASE("calls that fail: busy, congestion, refused, not answered") {
  const auto busy = failure("107");
  CHECK(busy.error() == ami::errc::call_busy);
  const auto busy_by_cause = failure("103");
  CHECK(busy_by_cause.error() == ami::errc::call_busy);
  CHECK(busy_by_cause.cause() == ami::hangup_cause::user_busy);
  const auto congestion = failure("108");
  CHECK(congestion.error() == ami::errc::call_congested);
  const auto refused = failure("109");
  CHECK(refused.error() == ami::errc::call_refused);
  const auto unanswered = failure("101", 700ms);
  CHECK(unanswered.error() == ami::errc::call_not_answered);
  CHECK(unanswered.reason() == ami::originate_reason::ring);
}

TEST_CASE("ringing is a stage") {
  connected on;
  auto call = on.dial("101", 700ms);
  const auto updates = on.stages(call);
  CHECK(names(updates) ==
        std::vector<call_stage>{call_stage::queued, call_stage::created, call_stage::ringing, call_stage::failed});
}

TEST_CASE("calls to what is not there") {
  connected on;
  // The server knows at once that there is no such extension to connect to.
  try {
    const auto made =
        on.dial(ami::actions::originate{"Local/100@default"}.exten("nosuch").context("default").priority(1));
    FAIL("was accepted: " << made.uniqueid());
  } catch (const ami::error& error) {
    CHECK(error.code() == ami::errc::action_rejected);
    CHECK(error.outcome() == ami::outcome::rejected);
    CHECK(error.response().message() == "Extension does not exist.");
  }
  // That the extension to call is missing, it finds out later.
  auto nobody = on.dial("nosuch");
  auto updates = on.stages(nobody);
  CHECK(updates.back().stage() == call_stage::failed);
  CHECK(updates.back().error() == ami::errc::call_failed);
  auto endpoint = on.dial(ami::actions::originate{"PJSIP/nosuch"}.application("Wait").data("1"));
  updates = on.stages(endpoint);
  CHECK(names(updates) == std::vector<call_stage>{call_stage::queued, call_stage::failed});
  CHECK(updates.back().error() == ami::errc::call_failed);
  auto technology = on.dial(ami::actions::originate{"Nope/x"}.application("Wait").data("1"));
  CHECK(on.stages(technology).back().error() == ami::errc::call_failed);
}

TEST_CASE("a call that is cancelled, dropped or hung up while it rings is gone") {
  connected on;
  auto hangups = on.pbx.subscribe<ami::events::hangup>();
  const auto is_gone = [&](const std::string& uniqueid) {
    while (auto event = test::run(on.io, hangups.next())) {
      if ((*event)["Uniqueid"] == uniqueid) {
        return console("core show channels concise").find(uniqueid) == std::string::npos;
      }
    }
    return false;
  };
  const auto ring = [&](ami::call& call) {
    while (call.stage() != call_stage::ringing) {
      REQUIRE(test::run(on.io, call.next()));
    }
    CHECK(console("core show channels concise").find(call.uniqueid()) != std::string::npos);
  };
  {
    auto call = on.dial("101");
    ring(call);
    asio::cancellation_signal cancel;
    bool done = false;
    asio::co_spawn(
        on.io, call.wait_answered(),
        asio::bind_cancellation_slot(cancel.slot(), [&](const std::exception_ptr& error, const ami::call_update&) {
          CHECK(error);
          done = true;
        }));
    on.io.restart();
    on.io.poll();
    REQUIRE_FALSE(done);
    cancel.emit(asio::cancellation_type::terminal);
    test::run_until(on.io, [&] { return done; });
    const auto end = test::run(on.io, call.wait_hangup());
    CHECK(end.stage() == call_stage::failed);
    CHECK(end.error() == ami::errc::call_cancelled);
    CHECK(is_gone(std::string{call.uniqueid()}));
  }
  {
    std::string uniqueid;
    {
      auto call = on.dial("101");
      ring(call);
      uniqueid = call.uniqueid();
    }
    CHECK(is_gone(uniqueid));
  }
  {
    // Right after it was queued, when the channel may not be there yet.
    std::string uniqueid;
    {
      auto call = on.dial("101");
      uniqueid = call.uniqueid();
    }
    CHECK(is_gone(uniqueid));
  }
  auto call = on.dial("100");
  test::run(on.io, call.wait_answered());
  test::run(on.io, call.hang_up(ami::hangup_cause::call_rejected));
  const auto end = test::run(on.io, call.wait_hangup());
  CHECK(end.stage() == call_stage::hung_up);
  CHECK(end.cause() == ami::hangup_cause::call_rejected);
  CHECK(is_gone(std::string{call.uniqueid()}));
}

TEST_CASE("calls of several clients at once do not mix") {
  connected first;
  connected second;
  auto busy = first.dial("103");
  auto answered = second.dial("102");
  auto also_answered = first.dial("102");
  CHECK(test::run(second.io, answered.wait_answered()).stage() == call_stage::answered);
  CHECK(test::run(first.io, also_answered.wait_answered()).stage() == call_stage::answered);
  CHECK(first.stages(busy).back().error() == ami::errc::call_busy);
  CHECK(second.stages(answered).back().stage() == call_stage::hung_up);
  CHECK(first.stages(also_answered).back().stage() == call_stage::hung_up);
}

TEST_CASE("a user who may not make calls, and one who does not see them") {
  {
    connected on{server("limited", "limited")};
    try {
      const auto made = on.dial("100");
      FAIL("was allowed: " << made.uniqueid());
    } catch (const ami::error& error) {
      CHECK(error.code() == ami::errc::permission_denied);
    }
  }
  connected on{server("blind", "blind")};
  auto call = on.dial(ami::actions::originate{"Local/102@default/n"}.application("Wait").data("5").timeout(100ms),
                      ami::call_options{}.grace(300ms));
  const auto updates = on.stages(call);
  CHECK(names(updates) == std::vector<call_stage>{call_stage::queued, call_stage::lost});
  CHECK(updates.back().error() == ami::errc::call_timed_out);
  // By its Uniqueid it can be hung up blindly.
  connected admin;
  auto hangups = admin.pbx.subscribe<ami::events::hangup>();
  test::run(on.io, on.pbx.send_action(ami::actions::hangup{std::string{call.uniqueid()}}));
  for (bool gone = false; !gone;) {
    const auto event = test::run(admin.io, hangups.next());
    REQUIRE(event);
    gone = (*event)["Uniqueid"] == call.uniqueid();
  }
}

TEST_CASE("an AsyncAGI call that plays, sets variables, and hangs up") {
  connected on;
  auto calls = agi::accept(on.pbx);
  auto call = on.dial("150");
  auto made = test::run(on.io, calls.next());
  REQUIRE(made);
  agi::call& served = *made;
  CHECK(served.uniqueid() == call.other_uniqueid());
  CHECK(served.variable("agi_request") == "async");
  CHECK(served.variable("agi_channel") == served.channel());
  CHECK(served.variable("agi_uniqueid") == served.uniqueid());
  CHECK(served.variable("agi_extension") == "150");
  CHECK(served.variables().size() >= 20);

  CHECK(test::run(on.io, served.answer()).value() == 0);
  CHECK(test::run(on.io, served.get_variable("CHANNEL")) == served.channel());
  CHECK(test::run(on.io, served.get_full_variable("<${EXTEN}>")) == "<150>");
  CHECK_FALSE(test::run(on.io, served.get_variable("AMI_NOT_SET")));

  std::string every_byte;
  for (int c = 1; c < 256; ++c) {
    if (c != '\r' && c != '\n') {
      every_byte += static_cast<char>(c);
    }
  }
  for (const std::string& value :
       {std::string{"plain"}, std::string{"two  words"}, std::string{" around "}, std::string{"a,b;c|d"},
        std::string{"\"quoted\""}, std::string{"back\\slash\\"}, std::string{"\\\""},
        std::string{"it's ${EXTEN} $[1+1]"}, std::string{"100% (a) endpos=5)"}, std::string{"caf\xc3\xa9 \xe2\x82\xac"},
        std::string{"x\" \"HANGUP"}, every_byte}) {
    test::run(on.io, served.set_variable("AMI_TEST_VALUE", value));
    const auto back = test::run(on.io, served.get_variable("AMI_TEST_VALUE"));
    REQUIRE(back);
    CHECK(*back == value);
  }
  test::run(on.io, served.database_put("ami test", "the key", "a \"value\""));
  CHECK(test::run(on.io, served.database_get("ami test", "the key")) == "a \"value\"");
  CHECK(test::run(on.io, served.database_del("ami test", "the key")));
  CHECK_FALSE(test::run(on.io, served.database_get("ami test", "the key")));
  test::run(on.io, served.verbose("from the \"test\"", 3));

  const auto played = test::run(on.io, served.stream_file("beep", "#"));
  CHECK(played.value() == 0);
  CHECK(played.endpos().value_or(0) > 0);
  CHECK(test::run(on.io, served.exec("Playback", "beep")).value() == 0);
  CHECK(test::run(on.io, served.get_variable("PLAYBACKSTATUS")) == "SUCCESS");
  CHECK(test::run(on.io, served.say_digits("1")).value() == 0);
  CHECK_FALSE(test::run(on.io, served.wait_for_digit(50ms)));

  try {
    test::run(on.io, served.command("BOGUS"));
    FAIL("knows BOGUS");
  } catch (const ami::error& error) {
    CHECK(error.code() == ami::errc::agi_bad_command);
  }
  try {
    test::run(on.io, served.command("GET VARIABLE"));
    FAIL("needs no argument");
  } catch (const ami::error& error) {
    CHECK(error.code() == ami::errc::agi_bad_command);
  }
  try {
    test::run(on.io, served.exec("NoSuchApplication"));
    FAIL("has that application");
  } catch (const ami::error& error) {
    CHECK(error.code() == ami::errc::agi_failed);
  }

  CHECK(test::run(on.io, served.hangup()).value() == 1);
  CHECK(test::run(on.io, call.wait_hangup()).stage() == call_stage::hung_up);
  CHECK(served.ended());
  try {
    test::run(on.io, served.answer());
    FAIL("is still there");
  } catch (const ami::error& error) {
    CHECK(error.code() == ami::errc::agi_ended);
    CHECK(error.outcome() == ami::outcome::never_sent);
  }
}

TEST_CASE("an AsyncAGI call that goes on in the dialplan: released, or dropped") {
  connected on;
  auto calls = agi::accept(on.pbx);
  auto user_events = on.pbx.subscribe<ami::events::user_event>();
  for (const bool dropped : {false, true}) {
    auto call = on.dial("151");
    auto made = test::run(on.io, calls.next());
    REQUIRE(made);
    test::run(on.io, made->set_variable("AMI_TEST_SET", dropped ? "dropped" : "released"));
    if (!dropped) {
      test::run(on.io, made->release());
      CHECK(made->ended());
    }
    made.reset();
    const auto after = test::run(on.io, user_events.next());
    REQUIRE(after);
    CHECK((*after)["UserEvent"] == "AmiAfterAgi");
    CHECK((*after)["Status"] == "SUCCESS");
    CHECK((*after)["Set"] == (dropped ? "dropped" : "released"));
    test::run(on.io, call.wait_hangup());
  }
}

TEST_CASE("the far end hangs up while an AsyncAGI command runs") {
  connected on;
  auto calls = agi::accept(on.pbx);
  auto call = on.dial("150");
  auto made = test::run(on.io, calls.next());
  REQUIRE(made);
  auto begun = on.pbx.subscribe<ami::events::agi_exec_start>();
  std::optional<ami::error_code> code;
  asio::co_spawn(on.io, made->exec("Wait", "30"), [&](const std::exception_ptr& error, const agi::result&) {
    try {
      REQUIRE(error);
      std::rethrow_exception(error);
    } catch (const ami::error& failed) {
      code = failed.code();
    }
  });
  test::run(on.io, call.wait_answered());
  const auto running = test::run(on.io, begun.next());
  REQUIRE(running);
  CHECK((*running)["Uniqueid"] == made->uniqueid());
  REQUIRE_FALSE(code);
  test::run(on.io, call.hang_up());
  test::run_until(on.io, [&] { return code.has_value(); });
  // The application reports the hangup, or the channel leaves first.
  CHECK((*code == ami::errc::agi_failed || *code == ami::errc::agi_interrupted));
  CHECK(test::run(on.io, call.wait_hangup()).stage() == call_stage::hung_up);
}

TEST_CASE("several AsyncAGI calls at once") {
  connected on;
  auto calls = agi::accept(on.pbx);
  std::vector<ami::call> dialled;
  std::vector<agi::call> served;
  for (int i = 0; i < 5; ++i) {
    dialled.push_back(on.dial("150"));
  }
  for (int i = 0; i < 5; ++i) {
    auto made = test::run(on.io, calls.next());
    REQUIRE(made);
    served.push_back(std::move(*made));
  }
  int right = 0;
  for (auto& one : served) {
    asio::co_spawn(on.io, one.get_variable("UNIQUEID"),
                   [&right, expected = std::string{one.uniqueid()}](const std::exception_ptr& error,
                                                                    const std::optional<std::string>& value) {
                     right += !error && value == expected ? 1 : 0;
                   });
  }
  test::run_until(on.io, [&] { return right == 5; });
  for (auto& one : served) {
    test::run(on.io, one.hangup());
  }
  for (auto& one : dialled) {
    CHECK(test::run(on.io, one.wait_hangup()).stage() == call_stage::hung_up);
  }
}

namespace {

using variable_list = std::vector<std::pair<std::string, std::string>>;

// Makes a call with these variables, and compares them with what its channel has.
void check_variables(connected& on, const variable_list& given) {
  auto action = ami::actions::originate{"Local/100@default/n"}.application("Wait").data("20");
  auto call = on.dial(action.variables(given));
  test::run(on.io, call.wait_answered());  // the server sets them after it has made the channel
  for (const auto& [name, value] : given) {
    CAPTURE(name, value);
    const auto read = test::run(on.io, on.pbx.send_action(ami::actions::getvar{name}.channel(call.channel())));
    CHECK(read.value() == value);
  }
  test::run(on.io, call.hang_up());
}

}  // namespace

TEST_CASE("the variables of an Originate arrive in the channel as they are given") {
  connected on;
  std::string all_bytes;
  for (int c = 1; c < 256; ++c) {
    if (c != '\r' && c != '\n') {
      all_bytes += static_cast<char>(c);
    }
  }
  const std::vector<std::string> values{"plain",
                                        "a,b",
                                        "a\"b",
                                        "\"both\"",
                                        "\"left",
                                        "right\"",
                                        "\"\"",
                                        "\"a\",\"b\"",
                                        "a;b",
                                        ";",
                                        "back\\slash",
                                        "end\\",
                                        "\\\\",
                                        "\\,",
                                        "\\n",
                                        R"({"a": [1, 2, {"b": "c, d"}], "e": null, "f": "g\\"})",
                                        "Zo\xc3\xab \xe2\x9c\x93 \xe6\x97\xa5",
                                        "caf\xe9",
                                        " lead",
                                        "trail ",
                                        "\ttab\t",
                                        "",
                                        " ",
                                        "(",
                                        ")",
                                        "))((",
                                        "[",
                                        "]",
                                        "][",
                                        "(a, b)",
                                        "(open, \"q",
                                        "a=b=c",
                                        "=",
                                        "${EXTEN}",
                                        "$[1+1]",
                                        "a|b",
                                        "o'brien",
                                        "'",
                                        "#",
                                        "!",
                                        "a: b",
                                        "%2c",
                                        "&a=1;b",
                                        ", ,",
                                        all_bytes};
  variable_list given;
  for (std::size_t i = 0; i < values.size(); ++i) {
    given.emplace_back("AMI_TEST_" + std::to_string(i), values[i]);
  }
  check_variables(on, given);
}

TEST_CASE("the names of an Originate's variables: functions, odd ones, and as many and as long as can be sent") {
  connected on;
  check_variables(on, {{"CHANNEL(language)", "de"},
                       {"CALLERID(name)", "Zoe, the \"(first\" \\ one"},
                       {"CHANNEL(accountcode)", "a,b"},
                       {"HASH(ami,x,y)", "v,1"},
                       {"GLOBAL(AMI_TEST_GLOBAL_2)", "[\"a\", 1]"},
                       {"WITH,COMMA", "1"},
                       {"WITH\"QUOTE", "2"},
                       {"WITH\\BACKSLASH", "3"},
                       {"WITH BLANK ", "4"},
                       {"WITH;:[({", "5"},
                       {"caf\xc3\xa9", "6"},
                       {std::string(200, 'N'), "7"}});
  variable_list many;
  for (int i = 0; i < 118; ++i) {
    many.emplace_back("M" + std::to_string(i), std::to_string(i) + ",\"");
  }
  check_variables(on, many);
  check_variables(on, {{"LONG", std::string(1007, 'x')}, {"COMMAS", std::string(502, ',')}});

  auto call = on.dial(ami::actions::originate{"Local/100@default/n"}
                          .application("Wait")
                          .data("20")
                          .variable("_CHILD", "a,b")
                          .variable("__ALL", "c\"d")
                          .variable("TWICE", "first")
                          .variable("TWICE", "second"));
  test::run(on.io, call.wait_answered());  // the server sets them after it has made the channel
  const auto value = [&](const char* name, std::string_view channel) {
    const auto reply = test::run(on.io, on.pbx.send_action(ami::actions::getvar{name}.channel(std::string{channel})));
    return std::string{reply.value()};
  };
  for (const std::string_view id : {call.uniqueid(), call.other_uniqueid()}) {
    CHECK(value("CHILD", id) == "a,b");
    CHECK(value("ALL", id) == "c\"d");
  }
  CHECK(value("TWICE", call.uniqueid()) == "first");

  // What cannot arrive is refused.
  for (const auto& [name, text] : variable_list{
           {"A", "1\r\n2"}, {"A", std::string{"a\0b", 3}}, {"A=B", "1"}, {"", "1"}, {" A", "1"}, {"_", "1"}}) {
    CAPTURE(name);
    try {
      static_cast<void>(
          on.dial(ami::actions::originate{"Local/100@default/n"}.application("Wait").data("1").variable(name, text)));
      FAIL("it was sent");
    } catch (const ami::error& error) {
      CHECK(error.code() == ami::errc::invalid_header);
    }
  }
}

namespace {

// A supervised client, whose calls survive the loss of its link.
class surviving : public connected {
public:
  surviving() : connected{server().reconnect(ami::reconnect_policy{}.initial_delay(0ms).max_delay(0ms))} {}

  ami::call dial_on(const std::string& exten, ami::link_loss_policy policy = ami::link_loss_policy::follow) {
    return dial(ami::actions::originate{"Local/" + exten + "@default/n"}.application("Wait").data("20").timeout(20s),
                ami::call_options{}.on_link_loss(policy));
  }
  void until_stage(ami::call& of, call_stage wanted) {
    while (of.stage() != wanted) {
      const auto update = test::run(io, of.next());
      REQUIRE(update);
    }
  }
  // Returns when the link is lost, before it is back.
  void cut_link() {
    auto events = pbx.subscribe<ami::events::hangup>();
    test::cut_links();
    const auto lost = test::run(io, events.next());
    REQUIRE(lost);
    REQUIRE(lost->is<ami::connection_lost>());
  }
  static bool has_channel(std::string_view uniqueid) {
    return console("core show channels concise").find(uniqueid) != std::string::npos;
  }
};

}  // namespace

TEST_CASE("calls go on when the link is cut while they ring and while they are answered") {
  surviving on;
  auto ringing = on.dial_on("101");
  on.until_stage(ringing, call_stage::ringing);
  auto answered = on.dial_on("100");
  on.until_stage(answered, call_stage::answered);
  auto ends = on.dial_on("102");
  on.until_stage(ends, call_stage::answered);
  auto queued = on.dial_on("105");
  on.cut_link();
  connected other;
  test::run(other.io, other.pbx.send_action(ami::actions::hangup{std::string{ends.uniqueid()}}));
  for (const std::string id{ends.uniqueid()}; surviving::has_channel(id);) {
  }
  CHECK(on.stages(ends).back().stage() == call_stage::hung_up);
  CHECK_FALSE(ends.last().error());

  CHECK(test::run(on.io, queued.wait_answered()).stage() == call_stage::answered);
  CHECK(test::run(on.io, queued.wait_hangup()).stage() == call_stage::hung_up);

  test::run(on.io, answered.hang_up(ami::hangup_cause::call_rejected));
  const auto end = test::run(on.io, answered.wait_hangup());
  CHECK(end.stage() == call_stage::hung_up);
  CHECK(end.cause() == ami::hangup_cause::call_rejected);

  test::run(on.io, ringing.hang_up());
  const auto failed = test::run(on.io, ringing.wait_hangup());
  CHECK(failed.stage() == call_stage::failed);
  CHECK(failed.error() == ami::errc::call_cancelled);
}

TEST_CASE("a call that nobody answers until the link is back is hung up") {
  surviving on;
  const auto policy = ami::link_loss_policy::hang_up_unanswered;
  auto ringing = on.dial_on("101", policy);
  on.until_stage(ringing, call_stage::ringing);
  auto answered = on.dial_on("100", policy);
  on.until_stage(answered, call_stage::answered);
  on.cut_link();
  const auto failed = test::run(on.io, ringing.wait_hangup());
  CHECK(failed.stage() == call_stage::failed);
  CHECK(failed.error() == ami::errc::call_cancelled);
  CHECK_FALSE(surviving::has_channel(ringing.uniqueid()));
  CHECK(surviving::has_channel(answered.uniqueid()));
  test::run(on.io, answered.hang_up());
  CHECK(test::run(on.io, answered.wait_hangup()).stage() == call_stage::hung_up);
}

TEST_CASE("an Originate whose reply is lost is found again, or is known not to be there") {
  surviving on;
  for (int i = 0; i < 5; ++i) {
    std::optional<ami::call> made;
    ami::error_code failed;
    bool done = false;
    // The server may have read it before the link is cut, or not.
    asio::co_spawn(on.io,
                   ami::originate(on.pbx, ami::actions::originate{"Local/100@default/n"}.application("Wait").data("20"),
                                  ami::call_options{}.on_link_loss(ami::link_loss_policy::follow).sight_check(100ms)),
                   [&](const std::exception_ptr& failure, ami::call call) {
                     done = true;
                     try {
                       if (failure) {
                         std::rethrow_exception(failure);
                       }
                       made = std::move(call);
                     } catch (const ami::error& error) {
                       failed = error.code();
                     }
                   });
    on.io.restart();
    for (int steps = 0; steps <= i; ++steps) {
      on.io.run_one_for(1s);
    }
    test::cut_links();
    test::run_until(on.io, [&] { return done; });
    if (made) {
      CHECK(test::run(on.io, made->wait_answered()).stage() == call_stage::answered);
      test::run(on.io, made->hang_up());
      CHECK(test::run(on.io, made->wait_hangup()).stage() == call_stage::hung_up);
    } else {
      CHECK((failed == ami::errc::call_ended_unseen || failed == ami::outcome::never_sent));
    }
    test::run(on.io, on.pbx.wait_for(ami::connection_state::connected));
  }
}

TEST_CASE("channels that somebody else made are followed, and not hung up by themselves") {
  surviving on;
  surviving other;
  auto theirs = other.dial_on("100");
  test::run(other.io, theirs.wait_answered());
  const std::string uniqueid{theirs.uniqueid()};
  { const auto dropped = test::run(on.io, ami::follow(on.pbx, uniqueid)); }
  auto call =
      test::run(on.io, ami::follow(on.pbx, uniqueid, ami::call_options{}.on_link_loss(ami::link_loss_policy::follow)));
  CHECK(call.channel() == theirs.channel());
  CHECK(test::run(on.io, call.wait_answered()).stage() == call_stage::answered);
  // The other half is a channel of its own.
  auto half = test::run(on.io, ami::follow(on.pbx, std::string{theirs.other_uniqueid()}));
  CHECK(half.channel() != call.channel());
  CHECK(half.linkedid() == call.linkedid());
  on.cut_link();
  CHECK(on.stages(half).back().stage() == call_stage::lost);
  test::run(on.io, on.pbx.wait_for(ami::connection_state::connected));
  CHECK_FALSE(call.try_next());
  test::run(on.io, call.hang_up(ami::hangup_cause::user_busy));
  CHECK(test::run(on.io, call.wait_hangup()).cause() == ami::hangup_cause::user_busy);
  CHECK(test::run(other.io, theirs.wait_hangup()).stage() == call_stage::hung_up);

  test::run(other.io, other.pbx.wait_for(ami::connection_state::connected));
  auto ringing = other.dial_on("101");
  // Its Originate is accepted before there is a channel.
  other.until_stage(ringing, call_stage::created);
  auto seen = test::run(on.io, ami::follow(on.pbx, std::string{ringing.uniqueid()}));
  on.until_stage(seen, call_stage::ringing);
  test::run(other.io, ringing.hang_up(ami::hangup_cause::user_busy));
  const auto failed = test::run(on.io, seen.wait_hangup());
  CHECK(failed.stage() == call_stage::failed);
  CHECK(failed.error() == ami::errc::call_busy);
  try {
    const auto none = test::run(on.io, ami::follow(on.pbx, uniqueid));
    FAIL("follows " << none.channel());
  } catch (const ami::error& error) {
    CHECK(error.code() == ami::errc::action_rejected);
    CHECK(error.response().message() == "No such channel");
  }
}
