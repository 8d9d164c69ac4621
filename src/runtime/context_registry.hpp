// Tells the connections of an execution context that it is being destroyed, while their sockets and timers still work.
#pragma once

#include <boost/asio/execution_context.hpp>

#include <memory>
#include <mutex>
#include <unordered_map>

namespace ami::detail {

// An object whose sockets and timers belong to an execution context.
class context_member {
public:
  context_member(const context_member&) = delete;
  context_member& operator=(const context_member&) = delete;

  // Called when the execution context is being destroyed; no thread runs it any more.
  virtual void abandon() = 0;

protected:
  context_member() = default;
  virtual ~context_member() = default;
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
