#include <ami/server_version.hpp>

#include <ostream>

namespace ami {

std::string to_string(const server_version& value) {
  return std::to_string(value.major_number()) + "." + std::to_string(value.minor_number()) + "." +
         std::to_string(value.patch_number());
}

std::ostream& operator<<(std::ostream& out, const server_version& value) {
  return out << to_string(value);
}

}  // namespace ami
