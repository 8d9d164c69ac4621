// session::outbox and session::pending_actions when memory is wanting: one script of what a connection asks of them,
// again and again, with another of its allocations refused each time.
#include "base/memory_reserve.hpp"
#include "catch.hpp"
#include "memory/failing_memory.hpp"
#include "session/outbox.hpp"
#include "session/pending_actions.hpp"

#include <ami/ami.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

using ami::errc;
using ami::outcome;
using ami::session::action_owner;
using ami::session::correlator;
using ami::session::gate;
using ami::session::outbox;
using ami::session::pending_action;
using ami::session::pending_ptr;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t action_count = 9;  // their ids begin at 1
constexpr std::uint64_t nothing = std::numeric_limits<std::uint64_t>::max();

// What became of one action.
class fate {
public:
  int given_back_ = 0;  // for want of memory; then another one was admitted in its place
  int answered_ = 0;
  int ended_ = 0;  // came from next_ended()
  bool never_sent_ = false;
  int left_ = 0;  // how often its first byte was written
};

class result {
public:
  std::array<fate, action_count + 1> fates_;
  int alive_ = 0;              // actions that were not destroyed
  int unexpected_ = 0;         // admitted neither at first nor at last, or lost on the way
  int text_expected_ = 0;      // of a link that has ended
  std::uint64_t sent_ = 0;     // the user's, as they were counted
  std::size_t in_flight_ = 0;  // in the table at the end
  std::size_t unsent_bytes_ = 0;
  std::uint64_t asked_for_ = 0;  // allocations
};

class counted_action final : public pending_action {
public:
  explicit counted_action(int& alive) : alive_{&alive} { ++*alive_; }
  ~counted_action() override { --*alive_; }
  void run() override {}

private:
  int* alive_;
};

class script {
public:
  explicit script(result& to) : result_{&to} {}

  void run() {
    admit(1);
    admit(2, [](pending_action& named) {
      named.names_itself_ = true;
      named.extras().action_id_ = "chosen by the user, and longer than a string holds without memory";
    });
    admit(3, [](pending_action& text) { text.text_reply_ = true; });
    admit(4, [](pending_action& list) {
      list.name_ = "CoreShowChannels";
      list.extras().list_limits_.emplace().max_items(1);
    });
    admit(5, [](pending_action& own) { own.owner_ = action_owner::ping; });
    admit(6, {}, gate::waiting);
    once_more_if_refused([&] { box_.cancel(2, true, now_); });
    take_ended();
    // A part leaves, in the middle of action 3, and the link fails.
    begin_write();
    left(size_of(5) + size_of(1) + 1);
    box_.write_failed(0);
    lose_link(errc::connection_closed, false);
    // The next link.
    admit(7, [](pending_action& list) { list.name_ = "QueueStatus"; });
    admit(8, [](pending_action& own) { own.owner_ = action_owner::mask; });
    admit(9, [](pending_action& text) { text.text_reply_ = true; });
    begin_write();
    left(box_.rest().size());
    arrives("Response: Success\r\nActionID: p-7\r\nEventList: start\r\n\r\n");
    arrives("Event: QueueParams\r\nActionID: p-7\r\nQueue: support\r\n\r\n");
    arrives("Response: Success\r\nActionID: p-8\r\n\r\n");
    arrives("Response: Success\r\nActionID: p-6\r\nMessage: Longer than a string holds without memory\r\n\r\n");
    arrives("text that is longer than a string holds without memory\r\n\r\n");
    arrives("Response: Success\r\nActionID: p-9-end\r\nPing: Pong\r\n\r\n");
    now_ += 5s;
    once_more_if_refused([&] { box_.on_time(now_, true); });
    take_ended();
    lose_link(errc::disconnected, true);
    result_->in_flight_ = actions_.size();
    result_->unsent_bytes_ = box_.unsent_bytes();
    const test::not_counted by_the_test;
    ami::statistics counts;
    counters_.fill(counts);
    for (const auto& action : counts.actions) {
      result_->sent_ += action.sent;
    }
  }

private:
  using change = void (*)(pending_action&);

  // Some are so long that their memory is not kept for the next, and staging them needs more.
  static std::size_t size_of(std::uint64_t id) { return id == 4 ? 5000 : 100; }

  pending_ptr make(std::uint64_t id, change change_it) {
    const test::not_counted by_the_caller;
    auto made = std::make_unique<counted_action>(result_->alive_);
    made->id_ = id;
    made->name_ = "An action of this name: " + std::to_string(id);
    made->timeout_ = 5s;
    made->wait_for_connection_ = 1min;
    if (change_it != nullptr) {
      change_it(*made);
    }
    // The first byte says whose they are.
    const std::string bytes = static_cast<char>(id) + std::string(size_of(id) - 1, '.');
    bytes.copy(made->bytes_.make(bytes.size()), bytes.size());
    return made;
  }

  // What is given back leaves nothing behind: another action of its id can be admitted.
  void admit(std::uint64_t id, change change_it = {}, gate connection = gate::open) {
    for (int attempt = 0; attempt < 2; ++attempt) {
      pending_ptr made = make(id, change_it);
      if (offer(made, connection)) {
        return;
      }
      ++result_->fates_.at(id).given_back_;
      result_->unexpected_ += attempt == 1 || made == nullptr || actions_.find(id) != nullptr ? 1 : 0;
    }
  }

  bool offer(pending_ptr& action, gate connection) {
    if (action->of_user()) {
      return !box_.admit(action, connection, now_);
    }
    action->timeout_ = {};
    try {
      return box_.admit_own(action);
    } catch (const std::bad_alloc&) {
      return false;
    }
  }

