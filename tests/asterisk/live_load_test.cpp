// The live state on a real Asterisk under load: calls that are answered, queued, parked, transferred, picked up, put
// into conferences and hung up at random, while links are lost, queues are reloaded and the server restarts. Whenever
// the server is quiet each table is what a plain socket beside it reads, and verify() finds nothing that an event could
// have told. Not run with the other tests: it takes long, and the lists of a server that was transferring may
// contradict each other. By hand:
//
//   bash tests/asterisk/run.sh sid -- build/test/tests/ami_asterisk_tests "[.load]"
//
//   AMI_LOAD_SECONDS  how long the load goes on, in all (default 18)
//   AMI_LOAD_SEED     the seed of what happens (default 1)
//   AMI_LOAD_EVENTS   a folder: gets the events before a difference
#include "asterisk/live_tables.hpp"
#include "asterisk/real_server.hpp"
#include "catch.hpp"
#include "support/run.hpp"

#include <ami/ami.hpp>
#include <ami/live_state.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using steady_clock = std::chrono::steady_clock;

using test::server;

namespace {

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* const value = std::getenv(name);
  return value != nullptr ? std::stoull(value) : otherwise;
}

using headers = std::vector<std::pair<std::string, std::string>>;

// Makes calls, and does to them what telephones and programs do. It knows of them by the live state's own snapshots.
class call_load {
public:
  call_load(asio::io_context& io, const ami::live_state& live, std::uint64_t seed)
      : io_{&io}, pbx_{io, server().reconnect(ami::reconnect_policy{}.initial_delay(10ms).max_delay(50ms))},
        live_{&live}, random_{seed} {
    test::run(io, pbx_.connect());
  }

  const ami::manager& pbx() const noexcept { return pbx_; }
  // How often each action was done, and how often the server said that it cannot be.
  const std::map<std::string, std::pair<int, int>>& actions() const noexcept { return actions_; }

  // Does some things for that long.
  void run_for(std::chrono::milliseconds time) {
    const auto end = steady_clock::now() + time;
    while (steady_clock::now() < end) {
      const auto next = steady_clock::now() + 15ms;
      step();
      while (steady_clock::now() < next) {
        io_->restart();
        io_->run_one_until(next);
      }
    }
  }

  // Without members that are free the server does nothing of itself for those who wait in a queue.
  void pause_all_agents(bool pause) {
    now_ = live_->snapshot();
    std::set<std::string> interfaces;
    for (const auto& queue : now_.queues()) {
      for (const auto& member : queue.members()) {
        interfaces.insert(member->interface());
      }
    }
    for (const auto& interface : interfaces) {
      send("QueuePause", {{"Interface", interface}, {"Paused", pause ? "true" : "false"}, {"Reason", "quiet"}});
    }
    settle();
  }

  // Has members and a queue come and go.
  void change_queue_file(bool there) {
    const std::string add = there ? "Append" : "Delete";
    const std::string remove = there ? "Delete" : "Append";
    headers values{{"SrcFilename", "queues.conf"}, {"DstFilename", "queues.conf"}};
    int changes = 0;
    const auto change = [&](const std::string& edit, const std::string& queue, const std::string& name,
                            const std::string& value) {
      const std::string number = "-00000" + std::to_string(changes++);
      values.emplace_back("Action" + number, edit);
      values.emplace_back("Cat" + number, queue);
      if (!name.empty()) {
        values.emplace_back("Var" + number, name);
        values.emplace_back(edit == "Delete" ? "Match" + number : "Value" + number, value);
      }
    };
    change(add, "load-b", "member", "Local/309@load/n");
    change(remove, "load-b", "member", "Local/303@load/n");
    change(there ? "NewCat" : "DelCat", "load-c", "", "");
    if (there) {
      change("Append", "load-c", "member", "Local/308@load/n");
    }
    send("UpdateConfig", values);
    settle();
    send("Command", {{"Command", "queue reload all"}});
    settle();
  }

  void hang_up_all() {
    send("Hangup", {{"Channel", "/.*/"}});
    settle();
  }

