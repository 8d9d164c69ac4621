// session::correlator: whose reply a frame is, and what a list gathers.
#include "catalogue/reply_plan.hpp"
#include "catch.hpp"
#include "session/correlator.hpp"
#include "support/frames.hpp"
#include "support/plain_action.hpp"

#include <ami/ami.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace catalogue = ami::catalogue;
namespace session = ami::session;
namespace wire = ami::wire;
using verdict = session::correlator::verdict;

namespace {

// Gives a frame as the connection does: still in the reader's buffer.
verdict give(session::correlator& table, std::string_view text) {
  wire::frame_reader reader{{}, wire::frame_reader::greeting::absent};
  reader.feed(text);
  reader.feed("\r\n");
  REQUIRE(reader.next() == wire::frame_reader::result::frame);
  return table.on_frame(reader.current(), reader.current().kind());
}

std::string response(std::string_view id, std::string_view rest = {}) {
  return std::string{"Response: Success\r\nActionID: "}.append(id).append("\r\n").append(rest);
}
std::string list_start(std::string_view id) {
  return response(id, "EventList: start\r\nMessage: follows\r\n");
}
std::string item(std::string_view id, std::string_view number) {
  return std::string{"Event: Item\r\nActionID: "}.append(id).append("\r\nN: ").append(number).append("\r\n");
}
std::string list_end(std::string_view id) {
  return std::string{"Event: ItemsComplete\r\nActionID: "}.append(id).append(
      "\r\nEventList: Complete\r\nListItems: 0\r\n");
}

std::vector<std::string> numbers(const ami::detail::reply_data& reply) {
  std::vector<std::string> result;
  for (const auto& event : reply.seen().items) {
    result.emplace_back(event["N"]);
  }
  return result;
}

}  // namespace

TEST_CASE("correlator: ActionIDs are prefix and counter, short enough, and prefixes differ") {
  std::set<std::string> prefixes;
  for (int i = 0; i < 200; ++i) {
    const std::string prefix = session::make_id_prefix();
    CHECK(prefix.size() == 16);
    CHECK(prefix.find_first_not_of("0123456789abcdef") == std::string::npos);
    prefixes.insert(prefix);
  }
  CHECK(prefixes.size() == 200);
  const session::correlator table{*prefixes.begin()};
  CHECK(table.prefix() == *prefixes.begin());
  std::set<std::string> ids;
  for (session::correlator::key id = 0; id < 1000; ++id) {
    ids.insert(table.make_action_id(id));
  }
  CHECK(ids.size() == 1000);
  CHECK(std::ranges::all_of(ids, [&](const std::string& id) { return id.starts_with(table.prefix() + "-"); }));
  CHECK(table.make_action_id(UINT64_MAX).size() <= 64);
}

TEST_CASE("correlator: a response completes the action of its ActionID, in any order") {
  session::correlator table{"p"};
  for (session::correlator::key id = 1; id <= 3; ++id) {
    REQUIRE(test::add(table, id, table.make_action_id(id)));
  }
  CHECK(table.size() == 3);
  for (const session::correlator::key id : {2U, 3U, 1U}) {
    CHECK(table.contains(id));
    REQUIRE(give(table, response(table.make_action_id(id), "Value: v\r\n")) == verdict::complete);
    CHECK(table.finished() == id);
    CHECK_FALSE(table.contains(id));
    const auto reply = table.take_finished();
    REQUIRE(reply);
    CHECK(reply->sent_action_id() == table.make_action_id(id));
    CHECK(reply->response["Value"] == "v");
    CHECK_FALSE(reply->is_list);
    CHECK(reply->seen().items.empty());
    // A second response to it is nobody's.
    CHECK(give(table, response(table.make_action_id(id))) == verdict::not_ours);
    CHECK(table.take_finished() == nullptr);
  }
  CHECK(table.size() == 0);
  CHECK(table.size() == 0);
  // Asterisk ends some of its messages with a line feed.
  REQUIRE(test::add(table, 4, "p-4"));
  CHECK(give(table, "Response: Error\r\nActionID: p-4\r\nMessage: No Contacts found\n\r\n") == verdict::complete);
  CHECK(table.take_finished()->response.message() == "No Contacts found");
}

