// amictl endpoints: a live table of the endpoints of PJSIP.
#include "amictl/commands.hpp"
#include "amictl/live_view.hpp"

#include <ami/value_types.hpp>

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <chrono>
#include <memory>
#include <utility>

namespace amictl {

namespace {

double milliseconds_of(std::chrono::microseconds time) {
  return std::chrono::duration<double, std::milli>{time}.count();
}

std::string contacts_text(const ami::live_endpoint& endpoint) {
  std::string result;
  for (const ami::live_contact& contact : endpoint.contacts()) {
    result += (result.empty() ? "" : ", ") + shown(contact.uri());
    if (const auto state = contact.state()) {
      result += fmt::format(" {}", to_string(*state));
    }
    if (const auto time = contact.round_trip()) {
      result += fmt::format(" {:.1f} ms", milliseconds_of(*time));
    }
  }
  return result;
}

class endpoints_view : public live_view {
public:
  [[nodiscard]] std::string name() const override { return "endpoints"; }
  [[nodiscard]] ami::live_part main_part() const override { return ami::live_part::endpoints; }
  [[nodiscard]] std::vector<table_column> columns() const override {
    return {{"ENDPOINT"}, {"STATE"}, {"SINCE", true}, {"CONTACTS"}};
  }

  void add_rows(const ami::live_snapshot& now, ami::live_time time, std::vector<table_row>& rows) const override {
    for (const ami::live_endpoint& endpoint : now.endpoints()) {
      table_row row;
      row.key = endpoint.name();
      row.record = endpoint.name();
      row.cells = {server_cell(endpoint.name(), tone::strong),
                   table_cell{std::string{to_string(endpoint.state())}, tone_of(endpoint.state())},
                   age_cell(endpoint.since(), time), table_cell{contacts_text(endpoint)}};
      rows.push_back(std::move(row));
    }
  }

  [[nodiscard]] boost::json::object record(const ami::live_snapshot& now, ami::live_time time,
                                           const table_row& row) const override {
    const ami::live_endpoint& endpoint = *now.endpoint(row.record);
    boost::json::array contacts;
    for (const ami::live_contact& contact : endpoint.contacts()) {
      const auto state = contact.state();
      const auto round_trip = contact.round_trip();
      contacts.emplace_back(boost::json::object{
          {"uri", as_utf8(contact.uri())},
          {"state", state ? boost::json::value(to_string(*state)) : boost::json::value{}},
          {"round_trip_ms", round_trip ? boost::json::value(milliseconds_of(*round_trip)) : boost::json::value{}}});
    }
    return {{"endpoint", as_utf8(endpoint.name())},
            {"state", to_string(endpoint.state())},
            {"state_seconds", age_json(endpoint.since(), time)},
            {"contacts", std::move(contacts)}};
  }
};

}  // namespace

void add_endpoints(CLI::App& root, tool& shared) {
  auto flags = std::make_shared<live_flags>();
  CLI::App& command = tool::add_command(root, "endpoints", "Show the endpoints of PJSIP, live on a terminal",
                                        "  amictl endpoints                       like top: q ends\n"
                                        "  amictl endpoints --filter unavailable  which telephones are away\n"
                                        "  amictl endpoints --json                JSON Lines, once\n");
  add_live_flags(command, flags);
  tool::on_run(command, shared, [flags](tool& running) { return run_live_view(endpoints_view{}, *flags, running); });
}

}  // namespace amictl
