#include "amictl/command_line.hpp"

#include "amictl/commands.hpp"
#include "amictl/terminal.hpp"
#include "amictl/tool.hpp"

#include <ami/error.hpp>
#include <ami/version.hpp>

#include <boost/system/system_error.hpp>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

namespace amictl {

namespace {

constexpr const char* exit_codes = R"(Exit codes:
  0    success
  1    the server said no, a call did not come about, an input has errors, the doctor found a fault
  2    the arguments or the configuration make no sense; nothing was sent
  3    no connection
  4    the login was refused
  5    the link broke or time ran out: what was asked for may have been done
  130  Ctrl-C before the result

The server comes from flags, a profile (-p NAME, of ~/.config/amictl.ini) or the environment (AMI_HOST, AMI_USERNAME,
AMI_SECRET and so on; AMI_URL). A secret that is given nowhere is asked for.)";

bool wants_colours() {
  const char* const terminal = std::getenv("TERM");
  const char* const none = std::getenv("NO_COLOR");
  return output_is_terminal() && (none == nullptr || *none == '\0') && terminal != nullptr &&
         std::string_view{terminal} != "dumb";
}

}  // namespace

std::unique_ptr<CLI::App> make_command_line(tool& shared) {
  auto root = std::make_unique<CLI::App>("The Asterisk Manager Interface on the command line", "amictl");
  root->set_version_flag("--version", std::string{"amictl "} + AMI_VERSION_STRING);
  root->require_subcommand(1);
  root->footer(exit_codes);
  root->get_formatter()->column_width(34);
  shared.add_common_flags(*root);
  add_commands(*root, shared);
  return root;
}

int run_amictl(int argc, char** argv) {
  // Whoever reads the output may go at any time: the write fails then, and that is the end.
  std::signal(SIGPIPE, SIG_IGN);
  exit_code code = exit_code::success;
  tool shared;
  shared.out.use_colours(wants_colours());
  try {
    const auto root = make_command_line(shared);
    try {
      root->parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return root->exit(error) == 0 ? static_cast<int>(exit_code::success) : static_cast<int>(exit_code::usage);
    }
    code = shared.run();
    shared.out.flush();
  } catch (const output_closed&) {
    code = exit_code::success;
  } catch (const boost::system::system_error& error) {  // ami::error, too
    complain(error.what());
    code = exit_code_of(error.code());
  } catch (const std::exception& error) {
    complain(error.what());
    code = exit_code::usage;
  }
  return static_cast<int>(code);
}

}  // namespace amictl