  void send(const std::string& name, const headers& values) {
    ami::action action{name};
    for (const auto& [key, value] : values) {
      action.header(key, value);
    }
    ++in_flight_;
    pbx_.async_send_action(action, [this, name](ami::error_code error, const ami::reply&) {
      --in_flight_;
      ++(error ? actions_[name].second : actions_[name].first);
    });
  }

  // Waits until all that was sent is answered.
  void settle() {
    test::run_until(*io_, [&] { return in_flight_ == 0; });
  }

private:
  void step() {
    if (pbx_.state() != ami::connection_state::connected || in_flight_ > 100) {
      return;
    }
    now_ = live_->snapshot();
    constexpr std::size_t many = 100;
    if (now_.channels().size() < many && random_() % 2 == 0) {
      make_call();
    } else if (now_.channels().size() > many * 2 / 3 && random_() % 4 == 0) {
      hang_up();
    }
    static constexpr std::array things{
        &call_load::transfer_blindly,  &call_load::transfer_attended,
        &call_load::redirect,          &call_load::park,
        &call_load::pick_up,           &call_load::pick_up,
        &call_load::change_member,     &call_load::change_member,
        &call_load::change_conference, &call_load::set_device,
        &call_load::change_channel,    &call_load::bridge,
        &call_load::fetch_parked,      &call_load::hang_up,
        &call_load::reorder_queue,
    };
    (this->*things[random_() % things.size()])();
  }

  template <class Container>
  const auto& any_of(const Container& from) {
    return from[random_() % from.size()];
  }

  // The name of any channel that is so; empty when there is none.
  template <class Condition>
  std::string any_channel(Condition condition) {
    std::vector<std::string> names;
    for (const auto& channel : now_.channels()) {
      if (condition(channel)) {
        names.push_back(channel.name());
      }
    }
    return names.empty() ? std::string{} : any_of(names);
  }
  bool talks(const ami::live_channel& channel) const {
    const auto* bridge = now_.bridge(channel.bridge());
    return bridge != nullptr && bridge->kind() == ami::live_bridge_kind::mixing && bridge->members().size() == 2;
  }
  std::string any_talking() {
    return any_channel([&](const ami::live_channel& each) { return talks(each); });
  }
  std::string any_place() {
    static constexpr std::array places{"party", "music",      "conference", "hall",      "queue-a", "queue-b",
                                       "park",  "park-short", "dial",       "dial-away", "dial-sip"};
    return any_of(places);
  }

