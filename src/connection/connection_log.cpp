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
  // Formatted by fmt's own library: spdlog's function for a format and arguments would compile 40 KB of fmt into ours.
  const std::string line = fmt::format("ami #{} {}: {}", number_, to_string(*settings_), text);
  settings_->logger()->log(level, spdlog::string_view_t{line});
}

}  // namespace ami::detail
