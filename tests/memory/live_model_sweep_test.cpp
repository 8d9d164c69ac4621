// The model of the live state when memory is wanting: a PBX, its events and lists, again and again, with another of the
// model's allocations refused each time, and some more once all is valid again. After every event and every list, each
// part that says that it is valid has to be what the simulation has, and in the end all parts are valid.
#include "catch.hpp"
#include "live/model.hpp"
#include "memory/failing_memory.hpp"
#include "support/frames.hpp"
#include "support/live_truth.hpp"

#include <ami/library_events.hpp>
#include <ami/testing/simulated_pbx.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using ami::live::list_kind;
using ami::live::list_outcome;
using ami::testing::pbx_call;
using ami::testing::pbx_endpoint;
using ami::testing::detail::pbx_simulation;
using namespace std::chrono_literals;

namespace {

using duration = std::chrono::microseconds;

constexpr std::int64_t first_second = 1795400000;

ami::testing::pbx_options office() {
  ami::testing::pbx_options made;
  for (const auto& [name, number] :
       {std::pair{"alice", "2001"}, {"bob", "2002"}, {"carol", "2003"}, {"dave", "2004"}}) {
    made.endpoint(pbx_endpoint{name, number, name}.behaviour(ami::testing::endpoint_behaviour::answers));
  }
  return made.queue(ami::testing::pbx_queue{"support", "500"}.member("dave"))
      .conference(ami::testing::pbx_conference{"daily", "600"})
      .parking(701, 706, 60s)
      .clock_origin(first_second)
      .ring_time(1s, 1s)
      .talk_time(1h, 1h)
      .all_states(true);
}

// What a stream of the changes gives, and whether that leads to what there is.
class changed_channels {
public:
  // @return false when they do not go with what was there.
  bool apply(const std::vector<ami::live_change>& changes) {
    for (const auto& change : changes) {
      const auto* before = change.before<ami::live_channel>();
      const auto* after = change.after<ami::live_channel>();
      if (before != nullptr && std::erase(records_, before) != 1) {
        return false;
      }
      if (after != nullptr) {
        records_.push_back(after);
        kept_.push_back(change);
      }
    }
    return true;
  }
  // A new stream begins.
  void begin(const ami::live_snapshot& now) {
    kept_.clear();
    records_.clear();
    first_ = now;
    for (const auto& channel : first_.channels()) {
      records_.push_back(&channel);
    }
  }
  bool lead_to(const ami::live_snapshot& now) const {
    return now.channels().size() == records_.size() &&
           std::ranges::all_of(records_, [&](const auto* record) { return now.channel(record->uniqueid()) == record; });
  }

private:
  ami::live_snapshot first_;
  std::vector<ami::live_change> kept_;  // whose records these are
  std::vector<const ami::live_channel*> records_;
};

constexpr std::uint64_t no_refusal = ~std::uint64_t{0};
// From the moment when all is valid again to the next refusal.
constexpr std::uint64_t stride = 13;

// One run of the script.
class trial {
public:
  explicit trial(bool watched) : watched_{watched} {}

  // @param refused which of the model's allocations fails first.
  void run(std::uint64_t refused) {
    refused_ = refused;
    model_ = std::make_unique<ami::live::model>();
    model_->watch(watched_);
    changes_.begin(model_->snapshot());
    start_pbx();
    tell([&] { model_->start(time()); });
    for (std::size_t at = 0; at < script_size; ++at) {
      act(at);
      wait(3s);
    }
    refused_ = no_refusal;
    wait(15min);
    check();
    REQUIRE(model_->snapshot().valid());
  }

  // How many the model asked for.
  std::uint64_t asked_for() const noexcept { return asked_for_; }
  // How many of them failed.
  std::uint64_t refusals() const noexcept { return refusals_; }
  // How many of the parts' states that were compared were valid.
  std::uint64_t compared() const noexcept { return compared_; }
  const ami::live::model& model() const noexcept { return *model_; }

private:
  static constexpr std::size_t script_size = 13;

  ami::live_time time() const { return ami::live_time{1000h} + now_; }

  // What happens at the PBX and on the way to it.
  void act(std::size_t step) {
    const auto call = [&](const std::string& from, const std::string& exten) {
      pbx_->originate(pbx_call{"PJSIP/" + from}.extension("default", exten, 1), {});
    };
    switch (step) {
    case 0: call("alice", "2002"); break;
    case 1: call("carol", "500"); break;
    case 2: pbx_->hold(channel_of("alice"), {}); break;
    case 3: pbx_->blind_transfer(channel_of("bob"), "default", "600"); break;
    case 4: pbx_->park(channel_of("carol"), 60s, {}); break;
    case 5:
      tell([&] { model_->on_event(lag_, time()); });
      forget_what_no_list_has();
      break;
    case 6: call("bob", "600"); break;
    case 7: tell([&] { model_->verify(time()); }); break;
    case 8:
      tell([&] { model_->on_event(lost_, time()); });
      connected_ = false;
      break;
    case 9:
      start_pbx();
      connected_ = true;
      tell([&] { model_->on_event(restored_, time()); });
      tell([&] { model_->on_booted(time()); });
      break;
    case 10: call("alice", "500"); break;
    case 11: call("bob", "500"); break;
    default: pbx_->hang_up_all();
    }
    check();
  }

  std::string channel_of(const std::string& telephone) const {
    for (const auto& name : pbx_->channels()) {
      if (name.starts_with("PJSIP/" + telephone + "-")) {
        return name;
      }
    }
    return {};
  }

