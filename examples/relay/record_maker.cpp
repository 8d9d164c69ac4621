#include "record_maker.hpp"

#include <ami/json.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace relay {

namespace {

// How much of a record is not its message, at most, but for names that nobody gives.
constexpr std::size_t frame_size = 512;

// For most names that is the text itself.
void append_quoted(std::string& out, std::string_view text) {
  const bool is_plain = std::all_of(text.begin(), text.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '.' || letter == '-' || letter == '_';
  });
  if (is_plain) {
    out += '"';
    out += text;
    out += '"';
  } else {
    out += boost::json::serialize(boost::json::string{ami::to_json_text(text)});
  }
}

std::string key_of(const std::string& server, std::string_view linkedid) {
  return linkedid.empty() ? server : fmt::format("{}/{}", server, linkedid);
}

bool ends_with_linkedid(std::string_view key) {
  constexpr std::string_view wanted = "linkedid";
  if (key.size() < wanted.size()) {
    return false;
  }
  const std::string_view end = key.substr(key.size() - wanted.size());
  return std::equal(end.begin(), end.end(), wanted.begin(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

// The Linkedid of the event's channel, or of the first one that has a prefix, as in a DialBegin without a caller. An
// event with nothing but a Uniqueid, as Rename, belongs where its channel is.
std::string_view linkedid_of(const ami::event& event, const channel_table& channels) {
  if (const std::string_view own = event["Linkedid"]; !own.empty()) {
    return own;
  }
  for (const auto& [key, value] : event.frame()) {
    if (ends_with_linkedid(key) && !value.empty()) {
      return value;
    }
  }
  if (const std::string_view uniqueid = event["Uniqueid"]; !uniqueid.empty()) {
    if (const channel_record* known = channels.find(uniqueid)) {
      return known->linkedid;
    }
  }
  return {};
}

}  // namespace

std::uint32_t partition_of(std::string_view key, std::uint32_t partitions) noexcept {
  constexpr std::uint32_t factor = 0x5bd1e995;
  const auto byte = [&](std::size_t at) { return std::uint32_t{static_cast<unsigned char>(key[at])}; };
  std::uint32_t hash = 0x9747b28c ^ static_cast<std::uint32_t>(key.size());
  const std::size_t whole = key.size() / 4 * 4;
  for (std::size_t at = 0; at < whole; at += 4) {
    std::uint32_t word = byte(at) | byte(at + 1) << 8 | byte(at + 2) << 16 | byte(at + 3) << 24;
    word *= factor;
    word ^= word >> 24;
    word *= factor;
    hash = hash * factor ^ word;
  }
  if (whole != key.size()) {
    for (std::size_t at = key.size(); at-- > whole;) {
      hash ^= byte(at) << (8 * (at - whole));
    }
    hash *= factor;
  }
  hash ^= hash >> 13;
  hash *= factor;
  hash ^= hash >> 15;
  return (hash & 0x7fffffff) % partitions;
}

record_maker::record_maker(numbering numbers, std::uint32_t partitions, std::size_t max_record)
    : numbers_{std::move(numbers)}, partitions_{partitions}, max_record_{std::max(max_record, 4 * frame_size)} {}

void record_maker::add_event(const std::string& server, const ami::event& event, std::int64_t time,
                             std::vector<record>& records) {
  const boost::json::value message = ami::to_json(event, ami::json_options{}.typed());
  if (event.is_gap()) {
    add_marker(server, message.as_object(), time, records);
    return;
  }
  channel_table& channels = channels_[server];
  const std::string linkedid{linkedid_of(event, channels)};
  move_channel(server, event, linkedid, time, records);
  channels.apply(event);
  std::string text = boost::json::serialize(message);
  if (text.size() + frame_size > max_record_) {
    text = boost::json::serialize(boost::json::object{
        {"type", "too_large"}, {"event", ami::to_json_text(event.name().substr(0, 100))}, {"bytes", text.size()}});
  }
  add(server, partition_of_call(server, linkedid), linkedid, text, time, records);
}

void record_maker::add_marker(const std::string& server, boost::json::object message, std::int64_t time,
                              std::vector<record>& records) {
  const std::string text = boost::json::serialize(message);
  for (std::uint32_t partition = 0; partition < partitions_; ++partition) {
    add(server, partition, {}, text, time, records);
  }
}

void record_maker::add_snapshot(const std::string& server, const std::vector<channel_record>& channels,
                                std::int64_t time, std::vector<record>& records) {
  channel_table& known = channels_[server];
  known.clear();
  std::vector<std::vector<std::string>> parts(partitions_);  // the lists of channels, as texts
  for (auto& of_partition : parts) {
    of_partition.emplace_back();
  }
  for (const channel_record& channel : channels) {
    known.put(channel);
    const std::string text = boost::json::serialize(to_json(channel));
    auto& of_partition = parts[partition_of_call(server, channel.linkedid)];
    if (of_partition.back().size() + text.size() + frame_size > max_record_) {
      of_partition.emplace_back();
    }
    std::string& part = of_partition.back();
    part += part.empty() ? "" : ",";
    part += text;
  }
  for (std::uint32_t partition = 0; partition < partitions_; ++partition) {
    const auto& of_partition = parts[partition];
    for (std::size_t part = 0; part < of_partition.size(); ++part) {
      add(server, partition, {},
          fmt::format(R"({{"type":"snapshot","part":{},"of":{},"channels":[{}]}})", part + 1, of_partition.size(),
                      of_partition[part]),
          time, records);
    }
  }
}

void record_maker::move_channel(const std::string& server, const ami::event& event, std::string_view linkedid,
                                std::int64_t time, std::vector<record>& records) {
  // That of the event's own channel: a Linkedid with a prefix is another channel's.
  if (event["Linkedid"].empty()) {
    return;
  }
  const channel_record* known = channels_[server].find(event["Uniqueid"]);
  if (known == nullptr || known->linkedid == linkedid) {
    return;
  }
  const std::uint32_t from = partition_of_call(server, known->linkedid);
  const std::uint32_t to = partition_of_call(server, linkedid);
  if (from == to) {
    return;
  }
  const std::string text = boost::json::serialize(boost::json::object{
      {"type", "channel_moved"}, {"to", ami::to_json_text(linkedid)}, {"channel", to_json(*known)}});
  add(server, from, known->linkedid, text, time, records);
  add(server, to, linkedid, text, time, records);
}

std::uint32_t record_maker::partition_of_call(const std::string& server, std::string_view linkedid) const {
  return partition_of(key_of(server, linkedid), partitions_);
}

void record_maker::add(const std::string& server, std::uint32_t partition, std::string_view linkedid,
                       std::string_view message, std::int64_t time, std::vector<record>& records) {
  record made;
  made.partition = partition;
  made.seq = numbers_.next(server, partition);
  made.server = server;
  made.key = key_of(server, linkedid);
  made.text.reserve(message.size() + frame_size / 2);
  made.text += R"({"server":)";
  append_quoted(made.text, server);
  fmt::format_to(std::back_inserter(made.text), R"(,"run":"{}","seq":{},"key":)", numbers_.run, made.seq);
  append_quoted(made.text, linkedid);
  fmt::format_to(std::back_inserter(made.text), R"(,"time":{},"message":)", time);
  made.text += message;
  made.text += '}';
  records.push_back(std::move(made));
}

}  // namespace relay
