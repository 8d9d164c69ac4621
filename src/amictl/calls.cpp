// amictl calls: a live table of the calls, each with all of its channels.
#include "amictl/commands.hpp"
#include "amictl/live_view.hpp"

#include <ami/actions/channel.hpp>

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <utility>

namespace amictl {

namespace {

tone call_tone(ami::live_call_status status) noexcept {
  switch (status) {
  case ami::live_call_status::talking:
  case ami::live_call_status::conference: return tone::good;
  case ami::live_call_status::ringing:
  case ami::live_call_status::waiting: return tone::warning;
  case ami::live_call_status::parked:
  case ami::live_call_status::held: return tone::name;
  case ami::live_call_status::other: break;
  }
  return tone::plain;
}

std::vector<const ami::live_channel*> legs_of(const ami::live_snapshot& now, const ami::live_call& call) {
  std::vector<const ami::live_channel*> result;
  for (const std::string& leg : call.legs()) {
    if (const ami::live_channel* const channel = now.channel(leg)) {
      result.push_back(channel);
    }
  }
  return result;
}

class calls_view : public live_view {
public:
  [[nodiscard]] std::string name() const override { return "calls"; }
  [[nodiscard]] ami::live_part main_part() const override { return ami::live_part::channels; }
  // The others say whether a call waits in a queue or is parked.
  [[nodiscard]] ami::live_options parts() const override {
    return ami::live_options{}
        .keep_only(ami::live_part::channels)
        .keep(ami::live_part::queues)
        .keep(ami::live_part::parking);
  }
  [[nodiscard]] std::vector<table_column> columns() const override {
    return {{"STATUS"}, {"CALLER"}, {"CHANNELS"}, {"QUEUE"}, {"SINCE", true}, {"TIME", true}, {"LINKEDID"}};
  }

  void add_rows(const ami::live_snapshot& now, ami::live_time time, std::vector<table_row>& rows) const override {
    for (const ami::live_call& call : now.calls()) {
      table_row row;
      row.key = call.linkedid();
      row.record = call.linkedid();
      std::string names;
      std::string caller;
      for (const ami::live_channel* const leg : legs_of(now, call)) {
        names += (names.empty() ? "" : ", ") + shown(leg->name());
        caller = caller.empty() ? caller_text(leg->caller_id_num(), leg->caller_id_name()) : caller;
      }
      row.cells = {table_cell{std::string{to_string(call.status())}, call_tone(call.status())},
                   table_cell{caller},
                   table_cell{names},
                   server_cell(call.queue()),
                   age_cell(call.status_since(), time),
                   age_cell(call.started(), time),
                   server_cell(call.linkedid(), tone::faint)};
      rows.push_back(std::move(row));
    }
  }

  [[nodiscard]] boost::json::object record(const ami::live_snapshot& now, ami::live_time time,
                                           const table_row& row) const override {
    const ami::live_call& call = *now.call(row.record);
    boost::json::array legs;
    for (const ami::live_channel* const leg : legs_of(now, call)) {
      legs.emplace_back(boost::json::object{{"channel", as_utf8(leg->name())},
                                            {"uniqueid", as_utf8(leg->uniqueid())},
                                            {"state", to_string(leg->state())},
                                            {"caller_id_num", as_utf8(leg->caller_id_num())},
                                            {"caller_id_name", as_utf8(leg->caller_id_name())}});
    }
    const auto wait = call.queue_wait();
    return {{"linkedid", as_utf8(call.linkedid())},
            {"status", to_string(call.status())},
            {"queue", as_utf8(call.queue())},
            {"queue_wait", wait ? boost::json::value(wait->count()) : boost::json::value{}},
            {"status_seconds", age_json(call.status_since(), time)},
            {"answered_seconds", age_json(call.answered(), time)},
            {"seconds", age_json(call.started(), time)},
            {"legs", std::move(legs)}};
  }

  [[nodiscard]] std::string help() const override { return "h hang up"; }
  [[nodiscard]] std::optional<row_request> request(std::string_view letter, const ami::live_snapshot& now,
                                                   const table_row& row) const override {
    const ami::live_call* const call = now.call(row.record);
    if (letter != "h" || call == nullptr) {
      return std::nullopt;
    }
    row_request result;
    std::string names;
    for (const ami::live_channel* const leg : legs_of(now, *call)) {
      names += (names.empty() ? "" : ", ") + shown(leg->name());
      result.actions.push_back(ami::actions::hangup{leg->name()});
    }
    result.question = fmt::format("Hang up the call of {}?", names);
    return result;
  }
};

}  // namespace

void add_calls(CLI::App& root, tool& shared) {
  auto flags = std::make_shared<live_flags>();
  CLI::App& command = tool::add_command(root, "calls", "Show the calls with all of their channels, live on a terminal",
                                        "  amictl calls                              like top: q ends, h hangs up\n"
                                        "  amictl calls --sort status                by what they do\n"
                                        "  amictl calls --json | jq '.legs|length'   JSON Lines, once\n");
  add_live_flags(command, flags);
  tool::on_run(command, shared, [flags](tool& running) { return run_live_view(calls_view{}, *flags, running); });
}

}  // namespace amictl
