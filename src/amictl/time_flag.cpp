#include "amictl/time_flag.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cmath>
#include <map>

namespace amictl {

CLI::Option& add_time_option(CLI::App& command, const std::string& names, std::chrono::milliseconds& value,
                             const std::string& text) {
  constexpr double longest = 365.0 * 86400.0;
  const std::map<std::string, double> units{{"ms", 0.001}, {"s", 1}, {"m", 60}, {"h", 3600}};
  CLI::Option* const option = command.add_option_function<double>(
      names, [&value](double seconds) { value = std::chrono::milliseconds{std::llround(seconds * 1000)}; }, text);
  // The last check that is added is the first that is made.
  option->check(CLI::Range(0.0, longest));
  option->transform(CLI::AsNumberWithUnit(units, CLI::AsNumberWithUnit::CASE_SENSITIVE));
  return *option->type_name("TIME");
}

}  // namespace amictl
