// A day of calls on a real Asterisk: every event arrives typed, with no header that nobody reads, and each byte of it
// is what a plain socket beside the library saw.
#include "catch.hpp"
#include "conformance/recorder.hpp"
#include "conformance/report.hpp"
#include "conformance/scene.hpp"
#include "conformance/telephone.hpp"
#include "conformance/verdict.hpp"

#include <ami/ami.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace asio = boost::asio;
namespace act = ami::actions;
using namespace std::chrono_literals;

namespace {

using conformance::scene;
using conformance::telephone;
using headers = std::vector<std::pair<std::string, std::string>>;

// All events that one connection delivers.
class watcher {
public:
  explicit watcher(const ami::manager& pbx)
      : events_{
            pbx.subscribe(ami::subscribe_options{}.capacity(std::size_t{1} << 20).max_bytes(std::size_t{1} << 30))} {}

  const std::vector<ami::event>& all() {
    while (auto event = events_.try_next()) {
      seen_.push_back(std::move(*event));
    }
    return seen_;
  }

  // Whether the last mark has come; others may come behind it.
  bool has_ended() {
    const auto& events = all();
    return std::ranges::any_of(events, [](const ami::event& each) { return is_mark(each, "end"); });
  }

private:
  static bool is_mark(const ami::event& event, std::string_view at) {
    return event["UserEvent"] == "DayMark" && event["At"] == at;
  }

  ami::event_stream<> events_;
  std::vector<ami::event> seen_;
};

ami::options secure_server() {
  return ami::options{"127.0.0.1:" + test::environment("AMI_TEST_TLS_PORT")}
      .credentials("admin", "s3cret")
      .tls(ami::tls_options{}.ca_file(test::environment("AMI_TEST_TLS_CA")));
}

// The day: makes things happen, and waits for what the server tells of them.
class day {
public:
  explicit day(asio::io_context& io)
      : on{io}, io_{&io}, quiet_{io, test::server()}, secure_{io, secure_server()}, acting_events_{on.pbx()},
        quiet_events_{quiet_}, secure_events_{secure_} {
    test::run(io, quiet_.connect());
    test::run(io, secure_.connect());
  }

  // Waits for an event with these headers that came after the last begin(); an asterisk at the end of a value stands
  // for any text.
  ami::event expect(std::string_view name, const headers& values = {}) {
    const auto end = std::chrono::steady_clock::now() + 20s;
    std::size_t at = begin_;
    for (;;) {
      const auto& all = acting_events_.all();
      for (; at < all.size(); ++at) {
        if (all[at].name() == name && has(all[at], values)) {
          return all[at];
        }
      }
      if (std::chrono::steady_clock::now() > end) {
        std::string wanted{name};
        for (const auto& [key, value] : values) {
          wanted += " " + key + "=" + value;
        }
        std::map<std::string, int> seen;
        for (std::size_t i = begin_; i < all.size(); ++i) {
          ++seen[std::string{all[i].name()}];
        }
        for (const auto& [key, count] : seen) {
          wanted += "\n  " + key + " " + std::to_string(count);
        }
        FAIL_CHECK("waited in vain for " << wanted);
        return {};
      }
      run_once();
    }
  }
  void begin() { begin_ = acting_events_.all().size(); }
  void begin_at_start() { begin_ = 0; }
  template <class Condition>
  void wait_until(Condition condition) {
    test::run_until(*io_, condition);
  }
  void run_once() {
    io_->restart();
    io_->run_one_for(20ms);
  }
  void run_for(std::chrono::milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {
      run_once();
    }
  }
  void load(const std::string& module) { on.try_send(act::module_load{act::load_type::load}.module(module + ".so")); }

  scene on;

  watcher& acting_events() { return acting_events_; }
  watcher& quiet_events() { return quiet_events_; }
  watcher& secure_events() { return secure_events_; }

private:
  static bool has(const ami::event& event, const headers& values) {
    return std::ranges::all_of(values, [&](const auto& each) {
      const std::string_view value = event[each.first];
      const std::string_view wanted = each.second;
      return wanted.ends_with('*') ? value.starts_with(wanted.substr(0, wanted.size() - 1)) : value == wanted;
    });
  }

