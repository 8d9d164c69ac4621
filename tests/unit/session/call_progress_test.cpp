// The stages of a call from replies and events: recorded ones, every order of them, and what can go wrong.
#include "catch.hpp"
#include "session/call_progress.hpp"
#include "support/data.hpp"

#include <ami/ami.hpp>
#include <ami/wire/frame_reader.hpp>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wire = ami::wire;
using ami::call_stage;
using ami::session::call_identity;
using ami::session::call_progress;
using patience = call_progress::patience;
using namespace std::chrono_literals;

namespace {

std::vector<wire::frame> frames_of(const std::string& capture) {
  std::ifstream file{test::data_directory() / "captures" / (capture + ".raw"), std::ios::binary};
  const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
  REQUIRE_FALSE(bytes.empty());
  wire::frame_reader reader{{}, wire::frame_reader::greeting::expected};
  reader.feed(bytes);
  std::vector<wire::frame> frames;
  for (auto found = reader.next(); found != wire::frame_reader::result::need_more; found = reader.next()) {
    REQUIRE(found != wire::frame_reader::result::error);
    if (found != wire::frame_reader::result::greeting) {
      frames.push_back(reader.current().to_frame());
    }
  }
  return frames;
}

ami::event event(const std::string& text) {
  return ami::event{wire::frame::from_text(text)};
}

ami::reply make_reply(ami::outcome how, const std::string& response = {}) {
  auto data = std::make_shared<ami::detail::reply_data>();
  data->outcome = how;
  if (!response.empty()) {
    data->response = ami::response{wire::frame::from_text(response)};
  }
  return ami::reply{std::move(data)};
}

ami::reply accepted() {
  return make_reply(ami::outcome::accepted, "Response: Success\r\n");
}

std::vector<ami::call_update> take_all(call_progress& progress) {
  std::vector<ami::call_update> updates;
  while (auto update = progress.take()) {
    updates.push_back(std::move(*update));
  }
  return updates;
}

std::vector<call_stage> stages(const std::vector<ami::call_update>& updates) {
  std::vector<call_stage> result;
  result.reserve(updates.size());
  for (const auto& update : updates) {
    result.push_back(update.stage());
  }
  return result;
}

// A recorded call: fed the whole session, as if it were the connection's.
std::vector<ami::call_update> follow(const std::string& capture, const std::string& action_id, const std::string& id) {
  call_progress progress{call_identity{action_id, id, {}}};
  progress.on_send();
  for (const auto& frame : frames_of(capture)) {
    const auto view = frame.view();
    if (view.kind() == wire::frame_kind::response) {
      if (view.action_id() == action_id) {
        progress.on_reply({}, accepted());
      }
    } else {
      progress.on_event(ami::event{frame});
    }
  }
  if (progress.waits_for() == patience::details) {
    progress.on_timeout();
  }
  CHECK(progress.finished());
  CHECK_FALSE(progress.may_ring());
  return take_all(progress);
}

using stage_list = std::vector<call_stage>;
const stage_list whole_call{call_stage::queued, call_stage::created, call_stage::answered, call_stage::hung_up};
const stage_list failed_call{call_stage::queued, call_stage::created, call_stage::failed};

const std::string newchannel = "Event: Newchannel\r\nChannel: PJSIP/a-1\r\nUniqueid: u1\r\nLinkedid: l1\r\n";
const std::string ringing =
    "Event: Newstate\r\nChannel: PJSIP/a-1\r\nChannelState: 5\r\nUniqueid: u1\r\nLinkedid: l1\r\n";
const std::string up = "Event: Newstate\r\nChannel: PJSIP/a-1\r\nChannelState: 6\r\nUniqueid: u1\r\nLinkedid: l1\r\n";
const std::string dial_begin = "Event: DialBegin\r\nDestChannel: PJSIP/a-1\r\nDestUniqueid: u1\r\n";
const std::string dial_busy = "Event: DialEnd\r\nDestChannel: PJSIP/a-1\r\nDestUniqueid: u1\r\nDialStatus: BUSY\r\n";
const std::string success =
    "Event: OriginateResponse\r\nActionID: a1\r\nResponse: Success\r\nChannel: PJSIP/a-1\r\nReason: 4\r\nUniqueid: "
    "u1\r\n";
const std::string failure =
    "Event: OriginateResponse\r\nActionID: a1\r\nResponse: Failure\r\nChannel: PJSIP/a\r\nReason: 0\r\nUniqueid: "
    "u1\r\n";

std::string hangup(int cause) {
  return "Event: Hangup\r\nChannel: PJSIP/a-1\r\nUniqueid: u1\r\nLinkedid: l1\r\nCause: " + std::to_string(cause) +
         "\r\nCause-txt: text\r\n";
}

call_progress started(const ami::call_options& options = {}) {
  call_progress progress{call_identity{"a1", "u1", {}}, options};
  progress.on_send();
  progress.on_reply({}, accepted());
  return progress;
}

std::string status_item(int state, const std::string& uniqueid = "u1") {
  return "Event: Status\r\nChannel: PJSIP/a-1\r\nChannelState: " + std::to_string(state) + "\r\nUniqueid: " + uniqueid +
         "\r\nLinkedid: l1\r\n";
}

ami::reply status_list(const std::vector<std::string>& items) {
  auto data = std::make_shared<ami::detail::reply_data>();
  data->outcome = ami::outcome::accepted;
  data->is_list = true;
  for (const auto& item : items) {
    data->more().items.push_back(event(item));
  }
  return ami::reply{std::move(data)};
}

// The answer to a Status: the channel, in this state.
ami::reply channel_in(int state) {
  return status_list({status_item(state)});
}

const ami::error_code no_such_channel = ami::errc::action_rejected;

ami::reply refusal() {
  return make_reply(ami::outcome::rejected, "Response: Error\r\nMessage: No such channel\r\n");
}

ami::event link_lost(std::chrono::steady_clock::time_point at = {}) {
  return {ami::connection_lost{ami::errc::connection_closed}, at};
}

ami::event link_restored(std::optional<bool> restarted = {}, std::chrono::steady_clock::time_point at = {}) {
  return {ami::connection_restored{2, {}, restarted}, at};
}

ami::call_options followed() {
  return ami::call_options{}.on_link_loss(ami::link_loss_policy::follow);
}

ami::call_options hung_up_unanswered() {
  return ami::call_options{}.on_link_loss(ami::link_loss_policy::hang_up_unanswered);
}

// How far a call is when the link is lost.
const std::vector<std::vector<std::string>> before_loss{{}, {newchannel}, {newchannel, ringing}, {newchannel, up}};

// A call whose link was lost and is back.
call_progress restored(const std::vector<std::string>& before, const ami::call_options& options = followed()) {
  auto progress = started(options);
  for (const auto& text : before) {
    progress.on_event(event(text));
  }
  progress.on_event(link_lost());
  progress.on_event(link_restored());
  take_all(progress);
  return progress;
}

}  // namespace

