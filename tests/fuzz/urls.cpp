// Options from a URL and from a program's own configuration: nothing throws, and what is wrong with them is said
// without any part of the secret.
#include "fuzz/input.hpp"

#include <ami/options.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::input in{data, size};
  const std::string url{in.text()};
  const auto of_url = ami::options::from_url(url);
  const std::string problem = of_url.problem();
  const std::string_view secret = of_url.secret_text().reveal();
  fuzz::require(secret.size() < 8 || problem.find(secret) == std::string::npos, "no secret in what is wrong");
  fuzz::require(!of_url.host().empty() || !problem.empty(), "options without a host are no good ones");

  std::map<std::string, std::string, std::less<>> values;
  while (!in.empty()) {
    const std::string_view line = in.text();
    const std::size_t sign = line.find('=');
    if (sign != std::string_view::npos) {
      values.insert_or_assign(std::string{line.substr(0, sign)}, std::string{line.substr(sign + 1)});
    }
  }
  // Files are none of its business.
  for (auto each = values.begin(); each != values.end();) {
    each = each->first.find("file") != std::string::npos || each->first.find("FILE") != std::string::npos
               ? values.erase(each)
               : std::next(each);
  }
  const auto of_values = ami::options::from_values([&](std::string_view name) {
    const auto found = values.find(name);
    return found != values.end() ? std::string_view{found->second} : std::string_view{};
  });
  static_cast<void>(of_values.problem());
  return 0;
}
