// session::outbox: the order in which actions leave, and what becomes of them when they do not.
#include "catch.hpp"
#include "session/outbox.hpp"
#include "session/pending_actions.hpp"
#include "support/plain_action.hpp"

#include <ami/ami.hpp>

#include <boost/asio/error.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using ami::errc;
using ami::outcome;
using ami::session::action_owner;
using ami::session::action_stage;
using ami::session::gate;
using ami::session::outbox;
using ami::session::pending_action;
using ami::session::pending_ptr;
using namespace std::chrono_literals;

namespace {

using key = outbox::key;
constexpr auto aborted = boost::asio::error::operation_aborted;

pending_ptr action_of(key id, std::string_view bytes, ami::options::duration wait = 0ms) {
  auto made = test::make_action(id);
  made->name_ = "Ping";
  made->timeout_ = 5s;
  made->wait_for_connection_ = wait;
  bytes.copy(made->bytes_.make(bytes.size()), bytes.size());
  return made;
}

// An outbox with its clock.
class bench {
public:
  explicit bench(ami::options settings = ami::options{"pbx"}.reconnect(ami::reconnect_policy{}))
      : settings_{std::move(settings)} {}

  ami::error_code admit(pending_ptr action, gate connection = gate::open) {
    return box_.admit(action, connection, now_);
  }
  ami::error_code admit(key id, std::string_view bytes, gate connection = gate::open,
                        ami::options::duration wait = 0ms) {
    return admit(action_of(id, bytes, wait), connection);
  }
  bool admit_own(key id, std::string_view bytes, action_owner owner) {
    auto action = action_of(id, bytes);
    action->owner_ = owner;
    action->timeout_ = {};
    return box_.admit_own(action);
  }
  // Everything that can be written now leaves.
  std::string write_all() {
    std::string all;
    for (std::string_view next = box_.to_write(now_); !next.empty(); next = box_.to_write(now_)) {
      all += next;
      REQUIRE(box_.wrote(next.size()));
    }
    return all;
  }
  action_stage stage(key id) {
    const pending_action* const found = actions_.find(id);
    REQUIRE(found != nullptr);
    return box_.stage(*found);
  }
  // What has ended since it was asked last.
  std::map<key, std::pair<ami::error_code, outcome>> ended() {
    std::map<key, std::pair<ami::error_code, outcome>> all;
    while (const pending_ptr next = box_.next_ended()) {
      REQUIRE(all.emplace(next->id_, std::pair{next->error_, next->result_.outcome()}).second);
    }
    return all;
  }
  bool answer(key id) {
    const std::string text =
        "Response: Success\r\nActionID: " + actions_.replies().make_action_id(id) + "\r\nMessage: Done\r\n\r\n";
    const ami::wire::raw_frame raw{text};
    if (actions_.replies().on_frame(raw, raw.kind()) != ami::session::correlator::verdict::complete) {
      return false;
    }
    box_.answered(*actions_.replies().finished_action());
    return actions_.replies().take_finished_action()->id_ == id;
  }
  ami::statistics statistics() {
    ami::statistics result;
    counters_.fill(result);
    box_.fill(result);
    return result;
  }
  std::uint64_t sent() {
    const auto now = statistics();
    return now.actions.empty() ? 0 : now.actions.front().sent;
  }

  ami::options settings_;
  ami::detail::statistics_counters counters_;
  ami::session::pending_actions actions_{"p", ami::session::list_limits{}, counters_};
  outbox box_{settings_, actions_, counters_};
  outbox::time_point now_{1h};
};

using ends = std::map<key, std::pair<ami::error_code, outcome>>;

ends only(key id, ami::error_code error, outcome result) {
  return {{id, {error, result}}};
}

}  // namespace

