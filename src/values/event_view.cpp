#include <ami/event_view.hpp>
#include <ami/values.hpp>
#include <ami/wire/frame.hpp>

#include <algorithm>
#include <charconv>

namespace ami {

numbered_key::numbered_key(std::string_view before, std::size_t index, std::string_view after) noexcept {
  const auto append = [this](std::string_view part) {
    const std::size_t count = std::min(part.size(), sizeof(text_) - size_);
    std::copy_n(part.data(), count, text_ + size_);
    size_ += count;
  };
  append(before);
  const auto number = std::to_chars(text_ + size_, text_ + sizeof(text_), index);
  size_ = static_cast<std::size_t>(number.ptr - text_);
  append(after);
}

std::optional<std::chrono::sys_time<std::chrono::microseconds>> event_view::timestamp() const noexcept {
  return parse_epoch_fraction(text("Timestamp"));
}

std::string_view event_view::nth(std::string_view key, std::size_t index) const noexcept {
  for (const auto& header : frame_) {
    if (wire::equal_ignoring_case(header.key, key) && index-- == 0) {
      return *wire::frame_view::line_iterator{header.value};
    }
  }
  return {};
}

std::vector<std::pair<std::string, std::string>> event_view::variables(std::string_view key) const {
  std::vector<std::pair<std::string, std::string>> result;
  for (const auto& header : frame_) {
    if (wire::equal_ignoring_case(header.key, key)) {
      const auto sign = header.value.find('=');
      result.emplace_back(header.value.substr(0, sign),
                          sign != std::string_view::npos ? unescape(header.value.substr(sign + 1)) : std::string{});
    }
  }
  return result;
}

std::vector<std::pair<std::string, std::string>> event_view::channel_variables(std::string_view channel) const {
  return variables(std::string{"ChanVariable("}.append(channel).append(")"));
}

std::string percent_decode(std::string_view value) {
  std::string text;
  text.reserve(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '%' && i + 2 < value.size()) {
      unsigned char byte = 0;
      const char* const end = value.data() + i + 3;
      if (const auto parsed = std::from_chars(value.data() + i + 1, end, byte, 16); parsed.ptr == end) {
        text += static_cast<char>(byte);
        i += 2;
        continue;
      }
    }
    text += value[i];
  }
  return text;
}

}  // namespace ami
