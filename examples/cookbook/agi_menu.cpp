// A menu: "for sales press 1, for support 2". A coroutine for each caller, who then goes on in the dialplan.
//
//   agi_menu
//
// In extensions.conf:
//   exten => 150,1,Answer()
//   same => n,Set(MENU=operator)                 ; when this program is not there
//   same => n,AGI(agi:async)
//   same => n,Goto(${MENU},s,1)
// The manager user needs: read = agi; write = agi
#include "program.hpp"

#include <ami/async_agi.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>

#include <chrono>
#include <iostream>
#include <string>
#include <utility>

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

asio::awaitable<std::string> ask(ami::async_agi::call& call) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    // Plays the file, and takes the first digit, which may be pressed while it plays.
    const auto answer = co_await call.get_data("menu-sales-1-support-2", 5s, 1);
    if (answer.value_text() == "1") {
      co_return "sales";
    }
    if (answer.value_text() == "2") {
      co_return "support";
    }
    if (!answer.value_text().empty()) {
      co_await call.stream_file("option-is-invalid");
    }
  }
  co_return "operator";
}

asio::awaitable<void> serve(ami::async_agi::call call) {
  const std::string caller{call.variable("agi_callerid")};
  try {
    const std::string choice = co_await ask(call);
    co_await call.set_variable("MENU", choice);
    std::cout << caller << " goes to " << choice << '\n';
    co_await call.release();
  } catch (const ami::error& error) {
    std::cout << caller << " left: " << error.code().message() << '\n';  // hung up, most of the time
  }
}

asio::awaitable<int> take_calls(ami::manager pbx) {
  co_await pbx.connect();
  auto calls = ami::async_agi::accept(pbx);
  std::cout << "waiting for callers\n";
  while (auto call = co_await calls.next()) {
    asio::co_spawn(co_await asio::this_coro::executor, serve(std::move(*call)), asio::detached);
  }
  co_return 0;
}

}  // namespace

int main() {
  return cookbook::run_service("agi_menu", take_calls);
}
