// Every operation in every state of a manager, ended in every way: a table says what is to come of it, and a test walks
// the table. Each operation completes exactly once, never inline, and nothing stays behind when the last handle is
// gone.
#include "catch.hpp"
#include "held_names.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <ostream>
#include <string>
#include <sys/socket.h>
#include <utility>
#include <vector>

using state = ami::connection_state;
using steady_clock = std::chrono::steady_clock;

namespace {

// A name for one walk alone: a look-up that a walk leaves behind may still be about to end, and a connection to the
// same name would be given its answer.
std::string new_held_host() {
  static int given = 0;
  return "held-" + std::to_string(++given) + ".invalid";
}

// ---- The axes. Each value is a bit, so that a row can be for several.

enum situation : unsigned {
  fresh = 1U << 0U,          // disconnected, never connected
  resolving = 1U << 1U,      // the name server is slow
  connecting = 1U << 2U,     // the server's backlog is full
  logging_in = 1U << 3U,     // the login is not answered yet
  connected = 1U << 4U,      // and actions are not answered yet
  disconnecting = 1U << 5U,  // the Logoff is not answered yet
  waiting = 1U << 6U,        // supervised, between two attempts
  lost = 1U << 7U,           // disconnected, after the link broke
  gone = 1U << 8U,           // the execution context was destroyed
};
constexpr unsigned idle = fresh | lost;
constexpr unsigned attempting = resolving | connecting | logging_in;
constexpr unsigned any_situation = (1U << 9U) - 1;

enum operation : unsigned {
  connect = 1U << 0U,
  first_connect = 1U << 1U,  // the one that has brought the manager into this state
  disconnect = 1U << 2U,
  disconnect_now = 1U << 3U,    // with a limit of zero
  first_disconnect = 1U << 4U,  // the one that has brought the manager into this state
  send = 1U << 5U,
  send_list = 1U << 6U,
  send_waiting = 1U << 7U,  // supervised, and waits for a connection
  list = 1U << 8U,
  next = 1U << 9U,
  wait_disconnected = 1U << 10U,
  wait_resolving = 1U << 11U,
  wait_connecting = 1U << 12U,
  wait_logging_in = 1U << 13U,
  wait_connected = 1U << 14U,
  wait_disconnecting = 1U << 15U,
  wait_waiting = 1U << 16U,
};
constexpr unsigned sends = send | send_list | list;
constexpr unsigned waits = wait_disconnected | wait_resolving | wait_connecting | wait_logging_in | wait_connected |
                           wait_disconnecting | wait_waiting;

enum ending : unsigned {
  alone = 1U << 0U,         // nothing happens
  goes_on = 1U << 1U,       // the server does what it held back
  link_dies = 1U << 2U,     // the server drops the link
  at_once = 1U << 3U,       // cancelled (terminal) before anything else happens
  total = 1U << 4U,         // cancelled while it waits
  partial = 1U << 5U,       // cancelled while it waits
  terminal = 1U << 6U,      // cancelled while it waits
  handle_gone = 1U << 7U,   // the last handle is dropped
  context_gone = 1U << 8U,  // the execution context is destroyed
};
constexpr unsigned cancelled = total | partial | terminal;
constexpr unsigned any_ending = (1U << 9U) - 1;

template <class Value>
class named {
public:
  Value value;
  const char* name;
};

constexpr named<situation> situations[] = {
    {fresh, "fresh"},           {resolving, "resolving"}, {connecting, "connecting"},
    {logging_in, "logging in"}, {connected, "connected"}, {disconnecting, "disconnecting"},
    {waiting, "waiting"},       {lost, "lost"},           {gone, "gone"},
};
constexpr named<operation> operations[] = {
    {connect, "connect"},
    {first_connect, "first connect"},
    {disconnect, "disconnect"},
    {disconnect_now, "disconnect(0)"},
    {first_disconnect, "first disconnect"},
    {send, "send"},
    {send_list, "send a list action"},
    {send_waiting, "send with wait_for_connection"},
    {list, "list"},
    {next, "next"},
    {wait_disconnected, "wait for disconnected"},
    {wait_resolving, "wait for resolving"},
    {wait_connecting, "wait for connecting"},
    {wait_logging_in, "wait for logging_in"},
    {wait_connected, "wait for connected"},
    {wait_disconnecting, "wait for disconnecting"},
    {wait_waiting, "wait for waiting"},
};
constexpr named<ending> endings[] = {
    {alone, "alone"},
    {goes_on, "server goes on"},
    {link_dies, "link dies"},
    {at_once, "cancelled at once"},
    {total, "cancelled: total"},
    {partial, "cancelled: partial"},
    {terminal, "cancelled: terminal"},
    {handle_gone, "last handle dropped"},
    {context_gone, "context destroyed"},
};

// What cannot be: an operation that has not brought this about, a server that is not there. Nor does the test wait for
// a full backlog to go on: the system tries again after a second only.
bool makes_sense(situation where, operation begun, ending ended_by) {
  if (begun == first_connect && (where & (attempting | waiting)) == 0) {
    return false;
  }
  if (begun == first_disconnect && where != disconnecting) {
    return false;
  }
  if (ended_by == goes_on) {
    return (where & (resolving | logging_in | connected | disconnecting)) != 0;
  }
  if (ended_by == link_dies) {
    return (where & (logging_in | connected | disconnecting)) != 0;
  }
  return where != gone || ended_by != context_gone;
}

// ---- What came of it, and what is to come of it

bool is_supervised(situation where, operation begun) {
  return where == waiting || (begun == send_waiting && where != lost);
}

state state_of(situation where) {
  switch (where) {
  case resolving: return state::resolving;
  case connecting: return state::connecting;
  case logging_in: return state::logging_in;
  case connected: return state::connected;
  case disconnecting: return state::disconnecting;
  case waiting: return state::waiting;
  case fresh:
  case lost:
  case gone: return state::disconnected;
  }
  return state::disconnected;
}

// What the ending makes of the situation, when the operation has nothing to do with it.
state state_without_operation(situation where, operation begun, ending ended_by) {
  if (ended_by == context_gone) {
    return state::disconnected;
  }
  if (ended_by == goes_on) {
    return where == disconnecting ? state::disconnected : state::connected;
  }
  if (ended_by == link_dies) {
    return where != disconnecting && is_supervised(where, begun) ? state::waiting : state::disconnected;
  }
  return state_of(where);
}

class result {
public:
  bool completed = false;
  ami::error_code error;
  // "accepted", "never sent", "outcome unknown" for actions; "item", "nothing" for streams; else empty.
  std::string detail;
  std::optional<state> after;  // nothing without a handle

