// amictl decode: captured bytes to frames, compared with what plain splitting finds.
#include "amictl/amictl_process.hpp"
#include "amictl/frame_decoder.hpp"
#include "amictl/pcap.hpp"
#include "catch.hpp"

#include <ami/action.hpp>
#include <ami/testing/recording.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;
using byte_fields = std::vector<std::pair<std::string, std::string>>;

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::vector<std::filesystem::path> capture_files() {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator{std::filesystem::path{AMICTL_CAPTURES} / "captures"}) {
    found.push_back(entry.path());
  }
  std::ranges::sort(found);
  return found;
}

// ---- What a program finds that only knows lines

class plain_frame {
public:
  byte_fields fields;
  std::size_t bytes = 0;  // with its blank line
};

class plain_session {
public:
  std::string greeting;
  std::vector<plain_frame> frames;
  std::size_t separators = 0;
  std::size_t rest = 0;
};

plain_session split_plainly(std::string_view bytes) {
  plain_session result;
  plain_frame current;
  bool first = bytes.starts_with("Asterisk Call Manager");
  std::string line_end;
  while (!bytes.empty()) {
    const std::size_t feed = bytes.find('\n');
    if (feed == std::string_view::npos) {
      break;
    }
    std::string_view line = bytes.substr(0, feed);
    bytes.remove_prefix(feed + 1);
    const bool carriage = line.ends_with('\r');
    line.remove_suffix(carriage ? 1 : 0);
    if (std::exchange(first, false)) {
      result.greeting = line;
      continue;
    }
    if (line.empty()) {
      if (current.fields.empty()) {
        result.separators += feed + 1;
      } else {
        current.bytes += feed + 1;
        result.frames.push_back(std::exchange(current, {}));
      }
      continue;
    }
    current.bytes += feed + 1;
    std::size_t colon = line.find(": ");
    colon = colon != std::string_view::npos ? colon : line.find(':');
    if (colon != std::string_view::npos) {
      std::string_view value = line.substr(colon + 1);
      value.remove_prefix(value.starts_with(' ') ? 1 : 0);
      current.fields.emplace_back(line.substr(0, colon), value);
    } else if (current.fields.empty()) {
      current.fields.emplace_back("", line);
    } else {
      current.fields.back().second += line_end + std::string{line};
    }
    line_end = carriage ? "\r\n" : "\n";
  }
  result.rest = bytes.size() + current.bytes;
  return result;
}

// Whether a text is that of these bytes, with U+FFFD for each byte that belongs to no character.
bool is_text_of(std::string_view text, std::string_view bytes) {
  constexpr std::string_view replacement = "\xEF\xBF\xBD";
  while (!bytes.empty()) {
    if (bytes.starts_with(replacement) && text.starts_with(replacement)) {
      text.remove_prefix(replacement.size() - 1);  // a client has put it there
      bytes.remove_prefix(replacement.size() - 1);
      text.remove_prefix(1);
    } else if (!text.empty() && text.front() == bytes.front() && !text.starts_with(replacement)) {
      text.remove_prefix(1);
    } else if (static_cast<unsigned char>(bytes.front()) >= 0x80 && text.starts_with(replacement)) {
      text.remove_prefix(replacement.size());
    } else {
      return false;
    }
    bytes.remove_prefix(1);
  }
  return text.empty();
}

std::vector<boost::json::object> json_lines(const test::process_result& result) {
  std::vector<boost::json::object> found;
  for (const std::string& line : result.lines()) {
    found.push_back(boost::json::parse(line).as_object());
  }
  return found;
}

std::string_view text_at(const boost::json::object& object, std::string_view key) {
  const auto* const value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string_view{value->get_string()} : std::string_view{};
}

// ---- Files for a test

class temporary_file {
public:
  explicit temporary_file(const std::string& bytes) {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("amictl-decode-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
    std::ofstream{path_, std::ios::binary} << bytes;
  }
  ~temporary_file() { std::filesystem::remove(path_); }
  temporary_file(const temporary_file&) = delete;
  temporary_file& operator=(const temporary_file&) = delete;

  std::string path() const { return path_.string(); }

private:
  std::filesystem::path path_;
};

void append_number(std::string& to, std::uint64_t value, int bytes) {
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
    to += static_cast<char>(value >> static_cast<unsigned>(shift));
  }
}

