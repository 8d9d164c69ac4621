#include "wallboard/board.hpp"

#include <ami/json.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <variant>

namespace wallboard {

namespace json = boost::json;

namespace {

constexpr std::size_t rates_kept = 60;

std::string quoted(std::string_view text) {
  return json::serialize(json::string{ami::to_json_text(text)});
}

std::string change_text(std::string_view server, std::string_view of_table, std::string_view value) {
  return fmt::format(R"({{"server":{},"table":"{}","value":{}}})", quoted(server), of_table, value);
}

}  // namespace

std::string_view to_string(table value) {
  switch (value) {
  case table::calls: return "calls";
  case table::queues: return "queues";
  case table::endpoints: return "endpoints";
  case table::conferences: break;
  }
  return "conferences";
}

board::server_view& board::view(std::string_view server) {
  const auto found = servers_.find(server);
  return found != servers_.end() ? found->second : servers_.emplace(std::string{server}, start_).first->second;
}

void board::apply(const ami::server_live_change& item) {
  server_view& of = view(item.server());
  if (item.left()) {
    of.left = true;
  } else if (item.snapshot() != nullptr) {
    of.left = false;
    of.all_dirty = true;
  } else if (const auto* change = item.change()) {
    mark(of, *change);
  }
}

void board::mark(server_view& of, const ami::live_change& change) {
  for (const auto* side : {&change.before(), &change.after()}) {
    std::visit(
        [&of]<class Record>(const Record& record) {
          if constexpr (std::is_same_v<Record, std::shared_ptr<const ami::live_channel>>) {
            dirty(of, table::calls).insert(record->linkedid());
          } else if constexpr (std::is_same_v<Record, std::shared_ptr<const ami::live_bridge>>) {
            of.dirty_channels.insert(record->members().begin(), record->members().end());
          } else if constexpr (std::is_same_v<Record, std::shared_ptr<const ami::live_call>>) {
            dirty(of, table::calls).insert(record->linkedid());
          } else if constexpr (std::is_same_v<Record, std::shared_ptr<const ami::live_parked_call>>) {
            of.dirty_channels.insert(record->uniqueid());
          } else if constexpr (std::is_same_v<Record, std::shared_ptr<const ami::live_queue>>) {
            dirty(of, table::queues).insert(record->name());
          } else if constexpr (std::is_same_v<Record, std::shared_ptr<const ami::live_device>>) {
            dirty(of, table::endpoints).insert(record->name());
          } else if constexpr (std::is_same_v<Record, std::shared_ptr<const ami::live_endpoint>>) {
            dirty(of, table::endpoints).insert(record->name());
            dirty(of, table::endpoints).insert("PJSIP/" + record->name());
          } else if constexpr (std::is_same_v<Record, std::shared_ptr<const ami::live_conference>>) {
            dirty(of, table::conferences).insert(record->name());
          }
        },
        *side);
  }
}

void board::mark_all(server_view& of, const ami::live_snapshot& now) {
  const auto add = [&of](table which, const auto& records) {
    for (const auto& record : records) {
      dirty(of, which).insert(record.key());
    }
    for (const auto& [key, sent] : of.sent[static_cast<std::size_t>(which)]) {
      dirty(of, which).insert(key);
    }
  };
  add(table::calls, now.calls());
  add(table::queues, now.queues());
  add(table::endpoints, now.endpoints());
  add(table::endpoints, now.devices());
  add(table::conferences, now.conferences());
}

void board::mark_calls_of_channels(server_view& of, const ami::live_snapshot& now) {
  for (const auto& uniqueid : std::exchange(of.dirty_channels, {})) {
    if (const auto* channel = now.channel(uniqueid)) {
      dirty(of, table::calls).insert(channel->linkedid());
    }
  }
}

void board::set_link(std::string_view server, const link_state& link, milliseconds now) {
  server_view& of = view(server);
  if (link.state != of.link.state) {
    of.link_since = now;
  }
  of.link = link;
  if (link.state == ami::connection_state::connected) {
    of.days.connected(now);
  }
}

void board::add_rate(std::string_view server, double events) {
  server_view& of = view(server);
  of.rates.push_back(events);
  of.new_rates = std::min(of.new_rates + 1, rates_kept);
  if (of.rates.size() > rates_kept) {
    of.rates.pop_front();
  }
}

void board::joined(std::string_view server, std::string_view queue) {
  server_view& of = view(server);
  of.days.joined(queue);
  dirty(of, table::queues).emplace(queue);
}

void board::abandoned(std::string_view server, std::string_view queue) {
  server_view& of = view(server);
  of.days.abandoned(queue);
  dirty(of, table::queues).emplace(queue);
}

void board::answered(std::string_view server, std::string_view queue, std::optional<std::chrono::seconds> hold) {
  server_view& of = view(server);
  of.days.answered(queue, hold);
  dirty(of, table::queues).emplace(queue);
}

void board::disconnected(std::string_view server, milliseconds now) {
  server_view& of = view(server);
  of.days.disconnected(now);
  of.all_dirty = true;
}

void board::lost_events(std::string_view server, milliseconds now) {
  server_view& of = view(server);
  of.days.lost(now);
  of.all_dirty = true;
}

json::value board::record(const server_view& of, table which, const ami::live_snapshot& now, std::string_view key,
                          const wall_clock& clock) const {
  switch (which) {
  case table::calls: return call_record(now, key, clock);
  case table::queues: return queue_record(now, key, clock, of.days, usual_level_);
  case table::endpoints: return endpoint_record(now, key, clock);
  case table::conferences: break;
  }
  return conference_record(now, key, clock);
}

void board::take_server(std::string_view name, server_view& of, const ami::live_snapshot& now, const moment& at,
                        std::vector<std::string>& changes) const {
  if (of.days.begin_day(at.midnight)) {
    of.all_dirty = true;
  }
  if (std::exchange(of.all_dirty, false)) {
    mark_all(of, now);
  }
  mark_calls_of_channels(of, now);
  for (const auto which : tables) {
    texts& sent = of.sent[static_cast<std::size_t>(which)];
    for (const auto& key : std::exchange(dirty(of, which), {})) {
      const json::value value = record(of, which, now, key, at.clock);
      std::string text = value.is_null() ? std::string{} : json::serialize(value);
      const auto before = sent.find(key);
      if (before != sent.end() ? before->second == text : text.empty()) {
        continue;
      }
      changes.push_back(fmt::format(R"({{"server":{},"table":"{}","key":{},"value":{}}})", quoted(name),
                                    to_string(which), quoted(key), text.empty() ? "null" : text));
      if (text.empty()) {
        sent.erase(before);
      } else {
        sent.insert_or_assign(key, std::move(text));
      }
    }
  }
  of.problems = problems_of(now);
  if (of.problems.empty()) {
    of.incomplete_since.reset();
  } else if (!of.incomplete_since) {
    of.incomplete_since = at.now;
  }
  std::string link = json::serialize(link_record(of.link, of.problems, of.link_since, of.incomplete_since));
  if (link != of.link_text) {
    changes.push_back(change_text(name, "link", link));
    of.link_text = std::move(link);
  }
  for (auto rate = of.rates.end() - static_cast<std::ptrdiff_t>(std::exchange(of.new_rates, 0)); rate != of.rates.end();
       ++rate) {
    changes.push_back(change_text(name, "rate", fmt::format("{}", *rate)));
  }
}

std::string board::take_changes(const snapshots& newest, const moment& at) {
  // Somebody has set the time of the computer: all times are others.
  if (clock_ && *clock_ != at.clock) {
    for (auto& [name, of] : servers_) {
      of.all_dirty = true;
    }
  }
  clock_ = at.clock;
  std::vector<std::string> changes;
  for (const auto& [name, now] : newest) {
    server_view& of = view(name);
    if (of.left) {
      continue;
    }
    std::vector<std::string> of_server;
    take_server(name, of, now, at, of_server);
    if (std::exchange(of.announced, true)) {
      std::move(of_server.begin(), of_server.end(), std::back_inserter(changes));
    } else {
      changes.push_back(change_text(name, "server", server_text(of)));
    }
  }
  for (auto each = servers_.begin(); each != servers_.end();) {
    if (!each->second.left) {
      ++each;
      continue;
    }
    if (each->second.announced) {
      changes.push_back(change_text(each->first, "server", "null"));
    }
    each = servers_.erase(each);
  }
  if (changes.empty()) {
    return {};
  }
  return fmt::format(R"({{"time":{},"changes":[{}]}})", at.now, fmt::join(changes, ","));
}

namespace {

std::string table_text(table which, const std::map<std::string, std::string, std::less<>>& records) {
  std::string text = fmt::format(R"("{}":{{)", to_string(which));
  for (const auto& [key, record] : records) {
    if (text.back() != '{') {
      text += ',';
    }
    text += quoted(key);
    text += ':';
    text += record;
  }
  text += '}';
  return text;
}

}  // namespace

std::string board::server_text(const server_view& of) {
  std::string text = fmt::format(R"({{"link":{},"rate":[{}])", of.link_text, fmt::join(of.rates, ","));
  for (const auto which : tables) {
    text += ',';
    text += table_text(which, of.sent[static_cast<std::size_t>(which)]);
  }
  text += '}';
  return text;
}

std::string board::state(std::string_view id, milliseconds now) const {
  std::vector<std::string> texts_of_servers;
  for (const auto& [name, of] : servers_) {
    if (of.announced) {
      texts_of_servers.push_back(quoted(name) + ":" + server_text(of));
    }
  }
  return fmt::format(R"({{"id":{},"time":{},"servers":{{{}}}}})", quoted(id), now, fmt::join(texts_of_servers, ","));
}

std::string board::state_of(table only, std::string_view id, milliseconds now) const {
  std::vector<std::string> texts_of_servers;
  for (const auto& [name, of] : servers_) {
    if (of.announced) {
      texts_of_servers.push_back(fmt::format(R"({}:{{"link":{},{}}})", quoted(name), of.link_text,
                                             table_text(only, of.sent[static_cast<std::size_t>(only)])));
    }
  }
  return fmt::format(R"({{"id":{},"time":{},"servers":{{{}}}}})", quoted(id), now, fmt::join(texts_of_servers, ","));
}

std::pair<bool, std::string> board::health() const {
  json::array problems;
  bool complete = true;
  for (const auto& [name, of] : servers_) {
    complete = complete && !of.incomplete_since;
    for (const auto& problem : of.problems) {
      problems.push_back({{"server", ami::to_json_text(name)}, {"text", ami::to_json_text(problem)}});
    }
  }
  const json::value text{{"status", complete ? "ok" : "incomplete"}, {"problems", std::move(problems)}};
  return {complete, json::serialize(text)};
}

}  // namespace wallboard
