#include "spool.hpp"

#include <utility>
#include <vector>

namespace relay {

namespace {

constexpr std::size_t batch_bytes = std::size_t{4} << 20;
constexpr std::chrono::seconds ask_again{1};

}  // namespace

spool::spool(std::unique_ptr<buffer> records, std::unique_ptr<sink> target, delivery plan, std::size_t batch,
             listener told)
    : records_{std::move(records)}, target_{std::move(target)}, plan_{plan}, batch_{batch}, told_{std::move(told)} {}

spool::~spool() {
  finish(duration::zero());
}

void spool::begin(bool ask) {
  thread_ = std::thread{[this, ask] { run(ask); }};
}

numbering spool::number_for(std::uint32_t partitions, std::string new_run) {
  const std::lock_guard lock{mutex_};
  return records_->number_for(partitions, std::move(new_run));
}

bool spool::push(std::span<const record> records) {
  bool pushed = false;
  {
    const std::lock_guard lock{mutex_};
    pushed = records_->push(records);
  }
  changed_.notify_one();
  return pushed;
}

std::size_t spool::finish(duration limit) {
  if (thread_.joinable()) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    std::unique_lock lock{mutex_};
    plan_.stop(deadline);
    changed_.notify_one();
    changed_.wait_until(lock, deadline, [this] { return ended_; });
    target_->interrupt();
    lock.unlock();
    thread_.join();
  }
  return records_->records();
}

spool_figures spool::figures() const {
  const std::lock_guard lock{mutex_};
  spool_figures now;
  now.confirmed = plan_.confirmed();
  now.retries = plan_.retries();
  now.records = records_->records();
  now.bytes = records_->bytes();
  now.problem = records_->problem();
  return now;
}

delivery::step spool::next() const {
  return plan_.next(records_->records(), delivery::time_point::clock::now());
}

void spool::ask_for_partitions(std::unique_lock<std::mutex>& lock) {
  while (next() != delivery::step::finish) {
    lock.unlock();
    const std::uint32_t partitions = target_->partitions();
    lock.lock();
    if (partitions != 0) {
      told_.ready(partitions);
      return;
    }
    told_.failed(target_->problem());
    changed_.wait_for(lock, ask_again);
  }
}

void spool::run(bool ask) {
  std::unique_lock lock{mutex_};
  if (ask) {
    ask_for_partitions(lock);
  }
  for (auto step = next(); step != delivery::step::finish; step = next()) {
    if (step == delivery::step::send) {
      deliver(lock);
    } else if (const auto until = plan_.until()) {
      changed_.wait_until(lock, *until);
    } else {
      changed_.wait(lock);
    }
  }
  ended_ = true;
  changed_.notify_all();
}

void spool::deliver(std::unique_lock<std::mutex>& lock) {
  const std::vector<record> offered = records_->front(batch_, batch_bytes);
  lock.unlock();
  const std::size_t confirmed = target_->deliver(offered);
  lock.lock();
  records_->confirm(confirmed);
  plan_.attempted(offered.size(), confirmed, delivery::time_point::clock::now());
  if (plan_.is_failing() && target_->problem() != last_problem_) {
    last_problem_ = target_->problem();
    told_.failed(last_problem_);
  } else if (!plan_.is_failing() && !last_problem_.empty()) {
    last_problem_.clear();
    told_.recovered();
  }
  if (confirmed != 0) {
    told_.confirmed();
  }
}

}  // namespace relay
