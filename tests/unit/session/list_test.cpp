// Lists and command output, step by step: what belongs to a reply, and what the reply says.
#include "catalogue/reply_plan.hpp"
#include "catch.hpp"
#include "session/correlator.hpp"
#include "support/plain_action.hpp"

#include <ami/ami.hpp>
#include <ami/wire/action_writer.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace catalogue = ami::catalogue;
namespace session = ami::session;
namespace wire = ami::wire;
using verdict = session::correlator::verdict;

namespace {

verdict arrive(session::correlator& table, const std::string& text) {
  wire::frame_reader reader{{}, wire::frame_reader::greeting::absent};
  reader.feed(text + "\r\n");
  REQUIRE(reader.next() == wire::frame_reader::result::frame);
  return table.on_frame(reader.current(), reader.current().kind());
}

const std::string start = "Response: Success\r\nEventList: start\r\n";

std::string id(int number) {
  return "ActionID: p-" + std::to_string(number) + "\r\n";
}

std::string complete(int number, const std::string& count) {
  return "Event: ListComplete\r\nEventList: Complete\r\nListItems: " + count + "\r\n" + id(number);
}

}  // namespace

TEST_CASE("an abandoned list is swallowed to its end, and what is no part of it is not", "[list]") {
  session::correlator table{"p"};
  REQUIRE(test::add(table, 1, "p-1"));
  REQUIRE(test::add(table, 2, "p-2"));
  CHECK(arrive(table, start + id(1)) == verdict::consumed);
  CHECK(table.subject() == 1);
  CHECK(arrive(table, "Event: Item\r\n" + id(1)) == verdict::consumed);
  CHECK(table.take_partial(1)->seen().items.size() == 1);
  CHECK(table.abandon(1));
  CHECK_FALSE(table.abandon(1));
  CHECK(table.abandon(2));
  CHECK(table.size() == 0);
  CHECK(table.size() == 0);
  CHECK(arrive(table, "Event: Item\r\n" + id(1)) == verdict::late);
  // No list is open for the second one yet: an event with its ActionID is an event.
  CHECK(arrive(table, "Event: OriginateResponse\r\nResponse: Success\r\n" + id(2)) == verdict::not_ours);
  CHECK(arrive(table, start + id(2)) == verdict::late);
  CHECK(arrive(table, "Event: Item\r\n" + id(2)) == verdict::late);
  CHECK(arrive(table, complete(1, "2")) == verdict::late);
  CHECK(arrive(table, "Event: Item\r\n" + id(1)) == verdict::not_ours);
  CHECK(arrive(table, "Response: Error\r\n" + id(2)) == verdict::late);
  CHECK(arrive(table, "Event: Item\r\n" + id(2)) == verdict::not_ours);
  // A plain reply that is late ends it too.
  REQUIRE(test::add(table, 3, "p-3"));
  table.abandon(3);
  CHECK(arrive(table, "Response: Success\r\n" + id(3)) == verdict::late);
  CHECK(arrive(table, "Response: Success\r\n" + id(3)) == verdict::not_ours);
}

TEST_CASE("abandoned actions are forgotten: by number, by the end of the connection, by using the ActionID again",
          "[list]") {
  session::correlator table{"p"};
  const int count = static_cast<int>(session::correlator::max_abandoned) + 1;
  for (int i = 1; i <= count; ++i) {
    REQUIRE(test::add(table, static_cast<std::uint64_t>(i), "p-" + std::to_string(i)));
    CHECK(arrive(table, start + id(i)) == verdict::consumed);
    CHECK(table.abandon(static_cast<std::uint64_t>(i)));
  }
  CHECK(arrive(table, "Event: Item\r\n" + id(1)) == verdict::not_ours);
  CHECK(arrive(table, "Event: Item\r\n" + id(2)) == verdict::late);
  REQUIRE(test::add(table, 5000, "p-2"));
  CHECK(arrive(table, "Event: Item\r\n" + id(2)) == verdict::not_ours);
  CHECK(arrive(table, "Response: Success\r\n" + id(2)) == verdict::complete);
  CHECK(table.finished() == 5000);
  table.forget_abandoned();
  CHECK(arrive(table, "Event: Item\r\n" + id(3)) == verdict::not_ours);
  CHECK(arrive(table, "Response: Success\r\n" + id(3)) == verdict::not_ours);
}

