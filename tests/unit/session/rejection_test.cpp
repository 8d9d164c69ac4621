// What a refusal means: what the server says, and what the catalogue knows of the action.
#include "catch.hpp"
#include "session/correlator.hpp"
#include "session/rejection.hpp"
#include "support/frames.hpp"
#include "support/plain_action.hpp"

#include <ami/ami.hpp>

#include <string>
#include <string_view>
#include <vector>

using ami::errc;
using ami::outcome;

namespace {

const ami::server_version asterisk_16{5, 0, 4};
const ami::server_version asterisk_22{11, 0, 0};
constexpr const char* not_known = "Invalid/unknown command: X. Use Action: ListCommands to show available commands.";

class verdict {
public:
  ami::error_code error;
  ami::reply reply;
};

verdict judge(std::string_view action, const std::string& message, const ami::server_version& server = asterisk_22) {
  auto data = std::make_shared<ami::detail::reply_data>();
  data->outcome = outcome::rejected;
  data->response = ami::response{test::frame_of("Response: Error\r\nActionID: 1\r\nMessage: " + message + "\r\n\r\n")};
  const auto error = ami::detail::judge_refusal(*data, action, server);
  return {error, ami::reply{data}};
}

}  // namespace

TEST_CASE("rejection: a list without items is an empty list, where the catalogue knows how that is said") {
  for (const auto& [action, message] :
       std::vector<std::pair<std::string, std::string>>{{"ConfbridgeList", "No active conferences."},
                                                        {"confbridgelistrooms", "No active conferences."},
                                                        {"MeetmeList", "No active conferences."},
                                                        {"MeetmeListRooms", "No active conferences."},
                                                        {"ExtensionStateList", "No dialplan hints are available"},
                                                        {"PJSIPShowAors", "No Aors found\n"},
                                                        {"PJSIPShowAuths", "No Auths found\n"},
                                                        {"PJSIPShowContacts", "No Contacts found\n"},
                                                        {"PJSIPShowEndpoints", "No endpoints found\n"},
                                                        {"PJSIPShowResourceLists", "No resource lists found\n"}}) {
    CAPTURE(action);
    const auto [error, reply] = judge(action, message);
    CHECK_FALSE(error);
    CHECK(reply.success());
    CHECK(reply.is_list());
    CHECK(reply.list_complete());
    CHECK(reply.items().empty());
    CHECK_FALSE(reply.response().success());
  }
  // Other words are no empty list, nor are these words that of another action.
  CHECK(judge("ConfbridgeList", "No Conference by that name found.").error == errc::action_rejected);
  CHECK(judge("PJSIPShowAors", "No").error == errc::action_rejected);
  CHECK(judge("PJSIPShowEndpoint", "Unable to retrieve endpoint nosuch\n").error == errc::action_rejected);
  CHECK(judge("DBGet", "Database entry not found").error == errc::action_rejected);
  CHECK(judge("Hangup", "No active conferences.").error == errc::action_rejected);
  CHECK(judge("ConfbridgeList", "Permission denied").error == errc::permission_denied);
}

TEST_CASE("rejection: an action that the server's version has is one whose module is not loaded") {
  CHECK(judge("MeetmeList", not_known).error == errc::module_not_loaded);
  CHECK(judge("QueueStatus", not_known, asterisk_16).error == errc::module_not_loaded);
  CHECK(judge("queuestatus", not_known, {12, 0, 0}).error == errc::module_not_loaded);
  // chan_sip went with Asterisk 21, VoicemailBoxSummary came after 16.
  CHECK(judge("SIPpeers", not_known, asterisk_16).error == errc::module_not_loaded);
  CHECK(judge("SIPpeers", not_known, asterisk_22).error == errc::unknown_action);
  CHECK(judge("VoicemailBoxSummary", not_known, asterisk_16).error == errc::unknown_action);
  CHECK(judge("VoicemailBoxSummary", not_known, asterisk_22).error == errc::module_not_loaded);
  // Of other vendors' actions, and of other versions, nothing is known.
  CHECK(judge("VendorAction", not_known).error == errc::unknown_action);
  CHECK(judge("RptLocalNodes", not_known).error == errc::unknown_action);
  CHECK(judge("QueueStatus", not_known, {2, 10, 6}).error == errc::unknown_action);
  CHECK(judge("QueueStatus", not_known, {}).error == errc::unknown_action);
  CHECK(judge("QueueStatus", "Permission denied").error == errc::permission_denied);
  CHECK(judge("QueueStatus", "Asterisk is shutting down").error == errc::shutting_down);
}

TEST_CASE("rejection: a list that was begun has failed, and keeps its items") {
  ami::session::correlator table{"p"};
  const auto arrive = [&](std::string_view text) {
    const ami::wire::raw_frame raw{text};
    return table.on_frame(raw, raw.kind());
  };
  REQUIRE(test::add(table, 1, "p-1", ami::catalogue::find_reply_plan("CoreShowChannelMap")));
  using ami::session::correlator;
  CHECK(arrive("Response: Success\r\nActionID: p-1\r\nEventList: start\r\n\r\n") == correlator::verdict::consumed);
  CHECK(arrive("Event: CoreShowChannelMap\r\nActionID: p-1\r\n\r\n") == correlator::verdict::consumed);
  CHECK(arrive("Response: Error\r\nActionID: p-1\r\nMessage: Could not get channel snapshot\r\n\r\n") ==
        correlator::verdict::complete);
  const auto data = table.take_finished();
  CHECK(ami::detail::judge_refusal(*data, "CoreShowChannelMap", asterisk_22) == errc::list_failed);
  const ami::reply reply{data};
  CHECK(reply.outcome() == outcome::rejected);
  CHECK(reply.items().size() == 1);
  CHECK_FALSE(reply.list_complete());
  CHECK(reply.message() == "Could not get channel snapshot");
}

TEST_CASE("rejection: a success without a list is an empty one for the actions that answer so") {
  for (const char* const action : {"VoicemailUsersList", "VoicemailUserStatus", "VoicemailBoxSummary"}) {
    ami::session::correlator table{"p"};
    REQUIRE(test::add(table, 1, "p-1", ami::catalogue::find_reply_plan(action)));
    const ami::wire::raw_frame raw{
        "Response: Success\r\nActionID: p-1\r\nMessage: There are no voicemail users.\r\n\r\n"};
    REQUIRE(table.on_frame(raw, raw.kind()) == ami::session::correlator::verdict::complete);
    const ami::reply reply{table.take_finished()};
    CHECK(reply.success());
    CHECK(reply.is_list());
    CHECK(reply.list_complete());
  }
}