  void originate(const std::string& exten, const headers& more = {}) {
    const auto caller = std::to_string(++caller_);
    const char* const party = random_() % 3 == 0 ? "Local/music@load/n" : "Local/party@load/n";
    headers values{{"Channel", party},       {"Context", "load"},
                   {"Exten", exten},         {"Priority", "1"},
                   {"Async", "true"},        {"CallerID", "Caller " + caller + " <1" + caller + ">"},
                   {"Account", "a" + caller}};
    values.insert(values.end(), more.begin(), more.end());
    send("Originate", values);
  }
  void make_call() {
    static constexpr std::array extensions{"dial",    "dial-away", "dial-away",   "dial-sip",   "dial-ring",
                                           "queue-a", "queue-b",   "queue-first", "conference", "conference-admin",
                                           "hall",    "park",      "park-short",  "dial-ring"};
    originate(any_of(extensions));
  }
  void hang_up() {
    const auto name = any_channel([](const ami::live_channel& each) { return !each.is_announcer(); });
    if (!name.empty()) {
      send("Hangup", {{"Channel", name}});
    }
  }
  void transfer_blindly() {
    if (const auto name = any_talking(); !name.empty()) {
      send("BlindTransfer", {{"Channel", name}, {"Context", "load"}, {"Exten", any_place()}});
    }
  }
  void transfer_attended() {
    static constexpr std::array digits{"21", "22", "23"};
    if (const auto name = any_talking(); !name.empty()) {
      send("Atxfer", {{"Channel", name}, {"Context", "load"}, {"Exten", any_of(digits)}});
    }
  }
  void redirect() {
    const auto name = random_() % 3 == 0
                          ? any_channel([](const ami::live_channel& each) { return !each.is_announcer(); })
                          : any_talking();
    if (!name.empty()) {
      headers values{{"Channel", name}, {"Context", "load"}, {"Exten", any_place()}, {"Priority", "1"}};
      if (const auto other = any_talking(); random_() % 3 == 0 && other != name) {
        const headers extra{
            {"ExtraChannel", other}, {"ExtraContext", "load"}, {"ExtraExten", any_place()}, {"ExtraPriority", "1"}};
        values.insert(values.end(), extra.begin(), extra.end());
      }
      send("Redirect", values);
    }
  }
  void park() {
    if (const auto name = any_talking(); !name.empty()) {
      send("Park", {{"Channel", name}, {"Parkinglot", random_() % 2 == 0 ? "default" : "short"}});
    }
  }
  void fetch_parked() {
    std::vector<std::string> spaces;
    for (const auto& parked : now_.parked_calls()) {
      if (parked.lot() == "default") {
        spaces.push_back(parked.space());
      }
    }
    if (!spaces.empty()) {
      const auto caller = std::to_string(++caller_);
      send("Originate", {{"Channel", "Local/party@load/n"},
                         {"Context", "parkedcalls"},
                         {"Exten", any_of(spaces)},
                         {"Priority", "1"},
                         {"Async", "true"},
                         {"CallerID", "Fetcher " + caller + " <2" + caller + ">"}});
    }
  }
  void pick_up() {
    const auto name = any_channel([](const ami::live_channel& each) {
      return each.state() == ami::channel_state::ringing && each.name().ends_with(";1");
    });
    if (!name.empty()) {
      originate("pickup", {{"Variable", "LOAD_TARGET=" + name}});
    }
  }
  void bridge() {
    const auto first = any_talking();
    const auto second = any_talking();
    if (!first.empty() && first != second) {
      send("Bridge", {{"Channel1", first}, {"Channel2", second}});
    }
  }
  void change_channel() {
    const auto name = any_channel([](const ami::live_channel& each) { return !each.is_announcer(); });
    if (!name.empty()) {
      static constexpr std::array variables{"CALLERID(name)", "CALLERID(num)", "CHANNEL(accountcode)",
                                            "CONNECTEDLINE(name)", "CONNECTEDLINE(num)"};
      send("Setvar",
           {{"Channel", name}, {"Variable", any_of(variables)}, {"Value", "v" + std::to_string(random_() % 1000)}});
    }
  }
  void set_device() {
    static constexpr std::array states{"NOT_INUSE", "INUSE", "BUSY", "UNAVAILABLE", "RINGING", "ONHOLD"};
    static constexpr std::array devices{"lamp", "door", "agent-1", "agent-2"};
    const std::string device = any_of(devices);
    send("Setvar", {{"Variable", "DEVICE_STATE(Custom:" + device + ")"}, {"Value", any_of(states)}});
  }
  void change_conference() {
    std::vector<std::pair<std::string, std::string>> participants;
    for (const auto& conference : now_.conferences()) {
      for (const auto& each : conference.participants()) {
        participants.emplace_back(conference.name(), each->channel_name());
      }
    }
    if (participants.empty()) {
      return;
    }
    const auto& [conference, channel] = any_of(participants);
    switch (random_() % 8) {
    case 0: send("ConfbridgeKick", {{"Conference", conference}, {"Channel", channel}}); break;
    case 1: send("ConfbridgeLock", {{"Conference", conference}}); break;
    case 2: send("ConfbridgeUnlock", {{"Conference", conference}}); break;
    case 3:
    case 4: send("ConfbridgeUnmute", {{"Conference", conference}, {"Channel", channel}}); break;
    default: send("ConfbridgeMute", {{"Conference", conference}, {"Channel", channel}}); break;
    }
  }
  void change_member() {
    const std::string queue = random_() % 2 == 0 ? "load-a" : "load-b";
    const auto member = "Local/30" + std::to_string(random_() % 10) + "@load/n";
    switch (random_() % 6) {
    case 0:
    case 1:
      send("QueueAdd", {{"Queue", queue},
                        {"Interface", member},
                        {"Penalty", std::to_string(random_() % 5)},
                        {"MemberName", "Agent " + member.substr(8, 1)}});
      break;
    case 2: send("QueueRemove", {{"Queue", queue}, {"Interface", member}}); break;
    case 3:
      send("QueuePause", {{"Queue", queue},
                          {"Interface", member},
                          {"Paused", random_() % 2 == 0 ? "true" : "false"},
                          {"Reason", "tea"}});
      break;
    case 4:
      send("QueuePenalty", {{"Queue", queue}, {"Interface", member}, {"Penalty", std::to_string(random_() % 9)}});
      break;
    default:
      send("QueueMemberRingInUse",
           {{"Queue", queue}, {"Interface", member}, {"RingInUse", random_() % 2 == 0 ? "yes" : "no"}});
      break;
    }
  }
  void reorder_queue() {
    for (const char* const name : {"load-a", "load-b"}) {
      const auto* queue = now_.queue(name);
      if (queue != nullptr && queue->caller_count() > 0) {
        const auto callers = queue->callers();
        const auto& caller = any_of(callers);
        if (random_() % 2 == 0) {
          send("QueueChangePriorityCaller", {{"Queue", name}, {"Caller", caller.channel_name()}, {"Priority", "7"}});
        } else if (test::is_asterisk_22()) {
          send("QueueWithdrawCaller", {{"Queue", name}, {"Caller", caller.channel_name()}});
        }
      }
    }
  }

