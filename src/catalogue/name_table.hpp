// A hash table of the catalogue's names, made by the compiler; names are found in any case.
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

// The first and the last eight bytes of a text; for a shorter one the first and the last four, or every byte.
class text_ends {
  static constexpr std::size_t word_size = sizeof(std::uint64_t);

  template <class Word>
  static constexpr Word word_of(std::string_view text, std::size_t at) noexcept {
    Word word = 0;
    if (!std::is_constant_evaluated()) {
      std::memcpy(&word, text.data() + at, sizeof(Word));
      return word;
    }
    for (std::size_t i = 0; i < sizeof(Word); ++i) {
      const auto byte = static_cast<Word>(static_cast<unsigned char>(text[at + i]));
      word |= static_cast<Word>(byte << 8U * (std::endian::native == std::endian::big ? sizeof(Word) - 1 - i : i));
    }
    return word;
  }

public:
  constexpr text_ends() noexcept = default;
  constexpr explicit text_ends(std::string_view text) noexcept {
    if (text.size() >= word_size) {
      head_ = word_of<std::uint64_t>(text, 0);
      tail_ = word_of<std::uint64_t>(text, text.size() - word_size);
    } else if (text.size() >= word_size / 2) {
      head_ = word_of<std::uint32_t>(text, 0);
      tail_ = word_of<std::uint32_t>(text, text.size() - word_size / 2);
    } else {
      for (const char c : text) {
        head_ = head_ << 8U | static_cast<unsigned char>(c);
      }
    }
  }

  // Up to this size the ends are the whole text.
  static constexpr std::size_t whole = 2 * word_size;

  // Equal for texts that differ only in the case of letters.
  constexpr std::uint64_t hash(std::size_t size) const noexcept {
    constexpr std::uint64_t lower = 0x2020202020202020U;
    return ((head_ | lower) + size) * 0x9E3779B97F4A7C15U + (tail_ | lower) * 0xC2B2AE3D27D4EB4FU;
  }

  friend constexpr bool operator==(const text_ends& a, const text_ends& b) noexcept {
    return a.head_ == b.head_ && a.tail_ == b.tail_;
  }

private:
  std::uint64_t head_ = 0;
  std::uint64_t tail_ = 0;
};

// Open addressing, filled at compile time: `Names` has operator[] for the names, numbered from `First` up to `Last`.
template <std::size_t Slots, std::size_t First, std::size_t Last>
class name_table {
public:
  static_assert((Last - First) * 2 < Slots, "the table of names is too full");
  static_assert(std::has_single_bit(Slots));

  template <class Names>
  constexpr explicit name_table(const Names& names) noexcept {
    for (std::size_t i = First; i < Last; ++i) {
      const std::string_view name = names[i];
      const text_ends ends{name};
      std::size_t place = place_of(ends, name.size());
      while (slots_[place].size_ != 0) {
        place = (place + 1) % Slots;
      }
      slots_[place] = {ends, static_cast<std::uint16_t>(name.size()), static_cast<std::uint16_t>(i)};
    }
  }

  // The number of a name, or `Last` when it is not in the table.
  template <class Names>
  std::size_t find(const Names& names, std::string_view wanted) const noexcept {
    const text_ends ends{wanted};
    for (std::size_t place = place_of(ends, wanted.size()); slots_[place].size_ != 0; place = (place + 1) % Slots) {
      const slot& known = slots_[place];
      if (known.size_ == wanted.size() && is_same(known, ends, names, wanted)) [[likely]] {
        return known.number_;
      }
    }
    return Last;
  }

private:
  class slot {
  public:
    text_ends ends_;
    std::uint16_t size_ = 0;  // 0: the slot is empty
    std::uint16_t number_ = 0;
  };

  static constexpr std::size_t place_of(const text_ends& ends, std::size_t size) noexcept {
    return static_cast<std::size_t>(ends.hash(size) >> (64U - static_cast<unsigned>(std::countr_zero(Slots))));
  }

  // For names of up to 16 bytes comparing the ends is enough.
  template <class Names>
  static bool is_same(const slot& known, const text_ends& ends, const Names& names, std::string_view wanted) noexcept {
    if (known.ends_ == ends && wanted.size() <= text_ends::whole) [[likely]] {
      return true;
    }
    return wire::equal_ignoring_case(names[known.number_], wanted);
  }

  std::array<slot, Slots> slots_{};
};

}  // namespace ami::detail
