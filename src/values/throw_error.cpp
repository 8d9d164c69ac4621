#include "values/throw_error.hpp"

namespace ami::detail {

void throw_error(error_code error, const reply& given, const std::string& name) {
  std::string detail{given.detail()};
  if (detail.empty()) {
    detail = given.response().message();
  }
  if (!name.empty() && detail != name && !detail.starts_with(name + ":")) {
    detail = name + (detail.empty() ? "" : ": ") + detail;
  }
  throw ami::error{error, detail, given};
}

}  // namespace ami::detail
