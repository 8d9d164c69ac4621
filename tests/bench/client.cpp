// ami_bench_client: the library, doing what ami_bench_bound does by hand.
//
//   ami_bench_client MODE --port P [--cpu N] [--count N] ...
//
//   flood     --subscribers S: S coroutines await every event, typed by 20 types, and read one field; checks that every
//             subscriber saw everything. --event-bytes B: events of this size instead, seen by S untyped subscribers
//   rare      one coroutine awaits the type of which one event in 500 is
//   ping      one Ping after the other
//   pipe      --window W: W coroutines, each sends one Ping after the other
//   latency   one Ping after the other while a flood comes in that one coroutine reads as in flood; --rate R paces it
//   idle      memory of each of N connections that do nothing
//   crowd     N managers in one thread, each pinging ten times and receiving 50 events
//   list      a list of N items, collected
//   items     a list of N items, streamed
//   live      what the state of a PBX costs that has --channels, --queues of --members, and --devices: beside a
//   subscriber
//             of every event, for each of N events; to read its lists; for each channel in memory; to take a snapshot
//   output    a Command whose output has N lines
#include "measure.hpp"

#include <ami/ami.hpp>
#include <ami/live_state.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

namespace asio = boost::asio;
namespace events = ami::events;

namespace {

using every_type =
    ami::event_stream<events::var_set, events::newexten, events::rtcp_sent, events::rtcp_received, events::newstate,
                      events::newchannel, events::hangup, events::hangup_request, events::dial_begin, events::dial_end,
                      events::bridge_enter, events::bridge_leave, events::bridge_destroy, events::device_state_change,
                      events::queue_member_status, events::peer_status, events::contact_status,
                      events::new_connected_line, events::cdr, events::queue_caller_join>;

template <class... Types>
ami::event_stream<Types...> subscribe_like(ami::manager& pbx, std::type_identity<ami::event_stream<Types...>>) {
  return pbx.subscribe<Types...>();
}

using bench::complain;

std::uint64_t number(std::string_view text) {
  return static_cast<std::uint64_t>(ami::parse_integer(text).value_or(0));
}

// What a subscriber saw.
class tally {
public:
  std::uint64_t events = 0;
  std::uint64_t lost = 0;
  std::uint64_t channel_bytes = 0;

  template <class View>
  void operator()(const View& view) {
    if constexpr (requires { view.channel(); }) {
      channel_bytes += view.channel().size();
    } else if constexpr (requires { view.count(); } && std::same_as<View, ami::lagged>) {
      lost += view.count();
      return;
    }
    ++events;
  }
};

asio::awaitable<void> read_typed(every_type stream, std::uint64_t count, std::shared_ptr<tally> seen) {
  while (seen->events + seen->lost < count) {
    const auto event = co_await stream.next();
    if (!event) {
      break;
    }
    std::visit(*seen, event->variant());
  }
}

template <class Stream>
asio::awaitable<void> count_events(Stream stream, std::uint64_t count, std::shared_ptr<tally> seen) {
  while (seen->events + seen->lost < count) {
    const auto event = co_await stream.next();
    if (!event) {
      break;
    }
    if (const auto gap = event->template get_if<ami::lagged>()) {
      seen->lost += gap->count();
    } else {
      ++seen->events;
    }
  }
}

class bench_client {
public:
  explicit bench_client(const bench::arguments& given) : given_{given}, count_{given.number("--count", 1000)} {}

  ami::options settings() const {
    return ami::options{"127.0.0.1"}
        .port(static_cast<std::uint16_t>(given_.number("--port", 5038)))
        .credentials("bench", "bench")
        .max_list_items(std::numeric_limits<std::size_t>::max())
        .max_list_bytes(std::numeric_limits<std::size_t>::max());
  }

  void spawn(asio::awaitable<void> task) {
    ++running_;
    asio::co_spawn(io_, std::move(task), [this](const std::exception_ptr& error) {
      if (--running_ == 0) {
        io_.stop();
      }
      if (error) {
        try {
          std::rethrow_exception(error);
        } catch (const std::exception& problem) {
          complain(problem.what());
        }
      }
    });
  }

