#include "amictl/servers.hpp"

#include "amictl/tool.hpp"

#include <ami/cluster_stream.hpp>
#include <ami/connection_state.hpp>
#include <ami/error.hpp>
#include <ami/library_events.hpp>
#include <ami/reconnect_policy.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

#include <chrono>
#include <cstddef>
#include <set>
#include <stdexcept>
#include <utility>

namespace asio = boost::asio;

namespace amictl {

namespace {

using state_stream = ami::cluster_stream<ami::connection_state_changed>;

class failed_servers {
public:
  /// Whether the change is the first failure of a server.
  bool add(const state_stream::value_type& change) {
    const auto state = change.get_if<ami::connection_state_changed>();
    if (!state || !state->reason() || state->reason() == ami::errc::disconnected ||
        (state->to() != ami::connection_state::waiting && state->to() != ami::connection_state::disconnected)) {
      return false;
    }
    if (names_.empty()) {
      first_ = state->reason();
    }
    if (!names_.insert(change.server()).second) {
      return false;
    }
    text_ = fmt::format("{}: {}", change.server(), state->reason().message());
    return true;
  }

  std::size_t size() const noexcept { return names_.size(); }
  /// Why the last one that was added failed, for people.
  const std::string& text() const noexcept { return text_; }
  ami::error_code first() const noexcept { return first_; }
  const std::string& first_name() const noexcept { return *names_.begin(); }

private:
  std::set<std::string> names_;
  std::string text_;
  ami::error_code first_;
};

// Holds no handle of the cluster, and so ends with it.
asio::awaitable<void> report_failures(state_stream changes, failed_servers failed,
                                      std::function<void(const std::string& text)> report) {
  while (const auto change = co_await changes.next()) {
    if (failed.add(*change)) {
      report(failed.text());
    }
  }
}

}  // namespace

ami::cluster make_cluster(asio::any_io_executor executor, std::vector<target> servers) {
  ami::cluster result{std::move(executor)};
  for (target& server : servers) {
    if (!server.options.reconnect()) {
      server.options.reconnect(ami::reconnect_policy{}.max_delay(std::chrono::seconds{10}));
    }
    try {
      result.add(server.name, std::move(server.options));
    } catch (const std::invalid_argument&) {
      throw std::runtime_error{fmt::format("the profile {} is given twice", server.name)};
    }
  }
  return result;
}

asio::awaitable<void> connect_first(ami::cluster pbxs, std::function<void(const std::string& text)> report) {
  const auto executor = co_await asio::this_coro::executor;
  const auto names = pbxs.names();
  const progress shown_progress{
      executor, fmt::format("connecting to {}", names.size() == 1 ? names.front() : std::string{"the servers"})};
  auto changes = pbxs.subscribe<ami::connection_state_changed>();
  pbxs.async_connect([](const boost::system::error_code&) {});  // each failure is seen as a change
  failed_servers failed;
  while (const auto change = co_await changes.next()) {
    if (const auto state = change->get_if<ami::connection_state_changed>();
        state && state->to() == ami::connection_state::connected) {
      break;
    }
    if (failed.add(*change)) {
      if (failed.size() == names.size()) {
        throw ami::error{failed.first(), failed.first_name(), {}, ami::outcome::never_sent};
      }
      report(failed.text());
    }
  }
  if (failed.size() + 1 < names.size()) {
    asio::co_spawn(executor, report_failures(std::move(changes), std::move(failed), std::move(report)), asio::detached);
  }
}

}  // namespace amictl
