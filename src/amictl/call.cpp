// amictl call: makes one call, and shows how it goes until it is answered or has ended.
#include "amictl/call_report.hpp"
#include "amictl/commands.hpp"
#include "amictl/time_flag.hpp"
#include "amictl/tool.hpp"

#include <ami/actions/channel.hpp>
#include <ami/call.hpp>
#include <ami/event_stream.hpp>
#include <ami/library_events.hpp>
#include <ami/reconnect_policy.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace asio = boost::asio;

namespace amictl {

namespace {

using namespace std::chrono_literals;

class call_flags {
public:
  std::string channel;
  std::string exten;
  std::string context = "default";
  std::string priority = "1";
  std::string application;
  std::string data;
  std::string caller_id;
  std::string account;
  std::string codecs;
  std::string until = "ended";
  std::vector<std::string> variables;
  std::chrono::milliseconds timeout{30s};
  std::chrono::milliseconds hang_up_after{0};  // 0: not
  std::chrono::milliseconds link_wait{60s};
};

ami::actions::originate originate_action(const call_flags& flags) {
  ami::actions::originate action{flags.channel};
  if (!flags.application.empty()) {
    action.application(flags.application);
    if (!flags.data.empty()) {
      action.data(flags.data);
    }
  } else {
    action.exten(flags.exten).context(flags.context).priority(flags.priority);
  }
  action.timeout(flags.timeout);
  if (!flags.caller_id.empty()) {
    action.caller_id(flags.caller_id);
  }
  if (!flags.account.empty()) {
    action.account(flags.account);
  }
  if (!flags.codecs.empty()) {
    action.codecs(flags.codecs);
  }
  for (const std::string& variable : flags.variables) {
    const std::size_t sign = variable.find('=');
    if (sign == std::string::npos || sign == 0) {
      throw std::runtime_error{fmt::format("--variable {}: NAME=VALUE is needed", variable)};
    }
    action.variable(variable.substr(0, sign), variable.substr(sign + 1));
  }
  return action;
}

// An Originate on its way. It is not cancelled: what it becomes is waited for, so that it can be said.
class call_attempt {
public:
  explicit call_attempt(const asio::any_io_executor& executor)
      : arrived{executor, asio::steady_timer::time_point::max()} {}

  asio::steady_timer arrived;  // cancelled when it has ended
  bool ended = false;
  std::exception_ptr failure;
  ami::call call;
};

// Says on standard error when the connection is away, since no stage comes meanwhile.
asio::awaitable<void> tell_of_link(ami::event_stream<ami::connection_lost, ami::connection_restored> gaps,
                                   std::chrono::milliseconds link_wait) {
  while (const auto gap = co_await gaps.next()) {
    if (const auto lost = gap->get_if<ami::connection_lost>()) {
      if (lost->reason() == ami::errc::disconnected) {
        break;
      }
      complain(fmt::format("the connection is lost ({}); waiting {:g} s for the next one", lost->reason().message(),
                           std::chrono::duration<double>{link_wait}.count()));
    } else if (gap->get_if<ami::connection_restored>()) {
      complain("connected again; asking what became of the call");
    }
  }
}

class call_in_progress {
public:
  call_in_progress(ami::manager pbx, std::string server, const call_flags& flags, tool& shared)
      : flags_{flags}, shared_{shared}, report_{shared, std::move(server), flags.channel}, pbx_{std::move(pbx)} {}

  asio::awaitable<exit_code> run() {
    executor_ = co_await asio::this_coro::executor;
    co_await connect_supervised(pbx_, report_.server());
    asio::co_spawn(executor_,
                   tell_of_link(pbx_.subscribe<ami::connection_lost, ami::connection_restored>(), flags_.link_wait),
                   [](const std::exception_ptr&) {});
    // From here on Ctrl-C is an order to hang up, and the rest has to go on.
    co_await asio::this_coro::throw_if_cancelled(false);
    exit_code code = exit_code::success;
    try {
      co_await originate();
      code = co_await follow();
    } catch (const ami::error& failure) {
      if (failure.outcome() == ami::outcome::never_sent) {
        throw;
      }
      code = report_.refused(failure);
    }
    shared_.out.flush();
    co_await pbx_.disconnect();
    co_return code;
  }

private:
  asio::awaitable<void> originate() {
    ami::call_options options;
    options.on_link_loss(ami::link_loss_policy::hang_up_unanswered).link_wait(flags_.link_wait);
    const auto attempt = std::make_shared<call_attempt>(executor_);
    report_.dialling();
    shared_.out.flush();
    asio::co_spawn(executor_, ami::originate(pbx_, originate_action(flags_), options),
                   [attempt](const std::exception_ptr& failure, ami::call call) {
                     attempt->failure = failure;
                     attempt->call = std::move(call);
                     attempt->ended = true;
                     attempt->arrived.cancel();
                   });
    const progress shown_progress{executor_, fmt::format("dialling {}", flags_.channel)};
    while (!attempt->ended) {
      co_await attempt->arrived.async_wait(asio::as_tuple(asio::use_awaitable));
      co_await notice_interrupt();
    }
    if (attempt->failure) {
      std::rethrow_exception(attempt->failure);
    }
    call_ = std::move(attempt->call);
  }