TEST_CASE("outbox: an action is staged, and written with those that were staged with it") {
  bench b;
  REQUIRE_FALSE(b.admit(1, "one"));
  REQUIRE_FALSE(b.admit(2, "two"));
  CHECK(b.stage(1) == action_stage::staged);
  CHECK(b.box_.staged() == 2);
  CHECK(b.box_.to_write(b.now_) == "onetwo");
  CHECK(b.stage(1) == action_stage::written);
  CHECK(b.box_.staged() == 0);
  // While that is under way the next waits.
  REQUIRE_FALSE(b.admit(3, "three"));
  CHECK(b.stage(3) == action_stage::waiting);
  CHECK(b.box_.to_write(b.now_).empty());
  CHECK_FALSE(b.box_.wrote(4));
  CHECK(b.box_.rest() == "wo");
  CHECK(b.box_.wrote(2));
  CHECK(b.stage(2) == action_stage::written);
  CHECK(b.write_all() == "three");
  CHECK(b.box_.empty());
  CHECK(b.ended().empty());
}

TEST_CASE("outbox: what the connection cannot take stays with the caller") {
  bench b{ami::options{"pbx"}.reconnect(ami::reconnect_policy{}).max_actions_in_flight(2).max_unsent_bytes(10)};
  const auto refused = [&](key id, std::string_view bytes, gate connection, ami::options::duration wait) {
    auto action = action_of(id, bytes, wait);
    const ami::error_code error = b.box_.admit(action, connection, b.now_);
    CHECK((action != nullptr) == static_cast<bool>(error));
    CHECK((action == nullptr || action->bytes_.view() == bytes));
    return error;
  };
  CHECK(refused(1, "a", gate::closed, 1s) == errc::not_connected);
  CHECK(refused(1, "a", gate::waiting, 0s) == errc::not_connected);
  CHECK(refused(1, "more than ten", gate::open, 0s) == errc::queue_full);
  CHECK_FALSE(refused(1, "12345", gate::waiting, 1s));
  CHECK(refused(2, "678901", gate::open, 0s) == errc::queue_full);
  CHECK(refused(1, "67890", gate::open, 0s) == errc::duplicate_action_id);
  CHECK_FALSE(refused(2, "67890", gate::open, 0s));
  CHECK(b.box_.unsent_bytes() == 10);
  CHECK(refused(3, "", gate::open, 0s) == errc::queue_full);
  CHECK(b.write_all() == "1234567890");
  CHECK(b.box_.unsent_bytes() == 0);
}

TEST_CASE("outbox: without reconnection nothing waits for a connection") {
  bench b{ami::options{"pbx"}};
  CHECK(b.admit(1, "a", gate::waiting, 1s) == errc::not_connected);
}

TEST_CASE("outbox: the library's own actions leave first, and Logoff last") {
  bench b;
  REQUIRE_FALSE(b.admit(1, "1"));
  CHECK(b.box_.to_write(b.now_) == "1");
  REQUIRE_FALSE(b.admit(2, "2"));
  REQUIRE_FALSE(b.admit(3, "3"));
  REQUIRE(b.admit_own(4, "L", action_owner::logoff));
  REQUIRE(b.admit_own(5, "P", action_owner::ping));
  REQUIRE(b.admit_own(6, "M", action_owner::mask));
  REQUIRE_FALSE(b.admit(7, "7"));
  REQUIRE(b.box_.wrote(1));
  CHECK(b.write_all() == "PM23L7");
  CHECK(b.sent() == 4);  // of the user's
  REQUIRE(b.admit_own(8, "8", action_owner::ping));
  CHECK_FALSE(b.admit_own(8, "8", action_owner::ping));
  CHECK(b.write_all() == "8");
}

