// A real Asterisk that restarts and kicks, and a link to it that is cut and stalls, under a flood of events: at the end
// every event that came through is accounted for, for each subscriber.
//
//   AMI_CHAOS_SECONDS  how long (default 20)
//   AMI_CHAOS_SEED     the seed of what happens when (printed)
#include "catch.hpp"
#include "support/run.hpp"

#include <ami/ami.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;
using steady_clock = std::chrono::steady_clock;

namespace {

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* const value = std::getenv(name);
  return value != nullptr ? std::stoull(value) : otherwise;
}

std::uint16_t server_port() {
  const char* const value = std::getenv("AMI_TEST_PORT");
  REQUIRE(value != nullptr);
  return static_cast<std::uint16_t>(std::stoul(value));
}

class chaos_event : public ami::user_event_named<"Chaos"> {
public:
  using user_event_named::user_event_named;
};

asio::awaitable<void> pause_for(std::chrono::milliseconds time) {
  asio::steady_timer timer{co_await asio::this_coro::executor, time};
  co_await timer.async_wait(asio::use_awaitable);
}

// Stands between the client and the server, counts the events that it passes on, and breaks the link. A link is ended
// in order (all that was passed on arrives), so that what the client read is what was counted.
class proxy {
public:
  proxy(asio::io_context& io, std::uint16_t server)
      : acceptor_{io, {asio::ip::address_v4::loopback(), 0}}, server_{asio::ip::address_v4::loopback(), server} {}

  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
  std::uint64_t events() const noexcept { return events_; }
  std::uint64_t chaos_events() const noexcept { return chaos_events_; }
  std::uint64_t links() const noexcept { return links_; }

  static asio::awaitable<void> serve(std::shared_ptr<proxy> self) {
    for (;;) {
      auto accepted = co_await self->acceptor_.async_accept(asio::as_tuple(asio::use_awaitable));
      if (std::get<0>(accepted)) {
        co_return;
      }
      const auto one = std::make_shared<link>(std::move(std::get<1>(accepted)));
      ++self->links_;
      self->current_ = one;
      asio::co_spawn(self->acceptor_.get_executor(), run(self, one), asio::detached);
    }
  }

  // Nothing passes any more, and nobody is told.
  void stall() {
    if (current_) {
      current_->stalled = true;
    }
  }
  // Ends the link after what was passed on; in the middle of the next frame, when asked to.
  void cut(bool in_frame) {
    if (current_ && in_frame && !current_->stalled) {
      current_->cut_in_frame = true;
    } else if (current_) {
      current_->end();
    }
  }
  void close() {
    ami::error_code ignored;
    acceptor_.close(ignored);
    cut(false);
  }

private:
  class link {
  public:
    explicit link(tcp::socket socket) : client{std::move(socket)}, server{client.get_executor()} {}

    // The client reads to the end, and then closes; the server may be told at once.
    void end() {
      ended = true;
      ami::error_code ignored;
      client.shutdown(tcp::socket::shutdown_send, ignored);
      server.close(ignored);
    }

    tcp::socket client;
    tcp::socket server;
    std::string frame;  // of the one that is being passed on, what was already
    bool greeted = false;
    bool stalled = false;
    bool cut_in_frame = false;
    bool ended = false;
  };

  static asio::awaitable<void> run(std::shared_ptr<proxy> self, std::shared_ptr<link> one) {
    const auto connected = co_await one->server.async_connect(self->server_, asio::as_tuple(asio::use_awaitable));
    if (std::get<0>(connected)) {
      one->end();
      co_return;
    }
    asio::co_spawn(one->client.get_executor(), upstream(one), asio::detached);
    std::array<char, 8192> buffer{};
    while (!one->ended) {
      const auto read = co_await one->server.async_read_some(asio::buffer(buffer), asio::as_tuple(asio::use_awaitable));
      const std::size_t size = std::get<1>(read);
      if (one->stalled) {
        if (std::get<0>(read)) {
          co_return;
        }
        continue;
      }
      if (one->ended) {
        co_return;
      }
      if (std::get<0>(read)) {
        one->end();
        co_return;
      }
      const std::size_t pass = self->count(*one, {buffer.data(), size});
      const auto wrote =
          co_await asio::async_write(one->client, asio::buffer(buffer, pass), asio::as_tuple(asio::use_awaitable));
      if (std::get<0>(wrote) || pass != size) {
        one->end();
      }
    }
  }

