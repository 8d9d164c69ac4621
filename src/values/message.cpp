#include <ami/message.hpp>

#include <utility>

namespace ami {

message to_message(wire::frame frame) {
  if (frame.view().kind() == wire::frame_kind::response) {
    return response{std::move(frame)};
  }
  return event{std::move(frame)};
}

}  // namespace ami
