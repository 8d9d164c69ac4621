// The log lines of one connection.
#pragma once

#include <ami/options.hpp>

#include <fmt/format.h>
#include <spdlog/common.h>

#include <cstdint>
#include <string>
#include <utility>

namespace ami::detail {

// Each line begins with the number of the connection and its server. From any thread.
class connection_log {
public:
  // `settings`: holds the logger, if any; must outlive this.
  explicit connection_log(const options& settings) noexcept;

  bool enabled(spdlog::level::level_enum level) const noexcept;
  bool traces() const noexcept { return enabled(spdlog::level::trace); }

  // The text is made only when the logger wants it.
  template <class... Arguments>
  void write(spdlog::level::level_enum level, fmt::format_string<Arguments...> text, Arguments&&... arguments) const {
    if (enabled(level)) {
      put(level, fmt::format(text, std::forward<Arguments>(arguments)...));
    }
  }

private:
  void put(spdlog::level::level_enum level, const std::string& text) const;

  const options* settings_;
  std::uint64_t number_;
};

}  // namespace ami::detail