// A pcap file as tcpdump writes it: big-endian, with a link layer.
class pcap_file {
public:
  enum class layer { ethernet, vlan, cooked, raw };

  explicit pcap_file(layer link, bool version_six = false) : link_{link}, six_{version_six} {
    bytes_ = "\xa1\xb2\xc3\xd4";
    append_number(bytes_, 2, 2);
    append_number(bytes_, 4, 2);
    append_number(bytes_, 0, 8);
    append_number(bytes_, 262144, 4);
    append_number(bytes_, link == layer::cooked ? 113 : link == layer::raw ? 101 : 1, 4);
  }

  // One segment from the server (or to it), `sequence` being the number of its first byte.
  void add(bool from_server, std::uint32_t sequence, std::string_view payload, bool synchronises = false,
           std::uint16_t server_port = 5038) {
    std::string tcp;
    append_number(tcp, from_server ? server_port : 40000U, 2);
    append_number(tcp, from_server ? 40000U : server_port, 2);
    append_number(tcp, sequence, 4);
    append_number(tcp, 0, 4);
    append_number(tcp, 0x5000U | (synchronises ? 2U : 16U), 2);
    append_number(tcp, 0, 6);
    tcp += payload;
    std::string packet = link_layer();
    packet += six_ ? version_six(from_server, tcp) : version_four(from_server, tcp);
    if (link_ == layer::ethernet && packet.size() < 60) {
      packet.resize(60);  // Ethernet fills short packets
    }
    add_packet(packet);
  }

  void add_packet(const std::string& packet) {
    append_number(bytes_, 1785663000U + packets_, 4);
    append_number(bytes_, 250000, 4);
    append_number(bytes_, packet.size(), 4);
    append_number(bytes_, packet.size(), 4);
    bytes_ += packet;
    ++packets_;
  }

  const std::string& bytes() const { return bytes_; }

private:
  std::string link_layer() const {
    std::string result;
    switch (link_) {
    case layer::ethernet: result = std::string(12, '\x02'); break;
    case layer::vlan: result = std::string(12, '\x02') + std::string{"\x81\x00\x00\x07", 4}; break;
    case layer::cooked: result = std::string(14, '\x00'); break;
    case layer::raw: return result;
    }
    append_number(result, six_ ? 0x86DDU : 0x0800U, 2);
    return result;
  }
  static std::string version_four(bool from_server, const std::string& tcp) {
    std::string result{"\x45\x00", 2};
    append_number(result, tcp.size() + 20, 2);
    append_number(result, 0, 4);
    result += std::string{"\x40\x06\x00\x00", 4};
    result += from_server ? std::string{"\xc0\x00\x02\x01\xc0\x00\x02\x02", 8}
                          : std::string{"\xc0\x00\x02\x02\xc0\x00\x02\x01", 8};
    return result + tcp;
  }
  static std::string version_six(bool from_server, const std::string& tcp) {
    std::string result{"\x60\x00\x00\x00", 4};
    append_number(result, tcp.size() + 8, 2);
    append_number(result, 60, 1);  // options for the destination come first
    append_number(result, 64, 1);
    const std::string near = std::string(15, '\x00') + '\x01';
    const std::string far = std::string(15, '\x00') + '\x02';
    result += from_server ? near + far : far + near;
    return result + std::string{"\x06\x00\x01\x04\x00\x00\x00\x00", 8} + tcp;
  }

  layer link_;
  bool six_;
  std::string bytes_;
  std::uint32_t packets_ = 0;
};

// What a frame_decoder finds, one line each.
class found_lines {
public:
  amictl::frame_decoder decoder{[this](const amictl::decoded_frame& frame) {
                                  lines.push_back(
                                      std::to_string(frame.offset) + ' ' +
                                      (frame.banner.empty() ? std::string{frame.frame.view().name()} : frame.banner));
                                },
                                [this](std::uint64_t offset, std::string_view reason) {
                                  lines.push_back(std::to_string(offset) + "! " + std::string{reason});
                                },
                                ami::wire::read_limits{}.max_line_bytes(100)};
  std::vector<std::string> lines;
};

}  // namespace

