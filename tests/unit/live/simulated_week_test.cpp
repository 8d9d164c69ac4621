// A week of a call centre in virtual time: calls by day and few by night, transfers, hold, parking, pickup, conferences
// and queues, an administrator who changes things, and a link and a server that fail. The live state is fed with the
// events, which come late, and with the lists, which are ahead of them. After every event and every list, when nothing
// is on its way, each part that says that it is valid has to be what the simulation has.
//
// Two weeks are run with the other tests. Many, by hand: AMI_WEEK_SEED=1 AMI_WEEK_COUNT=100 ami_unit_tests "[.weeks]"
#include "catch.hpp"
#include "live/model.hpp"
#include "support/frames.hpp"
#include "support/live_truth.hpp"

#include <ami/library_events.hpp>
#include <ami/testing/simulated_pbx.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <ratio>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

using ami::live::list_kind;
using ami::live::list_outcome;
using ami::testing::frame_text;
using ami::testing::pbx_call;
using ami::testing::pbx_endpoint;
using ami::testing::pbx_member;
using ami::testing::pbx_options;
using ami::testing::pbx_queue;
using ami::testing::detail::channel;
using ami::testing::detail::pbx_simulation;
using namespace std::chrono_literals;

namespace {

using duration = std::chrono::microseconds;
// Since the beginning of the week.
using moment = std::chrono::microseconds;

constexpr moment never = moment::max();
constexpr moment end_of_week = 7 * 24h;
constexpr std::int64_t first_second = 1795400000;

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* const value = std::getenv(name);
  return value != nullptr ? std::stoull(value) : otherwise;
}

const std::vector<std::string>& telephones() {
  static const std::vector<std::string> names{"alice", "bob",   "chloe", "dmitri", "erin", "felix",
                                              "grace", "henri", "ivan",  "judith", "kim",  "lena"};
  return names;
}

// How a week went, of which nothing may be missing.
class week_report {
public:
  std::map<std::string, std::uint64_t, std::less<>> events;
  std::map<std::string, std::uint64_t, std::less<>> troubles;
  std::uint64_t steps = 0;
  std::uint64_t compared = 0;  // after a step, with at least one valid part
  duration valid{};

  void add(const week_report& other) {
    for (const auto& [name, count] : other.events) {
      events[name] += count;
    }
    for (const auto& [name, count] : other.troubles) {
      troubles[name] += count;
    }
    steps += other.steps;
    compared += other.compared;
  }
};

// The tables as the changes alone tell them.
class changed_tables {
public:
  // @return what does not go with the changes before; empty when all does.
  std::string apply(const ami::live_change& change) {
    std::string problem;
    std::visit([&](const auto& before) { remove(before, problem); }, change.before());
    std::visit([&](const auto& after) { add(after, problem); }, change.after());
    return problem;
  }

  std::string differences(const ami::live_snapshot& now) const {
    std::string problem;
    compare(now.channels(), problem);
    compare(now.bridges(), problem);
    compare(now.calls(), problem);
    compare(now.queues(), problem);
    compare(now.devices(), problem);
    compare(now.endpoints(), problem);
    compare(now.parking_lots(), problem);
    compare(now.parked_calls(), problem);
    compare(now.conferences(), problem);
    return problem;
  }

private:
  template <class Record>
  using table = std::map<std::string, const Record*, std::less<>>;

  static void remove(std::monostate /*unused*/, std::string& /*unused*/) {}
  static void add(std::monostate /*unused*/, std::string& /*unused*/) {}
  template <class Record>
  void remove(const std::shared_ptr<const Record>& before, std::string& problem) {
    auto& records = std::get<table<Record>>(tables_);
    const auto found = records.find(before->key());
    if (found == records.end()) {
      problem += "a change of what was not there: " + before->key() + "\n";
    } else {
      records.erase(found);
    }
  }
  template <class Record>
  void add(const std::shared_ptr<const Record>& after, std::string& problem) {
    if (!std::get<table<Record>>(tables_).emplace(after->key(), after.get()).second) {
      problem += "a change without what was there: " + after->key() + "\n";
    }
  }
  template <class Record>
  void compare(const ami::live_table<Record>& now, std::string& problem) const {
    const auto& records = std::get<table<Record>>(tables_);
    if (records.size() != now.size()) {
      problem += "the changes tell of another number of records\n";
    }
    for (const auto& [key, record] : records) {
      if (now.find(key) != record) {
        problem += "the changes tell something else of " + key + "\n";
      }
    }
  }

  std::tuple<table<ami::live_channel>, table<ami::live_bridge>, table<ami::live_call>, table<ami::live_queue>,
             table<ami::live_device>, table<ami::live_endpoint>, table<ami::live_parking_lot>,
             table<ami::live_parked_call>, table<ami::live_conference>>
      tables_;
};

