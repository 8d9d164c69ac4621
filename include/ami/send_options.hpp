// How one action is sent, and how a list is streamed, where that differs from the connection's options.
//
//     co_await pbx.send_action(action, 2s);                                                   // a timeout alone
//     co_await pbx.send_action(action, ami::send_options{2s}.wait_for_connection(30s));
//     auto channels = pbx.list(ami::actions::core_show_channels{}, ami::list_options{}.max_items(1000));
#pragma once

#include <ami/time_span.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>

namespace ami {

/// How one action is sent, where that differs from the connection's options: a value with fluent setters. What is not
/// set is as in ami::options. Converts from a duration: `pbx.send_action(ami::actions::ping{}, 2s)`.
/// @par Thread safety As any value; it is copied by the operation that takes it.
class send_options {
public:
  /// What times are kept in.
  using duration = std::chrono::milliseconds;

  /// As the connection's options say.
  send_options() noexcept {}
  /// @param timeout as timeout().
  template <class Rep, class Period>
  send_options(std::chrono::duration<Rep, Period> timeout)  // NOLINT(google-explicit-constructor)
      : timeout_{std::chrono::duration_cast<duration>(timeout)} {}

  /// At most this long until the reply; within a list, from one item to the next. It counts from the call that sends
  /// the action, waiting for a connection included. After it the action fails with `errc::not_sent` or
  /// `errc::not_connected` when nothing was written, else with `errc::response_timed_out`. Zero: no limit. Default:
  /// options::action_timeout().
  send_options& timeout(time_span value) & {
    timeout_ = value;
    return *this;
  }
  send_options&& timeout(time_span value) && { return std::move(timeout(value)); }
  /// As `options::publish_list_items()`, for this action: whether the items of its list also go to subscribers.
  send_options& publish_list_items(bool value) & {
    publish_list_items_ = value;
    return *this;
  }
  send_options&& publish_list_items(bool value) && { return std::move(publish_list_items(value)); }

  /// At most this long until a supervised manager is connected; then the action fails with `errc::not_connected`. Of no
  /// effect on a manager that is not supervised. Zero: does not wait. Default: options::wait_for_connection().
  send_options& wait_for_connection(time_span value) & {
    wait_for_connection_ = value;
    return *this;
  }
  send_options&& wait_for_connection(time_span value) && { return std::move(wait_for_connection(value)); }

  /// As `options::max_list_items()`, for this action: how many items of its list are kept.
  send_options& max_list_items(std::size_t value) & {
    max_list_items_ = value;
    return *this;
  }
  send_options&& max_list_items(std::size_t value) && { return std::move(max_list_items(value)); }
  /// As `options::max_list_bytes()`, for this action: how many bytes of its list are kept.
  send_options& max_list_bytes(std::size_t value) & {
    max_list_bytes_ = value;
    return *this;
  }
  send_options&& max_list_bytes(std::size_t value) && { return std::move(max_list_bytes(value)); }

  // What was set; nothing for what was not.
  std::optional<duration> timeout() const noexcept { return timeout_; }
  std::optional<bool> publish_list_items() const noexcept { return publish_list_items_; }
  std::optional<duration> wait_for_connection() const noexcept { return wait_for_connection_; }
  std::optional<std::size_t> max_list_items() const noexcept { return max_list_items_; }
  std::optional<std::size_t> max_list_bytes() const noexcept { return max_list_bytes_; }

private:
  std::optional<duration> timeout_;
  std::optional<duration> wait_for_connection_;
  std::optional<std::size_t> max_list_items_;
  std::optional<std::size_t> max_list_bytes_;
  std::optional<bool> publish_list_items_;
};

/// How a list is streamed: send_options, and how much waits for a slow consumer. Converts from a duration, the timeout.
/// @par Thread safety As any value; it is copied by the operation that takes it.
class list_options : public send_options {
public:
  /// As the connection's options say, with the limits below.
  list_options() noexcept {}
  /// @param timeout as timeout().
  template <class Rep, class Period>
  list_options(std::chrono::duration<Rep, Period> timeout)  // NOLINT(google-explicit-constructor)
      : send_options{timeout} {}

  /// As `send_options::timeout()`: from one item to the next, counted when they arrive, not when they are taken.
  list_options& timeout(time_span value) & {
    send_options::timeout(value);
    return *this;
  }
  list_options&& timeout(time_span value) && { return std::move(timeout(value)); }
  /// As send_options::publish_list_items().
  list_options& publish_list_items(bool value) & {
    send_options::publish_list_items(value);
    return *this;
  }
  list_options&& publish_list_items(bool value) && { return std::move(publish_list_items(value)); }
  /// As send_options::wait_for_connection().
  list_options& wait_for_connection(time_span value) & {
    send_options::wait_for_connection(value);
    return *this;
  }
  list_options&& wait_for_connection(time_span value) && { return std::move(wait_for_connection(value)); }
  /// How many items can wait for a slow consumer; with one more the list fails with `errc::list_overflow`. Default:
  /// 262,144; at least 1. The server sends as fast as it can, and the connection does not wait for a consumer.
  list_options& max_items(std::size_t value) & {
    max_items_ = value != 0 ? value : 1;
    return *this;
  }
  list_options&& max_items(std::size_t value) && { return std::move(max_items(value)); }
  /// How many bytes, counted as received, can wait; see max_items(). Default: 64 MiB.
  list_options& max_bytes(std::size_t value) & {
    max_bytes_ = value;
    return *this;
  }
  list_options&& max_bytes(std::size_t value) && { return std::move(max_bytes(value)); }

  using send_options::publish_list_items;
  using send_options::timeout;
  using send_options::wait_for_connection;
  // What applies.
  std::size_t max_items() const noexcept { return max_items_; }
  std::size_t max_bytes() const noexcept { return max_bytes_; }

private:
  // A streamed list keeps no items, so these two have no meaning for it.
  using send_options::max_list_bytes;
  using send_options::max_list_items;

  std::size_t max_items_ = std::size_t{1} << 18;
  std::size_t max_bytes_ = std::size_t{64} << 20;
};

}  // namespace ami