TEST_CASE("amictl decode: every capture, as plain splitting finds it") {
  std::size_t frames = 0;
  for (const auto& path : capture_files()) {
    INFO(path.string());
    const std::string bytes = bytes_of(path);
    const plain_session plain = split_plainly(bytes);
    const auto result = test::run_amictl({"decode", path.string(), "--json"});
    CHECK(result.code == (plain.rest == 0 ? 0 : 1));
    std::vector<boost::json::object> found = json_lines(result);
    if (plain.rest != 0) {
      REQUIRE_FALSE(found.empty());
      CHECK(text_at(found.back(), "kind") == "malformed");
      CHECK(found.back().at("offset").to_number<std::size_t>() == bytes.size() - plain.rest);
      found.pop_back();
    }
    std::size_t counted = plain.separators + plain.rest;
    if (!plain.greeting.empty()) {
      REQUIRE_FALSE(found.empty());
      CHECK(text_at(found.front(), "kind") == "banner");
      CHECK(text_at(found.front(), "name") == plain.greeting);
      found.erase(found.begin());
      counted += plain.greeting.size() + 2;
    }
    REQUIRE(found.size() == plain.frames.size());
    for (std::size_t at = 0; at < found.size(); ++at) {
      const auto& expected = plain.frames[at];
      counted += expected.bytes;
      const auto& fields = found[at].at("fields").as_array();
      REQUIRE(fields.size() == expected.fields.size());
      for (std::size_t number = 0; number < fields.size(); ++number) {
        const auto& [key, value] = expected.fields[number];
        CHECK(is_text_of(fields[number].at(0).as_string(), key));
        if (ami::is_secret_header(key)) {
          CHECK(fields[number].at(1).is_null());
        } else {
          CHECK(is_text_of(fields[number].at(1).as_string(), value));
        }
      }
      const std::string& first = expected.fields.front().first;
      CHECK(text_at(found[at], "kind") == (first == "Event" ? "event" : first == "Response" ? "response" : "other"));
      CHECK(found[at].at("typed").is_object());
    }
    CHECK(counted == bytes.size());
    frames += found.size();
  }
  CHECK(frames > 10000);
}

TEST_CASE("amictl decode: values have their types, and bytes that are no UTF-8 are marked") {
  const auto result = test::run_amictl(
      {"decode", "--json"}, {}, "Event: Hangup\r\nPrivilege: call,all\r\nChannel: caf\xe9/1\r\nCause: 16\r\n\r\n");
  CHECK(result.code == 0);
  REQUIRE(result.lines().size() == 1);
  const auto frame = json_lines(result).front();
  CHECK(text_at(frame, "name") == "Hangup");
  CHECK(frame.at("typed").at("Cause").to_number<int>() == 16);
  CHECK(frame.at("typed").at("Cause").is_int64());
  CHECK(frame.at("fields").at(2).at(1).as_string() == "caf\xEF\xBF\xBD/1");
  CHECK(frame.at("fields").at(3).at(1).as_string() == "16");
}

TEST_CASE("amictl decode: text for people shows no secrets and no escape sequences") {
  const auto result =
      test::run_amictl({"decode", "-"}, {},
                       "Asterisk Call Manager/11.0.0\r\nEvent: X\r\nText: a\x1b[2Jb\r\nSecond line\r\n\r\n"
                       "Action: Login\r\nUsername: admin\r\nSecret: hush\r\nKey: hush\r\n\r\n");
  CHECK(result.code == 0);
  CHECK(result.output == "Banner Asterisk Call Manager/11.0.0\n\n"
                         "Event X\n  Text: a\\x1b[2Jb\n    Second line\n\n"
                         "Action Login\n  Username: admin\n  Secret: (hidden)\n  Key: (hidden)\n\n");
  const auto json = test::run_amictl({"decode", "--json"}, {}, "Action: Login\r\nSecret: hush\r\nKey: hush\r\n\r\n");
  CHECK(json.output.find("hush") == std::string::npos);
}

