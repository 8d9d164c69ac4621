#include "wallboard/web_server.hpp"

#include "wallboard/http_rules.hpp"

#include <ami/json.hpp>
#include <ami/manager.hpp>
#include <ami/prometheus.hpp>

#include <boost/asio/use_future.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <future>
#include <httplib.h>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <sys/socket.h>
#include <utility>
#include <vector>

namespace wallboard {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace std::chrono_literals;

namespace {

constexpr const char* json_type = "application/json";
constexpr const char* text_type = "text/plain; version=0.0.4; charset=utf-8";

// Threads for all that is no event stream; of these, action_desk lets 16 wait for a PBX.
constexpr std::size_t other_threads = 48;

// What the kernel keeps for a browser that does not read, for each of them, in bytes; it doubles this.
constexpr int socket_buffer = 64 * 1024;

constexpr std::size_t largest_request = 8 * 1024;

// Not SO_REUSEPORT, which the HTTP library sets by itself: two wallboards would share a port, and each get half of the
// browsers. Connections inherit these options.
void set_socket_options(int socket) {
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  ::setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &socket_buffer, sizeof(socket_buffer));
}

std::string problem(std::string_view text) {
  return json::serialize(json::object{{"ok", false}, {"message", ami::to_json_text(text)}});
}

void answer(httplib::Response& response, int status, std::string_view text) {
  response.status = status;
  response.set_content(problem(text), json_type);
}

// Sends a text that requests share, without a copy for each of them.
void send_shared(httplib::Response& response, const std::shared_ptr<const std::string>& text, const char* type) {
  response.set_content_provider(text->size(), type,
                                [text](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                                  return sink.write(text->data() + offset, std::min(length, text->size() - offset));
                                });
}

void send_file(httplib::Response& response, const std::string& path, const char* type) {
  std::ifstream file{path, std::ios::binary};
  if (!file) {
    answer(response, 404, "it is not installed");
    return;
  }
  response.set_content(std::string{std::istreambuf_iterator<char>{file}, {}}, type);
}

}  // namespace

// The place of a browser among the most that there may be.
class web_server::browser_place {
public:
  static std::shared_ptr<browser_place> take(web_server& server) {
    auto place = std::make_shared<browser_place>(server);
    return server.browsers_.load() <= server.settings_.browsers ? place : nullptr;
  }

  explicit browser_place(web_server& server) : server_{server} { ++server_.browsers_; }
  ~browser_place() { --server_.browsers_; }
  browser_place(const browser_place&) = delete;
  browser_place& operator=(const browser_place&) = delete;

private:
  web_server& server_;
};

// The events of one browser, which its thread writes. It holds one message at a time, and none is queued for it.
class web_server::browser_stream {
public:
  browser_stream(web_server& server, std::shared_ptr<browser_place> place,
                 std::optional<message_ring::position> position)
      : server_{server}, place_{std::move(place)}, position_{position} {}

  // Writes what is next, once there is something.
  // @return whether the browser is still there.
  bool write_next(httplib::DataSink& sink) {
    const bool written = write(sink);
    if (!written) {
      ++server_.dropped_;
    }
    return written;
  }

private:
  bool write(httplib::DataSink& sink) {
    if (!std::exchange(began_, true) && !write(sink, "retry: 1000\n\n")) {
      return false;
    }
    if (!position_) {
      return write_state(sink);
    }
    const auto [outcome, message] = server_.feed_.messages().wait_after(*position_, server_.settings_.keep_alive);
    switch (outcome) {
    case message_hub::outcome::message: ++*position_; return write(sink, *message);
    case message_hub::outcome::none: return write(sink, ":\n\n");
    case message_hub::outcome::gone: return write_state(sink);
    case message_hub::outcome::closed: sink.done(); break;
    }
    return true;
  }

  bool write_state(httplib::DataSink& sink) {
    const auto state = server_.feed_.state();
    position_ = state.position;
    ++server_.states_;
    const std::string id = server_.feed_.messages().id_of(state.position);
    return write(sink, fmt::format("id: {}\nevent: state\ndata: ", id)) && write(sink, *state.json) &&
           write(sink, "\n\n");
  }

