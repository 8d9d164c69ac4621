// What happens when memory is wanting: a whole session, again and again, with another of its allocations refused each
// time. Nothing may crash, and every operation completes exactly once, or throws and has not begun.
#include "catch.hpp"
#include "memory/failing_memory.hpp"
#include "memory/operation.hpp"
#include "support/certificates.hpp"

#include <ami/ami.hpp>
#include <ami/testing/fake_asterisk.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace asio = boost::asio;
using ami::testing::fake_asterisk;
using ami::testing::frame_text;
using test::operation;
using namespace std::chrono_literals;

namespace {

enum class kind : std::uint8_t { plain, secure, supervised };

const test::certificate_authority& authority() {
  static const test::certificate_authority made{"ami test CA"};
  return made;
}

class session {
public:
  session(fake_asterisk& server, kind own_kind) : server_{server}, kind_{own_kind} {}
  session(const session&) = delete;
  session& operator=(const session&) = delete;

  // Everything that a service does with one connection.
  void run() {
    make_manager();
    if (!pbx_) {
      return;
    }
    start("connect", [this](auto handler) { pbx_->async_connect(std::move(handler)); });
    run_until_over(operations_.back());
    read_events();
    auto& wait = start("wait_for", [this](auto handler) {
      pbx_->async_wait_for(ami::connection_state::disconnected, std::move(handler));
    });
    for (int i = 0; i < 3; ++i) {
      start("ping", [this](auto handler) { pbx_->async_send_action(ami::actions::ping{}, std::move(handler)); });
    }
    start("kept list",
          [this](auto handler) { pbx_->async_send_action(ami::actions::core_show_channels{}, std::move(handler)); });
    start("text", [this](auto handler) { pbx_->async_send_action(ami::action{"Queues"}, std::move(handler)); });
    start("named action", [this](auto handler) {
      pbx_->async_send_action(ami::action{"Ping"}.action_id("chosen"), std::move(handler));
    });
    start("invalid action", [this](auto handler) {
      pbx_->async_send_action(ami::action{"Ping"}.header("a", "b\r\nc"), std::move(handler));
    });
    start("statistics", [this](auto handler) { pbx_->async_statistics(std::move(handler)); });
    run_until_all_over(wait);
    stream_a_list();
    if (kind_ == kind::supervised) {
      lose_the_link(wait);
    }
    start("last ping", [this](auto handler) { pbx_->async_send_action(ami::actions::ping{}, std::move(handler)); });
    const operation& disconnect =
        start("disconnect", [this](auto handler) { pbx_->async_disconnect(std::move(handler)); });
    run_until_over(disconnect);
    // Operations that wait for a connection that will not come, or for its events, end with the stream and the manager.
    events_->close();
    pbx_.reset();
    run_until([&] { return !next_.open() && std::ranges::none_of(operations_.all_, &operation::open); });
  }

  void end() {
    events_.reset();
    pbx_.reset();
    io_.reset();
  }

  const std::array<operation, 24>& operations() const noexcept { return operations_.all_; }
  const operation& next() const noexcept { return next_; }

private:
  class list_of_operations {
  public:
    operation& add() { return all_.at(count_++); }
    operation& back() { return all_.at(count_ - 1); }
    std::array<operation, 24> all_;
    std::size_t count_ = 0;
  };

  void make_manager() {
    std::optional<ami::options> how;
    {
      const test::not_counted setting_up;
      how.emplace(kind_ == kind::supervised ? "localhost" : server_.host());
      how->port(server_.port()).credentials("admin", "secret").action_timeout(2s);
      if (kind_ == kind::secure) {
        how->tls(ami::tls_options{}.ca_pem(authority().pem()));
      }
      if (kind_ == kind::supervised) {
        how->reconnect(ami::reconnect_policy{}.initial_delay(0ms).max_delay(0ms)).wait_for_connection(1s);
        how->event_mask_from_subscriptions(true).event_filter("!Event: Nothing");
      }
    }
    try {
      pbx_.emplace(*io_, std::move(*how));
      events_.emplace(pbx_->subscribe<ami::events::user_event>());
    } catch (const std::bad_alloc&) {
      events_.reset();
      pbx_.reset();
    }
  }

