// AsyncAGI on the fake server: commands and their results, the ends of a call, and faults in between.
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace agi = ami::async_agi;
using ami::testing::session;

namespace {

std::string encode(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z')) {
      out += c;
    } else {
      out += '%';
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    }
  }
  return out;
}

frame_text event(const std::string& name, std::string_view uniqueid) {
  return frame_text::event(name, "agi,all")
      .header("Channel", "PJSIP/" + std::string{uniqueid})
      .header("Uniqueid", uniqueid);
}

frame_text start(std::string_view uniqueid) {
  return event("AsyncAGIStart", uniqueid)
      .header("Env", encode("agi_request: async\nagi_channel: PJSIP/" + std::string{uniqueid} +
                            "\nagi_callerid: 200 \"x\"\nagi_extension: 150\n\n"));
}

frame_text left(std::string_view uniqueid) {
  return event("AsyncAGIEnd", uniqueid);
}

frame_text answer(const request& to, std::string_view text) {
  const std::string channel{to["Channel"]};
  return event("AsyncAGIExec", channel.substr(channel.find('/') + 1))
      .header("Result", encode(std::string{text} + "\n"))
      .header("CommandId", to["CommandID"]);
}

// Every AGI command is queued, then answered by what the test says; an empty answer is none.
class scripted {
public:
  scripted() {
    server.on("AGI", [this](const request& what, const session& client) {
      client.reply_success("Added AGI command to queue");
      const std::string text = reply ? reply(what) : "200 result=0";
      if (!text.empty()) {
        client.send_event(answer(what, text));
      }
      if (what["Command"] == "ASYNCAGI BREAK" || what["Command"] == "HANGUP") {
        const std::string channel{what["Channel"]};
        client.send_event(left(channel.substr(channel.find('/') + 1)));
      }
    });
    test::run(io, pbx.connect());
    calls = agi::accept(pbx);
  }

  agi::call call(std::string_view uniqueid) {
    server.send_event(start(uniqueid));
    auto made = test::run(io, calls.next());
    REQUIRE(made);
    return std::move(*made);
  }

  std::vector<std::string> commands() const {
    std::vector<std::string> found;
    for (const auto& one : server.requests()) {
      if (one.is("AGI")) {
        found.emplace_back(one["Command"]);
      }
    }
    return found;
  }

  // Everything that was sent in either direction has arrived.
  void settle() { test::run(io, pbx.send_action(ami::actions::ping{})); }

  fake_asterisk server;
  std::function<std::string(const request&)> reply;  // set before the command is sent
  asio::io_context io;
  ami::manager pbx{io, address_of(server)};
  agi::listener calls;
};

template <class T>
ami::error_code error_of(asio::io_context& io, asio::awaitable<T> operation, ami::outcome* how = nullptr) {
  try {
    test::run(io, std::move(operation));
  } catch (const ami::error& failure) {
    if (how != nullptr) {
      *how = failure.outcome();
    }
    return failure.code();
  } catch (const boost::system::system_error& failure) {
    return failure.code();
  }
  return {};
}

}  // namespace

