#include "core_registry.hpp"

#include "core.hpp"

#include <utility>
#include <vector>

namespace ami::detail {

namespace {

class context_service : public boost::asio::execution_context::service {
public:
  using key_type = context_service;
  static boost::asio::execution_context::id id;

  explicit context_service(boost::asio::execution_context& context) : service{context} {}

  const std::shared_ptr<core_registry>& registry() const noexcept { return registry_; }

private:
  void shutdown() override { registry_->shut_down(); }

  std::shared_ptr<core_registry> registry_ = std::make_shared<core_registry>();
};

boost::asio::execution_context::id context_service::id;

}  // namespace

std::shared_ptr<core_registry> core_registry::of(boost::asio::execution_context& context) {
  return boost::asio::use_service<context_service>(context).registry();
}

std::shared_ptr<context_executor> core_registry::add(boost::asio::any_io_executor executor) {
  auto member = std::make_shared<context_executor>(std::move(executor), shared_from_this());
  const std::lock_guard lock{mutex_};
  executors_.emplace(member.get(), member);
  return member;
}

void core_registry::add(const std::shared_ptr<core>& member) {
  const std::lock_guard lock{mutex_};
  cores_.emplace(member.get(), member);
}

void core_registry::remove(const context_executor* member) noexcept {
  const std::lock_guard lock{mutex_};
  executors_.erase(member);
}

void core_registry::remove(const core* member) noexcept {
  const std::lock_guard lock{mutex_};
  cores_.erase(member);
}

template <class Member>
std::vector<std::shared_ptr<Member>> core_registry::take(table<Member>& members) {
  std::vector<std::shared_ptr<Member>> found;
  const std::lock_guard lock{mutex_};
  for (const auto& [address, member] : members) {
    if (auto alive = member.lock()) {
      found.push_back(std::move(alive));
    }
  }
  members.clear();
  return found;
}

void core_registry::shut_down() {
  // First the executors: whatever completes from now on, completes elsewhere.
  for (const auto& executor : take(executors_)) {
    executor->drop();
  }
  for (const auto& member : take(cores_)) {
    member->abandon();
  }
}

context_executor::context_executor(boost::asio::any_io_executor executor, std::shared_ptr<core_registry> registry)
    : registry_{std::move(registry)}, executor_{std::move(executor)} {}

context_executor::~context_executor() {
  registry_->remove(this);
}

boost::asio::any_io_executor context_executor::get() const {
  const std::lock_guard lock{mutex_};
  return executor_;
}

void context_executor::drop() {
  boost::asio::any_io_executor dropped;
  const std::lock_guard lock{mutex_};
  executor_.swap(dropped);
}

}  // namespace ami::detail