  friend bool operator==(const result& a, const result& b) {
    return a.completed == b.completed && a.error == b.error && a.detail == b.detail && a.after == b.after;
  }
  friend std::ostream& operator<<(std::ostream& out, const result& value) {
    if (value.completed) {
      out << (value.error ? value.error.message() : "ok");
    } else {
      out << "goes on waiting";
    }
    out << (value.detail.empty() ? "" : ", ") << value.detail;
    return value.after ? out << "; then " << *value.after : out;
  }
};

// One row: for all these situations, operations and endings. The first that fits counts.
class row {
public:
  unsigned where;
  unsigned begun;
  unsigned ended_by;
  std::optional<ami::error_code> error;  // nothing: the operation goes on waiting
  const char* detail = "";
  std::optional<state> after = {};  // nothing: what the ending makes of the situation by itself

  bool fits(situation a, operation b, ending c) const {
    return (where & a) != 0 && (begun & b) != 0 && (ended_by & c) != 0;
  }
};

constexpr const char* never_sent = "never sent";
constexpr const char* unknown = "outcome unknown";
const std::optional<ami::error_code> pends;
const ami::error_code ok;
const ami::error_code aborted = asio::error::operation_aborted;
const ami::error_code no_more = ami::errc::disconnected;
const ami::error_code not_connected = ami::errc::not_connected;
const ami::error_code reply_lost = ami::errc::reply_lost;
const ami::error_code already = ami::errc::already_connected;

const row table[] = {
    // connect()
    {idle, connect, alone, ok, "", state::connected},
    {idle, connect, at_once | cancelled, aborted},
    {idle, connect, handle_gone | context_gone, no_more},
    {gone, connect, any_ending, no_more},
    {any_situation, connect, any_ending, already},
    {any_situation, first_connect, alone, pends},
    {any_situation, first_connect, goes_on, ok},
    {logging_in, first_connect, link_dies, ami::error_code{ami::errc::connection_closed}},
    {any_situation, first_connect, at_once | cancelled, aborted, "", state::disconnected},
    {any_situation, first_connect, handle_gone | context_gone, no_more},

    // disconnect(): there is something to wait for only while the server owes an answer.
    {idle | gone, disconnect | disconnect_now, any_ending, ok},
    {any_situation, disconnect | disconnect_now | first_disconnect, at_once, aborted, "", state::disconnected},
    {any_situation, disconnect_now, any_ending, ok, "", state::disconnected},
    {attempting | waiting, disconnect, any_ending, ok, "", state::disconnected},
    {connected | disconnecting, disconnect | first_disconnect, alone, pends, "", state::disconnecting},
    {connected | disconnecting, disconnect | first_disconnect, cancelled, aborted, "", state::disconnected},
    {connected | disconnecting, disconnect | first_disconnect, any_ending, ok, "", state::disconnected},

    // Actions while there is a connection. Cancelled as `total` they go on once they were written.
    {connected, send | send_list | send_waiting, alone | total, pends},
    {connected, send | send_list | send_waiting, at_once, aborted, never_sent},
    {connected, send | send_list | send_waiting, partial | terminal, aborted, unknown},
    {connected, sends | send_waiting, goes_on, ok, "accepted"},
    {connected, sends | send_waiting, link_dies | handle_gone | context_gone, reply_lost, unknown},
    // Only the wait for the next item is cancelled: the list goes on, and has no reply yet.
    {connected, list, alone, pends},
    {connected, list, at_once | cancelled, aborted, never_sent},

    // Actions without one.
    {attempting | waiting, send_waiting, alone | link_dies, pends},
    {attempting | waiting, send_waiting, goes_on, ok, "accepted"},
    {attempting | waiting, send_waiting, at_once | cancelled, aborted, never_sent},
    {attempting | waiting, send_waiting, any_ending, ami::error_code{ami::errc::not_sent}, never_sent},
    {any_situation & ~gone, list, at_once, aborted, never_sent},
    {any_situation, sends | send_waiting, any_ending, not_connected, never_sent},

    // subscribe() and next()
    {gone, next, any_ending, ok, "nothing"},
    {any_situation, next, alone, pends},
    {any_situation, next, at_once | cancelled, aborted, "nothing"},
    {any_situation, next, handle_gone | context_gone, ok, "nothing"},
    {resolving | logging_in | connected, next, goes_on, ok, "item"},
    {logging_in, next, link_dies, pends},
    {connected, next, link_dies, ok, "gap"},
    {disconnecting, next, goes_on | link_dies, ok, "nothing"},

    // wait_for(): it is so now,
    {idle, wait_disconnected, any_ending, ok},
    {resolving, wait_resolving, any_ending, ok},
    {connecting, wait_connecting, any_ending, ok},
    {logging_in, wait_logging_in, any_ending, ok},
    {connected, wait_connected, any_ending, ok},
    {disconnecting, wait_disconnecting, any_ending, ok},
    {waiting, wait_waiting, any_ending, ok},
    // it comes,
    {resolving, wait_connecting | wait_logging_in | wait_connected, goes_on, ok},
    {logging_in, wait_connected, goes_on, ok},
    {disconnecting, wait_disconnected, goes_on, ok},
    {logging_in | connected | disconnecting, wait_disconnected, link_dies, ok},
    {any_situation & ~gone, wait_disconnected, handle_gone, ok},
    // or it does not.
    {gone, waits, any_ending, no_more},
    {any_situation, waits, alone | goes_on | link_dies, pends},
    {any_situation, waits, at_once | cancelled, aborted},
    {any_situation, waits, handle_gone | context_gone, no_more},
};

result expectation(const row& source, situation where, operation begun, ending ended_by) {
  result value;
  value.completed = source.error.has_value();
  value.error = source.error.value_or(ami::error_code{});
  value.detail = source.detail;
  if (ended_by != handle_gone) {
    value.after = ended_by == context_gone ? state::disconnected
                                           : source.after.value_or(state_without_operation(where, begun, ended_by));
  }
  return value;
}

// ---- One walk

class walk {
public:
  // A server that says FullyBooted does so at some moment after connect(): nothing else may come to who waits then.
  walk(situation where, operation begun, ending ended_by)
      : where_{where}, begun_{begun}, ended_by_{ended_by}, server_{ami::testing::fake_options{}.fully_booted(
                                                               where != connected)} {}
  ~walk() {
    test::held_names::instance().open();
    context_.reset();
  }
  walk(const walk&) = delete;
  walk& operator=(const walk&) = delete;

