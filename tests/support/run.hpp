// Runs a coroutine to its end on an io_context, and fails the test when it takes too long.
#pragma once

#include "catch.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace test {

inline constexpr std::chrono::seconds patience{60};

// Runs `context` until `done`; REQUIREs that it happened in time. `line`: the caller's.
template <class Predicate>
void run_until(boost::asio::io_context& context, Predicate done, std::chrono::seconds limit = patience,
               int line = __builtin_LINE()) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  context.restart();
  while (!done() && std::chrono::steady_clock::now() < deadline) {
    if (context.run_one_for(std::chrono::milliseconds{100}) == 0 && context.stopped()) {
      context.restart();
    }
  }
  INFO("waited for in line " << line);
  REQUIRE(done());
}

// The result of `task`; rethrows what it throws.
template <class T>
T run(boost::asio::io_context& context, boost::asio::awaitable<T> task, std::chrono::seconds limit = patience,
      int line = __builtin_LINE()) {
  std::exception_ptr failure;
  bool done = false;
  if constexpr (std::is_void_v<T>) {
    boost::asio::co_spawn(context, std::move(task), [&](std::exception_ptr error) {
      failure = std::move(error);
      done = true;
    });
    run_until(
        context, [&] { return done; }, limit, line);
    if (failure) {
      std::rethrow_exception(failure);
    }
  } else {
    std::optional<T> result;
    boost::asio::co_spawn(context, std::move(task), [&](std::exception_ptr error, T value) {
      failure = std::move(error);
      if (!failure) {
        result.emplace(std::move(value));
      }
      done = true;
    });
    run_until(
        context, [&] { return done; }, limit, line);
    if (failure) {
      std::rethrow_exception(failure);
    }
    return std::move(*result);
  }
}

}  // namespace test
