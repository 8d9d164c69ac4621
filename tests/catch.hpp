// Catch2, whichever of its generations is installed: 3, or 2.13 (Debian 12).
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>

#include <string>

// Under the names of Catch2 3.
namespace Catch::Matchers {

// NOLINTNEXTLINE(readability-identifier-naming)
inline auto ContainsSubstring(const std::string& text) {
  return Contains(text);
}

}  // namespace Catch::Matchers
#endif
