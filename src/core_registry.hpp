// Tells the connections of an execution context that it is being destroyed, before their sockets and timers dangle.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution_context.hpp>

#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace ami::detail {

class core;
class core_registry;

// An executor as long as its execution context is there. Handles and streams may outlive the context, an executor may
// not: a strand's destructor, for one, needs the context.
class context_executor {
public:
  context_executor(boost::asio::any_io_executor executor, std::shared_ptr<core_registry> registry);
  context_executor(const context_executor&) = delete;
  context_executor& operator=(const context_executor&) = delete;
  ~context_executor();

  // Empty when the context is gone.
  boost::asio::any_io_executor get() const;
  // The context is being destroyed.
  void drop();

private:
  const std::shared_ptr<core_registry> registry_;
  mutable std::mutex mutex_;
  boost::asio::any_io_executor executor_;
};

class core_registry : public std::enable_shared_from_this<core_registry> {
public:
  // The registry of a context; it outlives the context as long as somebody holds it.
  static std::shared_ptr<core_registry> of(boost::asio::execution_context& context);

  std::shared_ptr<context_executor> add(boost::asio::any_io_executor executor);
  void add(const std::shared_ptr<core>& member);
  void remove(const context_executor* member) noexcept;
  void remove(const core* member) noexcept;
  void shut_down();

private:
  template <class Member>
  using table = std::unordered_map<const Member*, std::weak_ptr<Member>>;

  // Empties `members`; gives those that are still there.
  template <class Member>
  std::vector<std::shared_ptr<Member>> take(table<Member>& members);

  std::mutex mutex_;
  table<context_executor> executors_;
  table<core> cores_;
};

}  // namespace ami::detail
