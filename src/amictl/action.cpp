// amictl action: sends any action.
#include "amictl/action_check.hpp"
#include "amictl/commands.hpp"
#include "amictl/each_server.hpp"
#include "amictl/reply_text.hpp"
#include "amictl/tool.hpp"

#include <ami/action.hpp>
#include <ami/error.hpp>
#include <ami/reply.hpp>
#include <ami/send_options.hpp>

#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <chrono>
#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;

namespace amictl {

namespace {

class action_flags {
public:
  std::string name;
  std::vector<std::string> headers;
  double timeout = 0;  // seconds; 0: the connection's own
  bool force = false;
};

asio::awaitable<exit_code> send_one_action(ami::manager pbx, std::string server, const ami::action& action,
                                           const ami::send_options& options, tool& shared) {
  std::optional<ami::error> failure;
  ami::reply reply;
  {
    const progress shown_progress{co_await asio::this_coro::executor,
                                  fmt::format("waiting for the answer to {}", action.name())};
    try {
      reply = co_await pbx.send_action(action, options);
    } catch (const ami::error& error) {
      failure = error;
      reply = error.reply();
    }
  }
  // A list that broke off is shown as far as it came.
  if (!failure || shared.out.json() || !reply.items().empty() || !reply.output().empty()) {
    write_reply(shared.out, reply, server);
  }
  if (failure) {
    throw ami::error{*failure};
  }
  co_return exit_code::success;
}

exit_code run_action(const action_flags& flags, tool& shared) {
  const ami::action action = parse_action(flags.name, flags.headers);
  if (!flags.force) {
    const auto problems = problems_of(action);
    for (const std::string& problem : problems) {
      complain(problem);
    }
    if (!problems.empty()) {
      complain("nothing was sent; --force sends it as it is");
      return exit_code::usage;
    }
  }
  ami::send_options options;
  if (flags.timeout > 0) {
    options.timeout(std::chrono::milliseconds{std::llround(flags.timeout * 1000)});
  }
  return on_each_server(shared, [&](ami::manager pbx, std::string server) {
    return send_one_action(std::move(pbx), std::move(server), action, options, shared);
  });
}

}  // namespace

void add_action(CLI::App& root, tool& shared) {
  auto flags = std::make_shared<action_flags>();
  CLI::App& command =
      tool::add_command(root, "action", "Send any action, and show the answer",
                        "  amictl action QueuePause Interface=PJSIP/alice Paused=true\n"
                        "  amictl action Originate Channel=PJSIP/alice Exten=200 Context=default Priority=1 \\\n"
                        "                          Async=yes Variable=A=1 Variable=B=2\n"
                        "  amictl action QueueStatus --json        the list as JSON Lines, with numbers as numbers\n"
                        "  amictl action --force AcmeReset X=1     what the catalogue does not know\n"
                        "  amictl actions QueuePause               which keys there are\n");
  command.add_option("ACTION", flags->name, "The action")->required();
  command.add_option("KEY=VALUE", flags->headers, "Its headers; a key may be repeated");
  command.add_flag("--force", flags->force, "Send it although the catalogue objects to a name or value");
  command.add_option("--timeout", flags->timeout, "Seconds to wait for the answer [30]")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.001, 86400.0));
  tool::on_run(command, shared, [flags](tool& running) { return run_action(*flags, running); });
}

}  // namespace amictl
