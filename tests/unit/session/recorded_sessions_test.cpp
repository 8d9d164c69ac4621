// Real sessions against code that knows nothing of the library: a naive splitter, and the server's own counts; and what
// logins and lists of a real server come to.
#include "catch.hpp"
#include "session/correlator.hpp"
#include "session/login.hpp"
#include "support/data.hpp"
#include "support/frames.hpp"
#include "support/plain_action.hpp"

#include <ami/ami.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace session = ami::session;
namespace wire = ami::wire;

namespace {

const std::map<std::string, std::string>& recordings() {
  static const std::map<std::string, std::string> all = [] {
    std::map<std::string, std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator{test::data_directory() / "captures"}) {
      std::ifstream file{entry.path(), std::ios::binary};
      found[entry.path().stem().string()] = {std::istreambuf_iterator<char>{file}, {}};
    }
    return found;
  }();
  return all;
}

// The same job done without any state but the line before: for whole inputs, with a greeting, without old commands.
class naive {
public:
  explicit naive(const std::string& bytes) {
    std::size_t at = bytes.find('\n') + 1;
    std::size_t begin = at;
    while (at < bytes.size()) {
      const std::size_t lf = bytes.find('\n', at);
      if (lf == std::string::npos) {
        break;
      }
      const std::string line = bytes.substr(at, lf - at);
      at = lf + 1;
      if (!line.empty() && line != "\r") {
        continue;
      }
      const std::string block = bytes.substr(begin, at - begin);
      if (block != "\r\n" && block != "\n") {
        frames.push_back(block);
      }
      begin = at;
    }
    rest = bytes.substr(begin);
  }

  std::vector<std::string> frames;
  std::string rest;
};

// Replays the recording of a login; the recording's ActionIDs are `<its name>-N`, without the version.
session::login::step replay_login(session::login& login, const std::string& name, std::vector<std::string>& sent) {
  using step = session::login::step;
  std::string bytes = recordings().at(name);
  const std::string theirs = "ActionID: " + (name.starts_with("a16_") ? name.substr(4) : name) + "-";
  for (std::size_t at = bytes.find(theirs); at != std::string::npos; at = bytes.find(theirs, at)) {
    bytes.replace(at, theirs.size(), "ActionID: p-login");
  }
  const auto read = test::read_whole(bytes);
  step now = login.on_greeting(read.greeting);
  for (const auto& text : read.frames) {
    if (now == step::send) {
      sent.push_back(login.output());
    }
    if (now == step::done || now == step::failed) {
      return now;
    }
    const auto frame = test::frame_of(text);
    now = login.on_frame(frame.view());
  }
  return now;
}

}  // namespace

TEST_CASE("recordings: the reader gives what a naive splitter gives, greeting and rest included") {
  REQUIRE(recordings().size() >= 62);
  std::size_t frames = 0;
  for (const auto& [name, bytes] : recordings()) {
    CAPTURE(name);
    const naive expected{bytes};
    const auto read = test::read_whole(bytes);
    CHECK_FALSE(read.error);
    CHECK(read.greeting == (name.starts_with("a16_") ? "Asterisk Call Manager/5.0.4" : "Asterisk Call Manager/11.0.0"));
    CHECK((read.frames == expected.frames));
    CHECK(read.rest == expected.rest);
    CHECK(read.rest.empty());
    CHECK(read.account.received == bytes.size());
    frames += read.frames.size();
  }
  CHECK(frames > 12000);
}

TEST_CASE("recordings: cut off anywhere, the whole frames are given out and the rest is said to be incomplete") {
  std::mt19937 random{13};
  for (const auto& [name, bytes] : recordings()) {
    CAPTURE(name);
    for (int i = 0; i < 12; ++i) {
      const std::string part =
          bytes.substr(0, bytes.find('\n') + 1 + random() % std::min<std::size_t>(bytes.size(), 9000));
      const naive expected{part};
      const auto read = test::read_in_pieces(part, [&] { return 1 + random() % 500; });
      REQUIRE((read.frames == expected.frames));
      REQUIRE(read.rest == expected.rest);
      REQUIRE(read.account.pending == expected.rest.size());
    }
  }
}

TEST_CASE("recordings: begun in mid-stream, reading finds its feet at the next blank line") {
  const std::string& bytes = recordings().at("parking");
  const naive whole{bytes};
  const std::size_t cut = bytes.find("\r\n\r\n", bytes.size() / 2) - 40;
  const auto read = test::read_whole(std::string_view{bytes}.substr(cut), wire::frame_reader::greeting::absent);
  REQUIRE(read.frames.size() > 100);
  CHECK(std::equal(read.frames.begin() + 1, read.frames.end(),
                   whole.frames.end() - static_cast<std::ptrdiff_t>(read.frames.size() - 1)));
}

TEST_CASE("recordings: whoever made them, events are events and responses are responses") {
  std::map<std::string, std::size_t> others;
  std::size_t originate_responses = 0;
  for (const auto& [name, bytes] : recordings()) {
    CAPTURE(name);
    for (const auto& text : test::read_whole(bytes).frames) {
      const auto frame = test::frame_of(text);
      const auto message = ami::to_message(frame);
      const bool event = text.starts_with("Event: ");
      const bool response = text.starts_with("Response: ");
      REQUIRE(message.index() == (response ? 0 : 1));
      REQUIRE((frame.view().kind() == wire::frame_kind::event) == event);
      originate_responses +=
          text.starts_with("Event: OriginateResponse\r\n") && frame.view().contains("Response") ? 1 : 0;
      if (!event && !response) {
        ++others[name];
      }
    }
  }
  CHECK(originate_responses > 80);
  // Only IAXnetstats answers with what is neither.
  for (const auto& [name, count] : others) {
    CAPTURE(name, count);
    CHECK(recordings().at(name).find("Tx:") != std::string::npos);
  }
  CHECK_FALSE(others.empty());
}