TEST_CASE("correlator: what has nobody's ActionID completes nothing") {
  session::correlator table{"p"};
  REQUIRE(test::add(table, 1, "p-1"));
  for (const char* text :
       {"Response: Error\r\nMessage: Missing action in request\r\n", "Response: Success\r\n",
        "Response: Success\r\nActionID: \r\n", "Response: Success\r\nActionID: p-10\r\n",
        "Response: Success\r\nActionID: p-\r\n", "Response: Success\r\nActionID: P-1\r\n",
        "Response: Success\r\nActionID: p-01\r\n", "Response: Success\r\nActionID: p-1\r\r\n",
        "Response: Success\r\nActionID: p-1x\r\n", "Response: Success\r\nActionID: p-18446744073709551617\r\n",
        "Response: Success\r\nActionID: p-1 \r\n", "Response: Success\r\nActionID:  p-1\r\n",
        "Response: Success\r\nMessage: ActionID: p-1\r\n", "Response: Success\r\nXActionID: p-1\r\n",
        "Response: Success\r\nActionIDs: p-1\r\n", "(None) 62 -1\nActionID: p-1\r\n", "ActionID: p-1\r\n"}) {
    CAPTURE(text);
    CHECK(give(table, text) == verdict::not_ours);
    CHECK(table.size() == 1);
  }
  // The first ActionID counts, in any case of the key, and only its own line.
  CHECK(give(table, "Response: Success\r\nActionID: x\r\nActionID: p-1\r\n") == verdict::not_ours);
  CHECK(give(table, "Response: Success\r\nACTIONID:p-1\r\nNo categories found\r\n") == verdict::complete);
  REQUIRE(test::add(table, 2, "p-2"));
  CHECK(give(table, "Response: Success\nActionID: p-2\n") == verdict::complete);
}

TEST_CASE("correlator: an event with our ActionID is not ours while no list is open") {
  session::correlator table{"p"};
  REQUIRE(test::add(table, 1, "p-1"));
  CHECK(give(table, "Event: OriginateResponse\r\nActionID: p-1\r\nResponse: Failure\r\nReason: 3\r\n") ==
        verdict::not_ours);
  CHECK(give(table, list_end("p-1")) == verdict::not_ours);
  // Also while another action's list is open.
  REQUIRE(test::add(table, 2, "p-2"));
  REQUIRE(give(table, list_start("p-2")) == verdict::consumed);
  CHECK(give(table, item("p-1", "1")) == verdict::not_ours);
  CHECK(give(table, "Event: Hangup\r\nChannel: A/1\r\n") == verdict::not_ours);
  CHECK(give(table, item("other", "1")) == verdict::not_ours);
  REQUIRE(give(table, list_end("p-2")) == verdict::complete);
  CHECK(table.take_finished()->seen().items.empty());
  REQUIRE(give(table, response("p-1")) == verdict::complete);
  // And after it completed.
  CHECK(give(table, "Event: OriginateResponse\r\nActionID: p-1\r\nResponse: Success\r\n") == verdict::not_ours);
}

TEST_CASE("correlator: a list gathers its items in order up to its last event") {
  for (const char* start : {"start", "Start", "START"}) {
    for (const char* complete : {"Complete", "complete"}) {
      session::correlator table{"p"};
      REQUIRE(test::add(table, 7, "p-7"));
      REQUIRE(give(table, response("p-7", std::string{"EventList: "} + start + "\r\n")) == verdict::consumed);
      CHECK(table.size() == 1);
      CHECK(give(table, item("p-7", "1")) == verdict::consumed);
      // The ActionID may stand anywhere, and an event's name does not end a list.
      CHECK(give(table, "Event: AgentComplete\r\nN: 2\r\nActionID: p-7\r\n") == verdict::consumed);
      CHECK(give(table, item("p-7", "1")) == verdict::consumed);
      REQUIRE(give(table, std::string{"Event: Done\r\nEventList: "} + complete + "\r\nExtra: x\r\nActionID: p-7\r\n") ==
              verdict::complete);
      const auto reply = table.take_finished();
      CHECK(table.finished() == 7);
      CHECK(reply->is_list);
      CHECK(numbers(*reply) == std::vector<std::string>{"1", "2", "1"});
      CHECK(reply->seen().completion.name() == "Done");
      CHECK(reply->seen().completion["Extra"] == "x");
      CHECK(reply->response.success());
      CHECK(table.size() == 0);
      CHECK(give(table, item("p-7", "late")) == verdict::not_ours);
      CHECK(give(table, list_end("p-7")) == verdict::not_ours);
    }
  }
}