  // As programs do it: run_one() would forget the memory that Asio keeps for the next operation.
  void run() {
    if (running_ != 0) {
      io_.restart();
      io_.run();
    }
  }

  template <class Task>
  void run(Task task) {
    spawn(std::move(task));
    run();
  }

  ami::manager connected() {
    ami::manager pbx{io_, settings()};
    run(pbx.connect());
    return pbx;
  }

  static ami::action flood_action(std::uint64_t count) {
    return ami::action{"Flood"}.header("Count", std::to_string(count));
  }

  static asio::awaitable<void> start_flood(ami::manager pbx, ami::action flood, std::shared_ptr<ami::reply> answer) {
    *answer = co_await pbx.send_action(flood);
  }

  void flood() {
    auto pbx = connected();
    const std::uint64_t event_bytes = given_.number("--event-bytes", 0);
    const auto subscribers = given_.number("--subscribers", 1);
    std::vector<std::shared_ptr<tally>> seen;
    bench::stopwatch watch;
    watch.start();
    for (std::uint64_t i = 0; i < subscribers; ++i) {
      seen.push_back(std::make_shared<tally>());
      if (event_bytes != 0) {
        spawn(count_events(pbx.subscribe(), count_, seen.back()));
      } else {
        spawn(read_typed(subscribe_like(pbx, std::type_identity<every_type>{}), count_, seen.back()));
      }
    }
    auto flood = flood_action(count_);
    if (event_bytes != 0) {
      flood.header("EventBytes", std::to_string(event_bytes));
    }
    const auto answer = std::make_shared<ami::reply>();
    run(start_flood(pbx, flood, answer));
    watch.stop();
    const std::uint64_t expected = number(answer->response()["ChannelBytes"]);
    for (const auto& reader : seen) {
      if (reader->events != count_ || reader->lost != 0 || reader->channel_bytes != expected) {
        complain(fmt::format("{} of {} events, {} lost, {} of {} bytes of channels", reader->events, count_,
                             reader->lost, reader->channel_bytes, expected));
      }
    }
    print_flood(watch);
  }

  void rare() {
    auto pbx = connected();
    const auto seen = std::make_shared<tally>();
    auto stream = pbx.subscribe<events::contact_status>();
    const auto answer = std::make_shared<ami::reply>();
    bench::stopwatch watch;
    watch.start();
    run(start_flood(pbx, flood_action(count_), answer));
    run(count_events(std::move(stream), number(answer->response()["RareEvents"]), seen));
    watch.stop();
    if (seen->lost != 0 || seen->events != number(answer->response()["RareEvents"])) {
      complain("rare events were lost");
    }
    print_flood(watch);
  }

  static asio::awaitable<void> ping(ami::manager pbx, std::uint64_t count, std::vector<double>& taken) {
    for (std::uint64_t i = 0; i < count; ++i) {
      const double start = bench::now();
      co_await pbx.send_action(ami::actions::ping{});
      taken.push_back(bench::now() - start);
    }
  }

  void ping_each(const ami::manager& pbx, std::uint64_t window, std::uint64_t count, std::vector<double>& taken) {
    for (std::uint64_t i = 0; i < window; ++i) {
      spawn(ping(pbx, count / window + (i < count % window ? 1 : 0), taken));
    }
    run();
  }

  // `window` at a time; while `flooded`, with a reader of it.
  void pings(std::uint64_t window, bool flooded) {
    auto pbx = connected();
    std::vector<double> taken;
    taken.reserve(count_ + window);
    bench::stopwatch watch;
    std::shared_ptr<tally> seen;
    if (flooded) {
      seen = std::make_shared<tally>();
      auto flood = flood_action(std::uint64_t{1} << 40U);
      flood.header("Rate", std::to_string(given_.number("--rate", 0)));
      run(start_flood(pbx, flood, std::make_shared<ami::reply>()));
      asio::co_spawn(io_, read_typed(subscribe_like(pbx, std::type_identity<every_type>{}), UINT64_MAX, seen),
                     [](const std::exception_ptr&) {});
    }
    // What so many in flight take is touched for the first time before the clock starts.
    std::vector<double> before;
    ping_each(pbx, window, 2 * window, before);
    watch.start();
    ping_each(pbx, window, count_, taken);
    watch.stop();
    bench::figures result;
    bench::add_round_trips(result, taken, watch);
    if (seen) {
      result.add("events", static_cast<double>(seen->events)).add("lost", static_cast<double>(seen->lost));
    }
    result.print();
  }

