// Real sessions, read in every chunking: the same frames, every byte accounted for, every typed value understood.
#include "catch.hpp"
#include "support/data.hpp"

#include <ami/ami.hpp>
#include <ami/wire/frame_reader.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace wire = ami::wire;

namespace {

class capture {
public:
  std::string name;
  std::string bytes;
};

const std::vector<capture>& captures() {
  static const std::vector<capture> all = [] {
    std::vector<capture> found;
    for (const auto& entry : std::filesystem::directory_iterator{test::data_directory() / "captures"}) {
      std::ifstream file{entry.path(), std::ios::binary};
      found.push_back({entry.path().stem().string(), {std::istreambuf_iterator<char>{file}, {}}});
    }
    std::ranges::sort(found, {}, &capture::name);
    return found;
  }();
  return all;
}

class session {
public:
  std::string greeting;
  std::vector<std::string> frames;
  std::size_t rest = 0;
};

template <class NextSize>
session read(const capture& from, NextSize next_size) {
  const bool greets = from.bytes.starts_with("Asterisk Call Manager");
  wire::frame_reader reader{{}, greets ? wire::frame_reader::greeting::expected : wire::frame_reader::greeting::absent};
  session result;
  for (std::size_t at = 0; at < from.bytes.size();) {
    const std::size_t size = std::min<std::size_t>(next_size(), from.bytes.size() - at);
    reader.feed(std::string_view{from.bytes}.substr(at, size));
    at += size;
    for (auto found = reader.next(); found != wire::frame_reader::result::need_more; found = reader.next()) {
      REQUIRE(found != wire::frame_reader::result::error);
      if (found == wire::frame_reader::result::greeting) {
        result.greeting = reader.greeting_line();
      } else {
        result.frames.emplace_back(reader.current().bytes());
      }
    }
    const auto account = reader.account();
    REQUIRE(account.received == at);
    REQUIRE(account.received == account.greeting + account.frames + account.separators + account.pending);
  }
  result.rest = reader.pending().size();
  return result;
}

// First lines of frames as a reader sees them that knows only lines: counted without the library.
std::size_t count_first_lines(const std::string& bytes, std::string_view key) {
  std::size_t count = 0;
  bool first = true;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t lf = bytes.find('\n', at);
    if (lf == std::string::npos) {
      break;
    }
    std::string_view line{bytes.data() + at, lf - at};
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    at = lf + 1;
    if (line.starts_with("Asterisk Call Manager/")) {
      continue;
    }
    count += first && line.starts_with(key) ? 1 : 0;
    first = line.empty();
  }
  return count;
}

}  // namespace

TEST_CASE("captures give the same frames in every chunking, with every byte accounted for") {
  REQUIRE(captures().size() > 50);
  std::mt19937 random{7};
  std::size_t frames = 0;
  for (const auto& from : captures()) {
    CAPTURE(from.name);
    const auto whole = read(from, [&] { return from.bytes.size(); });
    frames += whole.frames.size();
    const auto same = [&](const session& other) {
      return other.greeting == whole.greeting && other.frames == whole.frames && other.rest == whole.rest;
    };
    CHECK(same(read(from, [] { return std::size_t{1}; })));
    for (const unsigned largest : {7U, 100U, 3000U}) {
      CHECK(same(read(from, [&] { return 1 + random() % largest; })));
    }
  }
  CHECK(frames > 10000);
}

TEST_CASE("captures are classified by their first lines alone") {
  for (const auto& from : captures()) {
    CAPTURE(from.name);
    std::size_t events = 0;
    std::size_t responses = 0;
    for (const auto& bytes : read(from, [&] { return from.bytes.size(); }).frames) {
      const wire::frame frame = wire::frame::from_text(bytes);
      CHECK(frame.view().bytes() == bytes);
      events += frame.view().kind() == wire::frame_kind::event ? 1 : 0;
      responses += frame.view().kind() == wire::frame_kind::response ? 1 : 0;
      const bool originate = bytes.starts_with("Event: OriginateResponse");
      CHECK((!originate || frame.view().kind() == wire::frame_kind::event));
    }
    CHECK(events == count_first_lines(from.bytes, "Event:"));
    CHECK(responses == count_first_lines(from.bytes, "Response:"));
  }
}

