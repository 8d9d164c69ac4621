// Shows the live channels of all PBXs from the log alone: relay_consumer --config relay.ini
#include "call_table.hpp"
#include "log_reader.hpp"
#include "settings.hpp"

#include <ami/json.hpp>

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <memory>
#include <set>
#include <string>

using namespace std::chrono_literals;

namespace {

std::string variable(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  return value == nullptr ? std::string{} : std::string{value};
}

void show(const relay::call_table& table) {
  std::set<std::string> servers;
  for (const auto& [place, part] : table.parts()) {
    servers.insert(place.first);
  }
  std::uint64_t lagged = 0;
  for (const std::string& server : servers) {
    lagged += table.lagged(server);
    const std::string stale = table.stale(server);
    fmt::print("{}{}\n", server, stale.empty() ? "" : fmt::format(" (may be wrong: {})", stale));
    for (const auto& [uniqueid, channel] : table.channels(server)) {
      fmt::print("  {:32} {:10} {:16} call {}{}\n", ami::to_json_text(channel.name), channel.state,
                 ami::to_json_text(channel.caller_id_num), channel.linkedid,
                 channel.bridge.empty() ? "" : ", in a bridge");
    }
  }
  const auto& figures = table.figures();
  fmt::print("{} records, {} duplicates, {} missing, {} events lost before the log, {} unreadable\n\n", figures.records,
             figures.duplicates, figures.missing, lagged, figures.unreadable);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  std::string config;
  bool once = false;
  CLI::App app{"The live channels of all PBXs, from the relay's log"};
  app.add_option("--config", config, "The relay's INI file; else its environment");
  app.add_flag("--once", once, "Show what there is at the end of the log, and end");
  CLI11_PARSE(app, argc, argv);
  std::signal(SIGPIPE, SIG_IGN);  // hiredis writes to links that the server has closed
  try {
    std::ifstream file{config};
    const relay::settings settings =
        config.empty() ? relay::make_settings(variable) : relay::make_settings(relay::read_ini(file), variable);
    const auto log = relay::make_log_reader(settings);
    relay::call_table table;
    bool is_shown = false;
    for (;;) {
      // At the end of the log, and when something has come since.
      if (log->read(1s, [&](std::uint32_t partition, std::string_view text) { table.apply(partition, text); }) != 0) {
        is_shown = false;
      } else if (!is_shown) {
        show(table);
        is_shown = true;
        if (once) {
          return EXIT_SUCCESS;
        }
      }
    }
  } catch (const std::exception& error) {
    fmt::print(stderr, "relay_consumer: {}\n", error.what());
    return EXIT_FAILURE;
  }
}
