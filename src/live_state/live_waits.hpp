// What waits for a live state: until it is settled, and until it was compared.
#pragma once

#include "live_state/live_keeper.hpp"

#include <ami/live_snapshot.hpp>
#include <ami/live_state.hpp>

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <string_view>

namespace ami::detail {

void throw_if_ended(const live_keeper& keeper, std::string_view operation);

boost::asio::awaitable<live_snapshot> wait_until_settled(std::shared_ptr<live_keeper> keeper);

// One comparison with the server, from its beginning to its report.
class comparison {
public:
  // Begins it. `watch` is told when over() may be true.
  comparison(std::shared_ptr<live_keeper> keeper, const std::shared_ptr<state_watch>& watch);

  // Each part was compared or read, or has failed.
  bool over() const { return keeper_->verified_since(begun_); }
  boost::system::error_code end_reason() const { return keeper_->end_reason(); }
  // To be called once.
  live_report report();

private:
  std::shared_ptr<live_keeper> keeper_;
  std::shared_ptr<change_source> changes_;
  live_time begun_;
};

boost::asio::awaitable<live_report> compare(std::shared_ptr<live_keeper> keeper);

}  // namespace ami::detail