  void idle() {
    std::vector<ami::manager> managers;
    connected();  // what the first one needs for all
    const auto before = bench::memory_kib("VmRSS:");
    for (std::uint64_t i = 0; i < count_; ++i) {
      managers.push_back(connected());
    }
    const auto used = bench::memory_kib("VmRSS:") - before;
    bench::figures{}
        .add("connections", count_)
        .add("kib_each", static_cast<double>(used) / static_cast<double>(count_))
        .print();
  }

  static asio::awaitable<void> member(ami::manager pbx, every_type stream, std::shared_ptr<tally> seen,
                                      std::vector<double>& taken) {
    constexpr std::uint64_t pings = 10;
    constexpr std::uint64_t wanted = 50;
    auto flood = flood_action(wanted);
    flood.header("Rate", "100");
    const auto answer = co_await pbx.send_action(flood);
    co_await ping(pbx, pings, taken);
    co_await read_typed(std::move(stream), wanted, seen);
    if (seen->channel_bytes != number(answer.response()["ChannelBytes"])) {
      complain("a manager lost events");
    }
  }

  void crowd() {
    std::vector<ami::manager> managers;
    for (std::uint64_t i = 0; i < count_; ++i) {
      managers.emplace_back(io_, settings());
      spawn(managers.back().connect());
    }
    run();
    std::vector<double> taken;
    bench::stopwatch watch;
    watch.start();
    for (auto& pbx : managers) {
      spawn(member(pbx, subscribe_like(pbx, std::type_identity<every_type>{}), std::make_shared<tally>(), taken));
    }
    run();
    watch.stop();
    bench::figures result;
    bench::add_round_trips(result, taken, watch);
    result.add("managers", count_).add("seconds", watch.seconds()).add("rss_kib", bench::memory_kib("VmHWM:"));
    result.print();
  }

  void collect(ami::action request, const std::function<bool(const ami::reply&)>& complete) {
    auto pbx = connected();
    const auto answer = std::make_shared<ami::reply>();
    const auto before = bench::memory_kib("VmRSS:");
    bench::stopwatch watch;
    watch.start();
    run(start_flood(pbx, std::move(request), answer));
    watch.stop();
    if (!complete(*answer)) {
      complain("the reply is not complete");
    }
    bench::figures{}
        .add("cpu_us", watch.cpu() * 1e6 / static_cast<double>(count_))
        .add("rate", static_cast<double>(count_) / watch.seconds())
        .add("rss_kib", bench::memory_kib("VmHWM:") - before)
        .add("bytes", answer->response().frame().bytes().size())
        .print();
  }

  void list() {
    collect(ami::action{"List"}.header("Count", std::to_string(count_)),
            [this](const ami::reply& answer) { return answer.items().size() == count_; });
  }

  template <class Items>
  static asio::awaitable<void> count_items(Items items, std::shared_ptr<tally> seen) {
    while (const auto item = co_await items.next()) {
      seen->channel_bytes += (*item)["Channel"].size();
      ++seen->events;
    }
  }

  void items() {
    auto pbx = connected();
    const auto seen = std::make_shared<tally>();
    bench::stopwatch watch;
    watch.start();
    run(count_items(pbx.list(ami::action{"List"}.header("Count", std::to_string(count_))), seen));
    watch.stop();
    if (seen->events != count_) {
      complain(fmt::format("{} of {} items", seen->events, count_));
    }
    print_flood(watch);
  }

