// ami::event: typed views, match, variants, gaps, conversions, and how it prints.
#include "catch.hpp"
#include "support/frames.hpp"

#include <ami/ami.hpp>
#include <ami/fmt.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace events = ami::events;
using test::event_of_text;

namespace {

using newchannel_or_hangup = ami::event_of<events::newchannel, events::hangup>;

// Nothing that would refer to a temporary's frame compiles.
template <class T>
concept has_view = requires(T&& value) {
  std::forward<T>(value).template get_if<events::hangup>();
};
template <class T>
concept has_name = requires(T&& value) {
  std::forward<T>(value).name();
};
template <class T>
concept has_get = requires(T&& value) {
  std::forward<T>(value).get("Key");
};
template <class T>
concept has_subscript = requires(T&& value) {
  std::forward<T>(value)["Key"];
};
template <class T>
concept has_frame = requires(T&& value) {
  std::forward<T>(value).frame();
};
template <class T>
concept has_variant = requires(T&& value) {
  std::forward<T>(value).variant();
};
static_assert(has_view<const ami::event&> && has_name<const ami::event&> && has_get<const ami::event&> &&
              has_subscript<const ami::event&> && has_frame<const ami::event&>);
static_assert(!has_view<ami::event> && !has_name<ami::event> && !has_get<ami::event> && !has_subscript<ami::event> &&
              !has_frame<ami::event>);
static_assert(!has_view<newchannel_or_hangup> && !has_variant<newchannel_or_hangup> && !has_name<newchannel_or_hangup>);
static_assert(has_variant<const newchannel_or_hangup&>);

// A typed stream's event can be asked for its types and for gaps only.
template <class Event, class T>
concept can_be_asked_for = requires(const Event& value) {
  value.template get_if<T>();
};
static_assert(can_be_asked_for<newchannel_or_hangup, events::hangup>);
static_assert(can_be_asked_for<newchannel_or_hangup, ami::lagged>);
static_assert(!can_be_asked_for<newchannel_or_hangup, events::newstate>);

static_assert(ami::typed_event<events::hangup> && ami::typed_event<ami::connection_lost> &&
              !ami::typed_event<ami::event>);
static_assert(sizeof(events::newchannel) == sizeof(void*) && std::is_trivially_copyable_v<events::newchannel>);

}  // namespace

TEST_CASE("event: its type is found by its name, in any case, and only for events") {
  CHECK(event_of_text("Event: Hangup\r\n").type() == ami::event_type::hangup);
  CHECK(event_of_text("event: NEWCHANNEL\r\n").is<events::newchannel>());
  for (const char* text : {"Event: Hangups\r\n", "Event: Hangup \r\n", "Event: \r\n", "Response: Hangup\r\n",
                           "Response: Success\r\nEvent: Hangup\r\n", "(None) 62\n", ""}) {
    CAPTURE(text);
    const ami::event event = event_of_text(text);
    CHECK(event.type() == ami::event_type::unknown);
    CHECK_FALSE(event.is_gap());
    CHECK(event.get_if<events::unknown>().has_value());
    CHECK_FALSE(event.get_if<events::hangup>().has_value());
  }
  for (const char* text : {"Event: lagged\r\n", "Event: connection_lost\r\n", "Event: connection_state_changed\r\n",
                           "Event: unknown\r\n"}) {
    CHECK(event_of_text(text).type() == ami::event_type::unknown);
  }
  for (std::size_t i = 5; i < ami::event_type_count; ++i) {
    const auto type = static_cast<ami::event_type>(i);
    std::string name{ami::to_string(type)};
    CHECK(ami::find_event_type(name) == type);
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    CHECK(ami::find_event_type(name) == type);
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    CHECK(ami::find_event_type(name) == type);
    // One byte of another makes it another, wherever it is.
    for (char& byte : name) {
      const char before = std::exchange(byte, '#');
      CHECK(ami::find_event_type(name) == ami::event_type::unknown);
      byte = before;
    }
  }
}

TEST_CASE("event: a typed view reads text, numbers and enumerations, and says when there are none") {
  const ami::event event = event_of_text(
      "Event: Newchannel\r\nPrivilege: call,all\r\nChannel: PJSIP/a-1\r\nChannelState: 6\r\nPriority: 12\r\n"
      "CallerIDName: O\\'Brien\r\nActionID: x\r\nExten: \r\n");
  const auto view = event.get_if<events::newchannel>();
  REQUIRE(view);
  CHECK(view->channel() == "PJSIP/a-1");
  CHECK(view->channel_state() == ami::channel_state::up);
  CHECK(view->priority() == 12);
  CHECK(view->caller_id_name() == "O'Brien");
  CHECK((*view)["CallerIDName"] == "O\\'Brien");
  CHECK(view->privilege() == "call,all");
  CHECK(view->action_id() == "x");
  CHECK(view->exten().empty());
  CHECK(view->get("Exten").has_value());
  CHECK_FALSE(view->get("Context").has_value());
  CHECK(view->context().empty());
  CHECK(view->frame().line_count() == event.frame().line_count());

  for (const char* state : {"", "-1", "11", "x", "6 ", "<unknown>"}) {
    const ami::event odd = event_of_text(std::string{"Event: Newstate\r\nChannelState: "} + state + "\r\n");
    CHECK_FALSE(odd.get_if<events::newstate>()->channel_state().has_value());
  }
}