TEST_CASE("correlator: what only looks like the start of a list completes at once") {
  for (const char* text : {"Response: Error\r\nActionID: p-1\r\nEventList: start\r\n",
                           "Response: Success\r\nActionID: p-1\r\nEventList: \r\n",
                           "Response: Success\r\nActionID: p-1\r\nEventList: Complete\r\n",
                           "Response: Success\r\nActionID: p-1\r\nEventList: starting\r\n",
                           "Response: Goodbye\r\nActionID: p-1\r\n", "Response: \r\nActionID: p-1\r\n"}) {
    CAPTURE(text);
    session::correlator table{"p"};
    REQUIRE(test::add(table, 1, "p-1"));
    REQUIRE(give(table, text) == verdict::complete);
    CHECK_FALSE(table.take_finished()->is_list);
    CHECK(give(table, item("p-1", "1")) == verdict::not_ours);
  }
}

TEST_CASE("correlator: two lists at a time stay apart") {
  session::correlator table{"p"};
  REQUIRE(test::add(table, 1, "p-1"));
  REQUIRE(test::add(table, 2, "p-2"));
  CHECK(give(table, list_start("p-2")) == verdict::consumed);
  CHECK(give(table, item("p-2", "a")) == verdict::consumed);
  CHECK(give(table, list_start("p-1")) == verdict::consumed);
  CHECK(give(table, item("p-1", "b")) == verdict::consumed);
  CHECK(give(table, item("p-2", "c")) == verdict::consumed);
  REQUIRE(give(table, list_end("p-2")) == verdict::complete);
  CHECK(table.finished() == 2);
  CHECK(numbers(*table.take_finished()) == std::vector<std::string>{"a", "c"});
  CHECK(give(table, item("p-1", "d")) == verdict::consumed);
  REQUIRE(give(table, list_end("p-1")) == verdict::complete);
  CHECK(numbers(*table.take_finished()) == std::vector<std::string>{"b", "d"});
}

TEST_CASE("correlator: a second response ends an open list, with the items so far") {
  session::correlator table{"p"};
  REQUIRE(test::add(table, 1, "p-1"));
  REQUIRE(give(table, list_start("p-1")) == verdict::consumed);
  REQUIRE(give(table, item("p-1", "1")) == verdict::consumed);
  REQUIRE(give(table, "Response: Error\r\nActionID: p-1\r\nMessage: Out of memory\r\n") == verdict::complete);
  const auto reply = table.take_finished();
  CHECK_FALSE(reply->response.success());
  CHECK(numbers(*reply) == std::vector<std::string>{"1"});
  CHECK(reply->seen().completion.frame().empty());
  CHECK(give(table, item("p-1", "2")) == verdict::not_ours);
  CHECK(table.size() == 0);
}

TEST_CASE("correlator: text is expected as the reply to an action in flight that may be answered so") {
  const ami::server_version old_server{2, 10, 6};
  const ami::server_version new_server{11, 0, 0};
  const ami::server_version unnamed;
  session::correlator table{"p"};
  REQUIRE(test::add(table, 1, "p-1", catalogue::find_reply_plan("command")));
  REQUIRE(test::add(table, 2, "p-2", catalogue::find_reply_plan("Ping")));
  REQUIRE(test::add(table, 3, "p-3", catalogue::find_reply_plan("VendorShowAll")));
  REQUIRE(test::add(table, 4, "chosen", catalogue::find_reply_plan("Command")));
  for (const auto& [id, before_14, today] : std::vector<std::tuple<std::string, bool, bool>>{{"p-1", true, false},
                                                                                             {"p-2", false, false},
                                                                                             {"p-3", true, true},
                                                                                             {"chosen", true, false},
                                                                                             {"p-5", false, false},
                                                                                             {"", false, false},
                                                                                             {"other", false, false}}) {
    CAPTURE(id);
    CHECK(table.expects_output(id, old_server) == before_14);
    CHECK(table.expects_output(id, unnamed) == before_14);
    CHECK(table.expects_output(id, new_server) == today);
  }
  // One that was given up is still answered.
  table.abandon(1);
  CHECK(table.expects_output("p-1", old_server));
  CHECK(give(table, "Response: Follows\r\nPrivilege: Command\r\nActionID: p-1\r\ntext\r\n--END COMMAND--\r\n") ==
        verdict::late);
  CHECK_FALSE(table.expects_output("p-1", old_server));
}

