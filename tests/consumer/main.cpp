// Prints the version of the library it was built with, and makes use of its compiled part.
#include <ami/ami.hpp>
#include <ami/version.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <iostream>

namespace {

// Compiled without BOOST_ASIO_NO_DEPRECATED, unlike the library: then Asio asks more of what is copied into a
// coroutine.
boost::asio::awaitable<void> keep(ami::manager pbx, ami::cluster pbxs) {
  const auto both = [pbx, pbxs] { return pbx.state() == ami::connection_state::disconnected && pbxs.names().empty(); };
  static_cast<void>(both());
  co_return;
}

}  // namespace

int main() {
  const ami::options how{"localhost"};
  boost::asio::io_context context;
  const ami::cluster pbxs{context};
  const ami::cluster copy{pbxs};
  static_cast<void>(keep(ami::manager{context, how}, copy));
  std::cout << "ami " << AMI_VERSION_STRING << '\n';
}
