#include "session/server_picker.hpp"

#include <algorithm>

namespace ami::session {

std::vector<std::size_t> server_picker::order(std::span<const server_load> servers, pick choice) {
  std::vector<std::size_t> result;
  // Servers come and go: the index may be past the end.
  const std::size_t begin = choice == pick::round_robin && next_ < servers.size() ? next_ : 0;
  for (std::size_t i = 0; i < servers.size(); ++i) {
    const std::size_t position = (begin + i) % servers.size();
    if (servers[position].connected()) {
      result.push_back(position);
    }
  }
  if (choice == pick::least_in_flight) {
    std::ranges::stable_sort(result, {}, [&](std::size_t position) { return servers[position].in_flight(); });
  } else if (choice == pick::round_robin && !result.empty()) {
    next_ = result.front() + 1;
  }
  return result;
}

}  // namespace ami::session
