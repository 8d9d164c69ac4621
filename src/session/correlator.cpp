#include "session/correlator.hpp"

#include "base/hex.hpp"
#include "catalogue/action_facts.hpp"
#include "wire/line_scanner.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <random>
#include <utility>

namespace ami::session {

namespace {

constexpr std::string_view text_end_suffix = "-end";

}  // namespace

std::string make_id_prefix() {
  std::random_device random;
  std::string prefix;
  for (int word = 0; word < 2; ++word) {
    std::uint32_t bits = random();
    for (int byte = 0; byte < 4; ++byte, bits >>= 8U) {
      detail::append_hex(prefix, static_cast<unsigned char>(bits));
    }
  }
  return prefix;
}

correlator::correlator(std::string id_prefix) : prefix_{std::move(id_prefix)} {
  constexpr std::size_t number_bytes = std::numeric_limits<key>::digits10 + 1;
  prefix_.resize(std::min(prefix_.size(), max_made_bytes - 1 - number_bytes));
  own_line_ = "ActionID: " + prefix_ + '-';
}

std::string correlator::make_action_id(key id) const {
  std::array<char, max_made_bytes> text{};
  return std::string{make_action_id(id, text)};
}

std::string_view correlator::make_action_id(key id, std::span<char, max_made_bytes> to) const noexcept {
  char* const separator = std::copy(prefix_.begin(), prefix_.end(), to.data());
  *separator = '-';
  const char* const end = std::to_chars(separator + 1, to.data() + to.size(), id).ptr;
  return {to.data(), static_cast<std::size_t>(end - to.data())};
}

std::string correlator::make_text_end_id(key id) const {
  return make_action_id(id).append(text_end_suffix);
}

namespace {

// The number at the beginning of a text, as it is written in an ActionID, and the number of its digits: none when there
// is no such number.
std::pair<correlator::key, std::size_t> leading_number(std::string_view text) noexcept {
  correlator::key number = 0;
  std::size_t size = 0;
  for (; size < text.size(); ++size) {
    const auto digit = static_cast<unsigned char>(text[size] - '0');
    if (digit > 9) {
      break;
    }
    number = number * 10 + digit;
  }
  const bool good = size <= std::numeric_limits<correlator::key>::digits10 && (size <= 1 || text.front() != '0');
  return {number, good ? size : 0};
}

}  // namespace

// The number in an ActionID that make_action_id() may have made.
std::optional<correlator::key> correlator::own_number(std::string_view action_id) const noexcept {
  if (action_id.size() < prefix_.size() + 2 || !action_id.starts_with(prefix_) || action_id[prefix_.size()] != '-') {
    return std::nullopt;
  }
  action_id.remove_prefix(prefix_.size() + 1);
  const auto [number, size] = leading_number(action_id);
  return size == action_id.size() ? std::optional{number} : std::nullopt;
}

// The same for the second line of a frame, where responses have their ActionID: without a look at the other lines.
std::optional<correlator::key> correlator::number_on_second_line(const wire::raw_frame& raw) const noexcept {
  std::string_view rest = raw.after_first_line();
  if (!rest.starts_with(own_line_)) {
    return std::nullopt;
  }
  rest.remove_prefix(own_line_.size());
  const auto [number, size] = leading_number(rest);
  const bool alone = size != 0 && (rest.substr(size).starts_with("\r\n") || rest.substr(size).starts_with('\n'));
  return alone ? std::optional{number} : std::nullopt;
}

// By the number in it, without a look at the text, where it is our own.
correlator::found_action correlator::find(std::string_view action_id, std::optional<key> number) {
  if (number) {
    auto* const found = entries_.find(*number);
    if (found != nullptr && found->name_ == nullptr) {
      return {*number, found};
    }
  }
  if (named_.empty()) {
    return {};
  }
  const auto found = named_.find(action_id);
  return found != named_.end() ? found_action{found->second, entries_.find(found->second)} : found_action{};
}

bool correlator::expects_output(std::string_view action_id, const server_version& server) {
  const auto found = find(action_id, own_number(action_id));
  if (!found) {
    return false;
  }
  const catalogue::text_reply expected = found->plan_.text();
  return expected == catalogue::text_reply::possible ||
         (expected == catalogue::text_reply::old_servers && server.may_reply_with_text());
}

correlator::found_action correlator::find_in_flight(key id) {
  auto* const found = entries_.find(id);
  return found != nullptr && !found->abandoned() ? found_action{id, found} : found_action{};
}

pending_action* correlator::find_action(key id) noexcept {
  auto* const found = entries_.find(id);
  return found != nullptr ? found->action_.get() : nullptr;
}

bool correlator::contains(key id) const noexcept {
  const auto* const found = entries_.find(id);
  return found != nullptr && !found->abandoned();
}

bool correlator::add(pending_ptr& action, std::string_view action_id, catalogue::reply_plan plan) {
  const key id = action->id_;
  const auto number = own_number(action_id);
  if (number == id && named_.empty()) {
    return add_made(action, plan);
  }
  if (const auto found = find(action_id, number)) {
    if (!found->abandoned()) {
      return false;
    }
    give_up_name(found);  // the user uses the ActionID again
  }
  const bool named = number != id;
  auto* const added = entries_.add(id, named ? action_id : std::string_view{}, plan);
  if (named) {
    try {
      named_.emplace(action_id, id);
    } catch (...) {
      entries_.erase(id);
      throw;
    }
  }
  added->action_ = std::move(action);
  ++in_flight_;
  return true;
}

bool correlator::add_made(pending_ptr& action, catalogue::reply_plan plan) {
  if (!named_.empty()) {
    std::array<char, max_made_bytes> text{};
    if (const std::string_view action_id = make_action_id(action->id_, text); named_.contains(action_id)) {
      return add(action, action_id, plan);  // the user has chosen it
    }
  }
  auto* const added = entries_.add(action->id_, std::string_view{}, plan);
  if (added == nullptr) {
    return false;
  }
  added->action_ = std::move(action);
  ++in_flight_;
  return true;
}

// Frees the ActionID of an abandoned action. The place of an action that is answered with text has to stay: only the
// order tells which action a text belongs to.
void correlator::give_up_name(found_action found) {
  if (found->plan_.form() != catalogue::reply_form::text || found->name_ == nullptr) {
    erase(found);
    return;
  }
  named_.erase(named_.find(*found->name_));
  found->name_ = nullptr;
}

void correlator::text_written(key id) {
  texts_.push_back(id);
}

void correlator::text_not_written(key id) noexcept {
  std::erase(texts_, id);
}

void correlator::open(found_action found, std::shared_ptr<detail::reply_data> data) {
  data->more().counted = found->plan_.counted();
  data->is_list = found->plan_.form() != catalogue::reply_form::until_event;
  if (found->plan_.form() == catalogue::reply_form::items_by_place) {
    by_place_ = found.id_;
  }
  found->list_ = std::move(data);
  ++open_lists_;
}

void correlator::close(found_action found) {
  if (found->list_ == nullptr) {
    return;
  }
  if (by_place_ == found.id_) {
    by_place_.reset();
  }
  found->list_ = nullptr;
  --open_lists_;
}

void correlator::erase(found_action found) {
  close(found);
  if (found->plan_.form() == catalogue::reply_form::text) {
    std::erase(texts_, found.id_);
  }
  if (found->name_ != nullptr) {
    named_.erase(named_.find(*found->name_));
  }
  if (!own_limits_.empty()) {
    own_limits_.erase(found.id_);
  }
  entries_.erase(found.id_);
}

void correlator::limit_list(key id, const list_limits& limits) {
  if (contains(id)) {
    own_limits_.insert_or_assign(id, limits);
  }
}

const list_limits& correlator::limits_of(key id) const {
  if (!own_limits_.empty()) {
    if (const auto found = own_limits_.find(id); found != own_limits_.end()) {
      return found->second;
    }
  }
  return limits_;
}

pending_ptr correlator::take_action(found_action found) noexcept {
  --in_flight_;
  return std::move(found->action_);
}

pending_ptr correlator::remove(key id) {
  const auto found = find_in_flight(id);
  if (!found) {
    return nullptr;
  }
  pending_ptr action = take_action(found);
  erase(found);
  return action;
}

pending_ptr correlator::abandon(key id) {
  const auto found = find_in_flight(id);
  if (!found) {
    return nullptr;
  }
  // A new one, without the items: the old one may have been handed out.
  return give_up(found, found->list_ != nullptr ? detail::make_reply_data() : nullptr);
}

// What still comes is late. `rest`: takes it, where a list is open.
pending_ptr correlator::give_up(found_action found, std::shared_ptr<detail::reply_data> rest) {
  abandoned_.push_back(found.id_);
  found->list_ = std::move(rest);
  pending_ptr action = take_action(found);
  while (abandoned_.size() > max_abandoned) {
    erase_abandoned(abandoned_.front());
    abandoned_.pop_front();
  }
  return action;
}

void correlator::erase_abandoned(key id) {
  if (const found_action found{id, entries_.find(id)}) {
    erase(found);
  }
}

std::shared_ptr<detail::reply_data> correlator::take_partial(key id) {
  const auto found = find_in_flight(id);
  return found ? found->list_ : nullptr;
}

void correlator::forget_abandoned() {
  for (const key id : abandoned_) {
    erase_abandoned(id);
  }
  abandoned_.clear();
}

void correlator::set_subject(found_action found) noexcept {
  subject_ = found.id_;
  subject_action_ = found->action_.get();
}

correlator::verdict correlator::finish(found_action found, std::shared_ptr<detail::reply_data> data) {
  if (found->abandoned()) {
    erase(found);
    return verdict::late;
  }
  set_subject(found);
  finished_ = found.id_;
  finished_reply_ = std::move(data);
  finished_action_ = take_action(found);
  erase(found);
  return verdict::complete;
}

// The action in flight (or abandoned) that a frame belongs to.
correlator::found_action correlator::owner_of(const wire::raw_frame& raw, wire::frame_kind kind) {
  if (const auto number = number_on_second_line(raw)) {
    if (auto* const found = entries_.find(*number); found != nullptr && found->name_ == nullptr) {
      return {*number, found};
    }
  }
  if (const std::string_view id = raw.first_value("ActionID"); !id.empty()) {
    return find(id, own_number(id));
  }
  if (kind == wire::frame_kind::event && by_place_) {
    auto* const found = entries_.find(*by_place_);
    if (wire::equal_ignoring_case(raw.name(), found->plan_.event())) {
      return {*by_place_, found};
    }
  }
  return {};
}

// The response that an action has which is answered with text.
correlator::verdict correlator::on_text_response(found_action found, const wire::raw_frame& raw) {
  set_subject(found);
  if (found->abandoned()) {
    return verdict::late;
  }
  detail::reply_data& data = open_text(found);
  data.response = response{raw.to_frame()};
  if (data.response.success()) {
    return verdict::consumed;
  }
  // No text follows: it is refused now, and the reply to the Ping will be nobody's.
  data.outcome = outcome::rejected;
  finished_ = found.id_;
  finished_reply_ = found->list_;
  finished_action_ = give_up(found, detail::make_reply_data());
  return verdict::complete;
}

detail::reply_data& correlator::open_text(found_action found) {
  if (found->list_ == nullptr) {
    auto data = detail::make_reply_data();
    data->outcome = outcome::accepted;
    data->more().action_id = found->name_ != nullptr ? *found->name_ : make_action_id(found.id_);
    found->list_ = std::move(data);
    ++open_lists_;
  }
  return *found->list_;
}

// The action whose text ends with the reply of this ActionID.
std::optional<correlator::key> correlator::text_that_ends(std::string_view action_id) noexcept {
  if (!action_id.ends_with(text_end_suffix)) {
    return std::nullopt;
  }
  action_id.remove_suffix(text_end_suffix.size());
  const auto number = own_number(action_id);
  const auto* const found = number ? entries_.find(*number) : nullptr;
  return found != nullptr && found->plan_.form() == catalogue::reply_form::text ? number : std::nullopt;
}

correlator::verdict correlator::end_text(key id) {
  // The server answers in order, so that nothing more comes of those before it, which were given up.
  while (!texts_.empty() && texts_.front() != id && entries_.find(texts_.front())->abandoned()) {
    erase_abandoned(texts_.front());
  }
  const found_action found{id, entries_.find(id)};
  set_subject(found);
  if (found->abandoned()) {
    erase(found);
    return verdict::consumed;  // the reply to the Ping was never anybody's
  }
  open_text(found);
  return finish(found, found->list_);
}

// Where a frame begins in a text that no blank line ends: at an event as the server makes them, or at the response to
// an action that is in flight. The text's size when there is none.
std::size_t correlator::find_frame_behind_text(std::string_view text) {
  const auto is_known = [&](const wire::field& header) {
    return wire::equal_ignoring_case(header.key, "ActionID") &&
           (find(header.value, own_number(header.value)) || text_that_ends(header.value));
  };
  const auto is_response = [](const wire::field& header) { return wire::equal_ignoring_case(header.key, "Response"); };
  wire::field before;
  std::size_t begin_of_before = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t begin = text.size() - rest.size();
    const wire::field header = wire::split_line(wire::detail::take_line(rest));
    const bool event =
        wire::equal_ignoring_case(before.key, "Event") && wire::equal_ignoring_case(header.key, "Privilege");
    if (event || (is_response(before) && is_known(header)) || (is_known(before) && is_response(header))) {
      return begin_of_before;
    }
    before = header;
    begin_of_before = begin;
  }
  return text.size();
}

