#include "traffic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <random>
#include <utility>

namespace bench {

namespace {

class call {
public:
  std::string channel;
  std::string other_channel;
  std::string number;
  std::string name;
  std::string other_number;
  std::string extension;
  std::string id;
  std::string other_id;
  std::string bridge;
  // Where a PBX's state is kept, these are the same in each event until one says otherwise.
  unsigned state = 6;
  std::uint64_t priority = 1;
};

// Writes one event at a time into text().
class renderer {
public:
  explicit renderer(std::uint64_t seed) : random_{seed} { make_calls(300); }
  explicit renderer(const pbx_size& pbx) : random_{1}, pbx_{pbx} {
    make_calls(std::max<std::uint64_t>(pbx.channels_ / 2, 1));
  }

  // Returns the length of the value of `Channel`, 0 where the event has none.
  std::size_t next() {
    text_.clear();
    channel_size_ = 0;
    rare_ = false;
    if (const call* unfinished = std::exchange(unfinished_, nullptr)) {
      undo(*unfinished);
    } else {
      call& chosen = calls_[below(calls_.size())];
      if (!pbx_ && below(20) == 0) {
        chosen = make_call();
      }
      render(chosen);
    }
    text_ += "\r\n";
    return channel_size_;
  }

  // The items of a list, and how many there are.
  std::uint64_t list(std::string_view action, std::string_view id) {
    const auto item = [&](std::string_view name) { put("Event: {}\r\nActionID: {}\r\n", name, id); };
    std::uint64_t count = 0;
    const auto end_item = [&] {
      text_ += "\r\n";
      ++count;
    };
    if (action == "CoreShowChannels" || action == "BridgeList") {
      for (const call& each : calls_) {
        if (action == "BridgeList") {
          item("BridgeListItem");
          bridge(each, 2);
          end_item();
          continue;
        }
        for (const std::string_view prefix : {"", "Other"}) {
          item("CoreShowChannel");
          const std::size_t headers = text_.size();
          snapshot(each, 6, prefix);
          // The headers of a channel have no prefix in this list.
          for (std::size_t at = headers; !prefix.empty() && at < text_.size(); at = text_.find('\n', at) + 1) {
            text_.erase(at, prefix.size());
          }
          put("Application: Dial\r\nApplicationData: PJSIP/312,25\r\nDuration: 00:01:12\r\nBridgeId: {}\r\n",
              each.bridge);
          end_item();
        }
      }
    } else if (action == "QueueStatus") {
      for (std::uint64_t queue = 0; queue < pbx_->queues_; ++queue) {
        item("QueueParams");
        put("Queue: queue-{}\r\nMax: 0\r\nStrategy: ringall\r\nCalls: 0\r\nHoldtime: 12\r\nTalkTime: 80\r\nCompleted: "
            "400\r\n"
            "Abandoned: 9\r\nServiceLevel: 20\r\nServicelevelPerf: 91.5\r\nServicelevelPerf2: 90.0\r\nWeight: 0\r\n",
            queue);
        end_item();
        for (std::uint64_t member = 0; member < pbx_->members_; ++member) {
          item("QueueMember");
          put("Queue: queue-{0}\r\nName: Agent {1}\r\nLocation: PJSIP/{1}\r\nStateInterface: PJSIP/{1}\r\n"
              "Membership: dynamic\r\nPenalty: 0\r\nCallsTaken: 5\r\nLastCall: 1790000000\r\nLastPause: 0\r\n"
              "LoginTime: 1789990000\r\nInCall: 0\r\nStatus: 1\r\nPaused: 0\r\nPausedReason: \r\nWrapuptime: 10\r\n",
              queue, member_number(queue, member));
          end_item();
        }
      }
    } else if (action == "DeviceStateList") {
      for (std::uint64_t device = 0; device < pbx_->devices_; ++device) {
        item("DeviceStateChange");
        put("Device: PJSIP/{}\r\nState: NOT_INUSE\r\n", first_number + device);
        end_item();
      }
    }
    return count;
  }

  const std::string& text() const noexcept { return text_; }
  bool rare() const noexcept { return rare_; }

private:
  static constexpr std::uint64_t first_number = 300;

  void make_calls(std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) {
      calls_.push_back(make_call());
    }
  }

