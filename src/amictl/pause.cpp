// amictl pause and unpause: a queue's member takes no calls, and takes them again.
#include "amictl/action_report.hpp"
#include "amictl/commands.hpp"
#include "amictl/tool.hpp"

#include <ami/actions/queue.hpp>

#include <boost/json/object.hpp>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <string>
#include <utility>

namespace amictl {

namespace {

class pause_flags {
public:
  std::string interface;
  std::string queue;
  std::string reason;
};

exit_code run_pause(const pause_flags& flags, bool paused, tool& shared) {
  ami::actions::queue_pause action{flags.interface, paused};
  boost::json::object about{{"interface", as_utf8(flags.interface)}, {"paused", paused}};
  if (!flags.queue.empty()) {
    action.queue(flags.queue);
    about["queue"] = as_utf8(flags.queue);
  }
  if (!flags.reason.empty()) {
    action.reason(flags.reason);
    about["reason"] = as_utf8(flags.reason);
  }
  return run_one_action(std::move(action), flags.interface, std::move(about), shared);
}

void add_pause_options(CLI::App& command, pause_flags& flags) {
  command.add_option("INTERFACE", flags.interface, "The member, as the queue dials it: PJSIP/alice")->required();
  command.add_option("-q,--queue", flags.queue, "Only in this queue [in all]")->type_name("NAME");
}

}  // namespace

void add_pause(CLI::App& root, tool& shared) {
  auto paused = std::make_shared<pause_flags>();
  CLI::App& pause = tool::add_command(
      root, "pause", "Pause a member of queues",
      "  amictl pause PJSIP/alice                                  in all of its queues\n"
      "  amictl pause PJSIP/alice --queue support --reason lunch   in one, and the reason is shown with the member\n"
      "\n"
      "Exit codes: 0 it is paused, also when it was before; 1 the server refused (no such member, no right); 5 "
      "unknown.\n"
      "The manager user needs write=agent.\n");
  add_pause_options(pause, *paused);
  pause.add_option("-r,--reason", paused->reason, "Why, for those who look at the queue")->type_name("TEXT");
  tool::on_run(pause, shared, [paused](tool& running) { return run_pause(*paused, true, running); });

  auto unpaused = std::make_shared<pause_flags>();
  CLI::App& unpause =
      tool::add_command(root, "unpause", "End the pause of a member of queues",
                        "  amictl unpause PJSIP/alice                   in all of its queues\n"
                        "  amictl unpause PJSIP/alice --queue support   in one\n"
                        "\n"
                        "Exit codes: 0 it is not paused; 1 the server refused (no such member, no right); 5 unknown.\n"
                        "The manager user needs write=agent.\n");
  add_pause_options(unpause, *unpaused);
  tool::on_run(unpause, shared, [unpaused](tool& running) { return run_pause(*unpaused, false, running); });
}

}  // namespace amictl
