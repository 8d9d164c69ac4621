// A piece of work that is queued, and run once.
#pragma once

#include <ami/detail/recycled_memory.hpp>

#include <memory>

namespace ami::detail {

// Its queue owns it: a task that is destroyed without having run has been cancelled. It lives in recycled memory,
// because tasks come and go with each reply.
class task : public recycled {
public:
  task() noexcept {}
  task(const task&) = delete;
  task& operator=(const task&) = delete;
  virtual ~task() = default;
  virtual void run() = 0;
};
using task_ptr = std::unique_ptr<task>;

}  // namespace ami::detail
