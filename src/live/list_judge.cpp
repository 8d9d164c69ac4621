#include "live/list_judge.hpp"

#include <utility>

namespace ami::live {

bool list_judge::confirm(std::string_view subject, std::string_view field, std::string_view value) {
  if (before_ == nullptr) {
    return true;
  }
  // Keys and texts of the server have no NUL in them.
  std::string name{subject};
  name.append(1, '\0').append(field).append(1, '\0').append(value);
  if (before_->contains(name)) {
    ++repaired_;
    log_->set_cause(live_cause::repair);
    return true;
  }
  found_.insert(std::move(name));
  return false;
}

bool list_judge::confirm_told(std::string_view subject, std::string_view field, std::string_view value) {
  const std::uint64_t before = repaired_;
  const bool real = confirm(subject, field, value);
  untold_ += repaired_ - before;
  return real;
}

}  // namespace ami::live
