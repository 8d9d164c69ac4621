// What a fuzz target takes from the bytes that it is given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace fuzz {

/// Ends the program when something does not hold, so that the fuzzer keeps the input.
inline void require(bool holds, const char* text) {
  if (!holds) {
    std::fprintf(stderr, "does not hold: %s\n", text);
    std::abort();
  }
}

/// Decisions from the end of the input, texts from its beginning: so a recorded session as input stays one.
class input {
public:
  input(const std::uint8_t* data, std::size_t size) : rest_{reinterpret_cast<const char*>(data), size} {}

  bool empty() const noexcept { return rest_.empty(); }
  /// All that is left.
  std::string_view rest() const noexcept { return rest_; }

  /// A number below `limit`; 0 when nothing is left.
  std::size_t number(std::size_t limit) {
    if (rest_.empty()) {
      return 0;
    }
    const auto last = static_cast<unsigned char>(rest_.back());
    rest_.remove_suffix(1);
    return last % limit;
  }
  bool flag() { return number(2) == 1; }

  /// The text up to a separator, which is dropped.
  std::string_view text(std::string_view separator = "\n") {
    const std::size_t end = rest_.find(separator);
    const std::string_view found = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + separator.size());
    return found;
  }

private:
  std::string_view rest_;
};

}  // namespace fuzz