TEST_CASE("outbox: one write takes no action more when it has the largest size") {
  bench b;
  const std::string half(outbox::largest_write / 2, 'h');
  REQUIRE_FALSE(b.admit(1, half));
  CHECK(b.box_.can_stage());
  REQUIRE_FALSE(b.admit(2, half));
  CHECK_FALSE(b.box_.can_stage());
  REQUIRE_FALSE(b.admit(3, "next"));
  CHECK(b.stage(3) == action_stage::waiting);
  CHECK(b.box_.to_write(b.now_).size() == outbox::largest_write);
  REQUIRE(b.box_.wrote(outbox::largest_write));
  CHECK(b.box_.to_write(b.now_) == "next");
}

TEST_CASE("outbox: a write that fails at any byte: each byte has left once, or its action waits") {
  const std::vector<std::string> texts = {"one.", "t", "three...", "12", "fifth action"};
  std::string all;
  for (const std::string& text : texts) {
    all += text;
  }
  for (std::size_t before = 0; before < all.size(); ++before) {
    for (std::size_t left = before; left <= all.size(); ++left) {
      CAPTURE(before, left);
      bench b;
      for (std::size_t i = 0; i < texts.size(); ++i) {
        REQUIRE_FALSE(b.admit(i + 1, texts[i], gate::open, 1min));
      }
      REQUIRE(b.box_.to_write(b.now_) == all);
      REQUIRE_FALSE(b.box_.wrote(before));
      b.box_.write_failed(left - before);
      REQUIRE_FALSE(b.box_.writing());
      std::string again;
      ends lost;
      std::size_t begin = 0;
      for (std::size_t i = 0; i < texts.size(); begin += texts[i++].size()) {
        const bool waits = begin >= left;
        REQUIRE(b.stage(i + 1) == (waits ? action_stage::waiting : action_stage::written));
        if (waits) {
          again += texts[i];
        } else {
          lost.emplace(i + 1, std::pair{errc::reply_lost, outcome::unknown});
        }
      }
      REQUIRE(b.sent() == lost.size());
      REQUIRE(b.box_.unsent_bytes() == again.size());
      b.box_.link_lost(errc::connection_closed, false, b.now_);
      REQUIRE(b.ended() == lost);
      REQUIRE(b.write_all() == again);
      REQUIRE(b.sent() == texts.size());
    }
  }
}

TEST_CASE("outbox: of a write of which nobody knows how much left, all counts as written") {
  bench b;
  REQUIRE_FALSE(b.admit(1, "one", gate::open, 1min));
  REQUIRE_FALSE(b.box_.to_write(b.now_).empty());
  REQUIRE_FALSE(b.admit(2, "two", gate::open, 1min));
  b.box_.abandon_write();
  b.box_.link_lost(errc::connection_closed, false, b.now_);
  CHECK(b.ended() == only(1, errc::reply_lost, outcome::unknown));
  CHECK(b.write_all() == "two");
}

TEST_CASE("outbox: the end of the link ends what was written, and what does not wait for another") {
  bench b;
  REQUIRE_FALSE(b.admit(1, "1", gate::open, 1min));
  CHECK(b.write_all() == "1");
  REQUIRE_FALSE(b.admit(2, "2", gate::open, 1min));
  REQUIRE_FALSE(b.admit(3, "3", gate::open));
  REQUIRE(b.admit_own(4, "P", action_owner::ping));
  const bool none_follows = GENERATE(false, true);
  b.box_.link_lost(errc::connection_closed, none_follows, b.now_);
  auto ended = b.ended();
  CHECK(ended.erase(4) == 1);
  ends expected = {{1, {errc::reply_lost, outcome::unknown}}, {3, {errc::not_sent, outcome::never_sent}}};
  if (none_follows) {
    expected.emplace(2, std::pair{errc::not_sent, outcome::never_sent});
  }
  CHECK(ended == expected);
  CHECK(b.actions_.empty() == none_follows);
  CHECK((b.actions_.next_deadline() == outbox::time_point::max()) == none_follows);
  CHECK(b.write_all() == (none_follows ? "" : "2"));
}

