#include <ami/action.hpp>
#include <ami/testing/recording.hpp>
#include <ami/wire/frame.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <ios>
#include <stdexcept>
#include <system_error>

namespace ami::testing {

namespace {

using std::chrono::microseconds;

constexpr std::string_view title = "AMI recording ";
constexpr std::string_view version = "1";
constexpr std::int64_t microseconds_of_second = 1000000;
// Bytes without a line end are divided after so many, so that no line is too long for an editor.
constexpr std::size_t longest_piece = 4096;
// Of a text that is no recording there may be much without a line end.
constexpr std::size_t longest_line = std::size_t{1} << 20;

class word {
public:
  std::string_view text;
  recorded kind;
};

constexpr std::array words{word{"open", recorded::opened}, word{"<", recorded::server},
                           word{">", recorded::client},    word{"closed", recorded::closed},
                           word{"lost", recorded::lost},   word{"stopped", recorded::stopped}};

bool is_continuation(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// The size of the UTF-8 character of two or more bytes that a text begins with; 0 when it begins with none. Control
// characters of Latin-1 (U+0080 to U+009F) are not visible.
std::size_t visible_character(std::string_view text) noexcept {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned first = byte(0);
  const std::size_t size = first >= 0xC2 && first <= 0xDF   ? 2
                           : first >= 0xE0 && first <= 0xEF ? 3
                           : first >= 0xF0 && first <= 0xF4 ? 4
                                                            : 0;
  if (size == 0 || text.size() < size || !std::all_of(text.begin() + 1, text.begin() + size, is_continuation)) {
    return 0;
  }
  const unsigned next = byte(1);
  const bool overlong = (first == 0xE0 && next < 0xA0) || (first == 0xF0 && next < 0x90);
  const bool outside = (first == 0xED && next > 0x9F) || (first == 0xF4 && next > 0x8F);
  const bool control = first == 0xC2 && next < 0xA0;
  return overlong || outside || control ? 0 : size;
}

void append_escaped(std::string& to, std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  while (!bytes.empty()) {
    const char byte = bytes.front();
    std::size_t size = 1;
    if (byte == '\\') {
      to += "\\\\";
    } else if (byte == '\r') {
      to += "\\r";
    } else if (byte == '\n') {
      to += "\\n";
    } else if (byte >= ' ' && byte <= '~' && !(byte == ' ' && bytes.size() == 1)) {
      to += byte;  // an editor may remove a space at the end
    } else if (size = visible_character(bytes); size != 0) {
      to += bytes.substr(0, size);
    } else {
      size = 1;
      const auto value = static_cast<unsigned char>(byte);
      to += "\\x";
      to += digits[value >> 4U];
      to += digits[value & 0xFU];
    }
    bytes.remove_prefix(size);
  }
}

std::optional<unsigned> hex_digit(char letter) noexcept {
  if (letter >= '0' && letter <= '9') {
    return static_cast<unsigned>(letter - '0');
  }
  if (letter >= 'a' && letter <= 'f') {
    return static_cast<unsigned>(letter - 'a') + 10;
  }
  if (letter >= 'A' && letter <= 'F') {
    return static_cast<unsigned>(letter - 'A') + 10;
  }
  return std::nullopt;
}

std::optional<std::string> unescaped(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\') {
      bytes += text[at];
      continue;
    }
    const char letter = ++at < text.size() ? text[at] : '\0';
    if (letter == '\\') {
      bytes += '\\';
    } else if (letter == 'r') {
      bytes += '\r';
    } else if (letter == 'n') {
      bytes += '\n';
    } else if (letter == 'x' && at + 2 < text.size()) {
      const auto high = hex_digit(text[at + 1]);
      const auto low = hex_digit(text[at + 2]);
      if (!high || !low) {
        return std::nullopt;
      }
      bytes += static_cast<char>(*high << 4U | *low);
      at += 2;
    } else {
      return std::nullopt;
    }
  }
  return bytes;
}

template <class Number>
std::optional<Number> read_number(std::string_view text) noexcept {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && !text.starts_with('-') ? std::optional{value}
                                                                                            : std::nullopt;
}

// Seconds with six decimals.
std::optional<microseconds> read_time(std::string_view text) noexcept {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos || text.size() - point != 7) {
    return std::nullopt;
  }
  const auto seconds = read_number<std::int64_t>(text.substr(0, point));
  const auto rest = read_number<std::int64_t>(text.substr(point + 1));
  constexpr std::int64_t most = std::int64_t{1} << 40U;
  if (!seconds || !rest || *seconds > most) {
    return std::nullopt;
  }
  return microseconds{*seconds * microseconds_of_second + *rest};
}

