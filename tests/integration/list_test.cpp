// Lists on a connection: collected and streamed, ended in every way, and never mixed with events.
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using client = ami::testing::session;

namespace {

void say(const client& to, const std::string& text) {
  to.send_raw(text + "ActionID: " + to.action_id() + "\r\n\r\n");
}

const std::string start = "Response: Success\r\nEventList: start\r\n";

std::string item(std::size_t number) {
  return "Event: EndpointList\r\nObjectName: e" + std::to_string(number) + "\r\n";
}

std::string complete(std::size_t count) {
  return "Event: EndpointListComplete\r\nEventList: Complete\r\nListItems: " + std::to_string(count) + "\r\n";
}

// A connection to a fake server, and what the server's handler was asked last.
class fixture {
public:
  explicit fixture(const ami::options* how = nullptr) : pbx{io, how != nullptr ? *how : address_of(server)} {
    server.on("PJSIPShowEndpoints", [this](const request&, const client& from) {
      const std::lock_guard lock{mutex_};
      asked_.push_back(from);
    });
    test::run(io, pbx.connect());
  }

  client asked(std::size_t number = 0) {
    std::optional<client> found;
    test::run_until(io, [&] {
      const std::lock_guard lock{mutex_};
      if (asked_.size() > number) {
        found = asked_[number];
      }
      return found.has_value();
    });
    return *found;
  }

  asio::io_context io;
  fake_asterisk server{quiet()};
  ami::manager pbx;

private:
  std::mutex mutex_;
  std::vector<client> asked_;
};

using endpoints = ami::actions::pjsip_show_endpoints;
using endpoint_list = ami::list_stream<endpoints::reply_type>;

asio::awaitable<std::size_t> drain(endpoint_list& list) {
  std::size_t count = 0;
  while (auto endpoint = co_await list.next()) {
    if (endpoint->object_name() != "e" + std::to_string(count)) {
      break;
    }
    ++count;
  }
  co_return count;
}

template <class Stream>
ami::error_code next_error(asio::io_context& io, Stream& list) {
  try {
    test::run(io, list.next());
  } catch (const ami::error& error) {
    return error.code();
  }
  return {};
}

}  // namespace

TEST_CASE("a streamed list gives typed items while they arrive, then its reply", "[list]") {
  fixture f;
  auto events = f.pbx.subscribe();
  auto list = f.pbx.list(endpoints{});
  const client server = f.asked();
  CHECK_FALSE(list.try_next());
  say(server, start);
  say(server, item(0));
  auto first = test::run(f.io, list.next());
  REQUIRE(first);
  CHECK(first->object_name() == "e0");
  CHECK(first->as_event().name() == "EndpointList");
  CHECK_FALSE(list.reply().is_list());
  say(server, item(1));
  say(server, item(2));
  say(server, complete(3));
  const auto batch = test::run(f.io, list.next_batch());
  REQUIRE_FALSE(batch.empty());
  std::size_t count = 1 + batch.size();
  while (test::run(f.io, list.next())) {
    ++count;
  }
  CHECK(count == 3);
  CHECK_FALSE(test::run(f.io, list.next()));
  const auto reply = list.reply();
  CHECK(reply.success());
  CHECK(reply.list_complete());
  CHECK(reply.item_count() == 3);
  CHECK(reply.items().empty());
  CHECK(reply.typed_completion()["ListItems"] == "3");
  round_trip(f.io, f.pbx);
  CHECK_FALSE(events.try_next());
}

TEST_CASE("a million items flow through a few thousand places", "[list][slow]") {
  // One thread: the consumer runs between two reads of the connection, so what one read can bring is all that waits.
  constexpr std::size_t count = 1'000'000;
  fixture f;
  auto list = f.pbx.list(endpoints{}, ami::list_options{}.max_items(8192).max_bytes(1U << 20U).timeout(20s));
  const client server = f.asked();
  say(server, start);
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += item(i) + "ActionID: " + server.action_id() + "\r\n\r\n";
    if (text.size() > (std::size_t{4} << 20) || i + 1 == count) {
      server.send_raw(std::exchange(text, {}));
    }
  }
  say(server, complete(count));
  CHECK(test::run(f.io, drain(list)) == count);
  CHECK(list.reply().list_complete());
  CHECK(list.reply().item_count() == count);
}

