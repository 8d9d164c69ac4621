#include "channel_table.hpp"

#include <ami/events/bridge.hpp>
#include <ami/events/channel.hpp>
#include <ami/json.hpp>
#include <ami/snapshot.hpp>
#include <ami/value_types.hpp>

#include <boost/json/object.hpp>
#include <boost/json/string.hpp>

#include <utility>

namespace relay {

namespace {

std::string field_of(const boost::json::object& json, std::string_view key) {
  return ami::from_json_text(json.at(key).as_string());
}

void set_fields(channel_record& channel, const ami::channel_snapshot& seen) {
  channel.name = seen.channel();
  if (const auto state = seen.channel_state()) {
    channel.state = to_string(*state);
  }
  channel.caller_id_num = seen.caller_id_num();
  channel.caller_id_name = seen.caller_id_name();
}

}  // namespace

boost::json::value to_json(const channel_record& channel) {
  return boost::json::object{{"uniqueid", ami::to_json_text(channel.uniqueid)},
                             {"name", ami::to_json_text(channel.name)},
                             {"state", channel.state},
                             {"linkedid", ami::to_json_text(channel.linkedid)},
                             {"caller_id_num", ami::to_json_text(channel.caller_id_num)},
                             {"caller_id_name", ami::to_json_text(channel.caller_id_name)},
                             {"bridge", ami::to_json_text(channel.bridge)}};
}

channel_record channel_of_json(const boost::json::value& json) {
  const boost::json::object& fields = json.as_object();
  channel_record channel;
  channel.uniqueid = field_of(fields, "uniqueid");
  channel.name = field_of(fields, "name");
  channel.state = field_of(fields, "state");
  channel.linkedid = field_of(fields, "linkedid");
  channel.caller_id_num = field_of(fields, "caller_id_num");
  channel.caller_id_name = field_of(fields, "caller_id_name");
  channel.bridge = field_of(fields, "bridge");
  return channel;
}

void channel_table::apply(const ami::event& event) {
  if (event.is<ami::events::hangup>()) {
    erase(event["Uniqueid"]);
    return;
  }
  if (const auto gone = event.get_if<ami::events::bridge_destroy>()) {
    for (auto& [uniqueid, channel] : channels_) {
      if (channel.bridge == gone->bridge_uniqueid()) {
        channel.bridge.clear();
      }
    }
    return;
  }
  const std::string_view uniqueid = event["Uniqueid"];
  auto place = channels_.find(uniqueid);
  if (place == channels_.end()) {
    if (!event.is<ami::events::newchannel>() || uniqueid.empty()) {
      return;
    }
    place = channels_.emplace(uniqueid, channel_record{}).first;
    place->second.uniqueid = uniqueid;
  }
  channel_record& channel = place->second;
  if (const std::string_view linkedid = event["Linkedid"]; !linkedid.empty()) {
    channel.linkedid = linkedid;
  }
  if (const auto seen = ami::channel_snapshot::find(event.frame(), "")) {
    set_fields(channel, *seen);
  }
  event.match([&](const ami::events::rename& renamed) { channel.name = renamed.newname(); },
              [&](const ami::events::bridge_enter& entered) { channel.bridge = entered.bridge_uniqueid(); },
              [&](const ami::events::bridge_leave& left) {
                if (channel.bridge == left.bridge_uniqueid()) {
                  channel.bridge.clear();
                }
              });
}

void channel_table::put(channel_record channel) {
  std::string uniqueid = channel.uniqueid;
  channels_.insert_or_assign(std::move(uniqueid), std::move(channel));
}

void channel_table::erase(std::string_view uniqueid) {
  if (const auto place = channels_.find(uniqueid); place != channels_.end()) {
    channels_.erase(place);
  }
}

const channel_record* channel_table::find(std::string_view uniqueid) const noexcept {
  const auto place = channels_.find(uniqueid);
  return place == channels_.end() ? nullptr : &place->second;
}

}  // namespace relay
