// Monitoring: the figures of the connection and of the PBX for Prometheus, as a file for the textfile collector of its
// node_exporter.
//
//   metrics_file /var/lib/node_exporter/asterisk.prom [SECONDS]
//
// The manager user needs: read = call,agent,system; write = call,reporting,system
#include "program.hpp"

#include <ami/live_state.hpp>
#include <ami/prometheus.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>

namespace asio = boost::asio;

namespace {

// The collector must never see half a file: it is written beside it, and renamed.
void replace_file(const std::string& path, const std::string& text) {
  const std::string next = path + ".new";
  std::ofstream file{next, std::ios::trunc};
  file << text << std::flush;
  if (!file) {
    throw std::runtime_error{next + ": cannot be written"};
  }
  file.close();
  std::filesystem::rename(next, path);
}

std::string gauge(const std::string& name, const std::string& help, std::size_t value) {
  return "# HELP " + name + ' ' + help + "\n# TYPE " + name + " gauge\n" + name + ' ' + std::to_string(value) + '\n';
}

asio::awaitable<int> write_metrics(ami::manager pbx, std::string path, std::chrono::seconds period) {
  const ami::live_state live{pbx};
  // Not awaited: a PBX that is down is what the figures have to show.
  pbx.async_connect([](ami::error_code error) {
    if (error) {
      std::cerr << "not connected: " << error.message() << '\n';
    }
  });
  asio::steady_timer timer{co_await asio::this_coro::executor};
  for (;;) {
    const ami::live_snapshot now = live.snapshot();
    std::string text = ami::prometheus_text(co_await pbx.statistics());
    text += ami::prometheus_text(live.statistics());  // ami_live_valid says whether the next ones can be relied on
    text += gauge("pbx_calls", "Calls at this moment.", now.calls().size());
    text += gauge("pbx_channels", "Channels at this moment.", now.channels().size());
    replace_file(path, text);
    timer.expires_after(period);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2 || count > 3) {
    std::cerr << "usage: metrics_file FILE [SECONDS]\n";
    return 2;
  }
  const std::chrono::seconds period{count > 2 ? std::stoi(arguments[2]) : 15};
  return cookbook::run_service("metrics_file",
                               [&](ami::manager pbx) { return write_metrics(pbx, arguments[1], period); });
}