  // Follows the stages to the one that was asked for.
  asio::awaitable<exit_code> follow() {
    asio::steady_timer limit{executor_, asio::steady_timer::time_point::max()};
    bool hangup_sent = false;
    for (;;) {
      co_await notice_interrupt();
      if ((interrupted_ || limit_reached_) && !hangup_sent) {
        hangup_sent = true;
        const ami::error_code failure = co_await hang_up();
        if (failure) {
          report_.hangup_failed(failure, call_);
          co_return exit_code::outcome_unknown;
        }
      }
      const auto update = co_await next_stage(limit);
      if (!update) {
        if (call_.last().is_last()) {
          co_return report_.result(call_.last());
        }
        continue;
      }
      report_.stage(*update, call_);
      shared_.out.flush();
      if (update->stage() == ami::call_stage::answered) {
        if (flags_.until == "answered" && !interrupted_) {
          co_return exit_code::success;
        }
        if (flags_.hang_up_after > 0ms) {
          limit.expires_after(flags_.hang_up_after);
        }
      }
    }
  }

  asio::awaitable<ami::error_code> hang_up() {
    if (!interrupted_) {
      report_.hanging_up();
    }
    const progress shown_progress{executor_, "hanging up"};
    for (;;) {
      auto result = co_await call_.async_hang_up(asio::as_tuple(asio::use_awaitable));
      const ami::error_code failure = std::get<0>(result);
      const bool interrupted_before = interrupted_;
      co_await notice_interrupt();
      if (failure != asio::error::operation_aborted || interrupted_ == interrupted_before) {
        co_return failure;
      }
    }
  }

  // Nothing when the wait was interrupted, when the time for the call is over, or after the last stage.
  asio::awaitable<std::optional<ami::call_update>> next_stage(asio::steady_timer& limit) {
    using namespace asio::experimental::awaitable_operators;
    const progress shown_progress{executor_, report_.waiting_for(call_.stage())};
    if (limit.expiry() == asio::steady_timer::time_point::max() || limit_reached_) {
      auto result = co_await call_.async_next(asio::as_tuple(asio::use_awaitable));
      co_return std::get<1>(std::move(result));
    }
    auto stage = call_.async_next(asio::as_tuple(asio::use_awaitable));
    auto time_over = limit.async_wait(asio::as_tuple(asio::use_awaitable));
    auto first = std::move(stage) || std::move(time_over);
    auto result = co_await std::move(first);
    if (result.index() == 0) {
      co_return std::get<1>(std::move(std::get<0>(result)));
    }
    limit_reached_ = !std::get<0>(std::get<1>(result));
    co_return std::nullopt;
  }

  // After the first Ctrl-C nothing is cancelled any more: the hangup has to get through, and its result to be seen.
  asio::awaitable<void> notice_interrupt() {
    const auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) {
      interrupted_ = true;
      co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
      complain("hanging up; Ctrl-C again leaves at once");
    }
  }

  const call_flags& flags_;
  tool& shared_;
  call_report report_;
  ami::manager pbx_;
  asio::any_io_executor executor_;
  ami::call call_;
  bool interrupted_ = false;
  bool limit_reached_ = false;
};

asio::awaitable<exit_code> follow_call(std::shared_ptr<call_in_progress> running, exit_code& result) {
  result = co_await running->run();
  co_return result;
}

exit_code run_call(const call_flags& flags, tool& shared) {
  originate_action(flags);  // what is wrong with it is said before anything is sent
  const target server = shared.connection.only_target();
  exit_code result = exit_code::interrupted;
  const auto body = [&](const asio::any_io_executor& executor) {
    ami::options options = server.options;
    if (options.wait_fully_booted() == 0ms) {
      options.wait_fully_booted(1s);  // users that may not read class system wait in vain for it
    }
    options.reconnect(ami::reconnect_policy{}.max_delay(2s))
        .event_mask("system,call");  // FullyBooted is of class system
    const auto running =
        std::make_shared<call_in_progress>(ami::manager{executor, std::move(options)}, server.name, flags, shared);
    return follow_call(running, result);
  };
  const exit_code code = run_coroutine(body);
  // Ctrl-C is no excuse for not knowing whether somebody's telephone rings.
  return result == exit_code::outcome_unknown ? result : code;
}

}  // namespace

