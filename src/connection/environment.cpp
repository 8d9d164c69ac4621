#include "connection/environment.hpp"

#include "base/memory_reserve.hpp"

namespace asio = boost::asio;

namespace ami::detail {

ami::server_version shared_state::server_version() const noexcept {
  const std::uint64_t packed = version_.load(std::memory_order_acquire);
  constexpr std::uint64_t part = 0xFFFFU;
  return {static_cast<unsigned>(packed >> 32U & part), static_cast<unsigned>(packed >> 16U & part),
          static_cast<unsigned>(packed & part)};
}

void shared_state::set(ami::server_version value) noexcept {
  version_.store(std::uint64_t{value.major_number()} << 32U | std::uint64_t{value.minor_number()} << 16U |
                     value.patch_number(),
                 std::memory_order_release);
}

environment::environment(part_owner& owner, asio::any_io_executor executor, options settings)
    : own_context_{std::make_shared<context_executor>(executor)}, context_{own_context_},
      settings_{std::move(settings)}, owner_{owner} {
  fill_memory_reserve();
  io_.emplace(context_, executor);
}

}  // namespace ami::detail