std::string written_moment(std::chrono::system_clock::time_point moment) {
  const auto since = std::chrono::floor<microseconds>(moment.time_since_epoch());
  const auto whole = std::chrono::floor<std::chrono::seconds>(since);
  const auto seconds = static_cast<std::time_t>(whole.count());
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 48> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  return fmt::format("{}.{:06}Z", std::string_view{text.data(), size}, (since - whole).count());
}

std::optional<std::chrono::system_clock::time_point> read_moment(const std::string& text) {
  std::tm parts{};
  int digits = 0;
  long long rest = 0;
  if (std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d.%6lldZ%n", &parts.tm_year, &parts.tm_mon, &parts.tm_mday,
                  &parts.tm_hour, &parts.tm_min, &parts.tm_sec, &rest, &digits) != 7 ||
      digits != static_cast<int>(text.size())) {
    return std::nullopt;
  }
  parts.tm_year -= 1900;
  parts.tm_mon -= 1;
  return std::chrono::system_clock::from_time_t(::timegm(&parts)) + microseconds{rest};
}

bool is_secret_of_client(std::string_view key) noexcept {
  return is_secret_header(key) || wire::equal_ignoring_case(key, "Key") || wire::equal_ignoring_case(key, "AuthType");
}

std::string_view key_of(std::string_view line) noexcept {
  std::string_view key = line.substr(0, line.find(':'));
  key.remove_prefix(std::min(key.find_first_not_of(" \t"), key.size()));
  return key.substr(0, key.find_last_not_of(" \t") + 1);
}

// As words for people, which must not end the line.
std::string single_line(std::string_view text) {
  std::string result{text};
  std::replace_if(
      result.begin(), result.end(), [](char byte) { return byte == '\r' || byte == '\n'; }, ' ');
  return result;
}

}  // namespace

// ---- Writing

recording_writer::recording_writer(const recording_header& header, sink out) : out_{std::move(out)} {
  std::string text{title};
  text.append(version).append("\n");
  const auto add = [&text](std::string_view key, const std::string& value) {
    if (!value.empty()) {
      text.append(key).append(": ").append(single_line(value)).append("\n");
    }
  };
  add("server", header.server());
  add("began", header.began() ? written_moment(*header.began()) : std::string{});
  add("program", header.program());
  out_(text + "\n");
}

void recording_writer::write(duration at, std::string_view word, std::string_view text) {
  const std::int64_t count = std::max<std::int64_t>(at.count(), 0);
  std::string line = fmt::format("{}.{:06} ", count / microseconds_of_second, count % microseconds_of_second);
  line.append(word);
  if (!text.empty()) {
    line += ' ';
    append_escaped(line, text);
  }
  out_(line + '\n');
}

void recording_writer::write_bytes(duration at, std::string_view word, std::string_view bytes) {
  while (!bytes.empty()) {
    std::size_t size = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    if (size > longest_piece) {
      size = longest_piece;
      // Not inside of a character, which would be readable no more.
      for (int back = 0; back < 3 && is_continuation(bytes[size]); ++back) {
        --size;
      }
    }
    write(at, word, bytes.substr(0, size));
    bytes.remove_prefix(size);
  }
}

// What is asked for is the key of each line, and a line may arrive in pieces.
std::string recording_writer::without_secret_values(std::string_view bytes) {
  constexpr std::size_t longest_key = 64;
  std::string result{bytes};
  for (char& byte : result) {
    if (byte == '\n') {
      place_ = place::key;
      key_.clear();
    } else if (place_ == place::key && byte == ':') {
      place_ = is_secret_header(key_of(key_)) ? place::secret : place::value;
    } else if (place_ == place::key) {
      key_ += byte;
      place_ = key_.size() > longest_key ? place::value : place::key;
    } else if (place_ == place::secret && byte != ' ' && byte != '\r') {
      byte = '*';
    }
  }
  return result;
}

void recording_writer::opened(duration at, std::string_view address) {
  place_ = place::key;
  key_.clear();
  write(at, "open", address);
}

void recording_writer::server(duration at, std::string_view bytes) {
  write_bytes(at, "<", without_secret_values(bytes));
}

void recording_writer::client(duration at, std::string_view bytes) {
  std::string kept;
  while (!bytes.empty()) {
    const std::string_view line = bytes.substr(0, std::min(bytes.find('\n'), bytes.size() - 1) + 1);
    bytes.remove_prefix(line.size());
    if (!is_secret_of_client(key_of(line))) {
      kept += line;
    }
  }
  write_bytes(at, ">", kept);
}

