// What the sub-commands of amictl share: the command line, the connection, the output, and how a command runs.
#pragma once

#include "amictl/connection_flags.hpp"
#include "amictl/exit_code.hpp"
#include "amictl/output.hpp"

#include <ami/manager.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace amictl {

/// Adds a sub-command to the command line. Each has one such function, in a file of its own.
///
///     void add_ping(CLI::App& root, tool& shared) {
///       auto flags = std::make_shared<ping_flags>();
///       CLI::App& command = tool::add_command(root, "ping", "Measure round trips", "amictl ping -c 5");
///       command.add_option("-c,--count", flags->count, "End after this many");
///       tool::on_run(command, shared, [flags](tool& running) { return run_ping(*flags, running); });
///     }
class tool {
public:
  using run_function = std::function<exit_code(tool& shared)>;

  /// Adds a sub-command. The flags of the connection and of the output may stand before its name or behind it.
  /// @param summary a sentence without a full stop, shown in the list of commands.
  /// @param examples lines "  COMMAND LINE   what it does", shown below the flags and in the manual page.
  static CLI::App& add_command(CLI::App& root, const std::string& name, const std::string& summary,
                               const std::string& examples);
  /// Adds the flags that all commands have.
  void add_common_flags(CLI::App& root);
  /// Has `function` run when the command line names this command.
  static void on_run(CLI::App& command, tool& shared, run_function function);

  /// Runs the command that the command line named.
  exit_code run();

  connection_flags connection;
  output out;

private:
  run_function selected_;
};

/// What runs while a command waits for a server: its coroutine.
using command_body = std::function<boost::asio::awaitable<exit_code>(boost::asio::any_io_executor executor)>;

/// Runs a coroutine to its end on this thread. Ctrl-C and SIGTERM cancel it (all of its operations end with
/// `operation_aborted`); a second Ctrl-C ends the program at once.
/// @param on_interrupt the exit code when it was ended like that; `exit_code::success` for what runs until Ctrl-C.
/// @throws what the coroutine throws.
exit_code run_coroutine(const command_body& body, exit_code on_interrupt = exit_code::interrupted);

/// Connects a manager, showing progress on a terminal.
/// @throws ami::error as `manager::connect()`.
boost::asio::awaitable<void> connect(ami::manager pbx, std::string name);

/// Connects a supervised manager. Its first attempt is the only one, since a command has to say that there is no
/// server; a connection that is lost later is re-established.
/// @throws ami::error why the attempt failed.
boost::asio::awaitable<void> connect_supervised(ami::manager pbx, std::string name);

/// A line on standard error that says what takes long: from the first second on, on a terminal only, until it is
/// destroyed.
class progress {
public:
  progress(boost::asio::any_io_executor executor, std::string text);
  ~progress();
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;

  /// Says something else from now on: "413 of 1200".
  void update(std::string text);

private:
  class state;
  std::shared_ptr<state> state_;
};

}  // namespace amictl
