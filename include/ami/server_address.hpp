// Where a server is: its host and its port.
//
//     for (const auto& server : settings.servers()) { log("{}", to_string(server)); }      // "pbx.example.org:5038"
#pragma once

#include <ami/config.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace ami {

/// The address of a server, as options::servers() has it. Nothing is resolved or checked here.
/// @par Thread safety As any value.
class AMI_DECL server_address {
public:
  /// @param host a host name or an IP address, without brackets.
  /// @param port the TCP port.
  server_address(std::string host, std::uint16_t port) : host_{std::move(host)}, port_{port} {}

  /// The host name or the IP address, without brackets.
  const std::string& host() const& noexcept { return host_; }
  const std::string& host() const&& = delete;
  /// The TCP port.
  std::uint16_t port() const noexcept { return port_; }

private:
  std::string host_;
  std::uint16_t port_;
};

/// As one line: "pbx:5038", "[2001:db8::1]:5038".
AMI_DECL std::string to_string(const server_address& value);

}  // namespace ami
