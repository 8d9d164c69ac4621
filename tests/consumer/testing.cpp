// Prints the version of the library it was built with, after a ping that the testing library's fake server answered.
#include <ami/ami.hpp>
#include <ami/testing/fake_asterisk.hpp>
#include <ami/version.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <iostream>

namespace {

boost::asio::awaitable<void> ping(ami::manager pbx) {
  co_await pbx.connect();
  const ami::actions::ping action;
  const auto pong = co_await pbx.send_action(action);
  if (pong.success()) {
    std::cout << "ami " << AMI_VERSION_STRING << '\n';
  }
  co_await pbx.disconnect();
}

}  // namespace

int main() {
  const ami::testing::fake_asterisk server;
  boost::asio::io_context context;
  const ami::manager pbx{context, ami::options{server.host()}.port(server.port()).credentials("admin", "secret")};
  bool failed = false;
  boost::asio::co_spawn(context, ping(pbx), [&failed](std::exception_ptr error) { failed = error != nullptr; });
  context.run();
  return failed ? 1 : 0;
}
