// The searches that an event costs, by each set of instructions that this CPU has, against a search byte by byte.
#include "catch.hpp"
#include "wire/line_scanner.hpp"

#include <ami/wire/frame.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace wire = ami::wire;
namespace scan = ami::wire::detail;

namespace {

// In memory of its own that ends with it, so that a sanitizer sees every byte read behind it.
class exact_text {
public:
  explicit exact_text(std::string_view text) : bytes_{text.begin(), text.end()} { bytes_.shrink_to_fit(); }
  std::string_view view() const noexcept { return {bytes_.data(), bytes_.size()}; }

private:
  std::vector<char> bytes_;
};

std::vector<std::uint64_t> ends_of_blank_lines(std::string_view text, std::size_t begin) {
  std::vector<std::uint64_t> result;
  for (std::size_t i = begin; i < text.size(); ++i) {
    const std::string_view before = text.substr(0, i);
    if (text[i] == '\n' && (before.ends_with('\n') || before.ends_with("\n\r"))) {
      result.push_back(i);
    }
  }
  return result;
}

// In pieces, as many as there is room for.
std::vector<std::uint64_t> found_by(const scan::searcher& one, std::string_view text, std::size_t begin,
                                    std::size_t room) {
  constexpr std::uint64_t base = 1000;
  std::vector<std::uint64_t> result;
  while (begin != text.size()) {
    std::vector<std::uint64_t> found(room);
    const auto got = one.find_blank_lines_(text.data(), begin, text.size(), base, found);
    REQUIRE(got.searched_ > begin);
    REQUIRE((got.count_ == room || got.searched_ == text.size()));
    for (std::size_t i = 0; i < got.count_; ++i) {
      result.push_back(found[i] - base);
    }
    begin = got.searched_;
  }
  return result;
}

// The lines of a text, without their line ends.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    result.push_back(line);
  }
  return result;
}

// Null data when there is none.
std::string_view value_of(std::string_view text, std::string_view key) {
  const auto lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto [name, value] = wire::split_line(lines[i]);
    if (lines[i].find(':') == std::string_view::npos || !wire::equal_ignoring_case(name, key)) {
      continue;
    }
    const char* end = value.data() + value.size();
    for (++i; i < lines.size() && lines[i].find(':') == std::string_view::npos; ++i) {
      end = lines[i].data() + lines[i].size();
    }
    return {value.data(), static_cast<std::size_t>(end - value.data())};
  }
  return {};
}

std::string_view first_line_of(std::string_view value) {
  const std::size_t line_feed = value.find('\n');
  value = value.substr(0, line_feed);
  return line_feed != std::string_view::npos && value.ends_with('\r') ? value.substr(0, value.size() - 1) : value;
}

void check_value(const scan::searcher& one, std::string_view text, std::string_view key) {
  const std::string_view expected = value_of(text, key);
  const std::string_view found = one.find_value_(text, key);
  CAPTURE(one.name_, std::string{text}, std::string{key});
  REQUIRE(found == expected);
  REQUIRE((found.data() == nullptr) == (expected.data() == nullptr));
  const std::string_view line = one.find_first_line_(text, key);
  REQUIRE(line == first_line_of(expected));
  REQUIRE((line.data() == nullptr) == (expected.data() == nullptr));
}

}  // namespace

TEST_CASE("scanner: blank lines at every place of a block, from every place on") {
  for (const auto& one : scan::searchers()) {
    CAPTURE(one.name_);
    for (const std::string_view end : {"\r\n\r\n", "\n\n", "\n\r\n", "\r\n\n", "\n\r\r\n", "\nx\n", "\r\n\r\n\r\n"}) {
      for (std::size_t before = 0; before < 140; ++before) {
        const exact_text text{std::string(before, 'x') + std::string{end} + std::string((before * 7) % 130, 'y')};
        for (std::size_t begin = 0; begin <= std::min(before + end.size(), text.view().size()); ++begin) {
          REQUIRE(found_by(one, text.view(), begin, 32) == ends_of_blank_lines(text.view(), begin));
        }
      }
    }
  }
}

