// What all browsers are to know: it takes the changes of the live states, and says which records are new since it was
// last asked.
#pragma once

#include "wallboard/queue_day.hpp"
#include "wallboard/records.hpp"
#include "wallboard/wall_clock.hpp"

#include <ami/cluster_live_state.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wallboard {

/// The tables of a server.
enum class table { calls, queues, endpoints, conferences };
inline constexpr std::array<table, 4> tables{table::calls, table::queues, table::endpoints, table::conferences};
std::string_view to_string(table value);

/// A moment by both clocks, and the last midnight before it.
class moment {
public:
  wall_clock clock;
  milliseconds now;
  milliseconds midnight;
};

/// The newest snapshots, as ami::cluster_live_state::snapshots() gives them.
using snapshots = std::vector<std::pair<std::string, ami::live_snapshot>>;

/// Keeps the text of each record as it was last sent, and which ones may have changed since. No clock, and no thread of
/// its own.
///
/// A change marks records, and take_changes() makes these from the newest snapshot: however often a record changes
/// meanwhile, it is made and sent once, and only when its text differs from the one before.
class board {
public:
  /// @param start when the program began.
  /// @param usual_level the service level of queues that have none of their own; zero for none.
  board(milliseconds start, std::chrono::seconds usual_level) : start_{start}, usual_level_{usual_level} {}

  /// Takes an item of a cluster_live_stream.
  void apply(const ami::server_live_change& item);
  /// Takes how a server's link is now.
  void set_link(std::string_view server, const link_state& link, milliseconds now);
  /// Takes how many events came in a second.
  void add_rate(std::string_view server, double events);

  /// Callers of a queue: see queue_days.
  void joined(std::string_view server, std::string_view queue);
  void abandoned(std::string_view server, std::string_view queue);
  void answered(std::string_view server, std::string_view queue, std::optional<std::chrono::seconds> hold);
  /// Events of the server are missing: the connection was lost, or this program was too slow.
  void disconnected(std::string_view server, milliseconds now);
  void lost_events(std::string_view server, milliseconds now);

  /// What is new since the last time, as the JSON of the event `changes`: `{"time":...,"changes":[...]}`; empty when
  /// nothing is.
  std::string take_changes(const snapshots& newest, const moment& at);

  /// All that was sent until now, as the JSON of the event `state`.
  /// @param id of the last message.
  std::string state(std::string_view id, milliseconds now) const;
  /// The links and one table.
  std::string state_of(table only, std::string_view id, milliseconds now) const;
  /// Whether each mirror is authoritative, and the JSON that says so.
  std::pair<bool, std::string> health() const;

private:
  using texts = std::map<std::string, std::string, std::less<>>;  // a record's JSON by its key
  using keys = std::set<std::string, std::less<>>;

  class server_view {
  public:
    explicit server_view(milliseconds start) : days{start}, link_since{start}, incomplete_since{start} {}

    std::array<texts, tables.size()> sent;
    std::array<keys, tables.size()> dirty;
    keys dirty_channels;       // Those whose call is dirty, whichever that is.
    std::deque<double> rates;  // of the last minute
    std::size_t new_rates = 0;
    queue_days days;
    link_state link;
    std::vector<std::string> problems;
    std::string link_text;
    milliseconds link_since;
    std::optional<milliseconds> incomplete_since;
    bool all_dirty = true;
    bool announced = false;
    bool left = false;
  };

  server_view& view(std::string_view server);
  static keys& dirty(server_view& of, table which) { return of.dirty[static_cast<std::size_t>(which)]; }
  static void mark(server_view& of, const ami::live_change& change);
  static void mark_all(server_view& of, const ami::live_snapshot& now);
  static void mark_calls_of_channels(server_view& of, const ami::live_snapshot& now);
  static std::string server_text(const server_view& of);
  boost::json::value record(const server_view& of, table which, const ami::live_snapshot& now, std::string_view key,
                            const wall_clock& clock) const;
  void take_server(std::string_view name, server_view& of, const ami::live_snapshot& now, const moment& at,
                   std::vector<std::string>& changes) const;

  std::map<std::string, server_view, std::less<>> servers_;
  std::optional<wall_clock> clock_;
  milliseconds start_;
  std::chrono::seconds usual_level_;
};

}  // namespace wallboard