TEST_CASE("outbox: during a write the link's end finds its actions written") {
  bench b;
  REQUIRE_FALSE(b.admit(1, "1", gate::open, 1min));
  REQUIRE_FALSE(b.box_.to_write(b.now_).empty());
  b.box_.link_lost(errc::disconnected, true, b.now_);
  CHECK(b.ended() == only(1, errc::reply_lost, outcome::unknown));
}

TEST_CASE("outbox: a reply that was not handed over is lost with the link") {
  bench b;
  REQUIRE_FALSE(b.admit(1, "1", gate::open, 1min));
  b.write_all();
  const std::string text = "Response: Success\r\nActionID: p-1\r\n\r\n";
  const ami::wire::raw_frame raw{text};
  REQUIRE(b.actions_.replies().on_frame(raw, raw.kind()) == ami::session::correlator::verdict::complete);
  b.box_.link_lost(boost::system::errc::make_error_code(boost::system::errc::not_enough_memory), true, b.now_);
  CHECK(b.ended() == only(1, errc::reply_lost, outcome::unknown));
}

TEST_CASE("outbox: cancelling takes out what has not left, and of what has the reply is late") {
  bench b;
  const bool unless_written = GENERATE(false, true);
  SECTION("waiting") {
    REQUIRE_FALSE(b.admit(1, "1", gate::waiting, 1min));
    b.box_.cancel(1, unless_written, b.now_);
    CHECK(b.ended() == only(1, aborted, outcome::never_sent));
    CHECK(b.box_.unsent_bytes() == 0);
    CHECK(b.write_all().empty());
  }
  SECTION("staged between others") {
    for (key id = 1; id <= 3; ++id) {
      REQUIRE_FALSE(b.admit(id, std::to_string(id)));
    }
    b.box_.cancel(2, unless_written, b.now_);
    CHECK(b.ended() == only(2, aborted, outcome::never_sent));
    CHECK(b.box_.unsent_bytes() == 2);
    CHECK(b.write_all() == "13");
    CHECK(b.sent() == 2);
  }
  SECTION("being written, and written") {
    REQUIRE_FALSE(b.admit(1, "1"));
    REQUIRE_FALSE(b.box_.to_write(b.now_).empty());
    if (GENERATE(false, true)) {
      REQUIRE(b.box_.wrote(1));
    }
    b.box_.cancel(1, unless_written, b.now_);
    CHECK(b.ended() == (unless_written ? ends{} : only(1, aborted, outcome::unknown)));
    CHECK(b.answer(1) == unless_written);
  }
  SECTION("over") {
    b.box_.cancel(1, unless_written, b.now_);
    CHECK(b.ended().empty());
  }
}

TEST_CASE("outbox: an action that is cancelled while it is written is not given back when the write fails") {
  bench b;
  REQUIRE_FALSE(b.admit(1, "1", gate::open, 1min));
  REQUIRE_FALSE(b.admit(2, "2", gate::open, 1min));
  REQUIRE_FALSE(b.box_.to_write(b.now_).empty());
  b.box_.cancel(2, false, b.now_);
  b.box_.write_failed(0);
  CHECK(b.ended() == only(2, aborted, outcome::unknown));
  CHECK(b.write_all() == "1");
}

