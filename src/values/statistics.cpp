#include "values/exposition.hpp"

#include <ami/prometheus.hpp>
#include <ami/statistics.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace ami {

namespace {

using namespace std::chrono_literals;
using detail::labels;

constexpr std::array<std::chrono::nanoseconds, latency_histogram::limit_count> histogram_limits{
    100us, 200us, 500us, 1ms, 2ms, 5ms, 10ms, 20ms, 50ms, 100ms, 200ms, 500ms, 1s, 2s, 5s, 10s, 20s, 50s};

double in_seconds(std::chrono::nanoseconds value) noexcept {
  return std::chrono::duration<double>{value}.count();
}

class text_of_statistics : public detail::exposition_of<statistics> {
public:
  using exposition_of::exposition_of;

  void names(std::string_view name, std::string_view help, std::string_view label,
             std::vector<named_count> statistics::*member) {
    family(name, "counter", help, [&](const labels& where, const statistics& value) {
      for (const named_count& entry : value.*member) {
        sample(where.with(label, entry.name), entry.count);
      }
    });
  }

  void subscribers(std::string_view name, std::string_view type, std::string_view help,
                   std::uint64_t subscriber_statistics::*member) {
    family(name, type, help, [&](const labels& where, const statistics& value) {
      std::map<std::string_view, std::uint64_t> by_name;  // several subscribers may have the same name
      for (const subscriber_statistics& subscriber : value.subscribers) {
        if (!subscriber.name.empty()) {
          by_name[subscriber.name] += subscriber.*member;
        }
      }
      for (const auto& [subscriber, number] : by_name) {
        sample(where.with("subscriber", subscriber), number);
      }
    });
  }