TEST_CASE("correlator: an ActionID is in flight once, and free again afterwards") {
  session::correlator table{"p"};
  REQUIRE(test::add(table, 1, "mine"));
  CHECK_FALSE(test::add(table, 2, "mine"));
  CHECK_FALSE(table.contains(2));
  CHECK_FALSE(table.remove(2));
  CHECK(table.size() == 1);
  REQUIRE(give(table, response("mine")) == verdict::complete);
  CHECK(table.finished() == 1);
  REQUIRE(test::add(table, 3, "mine"));
  CHECK(table.remove(3));
  REQUIRE(test::add(table, 4, "mine"));
  REQUIRE(give(table, response("mine")) == verdict::complete);
  CHECK(table.finished() == 4);
}

TEST_CASE("correlator: an ActionID that was made here is in flight once, whoever uses it first") {
  session::correlator table{"p"};
  REQUIRE(test::add(table, 1, "p-2"));  // somebody's own
  CHECK_FALSE(test::add_made(table, 2));
  CHECK_FALSE(table.contains(2));
  REQUIRE(give(table, response("p-2")) == verdict::complete);
  CHECK(table.finished() == 1);

  for (const session::correlator::key id : {session::correlator::key{0}, session::correlator::key{3}}) {
    REQUIRE(test::add_made(table, id));
    CHECK_FALSE(test::add_made(table, id));
    CHECK_FALSE(test::add(table, id + 1, table.make_action_id(id)));
    CHECK(table.size() == 1);
    REQUIRE(give(table, response(table.make_action_id(id))) == verdict::complete);
    CHECK(table.finished() == id);
    CHECK(table.take_finished()->sent_action_id() == table.make_action_id(id));
  }

  REQUIRE(test::add(table, 5, "p-6"));
  REQUIRE(table.abandon(5));
  REQUIRE(test::add_made(table, 6));  // of nobody any more
  REQUIRE(give(table, response("p-6")) == verdict::complete);
  CHECK(table.finished() == 6);
}

TEST_CASE("correlator: an action that is removed leaves nothing, and its late frames are nobody's") {
  for (const int progress : {0, 1, 2}) {
    session::correlator table{"p"};
    REQUIRE(test::add(table, 1, "p-1"));
    REQUIRE(test::add(table, 2, "p-2"));
    if (progress > 0) {
      REQUIRE(give(table, list_start("p-1")) == verdict::consumed);
    }
    if (progress > 1) {
      REQUIRE(give(table, item("p-1", "1")) == verdict::consumed);
    }
    CHECK(table.remove(1));
    CHECK_FALSE(table.remove(1));
    CHECK(table.size() == 1);
    CHECK(table.contains(2));
    for (const std::string& late : {response("p-1"), list_start("p-1"), item("p-1", "2"), list_end("p-1")}) {
      CHECK(give(table, late) == verdict::not_ours);
    }
    // The other one is not disturbed.
    REQUIRE(give(table, list_start("p-2")) == verdict::consumed);
    REQUIRE(give(table, list_end("p-2")) == verdict::complete);
    CHECK(table.size() == 0);
    CHECK_FALSE(table.remove(2));
  }
}

TEST_CASE("correlator: a list keeps as many items as its limits allow") {
  session::correlator table{"p"};
  table.limit_lists(session::list_limits{}.max_items(2));
  REQUIRE(test::add(table, 1, "p-1"));
  REQUIRE(test::add(table, 2, "p-2"));
  REQUIRE(test::add(table, 3, "own"));
  table.limit_list(2, session::list_limits{}.max_items(3));
  table.limit_list(3, session::list_limits{}.max_items(0));
  table.limit_list(4, session::list_limits{}.max_items(0));  // there is no such action
  CHECK(table.limits_of(1).max_items() == 2);
  CHECK(table.limits_of(2).max_items() == 3);
  CHECK(table.limits_of(3).max_items() == 0);
  CHECK(table.limits_of(4).max_items() == 2);
  const auto fill = [&](const std::string& id, int expected) {
    REQUIRE(give(table, list_start(id)) == verdict::consumed);
    for (int i = 0; i < expected; ++i) {
      REQUIRE(give(table, item(id, std::to_string(i))) == verdict::consumed);
    }
  };
  fill("p-1", 2);
  fill("p-2", 3);
  fill("own", 0);
  for (const auto& [id, action_id] : std::map<std::uint64_t, std::string>{{1, "p-1"}, {2, "p-2"}, {3, "own"}}) {
    REQUIRE(give(table, item(action_id, "x")) == verdict::overflow);
    CHECK(table.subject() == id);
    CHECK(table.contains(id));
    const auto partial = table.take_partial(id);
    CHECK(partial->seen().items.size() == partial->seen().item_count);
    CHECK(partial->seen().items.size() == table.limits_of(id).max_items());
  }
  // As many items as are allowed make a whole list.
  REQUIRE(give(table, list_end("p-1")) == verdict::complete);
  CHECK(numbers(*table.take_finished()) == std::vector<std::string>{"0", "1"});
  // The limits of an action end with it.
  REQUIRE(give(table, list_end("p-2")) == verdict::complete);
  CHECK(table.limits_of(2).max_items() == 2);
}