  result run(const result& expected) {
    reach();
    if (begun_ == first_connect) {
      mine_ = &first_connect_;
    } else if (begun_ == first_disconnect) {
      mine_ = &first_disconnect_;
    } else {
      begin();
    }
    if (ended_by_ != at_once) {
      settle();
    }
    end();
    return observe(expected);
  }

  // What is expected did not come.
  bool late() const noexcept { return late_; }

  // The last handle goes, and with it all that is left.
  void clear_up() {
    pbx_.reset();
    test::held_names::instance().open();
    if (context_) {
      const auto deadline = steady_clock::now() + 20s;
      context_->restart();
      while (!context_->stopped() && steady_clock::now() < deadline) {
        context_->run_one_for(100ms);
      }
      REQUIRE(context_->stopped());
    }
    turn();
    CHECK(mine_->calls == 1);
    CHECK(first_connect_.calls == (first_connect_.begun ? 1 : 0));
    CHECK(first_disconnect_.calls == (first_disconnect_.begun ? 1 : 0));
    CHECK(inline_calls_ == 0);
  }

private:
  class record {
  public:
    asio::cancellation_signal cancel;
    bool begun = false;
    bool starting = false;
    int calls = 0;
    ami::error_code error;
    std::string detail;
  };

  void ended(record& target, ami::error_code error, std::string detail) {
    inline_calls_ += target.starting || !home_.get_executor().running_in_this_thread() ? 1 : 0;
    ++target.calls;
    target.error = error;
    target.detail = std::move(detail);
  }

