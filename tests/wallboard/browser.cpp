#include "wallboard/browser.hpp"

#include "catch.hpp"
#include "support/run.hpp"

#include <ami/reconnect_policy.hpp>

#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <httplib.h>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace test {

namespace json = boost::json;
using namespace std::chrono_literals;

std::vector<json::object> sent_event::changes() const {
  std::vector<json::object> result;
  if (type == "changes") {
    for (const auto& change : data.at("changes").as_array()) {
      result.push_back(change.as_object());
    }
  }
  return result;
}

json::value sent_event::link_of(std::string_view server) const {
  if (type == "state") {
    const auto& servers = data.at("servers").as_object();
    const auto* found = servers.if_contains(server);
    return found != nullptr ? found->at("link") : json::value(nullptr);
  }
  json::value link;
  for (const auto& change : changes()) {
    if (change.at("server").as_string() != server || change.at("value").is_null()) {
      continue;
    }
    if (change.at("table") == "link") {
      link = change.at("value");
    } else if (change.at("table") == "server") {
      link = change.at("value").at("link");
    }
  }
  return link;
}

browser::browser(std::uint16_t port, const std::string& headers, const std::string& path, int receive_buffer)
    : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
  REQUIRE(socket_ >= 0);
  if (receive_buffer != 0) {
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof(receive_buffer));
  }
  const timeval limit{patience.count(), 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
  const std::string request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
  REQUIRE(::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size()));
  std::size_t end = 0;
  while ((end = raw_.find("\r\n\r\n")) == std::string::npos) {
    REQUIRE(read_more());
  }
  head_ = raw_.substr(0, end + 2);
  raw_.erase(0, end + 4);
}

browser::~browser() {
  ::close(socket_);
}

int browser::status() const {
  return std::stoi(head_.substr(head_.find(' ') + 1));
}

bool browser::read_more() {
  std::array<char, 65536> buffer{};
  const auto count = ::recv(socket_, buffer.data(), buffer.size(), 0);
  if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
    FAIL("nothing came");
  }
  raw_.append(buffer.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
  return count > 0;
}

bool browser::decode_chunk() {
  const auto line = raw_.find("\r\n");
  if (line == std::string::npos) {
    return false;
  }
  std::size_t size = 0;
  std::from_chars(raw_.data(), raw_.data() + line, size, 16);
  if (raw_.size() < line + 2 + size + 2) {
    return false;
  }
  ended_in_order_ = size == 0;
  text_.append(raw_, line + 2, size);
  raw_.erase(0, line + 2 + size + 2);
  return true;
}

std::optional<sent_event> browser::next() {
  for (;;) {
    std::size_t end = 0;
    while ((end = text_.find("\n\n")) == std::string::npos) {
      while (!decode_chunk()) {
        if (!read_more()) {
          return std::nullopt;
        }
      }
      if (ended_in_order_) {
        return std::nullopt;
      }
    }
    const std::string block = text_.substr(0, end + 1);
    text_.erase(0, end + 2);
    sent_event event;
    const auto field = [&](std::string_view name) {
      const auto at = block.find(name);
      const auto from = at + name.size();
      return at == std::string::npos ? std::string{} : block.substr(from, block.find('\n', from) - from);
    };
    if (block.starts_with(":")) {
      comments_ += block.size();
      continue;
    }
    event.id = field("id: ");
    event.type = field("event: ");
    if (const std::string data = field("data: "); !data.empty()) {
      event.data = json::parse(data);
      return event;
    }
  }
}

sent_event browser::next_that(const std::function<bool(const sent_event&)>& wanted) {
  for (;;) {
    auto event = next();
    REQUIRE(event.has_value());
    if (wanted(*event)) {
      return *event;
    }
  }
}

sent_event browser::next_with_link(std::string_view server, bool valid) {
  return next_that([&](const sent_event& event) {
    const auto link = event.link_of(server);
    return link.is_object() && link.at("valid") == valid;
  });
}

bool browser::read_to_end() {
  while (next()) {
  }
  return ended_in_order_;
}

ami::testing::pbx_options ready_telephones(const std::string& caller_name) {
  return ami::testing::pbx_options{}
      .ring_time(0ms, 0ms)
      .talk_time(1h, 1h)
      .endpoint({"alice", "2001", caller_name})
      .endpoint({"bob", "2002", "Bob"})
      .queue(ami::testing::pbx_queue{"sales", "500"}.member("alice"));
}

wallboard::pbx_settings settings_of(const ami::testing::fake_asterisk& server) {
  return {"berlin", ami::options{server.host()}
                        .port(server.port())
                        .credentials("admin", "secret")
                        .reconnect(ami::reconnect_policy{}.initial_delay(10ms).max_delay(100ms))};
}

wallboard::web_settings running_service::prepared(wallboard::web_settings web) const {
  std::ofstream{folder.path() / "index.html"} << "<!doctype html><title>Board</title>";
  std::ofstream{folder.path() / "wallboard.js"} << "// script";
  web.port = 0;
  web.token = "t0ken";
  web.page_folder = folder.path().string();
  web.openapi_file = WALLBOARD_OPENAPI;
  web.schema_file = WALLBOARD_SCHEMA;
  return web;
}

running_service::running_service(ami::testing::pbx_options pbx, wallboard::web_settings web,
                                 wallboard::feed_settings feed)
    : server{ami::testing::fake_options{}.pbx(std::move(pbx))},
      service{{settings_of(server)}, prepared(std::move(web)), feed}, port{service.start()} {}

json::value running_service::answer::json() const {
  return json::parse(body);
}

namespace {

// Not by REQUIRE: some tests ask on several threads, on which Catch2 takes no assertions.
running_service::answer answer_of(const httplib::Result& result) {
  if (!result) {
    throw std::runtime_error{"no answer: " + to_string(result.error())};
  }
  return {result->status, result->get_header_value("Content-Type"), result->body,
          result->get_header_value("Retry-After"), result->get_header_value("Content-Security-Policy")};
}

}  // namespace

running_service::answer running_service::get(const std::string& path, const std::string& host) const {
  httplib::Client client{"127.0.0.1", port};
  client.set_read_timeout(patience);
  return answer_of(client.Get(path, host.empty() ? httplib::Headers{} : httplib::Headers{{"Host", host}}));
}

running_service::answer running_service::post(const std::string& body, const std::string& authorization,
                                              const std::string& type) const {
  httplib::Client client{"127.0.0.1", port};
  client.set_read_timeout(patience);
  httplib::Headers headers;
  if (!authorization.empty()) {
    headers.emplace("Authorization", authorization);
  }
  return answer_of(client.Post("/api/action", headers, body, type));
}

std::string running_service::metric(const std::string& name) const {
  const std::string text = "\n" + get("/metrics").body;
  const auto at = text.find("\n" + name + " ");
  INFO(name);
  REQUIRE(at != std::string::npos);
  const auto from = at + name.size() + 2;
  return text.substr(from, text.find('\n', from) - from);
}

}  // namespace test
