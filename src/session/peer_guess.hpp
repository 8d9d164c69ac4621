// What a peer probably is that does not behave as an Asterisk Manager Interface: for the detail of an error.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ami::detail {

// For a peer that sent something else than the greeting. `begin`: the first bytes that it sent.
std::string describe_stranger(std::string_view begin);

// For a peer that accepted the connection, and sent nothing. `port`: of the peer. `secure`: over TLS.
std::string describe_silence(std::uint16_t port, bool secure);

}  // namespace ami::detail