TEST_CASE("a streamed list gives its items out and keeps none", "[list]") {
  session::correlator table{"p"};
  REQUIRE(test::add(table, 1, "p-1", catalogue::reply_plan{}.streamed(true)));
  CHECK(arrive(table, start + id(1)) == verdict::consumed);
  for (int i = 0; i < 3; ++i) {
    REQUIRE(arrive(table, "Event: Item\r\nN: " + std::to_string(i) + "\r\n" + id(1)) == verdict::item);
    CHECK(table.subject() == 1);
    CHECK(std::as_const(table).finished() == 0);
    const ami::event item = table.take_item();
    CHECK(item["N"] == std::to_string(i));
  }
  REQUIRE(arrive(table, complete(1, "3")) == verdict::complete);
  const ami::reply reply{table.take_finished()};
  CHECK(reply.is_list());
  CHECK(reply.items().empty());
  CHECK(reply.item_count() == 3);
  CHECK(reply.stated_item_count() == 3);
  CHECK(reply.list_complete());
}

TEST_CASE("a list says whether all items came", "[list]") {
  const auto collect = [](const catalogue::reply_plan& plan, const std::string& last) {
    session::correlator table{"p"};
    REQUIRE(test::add(table, 1, "p-1", plan));
    CHECK(arrive(table, start + id(1)) == verdict::consumed);
    CHECK(arrive(table, "Event: Item\r\n" + id(1)) == verdict::consumed);
    CHECK(arrive(table, "Event: Item\r\n" + id(1)) == verdict::consumed);
    REQUIRE(arrive(table, last) == verdict::complete);
    return ami::reply{table.take_finished()};
  };
  CHECK(collect({}, complete(1, "2")).list_complete());
  CHECK_FALSE(collect({}, complete(1, "3")).list_complete());
  CHECK_FALSE(collect({}, complete(1, "1")).list_complete());
  const auto miscounted = collect(catalogue::reply_plan{}.counted(false), complete(1, "1"));
  CHECK(miscounted.list_complete());
  CHECK(miscounted.stated_item_count() == 1);
  const auto silent = collect({}, "Event: ListComplete\r\nEventList: Complete\r\n" + id(1));
  CHECK(silent.list_complete());
  CHECK_FALSE(silent.stated_item_count());
  // Out of memory in the server: an error in the middle.
  const auto broken = collect({}, "Response: Error\r\nMessage: Out of memory\r\n" + id(1));
  CHECK_FALSE(broken.list_complete());
  CHECK(broken.items().size() == 2);
  CHECK(broken.message() == "Out of memory");
  // An empty list, and what is no list.
  session::correlator table{"p"};
  REQUIRE(test::add(table, 1, "p-1"));
  CHECK(arrive(table, start + id(1)) == verdict::consumed);
  REQUIRE(arrive(table, complete(1, "0")) == verdict::complete);
  const ami::reply empty{table.take_finished()};
  CHECK(empty.list_complete());
  CHECK(empty.items().empty());
  CHECK_FALSE(ami::reply{}.list_complete());
}

TEST_CASE("one event may be the whole list", "[list]") {
  for (const bool streamed : {false, true}) {
    session::correlator table{"p"};
    auto plan = catalogue::find_reply_plan("FAXStats");
    CHECK(plan.form() == catalogue::reply_form::one_event);
    REQUIRE(test::add(table, 1, "p-1", plan.streamed(streamed)));
    CHECK(arrive(table, "Response: Success\r\nMessage: FAXStats event will follow\r\n" + id(1)) == verdict::consumed);
    CHECK(arrive(table, "Event: UserEvent\r\n" + id(1)) == verdict::not_ours);
    REQUIRE(arrive(table, "Event: FAXStats\r\nFailedFAXes: 7\r\n" + id(1)) == verdict::complete);
    const auto data = table.take_finished();
    const ami::replies::fax_stats reply{ami::reply{data}};
    CHECK(reply.list_complete());
    REQUIRE(reply.items().size() == 1);
    CHECK(reply.items().front().failed_faxes() == 7);
    CHECK(table.size() == 0);
  }
  session::correlator table{"p"};
  REQUIRE(test::add(table, 1, "p-1", catalogue::find_reply_plan("faxsession")));
  CHECK(arrive(table, "Response: Error\r\nMessage: Session not found\r\n" + id(1)) == verdict::complete);
}

