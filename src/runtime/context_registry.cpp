#include "runtime/context_registry.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/query.hpp>

namespace ami::detail {

namespace {

class context_service : public boost::asio::execution_context::service {
public:
  using key_type = context_service;
  static boost::asio::execution_context::id id;

  explicit context_service(boost::asio::execution_context& context) : service{context} {}

  const std::shared_ptr<context_registry>& registry() const noexcept { return registry_; }

private:
  void shutdown() override { registry_->shut_down(); }

  std::shared_ptr<context_registry> registry_ = std::make_shared<context_registry>();
};

boost::asio::execution_context::id context_service::id;

}  // namespace

context_member::~context_member() {
  if (registry_ != nullptr) {
    registry_->remove(this);
  }
}

void context_member::join(const context_executor& context, const std::shared_ptr<context_member>& self) {
  context.use([&](const boost::asio::any_io_executor& executor) {
    registry_ = context_registry::of(boost::asio::query(executor, boost::asio::execution::context));
  });
  registry_->add(self);
}

std::shared_ptr<context_registry> context_registry::of(boost::asio::execution_context& context) {
  return boost::asio::use_service<context_service>(context).registry();
}

void context_registry::add(const std::shared_ptr<context_member>& member) {
  const std::lock_guard lock{mutex_};
  members_.emplace(member.get(), member);
}

void context_registry::remove(const context_member* member) noexcept {
  const std::lock_guard lock{mutex_};
  members_.erase(member);
}

void context_registry::shut_down() {
  // One by one, because copying the list would need memory.
  for (;;) {
    std::shared_ptr<context_member> member;
    {
      const std::lock_guard lock{mutex_};
      if (members_.empty()) {
        return;
      }
      member = members_.begin()->second.lock();
      members_.erase(members_.begin());
    }
    if (member != nullptr) {
      member->abandon();
    }
  }
}

}  // namespace ami::detail