class simulated_week {
public:
  // @param load how many calls there are; 1 is about three hundred a day.
  simulated_week(std::uint64_t seed, double load)
      : random_{seed}, seed_{seed}, load_{load}, watched_{seed % 2 == 0}, with_variables_{seed % 4 < 2} {
    for (const auto& [name, extension, first] :
         {std::tuple{"support", "500", 0U}, std::tuple{"sales", "501", 3U}, std::tuple{"night", "502", 5U}}) {
      pbx_queue queue{name, extension};
      for (std::size_t i = first; i < first + 4; ++i) {
        queue.member(telephones()[i]);
      }
      configured_.push_back(std::move(queue));
    }
    model_.watch(watched_);
    start_pbx(0s);
    plan_troubles();
    next_hour_ = 0s;
    next_change_ = 1min;
    model_.start(time());
    valid_by_ = 1min;
  }

  const week_report& run() {
    while (now_ < end_of_week && problem_.empty()) {
      step();
    }
    return report_;
  }

  // What was wrong first; empty when nothing was.
  const std::string& problem() const noexcept { return problem_; }

private:
  // ---- Chance

  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }
  bool chance(double share) { return static_cast<double>(random_() >> 11U) * 0x1p-53 < share; }
  duration between(duration shortest, duration longest) {
    return shortest +
           duration{static_cast<std::int64_t>(below(static_cast<std::uint64_t>((longest - shortest).count()) + 1))};
  }
  template <class Items>
  const auto& any_of(const Items& items) {
    return *std::next(items.begin(), static_cast<std::ptrdiff_t>(below(items.size())));
  }

  // ---- Time

  ami::live_time time_of(moment at) const { return ami::live_time{1000h} + at; }
  ami::live_time time() const { return time_of(now_); }
  static std::int64_t second_of(moment at) { return std::chrono::duration_cast<std::chrono::seconds>(at).count(); }

  // Calls in a second at this time of the day: hardly any by night, and two rushes by day.
  double rate() const {
    const auto hour = std::chrono::duration<double, std::ratio<3600>>{now_ % std::chrono::hours{24}}.count();
    const bool weekend = now_ >= 5 * 24h;
    const double calls_per_hour = hour < 8 || hour >= 19                                         ? 1
                                  : weekend                                                      ? 4
                                  : (hour >= 10 && hour < 10.25) || (hour >= 15 && hour < 15.25) ? 300 * load_
                                                                                                 : 3;
    return calls_per_hour / 3600;
  }
  bool is_rush() const { return rate() > 0.02; }

  // ---- The PBX

  pbx_options options() const {
    pbx_options made;
    for (std::size_t i = 0; i < telephones().size(); ++i) {
      const std::string& name = telephones()[i];
      made.endpoint(pbx_endpoint{name, std::to_string(2001 + i), i % 4 == 1 ? "O'" + name + " \xc3\xa9" : name}
                        .account(i % 3 == 0 ? "shop" : "")
                        .behaviour(name == "lena" ? ami::testing::endpoint_behaviour::unreachable
                                                  : ami::testing::endpoint_behaviour::as_the_dice_say));
    }
    for (const auto& queue : configured_) {
      made.queue(queue);
    }
    return made.conference(ami::testing::pbx_conference{"daily", "600"})
        .conference(ami::testing::pbx_conference{"board", "601"})
        .seed(seed_ * 1000 + starts_)
        .clock_origin(first_second + second_of(began_) + 1)
        .max_calls(30)
        .ring_time(2s, 12s)
        .talk_time(10s, 150s)
        .queue_patience(40s)
        .queue_share(0.45)
        .parking(701, 706, 60s)
        .hold_share(0.2)
        .transfer_share(0.25)
        .park_share(0.15)
        .pickup_share(0.15)
        .conference_share(0.1)
        .all_states(true)
        .late_in_call(true);
  }

  void start_pbx(moment began) {
    began_ = began;
    ++starts_;
    pbx_ = std::make_unique<pbx_simulation>(options(), [this](const frame_text& event) { happened(event); });
    queues_there_ = queues_there();
  }

  // What is on the wire: an event, or the answer to what was asked.
  class arrival {
  public:
    moment at{};
    std::string event;
    std::optional<ami::live::list_request> request;
    list_outcome outcome = list_outcome::complete;
    std::string answer;
    moment made{};
    std::vector<std::string> answered_channels;  // for CoreShowChannels: those that are up
  };

  // The server has an event, and writes it a moment later, behind those before it. Answers do not wait for these.
  void happened(const frame_text& event) {
    // Some clients filter it out, and do not see what it shows besides the variable.
    if (!with_variables_ && event.get("Event") == "VarSet") {
      return;
    }
    std::string text = event.str();
    if (!connected_) {
      ++report_.troubles["lost events"];
      return;
    }
    duration delay{};
    if (now_ < slow_until_) {
      delay = between(0s, 1500ms);
    } else if (chance(0.02)) {
      delay = between(0s, 400ms);
    } else if (chance(0.5)) {
      delay = between(0s, 3ms);
    }
    const moment before = not_written_.empty() ? now_ : not_written_.back().first;
    not_written_.emplace_back(std::max(before, now_ + delay), std::move(text));
  }

  void write() {
    arrival made;
    made.event = std::move(not_written_.front().second);
    not_written_.pop_front();
    send(std::move(made));
  }

  // All that was written arrives in its order.
  void send(arrival value) {
    const duration delay = now_ < slow_until_ && slow_link_ ? between(0s, 3s) : between(0s, 2ms);
    value.at = std::max(wire_.empty() ? now_ : wire_.back().at, now_ + delay);
    wire_.push_back(std::move(value));
  }

  void lose(std::size_t count) {
    report_.troubles["lost events"] += count;
    for (const auto& [number, leg] : pbx_->all_channels()) {
      unknowable_.holds.insert(leg.uniqueid);
      unknowable_.dials.insert(leg.uniqueid);
    }
  }

  // ---- What happens next

  void step() {
    const auto pbx_due = pbx_->next_due();
    const moment pbx_at = pbx_due ? began_ + *pbx_due : never;
    const moment write_at = not_written_.empty() ? never : not_written_.front().first;
    const moment arrival_at = wire_.empty() ? never : wire_.front().at;
    const moment answer_at = asked_ && !answered_ ? answer_at_ : never;
    const auto ask_due = model_.next_due();
    const moment ask_at = ask_due ? std::chrono::duration_cast<moment>(*ask_due - time_of(0s)) : never;
    const moment trouble_at = troubles_.empty() ? never : troubles_.begin()->first;
    const moment next = std::min({pbx_at, write_at, arrival_at, answer_at, std::max(ask_at, now_), trouble_at,
                                  next_hour_, next_change_, end_of_week});
    note_time(next);
    now_ = std::max(now_, next);
    if (next == end_of_week) {
      return;
    }
    if (now_ >= began_) {
      pbx_->advance(now_ - began_);
      note_queues();
    }
    if (next == trouble_at) {
      const trouble due = troubles_.begin()->second;
      troubles_.erase(troubles_.begin());
      (this->*due)();
    } else if (next == write_at) {
      write();
    } else if (next == arrival_at) {
      arrive();
    } else if (next == answer_at) {
      answer();
    } else if (next == next_hour_) {
      next_hour_ += 15min;
      pbx_->set_rate(booted_ ? rate() : 0);
    } else if (next == next_change_) {
      next_change_ += between(0s, is_rush() ? std::chrono::duration_cast<duration>(20s / load_) : duration{40min});
      change();
      note_queues();
    } else if (next == std::max(ask_at, now_)) {
      ask();
    }
  }

  void note_time(moment next) {
    if (last_valid_) {
      report_.valid += next - std::min(now_, next);
    } else if (connected_ && now_ > valid_by_) {
      fail("still not valid: " + join(model_.snapshot().problems()));
    }
    // What a reload did is found by the next comparison at the latest.
    const auto is_old = [&](const auto& entry) { return now_ > std::max(entry.second + 121min, valid_by_); };
    if (std::ranges::any_of(unknowable_.queues, is_old) || std::ranges::any_of(unknowable_.members, is_old)) {
      fail("a reload of queues was not noticed");
    }
  }
  static std::string join(const std::vector<std::string>& texts) {
    std::string all;
    for (const auto& text : texts) {
      all.append(text).append("; ");
    }
    return all;
  }

  void fail(const std::string& text) {
    if (problem_.empty()) {
      const auto seconds = second_of(now_);
      problem_ = "day " + std::to_string(seconds / 86400) + ", second " + std::to_string(seconds % 86400) + ", step " +
                 std::to_string(report_.steps) + " (" + last_step_ + "):\n" + text;
    }
  }

  // ---- The link

  void arrive() {
    const arrival value = std::move(wire_.front());
    wire_.pop_front();
    if (value.request) {
      take_answer(value);
    } else {
      deliver(value.event);
    }
  }

  void deliver(const std::string& text) {
    const ami::event event = test::event_of_text(text);
    const std::string name{event.name()};
    ++report_.events[name];
    if (name == "Hold" || name == "Unhold") {
      unknowable_.holds.erase(std::string{event["Uniqueid"]});
    } else if (name == "DialBegin" || name == "DialEnd") {
      unknowable_.dials.erase(std::string{event["DestUniqueid"]});
    }
    model_.on_event(event, time());
    last_step_ = name;
    compare();
  }

  // Events are dropped at the client, from the oldest on. Answers are not.
  void lag() {
    const auto is_event = [](const arrival& each) { return !each.request; };
    const auto end = std::ranges::find_if_not(wire_, is_event);
    if (!connected_ || end == wire_.begin()) {
      // Events are missing only when there are any.
      troubles_.emplace(now_ + between(10ms, is_rush() ? 5s : 20min), &simulated_week::lag);
      return;
    }
    const std::size_t count = 1 + below(static_cast<std::uint64_t>(end - wire_.begin()));
    wire_.erase(wire_.begin(), wire_.begin() + static_cast<std::ptrdiff_t>(count));
    lose(count);
    model_.on_event(ami::lagged{count}, time());
    ++report_.troubles["lag"];
    valid_within(2min);
    last_step_ = "lag";
    compare();
  }

  void slow_down() {
    slow_until_ = now_ + between(10s, 3min);
    slow_link_ = chance(0.5);
    ++report_.troubles["slow"];
  }

  void lose_link() {
    if (!connected_) {
      troubles_.emplace(now_ + 3min, &simulated_week::lose_link);
      return;
    }
    ++report_.troubles["link loss"];
    disconnect();
    troubles_.emplace(now_ + (chance(0.5) ? between(10ms, 2s) : between(2s, 5min)), &simulated_week::restore_link);
  }

  void disconnect() {
    connected_ = false;
    lose(not_written_.size() +
         static_cast<std::size_t>(std::ranges::count_if(wire_, [](const arrival& each) { return !each.request; })));
    wire_.clear();
    not_written_.clear();
    answered_ = false;
    const bool list_first = chance(0.5);
    if (list_first && std::exchange(asked_, {})) {
      model_.on_list_end(list_outcome::lost, {}, time());
    }
    model_.on_event(ami::connection_lost{{}}, time());
    if (std::exchange(asked_, {})) {
      model_.on_list_end(list_outcome::lost, {}, time());
    }
    last_step_ = "link loss";
    compare();
  }

  void restore_link() {
    connected_ = true;
    // A server that is booted says so while the client logs in, to those who may read it.
    const std::uint64_t told = booted_ ? below(5) : 4;
    if (told < 2) {
      model_.on_booted(time());
    }
    model_.on_event(ami::connection_restored{2, 1s}, time());
    if (told == 2 || told == 3) {
      model_.on_booted(time());
    }
    valid_within(2min);
    last_step_ = "link restored";
    compare();
  }

  void restart() {
    if (!connected_ || !booted_) {
      troubles_.emplace(now_ + 3min, &simulated_week::restart);
      return;
    }
    ++report_.troubles["restart"];
    report_.troubles["restart in a call"] += pbx_->all_channels().empty() ? 0U : 1U;
    if (chance(0.5)) {
      model_.on_event(test::event_of_text(frame_text::event("Shutdown").str()), time());
    }
    disconnect();
    booted_ = false;
    // Members that were added are kept by some configurations.
    std::vector<std::pair<std::string, std::shared_ptr<ami::testing::detail::member>>> kept;
    if (chance(0.5)) {
      for (const auto& queue : pbx_->all_queues()) {
        for (const auto& member : queue.members) {
          if (member->dynamic) {
            kept.emplace_back(queue.about.name(), member);
          }
        }
      }
    }
    start_pbx(now_ + between(500ms, 20s));
    for (const auto& [queue, member] : kept) {
      pbx_->queue_add(queue, pbx_member{member->interface}
                                 .name(member->name)
                                 .state_interface(member->state_interface)
                                 .penalty(member->penalty)
                                 .paused(member->paused));
    }
    unknowable_.queues.clear();
    unknowable_.members.clear();
    const moment listens = began_ + between(10ms, 5s);
    const moment boots = chance(0.5) ? listens + between(10ms, 12s) : listens;
    troubles_.emplace(listens, &simulated_week::restore_link);
    troubles_.emplace(boots, &simulated_week::boot);
    // Some modules are loaded by hand later on.
    missing_until_ = chance(0.4) ? boots + between(1s, 90s) : boots;
    if (missing_until_ != boots) {
      troubles_.emplace(missing_until_, &simulated_week::load_modules);
    }
  }

  void boot() {
    booted_ = true;
    pbx_->set_rate(rate());
    if (connected_) {
      happened(frame_text::event("FullyBooted").header("Status", "Fully Booted"));
    }
    valid_within(2min);
  }

  void load_modules() {
    ++report_.troubles["late modules"];
    if (chance(0.5) && connected_) {
      happened(frame_text::event("Reload").header("Module", "app_queue.so").header("Status", "0"));
    }
    valid_within(2min);
  }

  // ---- Lists

  void ask() {
    if (!asked_) {
      asked_ = model_.next_request(time());
      answer_at_ = now_ + (chance(0.05) ? between(0s, 3s) : between(0s, 30ms));
    }
  }

  // The server answers from what there is now.
  void answer() {
    answered_ = true;
    arrival made;
    made.request = asked_;
    made.made = now_;
    const list_kind kind = asked_->kind();
    const bool of_module = kind != list_kind::core_status && kind != list_kind::core_show_channels &&
                           kind != list_kind::bridge_list && kind != list_kind::device_state_list;
    if (of_module && (!booted_ || now_ < missing_until_)) {
      ++report_.troubles["module not there"];
      made.outcome = list_outcome::unknown_action;
      valid_within(2min);
    } else if (chance(kind == list_kind::core_status ? 0.3 : 0.004)) {
      ++report_.troubles[kind == list_kind::core_status ? "start not told" : "list failed"];
      // An error of some lists means that there is nothing.
      made.outcome = chance(0.5) || ami::live::is_error_when_empty(kind) ? list_outcome::lost : list_outcome::error;
      valid_within(4min);
    } else if (kind == list_kind::core_status) {
      made.answer =
          "Response: Success\nCoreStartupDate: 2026-11-23\nCoreStartupTime: " + std::to_string(starts_) + "\n";
    } else {
      const auto list = list_of(*asked_);
      made.answer = list.str("x");
      if (list.size() == 0 && ami::live::is_error_when_empty(kind)) {
        made.outcome = list_outcome::error;
      }
    }
    if (kind == list_kind::core_show_channels) {
      for (const auto& [number, leg] : pbx_->all_channels()) {
        if (leg.state == ami::testing::detail::up) {
          made.answered_channels.push_back(leg.uniqueid);
        }
      }
    }
    send(std::move(made));
  }

  void take_answer(const arrival& value) {
    const list_kind kind = value.request->kind();
    last_step_ = ami::live::action_name(kind);
    asked_.reset();
    answered_ = false;
    if (value.outcome != list_outcome::complete) {
      model_.on_list_end(value.outcome, "No", time());
    } else if (kind == list_kind::core_status) {
      const auto response = test::frame_of(value.answer);
      model_.on_core_status(response.view(), time());
    } else {
      const auto frames = test::read_whole(value.answer, ami::wire::frame_reader::greeting::absent).frames;
      for (std::size_t i = 1; i + 1 < frames.size(); ++i) {
        model_.on_list_item(test::event_of_text(frames[i]));
      }
      model_.on_list_end(list_outcome::complete, {}, time());
    }
    check_repairs(kind);
    note_known(value);
    compare();
  }

  ami::testing::list_text list_of(const ami::live::list_request& request) const {
    switch (request.kind()) {
    case list_kind::bridge_list: return pbx_->bridge_list({});
    case list_kind::queue_status: return pbx_->queue_status({}, {});
    case list_kind::device_state_list: return pbx_->device_state_list();
    case list_kind::pjsip_show_endpoints: return pbx_->pjsip_show_endpoints();
    case list_kind::parking_lots: return pbx_->parking_lots();
    case list_kind::parked_calls: return pbx_->parked_calls();
    case list_kind::confbridge_list_rooms: return pbx_->confbridge_list_rooms();
    case list_kind::confbridge_list: return pbx_->confbridge_list(request.conference());
    case list_kind::core_status:
    case list_kind::core_show_channels: break;
    }
    return pbx_->core_show_channels();
  }

  // What a reload did is known when a list has told it, and nobody is dialed who has answered.
  void note_known(const arrival& value) {
    const auto& queues = model_.states().of(ami::live_part::queues);
    if (value.request->kind() == list_kind::queue_status && queues.valid() && queues.last_verified() == time()) {
      const auto is_older = [&](const auto& entry) { return entry.second <= value.made; };
      std::erase_if(unknowable_.queues, is_older);
      std::erase_if(unknowable_.members, is_older);
    }
    for (const auto& uniqueid : value.answered_channels) {
      unknowable_.dials.erase(uniqueid);
    }
  }

  // A comparison repairs only what no event has told. While a server is slow in writing its events, two lists may by
  // chance be ahead of them in the same way; the repair is early then, and does no harm.
  void check_repairs(list_kind kind) {
    const std::uint64_t repairs = model_.counters().repairs_;
    if (std::exchange(repairs_, repairs) == repairs) {
      return;
    }
    if (kind == list_kind::queue_status && !(unknowable_.queues.empty() && unknowable_.members.empty())) {
      ++report_.troubles["repair"];
    } else if (now_ < slow_until_ + 5s) {
      ++report_.troubles["early repair"];
    } else {
      fail("a list repaired what events had told");
    }
  }

  // ---- What is changed by hand

  const std::string& any_telephone() { return any_of(telephones()); }
  std::string any_interface() { return "PJSIP/" + any_telephone(); }
  const std::string& any_queue() { return any_of(configured_).name(); }
  const channel* any_channel() {
    const auto& all = pbx_->all_channels();
    return all.empty() ? nullptr : &any_of(all).second;
  }
  std::string any_exten() {
    switch (below(4)) {
    case 0: return any_of(configured_).extension();
    case 1: return chance(0.5) ? "600" : "601";
    case 2: return "999";
    default: return std::to_string(2001 + below(telephones().size()));
    }
  }

  void change() {
    if (!booted_) {
      return;
    }
    // Who is parked gives up now and then.
    if (const auto& parked = pbx_->all_parked(); !parked.empty() && chance(0.15)) {
      pbx_->hang_up(std::string{parked.begin()->second->caller->name}, 0);
      return;
    }
    const std::uint64_t choice = below(30);
    if (choice < 12) {
      change_queues(choice);
    } else if (const channel* leg = any_channel()) {
      change_channel(choice, std::string{leg->name});
    }
  }

  void change_queues(std::uint64_t choice) {
    switch (choice) {
    case 0:
    case 1: pbx_->queue_pause(any_interface(), true, chance(0.5) ? any_queue() : "", chance(0.5) ? "lunch" : ""); break;
    case 2:
    case 3: pbx_->queue_pause(any_interface(), false, {}, {}); break;
    case 4:
      pbx_->queue_penalty(any_interface(), static_cast<std::int64_t>(below(3)), chance(0.5) ? any_queue() : "");
      break;
    case 5: pbx_->queue_ring_in_use(any_interface(), chance(0.5), {}); break;
    case 6:
    case 7: {
      pbx_member added{chance(0.8) ? any_interface() : "Local/" + std::to_string(3000 + below(3)) + "@agents"};
      added.name("agent of " + added.interface()).penalty(static_cast<std::int64_t>(below(2))).paused(chance(0.2));
      if (chance(0.3)) {
        added.state_interface(any_interface());
      }
      pbx_->queue_add(any_queue(), added);
      break;
    }
    case 8:
    case 9: remove_some_member(); break;
    case 10: reload_queues(); break;
    default: pbx_->queue_reset(chance(0.5) ? any_queue() : "");
    }
  }

  void remove_some_member() {
    std::vector<std::pair<std::string, std::string>> dynamic;
    for (const auto& queue : pbx_->all_queues()) {
      for (const auto& member : queue.members) {
        if (member->dynamic && queue.is_there()) {
          dynamic.emplace_back(queue.about.name(), member->interface);
        }
      }
    }
    if (!dynamic.empty()) {
      const auto& [queue, interface] = any_of(dynamic);
      pbx_->queue_remove(queue, interface);
    }
  }

  using members_there = std::map<std::pair<std::string, std::string>, const ami::testing::detail::member*>;
  members_there members_now() const {
    members_there found;
    for (const auto& queue : pbx_->all_queues()) {
      for (const auto& member : queue.members) {
        if (queue.is_there()) {
          found.emplace(std::pair{queue.about.name(), member->interface}, member.get());
        }
      }
    }
    return found;
  }
  std::set<std::string> queues_there() const {
    std::set<std::string> names;
    for (const auto& queue : pbx_->all_queues()) {
      if (queue.is_there()) {
        names.insert(queue.about.name());
      }
    }
    return names;
  }

  // With other members than before, or with a queue more or less, of which no event tells.
  void reload_queues() {
    if (chance(0.3) && configured_.size() > 2) {
      const std::size_t gone = below(configured_.size());
      pbx_->remove_queue(configured_[gone].name());
      configured_.erase(configured_.begin() + static_cast<std::ptrdiff_t>(gone));
    } else {
      const std::string name = chance(0.3) ? "extra" : any_queue();
      const auto known = std::ranges::find(configured_, name, [](const pbx_queue& queue) { return queue.name(); });
      pbx_queue queue{name, known != configured_.end() ? known->extension() : "503"};
      for (const auto& telephone : telephones()) {
        if (chance(0.35)) {
          queue.member(telephone);
        }
      }
      if (known != configured_.end()) {
        *known = queue;
      } else {
        configured_.push_back(queue);
      }
      pbx_->configure_queue(queue);
    }
    const members_there before = members_now();
    pbx_->queue_reload({});
    ++report_.troubles["queue reload"];
    const members_there after = members_now();
    const auto differs = [&](const members_there& there, const members_there& other) {
      for (const auto& [key, member] : there) {
        const auto found = other.find(key);
        if (found == other.end() || found->second != member) {
          unknowable_.members[key] = now_;
        }
      }
    };
    differs(before, after);
    differs(after, before);
    if (chance(0.3)) {
      happened(frame_text::event("Reload").header("Module", "app_queue.so").header("Status", "0"));
    }
  }

  // A queue that is removed while somebody waits goes when the last one does.
  void note_queues() {
    auto there = queues_there();
    if (there != queues_there_) {
      std::vector<std::string> changed;
      std::ranges::set_symmetric_difference(there, queues_there_, std::back_inserter(changed));
      for (const auto& name : changed) {
        unknowable_.queues[name] = now_;
      }
      queues_there_ = std::move(there);
    }
  }

  // Somebody in a conference who is muted is more often heard again than another is muted, and soon.
  void mute_somebody() {
    const channel* chosen = nullptr;
    for (const auto& [number, leg] : pbx_->all_channels()) {
      if (leg.owner->stage == ami::testing::detail::stage::in_conference && (chosen == nullptr || leg.muted)) {
        chosen = &leg;
      }
    }
    if (chosen != nullptr) {
      const bool muted = !chosen->muted;
      pbx_->mute(std::string{chosen->name}, muted);
      if (muted) {
        troubles_.emplace(now_ + between(100ms, 5s), &simulated_week::mute_somebody);
      }
    }
  }

  void change_channel(std::uint64_t choice, const std::string& name) {
    switch (choice) {
    case 12: pbx_->hang_up(name, 0); break;
    case 13: pbx_->redirect(name, "default", any_exten(), 1); break;
    case 14: pbx_->blind_transfer(name, {}, any_exten()); break;
    case 15: pbx_->park(name, chance(0.3) ? duration{10s} : duration{}, chance(0.5) ? any_interface() : ""); break;
    case 16: {
      const auto& all = pbx_->all_channels();
      const auto ringing = std::ranges::find_if(
          all, [](const auto& entry) { return entry.second.state == ami::testing::detail::ringing; });
      if (ringing != all.end()) {
        pbx_->pick_up(ringing->second.name, any_telephone());
      }
      break;
    }
    case 17: pbx_->hold(name, chance(0.5) ? "jazz" : ""); break;
    case 18: pbx_->unhold(name); break;
    case 19:
    case 20:
      if (!name.starts_with("Local/")) {
        pbx_->rename(name, "PJSIP/renamed-" + std::to_string(++renames_));
      }
      break;
    case 21: pbx_->set_variable(name, "NOTE", "line\nand 'quote'"); break;
    case 22: pbx_->originate(pbx_call{any_interface()}.extension("default", any_exten(), 1), {}); break;
    case 23:
    case 24:
    case 25:
    case 26:
    case 27: mute_somebody(); break;
    case 28:
      pbx_->originate(
          pbx_call{"Local/2001@default"}.extension("default", any_exten(), 1).caller_id("5550143", "Called \"back\""),
          {});
      break;
    default: pbx_->originate(pbx_call{any_interface()}.application("Playback", "hello").timeout(5s), {});
    }
  }

  // ---- Comparing

  void valid_within(duration time) { valid_by_ = std::max(valid_by_, now_ + time); }

  void compare() {
    ++report_.steps;
    last_snapshot_ = model_.snapshot();
    if (watched_) {
      for (const auto& change : model_.take_changes()) {
        fail_if(changed_.apply(change));
      }
    }
    last_valid_ = last_snapshot_.valid();
    if (!not_written_.empty() || std::ranges::any_of(wire_, [](const arrival& each) { return !each.request; })) {
      return;
    }
    const bool some =
        std::ranges::any_of(ami::live_parts, [&](ami::live_part part) { return last_snapshot_.state(part).valid(); });
    report_.compared += some ? 1U : 0U;
    test::live_truth truth{*pbx_, last_snapshot_, time_of(began_), 10s};
    fail_if(truth.differences(unknowable_));
    if (watched_) {
      fail_if(changed_.differences(last_snapshot_));
    }
  }

  void fail_if(const std::string& differences) {
    if (!differences.empty()) {
      fail(differences);
    }
  }

  // ---- The troubles of the week

  using trouble = void (simulated_week::*)();

  // By day for the most part, and as often in one of the rushes as besides.
  moment some_time() {
    const auto day = std::chrono::hours{24} * static_cast<int>(below(chance(0.8) ? 5 : 7));
    switch (below(4)) {
    case 0: return day + 10h + between(1min, 14min);
    case 1: return day + 15h + between(1min, 14min);
    case 2: return day + between(8h, 18h);
    default: return day + between(1min, 24h);
    }
  }

  void plan_troubles() {
    const auto plan = [&](int count, trouble kind) {
      for (int i = 0; i < count; ++i) {
        troubles_.emplace(some_time(), kind);
      }
    };
    plan(24, &simulated_week::lag);
    plan(20, &simulated_week::slow_down);
    plan(16, &simulated_week::lose_link);
    plan(8, &simulated_week::restart);
    plan(20, &simulated_week::verify);
  }

  void verify() {
    model_.verify(time());
    ++report_.troubles["verify"];
  }

  static ami::live::settings settings() {
    ami::live::settings made;
    made.verify_every_ = 2h;
    return made;
  }

  std::mt19937_64 random_;
  std::uint64_t seed_;
  double load_;
  bool watched_;
  bool with_variables_;
  moment now_{};
  moment began_{};
  std::uint64_t starts_ = 0;
  std::unique_ptr<pbx_simulation> pbx_;
  std::vector<pbx_queue> configured_;
  std::deque<std::pair<moment, std::string>> not_written_;
  std::deque<arrival> wire_;
  bool slow_link_ = false;
  moment slow_until_{};
  moment missing_until_{};
  bool connected_ = true;
  bool booted_ = true;
  std::multimap<moment, trouble> troubles_;
  moment next_hour_{};
  moment next_change_{};
  int renames_ = 0;

  ami::live::model model_{settings()};
  std::optional<ami::live::list_request> asked_;
  moment answer_at_{};
  bool answered_ = false;
  ami::live_snapshot last_snapshot_;
  changed_tables changed_;
  bool last_valid_ = false;
  moment valid_by_{};
  test::unknowable unknowable_;
  std::set<std::string> queues_there_;
  std::uint64_t repairs_ = 0;

  week_report report_;
  std::string last_step_;
  std::string problem_;
};

