// A program that is started while a connection is up gets none of its sockets.
#include "catch.hpp"
#include "support/certificates.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <memory>
#include <set>
#include <string>

namespace {

using names = std::set<std::string>;

// "socket:[12345]" and so on.
names own_sockets() {
  names result;
  for (const auto& entry : std::filesystem::directory_iterator{"/proc/self/fd"}) {
    std::error_code gone;
    const std::string target = std::filesystem::read_symlink(entry, gone).string();
    if (target.starts_with("socket:")) {
      result.insert(target);
    }
  }
  return result;
}

names sockets_of_child() {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> child{
      ::popen("for f in /proc/$$/fd/*; do readlink \"$f\"; done", "r"), ::pclose};
  REQUIRE(child != nullptr);
  names result;
  char line[256];
  while (std::fgets(line, sizeof line, child.get()) != nullptr) {
    if (std::string text{line}; text.starts_with("socket:")) {
      text.pop_back();
      result.insert(text);
    }
  }
  return result;
}

names without(const names& all, const names& before) {
  names result;
  std::ranges::set_difference(all, before, std::inserter(result, result.end()));
  return result;
}

// The listening socket, and both ends of a connection, which is made twice.
void check(const fake_options& server_options, const ami::options& client_options) {
  const names own_before = own_sockets();
  const names inherited_before = sockets_of_child();
  fake_asterisk server{server_options};
  asio::io_context io;
  ami::manager pbx{io, ami::options{client_options}.port(server.port())};
  for (int round = 0; round < 2; ++round) {
    test::run(io, pbx.connect());
    CHECK(without(own_sockets(), own_before).size() == 3);
    CHECK(without(sockets_of_child(), inherited_before).empty());
    test::run(io, pbx.disconnect());
    server.stop_listening();
    server.listen_again();
  }
}

}  // namespace

TEST_CASE("a program that is started inherits no socket") {
  check(fake_options{}, ami::options{"127.0.0.1"}.credentials("admin", "secret"));
}

TEST_CASE("a program that is started inherits no socket of a TLS connection") {
  const test::certificate_authority authority{"ami test CA"};
  const test::certificate certificate = authority.issue_for_loopback();
  check(fake_options{}.tls(certificate.pem, certificate.key),
        ami::options{"127.0.0.1"}.credentials("admin", "secret").tls(ami::tls_options{}.ca_pem(authority.pem())));
}
