// Events that show a channel as the one before did.
#include "catch.hpp"
#include "live/shown_channels.hpp"
#include "support/frames.hpp"
#include "support/live_pbx.hpp"

#include <string>

using ami::channel_state;
using ami::live::only_channel;
using ami::live::shown_channels;
using test::channel_text;
using test::live_pbx;

namespace {

const channel_text alice{"1795408097.1", "PJSIP/alice-00000001"};
const channel_text bob{"1795408097.2", "PJSIP/bob-00000002"};

ami::event variable(const std::string& headers) {
  return test::event_of_text(
      test::wire_text("Event: VarSet\nPrivilege: dialplan,all\n" + headers + "Variable: x\nValue: y\n"));
}

bool is_known(const shown_channels& shown, const ami::event& value) {
  const auto only = only_channel(value);
  REQUIRE(only);
  return shown.is_known(*only);
}

}  // namespace

TEST_CASE("live shown channels: the headers of the only channel") {
  const auto value = variable(alice());
  const auto shown = only_channel(value);
  REQUIRE(shown);
  CHECK(shown->uniqueid_ == "1795408097.1");
  CHECK(shown->headers_.starts_with("Channel: PJSIP/alice-00000001\r\n"));
  CHECK(shown->headers_.ends_with("\r\nLinkedid: 1795408097.1\r\n"));
  CHECK(shown->hash_ != 0);

  // Another event with the same headers has the same hash, whatever stands around them.
  const auto other =
      test::event_of_text(test::wire_text("Event: BridgeEnter\nBridgeUniqueid: b\n" + alice() + "Swapuniqueid: x\n"));
  CHECK(only_channel(other)->hash_ == shown->hash_);

  // These show several channels, none, or in another order.
  const auto dial = test::event_of_text(test::wire_text("Event: DialBegin\n" + alice() + bob("Dest")));
  CHECK(!only_channel(dial));
  const auto none = variable("");
  CHECK(!only_channel(none));
  const auto turned = variable("Uniqueid: 1795408097.1\nLinkedid: 1795408097.1\nChannel: a\nChannelState: 6\n");
  CHECK(!only_channel(turned));
  const auto between = variable("Channel: a\nChannelState: 6\nUniqueid: 1\nTenantid: t\nLinkedid: 1\n");
  CHECK(!only_channel(between));
}

TEST_CASE("live shown channels: each header counts") {
  shown_channels shown;
  const auto first = variable(alice());
  CHECK(!is_known(shown, first));
  shown.remember(*only_channel(first), 1);
  CHECK(is_known(shown, first));

  for (const auto& changed :
       {channel_text{alice}.state(5), channel_text{alice}.linkedid("1795408097.9"),
        channel_text{alice}.caller("100", "<unknown>"), channel_text{alice}.caller("<unknown>", "Alice"),
        channel_text{alice}.exten("101"), channel_text{"1795408097.1", "PJSIP/alice-00000002"}}) {
    const auto value = variable(changed());
    CHECK(!is_known(shown, value));
  }
  CHECK(!is_known(shown, variable(bob())));

  shown.forget("1795408097.1");
  CHECK(!is_known(shown, first));
}

TEST_CASE("live shown channels: they grow with the channels, and forget then") {
  shown_channels shown;
  const auto first = variable(alice());
  shown.remember(*only_channel(first), 1);
  const auto second = variable(bob());
  shown.remember(*only_channel(second), 1000);
  CHECK(!is_known(shown, first));
  CHECK(is_known(shown, second));
  shown.clear();
  CHECK(!is_known(shown, second));
}

TEST_CASE("live shown channels: a channel that was changed meanwhile is compared again") {
  live_pbx pbx;
  pbx.seed();
  const auto show = [&](const channel_text& channel) { pbx.event("VarSet", channel() + "Variable: x\nValue: y\n"); };
  const auto* uniqueid = "1795408097.1";
  pbx.event("Newchannel", alice());
  show(alice);
  show(alice);

  SECTION("by an event that shows it otherwise") {
    pbx.event("Newstate", channel_text{alice}.state(5)());
    show(alice);
    CHECK(pbx.snapshot().channel(uniqueid)->state() == channel_state::up);
  }
  SECTION("by a new name") {
    pbx.event("Rename", "Channel: PJSIP/alice-00000001\nNewname: PJSIP/other-1\nUniqueid: 1795408097.1\n");
    CHECK(pbx.snapshot().channel(uniqueid)->name() == "PJSIP/other-1");
    show(alice);
    CHECK(pbx.snapshot().channel(uniqueid)->name() == "PJSIP/alice-00000001");
  }
  SECTION("by the Linkedid of those that it talks to") {
    const channel_text carol{"1795408090.1", "PJSIP/carol-00000003"};
    pbx.event("Newchannel", carol());
    pbx.event("BridgeCreate", test::bridge_text("b"));
    pbx.event("BridgeEnter", test::bridge_text("b") + alice());
    pbx.event("BridgeEnter", test::bridge_text("b") + carol());
    CHECK(pbx.snapshot().channel(uniqueid)->linkedid() == "1795408090.1");
    show(alice);
    CHECK(pbx.snapshot().channel(uniqueid)->linkedid() == "1795408097.1");
  }
  SECTION("by its end and a new one with its Uniqueid") {
    pbx.event("Hangup", alice() + "Cause: 16\n");
    pbx.event("Newchannel", channel_text{alice}.state(0)());
    show(alice);
    CHECK(pbx.snapshot().channel(uniqueid)->state() == channel_state::up);
  }
  SECTION("by a list") {
    pbx.gap(1);
    pbx.list_channel(channel_text{alice}.state(5));
    pbx.run_until_due();
    CHECK(pbx.snapshot().channel(uniqueid)->state() == channel_state::ringing);
    show(alice);
    CHECK(pbx.snapshot().channel(uniqueid)->state() == channel_state::up);
  }
}
