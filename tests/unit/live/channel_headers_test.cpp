// The channels that an event shows: their order, case and values, and what is none.
#include "catch.hpp"
#include "live/channel_headers.hpp"
#include "support/live_pbx.hpp"

#include <string>
#include <vector>

using ami::live::channel_headers;
using ami::live::channel_scanner;

namespace {

std::vector<channel_headers> scan(const ami::wire::frame& frame) {
  std::vector<channel_headers> found;
  channel_scanner scanner{frame.view()};
  while (const auto next = scanner.next()) {
    found.push_back(*next);
  }
  return found;
}

}  // namespace

TEST_CASE("live channel headers: all groups of an event, and what stands around them") {
  const test::channel_text one{"1.1", "PJSIP/one-00000001"};
  const test::channel_text two{"1.2", "PJSIP/two-00000002"};
  const auto frame = test::frame_of("Event: X\r\nPrivilege: call,all\r\n" + test::bridge_text("b1") + one() +
                                    two("Dest") + "Queue: sales\n" + one("2") + "Exten: other\n");
  const auto found = scan(frame);
  REQUIRE(found.size() == 3);
  CHECK(found[0].prefix_.empty());
  CHECK(found[0].channel_ == "PJSIP/one-00000001");
  CHECK(found[0].state_ == "6");
  CHECK(found[0].caller_id_num_ == "<unknown>");
  CHECK(found[0].context_ == "default");
  CHECK(found[0].exten_ == "100");
  CHECK(found[0].priority_ == "1");
  CHECK(found[0].uniqueid_ == "1.1");
  CHECK(found[0].linkedid_ == "1.1");
  CHECK(found[1].prefix_ == "Dest");
  CHECK(found[1].uniqueid_ == "1.2");
  CHECK(found[2].prefix_ == "2");
  CHECK(found[2].exten_ == "100");
}

TEST_CASE("live channel headers: another order, another case and missing ones") {
  const auto frame = test::frame_of("Event: X\nDESTchannel: a\ndestCHANNELSTATE: 4\nDestLinkedid: 1.1\nDestuniqueID: "
                                    "1.2\nDestChanVariable: x=y\nDestExten: 7\n");
  const auto found = scan(frame);
  REQUIRE(found.size() == 1);
  CHECK(found[0].channel_ == "a");
  CHECK(found[0].uniqueid_ == "1.2");
  CHECK(found[0].linkedid_ == "1.1");
  CHECK(found[0].exten_ == "7");
  CHECK(found[0].account_code_.empty());
}

TEST_CASE("live channel headers: values with lines of text, and without a space") {
  const auto frame = test::frame_of("Event: X\nChannel: a\nChannelState:6\nChannelStateDesc: Up\nCallerIDNum: "
                                    "one\ntwo\r\nthree\nCallerIDName: n\nUniqueid: 1.2\n");
  const auto found = scan(frame);
  REQUIRE(found.size() == 1);
  CHECK(found[0].state_ == "6");
  CHECK(found[0].caller_id_num_ == "one\ntwo\r\nthree");
  CHECK(found[0].caller_id_num_ == frame.view()["CallerIDNum"]);
  CHECK(found[0].caller_id_name_ == "n");
  CHECK(found[0].uniqueid_ == "1.2");
}

TEST_CASE("live channel headers: what is no channel") {
  CHECK(scan(ami::wire::frame{}).empty());
  CHECK(scan(test::frame_of("Event: X\nChannel: a\nUniqueid: 1\n")).empty());
  CHECK(scan(test::frame_of("Event: X\nChannelState: 6\nUniqueid: 1\n")).empty());
  CHECK(scan(test::frame_of("Event: X\nChannel: a\nDestChannelState: 6\n")).empty());
  CHECK(scan(test::frame_of("Event: X\nChannel: a\nother\nChannelState: 6\n")).empty());
}
