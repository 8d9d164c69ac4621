// Limits and delays that users give: none of them wraps round.
#include "catch.hpp"

#include <ami/ami.hpp>
#include <ami/testing/fake_asterisk.hpp>
#include <ami/time_span.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>

using namespace std::chrono_literals;

namespace {

using milliseconds = std::chrono::milliseconds;

milliseconds span(ami::time_span value) {
  return value;
}

// As with a parameter of type milliseconds: what would be rounded has to be cast by the caller.
static_assert(std::is_convertible_v<std::chrono::hours, ami::time_span>);
static_assert(!std::is_convertible_v<std::chrono::microseconds, ami::time_span>);
static_assert(!std::is_convertible_v<std::chrono::duration<double>, ami::time_span>);
static_assert(!std::is_convertible_v<int, ami::time_span>);

// Calls check(setter's name, what it has set) for every setter, with `given` as its value.
template <class Given, class Check>
void for_each_setter(Given given, Check check) {
  const auto settings = ami::options{"127.0.0.1"}
                            .wait_fully_booted(given)
                            .resolve_timeout(given)
                            .connect_timeout(given)
                            .login_timeout(given)
                            .action_timeout(given)
                            .disconnect_timeout(given)
                            .wait_for_connection(given)
                            .ping_after(given)
                            .ping_timeout(given);
  check("wait_fully_booted", settings.wait_fully_booted());
  check("resolve_timeout", settings.resolve_timeout());
  check("connect_timeout", settings.connect_timeout());
  check("login_timeout", settings.login_timeout());
  check("action_timeout", settings.action_timeout());
  check("disconnect_timeout", settings.disconnect_timeout());
  check("wait_for_connection", settings.wait_for_connection());
  check("ping_after", settings.ping_after());
  check("ping_timeout", settings.ping_timeout());
  const auto send = ami::send_options{}.timeout(given).wait_for_connection(given);
  check("send timeout", send.timeout().value());
  check("send wait_for_connection", send.wait_for_connection().value());
  const auto list = ami::list_options{}.timeout(given).wait_for_connection(given);
  check("list timeout", list.timeout().value());
  check("list wait_for_connection", list.wait_for_connection().value());
  const auto call = ami::call_options{}.grace(given).detail_wait(given).reply_timeout(given);
  check("grace", call.grace());
  check("detail_wait", call.detail_wait());
  check("reply_timeout", call.reply_timeout().value());
  const auto reconnect = ami::reconnect_policy{}.initial_delay(given).max_delay(given).stable_after(given);
  check("initial_delay", reconnect.initial_delay());
  check("max_delay", reconnect.max_delay());
  check("stable_after", reconnect.stable_after());
  const auto fake = ami::testing::fake_options{}.login_failure_delay(given).login_timeout(given).write_timeout(given);
  check("fake login_failure_delay", fake.login_failure_delay());
  check("fake login_timeout", fake.login_timeout());
  check("fake write_timeout", fake.write_timeout());
  const auto pbx = ami::testing::pbx_options{}.ring_time(given, given).talk_time(given, given).queue_patience(given);
  check("shortest_ring", pbx.shortest_ring());
  check("longest_ring", pbx.longest_ring());
  check("shortest_talk", pbx.shortest_talk());
  check("longest_talk", pbx.longest_talk());
  check("queue_patience", pbx.queue_patience());
}

}  // namespace

TEST_CASE("time span: what fits stays as it is") {
  CHECK(span(0s) == 0ms);
  CHECK(span(1ms) == 1ms);
  CHECK(span(90s) == 90000ms);
  CHECK(span(-5min) == -300000ms);
  CHECK(span(ami::time_span::longest()) == ami::time_span::longest());
  CHECK(span(std::chrono::duration<std::uint8_t>{200}) == 200s);
  CHECK(span(std::chrono::duration<std::uint64_t>{7}) == 7s);
}

TEST_CASE("time span: what does not fit is the longest there is, in its direction") {
  constexpr auto longest = ami::time_span::longest();
  CHECK(span(milliseconds::max()) == longest);
  CHECK(span(std::chrono::seconds::max()) == longest);
  CHECK(span(std::chrono::minutes::max()) == longest);
  CHECK(span(std::chrono::hours::max()) == longest);
  CHECK(span(std::chrono::years::max()) == longest);
  CHECK(span(longest + 1ms) == longest);
  CHECK(span(std::chrono::duration<std::uint64_t>{std::numeric_limits<std::uint64_t>::max()}) == longest);
  CHECK(span(milliseconds::min()) == -longest);
  CHECK(span(std::chrono::hours::min()) == -longest);
}

TEST_CASE("time span: several of the longest can be added to the time of a clock") {
  const auto now = std::chrono::steady_clock::now();
  auto later = now;
  for (int i = 0; i < 10; ++i) {
    later += span(std::chrono::hours::max());
    CHECK(later > now + std::chrono::hours{24 * 3652} * (i + 1));
  }
}

TEST_CASE("time span: every setter takes the longest for what does not fit") {
  const auto longest = [](const std::string& setter, milliseconds set) {
    CAPTURE(setter);
    CHECK(set == ami::time_span::longest());
  };
  for_each_setter(milliseconds::max(), longest);
  for_each_setter(std::chrono::hours::max(), longest);
  for_each_setter(1500ms, [](const std::string& setter, milliseconds set) {
    CAPTURE(setter);
    CHECK(set == 1500ms);
  });
}

TEST_CASE("time span: what a URL says that does not fit") {
  for (const std::string setting :
       {"resolve_timeout", "connect_timeout", "login_timeout", "action_timeout", "disconnect_timeout",
        "wait_fully_booted", "wait_for_connection", "ping_after", "ping_timeout"}) {
    CAPTURE(setting);
    const auto settings = ami::options::from_url("ami://user@127.0.0.1?" + setting + "=3000000h");
    CHECK(settings.problem() == "");
    const auto all = {
        settings.resolve_timeout(),     settings.connect_timeout(),    settings.login_timeout(),
        settings.action_timeout(),      settings.disconnect_timeout(), settings.wait_fully_booted(),
        settings.wait_for_connection(), settings.ping_after(),         settings.ping_timeout()};
    CHECK(std::ranges::count(all, ami::time_span::longest()) == 1);
  }
}
