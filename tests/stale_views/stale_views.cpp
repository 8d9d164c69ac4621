// A user's program that is built with AddressSanitizer, for a library that is not. `stale_views CASE` keeps something
// longer than what it looks at: the sanitizer has to say so, whoever reads it, the program or the library.
#include <ami/event.hpp>
#include <ami/events/channel.hpp>
#include <ami/events/dial.hpp>
#include <ami/list_reply.hpp>
#include <ami/response.hpp>
#include <ami/snapshot.hpp>
#include <ami/wire/frame.hpp>

#include <cstdio>
#include <functional>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace {

const std::string hangup_text =
    "Event: Hangup\r\nChannel: PJSIP/alice-00000001\r\nChannelState: 6\r\nCallerIDName: Alice\r\nCause: 16\r\n"
    "ChanVariable: a=b\r\n\r\n";

ami::event hangup() {
  return ami::event{ami::wire::frame::from_text(hangup_text)};
}

void print(std::string_view text) {
  std::cout << text << '\n';
}

// As an event does in a loop: it is made, a view of it is kept, and the next one takes its place.
ami::events::hangup kept_view() {
  std::optional<ami::event> event = hangup();
  const auto view = event->get_if<ami::events::hangup>();
  event = hangup();
  return *view;
}

const std::map<std::string_view, std::function<void()>> cases{
    {"no-mistake",
     [] {
       const ami::event event = hangup();
       for (int i = 0; i < 1000; ++i) {
         const ami::event other = hangup();
       }
       print(event["Channel"]);
       print(event.get_if<ami::events::hangup>()->caller_id_name());
     }},
    {"text",
     [] {
       std::string_view channel;
       {
         const ami::event event = hangup();
         channel = event["Channel"];
       }
       print(channel);
     }},
    {"text-of-an-item",
     [] {
       std::string_view channel;
       {
         const ami::item_of<ami::events::hangup> item{hangup()};
         channel = item.channel();
       }
       print(channel);
     }},
    {"text-of-a-response",
     [] {
       std::string_view message;
       {
         const ami::response response{
             ami::wire::frame::from_text("Response: Error\r\nMessage: No such channel\r\n\r\n")};
         message = response.message();
       }
       print(message);
     }},
    {"accessor-of-text", [] { print(kept_view().channel()); }},
    {"accessor-of-a-number", [] { std::printf("%d\n", static_cast<int>(kept_view().cause().has_value())); }},
    {"accessor-of-unescaped-text", [] { print(kept_view().caller_id_name()); }},
    {"header", [] { print(kept_view()["Nothing"]); }},
    {"all-headers",
     [] {
       for (const auto& field : kept_view().frame()) {
         print(field.key);
       }
     }},
    {"lines",
     [] {
       for (const std::string_view line : kept_view().frame().lines()) {
         print(line);
       }
     }},
    {"line-count", [] { std::printf("%zu\n", kept_view().frame().line_count()); }},
    {"variables", [] { std::printf("%zu\n", kept_view().variables("ChanVariable").size()); }},
    {"snapshot",
     [] {
       const auto snapshot = ami::channel_snapshot::find(kept_view().frame(), "");
       std::printf("%d\n", static_cast<int>(snapshot.has_value()));
     }},
};

}  // namespace

int main(int count, char** arguments) {
  const auto found = cases.find(count == 2 ? arguments[1] : "");
  if (found == cases.end()) {
    for (const auto& [name, function] : cases) {
      print(name);
    }
    return 2;
  }
  found->second();
  print("the sanitizer saw nothing");
  return 0;
}