TEST_CASE("items without an ActionID belong to the list that they stand in", "[list]") {
  session::correlator table{"p"};
  REQUIRE(test::add(table, 1, "p-1", catalogue::find_reply_plan("IAXpeers")));
  REQUIRE(test::add(table, 2, "p-2", catalogue::find_reply_plan("IAXpeers")));
  const std::string peer = "Event: PeerEntry\r\nObjectName: a\r\n";
  CHECK(arrive(table, peer) == verdict::not_ours);
  CHECK(arrive(table, start + id(1)) == verdict::consumed);
  CHECK(arrive(table, peer) == verdict::consumed);
  CHECK(arrive(table, "Event: Hangup\r\nChannel: x\r\n") == verdict::not_ours);
  CHECK(arrive(table, "Event: PeerEntry\r\nActionID: other\r\n") == verdict::not_ours);
  CHECK(arrive(table, peer) == verdict::consumed);
  REQUIRE(arrive(table, complete(1, "2")) == verdict::complete);
  CHECK(table.take_finished()->seen().items.size() == 2);
  CHECK(arrive(table, peer) == verdict::not_ours);
  CHECK(arrive(table, start + id(2)) == verdict::consumed);
  CHECK(arrive(table, peer) == verdict::consumed);
  table.abandon(2);
  CHECK(arrive(table, peer) == verdict::late);
  CHECK(arrive(table, complete(2, "2")) == verdict::late);
  CHECK(arrive(table, peer) == verdict::not_ours);
}

TEST_CASE("WaitEvent ends with its event, whatever comes before", "[list]") {
  session::correlator table{"p"};
  REQUIRE(test::add(table, 1, "p-1", catalogue::find_reply_plan("waitevent")));
  CHECK(arrive(table, "Response: Success\r\nMessage: Waiting for Event completed.\r\n" + id(1)) == verdict::consumed);
  CHECK(arrive(table, "Event: UserEvent\r\nUserEvent: x\r\n" + id(1)) == verdict::not_ours);
  CHECK(arrive(table, "Event: WaitEventComplete\r\nActionID: other\r\n") == verdict::not_ours);
  REQUIRE(arrive(table, "Event: WaitEventComplete\r\n" + id(1)) == verdict::complete);
  const ami::reply reply{table.take_finished()};
  CHECK_FALSE(reply.is_list());
  CHECK(reply.completion().is<ami::events::wait_event_complete>());
}

namespace {

template <class Reply>
Reply list_of(const std::vector<std::string>& items, const std::string& completion) {
  auto data = std::make_shared<ami::detail::reply_data>();
  data->is_list = true;
  for (const auto& item : items) {
    data->more().items.emplace_back(wire::frame::from_text(item));
  }
  data->more().item_count = items.size();
  data->more().completion = ami::event{wire::frame::from_text(completion)};
  return Reply{ami::reply{std::move(data)}};
}

}  // namespace

TEST_CASE("items of one type are typed, and a temporary reply gives items that own their bytes", "[list]") {
  const auto make = [] {
    return list_of<ami::replies::core_show_channels>(
        {"Event: CoreShowChannel\r\nChannel: a\r\nDuration: 00:01:02\r\n", "Event: CoreShowChannel\r\nChannel: b\r\n"},
        "Event: CoreShowChannelsComplete\r\nEventList: Complete\r\nListItems: 2\r\n");
  };
  const auto reply = make();
  static_assert(std::is_same_v<ami::actions::core_show_channels::reply_type, ami::replies::core_show_channels>);
  std::string names;
  for (auto channel : reply.items()) {
    static_assert(std::is_same_v<decltype(channel), ami::events::core_show_channel>);
    names += channel.channel();
  }
  CHECK(names == "ab");
  CHECK(reply.items().size() == 2);
  CHECK(reply.items()[0].duration() == std::chrono::seconds{62});
  CHECK_FALSE(reply.items().front().duration() == std::chrono::seconds{63});
  CHECK((reply.items().end() - reply.items().begin()) == 2);
  CHECK(reply.items().begin()[1].channel() == "b");
  CHECK(reply.events().size() == 2);
  CHECK(reply.typed_completion()["ListItems"] == "2");
  names.clear();
  for (const auto& channel : make().items()) {
    static_assert(std::is_same_v<decltype(channel), const ami::item_of<ami::events::core_show_channel>&>);
    names += channel.channel();
  }
  CHECK(names == "ab");
  const auto last = make().typed_completion();
  CHECK(last["ListItems"] == "2");
  CHECK(last.as_event().name() == "CoreShowChannelsComplete");
  CHECK(make().events().size() == 2);
  CHECK(ami::replies::core_show_channels{}.items().empty());
  const auto none = ami::replies::core_show_channels{}.typed_completion();
  CHECK(none["ListItems"].empty());
}