  template <class Begin>
  operation& start(std::string_view name, Begin begin) {
    operation& added = operations_.add();
    added.start(name, std::move(begin));
    return added;
  }

  // One event, and then all that the stream still gives.
  void read_events() {
    {
      const test::not_counted by_the_server;
      server_.send_event(frame_text::event("UserEvent").header("UserEvent", "Test"));
    }
    next_.start("next", [this](auto handler) { events_->async_next(std::move(handler)); });
  }

  void stream_a_list() {
    try {
      auto list = pbx_->list(ami::actions::core_show_channels{});
      operation& item = start("item", [&](auto handler) { list.async_next(std::move(handler)); });
      run_until_over(item);
    } catch (const std::bad_alloc&) {
      return;
    }
  }

  void lose_the_link(const operation& wait) {
    if (!wait.open() || pbx_->state() != ami::connection_state::connected) {
      return;
    }
    {
      const test::not_counted by_the_server;
      server_.drop_connections();
    }
    operation& lost = start("wait until lost", [this](auto handler) {
      pbx_->async_wait_for(ami::connection_state::resolving, std::move(handler));
    });
    run_until([&] { return !lost.open() || !wait.open(); });
    operation& back = start("wait until back", [this](auto handler) {
      pbx_->async_wait_for(ami::connection_state::connected, std::move(handler));
    });
    run_until([&] { return !back.open() || !wait.open(); });
  }

  void run_until_over(const operation& awaited) {
    run_until([&] { return !awaited.open(); });
  }

  // But the one that lasts until the end.
  void run_until_all_over(const operation& but) {
    run_until([&] {
      return std::ranges::none_of(operations_.all_, [&](const operation& one) { return &one != &but && one.open(); });
    });
  }

  template <class Predicate>
  void run_until(Predicate is_over) {
    const auto deadline = std::chrono::steady_clock::now() + 4s;
    while (!is_over() && std::chrono::steady_clock::now() < deadline) {
      try {
        if (io_->run_one_for(10ms) == 0 && io_->stopped()) {
          io_->restart();
          if (io_->poll() == 0 && io_->stopped()) {
            return;  // nobody will end what has not ended
          }
        }
      } catch (const std::bad_alloc&) {
        continue;  // Asio's own
      }
    }
  }

  fake_asterisk& server_;
  const kind kind_;
  std::unique_ptr<asio::io_context> io_ = std::make_unique<asio::io_context>();
  std::optional<ami::manager> pbx_;
  std::optional<ami::event_stream<ami::events::user_event>> events_;
  list_of_operations operations_;
  operation next_;
};

// Nothing is sent twice: an ActionID comes once, but in the logins of several connections.
bool are_sent_once(const fake_asterisk& server) {
  std::set<std::string> seen;
  for (const auto& request : server.requests()) {
    const bool logs_in = request.action_id().find("-login") != std::string::npos;
    if (!logs_in && !seen.insert(request.action_id()).second) {
      return false;
    }
  }
  return true;
}

// Runs the session with each of its allocations refused; gives how many there were.
std::uint64_t sweep(kind of_session) {
  static const test::certificate of_server = authority().issue_for_loopback();
  ami::testing::fake_options how;
  if (of_session == kind::secure) {
    how.tls(of_server.pem, of_server.key);
  }
  fake_asterisk server{how};
  server.on("CoreShowChannels", [](const ami::testing::request& asked, const ami::testing::session& client) {
    const std::string id = "ActionID: " + asked.action_id() + "\r\n";
    std::string text = "Response: Success\r\n" + id + "EventList: start\r\n\r\n";
    for (int i = 0; i < 3; ++i) {
      text += "Event: CoreShowChannel\r\n" + id + "Channel: PJSIP/a-" + std::to_string(i) + "\r\n\r\n";
    }
    client.send_raw(text + "Event: CoreShowChannelsComplete\r\n" + id + "EventList: Complete\r\nListItems: 3\r\n\r\n");
  });
  server.on("Queues", [](const ami::testing::request&, const ami::testing::session& client) {
    client.send_raw("support has 0 calls\r\n\r\nsales has 0 calls, and a line that no small text holds\r\n\r\n\r\n");
  });
  for (std::uint64_t refused = 0;; ++refused) {
    server.clear_requests();
    session one{server, of_session};
    test::refuse_memory(refused, true);
    one.run();
    const std::uint64_t asked_for = test::refuse_no_memory();
    one.end();
    CAPTURE(refused, asked_for);
    const auto check = [&](const operation& each) {
      CAPTURE(each.name(), each.error().message());
      REQUIRE(each.exactly_once());
    };
    for (const operation& each : one.operations()) {
      check(each);
    }
    check(one.next());
    REQUIRE(are_sent_once(server));
    REQUIRE(server.wait_for_no_connections(10s));
    if (asked_for <= refused) {
      return refused;
    }
  }
}

}  // namespace