TEST_CASE("a consumer that is too slow gets what waits, then an error, and the rest is swallowed", "[list]") {
  const auto overflow = [](const ami::list_options& how, std::size_t expected) {
    fixture f;
    auto events = f.pbx.subscribe();
    auto list = f.pbx.list(endpoints{}, how);
    const client server = f.asked();
    std::string text = start + "ActionID: " + server.action_id() + "\r\n\r\n";
    for (std::size_t i = 0; i < 100; ++i) {
      text += item(i) + "ActionID: " + server.action_id() + "\r\n\r\n";
    }
    server.send_raw(text);
    say(server, complete(100));
    round_trip(f.io, f.pbx);
    std::size_t count = 0;
    while (list.try_next()) {
      ++count;
    }
    CHECK(count == expected);
    CHECK(next_error(f.io, list) == ami::errc::list_overflow);
    CHECK(next_error(f.io, list) == ami::errc::list_overflow);
    CHECK(list.reply().outcome() == ami::outcome::accepted);
    CHECK_FALSE(list.reply().list_complete());
    CHECK_FALSE(events.try_next());
  };
  overflow(ami::list_options{}.max_items(10), 10);
  // An item with its generated ActionID has 87 bytes or so: 10 fit, 20 do not.
  fixture f;
  auto list = f.pbx.list(endpoints{}, ami::list_options{}.max_bytes(1000));
  const client server = f.asked();
  say(server, start);
  for (std::size_t i = 0; i < 20; ++i) {
    say(server, item(i));
  }
  round_trip(f.io, f.pbx);
  std::size_t bytes = 0;
  while (const auto endpoint = list.try_next()) {
    bytes += endpoint->frame().bytes().size();
  }
  CHECK(bytes <= 1000);
  CHECK(bytes > 800);
  CHECK(next_error(f.io, list) == ami::errc::list_overflow);
}

