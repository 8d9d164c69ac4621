#include "action_facts.hpp"

#include <ami/session/correlator.hpp>

#include <random>
#include <utility>

namespace ami::session {

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

bool correlator::add(key id, std::string_view action_id, reply_plan plan) {
  if (const auto found = pending_.find(action_id); found != pending_.end() && found->second.abandoned_) {
    erase(found);  // whoever chose the ActionID uses it again
  }
  const auto [place, added] = pending_.try_emplace(std::string{action_id}, id, plan);
  if (added) {
    ids_.emplace(id, place->first);
  }
  return added;
}

void correlator::open(table::iterator found, std::shared_ptr<detail::reply_data> data) {
  pending& entry = found->second;
  data->counted = entry.plan_.counted();
  data->is_list = entry.plan_.form() != reply_form::until_event;
  data->action_id = found->first;
  if (entry.plan_.form() == reply_form::items_by_place) {
    by_place_ = found->first;
  }
  entry.list_ = std::move(data);
  ++open_lists_;
}

void correlator::close(pending& entry) {
  if (entry.list_ == nullptr) {
    return;
  }
  if (entry.list_->action_id == by_place_) {
    by_place_.clear();
  }
  entry.list_ = nullptr;
  --open_lists_;
}

void correlator::erase(table::iterator found) {
  close(found->second);
  ids_.erase(found->second.id_);
  pending_.erase(found);
}

bool correlator::remove(key id) {
  const auto found = ids_.find(id);
  if (found == ids_.end()) {
    return false;
  }
  erase(pending_.find(found->second));
  return true;
}

bool correlator::abandon(key id) {
  const auto found = ids_.find(id);
  if (found == ids_.end()) {
    return false;
  }
  const auto place = pending_.find(found->second);
  abandoned_.emplace_back(id, place->first);
  ids_.erase(found);
  place->second.abandoned_ = true;
  if (auto& list = place->second.list_) {
    // A new one, without the items: the old one may have been given away.
    auto rest = std::make_shared<detail::reply_data>();
    rest->action_id = place->first;
    list = std::move(rest);
  }
  while (abandoned_.size() > max_abandoned) {
    const auto& [oldest, action_id] = abandoned_.front();
    const auto entry = pending_.find(action_id);
    if (entry != pending_.end() && entry->second.id_ == oldest && entry->second.abandoned_) {
      erase(entry);
    }
    abandoned_.pop_front();
  }
  return true;
}

std::shared_ptr<detail::reply_data> correlator::take_partial(key id) {
  const auto found = ids_.find(id);
  return found != ids_.end() ? pending_.find(found->second)->second.list_ : nullptr;
}

void correlator::forget_abandoned() {
  for (const auto& [id, action_id] : abandoned_) {
    const auto entry = pending_.find(action_id);
    if (entry != pending_.end() && entry->second.id_ == id && entry->second.abandoned_) {
      erase(entry);
    }
  }
  abandoned_.clear();
}

std::optional<correlator::key> correlator::any() const noexcept {
  return ids_.empty() ? std::nullopt : std::optional<key>{ids_.begin()->first};
}

correlator::verdict correlator::finish(table::iterator found, std::shared_ptr<detail::reply_data> data) {
  if (found->second.abandoned_) {
    erase(found);
    return verdict::late;
  }
  finished_ = subject_ = found->second.id_;
  finished_reply_ = std::move(data);
  finished_reply_->action_id = found->first;
  erase(found);
  return verdict::complete;
}

// The action in flight (or abandoned) that a frame belongs to.
correlator::table::iterator correlator::owner_of(const wire::raw_frame& raw, wire::frame_kind kind) {
  const bool possible = kind == wire::frame_kind::response || (kind == wire::frame_kind::event && open_lists_ != 0);
  if (!possible || pending_.empty()) {
    return pending_.end();
  }
  if (const std::string_view id = raw.first_value("ActionID"); !id.empty()) {
    return pending_.find(id);
  }
  if (kind == wire::frame_kind::event && !by_place_.empty()) {
    const auto found = pending_.find(by_place_);
    if (found != pending_.end() && wire::equal_ignoring_case(raw.name(), found->second.plan_.event())) {
      return found;
    }
  }
  return pending_.end();
}

correlator::verdict correlator::on_response(table::iterator found, const wire::raw_frame& raw) {
  response answer{raw.to_frame()};
  if (auto list = found->second.list_) {
    // A second response to a list (out of memory in the server): it ends the list with an error.
    list->response = std::move(answer);
    return finish(found, std::move(list));
  }
  auto data = std::make_shared<detail::reply_data>();
  const reply_form form = found->second.plan_.form();
  const bool more = form == reply_form::one_event || form == reply_form::until_event ||
                    wire::equal_ignoring_case(answer["EventList"], "start");
  const bool goes_on = answer.success() && more;
  data->response = std::move(answer);
  if (!goes_on) {
    return finish(found, std::move(data));
  }
  open(found, std::move(data));
  subject_ = found->second.id_;
  return found->second.abandoned_ ? verdict::late : verdict::consumed;
}

correlator::verdict correlator::on_event(table::iterator found, const wire::raw_frame& raw) {
  pending& entry = found->second;
  const reply_form form = entry.plan_.form();
  const auto is_named = [&] { return wire::equal_ignoring_case(raw.name(), entry.plan_.event()); };
  if (entry.list_ == nullptr || (form == reply_form::one_event && !is_named())) {
    return verdict::not_ours;
  }
  event value{raw.to_frame()};
  const bool ends = form == reply_form::until_event
                        ? is_named()
                        : form != reply_form::one_event && wire::equal_ignoring_case(value["EventList"], "Complete");
  auto list = entry.list_;
  subject_ = entry.id_;
  if (ends) {
    list->ended = true;
    list->stated_item_count = parse_integer(value["ListItems"]);
    list->completion = std::move(value);
    return finish(found, std::move(list));
  }
  if (form == reply_form::until_event) {
    return verdict::not_ours;  // an event that anybody may see, and that happens to carry our ActionID
  }
  ++list->item_count;
  if (form == reply_form::one_event) {
    list->items.push_back(std::move(value));
    list->ended = true;
    return finish(found, std::move(list));
  }
  if (entry.abandoned_) {
    return verdict::late;
  }
  if (entry.plan_.streamed()) {
    item_ = std::move(value);
    return verdict::item;
  }
  list->items.push_back(std::move(value));
  return verdict::consumed;
}

correlator::verdict correlator::on_frame(const wire::raw_frame& raw, wire::frame_kind kind) {
  const auto found = owner_of(raw, kind);
  if (found == pending_.end()) {
    return verdict::not_ours;
  }
  return kind == wire::frame_kind::response ? on_response(found, raw) : on_event(found, raw);
}

reply_plan find_reply_plan(std::string_view name) noexcept {
  reply_plan plan;
  if (const auto* facts = detail::find_action_facts(name)) {
    plan.form(facts->form, facts->event).counted(facts->counted);
  }
  return plan;
}

}  // namespace ami::session