TEST_CASE("outbox: the time of an action passes, wherever it is") {
  bench b;
  const auto after = [&](std::chrono::milliseconds time, bool connected) {
    b.now_ += time;
    b.box_.on_time(b.now_, connected);
    return b.ended();
  };
  SECTION("for its reply") {
    REQUIRE_FALSE(b.admit(1, "1"));
    b.write_all();
    CHECK(b.actions_.next_deadline() == b.now_ + 5s);
    CHECK(after(4999ms, true).empty());
    CHECK(after(1ms, true) == only(1, errc::response_timed_out, outcome::unknown));
    CHECK_FALSE(b.answer(1));
  }
  SECTION("for its reply, of which a part came") {
    REQUIRE_FALSE(b.admit(1, "1"));
    b.write_all();
    b.now_ += 3s;
    ami::session::pending_actions::prolong(*b.actions_.find(1), b.now_);
    CHECK(after(2s, true).empty());
    CHECK(b.actions_.next_deadline() == b.now_ + 3s);
    CHECK(after(3s, true) == only(1, errc::response_timed_out, outcome::unknown));
  }
  SECTION("while it waits behind a write") {
    REQUIRE_FALSE(b.admit(1, "1"));
    REQUIRE_FALSE(b.box_.to_write(b.now_).empty());
    REQUIRE_FALSE(b.admit(2, "2"));
    const auto ended = after(5s, true);
    CHECK(ended == ends{{1, {errc::response_timed_out, outcome::unknown}}, {2, {errc::not_sent, outcome::never_sent}}});
  }
  SECTION("while it waits for a connection, which is shorter") {
    REQUIRE_FALSE(b.admit(1, "1", gate::waiting, 2s));
    CHECK(after(2s, false) == only(1, errc::not_connected, outcome::never_sent));
  }
  SECTION("while it waits for a connection, which is longer") {
    REQUIRE_FALSE(b.admit(1, "1", gate::waiting, 10s));
    CHECK(after(5s, false) == only(1, errc::not_connected, outcome::never_sent));
  }
  SECTION("for a connection, when there is one: it does not wait for the next") {
    REQUIRE_FALSE(b.admit(1, "1", gate::open, 2s));
    CHECK(after(2s, true).empty());
    b.box_.link_lost(errc::connection_closed, false, b.now_);
    CHECK(b.ended() == only(1, errc::not_sent, outcome::never_sent));
  }
  SECTION("not, when it has none") {
    auto action = action_of(1, "1");
    action->timeout_ = {};
    REQUIRE_FALSE(b.admit(std::move(action)));
    CHECK(b.actions_.next_deadline() == outbox::time_point::max());
  }
}

TEST_CASE("outbox: the time of what a handler sends begins when it leaves, however long the handler goes on") {
  bench b;
  REQUIRE_FALSE(b.admit(1, "1"));
  b.now_ += 6s;
  CHECK(b.write_all() == "1");
  CHECK(b.actions_.find(1)->written_at_ == b.now_);
  b.box_.on_time(b.now_, true);
  CHECK(b.ended().empty());
  b.now_ += 5s;
  b.box_.on_time(b.now_, true);
  CHECK(b.ended() == only(1, errc::response_timed_out, outcome::unknown));
}

TEST_CASE("outbox: the counts tell what is written from what waits, also when it is staged") {
  bench b;
  REQUIRE_FALSE(b.admit(1, "1"));
  b.write_all();
  REQUIRE(b.answer(1));
  REQUIRE_FALSE(b.admit(2, "2"));
  b.write_all();
  REQUIRE_FALSE(b.admit(3, "33"));
  REQUIRE(b.admit_own(4, "P", action_owner::ping));
  const auto now = b.statistics();
  CHECK(now.actions_in_flight == 1);
  CHECK(now.actions_waiting == 1);
  CHECK(now.unsent_bytes == 3);
  REQUIRE(now.actions.size() == 1);
  CHECK(now.actions.front().sent == 2);
  CHECK(b.stage(3) == action_stage::staged);  // asking has changed nothing
}

TEST_CASE("outbox: a server that answers before it was asked leaves no bytes behind") {
  bench b;
  REQUIRE_FALSE(b.admit(1, "waits", gate::waiting, 1min));
  CHECK(b.answer(1));
  CHECK(b.box_.unsent_bytes() == 0);
  CHECK(b.write_all().empty());
  REQUIRE_FALSE(b.admit(2, "staged"));
  CHECK(b.answer(2));
  CHECK(b.write_all() == "staged");
  CHECK(b.ended().empty());
}