  void start_pbx() {
    ++starts_;
    began_ = now_;
    unknowable_ = {};
    pbx_ = std::make_unique<pbx_simulation>(office().clock_origin(first_second + now_ / 1s), [this](const auto& event) {
      if (!connected_) {
        return;
      }
      const ami::event value = test::event_of_text(event.str());
      const auto gaps = model_->counters().gaps_;
      tell([&] { model_->on_event(value, time()); });
      if (model_->counters().gaps_ != gaps) {
        forget_what_no_list_has();
      }
    });
  }

  // Only events tell these.
  void forget_what_no_list_has() {
    for (const auto& [number, leg] : pbx_->all_channels()) {
      unknowable_.holds.insert(leg.uniqueid);
      unknowable_.dials.insert(leg.uniqueid);
    }
  }

  void wait(duration time_span) {
    const duration until = now_ + time_span;
    for (;;) {
      ask_for_lists();
      const auto pbx_due = pbx_->next_due();
      const auto model_due = model_->next_due();
      duration next = until;
      next = pbx_due ? std::min(next, began_ + *pbx_due) : next;
      next = model_due ? std::min(next, std::chrono::ceil<duration>(*model_due - ami::live_time{1000h})) : next;
      now_ = std::max(now_, next);
      if (now_ >= until) {
        return;
      }
      pbx_->advance(now_ - began_);
      check();
    }
  }

  void ask_for_lists() {
    for (;;) {
      std::optional<ami::live::list_request> request;
      tell([&] { request = model_->next_request(time()); });
      if (!request) {
        return;
      }
      if (request->kind() == list_kind::core_status) {
        const auto response = test::frame_of(
            "Response: Success\nCoreStartupDate: 2026-11-23\nCoreStartupTime: " + std::to_string(starts_) + "\n");
        tell([&] { model_->on_core_status(response.view(), time()); });
      } else {
        const auto frames =
            test::read_whole(list_of(*request).str("x"), ami::wire::frame_reader::greeting::absent).frames;
        for (std::size_t i = 1; i + 1 < frames.size(); ++i) {
          const ami::event item = test::event_of_text(frames[i]);
          tell([&] { model_->on_list_item(item); });
        }
        const bool empty = frames.size() == 2 && ami::live::is_error_when_empty(request->kind());
        tell([&] {
          model_->on_list_end(empty ? list_outcome::error : list_outcome::complete, "a text that needs memory", time());
        });
      }
      check();
    }
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
    default: return pbx_->core_show_channels();
    }
  }

  // Memory is refused to the model alone.
  template <class Function>
  void tell(Function function) {
    test::refuse_memory(refused_ != no_refusal ? refused_ - asked_for_ : no_refusal, false);
    function();
    asked_for_ += test::refuse_no_memory();
    if (asked_for_ > refused_) {
      refused_ = no_refusal;
      ++refusals_;
      recovers_ = true;
    }
    const bool lost = model_->take_loss();
    const auto changes = model_->take_changes();
    if (watched_ && !lost) {
      const bool fits = changes_.apply(changes);
      REQUIRE(fits);
    } else {
      changes_.begin(model_->snapshot());
    }
  }

  void check() {
    const auto now = model_->snapshot();
    if (connected_) {
      test::live_truth truth{*pbx_, now, ami::live_time{1000h} + began_, 10s};
      const std::string differences = truth.differences(unknowable_);
      REQUIRE(differences == "");
    }
    const bool told = !watched_ || changes_.lead_to(now);
    REQUIRE(told);
    for (const auto part : ami::live_parts) {
      compared_ += now.state(part).valid() ? 1U : 0U;
    }
    if (recovers_ && now.valid()) {
      recovers_ = false;
      refused_ = asked_for_ + stride;
    }
  }

  const bool watched_;
  const ami::event lag_{ami::lagged{3}};
  const ami::event lost_{ami::connection_lost{{}}};
  const ami::event restored_{ami::connection_restored{2, 1s}};
  std::uint64_t refused_ = no_refusal;
  std::uint64_t asked_for_ = 0;
  std::uint64_t refusals_ = 0;
  std::uint64_t compared_ = 0;
  std::unique_ptr<ami::live::model> model_;
  std::unique_ptr<pbx_simulation> pbx_;
  test::unknowable unknowable_;
  changed_channels changes_;
  duration now_{};
  duration began_{};
  int starts_ = 0;
  bool connected_ = true;
  bool recovers_ = false;  // from a refusal
};

}  // namespace

TEST_CASE("the model of a live state claims nothing that it has no memory for") {
  const bool watched = GENERATE(false, true);
  CAPTURE(watched);
  trial undisturbed{watched};
  undisturbed.run(no_refusal);
  CHECK(undisturbed.model().counters().gaps_ == 2);
  CHECK(undisturbed.model().counters().restarts_ == 1);
  CHECK(undisturbed.compared() > 200);
  CHECK(undisturbed.asked_for() > 1000);
  std::uint64_t refusals = 0;
  std::uint64_t forgotten = 0;
  for (std::uint64_t refused = 0; refused < undisturbed.asked_for(); refused += watched ? 11 : 37) {
    CAPTURE(refused);
    trial disturbed{watched};
    disturbed.run(refused);
    refusals += disturbed.refusals();
    forgotten += disturbed.model().counters().gaps_ - 2;
  }
  CHECK(refusals > (watched ? 700 : 150));
  CHECK(forgotten > refusals / 2);
}
