#include <ami/call_update.hpp>

#include <ostream>

namespace ami {

std::string_view to_string(call_stage value) noexcept {
  switch (value) {
  case call_stage::idle: return "idle";
  case call_stage::queued: return "queued";
  case call_stage::created: return "created";
  case call_stage::ringing: return "ringing";
  case call_stage::answered: return "answered";
  case call_stage::failed: return "failed";
  case call_stage::hung_up: return "hung up";
  case call_stage::lost: return "lost";
  }
  return "invalid stage";
}

std::ostream& operator<<(std::ostream& out, call_stage value) {
  return out << to_string(value);
}

std::string to_string(const call_update& value) {
  std::string text{to_string(value.stage())};
  if (value.error()) {
    text += ": " + value.error().message();
  }
  if (!value.detail().empty()) {
    text += ": " + value.detail();
  }
  if (value.link_error()) {
    text += ": " + value.link_error().message();
  }
  if (const auto cause = value.cause()) {
    text += " (cause " + std::to_string(static_cast<int>(*cause)) + ' ' + std::string{to_string(*cause)} + ')';
  }
  return text;
}

std::ostream& operator<<(std::ostream& out, const call_update& value) {
  return out << to_string(value);
}

}  // namespace ami
