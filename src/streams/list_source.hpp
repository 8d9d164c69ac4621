// The items of one streamed list, on their way from the connection's strand to the consumer.
#pragma once

#include "streams/subscription.hpp"

#include <ami/detail/list_source.hpp>
#include <ami/options.hpp>
#include <ami/reply.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

namespace ami::detail {

// The connection that reads a list.
class list_owner {
public:
  list_owner(const list_owner&) = delete;
  list_owner& operator=(const list_owner&) = delete;

  // The consumer wants no more of the list `id`. From any thread.
  virtual void drop_list(std::uint64_t id) = 0;

protected:
  list_owner() = default;
  ~list_owner() = default;
};

// A subscription carries the items; here is what bounds them, and what the list came to.
class list_source {
public:
  list_source(std::weak_ptr<list_owner> owner, std::uint64_t id, std::string name,
              std::shared_ptr<const context_executor> context, const list_options& how);

  // From the strand. False, and not taken, when that would exceed the limits.
  bool stage(const event& value);
  void flush() { items_->flush(); }
  // No more items.
  void end(boost::system::error_code error, reply result);

  // From the consumer.
  take_result take(event& item);
  void close();

  // From anywhere.
  const std::shared_ptr<subscription>& items() const noexcept { return items_; }
  const std::string& name() const noexcept { return name_; }
  // What the consumer is told at the end: nothing when it closed the list itself.
  boost::system::error_code error() const;
  boost::system::error_code end_reason() const;
  reply result() const;

private:
  const std::weak_ptr<list_owner> owner_;
  const std::uint64_t id_;
  const std::string name_;
  const std::size_t max_items_;
  const std::size_t max_bytes_;
  const std::shared_ptr<subscription> items_;
  std::atomic<std::size_t> waiting_items_{0};
  std::atomic<std::size_t> waiting_bytes_{0};

  mutable std::mutex mutex_;
  boost::system::error_code error_;
  reply result_;
  bool ended_ = false;
  bool closed_ = false;  // before it ended
};

}  // namespace ami::detail
