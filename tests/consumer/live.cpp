// Prints the version of the library it was built with, and makes use of the live state.
#include <ami/live_state.hpp>
#include <ami/manager.hpp>
#include <ami/options.hpp>
#include <ami/version.hpp>

#include <boost/asio/io_context.hpp>

#include <iostream>

int main() {
  boost::asio::io_context context;
  const ami::manager pbx{context, ami::options{"localhost"}};
  const ami::live_state live{pbx};
  std::cout << (live.snapshot().valid() ? "nothing was asked for\n" : "ami " AMI_VERSION_STRING "\n");
}