  // Handlers have an executor of their own, so that they run after the manager's context was destroyed, too.
  template <class Handler>
  auto token(record& target, Handler handler) {
    target.begun = true;
    return asio::bind_cancellation_slot(target.cancel.slot(), asio::bind_executor(home_.get_executor(), handler));
  }
  auto plain(record& target) {
    return token(target, [this, &target](ami::error_code error) { ended(target, error, {}); });
  }
  auto answered(record& target) {
    return token(target, [this, &target](ami::error_code error, const ami::reply& reply) {
      ended(target, error, std::string{ami::to_string(reply.outcome())});
    });
  }

  // Runs what is ready.
  void turn() {
    for (std::size_t ran = 1; ran != 0;) {
      ran = 0;
      if (context_) {
        context_->restart();
        ran += context_->poll();
      }
      home_.restart();
      ran += home_.poll();
    }
  }

  template <class Predicate>
  bool until(Predicate done, std::chrono::seconds limit = 20s) {
    const auto deadline = steady_clock::now() + limit;
    for (turn(); !done(); turn()) {
      if (steady_clock::now() > deadline) {
        return false;
      }
      if (context_) {
        context_->restart();
        context_->run_one_for(2ms);
      }
    }
    return true;
  }

  bool is(state wanted) const { return pbx_->state() == wanted; }

  // ---- Into the situation

  void reach() {
    const auto hold = [this](const ami::testing::request& request, const ami::testing::session& from) {
      const std::lock_guard lock{mutex_};
      held_.emplace_back(request, from);
    };
    server_.on("Ping", hold);
    server_.on("Status", hold);
    if (where_ == logging_in) {
      server_.on("Login", hold);
    }
    if (where_ == disconnecting || (where_ == connected && begun_ == disconnect)) {
      server_.on("Logoff", hold);
    }
    if (where_ == resolving) {
      test::held_names::instance().shut();
    } else {
      test::held_names::instance().open();
    }
    context_ = std::make_unique<asio::io_context>();
    pbx_.emplace(*context_, options());
    if (where_ != fresh) {
      first_connect_.starting = true;
      pbx_->async_connect(plain(first_connect_));
      first_connect_.starting = false;
    }
    switch (where_) {
    case fresh: break;
    case resolving: REQUIRE(until([&] { return is(state::resolving); })); break;
    case connecting: REQUIRE(until([&] { return is(state::connecting); })); break;
    case logging_in: REQUIRE(until([&] { return is(state::logging_in) && holds() != 0; })); break;
    case connected: reach_connected(); break;
    case disconnecting:
      reach_connected();
      first_disconnect_.starting = true;
      pbx_->async_disconnect(1h, plain(first_disconnect_));
      first_disconnect_.starting = false;
      REQUIRE(until([&] { return is(state::disconnecting) && holds() != 0; }));
      break;
    case waiting:
      if (begun_ != first_connect) {
        reach_connected();
        server_.drop_connections();
      }
      REQUIRE(until([&] { return is(state::waiting); }));
      break;
    case lost:
      reach_connected();
      server_.drop_connections();
      REQUIRE(until([&] { return is(state::disconnected); }));
      break;
    case gone:
      reach_connected();
      context_.reset();
      break;
    }
  }

