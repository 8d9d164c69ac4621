// amictl conferences: a live table of the conferences of ConfBridge with their participants.
#include "amictl/commands.hpp"
#include "amictl/live_view.hpp"

#include <ami/actions/conference.hpp>

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <utility>

namespace amictl {

namespace {

boost::json::value bool_or_null(const std::optional<bool>& value) {
  return value ? boost::json::value(*value) : boost::json::value{};
}

std::string state_of_participant(const ami::live_participant& participant) {
  std::string result;
  const auto add = [&](const char* word) { result += fmt::format("{}{}", result.empty() ? "" : ", ", word); };
  if (participant.admin()) {
    add("admin");
  }
  if (participant.muted()) {
    add("muted");
  }
  if (participant.talking().value_or(false)) {
    add("talking");
  }
  if (participant.waiting().value_or(false)) {
    add("waiting");
  }
  return result;
}

class conferences_view : public live_view {
public:
  [[nodiscard]] std::string name() const override { return "conferences"; }
  [[nodiscard]] ami::live_part main_part() const override { return ami::live_part::conferences; }
  [[nodiscard]] std::vector<table_column> columns() const override {
    return {{"CONFERENCE"}, {"WHO"}, {"CALLER"}, {"STATE"}, {"TIME", true}};
  }

  void add_rows(const ami::live_snapshot& now, ami::live_time time, std::vector<table_row>& rows) const override {
    for (const ami::live_conference& conference : now.conferences()) {
      table_row room;
      room.key = conference.name();
      room.record = conference.name();
      room.cells = {server_cell(conference.name(), tone::strong),
                    table_cell{counted(conference.participant_count(), "participant")}, table_cell{},
                    table_cell{conference.locked().value_or(false) ? "locked" : ""}, table_cell{}};
      rows.push_back(std::move(room));
      for (const auto& participant : conference.participants()) {
        table_row row;
        row.key = conference.name() + '\n' + participant->uniqueid();
        row.parent = conference.name();
        row.record = conference.name();
        row.part = participant->uniqueid();
        row.cells = {server_cell(conference.name(), tone::faint), server_cell(participant->channel_name()),
                     table_cell{caller_text(participant->caller_id_num(), participant->caller_id_name())},
                     table_cell{state_of_participant(*participant),
                                participant->talking().value_or(false) ? tone::good : tone::plain},
                     age_cell(participant->since(), time)};
        rows.push_back(std::move(row));
      }
    }
  }

  [[nodiscard]] boost::json::object record(const ami::live_snapshot& now, ami::live_time time,
                                           const table_row& row) const override {
    const ami::live_conference& conference = *now.conference(row.record);
    boost::json::array participants;
    for (const auto& participant : conference.participants()) {
      participants.emplace_back(boost::json::object{{"channel", as_utf8(participant->channel_name())},
                                                    {"uniqueid", as_utf8(participant->uniqueid())},
                                                    {"caller_id_num", as_utf8(participant->caller_id_num())},
                                                    {"caller_id_name", as_utf8(participant->caller_id_name())},
                                                    {"admin", participant->admin()},
                                                    {"muted", participant->muted()},
                                                    {"talking", bool_or_null(participant->talking())},
                                                    {"waiting", bool_or_null(participant->waiting())},
                                                    {"seconds", age_json(participant->since(), time)}});
    }
    return {{"conference", as_utf8(conference.name())},
            {"locked", bool_or_null(conference.locked())},
            {"participants", std::move(participants)}};
  }

  [[nodiscard]] std::string help() const override { return "k kick  m mute or unmute a participant"; }
  [[nodiscard]] std::optional<row_request> request(std::string_view letter, const ami::live_snapshot& now,
                                                   const table_row& row) const override {
    const ami::live_conference* const conference = now.conference(row.record);
    const ami::live_participant* const participant =
        conference != nullptr && !row.part.empty() ? conference->participant(row.part) : nullptr;
    if (participant == nullptr) {
      return std::nullopt;
    }
    const std::string& room = conference->name();
    const std::string& channel = participant->channel_name();
    if (letter == "k") {
      return row_request{fmt::format("Kick {} out of {}?", shown(channel), shown(room)),
                         {ami::actions::confbridge_kick{room, channel}}};
    }
    if (letter == "m" && participant->muted()) {
      return row_request{fmt::format("Unmute {} in {}?", shown(channel), shown(room)),
                         {ami::actions::confbridge_unmute{room, channel}}};
    }
    if (letter == "m") {
      return row_request{fmt::format("Mute {} in {}?", shown(channel), shown(room)),
                         {ami::actions::confbridge_mute{room, channel}}};
    }
    return std::nullopt;
  }
};

}  // namespace

void add_conferences(CLI::App& root, tool& shared) {
  auto flags = std::make_shared<live_flags>();
  CLI::App& command =
      tool::add_command(root, "conferences", "Show conferences with their participants, live on a terminal",
                        "  amictl conferences                like top: q ends, k kicks, m mutes or unmutes\n"
                        "  amictl conferences --json | jq '.participants|length'\n");
  add_live_flags(command, flags);
  tool::on_run(command, shared, [flags](tool& running) { return run_live_view(conferences_view{}, *flags, running); });
}

}  // namespace amictl