  std::uint64_t numbers() const noexcept { return pbx_ ? std::max<std::uint64_t>(pbx_->devices_, 1) : 600; }
  std::uint64_t member_number(std::uint64_t queue, std::uint64_t member) const noexcept {
    return first_number + (queue * pbx_->members_ + member) % numbers();
  }

  // The state of a PBX must not grow in each lap of the loop: what ended begins again, and who joined leaves.
  void undo(const call& of) {
    if (unfinished_joined_) {
      head("QueueCallerLeave", "agent");
      snapshot(of, 4);
      put("Queue: queue-0\r\nPosition: 1\r\nCount: 0\r\n");
    } else {
      head("Newchannel", "call");
      snapshot(of, 0);
    }
  }
  void remember(const call& of, bool joined) {
    if (pbx_) {
      unfinished_ = &of;
      unfinished_joined_ = joined;
    }
  }

  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

  template <std::size_t Size>
  std::string_view pick(const std::array<std::string_view, Size>& choices) {
    return choices[below(Size)];
  }

  template <class... Args>
  void put(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
  }

  void head(std::string_view name, std::string_view classes) {
    put("Event: {}\r\nPrivilege: {},all\r\n", name, classes);
  }

  call make_call() {
    static constexpr std::array<std::string_view, 6> names{"Front Desk",   "J. Okafor", "Meeting Room 4",
                                                           "Night Switch", "<unknown>", "Anna-Lena Petersen"};
    const std::uint64_t serial = ++serial_;
    call made;
    made.number = fmt::format("{}", first_number + below(numbers()));
    made.name = pick(names);
    made.other_number = below(4) == 0 ? "<unknown>" : fmt::format("+4420{:08}", below(100'000'000));
    made.extension = fmt::format("{}", 7000 + below(2000));
    made.channel = fmt::format("PJSIP/{}-{:08x}", made.number, serial * 2);
    made.other_channel = below(5) == 0
                             ? fmt::format("PJSIP/carrier-west-{:08x}", serial * 2 + 1)
                             : fmt::format("PJSIP/{}-{:08x}", first_number + below(numbers()), serial * 2 + 1);
    made.id = fmt::format("{}.{}", 1790000000 + serial / 3, serial * 2);
    made.other_id = fmt::format("{}.{}", 1790000000 + serial / 3, serial * 2 + 1);
    made.bridge = fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", below(1ULL << 32U), below(1U << 16U),
                              below(1U << 16U), below(1U << 16U), below(1ULL << 48U));
    return made;
  }

  // The headers of a channel's snapshot.
  void snapshot(const call& of, unsigned drawn_state, std::string_view prefix = {}) {
    static constexpr std::array<std::string_view, 7> states{"Down", "Rsrvd",   "OffHook", "Dialing",
                                                            "Ring", "Ringing", "Up"};
    const bool other = !prefix.empty();
    const std::uint64_t drawn_priority = 1 + below(20);
    const unsigned state = !pbx_ ? drawn_state : other ? 6 : of.state;
    const std::string_view channel = other ? of.other_channel : of.channel;
    put("{0}Channel: {1}\r\n{0}ChannelState: {2}\r\n{0}ChannelStateDesc: {3}\r\n", prefix, channel, state,
        states.at(state));
    put("{0}CallerIDNum: {1}\r\n{0}CallerIDName: {2}\r\n{0}ConnectedLineNum: {3}\r\n{0}ConnectedLineName: {4}\r\n",
        prefix, other ? of.other_number : of.number, other ? "<unknown>" : of.name, other ? of.number : of.other_number,
        other ? of.name : "<unknown>");
    put("{0}Language: en\r\n{0}AccountCode: {1}\r\n{0}Context: {2}\r\n{0}Exten: {3}\r\n{0}Priority: {4}\r\n", prefix,
        other ? "" : "support", other ? "inbound" : "internal", of.extension,
        !pbx_   ? drawn_priority
        : other ? 1
                : of.priority);
    put("{0}Uniqueid: {1}\r\n{0}Linkedid: {2}\r\n", prefix, other ? of.other_id : of.id, of.id);
    if (!other) {
      channel_size_ = channel.size();
    }
  }

  void bridge(const call& of, std::uint64_t channels) {
    put("BridgeUniqueid: {}\r\nBridgeType: basic\r\nBridgeTechnology: simple_bridge\r\nBridgeCreator: <unknown>\r\n"
        "BridgeName: <unknown>\r\nBridgeNumChannels: {}\r\nBridgeVideoSourceMode: none\r\n",
        of.bridge, channels);
  }

