// Where a server is: its host and its port.
#pragma once

#include <ami/config.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace ami {

/// The address of a server.
class AMI_DECL server_address {
public:
  server_address(std::string host, std::uint16_t port) : host_{std::move(host)}, port_{port} {}

  const std::string& host() const& noexcept { return host_; }
  const std::string& host() const&& = delete;
  std::uint16_t port() const noexcept { return port_; }

private:
  std::string host_;
  std::uint16_t port_;
};

/// As one line: "pbx:5038", "[2001:db8::1]:5038".
AMI_DECL std::string to_string(const server_address& value);

}  // namespace ami
