#include "cluster/cluster_state.hpp"
#include "cluster_live/live_group.hpp"
#include "live_state/live_waits.hpp"

#include <ami/cluster_live_state.hpp>
#include <ami/detail/stream_operations.hpp>
#include <ami/error.hpp>

#include <algorithm>
#include <deque>
#include <stdexcept>
#include <string>
#include <utility>

namespace asio = boost::asio;

namespace ami {

namespace {

using detail::comparison;
using detail::live_group;
using detail::live_keeper;
using detail::live_member;
using report_list = std::vector<server_reply<live_report>>;

std::shared_ptr<live_keeper> keeper_of(const live_group& group, std::string_view server) {
  auto found = group.find(server);
  if (found == nullptr) {
    throw std::out_of_range{"ami::cluster_live_state: there is no server \"" + std::string{server} + "\""};
  }
  return found;
}

void throw_if_ended(const live_group& group, const char* operation) {
  if (const error_code reason = group.end_reason()) {
    throw error{reason, operation, response{}, outcome::never_sent};
  }
}

asio::awaitable<void> wait_until_all_settled(std::shared_ptr<live_group> group) {
  auto unsettled = group->members();
  const auto watch = group->make_watch();
  for (const live_member& member : unsettled) {
    member.keeper_->add_watch(watch);
  }
  for (;;) {
    watch->look();
    throw_if_ended(*group, "wait_valid");
    std::erase_if(unsettled, [&](const live_member& member) {
      return member.keeper_->snapshot().settled() || group->find(*member.name_) != member.keeper_;
    });
    if (unsettled.empty()) {
      co_return;
    }
    co_await detail::wait_for_items(watch);
  }
}

asio::awaitable<report_list> compare_all(std::shared_ptr<live_group> group) {
  throw_if_ended(*group, "verify");
  const auto members = group->members();
  const auto watch = group->make_watch();
  std::deque<comparison> comparisons;
  for (const live_member& member : members) {
    comparisons.emplace_back(member.keeper_, watch);
  }
  for (;;) {
    watch->look();
    throw_if_ended(*group, "verify");
    if (std::ranges::all_of(comparisons, [](const comparison& each) { return each.end_reason() || each.over(); })) {
      break;
    }
    co_await detail::wait_for_items(watch);
  }
  report_list result;
  for (std::size_t i = 0; i < members.size(); ++i) {
    result.emplace_back(*members[i].name_, comparisons[i].end_reason(), comparisons[i].report());
  }
  co_return result;
}

}  // namespace

cluster_live_state::cluster_live_state(const cluster& pbxs, const live_options& options)
    : group_{std::make_shared<live_group>(pbxs.state_->context(), options)} {
  pbxs.state_->follow(group_);
}

cluster_live_state::cluster_live_state(cluster_live_state&& other) noexcept = default;

cluster_live_state& cluster_live_state::operator=(cluster_live_state&& other) noexcept {
  if (this != &other) {
    if (group_ != nullptr) {
      group_->stop();
    }
    group_ = std::move(other.group_);
  }
  return *this;
}

cluster_live_state::~cluster_live_state() {
  if (group_ != nullptr) {
    group_->stop();
  }
}

cluster_live_state::executor_type cluster_live_state::get_executor() const noexcept {
  return group_->executor();
}

live_snapshot cluster_live_state::snapshot(std::string_view server) const {
  return keeper_of(*group_, server)->snapshot();
}

std::vector<std::pair<std::string, live_snapshot>> cluster_live_state::snapshots() const {
  std::vector<std::pair<std::string, live_snapshot>> result;
  for (const live_member& member : group_->members()) {
    result.emplace_back(*member.name_, member.keeper_->snapshot());
  }
  return result;
}

asio::awaitable<void> cluster_live_state::wait_valid() const {
  return wait_until_all_settled(group_);
}

asio::awaitable<live_snapshot> cluster_live_state::wait_valid(std::string_view server) const {
  return detail::wait_until_settled(keeper_of(*group_, server));
}

asio::awaitable<report_list> cluster_live_state::verify() const {
  return compare_all(group_);
}

asio::awaitable<live_report> cluster_live_state::verify(std::string_view server) const {
  return detail::compare(keeper_of(*group_, server));
}

cluster_live_stream cluster_live_state::subscribe(std::size_t capacity) const {
  return cluster_live_stream{group_->subscribe(capacity)};
}

std::vector<labelled_live_statistics> cluster_live_state::statistics() const {
  std::vector<labelled_live_statistics> result;
  for (const live_member& member : group_->members()) {
    result.emplace_back(*member.name_, member.keeper_->statistics());
  }
  return result;
}

}  // namespace ami
