// An event on one line, as `amictl watch` and `amictl replay` show it.
#pragma once

#include "amictl/output.hpp"

#include <ami/event.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace amictl {

/// The headers that say what happened, with their values, which may be empty: those that only this type of events has,
/// the names of channels, and of what describes a channel that which the event is about.
/// @param all whether all headers are wanted, but for the name.
/// @return views of the event; `***` in place of secrets.
std::vector<std::pair<std::string_view, std::string_view>> telling_fields(const ami::event& value, bool all);

/// A gap as a sentence: "12 events lost: this terminal is too slow". Empty for an event of the server.
std::string gap_text(const ami::event& value);

/// Writes events as lines: for people, or as JSON Lines.
class event_writer {
public:
  using time_point = std::chrono::system_clock::time_point;

  /// @param out where to; outlives this.
  /// @param all_fields whether all headers are shown, and not only those that tell most.
  /// @param names_servers whether the lines for people name the server.
  event_writer(output& out, bool all_fields, bool names_servers) noexcept
      : out_{&out}, all_fields_{all_fields}, names_servers_{names_servers} {}

  /// An event, or a gap between events.
  void write(time_point time, std::string_view server, const ami::event& value) const;
  /// Something that happened to the connection and of which there is no event.
  /// @param type for JSON.
  /// @param words for people, and the reason in JSON.
  void write_gap(time_point time, std::string_view server, std::string_view type, std::string_view words) const;

private:
  std::string begin_text(time_point time, std::string_view server) const;

  output* out_;
  bool all_fields_;
  bool names_servers_;
};

}  // namespace amictl
