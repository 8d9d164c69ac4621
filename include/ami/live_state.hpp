// The PBX in memory: what its channels, calls, queues, devices and conferences are now.
//
//     ami::live_state live{pbx};                                       // pbx: a supervised manager
//     co_await live.wait_valid();
//     const ami::live_snapshot now = live.snapshot();                  // one moment, immutable
//     for (const auto& call : now.calls()) { show(call.linkedid(), to_string(call.status())); }
//     auto changes = live.subscribe();
//     while (const auto change = co_await changes.next()) { redraw(*change); }
#pragma once

#include <ami/basic_stream.hpp>
#include <ami/config.hpp>
#include <ami/detail/handler.hpp>
#include <ami/detail/spawned_operation.hpp>
#include <ami/detail/stream_operations.hpp>
#include <ami/live_change.hpp>
#include <ami/live_options.hpp>
#include <ami/live_snapshot.hpp>
#include <ami/live_statistics.hpp>
#include <ami/manager.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ami {

namespace detail {
class change_source;
class live_keeper;

AMI_DECL take_result take_value(change_source& source, std::optional<live_change>& value);
AMI_DECL void async_wait(std::shared_ptr<change_source> source, wait_handler handler);
AMI_DECL void close_source(change_source& source) noexcept;
AMI_DECL boost::system::error_code end_reason_of(const change_source& source);
AMI_DECL std::size_t buffered_by(const change_source& source);
}  // namespace detail

/// The changes of a live state, in the order in which they happened, for one consumer. Move-only.
///
/// The first change is the first one after start(). A consumer that is too slow for its capacity gets the end of the
/// stream, with `errc::stream_overflowed`: it takes a new stream with its snapshot. The same happens when there was no
/// memory for a change. The stream also ends with the live state (`errc::disconnected`). See `basic_stream` for its
/// functions.
/// @par Thread safety One consumer: no two calls at once. The consumer may run on any executor.
class [[nodiscard("the subscription ends when its stream is dropped")]] live_change_stream
    : public basic_stream<live_change, detail::change_source> {
public:
  /// What there was when the stream began.
  const live_snapshot& start() const& noexcept {
    return start_;
  }
  const live_snapshot& start() const&& = delete;
  /// How many changes can be taken without waiting.
  /// @par Thread safety Of the consumer only, as try_next().
  [[nodiscard]] std::size_t buffered() const {
    return this->source_ ? buffered_by(*this->source_) : 0;
  }

private:
  friend class live_state;
  live_change_stream(std::shared_ptr<detail::change_source> source, live_snapshot start) noexcept
      : basic_stream{std::move(source)}, start_{std::move(start)} {}

  live_snapshot start_;
};

/// What a comparison with the server found.
/// @par Thread safety As any value.
class live_report {
public:
  live_report() noexcept {}
  // Not for users: verify() makes reports.
  live_report(std::vector<live_change> repairs, std::vector<std::string> problems) noexcept
      : repairs_{std::move(repairs)}, problems_{std::move(problems)} {}

  /// What was wrong, without anybody's knowing, and is right now.
  const std::vector<live_change>& repairs() const& noexcept { return repairs_; }
  const std::vector<live_change>& repairs() const&& = delete;
  /// The parts that cannot be relied on, as live_snapshot::problems().
  const std::vector<std::string>& problems() const& noexcept { return problems_; }
  const std::vector<std::string>& problems() const&& = delete;

private:
  std::vector<live_change> repairs_;
  std::vector<std::string> problems_;
};

/// Keeps the state of one PBX, from its events and its lists, and says for each part whether it can be relied on.
///
/// It sees every event on the connection's strand, before any consumer, and so cannot lag behind it. It reads the lists
/// when it begins, after each gap, and to compare them from time to time: see live_options. What it cannot know is
/// nothing, and what it knows only by whole seconds says so: see live_since.
///
/// The manager is to be supervised (`options::reconnect()`): the state of another ends with its connection. The user
/// needs the rights that live_part names; a part without them is `live_validity::no_right`, and the others are kept.
/// That it may not read the events the server does not say: it shows when a comparison finds what an event should have
/// told, and none of that class has come since the login; the part is as before when one comes. A filter that leaves
/// out some events of a class leaves the state wrong until the next comparison. The state also ends when the last
/// handle of the manager is gone.
///
/// When the process has no memory for a change, all tables are empty and `live_validity::events_lost` until the lists
/// have been read again.
/// @par Thread safety All functions, from any thread. Move-only.
/// @par Cost An event that changes nothing costs a copy of it and a look-up; a snapshot costs the same for any number
///   of records.
class AMI_DECL live_state {
public:
  using executor_type = boost::asio::any_io_executor;

  /// Begins at once when the manager is connected, else when it is.
  /// @param pbx the connection.
  /// @param options which parts are kept.
  explicit live_state(const manager& pbx, const live_options& options = {});
  live_state(live_state&& other) noexcept;
  live_state& operator=(live_state&& other) noexcept;
  live_state(const live_state&) = delete;
  live_state& operator=(const live_state&) = delete;
  /// Ends its streams, and what waits.
  ~live_state();

  /// The executor of the manager; an empty one after its execution context was destroyed.
  [[nodiscard]] executor_type get_executor() const noexcept;

  /// What there is now. Immutable, and one consistent moment in the stream of events. The same one is given again when
  /// nothing has changed.
  [[nodiscard]] live_snapshot snapshot() const;

  /// Waits until nothing is left to be read: each part can be relied on, or the server does not have it for this user
  /// (live_snapshot::settled()); the snapshot says by valid() and problems() which. Completes at once when that is so.
  /// @par Completes with the snapshot of that moment.
  /// @par Handler signature `void(error_code, live_snapshot)`
  /// @par Errors `errc::disconnected` when the live state ends before.
  /// @par Cancellation All types: completes with `operation_aborted`.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<live_snapshot> wait_valid() const;
  /// wait_valid() for any completion token.
  /// @param token the completion token.
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_wait_valid(Token&& token) const {
    return detail::async_spawned<live_snapshot>(get_executor(), wait_valid(), std::forward<Token>(token));
  }

  /// Compares all parts that are valid with the lists of the server, and repairs what differs. A difference counts when
  /// it is still there some time later (live_options::confirm_after()), since lists are ahead of events. Parts that are
  /// being read, or whose turn comes, are waited for; one that has failed is asked for again at once, and one to which
  /// there is no right is not.
  /// @par Completes when each part was compared or read, or has failed with the reason that the report has; without a
  ///   connection at once.
  /// @par Handler signature `void(error_code, live_report)`
  /// @par Errors `errc::disconnected` when the live state ends before.
  /// @par Cancellation All types: completes with `operation_aborted`; the comparison goes on.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<live_report> verify() const;
  /// verify() for any completion token.
  /// @param token the completion token.
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_verify(Token&& token) const {
    return detail::async_spawned<live_report>(get_executor(), verify(), std::forward<Token>(token));
  }

  /// The changes from now on.
  /// @param capacity how many changes may wait for a slow consumer.
  live_change_stream subscribe(std::size_t capacity = 65536) const;

  /// What it has done so far, and how it is now. prometheus_text() makes text of it.
  [[nodiscard]] live_statistics statistics() const;

private:
  std::shared_ptr<detail::live_keeper> keeper_;
};

}  // namespace ami