TEST_CASE("every header of every captured frame is found by its key, and iteration covers every line") {
  for (const auto& from : captures()) {
    CAPTURE(from.name);
    for (const auto& bytes : read(from, [&] { return from.bytes.size(); }).frames) {
      const wire::frame frame = wire::frame::from_text(bytes);
      std::size_t covered = 0;
      for (const auto& [key, value] : frame.view()) {
        covered += 1 + static_cast<std::size_t>(std::ranges::count(value, '\n'));
        if (!key.empty()) {
          const auto all = frame.view().get_all(key);
          const char* const data = value.data();
          REQUIRE(std::ranges::any_of(all, [&](std::string_view found) { return found.data() == data; }));
          const std::string_view line = frame.view().first_line(key);
          REQUIRE(line.data() == all.front().data());
          REQUIRE(line.find('\n') == std::string_view::npos);
          REQUIRE((line == all.front() || all.front()[line.size()] == '\n' || all.front()[line.size()] == '\r'));
        }
      }
      REQUIRE(covered == frame.view().line_count());
    }
  }
}

namespace {

bool is_no_value(std::string_view text) {
  return text.empty() || text == "<unknown>" || text == "<none>" || text == "(null)" || text == "<Not set>";
}

// A header that is there and has a value must be understood by its accessor.
template <class Value>
void understood(const ami::event_view& event, std::string_view key, const Value& value) {
  const auto text = event.get(key);
  CAPTURE(key, std::string{text.value_or("")});
  CHECK((value.has_value() || !text || is_no_value(*text)));
}

template <class Event>
void check_channel(const Event& event) {
  understood(event, "ChannelState", event.channel_state());
  if (const auto words = event.get("ChannelStateDesc"); words && !is_no_value(*words)) {
    CHECK(ami::parse_channel_state(*words) == event.channel_state());
  }
  understood(event, "Priority", event.priority());
}

}  // namespace

TEST_CASE("every typed value in the captures parses") {
  namespace events = ami::events;
  std::size_t typed = 0;
  for (const auto& from : captures()) {
    if (from.name.find("injection") != std::string::npos || from.name.find("odd_values") != std::string::npos) {
      continue;
    }
    CAPTURE(from.name);
    for (const auto& bytes : read(from, [&] { return from.bytes.size(); }).frames) {
      const ami::event event{wire::frame::from_text(bytes)};
      typed += event.match(
          [](const events::newchannel& e) { check_channel(e); }, [](const events::newstate& e) { check_channel(e); },
          [](const events::hangup& e) {
            check_channel(e);
            understood(e, "Cause", e.cause());
          },
          [](const events::var_set& e) { check_channel(e); }, [](const events::dial_begin& e) { check_channel(e); },
          [](const events::dial_end& e) {
            check_channel(e);
            understood(e, "DestChannelState", e.dest_channel_state());
          },
          [](const events::bridge_enter& e) {
            check_channel(e);
            understood(e, "BridgeNumChannels", e.bridge_num_channels());
          },
          [](const events::bridge_leave& e) { check_channel(e); },
          [](const events::device_state_change& e) { understood(e, "State", e.state()); },
          [](const events::contact_status& e) {
            understood(e, "RoundtripUsec", e.roundtrip_usec());
            understood(e, "ContactStatus", e.contact_status_());
          },
          [](const events::contact_status_detail& e) { understood(e, "Status", e.status()); },
          [](const events::contact_list& e) { understood(e, "Status", e.status()); },
          [](const events::endpoint_list& e) { understood(e, "DeviceState", e.device_state()); },
          [](const events::endpoint_detail& e) { understood(e, "DeviceState", e.device_state()); },
          [](const events::outbound_registration_detail& e) { understood(e, "Status", e.status()); },
          [](const events::registry& e) { understood(e, "Status", e.status()); },
          [](const events::registry_entry& e) { understood(e, "State", e.state()); },
          [](const events::peer_entry& e) { understood(e, "Status", e.status()); },
          [](const events::extension_status& e) {
            understood(e, "Status", e.status());
            if (const auto words = e.get("StatusText")) {
              // The words say what the number says, but for the two states that have the same word.
              CHECK(ami::to_device_state(ami::parse_extension_state(*words)) == ami::to_device_state(e.status()));
            }
          },
          [](const events::peer_status& e) {
            understood(e, "Time", e.time());
            understood(e, "PeerStatus", e.peer_status_());
          },
          [](const events::queue_caller_join& e) { understood(e, "Position", e.position()); },
          [](const events::queue_caller_leave& e) { understood(e, "Count", e.count()); },
          [](const events::queue_member_status& e) {
            understood(e, "Status", e.status());
            understood(e, "Paused", e.paused());
            understood(e, "Ringinuse", e.ringinuse());
            understood(e, "LoginTime", e.login_time());
          },
          [](const events::originate_response& e) { understood(e, "Reason", e.reason()); },
          [](const events::fully_booted& e) { understood(e, "Uptime", e.uptime()); },
          [](const events::shutdown& e) { understood(e, "Restart", e.restart()); }, [](const events::user_event&) {});
    }
  }
  CHECK(typed > 2000);
}

