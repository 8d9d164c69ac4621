// The queue between the connection's strand and one consumer.
#pragma once

#include "completion.hpp"

#include <ami/detail/handler.hpp>
#include <ami/event.hpp>
#include <ami/event_stream.hpp>
#include <ami/wire/frame_reader.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <bitset>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace ami::detail {

// Three places hold events: `staged_` belongs to the strand, `queue_` is shared and locked, `taken_` belongs to the
// consumer. They change over in batches, so that an event costs no lock of its own.
class subscription : public std::enable_shared_from_this<subscription> {
public:
  subscription(boost::asio::any_io_executor executor, std::span<const event_filter> filters,
               const subscribe_options& how);
  subscription(const subscription&) = delete;
  subscription& operator=(const subscription&) = delete;
  ~subscription();

  // From the strand.
  // Whether a frame is worth being made an event of; of the events of a conditional type accepts() has the last word.
  bool wants(event_type type, const wire::raw_frame& raw) const noexcept {
    const auto index = static_cast<std::size_t>(type);
    return types_.test(index) || (conditional_types_.test(index) && wants_named(type, raw));
  }
  bool accepts(const event& value) const;
  void stage(const event& value) { staged_.push_back(value); }
  void flush();
  // No more events; what is buffered can still be taken.
  void end(boost::system::error_code reason);
  // The execution context goes away: nothing may be posted to it any more.
  void abandon();

  // From the consumer.
  take_result take(event& item);
  void async_wait(wait_handler handler);
  void close();

  // From anywhere.
  bool closed() const noexcept { return closed_.load(std::memory_order_acquire); }
  boost::system::error_code end_reason() const;
  std::uint64_t lost() const;

private:
  class waiter;

  bool wants_named(event_type type, const wire::raw_frame& raw) const noexcept;
  bool meets_condition(const event& value) const noexcept;
  void put(event value);
  std::unique_ptr<waiter> take_waiter() noexcept;
  void complete(std::unique_ptr<waiter> waiting, boost::system::error_code error);
  void cancel(std::uint64_t id);

  const boost::asio::any_io_executor executor_;
  const std::function<bool(const event&)> predicate_;
  const std::size_t capacity_;
  std::bitset<event_type_count> types_;              // wanted whatever else they are
  std::bitset<event_type_count> conditional_types_;  // wanted when a filter in conditions_ says so
  std::vector<event_filter> conditions_;
  std::vector<event> staged_;

  mutable std::mutex mutex_;
  std::vector<event> queue_;  // from head_ on
  std::size_t head_ = 0;
  std::uint64_t lost_now_ = 0;  // dropped since the last take-over, before queue_[head_]
  std::uint64_t lost_total_ = 0;
  std::unique_ptr<waiter> waiter_;
  std::uint64_t waiter_ids_ = 0;
  boost::system::error_code end_reason_;
  bool ended_ = false;
  bool abandoned_ = false;
  std::atomic<bool> closed_{false};

  std::vector<event> taken_;
  std::size_t next_taken_ = 0;
};

}  // namespace ami::detail