  // Processor time of a flood that an untyped subscriber reads.
  double read_flood(ami::manager& pbx, std::uint64_t count) {
    const auto seen = std::make_shared<tally>();
    bench::stopwatch watch;
    watch.start();
    spawn(count_events(pbx.subscribe(), count, seen));
    run(start_flood(pbx, flood_action(count), std::make_shared<ami::reply>()));
    watch.stop();
    if (seen->events != count || seen->lost != 0) {
      complain(fmt::format("{} of {} events, {} lost", seen->events, count, seen->lost));
    }
    return watch.cpu();
  }

  template <class Result>
  static asio::awaitable<void> await(asio::awaitable<Result> operation) {
    co_await std::move(operation);
  }

  void live() {
    auto pbx = connected();
    const std::uint64_t channels = given_.number("--channels", 10'000);
    const ami::action made = ami::action{"Pbx"}
                                 .header("Channels", std::to_string(channels))
                                 .header("Queues", given_.text("--queues", "0"))
                                 .header("Members", given_.text("--members", "0"))
                                 .header("Devices", given_.text("--devices", "0"));
    run(start_flood(pbx, made, std::make_shared<ami::reply>()));
    read_flood(pbx, count_ / 10);
    const double without = read_flood(pbx, count_);
    bench::stopwatch seeding;
    seeding.start();
    std::optional<ami::live_state> live{std::in_place, pbx};
    run(await(live->wait_valid()));
    seeding.stop();
    // What the lists take for a moment is there when the second one reads them.
    const auto memory = bench::memory_kib("VmRSS:");
    std::optional<ami::live_state> second{std::in_place, pbx};
    run(await(second->wait_valid()));
    const auto used = bench::memory_kib("VmRSS:") - memory;
    second.reset();
    const auto seeded = live->snapshot();
    if (!seeded.valid() || seeded.channels().size() != channels) {
      complain("the state is not valid");
    }
    bench::stopwatch comparison;
    comparison.start();
    run(await(live->verify()));
    comparison.stop();
    const double with = read_flood(pbx, count_);
    std::vector<double> snapshots;
    for (int i = 0; i < 1000; ++i) {
      read_flood(pbx, 20);
      const double begin = bench::now();
      const auto now = live->snapshot();
      snapshots.push_back(bench::now() - begin);
      if (now.channels().empty()) {
        complain("a snapshot without channels");
      }
    }
    bench::figures{}
        .add("event_us", (with - without) * 1e6 / static_cast<double>(count_))
        .add("seeding_s", seeding.cpu())
        .add("comparison_s", comparison.cpu())
        .add("channel_kib", static_cast<double>(used) / static_cast<double>(channels))
        .add("snapshot_p50_us", bench::quantile(snapshots, 0.5) * 1e6)
        .add("snapshot_p99_us", bench::quantile(snapshots, 0.99) * 1e6)
        .print();
  }

  void output() {
    collect(ami::action{"Command"}.header("Command", fmt::format("lines {}", count_)),
            [this](const ami::reply& answer) { return answer.response().frame().line_count() == count_ + 3; });
  }

  bool run_mode(const std::string& mode) {
    if (mode == "flood") {
      flood();
    } else if (mode == "rare") {
      rare();
    } else if (mode == "ping") {
      pings(1, false);
    } else if (mode == "pipe") {
      pings(given_.number("--window", 100), false);
    } else if (mode == "latency") {
      pings(1, true);
    } else if (mode == "idle") {
      idle();
    } else if (mode == "crowd") {
      crowd();
    } else if (mode == "list") {
      list();
    } else if (mode == "items") {
      items();
    } else if (mode == "live") {
      live();
    } else if (mode == "output") {
      output();
    } else {
      return false;
    }
    return true;
  }

private:
  void print_flood(const bench::stopwatch& watch) const {
    const auto events = static_cast<double>(count_);
    bench::figures{}
        .add("events", count_)
        .add("cpu_us", watch.cpu() * 1e6 / events)
        .add("rate", events / watch.seconds())
        .add("rss_kib", bench::memory_kib("VmHWM:"))
        .print();
  }

  const bench::arguments& given_;
  std::uint64_t count_;
  asio::io_context io_{1};
  std::size_t running_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  return bench::run_client<bench_client>(argc, argv);
}
