// amictl man: the manual page.
#include "amictl/command_line.hpp"
#include "amictl/commands.hpp"
#include "amictl/manual.hpp"
#include "amictl/tool.hpp"

#include <ami/version.hpp>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace amictl {

void add_man(CLI::App& root, tool& shared) {
  CLI::App& command = tool::add_command(root, "man", "Print the manual page",
                                        "  amictl man | man -l -                               read it\n"
                                        "  amictl man > /usr/local/share/man/man1/amictl.1     install it\n");
  tool::on_run(command, shared, [](tool& running) {
    tool described;
    running.out.bytes(manual_page(*make_command_line(described), "amictl " AMI_VERSION_STRING));
    return exit_code::success;
  });
}

}  // namespace amictl
