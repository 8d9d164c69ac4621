// The live states of all servers of a cluster, and their changes in one stream.
//
//     ami::cluster_live_state live{pbxs};                              // pbxs: a cluster of supervised servers
//     co_await live.wait_valid("berlin");
//     for (const auto& [server, now] : live.snapshots()) { show(server, now.calls().size()); }
//     auto changes = live.subscribe();
//     while (const auto item = co_await changes.next()) {
//       if (const auto* now = item->snapshot()) { redraw(item->server(), *now); }
//       if (const auto* change = item->change()) { redraw(item->server(), *change); }
//       if (item->left()) { forget(item->server()); }
//     }
#pragma once

#include <ami/basic_stream.hpp>
#include <ami/cluster.hpp>
#include <ami/config.hpp>
#include <ami/detail/handler.hpp>
#include <ami/detail/spawned_operation.hpp>
#include <ami/detail/stream_operations.hpp>
#include <ami/live_change.hpp>
#include <ami/live_options.hpp>
#include <ami/live_snapshot.hpp>
#include <ami/live_state.hpp>
#include <ami/live_statistics.hpp>
#include <ami/server_reply.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ami {

/// What a cluster_live_stream yields: one of snapshot(), change() and left(), and the name of its server.
/// @par Thread safety Immutable: any number of threads may read it.
class server_live_change {
public:
  // Not for users: a cluster_live_stream yields them.
  explicit server_live_change(std::shared_ptr<const std::string> server) noexcept : server_{std::move(server)} {}
  server_live_change(std::shared_ptr<const std::string> server, live_change change) noexcept
      : server_{std::move(server)}, item_{std::move(change)} {}
  server_live_change(std::shared_ptr<const std::string> server, live_snapshot snapshot, std::uint64_t lost) noexcept
      : server_{std::move(server)}, item_{std::move(snapshot)}, lost_{lost} {}

  /// The name that the server has in the cluster; also when it has been removed since.
  const std::string& server() const& noexcept { return *server_; }
  const std::string& server() const&& = delete;
  /// All that the server has, in place of what was known of it; null when this is none. The first item of each server
  /// is one, and what follows changes that were lost.
  const live_snapshot* snapshot() const& noexcept { return std::get_if<live_snapshot>(&item_); }
  const live_snapshot* snapshot() const&& = delete;
  /// One change; null when this is none.
  const live_change* change() const& noexcept { return std::get_if<live_change>(&item_); }
  const live_change* change() const&& = delete;
  /// True when the server was removed from the cluster: its last item, unless it is added again.
  bool left() const noexcept { return std::holds_alternative<std::monostate>(item_); }
  /// For a snapshot: how many changes the consumer was too slow for, which are in it. 0 for the first one.
  std::uint64_t lost() const noexcept { return lost_; }

private:
  std::shared_ptr<const std::string> server_;
  std::variant<std::monostate, live_change, live_snapshot> item_;
  std::uint64_t lost_ = 0;
};

namespace detail {
class live_group;
class server_change_source;

AMI_DECL take_result take_value(server_change_source& source, std::optional<server_live_change>& value);
AMI_DECL void async_wait(std::shared_ptr<server_change_source> source, wait_handler handler);
AMI_DECL void close_source(server_change_source& source) noexcept;
AMI_DECL boost::system::error_code end_reason_of(const server_change_source& source);
AMI_DECL std::size_t buffered_by(const server_change_source& source);
AMI_DECL std::uint64_t lost_by(const server_change_source& source);
}  // namespace detail

/// The changes of the live states of all servers of a cluster, for one consumer. Move-only.
///
/// Of each server it yields a snapshot first, then the changes to that, in the order in which they happened; there is
/// no order between servers. A server that is added later begins with a snapshot, too; of one that is removed, all
/// parts become invalid, and it has left. When a consumer is too slow for the changes of a server, those that wait are
/// replaced by a snapshot, which has them all, and the changes after it follow: nobody has to begin anew, and the
/// other servers notice nothing. A server that floods starves nobody: each that has something to read yields at most 16
/// items before the next one does.
///
/// The stream ends as its live state does: with `errc::disconnected`. See `basic_stream` for its functions.
/// @par Thread safety One consumer: no two calls at once. The consumer may run on any executor.
class [[nodiscard("the subscription ends when its stream is dropped")]] cluster_live_stream
    : public basic_stream<server_live_change, detail::server_change_source> {
public:
  /// How many items of all servers can be taken without waiting.
  /// @par Thread safety Of the consumer only, as try_next().
  [[nodiscard]] std::size_t buffered() const {
    return this->source_ ? buffered_by(*this->source_) : 0;
  }
  /// How many changes of all servers were replaced by snapshots so far.
  [[nodiscard]] std::uint64_t lost() const {
    return this->source_ ? lost_by(*this->source_) : 0;
  }

private:
  friend class cluster_live_state;
  using basic_stream::basic_stream;
};

