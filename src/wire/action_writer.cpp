#include "wire/action_text.hpp"

#include <ami/detail/variable_assignment.hpp>
#include <ami/error.hpp>
#include <ami/wire/action_writer.hpp>
#include <ami/wire/frame.hpp>

#include <array>
#include <cstdint>
#include <cstring>

namespace ami::wire {

namespace {

constexpr unsigned line_break_bit = 1;
constexpr unsigned colon_bit = 2;

constexpr auto byte_classes = [] {
  std::array<std::uint8_t, 256> classes{};
  classes['\r'] = classes['\n'] = classes['\0'] = line_break_bit;
  classes[':'] = colon_bit;
  return classes;
}();

unsigned classes_in(std::string_view text) noexcept {
  unsigned found = 0;
  for (const char c : text) {
    found |= byte_classes[static_cast<unsigned char>(c)];
  }
  return found;
}

// False when no byte is below 16, as CR, LF and NUL are.
template <class Word>
bool may_hold_low_byte(const char* at) noexcept {
  constexpr Word ones = static_cast<Word>(~Word{0} / 0xFFU);
  Word word;
  std::memcpy(&word, at, sizeof(Word));
  return ((word - ones * 16U) & ~word & ones * 0x80U) != 0;
}

// For texts of at least one word. The last word may overlap the one before it.
template <class Word>
bool may_hold_low_bytes(std::string_view text) noexcept {
  bool found = may_hold_low_byte<Word>(text.data() + text.size() - sizeof(Word));
  for (; text.size() > sizeof(Word) && !found; text.remove_prefix(sizeof(Word))) {
    found = may_hold_low_byte<Word>(text.data());
  }
  return found;
}

// A word at a time: nearly always none of them needs a closer look.
bool breaks_line(std::string_view text) noexcept {
  const bool possible = text.size() >= sizeof(std::uint64_t)   ? may_hold_low_bytes<std::uint64_t>(text)
                        : text.size() >= sizeof(std::uint32_t) ? may_hold_low_bytes<std::uint32_t>(text)
                                                               : true;
  return possible && (classes_in(text) & line_break_bit) != 0;
}

constexpr bool blank(char c) noexcept {
  return c == ' ' || c == '\t';
}

bool valid_key(std::string_view key) noexcept {
  return !key.empty() && classes_in(key) == 0 && !blank(key.front()) && !blank(key.back());
}

bool valid_action_id(std::string_view id) noexcept {
  return !id.empty() && id.size() <= max_action_id_bytes && !breaks_line(id) && !blank(id.front()) && !blank(id.back());
}

// The key as an error message may show it: the key itself can be what is wrong.
std::string shown(std::string_view key) {
  std::string text;
  for (const char c : key.substr(0, 64)) {
    text += c >= ' ' && c <= '~' ? c : '?';
  }
  return text;
}

constexpr std::string_view separator = ": ";
constexpr std::string_view line_end = "\r\n";

// Names the variable that a line sets: a name is no secret, and an action may set many.
std::string shown_variable(std::string_view key, std::string_view value) {
  const std::size_t sign = equal_ignoring_case(key, "Variable") ? value.find('=') : std::string_view::npos;
  return sign != std::string_view::npos ? " (variable '" + shown(value.substr(0, sign)) + "')" : std::string{};
}

// The key has been checked already.
error_code check_value(std::string_view key, std::string_view value, std::string& detail) {
  if (breaks_line(value)) {
    if (value.starts_with(ami::detail::unusable_variable) && equal_ignoring_case(key, "Variable")) {
      detail =
          "the name of a variable is empty, begins with a space, contains an equals sign, or ends with a parenthesis "
          "that it does not open";
      return errc::invalid_header;
    }
    detail = "the value of header '" + shown(key) + "'" + shown_variable(key, value) + " holds CR, LF or NUL";
    return errc::invalid_header;
  }
  if (key.size() + separator.size() + value.size() > max_line_bytes) {
    detail = "the line of header '" + shown(key) + "'" + shown_variable(key, value) + " is longer than 1022 bytes";
    return errc::action_line_too_long;
  }
  return {};
}

error_code check_header(std::string_view key, std::string_view value, std::string& detail) {
  if (equal_ignoring_case(key, "Action")) {
    detail = "a second Action header";
    return errc::invalid_header;
  }
  if (!valid_key(key)) {
    detail = "the header key '" + shown(key) + "' is empty or holds a colon, a line end or outer blanks";
    return errc::invalid_header;
  }
  return check_value(key, value, detail);
}

bool is_message_text(const action& value, std::string_view key) noexcept {
  return equal_ignoring_case(value.name(), "MessageSend") &&
         (equal_ignoring_case(key, "Body") || equal_ignoring_case(key, "Base64Body"));
}

// For actions that have been checked.
class line_writer {
public:
  explicit line_writer(char* to) noexcept : to_{to} {}
  void line(std::string_view key, std::string_view value) noexcept {
    text(key);
    text(separator);
    text(value);
    text(line_end);
  }
  void text(std::string_view bytes) noexcept {
    std::memcpy(to_, bytes.data(), bytes.size());
    to_ += bytes.size();
  }

private:
  char* to_;
};

}  // namespace

namespace detail {

error_code check_action_id(std::string_view action_id, std::string& detail) {
  if (!valid_action_id(action_id)) {
    detail = "an ActionID has 1 to 64 bytes, no line end and no outer blanks";
    return errc::invalid_action_id;
  }
  return {};
}

error_code check_action(const action& value, std::string_view action_id, std::size_t& size, std::string& detail) {
  if (value.headers().size() + 2 > max_headers) {
    detail = "it has " + std::to_string(value.headers().size() + 2) +
             " headers; an action has at most 128, Action and ActionID included";
    return errc::too_many_headers;
  }
  if (value.name().empty()) {
    detail = "the action's name is empty";
    return errc::invalid_header;
  }
  if (const auto error = check_value("Action", value.name(), detail)) {
    return error;
  }
  size = value.name().size() + action_id.size() + std::string_view{"Action: \r\nActionID: \r\n\r\n"}.size();
  for (const auto& header : value.headers()) {
    if (const auto error = check_header(header.key(), header.value(), detail)) {
      if (error == errc::action_line_too_long && is_message_text(value, header.key())) {
        detail = "the text of the message is too long for a line of 1022 bytes, which has at most 1016 bytes of ASCII "
                 "without line ends, or 756 bytes of any other text, sent in base64: shorten it, or send it in several "
                 "messages";
      }
      return error;
    }
    size += header.key().size() + separator.size() + header.value().size() + line_end.size();
  }
  return {};
}

void put_action(const action& value, std::string_view action_id, char* to) noexcept {
  line_writer writer{to};
  writer.line("Action", value.name());
  writer.line("ActionID", action_id);
  for (const auto& header : value.headers()) {
    writer.line(header.key(), header.value());
  }
  writer.text(line_end);
}

}  // namespace detail

error_code write_action(const action& value, std::string_view action_id, std::string& out, std::string& detail) {
  if (const auto error = detail::check_action_id(action_id, detail)) {
    return error;
  }
  std::size_t size = 0;
  if (const auto error = detail::check_action(value, action_id, size, detail)) {
    return error;
  }
  const std::size_t before = out.size();
  out.resize(before + size);
  detail::put_action(value, action_id, out.data() + before);
  return {};
}

}  // namespace ami::wire
