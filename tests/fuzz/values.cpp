// The parsers of values: nothing throws or overflows; what is written again by to_string() is the same value.
#include "fuzz/input.hpp"

#include <ami/agi_result.hpp>
#include <ami/event_view.hpp>
#include <ami/names.hpp>
#include <ami/server_version.hpp>
#include <ami/values.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace {

template <class Value>
void read_again(std::optional<Value> (*parse)(std::string_view) noexcept, std::string_view text) {
  if (const auto value = parse(text)) {
    const auto again = parse(ami::to_string(*value));
    fuzz::require(again == value, "to_string() is among the words");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  read_again<ami::device_state>(ami::parse_device_state, text);
  read_again<ami::channel_state>(ami::parse_channel_state, text);
  read_again<ami::extension_state>(ami::parse_extension_state, text);
  read_again<ami::contact_state>(ami::parse_contact_state, text);
  read_again<ami::peer_state>(ami::parse_peer_state, text);
  read_again<ami::registration_state>(ami::parse_registration_state, text);
  read_again<ami::presence_state>(ami::parse_presence_state, text);
  read_again<ami::dial_status>(ami::parse_dial_status, text);
  read_again<ami::queue_membership>(ami::parse_queue_membership, text);
  read_again<ami::agent_state>(ami::parse_agent_state, text);
  read_again<ami::call_disposition>(ami::parse_call_disposition, text);
  read_again<ami::stream_direction>(ami::parse_stream_direction, text);
  read_again<ami::transfer_result>(ami::parse_transfer_result, text);
  static_cast<void>(ami::parse_member_state(text));
  static_cast<void>(ami::to_device_state(text));
  static_cast<void>(ami::parse_real(text));
  static_cast<void>(ami::parse_hex(text));
  static_cast<void>(ami::parse_minutes(text));
  static_cast<void>(ami::parse_seconds(text));
  static_cast<void>(ami::parse_milliseconds(text));
  static_cast<void>(ami::parse_microseconds(text));
  static_cast<void>(ami::parse_decimal_seconds(text));
  static_cast<void>(ami::parse_hms(text));
  static_cast<void>(ami::parse_epoch(text));
  static_cast<void>(ami::parse_epoch_fraction(text));
  static_cast<void>(ami::parse_iso_time(text));
  static_cast<void>(ami::parse_local_time(text));
  static_cast<void>(ami::parse_address(text));
  static_cast<void>(ami::parse_host_port(text));
  static_cast<void>(ami::parse_boolean(text));
  static_cast<void>(ami::channel_device(text));
  fuzz::require(ami::unescape(text).size() <= text.size(), "undoing escapes makes nothing longer");
  fuzz::require(ami::percent_decode(text).size() <= text.size(), "decoding makes nothing longer");
  if (const auto number = ami::parse_integer(text)) {
    fuzz::require(ami::parse_integer(std::to_string(*number)) == number, "a number is the same again");
  }

  static_cast<void>(ami::async_agi::result::parse(text));
  static_cast<void>(ami::async_agi::parse_environment(text));
  return 0;
}
