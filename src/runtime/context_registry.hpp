// Tells the connections of an execution context that it is being destroyed, while their sockets and timers still work.
#pragma once

#include "runtime/context_executor.hpp"

#include <ami/config.hpp>

#include <boost/asio/execution_context.hpp>

#include <memory>
#include <mutex>
#include <unordered_map>

namespace ami::detail {

class context_registry;

// An object whose sockets and timers belong to an execution context.
class AMI_DECL context_member {
public:
  context_member(const context_member&) = delete;
  context_member& operator=(const context_member&) = delete;

  // Called when the execution context is being destroyed; no thread runs it any more.
  virtual void abandon() = 0;

protected:
  context_member() = default;
  virtual ~context_member();

  // From here on abandon() is called before the context of `context` is destroyed. `self` owns this.
  void join(const context_executor& context, const std::shared_ptr<context_member>& self);

private:
  std::shared_ptr<context_registry> registry_;
};

class context_registry {
public:
  // The registry of a context. It outlives the context as long as somebody holds it.
  static std::shared_ptr<context_registry> of(boost::asio::execution_context& context);

  void add(const std::shared_ptr<context_member>& member);
  void remove(const context_member* member) noexcept;
  void shut_down();

private:
  std::mutex mutex_;
  std::unordered_map<const context_member*, std::weak_ptr<context_member>> members_;
};

}  // namespace ami::detail
