// amictl channels: a live table of the channels.
#include "amictl/commands.hpp"
#include "amictl/live_view.hpp"

#include <ami/actions/channel.hpp>
#include <ami/value_types.hpp>

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <utility>

namespace amictl {

namespace {

tone channel_tone(ami::channel_state state) noexcept {
  switch (state) {
  case ami::channel_state::up: return tone::good;
  case ami::channel_state::ring:
  case ami::channel_state::ringing: return tone::warning;
  case ami::channel_state::busy: return tone::bad;
  default: return tone::plain;
  }
}

class channels_view : public live_view {
public:
  [[nodiscard]] std::string name() const override { return "channels"; }
  [[nodiscard]] ami::live_part main_part() const override { return ami::live_part::channels; }
  [[nodiscard]] std::vector<table_column> columns() const override {
    return {{"CHANNEL"}, {"STATE"}, {"CALLER"}, {"PEER"}, {"EXTEN"}, {"APPLICATION"}, {"TIME", true}};
  }

  void add_rows(const ami::live_snapshot& now, ami::live_time time, std::vector<table_row>& rows) const override {
    for (const ami::live_channel& channel : now.channels()) {
      table_row row;
      row.key = channel.uniqueid();
      row.record = channel.uniqueid();
      std::string peers;
      for (const ami::live_channel* const peer : now.talks_to(channel.uniqueid())) {
        peers += (peers.empty() ? "" : ", ") + shown(peer->name());
      }
      row.cells = {server_cell(channel.name(), tone::strong),
                   table_cell{std::string{to_string(channel.state())}, channel_tone(channel.state())},
                   table_cell{caller_text(channel.caller_id_num(), channel.caller_id_name())},
                   table_cell{peers},
                   server_cell(channel.exten().empty() ? std::string{} : channel.exten() + '@' + channel.context()),
                   server_cell(channel.application()),
                   age_cell(channel.since(), time)};
      rows.push_back(std::move(row));
    }
  }

  [[nodiscard]] boost::json::object record(const ami::live_snapshot& now, ami::live_time time,
                                           const table_row& row) const override {
    const ami::live_channel& channel = *now.channel(row.record);
    boost::json::array peers;
    for (const ami::live_channel* const peer : now.talks_to(channel.uniqueid())) {
      peers.emplace_back(as_utf8(peer->name()));
    }
    return {{"channel", as_utf8(channel.name())},
            {"uniqueid", as_utf8(channel.uniqueid())},
            {"linkedid", as_utf8(channel.linkedid())},
            {"state", to_string(channel.state())},
            {"caller_id_num", as_utf8(channel.caller_id_num())},
            {"caller_id_name", as_utf8(channel.caller_id_name())},
            {"connected_line_num", as_utf8(channel.connected_line_num())},
            {"connected_line_name", as_utf8(channel.connected_line_name())},
            {"account_code", as_utf8(channel.account_code())},
            {"context", as_utf8(channel.context())},
            {"exten", as_utf8(channel.exten())},
            {"priority", channel.priority()},
            {"application", as_utf8(channel.application())},
            {"bridge", as_utf8(channel.bridge())},
            {"talks_to", std::move(peers)},
            {"seconds", age_json(channel.since(), time)}};
  }

  [[nodiscard]] std::string help() const override { return "h hang up"; }
  [[nodiscard]] std::optional<row_request> request(std::string_view letter, const ami::live_snapshot& now,
                                                   const table_row& row) const override {
    const ami::live_channel* const channel = now.channel(row.record);
    if (letter != "h" || channel == nullptr) {
      return std::nullopt;
    }
    return row_request{fmt::format("Hang up {}?", shown(channel->name())), {ami::actions::hangup{channel->name()}}};
  }
};

}  // namespace

void add_channels(CLI::App& root, tool& shared) {
  auto flags = std::make_shared<live_flags>();
  CLI::App& command = tool::add_command(root, "channels", "Show the channels, live on a terminal",
                                        "  amictl channels                        like top: q ends, h hangs up\n"
                                        "  amictl channels --sort time -r         the longest ones first\n"
                                        "  amictl channels --once --filter alice  a table, once\n"
                                        "  amictl channels --json | jq .channel   JSON Lines, once\n"
                                        "  amictl -p berlin,paris channels        two servers in one table\n");
  add_live_flags(command, flags);
  tool::on_run(command, shared, [flags](tool& running) { return run_live_view(channels_view{}, *flags, running); });
}

}  // namespace amictl
