#include "catalogue/event_classes.hpp"

#include <ami/wire/frame.hpp>

#include <algorithm>
#include <charconv>

namespace ami::detail {

namespace {

bool is_any_of(std::string_view word, std::initializer_list<std::string_view> words) noexcept {
  return std::ranges::any_of(words, [&](std::string_view known) { return wire::equal_ignoring_case(word, known); });
}

// The number of the class's bit in the server's mask.
std::size_t bit_of(std::string_view event_class) noexcept {
  constexpr std::size_t message_bit = 30;  // the only bit apart from the others
  const auto found = std::ranges::find(event_class_names, event_class);
  const auto index = static_cast<std::size_t>(found - event_class_names.begin());
  return index + 1 < event_class_names.size() ? index : message_bit;
}

}  // namespace

bool mask_has_class(std::string_view mask, std::string_view event_class) noexcept {
  std::uint64_t bits = 0;
  const char* const end = mask.data() + mask.size();
  if (const auto number = std::from_chars(mask.data(), end, bits); number.ec == std::errc{} && number.ptr == end) {
    return (bits >> bit_of(event_class) & 1U) != 0;
  }
  if (is_any_of(mask, {"on", "yes", "true", "y"})) {
    return true;
  }
  while (!mask.empty()) {
    const std::string_view word = mask.substr(0, mask.find(','));
    if (is_any_of(word, {event_class, "all"})) {
      return true;
    }
    mask.remove_prefix(std::min(word.size() + 1, mask.size()));
  }
  return false;
}

}  // namespace ami::detail