// While text is awaited: what is part of it, or its end. Nothing for any other frame.
std::optional<correlator::verdict> correlator::on_frame_in_text(const wire::raw_frame& raw, wire::frame_kind kind) {
  const std::string_view bytes = raw.bytes();
  const std::string_view action_id = raw.first_value("ActionID");
  const bool begins_as_frame =
      kind != wire::frame_kind::other && wire::classify(raw.first_line()) != wire::frame_kind::other;
  std::size_t begin = begins_as_frame ? 0 : find_frame_behind_text(bytes);
  const auto ended = text_that_ends(action_id);
  if (ended && kind == wire::frame_kind::response && begin == bytes.size()) {
    begin = 0;  // with headers of a proxy in between
  }
  if (begin == 0) {
    return ended && kind == wire::frame_kind::response ? std::optional{end_text(*ended)} : std::nullopt;
  }
  // The reply to another action in flight, in an order of its headers that is none of those above.
  if (begin == bytes.size() && kind == wire::frame_kind::response && find(action_id, own_number(action_id))) {
    return std::nullopt;
  }
  if (begin != bytes.size()) {
    rest_ = wire::raw_frame{bytes.substr(begin)};
  }
  return add_text(texts_.front(), bytes.substr(0, begin));
}

correlator::verdict correlator::add_text(key id, std::string_view text) {
  const found_action found{id, entries_.find(id)};
  set_subject(found);
  if (found->abandoned()) {
    return verdict::consumed;
  }
  std::string& kept = open_text(found).more().text;
  if (kept.size() + text.size() > limits_of(id).max_bytes()) {
    return verdict::overflow;
  }
  kept += text;
  return verdict::consumed;
}