  static asio::awaitable<void> upstream(std::shared_ptr<link> one) {
    std::array<char, 8192> buffer{};
    for (;;) {
      const auto read = co_await one->client.async_read_some(asio::buffer(buffer), asio::as_tuple(asio::use_awaitable));
      if (std::get<0>(read)) {
        // The client has closed.
        ami::error_code ignored;
        one->ended = true;
        one->server.close(ignored);
        co_return;
      }
      if (!one->stalled && !one->ended) {
        const auto wrote = co_await asio::async_write(one->server, asio::buffer(buffer, std::get<1>(read)),
                                                      asio::as_tuple(asio::use_awaitable));
        if (std::get<0>(wrote) && !one->stalled && !one->ended) {
          one->end();
        }
      }
    }
  }

  // Counts the frames that end in `bytes`; gives how much of them to pass on.
  std::size_t count(link& one, std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      one.frame += bytes[at];
      if (!one.greeted) {
        one.greeted = bytes[at] == '\n';
        one.frame.clear();
      } else if (one.frame.ends_with("\r\n\r\n")) {
        if (one.frame.starts_with("Event: ")) {
          ++events_;
          chaos_events_ += one.frame.find("\r\nUserEvent: Chaos\r\n") != std::string::npos ? 1U : 0U;
        }
        one.frame.clear();
      } else if (one.cut_in_frame && one.frame.size() == 20) {
        return at + 1;
      }
    }
    return bytes.size();
  }

  tcp::acceptor acceptor_;
  tcp::endpoint server_;
  std::shared_ptr<link> current_;
  std::uint64_t events_ = 0;
  std::uint64_t chaos_events_ = 0;
  std::uint64_t links_ = 0;
};

// What one subscriber saw.
class record {
public:
  template <class Event>
  void see(const Event& event) {
    if (const auto gap = event.template get_if<ami::lagged>()) {
      lagged_ += gap->count();
      complete_ = false;
    } else if (const auto lost = event.template get_if<ami::connection_lost>()) {
      ++lost_links_[lost->reason().message()];
      complete_ = false;
    } else if (!event.is_gap()) {
      ++received_;
      if (event["UserEvent"] == "Chaos") {
        const std::uint64_t number = std::stoull(std::string{event["N"]});
        // Without a gap nothing is missing, and in any case all is in order.
        misplaced_ += number > last_ && (!complete_ || number == last_ + 1) ? 0U : 1U;
        last_ = number;
        complete_ = true;
      }
    }
  }

  std::uint64_t received() const noexcept { return received_; }
  std::uint64_t lagged() const noexcept { return lagged_; }
  std::uint64_t misplaced() const noexcept { return misplaced_; }
  std::uint64_t last() const noexcept { return last_; }
  const std::map<std::string, std::uint64_t>& lost_links() const noexcept { return lost_links_; }

private:
  std::uint64_t received_ = 0;
  std::uint64_t lagged_ = 0;
  std::uint64_t misplaced_ = 0;
  std::uint64_t last_ = 0;
  bool complete_ = false;
  std::map<std::string, std::uint64_t> lost_links_;
};

// Reads to the stream's end; rests after each batch.
template <class Stream>
asio::awaitable<void> read(Stream* stream, record* seen, std::chrono::milliseconds rest) {
  for (;;) {
    const auto batch = co_await stream->next_batch(50);
    if (batch.empty()) {
      co_return;
    }
    for (const auto& event : batch) {
      seen->see(event);
    }
    if (rest > 0ms) {
      co_await pause_for(rest);
    }
  }
}

// The second client: sends user events with a running number, and gives the server's own orders.
class troublemaker {
public:
  explicit troublemaker(ami::manager pbx) : pbx_{std::move(pbx)} {}

