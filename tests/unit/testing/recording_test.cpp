// The format of recordings: every byte comes back, secrets do not, and a file that was cut off is read as far as it
// goes.
#include "catch.hpp"
#include "support/data.hpp"

#include <ami/testing/recording.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;
using ami::testing::recorded;
using ami::testing::recording;
using ami::testing::recording_header;
using ami::testing::recording_reader;
using ami::testing::recording_writer;

namespace {

class written {
public:
  std::string text;
  recording_writer writer{recording_header{}, [this](std::string_view line) { text += line; }};
};

std::string all_bytes() {
  std::string bytes;
  for (int value = 0; value < 256; ++value) {
    bytes += static_cast<char>(value);
  }
  return bytes;
}

std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

bool is_text(std::string_view text) {
  return std::ranges::all_of(text, [](char byte) { return byte == '\n' || static_cast<unsigned char>(byte) >= 0x20; });
}

}  // namespace

TEST_CASE("a recording keeps every byte, time and end") {
  const std::string bytes = all_bytes() + "\xc3\xa9 \xe4\xbd\x90 \xf0\x9f\x93\x9e \xed\xa0\x80 \xc0\xaf caf\xe9 " +
                            std::string(10000, 'x') + "\xe4\xbd";
  written file;
  file.writer.opened(0us, "192.0.2.1:5038");
  file.writer.server(1500us, bytes);
  file.writer.client(2s, "Action: Ping\r\n\r\n");
  file.writer.closed(3600s);
  file.writer.opened(3601s, {});
  file.writer.lost(3602s, "Connection\nreset");
  file.writer.stopped(3603s);
  CHECK(is_text(file.text));

  const recording read = recording::parse(file.text);
  CHECK(read.server_bytes() == bytes);
  CHECK_FALSE(read.is_cut_off());
  const auto& steps = read.steps();
  REQUIRE(steps.size() > 6);
  CHECK(steps.front().kind() == recorded::opened);
  CHECK(steps.front().bytes() == "192.0.2.1:5038");
  CHECK(steps[1].at() == 1500us);
  std::vector<recorded> ends;
  for (const auto& step : steps) {
    if (step.kind() != recorded::server) {
      ends.push_back(step.kind());
    }
  }
  CHECK(ends == std::vector{recorded::opened, recorded::client, recorded::client, recorded::closed, recorded::opened,
                            recorded::lost, recorded::stopped});
  CHECK(steps.back().at() == 3603s);
  CHECK(steps[steps.size() - 2].bytes() == "Connection\nreset");
}

TEST_CASE("a recording says where it comes from") {
  std::string text;
  const std::chrono::system_clock::time_point began{1785663000s + 125ms};
  const recording_writer writer{recording_header{}.server("pbx:5038").began(began).program("amictl 1\n2"),
                                [&](std::string_view line) { text += line; }};
  const recording read = recording::parse(text);
  CHECK(read.header().server() == "pbx:5038");
  CHECK(read.header().began() == began);
  CHECK(read.header().program() == "amictl 1 2");
  CHECK(text.starts_with("AMI recording 1\nserver: pbx:5038\nbegan: 2026-08-02T09:30:00.125000Z\n"));
}

TEST_CASE("every capture survives a recording, however it is cut") {
  for (const auto& entry : std::filesystem::directory_iterator{test::data_directory() / "captures"}) {
    const std::string bytes = file_bytes(entry.path());
    for (const std::size_t size : {std::size_t{1}, std::size_t{1000}, bytes.size()}) {
      if (size == 1 && bytes.size() > 20000) {
        continue;
      }
      written file;
      for (std::size_t at = 0; at < bytes.size(); at += size) {
        file.writer.server(std::chrono::microseconds{at}, std::string_view{bytes}.substr(at, size));
      }
      // No capture holds a secret in a header of its own, but for the lists of the configuration.
      const std::string read = recording::parse(file.text).server_bytes();
      REQUIRE(read.size() == bytes.size());
      std::size_t changed = 0;
      std::size_t other = 0;
      for (std::size_t at = 0; at < bytes.size(); ++at) {
        changed += read[at] != bytes[at] ? 1U : 0U;
        other += read[at] != bytes[at] && read[at] != '*' ? 1U : 0U;
      }
      CHECK(other == 0);
      CHECK((changed == 0 || bytes.find("Password") != std::string::npos || bytes.find("Secret") != std::string::npos ||
             bytes.find("Md5Cred") != std::string::npos || bytes.find("OauthSecret") != std::string::npos));
    }
  }
}