TEST_CASE("mixed items are events, and one type of them on demand", "[list]") {
  const auto make = [] {
    return list_of<ami::replies::queue_status>(
        {"Event: QueueParams\r\nQueue: q\r\n", "Event: QueueMember\r\nName: one\r\n",
         "Event: QueueMember\r\nName: two\r\n", "Event: QueueEntry\r\nPosition: 1\r\n"},
        "Event: QueueStatusComplete\r\nEventList: Complete\r\n");
  };
  const auto reply = make();
  CHECK(reply.items().size() == 4);
  CHECK(reply.items()[0].get_if<ami::events::queue_params>()->queue() == "q");
  const auto members = reply.items<ami::events::queue_member>();
  REQUIRE(members.size() == 2);
  CHECK(members[1].name() == "two");
  const auto entries = make().items<ami::events::queue_entry>();
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].position() == 1);
  CHECK(make().items().size() == 4);
}

TEST_CASE("every action says whether it may be repeated", "[list]") {
  using ami::repeat;
  static_assert(ami::actions::originate::repeat_safety == repeat::unsafe);
  static_assert(ami::actions::core_show_channels::repeat_safety == repeat::read);
  static_assert(ami::actions::setvar::repeat_safety == repeat::set);
  static_assert(ami::action::repeat_safety == repeat::unsafe);
  CHECK(ami::find_repeat_safety("ORIGINATE") == repeat::unsafe);
  CHECK(ami::find_repeat_safety("coreshowchannels") == repeat::read);
  CHECK(ami::find_repeat_safety("Setvar") == repeat::set);
  CHECK(ami::find_repeat_safety("NoSuchAction") == repeat::unsafe);
  CHECK(ami::find_repeat_safety("") == repeat::unsafe);
  CHECK(ami::find_repeat_safety("WaitEvent") == repeat::unsafe);
  CHECK(ami::find_repeat_safety("AbsoluteTimeout") == repeat::unsafe);
  CHECK(to_string(repeat::set) == "set");
}

