// What a run has found, for the page that tests/conformance/page.py writes: a line for each fact.
#pragma once

#include <cstdlib>
#include <fstream>
#include <string_view>

namespace conformance {

/// Adds a line to the file that AMI_CONFORMANCE_REPORT names; nothing when there is none.
inline void report(std::string_view line) {
  if (const char* const name = std::getenv("AMI_CONFORMANCE_REPORT")) {
    std::ofstream{name, std::ios::app} << line << '\n';
  }
}

}  // namespace conformance
