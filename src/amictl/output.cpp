#include "amictl/output.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <system_error>
#include <unistd.h>

namespace amictl {

namespace {

constexpr std::size_t write_at = std::size_t{1} << 16;

std::string_view colour_code(tone colour) noexcept {
  switch (colour) {
  case tone::plain: break;
  case tone::strong: return "\x1b[1m";
  case tone::faint: return "\x1b[2m";
  case tone::good: return "\x1b[32m";
  case tone::warning: return "\x1b[33m";
  case tone::bad: return "\x1b[31m";
  case tone::name: return "\x1b[36m";
  }
  return {};
}

// The bytes of the UTF-8 character that the text begins with; 0 when it begins with none.
std::size_t character_size(std::string_view text) noexcept {
  const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
  const std::uint8_t first = byte(0);
  std::size_t size = 0;
  std::uint32_t value = 0;
  std::uint32_t least = 0;
  if (first < 0x80) {
    return 1;
  }
  if (first >= 0xC2 && first <= 0xDF) {
    size = 2, value = first & 0x1FU, least = 0x80;
  } else if (first >= 0xE0 && first <= 0xEF) {
    size = 3, value = first & 0x0FU, least = 0x800;
  } else if (first >= 0xF0 && first <= 0xF4) {
    size = 4, value = first & 0x07U, least = 0x10000;
  }
  if (size == 0 || text.size() < size) {
    return 0;
  }
  for (std::size_t at = 1; at < size; ++at) {
    if ((byte(at) & 0xC0U) != 0x80) {
      return 0;
    }
    value = value << 6U | (byte(at) & 0x3FU);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  return value < least || value > 0x10FFFF || surrogate ? 0 : size;
}

template <class Control>
std::string in_characters(std::string_view bytes, Control write_control) {
  std::string result;
  result.reserve(bytes.size());
  while (!bytes.empty()) {
    std::size_t size = character_size(bytes);
    if (size == 0) {
      result += "\xEF\xBF\xBD";
      size = 1;
    } else if (!write_control(result, bytes.substr(0, size))) {
      result += bytes.substr(0, size);
    }
    bytes.remove_prefix(size);
  }
  return result;
}

}  // namespace

output::~output() {
  try {
    flush();
  } catch (...) {  // who cares for the result has called flush()
  }
}

void output::line(std::string_view text) {
  kept_ += text;
  kept_ += '\n';
  if (kept_.size() >= write_at) {
    flush();
  }
}

void output::line(const boost::json::value& value) {
  line(boost::json::serialize(value));
}

void output::bytes(std::string_view text) {
  kept_ += text;
  if (kept_.size() >= write_at) {
    flush();
  }
}

void output::flush() {
  std::string_view rest = kept_;
  while (!rest.empty() && !closed_) {
    const ssize_t written = ::write(STDOUT_FILENO, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      closed_ = true;
      const int reason = errno;
      kept_.clear();
      if (reason == EPIPE) {
        throw output_closed{};
      }
      throw std::system_error{reason, std::generic_category(), "standard output"};
    }
  }
  kept_.clear();
}

std::string output::in(tone colour, std::string_view text) const {
  const std::string_view code = colours_ ? colour_code(colour) : std::string_view{};
  if (code.empty()) {
    return std::string{text};
  }
  return fmt::format("{}{}\x1b[0m", code, text);
}

std::string shown(std::string_view bytes) {
  return in_characters(bytes, [](std::string& result, std::string_view character) {
    const auto first = static_cast<std::uint8_t>(character.front());
    // The second half of Latin-1's control characters are two bytes: C2 80 to C2 9F.
    const bool two_bytes = character.size() == 2 && first == 0xC2 && static_cast<std::uint8_t>(character[1]) < 0xA0;
    if (first >= 0x20 && first != 0x7F && !two_bytes) {
      return false;
    }
    for (const char byte : character) {
      result += fmt::format("\\x{:02x}", static_cast<std::uint8_t>(byte));
    }
    return true;
  });
}

std::string as_utf8(std::string_view bytes) {
  return in_characters(bytes, [](std::string&, std::string_view) { return false; });
}

void complain(std::string_view text) {
  fmt::print(stderr, "amictl: {}\n", shown(text));
}

}  // namespace amictl