TEST_CASE("a recorded call that is answered goes to its hangup", "[call]") {
  const auto updates = follow("originate_async_sync", "originate_async_sync-11", "rig-chan-1795406867");
  CHECK(stages(updates) == whole_call);
  CHECK(updates.back().cause() == ami::hangup_cause::not_defined);
  CHECK_FALSE(updates.back().error());
  CHECK(updates.back().reason() == ami::originate_reason::answer);
  CHECK(updates.back().dial_status() == ami::dial_status::answer);
  CHECK(stages(follow("originate_async_sync", "originate_async_sync-3", "1795406860.88")) == whole_call);
}

TEST_CASE("the result of the Originate may come before the channel", "[call]") {
  const auto updates = follow("hangup_actions", "hangup_actions-2", "1795406899.209");
  CHECK(stages(updates) == whole_call);
  CHECK(updates.back().cause() == ami::hangup_cause::call_rejected);
}

TEST_CASE("recorded calls that fail say why", "[call]") {
  const auto busy = follow("originate_async_sync", "originate_async_sync-4", "1795406865.94");
  CHECK(stages(busy) == failed_call);
  CHECK(busy.back().error() == ami::errc::call_busy);
  CHECK(busy.back().reason() == ami::originate_reason::failure);
  CHECK(busy.back().dial_status() == ami::dial_status::busy);
  CHECK(busy.back().cause() == ami::hangup_cause::user_busy);
  CHECK(to_string(busy.back()) == "failed: the far end is busy (cause 17 user busy)");

  const auto unanswered = follow("originate_async_sync", "originate_async_sync-5", "1795406865.98");
  CHECK(stages(unanswered) == failed_call);
  CHECK(unanswered.back().error() == ami::errc::call_not_answered);
  CHECK(unanswered.back().reason() == ami::originate_reason::ring);
  CHECK(unanswered.back().cause() == ami::hangup_cause::no_answer);

  const auto congested = follow("originate_async_sync", "originate_async_sync-8", "1795406865.100");
  CHECK(stages(congested) == failed_call);
  CHECK(congested.back().error() == ami::errc::call_congested);

  const auto no_extension = follow("originate_async_sync", "originate_async_sync-9", "1795406865.101");
  CHECK(stages(no_extension) == failed_call);
  CHECK(no_extension.back().error() == ami::errc::call_failed);

  // No such technology, an endpoint that is not there: no channel was ever made.
  for (const std::string id : {"originate_async_sync-7", "originate_async_sync-6", "originate_async_sync-10"}) {
    const auto none = follow("originate_async_sync", id, "never-made");
    CHECK(stages(none) == stage_list{call_stage::queued, call_stage::failed});
    CHECK(none.back().error() == ami::errc::call_failed);
    CHECK(none.back().error() == ami::outcome::accepted);
    CHECK_FALSE(none.back().cause());
  }
}

TEST_CASE("a busy call is told the same whatever the order of its events", "[call]") {
  std::vector<std::string> texts{newchannel, dial_begin, dial_busy, failure, hangup(17)};
  std::ranges::sort(texts);
  int orders = 0;
  do {
    auto progress = started();
    std::vector<ami::call_update> updates;
    for (const auto& text : texts) {
      progress.on_event(event(text));
      std::ranges::move(take_all(progress), std::back_inserter(updates));
    }
    CHECK(progress.finished());
    CHECK(stages(updates) == failed_call);
    // The reason may be told before the last of the events, but not before the channel is gone.
    CHECK(updates.back().error() == ami::errc::call_busy);
    CHECK(updates.back().cause() == ami::hangup_cause::user_busy);
    ++orders;
  } while (std::ranges::next_permutation(texts).found);
  CHECK(orders == 120);
}

TEST_CASE("an answered call is told the same whatever the order of its events", "[call]") {
  std::vector<std::string> texts{newchannel, ringing, up, success, hangup(16)};
  std::ranges::sort(texts);
  do {
    auto progress = started();
    for (const auto& text : texts) {
      progress.on_event(event(text));
    }
    const auto updates = take_all(progress);
    const auto seen = stages(updates);
    CHECK(std::ranges::is_sorted(seen));
    CHECK(std::ranges::adjacent_find(seen) == seen.end());
    CHECK(std::ranges::count(seen, call_stage::answered) == 1);
    CHECK(seen.back() == call_stage::hung_up);
    CHECK(updates.back().cause() == ami::hangup_cause::normal_clearing);
  } while (std::ranges::next_permutation(texts).found);
}

