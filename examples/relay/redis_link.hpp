// A connection to a Redis server.
#pragma once

#include <atomic>
#include <chrono>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct redisContext;  // NOLINT(readability-identifier-naming): hiredis names it
struct redisReply;    // NOLINT(readability-identifier-naming)

namespace relay {

/// Where a Redis server is, and how to log in.
class redis_address {
public:
  std::string host = "127.0.0.1";
  int port = 6379;
  std::string socket;  // the path of a Unix socket, instead of host and port
  std::string user;    // empty: the default user
  std::string password;
  int database = 0;
  /// How long a connection, a login or a reply may take.
  std::chrono::milliseconds timeout = std::chrono::seconds{10};
};

/// The link failed: closed, timed out, interrupted. Everything in flight has an unknown outcome.
class redis_failure : public std::runtime_error {
public:
  using runtime_error::runtime_error;
};

/// Commands to a Redis server and their replies, in order. Not blocked for longer than the timeout, and only until it
/// is interrupted. One thread, but for interrupt().
/// @pre The process ignores SIGPIPE: hiredis writes without regard to it.
class redis_link {
public:
  /// Owns a reply.
  class free_reply {
  public:
    void operator()(redisReply* reply) const noexcept;
  };
  using reply = std::unique_ptr<redisReply, free_reply>;

  explicit redis_link(redis_address address);
  ~redis_link();
  redis_link(const redis_link&) = delete;
  redis_link& operator=(const redis_link&) = delete;

  /// Connects, logs in, and waits for an answer, unless it is connected.
  /// @par Errors Throws redis_failure.
  void open();
  void close() noexcept { context_.reset(); }
  /// Appends a command to what flush() and read() send.
  void append(std::initializer_list<std::string_view> arguments);
  /// The next reply, also when it is an error of the server.
  /// @param limit how long it may take.
  /// @par Errors Throws redis_failure.
  [[nodiscard]] reply read(std::chrono::milliseconds limit);
  [[nodiscard]] reply read() { return read(address_.timeout); }
  /// One command and its reply.
  /// @par Errors Throws redis_failure, also for an error of the server.
  reply ask(std::initializer_list<std::string_view> arguments);
  /// Ends what blocks, now and later. From any thread.
  void interrupt() noexcept { interrupted_ = true; }
  [[nodiscard]] bool interrupted() const noexcept { return interrupted_; }

private:
  class free_context {
  public:
    void operator()(redisContext* context) const noexcept;
  };

  void wait_for(short events, std::chrono::steady_clock::time_point deadline);
  [[noreturn]] void fail(const std::string& reason);

  redis_address address_;
  std::unique_ptr<redisContext, free_context> context_;
  std::atomic<bool> interrupted_{false};
};

}  // namespace relay