  asio::io_context* io_;
  ami::manager quiet_;
  ami::manager secure_;
  watcher acting_events_;
  watcher quiet_events_;
  watcher secure_events_;
  std::size_t begin_ = 0;
};

void local_calls(day& today) {
  auto& on = today.on;
  on.talking("dial-away");
  const std::string id = on.channel_in("handlers");
  today.expect("HangupHandlerRun", {{"Uniqueid", id}});
  today.expect("UserEvent", {{"UserEvent", "Day"}, {"Second", "two words"}});
  today.expect("NewAccountCode", {{"Uniqueid", id}});
  today.expect("NewConnectedLine", {{"Uniqueid", id}});
  on.send(act::originate{"Local/party@load/n"}.application("Wait").data("0.1").async());
  today.expect("OriginateResponse", {{"Response", "Success"}});
  on.send(act::originate{"Local/103@default"}.application("Wait").data("1").async());
  today.expect("OriginateResponse", {{"Response", "Failure"}});
  const std::string talking = on.talking();
  on.send(act::play_dtmf{talking, "7"}.duration(100ms).receive());
  today.expect("DTMFEnd", {{"Digit", "7"}});
  if (test::is_asterisk_22()) {
    on.send(act::send_flash{talking}.receive());
    today.expect("Flash");
  }
  on.send(act::aoc_message{act::aoc_message_type::d}
              .channel(on.name_of(talking))
              .charge_type(act::charge_type::currency)
              .currency_name("EUR")
              .currency_amount(5)
              .currency_multiplier(act::currency_multiplier::one)
              .total_type(act::total_type::sub_total));
  on.send(act::hangup{talking});
  today.expect("HangupRequest");
  today.expect("Cdr");
  today.expect("CEL", {{"EventName", "USER_DEFINED"}});
}

void telephones(day& today) {
  auto& on = today.on;
  const std::string port = conformance::free_udp_port();
  telephone wrong{"refused", conformance::free_udp_port(), "wrong"};
  today.wait_until([&] { return wrong.has_succeeded(); });
  today.expect("ChallengeResponseFailed", {{"AccountID", "carol"}});
  telephone right{"register", port};
  today.wait_until([&] { return right.has_succeeded(); });
  today.expect("ContactStatus", {{"AOR", "carol"}, {"ContactStatus", "NonQualified"}});
  today.expect("SuccessfulAuth", {{"AccountID", "carol"}});
  today.expect("DeviceStateChange", {{"Device", "PJSIP/carol"}, {"State", "NOT_INUSE"}});
  // It calls.
  telephone caller{"caller", conformance::free_udp_port()};
  today.expect("DTMFEnd", {{"Digit", "5"}, {"Channel", "PJSIP/carol*"}});
  today.expect("Hold", {{"Channel", "PJSIP/carol*"}});
  today.expect("MusicOnHoldStart");
  today.expect("Unhold", {{"Channel", "PJSIP/carol*"}});
  today.wait_until([&] { return caller.has_succeeded(); });
  today.expect("Hangup", {{"Channel", "PJSIP/carol*"}});
  // It is called.
  today.begin();
  telephone answerer{"answerer", port};
  today.wait_until([&] { return telephone::listens(port); });
  on.send(act::originate{"PJSIP/carol"}.context("load").exten("music").priority(1).async());
  today.expect("Newstate", {{"Channel", "PJSIP/carol*"}, {"ChannelStateDesc", "Ringing"}});
  const auto answered = today.expect("Newstate", {{"Channel", "PJSIP/carol*"}, {"ChannelStateDesc", "Up"}});
  on.send(act::hangup{std::string{answered["Channel"]}});
  today.wait_until([&] { return answerer.has_succeeded(); });
  on.send(act::pjsip_qualify{"carol"});
}

void conference(day& today) {
  auto& on = today.on;
  const std::string talker = on.channel_in("talker", "music");
  today.expect("ConfbridgeTalking", {{"TalkingStatus", "on"}});
  const std::string admin = on.channel_in("admin");
  today.expect("ConfbridgeJoin", {{"Uniqueid", admin}, {"Admin", "Yes"}});
  on.send(act::confbridge_mute{"day", on.name_of(talker)});
  today.expect("ConfbridgeMute", {{"Uniqueid", talker}});
  on.send(act::confbridge_unmute{"day", on.name_of(talker)});
  today.expect("ConfbridgeUnmute", {{"Uniqueid", talker}});
  on.send(act::confbridge_lock{"day"});
  on.send(act::confbridge_unlock{"day"});
  on.send(act::confbridge_start_record{"day"});
  today.expect("ConfbridgeRecord");
  on.send(act::confbridge_set_single_video_src{"day", on.name_of(talker)});
  on.send(act::confbridge_stop_record{"day"});
  today.expect("ConfbridgeStopRecord");
  on.send(act::confbridge_kick{"day", on.name_of(talker)});
  today.expect("ConfbridgeLeave", {{"Uniqueid", talker}});
  on.send(act::hangup{admin});
  today.expect("ConfbridgeEnd");
}

void queue(day& today) {
  auto& on = today.on;
  const std::string slow = "Local/311@load/n";
  const std::string quick = "Local/302@load/n";
  on.send(act::queue_add{"day", slow}.member_name("Nobody"));
  today.expect("QueueMemberAdded", {{"Interface", slow}});
  const std::string caller = on.channel_in("queue");
  today.expect("QueueCallerJoin", {{"Uniqueid", caller}});
  today.expect("AgentCalled", {{"Interface", slow}});
  today.expect("AgentRingNoAnswer", {{"Interface", slow}});
  on.send(act::queue_pause{slow, true}.queue("day").reason("tea"));
  today.expect("QueueMemberPause", {{"Interface", slow}, {"Paused", "1"}});
  on.send(act::queue_add{"day", quick}.member_name("Agent").penalty(1));
  on.send(act::queue_penalty{quick, 0}.queue("day"));
  today.expect("QueueMemberPenalty", {{"Interface", quick}});
  on.send(act::queue_member_ring_in_use{quick, false}.queue("day"));
  today.expect("QueueMemberRinginuse", {{"Interface", quick}});
  today.expect("AgentConnect", {{"Interface", quick}});
  today.expect("QueueCallerLeave", {{"Uniqueid", caller}});
  const std::string abandons = on.channel_in("queue");
  today.expect("QueueCallerJoin", {{"Uniqueid", abandons}});
  on.send(act::hangup{abandons});
  today.expect("QueueCallerAbandon", {{"Uniqueid", abandons}});
  on.send(act::hangup{caller});
  today.expect("AgentComplete", {{"Interface", quick}});
  today.expect("QueueMemberStatus", {{"Interface", quick}});
  on.send(act::queue_remove{"day", quick});
  on.send(act::queue_remove{"day", slow});
  today.expect("QueueMemberRemoved", {{"Interface", slow}});
  // An agent who logs in.
  const std::string agent = on.channel_in("agent");
  today.expect("AgentLogin", {{"Agent", "1001"}});
  on.send(act::agent_logoff{"1001"});
  today.expect("AgentLogoff", {{"Agent", "1001"}});
  today.expect("Hangup", {{"Uniqueid", agent}});
}

void parking_and_transfers(day& today) {
  auto& on = today.on;
  const std::string parked = on.talking();
  on.send(act::park{on.name_of(parked)}.parkinglot("default"));
  const auto space = today.expect("ParkedCall", {{"ParkeeUniqueid", parked}});
  on.send(act::originate{"Local/party@load/n"}
              .context("parkedcalls")
              .exten(std::string{space["ParkingSpace"]})
              .priority(1)
              .async());
  today.expect("UnParkedCall", {{"ParkeeUniqueid", parked}});
  on.send(act::park{on.name_of(on.talking())}.parkinglot("short"));
  today.expect("ParkedCallTimeOut");
  const std::string gives_up = on.talking();
  on.send(act::park{on.name_of(gives_up)}.parkinglot("default"));
  today.expect("ParkedCall", {{"ParkeeUniqueid", gives_up}});
  on.send(act::hangup{gives_up});
  today.expect("ParkedCallGiveUp", {{"ParkeeUniqueid", gives_up}});

  on.send(act::blind_transfer{on.talking(), "music"}.context("load"));
  today.expect("BlindTransfer", {{"Result", "Success"}});
  const std::string transferer = on.talking();
  on.send(act::atxfer{on.name_of(transferer), "21"}.context("load"));
  // It talks to the third, and leaves.
  today.expect("DialEnd", {{"Uniqueid", transferer}, {"DialStatus", "ANSWER"}});
  today.begin();
  today.expect("BridgeEnter", {{"Uniqueid", transferer}});
  on.send(act::hangup{transferer});
  today.expect("AttendedTransfer", {{"Result", "Success"}});

  today.begin();
  on.send(act::originate{"Local/party@load/n"}.context("load").exten("dial-ring").priority(1).async());
  const auto ringing = today.expect("Newstate", {{"Channel", "Local/ring@load*"}, {"ChannelStateDesc", "Ringing"}});
  on.send(act::originate{"Local/party@load/n"}
              .context("load")
              .exten("pickup")
              .priority(1)
              .variable("LOAD_TARGET", std::string{ringing["Channel"]})
              .async());
  today.expect("Pickup");
}

void recordings_and_spies(day& today) {
  auto& on = today.on;
  const std::string id = on.talking();
  on.send(act::mix_monitor{id}.file("day.wav"));
  today.expect("MixMonitorStart");
  on.send(act::mix_monitor_mute{id}.direction(act::recording_direction::both).state(true));
  today.expect("MixMonitorMute");
  on.send(act::stop_mix_monitor{id});
  today.expect("MixMonitorStop");
  if (!test::is_asterisk_22()) {
    on.send(act::monitor{id}.file("day-old"));
    today.expect("MonitorStart");
    on.send(act::stop_monitor{id});
    today.expect("MonitorStop");
  }
  on.send(act::originate{"Local/party@load/n"}
              .context("day")
              .exten("spy")
              .priority(1)
              .variable("DAY_TARGET", on.name_of(id))
              .async());
  const auto spy = today.expect("ChanSpyStart");
  on.send(act::mute_audio{id, act::audio_direction::in, true});
  on.send(act::hangup{id});
  today.expect("ChanSpyStop");
  on.send(act::hangup{std::string{spy["SpyerChannel"]}});
  const std::string listens = on.channel_in("listen", "music");
  today.expect("ChannelTalkingStart");
  today.expect("ChannelTalkingStop");
  on.send(act::hangup{listens});
}

void async_agi(day& today) {
  auto& on = today.on;
  const std::string id = on.channel_in("async-agi");
  today.expect("AsyncAGIStart", {{"Uniqueid", id}});
  on.send(act::agi{id, "VERBOSE \"a text\" 1"}.command_id("day"));
  today.expect("AsyncAGIExec", {{"CommandId", "day"}});
  today.expect("AGIExecEnd");
  on.send(act::agi{id, "ASYNCAGI BREAK"});
  today.expect("AsyncAGIEnd", {{"Uniqueid", id}});
}

void mailboxes(day& today) {
  auto& on = today.on;
  if (test::is_asterisk_22()) {
    const std::string id = on.channel_in("message", "music");
    on.wait_for_application(id, "VoiceMail");
    // Sound takes its time: behind the tone there has to be something to keep.
    today.run_for(2s);
    on.send(act::hangup{id});
    today.expect("MessageWaiting", {{"Mailbox", "1234@default"}});
    const auto box = on.send(act::voicemail_box_summary{"default", "1234"});
    REQUIRE(box.items().size() == 1);
  } else {
    on.channel_in("own-mailbox");
    today.expect("MessageWaiting", {{"Mailbox", "day@default"}});
  }
}

void states(day& today) {
  auto& on = today.on;
  on.send(act::setvar{"DEVICE_STATE(Custom:day)", "INUSE"});
  today.expect("DeviceStateChange", {{"Device", "Custom:day"}, {"State", "INUSE"}});
  today.expect("ExtensionStatus", {{"Exten", "801"}, {"Status", "1"}});
  on.send(act::setvar{"PRESENCE_STATE(CustomPresence:day)", "away,lunch,a message"});
  today.expect("PresenceStateChange", {{"Presentity", "CustomPresence:day"}});
  today.expect("PresenceStatus", {{"Exten", "801"}});
  on.send(act::user_event{"Day"}.header("Text", "caf\xe9"));
  today.expect("UserEvent", {{"Text", "caf\xe9"}});
}

void security(day& today, asio::io_context& io) {
  const auto fail = [&](const ami::options& settings) {
    ami::manager pbx{io, settings};
    const auto result = test::run(io, pbx.async_connect(asio::as_tuple(asio::use_awaitable)));
    CHECK(std::get<0>(result) == ami::errc::authentication_failed);
  };
  fail(test::server("admin", "wrong").login(ami::login_method::plain));
  today.expect("InvalidPassword", {{"AccountID", "admin"}});
  fail(test::server("admin", "wrong").login(ami::login_method::challenge));
  today.expect("ChallengeResponseFailed", {{"Service", "AMI"}});
  fail(test::server("nobody", "wrong"));
  today.expect("InvalidAccountID", {{"AccountID", "nobody"}});
  fail(test::server("acl", "acl"));
  today.expect("FailedACL", {{"AccountID", "acl"}});
  ami::manager limited{io, test::server("limited", "limited")};
  test::run(io, limited.connect());
  test::run(io, limited.async_send_action(ami::action{"ListCategories"}.header("Filename", "manager.conf"),
                                          asio::as_tuple(asio::use_awaitable)));
  today.expect("RequestNotAllowed", {{"AccountID", "limited"}});
  test::run(io, limited.disconnect());
}

// A page of some lines in black and white, for SendFAX of the extension fax-out.
void write_page() {
  constexpr unsigned width = 1728;
  constexpr unsigned height = 60;
  constexpr unsigned first_directory = 8;
  std::string file{"II*\0", 4};
  const auto add = [&](unsigned value, int size) {
    for (int i = 0; i < size; ++i) {
      file += static_cast<char>(value >> (8 * i) & 0xffU);
    }
  };
  // Tag, type (3 is a short, 4 a long, 5 a fraction) and value.
  const std::vector<std::array<unsigned, 3>> tags{{256, 4, width}, {257, 4, height}, {258, 3, 1},  {259, 3, 1},
                                                  {262, 3, 0},     {273, 4, 0},      {277, 3, 1},  {278, 4, height},
                                                  {279, 4, 0},     {282, 5, 204},    {283, 5, 98}, {296, 3, 2}};
  const unsigned fractions = first_directory + 2 + static_cast<unsigned>(tags.size()) * 12 + 4;
  add(first_directory, 4);
  add(static_cast<unsigned>(tags.size()), 2);
  unsigned fraction = fractions;
  for (const auto& [tag, type, value] : tags) {
    add(tag, 2);
    add(type, 2);
    add(1, 4);
    if (type == 5) {
      add(fraction, 4);
      fraction += 8;
    } else {
      add(tag == 273 ? fractions + 16 : tag == 279 ? width / 8 * height : value, 4);
    }
  }
  add(0, 4);
  for (const unsigned resolution : {204U, 98U}) {
    add(resolution, 4);
    add(1, 4);
  }
  for (unsigned line = 0; line < height; ++line) {
    file.append(width / 8, line % 20 == 0 ? '\xff' : '\0');
  }
  const std::string name = test::environment("AMI_TEST_ASTERISK_ROOT") + "/etc/ami-test-" +
                           test::environment("AMI_TEST_PORT") + "/spool/day-fax.tif";
  std::ofstream{name, std::ios::binary} << file;
}

void fax(day& today) {
  auto& on = today.on;
  write_page();
  on.send(act::originate{"Local/fax-in@day/n"}.context("day").exten("fax-out").priority(1).async());
  today.expect("FAXStatus");
  today.expect("SendFAX");
  today.expect("ReceiveFAX");
}

void the_server(day& today) {
  auto& on = today.on;
  on.send(act::reload{}.module("cdr"));
  today.expect("Reload", {{"Module", "*"}});
  on.send(act::logger_rotate{});
  on.send(act::module_load{act::load_type::unload}.module("app_mf.so"));
  today.expect("Unload", {{"Module", "app_mf.so"}});
}

// The frames from the first mark to the second one, both included.
std::vector<std::string> between_marks(const std::vector<std::string>& frames) {
  const auto is_mark = [](const std::string& frame) {
    return frame.find("UserEvent: DayMark\r\n") != std::string::npos;
  };
  const auto first = std::ranges::find_if(frames, is_mark);
  REQUIRE(first != frames.end());
  const auto last = std::find_if(first + 1, frames.end(), is_mark);
  REQUIRE(last != frames.end());
  return {first, last + 1};
}

std::vector<std::string> frames_of(watcher& from) {
  std::string bytes;
  for (const auto& event : from.all()) {
    bytes += event.frame().bytes();
  }
  return between_marks(conformance::frames_of(bytes));
}

std::string name_of(const std::string& frame) {
  return frame.substr(0, frame.find("\r\n"));
}

// The same frames, byte by byte and in order.
void compare(const std::string& where, const std::vector<std::string>& plain, const std::vector<std::string>& library) {
  INFO(where);
  std::map<std::string, int> difference;
  for (const auto& frame : plain) {
    ++difference[name_of(frame)];
  }
  for (const auto& frame : library) {
    --difference[name_of(frame)];
  }
  for (const auto& [name, count] : difference) {
    INFO(name);
    CHECK(count == 0);
  }
  const auto [one, other] = std::ranges::mismatch(plain, library);
  if (one != plain.end() && other != library.end()) {
    FAIL_CHECK("the plain socket saw\n" << *one << "\nand the library delivered\n" << *other);
  }
  CHECK(plain.size() == library.size());
}

}  // namespace