TEST_CASE("another client's OriginateResponse is never taken for ours", "[call]") {
  auto progress = started();
  progress.on_event(event(newchannel));
  take_all(progress);
  // The same ActionID and another channel; another ActionID and our channel; none at all.
  const std::string others[] = {
      "Event: OriginateResponse\r\nActionID: a1\r\nResponse: Failure\r\nReason: 5\r\nUniqueid: u2\r\n",
      "Event: OriginateResponse\r\nActionID: a1\r\nResponse: Success\r\nReason: 4\r\nUniqueid: u11\r\n",
      "Event: OriginateResponse\r\nActionID: a2\r\nResponse: Failure\r\nReason: 5\r\nUniqueid: u1\r\n",
      "Event: OriginateResponse\r\nActionID: a2\r\nResponse: Failure\r\nReason: 0\r\nUniqueid: <unknown>\r\n",
      "Event: OriginateResponse\r\nResponse: Success\r\nReason: 4\r\nUniqueid: u1\r\n",
      "Event: Hangup\r\nUniqueid: u2\r\nCause: 16\r\n",
      "Event: Newstate\r\nUniqueid: u2\r\nChannelState: 6\r\n",
      "Event: DialEnd\r\nUniqueid: u1\r\nDestUniqueid: u2\r\nDialStatus: ANSWER\r\n",
  };
  for (const auto& text : others) {
    CAPTURE(text);
    CHECK_FALSE(progress.identity().concerns(event(text)));
    progress.on_event(event(text));
    CHECK_FALSE(progress.take());
    CHECK(progress.stage() == call_stage::created);
    CHECK(progress.waits_for() == patience::outcome);
  }
  progress.on_event(event(success));
  CHECK(progress.stage() == call_stage::answered);
}

TEST_CASE("a failure waits for the rest of its reason, but not for ever", "[call]") {
  auto progress = started();
  progress.on_event(event(newchannel));
  progress.on_event(event(failure));
  CHECK(progress.waits_for() == patience::details);
  CHECK_FALSE(progress.may_ring());
  take_all(progress);
  progress.on_timeout();
  auto updates = take_all(progress);
  REQUIRE(updates.size() == 1);
  CHECK(updates[0].stage() == call_stage::failed);
  CHECK(updates[0].error() == ami::errc::call_failed);

  // No OriginateResponse at all: the end of the channel is enough.
  auto other = started();
  other.on_event(event(newchannel));
  other.on_event(event(hangup(21)));
  CHECK(other.waits_for() == patience::details);
  other.on_timeout();
  updates = take_all(other);
  CHECK(stages(updates) == failed_call);
  CHECK(updates.back().error() == ami::errc::call_refused);
  CHECK_FALSE(updates.back().reason());
  CHECK(updates.back().cause_text() == "text");
}

TEST_CASE("a call that was refused is so though the server says, too, that nobody answered", "[call]") {
  auto progress = started();
  progress.on_event(event("Event: DialEnd\r\nDestChannel: x\r\nDestUniqueid: u1\r\nDialStatus: NOANSWER\r\n"));
  progress.on_event(event(failure));
  progress.on_event(event(hangup(21)));
  CHECK(take_all(progress).back().error() == ami::errc::call_refused);
  auto other = started();
  other.on_event(event("Event: DialEnd\r\nDestChannel: x\r\nDestUniqueid: u1\r\nDialStatus: NOANSWER\r\n"));
  other.on_event(event(failure));
  other.on_event(event(hangup(0)));
  CHECK(take_all(other).back().error() == ami::errc::call_not_answered);
}

TEST_CASE("media before the answer is no answer", "[call]") {
  auto progress = started();
  progress.on_event(
      event("Event: OriginateResponse\r\nActionID: a1\r\nResponse: Success\r\nChannel: PJSIP/a-1\r\nReason: "
            "14\r\nUniqueid: u1\r\n"));
  CHECK(progress.stage() == call_stage::created);
  CHECK(progress.may_ring());
  progress.on_event(event(up));
  CHECK(progress.stage() == call_stage::answered);
  CHECK_FALSE(progress.may_ring());
}

TEST_CASE("ringing is told by the channel's state or by the dial's", "[call]") {
  for (const auto& text :
       {ringing,
        std::string{
            "Event: DialState\r\nDestChannel: Local/1;1\r\nDestUniqueid: u1\r\nof a\r\nDialStatus: RINGING\r\nb\r\n"},
        std::string{"Event: DialState\r\nDestChannel: Local/1;1\r\nDestUniqueid: u1\r\nDialStatus: RINGING\r\n"}}) {
    auto progress = started();
    progress.on_event(event(text));
    progress.on_event(event(text));
    CHECK(stages(take_all(progress)) == stage_list{call_stage::queued, call_stage::created, call_stage::ringing});
    CHECK_FALSE(progress.channel().empty());
  }
}

TEST_CASE("an Originate that the server refuses, or that was never sent, is a failure that rings nowhere", "[call]") {
  call_progress refused{call_identity{"a1", "u1", {}}};
  refused.on_send();
  CHECK(refused.may_ring());
  refused.on_reply(ami::errc::action_rejected,
                   make_reply(ami::outcome::rejected, "Response: Error\r\nMessage: Extension does not exist.\r\n"));
  auto updates = take_all(refused);
  REQUIRE(updates.size() == 1);
  CHECK(updates[0].stage() == call_stage::failed);
  CHECK(updates[0].error() == ami::errc::action_rejected);
  CHECK(updates[0].response().message() == "Extension does not exist.");
  CHECK_FALSE(refused.may_ring());

  call_progress unsent{call_identity{"a1", "u1", {}}};
  CHECK_FALSE(unsent.may_ring());
  unsent.on_send();
  unsent.on_reply(ami::errc::not_connected, make_reply(ami::outcome::never_sent));
  CHECK(unsent.finished());
  CHECK_FALSE(unsent.may_ring());
}

