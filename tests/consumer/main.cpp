// Prints the version of the library it was built with, and makes use of its compiled part.
#include <ami/ami.hpp>
#include <ami/version.hpp>

#include <iostream>

int main() {
  const ami::options how{"localhost"};
  static_cast<void>(how);
  std::cout << "ami " << AMI_VERSION_STRING << '\n';
}
