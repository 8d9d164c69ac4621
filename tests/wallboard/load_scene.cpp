// A busy fake Asterisk for load.py, which runs it.
//
//   ami_wallboard_load CALLS_PER_SECOND
//
// Prints its port, and ends with its standard input.
#include <ami/testing/fake_asterisk.hpp>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>

int main(int count, char** arguments) {
  using namespace ami::testing;
  using namespace std::chrono_literals;
  const double calls_per_second = count > 1 ? std::atof(arguments[1]) : 15;
  pbx_options pbx;
  for (int number = 0; number < 400; ++number) {
    const std::string digits = std::to_string(2000 + number);
    pbx.endpoint(pbx_endpoint{"phone" + digits, digits, "Phone " + digits});
  }
  for (int queue = 0; queue < 5; ++queue) {
    pbx_queue made{"queue" + std::to_string(queue), std::to_string(500 + queue)};
    for (int member = 0; member < 20; ++member) {
      made.member("phone" + std::to_string(2000 + 20 * queue + member));
    }
    pbx.queue(made);
  }
  pbx.ring_time(1s, 4s).talk_time(2s, 12s).hold_share(0.1).transfer_share(0.05).park_share(0.03).calls_per_second(
      calls_per_second);
  const fake_asterisk server{fake_options{}.pbx(pbx)};
  std::cout << server.port() << std::endl;
  std::string line;
  while (std::getline(std::cin, line)) {
  }
}
