// The searches with vector instructions. Part of line_scanner.cpp, which includes this once for each set of
// instructions: AMI_SEARCHER is a namespace with places_of() for 64 bytes, AMI_TARGET is the attribute of its
// functions.
// NOLINTBEGIN(misc-definitions-in-headers)

namespace AMI_SEARCHER {

// Only line feeds with another one or two bytes before them are examined, which most lines do not have.
AMI_TARGET blank_lines find_blank_lines(const char* data, std::size_t begin, std::size_t end, std::uint64_t base,
                                        std::span<std::uint64_t> found) noexcept {
  std::size_t count = 0;
  std::size_t at = begin;
  std::uint64_t carried = carried_into(data, begin);
  for (; end - at >= block_size; at += block_size) {
    __builtin_prefetch(data + at + 8 * block_size);  // the hardware prefetcher stops at the end of a page
    const std::uint64_t feeds = places_of('\n', data + at);
    std::uint64_t near = feeds & (feeds << 1U | feeds << 2U | carried);
    carried = feeds >> 63U | feeds >> 62U;
    for (; near != 0; near &= near - 1) {
      const std::size_t line_feed = at + static_cast<std::size_t>(std::countr_zero(near));
      if (ends_blank_line(data, line_feed)) [[likely]] {
        found[count++] = base + line_feed;
        if (count == found.size()) [[unlikely]] {
          return {count, line_feed + 1};
        }
      }
    }
  }
  return find_blank_lines_one_by_one(data, at, end, base, found, count);
}

// The offset of the line with the key, searched from the line feeds at `at` or later.
AMI_TARGET inline std::size_t find_behind_line_feed(std::string_view text, std::string_view key,
                                                    std::size_t at) noexcept {
  const std::size_t key_and_feed = key.size() + 1;
  if (text.size() < block_size + key_and_feed) {
    return find_header_line_by_line(text, key, at);
  }
  // A line feed, and a colon where a key of this length behind it ends: nearly always that is the line. The last block
  // overlaps the one before it.
  const std::size_t last = text.size() - block_size - key_and_feed;
  for (std::uint64_t fresh = ~std::uint64_t{0}; at < last + block_size; at += block_size) {
    if (at > last) {
      fresh <<= at - last;
      at = last;
    }
    std::uint64_t near = places_of('\n', text.data() + at) & places_of(':', text.data() + at + key_and_feed) & fresh;
    for (; near != 0; near &= near - 1) {
      const std::size_t begin = at + static_cast<std::size_t>(std::countr_zero(near)) + 1;
      if (has_key(text, begin, key)) [[likely]] {
        return begin;
      }
    }
  }
  return text.size();
}

AMI_TARGET std::size_t find_header(std::string_view text, std::string_view key, std::size_t from) noexcept {
  return has_key(text, from, key) ? from : find_behind_line_feed(text, key, from);
}

template <extent Extent>
[[gnu::noinline]] AMI_TARGET std::string_view find_value_slow(std::string_view text, std::string_view key) noexcept {
  const std::size_t begin = AMI_SEARCHER::find_header(text, key, 0);
  return begin != text.size() ? value_at<Extent>(text, begin, key) : std::string_view{};
}

// The fast path: a key in the same case, and a value of one line, in a frame of more than a block. All other cases end
// in a call of find_value_slow(), so that everything here stays in registers.
template <extent Extent>
AMI_TARGET std::string_view find_value(std::string_view text, std::string_view key) noexcept {
  const char* const data = text.data();
  const std::size_t size = text.size();
  const std::size_t key_and_feed = key.size() + 1;
  if (size < block_size + key_and_feed || may_have_key(data, key)) {
    return find_value_slow<Extent>(text, key);
  }
  const std::size_t last = size - block_size - key_and_feed;
  std::size_t at = 0;
  std::uint64_t near = places_of('\n', data) & places_of(':', data + key_and_feed);
  // Skips keys of the same length.
  while (near == 0 || surely_is_other_key(data + at + static_cast<std::size_t>(std::countr_zero(near)) + 1, key)) {
    if (near != 0) {
      near &= near - 1;
    } else if (at != last) {
      at = std::min(at + block_size, last);
      near = places_of('\n', data + at) & places_of(':', data + at + key_and_feed);
    } else {
      return {};
    }
  }
  const std::size_t begin = at + static_cast<std::size_t>(std::countr_zero(near)) + 1;
  const std::size_t value = begin + key_and_feed + 1;
  if (value >= size || data[value - 1] != ' ' || !surely_is_key(data + begin, key)) {
    return find_value_slow<Extent>(text, key);
  }
  const std::size_t block = std::min(value, size - block_size);
  const std::uint64_t feeds = places_of('\n', data + block) >> (value - block);
  const auto value_size = static_cast<std::size_t>(std::countr_zero(feeds));
  bool goes_on = false;
  if constexpr (Extent == extent::whole) {
    const std::uint64_t colons = places_of(':', data + block) >> (value - block);
    // The bits behind the line feed that ends the line. The next line continues the value when it has no colon before
    // its line feed.
    const std::uint64_t behind = ~(feeds ^ (feeds - 1));
    const std::uint64_t next_feeds = feeds & behind;
    const std::uint64_t next_colons = colons & behind;
    goes_on = next_colons == 0 || (next_colons ^ (next_colons - 1)) > (next_feeds ^ (next_feeds - 1));
  }
  if (feeds == 0 || (goes_on && value + value_size + 1 != size)) {
    return find_value_slow<Extent>(text, key);
  }
  const bool carriage_return = data[value + value_size - 1] == '\r';
  return {data + value, value_size - (carriage_return && value_size != 0 ? 1 : 0)};
}

}  // namespace AMI_SEARCHER

// NOLINTEND(misc-definitions-in-headers)
