#include "amictl/command_line.hpp"

int main(int argc, char** argv) {
  return amictl::run_amictl(argc, argv);
}
