// Writes JSON as to_json() makes it with json_options::typed(), one value a line, for validate.py:
//
//   ami_json_lines recorded FOLDER   the frames of the recorded sessions there and the replies to their actions, equal
//                                    ones once
//   ami_json_lines given             for each frame of the standard input: an event; an action, where the first header
//                                    is `Action`; the reply with that response; else what has no type
//   ami_json_lines own               what no server sends: gaps, replies that came to nothing, actions of typed classes
//   ami_json_lines meanings          no JSON: for each line "channel_state 4" the name of the enumerator, "ring"
#include "session/correlator.hpp"
#include "session/pending_action.hpp"

#include <ami/ami.hpp>
#include <ami/json.hpp>
#include <ami/wire/frame_reader.hpp>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace {

using namespace std::chrono_literals;
namespace actions = ami::actions;
namespace json = boost::json;
namespace session = ami::session;
namespace wire = ami::wire;

const ami::json_options typed = ami::json_options{}.typed();

template <class Value>
void write(const Value& value, const ami::json_options& options = typed) {
  std::cout << json::serialize(ami::to_json(value, options)) << '\n';
}

std::string all_of(std::istream& input) {
  return {std::istreambuf_iterator<char>{input}, {}};
}

// Calls function(frame) for each frame, as the reader holds it.
template <class Function>
void for_each_frame(std::string_view bytes, Function function) {
  const bool greets = bytes.starts_with("Asterisk Call Manager");
  wire::frame_reader reader{{}, greets ? wire::frame_reader::greeting::expected : wire::frame_reader::greeting::absent};
  reader.feed(bytes);
  for (auto found = reader.next(); found != wire::frame_reader::result::need_more; found = reader.next()) {
    if (found == wire::frame_reader::result::error) {
      throw boost::system::system_error{reader.error()};
    }
    if (found == wire::frame_reader::result::frame) {
      function(reader.current());
    }
  }
}

// ---- Recorded sessions

class action_of_somebody final : public session::pending_action {
public:
  explicit action_of_somebody(session::correlator::key id) { id_ = id; }
  void run() override {}
};

// What was sent is not recorded: there was an action of each ActionID that a response has.
void add_actions(session::correlator& table, std::string_view bytes) {
  session::correlator::key id = 0;
  for_each_frame(bytes, [&](const wire::raw_frame& raw) {
    const wire::frame frame = raw.to_frame();
    if (frame.view().kind() == wire::frame_kind::response && !frame.view().action_id().empty()) {
      session::pending_ptr action = std::make_unique<action_of_somebody>(id++);
      table.add(action, frame.view().action_id());
    }
  });
}

void write_recorded(const std::filesystem::path& folder) {
  std::unordered_set<std::string> seen;
  const auto write_once = [&](const auto& value) {
    std::string line = json::serialize(ami::to_json(value, typed));
    const auto [place, added] = seen.insert(std::move(line));
    if (added) {
      std::cout << *place << '\n';
    }
  };
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    if (entry.path().extension() != ".raw") {
      continue;
    }
    std::ifstream file{entry.path(), std::ios::binary};
    const std::string bytes = all_of(file);
    session::correlator table{"p"};
    add_actions(table, bytes);
    for_each_frame(bytes, [&](const wire::raw_frame& raw) {
      const wire::frame frame = raw.to_frame();
      write_once(frame.view());
      if (table.on_frame(raw, raw.kind()) == session::correlator::verdict::complete) {
        write_once(ami::reply{table.take_finished()});
      }
    });
  }
}

// ---- Frames of the standard input

ami::action action_of(wire::frame_view frame) {
  ami::action action{std::string{frame["Action"]}};
  bool first = true;
  for (const auto& [key, value] : frame) {
    if (!std::exchange(first, false)) {
      action.header(std::string{key}, std::string{value});
    }
  }
  return action;
}

ami::reply reply_of(wire::frame frame) {
  auto data = std::make_shared<ami::detail::reply_data>();
  data->outcome = ami::outcome::accepted;
  data->response = ami::response{std::move(frame)};
  return ami::reply{std::move(data)};
}

void write_given(std::string_view bytes) {
  for_each_frame(bytes, [&](const wire::raw_frame& raw) {
    wire::frame frame = raw.to_frame();
    if ((*frame.view().begin()).key == "Action") {
      write(action_of(frame.view()));
    } else if (raw.kind() == wire::frame_kind::response) {
      write(reply_of(std::move(frame)));
    } else {
      write(frame.view());
    }
  });
}

// ---- What no server sends

void write_gaps() {
  write(ami::event{ami::lagged{3}});
  for (const auto& reason : {ami::make_error_code(ami::errc::connection_closed),
                             make_error_code(boost::system::errc::connection_reset), ami::error_code{}}) {
    write(ami::event{ami::connection_lost{reason}});
  }
  write(ami::event{ami::connection_restored{2, 1500ms}});
  write(ami::event{ami::connection_restored{3, 0s, true}});
  write(ami::event{ami::connection_restored{4, 100h, false}});
  for (int i = 0; i <= static_cast<int>(ami::connection_state::waiting); ++i) {
    const auto state = static_cast<ami::connection_state>(i);
    write(ami::event{ami::connection_state_changed{ami::connection_state::connected, state, {}}});
    write(ami::event{ami::connection_state_changed{state, ami::connection_state::disconnected,
                                                   ami::make_error_code(ami::errc::disconnected)}});
  }
}

