// amictl reload: has one server, or several, read their configuration again.
#include "amictl/action_report.hpp"
#include "amictl/commands.hpp"
#include "amictl/tool.hpp"

#include <ami/actions/config.hpp>
#include <ami/error.hpp>

#include <boost/asio/this_coro.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;

namespace amictl {

namespace {

asio::awaitable<exit_code> reload_server(ami::manager pbx, std::string server, std::string module, tool& shared) {
  co_await connect(pbx, server);
  ami::actions::reload action;
  action_subject subject{server, server, {}, {}};
  if (!module.empty()) {
    action.module(module);
    subject.about["module"] = as_utf8(module);
    subject.name = fmt::format("{}, {}", server, module);
  }
  const exit_code code = co_await send_and_report(pbx, std::move(action), std::move(subject), shared);
  co_await pbx.disconnect();
  co_return code;
}

// One after the other: what goes wrong with the first need not happen to all.
asio::awaitable<exit_code> reload_servers(std::vector<target> servers, std::string module, tool& shared) {
  const auto executor = co_await asio::this_coro::executor;
  exit_code code = exit_code::success;
  for (const target& server : servers) {
    ami::options options = server.options;
    options.event_mask("off");
    const ami::manager pbx{executor, std::move(options)};
    try {
      const exit_code next = co_await reload_server(pbx, server.name, module, shared);
      code = worse_of(code, next);
    } catch (const ami::error& failure) {
      if (servers.size() == 1 || exit_code_of(failure.code()) == exit_code::interrupted) {
        throw;
      }
      complain(fmt::format("{}: {}", server.name, failure.what()));
      code = worse_of(code, exit_code_of(failure.code()));
    }
    shared.out.flush();
  }
  co_return code;
}

}  // namespace

void add_reload(CLI::App& root, tool& shared) {
  auto module = std::make_shared<std::string>();
  CLI::App& command = tool::add_command(
      root, "reload", "Read the configuration again, of all modules or of one",
      "  amictl reload                             everything\n"
      "  amictl reload app_queue.so                one module\n"
      "  amictl -p berlin,paris reload res_pjsip.so  two servers, one after the other\n"
      "\n"
      "The answer comes when the server has done it. The other servers are reloaded although one failed.\n"
      "\n"
      "Exit codes: 0 all have; 1 the server refused (no such module, no right); 3, 4, 5 as for all commands, the "
      "worst\n"
      "of them with several servers.\n"
      "\n"
      "The manager user needs write=system or config.\n");
  command.add_option("MODULE", *module, "Only this module: app_queue.so");
  tool::on_run(command, shared, [module](tool& running) {
    std::vector<target> servers = running.connection.targets();
    return run_coroutine(
        [&](const asio::any_io_executor&) { return reload_servers(std::move(servers), *module, running); });
  });
}

}  // namespace amictl