TEST_CASE("amictl decode: what is malformed is reported with its place, and the rest is read") {
  const std::string good = "Event: A\r\n\r\n";
  const std::string bad = "\x01\x02garbage\r\n\r\n";
  const auto result = test::run_amictl({"decode", "--json"}, {}, good + bad + good + "Event: B\r\nCut: o");
  CHECK(result.code == 1);
  const auto found = json_lines(result);
  REQUIRE(found.size() == 4);
  CHECK(text_at(found[1], "kind") == "malformed");
  CHECK(found[1].at("offset").to_number<std::size_t>() == good.size());
  CHECK_FALSE(text_at(found[1], "reason").empty());
  CHECK(text_at(found[2], "name") == "A");
  CHECK(found[3].at("offset").to_number<std::size_t>() == 2 * good.size() + bad.size());
  CHECK(result.errors.find("amictl: offset 12: ") != std::string::npos);
}

TEST_CASE("amictl decode: limits are reported, and reading continues after a blank line") {
  const std::string all = "Asterisk Call Manager/11.0.0\r\nEvent: A\r\n\r\nEvent: B\r\nLong: " + std::string(500, 'x') +
                          "\r\nMore: y\r\n\r\nEvent: C\r\n\r\n\r\n" + std::string(5000, 'z') +
                          "\r\n\r\nEvent: D\r\n\r\n";
  std::vector<std::string> whole;
  for (const std::size_t size : {all.size(), std::size_t{1}, std::size_t{7}, std::size_t{101}, std::size_t{600}}) {
    found_lines found;
    for (std::size_t at = 0; at < all.size(); at += size) {
      found.decoder.feed(std::string_view{all}.substr(at, size));
    }
    found.decoder.finish();
    REQUIRE(found.lines.size() == 6);
    CHECK(found.lines[0] == "0 Asterisk Call Manager/11.0.0");
    CHECK(found.lines[1] == "30 A");
    CHECK(found.lines[2].starts_with("42! "));
    CHECK(found.lines[3] == std::to_string(all.find("Event: C")) + " C");
    CHECK(found.lines[4].starts_with(std::to_string(all.find("zzz")) + "! "));
    CHECK(found.lines[5] == std::to_string(all.find("Event: D")) + " D");
    whole = whole.empty() ? found.lines : whole;
    CHECK(found.lines == whole);
  }
}

TEST_CASE("amictl decode: text in reply to a command of old servers is one frame") {
  const std::string old = "Asterisk Call Manager/2.10.6\r\n";
  const std::string reply = "Response: Follows\r\nPrivilege: Command\r\na: b\n\nc\n--END COMMAND--\r\n\r\n";
  found_lines found;
  found.decoder.feed(old + reply);
  found.decoder.finish();
  CHECK(found.lines == std::vector<std::string>{"0 Asterisk Call Manager/2.10.6", "30 Follows"});
  // A newer server does not send it: what looks like it came out of a value, and must not swallow what follows.
  found_lines newer;
  newer.decoder.feed("Asterisk Call Manager/11.0.0\r\nResponse: Follows\r\n\r\nEvent: A\r\n\r\n");
  newer.decoder.finish();
  CHECK(newer.lines.size() == 3);
}

TEST_CASE("amictl decode: a recording, with its times and both sides") {
  std::string text;
  ami::testing::recording_writer writer{ami::testing::recording_header{}, [&](std::string_view more) { text += more; }};
  writer.opened(0us, {});
  writer.server(1ms, "Asterisk Call Manager/11.0.0\r\n");
  writer.client(2ms, "Action: Ping\r\n\r\n");
  writer.server(1500ms, "Event: A\r");
  writer.server(2500ms, "\n\r\nEvent: Cut");
  writer.lost(3s, "reset");
  writer.opened(4s, {});
  writer.server(5s, "Asterisk Call Manager/11.0.0\r\nEvent: B\r\n\r\n");
  const auto result = test::run_amictl({"decode", "--json"}, {}, text + "5.0");
  CHECK(result.code == 1);
  const auto found = json_lines(result);
  REQUIRE(found.size() == 7);
  CHECK(text_at(found[0], "kind") == "banner");
  CHECK(text_at(found[1], "from") == "client");
  CHECK(text_at(found[1], "name") == "Ping");
  CHECK(text_at(found[2], "name") == "A");
  CHECK(found[2].at("time").to_number<double>() == 2.5);
  CHECK(text_at(found[3], "kind") == "malformed");
  CHECK(text_at(found[5], "name") == "B");
  CHECK(text_at(found[6], "reason") == "the last line was cut off");
}

