// The two halves of write_action(), for a caller that provides the memory and may know that the ActionID is valid.
#pragma once

#include <ami/action.hpp>

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ami::wire::detail {

boost::system::error_code check_action_id(std::string_view action_id, std::string& detail);

// Checks everything but the ActionID; `size` becomes the number of bytes that put_action() writes.
boost::system::error_code check_action(const action& value, std::string_view action_id, std::size_t& size,
                                       std::string& detail);

void put_action(const action& value, std::string_view action_id, char* to) noexcept;

}  // namespace ami::wire::detail
