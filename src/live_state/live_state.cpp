#include "live_state/live_keeper.hpp"
#include "live_state/live_waits.hpp"

#include <ami/live_state.hpp>

#include <cstddef>
#include <memory>
#include <utility>

namespace asio = boost::asio;

namespace ami {

live_state::live_state(const manager& pbx, const live_options& options)
    : keeper_{std::make_shared<detail::live_keeper>(pbx.connection_, options, false)} {
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
  return detail::wait_until_settled(keeper_);
}

asio::awaitable<live_report> live_state::verify() const {
  return detail::compare(keeper_);
}

live_change_stream live_state::subscribe(std::size_t capacity) const {
  auto source = keeper_->subscribe(capacity);
  live_snapshot start = source->start();
  return live_change_stream{std::move(source), std::move(start)};
}

live_statistics live_state::statistics() const {
  return keeper_->statistics();
}

}  // namespace ami
