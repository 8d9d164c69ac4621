// amictl transfer: sends a channel, or the party that it talks to, to an extension.
#include "amictl/action_report.hpp"
#include "amictl/commands.hpp"
#include "amictl/tool.hpp"

#include <ami/actions/channel.hpp>
#include <ami/error.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/object.hpp>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <string>
#include <tuple>
#include <utility>

namespace asio = boost::asio;

namespace amictl {

namespace {

class transfer_flags {
public:
  std::string channel;
  std::string exten;
  std::string context;  // empty: the channel's
  std::string priority = "1";
  bool blind = false;
  bool attended = false;
};

ami::action transfer_action(const transfer_flags& flags, std::string context) {
  if (flags.blind) {
    ami::actions::blind_transfer action{flags.channel, flags.exten};
    return context.empty() ? std::move(action) : std::move(action.context(std::move(context)));
  }
  if (flags.attended) {
    ami::actions::atxfer action{flags.channel, flags.exten};
    return context.empty() ? std::move(action) : std::move(action.context(std::move(context)));
  }
  return ami::actions::redirect{flags.channel, std::move(context), flags.exten, flags.priority};
}

asio::awaitable<exit_code> transfer_channel(ami::manager pbx, std::string server, const transfer_flags& flags,
                                            tool& shared) {
  co_await connect(pbx, server);
  std::string context = flags.context;
  action_subject subject{
      server, flags.channel, {{"channel", as_utf8(flags.channel)}, {"exten", as_utf8(flags.exten)}}, {}};
  exit_code code = exit_code::success;
  // Redirect takes no empty context, the transfers find the channel's by themselves.
  if (context.empty() && !flags.blind && !flags.attended) {
    ami::actions::getvar question{"CONTEXT"};
    question.channel(flags.channel);
    auto answer = co_await pbx.async_send_action(question, asio::as_tuple(asio::use_awaitable));
    const ami::error_code failure = std::get<0>(answer);
    if (failure && failure != ami::outcome::rejected) {
      throw ami::error{failure, server, {}, ami::outcome::never_sent};  // of the transfer nothing was sent
    }
    if (failure) {
      code = report_answer(shared, subject, "Getvar", failure, std::get<1>(answer));
    }
    context = std::get<1>(answer).value();
  }
  if (code == exit_code::success) {
    if (!context.empty()) {
      subject.about["context"] = as_utf8(context);
    }
    ami::action action = transfer_action(flags, std::move(context));
    code = co_await send_and_report(pbx, std::move(action), std::move(subject), shared);
  }
  shared.out.flush();
  co_await pbx.disconnect();
  co_return code;
}

exit_code run_transfer(const transfer_flags& flags, tool& shared) {
  const target server = shared.connection.only_target();
  return run_coroutine([&](const asio::any_io_executor& executor) {
    ami::options options = server.options;
    options.event_mask("off");
    return transfer_channel(ami::manager{executor, std::move(options)}, server.name, flags, shared);
  });
}

}  // namespace

void add_transfer(CLI::App& root, tool& shared) {
  auto flags = std::make_shared<transfer_flags>();
  CLI::App& command = tool::add_command(
      root, "transfer", "Send a channel, or the party it talks to, to an extension",
      "  amictl transfer PJSIP/trunk-00000012 200               this channel goes to 200\n"
      "  amictl transfer PJSIP/alice-00000011 200 --blind       who alice talks to goes to 200, and alice hangs up\n"
      "  amictl transfer PJSIP/alice-00000011 200 --attended    alice is connected with 200 first\n"
      "\n"
      "Which of the two parties moves:\n"
      "  (nothing)    CHANNEL itself (Redirect). The party that it talks to is not taken along: its call ends, unless "
      "its\n"
      "               dialplan goes on.\n"
      "  --blind      the other party, as if CHANNEL's telephone had transferred it (BlindTransfer). CHANNEL is hung "
      "up.\n"
      "  --attended   the other party waits with music while CHANNEL talks to the extension (Atxfer). When CHANNEL "
      "hangs\n"
      "               up, the two others are connected. CHANNEL must be in a call whose Dial or Queue allows "
      "transfers.\n"
      "\n"
      "The server answers before the transfer is done: 0 says that it took the order. Exit codes: 1 it refused (no "
      "such\n"
      "channel, no call to transfer, no right), 5 unknown. It is never sent a second time.\n"
      "\n"
      "The manager user needs write=call.\n");
  command.add_option("CHANNEL", flags->channel, "The channel")->required();
  command.add_option("EXTEN", flags->exten, "Where it goes")->required();
  command.add_option("--context", flags->context, "The extension's context [that of the channel]")->type_name("NAME");
  CLI::Option* const priority =
      command.add_option("--priority", flags->priority, "Where in the extension, a number or a label [1]")
          ->type_name("PRIORITY");
  CLI::Option* const blind =
      command.add_flag("--blind", flags->blind, "Transfer the party that the channel talks to")->excludes(priority);
  command.add_flag("--attended", flags->attended, "The same, after the channel has talked to the extension")
      ->excludes(blind)
      ->excludes(priority);
  tool::on_run(command, shared, [flags](tool& running) { return run_transfer(*flags, running); });
}

}  // namespace amictl
