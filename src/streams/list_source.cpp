#include "streams/list_source.hpp"

#include <ami/detail/failure.hpp>
#include <ami/error.hpp>

#include <limits>
#include <utility>

namespace ami::detail {

namespace {

std::size_t bytes_of(const event& item) noexcept {
  return item.frame().bytes().size();
}

}  // namespace

list_source::list_source(std::weak_ptr<list_owner> owner, std::uint64_t id, std::string name,
                         std::shared_ptr<const context_executor> context, const list_options& options)
    : owner_{std::move(owner)}, id_{id}, name_{std::move(name)}, max_items_{options.max_items()},
      max_bytes_{options.max_bytes()},
      items_{std::make_shared<subscription>(
          std::move(context), std::span<const event_filter>{},
          subscribe_options{}.capacity(options.max_items()).max_bytes(std::numeric_limits<std::size_t>::max()))} {}

bool list_source::stage(const event& value) {
  const std::size_t size = bytes_of(value);
  if (waiting_items_.load(std::memory_order_relaxed) >= max_items_ ||
      waiting_bytes_.load(std::memory_order_relaxed) + size > max_bytes_) {
    return false;
  }
  waiting_items_.fetch_add(1, std::memory_order_relaxed);
  waiting_bytes_.fetch_add(size, std::memory_order_relaxed);
  items_->stage(value);
  return true;
}

void list_source::end(boost::system::error_code error, reply result) {
  {
    const std::lock_guard lock{mutex_};
    result_ = std::move(result);
    ended_ = true;
    if (!closed_) {
      error_ = error;
    }
  }
  items_->end(error);
}

take_result list_source::take(event& item) {
  const take_result taken = items_->take(item);
  if (taken == take_result::item) {
    waiting_items_.fetch_sub(1, std::memory_order_relaxed);
    waiting_bytes_.fetch_sub(bytes_of(item), std::memory_order_relaxed);
  }
  return taken;
}

void list_source::close() {
  {
    const std::lock_guard lock{mutex_};
    closed_ = closed_ || !ended_;
  }
  items_->close();
  if (const auto owner = owner_.lock()) {
    owner->drop_list(id_);
  }
}

boost::system::error_code list_source::error() const {
  const std::lock_guard lock{mutex_};
  return error_;
}

boost::system::error_code list_source::end_reason() const {
  const std::lock_guard lock{mutex_};
  return closed_ ? boost::system::error_code{errc::disconnected} : error_;
}

reply list_source::result() const {
  const std::lock_guard lock{mutex_};
  return result_;
}

take_result take(list_source& source, event& item) {
  return source.take(item);
}

void async_wait(std::shared_ptr<list_source> source, wait_handler handler) {
  source->items()->async_wait(std::move(handler));
}

boost::system::error_code end_error(const list_source& source) {
  return source.error();
}

reply end_reply(const list_source& source) {
  return source.result();
}

void throw_if_failed(const list_source& source) {
  if (const auto error = source.error()) {
    throw_error(error, source.result(), source.name());
  }
}

void close_source(list_source& source) noexcept {
  source.close();
}

std::size_t buffered_by(const list_source& source) {
  return source.items()->buffered();
}

boost::system::error_code end_reason_of(const list_source& source) {
  return source.end_reason();
}

}  // namespace ami::detail
