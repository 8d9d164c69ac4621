#include <ami/session/correlator.hpp>

#include <random>
#include <utility>

namespace ami::session {

namespace {

// The ActionID of a frame that is still in the reader's buffer.
std::string_view action_id_of(const wire::raw_frame& raw) noexcept {
  constexpr std::string_view key = "ActionID";
  const auto lines = raw.lines();
  const std::string_view bytes = raw.bytes();
  for (std::size_t i = 1; i < lines.size(); ++i) {
    std::string_view line = bytes.substr(lines[i]);
    if (line.size() <= key.size() || line[key.size()] != ':' ||
        !wire::equal_ignoring_case(line.substr(0, key.size()), key)) {
      continue;
    }
    line = line.substr(0, line.find('\n'));
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    line.remove_prefix(key.size() + 1);
    if (line.starts_with(' ')) {
      line.remove_prefix(1);
    }
    return line;
  }
  return {};
}

}  // namespace

std::string make_id_prefix() {
  constexpr std::string_view digits = "0123456789abcdef";
  std::random_device random;
  std::string prefix;
  for (int word = 0; word < 2; ++word) {
    std::uint32_t bits = random();
    for (int i = 0; i < 8; ++i, bits >>= 4U) {
      prefix += digits[bits & 15U];
    }
  }
  return prefix;
}

correlator::correlator(std::string id_prefix) : prefix_{std::move(id_prefix)} {}

std::string correlator::make_action_id(key id) const {
  return prefix_ + "-" + std::to_string(id);
}

bool correlator::add(key id, std::string_view action_id) {
  const auto [place, added] = pending_.try_emplace(std::string{action_id}, id);
  if (added) {
    ids_.emplace(id, place->first);
  }
  return added;
}

bool correlator::remove(key id) {
  const auto found = ids_.find(id);
  if (found == ids_.end()) {
    return false;
  }
  const auto place = pending_.find(found->second);
  open_lists_ -= place->second.list_ ? 1U : 0U;
  ids_.erase(found);
  pending_.erase(place);
  return true;
}

std::optional<correlator::key> correlator::any() const noexcept {
  return ids_.empty() ? std::nullopt : std::optional<key>{ids_.begin()->first};
}

correlator::verdict correlator::finish(table::iterator found, std::shared_ptr<detail::reply_data> data) {
  finished_ = found->second.id_;
  finished_reply_ = std::move(data);
  finished_reply_->action_id = found->first;
  ids_.erase(finished_);
  pending_.erase(found);
  return verdict::complete;
}

correlator::verdict correlator::on_frame(const wire::raw_frame& raw, wire::frame_kind kind) {
  const bool possible = kind == wire::frame_kind::response || (kind == wire::frame_kind::event && open_lists_ != 0);
  if (!possible || pending_.empty()) {
    return verdict::not_ours;
  }
  const std::string_view id = action_id_of(raw);
  if (id.empty()) {
    return verdict::not_ours;
  }
  const auto found = pending_.find(id);
  if (found == pending_.end()) {
    return verdict::not_ours;
  }
  auto& list = found->second.list_;
  if (kind == wire::frame_kind::response) {
    if (list) {
      // A second response to a list (out of memory in the server): it ends the list with an error.
      list->response = response{raw.to_frame()};
      --open_lists_;
      return finish(found, std::exchange(list, nullptr));
    }
    auto data = std::make_shared<detail::reply_data>();
    data->response = response{raw.to_frame()};
    if (data->response.success() && wire::equal_ignoring_case(data->response["EventList"], "start")) {
      data->is_list = true;
      list = std::move(data);
      ++open_lists_;
      return verdict::consumed;
    }
    return finish(found, std::move(data));
  }
  if (!list) {
    return verdict::not_ours;
  }
  event item{raw.to_frame()};
  if (wire::equal_ignoring_case(item["EventList"], "Complete")) {
    list->completion = std::move(item);
    --open_lists_;
    return finish(found, std::exchange(list, nullptr));
  }
  list->items.push_back(std::move(item));
  return verdict::consumed;
}

}  // namespace ami::session
