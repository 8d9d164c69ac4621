// amictl command: a command of Asterisk's own command line.
#include "amictl/commands.hpp"
#include "amictl/each_server.hpp"
#include "amictl/reply_text.hpp"
#include "amictl/tool.hpp"

#include <ami/action.hpp>
#include <ami/error.hpp>
#include <ami/reply.hpp>
#include <ami/send_options.hpp>

#include <boost/asio/this_coro.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <chrono>
#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace asio = boost::asio;

namespace amictl {

namespace {

class command_flags {
public:
  std::vector<std::string> words;
  double timeout = 0;  // seconds; 0: the connection's own
};

void write_command_output(output& out, const std::string& command, const ami::reply& reply, const std::string& server) {
  const auto lines = reply.output();
  if (!out.json()) {
    if (!server.empty()) {
      out.line(out.in(tone::strong, fmt::format("== {} ==", shown(server))));
    }
    for (const std::string_view line : lines) {
      out.line(shown_with_tabs(line));
    }
    return;
  }
  boost::json::array texts;
  for (const std::string_view line : lines) {
    texts.emplace_back(as_utf8(line));
  }
  boost::json::object result{{"command", as_utf8(command)}, {"success", reply.success()}, {"output", std::move(texts)}};
  if (!server.empty()) {
    result["server"] = as_utf8(server);
  }
  out.line(std::move(result));
}

asio::awaitable<exit_code> run_command_at(ami::manager pbx, std::string server, const std::string& command,
                                          const ami::send_options& options, tool& shared) {
  std::optional<ami::error> failure;
  ami::reply reply;
  {
    const progress shown_progress{co_await asio::this_coro::executor, fmt::format("waiting for \"{}\"", command)};
    try {
      reply = co_await pbx.send_action(ami::action{"Command"}.header("Command", command), options);
    } catch (const ami::error& error) {
      failure = error;
      reply = error.reply();
    }
  }
  const bool answered = !failure || !reply.output().empty();
  if (answered) {
    write_command_output(shared.out, command, reply, server);
    shared.out.flush();
  }
  // The output of a command that failed says why.
  if (failure && (failure->code() != ami::outcome::rejected || !answered)) {
    throw ami::error{*failure};
  }
  co_return failure ? exit_code::negative : exit_code::success;
}

exit_code run_command(const command_flags& flags, tool& shared) {
  const std::string command = fmt::format("{}", fmt::join(flags.words, " "));
  ami::send_options options;
  if (flags.timeout > 0) {
    options.timeout(std::chrono::milliseconds{std::llround(flags.timeout * 1000)});
  }
  return on_each_server(shared, [&](ami::manager pbx, std::string server) {
    return run_command_at(std::move(pbx), std::move(server), command, options, shared);
  });
}

}  // namespace

void add_command_line_command(CLI::App& root, tool& shared) {
  auto flags = std::make_shared<command_flags>();
  CLI::App& command = tool::add_command(root, "command", "Run a command of Asterisk's command line",
                                        "  amictl command core show channels\n"
                                        "  amictl -p berlin,paris command \"core show uptime\"     on two servers\n"
                                        "  amictl command --json queue show support\n");
  command.add_option("COMMAND", flags->words, "The command; several words are joined")->required();
  command.add_option("--timeout", flags->timeout, "Seconds to wait for the output [30]")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.001, 86400.0));
  tool::on_run(command, shared, [flags](tool& running) { return run_command(*flags, running); });
}

}  // namespace amictl