TEST_CASE("100,000 lines and 100 MB of command output, in linear time", "[list]") {
  const auto read = [](std::size_t lines, std::size_t width) {
    const std::string line = "Output: " + std::string(width, 'x') + "\r\n";
    wire::frame_reader reader{{}, wire::frame_reader::greeting::absent};
    const auto begin = std::chrono::steady_clock::now();
    reader.feed("Response: Success\r\nMessage: Command output follows\r\n");
    std::size_t found = 0;
    for (std::size_t i = 0; i < lines; ++i) {
      reader.feed(line);
      if (i % 64 == 0) {
        found += reader.next() == wire::frame_reader::result::need_more ? 0U : 1U;
      }
    }
    reader.feed("\r\n");
    CHECK(found == 0);
    REQUIRE(reader.next() == wire::frame_reader::result::frame);
    auto data = std::make_shared<ami::detail::reply_data>();
    data->response = ami::response{reader.current().to_frame()};
    const ami::replies::command reply{ami::reply{std::move(data)}};
    const auto output = reply.output();
    CHECK(output.size() == lines);
    CHECK(output.back().size() == width);
    return std::chrono::steady_clock::now() - begin;
  };
  const auto small = read(100'000, 90);
  const auto large = read(1'000'000, 90);
  // Ten times as much may not take a hundred times as long; the slack is for a loaded machine.
  CHECK(large < 40 * small + std::chrono::milliseconds{500});
}

TEST_CASE("command output keeps what looks like a header or an end", "[list]") {
  const auto output = [](const std::string& text) {
    wire::frame_reader reader{{}, wire::frame_reader::greeting::absent};
    reader.feed(text);
    REQUIRE(reader.next() == wire::frame_reader::result::frame);
    auto data = std::make_shared<ami::detail::reply_data>();
    data->response = ami::response{reader.current().to_frame()};
    REQUIRE(reader.next() == wire::frame_reader::result::need_more);
    CHECK(reader.account().pending == 0);
    return ami::replies::command{ami::reply{std::move(data)}}.output();
  };
  using lines = std::vector<std::string>;
  CHECK(output("Response: Success\r\nActionID: a\r\nMessage: Command output follows\r\nOutput: --END COMMAND--\r\n"
               "Output: \r\nOutput: ActionID: b\r\nOutput: Output: c\r\nOutput:  d \r\n\r\n") ==
        lines{"--END COMMAND--", "", "ActionID: b", "Output: c", " d "});
  CHECK(output("Response: Follows\r\nPrivilege: Command\r\nActionID: a\r\nActionID: b\n\nResponse: Error\n\nlast\n"
               "--END COMMAND--\r\n\r\n") == lines{"ActionID: b", "", "Response: Error", "", "last"});
}

TEST_CASE("changes of a configuration file are numbered in their order", "[list]") {
  using options = ami::actions::new_category_options;
  const auto action =
      ami::actions::update_config{"a.conf", "b.conf"}
          .new_category("base", options{}.as_template())
          .append("base", "key", "value")
          .category_filter("TEMPLATES=include")
          .new_category("one", options{}.allow_duplicate().as_template().inherit("base").inherit("more"))
          .update("one", "key", "new", "old")
          .insert("one", "key", "value", 3)
          .erase("one", "key", "value")
          .erase_line("one", 7)
          .rename_category("one", "two")
          .empty_category("two")
          .delete_category("two")
          .new_category("three")
          .reload("yes")
          .preserve_effective_context();
  std::string text;
  for (const auto& header : action.headers()) {
    text += header.key() + "=" + header.value() + "\n";
  }
  CHECK(text == "SrcFilename=a.conf\nDstFilename=b.conf\n"
                "Action-000000=NewCat\nCat-000000=base\nOptions-000000=template\n"
                "Action-000001=Append\nCat-000001=base\nVar-000001=key\nValue-000001=value\n"
                "Options-000001=catfilter=\"TEMPLATES=include\"\n"
                "Action-000002=NewCat\nCat-000002=one\nOptions-000002=allowdups,template,inherit=\"base,more\"\n"
                "Action-000003=Update\nCat-000003=one\nVar-000003=key\nValue-000003=new\nMatch-000003=old\n"
                "Action-000004=Insert\nCat-000004=one\nVar-000004=key\nValue-000004=value\nLine-000004=3\n"
                "Action-000005=Delete\nCat-000005=one\nVar-000005=key\nMatch-000005=value\n"
                "Action-000006=Delete\nCat-000006=one\nLine-000006=7\n"
                "Action-000007=RenameCat\nCat-000007=one\nValue-000007=two\n"
                "Action-000008=EmptyCat\nCat-000008=two\nAction-000009=DelCat\nCat-000009=two\n"
                "Action-000010=NewCat\nCat-000010=three\nReload=yes\nPreserveEffectiveContext=yes\n");
}

TEST_CASE("an update of a configuration file holds 31 changes of four headers", "[list]") {
  ami::actions::update_config update{"a.conf", "a.conf"};
  std::string bytes;
  std::string detail;
  for (int i = 0; i < 31; ++i) {
    update.append("c", "key", "value");
  }
  CHECK_FALSE(wire::write_action(update, "id", bytes, detail));
  update.reload("yes");
  CHECK(wire::write_action(update, "id", bytes, detail) == ami::errc::too_many_headers);
  CHECK(detail == "it has 129 headers; an action has at most 128, Action and ActionID included");
}