void recording_writer::closed(duration at) {
  write(at, "closed", {});
}

void recording_writer::lost(duration at, std::string_view reason) {
  write(at, "lost", reason);
}

void recording_writer::stopped(duration at) {
  write(at, "stopped", {});
}

// ---- Reading

bool recording_reader::is_recording(std::string_view text) noexcept {
  return text.starts_with(title);
}

void recording_reader::feed(std::string_view text) {
  text_.erase(0, begin_);
  dropped_ += begin_;
  searched_ -= begin_;
  begin_ = 0;
  text_ += text;
}

bool recording_reader::read_header(std::string_view line) {
  if (part_ == part::title) {
    part_ = part::header;
    if (!is_recording(line)) {
      problem_ = "this is no recording";
      return false;
    }
    if (line.substr(title.size()) != version) {
      problem_ = "a recording of a later version";
      return false;
    }
    return true;
  }
  if (line.empty()) {
    part_ = part::steps;
    return true;
  }
  const std::size_t colon = line.find(": ");
  if (colon == std::string_view::npos) {
    problem_ = "a header without a value";
    return false;
  }
  const std::string_view key = line.substr(0, colon);
  std::string value{line.substr(colon + 2)};
  if (key == "server") {
    header_.server(std::move(value));
  } else if (key == "program") {
    header_.program(std::move(value));
  } else if (key == "began") {
    const auto moment = read_moment(value);
    if (!moment) {
      problem_ = "a time that is none";
      return false;
    }
    header_.began(*moment);
  }
  return true;
}

bool recording_reader::read_step(std::string_view line) {
  const std::size_t space = line.find(' ');
  const auto at = read_time(line.substr(0, space));
  if (!at || space == std::string_view::npos) {
    problem_ = "a line that does not begin with its time";
    return false;
  }
  line.remove_prefix(space + 1);
  const std::string_view name = line.substr(0, line.find(' '));
  const auto known = std::find_if(words.begin(), words.end(), [name](const word& entry) { return entry.text == name; });
  if (known == words.end()) {
    problem_ = "a line that does not say what happened";
    return false;
  }
  line.remove_prefix(std::min(name.size() + 1, line.size()));
  auto bytes = unescaped(line);
  if (!bytes) {
    problem_ = "a backslash that stands for nothing";
    return false;
  }
  step_ = recorded_step{*at, known->kind, std::move(*bytes)};
  return true;
}

recording_reader::result recording_reader::next() {
  for (;;) {
    const std::size_t end = text_.find('\n', searched_);
    if (end == std::string::npos) {
      searched_ = text_.size();
      if (pending() <= longest_line) {
        return result::need_more;
      }
      problem_ = "a line that is too long";
      offset_ = dropped_ + begin_;
      begin_ = text_.size();
      return result::malformed;
    }
    std::string_view line = std::string_view{text_}.substr(begin_, end - begin_);
    offset_ = dropped_ + begin_;
    begin_ = searched_ = end + 1;
    if (line.ends_with('\r')) {
      line.remove_suffix(1);  // of an editor: in what was recorded it is written with a backslash
    }
    if (part_ != part::steps) {
      if (!read_header(line)) {
        return result::malformed;
      }
    } else if (!line.empty()) {
      return read_step(line) ? result::step : result::malformed;
    }
  }
}

recording recording::parse(std::string_view text) {
  recording_reader reader;
  reader.feed(text);
  std::vector<recorded_step> steps;
  for (auto found = reader.next(); found != recording_reader::result::need_more; found = reader.next()) {
    if (found == recording_reader::result::malformed) {
      const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(reader.offset()), '\n') + 1;
      throw std::runtime_error{"recording, line " + std::to_string(line) + ": " + reader.problem()};
    }
    steps.push_back(reader.step());
  }
  if (!recording_reader::is_recording(text)) {
    throw std::runtime_error{"this is no recording"};
  }
  recording result{reader.header(), std::move(steps)};
  result.is_cut_off_ = reader.pending() != 0;
  return result;
}

recording recording::read_file(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  if (!file.is_open() || file.bad()) {
    throw std::system_error{errno, std::generic_category(), path};
  }
  return parse(text);
}

std::string recording::server_bytes() const {
  std::string result;
  for (const recorded_step& step : steps_) {
    if (step.kind() == recorded::server) {
      result += step.bytes();
    }
  }
  return result;
}

}  // namespace ami::testing