TEST_CASE("an Originate whose outcome is unknown may ring", "[call]") {
  for (const auto code : {ami::error_code{ami::errc::response_timed_out}, ami::error_code{ami::errc::reply_lost},
                          ami::error_code{boost::asio::error::operation_aborted}}) {
    call_progress progress{call_identity{"a1", "u1", {}}};
    progress.on_send();
    progress.on_reply(code, make_reply(ami::outcome::unknown));
    const auto updates = take_all(progress);
    REQUIRE(updates.size() == 1);
    CHECK(updates[0].stage() == call_stage::lost);
    CHECK(updates[0].error() == code);
    CHECK(progress.may_ring());
  }
}

TEST_CASE("the connection ends in each stage", "[call]") {
  const auto lost = [](call_progress& progress) {
    progress.on_event(ami::event{ami::connection_lost{ami::errc::connection_closed}});
    const auto updates = take_all(progress);
    REQUIRE_FALSE(updates.empty());
    return updates.back();
  };
  auto queued = started();
  auto update = lost(queued);
  CHECK(update.stage() == call_stage::lost);
  CHECK(update.error() == ami::errc::call_lost);
  CHECK(update.error() == ami::outcome::unknown);
  CHECK(update.link_error() == ami::errc::connection_closed);
  CHECK(queued.may_ring());

  auto created = started();
  created.on_event(event(newchannel));
  created.on_event(event(ringing));
  CHECK(lost(created).stage() == call_stage::lost);
  CHECK(created.may_ring());

  auto answered = started();
  answered.on_event(event(up));
  CHECK(lost(answered).stage() == call_stage::lost);
  CHECK_FALSE(answered.may_ring());

  auto failing = started();
  failing.on_event(event(dial_busy));
  failing.on_event(event(failure));
  CHECK(lost(failing).error() == ami::errc::call_busy);

  auto over = started();
  over.on_event(event(up));
  over.on_event(event(hangup(16)));
  take_all(over);
  over.on_link_ended(ami::errc::connection_closed);
  CHECK_FALSE(over.take());
}

TEST_CASE("a server that does not tell how the call went", "[call]") {
  auto progress = started();
  CHECK(progress.waits_for() == patience::outcome);
  progress.on_timeout();
  const auto updates = take_all(progress);
  CHECK(stages(updates) == stage_list{call_stage::queued, call_stage::lost});
  CHECK(updates.back().error() == ami::errc::call_timed_out);
  CHECK(updates.back().error() == ami::outcome::unknown);
  // It may have been answered: nobody may cut it.
  CHECK_FALSE(progress.may_ring());
}

TEST_CASE("a channel that exists and of which no event comes belongs to a call that is not seen", "[call]") {
  auto progress = started();
  CHECK(progress.unseen());
  // The event may still be on its way.
  for (int times = 1; times < 3; ++times) {
    progress.on_status({}, channel_in(5));
    CHECK(progress.asks_after() == 1000ms * (1 << times));
    CHECK(progress.unseen());
    CHECK_FALSE(progress.finished());
  }
  progress.on_status({}, channel_in(5));
  CHECK(progress.finished());
  auto updates = take_all(progress);
  CHECK(stages(updates) == stage_list{call_stage::queued, call_stage::lost});
  CHECK(updates.back().error() == ami::errc::call_timed_out);
  CHECK(updates.back().detail().find("class call") != std::string::npos);
  CHECK_FALSE(progress.may_ring());

  auto seen = started();
  seen.on_status({}, channel_in(5));
  seen.on_event(event(newchannel));
  CHECK_FALSE(seen.unseen());
  seen.on_status({}, channel_in(5));
  seen.on_status({}, channel_in(5));
  CHECK_FALSE(seen.finished());
}

TEST_CASE("a call that this side hung up was cancelled", "[call]") {
  auto progress = started();
  progress.on_event(event(newchannel));
  progress.on_hang_up_request();
  progress.on_event(event(hangup(16)));
  progress.on_event(event(failure));
  CHECK(take_all(progress).back().error() == ami::errc::call_cancelled);
}

TEST_CASE("what the server says of a failure decides its error", "[call]") {
  const auto failed_with = [](const std::vector<std::string>& texts) {
    auto progress = started();
    progress.on_event(event(newchannel));
    for (const auto& text : texts) {
      progress.on_event(event(text));
    }
    if (!progress.finished()) {
      progress.on_timeout();
    }
    return take_all(progress).back().error();
  };
  const auto with_reason = [&](int reason) {
    return failed_with({"Event: OriginateResponse\r\nActionID: a1\r\nResponse: Failure\r\nUniqueid: u1\r\nReason: " +
                            std::to_string(reason) + "\r\n",
                        hangup(0)});
  };
  CHECK(with_reason(3) == ami::errc::call_not_answered);
  CHECK(with_reason(5) == ami::errc::call_busy);
  CHECK(with_reason(8) == ami::errc::call_congested);
  CHECK(with_reason(0) == ami::errc::call_failed);
  const auto with_status = [&](const std::string& status) {
    return failed_with({"Event: DialEnd\r\nDestUniqueid: u1\r\nDialStatus: " + status + "\r\n", failure, hangup(0)});
  };
  CHECK(with_status("BUSY") == ami::errc::call_busy);
  CHECK(with_status("CONGESTION") == ami::errc::call_congested);
  CHECK(with_status("CHANUNAVAIL") == ami::errc::call_unreachable);
  CHECK(with_status("NOANSWER") == ami::errc::call_not_answered);
  CHECK(with_status("CANCEL") == ami::errc::call_failed);
  const auto with_cause = [&](int cause) { return failed_with({hangup(cause)}); };
  CHECK(with_cause(17) == ami::errc::call_busy);
  CHECK(with_cause(21) == ami::errc::call_refused);
  for (const int cause : {18, 19}) {
    CHECK(with_cause(cause) == ami::errc::call_not_answered);
  }
  for (const int cause : {34, 38, 41, 42, 44}) {
    CHECK(with_cause(cause) == ami::errc::call_congested);
  }
  for (const int cause : {1, 2, 3, 20, 22, 27, 28}) {
    CHECK(with_cause(cause) == ami::errc::call_unreachable);
  }
  CHECK(with_cause(16) == ami::errc::call_failed);
}

