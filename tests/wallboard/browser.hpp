// A browser that reads server-sent events, and a service to read them from.
#pragma once

#include "support/temporary_folder.hpp"
#include "wallboard/service.hpp"

#include <ami/testing/fake_asterisk.hpp>

#include <boost/json/value.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace test {

/// One event.
class sent_event {
public:
  std::string id;
  std::string type;
  boost::json::value data;

  /// The changes in it; none for the whole state.
  [[nodiscard]] std::vector<boost::json::object> changes() const;
  /// The value of a table in it: of `link`, the link of a server, in a state as well as in changes. Null when there is
  /// none.
  [[nodiscard]] boost::json::value link_of(std::string_view server) const;
};

/// The open event stream of one browser. All reads fail the test when nothing comes within the tests' patience.
class browser {
public:
  /// @param headers more lines of the request, each with its line end.
  /// @param receive_buffer of the socket; 0 for the usual one.
  explicit browser(std::uint16_t port, const std::string& headers = {}, const std::string& path = "/api/events",
                   int receive_buffer = 0);
  ~browser();
  browser(const browser&) = delete;
  browser& operator=(const browser&) = delete;

  /// The first line and the headers of the answer.
  const std::string& head() const { return head_; }
  /// The status of the answer.
  int status() const;
  /// The next event; nothing when the server has closed the connection.
  std::optional<sent_event> next();
  /// Reads on until an event is what is wanted.
  sent_event next_that(const std::function<bool(const sent_event&)>& wanted);
  /// Reads on until a server's link is as wanted.
  sent_event next_with_link(std::string_view server, bool valid);
  /// Reads until the connection ends; whether it ended in order, with the last chunk.
  bool read_to_end();
  /// How many bytes of comments came.
  std::size_t comments() const { return comments_; }

private:
  bool read_more();
  bool decode_chunk();

  int socket_ = -1;
  std::string head_;
  std::string raw_;   // as received, behind the head
  std::string text_;  // without what the transfer adds
  std::size_t comments_ = 0;
  bool ended_in_order_ = false;
};

/// Two telephones, "alice" (2001) and "bob" (2002), who answer at once, and the queue "sales" with alice.
ami::testing::pbx_options ready_telephones(const std::string& caller_name = "Alice");

/// A service of one fake server, "berlin", with the token "t0ken".
class running_service {
public:
  explicit running_service(ami::testing::pbx_options pbx = {}, wallboard::web_settings web = {},
                           wallboard::feed_settings feed = {});

  /// Sends a request, and waits for its answer.
  class answer {
  public:
    int status = 0;
    std::string type;
    std::string body;
    std::string retry_after;
    std::string security;  // Content-Security-Policy
    boost::json::value json() const;
  };
  answer get(const std::string& path, const std::string& host = {}) const;
  answer post(const std::string& body, const std::string& authorization = "Bearer t0ken",
              const std::string& type = "application/json") const;
  /// The value of a metric of the service itself.
  std::string metric(const std::string& name) const;

  temporary_folder folder;
  ami::testing::fake_asterisk server;
  wallboard::service service;
  std::uint16_t port;

private:
  wallboard::web_settings prepared(wallboard::web_settings web) const;
};

/// The fake server as a PBX of the service.
wallboard::pbx_settings settings_of(const ami::testing::fake_asterisk& server);

}  // namespace test
