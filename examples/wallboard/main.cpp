// A wallboard: a service and one web page. Without a PBX it watches a simulated call centre in this process.
#include "wallboard/call_centre.hpp"
#include "wallboard/http_rules.hpp"
#include "wallboard/service.hpp"
#include "wallboard/settings.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>

int main(int count, char** arguments) {
  wallboard::settings settings = wallboard::read_settings(count, arguments);
  try {
    boost::asio::io_context signals_io;
    boost::asio::signal_set signals{signals_io, SIGINT, SIGTERM};
    signals.async_wait([](const auto&, int) {});

    std::optional<wallboard::call_centre> embedded;
    if (settings.pbxs.empty()) {
      settings.pbxs = embedded.emplace().pbxs();
    }
    wallboard::service service{settings.pbxs, settings.web, settings.feed};
    const auto port = service.start();
    if (!wallboard::is_loopback(settings.web.host)) {
      fmt::print(stderr,
                 "wallboard: {} is no loopback address: without TLS in front, everybody on the way reads the "
                 "token\n",
                 settings.web.host);
    }
    const std::string host =
        settings.web.host.find(':') != std::string::npos ? "[" + settings.web.host + "]" : settings.web.host;
    fmt::print("wallboard: http://{}:{}/{}\n", host, port,
               settings.token_is_ours ? "#token=" + settings.web.token : std::string{});
    std::fflush(stdout);

    signals_io.run();
    service.stop();
  } catch (const std::exception& error) {
    fmt::print(stderr, "wallboard: {}\n", error.what());
    return 1;
  }
}
