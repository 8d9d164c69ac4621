// amictl queues: a live table of the queues with their members and callers.
#include "amictl/commands.hpp"
#include "amictl/live_view.hpp"

#include <ami/actions/queue.hpp>
#include <ami/value_types.hpp>

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

namespace amictl {

namespace {

using sys_time = std::optional<std::chrono::sys_seconds>;

// By the clock of the server, which may go ahead of ours.
std::chrono::seconds age_of(std::chrono::sys_seconds time) {
  return std::max(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) - time,
                  std::chrono::seconds{0});
}

boost::json::value unix_time(const sys_time& time) {
  return time ? boost::json::value(time->time_since_epoch().count()) : boost::json::value{};
}

class queues_view : public live_view {
public:
  /// @param names only these queues; none for all.
  explicit queues_view(std::vector<std::string> names) : names_{std::move(names)} {}

  [[nodiscard]] std::string name() const override { return "queues"; }
  [[nodiscard]] ami::live_part main_part() const override { return ami::live_part::queues; }
  [[nodiscard]] std::vector<table_column> columns() const override {
    return {{"QUEUE"}, {"WHO"}, {"STATE"}, {"CALLS", true}, {"PENALTY", true}, {"TIME", true}};
  }

  void add_rows(const ami::live_snapshot& now, ami::live_time time, std::vector<table_row>& rows) const override {
    for (const ami::live_queue& queue : now.queues()) {
      if (!is_wanted(queue.name())) {
        continue;
      }
      rows.push_back(row_of(queue));
      for (const auto& member : queue.members()) {
        rows.push_back(row_of(queue, *member));
      }
      for (const ami::live_queue_caller& caller : queue.callers()) {
        rows.push_back(row_of(queue, caller, time));
      }
    }
  }

  [[nodiscard]] boost::json::object record(const ami::live_snapshot& now, ami::live_time time,
                                           const table_row& row) const override {
    const ami::live_queue& queue = *now.queue(row.record);
    boost::json::object result{{"queue", as_utf8(queue.name())}, {"strategy", as_utf8(queue.strategy())}};
    if (const auto& figures = queue.figures()) {
      result["max"] = figures->max();
      result["completed"] = figures->completed();
      result["abandoned"] = figures->abandoned();
      result["hold_time"] = figures->hold_time().count();
      result["talk_time"] = figures->talk_time().count();
      result["service_level"] = figures->service_level().count();
      result["service_level_performance"] = figures->service_level_performance();
      result["weight"] = figures->weight();
    }
    boost::json::array members;
    for (const auto& member : queue.members()) {
      members.emplace_back(boost::json::object{{"interface", as_utf8(member->interface())},
                                               {"name", as_utf8(member->name())},
                                               {"status", to_string(member->status())},
                                               {"paused", member->paused()},
                                               {"paused_reason", as_utf8(member->paused_reason())},
                                               {"in_call", member->in_call()},
                                               {"penalty", member->penalty()},
                                               {"calls_taken", member->calls_taken()},
                                               {"last_call", unix_time(member->last_call())},
                                               {"last_pause", unix_time(member->last_pause())}});
    }
    boost::json::array callers;
    for (const ami::live_queue_caller& caller : queue.callers()) {
      callers.emplace_back(boost::json::object{{"position", caller.position()},
                                               {"channel", as_utf8(caller.channel_name())},
                                               {"uniqueid", as_utf8(caller.uniqueid())},
                                               {"caller_id_num", as_utf8(caller.caller_id_num())},
                                               {"caller_id_name", as_utf8(caller.caller_id_name())},
                                               {"seconds", age_json(caller.since(), time)}});
    }
    result["members"] = std::move(members);
    result["callers"] = std::move(callers);
    return result;
  }

