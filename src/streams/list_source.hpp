// The items of one streamed list, between the connection's strand and the consumer.
#pragma once

#include "streams/subscription.hpp"

#include <ami/config.hpp>
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

// The connection that receives a list, as list_source sees it.
class list_owner {
public:
  list_owner(const list_owner&) = delete;
  list_owner& operator=(const list_owner&) = delete;

  // Drops the rest of the list `id`, which its consumer has closed. From any thread.
  virtual void drop_list(std::uint64_t id) = 0;

protected:
  list_owner() = default;
  ~list_owner() = default;
};

class list_source;

// Reads a list on the connection's strand, as soon as something of it is there.
class list_listener : public stream_listener {
public:
  // Called before anything else.
  virtual void listen_to(std::shared_ptr<list_source> source) = 0;

protected:
  list_listener() = default;
  ~list_listener() override = default;
};

// The items wait in a subscription; this class adds the limits and the result of the list.
class list_source {
public:
  list_source(std::weak_ptr<list_owner> owner, std::uint64_t id, std::string name,
              std::shared_ptr<const context_executor> context, const list_options& options);

  // From the strand. False, and not staged, when the item would exceed the limits.
  bool stage(const event& value);
  void flush() { items_->flush(); }
  // The list has ended.
  void end(boost::system::error_code error, reply result);

  // From the consumer:
  AMI_DECL take_result take(event& item);
  AMI_DECL void close();

  // From any thread:
  const std::shared_ptr<subscription>& items() const noexcept { return items_; }
  const std::string& name() const noexcept { return name_; }
  // The error with which the list ended; none when the consumer closed it.
  AMI_DECL boost::system::error_code error() const;
  boost::system::error_code end_reason() const;
  AMI_DECL reply result() const;

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
  bool closed_ = false;  // by the consumer, before the list ended
};

}  // namespace ami::detail