  void histogram(const labels& where, const latency_histogram& value) {
    std::uint64_t so_far = 0;
    for (std::size_t i = 0; i < latency_histogram::limit_count; ++i) {
      so_far += value.in_bucket(i);
      sample(where.with("le", fmt::format("{}", in_seconds(latency_histogram::limits()[i]))), so_far, "_bucket");
    }
    sample(where.with("le", "+Inf"), value.count(), "_bucket");
    sample(where, in_seconds(value.sum()), "_sum");
    sample(where, value.count(), "_count");
  }
};

void write_connection(text_of_statistics& out) {
  out.family("ami_state", "gauge", "1 for the state that the connection is in.",
             [&](const labels& where, const statistics& value) {
               for (int i = 0; i <= static_cast<int>(connection_state::waiting); ++i) {
                 const auto state = static_cast<connection_state>(i);
                 out.sample(where.with("state", to_string(state)), state == value.state ? 1 : 0);
               }
             });
  out.family("ami_server_info", "gauge", "The protocol version that the server named.",
             [&](const labels& where, const statistics& value) {
               out.sample(where.with("version", to_string(value.server_version)), 1);
             });
  out.family("ami_connected_since_timestamp_seconds", "gauge", "When the server took the login.",
             [&](const labels& where, const statistics& value) {
               if (value.connected_since) {
                 const auto since = value.connected_since->time_since_epoch();
                 out.sample(where, std::chrono::duration_cast<std::chrono::seconds>(since).count());
               }
             });
  out.number("ami_connects_total", "counter", "Logins that the server took.", &statistics::connects);
  out.names("ami_links_lost_total", "Connections that ended unasked.", "reason", &statistics::links_lost);
  out.names("ami_attempts_failed_total", "Attempts to connect that failed.", "reason", &statistics::attempts_failed);
  out.number("ami_received_bytes_total", "counter", "Bytes received.", &statistics::bytes_in);
  out.number("ami_sent_bytes_total", "counter", "Bytes sent.", &statistics::bytes_out);
  out.number("ami_pings_total", "counter", "Pings sent because nothing arrived.", &statistics::pings);
}

void write_ping(text_of_statistics& out) {
  out.family("ami_last_ping_seconds", "gauge", "How long the last ping took to be answered.",
             [&](const labels& where, const statistics& value) {
               if (value.last_ping) {
                 out.sample(where, in_seconds(*value.last_ping));
               }
             });
}

void write_frames(text_of_statistics& out) {
  out.family("ami_frames_total", "counter", "Frames received.", [&](const labels& where, const statistics& value) {
    out.sample(where.with("kind", "event"), value.events);
    out.sample(where.with("kind", "response"), value.responses);
    out.sample(where.with("kind", "other"), value.other_frames);
  });
  out.number("ami_malformed_frames_total", "counter", "Frames that broke a limit.", &statistics::malformed_frames);
  out.number("ami_stray_replies_total", "counter", "Replies that nobody waited for.", &statistics::stray_replies);
  out.names("ami_events_total", "Events that a subscriber took, by type.", "event", &statistics::events_by_type);
  out.names("ami_unknown_events_total", "Events without a typed view.", "event", &statistics::unknown_events);
  out.number("ami_events_published_total", "counter", "Events that a subscriber took.", &statistics::events_published);
  out.number("ami_events_unwanted_total", "counter", "Events that no subscriber wanted.", &statistics::events_unwanted);
}

void write_actions(text_of_statistics& out) {
  out.family("ami_actions_sent_total", "counter", "Actions written.",
             [&](const labels& where, const statistics& value) {
               for (const action_statistics& action : value.actions) {
                 out.sample(where.with("action", action.name), action.sent);
               }
             });
  out.family("ami_actions_ended_total", "counter", "Actions by their end.",
             [&](const labels& where, const statistics& value) {
               for (const action_statistics& action : value.actions) {
                 const labels name = where.with("action", action.name);
                 out.sample(name.with("result", "accepted"), action.accepted);
                 out.sample(name.with("result", "rejected"), action.rejected);
                 out.sample(name.with("result", "timed_out"), action.timed_out);
                 out.sample(name.with("result", "lost"), action.lost);
                 out.sample(name.with("result", "cancelled"), action.cancelled);
                 out.sample(name.with("result", "never_sent"), action.never_sent);
               }
             });
  out.family("ami_action_latency_seconds", "histogram", "From written to the whole reply.",
             [&](const labels& where, const statistics& value) {
               for (const action_statistics& action : value.actions) {
                 out.histogram(where.with("action", action.name), action.latency);
               }
             });
  out.number("ami_actions_in_flight", "gauge", "Actions written and not answered.", &statistics::actions_in_flight);
  out.number("ami_actions_waiting", "gauge", "Actions not written.", &statistics::actions_waiting);
  out.number("ami_unsent_bytes", "gauge", "Bytes of the actions not written.", &statistics::unsent_bytes);
}

void write_subscribers(text_of_statistics& out) {
  out.family("ami_subscribers", "gauge", "Subscribers.",
             [&](const labels& where, const statistics& value) { out.sample(where, value.subscribers.size()); });
  out.family("ami_queued_events", "gauge", "Events that wait to be read.",
             [&](const labels& where, const statistics& value) {
               std::uint64_t all = 0;
               for (const subscriber_statistics& subscriber : value.subscribers) {
                 all += subscriber.queued;
               }
               out.sample(where, all);
             });
  out.number("ami_events_lost_total", "counter", "Events dropped.", &statistics::events_lost);
  out.number("ami_events_coalesced_total", "counter", "Events replaced by newer ones.", &statistics::events_coalesced);
  out.subscribers("ami_subscriber_queued", "gauge", "Events that wait to be read.", &subscriber_statistics::queued);
  out.subscribers("ami_subscriber_capacity", "gauge", "Events that may wait.", &subscriber_statistics::capacity);
  out.subscribers("ami_subscriber_lost_total", "counter", "Events dropped.", &subscriber_statistics::lost);
  out.subscribers("ami_subscriber_coalesced_total", "counter", "Events replaced by newer ones.",
                  &subscriber_statistics::coalesced);
}

std::string write(text_of_statistics out) {
  write_connection(out);
  write_ping(out);
  write_frames(out);
  write_actions(out);
  write_subscribers(out);
  return out.take();
}

}  // namespace

const std::array<std::chrono::nanoseconds, latency_histogram::limit_count>& latency_histogram::limits() noexcept {
  return histogram_limits;
}

void latency_histogram::add(std::chrono::nanoseconds value) noexcept {
  value = std::max(value, std::chrono::nanoseconds::zero());
  const auto bucket = std::ranges::lower_bound(histogram_limits, value);
  ++buckets_[static_cast<std::size_t>(bucket - histogram_limits.begin())];
  ++count_;
  sum_ += value;
}

std::string prometheus_text(const statistics& value) {
  return write(text_of_statistics{value});
}

std::string prometheus_text(std::span<const labelled_statistics> values, std::string_view label_name) {
  return write(text_of_statistics{values, label_name});
}

}  // namespace ami
