// Looks texts up in hash tables without making a std::string of them.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace ami::detail {

// The hash of a table with std::string keys and std::equal_to<>, for find() with a std::string_view.
class text_hash {
public:
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};

}  // namespace ami::detail