TEST_CASE("correlator: the bytes of a list are counted as received") {
  const std::string text = item("p-1", "1");
  const std::size_t size = text.size() + 2;  // the empty line behind it
  for (const std::size_t limit : {size * 3 - 1, size * 3, size * 3 + 1}) {
    CAPTURE(size, limit);
    session::correlator table{"p"};
    table.limit_lists(session::list_limits{}.max_bytes(limit));
    REQUIRE(test::add(table, 1, "p-1"));
    REQUIRE(give(table, list_start("p-1")) == verdict::consumed);
    std::size_t kept = 0;
    while (kept < 10 && give(table, text) == verdict::consumed) {
      ++kept;
    }
    CHECK(kept == limit / size);
    CHECK(table.take_partial(1)->seen().items.size() == kept);
  }
}

TEST_CASE("correlator: what is given up for its limits keeps nothing of what comes later") {
  session::correlator table{"p"};
  table.limit_lists(session::list_limits{}.max_items(1));
  REQUIRE(test::add(table, 1, "p-1"));
  REQUIRE(give(table, list_start("p-1")) == verdict::consumed);
  REQUIRE(give(table, item("p-1", "1")) == verdict::consumed);
  REQUIRE(give(table, item("p-1", "2")) == verdict::overflow);
  const auto partial = table.take_partial(1);
  REQUIRE(table.abandon(1));
  for (int i = 0; i < 10; ++i) {
    CHECK(give(table, item("p-1", "3")) == verdict::late);
  }
  CHECK(numbers(*partial) == std::vector<std::string>{"1"});
  CHECK(partial->seen().item_count == 1);
  CHECK(give(table, list_end("p-1")) == verdict::late);
  CHECK(give(table, item("p-1", "4")) == verdict::not_ours);
}

TEST_CASE("correlator: limits hold for items by place, and for nothing that is not kept") {
  session::correlator table{"p"};
  table.limit_lists(session::list_limits{}.max_items(1).max_bytes(1000));
  REQUIRE(test::add(table, 1, "p-1", catalogue::reply_plan{}.form(catalogue::reply_form::items_by_place, "Item")));
  REQUIRE(give(table, list_start("p-1")) == verdict::consumed);
  CHECK(give(table, "Event: Item\r\nN: 1\r\n") == verdict::consumed);
  CHECK(give(table, "Event: Item\r\nN: 2\r\n") == verdict::overflow);
  CHECK(give(table, list_end("p-1")) == verdict::complete);

  table.limit_lists(session::list_limits{}.max_items(0).max_bytes(0));
  REQUIRE(test::add(table, 2, "p-2", catalogue::reply_plan{}.streamed(true)));
  REQUIRE(give(table, list_start("p-2")) == verdict::consumed);
  CHECK(give(table, item("p-2", "1")) == verdict::item);
  REQUIRE(test::add(table, 3, "p-3", catalogue::reply_plan{}.form(catalogue::reply_form::one_event, "Item")));
  REQUIRE(give(table, response("p-3")) == verdict::consumed);
  CHECK(give(table, item("p-3", "1")) == verdict::complete);
  REQUIRE(test::add(table, 4, "p-4", catalogue::reply_plan{}.form(catalogue::reply_form::until_event, "Done")));
  REQUIRE(give(table, response("p-4")) == verdict::consumed);
  CHECK(give(table, item("p-4", "1")) == verdict::not_ours);
  CHECK(give(table, "Event: Done\r\nActionID: p-4\r\n") == verdict::complete);
}

