#include "redis_link.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <hiredis/hiredis.h>
#include <poll.h>
#include <sys/socket.h>
#include <system_error>
#include <vector>

namespace relay {

namespace {

using clock = std::chrono::steady_clock;

// How long an interruption may take to be noticed.
constexpr std::chrono::milliseconds slice{50};

}  // namespace

void redis_link::free_reply::operator()(redisReply* reply) const noexcept {
  ::freeReplyObject(reply);
}

void redis_link::free_context::operator()(redisContext* context) const noexcept {
  ::redisFree(context);
}

redis_link::redis_link(redis_address address) : address_{std::move(address)} {}

redis_link::~redis_link() = default;

void redis_link::fail(const std::string& reason) {
  close();
  throw redis_failure{reason};
}

void redis_link::wait_for(short events, clock::time_point deadline) {
  for (;;) {
    const auto now = clock::now();
    if (interrupted_) {
      fail("interrupted");
    }
    if (now >= deadline) {
      fail(fmt::format("no answer within {} ms", address_.timeout.count()));
    }
    pollfd wanted{context_->fd, events, 0};
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(std::min<clock::duration>(slice, deadline - now));
    if (::poll(&wanted, 1, static_cast<int>(left.count())) > 0) {
      return;
    }
  }
}

void redis_link::open() {
  if (context_) {
    return;
  }
  context_.reset(address_.socket.empty() ? ::redisConnectNonBlock(address_.host.c_str(), address_.port)
                                         : ::redisConnectUnixNonBlock(address_.socket.c_str()));
  if (!context_) {
    throw redis_failure{"no memory"};
  }
  if (context_->err != 0) {
    fail(static_cast<const char*>(context_->errstr));
  }
  wait_for(POLLOUT, clock::now() + address_.timeout);
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(context_->fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0) {
    fail(std::generic_category().message(error != 0 ? error : errno));
  }
  if (!address_.password.empty()) {
    if (address_.user.empty()) {
      ask({"AUTH", address_.password});
    } else {
      ask({"AUTH", address_.user, address_.password});
    }
  }
  if (address_.database != 0) {
    ask({"SELECT", std::to_string(address_.database)});
  }
  // A server that is stopped takes connections and bytes: nothing is sent to it that it could carry out later.
  ask({"PING"});
}

void redis_link::append(std::initializer_list<std::string_view> arguments) {
  std::array<const char*, 16> texts{};
  std::array<std::size_t, 16> sizes{};
  std::size_t count = 0;
  for (const std::string_view argument : arguments) {
    texts.at(count) = argument.data();
    sizes.at(count) = argument.size();
    ++count;
  }
  if (::redisAppendCommandArgv(context_.get(), static_cast<int>(count), texts.data(), sizes.data()) != REDIS_OK) {
    fail(static_cast<const char*>(context_->errstr));
  }
}

redis_link::reply redis_link::read(std::chrono::milliseconds limit) {
  const auto deadline = clock::now() + limit;
  for (;;) {
    void* found = nullptr;
    if (::redisGetReplyFromReader(context_.get(), &found) != REDIS_OK) {
      fail(static_cast<const char*>(context_->errstr));
    }
    if (found != nullptr) {
      return reply{static_cast<redisReply*>(found)};
    }
    int is_written = 0;
    if (::redisBufferWrite(context_.get(), &is_written) != REDIS_OK) {
      fail(static_cast<const char*>(context_->errstr));
    }
    wait_for(static_cast<short>(is_written != 0 ? POLLIN : POLLIN | POLLOUT), deadline);
    if (::redisBufferRead(context_.get()) != REDIS_OK) {
      fail(static_cast<const char*>(context_->errstr));
    }
  }
}

redis_link::reply redis_link::ask(std::initializer_list<std::string_view> arguments) {
  append(arguments);
  reply answer = read();
  if (answer->type == REDIS_REPLY_ERROR) {
    fail(std::string{answer->str, static_cast<std::size_t>(answer->len)});
  }
  return answer;
}

}  // namespace relay
