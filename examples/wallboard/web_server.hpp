// The HTTP server: the page, the API, the events, the metrics. Each connection has a thread while it is open.
#pragma once

#include "wallboard/action_desk.hpp"
#include "wallboard/pbx_feed.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>

namespace httplib {
class Response;
class Request;
class Server;
}  // namespace httplib

namespace wallboard {

/// How the server listens, and what it serves.
class web_settings {
public:
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0 for any free one.
  std::string token;          ///< What actions need.
  std::string page_folder;    ///< The files of the page.
  std::string openapi_file;
  std::string schema_file;
  std::size_t browsers = 250;  ///< At most this many read events; others are refused.
  /// How long a browser may take nothing, and at most twice that for one message; then it is gone.
  std::chrono::seconds write_timeout{10};
  /// A comment keeps the link of a browser open when nothing happens for so long.
  std::chrono::milliseconds keep_alive{15000};
};

/// Serves browsers.
class web_server {
public:
  /// @param feed, desk have to outlive the server.
  web_server(web_settings settings, pbx_feed& feed, action_desk& desk);
  /// Ends it, as stop() does.
  ~web_server();
  web_server(const web_server&) = delete;
  web_server& operator=(const web_server&) = delete;

  /// Listens, and serves on threads of its own.
  /// @return the port.
  /// @par Errors Throws `std::runtime_error` when the port cannot be had.
  std::uint16_t start();
  /// Ends all connections and threads. The feed has to run meanwhile: requests may wait for its answer.
  void stop();

  /// How many browsers read events now.
  std::size_t browsers() const noexcept { return browsers_.load(); }

private:
  class browser_place;
  class browser_stream;

  void serve_pages();
  void serve_api();
  void serve_events(const httplib::Request& request, httplib::Response& response);
  void serve_action(const httplib::Request& request, httplib::Response& response);
  std::string metrics() const;

  web_settings settings_;
  pbx_feed& feed_;
  action_desk& desk_;
  std::unique_ptr<httplib::Server> http_;
  int listening_ = -1;
  std::thread thread_;
  std::atomic<bool> begun_ = false;
  std::atomic<std::size_t> browsers_ = 0;
  std::atomic<std::uint64_t> refused_ = 0;  // there were too many
  std::atomic<std::uint64_t> dropped_ = 0;  // it took too long, or was gone
  std::atomic<std::uint64_t> resumed_ = 0;
  std::atomic<std::uint64_t> states_ = 0;
  std::atomic<std::uint64_t> sent_bytes_ = 0;
};

}  // namespace wallboard