TEST_CASE("one failed allocation, whichever it is, completes every operation once") {
  const auto of_session = GENERATE(kind::plain, kind::secure, kind::supervised);
  CAPTURE(static_cast<int>(of_session));
  CHECK(sweep(of_session) > 50);
}

TEST_CASE("a coroutine is told of a failed allocation, and is not destroyed for it") {
  // What Asio has no memory for destroys the coroutine that it was for, and comes out of io_context::run().
  const bool asios_too = GENERATE(false, true);
  fake_asterisk server;
  std::uint64_t asked_for = 1;
  for (std::uint64_t refused = 0; asked_for != 0; ++refused) {
    asio::io_context io;
    bool ended = false;
    bool began = false;
    const auto use = [](ami::manager pbx) -> asio::awaitable<void> {
      auto events = pbx.subscribe<ami::events::fully_booted>();
      co_await pbx.connect();
      co_await events.next();
      co_await pbx.send_action(ami::actions::ping{});
      co_await pbx.send_action(ami::actions::core_show_channels{});
      auto list = pbx.list(ami::actions::core_show_channels{});
      while (co_await list.next()) {
      }
      co_await pbx.statistics();
      co_await pbx.wait_for(ami::connection_state::connected);
      co_await pbx.disconnect();
    };
    const auto how = ami::options{server.host()}.port(server.port()).credentials("admin", "secret");
    test::refuse_memory(refused, asios_too);
    try {
      asio::co_spawn(io, use(ami::manager{io, how}), [&](const std::exception_ptr&) { ended = true; });
      began = true;
    } catch (const std::bad_alloc&) {
      began = false;
    }
    while (began && !ended) {
      try {
        if (io.run_one_for(5s) == 0) {
          break;
        }
      } catch (const std::bad_alloc&) {
        continue;
      }
    }
    asked_for = test::refuse_no_memory();
    CAPTURE(refused, asked_for);
    REQUIRE((ended == began || asios_too));
    asked_for = asked_for > refused ? asked_for : 0;
  }
}

TEST_CASE("the receive buffer goes with its connection, and does not grow far above the limit") {
  constexpr std::size_t limit = std::size_t{32} << 20U;
  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx{io, ami::options{server.host()}
                           .port(server.port())
                           .credentials("admin", "secret")
                           .limits(ami::wire::read_limits{}.max_frame_bytes(limit))};
  operation connected;
  operation ended;
  connected.start("connect", [&](auto handler) { pbx.async_connect(std::move(handler)); });
  while (connected.open()) {
    io.run_one();
  }
  REQUIRE(connected.succeeded());
  std::string piece = "Event: A\r\n";
  while (piece.size() < std::size_t{1} << 20U) {
    piece += "Key: " + std::string(993, 'v') + "\r\n";
  }
  ended.start("wait_for",
              [&](auto handler) { pbx.async_wait_for(ami::connection_state::disconnected, std::move(handler)); });
  const std::size_t before = test::bytes_in_use();
  test::reset_peak_bytes();
  while (ended.open()) {
    // The server's own memory is counted as well: no more than one piece waits there.
    const auto all = server.bytes_sent() + piece.size();
    server.send_raw(piece);
    while (ended.open() && server.bytes_sent() < all) {
      io.run_one_for(std::chrono::milliseconds{1});
    }
  }
  CHECK(test::peak_bytes() - before < limit + limit / 4 + (std::size_t{8} << 20U));
  io.poll();
  CHECK(test::bytes_in_use() < before + (std::size_t{4} << 20U));
}