TEST_CASE("outbox: text belongs to the action that was written first, also when another was staged before") {
  bench b;
  const auto text_action = [&](key id) {
    auto action = action_of(id, std::to_string(id) + '.');
    action->text_reply_ = true;
    return action;
  };
  REQUIRE_FALSE(b.admit(text_action(1)));
  REQUIRE_FALSE(b.admit(text_action(2)));
  b.box_.cancel(1, false, b.now_);
  CHECK(b.ended() == only(1, aborted, outcome::never_sent));
  const std::string written = b.write_all();
  // The Ping whose reply ends the text goes with it.
  CHECK(written == "2.Action: Ping\r\nActionID: p-2-end\r\n\r\n");
  const std::string text = "a line of text\r\n\r\n";
  const ami::wire::raw_frame raw{text};
  CHECK(b.actions_.replies().on_frame(raw, raw.kind()) == ami::session::correlator::verdict::consumed);
  CHECK(b.actions_.replies().subject() == 2);
}

TEST_CASE("outbox: whatever happens, an action ends once, and no byte of it is written twice") {
  std::mt19937 random{20261129};  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
  const auto pick = [&](unsigned below) { return static_cast<unsigned>(random() % below); };
  bench b;
  std::set<key> open;
  std::map<key, int> written;
  key next = 0;
  std::string in_write;
  std::size_t left = 0;
  const auto note_ended = [&] {
    for (const auto& [id, end] : b.ended()) {
      REQUIRE(open.erase(id) == 1);
      const bool never = end.second == outcome::never_sent;
      REQUIRE(written[id] == (never ? 0 : written[id]));
    }
  };
  // Actions of 8 bytes that hold their number, so that what is written tells whose it is.
  const auto note_left = [&](std::size_t more) {
    for (std::size_t i = left; i < left + more; ++i) {
      if (i % 8 == 0) {
        REQUIRE(++written[std::stoull(in_write.substr(i, 8))] == 1);
      }
    }
    left += more;
  };
  for (int step = 0; step < 20000; ++step) {
    switch (pick(8)) {
    case 0:
    case 1:
    case 2: {
      std::string text = std::to_string(10000000 + ++next);
      if (!b.admit(10000000 + next, text, gate::open, pick(2) == 0 ? 0ms : 1min)) {
        open.insert(10000000 + next);
      }
      break;
    }
    case 3:
      if (!b.box_.writing()) {
        in_write = b.box_.to_write(b.now_);
        left = 0;
      }
      break;
    case 4:
      if (b.box_.writing()) {
        const std::size_t more = pick(static_cast<unsigned>(in_write.size() - left) + 1);
        note_left(more);
        REQUIRE(b.box_.wrote(more) == (left == in_write.size()));
      }
      break;
    case 5:
      if (b.box_.writing() && pick(3) == 0) {
        const std::size_t more = pick(static_cast<unsigned>(in_write.size() - left) + 1);
        note_left(more);
        b.box_.write_failed(more);
        b.box_.link_lost(errc::connection_closed, false, b.now_);
      }
      break;
    case 6:
      if (!open.empty()) {
        b.box_.cancel(*std::next(open.begin(), pick(static_cast<unsigned>(open.size()))), pick(2) == 0, b.now_);
      }
      break;
    default:
      b.now_ += std::chrono::milliseconds{pick(300)};
      b.box_.on_time(b.now_, true);
      break;
    }
    note_ended();
    REQUIRE(b.actions_.size() == open.size());
  }
  b.box_.link_lost(errc::disconnected, true, b.now_);
  note_ended();
  CHECK(open.empty());
  CHECK(written.size() > 1000);
}

TEST_CASE("outbox: the reply to what was staged long ago comes before it is written") {
  bench b;
  REQUIRE_FALSE(b.admit(1, "1"));
  REQUIRE_FALSE(b.admit(2, "2"));
  CHECK(b.answer(1));
  b.now_ += 6s;
  CHECK(b.write_all() == "12");
  CHECK(b.actions_.find(2)->written_at_ == b.now_);
}

