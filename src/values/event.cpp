#include "base/escaped_text.hpp"
#include "values/secret_finder.hpp"

#include <ami/event.hpp>
#include <ami/manager.hpp>

#include <array>
#include <charconv>
#include <new>
#include <optional>
#include <ostream>
#include <system_error>

namespace ami {

namespace {

// A frame without lines whose allocation also holds the data of a gap. It is trivially destructible, because the
// reference count frees only memory.
struct gap_data : wire::detail::frame_data {
  boost::system::error_code reason;
  std::uint64_t number = 0;
  std::chrono::nanoseconds downtime{};
  std::optional<bool> restarted;
  connection_state from{};
  connection_state to{};
};

gap_data* make_gap(event::time_point arrived) {
  static_assert(std::is_trivially_destructible_v<gap_data>);
  auto* data = new (detail::allocate_recycled(sizeof(gap_data))) gap_data;
  data->memory = sizeof(gap_data);
  data->arrived = arrived;
  return data;
}

const gap_data& gap_of(const wire::frame& frame) noexcept {
  const wire::detail::frame_data& data = frame.view().data();
  static const gap_data none;
  // An event that was moved from keeps its type but has no frame.
  return &data != wire::detail::empty_frame() ? static_cast<const gap_data&>(data) : none;
}

}  // namespace

event::event(wire::frame frame) noexcept : frame_{std::move(frame)} {
  const auto view = frame_.view();
  if (view.kind() == wire::frame_kind::event) {
    type_ = find_event_type(view.name());
  }
}

event::event(const lagged& gap, time_point arrived) : type_{event_type::lagged} {
  gap_data* const data = make_gap(arrived);
  data->number = gap.count();
  frame_ = wire::frame::adopt(data);
}

event::event(const connection_lost& gap, time_point arrived) : type_{event_type::connection_lost} {
  gap_data* const data = make_gap(arrived);
  data->reason = gap.reason();
  frame_ = wire::frame::adopt(data);
}

event::event(const connection_restored& gap, time_point arrived) : type_{event_type::connection_restored} {
  gap_data* const data = make_gap(arrived);
  data->number = gap.epoch();
  data->downtime = gap.downtime();
  data->restarted = gap.restarted();
  frame_ = wire::frame::adopt(data);
}

event::event(const connection_state_changed& change, time_point arrived) : type_{event_type::connection_state_changed} {
  gap_data* const data = make_gap(arrived);
  data->reason = change.reason();
  data->from = change.from();
  data->to = change.to();
  frame_ = wire::frame::adopt(data);
}

lagged event::as_lagged() const noexcept {
  return lagged{gap_of(frame_).number};
}

connection_lost event::as_connection_lost() const noexcept {
  return connection_lost{gap_of(frame_).reason};
}

connection_restored event::as_connection_restored() const noexcept {
  const gap_data& data = gap_of(frame_);
  return {data.number, data.downtime, data.restarted};
}

connection_state_changed event::as_connection_state_changed() const noexcept {
  const gap_data& data = gap_of(frame_);
  return {data.from, data.to, data.reason};
}

std::string_view event::name() const& noexcept {
  return is_gap() || type_ == event_type::connection_state_changed ? to_string(type_) : frame_.view().name();
}

namespace detail {

bool is_named(wire::frame_view frame, event_type type, std::string_view name) noexcept {
  if (type != event_type::user_event) {
    return frame.kind() == wire::frame_kind::event && wire::equal_ignoring_case(frame.name(), name);
  }
  // Compares the header's own line: text without a colon that a client sent continues it.
  return wire::equal_ignoring_case(frame.first_line("UserEvent"), name);
}

}  // namespace detail

std::string to_string(const event& value) {
  std::string text;
  detail::append_escaped(text, value.name());
  if (const auto gap = value.get_if<lagged>()) {
    return text + " count=" + std::to_string(gap->count());
  }
  if (const auto gap = value.get_if<connection_lost>()) {
    return text + " reason=" + gap->reason().message();
  }
  if (const auto gap = value.get_if<connection_restored>()) {
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(gap->downtime()).count();
    text.append(" epoch=").append(std::to_string(gap->epoch()));
    text.append(" downtime=").append(std::to_string(ms)).append("ms");
    return gap->restarted() ? text.append(*gap->restarted() ? " restarted=yes" : " restarted=no") : text;
  }
  if (const auto change = value.get_if<connection_state_changed>()) {
    text.append(" from=").append(to_string(change->from())).append(" to=").append(to_string(change->to()));
    return change->reason() ? text + " reason=" + change->reason().message() : text;
  }
  detail::append_headers(text, value.frame());
  return text;
}

std::ostream& operator<<(std::ostream& out, const event& value) {
  return out << to_string(value);
}

std::string unescape(std::string_view value) {
  constexpr std::string_view letters = "abfnrtv\\'\"?";
  constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\'\"?";
  std::string text;
  text.reserve(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && i + 1 < value.size()) {
      if (const auto at = letters.find(value[i + 1]); at != std::string_view::npos) {
        text += meanings[at];
        ++i;
        continue;
      }
    }
    text += value[i];
  }
  return text;
}

std::optional<std::int64_t> parse_integer(std::string_view value) noexcept {
  if (value.starts_with('+')) {
    value.remove_prefix(1);
    if (value.starts_with('-')) {
      return std::nullopt;
    }
  }
  std::int64_t number = 0;
  const char* const end = value.data() + value.size();
  const auto parsed = std::from_chars(value.data(), end, number);
  if (value.empty() || parsed.ec != std::errc{} || parsed.ptr != end) {
    return std::nullopt;
  }
  return number;
}

std::optional<bool> parse_boolean(std::string_view value) noexcept {
  using wire::equal_ignoring_case;
  static constexpr std::array<std::string_view, 7> yes{"yes", "true", "on", "1", "y", "t", "enabled"};
  static constexpr std::array<std::string_view, 7> no{"no", "false", "off", "0", "n", "f", "disabled"};
  for (std::size_t i = 0; i < yes.size(); ++i) {
    if (equal_ignoring_case(value, yes[i])) {
      return true;
    }
    if (equal_ignoring_case(value, no[i])) {
      return false;
    }
  }
  return std::nullopt;
}

std::string event_view::unescaped(std::string_view key) const {
  return unescape(text(key));
}

std::optional<std::int64_t> event_view::integer(std::string_view key) const noexcept {
  return parse_integer(text(key));
}

std::optional<bool> event_view::boolean(std::string_view key) const noexcept {
  return parse_boolean(text(key));
}

}  // namespace ami
