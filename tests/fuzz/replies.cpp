// Outbox and correlator: whatever is sent, cancelled, written in part, answered, lost or overdue, in any order, each
// action that was admitted ends exactly once, and none of which a byte may have left is written again.
#include "fuzz/input.hpp"
#include "session/outbox.hpp"
#include "session/pending_actions.hpp"
#include "support/plain_action.hpp"

#include <ami/options.hpp>
#include <ami/wire/frame_reader.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

using namespace std::chrono_literals;
using ami::session::outbox;
using ami::session::pending_ptr;

namespace {

class connection {
public:
  explicit connection(fuzz::input& in) : in_{in} {}

  void step() {
    now_ += std::chrono::milliseconds{in_.number(3) * 700};
    switch (in_.number(9)) {
    case 0:
    case 1: send(); break;
    case 2: write(); break;
    case 3: answer(); break;
    case 4: box_.cancel(any(), in_.flag(), now_); break;
    case 5: box_.on_time(now_, in_.flag()); break;
    case 6:
      if (box_.writing()) {
        box_.write_failed(in_.number(box_.rest().size() + 1));
      }
      box_.link_lost(ami::errc::connection_closed, in_.flag(), now_);
      actions_.replies().forget_abandoned();
      break;
    case 7: box_.fail(any(), ami::errc::disconnected, "ended", now_); break;
    default: frame(in_.text("\r\n\r\n"));
    }
    take_ended();
  }

  void finish() {
    if (box_.writing()) {
      box_.abandon_write();
    }
    box_.link_lost(ami::errc::disconnected, true, now_);
    take_ended();
    fuzz::require(open_.empty() && actions_.empty(), "each action has ended");
  }

private:
  std::uint64_t any() { return 1 + in_.number(static_cast<std::size_t>(ids_) + 1); }

  void send() {
    auto made = test::make_action(++ids_);
    made->name_ = "Ping";
    made->timeout_ = 5s;
    made->wait_for_connection_ = in_.flag() ? 3s : 0s;
    const std::string bytes = "<" + std::to_string(ids_) + ">";
    bytes.copy(made->bytes_.make(bytes.size()), bytes.size());
    const auto gate = static_cast<ami::session::gate>(in_.number(3));
    if (!box_.admit(made, gate, now_)) {
      fuzz::require(made == nullptr, "what is admitted is taken");
      ++open_[ids_];
    }
  }

  void write() {
    if (!box_.writing()) {
      static_cast<void>(box_.to_write(now_));
    }
    if (!box_.writing()) {
      return;
    }
    const std::string_view rest = box_.rest();
    const std::size_t size = in_.flag() ? rest.size() : in_.number(rest.size() + 1);
    wire_.append(rest.substr(0, size));
    static_cast<void>(box_.wrote(size));
    check_wire();
  }

  // Each action leaves at most once. A part that was written before the link was lost is no action.
  void check_wire() {
    for (std::size_t at = wire_.find('<', checked_); at != std::string::npos; at = wire_.find('<', at + 1)) {
      const std::size_t end = wire_.find_first_of("<>", at + 1);
      if (end == std::string::npos || wire_[end] != '>') {
        continue;
      }
      fuzz::require(++written_[wire_.substr(at, end - at)] == 1, "no action is written twice");
      checked_ = end;
    }
  }

  void answer() {
    const auto id = any();
    const auto* const action = actions_.find(id);
    if (action != nullptr && box_.stage(*action) == ami::session::action_stage::written) {
      frame(std::string{in_.flag() ? "Response: Success" : "Event: Item"} + "\r\nActionID: " +
            actions_.action_id_of(*action) + (in_.flag() ? "\r\nEventList: start" : "\r\nEventList: Complete"));
    }
  }

  void frame(std::string_view text) {
    const std::string bytes = std::string{text} + "\r\n\r\n";
    const ami::wire::raw_frame raw{bytes};
    if (actions_.replies().on_frame(raw, raw.kind()) == ami::session::correlator::verdict::complete) {
      const auto* const action = actions_.replies().finished_action();
      box_.answered(*action);
      ended(action->id_);
      static_cast<void>(actions_.replies().take_finished_action());
    }
  }

  void take_ended() {
    while (const pending_ptr next = box_.next_ended()) {
      ended(next->id_);
    }
  }
  void ended(std::uint64_t id) { fuzz::require(open_.erase(id) == 1, "an action ends once"); }

  fuzz::input& in_;
  ami::options settings_ = ami::options{"pbx"}.reconnect(ami::reconnect_policy{});
  ami::detail::statistics_counters counters_;
  ami::session::pending_actions actions_{"p", ami::session::list_limits{}, counters_};
  outbox box_{settings_, actions_, counters_};
  outbox::time_point now_{1h};
  std::uint64_t ids_ = 0;
  std::map<std::uint64_t, int> open_;
  std::map<std::string, int> written_;
  std::string wire_;
  std::size_t checked_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::input in{data, size};
  connection pbx{in};
  for (int steps = 0; !in.empty() && steps < 500; ++steps) {
    pbx.step();
  }
  pbx.finish();
  return 0;
}
