#include "call_table.hpp"

#include <ami/event.hpp>
#include <ami/json.hpp>
#include <ami/library_events.hpp>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/string.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <utility>

namespace relay {

bool call_table::apply(std::uint32_t partition, std::string_view text) {
  try {
    const boost::json::value json = boost::json::parse(text);
    const boost::json::object& record = json.as_object();
    const std::string server = ami::from_json_text(record.at("server").as_string());
    const std::string run{record.at("run").as_string()};
    part& of = parts_[{server, partition}];
    if (!is_new(of, run, record.at("seq").to_number<std::uint64_t>())) {
      return false;
    }
    apply_message(of, ami::from_json_text(record.at("key").as_string()), record.at("message").as_object());
    return true;
  } catch (const std::exception&) {
    ++figures_.unreadable;
    return false;
  }
}

bool call_table::is_new(part& of, const std::string& run, std::uint64_t seq) {
  const auto known = of.last.find(run);
  if (known != of.last.end() && seq <= known->second) {
    ++figures_.duplicates;
    return false;
  }
  if (known != of.last.end() && seq != known->second + 1) {
    figures_.missing += seq - known->second - 1;
    of.stale = fmt::format("{} records are missing", seq - known->second - 1);
  }
  if (of.run != run) {
    of.stale =
        of.run.empty() ? "there was no snapshot yet" : "a new run of the relay, without the rest of the last one";
    of.run = run;
  }
  of.last[run] = seq;
  ++figures_.records;
  return true;
}

void call_table::apply_message(part& of, std::string_view key, const boost::json::object& message) {
  const std::string_view type = message.at("type").as_string();
  if (type == "snapshot") {
    apply_snapshot(of, message);
  } else if (type == "channel_moved") {
    channel_record channel = channel_of_json(message.at("channel"));
    if (ami::from_json_text(message.at("to").as_string()) == key) {
      of.channels.put(std::move(channel));
    } else {
      of.channels.erase(channel.uniqueid);
    }
  } else if (type == "relay_started" || type == "relay_stopped") {
    of.stale = type == "relay_started" ? "the relay has started, and missed what was before" : "the relay has stopped";
  } else if (type == "too_large") {
    ++figures_.events;
    of.stale = "an event was too large for the log";
  } else {
    const auto event = ami::from_json<ami::event>(message);
    if (!event.is_gap()) {
      ++figures_.events;
      of.channels.apply(event);
      return;
    }
    event.match(
        [&](const ami::lagged& gap) {
          of.lagged += gap.count();
          of.stale = fmt::format("the relay has lost {} events", gap.count());
        },
        [&](const ami::connection_lost& gap) { of.stale = fmt::format("no connection: {}", gap.reason().message()); },
        [&](const ami::connection_restored& gap) {
          of.stale = "a new connection, without a snapshot yet";
          if (gap.restarted().value_or(false)) {
            of.channels.clear();
          }
        });
  }
}

void call_table::apply_snapshot(part& of, const boost::json::object& message) {
  const auto number = message.at("part").to_number<std::int64_t>();
  if (number == 1) {
    of.listed.clear();
    of.listed_parts = 0;
  }
  if (number != of.listed_parts + 1) {
    return;  // the rest of one whose beginning is missing
  }
  of.listed_parts = number;
  for (const auto& channel : message.at("channels").as_array()) {
    of.listed.push_back(channel_of_json(channel));
  }
  if (number == message.at("of").to_number<std::int64_t>()) {
    of.channels.clear();
    for (channel_record& channel : of.listed) {
      of.channels.put(std::move(channel));
    }
    of.listed.clear();
    of.stale.clear();
  }
}

std::map<std::string, channel_record> call_table::channels(std::string_view server) const {
  std::map<std::string, channel_record> all;
  for (const auto& [place, of] : parts_) {
    if (place.first == server) {
      all.insert(of.channels.all().begin(), of.channels.all().end());
    }
  }
  return all;
}

std::string call_table::stale(std::string_view server) const {
  std::string why = "nothing is known of it";
  for (const auto& [place, of] : parts_) {
    if (place.first == server) {
      why = of.stale;
      if (!why.empty()) {
        break;
      }
    }
  }
  return why;
}

std::uint64_t call_table::lagged(std::string_view server) const {
  std::uint64_t most = 0;
  for (const auto& [place, of] : parts_) {
    if (place.first == server) {
      most = std::max(most, of.lagged);
    }
  }
  return most;
}

}  // namespace relay
