// How one action is sent, and how a list is streamed.
#pragma once

#include <ami/time_span.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>

namespace ami {

/// How one action is sent, where that differs from the connection's options. Converts from a duration:
/// `pbx.send_action(ami::actions::ping{}, 2s)`.
class send_options {
public:
  using duration = std::chrono::milliseconds;

  send_options() noexcept {}
  template <class Rep, class Period>
  send_options(std::chrono::duration<Rep, Period> timeout)  // NOLINT(google-explicit-constructor)
      : timeout_{std::chrono::duration_cast<duration>(timeout)} {}

  /// At most this long until the reply; within a list, from one item to the next. Zero: no limit.
  send_options& timeout(time_span value) & {
    timeout_ = value;
    return *this;
  }
  send_options&& timeout(time_span value) && { return std::move(timeout(value)); }
  /// As `options::publish_list_items()`, for this action.
  send_options& publish_list_items(bool value) & {
    publish_list_items_ = value;
    return *this;
  }
  send_options&& publish_list_items(bool value) && { return std::move(publish_list_items(value)); }

  /// At most this long until a supervised manager is connected. Zero: does not wait.
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

/// How a list is streamed. Converts from a duration, the timeout.
class list_options : public send_options {
public:
  list_options() noexcept {}
  template <class Rep, class Period>
  list_options(std::chrono::duration<Rep, Period> timeout)  // NOLINT(google-explicit-constructor)
      : send_options{timeout} {}

  /// As `send_options::timeout()`: from one item to the next, counted when they arrive, not when they are taken.
  list_options& timeout(time_span value) & {
    send_options::timeout(value);
    return *this;
  }
  list_options&& timeout(time_span value) && { return std::move(timeout(value)); }
  list_options& publish_list_items(bool value) & {
    send_options::publish_list_items(value);
    return *this;
  }
  list_options&& publish_list_items(bool value) && { return std::move(publish_list_items(value)); }
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
