// Prints the version of the library it was built with, by way of JSON.
#include <ami/json.hpp>
#include <ami/version.hpp>

#include <iostream>

int main() {
  const ami::action ping = ami::action{"Ping"}.header("Version", AMI_VERSION_STRING);
  const auto read = ami::from_json<ami::action>(ami::to_json(ping));
  std::cout << "ami " << read.headers().front().value() << '\n';
}