  // As for the connection, there is memory again a little later.
  template <class Function>
  static void once_more_if_refused(Function function) {
    try {
      function();
    } catch (const std::bad_alloc&) {
      function();
    }
  }

  // For want of memory the connection ends the link.
  void begin_write() {
    try {
      box_.to_write(now_);
    } catch (const std::bad_alloc&) {
      lose_link(errc::connection_closed, false);
      box_.to_write(now_);
    }
  }

  void arrives(std::string_view text) {
    try {
      const ami::wire::raw_frame raw{text};
      if (actions_.replies().on_frame(raw, raw.kind()) == correlator::verdict::complete) {
        const pending_ptr answered = actions_.replies().take_finished_action();
        box_.answered(*answered);
        ++result_->fates_.at(answered->id_).answered_;
      }
    } catch (const std::bad_alloc&) {
      lose_link(errc::connection_closed, false);
    }
  }

  void lose_link(ami::error_code reason, bool none_follows) {
    once_more_if_refused([&] { box_.link_lost(reason, none_follows, now_); });
    result_->text_expected_ += actions_.replies().takes_events() ? 1 : 0;
    take_ended();
  }

  void left(std::size_t size) {
    for (const char byte : box_.rest().substr(0, size)) {
      if (byte > 0 && byte <= static_cast<char>(action_count)) {
        ++result_->fates_.at(static_cast<std::size_t>(byte)).left_;
      }
    }
    box_.wrote(size);
  }

  void take_ended() {
    while (const pending_ptr ended = box_.next_ended()) {
      fate& of = result_->fates_.at(ended->id_);
      ++of.ended_;
      of.never_sent_ = ended->of_user() && ended->result_.outcome() == outcome::never_sent;
    }
  }

  result* result_;
  ami::options settings_ = ami::options{"pbx"}.reconnect(ami::reconnect_policy{});
  ami::detail::statistics_counters counters_;
  ami::session::pending_actions actions_{"p", ami::session::list_limits{}, counters_};
  outbox box_{settings_, actions_, counters_};
  outbox::time_point now_{1h};
};

// In a thread of its own, because memory that a thread keeps is not asked for again.
result run_script(std::uint64_t refused) {
  result got;
  std::thread{[&] {
    ami::detail::fill_memory_reserve();
    {
      script once{got};
      test::refuse_memory(refused, false);
      once.run();
      got.asked_for_ = test::refuse_no_memory();
    }
    ami::detail::use_memory_reserve();
  }}.join();
  return got;
}

}  // namespace

TEST_CASE("one failed allocation, whichever it is, ends each action of an outbox once, and writes none twice") {
  const result undisturbed = run_script(nothing);
  int given_back = 0;
  for (std::uint64_t refused = 0; refused < undisturbed.asked_for_; ++refused) {
    const std::size_t before = test::bytes_in_use();
    const result got = run_script(refused);
    const std::size_t after = test::bytes_in_use();
    CAPTURE(refused);
    REQUIRE(after == before);
    REQUIRE(got.alive_ == 0);
    REQUIRE(got.unexpected_ == 0);
    REQUIRE(got.text_expected_ == 0);
    REQUIRE(got.in_flight_ == 0);
    REQUIRE(got.unsent_bytes_ == 0);
    std::uint64_t maybe_sent = 0;  // more than have left, where nobody has memory to note that they have not
    for (std::size_t id = 1; id <= action_count; ++id) {
      const fate& of = got.fates_.at(id);
      maybe_sent += id != 5 && id != 8 && !of.never_sent_ ? 1U : 0U;
      CAPTURE(id, of.answered_, of.ended_, of.never_sent_);
      REQUIRE(of.answered_ + of.ended_ == 1);
      REQUIRE(of.left_ <= (of.never_sent_ ? 0 : 1));
      given_back += of.given_back_;
    }
    REQUIRE(got.sent_ == maybe_sent);
  }
  // The script takes each way to the end, and some allocations belong to admitting.
  CHECK(undisturbed.asked_for_ > 50);
  CHECK(given_back > 10);
  const auto& fates = undisturbed.fates_;
  CHECK(fates[1].ended_ == 1);
  CHECK(fates[1].left_ == 1);
  CHECK(fates[2].never_sent_);
  CHECK(fates[3].left_ == 1);
  CHECK(fates[4].left_ == 1);  // waited for the second link
  CHECK(fates[6].answered_ == 1);
  CHECK(fates[7].ended_ == 1);
  CHECK(fates[8].answered_ == 1);
  CHECK(fates[9].answered_ == 1);
}

TEST_CASE("an action that pending_actions has no memory for stays with the caller, and leaves nothing behind") {
  bool added = false;
  std::uint64_t refused = 0;
  for (; !added; ++refused) {
    int alive = 0;
    {
      ami::detail::statistics_counters counters;
      ami::session::pending_actions actions{"p", ami::session::list_limits{}, counters};
      pending_ptr made = std::make_unique<counted_action>(alive);
      made->id_ = 1;
      made->timeout_ = 5s;
      made->may_wait_ = true;
      made->wait_for_connection_ = 1min;
      made->names_itself_ = true;
      made->extras().action_id_ = "chosen by the user, and longer than a string holds without memory";
      made->extras().list_limits_.emplace();
      test::refuse_memory(refused, false);
      try {
        added = actions.add(made, {});
      } catch (const std::bad_alloc&) {
        added = false;
      }
      test::refuse_no_memory();
      CAPTURE(refused);
      REQUIRE((made == nullptr) == added);
      REQUIRE((actions.find(1) != nullptr) == added);
      REQUIRE(actions.size() == (added ? 1U : 0U));
      REQUIRE(alive == 1);
    }
    REQUIRE(alive == 0);
  }
  CHECK(refused > 4);
}