TEST_CASE("a recording holds no secrets") {
  written file;
  file.writer.client(0us, "Action: Login\r\nUsername: admin\r\nSecret: hush1\r\n\r\n");
  file.writer.client(0us, "Action: Login\r\nUsername: admin\r\nauthtype: MD5\r\nKey: hush2\r\n\r\n");
  file.writer.client(0us, " secret : hush3\r\n");
  file.writer.opened(0us, {});
  // In pieces, and with other case.
  for (const char byte :
       std::string{"Event: AuthDetail\r\nPASSWORD: hush4\r\nPasswordless: yes\r\n\r\nmd5cred:hush5"}) {
    file.writer.server(1us, {&byte, 1});
  }
  CHECK(file.text.find("hush") == std::string::npos);
  const recording read = recording::parse(file.text);
  CHECK(read.server_bytes() == "Event: AuthDetail\r\nPASSWORD: *****\r\nPasswordless: yes\r\n\r\nmd5cred:*****");
  std::string client;
  for (const auto& step : read.steps()) {
    client += step.kind() == recorded::client ? step.bytes() : std::string{};
  }
  CHECK(client == "Action: Login\r\nUsername: admin\r\n\r\nAction: Login\r\nUsername: admin\r\n\r\n");
}

TEST_CASE("a recording that was cut off is read as far as it goes") {
  written file;
  file.writer.server(1s, "Event: A\r\n\r\n");
  file.writer.server(2s, "Event: B\r\n\r\n");
  const std::size_t header = file.text.find("\n\n") + 2;
  for (std::size_t size = header; size <= file.text.size(); ++size) {
    const recording read = recording::parse(std::string_view{file.text}.substr(0, size));
    const auto lines = std::count(file.text.begin() + static_cast<std::ptrdiff_t>(header),
                                  file.text.begin() + static_cast<std::ptrdiff_t>(size), '\n');
    CHECK(read.steps().size() == static_cast<std::size_t>(lines));
    CHECK(read.is_cut_off() == (file.text[size - 1] != '\n'));
  }
}

TEST_CASE("a recording is read in every chunking") {
  written file;
  file.writer.opened(0us, "here");
  file.writer.server(1s, all_bytes());
  for (std::size_t size = 1; size < 40; ++size) {
    recording_reader reader;
    std::string bytes;
    for (std::size_t at = 0; at < file.text.size(); at += size) {
      reader.feed(std::string_view{file.text}.substr(at, size));
      while (reader.next() == recording_reader::result::step) {
        bytes += reader.step().kind() == recorded::server ? reader.step().bytes() : std::string{};
      }
    }
    CHECK(bytes == all_bytes());
    CHECK(reader.pending() == 0);
  }
}

TEST_CASE("lines of a recording that are none are reported with their place, and the next is read") {
  const std::string begin = "AMI recording 1\n\n1.000000 < a\n";
  for (const std::string_view line :
       {"x", "1 < a", "1.0 < a", "-1.000000 < a", "1.00000x < a", "1.000000", "1.000000 ? a", "1.000000 < \\q",
        "1.000000 < \\x1", "1.000000 < \\", "1.000000 < \\xgg"}) {
    recording_reader reader;
    reader.feed(begin + std::string{line} + "\n2.000000 < b\n");
    REQUIRE(reader.next() == recording_reader::result::step);
    INFO(line);
    REQUIRE(reader.next() == recording_reader::result::malformed);
    CHECK(reader.offset() == begin.size());
    CHECK_FALSE(reader.problem().empty());
    REQUIRE(reader.next() == recording_reader::result::step);
    CHECK(reader.step().bytes() == "b");
    CHECK_THROWS_AS(recording::parse(begin + std::string{line} + "\n"), std::runtime_error);
  }
  CHECK_THROWS_AS(recording::parse("AMI recording 2\n\n"), std::runtime_error);
  CHECK_THROWS_AS(recording::parse("Event: A\r\n\r\n"), std::runtime_error);
  CHECK_THROWS_AS(recording::parse(""), std::runtime_error);
  CHECK_THROWS_AS(recording::read_file("/nonexistent"), std::system_error);
}