void write_replies() {
  write(ami::reply{});
  for (const auto outcome :
       {ami::outcome::accepted, ami::outcome::never_sent, ami::outcome::unknown, ami::outcome::rejected}) {
    auto data = std::make_shared<ami::detail::reply_data>();
    data->outcome = outcome;
    data->more().action_id = "a-1";
    data->more().detail = "no answer";
    write(ami::reply{data});
    data = std::make_shared<ami::detail::reply_data>();
    data->outcome = outcome;
    data->more().text = "bare text\r\nof two lines\r\n";
    write(ami::reply{data});
  }
}

void write_actions() {
  write(actions::originate{"PJSIP/alice"}
            .context("default")
            .exten("200")
            .priority(1)
            .timeout(30s)
            .variable("A", "1")
            .variable("B", "x,y")
            .early_media()
            .async(false)
            .action_id("mine-1"));
  write(actions::login{"admin", "hush"});
  write(ami::action{"Login"}.header("Username", "admin").header("AuthType", "MD5").header("Key", "0123456789abcdef"));
  write(actions::hangup{"PJSIP/alice-00000001"}.cause(ami::hangup_cause::user_busy));
  write(actions::absolute_timeout{"PJSIP/alice-00000001", 10s});
  write(actions::queue_pause{"PJSIP/alice", true}.queue("support"));
  write(actions::queue_reload{}.members(true).rules(false));
  write(actions::queue_penalty{"PJSIP/alice", 3});
  write(actions::mute_audio{"PJSIP/alice-00000001", actions::audio_direction::all, false});
  write(actions::aoc_message{actions::aoc_message_type::d}.unit(3, 1).unit(4, 2));
  write(actions::filter{"!Event: Newexten"});
  write(actions::redirect{"PJSIP/alice-00000001", "default", "200"});
  write(actions::update_config{"pjsip.conf", "pjsip.conf"}
            .append("alice-auth", "username", "alice")
            .append("alice-auth", "password", "hush")
            .update("alice-auth", "password", "hush again", "hush"));
  write(actions::update_config{"pjsip.conf", "pjsip.conf"}.append("alice-auth", "password", "hush"),
        ami::json_options{}.typed().secrets());
  write(ami::action{"AcmeReset"}.header("Device", "7").header("Device", "8").text_reply());
  write(ami::action{"Scattered"}.header("A", "1").header("B", "2").header("A", "3"));
  write(ami::action{"Ping"});
  write(actions::user_event{"Acme"}.header("Order", "17"));
}

// ---- Enumerations

template <class Enum>
std::string_view name_of(std::optional<Enum> value) {
  return value ? to_string(*value) : "no value";
}

template <class Enum>
std::string_view name_of_number(std::string_view text) {
  return to_string(static_cast<Enum>(ami::parse_integer(text).value_or(-1)));
}

std::string_view meaning(std::string_view kind, std::string_view text) {
  if (kind == "hangup_cause") {
    return name_of_number<ami::hangup_cause>(text);
  }
  if (kind == "originate_reason") {
    return name_of_number<ami::originate_reason>(text);
  }
  if (kind == "reload_result") {
    return name_of_number<ami::reload_result>(text);
  }
  if (kind == "device_state_number") {
    return name_of(ami::parse_member_state(text));
  }
  if (kind == "channel_state") {
    return name_of(ami::parse_channel_state(text));
  }
  if (kind == "extension_state") {
    return name_of(ami::parse_extension_state(text));
  }
  if (kind == "device_state") {
    return name_of(ami::parse_device_state(text));
  }
  if (kind == "presence_state") {
    return name_of(ami::parse_presence_state(text));
  }
  if (kind == "dial_status") {
    return name_of(ami::parse_dial_status(text));
  }
  if (kind == "queue_membership") {
    return name_of(ami::parse_queue_membership(text));
  }
  if (kind == "agent_state") {
    return name_of(ami::parse_agent_state(text));
  }
  if (kind == "contact_state") {
    return name_of(ami::parse_contact_state(text));
  }
  if (kind == "peer_state") {
    return name_of(ami::parse_peer_state(text));
  }
  if (kind == "registration_state") {
    return name_of(ami::parse_registration_state(text));
  }
  if (kind == "call_disposition") {
    return name_of(ami::parse_call_disposition(text));
  }
  if (kind == "stream_direction") {
    return name_of(ami::parse_stream_direction(text));
  }
  if (kind == "transfer_result") {
    return name_of(ami::parse_transfer_result(text));
  }
  return "no such kind";
}

void write_meanings() {
  for (std::string line; std::getline(std::cin, line);) {
    const std::size_t space = std::min(line.find(' '), line.size());
    const std::string_view text = line;
    std::cout << meaning(text.substr(0, space), text.substr(std::min(space + 1, line.size()))) << '\n';
  }
}

int run(std::string_view mode, const char* folder) {
  if (mode == "recorded" && folder != nullptr) {
    write_recorded(folder);
  } else if (mode == "given") {
    write_given(all_of(std::cin));
  } else if (mode == "own") {
    write_gaps();
    write_replies();
    write_actions();
  } else if (mode == "meanings") {
    write_meanings();
  } else {
    std::cerr << "usage: ami_json_lines recorded FOLDER | given | own | meanings\n";
    return 2;
  }
  std::cout.flush();
  return std::cout ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc > 1 ? argv[1] : "", argc > 2 ? argv[2] : nullptr);
  } catch (const std::exception& error) {
    std::cerr << "ami_json_lines: " << error.what() << '\n';
    return 1;
  }
}
