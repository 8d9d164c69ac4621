#include "connection/connection_log.hpp"

#include <spdlog/logger.h>

#include <atomic>

namespace ami::detail {

namespace {

std::uint64_t next_number() noexcept {
  static std::atomic<std::uint64_t> count{0};
  return count.fetch_add(1, std::memory_order_relaxed) + 1;
}

}  // namespace

connection_log::connection_log(const options& settings) noexcept : settings_{&settings}, number_{next_number()} {}

bool connection_log::enabled(spdlog::level::level_enum level) const noexcept {
  return settings_->logger() != nullptr && settings_->logger()->should_log(level);
}

void connection_log::put(spdlog::level::level_enum level, const std::string& text) const {
  settings_->logger()->log(level, "ami #{} {}: {}", number_, to_string(*settings_), text);
}

}  // namespace ami::detail