TEST_CASE("a call from its start to a hangup", "[agi]") {
  scripted with;
  auto call = with.call("u1");
  CHECK(call.channel() == "PJSIP/u1");
  CHECK(call.uniqueid() == "u1");
  CHECK(call.variables().size() == 4);
  CHECK(call.variable("agi_callerid") == "200 \"x\"");
  CHECK(call.variable("agi_none").empty());
  CHECK_FALSE(call.ended());

  CHECK(test::run(with.io, call.answer()).value() == 0);
  CHECK(test::run(with.io, call.exec("Playback", "demo-congrats&beep,noanswer")).success());
  with.reply = [](const request&) { return "200 result=1 (a \"b\")"; };
  CHECK(test::run(with.io, call.get_variable("CALLERID(name)")) == "a \"b\"");
  CHECK(test::run(with.io, call.database_get("fam ily", "key")) == "a \"b\"");
  with.reply = [](const request&) { return "200 result=0"; };
  CHECK_FALSE(test::run(with.io, call.get_variable("NONE")));
  CHECK_FALSE(test::run(with.io, call.wait_for_digit(1500ms)));
  CHECK_FALSE(test::run(with.io, call.database_del("a", "b")));
  CHECK(error_of(with.io, call.database_put("a", "b", "c")) == ami::errc::agi_failed);
  with.reply = [](const request&) { return "200 result=53 endpos=800"; };
  CHECK(test::run(with.io, call.stream_file("beep", "#5")).digit() == '5');
  CHECK(test::run(with.io, call.wait_for_digit(1s)) == '5');
  with.reply = [](const request&) { return "200 result=1"; };
  test::run(with.io, call.set_variable("NAME", "it's \\ \"quoted\""));
  CHECK(test::run(with.io, call.hangup()).value() == 1);
  with.settle();
  CHECK(call.ended());
  CHECK(call.end_reason() == ami::errc::agi_ended);
  ami::outcome how{};
  CHECK(error_of(with.io, call.answer(), &how) == ami::errc::agi_ended);
  CHECK(how == ami::outcome::never_sent);

  const std::vector<std::string> expected{
      "ANSWER",
      "EXEC \"Playback\" \"demo-congrats&beep,noanswer\"",
      "GET VARIABLE \"CALLERID(name)\"",
      "DATABASE GET \"fam ily\" \"key\"",
      "GET VARIABLE \"NONE\"",
      "WAIT FOR DIGIT \"1500\"",
      "DATABASE DEL \"a\" \"b\"",
      "DATABASE PUT \"a\" \"b\" \"c\"",
      "STREAM FILE \"beep\" \"#5\"",
      "WAIT FOR DIGIT \"1000\"",
      "SET VARIABLE \"NAME\" \"it's \\\\ \\\"quoted\\\"\"",
      "HANGUP",
  };
  CHECK(with.commands() == expected);
}

TEST_CASE("commands that fail", "[agi]") {
  scripted with;
  auto call = with.call("u1");
  ami::outcome how{};
  with.reply = [](const request&) { return "200 result=-1"; };
  CHECK(error_of(with.io, call.exec("Playback", "x"), &how) == ami::errc::agi_failed);
  CHECK(how == ami::outcome::accepted);
  CHECK(test::run(with.io, call.command("EXEC Playback x")).value() == -1);
  with.reply = [](const request&) { return "510 Invalid or unknown command"; };
  CHECK(error_of(with.io, call.command("BOGUS"), &how) == ami::errc::agi_bad_command);
  CHECK(how == ami::outcome::rejected);
  with.reply = [](const request&) {
    return "520-Invalid command syntax.  Proper usage follows:\nUsage\n520 End of proper usage.";
  };
  CHECK(error_of(with.io, call.command("GET VARIABLE")) == ami::errc::agi_bad_command);
  with.reply = [](const request&) { return "511 Command Not Permitted on a dead channel or intercept routine"; };
  CHECK(error_of(with.io, call.answer()) == ami::errc::agi_dead_channel);
  with.reply = nullptr;
  // Nothing can be injected.
  const auto before = with.commands().size();
  CHECK(error_of(with.io, call.verbose("a\r\n\r\nAction: Ping"), &how) == ami::errc::invalid_header);
  CHECK(how == ami::outcome::never_sent);
  CHECK(error_of(with.io, call.set_variable("A", std::string("a\0b", 3))) == ami::errc::invalid_header);
  CHECK(error_of(with.io, call.verbose(std::string(2000, 'x'))) == ami::errc::action_line_too_long);
  CHECK(with.commands().size() == before);
  // And the call goes on.
  CHECK(test::run(with.io, call.answer()).success());

  with.server.on("AGI", [](const request&, const session& client) { client.reply_error("Permission denied"); });
  CHECK(error_of(with.io, call.answer(), &how) == ami::errc::permission_denied);
  CHECK(how == ami::outcome::rejected);
}

