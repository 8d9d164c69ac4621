// A fake Asterisk whose clock stands still, with a live state, for tests of what is made of it.
#pragma once

#include "support/run.hpp"
#include "wallboard/board.hpp"

#include <ami/ami.hpp>
#include <ami/cluster_live_state.hpp>
#include <ami/testing/fake_asterisk.hpp>
#include <ami/testing/pbx_call.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace test {

/// Two telephones, "alice" (2001) and "bob" (2002), and whatever a test adds: they answer after a second.
inline ami::testing::pbx_options two_telephones() {
  using namespace std::chrono_literals;
  return ami::testing::pbx_options{}
      .ring_time(1s, 1s)
      .talk_time(1h, 1h)
      .endpoint({"alice", "2001", "Alice"})
      .endpoint({"bob", "2002", "Bob"});
}

class watched_pbx {
public:
  explicit watched_pbx(ami::testing::pbx_options pbx = two_telephones())
      : server{ami::testing::fake_options{}.manual_clock(true).pbx(std::move(pbx))}, pbxs{io}, live{pbxs},
        stream{live.subscribe()} {
    using namespace std::chrono_literals;
    bool connected = false;
    pbxs.add("berlin", ami::options{server.host()}
                           .port(server.port())
                           .credentials("admin", "secret")
                           .reconnect(ami::reconnect_policy{}.initial_delay(1ms).jitter(0)))
        .async_connect([&](ami::error_code error) {
          REQUIRE_FALSE(error);
          connected = true;
        });
    run_until(io, [&] { return connected && live.snapshot("berlin").valid(); });
    link.state = ami::connection_state::connected;
  }

  /// Waits until all events that the server has sent so far have been taken, and gives the changes to the board.
  void settle(wallboard::board& board) {
    bool answered = false;
    pbxs.server("berlin").async_send_action(ami::actions::ping{},
                                            [&](ami::error_code, const ami::reply&) { answered = true; });
    run_until(io, [&] { return answered; });
    take(board);
  }
  void take(wallboard::board& board) {
    while (const auto item = stream.try_next()) {
      board.apply(*item);
    }
    board.set_link("berlin", link, at.now);
  }

  /// The changes since the last time; an empty array when there are none.
  boost::json::array changes(wallboard::board& board) {
    settle(board);
    return taken(board);
  }
  boost::json::array taken(wallboard::board& board) {
    const std::string text = board.take_changes(live.snapshots(), at);
    return text.empty() ? boost::json::array{} : boost::json::parse(text).at("changes").as_array();
  }

  /// Time passes for the server.
  void advance(std::chrono::milliseconds by) {
    server.advance(by);
    at.now += by.count();
  }

  /// Lets time pass until a call has this status, and returns its record of then.
  boost::json::object call_when(wallboard::board& board, std::string_view status) {
    using namespace std::chrono_literals;
    for (int step = 0; step < 100; ++step) {
      for (const auto& change : changes(board)) {
        if (change.at("table") == "calls" && change.at("value").is_object() &&
            change.at("value").at("status").as_string() == status) {
          return change.at("value").as_object();
        }
      }
      advance(100ms);
    }
    FAIL("no call is " << status);
    return {};
  }

  boost::asio::io_context io;
  ami::testing::fake_asterisk server;
  ami::cluster pbxs;
  ami::cluster_live_state live;
  ami::cluster_live_stream stream;
  wallboard::link_state link;
  wallboard::moment at{wallboard::wall_clock{ami::live_time{}, std::chrono::system_clock::time_point{}}, 1'000'000, 0};
};

/// The change of a record among others; null when there is none.
inline boost::json::value change_of(const boost::json::array& changes, std::string_view table, std::string_view key) {
  for (const auto& change : changes) {
    if (change.at("table").as_string() == table &&
        (key.empty() || (change.as_object().contains("key") && change.at("key").as_string() == key))) {
      return change;
    }
  }
  return nullptr;
}

}  // namespace test