correlator::verdict correlator::on_response(found_action found, const wire::raw_frame& raw) {
  if (found->plan_.form() == catalogue::reply_form::text) {
    return on_text_response(found, raw);
  }
  // As response::success() has it.
  const auto result = wire::equal_ignoring_case(raw.name(), "Error") ? outcome::rejected : outcome::accepted;
  response answer{raw.to_frame()};
  if (auto list = found->list_) {
    // A second response to a list (out of memory in the server): it ends the list with an error.
    list->outcome = result;
    list->response = std::move(answer);
    return finish(found, std::move(list));
  }
  auto data = detail::make_reply_data();
  data->outcome = result;
  const catalogue::reply_form form = found->plan_.form();
  const bool more = form == catalogue::reply_form::one_event || form == catalogue::reply_form::until_event ||
                    wire::equal_ignoring_case(answer.frame().first_line("EventList"), "start");
  const bool goes_on = result == outcome::accepted && more;
  data->response = std::move(answer);
  if (form == catalogue::reply_form::list && result == outcome::accepted && !more) {
    data->is_list = true;
    data->more().ended = true;
  }
  if (!goes_on) {
    return finish(found, std::move(data));
  }
  open(found, std::move(data));
  set_subject(found);
  return found->abandoned() ? verdict::late : verdict::consumed;
}

