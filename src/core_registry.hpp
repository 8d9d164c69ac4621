// Tells the connections of an execution context that it is being destroyed, before their sockets and timers dangle.
#pragma once

#include <boost/asio/execution_context.hpp>

#include <memory>
#include <mutex>
#include <unordered_map>

namespace ami::detail {

class core;

class core_registry {
public:
  // The registry of a context; it outlives the context as long as somebody holds it.
  static std::shared_ptr<core_registry> of(boost::asio::execution_context& context);

  void add(const std::shared_ptr<core>& member);
  void remove(const core* member) noexcept;
  void shut_down();

private:
  std::mutex mutex_;
  std::unordered_map<const core*, std::weak_ptr<core>> members_;
};

}  // namespace ami::detail
