#include <ami/detail/recycled_memory.hpp>
#include <ami/reply.hpp>

#include <algorithm>
#include <ostream>

namespace ami {

namespace {

const detail::reply_data& no_data() noexcept {
  static const detail::reply_data none;
  return none;
}

// The lines of a text without the empty lines at its end.
template <class Line>
std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  std::size_t kept = 0;
  while (!text.empty()) {
    const std::size_t line_feed = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, line_feed);
    text.remove_prefix(std::min(line_feed + 1, text.size()));
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    lines.emplace_back(line);
    kept = line.empty() ? kept : lines.size();
  }
  lines.resize(kept);
  return lines;
}

using line_iterator = wire::frame_view::line_iterator;

// The text of a `Response: Follows`: from the end of the headers, which some servers send in another order, to the end
// marker, which may follow text on the same line.
template <class Line>
std::vector<Line> text_that_follows(line_iterator line) {
  constexpr std::string_view end_marker = "--END COMMAND--";
  std::vector<Line> lines;
  for (int i = 0; i < 3 && line != std::default_sentinel; ++i, ++line) {
    const std::string_view key = wire::split_line(*line).key;
    const bool is_header = wire::equal_ignoring_case(key, "Response") || wire::equal_ignoring_case(key, "Privilege") ||
                           wire::equal_ignoring_case(key, "ActionID");
    if (!is_header) {
      break;
    }
  }
  for (; line != std::default_sentinel; ++line) {
    std::string_view text = *line;
    const bool last = text.ends_with(end_marker);
    if (last) {
      text.remove_suffix(end_marker.size());
    }
    if (!last || !text.empty()) {
      lines.emplace_back(text);
    }
    if (last) {
      break;
    }
  }
  return lines;
}

template <class Line>
std::vector<Line> output_headers(line_iterator line) {
  std::vector<Line> lines;
  bool in_output = false;
  for (; line != std::default_sentinel; ++line) {
    const wire::field header = wire::split_line(*line);
    const bool has_key = !header.key.empty();
    in_output = has_key ? wire::equal_ignoring_case(header.key, "Output") : in_output;
    if (in_output) {
      // A line without a key after an output can only belong to it.
      lines.emplace_back(has_key ? header.value : *line);
    }
  }
  return lines;
}

template <class Line>
std::vector<Line> output_of(const detail::reply_data& data) {
  if (!data.seen().text.empty()) {
    return lines_of<Line>(data.seen().text);
  }
  const auto lines = data.response.frame().lines();
  return wire::equal_ignoring_case(data.response.status(), "Follows") ? text_that_follows<Line>(lines.begin())
                                                                      : output_headers<Line>(lines.begin());
}

}  // namespace

namespace detail {

const reply_more& reply_data::seen() const noexcept {
  static const reply_more nothing;
  return more_if_any != nullptr ? *more_if_any : nothing;
}

std::string_view bare_text_of(const reply& value) noexcept {
  return value.data_ ? std::string_view{value.data_->seen().text} : std::string_view{};
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

std::string_view reply::detail() const& noexcept {
  return data_ ? std::string_view{data_->seen().detail} : std::string_view{};
}

std::vector<std::string_view> reply::output() const& {
  return output_of<std::string_view>(data_ ? *data_ : no_data());
}

std::vector<std::string> reply::output() const&& {
  return output_of<std::string>(data_ ? *data_ : no_data());
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
  } else if (value.response().empty()) {
    if (const std::size_t lines = value.output().size(); lines != 0) {
      text += " lines=" + std::to_string(lines);
    }
  }
  return text;
}

std::ostream& operator<<(std::ostream& out, const reply& value) {
  return out << to_string(value);
}

}  // namespace ami
