// Events of any number of PBXs into Redis Streams or Kafka: relay --config relay.ini
#include "service.hpp"
#include "settings.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <memory>
#include <string>

namespace {

std::string variable(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  return value == nullptr ? std::string{} : std::string{value};
}

relay::settings read_settings(const std::string& path) {
  if (path.empty()) {
    return relay::make_settings(variable);
  }
  std::ifstream file{path};
  if (!file) {
    throw relay::settings_error{path + " cannot be read"};
  }
  return relay::make_settings(relay::read_ini(file), variable);
}

}  // namespace

int main(int argc, char** argv) {
  std::string config;
  CLI::App app{
      "Events of any number of PBXs into Redis Streams or Kafka. Without --config it is told by the environment: "
      "RELAY_SINK, AMI_HOST, AMI_USERNAME, AMI_SECRET_FILE."};
  app.add_option("--config", config, "An INI file: [relay], [kafka], and a [server NAME] for each PBX");
  CLI11_PARSE(app, argc, argv);
  std::signal(SIGPIPE, SIG_IGN);  // hiredis writes to links that the server has closed
  const auto log = spdlog::stderr_logger_mt("relay");
  log->flush_on(spdlog::level::info);
  try {
    boost::asio::io_context io{1};
    relay::service service{io, read_settings(config), log};
    boost::asio::signal_set signals{io, SIGINT, SIGTERM};
    signals.async_wait([&](boost::system::error_code error, int) {
      if (!error) {
        service.end();
      }
    });
    service.begin();
    io.run();
    return service.left() == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
  } catch (const std::exception& error) {
    log->error("{}", error.what());
    return 2;
  }
}
