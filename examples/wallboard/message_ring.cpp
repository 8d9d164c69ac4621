#include "wallboard/message_ring.hpp"

#include <fmt/format.h>

#include <charconv>

namespace wallboard {

void message_ring::append(std::string_view event, std::string_view data) {
  ++last_;
  messages_.push_back(
      std::make_shared<const std::string>(fmt::format("id: {}\nevent: {}\ndata: {}\n\n", id_of(last_), event, data)));
  bytes_ += messages_.back()->size();
  // A message that is too large for the ring is not kept either: the whole state says the same.
  while (messages_.size() > max_messages_ || bytes_ > max_bytes_) {
    bytes_ -= messages_.front()->size();
    messages_.pop_front();
  }
}

std::optional<message_ring::position> message_ring::position_of(std::string_view id) const {
  if (id.size() <= run_.size() || !id.starts_with(run_) || id[run_.size()] != '-') {
    return std::nullopt;
  }
  const std::string_view digits = id.substr(run_.size() + 1);
  position value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || value > last_) {
    return std::nullopt;
  }
  return value;
}

}  // namespace wallboard
