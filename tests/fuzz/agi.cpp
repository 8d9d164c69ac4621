// A channel in AsyncAGI: whatever events come, there is at most one result for a command, and none after the end.
#include "fuzz/input.hpp"
#include "session/agi_dialog.hpp"

#include <ami/event.hpp>
#include <ami/wire/frame.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::input in{data, size};
  ami::session::agi_dialog dialog{"u1", "p"};
  std::string id;
  std::size_t begun = 0;
  std::size_t results = 0;
  while (!in.empty()) {
    switch (in.number(4)) {
    case 0:
      if (!dialog.busy() && !dialog.ended()) {
        id = dialog.begin();
        ++begun;
      }
      break;
    case 1: dialog.abandon(); break;
    default: {
      // The texts of the input cannot know the id that was given.
      std::string text = "Event: AsyncAGI";
      text.append(in.flag() ? "Exec" : "End").append("\r\nUniqueid: u1\r\nCommandId: ").append(in.flag() ? id : "x");
      text.append("\r\n").append(in.text("\r\n\r\n"));
      dialog.on_event(ami::event{ami::wire::frame::from_text(text)});
    }
    }
    results += dialog.take() ? 1 : 0;
    fuzz::require(!dialog.take(), "a result is taken once");
  }
  fuzz::require(results <= begun, "a command has one result");
  return 0;
}
