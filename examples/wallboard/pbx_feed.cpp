#include "wallboard/pbx_feed.hpp"

#include <ami/manager.hpp>
#include <ami/reconnect_policy.hpp>
#include <ami/statistics.hpp>

#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <optional>
#include <random>

namespace wallboard {

namespace asio = boost::asio;
namespace events = ami::events;
using namespace std::chrono_literals;

namespace {

constexpr auto between_counts = 1s;
constexpr auto before_another_login = 30s;
constexpr auto longest_disconnect = 3s;

std::string random_name() {
  std::random_device device;
  return fmt::format("{:08x}{:08x}", device(), device());
}

wall_clock read_clocks() {
  return {std::chrono::steady_clock::now(), std::chrono::system_clock::now()};
}

}  // namespace

pbx_feed::pbx_feed(asio::io_context& io, const std::vector<pbx_settings>& pbxs, const feed_settings& settings)
    : io_{io}, pbxs_{io}, live_{pbxs_}, changes_{live_.subscribe()},
      events_{
          pbxs_.subscribe<events::queue_caller_join, events::queue_caller_abandon, events::agent_connect,
                          ami::connection_state_changed>(ami::subscribe_options{}.name("wallboard").capacity(65536))},
      settings_{settings}, board_{since_epoch(std::chrono::system_clock::now()), settings.usual_level},
      messages_{message_ring{random_name(), settings.messages_kept, settings.bytes_kept}}, clock_{read_clocks()},
      tick_timer_{io}, count_timer_{io} {
  for (const auto& pbx : pbxs) {
    ami::options options = pbx.options;
    // Without supervision a server that is down would stay so.
    if (!options.reconnect()) {
      options.reconnect(ami::reconnect_policy{});
    }
    pbxs_.add(pbx.name, options);
    counts_[pbx.name];
    retries_.emplace(pbx.name, io);
  }
}

template <class Function>
std::invoke_result_t<Function> pbx_feed::ask(Function function) {
  std::packaged_task<std::invoke_result_t<Function>()> task{std::move(function)};
  auto answer = task.get_future();
  asio::post(io_, [task = std::move(task)]() mutable { task(); });
  return answer.get();
}

void pbx_feed::start() {
  asio::post(io_, [this] {
    read_changes();
    read_events();
    for (const auto& server : pbxs_.names()) {
      connect(server);
    }
    tick_later();
    count_later();
  });
}

void pbx_feed::stop() {
  ask([this] {
    stopping_ = true;
    tick_timer_.cancel();
    count_timer_.cancel();
    for (auto& [server, timer] : retries_) {
      timer.cancel();
    }
  });
  pbxs_.async_disconnect(longest_disconnect, asio::use_future).get();
}

// A supervised connection that has been made comes back by itself, and one whose server is down is tried until it is
// there: what fails here is what the next attempt would only repeat, such as a wrong secret. Somebody may correct that
// on the server.
void pbx_feed::connect(const std::string& server) {
  pbxs_.server(server).async_connect([this, server](ami::error_code error) {
    counts_[server].refused = error;
    if (error && !stopping_) {
      fmt::print(stderr, "wallboard: {}: {}; next attempt in {} s\n", server, error.message(),
                 before_another_login.count());
      connect_later(server);
    }
  });
}

void pbx_feed::connect_later(const std::string& server) {
  auto& timer = retries_.at(server);
  timer.expires_after(before_another_login);
  timer.async_wait([this, server](ami::error_code error) {
    if (!error && !stopping_) {
      connect(server);
    }
  });
}

void pbx_feed::read_changes() {
  changes_.async_next_batch(256, [this](ami::error_code error, const std::vector<ami::server_live_change>& items) {
    for (const auto& item : items) {
      board_.apply(item);
    }
    // Empty: the stream has ended, by stop().
    if (!error && !items.empty()) {
      read_changes();
    }
  });
}

void pbx_feed::read_events() {
  events_.async_next_batch(256, [this](ami::error_code error, const std::vector<queue_events::value_type>& items) {
    for (const auto& item : items) {
      take(item);
    }
    if (!error && !items.empty()) {
      read_events();
    }
  });
}

void pbx_feed::take(const queue_events::value_type& event) {
  const std::string& server = event.server();
  const milliseconds time = clock_(std::chrono::steady_clock::now());
  event.match([&](const events::queue_caller_join& who) { board_.joined(server, who.queue()); },
              [&](const events::queue_caller_abandon& who) { board_.abandoned(server, who.queue()); },
              [&](const events::agent_connect& who) { board_.answered(server, who.queue(), who.hold_time()); },
              [&](const ami::connection_state_changed& link) {
                if (link.to() == ami::connection_state::connected) {
                  counts_[server].failure = {};
                } else if (link.reason()) {
                  counts_[server].failure = link.reason();
                }
              },
              [&](const ami::connection_lost&) { board_.disconnected(server, time); },
              [&](const ami::lagged&) { board_.lost_events(server, time); });
}

void pbx_feed::tick_later() {
  tick_timer_.expires_after(settings_.between_messages);
  tick_timer_.async_wait([this](ami::error_code error) {
    if (!error && !stopping_) {
      tick();
      tick_later();
    }
  });
}

void pbx_feed::tick() {
  const moment at = now();
  for (const auto& status : pbxs_.states()) {
    const server_counts& known = counts_[status.name()];
    link_state link;
    link.state = status.state();
    const auto version = pbxs_.server(status.name()).server_version();
    link.version = version == ami::server_version{} ? std::string{} : to_string(version);
    if (link.state != ami::connection_state::connected) {
      const ami::error_code failure = known.refused ? known.refused : known.failure;
      link.failure = failure ? failure.message() : std::string{};
    }
    link.events_lost = known.events_lost;
    link.reconnects = known.reconnects;
    board_.set_link(status.name(), link, at.now);
  }
  const std::string changes = board_.take_changes(live_.snapshots(), at);
  if (!changes.empty()) {
    messages_.publish("changes", changes);
  }
}

void pbx_feed::count_later() {
  count_timer_.expires_after(between_counts);
  count_timer_.async_wait([this](ami::error_code error) {
    if (!error && !stopping_) {
      count();
      count_later();
    }
  });
}

void pbx_feed::count() {
  for (const auto& server : pbxs_.names()) {
    pbxs_.server(server).async_statistics([this, server](ami::error_code error, const ami::statistics& now) {
      if (!error) {
        counted(server, now);
      }
    });
  }
}

void pbx_feed::counted(const std::string& server, const ami::statistics& now) {
  server_counts& known = counts_[server];
  const auto time = std::chrono::steady_clock::now();
  if (known.known) {
    const std::chrono::duration<double> passed = time - known.at;
    const double rate = static_cast<double>(now.events - known.events) / std::max(passed.count(), 0.001);
    board_.add_rate(server, std::round(rate * 10) / 10);
  }
  known.events = now.events;
  known.events_lost = now.events_lost;
  known.reconnects = now.connects > 0 ? now.connects - 1 : 0;
  known.at = time;
  known.known = true;
}

// The two clocks part when somebody sets the time of the computer, and when it sleeps.
moment pbx_feed::now() {
  const auto steady = std::chrono::steady_clock::now();
  const wall_clock read{steady, std::chrono::system_clock::now()};
  if (std::abs(read(steady) - clock_(steady)) > 1000) {
    clock_ = read;
  }
  const milliseconds time = clock_(steady);
  return {clock_, time, local_midnight(time)};
}

pbx_feed::whole_state pbx_feed::state() {
  return ask([this] {
    // Many browsers that come at once, as after a restart, share one text.
    const moment at = now();
    const auto position = messages_.last();
    if (!last_state_.json || last_state_.position != position ||
        at.now - last_state_.time > settings_.between_messages.count()) {
      last_state_ = {std::make_shared<const std::string>(board_.state(messages_.id_of(position), at.now)), position,
                     at.now};
    }
    return last_state_;
  });
}

std::string pbx_feed::state_of(table only) {
  return ask([this, only] { return board_.state_of(only, messages_.id_of(messages_.last()), now().now); });
}

std::pair<bool, std::string> pbx_feed::health() {
  return ask([this] { return board_.health(); });
}

}  // namespace wallboard
