// amictl completion: the scripts of shells; and amictl __complete, which they call at each press of the key.
#include "amictl/command_line.hpp"
#include "amictl/commands.hpp"
#include "amictl/completion_point.hpp"
#include "amictl/completion_scripts.hpp"
#include "amictl/profiles.hpp"
#include "amictl/tool.hpp"

#include <ami/actions/channel.hpp>
#include <ami/actions/conference.hpp>
#include <ami/actions/pjsip.hpp>
#include <ami/actions/queue.hpp>
#include <ami/manager.hpp>

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <chrono>
#include <csignal>
#include <memory>
#include <string>
#include <string_view>
#include <sys/time.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace asio = boost::asio;

namespace amictl {

namespace {

using candidates = std::vector<candidate>;

// Nobody waits for a list of words longer than this; the resolver of names and all else end with the process.
constexpr std::chrono::microseconds completion_limit{900'000};

void end_completion_in_time() {
  std::signal(SIGALRM, [](int) { ::_exit(0); });
  itimerval limit{};
  limit.it_value.tv_usec = static_cast<suseconds_t>(completion_limit.count());
  ::setitimer(ITIMER_REAL, &limit, nullptr);
}

asio::awaitable<candidates> ask_server(const ami::manager& pbx, completion_source source) {
  candidates result;
  switch (source) {
  case completion_source::channels: {
    const auto reply = co_await pbx.send_action(ami::actions::core_show_channels{});
    for (const auto& item : reply.items()) {
      result.push_back(
          {std::string{item.channel()}, fmt::format("{} {}", item.channel_state_desc(), item.caller_id_num())});
    }
    break;
  }
  case completion_source::queues: {
    const auto reply = co_await pbx.send_action(ami::actions::queue_summary{});
    for (const auto& item : reply.items()) {
      result.push_back({std::string{item.queue()}, fmt::format("{} available", item.available().value_or(0))});
    }
    break;
  }
  case completion_source::members: {
    const auto reply = co_await pbx.send_action(ami::actions::queue_status{});
    for (const auto& item : reply.items<ami::events::queue_member>()) {
      result.push_back({std::string{item.interface()}, std::string{item.member_name()}});
    }
    break;
  }
  case completion_source::endpoints: {
    const auto reply = co_await pbx.send_action(ami::actions::pjsip_show_endpoints{});
    for (const auto& item : reply.items()) {
      result.push_back({fmt::format("PJSIP/{}", item.object_name()), std::string{item["DeviceState"]}});
    }
    break;
  }
  case completion_source::conferences: {
    const auto reply = co_await pbx.send_action(ami::actions::confbridge_list_rooms{});
    for (const auto& item : reply.items()) {
      result.push_back({std::string{item.conference()}, {}});
    }
    break;
  }
  default: break;
  }
  co_return result;
}

asio::awaitable<exit_code> ask_connected(ami::manager pbx, completion_source source, candidates& result) {
  co_await pbx.connect();
  result = co_await ask_server(pbx, source);
  co_return exit_code::success;
}

// The candidates that a server knows. Nothing asks for a secret here, and no command that could ask for one is run.
candidates live_candidates(const tool& with_flags, completion_source source) {
  candidates result;
  std::vector<target> servers = with_flags.connection.targets_without_secrets();
  if (servers.size() != 1 || servers.front().options.secret_text().reveal().empty()) {
    return result;
  }
  run_coroutine([&](const asio::any_io_executor& executor) {
    ami::options options = std::move(servers.front().options);
    options.event_mask("off");
    return ask_connected(ami::manager{executor, std::move(options)}, source, result);
  });
  return result;
}

// Of the file that the flags name, or the usual one.
candidates profile_candidates(const std::vector<std::string>& flags) {
  candidates result;
  const auto flag = std::find(flags.begin(), flags.end(), "--config");
  const std::string path = flag != flags.end() && flag + 1 != flags.end() ? *(flag + 1) : profiles_path();
  for (const auto& [name, settings] : read_profiles(path)) {
    const auto host = settings.find("host");
    result.push_back({name, host != settings.end() ? host->second : std::string{}});
  }
  return result;
}

// Without tabs and line ends, which separate, and as a terminal can show it.
void write_candidate(output& out, const candidate& proposed) {
  const std::string text = shown(proposed.text);
  out.line(text.empty() ? shown(proposed.word) : fmt::format("{}\t{}", shown(proposed.word), text));
}

void complete_words(const std::vector<std::string>& words, tool& shared) {
  tool described;
  const auto root = make_command_line(described);
  const completion_point point{*root, words};
  for (const candidate& proposed : point.candidates()) {
    write_candidate(shared.out, proposed);
  }
  shared.out.flush();
  candidates more;
  switch (point.source()) {
  case completion_source::nothing:
  case completion_source::action_names:
  case completion_source::event_names:
  case completion_source::event_classes:
  case completion_source::action_headers: return;
  case completion_source::files: shared.out.bytes(":files\n"); return;
  case completion_source::profiles: more = profile_candidates(point.common_flags()); break;
  default: {
    // The flags that name a server, as if they stood alone.
    CLI::App flags;
    tool connected;
    connected.add_common_flags(flags);
    std::vector<std::string> reversed{point.common_flags().rbegin(), point.common_flags().rend()};
    flags.parse(reversed);
    more = live_candidates(connected, point.source());
  }
  }
  for (candidate& proposed : fitting(std::move(more), point.typed())) {
    proposed.word.insert(0, point.prefix());
    write_candidate(shared.out, proposed);
  }
}

exit_code run_complete(const std::vector<std::string>& words, tool& shared) {
  end_completion_in_time();
  try {
    complete_words(words, shared);
  } catch (const output_closed&) {
    throw;
  } catch (const std::exception&) {  // who presses a key has asked for no message
  }
  return exit_code::success;
}

}  // namespace

void add_completion(CLI::App& root, tool& shared) {
  auto shell = std::make_shared<std::string>();
  CLI::App& command =
      tool::add_command(root, "completion", "Print a script that completes command lines",
                        "  source <(amictl completion bash)                     in this shell\n"
                        "  amictl completion zsh > ~/.zfunc/_amictl             for zsh, with ~/.zfunc in fpath\n"
                        "  amictl completion fish > ~/.config/fish/completions/amictl.fish\n");
  command.add_option("SHELL", *shell, "The shell")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
  tool::on_run(command, shared, [shell](tool& running) {
    running.out.bytes(completion_script(*shell));
    return exit_code::success;
  });

  auto words = std::make_shared<std::vector<std::string>>();
  CLI::App& hidden = *root.add_subcommand("__complete", "Print what can be typed next");
  hidden.group("");
  hidden.set_help_flag();
  hidden.add_option("WORD", *words);
  tool::on_run(hidden, shared, [words](tool& running) { return run_complete(*words, running); });
}

}  // namespace amictl