correlator::verdict correlator::on_event(found_action found, const wire::raw_frame& raw) {
  const catalogue::reply_form form = found->plan_.form();
  const auto is_named = [&] { return wire::equal_ignoring_case(raw.name(), found->plan_.event()); };
  if (found->list_ == nullptr || form == catalogue::reply_form::text ||
      (form == catalogue::reply_form::one_event && !is_named())) {
    return verdict::not_ours;
  }
  event value{raw.to_frame()};
  const bool ends =
      form == catalogue::reply_form::until_event
          ? is_named()
          : form != catalogue::reply_form::one_event &&
                wire::equal_ignoring_case(std::as_const(value).frame().first_line("EventList"), "Complete");
  auto list = found->list_;
  detail::reply_more& more = list->more();
  set_subject(found);
  if (ends) {
    more.ended = true;
    more.stated_item_count = parse_integer(std::as_const(value).frame().first_line("ListItems"));
    more.completion = std::move(value);
    return finish(found, std::move(list));
  }
  if (form == catalogue::reply_form::until_event) {
    return verdict::not_ours;  // an event that anybody may see, and that happens to carry our ActionID
  }
  if (form == catalogue::reply_form::one_event) {
    ++more.item_count;
    more.items.push_back(std::move(value));
    more.ended = true;
    return finish(found, std::move(list));
  }
  if (found->abandoned()) {
    return verdict::late;
  }
  if (found->plan_.streamed()) {
    ++more.item_count;
    item_ = std::move(value);
    return verdict::item;
  }
  const std::size_t size = value.frame().bytes().size();
  const list_limits& limits = limits_of(found.id_);
  if (more.items.size() >= limits.max_items() || more.item_bytes + size > limits.max_bytes()) {
    return verdict::overflow;
  }
  ++more.item_count;
  more.item_bytes += size;
  more.items.push_back(std::move(value));
  return verdict::consumed;
}

correlator::verdict correlator::on_frame(const wire::raw_frame& raw, wire::frame_kind kind) {
  if (!texts_.empty()) [[unlikely]] {
    if (const auto of_text = on_frame_in_text(raw, kind)) {
      return *of_text;
    }
  }
  const bool possible = kind == wire::frame_kind::response || (kind == wire::frame_kind::event && takes_events());
  if (!possible || entries_.empty()) {
    return verdict::not_ours;
  }
  // An OriginateResponse whose headers came in another order is an event.
  if (kind == wire::frame_kind::response && raw.name() != "Success") {
    if (const auto event = raw.as_event(); event && wire::equal_ignoring_case(event->name(), "OriginateResponse")) {
      return verdict::not_ours;
    }
  }
  const auto found = owner_of(raw, kind);
  if (!found) {
    return verdict::not_ours;
  }
  return kind == wire::frame_kind::response ? on_response(found, raw) : on_event(found, raw);
}

}  // namespace ami::session