TEST_CASE("a list that never ends fails the action that keeps it, with the items so far", "[list]") {
  const auto too_long = [](const ami::send_options& own, std::size_t items, std::size_t bytes) {
    fixture f;
    auto events = f.pbx.subscribe();
    std::optional<ami::error_code> failed;
    endpoints::reply_type partial;
    f.pbx.async_send_action(endpoints{}, own, [&](ami::error_code error, endpoints::reply_type reply) {
      failed = error;
      partial = std::move(reply);
    });
    const client server = f.asked();
    say(server, start);
    std::size_t sent = 0;
    while (!failed) {
      REQUIRE(sent < 10'000);
      say(server, item(sent++));
      f.io.poll();
    }
    CHECK(*failed == ami::errc::list_overflow);
    CHECK(*failed == ami::outcome::accepted);
    CHECK(partial.outcome() == ami::outcome::accepted);
    CHECK(partial.success());
    CHECK_FALSE(partial.list_complete());
    CHECK(partial.item_count() == partial.items().size());
    CHECK(partial.items().size() <= items);
    std::size_t size = 0;
    for (std::size_t i = 0; i < partial.items().size(); ++i) {
      CHECK(partial.items()[i].object_name() == "e" + std::to_string(i));
      size += partial.items()[i].frame().bytes().size();
    }
    CHECK(size <= bytes);
    // One of the limits is reached.
    CHECK((partial.items().size() == items || size + 100 > bytes));
    CHECK(partial.detail().find("max_list_items") != std::string_view::npos);
    // The server goes on, and nobody sees it, while other actions are answered.
    for (int i = 0; i < 1000; ++i) {
      say(server, item(sent++));
    }
    round_trip(f.io, f.pbx);
    say(server, complete(sent));
    round_trip(f.io, f.pbx);
    CHECK_FALSE(events.try_next());
    CHECK(partial.items().size() <= items);
    const auto counted = test::run(f.io, f.pbx.statistics());
    CHECK(counted.actions_in_flight == 0);
    REQUIRE(counted.actions.size() == 2);
    CHECK(counted.actions[0].name == "PJSIPShowEndpoints");
    CHECK(counted.actions[0].sent == 1);
    CHECK(counted.actions[0].cancelled == 1);
    CHECK(counted.actions[1].accepted == 2);
  };
  constexpr std::size_t any = 1'000'000;
  too_long(ami::send_options{}.max_list_items(10), 10, any);
  too_long(ami::send_options{}.max_list_bytes(2000), any, 2000);
  too_long(ami::send_options{}.max_list_items(0), 0, any);
}

TEST_CASE("the options bound the lists of all actions, and an action may have other limits", "[list]") {
  asio::io_context io;
  fake_asterisk server;
  server.on("PJSIPShowEndpoints", [](const request&, const client& from) {
    say(from, start);
    for (std::size_t i = 0; i < 20; ++i) {
      say(from, item(i));
    }
    say(from, complete(20));
  });
  ami::manager pbx{io, address_of(server).max_list_items(19)};
  test::run(io, pbx.connect());
  try {
    test::run(io, pbx.send_action(endpoints{}));
    FAIL("the list is too long");
  } catch (const ami::error& failure) {
    CHECK(failure.code() == ami::errc::list_overflow);
    CHECK(failure.outcome() == ami::outcome::accepted);
    CHECK(failure.reply().items().size() == 19);
    CHECK(std::string{failure.what()}.find("PJSIPShowEndpoints: the list has more than 19 items") == 0);
  }
  CHECK(test::run(io, pbx.send_action(endpoints{}, ami::send_options{}.max_list_items(20))).list_complete());
  // The limit that is not given is that of the options.
  try {
    test::run(io, pbx.send_action(endpoints{}, ami::send_options{}.max_list_bytes(1'000'000)));
    FAIL("the list is too long");
  } catch (const ami::error& failure) {
    CHECK(failure.code() == ami::errc::list_overflow);
  }
  // A streamed list keeps nothing.
  auto list = pbx.list(endpoints{});
  CHECK(test::run(io, drain(list)) == 20);
  CHECK(list.reply().list_complete());
}

TEST_CASE("what was taken makes room again", "[list]") {
  fixture f;
  auto list = f.pbx.list(endpoints{}, ami::list_options{}.max_items(2));
  const client server = f.asked();
  say(server, start);
  for (std::size_t i = 0; i < 10; ++i) {
    say(server, item(i));
    const auto endpoint = test::run(f.io, list.next());
    REQUIRE(endpoint);
    CHECK(endpoint->object_name() == "e" + std::to_string(i));
  }
  say(server, complete(10));
  CHECK_FALSE(test::run(f.io, list.next()));
  CHECK(list.reply().list_complete());
}

TEST_CASE("an empty list, a refusal, and an answer that is no list", "[list]") {
  fixture f;
  auto empty = f.pbx.list(endpoints{});
  say(f.asked(0), start);
  say(f.asked(0), complete(0));
  CHECK_FALSE(test::run(f.io, empty.next()));
  CHECK(empty.reply().list_complete());

  auto refused = f.pbx.list(endpoints{});
  f.asked(1).reply_error("Out of endpoints");
  try {
    test::run(f.io, refused.next());
    FAIL("a refusal is an error");
  } catch (const ami::error& error) {
    CHECK(error.code() == ami::errc::action_rejected);
    CHECK(error.outcome() == ami::outcome::rejected);
    CHECK(std::string{error.what()}.find("PJSIPShowEndpoints: Out of endpoints") == 0);
  }
  const auto refusal = refused.reply();
  CHECK(refusal.message() == "Out of endpoints");

  auto plain = f.pbx.list(endpoints{});
  f.asked(2).reply_success("nothing of the kind");
  CHECK_FALSE(test::run(f.io, plain.next()));
  CHECK(plain.reply().success());
  CHECK_FALSE(plain.reply().is_list());

  auto broken = f.pbx.list(endpoints{});
  say(f.asked(3), start);
  say(f.asked(3), item(0));
  say(f.asked(3), "Response: Error\r\nMessage: Out of memory\r\n");
  const auto first = test::run(f.io, broken.next());
  CHECK(first);
  CHECK(next_error(f.io, broken) == ami::errc::list_failed);
}

TEST_CASE("lists that cannot be sent say so", "[list]") {
  asio::io_context io;
  fake_asterisk server;
  ami::manager pbx{io, address_of(server)};
  auto early = pbx.list(endpoints{});
  CHECK(next_error(io, early) == ami::errc::not_connected);
  CHECK(early.reply().outcome() == ami::outcome::never_sent);
  auto invalid = pbx.list(ami::action{"Status"}.header("Channel", "a\r\nb"));
  CHECK(next_error(io, invalid) == ami::errc::invalid_header);
  test::run(io, pbx.connect());
  auto again = pbx.list(ami::actions::core_show_channels{});
  CHECK_FALSE(test::run(io, again.next()));
}

TEST_CASE("within a list the timeout is from item to item", "[list]") {
  fixture f;
  for (const bool streamed : {false, true}) {
    const std::size_t number = streamed ? 1 : 0;
    std::optional<ami::error_code> collected;
    std::optional<endpoint_list> list;
    const auto limit = 500ms;
    const auto begin = std::chrono::steady_clock::now();
    ami::reply result;
    if (streamed) {
      list.emplace(f.pbx.list(endpoints{}, limit));
    } else {
      f.pbx.async_send_action(endpoints{}, limit, [&](ami::error_code error, ami::reply reply) {
        collected = error;
        result = std::move(reply);
      });
    }
    const client server = f.asked(number);
    say(server, start);
    // Longer than the limit in all.
    std::size_t sent = 0;
    while (std::chrono::steady_clock::now() - begin < 2 * limit) {
      say(server, item(sent++));
      const auto pause = std::chrono::steady_clock::now() + limit / 20;
      test::run_until(f.io, [&] { return std::chrono::steady_clock::now() >= pause; });
      REQUIRE_FALSE(collected);
    }
    // And now nothing more.
    if (streamed) {
      for (std::size_t i = 0; i < sent; ++i) {
        CHECK(test::run(f.io, list->next()));
      }
      CHECK(next_error(f.io, *list) == ami::errc::response_timed_out);
      result = list->reply();
    } else {
      test::run_until(f.io, [&] { return collected.has_value(); });
      CHECK(*collected == ami::errc::response_timed_out);
      CHECK(result.items().size() == sent);
    }
    CHECK(result.outcome() == ami::outcome::unknown);
    CHECK(result.item_count() == sent);
    CHECK_FALSE(result.list_complete());
    // What comes too late is nobody's event.
    auto events = f.pbx.subscribe();
    say(server, item(sent));
    say(server, complete(sent + 1));
    round_trip(f.io, f.pbx);
    CHECK_FALSE(events.try_next());
  }
}

TEST_CASE("dropping a stream stops the list, and its rest is swallowed", "[list]") {
  fixture f;
  auto events =
      f.pbx.subscribe<ami::events::unknown, ami::events::endpoint_list, ami::events::endpoint_list_complete>();
  client server;
  {
    auto list = f.pbx.list(endpoints{});
    server = f.asked();
    say(server, start);
    say(server, item(0));
    const auto first = test::run(f.io, list.next());
    CHECK(first);
  }
  say(server, item(1));
  say(server, complete(2));
  round_trip(f.io, f.pbx);
  CHECK_FALSE(events.try_next());
  // close() while next() waits: nothing, and no error.
  auto list = f.pbx.list(endpoints{});
  std::optional<ami::error_code> ended;
  list.async_next([&](ami::error_code error, const auto& value) {
    CHECK_FALSE(value);
    ended = error;
  });
  say(f.asked(1), start);
  list.close();
  list.close();
  test::run_until(f.io, [&] { return ended.has_value(); });
  CHECK_FALSE(*ended);
  CHECK_FALSE(test::run(f.io, list.next()));
  round_trip(f.io, f.pbx);
  CHECK(list.reply().outcome() == ami::outcome::unknown);
}

TEST_CASE("a cancelled next() loses nothing; a cancelled collection is swallowed", "[list]") {
  fixture f;
  auto list = f.pbx.list(endpoints{});
  const client server = f.asked();
  say(server, start);
  asio::cancellation_signal signal;
  std::optional<ami::error_code> cancelled;
  list.async_next(
      asio::bind_cancellation_slot(signal.slot(), [&](ami::error_code error, const auto&) { cancelled = error; }));
  round_trip(f.io, f.pbx);
  signal.emit(asio::cancellation_type::total);
  test::run_until(f.io, [&] { return cancelled.has_value(); });
  CHECK(*cancelled == asio::error::operation_aborted);
  say(server, item(0));
  say(server, complete(1));
  CHECK(test::run(f.io, drain(list)) == 1);

  auto events = f.pbx.subscribe();
  asio::cancellation_signal stop;
  std::optional<ami::error_code> ended;
  f.pbx.async_send_action(endpoints{}, asio::bind_cancellation_slot(
                                           stop.slot(), [&](ami::error_code error, const auto&) { ended = error; }));
  const client other = f.asked(1);
  say(other, start);
  say(other, item(0));
  round_trip(f.io, f.pbx);
  stop.emit(asio::cancellation_type::terminal);
  test::run_until(f.io, [&] { return ended.has_value(); });
  CHECK(*ended == asio::error::operation_aborted);
  say(other, item(1));
  say(other, complete(2));
  round_trip(f.io, f.pbx);
  CHECK_FALSE(events.try_next());
}

TEST_CASE("two lists at once, one streamed, with interleaved items", "[list]") {
  fixture f;
  auto list = f.pbx.list(endpoints{});
  std::optional<endpoints::reply_type> collected;
  const client one = f.asked(0);
  f.pbx.async_send_action(endpoints{}, [&](ami::error_code error, endpoints::reply_type reply) {
    CHECK_FALSE(error);
    collected = std::move(reply);
  });
  const client two = f.asked(1);
  say(one, start);
  say(two, start);
  for (std::size_t i = 0; i < 50; ++i) {
    say(one, item(i));
    say(two, item(i + 100));
  }
  say(two, complete(50));
  say(one, complete(50));
  CHECK(test::run(f.io, drain(list)) == 50);
  test::run_until(f.io, [&] { return collected.has_value(); });
  REQUIRE(collected->items().size() == 50);
  CHECK(collected->items()[49].object_name() == "e149");
  CHECK(collected->list_complete());
}

TEST_CASE("the link is lost in the middle of a list", "[list]") {
  fixture f;
  auto list = f.pbx.list(endpoints{});
  std::optional<ami::error_code> collected;
  ami::reply partial;
  const client one = f.asked(0);
  f.pbx.async_send_action(endpoints{}, [&](ami::error_code error, ami::reply reply) {
    collected = error;
    partial = std::move(reply);
  });
  const client two = f.asked(1);
  say(one, start);
  say(one, item(0));
  say(two, start);
  say(two, item(0));
  round_trip(f.io, f.pbx);
  f.server.close_in_frame();
  test::run_until(f.io, [&] { return collected.has_value(); });
  CHECK(*collected == ami::errc::reply_lost);
  CHECK(partial.outcome() == ami::outcome::unknown);
  CHECK(partial.items().size() == 1);
  CHECK_FALSE(partial.list_complete());
  // What came is given first.
  CHECK(test::run(f.io, list.next()));
  CHECK(next_error(f.io, list) == ami::errc::reply_lost);
  const auto reply = list.reply();
  CHECK(reply.outcome() == ami::outcome::unknown);
  CHECK_FALSE(reply.detail().empty());
}

TEST_CASE("list items go to subscribers when the options say so", "[list]") {
  for (const bool by_options : {false, true}) {
    asio::io_context io;
    fake_asterisk server;
    ami::manager pbx{io, address_of(server).publish_list_items(by_options)};
    test::run(io, pbx.connect());
    server.on("PJSIPShowEndpoints", [](const request&, const client& from) {
      say(from, start);
      say(from, item(0));
      say(from, complete(1));
    });
    auto events = pbx.subscribe<ami::events::endpoint_list, ami::events::endpoint_list_complete>();
    // The action's own option wins.
    test::run(io, pbx.send_action(endpoints{}, ami::send_options{}.publish_list_items(!by_options)));
    CHECK(events.try_next_batch().size() == (by_options ? 0 : 2));
    test::run(io, pbx.send_action(endpoints{}));
    CHECK(events.try_next_batch().size() == (by_options ? 2 : 0));
    auto list = pbx.list(endpoints{}, ami::list_options{}.publish_list_items(true));
    CHECK(test::run(io, drain(list)) == 1);
    round_trip(io, pbx);
    CHECK(events.try_next_batch().size() == 2);
  }
}

TEST_CASE("a list ends with the manager and with its context", "[list]") {
  asio::io_context io;
  fake_asterisk server;
  std::atomic<bool> asked{false};
  server.on("PJSIPShowEndpoints", [&](const request&, const client&) { asked = true; });
  std::optional<endpoint_list> list;
  {
    ami::manager pbx{io, address_of(server)};
    test::run(io, pbx.connect());
    list.emplace(pbx.list(endpoints{}));
    test::run_until(io, [&] { return asked.load(); });
  }
  CHECK(next_error(io, *list) == ami::errc::reply_lost);
  std::optional<endpoint_list> orphan;
  {
    asio::io_context other;
    ami::manager pbx{other, address_of(server)};
    test::run(other, pbx.connect());
    orphan.emplace(pbx.list(endpoints{}));
  }
  CHECK(next_error(io, *orphan) != ami::error_code{});
  orphan.reset();
}

TEST_CASE("a reply above the limits ends the connection, and says so", "[list]") {
  asio::io_context io;
  fake_asterisk server;
  ami::manager pbx{io, address_of(server).limits(ami::wire::read_limits{}.max_frame_bytes(100'000))};
  test::run(io, pbx.connect());
  auto events = pbx.subscribe<>();
  std::string text;
  for (int i = 0; i < 20'000; ++i) {
    text += "line " + std::to_string(i) + "\n";
  }
  server.on_command("long", text);
  try {
    test::run(io, pbx.send_action(ami::actions::command{"long"}));
    FAIL("the reply is too large");
  } catch (const ami::error& error) {
    CHECK(error.code() == ami::errc::reply_lost);
    CHECK(std::string{error.what()}.find("the server sent a frame above the limit") != std::string::npos);
  }
  std::optional<ami::error_code> reason;
  while (auto event = test::run(io, events.next())) {
    if (const auto lost = event->get_if<ami::connection_lost>()) {
      reason = lost->reason();
    }
  }
  CHECK(reason == ami::error_code{ami::errc::frame_too_large});
}

TEST_CASE("100,000 lines of output come through both forms", "[list]") {
  for (const bool old_form : {false, true}) {
    asio::io_context io;
    fake_asterisk server{fake_options{}.old_command_form(old_form)};
    ami::manager pbx{io, address_of(server)};
    test::run(io, pbx.connect());
    std::string text;
    for (int i = 0; i < 100'000; ++i) {
      text += (i % 7 == 0 ? "" : "key " + std::to_string(i) + ": value") + "\n";
    }
    server.on_command("long", text);
    const auto reply = test::run(io, pbx.send_action(ami::actions::command{"long"}));
    const auto lines = reply.output();
    REQUIRE(lines.size() == 100'000);
    CHECK(lines[0].empty());
    CHECK(lines[99'999] == "key 99999: value");
  }
}