  void send(std::uint64_t count) {
    for (std::uint64_t i = 0; i < count && in_flight_ < 400; ++i) {
      if (pbx_.state() != ami::connection_state::connected) {
        return;
      }
      ++in_flight_;
      pbx_.async_send_action(
          ami::action{"UserEvent"}.header("UserEvent", "Chaos").header("N", std::to_string(++number_)),
          [this](ami::error_code error, const ami::reply&) {
            --in_flight_;
            accepted_ += error ? 0U : 1U;
          });
    }
  }
  void restart() {
    pbx_.async_send_action(ami::action{"Command"}.header("Command", "core restart now"),
                           [](ami::error_code, const ami::reply&) {});
  }
  // Kicks who is logged in as `user`; the session's number is its file descriptor.
  void kick(std::string user) {
    pbx_.async_send_action(ami::action{"Command"}.header("Command", "manager show connected"),
                           [this, user = std::move(user)](ami::error_code error, const ami::reply& answer) {
                             if (error) {
                               return;
                             }
                             for (const auto& [key, value] : answer.response().frame()) {
                               std::istringstream columns{std::string{value}};
                               std::string name;
                               std::string address;
                               std::string start;
                               std::string elapsed;
                               std::string file;
                               columns >> name >> address >> start >> elapsed >> file;
                               if (key == "Output" && name == user) {
                                 ++kicks_;
                                 pbx_.async_send_action(
                                     ami::action{"Command"}.header("Command", "manager kick session " + file),
                                     [](ami::error_code, const ami::reply&) {});
                               }
                             }
                           });
  }

  std::uint64_t number() const noexcept { return number_; }
  std::uint64_t accepted() const noexcept { return accepted_; }
  std::uint64_t in_flight() const noexcept { return in_flight_; }
  std::uint64_t kicks() const noexcept { return kicks_; }

private:
  ami::manager pbx_;
  std::uint64_t number_ = 0;
  std::uint64_t accepted_ = 0;
  std::uint64_t in_flight_ = 0;
  std::uint64_t kicks_ = 0;
};

asio::awaitable<void> wreak(std::shared_ptr<proxy> between, troublemaker* trouble, std::chrono::seconds length,
                            std::uint64_t seed, std::map<std::string, int>* faults) {
  std::mt19937_64 dice{seed};
  const auto begin = steady_clock::now();
  const auto end = begin + length;
  auto next_fault = begin + 300ms;
  auto next_restart = begin + length / 4;
  int which = 0;
  while (steady_clock::now() < end) {
    trouble->send(dice() % 60);
    const auto now = steady_clock::now();
    if (now > next_restart) {
      next_restart = now + 15s;
      trouble->restart();
      ++(*faults)["restart"];
    } else if (now > next_fault) {
      next_fault = now + std::chrono::milliseconds{500 + dice() % 1000};
      static constexpr std::array<const char*, 4> names{"cut", "cut in a frame", "stall", "kick"};
      const auto what = static_cast<std::size_t>(which++) % names.size();
      ++(*faults)[names.at(what)];
      switch (what) {
      case 0: between->cut(false); break;
      case 1: between->cut(true); break;
      case 2: between->stall(); break;
      default: trouble->kick("single"); break;
      }
    }
    co_await pause_for(5ms);
  }
}

// Connected, and known to be so by an answer.
asio::awaitable<void> settle(ami::manager pbx) {
  for (;;) {
    co_await pbx.wait_for(ami::connection_state::connected);
    const auto pong = co_await pbx.async_send_action(ami::actions::ping{}, 5s, asio::as_tuple(asio::use_awaitable));
    if (!std::get<0>(pong)) {
      co_return;
    }
  }
}

}  // namespace

