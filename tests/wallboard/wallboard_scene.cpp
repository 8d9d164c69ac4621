// Fake Asterisks that do what a test in another language says.
//
//   wallboard_scene NAME...
//
// Starts a server for each name, prints one line "NAME PORT NAME PORT ...", and then obeys one command for each line on
// standard input, which begins with the name of a server. Words are separated by tabs. Each command is answered by one
// line: "ok", words of its own, or "error" and a reason. It ends with its input.
//
//   call ENDPOINT EXTEN NUMBER NAME   ENDPOINT's telephone calls EXTEN, with this caller id
//   end                               all calls end
//   hold ENDPOINT                     ENDPOINT's telephone puts the other party on hold
//   lose                              the connections are dropped, and no new ones are accepted
//   return                            new connections are accepted again
//   delay MILLISECONDS                replies and lists come later, those that are due already excepted
//   refuse ACTION TEXT                the action is answered with an error
//   allow ACTION                      the action is answered by the server again
//   request ACTION                    waits for the next request with this action, and gives its headers
//   count ACTION                      how many requests with this action there were
#include <ami/testing/fake_asterisk.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <exception>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace ami::testing;
using namespace std::chrono_literals;

constexpr auto longest_wait = 20s;

using words = std::vector<std::string>;

words split(std::string_view line) {
  words found;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find('\t', begin), line.size());
    found.emplace_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  return found;
}

// Calls stay until somebody ends them: alice and bob answer and go on talking, carol rings, dave is not there. Nobody
// but dave, whom it cannot ring, is in the queue, so that callers wait.
pbx_options telephones() {
  return pbx_options{}
      .ring_time(50ms, 100ms)
      .talk_time(1h, 2h)
      .queue_patience(1h)
      .endpoint(pbx_endpoint{"alice", "2001", "Alice"}.behaviour(endpoint_behaviour::answers))
      .endpoint(pbx_endpoint{"bob", "2002", "Bob"}.behaviour(endpoint_behaviour::answers))
      .endpoint(pbx_endpoint{"carol", "2003", "Carol"}.behaviour(endpoint_behaviour::never_answers))
      .endpoint(pbx_endpoint{"dave", "2004", "Dave"}.behaviour(endpoint_behaviour::unreachable))
      .queue(pbx_queue{"support", "500"}.member("dave"))
      .queue(pbx_queue{"sales", "501"}.member("bob"))
      .conference({"stand-up", "600"});
}

std::string headers_of(const request& action) {
  std::string line;
  for (const auto& header : action.headers()) {
    line += (line.empty() ? "" : "\t") + header.key() + ": " + header.value();
  }
  return line;
}

std::string obey(fake_asterisk& server, const words& command) {
  const auto word = [&](std::size_t i) { return i < command.size() ? command[i] : std::string{}; };
  const std::string& name = command.front();
  if (name == "call") {
    server.originate(
        pbx_call{"PJSIP/" + word(1)}.extension("default", word(2), 1).caller_id(word(3), word(4)).timeout(1h));
  } else if (name == "end") {
    server.hang_up_all();
  } else if (name == "hold") {
    bool held = false;
    server.with_pbx([&](simulated_pbx& pbx) {
      for (const auto& channel : pbx.channels()) {
        held = held || (channel.starts_with("PJSIP/" + word(1) + "-") && pbx.hold(channel));
      }
    });
    return held ? "ok" : "error\tit talks to nobody";
  } else if (name == "lose") {
    server.stop_listening();
    server.drop_connections();
  } else if (name == "return") {
    server.listen_again();
  } else if (name == "delay") {
    server.delay_replies(std::chrono::milliseconds{std::stoi(word(1))});
  } else if (name == "refuse") {
    server.on(word(1), [text = word(2)](const request&, const session& client) { client.reply_error(text); });
  } else if (name == "allow") {
    server.off(word(1));
  } else if (name == "request") {
    const auto action = server.wait_for_request(word(1), longest_wait);
    return action ? headers_of(*action) : "error\tthere was none";
  } else if (name == "count") {
    const auto all = server.requests();
    return std::to_string(std::ranges::count_if(all, [&](const request& action) { return action.is(word(1)); }));
  } else {
    return "error\tno such command";
  }
  return "ok";
}

}  // namespace

int main(int count, char** arguments) {
  try {
    std::map<std::string, std::unique_ptr<fake_asterisk>> servers;
    for (int i = 1; i < count; ++i) {
      auto& server = servers[arguments[i]];
      server = std::make_unique<fake_asterisk>(fake_options{}.pbx(telephones()));
      std::cout << (i > 1 ? " " : "") << arguments[i] << ' ' << server->port();
    }
    std::cout << std::endl;
    for (std::string line; std::getline(std::cin, line);) {
      words command = split(line);
      const auto server = servers.find(command.front());
      command.erase(command.begin());
      std::cout << (server == servers.end() || command.empty() ? "error\tno such server"
                                                               : obey(*server->second, command))
                << std::endl;
    }
  } catch (const std::exception& error) {
    std::cerr << "wallboard_scene: " << error.what() << '\n';
    return 1;
  }
}
