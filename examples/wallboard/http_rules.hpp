// Who may ask for what: decisions about requests, without any HTTP library.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wallboard {

/// Whether the header `Authorization` has the token. Takes the same time for all texts of one length, so that nobody
/// finds the token out byte by byte.
bool has_token(std::string_view authorization, std::string_view token);

/// Whether an address or host name is of this computer alone.
bool is_loopback(std::string_view host);

/// Whether a request to a service on loopback may have this header `Host`: only a name of this computer, with any port.
/// A page of somebody else whose name leads here (DNS rebinding) has that name in it.
bool is_host_of_loopback(std::string_view header);

/// Whether the header `Content-Type` says JSON.
bool is_json(std::string_view content_type);

/// The headers of each answer.
/// @param path what was asked for.
std::vector<std::pair<std::string, std::string>> headers_for(std::string_view path);

/// Whether a token can be sent in a header.
bool is_token(std::string_view text);

}  // namespace wallboard