TEST_CASE("a command that waits ends with the call, the connection, or by cancellation", "[agi]") {
  scripted with;
  with.reply = [](const request&) { return ""; };
  ami::outcome how{};
  {
    auto call = with.call("u1");
    with.server.on("AGI", [](const request&, const session& client) {
      client.reply_success("Added AGI command to queue");
      client.send_event(left("u0"));
      client.send_event(left("u1"));
    });
    CHECK(error_of(with.io, call.exec("Playback", "x"), &how) == ami::errc::agi_interrupted);
    CHECK(how == ami::outcome::unknown);
  }
  {
    auto call = with.call("u2");
    with.server.on("AGI", [](const request&, const session& client) {
      client.send_event(event("Hangup", "u2").header("Cause", 16));
      client.reply_error("Channel PJSIP/u2 does not exist.");
    });
    CHECK(error_of(with.io, call.exec("Playback", "x"), &how) == ami::errc::agi_ended);
    CHECK(how == ami::outcome::rejected);
  }
  {
    // Cancelled, and its late result is not the next command's.
    auto call = with.call("u3");
    std::optional<request> first;
    with.server.on("AGI", [&](const request& what, const session& client) {
      client.reply_success("Added AGI command to queue");
      if (!first) {
        first = what;
      } else {
        client.send_event(answer(*first, "200 result=1"));
        client.send_event(answer(what, "200 result=2"));
      }
    });
    asio::cancellation_signal cancel;
    bool done = false;
    asio::co_spawn(
        with.io, call.exec("Playback", "long"),
        asio::bind_cancellation_slot(cancel.slot(), [&](const std::exception_ptr& error, const agi::result&) {
          CHECK(error);
          done = true;
        }));
    with.io.restart();
    with.io.poll();
    REQUIRE(with.server.wait_for_request("AGI", 10s));
    with.settle();
    // One at a time.
    CHECK(error_of(with.io, call.answer(), &how) == ami::errc::already_waiting);
    CHECK(how == ami::outcome::never_sent);
    cancel.emit(asio::cancellation_type::terminal);
    test::run_until(with.io, [&] { return done; });
    CHECK(test::run(with.io, call.answer()).value() == 2);
    call.detach();
  }
  auto call = with.call("u4");
  with.server.on("AGI", [](const request&, const session& client) { client.drop(); });
  CHECK(error_of(with.io, call.answer(), &how) == ami::errc::reply_lost);
  CHECK(how == ami::outcome::unknown);
  CHECK(call.end_reason() == ami::errc::connection_closed);
  CHECK(error_of(with.io, call.answer()) == ami::errc::connection_closed);
  CHECK_FALSE(test::run(with.io, with.calls.next()));
  CHECK(with.calls.end_reason() == ami::errc::connection_closed);
}

TEST_CASE("the link is lost while a command runs", "[agi]") {
  scripted with;
  with.reply = [](const request&) { return ""; };
  auto call = with.call("u1");
  std::optional<ami::error_code> code;
  asio::co_spawn(with.io, call.exec("Playback", "x"), [&](const std::exception_ptr& error, const agi::result&) {
    try {
      std::rethrow_exception(error);
    } catch (const ami::error& failure) {
      code = failure.code();
      CHECK(failure.outcome() == ami::outcome::unknown);
    }
  });
  with.io.restart();
  with.io.poll();
  REQUIRE(with.server.wait_for_request("AGI", 10s));
  with.settle();
  with.server.drop_connections();
  test::run_until(with.io, [&] { return code.has_value(); });
  CHECK(*code == ami::errc::reply_lost);
  CHECK(*code == ami::outcome::unknown);
  CHECK(call.end_reason() == ami::errc::connection_closed);
}

TEST_CASE("several calls at once are answered each for itself", "[agi]") {
  scripted with;
  auto first = with.call("u1");
  auto second = with.call("u2");
  std::optional<request> held;
  with.server.on("AGI", [&](const request& what, const session& client) {
    client.reply_success("Added AGI command to queue");
    if (!held) {
      held = what;
      return;
    }
    client.send_event(answer(what, "200 result=2"));
    client.send_event(answer(*held, "200 result=1"));
  });
  std::vector<std::string> order;
  const auto note = [&](std::string name) {
    return [&order, name = std::move(name)](const std::exception_ptr& error, const agi::result& result) {
      CHECK_FALSE(error);
      order.push_back(name + "=" + result.value_text());
    };
  };
  asio::co_spawn(with.io, first.answer(), note("first"));
  with.io.restart();
  with.io.poll();
  REQUIRE(with.server.wait_for_request("AGI", 10s));
  asio::co_spawn(with.io, second.answer(), note("second"));
  test::run_until(with.io, [&] { return order.size() == 2; });
  // Two streams: which of them is told first when both answers come in one read is not promised.
  std::ranges::sort(order);
  CHECK(order == std::vector<std::string>{"first=1", "second=2"});
  first.detach();
  second.detach();
}

