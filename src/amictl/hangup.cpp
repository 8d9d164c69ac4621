// amictl hangup: hangs channels up, by name, or those of the list that match a pattern.
#include "amictl/action_report.hpp"
#include "amictl/channel_match.hpp"
#include "amictl/commands.hpp"
#include "amictl/terminal.hpp"
#include "amictl/tool.hpp"

#include <ami/actions/channel.hpp>
#include <ami/error.hpp>
#include <ami/events.hpp>
#include <ami/list_stream.hpp>
#include <ami/value_types.hpp>

#include <boost/asio/this_coro.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <optional>
#include <regex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;

namespace amictl {

namespace {

class hangup_flags {
public:
  std::vector<std::string> channels;
  std::string match;
  int cause = 0;  // 0: the server's own
  bool yes = false;
};

class hangup_command {
public:
  hangup_command(ami::manager pbx, std::string server, const hangup_flags& flags, std::optional<std::regex> pattern,
                 tool& shared)
      : pbx_{std::move(pbx)}, server_{std::move(server)}, flags_{flags}, pattern_{std::move(pattern)}, shared_{shared} {
  }

  asio::awaitable<exit_code> run() {
    co_await connect(pbx_, server_);
    exit_code code = exit_code::success;
    if (pattern_) {
      code = co_await hang_up_matching();
    } else {
      for (const std::string& name : flags_.channels) {
        const exit_code next = co_await hang_up(name, name);
        code = worse_of(code, next);
      }
    }
    shared_.out.flush();
    co_await pbx_.disconnect();
    co_return code;
  }

private:
  asio::awaitable<exit_code> hang_up_matching() {
    const std::vector<listed_channel> all = co_await channels();
    const std::vector<listed_channel> found = matching_channels(all, *pattern_);
    if (found.empty()) {
      complain(fmt::format("{}: no channel matches", server_));
      co_return exit_code::negative;
    }
    if (!flags_.yes) {
      std::string question;
      for (const listed_channel& channel : found) {
        question += describe_channel(channel) + '\n';
      }
      question += fmt::format("Hang up {} of {}?", found.size() == 1 ? "this channel" : "these channels", server_);
      if (!confirm(question)) {
        complain("nothing was hung up: that needs an answer on a terminal, or --yes");
        co_return exit_code::usage;
      }
    }
    exit_code code = exit_code::success;
    for (const listed_channel& channel : found) {
      // A name may have gone over to another channel meanwhile, a Uniqueid has not.
      const exit_code next = co_await hang_up(channel.uniqueid.empty() ? channel.name : channel.uniqueid, channel.name);
      code = worse_of(code, next);
    }
    co_return code;
  }

  asio::awaitable<std::vector<listed_channel>> channels() {
    const auto executor = co_await asio::this_coro::executor;
    progress shown_progress{executor, fmt::format("{}: reading the channels", server_)};
    std::vector<listed_channel> result;
    auto list = pbx_.list(ami::actions::core_show_channels{});
    while (const auto item = co_await list.next()) {
      const auto text = [&](std::string_view key) { return std::string{(*item)[key]}; };
      result.push_back({text("Channel"), text("Uniqueid"), text("ChannelStateDesc"), text("CallerIDNum"),
                        text("ConnectedLineNum"), text("Duration")});
      shown_progress.update(fmt::format("{}: {} channels so far", server_, result.size()));
    }
    co_return result;
  }

  // What goes wrong with one says nothing of the others: that the link is gone after some is told for each.
  asio::awaitable<exit_code> hang_up(std::string channel, std::string name) {
    try {
      const exit_code code = co_await try_to_hang_up(std::move(channel), std::move(name));
      co_return code;
    } catch (const ami::error& failure) {
      if (exit_code_of(failure.code()) == exit_code::interrupted) {
        throw;
      }
      complain(failure.what());
      co_return exit_code_of(failure.code());
    }
  }

  asio::awaitable<exit_code> try_to_hang_up(std::string channel, std::string name) {
    ami::actions::hangup action{std::move(channel)};
    if (flags_.cause != 0) {
      action.cause(static_cast<ami::hangup_cause>(flags_.cause));
    }
    action_subject subject{server_, name, {{"channel", as_utf8(name)}}, {}};
    if (pattern_) {
      subject.harmless = "No such channel";  // it has ended since it was listed, often with the one before
    }
    const exit_code code = co_await send_and_report(pbx_, std::move(action), std::move(subject), shared_);
    co_return code;
  }

  ami::manager pbx_;
  std::string server_;
  const hangup_flags& flags_;
  std::optional<std::regex> pattern_;
  tool& shared_;
};

asio::awaitable<exit_code> hang_up_channels(std::shared_ptr<hangup_command> running) {
  const exit_code code = co_await running->run();
  co_return code;
}

exit_code run_hangup(const hangup_flags& flags, tool& shared) {
  if (flags.channels.empty() == flags.match.empty()) {
    throw std::runtime_error{"hangup: channels, or --match with a pattern, are needed"};
  }
  for (const std::string& name : flags.channels) {
    if (name.empty() || name.starts_with('/')) {
      throw std::runtime_error{fmt::format("\"{}\" is no channel: for a pattern use --match", name)};
    }
  }
  const std::optional<std::regex> pattern =
      flags.match.empty() ? std::nullopt : std::optional{channel_pattern(flags.match)};
  const target server = shared.connection.only_target();
  return run_coroutine([&](const asio::any_io_executor& executor) {
    ami::options options = server.options;
    options.event_mask("off");
    return hang_up_channels(std::make_shared<hangup_command>(ami::manager{executor, std::move(options)}, server.name,
                                                             flags, pattern, shared));
  });
}

}  // namespace

void add_hangup(CLI::App& root, tool& shared) {
  auto flags = std::make_shared<hangup_flags>();
  CLI::App& command = tool::add_command(
      root, "hangup", "Hang up channels",
      "  amictl hangup PJSIP/alice-00000012              this channel\n"
      "  amictl hangup --cause 17 PJSIP/alice-00000012   as busy, for the far end\n"
      "  amictl hangup --match '^PJSIP/trunk-'           shows the channels that match, and asks\n"
      "  amictl hangup --match '^Local/' --yes           without a question, for scripts\n"
      "\n"
      "A channel is named exactly, by its name or its Uniqueid. The pattern is an ECMAScript regular expression. It "
      "is\n"
      "matched here, against the list of channels: exactly those that were shown are hung up.\n"
      "\n"
      "One that has ended by itself since then, or with another one, is no failure.\n"
      "\n"
      "Exit codes: 0 all were hung up; 1 one was not (no such channel, no right), or none matches; 2 the question was\n"
      "not answered with yes; 5 unknown. With --json a line for each channel: channel, action, outcome, message.\n"
      "\n"
      "The manager user needs write=call or system; --match write=reporting or system, too.\n");
  command.add_option("CHANNEL", flags->channels, "The channels to hang up");
  command.add_option("-m,--match", flags->match, "All channels whose name matches")->type_name("REGEX");
  command.add_option("-c,--cause", flags->cause, "The cause that the far end is told, for example 17 (busy) [16]")
      ->check(CLI::Range(1, 127))
      ->type_name("N");
  command.add_flag("-y,--yes", flags->yes, "Do not ask");
  tool::on_run(command, shared, [flags](tool& running) { return run_hangup(*flags, running); });
}

}  // namespace amictl