  [[nodiscard]] std::string help() const override { return "p pause or unpause a member"; }
  [[nodiscard]] std::optional<row_request> request(std::string_view letter, const ami::live_snapshot& now,
                                                   const table_row& row) const override {
    const ami::live_queue* const queue = now.queue(row.record);
    const ami::live_queue_member* const member =
        queue != nullptr && !row.part.empty() ? queue->member(row.part) : nullptr;
    if (letter != "p" || member == nullptr) {
      return std::nullopt;
    }
    return row_request{fmt::format("{} {} in {}?", member->paused() ? "Unpause" : "Pause", shown(member->name()),
                                   shown(queue->name())),
                       {ami::actions::queue_pause{member->interface(), !member->paused()}.queue(queue->name())}};
  }

private:
  [[nodiscard]] bool is_wanted(const std::string& queue) const {
    return names_.empty() || std::find(names_.begin(), names_.end(), queue) != names_.end();
  }

  static table_row row_of(const ami::live_queue& queue) {
    table_row row;
    row.key = queue.name();
    row.record = queue.name();
    const auto& figures = queue.figures();
    row.cells = {
        server_cell(queue.name(), tone::strong),
        table_cell{fmt::format("{} waiting, {}", queue.caller_count(), counted(queue.member_count(), "member")),
                   queue.caller_count() != 0 ? tone::warning : tone::plain},
        server_cell(queue.strategy()),
        figures ? table_cell::number(figures->completed()) : table_cell{},
        table_cell{},
        figures ? table_cell::time(figures->hold_time()) : table_cell{}};
    return row;
  }

  static table_row row_of(const ami::live_queue& queue, const ami::live_queue_member& member) {
    table_row row;
    row.key = queue.name() + "\nmember\n" + member.interface();
    row.parent = queue.name();
    row.record = queue.name();
    row.part = member.interface();
    const std::string who = member.name().empty() || member.name() == member.interface()
                                ? member.interface()
                                : fmt::format("{} ({})", member.name(), member.interface());
    std::string state{to_string(member.status())};
    tone colour = tone_of(member.status());
    if (member.in_call()) {
      state += ", in call";
    }
    if (member.paused()) {
      state += member.paused_reason().empty() ? ", paused" : fmt::format(", paused: {}", member.paused_reason());
      colour = tone::warning;
    }
    row.cells = {server_cell(queue.name(), tone::faint),
                 server_cell(who),
                 server_cell(state, colour),
                 table_cell::number(member.calls_taken()),
                 table_cell::number(member.penalty()),
                 member.last_call() ? table_cell::time(age_of(*member.last_call())) : table_cell{}};
    return row;
  }

  static table_row row_of(const ami::live_queue& queue, const ami::live_queue_caller& caller, ami::live_time time) {
    table_row row;
    row.key = queue.name() + "\ncaller\n" + caller.uniqueid();
    row.parent = queue.name();
    row.record = queue.name();
    const std::string name = caller_text(caller.caller_id_num(), caller.caller_id_name());
    row.cells = {server_cell(queue.name(), tone::faint),
                 table_cell{fmt::format("#{} {} {}", caller.position(), shown(caller.channel_name()), name)},
                 table_cell{"waiting", tone::warning},
                 table_cell{},
                 table_cell{},
                 age_cell(caller.since(), time)};
    return row;
  }

  std::vector<std::string> names_;
};

class queues_flags {
public:
  std::vector<std::string> names;
};

}  // namespace

void add_queues(CLI::App& root, tool& shared) {
  auto flags = std::make_shared<live_flags>();
  auto own = std::make_shared<queues_flags>();
  CLI::App& command =
      tool::add_command(root, "queues", "Show queues with their members and callers, live on a terminal",
                        "  amictl queues                          like top: q ends, p pauses or unpauses\n"
                        "  amictl queues sales support            only these\n"
                        "  amictl queues --filter paused --once   who is paused\n"
                        "  amictl queues --json | jq -r '.members[]|select(.paused).interface'\n\n"
                        "TIME is the average time in the queue, the time since a member's last call, and how long a "
                        "caller waits.\n");
  command.add_option("name", own->names, "Only these queues")->type_name("NAME");
  add_live_flags(command, flags);
  tool::on_run(command, shared,
               [flags, own](tool& running) { return run_live_view(queues_view{own->names}, *flags, running); });
}

}  // namespace amictl
