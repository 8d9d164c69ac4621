// The folder with the tests' data: recorded sessions and lists.
#pragma once

#include <filesystem>

namespace test {

std::filesystem::path data_directory();

}  // namespace test
