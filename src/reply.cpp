#include <ami/detail/recycled_memory.hpp>
#include <ami/reply.hpp>

#include <ostream>

namespace ami {

namespace {

const detail::reply_data& no_data() noexcept {
  static const detail::reply_data none;
  return none;
}

}  // namespace

namespace detail {

const reply_more& reply_data::seen() const noexcept {
  static const reply_more nothing;
  return more_if_any != nullptr ? *more_if_any : nothing;
}

std::string_view name_of_refused(const reply& value) noexcept {
  return value.data_ ? std::string_view{value.data_->seen().action} : std::string_view{};
}

std::shared_ptr<reply_data> make_reply_data() {
  return std::allocate_shared<reply_data>(recycling_allocator<reply_data>{});
}

}  // namespace detail

std::string_view reply::action_id() const& noexcept {
  return data_ ? data_->sent_action_id() : std::string_view{};
}

const ami::response& reply::response() const& noexcept {
  return data_ ? data_->response : no_data().response;
}

std::optional<std::string> reply::get(std::string_view key) const&& {
  const auto value = response().get(key);
  return value ? std::optional<std::string>{*value} : std::nullopt;
}

std::string_view reply::detail() const& noexcept {
  return data_ ? std::string_view{data_->seen().detail} : std::string_view{};
}

bool reply::list_complete() const noexcept {
  if (!data_ || !data_->is_list || !data_->seen().ended) {
    return false;
  }
  const detail::reply_more& list = data_->seen();
  return !list.counted || !list.stated_item_count ||
         *list.stated_item_count == static_cast<std::int64_t>(list.item_count);
}

std::span<const event> reply::items() const& noexcept {
  return data_ ? std::span<const event>{data_->seen().items} : std::span<const event>{};
}

std::vector<event> reply::items() const&& {
  return data_ ? data_->seen().items : std::vector<event>{};
}

const event& reply::completion() const& noexcept {
  return (data_ ? *data_ : no_data()).seen().completion;
}

std::optional<std::int64_t> reply::integer(std::string_view key) const noexcept {
  return parse_integer(text(key));
}

std::string to_string(const reply& value) {
  std::string text;
  if (value.response().empty()) {
    text = to_string(value.outcome());
    if (!value.detail().empty()) {
      text.append(": ").append(value.detail());
    }
  } else {
    text = to_string(value.response());
  }
  if (value.is_list()) {
    text += " items=" + std::to_string(value.item_count());
  }
  return text;
}

std::ostream& operator<<(std::ostream& out, const reply& value) {
  return out << to_string(value);
}

}  // namespace ami
