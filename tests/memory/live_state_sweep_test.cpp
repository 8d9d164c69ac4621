// What a live state does when memory is wanting: begun, used and destroyed again and again on a connection that stays,
// with another of its allocations refused each time. Every operation completes exactly once, or throws and has not
// begun, and when there is memory again the state is what the server has.
#include "catch.hpp"
#include "memory/failing_memory.hpp"
#include "memory/operation.hpp"
#include "support/fake_server.hpp"

#include <ami/error.hpp>
#include <ami/live_state.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using ami::live_part;
using ami::testing::session;
using test::operation;

namespace {

// A PBX without a clock: what it has is what the test says, and its lists are that.
class still_pbx {
public:
  still_pbx() {
    list("CoreShowChannels", [this](std::string& text, const std::string& id) {
      for (const auto& [uniqueid, name] : channels_) {
        text += "Event: CoreShowChannel\r\n" + id + channel(uniqueid, name) +
                "Application: Wait\r\nApplicationData: 60\r\nDuration: 00:00:01\r\nBridgeId: \r\n\r\n";
      }
    });
    list("BridgeList", [](std::string&, const std::string&) {});
    list("QueueStatus", [this](std::string& text, const std::string& id) {
      text += "Event: QueueParams\r\n" + id +
              "Queue: support\r\nMax: 0\r\nStrategy: ringall\r\nCalls: " + std::to_string(waiting_.size()) +
              "\r\nHoldtime: 0\r\nTalkTime: 0\r\nCompleted: 0\r\nAbandoned: 0\r\nServiceLevel: 0\r\n"
              "ServicelevelPerf: 0.0\r\nWeight: 0\r\n\r\n";
      std::size_t position = 0;
      for (const auto& uniqueid : waiting_) {
        text += "Event: QueueEntry\r\n" + id + "Queue: support\r\nPosition: " + std::to_string(++position) +
                "\r\nChannel: " + channels_[uniqueid] + "\r\nUniqueid: " + uniqueid +
                "\r\nCallerIDNum: 2001\r\nCallerIDName: alice\r\nConnectedLineNum: unknown\r\n"
                "ConnectedLineName: unknown\r\nWait: 1\r\nPriority: 0\r\n\r\n";
      }
    });
  }

  // What happens; the events of it are on their way when these return.
  void call(const std::string& uniqueid) {
    const std::string name = "PJSIP/alice-with-a-long-name-" + uniqueid;
    {
      const std::lock_guard lock{mutex_};
      channels_[uniqueid] = name;
      waiting_.push_back(uniqueid);
    }
    server.send_raw("Event: Newchannel\r\nPrivilege: call,all\r\n" + channel(uniqueid, name) + "\r\n" +
                    "Event: QueueCallerJoin\r\nPrivilege: agent,all\r\n" + channel(uniqueid, name) +
                    "Queue: support\r\nPosition: 1\r\nCount: 1\r\n\r\n");
  }
  void hang_up(const std::string& uniqueid) {
    const std::string name = "PJSIP/alice-with-a-long-name-" + uniqueid;
    {
      const std::lock_guard lock{mutex_};
      channels_.erase(uniqueid);
      std::erase(waiting_, uniqueid);
    }
    server.send_raw("Event: QueueCallerLeave\r\nPrivilege: agent,all\r\n" + channel(uniqueid, name) +
                    "Queue: support\r\nPosition: 1\r\nCount: 0\r\n\r\n" + "Event: Hangup\r\nPrivilege: call,all\r\n" +
                    channel(uniqueid, name) + "Cause: 16\r\nCause-txt: Normal Clearing\r\n\r\n");
  }

  bool is_as(const ami::live_snapshot& now) const {
    const std::lock_guard lock{mutex_};
    const auto* queue = now.queue("support");
    bool same = now.channels().size() == channels_.size() && now.calls().size() == channels_.size() &&
                queue != nullptr && queue->caller_count() == waiting_.size();
    for (const auto& [uniqueid, name] : channels_) {
      const auto* known = now.channel(uniqueid);
      same = same && known != nullptr && known->name() == name && known->queue() == "support";
    }
    return same;
  }

  fake_asterisk server{quiet()};

private:
  static std::string channel(const std::string& uniqueid, const std::string& name) {
    return "Channel: " + name +
           "\r\nChannelState: 6\r\nChannelStateDesc: Up\r\nCallerIDNum: 2001\r\nCallerIDName: alice\r\n"
           "ConnectedLineNum: <unknown>\r\nConnectedLineName: <unknown>\r\nLanguage: en\r\nAccountCode: \r\n"
           "Context: default\r\nExten: 500\r\nPriority: 1\r\nUniqueid: " +
           uniqueid + "\r\nLinkedid: " + uniqueid + "\r\n";
  }

  template <class Items>
  void list(const std::string& name, Items items) {
    server.on(name, [this, name, items](const request& asked, const session& client) {
      const std::string id = "ActionID: " + asked.action_id() + "\r\n";
      std::string text = "Response: Success\r\n" + id + "EventList: start\r\n\r\n";
      {
        const std::lock_guard lock{mutex_};
        items(text, id);
      }
      client.send_raw(text + "Event: " + name + "Complete\r\n" + id + "EventList: Complete\r\nListItems: 1\r\n\r\n");
    });
  }