void add_call(CLI::App& root, tool& shared) {
  auto flags = std::make_shared<call_flags>();
  CLI::App& command = tool::add_command(
      root, "call", "Make a call, and follow it to its outcome",
      "  amictl call PJSIP/alice --exten 200                      alice, then extension 200 of context default\n"
      "  amictl call PJSIP/alice --application Playback --data demo-congrats\n"
      "  amictl call PJSIP/alice --exten 200 --until answered     leave when alice has answered; the call goes on\n"
      "  amictl call Local/200@default/n --application Echo --hang-up-after 30s\n"
      "  amictl call PJSIP/alice --exten 200 --variable CAMPAIGN=autumn --variable __TRIES=1 --callerid 'Desk <100>'\n"
      "\n"
      "CHANNEL is dialled first; when it has answered it goes to the extension or runs the application. Add /n to "
      "Local\n"
      "channels: without it they are optimised away in the middle of the call, which looks like its end.\n"
      "\n"
      "Ctrl-C hangs the call up and says what became of it; once more leaves at once.\n"
      "\n"
      "It is dialled once. When the connection breaks, amictl connects again and asks what became of the call: one "
      "that\n"
      "was answered is followed on, one that was not is hung up. Without a connection within --link-wait the outcome "
      "is\n"
      "unknown, and exit code 5 says that the call may be going on. Nothing is ever sent a second time.\n"
      "\n"
      "Exit codes: 0 answered (and ended, unless --until answered); 1 busy, not answered, refused, hung up before the\n"
      "answer; 5 unknown; 130 Ctrl-C. With --json each stage is one line with the fields stage, elapsed_ms, channel "
      "and\n"
      "uniqueid; the last one has error, cause, cause_text, reason, dial_status and talk_ms as far as they are known.\n"
      "\n"
      "The manager user needs write=originate,call and read=call.\n");
  command.add_option("CHANNEL", flags->channel, "Whom to call: PJSIP/alice")->required();
  CLI::Option* const exten =
      command.add_option("-e,--exten", flags->exten, "The extension it is connected with")->type_name("EXTEN");
  command.add_option("--context", flags->context, "The extension's context [default]")->needs(exten)->type_name("NAME");
  command.add_option("--priority", flags->priority, "Where in the extension, a number or a label [1]")
      ->needs(exten)
      ->type_name("PRIORITY");
  CLI::Option* const application =
      command.add_option("-a,--application", flags->application, "The application that it runs")
          ->excludes(exten)
          ->type_name("NAME");
  command.add_option("-d,--data", flags->data, "The application's arguments")->needs(application)->type_name("TEXT");
  command.add_option("--callerid", flags->caller_id, "What the called one sees: 'Alice <2001>'")->type_name("TEXT");
  add_time_option(command, "-t,--timeout", flags->timeout, "How long it may ring [30s]");
  command.add_option("--variable", flags->variables, "A variable of the channel; may be repeated")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  command.add_option("--account", flags->account, "The account code")->type_name("TEXT");
  command.add_option("--codecs", flags->codecs, "The codecs to offer, with commas")->type_name("LIST");
  CLI::Option* const until = command.add_option("--until", flags->until, "When to leave: answered, or [ended]")
                                 ->check(CLI::IsMember({"answered", "ended"}))
                                 ->type_name("STAGE");
  CLI::Option& hang_up_after =
      add_time_option(command, "--hang-up-after", flags->hang_up_after, "Hang up so long after the answer");
  add_time_option(command, "--link-wait", flags->link_wait, "How long to wait for a lost connection [1m]");
  tool::on_run(command, shared, [flags, until, exten, application, after = &hang_up_after](tool& running) {
    if (exten->empty() && application->empty()) {
      throw std::runtime_error{"call: --exten or --application is needed"};
    }
    if (!until->empty() && flags->until == "answered" && !after->empty()) {
      throw std::runtime_error{"call: --hang-up-after needs --until ended"};
    }
    return run_call(*flags, running);
  });
}

}  // namespace amictl