TEST_CASE("events before the reply to the Originate tell of the call too", "[call]") {
  call_progress progress{call_identity{"a1", "u1", {}}};
  progress.on_send();
  // Without the channel's name, as a filter of the server may leave it.
  progress.on_event(event("Event: Newchannel\r\nUniqueid: u1\r\nLinkedid: \r\n"));
  CHECK(progress.channel().empty());
  CHECK(progress.linkedid().empty());
  progress.on_reply({}, accepted());
  progress.on_event(event(newchannel));
  CHECK(progress.channel() == "PJSIP/a-1");
  CHECK(stages(take_all(progress)) == stage_list{call_stage::queued, call_stage::created});
}

TEST_CASE("what tells nothing new changes nothing", "[call]") {
  auto progress = started();
  progress.on_event(event("Event: Newstate\r\nChannel: PJSIP/a-1\r\nChannelState: 4\r\nUniqueid: u1\r\n"));
  progress.on_event(event("Event: DialState\r\nDestUniqueid: u1\r\nDialStatus: PROCEEDING\r\n"));
  progress.on_event(ami::event{ami::connection_restored{1, {}}});
  CHECK(stages(take_all(progress)) == stage_list{call_stage::queued, call_stage::created});
  progress.on_event(event(up));
  progress.on_event(event(failure));  // too late to be true
  progress.on_timeout();
  CHECK(stages(take_all(progress)) == stage_list{call_stage::answered});
  progress.on_event(event(hangup(16)));
  progress.on_event(event(hangup(17)));
  progress.on_reply({}, accepted());
  progress.on_timeout();
  const auto updates = take_all(progress);
  CHECK(stages(updates) == stage_list{call_stage::hung_up});
  CHECK(updates.back().cause() == ami::hangup_cause::normal_clearing);
}

TEST_CASE("a call that is seen and does not end is lost in time, without advice", "[call]") {
  auto progress = started();
  progress.on_event(event(ringing));
  take_all(progress);
  progress.on_timeout();
  const auto updates = take_all(progress);
  REQUIRE(stages(updates) == stage_list{call_stage::lost});
  CHECK(updates[0].error() == ami::errc::call_timed_out);
  CHECK(updates[0].detail().empty());
}

TEST_CASE("only an OriginateResponse is one of the call", "[call]") {
  const call_identity ids{"a1", "u1", {}};
  CHECK(ids.is_own_response(event(failure)));
  CHECK_FALSE(ids.is_own_response(event(newchannel)));
}

TEST_CASE("while the link is away a call that is followed gets no stage", "[call]") {
  for (const auto& before : before_loss) {
    CAPTURE(before.size());
    auto progress = started(followed());
    for (const auto& text : before) {
      progress.on_event(event(text));
    }
    take_all(progress);
    const auto stage = progress.stage();
    progress.on_event(link_lost());
    CHECK_FALSE(progress.has_update());
    CHECK(progress.stage() == stage);
    CHECK(progress.waits_for() == patience::link);
    CHECK_FALSE(progress.asks_after());
    CHECK(progress.may_ring() == (stage < call_stage::answered));
    progress.on_event(link_restored(false));
    CHECK_FALSE(progress.has_update());
    CHECK(progress.waits_for() == patience::link);
    CHECK(progress.asks_after() == 0ms);
  }
}

TEST_CASE("a link that is away for too long, or for good, loses the call", "[call]") {
  for (const bool for_good : {false, true}) {
    for (const auto& before : before_loss) {
      auto progress = started(followed());
      for (const auto& text : before) {
        progress.on_event(event(text));
      }
      progress.on_event(link_lost());
      take_all(progress);
      for_good ? progress.on_link_ended(ami::errc::disconnected) : progress.on_timeout();
      const auto updates = take_all(progress);
      REQUIRE(stages(updates) == stage_list{call_stage::lost});
      CHECK(updates[0].error() == ami::errc::call_lost);
      CHECK(updates[0].link_error() == ami::errc::connection_closed);
      CHECK(progress.may_ring() == (progress.stage() == call_stage::lost && before != before_loss.back()));
      CHECK_FALSE(progress.asks_after());
    }
  }
}

TEST_CASE("what the server knows of the channel when the link is back", "[call]") {
  struct expectation {
    int state;
    std::vector<stage_list> after;  // for each of before_loss
  };
  const expectation all[] = {
      {0, {{call_stage::created}, {}, {}, {}}},
      {5, {{call_stage::created, call_stage::ringing}, {call_stage::ringing}, {}, {}}},
      {6, {{call_stage::created, call_stage::answered}, {call_stage::answered}, {call_stage::answered}, {}}},
  };
  for (const auto& [state, after] : all) {
    for (std::size_t i = 0; i < before_loss.size(); ++i) {
      CAPTURE(state, i);
      auto progress = restored(before_loss[i]);
      progress.on_status({}, channel_in(state));
      CHECK(stages(take_all(progress)) == after[i]);
      CHECK_FALSE(progress.asks_after());
      CHECK_FALSE(progress.wants_hang_up());
      CHECK(progress.channel() == "PJSIP/a-1");
      const bool answered = progress.stage() == call_stage::answered;
      CHECK(progress.waits_for() == (answered ? patience::forever : patience::outcome));
      // It goes on as any other.
      progress.on_event(event(hangup(17)));
      progress.on_event(event(failure));
      const auto end = take_all(progress);
      REQUIRE(end.size() == 1);
      CHECK(end[0].stage() == (answered ? call_stage::hung_up : call_stage::failed));
      CHECK(end[0].cause() == ami::hangup_cause::user_busy);
    }
  }
}