  asio::io_context* io_;
  ami::manager pbx_;
  const ami::live_state* live_;
  std::mt19937_64 random_;
  ami::live_snapshot now_;
  std::map<std::string, std::pair<int, int>> actions_;
  int in_flight_ = 0;
  int caller_ = 1000;
};

// Lets `io` run until `condition` is true, or for that long.
template <class Condition>
bool run_while_not(asio::io_context& io, Condition condition, std::chrono::milliseconds limit) {
  const auto end = steady_clock::now() + limit;
  for (;;) {
    if (condition()) {
      return true;
    }
    if (steady_clock::now() >= end) {
      return false;
    }
    io.restart();
    io.run_one_for(5ms);
    io.poll();
  }
}

std::string describe(const ami::live_change& change) {
  std::string text{to_string(change.part())};
  text.append(" ").append(to_string(change.kind()));
  const auto add = [&](std::string_view when, const ami::live_change::record& record) {
    std::visit(
        [&](const auto& each) {
          if constexpr (requires { each->key(); }) {
            text.append(" ").append(when).append(" ").append(each->key());
          }
          if constexpr (requires { each->name(); }) {
            text.append(" ").append(each->name());
          }
          if constexpr (requires { each->linkedid(); }) {
            text.append(" ").append(each->linkedid());
          }
          if constexpr (requires { each->member_count(); }) {
            for (const auto& caller : each->callers()) {
              text.append(" caller ").append(caller.uniqueid()).append("/").append(caller.caller_id_num());
            }
            for (const auto& member : each->members()) {
              text.append(" member ").append(test::text_of(*member));
            }
          }
          if constexpr (requires { each->connected_line_num(); }) {
            text.append(" ").append(to_string(each->state())).append(" ").append(each->caller_id_num());
            text.append(" ").append(each->caller_id_name()).append(" ").append(each->connected_line_num());
            text.append(" ").append(each->connected_line_name()).append(" bridge ").append(each->bridge());
          }
        },
        record);
  };
  add("before", change.before());
  add("after", change.after());
  return text;
}

// Compares the live state with the server.
class comparison {
public:
  comparison(asio::io_context& io, const ami::manager& pbx, const ami::live_state& live)
      : io_{&io}, live_{&live}, changes_{live.subscribe(std::size_t{1} << 20)},
        events_{
            pbx.subscribe(ami::subscribe_options{}.capacity(std::size_t{1} << 20).max_bytes(std::size_t{1} << 30))} {}

  int comparisons() const noexcept { return comparisons_; }
  int repairs() const noexcept { return repairs_; }
  std::size_t most_records() const noexcept { return most_records_; }
  int verifications() const noexcept { return verifications_; }
  const std::map<std::string, int>& events() const noexcept { return seen_; }