TEST_CASE("scanner: blank lines of random bytes, with little room and with much") {
  std::mt19937 random{20261127};
  for (int round = 0; round < 3000; ++round) {
    std::string bytes(random() % 500, ' ');
    const std::string_view alphabet = round % 2 == 0 ? "\r\nx" : "\r\nabcdefghijklmnopqrstuvwxyz:";
    for (char& c : bytes) {
      c = alphabet[random() % alphabet.size()];
    }
    const exact_text text{bytes};
    const std::size_t begin = bytes.empty() ? 0 : random() % bytes.size();
    for (const auto& one : scan::searchers()) {
      CAPTURE(one.name_, bytes, begin);
      REQUIRE(found_by(one, text.view(), begin, 1 + random() % 40) == ends_of_blank_lines(bytes, begin));
    }
  }
}

TEST_CASE("scanner: a header at every place of a frame of every size") {
  for (const auto& one : scan::searchers()) {
    for (const std::string_view key : {"Channel", "To", "PT", "RTT", "Exten", "Event", "UniqueId", "ChannelStateDesc",
                                       "ConnectedLineName", "DestConnectedLineName", "x"}) {
      for (std::size_t before = 0; before < 150; before += 1 + before % 3) {
        for (const std::size_t behind : {0U, 1U, 5U, 40U, 62U, 63U, 64U, 65U, 130U}) {
          for (const std::string_view end : {"\r\n", "\n"}) {
            std::string bytes = "Event: Some" + std::string(before, 's') + std::string{end};
            bytes += std::string{key} + ": " + std::string(behind % 7 * 11, 'v') + std::string{end};
            if (behind != 0) {
              bytes += "Last: " + std::string(behind, 'w') + std::string{end};
            }
            const exact_text text{bytes};
            check_value(one, text.view(), key);
            check_value(one, text.view(), "Last");
            check_value(one, text.view(), "Absent");
            check_value(one, text.view().substr(0, text.view().size() - end.size()), key);
          }
        }
      }
    }
  }
}

TEST_CASE("scanner: a header behind others with names of the same length") {
  constexpr std::array<std::array<std::string_view, 4>, 6> families{{
      {"EventList", "Timestamp", "eventlist", "EventTisl"},
      {"Context", "Channel", "CONTEXT", "Cause-t"},
      {"ActionID", "Response", "actionid", "Actionid"},
      {"PT", "To", "pt", "pT"},
      {"Ping", "Pong", "PING", "Pin:"},
      {"DestConnectedLineName", "DestConnectedLineNone", "destConnectedLineName", "DestConnectedLinename"},
  }};
  std::mt19937 random{27112026};
  for (int round = 0; round < 3000; ++round) {
    const auto& family = families.at(random() % families.size());
    std::string bytes = "Event: Some" + std::string(random() % 90, 's') + "\r\n";
    for (std::size_t lines = random() % 6; lines != 0; --lines) {
      bytes += std::string{family.at(random() % family.size())} + ": " + std::string(random() % 40, 'v') + "\r\n";
    }
    const exact_text text{bytes};
    for (const auto& one : scan::searchers()) {
      for (const std::string_view key : family) {
        check_value(one, text.view(), key);
      }
    }
  }
}

TEST_CASE("scanner: headers of random lines are those that a search line by line finds") {
  std::mt19937 random{7112026};
  constexpr std::array<std::string_view, 14> parts{
      "Channel",           "channel",           "Chan", "Chan: nel", "a:b", "Exten", "EXTEN",
      "ConnectedLineName", "connectedlinename", "",     "x",         "To",  "T: o",  "Eventful"};
  constexpr std::array<std::string_view, 9> separators{": ", ": ", ": ", ":", "", ":  ", " : ", "::", ": :"};
  constexpr std::array<std::string_view, 8> values{
      "",
      "1",
      "PJSIP/100-00000001",
      "with: colon",
      ":",
      " blank ",
      "a value that is long enough to reach into the block that follows it",
      "\r"};
  for (int round = 0; round < 4000; ++round) {
    std::string bytes = random() % 4 != 0 ? "Event: Newchannel\r\n" : "";
    for (std::size_t lines = random() % 12; lines != 0; --lines) {
      bytes += parts.at(random() % parts.size());
      bytes += separators.at(random() % separators.size());
      bytes += values.at(random() % values.size());
      bytes += random() % 4 != 0 ? "\r\n" : "\n";
    }
    if (!bytes.empty() && random() % 5 == 0) {
      bytes.pop_back();
    }
    const exact_text text{bytes};
    for (const auto& one : scan::searchers()) {
      for (const std::string_view key : parts) {
        check_value(one, text.view(), key);
        const std::size_t at = one.find_header_(text.view(), key, 0);
        REQUIRE((at == bytes.size()) == (value_of(text.view(), key).data() == nullptr));
      }
    }
  }
}