  void rtcp(const call& of, bool sent) {
    head(sent ? "RTCPSent" : "RTCPReceived", "reporting");
    snapshot(of, 6);
    put("From: 192.0.2.{}:{}\r\nTo: 198.51.100.{}:{}\r\n", below(250), 10000 + below(9000), below(250),
        10000 + below(9000));
    if (!sent) {
      put("RTT: 0.{:04}\r\n", below(400));
    }
    put("SSRC: 0x{:08x}\r\nPT: 200(SR)\r\nReportCount: 1\r\nSentNTP: {}.{:06}\r\nSentRTP: {}\r\nSentPackets: {}\r\n"
        "SentOctets: {}\r\n",
        below(1ULL << 32U), 1790000000 + below(9999), below(1'000'000), below(1ULL << 32U), below(90'000),
        below(20'000'000));
    put("Report0SourceSSRC: 0x{:08x}\r\nReport0FractionLost: {}\r\nReport0CumulativeLost: {}\r\n"
        "Report0HighestSequence: {}\r\nReport0SequenceNumberCycles: {}\r\nReport0IAJitter: {}\r\nReport0LSR: {}\r\n"
        "Report0DLSR: {}.{:04}\r\n",
        below(1ULL << 32U), below(4), below(90), below(65536), below(3), below(500), below(1ULL << 32U), below(5),
        below(10'000));
  }

  void record(const call& of) {
    head("Cdr", "cdr");
    put("AccountCode: support\r\nSource: {}\r\nDestination: {}\r\nDestinationContext: internal\r\n"
        "CallerID: \"{}\" <{}>\r\nChannel: {}\r\nDestinationChannel: {}\r\nLastApplication: Dial\r\n"
        "LastData: PJSIP/{},20\r\n",
        of.number, of.extension, of.name, of.number, of.channel, of.other_channel, of.extension);
    const std::uint64_t minute = below(50);
    put("StartTime: 2026-09-21 10:{0:02}:{1:02}\r\nAnswerTime: 2026-09-21 10:{0:02}:{2:02}\r\n"
        "EndTime: 2026-09-21 10:{3:02}:{2:02}\r\nDuration: {4}\r\nBillableSeconds: {5}\r\nDisposition: ANSWERED\r\n"
        "AMAFlags: DOCUMENTATION\r\nUniqueID: {6}\r\nUserField: \r\n",
        minute, below(30), 30 + below(30), minute + 1 + below(8), 60 + below(400), 50 + below(400), of.id);
    channel_size_ = of.channel.size();
  }

  void member_status(const call& of) {
    static constexpr std::array<std::string_view, 3> queues{"first-line", "second-line", "claims"};
    head("QueueMemberStatus", "agent");
    const std::uint64_t queue = pbx_ ? below(std::max<std::uint64_t>(pbx_->queues_, 1)) : 0;
    const std::string name = pbx_ ? fmt::format("queue-{}", queue) : std::string{pick(queues)};
    const std::string number =
        pbx_ ? fmt::format("{}", member_number(queue, below(std::max<std::uint64_t>(pbx_->members_, 1)))) : of.number;
    put("Queue: {0}\r\nMemberName: {1}\r\nInterface: PJSIP/{2}\r\nStateInterface: PJSIP/{2}\r\nMembership: dynamic\r\n"
        "Penalty: {3}\r\nCallsTaken: {4}\r\nLastCall: {5}\r\nLastPause: 0\r\nLoginTime: {6}\r\nInCall: {7}\r\n"
        "Status: {8}\r\nPaused: 0\r\nPausedReason: \r\nRinginuse: 0\r\nWrapuptime: 10\r\n",
        name, of.name, number, below(3), below(90), 1790000000 + below(9999), 1789990000 + below(9999), below(2),
        1 + below(6));
  }

  // Out of 1000, what a PBX with queues and reports about media streams sends.
  void render(call& of) {
    static constexpr std::array<std::string_view, 6> variables{
        "DIALSTATUS\r\nValue: ANSWER",
        "__CUSTOMER\r\nValue: 00118-204",
        "SIPDOMAIN\r\nValue: pbx.example.org",
        "RTPAUDIOQOS\r\nValue: ssrc=90411873;themssrc=1577304119;lp=2;rxjitter=0.000500;rxcount=3121;"
        "txjitter=0.000125;txcount=3118;rlp=0;rtt=0.014250",
        "QUEUEPOSITION\r\nValue: 2",
        "BRIDGEPEER\r\nValue: "};
    static constexpr std::array<std::string_view, 6> applications{
        "Set\r\nAppData: __CUSTOMER=00118-204",
        "Dial\r\nAppData: PJSIP/312&PJSIP/340&PJSIP/355,25,tTU(screen)",
        "GotoIf\r\nAppData: 0?closed,s,1:open,s,1",
        "Queue\r\nAppData: first-line,tc,,,180",
        "AGI\r\nAppData: agi://127.0.0.1:4573/lookup?number=%2B442071234567&line=4",
        "Return\r\nAppData: "};
    static constexpr std::array<std::string_view, 3> causes{
        "16\r\nCause-txt: Normal Clearing", "17\r\nCause-txt: User busy", "19\r\nCause-txt: User alerting, no answer"};
    static constexpr std::array<std::string_view, 4> device_states{"INUSE", "NOT_INUSE", "RINGING", "BUSY"};
    std::uint64_t lot = below(1000);
    const auto drawn = [&lot](std::uint64_t share) {
      const bool hit = lot < share;
      lot -= hit ? 0 : share;
      return hit;
    };
    if (drawn(210)) {
      head("VarSet", "dialplan");
      snapshot(of, 6);
      put("Variable: {}\r\n", pick(variables));
    } else if (drawn(180)) {
      of.priority = pbx_ ? 1 + below(20) : of.priority;
      head("Newexten", "dialplan");
      snapshot(of, 4);
      put("Extension: {}\r\nApplication: {}\r\n", of.extension, pick(applications));
    } else if (drawn(70)) {
      rtcp(of, true);
    } else if (drawn(70)) {
      rtcp(of, false);
    } else if (drawn(60)) {
      of.state = static_cast<unsigned>(4 + below(3));
      head("Newstate", "call");
      snapshot(of, of.state);
    } else if (drawn(50)) {
      head("Newchannel", "call");
      snapshot(of, 0);
    } else if (drawn(50)) {
      head("Hangup", "call");
      snapshot(of, 6);
      put("Cause: {}\r\n", pick(causes));
      remember(of, false);
    } else if (drawn(20)) {
      head("HangupRequest", "call");
      snapshot(of, 6);
      put("Cause: 16\r\n");
    } else if (drawn(30)) {
      head("DialBegin", "call");
      snapshot(of, 4);
      snapshot(of, 0, "Dest");
      put("DialString: {}\r\n", of.extension);
    } else if (drawn(30)) {
      head("DialEnd", "call");
      snapshot(of, 4);
      snapshot(of, 6, "Dest");
      put("DialStatus: {}\r\n", below(3) == 0 ? "NOANSWER" : "ANSWER");
    } else if (drawn(40)) {
      head("BridgeEnter", "call");
      bridge(of, 1 + below(2));
      snapshot(of, 6);
    } else if (drawn(40)) {
      head("BridgeLeave", "call");
      bridge(of, below(2));
      snapshot(of, 6);
    } else if (drawn(10)) {
      head("BridgeDestroy", "call");
      bridge(of, 0);
    } else if (drawn(48)) {
      head("DeviceStateChange", "call");
      put("Device: PJSIP/{}\r\nState: {}\r\n", of.number, pick(device_states));
    } else if (drawn(40)) {
      member_status(of);
    } else if (drawn(10)) {
      head("PeerStatus", "system");
      put("ChannelType: PJSIP\r\nPeer: PJSIP/{}\r\nPeerStatus: Reachable\r\n", of.number);
    } else if (drawn(10)) {
      head("NewConnectedLine", "call");
      snapshot(of, 6);
    } else if (drawn(20)) {
      record(of);
    } else if (drawn(10)) {
      head("QueueCallerJoin", "agent");
      snapshot(of, 4);
      put("Queue: {0}\r\nPosition: {1}\r\nCount: {1}\r\n", pbx_ ? "queue-0" : "first-line", pbx_ ? 1 : 1 + below(9));
      remember(of, true);
    } else {
      rare_ = true;
      head(rare_event, "system");
      put("URI: sip:{0}@192.0.2.{1}:5060\r\nContactStatus: Reachable\r\nAOR: {0}\r\nEndpointName: {0}\r\n"
          "RoundtripUsec: {2}\r\n",
          of.number, below(250), 800 + below(20'000));
    }
  }

  std::mt19937_64 random_;
  std::optional<pbx_size> pbx_;
  std::vector<call> calls_;
  const call* unfinished_ = nullptr;
  bool unfinished_joined_ = false;
  std::uint64_t serial_ = 0;
  std::string text_;
  std::size_t channel_size_ = 0;
  bool rare_ = false;
};

}  // namespace

void traffic::add(std::string_view event, std::size_t channel_size, bool rare) {
  bytes_ += event;
  begins_.push_back(bytes_.size());
  channel_bytes_.push_back(channel_bytes_.back() + channel_size);
  rare_events_.push_back(rare_events_.back() + (rare ? 1 : 0));
}

traffic traffic::of_calls(std::size_t size, std::uint64_t seed) {
  traffic made;
  renderer source{seed};
  while (made.bytes_.size() < size) {
    const std::size_t channel_size = source.next();
    made.add(source.text(), channel_size, source.rare());
  }
  return made;
}

traffic traffic::of_pbx(const pbx_size& pbx, std::size_t size) {
  traffic made;
  renderer source{pbx};
  while (made.bytes_.size() < size) {
    const std::size_t channel_size = source.next();
    made.add(source.text(), channel_size, source.rare());
  }
  return made;
}

std::string list_of_pbx(const pbx_size& size, std::string_view action, std::string_view action_id) {
  static constexpr std::array<std::string_view, 6> lists{"CoreShowChannels", "BridgeList",  "QueueStatus",
                                                         "DeviceStateList",  "ParkedCalls", "Parkinglots"};
  if (std::ranges::find(lists, action) == lists.end()) {
    return {};
  }
  renderer source{size};
  const std::uint64_t count = source.list(action, action_id);
  return fmt::format("Response: Success\r\nActionID: {0}\r\nEventList: start\r\nMessage: It will follow\r\n\r\n{1}"
                     "Event: {2}Complete\r\nActionID: {0}\r\nEventList: Complete\r\nListItems: {3}\r\n\r\n",
                     action_id, source.text(), action, count);
}

traffic traffic::of_size(std::size_t event_size, std::size_t size) {
  constexpr std::size_t line_size = 80;
  constexpr std::size_t least = 16;  // room for a key and the line end
  std::string event = "Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: Filler\r\n";
  for (std::size_t number = 0; event.size() + 2 < event_size; ++number) {
    const std::size_t left = event_size - 2 - event.size();
    const std::size_t length = left >= line_size + least ? line_size : left;
    std::string line = fmt::format("N{}: ", number);
    line.resize(std::max(length, least) - 2, 'x');
    event += line + "\r\n";
  }
  event += "\r\n";
  traffic made;
  while (made.bytes_.size() < size) {
    made.add(event, 0, false);
  }
  return made;
}

traffic traffic::of_items(std::string_view action_id, std::size_t size) {
  traffic made;
  for (std::uint64_t number = 0; made.bytes_.size() < size; ++number) {
    const std::string channel = fmt::format("PJSIP/{}-{:08x}", 300 + number % 600, number);
    made.add(fmt::format("Event: CoreShowChannel\r\nActionID: {}\r\nChannel: {}\r\nChannelState: 6\r\n"
                         "ChannelStateDesc: Up\r\nCallerIDNum: {}\r\nCallerIDName: Front Desk\r\nContext: internal\r\n"
                         "Exten: 7001\r\nPriority: 1\r\nUniqueid: 1790000000.{}\r\nLinkedid: 1790000000.{}\r\n"
                         "Application: Dial\r\nApplicationData: PJSIP/312,25\r\nDuration: 00:01:12\r\n"
                         "BridgeId: \r\n\r\n",
                         action_id, channel, 300 + number % 600, number, number),
             channel.size(), false);
  }
  return made;
}

std::uint64_t traffic::boundary(std::uint64_t position) const noexcept {
  const std::uint64_t lap = position / bytes_.size() * bytes_.size();
  return lap + *std::ranges::lower_bound(begins_, position - lap);
}

}  // namespace bench