TEST_CASE("event: a view of a copy outlives the event it was copied from") {
  std::optional<ami::event> first = event_of_text("Event: Hangup\r\nChannel: A\r\n");
  const ami::event kept = *first;
  const auto view = first->get_if<events::hangup>();
  first.reset();
  CHECK(view->channel() == "A");
  CHECK(kept["Channel"] == "A");
}

TEST_CASE("event: match calls the first function that takes the type") {
  const ami::event event = event_of_text("Event: Hangup\r\nChannel: A\r\n");
  std::string called;
  const auto note = [&](std::string_view what) { called += std::string{what} + ";"; };

  SECTION("by reference, by value, and in order") {
    CHECK(event.match([&](const events::newchannel&) { note("new"); },
                      [&](const events::hangup& e) { note(e.channel()); }, [&](const auto&) { note("rest"); }));
    CHECK(event.match([&](events::hangup e) { note(e.channel()); }));
    CHECK(called == "A;A;");
  }
  SECTION("the rest") {
    CHECK(event.match([&](const auto& any) { note(any.name()); }, [&](const ami::event&) { note("too late"); }));
    CHECK(event.match([&](const events::newstate&) { note("no"); },
                      [&](const ami::event& any) { note(any["Channel"]); }));
    CHECK(called == "Hangup;A;");
  }
  SECTION("nothing fits") {
    CHECK_FALSE(event.match([&](const events::newstate&) { note("no"); }, [&](const ami::lagged&) { note("no"); }));
    CHECK_FALSE(event.match());
    CHECK(called.empty());
  }
  SECTION("functions of other kinds") {
    const std::function<void(const events::hangup&)> stored = [&](const events::hangup&) { note("stored"); };
    CHECK(event.match(stored));
    CHECK(event.match([&](const events::hangup&) noexcept { called += "noexcept;"; }));
    CHECK(event.match([&, count = 0](const events::hangup&) mutable { called += std::to_string(++count) + ";"; }));
    void (*pointer)(const events::hangup&) = [](const events::hangup& e) { REQUIRE(e.channel() == "A"); };
    CHECK(event.match(pointer));
    CHECK(called == "stored;noexcept;1;");
  }
  SECTION("gaps and unknown events") {
    CHECK(ami::event{ami::lagged{3}}.match([&](const events::unknown&) { note("no"); },
                                           [&](ami::lagged gap) { note(std::to_string(gap.count())); }));
    CHECK(event_of_text("Event: Nobody\r\n")
              .match([&](const events::hangup&) { note("no"); },
                     [&](const events::unknown& other) { note(other.name()); }));
    CHECK(called == "3;Nobody;");
  }
}

TEST_CASE("event: a typed stream's event is a variant for std::visit") {
  const auto visited = [](const newchannel_or_hangup& event) {
    const auto variant = event.variant();
    return std::visit(
        [](const auto& alternative) -> std::string {
          using type = std::remove_cvref_t<decltype(alternative)>;
          if constexpr (std::same_as<type, events::newchannel>) {
            return "newchannel " + std::string{alternative.channel()};
          } else if constexpr (std::same_as<type, events::hangup>) {
            return "hangup " + std::string{alternative.channel()};
          } else {
            return std::string{type::wire_name};
          }
        },
        variant);
  };
  CHECK(visited(newchannel_or_hangup{event_of_text("Event: Newchannel\r\nChannel: A\r\n")}) == "newchannel A");
  CHECK(visited(newchannel_or_hangup{event_of_text("Event: Hangup\r\nChannel: B\r\n")}) == "hangup B");
  CHECK(visited(newchannel_or_hangup{ami::lagged{1}}) == "lagged");
  CHECK(visited(newchannel_or_hangup{ami::connection_lost{ami::errc::disconnected}}) == "connection_lost");
  CHECK(visited(newchannel_or_hangup{ami::connection_restored{2, std::chrono::seconds{1}}}) == "connection_restored");
  // It still is an event, with all of its headers.
  const newchannel_or_hangup event{event_of_text("Event: Hangup\r\nCause-txt: Normal Clearing\r\n")};
  CHECK(event["cause-TXT"] == "Normal Clearing");
  CHECK(event.get_if<events::hangup>().has_value());
}

