// Finds one of the catalogue's names, in any case.
#pragma once

#include <ami/wire/frame.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace ami::detail {

// Eight bytes, or as many as there are, with letters in lower case and other bytes mapped to something.
constexpr std::uint64_t folded_word(std::string_view text) noexcept {
  std::uint64_t word = 0;
  if (std::is_constant_evaluated() || text.size() < sizeof(word)) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto byte = std::uint64_t{static_cast<unsigned char>(text[i])};
      word |= byte << 8U * (std::endian::native == std::endian::big ? sizeof(word) - 1 - i : i);
    }
  } else {
    std::memcpy(&word, text.data(), sizeof(word));
  }
  return word | 0x2020202020202020U;
}

// Open addressing, made by the compiler: `Names` has operator[] for the names, numbered from `First` up to `Last`.
template <std::size_t Slots, std::size_t First, std::size_t Last>
class name_table {
public:
  static_assert((Last - First) * 2 < Slots, "the table of names is too full");

  template <class Names>
  constexpr explicit name_table(const Names& names) noexcept {
    for (std::size_t i = First; i < Last; ++i) {
      std::size_t slot = slot_of(names[i]);
      while (slots_[slot] != 0) {
        slot = (slot + 1) % Slots;
      }
      slots_[slot] = static_cast<std::uint16_t>(i + 1);
    }
  }

  // The number of a name; `Last` when it is none of them.
  template <class Names>
  std::size_t find(const Names& names, std::string_view wanted) const noexcept {
    for (std::size_t slot = slot_of(wanted); slots_[slot] != 0; slot = (slot + 1) % Slots) {
      const std::size_t number = slots_[slot] - std::size_t{1};
      const std::string_view known = names[number];
      if (known == wanted || wire::equal_ignoring_case(known, wanted)) [[likely]] {
        return number;
      }
    }
    return Last;
  }

private:
  // Of the length, the first bytes and the last bytes.
  static constexpr std::size_t slot_of(std::string_view name) noexcept {
    constexpr std::size_t part = sizeof(std::uint64_t);
    const std::uint64_t head = folded_word(name.substr(0, part));
    const std::uint64_t tail = name.size() > part ? folded_word(name.substr(name.size() - part)) : 0;
    const std::uint64_t mixed = (head + name.size()) * 0x9E3779B97F4A7C15U ^ tail * 0xC2B2AE3D27D4EB4FU;
    return static_cast<std::size_t>((mixed ^ mixed >> 29U) * 0x9E3779B97F4A7C15U >> 32U) % Slots;
  }

  std::array<std::uint16_t, Slots> slots_{};  // the name's number and one; 0 is an empty slot
};

}  // namespace ami::detail