TEST_CASE("outbox: an action of the library's own whose write failed waits again, and is not counted") {
  bench b;
  REQUIRE(b.admit_own(1, "P", action_owner::ping));
  REQUIRE(b.box_.to_write(b.now_) == "P");
  b.box_.write_failed(0);
  CHECK(b.stage(1) == action_stage::waiting);
  CHECK(b.statistics().actions.empty());
  b.box_.link_lost(errc::connection_closed, false, b.now_);
  CHECK(b.ended().size() == 1);
  CHECK(b.box_.next_ended() == nullptr);
}

TEST_CASE("outbox: what is not there cannot fail") {
  bench b;
  b.box_.fail(1, errc::list_overflow, "too many", b.now_);
  CHECK(b.ended().empty());
  CHECK(b.actions_.fail(1, errc::list_overflow, "too many", true) == nullptr);
  CHECK(b.actions_.fail_finished(errc::reply_lost, {}) == nullptr);
}

TEST_CASE("outbox: the time that a written action might have waited for a connection ends nothing") {
  bench b;
  REQUIRE_FALSE(b.admit(1, "1", gate::open, 2s));
  b.write_all();
  b.now_ += 2s;
  b.box_.on_time(b.now_, false);
  CHECK(b.ended().empty());
  CHECK(b.actions_.find(1) != nullptr);
}

TEST_CASE("outbox: an action that has its own ActionID and limits fails with the part of its list that came") {
  bench b;
  auto action = action_of(1, "1");
  action->name_ = "CoreShowChannels";
  action->names_itself_ = true;
  action->timeout_ = {};
  action->extras().action_id_ = "mine";
  action->extras().list_limits_.emplace().max_items(1);
  REQUIRE_FALSE(b.admit(std::move(action)));
  b.write_all();
  const auto arrive = [&](const std::string& text) {
    const ami::wire::raw_frame raw{text};
    return b.actions_.replies().on_frame(raw, raw.kind());
  };
  using verdict = ami::session::correlator::verdict;
  CHECK(arrive("Response: Success\r\nActionID: mine\r\nEventList: start\r\n\r\n") == verdict::consumed);
  CHECK(arrive("Event: CoreShowChannel\r\nActionID: mine\r\n\r\n") == verdict::consumed);
  ami::session::pending_actions::prolong(*b.actions_.find(1), b.now_);
  CHECK(b.actions_.find(1)->due_ == outbox::time_point::max());  // it has no time
  REQUIRE(arrive("Event: CoreShowChannel\r\nActionID: mine\r\n\r\n") == verdict::overflow);
  b.box_.fail(1, errc::list_overflow, "too many items", b.now_);
  const pending_ptr failed = b.box_.next_ended();
  REQUIRE(failed != nullptr);
  CHECK(failed->error_ == errc::list_overflow);
  CHECK(failed->result_.outcome() == outcome::accepted);
  CHECK(failed->result_.action_id() == "mine");
  CHECK(failed->result_.items().size() == 1);
  CHECK(failed->result_.detail() == "CoreShowChannels: too many items");
}

TEST_CASE("outbox: a reply to the library's own that was not handed over is lost without a result") {
  bench b;
  REQUIRE(b.admit_own(1, "P", action_owner::ping));
  b.write_all();
  const std::string text = "Response: Success\r\nActionID: p-1\r\n\r\n";
  const ami::wire::raw_frame raw{text};
  REQUIRE(b.actions_.replies().on_frame(raw, raw.kind()) == ami::session::correlator::verdict::complete);
  b.box_.link_lost(errc::connection_closed, true, b.now_);
  const pending_ptr lost = b.box_.next_ended();
  REQUIRE(lost != nullptr);
  CHECK(lost->error_ == errc::reply_lost);
  CHECK(b.box_.next_ended() == nullptr);
}