TEST_CASE("calls that ended before they were taken say so", "[agi]") {
  scripted with;
  with.server.send_event(start("u1"));
  with.server.send_event(left("u1"));
  // The same channel comes again: that is another stay.
  with.server.send_event(start("u1"));
  with.server.send_event(start("u2"));
  with.server.send_event(event("Hangup", "u2").header("Cause", 16));
  with.settle();
  auto first = test::run(with.io, with.calls.next());
  auto again = test::run(with.io, with.calls.next());
  auto other = test::run(with.io, with.calls.next());
  REQUIRE((first && again && other));
  CHECK(first->ended());
  CHECK(again->uniqueid() == "u1");
  CHECK_FALSE(again->ended());
  CHECK(other->ended());
  CHECK(error_of(with.io, first->answer()) == ami::errc::agi_ended);
  CHECK(test::run(with.io, again->answer()).success());
  first.reset();
  other.reset();
  with.settle();
  CHECK(with.commands() == std::vector<std::string>{"ANSWER"});
}

TEST_CASE("who is not wanted any more goes on in the dialplan", "[agi]") {
  scripted with;
  {
    auto released = with.call("u1");
    test::run(with.io, released.release());
    CHECK(released.ended());
    test::run(with.io, released.release());
  }
  CHECK(with.commands() == std::vector<std::string>{"ASYNCAGI BREAK"});
  { auto dropped = with.call("u2"); }
  with.settle();
  CHECK(with.commands().size() == 2);
  CHECK(with.commands().back() == "ASYNCAGI BREAK");
  {
    auto kept = with.call("u3");
    kept.detach();
  }
  {
    auto over = with.call("u4");
    with.server.send_event(left("u4"));
    with.settle();
  }
  with.settle();
  CHECK(with.commands().size() == 2);
  // By assignment, too.
  auto call = with.call("u5");
  call = agi::call{};
  CHECK(call.ended());
  CHECK(call.channel().empty());
  with.settle();
  CHECK(with.commands().size() == 3);
}

TEST_CASE("a listener takes what it wants, and ends when it is closed", "[agi]") {
  scripted with;
  auto some = agi::accept(with.pbx, [](const ami::events::async_agi_start& what) { return what.uniqueid() == "mine"; });
  with.server.send_event(start("theirs"));
  with.server.send_event(start("mine"));
  auto call = test::run(with.io, some.next());
  REQUIRE(call);
  CHECK(call->uniqueid() == "mine");
  call->detach();
  bool done = false;
  asio::co_spawn(with.io, some.next(), [&](const std::exception_ptr& error, const std::optional<agi::call>& none) {
    CHECK_FALSE(error);
    CHECK_FALSE(none);
    done = true;
  });
  with.io.restart();
  with.io.poll();
  CHECK_FALSE(done);
  some.close();
  test::run_until(with.io, [&] { return done; });
  CHECK_FALSE(test::run(with.io, agi::listener{}.next()));
}

TEST_CASE("an AsyncAGI call may outlive its manager's context", "[agi]") {
  fake_asterisk server;
  std::optional<agi::call> call;
  std::optional<agi::listener> calls;
  {
    asio::io_context io;
    ami::manager pbx{io, address_of(server)};
    test::run(io, pbx.connect());
    calls.emplace(agi::accept(pbx));
    server.send_event(start("u1"));
    auto made = test::run(io, calls->next());
    REQUIRE(made);
    call.emplace(std::move(*made));
  }
  CHECK(call->ended());
  call.reset();
  calls.reset();
  CHECK(server.wait_for_no_connections(10s));
}
