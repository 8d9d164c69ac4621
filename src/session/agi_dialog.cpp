#include "session/agi_dialog.hpp"

#include <ami/events/agi.hpp>

#include <utility>

namespace ami::session {

agi_dialog::agi_dialog(std::string uniqueid, std::string id_prefix)
    : uniqueid_{std::move(uniqueid)}, id_prefix_{std::move(id_prefix)} {}

bool agi_dialog::concerns(const event& value, std::string_view uniqueid) noexcept {
  switch (value.type()) {
  case event_type::async_agi_exec:
  case event_type::async_agi_end:
  case event_type::hangup: return value.frame().first_line("Uniqueid") == uniqueid;
  default: return value.is_gap();
  }
}

std::string agi_dialog::begin() {
  result_.reset();
  current_ = id_prefix_ + '-' + std::to_string(++ids_);
  return current_;
}

void agi_dialog::on_event(const event& value) {
  if (const auto lost = value.get_if<connection_lost>()) {
    end(lost->reason());
    return;
  }
  if (ended() || value.is_gap() || !concerns(value, uniqueid_)) {
    return;
  }
  if (const auto answer = value.get_if<events::async_agi_exec>()) {
    if (busy() && answer->command_id() == current_) {
      result_ = async_agi::result::parse(answer->result());
      current_.clear();
    }
    return;
  }
  end(errc::agi_ended);
}

void agi_dialog::end(boost::system::error_code reason) {
  if (!ended()) {
    end_reason_ = reason;
  }
}

std::optional<async_agi::result> agi_dialog::take() {
  return std::exchange(result_, std::nullopt);
}

}  // namespace ami::session
