// Which headers are numbers and booleans, according to the catalogue.
#pragma once

#include <ami/event_type.hpp>

#include <cstdint>
#include <string_view>

namespace ami::detail {

enum class json_kind : std::uint8_t { text, integer, real, boolean };

json_kind kind_in_event(event_type type, std::string_view key) noexcept;
json_kind kind_in_action(std::string_view action, std::string_view key) noexcept;
json_kind kind_in_response(std::string_view key) noexcept;

}  // namespace ami::detail