  void reach_connected() {
    REQUIRE(until([&] { return is(state::connected) && first_connect_.calls == 1; }));
    REQUIRE(server_.wait_for_sessions(1, 20s));
  }

  bool supervised() const { return is_supervised(where_, begun_); }

  ami::options options() {
    std::uint16_t port = server_.port();
    if (where_ == connecting) {
      port = fill_backlog();
    } else if (where_ == waiting && begun_ == first_connect) {
      server_.stop_listening();
    }
    auto settings = ami::options{where_ == resolving ? new_held_host() : "127.0.0.1"}
                        .port(port)
                        .credentials("admin", "secret")
                        .login(ami::login_method::plain)
                        .resolve_timeout(1h)
                        .connect_timeout(1h)
                        .login_timeout(1h)
                        .action_timeout(1h)
                        .disconnect_timeout(1h)
                        .wait_fully_booted(0ms);
    if (supervised()) {
      settings.reconnect(ami::reconnect_policy{}.initial_delay(1h).max_delay(1h));
    }
    return settings;
  }

  // A listener that accepts nothing, with as many connections as it takes.
  std::uint16_t fill_backlog() {
    full_.open(asio::ip::tcp::v4());
    full_.bind({asio::ip::address_v4::loopback(), 0});
    full_.listen(0);
    fillers_.emplace_back(home_).connect(full_.local_endpoint());
    for (int i = 0; i < 4; ++i) {
      // Those beyond it hang.
      auto& filler = fillers_.emplace_back(home_);
      filler.open(asio::ip::tcp::v4());
      filler.native_non_blocking(true);
      // Asio's own connect() would wait.
      const auto address = full_.local_endpoint();
      (void)::connect(filler.native_handle(), address.data(), static_cast<socklen_t>(address.size()));
    }
    return full_.local_endpoint().port();
  }

  std::size_t holds() const {
    const std::lock_guard lock{mutex_};
    return held_.size();
  }

  bool connects_anew() const { return begun_ == connect && (where_ & idle) != 0; }

  // ---- The operation

  void begin() {
    mine_ = &own_;
    server_.mute_sessions(connects_anew() && ended_by_ != alone);
    own_.starting = true;
    switch (begun_) {
    case connect: pbx_->async_connect(plain(own_)); break;
    case disconnect: pbx_->async_disconnect(plain(own_)); break;
    case disconnect_now: pbx_->async_disconnect(0ms, plain(own_)); break;
    case send: pbx_->async_send_action(ami::action{"Ping"}, answered(own_)); break;
    case send_list: pbx_->async_send_action(ami::action{"Status"}, answered(own_)); break;
    case send_waiting:
      pbx_->async_send_action(ami::action{"Ping"}, ami::send_options{}.wait_for_connection(1h), answered(own_));
      break;
    case list:
      items_.emplace(pbx_->list(ami::action{"Status"}));
      items_->async_next(token(own_, [this](ami::error_code error, const std::optional<ami::event>& item) {
        ended(own_, error, item ? "item" : std::string{ami::to_string(items_->reply().outcome())});
      }));
      break;
    case next:
      events_.emplace(pbx_->subscribe());
      events_->async_next(token(own_, [this](ami::error_code error, const std::optional<ami::event>& item) {
        ended(own_, error, item ? std::string{item->is_gap() ? "gap" : "item"} : "nothing");
      }));
      break;
    case wait_disconnected: pbx_->async_wait_for(state::disconnected, plain(own_)); break;
    case wait_resolving: pbx_->async_wait_for(state::resolving, plain(own_)); break;
    case wait_connecting: pbx_->async_wait_for(state::connecting, plain(own_)); break;
    case wait_logging_in: pbx_->async_wait_for(state::logging_in, plain(own_)); break;
    case wait_connected: pbx_->async_wait_for(state::connected, plain(own_)); break;
    case wait_disconnecting: pbx_->async_wait_for(state::disconnecting, plain(own_)); break;
    case wait_waiting: pbx_->async_wait_for(state::waiting, plain(own_)); break;
    case first_connect:
    case first_disconnect: break;
    }
    own_.starting = false;
  }

