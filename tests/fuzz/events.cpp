// What is made of frames: events and their typed accessors by JSON, which reads each header as its kind, and back again
// byte by byte; to_string(), which must show no secret and no control byte.
#include "fuzz/input.hpp"

#include <ami/event_variant.hpp>
#include <ami/events.hpp>
#include <ami/json.hpp>
#include <ami/message.hpp>
#include <ami/wire/frame.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace {

using headers = std::vector<std::pair<std::string, std::string>>;

headers headers_of(ami::wire::frame_view frame) {
  headers all;
  for (const auto& [key, value] : frame) {
    all.emplace_back(key, value);
  }
  return all;
}

bool has_control_byte(const std::string& text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::input in{data, size};
  while (!in.empty()) {
    const auto frame = ami::wire::frame::from_text(in.text("\r\n\r\n"));
    const auto message = ami::to_message(frame);
    if (const auto* event = std::get_if<ami::event>(&message)) {
      fuzz::require(!has_control_byte(ami::to_string(*event)), "one line without control bytes");
      ami::visit([](const auto& view) { static_cast<void>(view); }, *event);
      for (const bool typed : {false, true}) {
        const auto json = ami::to_json(*event, ami::json_options{}.typed(typed).secrets());
        const auto back = ami::from_json<ami::event>(json);
        fuzz::require(headers_of(back.frame()) == headers_of(event->frame()), "JSON gives the same headers");
      }
    } else {
      const auto& response = std::get<ami::response>(message);
      const auto json = ami::to_json(response, ami::json_options{}.typed().secrets());
      const auto back = ami::from_json<ami::response>(json);
      fuzz::require(headers_of(back.frame()) == headers_of(response.frame()), "JSON gives the same headers");
    }
  }
  return 0;
}