  mutable std::mutex mutex_;
  std::map<std::string, std::string> channels_;  // names by Uniqueid
  std::vector<std::string> waiting_;
};

// A live state from its beginning to its end, in a coroutine: each operation that it awaits completes once, or it
// stops.
class use {
public:
  use(still_pbx& server, const ami::manager& pbx) : server_{&server}, pbx_{&pbx} {}
  use(const use&) = delete;
  use& operator=(const use&) = delete;

  // @param refused which allocation fails; Asio's own are not among them.
  asio::awaitable<void> run(std::uint64_t refused) {
    test::refuse_memory(refused, false);
    if (begin()) {
      co_await attempt("wait_valid", [this] { return live_->wait_valid(); });
      follow();
      apart([this] { server_->call("1795400000.1"); });
      if (changes_) {
        co_await attempt("next", [this] { return changes_->next(); });
      }
      co_await attempt("verify", [this] { return live_->verify(); });
      apart([this] { server_->hang_up("1795400000.1"); });
      look();
      {
        const test::not_counted by_the_test;
        co_await recover();
      }
      if (changes_) {
        last_.start("next to the end", [this](auto handler) { changes_->async_next(std::move(handler)); });
      }
      live_.reset();
    }
    asked_for_ = test::refuse_no_memory();
  }

  const operation& last() const noexcept { return last_; }
  // The operations that failed, and how.
  const std::vector<std::string>& failures() const noexcept { return failures_; }
  const std::vector<std::string>& problems() const noexcept { return problems_; }
  bool begun() const noexcept { return begun_; }
  bool recovered() const noexcept { return recovered_; }
  std::uint64_t asked_for() const noexcept { return asked_for_; }

private:
  bool begin() {
    try {
      live_.emplace(*pbx_, ami::live_options{}
                               .keep_only(live_part::channels)
                               .keep(live_part::queues)
                               .confirm_after(1ms)
                               .pauses(1ms, 1ms));
    } catch (const std::bad_alloc&) {
      return false;
    }
    begun_ = true;
    return true;
  }

  void follow() {
    try {
      changes_.emplace(live_->subscribe());
    } catch (const std::bad_alloc&) {
      changes_.reset();
    }
  }

  void look() {
    try {
      const auto now = live_->snapshot();
      const auto statistics = live_->statistics();
    } catch (const std::bad_alloc&) {
      return;
    }
  }

  // There is memory for the test's own coroutine.
  template <class Begin>
  asio::awaitable<void> attempt(const char* name, Begin begin) {
    const test::not_counted by_the_test;
    return perform(name, std::move(begin));
  }

  template <class Begin>
  asio::awaitable<void> perform(const char* name, Begin begin) {
    const char* failure = nullptr;
    try {
      const auto result = co_await begin();
    } catch (const std::bad_alloc&) {
      failure = "bad_alloc";
    } catch (const ami::error&) {
      failure = "error";
    }
    if (failure != nullptr) {
      apart([&] { failures_.push_back(std::string{name} + ": " + failure); });
    }
  }

  // There is memory, and so all is to be right again; without a connection that is to be said.
  asio::awaitable<void> recover() {
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (!recovered_ && std::chrono::steady_clock::now() < deadline) {
      const auto now = live_->snapshot();
      const bool connected = pbx_->state() == ami::connection_state::connected;
      problems_ = now.problems();
      recovered_ = connected ? now.valid() && server_->is_as(now) : !problems_.empty();
      co_await rest_for(1ms);
    }
  }

  // What needs no memory of the library's.
  template <class Function>
  static void apart(Function function) {
    const test::not_counted by_the_test;
    function();
  }

  still_pbx* server_;
  const ami::manager* pbx_;
  std::optional<ami::live_state> live_;
  std::optional<ami::live_change_stream> changes_;
  operation last_;
  std::vector<std::string> failures_;
  std::vector<std::string> problems_;
  std::uint64_t asked_for_ = 0;
  bool begun_ = false;
  bool recovered_ = false;
};

}  // namespace

TEST_CASE("live state: one failed allocation, whichever it is, completes every operation once") {
  still_pbx server;
  asio::io_context io;
  std::optional<ami::manager> pbx;
  std::uint64_t refused = 0;
  std::uint64_t links_lost = 0;
  std::uint64_t failures = 0;
  for (bool reached = true; reached; ++refused) {
    if (!pbx || pbx->state() != ami::connection_state::connected) {
      links_lost += pbx ? 1U : 0U;
      pbx.emplace(io, address_of(server.server));
      test::run(io, pbx->connect());
    }
    use user{server, *pbx};
    CAPTURE(refused);
    test::run(io, user.run(refused));
    test::run_until(io, [&] { return !user.last().open(); });
    reached = user.asked_for() > refused;
    failures += user.failures().size();
    CAPTURE(user.failures(), user.problems());
    REQUIRE(user.last().exactly_once());
    REQUIRE((user.recovered() || !user.begun()));
    server.hang_up("1795400000.1");
  }
  CHECK(refused > 100);
  CHECK(links_lost < refused / 10);
  CHECK(failures > 10);
}