TEST_CASE("a channel that is gone when the link is back has ended, and its last events may still come", "[call]") {
  for (std::size_t i = 1; i < before_loss.size(); ++i) {
    CAPTURE(i);
    const bool answered = i + 1 == before_loss.size();
    auto progress = restored(before_loss[i]);
    progress.on_status(no_such_channel, refusal());
    CHECK_FALSE(progress.finished());
    CHECK(progress.waits_for() == patience::details);
    CHECK_FALSE(progress.asks_after());
    CHECK_FALSE(progress.may_ring());
    auto late = progress;
    progress.on_timeout();
    auto updates = take_all(progress);
    REQUIRE(updates.size() == 1);
    CHECK(updates[0].stage() == (answered ? call_stage::hung_up : call_stage::failed));
    CHECK(updates[0].error() == (answered ? ami::error_code{} : ami::error_code{ami::errc::call_ended_unseen}));
    CHECK_FALSE(updates[0].cause());
    CHECK_FALSE(updates[0].error() == ami::outcome::unknown);
    CHECK_FALSE(progress.may_ring());

    late.on_event(event(failure));
    late.on_event(event(hangup(17)));
    updates = take_all(late);
    REQUIRE(updates.size() == 1);
    CHECK(updates[0].cause() == ami::hangup_cause::user_busy);
    CHECK(updates[0].error() == (answered ? ami::error_code{} : ami::error_code{ami::errc::call_busy}));
  }
  // An empty list, or other channels, say the same.
  for (const auto& answer : {status_list({}), status_list({status_item(6, "u2")})}) {
    auto progress = restored({newchannel, ringing});
    progress.on_status({}, answer);
    progress.on_timeout();
    CHECK(take_all(progress).back().error() == ami::errc::call_ended_unseen);
  }
}

TEST_CASE("what was known of the end before the link was lost is told", "[call]") {
  auto busy = restored({newchannel, dial_busy});
  busy.on_status(no_such_channel, refusal());
  busy.on_timeout();
  CHECK(take_all(busy).back().error() == ami::errc::call_busy);

  // Hung up from this side, and the answer was lost.
  auto cancelled = restored({newchannel, ringing});
  cancelled.on_hang_up_request();
  cancelled.on_status(no_such_channel, refusal());
  cancelled.on_timeout();
  CHECK(take_all(cancelled).back().error() == ami::errc::call_cancelled);

  // It was over, and waited for details.
  auto failing = started(followed());
  failing.on_event(event(newchannel));
  failing.on_event(event(hangup(21)));
  failing.on_event(link_lost());
  CHECK(take_all(failing).back().error() == ami::errc::call_refused);
}

TEST_CASE("an Originate whose channel is not there yet is asked for again, later each time, but not for ever",
          "[call]") {
  auto progress = restored({}, followed().sight_check(100ms));
  CHECK(progress.asks_after() == 0ms);
  for (const auto pause : {100ms, 200ms, 400ms}) {
    progress.on_status(no_such_channel, refusal());
    CHECK(progress.asks_after() == pause);
    CHECK(progress.waits_for() == patience::forever);
    CHECK(progress.may_ring());
    auto another = progress;
    another.on_timeout();
    CHECK_FALSE(another.finished());
    // Any sign of it is a reason to ask at once.
    another.on_event(event(dial_begin));
    CHECK(another.asks_after() == 0ms);
    // After another loss it begins anew.
    another = progress;
    another.on_event(link_lost());
    another.on_event(link_restored());
    CHECK(another.asks_after() == 0ms);
    another.on_status(no_such_channel, refusal());
    CHECK(another.asks_after() == 100ms);
  }
  auto other = restored({});
  for (const auto pause : {1000ms, 2000ms, 4000ms}) {
    other.on_status(no_such_channel, refusal());
    CHECK(other.asks_after() == pause);
  }
  auto found = other;
  other.on_status(no_such_channel, refusal());
  const auto updates = take_all(other);
  REQUIRE(stages(updates) == stage_list{call_stage::failed});
  CHECK(updates[0].error() == ami::errc::call_ended_unseen);
  CHECK_FALSE(updates[0].detail().empty());
  // Should it come after all, then nobody waits for it.
  CHECK(other.may_ring());

  found.on_status({}, channel_in(5));
  CHECK(stages(take_all(found)) == stage_list{call_stage::created, call_stage::ringing});
  // Where nobody looks whether the user sees the call, this is asked all the same.
  auto without_check = restored({}, followed().sight_check(0ms));
  without_check.on_status(no_such_channel, refusal());
  CHECK(without_check.asks_after() == 1000ms);
}

TEST_CASE("the events after a reconnect and the answer of the server may come in any order", "[call]") {
  const std::vector<std::string> after{ringing, up, success, hangup(16)};
  // The answer is of the moment before the event with this number, and comes after any of the later ones.
  for (std::size_t moment = 0; moment <= after.size(); ++moment) {
    for (std::size_t place = moment; place <= after.size(); ++place) {
      for (const auto& before : before_loss) {
        CAPTURE(moment, place, before.size());
        auto progress = started(followed());
        for (const auto& text : before) {
          progress.on_event(event(text));
        }
        progress.on_event(link_lost());
        progress.on_event(link_restored());
        const auto answer = [&] {
          if (moment == after.size()) {
            progress.on_status(no_such_channel, refusal());
          } else {
            progress.on_status({}, channel_in(moment == 0 ? 0 : moment == 1 ? 5 : 6));
          }
        };
        for (std::size_t i = 0; i < after.size(); ++i) {
          if (i == place) {
            answer();
          }
          progress.on_event(event(after[i]));
        }
        if (place == after.size()) {
          answer();
        }
        const auto seen = stages(take_all(progress));
        CHECK(std::ranges::is_sorted(seen));
        CHECK(std::ranges::adjacent_find(seen) == seen.end());
        CHECK(std::ranges::count(seen, call_stage::answered) == 1);
        CHECK(seen.back() == call_stage::hung_up);
        CHECK_FALSE(progress.asks_after());
      }
    }
  }
}