TEST_CASE("event: gaps hold their data, have names, and no headers") {
  const ami::event lagged{ami::lagged{std::numeric_limits<std::uint64_t>::max()}};
  const ami::event lost{ami::connection_lost{ami::errc::connection_closed_in_frame}};
  const ami::event restored{ami::connection_restored{3, std::chrono::milliseconds{1500}}};
  CHECK(lagged.get_if<ami::lagged>()->count() == std::numeric_limits<std::uint64_t>::max());
  CHECK(lost.get_if<ami::connection_lost>()->reason() == ami::errc::connection_closed_in_frame);
  CHECK(restored.get_if<ami::connection_restored>()->epoch() == 3);
  CHECK(restored.get_if<ami::connection_restored>()->downtime() == std::chrono::milliseconds{1500});
  CHECK_FALSE(lagged.get_if<ami::connection_lost>().has_value());
  for (const ami::event& gap : {lagged, lost, restored}) {
    CHECK(gap.is_gap());
    CHECK(gap.name() == ami::to_string(gap.type()));
    CHECK(gap.frame().empty());
    CHECK_FALSE(gap.get("Event").has_value());
    CHECK(gap["Event"].empty());
  }
  CHECK(ami::to_string(ami::event{ami::lagged{7}}) == "lagged count=7");
  CHECK(ami::to_string(lost) == "connection_lost reason=the server closed the connection in the middle of a frame");
  const ami::event changed{ami::connection_state_changed{ami::connection_state::connected,
                                                         ami::connection_state::waiting, ami::errc::ping_timed_out}};
  CHECK_FALSE(changed.is_gap());
  CHECK(changed.name() == "connection_state_changed");
  CHECK(changed.frame().bytes().empty());
  CHECK(ami::to_string(changed) == "connection_state_changed from=connected to=waiting reason=" +
                                       make_error_code(ami::errc::ping_timed_out).message());
  CHECK(ami::to_string(restored) == "connection_restored epoch=3 downtime=1500ms");
}

TEST_CASE("event: one that was moved from can be read") {
  ami::event gap{ami::lagged{3}};
  const ami::event taken = std::move(gap);
  CHECK(taken.get_if<ami::lagged>()->count() == 3);
  CHECK(ami::to_string(gap) == "lagged count=0");  // NOLINT(bugprone-use-after-move)
  ami::event lost{ami::connection_lost{ami::errc::disconnected}};
  const ami::event other = std::move(lost);
  CHECK_FALSE(lost.get_if<ami::connection_lost>()->reason());  // NOLINT(bugprone-use-after-move)
  CHECK(other.is_gap());
  ami::event server = event_of_text("Event: Hangup\r\nChannel: A\r\n");
  const ami::event moved = std::move(server);
  CHECK(server["Channel"].empty());  // NOLINT(bugprone-use-after-move)
  CHECK(moved["Channel"] == "A");
}

TEST_CASE("event: unknown ones lose nothing") {
  const ami::event event = event_of_text("Event: NewsOfTomorrow\r\nState: A\r\nState: B\nmore\r\nX-1: \r\n");
  const auto view = event.get_if<events::unknown>();
  REQUIRE(view);
  CHECK(view->name() == "NewsOfTomorrow");
  CHECK(test::headers_of(view->frame()) ==
        test::header_list{{"Event", "NewsOfTomorrow"}, {"State", "A"}, {"State", "B\nmore"}, {"X-1", ""}});
}

TEST_CASE("event: a message is an event or a response by its first line") {
  const auto index = [](std::string_view text) { return ami::to_message(test::frame_of(text)).index(); };
  CHECK(index("Response: Success\r\nEvent: Hangup\r\n") == 0);
  CHECK(index("Event: OriginateResponse\r\nResponse: Failure\r\nActionID: 1\r\n") == 1);
  CHECK(index("(None) 62\n") == 1);
  CHECK(index("") == 1);
}

TEST_CASE("event: printed on one line, control bytes escaped, secrets hidden") {
  const ami::event event = event_of_text(
      "Event: UserEvent\r\nA: 1\nb\r\nB: \t\x1b[2J\x7f\\ caf\xe9\r\nSecret: hunter2\r\nPassword: hunter2\r\nC: \r\n");
  const std::string text = ami::to_string(event);
  CHECK(text == "UserEvent A=1\\nb B=\\x09\\x1b[2J\\x7f\\\\ caf\xe9 Secret=*** Password=*** C=");
  std::ostringstream out;
  out << event;
  CHECK(out.str() == text);
  CHECK(fmt::format("{}", event) == text);
  CHECK(fmt::format("{:.9}", event) == "UserEvent");
  // The name and the keys come from the peer too.
  const ami::event odd = event_of_text("Event: X\x1b[2J\rY\r\nK\x07\rL: v\r\n");
  CHECK(ami::to_string(odd) == "X\\x1b[2J\\rY K\\x07\\rL=v");
  CHECK(ami::to_string(ami::event{}).empty());
}