namespace {

template <class Event>
std::size_t check_member(const Event& event) {
  CHECK(event.interface() == ami::queue_member_interface(event.frame()));
  CHECK(event.interface().find('/') != std::string_view::npos);
  CHECK_FALSE(event.member_name().empty());
  return 1;
}

void check_known(std::string_view text) {
  CHECK_FALSE(ami::is_no_value(text.empty() ? "x" : text));
  CHECK(text != "unknown");
}

}  // namespace

TEST_CASE("names in the captures: devices, halves, members, callers") {
  namespace events = ami::events;
  std::size_t channels = 0;
  std::size_t halves = 0;
  std::size_t members = 0;
  for (const auto& from : captures()) {
    if (from.name.find("injection") != std::string::npos || from.name.find("odd_") != std::string::npos) {
      continue;
    }
    CAPTURE(from.name);
    for (const auto& bytes : read(from, [&] { return from.bytes.size(); }).frames) {
      const ami::event event{wire::frame::from_text(bytes)};
      event.match(
          [&](const events::newchannel& e) {
            CAPTURE(std::string{e.channel()});
            const std::string_view device = ami::channel_device(e.channel());
            CHECK((device == e.channel().substr(0, e.channel().rfind('-')) || e.channel().starts_with("Message/")));
            CHECK(ami::channel_device(device) == device);
            check_known(e.caller_id_num());
            check_known(e.caller_id_name());
            check_known(e.connected_line_num());
            ++channels;
          },
          [&](const events::local_bridge& e) {
            CHECK(ami::other_half(e.local_one_channel()) == e.local_two_channel());
            CHECK(ami::other_half(e.local_two_channel()) == e.local_one_channel());
            CHECK(e.local_one()->device() == e.local_two()->device());
            ++halves;
          },
          [&](const events::queue_entry& e) {
            check_known(e.caller_id_num());
            check_known(e.caller_id_name());
            check_known(e.connected_line_num());
            check_known(e.connected_line_name());
          },
          [&](const events::queue_member& e) { members += check_member(e); },
          [&](const events::queue_member_added& e) { members += check_member(e); },
          [&](const events::queue_member_removed& e) { members += check_member(e); },
          [&](const events::queue_member_pause& e) { members += check_member(e); },
          [&](const events::queue_member_penalty& e) { members += check_member(e); },
          [&](const events::queue_member_status& e) { members += check_member(e); },
          [&](const events::queue_member_ringinuse& e) { members += check_member(e); },
          [&](const events::agent_called& e) { members += check_member(e); },
          [&](const events::agent_connect& e) { members += check_member(e); },
          [&](const events::agent_complete& e) { members += check_member(e); },
          [&](const events::agent_ring_no_answer& e) { members += check_member(e); });
    }
  }
  CHECK(channels > 100);
  CHECK(halves > 20);
  CHECK(members > 50);
}