/// A live state for each server of a cluster, those that are added later included.
///
/// Each is kept as a live_state is, on the strand of its own connection: one server that is down, slow or restarted
/// holds up no other. While a server is not connected its parts are invalid. A connection that ends does not end its
/// live state, whether the server is supervised or is connected again by hand. All of it ends by cluster::disconnect(),
/// and when the last handle of the cluster goes away; what was known then can still be read.
/// @par Thread safety All functions, from any thread. Move-only.
/// @par Cost That of a live_state for each server.
class AMI_DECL cluster_live_state {
public:
  using executor_type = boost::asio::any_io_executor;

  /// Begins at once with the servers that are connected, with the others when they are.
  /// @param pbxs the cluster; no handle of it is kept.
  /// @param options which parts are kept, the same for all servers.
  explicit cluster_live_state(const cluster& pbxs, const live_options& options = {});
  cluster_live_state(cluster_live_state&& other) noexcept;
  cluster_live_state& operator=(cluster_live_state&& other) noexcept;
  cluster_live_state(const cluster_live_state&) = delete;
  cluster_live_state& operator=(const cluster_live_state&) = delete;
  /// Ends its streams, and what waits.
  ~cluster_live_state();

  /// The executor of the cluster; an empty one after its execution context was destroyed.
  [[nodiscard]] executor_type get_executor() const noexcept;

  /// What one server has now: see live_state::snapshot().
  /// @param server its name in the cluster.
  /// @par Errors Throws `std::out_of_range` when there is none of that name.
  [[nodiscard]] live_snapshot snapshot(std::string_view server) const;
  /// What each server has now, with its name, in the order in which they were added. Each snapshot is one moment of its
  /// server; there is no moment that all have in common.
  [[nodiscard]] std::vector<std::pair<std::string, live_snapshot>> snapshots() const;

  /// Waits until the state of each server that is in the cluster now was settled at some time since: see
  /// live_state::wait_valid(). A server that is down is waited for; one that is removed meanwhile is not.
  /// @par Handler signature `void(error_code)`
  /// @par Errors `errc::disconnected` when the live state ends before.
  /// @par Cancellation All types: completes with `operation_aborted`.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<void> wait_valid() const;
  /// wait_valid() for any completion token.
  /// @param token the completion token.
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_wait_valid(Token&& token) const {
    return detail::async_spawned<void>(get_executor(), wait_valid(), std::forward<Token>(token));
  }
  /// The same for one server, with its snapshot of that moment.
  /// @param server its name in the cluster.
  /// @par Handler signature `void(error_code, live_snapshot)`
  /// @par Errors Throws `std::out_of_range` at once when there is none of that name. `errc::disconnected` when the
  ///   server is removed, or the live state ends.
  /// @par Cancellation All types: completes with `operation_aborted`.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<live_snapshot> wait_valid(
      std::string_view server) const;
  /// wait_valid() of one server for any completion token.
  /// @param server as for wait_valid().
  /// @param token the completion token.
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_wait_valid(std::string_view server,
                                                                            Token&& token) const {
    return detail::async_spawned<live_snapshot>(get_executor(), wait_valid(server), std::forward<Token>(token));
  }

  /// Compares all servers with their lists at the same time, and repairs what differs: see live_state::verify().
  /// @par Completes when each server that is in the cluster now was compared, or was removed.
  /// @par Handler signature `void(error_code, std::vector<server_reply<live_report>>)`: one for each server, in the
  ///   order in which they were added. Of a server that is down the report has all parts as problems; one that was
  ///   removed meanwhile has `errc::disconnected` as its server_reply::error().
  /// @par Errors `errc::disconnected` when the live state ends before.
  /// @par Cancellation All types: completes with `operation_aborted`; the comparisons go on.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<std::vector<server_reply<live_report>>> verify()
      const;
  /// verify() for any completion token.
  /// @param token the completion token.
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_verify(Token&& token) const {
    return detail::async_spawned<std::vector<server_reply<live_report>>>(get_executor(), verify(),
                                                                         std::forward<Token>(token));
  }
  /// The same for one server.
  /// @param server its name in the cluster.
  /// @par Completes when this server was compared; at once when it is down, with all parts as problems of the report.
  /// @par Handler signature `void(error_code, live_report)`
  /// @par Errors Throws `std::out_of_range` at once when there is none of that name. `errc::disconnected` when the
  ///   server is removed, or the live state ends.
  /// @par Cancellation All types: completes with `operation_aborted`; the comparison goes on.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<live_report> verify(
      std::string_view server) const;
  /// verify() of one server for any completion token.
  /// @param server as for verify().
  /// @param token the completion token.
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_verify(std::string_view server, Token&& token) const {
    return detail::async_spawned<live_report>(get_executor(), verify(server), std::forward<Token>(token));
  }

  /// The changes of all servers from now on, each server beginning with its snapshot.
  /// @param capacity how many changes of a server may wait for a slow consumer, for each server: one that floods pushes
  ///   out only its own.
  cluster_live_stream subscribe(std::size_t capacity = 65536) const;

  /// What each has done so far, with its server's name, in the order in which they were added; prometheus_text() makes
  /// text of it.
  [[nodiscard]] std::vector<labelled_live_statistics> statistics() const;

private:
  std::shared_ptr<detail::live_group> group_;
};

}  // namespace ami
