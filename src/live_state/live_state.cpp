#include "live_state/live_keeper.hpp"

#include <ami/detail/stream_operations.hpp>
#include <ami/error.hpp>
#include <ami/live_state.hpp>

#include <chrono>
#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace asio = boost::asio;

namespace ami {

namespace {

using detail::live_keeper;

void throw_if_ended(const live_keeper& keeper, std::string_view operation) {
  if (const error_code reason = keeper.end_reason()) {
    throw error{reason, std::string{operation}, response{}, outcome::never_sent};
  }
}

asio::awaitable<live_snapshot> wait_until_settled(std::shared_ptr<live_keeper> keeper) {
  const auto watch = keeper->watch();
  for (;;) {
    watch->look();
    throw_if_ended(*keeper, "wait_valid");
    live_snapshot now = keeper->snapshot();
    if (now.settled()) {
      co_return now;
    }
    co_await detail::wait_for_items(watch);
  }
}

// Each part was compared since `begun`, or cannot be now.
bool is_verified(const live_snapshot& now, live_time begun) {
  for (const live_part part : live_parts) {
    const auto& state = now.state(part);
    if (state.validity() == live_validity::seeding || (state.valid() && state.last_verified() < begun)) {
      return false;
    }
  }
  return true;
}

asio::awaitable<live_report> compare(std::shared_ptr<live_keeper> keeper) {
  constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();
  const auto watch = keeper->watch();
  live_snapshot now;
  const auto changes = keeper->subscribe(no_limit, now);
  const auto begun = std::chrono::steady_clock::now();
  throw_if_ended(*keeper, "verify");
  keeper->verify();
  for (;;) {
    watch->look();
    now = keeper->snapshot();
    if (is_verified(now, begun)) {
      break;
    }
    throw_if_ended(*keeper, "verify");
    co_await detail::wait_for_items(watch);
  }
  std::vector<live_change> repairs;
  for (std::optional<live_change> change; changes->take(change) == detail::take_result::item;) {
    if (change->cause() == live_cause::repair) {
      repairs.push_back(std::move(*change));
    }
  }
  changes->close();
  co_return live_report{std::move(repairs), now.problems()};
}

}  // namespace

live_state::live_state(const manager& pbx, const live_options& options)
    : keeper_{std::make_shared<live_keeper>(pbx.connection_, options)} {
  keeper_->begin();
}

live_state::live_state(live_state&& other) noexcept = default;

live_state& live_state::operator=(live_state&& other) noexcept {
  if (this != &other) {
    if (keeper_ != nullptr) {
      keeper_->stop();
    }
    keeper_ = std::move(other.keeper_);
  }
  return *this;
}

live_state::~live_state() {
  if (keeper_ != nullptr) {
    keeper_->stop();
  }
}

live_state::executor_type live_state::get_executor() const noexcept {
  return keeper_->executor();
}

live_snapshot live_state::snapshot() const {
  return keeper_->snapshot();
}

asio::awaitable<live_snapshot> live_state::wait_valid() const {
  return wait_until_settled(keeper_);
}

asio::awaitable<live_report> live_state::verify() const {
  return compare(keeper_);
}

live_change_stream live_state::subscribe(std::size_t capacity) const {
  live_snapshot start;
  auto source = keeper_->subscribe(capacity, start);
  return live_change_stream{std::move(source), std::move(start)};
}

live_statistics live_state::statistics() const {
  return keeper_->statistics();
}

}  // namespace ami
