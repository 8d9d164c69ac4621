#include "wallboard/call_centre.hpp"

#include <ami/reconnect_policy.hpp>

#include <chrono>
#include <cstdint>

namespace wallboard {

namespace testing = ami::testing;
using namespace std::chrono_literals;

namespace {

// Calls as long as people have patience to watch.
testing::pbx_options busy(std::uint64_t seed) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return testing::pbx_options{}
      .seed(seed)
      .clock_origin(std::chrono::duration_cast<std::chrono::seconds>(now).count())
      .ring_time(2s, 9s)
      .talk_time(8s, 50s)
      .queue_patience(45s)
      .queue_share(0.45)
      .hold_share(0.25)
      .transfer_share(0.1)
      .park_share(0.1)
      .pickup_share(0.05)
      .conference_share(0.1)
      .all_states(true)
      .late_in_call(true);
}

testing::pbx_options berlin() {
  return busy(1)
      .endpoint({"alice", "2001", "Alice Martin"})
      .endpoint({"bob", "2002", "Bob Keller"})
      .endpoint({"carol", "2003", "Carol Nowak"})
      .endpoint({"dave", "2004", "Dave Öztürk"})
      .endpoint({"erin", "2005", "Erin Schulz"})
      .endpoint({"frank", "2006", "Frank Weber"})
      .endpoint({"grace", "2007", "Grace Lindner"})
      .endpoint({"heidi", "2008", "Heidi Vogt"})
      .endpoint({"reception", "2000", "Reception"})
      .endpoint(
          testing::pbx_endpoint{"warehouse", "2009", "Warehouse"}.behaviour(testing::endpoint_behaviour::unreachable))
      .queue(testing::pbx_queue{"support", "500"}.member("alice").member("bob").member("carol").member("dave"))
      .queue(testing::pbx_queue{"sales", "501"}.member("erin").member("frank").member("alice"))
      .queue(testing::pbx_queue{"billing", "502"}.member("grace"))
      .conference({"stand-up", "600"});
}

testing::pbx_options hamburg() {
  return busy(2)
      .endpoint({"ivan", "3001", "Ivan Petersen"})
      .endpoint({"judith", "3002", "Judith Brandt"})
      .endpoint({"karl", "3003", "Karl Hansen"})
      .endpoint({"lena", "3004", "Lena Jansen"})
      .endpoint({"mallory", "3005", "Mallory <script>alert(1)</script>"})
      .endpoint({"nils", "3006", "Nils Thomsen"})
      .queue(testing::pbx_queue{"harbour", "510"}.member("ivan").member("judith").member("karl"))
      .queue(testing::pbx_queue{"night", "511"}.member("lena").member("nils"))
      .conference({"board", "610"});
}

pbx_settings settings_of(std::string name, const testing::fake_asterisk& server) {
  return {std::move(name), ami::options{server.host()}
                               .port(server.port())
                               .credentials("admin", "secret")
                               .reconnect(ami::reconnect_policy{})};
}

}  // namespace

call_centre::call_centre()
    : berlin_{testing::fake_options{}.pbx(berlin())}, hamburg_{testing::fake_options{}.pbx(hamburg())} {
  berlin_.with_pbx([](testing::simulated_pbx& pbx) {
    pbx.queue_pause("PJSIP/dave", true, "support", "Lunch");
    pbx.queue_pause("PJSIP/frank", true, "sales", "Training");
  });
  hamburg_.with_pbx([](testing::simulated_pbx& pbx) { pbx.queue_pause("PJSIP/karl", true, "", "Paperwork"); });
  berlin_.simulate_calls(0.4);
  hamburg_.simulate_calls(0.2);
}

std::vector<pbx_settings> call_centre::pbxs() const {
  return {settings_of("berlin", berlin_), settings_of("hamburg", hamburg_)};
}

}  // namespace wallboard
