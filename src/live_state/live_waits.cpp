#include "live_state/live_waits.hpp"

#include <ami/detail/stream_operations.hpp>
#include <ami/error.hpp>

#include <chrono>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;

namespace ami::detail {

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
    co_await wait_for_items(watch);
  }
}

comparison::comparison(std::shared_ptr<live_keeper> keeper, const std::shared_ptr<state_watch>& watch)
    : keeper_{std::move(keeper)} {
  keeper_->add_watch(watch);
  changes_ = keeper_->subscribe(std::numeric_limits<std::size_t>::max());
  begun_ = std::chrono::steady_clock::now();
  keeper_->verify();
}

live_report comparison::report() {
  const live_snapshot now = keeper_->snapshot();
  std::vector<live_change> repairs;
  for (std::optional<live_change> change; changes_->take(change) == take_result::item;) {
    if (change->cause() == live_cause::repair) {
      repairs.push_back(std::move(*change));
    }
  }
  changes_->close();
  return live_report{std::move(repairs), now.problems()};
}

asio::awaitable<live_report> compare(std::shared_ptr<live_keeper> keeper) {
  throw_if_ended(*keeper, "verify");
  const auto watch = keeper->watch();
  comparison under_way{keeper, watch};
  for (;;) {
    watch->look();
    throw_if_ended(*keeper, "verify");
    if (under_way.over()) {
      break;
    }
    co_await wait_for_items(watch);
  }
  co_return under_way.report();
}

}  // namespace ami::detail
