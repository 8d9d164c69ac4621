// What a table of the live state shows: one class for each of `amictl channels`, `calls`, `queues` and so on.
#pragma once

#include "amictl/table.hpp"
#include "amictl/tool.hpp"

#include <ami/action.hpp>
#include <ami/live_options.hpp>
#include <ami/live_snapshot.hpp>
#include <ami/live_values.hpp>

#include <boost/json/object.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace amictl {

/// Something that a key does with the selected row, after a question.
class row_request {
public:
  std::string question;              // "Hang up PJSIP/alice-00000001?"
  std::vector<ami::action> actions;  // what is sent after a yes
};

/// What a table shows of the live state. Has no connection: a snapshot goes in, rows come out.
class live_view {
public:
  virtual ~live_view() = default;

  /// "channels", as the command.
  [[nodiscard]] virtual std::string name() const = 0;
  /// The part of the state without which the table says nothing.
  [[nodiscard]] virtual ami::live_part main_part() const = 0;
  /// All parts that it uses.
  [[nodiscard]] virtual ami::live_options parts() const { return ami::live_options{}.keep_only(main_part()); }
  [[nodiscard]] virtual std::vector<table_column> columns() const = 0;
  /// Adds the rows of one server. Their `key` and `parent` need to be unique on that server alone.
  /// @param time now, for times that have passed.
  virtual void add_rows(const ami::live_snapshot& now, ami::live_time time, std::vector<table_row>& rows) const = 0;
  /// The record of a row that has no parent, as JSON.
  [[nodiscard]] virtual boost::json::object record(const ami::live_snapshot& now, ami::live_time time,
                                                   const table_row& row) const = 0;
  /// What the keys do, for the line of help: "h hang up".
  [[nodiscard]] virtual std::string help() const { return {}; }
  /// What a key asks for; nothing when it does nothing with this row.
  [[nodiscard]] virtual std::optional<row_request> request(std::string_view /*letter*/,
                                                           const ami::live_snapshot& /*now*/,
                                                           const table_row& /*row*/) const {
    return std::nullopt;
  }
};

/// The flags of these commands.
class live_flags {
public:
  std::string sort;
  std::string filter;
  double timeout = 10;  // seconds
  bool reverse = false;
  bool once = false;
};

/// Adds the flags that these commands have in common.
void add_live_flags(CLI::App& command, const std::shared_ptr<live_flags>& flags);

/// Shows a table: as long as somebody looks at it, on a terminal; else once.
exit_code run_live_view(const live_view& view, const live_flags& flags, tool& shared);

/// A caller id as it is shown: "Alice Martin <2001>".
std::string caller_text(std::string_view number, std::string_view name);

/// The time since something began, as a cell; empty when that is not known.
table_cell age_cell(const std::optional<ami::live_since>& since, ami::live_time time);

/// The same for JSON: seconds, or null.
boost::json::value age_json(const std::optional<ami::live_since>& since, ami::live_time time);

/// A cell with a text of a server.
table_cell server_cell(std::string_view text, tone colour = tone::plain);

/// The state of a device in its colour.
tone tone_of(ami::device_state state) noexcept;

}  // namespace amictl
