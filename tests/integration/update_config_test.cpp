// ami::update_config() against the fake server: what is sent, and what is told when a part fails.
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <exception>
#include <future>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using ami::testing::session;

namespace {

class with_server {
public:
  explicit with_server(bool supervised = false) : pbx{io, how(server, supervised)} { test::run(io, pbx.connect()); }

  static ami::options how(const fake_asterisk& server, bool supervised) {
    ami::options result = address_of(server);
    if (supervised) {
      result.reconnect(at_once()).wait_for_connection(10s);
    }
    return result;
  }

  // What update_config() throws, or nothing.
  std::optional<ami::update_config_error> failure(const ami::actions::update_config& changes,
                                                  ami::send_options limits = {}) {
    try {
      test::run(io, ami::update_config(pbx, changes, limits));
    } catch (const ami::update_config_error& error) {
      return error;
    }
    return std::nullopt;
  }

  std::vector<request> updates() const {
    std::vector<request> found;
    for (const auto& one : server.requests()) {
      if (one.is("UpdateConfig")) {
        found.push_back(one);
      }
    }
    return found;
  }

  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx;
};

ami::actions::update_config changes_of_four(int count) {
  ami::actions::update_config changes{"a.conf", "b.conf"};
  for (int i = 0; i < count; ++i) {
    changes.append("c", "key", std::to_string(i));
  }
  return changes;
}

bool has(std::string_view text, std::string_view part) {
  CAPTURE(text, part);
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("update_config: in as many actions as are needed, one after the other") {
  with_server with;
  with.server.on("UpdateConfig", [&](const request&, session client) { client.reply_success("done"); });
  const auto reply = test::run(with.io, ami::update_config(with.pbx, changes_of_four(70).reload("yes")));
  CHECK(reply.success());
  const auto sent = with.updates();
  REQUIRE(sent.size() == 3);
  CHECK(sent[0].get("SrcFilename") == "a.conf");
  CHECK(sent[1].get("SrcFilename") == "b.conf");
  CHECK(sent[2].get("DstFilename") == "b.conf");
  CHECK_FALSE(sent[1].get("Reload"));
  CHECK(sent[2].get("Reload") == "yes");
  CHECK(sent[2].get("Value-000000") == "62");
  // Each has an ActionID of its own.
  CHECK(sent[0].get("ActionID") != sent[1].get("ActionID"));
}

TEST_CASE("update_config: a part that the server refuses is named, and the rest is not sent") {
  with_server with;
  // The handler runs on the server's thread.
  std::atomic<int> count = 0;
  std::atomic<int> refused = 2;
  with.server.on("UpdateConfig", [&](const request&, session client) {
    if (++count == refused) {
      client.reply_error("Save of config failed");
    } else {
      client.reply_success("done");
    }
  });
  auto error = with.failure(changes_of_four(70));
  REQUIRE(error);
  CHECK(error->code() == ami::errc::config_partly_updated);
  CHECK(error->code() == ami::outcome::unknown);
  CHECK(error->outcome() == ami::outcome::unknown);
  CHECK(error->cause() == ami::errc::action_rejected);
  CHECK(error->reply().outcome() == ami::outcome::rejected);
  CHECK(error->response().message() == "Save of config failed");
  CHECK(error->parts() == 3);
  CHECK(error->part() == 2);
  CHECK(error->first_change() == 32);
  CHECK(error->last_change() == 62);
  CHECK(error->changes_made() == 31);
  CHECK(has(error->what(),
            "UpdateConfig, part 2 of 3 (changes 32 to 62): Save of config failed, rejected by the server; "
            "changes 1 to 31 are made"));
  CHECK(with.updates().size() == 2);

  // Nothing is made: an error as any other.
  count = 0;
  refused = 1;
  error = with.failure(changes_of_four(70));
  REQUIRE(error);
  CHECK(error->code() == ami::errc::action_rejected);
  CHECK(error->outcome() == ami::outcome::rejected);
  CHECK(error->changes_made() == 0);
  CHECK(has(error->what(), "UpdateConfig, part 1 of 3 (changes 1 to 31): Save of config failed: rejected"));
  count = 0;
  error = with.failure(changes_of_four(1));
  REQUIRE(error);
  CHECK(error->parts() == 1);
  CHECK(has(error->what(), "UpdateConfig: Save of config failed: rejected"));
}

TEST_CASE("update_config: what cannot be sent is found before anything is") {
  with_server with;
  const auto error = with.failure(changes_of_four(40).append("c", "key", std::string(1020, 'x')));
  REQUIRE(error);
  CHECK(error->code() == ami::errc::action_line_too_long);
  CHECK(error->outcome() == ami::outcome::never_sent);
  CHECK(error->parts() == 0);
  CHECK(has(error->what(), "UpdateConfig: change 41: the line of header 'Value-000040' is longer than 1022 bytes"));
  CHECK(with.updates().empty());
  test::run(with.io, with.pbx.disconnect());
  const auto later = with.failure(changes_of_four(40));
  REQUIRE(later);
  CHECK(later->code() == ami::errc::not_connected);
  CHECK(later->outcome() == ami::outcome::never_sent);
}

TEST_CASE("update_config: a part without an answer in time, and one on a connection that ends") {
  with_server with{true};
  std::atomic<int> count = 0;
  std::atomic<bool> drops = false;
  with.server.on("UpdateConfig", [&](const request&, session client) {
    if (++count != 2) {
      client.reply_success("done");
    } else if (drops) {
      with.server.drop_connections();
    }
  });
  auto error = with.failure(changes_of_four(70), 200ms);
  REQUIRE(error);
  CHECK(error->code() == ami::errc::config_partly_updated);
  CHECK(error->cause() == ami::errc::response_timed_out);
  CHECK(error->reply().outcome() == ami::outcome::unknown);
  count = 0;
  drops = true;
  error = with.failure(changes_of_four(70));
  REQUIRE(error);
  CHECK(error->code() == ami::errc::config_partly_updated);
  CHECK(error->cause() == ami::errc::reply_lost);
  CHECK(error->part() == 2);
  CHECK(count == 2);
}

TEST_CASE("update_config: the rest is not sent on another connection than the first part") {
  with_server with{true};
  with.server.on("UpdateConfig", [&](const request&, session client) {
    client.reply_success("done");
    client.close();
  });
  const auto error = with.failure(changes_of_four(70));
  REQUIRE(error);
  CHECK(error->changes_made() == 31);
  CHECK(error->code() == ami::errc::config_partly_updated);
  test::run(with.io, with.pbx.wait_for(ami::connection_state::connected));
  test::run(with.io, with.pbx.send_action(ami::actions::ping{}));
  CHECK(with.updates().size() <= 2);
}

TEST_CASE("update_config: a connection that ended before the first part was written is none that ended in between") {
  with_server with{true};
  std::promise<void> go_on;
  auto going_on = go_on.get_future();
  std::atomic<bool> blocks = true;
  with.server.on("UpdateConfig", [&](const request&, session client) { client.reply_success("done"); });
  with.server.on("Block", [&](const request&, session client) {
    // The server reads nothing until the link is dropped.
    if (blocks.exchange(false)) {
      going_on.wait();
      client.drop();
      return;
    }
    client.reply_success("done");
  });
  // More than the sockets hold, so that what is sent behind it stays here.
  ami::action block{"Block"};
  for (int i = 0; i < 100; ++i) {
    block.header("Text", std::string(1000, 'x'));
  }
  constexpr int count = 100;
  int ended = 0;
  for (int i = 0; i < count; ++i) {
    with.pbx.async_send_action(block, ami::send_options{}.wait_for_connection(0s),
                               [&](ami::error_code, const ami::reply&) { ++ended; });
  }
  std::exception_ptr failure;
  bool done = false;
  asio::co_spawn(with.io, ami::update_config(with.pbx, changes_of_four(70)),
                 [&](std::exception_ptr thrown, const ami::reply&) {
                   failure = thrown;
                   done = true;
                 });
  test::run_until(with.io, [&] { return !blocks.load(); });
  go_on.set_value();
  test::run_until(with.io, [&] { return done && ended == count; });
  if (failure) {
    CHECK_NOTHROW(std::rethrow_exception(failure));
  }
  CHECK(with.updates().size() == 3);
}

TEST_CASE("update_config: a connection is waited for before the first part") {
  with_server with{true};
  with.server.on("UpdateConfig", [&](const request&, session client) { client.reply_success("done"); });
  with.server.drop_connections();
  test::run_until(with.io, [&] { return with.pbx.state() != ami::connection_state::connected; });
  CHECK_FALSE(with.failure(changes_of_four(70)));
  CHECK(with.updates().size() == 3);
  with.server.drop_connections();
  test::run_until(with.io, [&] { return with.pbx.state() != ami::connection_state::connected; });
  const auto error = with.failure(changes_of_four(70), ami::send_options{}.wait_for_connection(0s));
  if (error) {
    CHECK(error->code() == ami::errc::not_connected);
    CHECK(error->outcome() == ami::outcome::never_sent);
    CHECK(has(error->what(), "UpdateConfig, part 1 of 3 (changes 1 to 31)"));
  }
}

TEST_CASE("update_config: cancelled, it says what is done") {
  with_server with;
  asio::cancellation_signal signal;
  bool second = false;
  std::atomic<int> count = 0;
  with.server.on("UpdateConfig", [&](const request&, session client) {
    if (++count == 1) {
      client.reply_success("done");
    }
  });
  std::exception_ptr failure;
  bool done = false;
  asio::co_spawn(with.io, ami::update_config(with.pbx, changes_of_four(70)),
                 asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr thrown, const ami::reply&) {
                   failure = thrown;
                   done = true;
                 }));
  test::run_until(with.io, [&] { return with.updates().size() == 2; });
  signal.emit(asio::cancellation_type::terminal);
  test::run_until(with.io, [&] { return done; });
  REQUIRE(failure);
  try {
    std::rethrow_exception(failure);
  } catch (const ami::update_config_error& error) {
    second = true;
    CHECK(error.code() == asio::error::operation_aborted);
    CHECK(error.outcome() == ami::outcome::unknown);
    CHECK(error.changes_made() == 31);
    CHECK(error.part() == 2);
  }
  CHECK(second);
}
