// The whole service: PBXs, actions and HTTP, with the thread that the library runs on.
#pragma once

#include "wallboard/action_desk.hpp"
#include "wallboard/pbx_feed.hpp"
#include "wallboard/web_server.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <thread>
#include <vector>

namespace wallboard {

/// The whole service.
class service {
public:
  /// @param pbxs the servers to watch.
  /// @param web how to serve.
  /// @param feed how to watch.
  service(const std::vector<pbx_settings>& pbxs, web_settings web, const feed_settings& feed = {});
  /// Ends it, as stop() does.
  ~service();

  /// Begins.
  /// @return the port that it listens on.
  /// @par Errors Throws `std::runtime_error` when the port cannot be had.
  std::uint16_t start();
  /// Ends it: first HTTP, whose threads may wait for the connections, then these.
  void stop();

  web_server& web() noexcept { return web_; }
  pbx_feed& feed() noexcept { return feed_; }

private:
  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  pbx_feed feed_;
  action_desk desk_;
  web_server web_;
  std::thread thread_;
};

}  // namespace wallboard
