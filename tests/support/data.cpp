// The only file that is compiled with the name of a folder of this machine, so that a compiler cache can share all
// others with a clone of the project in another folder.
#include "support/data.hpp"

std::filesystem::path test::data_directory() {
  return AMI_TEST_DATA_DIR;
}
