#include "values/exposition.hpp"

#include <ami/live_statistics.hpp>
#include <ami/prometheus.hpp>

#include <chrono>

namespace ami {

namespace {

using detail::labels;

class text_of_live_statistics : public detail::exposition_of<live_statistics> {
public:
  using exposition_of::exposition_of;

  // `each` writes the sample of one part that is kept.
  template <class Each>
  void parts(std::string_view name, std::string_view help, Each each) {
    family(name, "gauge", help, [&](const labels& where, const live_statistics& value) {
      for (const live_part part : live_parts) {
        const live_part_state& state = value.state(part);
        if (state.validity() != live_validity::left_out) {
          each(where.with("part", to_string(part)), state);
        }
      }
    });
  }
};

std::string write(text_of_live_statistics out) {
  out.parts("ami_live_valid", "1 for a part that can be relied on.",
            [&](const labels& where, const live_part_state& state) { out.sample(where, state.valid() ? 1 : 0); });
  out.parts("ami_live_part_info", "How a part is, as a label.", [&](const labels& where, const live_part_state& state) {
    out.sample(where.with("state", to_string(state.validity())), 1);
  });
  // The clock of the states is a steady one, whose times mean nothing elsewhere.
  const auto steady_now = std::chrono::steady_clock::now();
  const auto now = std::chrono::system_clock::now();
  out.parts("ami_live_verified_timestamp_seconds", "When a part was last compared with the lists, or read from them.",
            [&](const labels& where, const live_part_state& state) {
              if (const auto verified = state.last_verified()) {
                const auto at = (now - (steady_now - *verified)).time_since_epoch();
                out.sample(where, std::chrono::duration_cast<std::chrono::seconds>(at).count());
              }
            });
  out.family("ami_live_records", "gauge", "Records of each table.",
             [&](const labels& where, const live_statistics& value) {
               for (const named_count& table : value.records) {
                 out.sample(where.with("table", table.name), table.count);
               }
             });
  out.number("ami_live_generation", "gauge", "Grows with each change.", &live_statistics::generation);
  out.number("ami_live_events_total", "counter", "Events that the live state saw.", &live_statistics::events);
  out.number("ami_live_unknown_channels_total", "counter", "Channels in events that are not known.",
             &live_statistics::unknown_channels);
  out.number("ami_live_gaps_total", "counter", "Losses of the connection, and of events.", &live_statistics::gaps);
  out.number("ami_live_restarts_total", "counter", "Restarts of the server.", &live_statistics::restarts);
  out.number("ami_live_lists_total", "counter", "Lists that were read.", &live_statistics::lists);
  out.number("ami_live_spoiled_lists_total", "counter", "Lists that a gap made useless.",
             &live_statistics::spoiled_lists);
  out.number("ami_live_comparisons_total", "counter", "Comparisons of a valid part with the server.",
             &live_statistics::comparisons);
  out.number("ami_live_repairs_total", "counter", "Differences that comparisons found and repaired.",
             &live_statistics::repairs);
  out.number("ami_live_overflows_total", "counter", "How often a stream of changes was read too slowly.",
             &live_statistics::overflows);
  return out.take();
}

}  // namespace

std::string prometheus_text(const live_statistics& value) {
  return write(text_of_live_statistics{value});
}

std::string prometheus_text(std::span<const labelled_live_statistics> values, std::string_view label_name) {
  return write(text_of_live_statistics{values, label_name});
}

}  // namespace ami
