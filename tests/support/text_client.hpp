// A client of the fake server that is logged in, and asks for replies as text.
#pragma once

#include "support/raw_client.hpp"

#include <ami/testing/fake_asterisk.hpp>

#include <string>
#include <string_view>

namespace test {

class text_client : public raw_client {
public:
  // Connects and logs in.
  explicit text_client(const ami::testing::fake_asterisk& server, std::string_view events = "off")
      : raw_client{server} {
    log_in(events);
  }

  // The reply to an action, given as its headers without the blank line; a list's up to the frame that completes it.
  std::string ask(std::string_view action) {
    std::string reply = exchange(std::string{action} + "\r\n\r\n");
    if (reply.find("EventList: start\r\n") != std::string::npos) {
      reply += read_until("EventList: Complete\r\n");
      reply += read_frame();
    }
    return reply;
  }
};

}  // namespace test