TEST_CASE("recordings: every event prints on one line and hides its secrets") {
  std::size_t secrets = 0;
  for (const auto& [name, bytes] : recordings()) {
    CAPTURE(name);
    for (const auto& text : test::read_whole(bytes).frames) {
      const ami::event event = test::event_of_text(text);
      const std::string line = ami::to_string(event);
      REQUIRE(std::ranges::none_of(line, [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }));
      for (const auto& [key, value] : event.frame()) {
        if (ami::is_secret_header(key)) {
          REQUIRE((line + " ").find(" " + std::string{key} + "=*** ") != std::string::npos);
          ++secrets;
        }
      }
    }
  }
  CHECK(secrets > 0);
}

TEST_CASE("recordings: logins end as the server meant") {
  using step = session::login::step;
  using ami::errc;
  const auto admin = ami::options{"pbx"}.credentials("admin", "s3cret");
  std::vector<std::string> sent;
  SECTION("by challenge") {
    session::login login{admin, "p"};
    CHECK(replay_login(login, "login_md5", sent) == step::done);
    CHECK(login.server_version() == ami::server_version{11, 0, 0});
    REQUIRE(sent.size() == 2);
    // What the client that was recorded sent to the same challenge.
    CHECK(sent[1].find("Key: 760d8d3600d3e182448391e119558466\r\n") != std::string::npos);
  }
  SECTION("by challenge, on Asterisk 16") {
    session::login login{admin, "p"};
    CHECK(replay_login(login, "a16_login_md5", sent) == step::done);
    CHECK(login.server_version() == ami::server_version{5, 0, 4});
  }
  SECTION("in clear text, with FullyBooted") {
    session::login login{ami::options{admin}.login(ami::login_method::plain).wait_fully_booted(std::chrono::seconds{1}),
                         "p"};
    CHECK(replay_login(login, "login_plain", sent) == step::done);
  }
  SECTION("refused") {
    for (const char* name : {"login_fail_badpw", "login_fail_nouser", "login_fail_empty", "login_fail_acl"}) {
      CAPTURE(name);
      session::login login{ami::options{admin}.login(ami::login_method::plain), "p"};
      CHECK(replay_login(login, name, sent) == step::failed);
      CHECK(login.error() == errc::authentication_failed);
      CHECK(login.refusal().message() == "Authentication failed");
    }
    session::login by_key{admin, "p"};
    CHECK(replay_login(by_key, "login_fail_badmd5", sent) == step::failed);
    CHECK(by_key.error() == errc::authentication_failed);
  }
  SECTION("left alone") {
    session::login login{admin, "p"};
    CHECK(replay_login(login, "auth_timeout_30s", sent) == step::send);
    CHECK_FALSE(login.accepted());
  }
}

TEST_CASE("recordings: every list that a real server began is complete, with as many items as the server counted") {
  // Items without an ActionID (IAXpeers), registrations that are counted otherwise, and Asterisk 16's DBGetTree.
  const std::set<std::string> counted_otherwise{"PeerlistComplete", "OutboundRegistrationDetailComplete",
                                                "DBGetTreeComplete"};
  std::size_t lists = 0;
  std::size_t items = 0;
  for (const auto& [name, bytes] : recordings()) {
    if (name == "actionid_lengths") {
      continue;  // The server cut the ActionIDs in it together with their line ends.
    }
    CAPTURE(name);
    const auto frames = test::read_whole(bytes).frames;
    session::correlator table{"p"};
    std::vector<std::string> expected;  // ActionIDs of the actions 0, 1, ...
    for (const auto& text : frames) {
      const auto frame = test::frame_of(text);
      if (frame.view().kind() == wire::frame_kind::response && !frame.view().action_id().empty() &&
          test::add(table, expected.size(), frame.view().action_id())) {
        expected.emplace_back(frame.view().action_id());
      }
    }
    std::size_t completed = 0;
    wire::frame_reader reader;
    reader.feed(bytes);
    for (auto found = reader.next(); found != wire::frame_reader::result::need_more; found = reader.next()) {
      REQUIRE(found != wire::frame_reader::result::error);
      if (found != wire::frame_reader::result::frame ||
          table.on_frame(reader.current(), reader.current().kind()) != session::correlator::verdict::complete) {
        continue;
      }
      ++completed;
      const auto reply = table.take_finished();
      CHECK(reply->sent_action_id() == expected.at(table.finished()));
      if (!reply->is_list) {
        CHECK(reply->seen().items.empty());
        continue;
      }
      ++lists;
      items += reply->seen().items.size();
      CAPTURE(ami::to_string(reply->seen().completion), reply->seen().items.size());
      if (!counted_otherwise.contains(std::string{reply->seen().completion.name()})) {
        CHECK(reply->seen().completion["ListItems"] == std::to_string(reply->seen().items.size()));
      }
    }
    CHECK(completed == expected.size());
    CHECK(table.size() == 0);
  }
  CHECK(lists > 150);
  CHECK(items > 1500);
}