TEST_CASE("correlator: random frames in random order agree with a naive model") {
  class model_entry {
  public:
    bool list = false;
    std::vector<std::string> items;
  };
  std::mt19937 random{41};
  session::correlator table{"p"};
  std::map<std::uint64_t, model_entry> model;
  std::uint64_t last = 0;
  std::size_t finished_lists = 0;
  for (int round = 0; round < 20000; ++round) {
    if (model.size() < 8 && random() % 4 == 0) {
      ++last;
      const bool added =
          last % 2 == 0 ? test::add(table, last, table.make_action_id(last)) : test::add_made(table, last);
      REQUIRE(added);
      model[last];
    }
    // Of the latest twelve: in flight, done, removed or not yet there.
    const std::uint64_t id = last + 1 - std::min<std::uint64_t>(last, random() % 12);
    const std::string action_id = table.make_action_id(id);
    const auto found = model.find(id);
    const bool known = found != model.end();
    const bool open = known && found->second.list;
    verdict expected = verdict::not_ours;
    verdict actual = verdict::not_ours;
    switch (random() % 6) {
    case 0: REQUIRE((table.remove(id) != nullptr) == (model.erase(id) == 1)); continue;
    case 1:
      expected = known ? verdict::complete : verdict::not_ours;
      actual = give(table, response(action_id));
      break;
    case 2:
      expected = open ? verdict::complete : known ? verdict::consumed : verdict::not_ours;
      actual = give(table, list_start(action_id));
      break;
    case 3:
      expected = open ? verdict::complete : verdict::not_ours;
      actual = give(table, list_end(action_id));
      break;
    default:
      expected = open ? verdict::consumed : verdict::not_ours;
      actual = give(table, item(action_id, std::to_string(round)));
      if (open) {
        found->second.items.push_back(std::to_string(round));
      }
      break;
    }
    REQUIRE(actual == expected);
    if (expected == verdict::complete) {
      const auto reply = table.take_finished();
      REQUIRE(table.finished() == id);
      REQUIRE(reply->is_list == open);
      REQUIRE(numbers(*reply) == found->second.items);
      finished_lists += open ? 1 : 0;
      model.erase(found);
    } else if (expected == verdict::consumed) {
      found->second.list = true;
    }
    REQUIRE(table.size() == model.size());
  }
  CHECK(finished_lists > 100);
}

TEST_CASE("correlator: an ActionID of the user's hides the one that would have been made") {
  session::correlator table{"p"};
  REQUIRE(test::add(table, 1, "mine"));
  REQUIRE(test::add_made(table, 2));
  CHECK(give(table, response("p-1")) == verdict::not_ours);
  CHECK(give(table, "Response: Success\r\nMessage: x\r\nActionID: p-1\r\n") == verdict::not_ours);
  CHECK(give(table, response("p-2")) == verdict::complete);
  CHECK(table.finished() == 2);
  CHECK(give(table, response("mine")) == verdict::complete);
  CHECK(table.finished() == 1);
}

TEST_CASE("correlator: an OriginateResponse is an event in whatever order its headers are") {
  session::correlator table{"p"};
  REQUIRE(test::add_made(table, 1));
  CHECK(give(table, "Response: Failure\r\nEvent: OriginateResponse\r\nActionID: p-1\r\n") == verdict::not_ours);
  CHECK(give(table, "Response: Failure\r\nEvent: Other\r\nActionID: p-1\r\n") == verdict::complete);
}

TEST_CASE("correlator: an action that is known to be answered with a list may be refused, or have none") {
  session::correlator table{"p"};
  const auto list = catalogue::reply_plan{}.form(catalogue::reply_form::list);
  REQUIRE(test::add_made(table, 1, list));
  REQUIRE(give(table, "Response: Error\r\nActionID: p-1\r\n") == verdict::complete);
  CHECK_FALSE(table.take_finished()->is_list);
  REQUIRE(test::add_made(table, 2, list));
  REQUIRE(give(table, response("p-2")) == verdict::complete);
  auto reply = table.take_finished();
  CHECK(reply->is_list);
  CHECK(reply->seen().ended);
  REQUIRE(test::add_made(table, 3, list));
  CHECK(give(table, list_start("p-3")) == verdict::consumed);
  REQUIRE(give(table, list_end("p-3")) == verdict::complete);
  CHECK(table.take_finished()->is_list);
}