// A server tells each end once; but a call must not end twice whatever comes.
TEST_CASE("a call whose end is told twice ends once", "[call]") {
  call_progress progress = started();
  for (const auto* const channel_state : {"5", "6", "6"}) {
    progress.on_event(event(hangup(16) + "ChannelState: " + channel_state + "\r\n"));
  }
  const auto updates = take_all(progress);
  CHECK(stages(updates) == whole_call);
}

TEST_CASE("the state in the Hangup tells of an answer that was missed", "[call]") {
  auto progress = restored({newchannel, ringing});
  progress.on_event(event(hangup(16) + "ChannelState: 6\r\n"));
  const auto updates = take_all(progress);
  CHECK(stages(updates) == stage_list{call_stage::answered, call_stage::hung_up});
  CHECK(updates.back().cause() == ami::hangup_cause::normal_clearing);
  auto unanswered = restored({newchannel, ringing});
  unanswered.on_event(event(hangup(19) + "ChannelState: 5\r\n"));
  CHECK(unanswered.waits_for() == patience::details);
  unanswered.on_timeout();
  CHECK(take_all(unanswered).back().error() == ami::errc::call_not_answered);
}

TEST_CASE("a server that was restarted has no calls, unless it may be another one", "[call]") {
  for (const auto& before : before_loss) {
    const bool answered = before == before_loss.back();
    for (const bool one_server : {true, false}) {
      CAPTURE(before.size(), one_server);
      call_progress progress{call_identity{"a1", "u1", {}}, followed(), one_server};
      progress.on_send();
      progress.on_reply({}, accepted());
      for (const auto& text : before) {
        progress.on_event(event(text));
      }
      progress.on_event(link_lost());
      take_all(progress);
      auto unknown = progress;
      auto same = progress;
      progress.on_event(link_restored(true));
      auto updates = take_all(progress);
      REQUIRE(updates.size() == 1);
      CHECK(updates[0].stage() == (!one_server ? call_stage::lost
                                   : answered  ? call_stage::hung_up
                                               : call_stage::failed));
      if (!one_server) {
        CHECK(updates[0].error() == ami::errc::call_lost);
        CHECK(updates[0].detail().find("another server") != std::string::npos);
      } else if (!answered) {
        CHECK(updates[0].error() == ami::errc::call_ended_unseen);
      }
      // Nobody knows whether it is the same server.
      unknown.on_event(link_restored());
      CHECK(unknown.finished() == !one_server);
      same.on_event(link_restored(false));
      CHECK(same.asks_after() == 0ms);
    }
  }
}

TEST_CASE("what is not answered when the link is back is hung up, when that was asked for", "[call]") {
  for (const auto& before : before_loss) {
    for (const int state : {0, 5, 6}) {
      CAPTURE(before.size(), state);
      const bool answered = state == 6 || before == before_loss.back();
      auto progress = restored(before, hung_up_unanswered());
      CHECK_FALSE(progress.wants_hang_up());
      progress.on_status({}, channel_in(state));
      CHECK(progress.wants_hang_up() == !answered);
      if (answered) {
        continue;
      }
      auto again = progress;
      progress.on_hang_up_request();
      CHECK_FALSE(progress.wants_hang_up());
      progress.on_event(event(hangup(16)));
      progress.on_event(event(failure));
      CHECK(take_all(progress).back().error() == ami::errc::call_cancelled);
      // Another loss: then it is asked for anew.
      again.on_event(link_lost());
      CHECK_FALSE(again.wants_hang_up());
      again.on_event(link_restored());
      again.on_status({}, channel_in(6));
      CHECK_FALSE(again.wants_hang_up());
    }
  }
  // Nothing was lost.
  auto unseen = started(hung_up_unanswered());
  unseen.on_status({}, channel_in(5));
  CHECK_FALSE(unseen.wants_hang_up());
}

TEST_CASE("a server that does not say what became of the channel", "[call]") {
  for (const auto code : {ami::errc::permission_denied, ami::errc::unknown_action}) {
    auto progress = restored({newchannel, ringing});
    progress.on_status(code, make_reply(ami::outcome::rejected));
    const auto updates = take_all(progress);
    REQUIRE(stages(updates) == stage_list{call_stage::lost});
    CHECK(updates[0].error() == ami::errc::call_lost);
    CHECK_FALSE(updates[0].detail().empty());
    CHECK(progress.may_ring());
  }
  // These may be better later.
  for (const auto code : {ami::errc::shutting_down, ami::errc::response_timed_out, ami::errc::reply_lost,
                          ami::errc::not_connected, ami::errc::list_failed}) {
    auto progress = restored({newchannel, ringing});
    CHECK(progress.asks_after() == 0ms);
    for (const auto pause : {1000ms, 2000ms, 4000ms, 8000ms, 16000ms, 32000ms, 32000ms}) {
      progress.on_status(code, make_reply(ami::outcome::unknown));
      CHECK(progress.asks_after() == pause);
      CHECK(progress.waits_for() == patience::link);
    }
    auto found = progress;
    found.on_status({}, channel_in(6));
    CHECK(found.stage() == call_stage::answered);
    progress.on_timeout();
    CHECK(stages(take_all(progress)) == stage_list{call_stage::lost});
  }
}

TEST_CASE("an answer that comes when the link is lost again does not count", "[call]") {
  auto progress = restored({newchannel, ringing});
  progress.on_event(link_lost());
  progress.on_status(no_such_channel, refusal());
  progress.on_status(ami::errc::reply_lost, make_reply(ami::outcome::unknown));
  CHECK_FALSE(progress.finished());
  CHECK(progress.waits_for() == patience::link);
  progress.on_event(link_restored());
  CHECK(progress.asks_after() == 0ms);
  progress.on_status({}, channel_in(6));
  CHECK(stages(take_all(progress)) == stage_list{call_stage::answered});
}