TEST_CASE("amictl decode: pcap files of every link layer") {
  using layer = pcap_file::layer;
  const std::string banner = "Asterisk Call Manager/11.0.0\r\n";
  for (const layer link : {layer::ethernet, layer::vlan, layer::cooked, layer::raw}) {
    for (const bool six : {false, true}) {
      pcap_file file{link, six};
      // Numbers that begin again in the middle.
      const std::uint32_t start = 0xFFFFFFF0U;
      file.add(false, 99, {}, true);
      file.add(true, start - 1, {}, true);
      file.add(true, start, banner);
      file.add(false, 100, "Action: Login\r\nSecret: hush\r\n\r\n");
      const std::string first = "Event: A\r\n\r\n";
      const std::string second = "Event: B\r\nX: 1\r\n\r\n";
      const auto at = static_cast<std::uint32_t>(start + banner.size());
      file.add(true, static_cast<std::uint32_t>(at + first.size()), second);  // early
      file.add(true, at, first.substr(0, 5));
      file.add(true, at, first);      // again, and more
      file.add(true, start, banner);  // again
      const temporary_file saved{file.bytes()};
      const auto result = test::run_amictl({"decode", "--json", saved.path()});
      INFO(result.errors);
      CHECK(result.code == 0);
      CHECK(result.output.find("hush") == std::string::npos);
      const auto found = json_lines(result);
      REQUIRE(found.size() == 4);
      CHECK(text_at(found[0], "kind") == "banner");
      CHECK(text_at(found[0], "stream") == (six ? "[::1]:5038 > [::2]:40000" : "192.0.2.1:5038 > 192.0.2.2:40000"));
      CHECK(text_at(found[1], "from") == "client");
      CHECK(text_at(found[2], "name") == "A");
      CHECK(text_at(found[3], "name") == "B");
      CHECK(found[3].at("time").to_number<double>() == 1785663006.25);
    }
  }
}

TEST_CASE("amictl decode: a pcap file at another port, with what is missing in it") {
  pcap_file file{pcap_file::layer::ethernet};
  const std::string banner = "Asterisk Call Manager/11.0.0\r\n";
  file.add(true, 9, {}, true, 7000);
  file.add(true, 10, banner.substr(0, 12), false, 7000);
  file.add(true, 22, banner.substr(12), false, 7000);
  file.add(false, 50, "Action: Ping\r\n\r\n", false, 7000);
  file.add(true, 40, "Event: A\r\nHalf: ", false, 7000);
  file.add(true, 156, "of it\r\n\r\nEvent: B\r\n\r\n", false, 7000);  // 100 bytes were lost before it
  file.add(true, 10, "GET / HTTP/1.1\r\n\r\n", false, 80);            // another protocol
  const temporary_file saved{file.bytes()};
  const auto result = test::run_amictl({"decode", "--json", saved.path()});
  CHECK(result.code == 1);
  const auto found = json_lines(result);
  REQUIRE(found.size() == 4);
  CHECK(text_at(found[1], "name") == "Ping");
  CHECK(text_at(found[1], "from") == "client");
  CHECK(text_at(found[2], "reason") == "100 bytes were not captured");
  CHECK(found[2].at("offset").to_number<std::size_t>() == banner.size() + 16);
  CHECK(text_at(found[3], "name") == "B");

  const std::string cut = file.bytes().substr(0, file.bytes().size() - 3);
  CHECK(test::run_amictl({"decode"}, {}, cut).errors.find("inside of a packet") != std::string::npos);
}

TEST_CASE("amictl decode: files that cannot be read say why") {
  CHECK(test::run_amictl({"decode", "/nonexistent"}).code == 2);
  CHECK(test::run_amictl({"decode", "/tmp"}).code == 2);
  const auto newer = test::run_amictl({"decode"}, {}, "\x0a\x0d\x0d\x0a and so on and so on");
  CHECK(newer.code == 2);
  CHECK(newer.errors.find("editcap") != std::string::npos);
  const auto empty = test::run_amictl({"decode"});
  CHECK(empty.code == 0);
  CHECK(empty.output.empty());
  CHECK(test::run_amictl({"decode", "--help"}).output.find("tcpdump") != std::string::npos);
}