  // In pieces, so that a browser that takes a byte now and then does not hold its place for ever.
  bool write(httplib::DataSink& sink, std::string_view text) {
    constexpr std::size_t piece = 16 * 1024;
    const auto end = std::chrono::steady_clock::now() + 2 * server_.settings_.write_timeout;
    while (!text.empty()) {
      const std::string_view part = text.substr(0, piece);
      if (std::chrono::steady_clock::now() > end || !sink.write(part.data(), part.size())) {
        return false;
      }
      server_.sent_bytes_ += part.size();
      text.remove_prefix(part.size());
    }
    return true;
  }

  web_server& server_;
  std::shared_ptr<browser_place> place_;
  std::optional<message_ring::position> position_;
  bool began_ = false;
};

web_server::web_server(web_settings settings, pbx_feed& feed, action_desk& desk)
    : settings_{std::move(settings)}, feed_{feed}, desk_{desk}, http_{std::make_unique<httplib::Server>()} {
  http_->new_task_queue = [this] {
    // The library asks for its threads when it runs.
    begun_ = true;
    begun_.notify_all();
    return new httplib::ThreadPool{settings_.browsers + other_threads};
  };
  http_->set_socket_options([this](int socket) {
    set_socket_options(socket);
    listening_ = socket;
  });
  http_->set_tcp_nodelay(true);
  // A connection that waits for its next request would hold a thread.
  http_->set_keep_alive_max_count(1);
  http_->set_read_timeout(5s);
  http_->set_write_timeout(settings_.write_timeout);
  http_->set_payload_max_length(largest_request);
  http_->set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
    if (is_loopback(settings_.host) && !is_host_of_loopback(request.get_header_value("Host"))) {
      answer(response, 421, "this service is for this computer alone");
      return httplib::Server::HandlerResponse::Handled;
    }
    return httplib::Server::HandlerResponse::Unhandled;
  });
  http_->set_post_routing_handler([](const httplib::Request& request, httplib::Response& response) {
    for (const auto& [name, value] : headers_for(request.path)) {
      response.set_header(name, value);
    }
  });
  http_->set_error_handler([](const httplib::Request&, httplib::Response& response) {
    if (response.body.empty()) {
      answer(response, response.status, response.status == 404 ? "there is no such thing here" : "the request is bad");
    }
  });
  serve_pages();
  serve_api();
}

web_server::~web_server() {
  stop();
}

void web_server::serve_pages() {
  if (!http_->set_mount_point("/", settings_.page_folder)) {
    throw std::runtime_error{fmt::format("the folder of the page, {}, cannot be read", settings_.page_folder)};
  }
  http_->set_file_extension_and_mimetype_mapping("webmanifest", "application/manifest+json");
  http_->Get("/api/openapi.json", [this](const httplib::Request&, httplib::Response& response) {
    send_file(response, settings_.openapi_file, json_type);
  });
  http_->Get("/api/ami.schema.json", [this](const httplib::Request&, httplib::Response& response) {
    send_file(response, settings_.schema_file, json_type);
  });
}

void web_server::serve_api() {
  http_->Get("/api/state", [this](const httplib::Request&, httplib::Response& response) {
    send_shared(response, feed_.state().json, json_type);
  });
  http_->Get("/api/calls", [this](const httplib::Request&, httplib::Response& response) {
    response.set_content(feed_.state_of(table::calls), json_type);
  });
  http_->Get("/api/queues", [this](const httplib::Request&, httplib::Response& response) {
    response.set_content(feed_.state_of(table::queues), json_type);
  });
  http_->Get("/api/events",
             [this](const httplib::Request& request, httplib::Response& response) { serve_events(request, response); });
  http_->Post("/api/action", [this](const httplib::Request& request, httplib::Response& response) {
    serve_action(request, response);
  });
  http_->Get("/health", [this](const httplib::Request&, httplib::Response& response) {
    const auto [complete, text] = feed_.health();
    response.status = complete ? 200 : 503;
    response.set_content(text, json_type);
  });
  http_->Get("/metrics", [this](const httplib::Request&, httplib::Response& response) {
    response.set_content(metrics(), text_type);
  });
}

