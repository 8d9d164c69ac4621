// amictl watch: a live tail of events.
#include "amictl/commands.hpp"
#include "amictl/servers.hpp"
#include "amictl/tool.hpp"
#include "amictl/watch_filter.hpp"
#include "amictl/watch_line.hpp"

#include <ami/cluster_stream.hpp>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;

namespace amictl {

namespace {

class watch_flags {
public:
  std::vector<std::string> types;
  std::vector<std::string> classes;
  std::vector<std::string> fields;
  std::vector<std::string> channels;
  std::string linkedid;
  std::uint64_t count = 0;  // 0: until Ctrl-C
  double limit = 0;         // milliseconds; 0: until Ctrl-C
  bool all = false;
};

using watch_stream = ami::cluster_stream<>;

// The time of day at which an event arrived.
std::chrono::system_clock::time_point arrival_of(const ami::event& value) {
  if (value.arrived() == ami::event::time_point{}) {
    return std::chrono::system_clock::now();
  }
  return std::chrono::system_clock::now() - std::chrono::duration_cast<std::chrono::system_clock::duration>(
                                                std::chrono::steady_clock::now() - value.arrived());
}

// Prints until the stream ends or enough was printed.
asio::awaitable<void> print_events(watch_stream& events, const watch_filter& filter, const watch_flags& flags,
                                   const event_writer& writer, output& out) {
  std::map<std::string, watch_filter, std::less<>> filters;  // the channels of a call are those of one server
  std::uint64_t printed = 0;
  for (;;) {
    const auto batch = co_await events.next_batch();
    if (batch.empty()) {
      co_return;
    }
    for (const auto& event : batch) {
      if (!filters.try_emplace(event.server(), filter).first->second.passes(event)) {
        continue;
      }
      writer.write(arrival_of(event), event.server(), event);
      printed += event.is_gap() ? 0 : 1;
      if (flags.count != 0 && printed == flags.count) {
        co_return;
      }
    }
    out.flush();
  }
}

asio::awaitable<exit_code> watch_servers(ami::cluster pbxs, const watch_filter& filter, const watch_flags& flags,
                                         tool& shared) {
  // Much more than arrives while a terminal scrolls.
  constexpr std::size_t capacity = 65536;
  const auto events = std::make_shared<watch_stream>(pbxs.subscribe(ami::subscribe_options{}.capacity(capacity)));
  const std::function<void(const std::string& text)> report = [](const std::string& text) {
    complain(text + "; trying again");
  };
  co_await connect_first(pbxs, report);
  asio::steady_timer limit{co_await asio::this_coro::executor};
  if (flags.limit != 0) {
    limit.expires_after(std::chrono::milliseconds{std::llround(flags.limit)});
    limit.async_wait([events](const boost::system::error_code& error) {
      if (!error) {
        events->close();
      }
    });
  }
  const event_writer writer{shared.out, flags.all, pbxs.names().size() > 1};
  co_await print_events(*events, filter, flags, writer, shared.out);
  shared.out.flush();
  limit.cancel();
  const auto reason = events->end_reason();
  co_await pbxs.disconnect();
  // The end of what was asked for, or of the last server: one that refuses the user now, for example.
  co_return !reason || reason == ami::errc::disconnected ? exit_code::success : exit_code_of(reason);
}

watch_filter make_watch_filter(const watch_flags& flags) {
  watch_filter result;
  for (const std::string& name : flags.types) {
    if (!result.add_type(name)) {
      complain(fmt::format("the catalogue has no event \"{}\"; waiting for it all the same", name));
    }
  }
  for (const std::string& name : flags.classes) {
    result.add_class(name);
  }
  for (const std::string& condition : flags.fields) {
    result.add_field(condition);
  }
  for (const std::string& pattern : flags.channels) {
    result.add_channel(pattern);
  }
  if (!flags.linkedid.empty()) {
    result.follow_call(flags.linkedid);
  }
  return result;
}

exit_code run_watch(const watch_flags& flags, tool& shared) {
  const watch_filter filter = make_watch_filter(flags);
  const auto servers = shared.connection.targets();
  // The connections have a thread of their own: whoever reads the output may be slow, and a server drops a client that
  // does not read for a tenth of a second.
  asio::thread_pool reader{1};
  const auto body = [&](const asio::any_io_executor&) {
    return watch_servers(make_cluster(reader.get_executor(), servers), filter, flags, shared);
  };
  const exit_code result = run_coroutine(body, exit_code::success);
  reader.join();
  return result;
}

}  // namespace

void add_watch(CLI::App& root, tool& shared) {
  auto flags = std::make_shared<watch_flags>();
  CLI::App& command =
      tool::add_command(root, "watch", "Show events as they come, until Ctrl-C",
                        "  amictl watch                                  all events\n"
                        "  amictl watch Hangup 'Queue*'                  hangups, and all events of queues\n"
                        "  amictl watch any_dial                         a kind of events: begin, state and end\n"
                        "  amictl watch -f 'Channel=PJSIP/alice*'        by the value of a header (also != ~ !~)\n"
                        "  amictl watch --channel PJSIP/alice            what happens at one telephone\n"
                        "  amictl watch --linkedid 1764523870.14         one call, with all of its channels\n"
                        "  amictl watch Hangup -n 1 --for 30s --json     wait for a hangup; as JSON, for jq\n"
                        "  amictl -p berlin,paris watch --class agent    two servers at once\n");
  command.add_option("type", flags->types, "Types of events, in any case; * and ? stand for any characters")
      ->type_name("TYPE");
  command.add_option("--class", flags->classes, "Only events of this class: call, agent, system, ...")
      ->type_name("CLASS")
      ->delimiter(',')
      ->allow_extra_args(false);
  command
      .add_option("-f,--field", flags->fields,
                  "Only events with such a header: KEY=PATTERN, KEY!=PATTERN, KEY~REGEX, KEY!~REGEX; all must hold")
      ->type_name("CONDITION")
      ->allow_extra_args(false);
  command.add_option("--channel", flags->channels, "Only events that name this channel, or a channel of this device")
      ->type_name("PATTERN")
      ->allow_extra_args(false);
  command.add_option("--linkedid", flags->linkedid, "Only the events of this call, with all of its channels")
      ->type_name("ID");
  command.add_option("-n,--count", flags->count, "End after this many events")->check(CLI::PositiveNumber);
  command.add_option("--for", flags->limit, "End after this time: 10s, 5m [until Ctrl-C]")
      ->transform(
          CLI::AsNumberWithUnit(std::map<std::string, double>{{"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000}},
                                CLI::AsNumberWithUnit::UNIT_REQUIRED))
      ->type_name("TIME");
  command.add_flag("-a,--all-fields", flags->all, "Show all headers, not only those that tell most");
  tool::on_run(command, shared, [flags](tool& running) { return run_watch(*flags, running); });
}

}  // namespace amictl
