#include "base/wipe.hpp"

namespace ami::detail {

void wipe(std::string& text) noexcept {
  text.resize(text.capacity());
  wipe(text.data(), text.size());
  text.clear();
}

}  // namespace ami::detail