void web_server::serve_events(const httplib::Request& request, httplib::Response& response) {
  auto place = browser_place::take(*this);
  if (!place) {
    ++refused_;
    response.set_header("Retry-After", "10");
    answer(response, 503, "too many browsers read events");
    return;
  }
  std::string last = request.get_header_value("Last-Event-ID");
  if (last.empty() && request.has_param("after")) {
    last = request.get_param_value("after");
  }
  const auto position = feed_.messages().resumable(last);
  if (position) {
    ++resumed_;
  }
  auto stream = std::make_shared<browser_stream>(*this, std::move(place), position);
  response.set_chunked_content_provider(
      "text/event-stream",
      [stream = std::move(stream)](std::size_t, httplib::DataSink& sink) { return stream->write_next(sink); });
}

void web_server::serve_action(const httplib::Request& request, httplib::Response& response) {
  if (!has_token(request.get_header_value("Authorization"), settings_.token)) {
    response.set_header("WWW-Authenticate", "Bearer");
    answer(response, 401, "actions need the token");
    return;
  }
  if (!is_json(request.get_header_value("Content-Type"))) {
    answer(response, 415, "the header Content-Type has to be application/json");
    return;
  }
  const auto done = desk_.perform(request.body);
  response.status = done->status;
  response.set_content(done->body, json_type);
}

std::string web_server::metrics() const {
  std::vector<ami::labelled_statistics> connections;
  for (const auto& name : feed_.pbxs().names()) {
    if (const auto server = feed_.pbxs().find(name)) {
      connections.emplace_back(name, server->async_statistics(asio::use_future).get());
    }
  }
  std::string text = ami::prometheus_text(connections) + ami::prometheus_text(feed_.live().statistics());
  const auto add = [&text](std::string_view name, std::string_view type, std::string_view help, std::uint64_t value) {
    text +=
        fmt::format("# HELP wallboard_{0} {1}\n# TYPE wallboard_{0} {2}\nwallboard_{0} {3}\n", name, help, type, value);
  };
  add("browsers", "gauge", "Browsers that read events now.", browsers_.load());
  add("browsers_refused_total", "counter", "Browsers that were refused because there were too many.", refused_.load());
  add("browsers_dropped_total", "counter", "Browsers that were gone, or took too long.", dropped_.load());
  add("browsers_resumed_total", "counter", "Browsers that came back, and got only what came meanwhile.",
      resumed_.load());
  add("states_sent_total", "counter", "How often a browser was sent the whole state.", states_.load());
  add("messages_total", "counter", "Messages that were made, for all browsers together.", feed_.messages().messages());
  add("message_bytes_total", "counter", "Bytes of these messages.", feed_.messages().bytes());
  add("sent_bytes_total", "counter", "Bytes that were written to browsers.", sent_bytes_.load());
  text += "# HELP wallboard_actions_total Requests for actions, by the status of their answer.\n"
          "# TYPE wallboard_actions_total counter\n";
  for (const auto& [key, count] : desk_.counts()) {
    text += fmt::format("wallboard_actions_total{{action=\"{}\",status=\"{}\"}} {}\n", key.first, key.second, count);
  }
  return text;
}

std::uint16_t web_server::start() {
  int port = settings_.port;
  if (port == 0) {
    port = http_->bind_to_any_port(settings_.host);
  } else if (!http_->bind_to_port(settings_.host, port)) {
    port = -1;
  }
  if (port <= 0) {
    throw std::runtime_error{fmt::format("cannot listen on {} port {}", settings_.host, settings_.port)};
  }
  // All browsers come back at once when the service was started anew. The HTTP library lets five of them wait to be
  // accepted, and those behind them try again after a second or more.
  ::listen(listening_, static_cast<int>(settings_.browsers + other_threads));
  thread_ = std::thread{[this] { http_->listen_after_bind(); }};
  // Before it runs, stop() would do nothing.
  begun_.wait(false);
  return static_cast<std::uint16_t>(port);
}

void web_server::stop() {
  if (thread_.joinable()) {
    feed_.messages().close();
    http_->stop();
    thread_.join();
  }
}

}  // namespace wallboard