TEST_CASE("the reply to the Originate is lost", "[call]") {
  const auto doubtful = [](ami::error_code code) {
    call_progress progress{call_identity{"a1", "u1", {}}, followed()};
    progress.on_send();
    progress.on_reply(code, make_reply(ami::outcome::unknown));
    return progress;
  };
  for (const auto code : {ami::errc::reply_lost, ami::errc::response_timed_out}) {
    auto progress = doubtful(code);
    CHECK_FALSE(progress.has_update());
    CHECK_FALSE(progress.came_about());
    CHECK(progress.asks_after() == 0ms);
    CHECK(progress.may_ring());
    progress.on_event(link_lost());
    CHECK_FALSE(progress.asks_after());
    auto too_long = progress;
    too_long.on_timeout();
    auto updates = take_all(too_long);
    REQUIRE(stages(updates) == stage_list{call_stage::lost});
    CHECK(updates[0].error() == code);
    CHECK_FALSE(too_long.came_about());
    CHECK(too_long.may_ring());

    // Even a restart does not say that it was not sent to the new server.
    progress.on_event(link_restored(true));
    CHECK(progress.asks_after() == 0ms);
    auto seen = progress;
    auto ended = progress;
    auto never = progress;
    progress.on_status({}, channel_in(5));
    CHECK(progress.came_about());
    CHECK(stages(take_all(progress)) == stage_list{call_stage::queued, call_stage::created, call_stage::ringing});

    seen.on_event(event(newchannel));
    CHECK(seen.came_about());
    CHECK(stages(take_all(seen)) == stage_list{call_stage::queued, call_stage::created});

    ended.on_event(event(failure));
    CHECK(ended.came_about());
    ended.on_timeout();
    CHECK(stages(take_all(ended)) == stage_list{call_stage::queued, call_stage::failed});

    for (int times = 0; times < 4; ++times) {
      CHECK_FALSE(never.finished());
      never.on_status(no_such_channel, refusal());
    }
    updates = take_all(never);
    REQUIRE(stages(updates) == stage_list{call_stage::failed});
    CHECK(updates[0].error() == ami::errc::call_ended_unseen);
    CHECK_FALSE(never.came_about());
    CHECK(never.may_ring());
  }
  // Whoever gives it up does not wait for the link.
  CHECK(doubtful(boost::asio::error::operation_aborted).stage() == call_stage::lost);
}

TEST_CASE("an Originate that waited for the connection is not concerned by the gap before it", "[call]") {
  using time_point = std::chrono::steady_clock::time_point;
  for (const auto& options : {ami::call_options{}, followed()}) {
    call_progress progress{call_identity{"a1", "u1", {}}, options};
    progress.on_send();
    auto data = std::make_shared<ami::detail::reply_data>();
    data->outcome = ami::outcome::accepted;
    data->response =
        ami::response{wire::frame::copy("Response: Success\r\n\r\n", wire::frame_kind::response, time_point{3s})};
    progress.on_reply({}, ami::reply{std::move(data)});
    progress.on_event(link_lost(time_point{1s}));
    progress.on_event(link_restored(true, time_point{2s}));
    CHECK(stages(take_all(progress)) == stage_list{call_stage::queued});
    CHECK(progress.asks_after() == 1000ms);  // whether the user sees the call
    progress.on_event(link_lost(time_point{4s}));
    CHECK(progress.finished() == (options.on_link_loss() == ami::link_loss_policy::lose));
    CHECK((progress.finished() || progress.waits_for() == patience::link));
  }
}

TEST_CASE("a channel of somebody else is asked for first, and goes from there to its end", "[call]") {
  const auto follow = [](const ami::call_options& options = {}) {
    return call_progress{call_identity{{}, "u1", {}}, options};
  };
  for (const auto& [state, expected] : {std::pair{4, stage_list{call_stage::created}},
                                        std::pair{5, stage_list{call_stage::created, call_stage::ringing}},
                                        std::pair{6, stage_list{call_stage::created, call_stage::answered}}}) {
    CAPTURE(state);
    auto progress = follow(hung_up_unanswered());
    CHECK(progress.asks_after() == 0ms);
    CHECK_FALSE(progress.may_ring());
    progress.on_status({}, channel_in(state));
    CHECK(stages(take_all(progress)) == expected);
    CHECK(progress.waits_for() == patience::forever);
    CHECK_FALSE(progress.asks_after());
    CHECK_FALSE(progress.may_ring());
    CHECK_FALSE(progress.wants_hang_up());
    progress.on_event(event(failure));  // of an Originate that is not ours to know
    progress.on_event(event(hangup(17)));
    const auto updates = take_all(progress);
    REQUIRE(updates.size() == 1);
    CHECK(updates[0].stage() == (state == 6 ? call_stage::hung_up : call_stage::failed));
    CHECK(updates[0].error() == (state == 6 ? ami::error_code{} : ami::error_code{ami::errc::call_busy}));
  }
  // Nobody else's failure is its end: not one without an ActionID either.
  auto other = follow();
  CHECK_FALSE(other.identity().concerns(
      event("Event: OriginateResponse\r\nResponse: Failure\r\nReason: 0\r\nUniqueid: <unknown>\r\n")));

  auto survives = follow(followed());
  survives.on_status({}, channel_in(5));
  survives.on_event(link_lost());
  survives.on_event(link_restored());
  CHECK(survives.asks_after() == 0ms);
  survives.on_status({}, channel_in(6));
  survives.on_event(link_lost());
  survives.on_event(link_restored());
  survives.on_status(no_such_channel, refusal());
  survives.on_timeout();
  CHECK(stages(take_all(survives)) ==
        stage_list{call_stage::created, call_stage::ringing, call_stage::answered, call_stage::hung_up});

  auto lost = follow();
  lost.on_status({}, channel_in(5));
  lost.on_event(link_lost());
  CHECK(lost.stage() == call_stage::lost);
  CHECK_FALSE(lost.may_ring());
}
