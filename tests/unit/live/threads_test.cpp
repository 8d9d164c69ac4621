// Snapshots are read by other threads while the model goes on.
#include "catch.hpp"
#include "support/live_pbx.hpp"

#include <atomic>
#include <cstddef>
#include <iterator>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using test::channel_text;

namespace {

// Reads all there is, and returns how many records that were.
std::size_t read_all(const ami::live_snapshot& now) {
  std::size_t count = 0;
  for (const auto& channel : now.channels()) {
    count += channel.name().empty() ? 0 : 1;
    count += now.talks_to(channel.uniqueid()).size() > 1 ? 1 : 0;
  }
  for (const auto& call : now.calls()) {
    count += call.legs().size();
  }
  for (const auto& bridge : now.bridges()) {
    count += bridge.members().size();
  }
  return count;
}

}  // namespace

TEST_CASE("live threads: snapshots and changes are read while events come") {
  test::live_pbx pbx;
  pbx.seed();
  std::mutex mutex;
  ami::live_snapshot given;
  std::vector<ami::live_change> changes;
  std::atomic<bool> stop = false;
  std::size_t read = 0;
  std::thread reader{[&] {
    while (!stop) {
      ami::live_snapshot now;
      std::vector<ami::live_change> seen;
      {
        const std::lock_guard lock{mutex};
        now = given;
        seen.swap(changes);
      }
      read += read_all(now);
      for (const auto& change : seen) {
        const auto* channel = change.after<ami::live_channel>();
        read += channel != nullptr && !channel->name().empty() ? 1 : 0;
      }
    }
  }};
  for (int step = 0; step < 3000; ++step) {
    const int number = step % 50;
    const channel_text channel =
        channel_text{"1795408097." + std::to_string(number), "PJSIP/x-" + std::to_string(step)};
    pbx.event(step / 50 % 7 == 6 ? "Hangup" : "Newchannel", channel());
    pbx.event("BridgeEnter", test::bridge_text("b" + std::to_string(number / 2)) + channel());
    const auto now = pbx.snapshot();
    auto made = pbx.model.take_changes();
    const std::lock_guard lock{mutex};
    given = now;
    changes.insert(changes.end(), std::make_move_iterator(made.begin()), std::make_move_iterator(made.end()));
  }
  stop = true;
  reader.join();
  CHECK(read > 0);
}