  // Until it waits for something, or is over.
  void settle() {
    turn();
    if (where_ == connected && (begun_ & (sends | send_waiting | disconnect)) != 0) {
      REQUIRE(until([&] { return holds() != 0; }));
    } else if (connects_anew() && ended_by_ != alone) {
      REQUIRE(until([&] { return is(state::logging_in); }));
    } else if (begun_ == disconnect_now || (begun_ == disconnect && where_ != disconnecting)) {
      REQUIRE(until([&] { return own_.calls != 0; }));
    }
  }

  void end() {
    switch (ended_by_) {
    case alone: break;
    case goes_on: go_on(); break;
    case link_dies: server_.drop_connections(); break;
    case at_once:
    case terminal: mine_->cancel.emit(asio::cancellation_type::terminal); break;
    case total: mine_->cancel.emit(asio::cancellation_type::total); break;
    case partial: mine_->cancel.emit(asio::cancellation_type::partial); break;
    case handle_gone: pbx_.reset(); break;
    case context_gone:
      test::held_names::instance().open();
      context_.reset();
      break;
    }
  }

  void go_on() {
    test::held_names::instance().open();
    std::vector<std::pair<ami::testing::request, ami::testing::session>> held;
    {
      const std::lock_guard lock{mutex_};
      held.swap(held_);
    }
    for (const char* const name : {"Ping", "Status", "Login", "Logoff"}) {
      server_.off(name);
    }
    for (const auto& [request, from] : held) {
      from.reply_default(request);
    }
    if (where_ == connected && begun_ == next) {
      server_.send_event(ami::testing::frame_text::event("UserEvent").header("UserEvent", "Walk"));
    }
  }

  // What is to come is waited for; that nothing comes can only be seen for a moment.
  result observe(const result& expected) {
    late_ = !until(
        [&] { return (mine_->calls != 0 || !expected.completed) && (!pbx_ || pbx_->state() == expected.after); });
    turn();
    result found;
    found.completed = mine_->calls != 0;
    found.error = mine_->error;
    found.detail = mine_->detail;
    if (pbx_) {
      found.after = pbx_->state();
    }
    return found;
  }

  situation where_;
  operation begun_;
  ending ended_by_;
  mutable std::mutex mutex_;
  std::vector<std::pair<ami::testing::request, ami::testing::session>> held_;
  fake_asterisk server_;
  asio::io_context home_;
  asio::ip::tcp::acceptor full_{home_};
  std::vector<asio::ip::tcp::socket> fillers_;
  std::unique_ptr<asio::io_context> context_;
  record own_;
  record first_connect_;
  record first_disconnect_;
  record* mine_ = nullptr;
  int inline_calls_ = 0;
  bool late_ = false;
  std::optional<ami::list_stream<ami::reply>> items_;
  std::optional<ami::event_stream<>> events_;
  std::optional<ami::manager> pbx_;
};

}  // namespace

TEST_CASE("every operation in every state, ended in every way, does what the table says") {
  std::vector<int> used(std::size(table), 0);
  int walks = 0;
  for (const auto& where : situations) {
    for (const auto& begun : operations) {
      for (const auto& ended_by : endings) {
        if (!makes_sense(where.value, begun.value, ended_by.value)) {
          continue;
        }
        INFO("state: " << where.name << "; operation: " << begun.name << "; ending: " << ended_by.name);
        const auto* const found = std::find_if(std::begin(table), std::end(table), [&](const row& each) {
          return each.fits(where.value, begun.value, ended_by.value);
        });
        REQUIRE(found != std::end(table));
        const auto index = static_cast<std::size_t>(found - std::begin(table));
        CAPTURE(index);
        ++used[index];
        ++walks;
        const result expected = expectation(*found, where.value, begun.value, ended_by.value);
        walk walked{where.value, begun.value, ended_by.value};
        const result seen = walked.run(expected);
        CHECK(seen == expected);
        // One that hangs is enough: the others may take as long.
        REQUIRE_FALSE(walked.late());
        walked.clear_up();
      }
    }
  }
  // The rows are for something, all of them.
  CHECK(std::find(used.begin(), used.end(), 0) == used.end());
  CHECK(walks > 1000);
}