  // Waits until the lists do not change any more, and all of them are as the state.
  void expect_same(std::string_view where) {
    INFO(where);
    test::run(*io_, live_->wait_valid());
    test::live_texts server = test::texts_of_server();
    for (int i = 0; i < 100; ++i) {
      // What the lists were ahead of has come when nothing differs.
      const bool same = run_while_not(
          *io_, [&] { return state_is(server); }, 1500ms);
      test::live_texts again = test::texts_of_server();
      if (again == server) {
        ++comparisons_;
        most_records_ = std::max(most_records_, server.size());
        look_at_changes();
        CHECK(test::differences(state_, server) == "");
        CHECK(same);
        if (!same) {
          write_events(where);
        }
        last_events_.clear();
        return;
      }
      server = std::move(again);
    }
    FAIL("the server is never quiet");
  }

  // Has the state compare itself: what it repairs are records of these queues only.
  void expect_verified(std::string_view where, const std::set<std::string>& reloaded = {}) {
    INFO(where);
    const auto report = test::run(*io_, live_->verify());
    expect_report(report, reloaded);
  }
  // The same while other things happen.
  void begin_verify() {
    live_->async_verify([this](ami::error_code error, ami::live_report report) {
      CHECK_FALSE(error);
      report_ = std::move(report);
    });
  }
  void expect_begun_verified(std::string_view where) {
    INFO(where);
    test::run_until(*io_, [&] { return report_.has_value(); });
    expect_report(*std::exchange(report_, std::nullopt), {});
  }

  // Nothing was repaired since the last time but these queues.
  void look_at_changes(const std::set<std::string>& reloaded = {}) {
    bool repaired = false;
    while (const auto change = changes_.try_next()) {
      if (change->cause() == ami::live_cause::repair) {
        ++repairs_;
        if (!is_of(*change, reloaded)) {
          FAIL_CHECK("repaired: " << describe(*change));
          repaired = true;
        }
      }
    }
    while (auto event = events_.try_next()) {
      ++seen_[std::string{event->name()}];
      last_events_.push_back(std::move(*event));
    }
    if (repaired) {
      write_events("repaired");
    }
  }

  // What came, for whoever is to find out why something differs.
  void write_events(std::string_view where) {
    if (const char* const folder = std::getenv("AMI_LOAD_EVENTS")) {
      std::ofstream file{std::string{folder} + "/" + std::to_string(comparisons_) + " " + std::string{where}};
      for (const auto& event : last_events_) {
        if (event.is_gap()) {
          file << "--- " << event << "\n\n";
        } else {
          file << event.frame().bytes() << "\n\n";
        }
      }
    }
  }

private:
  static bool is_of(const ami::live_change& change, const std::set<std::string>& queues) {
    const auto* before = change.before<ami::live_queue>();
    const auto* after = change.after<ami::live_queue>();
    return (before != nullptr && queues.contains(before->name())) ||
           (after != nullptr && queues.contains(after->name()));
  }

  void expect_report(const ami::live_report& report, const std::set<std::string>& reloaded) {
    ++verifications_;
    CHECK(report.problems().empty());
    for (const auto& repair : report.repairs()) {
      if (!is_of(repair, reloaded)) {
        FAIL_CHECK("verify() repaired: " << describe(repair));
      }
    }
    look_at_changes(reloaded);
  }

  bool state_is(const test::live_texts& server) {
    const auto now = live_->snapshot();
    if (generation_ != now.generation()) {
      generation_ = now.generation();
      all_ = test::texts_of(now);
    }
    state_ = all_;
    test::erase_untold(state_, server);
    return state_ == server;
  }

  asio::io_context* io_;
  const ami::live_state* live_;
  ami::live_change_stream changes_;
  ami::event_stream<> events_;
  test::live_texts all_;
  test::live_texts state_;  // of which the server's lists can say something
  std::uint64_t generation_ = 0;
  std::map<std::string, int> seen_;
  std::vector<ami::event> last_events_;
  std::optional<ami::live_report> report_;
  int repairs_ = 0;
  std::size_t most_records_ = 0;
  int comparisons_ = 0;
  int verifications_ = 0;
};

}  // namespace

