#include "wallboard/answered_requests.hpp"

namespace wallboard {

answered_requests::standing answered_requests::begin(const std::string& id, std::string_view content) {
  if (const auto found = entries_.find(id); found != entries_.end()) {
    if (found->second.content != content) {
      return standing::other;
    }
    return found->second.value ? standing::answered : standing::under_way;
  }
  if (entries_.size() - answered_.size() >= max_under_way_) {
    return standing::too_many;
  }
  entries_.emplace(id, entry{std::string{content}, nullptr});
  return standing::first;
}

void answered_requests::finish(const std::string& id, answer value) {
  entries_.at(id).value = std::move(value);
  answered_.push_back(id);
  if (answered_.size() > max_answers_) {
    entries_.erase(answered_.front());
    answered_.pop_front();
  }
}

answered_requests::answer answered_requests::find(const std::string& id) const {
  const auto found = entries_.find(id);
  return found != entries_.end() ? found->second.value : nullptr;
}

}  // namespace wallboard