TEST_CASE("a day of calls arrives typed, byte by byte as a plain socket sees it") {
  asio::io_context io;
  day today{io};
  auto& on = today.on;
  for (const char* const module :
       {"app_agent_pool", "app_voicemail", "app_minivm", "res_monitor", "app_chanspy", "func_talkdetect", "res_fax",
        "res_fax_spandsp", "res_mutestream", "res_pjsip_dtmf_info", "app_mf", "res_pjsip_mwi_body_generator"}) {
    today.load(module);
  }
  conformance::recorder plain;
  on.send(act::user_event{"DayMark"}.header("At", "begin"));
  // Its RTP statistics come with time.
  const std::string long_call = on.talking("dial-sip-music");
  const auto step = [&](const char* name, auto run) {
    INFO(name);
    today.begin();
    try {
      run();
    } catch (const ami::error& error) {
      FAIL_CHECK(error.what());
    }
    std::cout << name << ": " << today.acting_events().all().size() << " events so far\n";
  };
  step("local calls", [&] { local_calls(today); });
  step("telephones", [&] { telephones(today); });
  step("conference", [&] { conference(today); });
  step("queue", [&] { queue(today); });
  step("parking and transfers", [&] { parking_and_transfers(today); });
  step("recordings and spies", [&] { recordings_and_spies(today); });
  step("AsyncAGI", [&] { async_agi(today); });
  step("mailboxes", [&] { mailboxes(today); });
  step("states", [&] { states(today); });
  step("security", [&] { security(today, io); });
  step("the server", [&] { the_server(today); });
  step("fax", [&] { fax(today); });
  today.begin_at_start();
  today.expect("RTCPSent");
  today.expect("RTCPReceived");
  on.hang_up_all();
  today.expect("Hangup", {{"Uniqueid", long_call}});
  on.send(act::user_event{"DayMark"}.header("At", "end"));
  plain.wait_for("At: end");
  for (watcher* each : {&today.acting_events(), &today.quiet_events(), &today.secure_events()}) {
    test::run_until(io, [&] { return each->has_ended(); });
  }

  if (const char* const file = std::getenv("AMI_CONFORMANCE_BYTES")) {
    std::ofstream{file, std::ios::binary} << plain.bytes();
  }
  const auto seen = between_marks(conformance::frames_of(plain.bytes()));
  compare("the connection that acts", seen, frames_of(today.acting_events()));
  compare("a connection that only listens", seen, frames_of(today.quiet_events()));
  compare("a connection with TLS", seen, frames_of(today.secure_events()));
  conformance::verdict verdict;
  for (const auto& event : today.acting_events().all()) {
    verdict.look_at(event);
  }
  for (const auto& [problem, count] : verdict.problems()) {
    UNSCOPED_INFO(problem << ": " << count);
  }
  CHECK(verdict.problems().empty());
  for (const auto& [name, count] : verdict.types()) {
    conformance::report("event " + name);
  }
  std::cout << "figure: events typed on Asterisk " << (test::is_asterisk_22() ? "22" : "16") << ": " << seen.size()
            << " of " << verdict.types().size() << " types with " << verdict.headers().size()
            << " headers, each the same bytes as on a plain socket, on three connections; " << verdict.values()
            << " typed values\n";
}