TEST_CASE("the live state is as the lists say under load, with lost links, reloads and a restart", "[.load]") {
  const auto begin = steady_clock::now();
  const std::chrono::milliseconds load_time{from_environment("AMI_LOAD_SECONDS", 18) * 1000};
  const auto seed = from_environment("AMI_LOAD_SEED", 1);
  CAPTURE(seed);
  asio::io_context io;
  const ami::manager pbx{io, server().reconnect(ami::reconnect_policy{}.initial_delay(100ms).max_delay(200ms))};
  const ami::live_state live{pbx, ami::live_options{}.verify_every(0s).confirm_after(1s).pauses(50ms, 500ms)};
  test::run(io, pbx.connect());
  test::run(io, live.wait_valid());
  call_load load{io, live, seed};
  comparison compare{io, pbx, live};
  const auto load_for = [&](int parts) {
    load.pause_all_agents(false);
    load.run_for(load_time * parts / 4);
    load.pause_all_agents(true);
  };

  load_for(1);
  compare.expect_same("after calls");
  compare.expect_verified("after calls");
  compare.begin_verify();
  load_for(1);
  compare.expect_same("after more calls");
  compare.expect_begun_verified("during more calls");

  // Calls go on without the link.
  for (int i = 0; i < 3; ++i) {
    load.pause_all_agents(false);
    load.run_for(load_time / 24);
    test::cut_links();
    load.run_for(load_time / 24);
    test::run_until(io, [&] { return load.pbx().state() == ami::connection_state::connected; });
    load.pause_all_agents(true);
    compare.expect_same("after a lost link");
  }
  compare.expect_verified("after lost links");

  // What no event tells: queues and members that come and go with the server's files.
  const std::set<std::string> all_queues{"load-a", "load-b", "load-c", "support"};
  load.change_queue_file(true);
  compare.expect_verified("after a reload", all_queues);
  compare.expect_same("after a reload");
  CHECK(compare.repairs() > 0);
  const auto reloaded = live.snapshot();
  REQUIRE(reloaded.queue("load-c") != nullptr);
  CHECK(reloaded.queue("load-c")->member("Local/308@load/n") != nullptr);
  CHECK(reloaded.queue("load-b")->member("Local/309@load/n") != nullptr);
  CHECK(reloaded.queue("load-b")->member("Local/303@load/n") == nullptr);
  load.change_queue_file(false);
  compare.expect_verified("after another reload", all_queues);
  compare.expect_same("after another reload");

  // A new server: all calls have ended, and there are new ones.
  load.send("Command", {{"Command", "core restart now"}});
  test::run_until(io, [&] { return live.statistics().restarts == 1; });
  test::run(io, live.wait_valid());
  load.settle();
  load_for(1);
  compare.expect_same("after a restart");
  compare.expect_verified("after a restart");

  load.hang_up_all();
  run_while_not(
      io,
      [&] {
        const auto now = live.snapshot();
        return now.channels().empty();
      },
      5s);
  compare.expect_same("at the end");
  compare.look_at_changes();
  const auto last = live.snapshot();
  CHECK(last.valid());
  CHECK(last.channels().empty());
  CHECK(last.calls().empty());
  CHECK(last.parked_calls().empty());
  CHECK(last.conferences().empty());

  std::cout << "  seed " << seed << ": " << compare.comparisons() << " comparisons of up to " << compare.most_records()
            << " records, " << compare.verifications() << " by verify(), in "
            << std::chrono::duration_cast<std::chrono::seconds>(steady_clock::now() - begin).count() << " s\n ";
  for (const auto& [name, times] : load.actions()) {
    std::cout << ' ' << name << ' ' << times.first << '-' << times.second << ';';
  }
  std::cout << "\n ";
  for (const auto& [name, times] : compare.events()) {
    std::cout << ' ' << name << ' ' << times << ';';
  }
  const auto statistics = live.statistics();
  std::cout << "\n  " << statistics.events << " events, " << statistics.gaps << " gaps, " << statistics.lists
            << " lists, " << statistics.repairs << " repairs, " << statistics.unknown_channels << " late\n";
  test::run(io, pbx.disconnect());
  test::run(io, load.pbx().disconnect());
}