TEST_CASE("whatever happens to a real server and the links to it, the sums match to the event") {
  const std::chrono::seconds length{from_environment("AMI_CHAOS_SECONDS", 20)};
  const std::uint64_t seed = from_environment("AMI_CHAOS_SEED", 20240601);
  std::cout << "chaos for " << length.count() << " s with AMI_CHAOS_SEED=" << seed << '\n';

  asio::io_context io;
  const auto between = std::make_shared<proxy>(io, server_port());
  asio::co_spawn(io, proxy::serve(between), asio::detached);
  const auto policy = ami::reconnect_policy{}.initial_delay(10ms).max_delay(200ms);
  ami::manager pbx{io, ami::options{"127.0.0.1"}
                           .port(between->port())
                           .credentials("single", "single")
                           .login_timeout(3s)
                           .ping_after(300ms)
                           .ping_timeout(300ms)
                           .reconnect(policy)};
  // Without events of its own: it only sends.
  ami::manager sender{io, ami::options{"127.0.0.1"}
                              .port(server_port())
                              .credentials("admin", "s3cret")
                              .event_mask("off")
                              .login_timeout(3s)
                              .reconnect(policy)};
  using how = ami::subscribe_options;
  const auto large = how{}.capacity(std::size_t{1} << 22U).max_bytes(std::size_t{1} << 32U);
  auto all = pbx.subscribe(large);
  auto typed = pbx.subscribe<chaos_event>(large);
  auto slow = pbx.subscribe<chaos_event>(how{}.capacity(16));
  auto newest = pbx.subscribe<chaos_event>(how{}.capacity(100).coalesce(
      [](const ami::event& event) { return std::string{event["N"].substr(event["N"].size() - 1)}; }));
  record of_all;
  record of_typed;
  record of_slow;
  record of_newest;
  int reading = 4;
  const auto done = [&](const std::exception_ptr& failure) {
    CHECK(failure == nullptr);
    --reading;
  };
  asio::co_spawn(io, read(&all, &of_all, 0ms), done);
  asio::co_spawn(io, read(&typed, &of_typed, 0ms), done);
  asio::co_spawn(io, read(&slow, &of_slow, 20ms), done);
  asio::co_spawn(io, read(&newest, &of_newest, 20ms), done);

  test::run(io, sender.connect());
  test::run(io, pbx.connect());
  troublemaker trouble{sender};
  std::map<std::string, int> faults;
  test::run(io, wreak(between, &trouble, length, seed, &faults), length + 60s);

  // All is well again: what is sent now arrives, to the last, unless a kick comes late.
  bool arrived = false;
  for (int tries = 0; tries < 3 && !arrived; ++tries) {
    test::run(io, settle(sender));
    test::run(io, settle(pbx));
    test::run_until(io, [&] { return trouble.in_flight() == 0; });
    const std::uint64_t links = between->links();
    const std::uint64_t before = trouble.accepted();
    trouble.send(100);
    test::run_until(io, [&] { return trouble.in_flight() == 0; });
    CHECK(trouble.accepted() == before + 100);
    test::run_until(io, [&] {
      arrived = of_typed.last() == trouble.number();
      return arrived || between->links() != links;
    });
  }
  REQUIRE(arrived);
  // Whatever the server says from here on does not pass.
  between->close();
  test::run(io, pbx.wait_for(ami::connection_state::waiting));
  test::run(io, pbx.disconnect());
  test::run(io, sender.disconnect());
  // The tests that follow want a server that has started.
  ami::manager next{
      io, ami::options{"127.0.0.1"}.port(server_port()).credentials("admin", "s3cret").wait_fully_booted(30s)};
  test::run(io, next.connect());
  test::run(io, next.disconnect());
  test::run_until(io, [&] { return reading == 0; });

  std::cout << "  " << trouble.number() << " user events sent, " << trouble.accepted() << " accepted; passed on over "
            << between->links() << " links: " << between->events() << " events, " << between->chaos_events()
            << " of them user events; faults:";
  for (const auto& [name, times] : faults) {
    std::cout << ' ' << name << ' ' << times << ';';
  }
  std::cout << "\n  ";
  for (const auto& [reason, times] : of_all.lost_links()) {
    std::cout << times << " x " << reason << "; ";
  }
  std::cout << "\n  all " << of_all.received() << "; typed " << of_typed.received() << "; slow " << of_slow.received()
            << " + " << slow.lost() << " lost; coalesced " << of_newest.received() << " + " << newest.coalesced()
            << " replaced + " << newest.lost() << " lost\n";

  // To the event.
  CHECK(of_all.received() == between->events());
  CHECK(of_typed.received() == between->chaos_events());
  CHECK(of_slow.received() + slow.lost() == between->chaos_events());
  CHECK(of_newest.received() + newest.coalesced() + newest.lost() == between->chaos_events());
  CHECK(all.lost() == 0);
  CHECK(typed.lost() == 0);
  // Each loss was said at its place.
  CHECK(of_slow.lagged() == slow.lost());
  CHECK(of_newest.lagged() == newest.lost());
  CHECK(of_all.misplaced() == 0);
  CHECK(of_typed.misplaced() == 0);
  CHECK(of_slow.misplaced() == 0);
  CHECK(of_all.lost_links() == of_typed.lost_links());
  // The test has seen what it is about.
  CHECK(slow.lost() > 0);
  CHECK(newest.coalesced() > 0);
  CHECK(trouble.kicks() > 0);
  CHECK(faults["restart"] > 0);
  CHECK(faults["stall"] > 0);
  CHECK(of_all.lost_links().contains(make_error_code(ami::errc::ping_timed_out).message()));
  CHECK(of_all.lost_links().contains(make_error_code(ami::errc::connection_closed).message()));
  CHECK(of_all.lost_links().contains(make_error_code(ami::errc::connection_closed_in_frame).message()));
}