// One week, in which the live state was hardly ever invalid.
void check_week(std::uint64_t seed, double load, week_report& sum) {
  CAPTURE(seed, load);
  simulated_week week{seed, load};
  const week_report& report = week.run();
  INFO(week.problem());
  REQUIRE(week.problem().empty());
  CAPTURE(report.steps, report.compared);
  // Events come in bursts, and only the last one of a burst has none behind it.
  CHECK(report.compared > report.steps / 20);
  CHECK(report.valid > 99 * duration{end_of_week} / 100);
  sum.add(report);
}

// All that can happen has happened.
void check_sum(const week_report& sum) {
  for (const std::string_view name : {"Newchannel",
                                      "Newstate",
                                      "NewCallerid",
                                      "Hangup",
                                      "Rename",
                                      "Hold",
                                      "Unhold",
                                      "BridgeEnter",
                                      "BridgeDestroy",
                                      "BlindTransfer",
                                      "AttendedTransfer",
                                      "Pickup",
                                      "LocalBridge",
                                      "ParkedCall",
                                      "UnParkedCall",
                                      "ParkedCallTimeOut",
                                      "ParkedCallGiveUp",
                                      "ConfbridgeJoin",
                                      "ConfbridgeLeave",
                                      "ConfbridgeEnd",
                                      "ConfbridgeMute",
                                      "ConfbridgeUnmute",
                                      "QueueCallerJoin",
                                      "QueueCallerLeave",
                                      "QueueCallerAbandon",
                                      "AgentConnect",
                                      "AgentComplete",
                                      "AgentRingNoAnswer",
                                      "QueueMemberAdded",
                                      "QueueMemberRemoved",
                                      "QueueMemberPause",
                                      "QueueMemberPenalty",
                                      "QueueMemberRinginuse",
                                      "QueueMemberStatus",
                                      "DeviceStateChange",
                                      "Reload",
                                      "FullyBooted"}) {
    CAPTURE(name);
    CHECK(sum.events.contains(name));
  }
  const auto at_least = [&](std::string_view trouble, std::uint64_t count) {
    CAPTURE(trouble);
    const auto found = sum.troubles.find(trouble);
    CHECK((found != sum.troubles.end() && found->second >= count));
  };
  at_least("lag", 20);
  at_least("slow", 20);
  at_least("lost events", 100);
  at_least("link loss", 20);
  at_least("restart", 10);
  at_least("restart in a call", 3);
  at_least("late modules", 2);
  at_least("module not there", 5);
  at_least("list failed", 5);
  at_least("start not told", 5);
  at_least("queue reload", 20);
  at_least("verify", 30);
  at_least("repair", 10);
  const auto early = sum.troubles.find("early repair");
  CHECK((early == sum.troubles.end() || early->second < sum.troubles.find("slow")->second / 10));
}

}  // namespace

TEST_CASE("live week: in two weeks of a call centre valid means right") {
  week_report sum;
  const std::uint64_t first = from_environment("AMI_WEEK_SEED", 1);
  for (std::uint64_t seed = first; seed != first + 2; ++seed) {
    check_week(seed, 0.35, sum);
  }
  check_sum(sum);
}

TEST_CASE("live week: many weeks, with more calls", "[.weeks]") {
  week_report sum;
  const std::uint64_t first = from_environment("AMI_WEEK_SEED", 100);
  const std::uint64_t last = first + from_environment("AMI_WEEK_COUNT", 20);
  for (std::uint64_t seed = first; seed != last; ++seed) {
    check_week(seed, seed % 3 == 0 ? 3 : 1, sum);
  }
  // A single week that somebody looks into need not have everything.
  if (last - first >= 10) {
    check_sum(sum);
  }
}
