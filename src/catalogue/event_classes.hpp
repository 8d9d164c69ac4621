// The classes of events (call, agent, ...) with which a session's mask chooses what the server sends.
#pragma once

#include <ami/event_type.hpp>

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ami::detail {

inline constexpr std::size_t event_class_count = 19;
inline constexpr std::uint32_t every_class = (std::uint32_t{1} << event_class_count) - 1;

// Made by src/catalogue/generate.py. An event comes when the mask has all of its classes.
extern const std::array<std::string_view, event_class_count> event_class_names;
extern const std::array<std::uint32_t, event_type_count> event_class_bits;

// Whether the server sends events of a class to a session that has asked for this mask: "on" and the like, a number, or
// names with commas.
bool mask_has_class(std::string_view mask, std::string_view event_class) noexcept;

// A set of classes.
class event_classes {
public:
  void add(const std::bitset<event_type_count>& types) noexcept {
    for (std::size_t i = 0; i < event_type_count; ++i) {
      bits_ |= types.test(i) ? event_class_bits[i] : 0;
    }
  }

  // As a mask, together with what `more` names.
  std::string mask(std::string_view more) const {
    if (bits_ == every_class) {
      return "on";
    }
    std::string text{more};
    for (std::size_t i = 0; i < event_class_count; ++i) {
      if ((bits_ >> i & 1U) != 0) {
        text.append(text.empty() ? "" : ",").append(event_class_names[i]);
      }
    }
    return text.empty() ? "off" : text;
  }

private:
  std::uint32_t bits_ = 0;
};

}  // namespace ami::detail
