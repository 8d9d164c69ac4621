// The simulated PBX of a server: its time, its events, and its restarts.
#include "testing/server.hpp"

#include <algorithm>
#include <utility>

namespace ami::testing::detail {

namespace {

using boost::system::error_code;

// The simulated PBX does no more than this much in one handler, so that the clients and the end of the server have
// their turn also where the machine cannot keep up with the calls that were asked for.
constexpr int pbx_batch = 32;

}  // namespace

void server::advance_pbx() {
  const auto now = std::chrono::duration_cast<simulated_pbx::duration>(this->now() - started_);
  for (int steps = 0; steps < pbx_batch; ++steps) {
    const auto due = pbx_->next_due();
    if (!due || *due > now) {
      pbx_->advance(now);
      return;
    }
    pbx_->advance(*due);
  }
}

simulated_pbx& server::pbx() {
  advance_pbx();
  if (!pbx_tick_is_due_) {
    // The caller's change may make something due earlier: the timer is set again afterwards.
    pbx_tick_is_due_ = true;
    post([this] { run_pbx(); });
  }
  return *pbx_;
}

void server::pbx_event(const frame_text& event) {
  if (held_events_) {
    held_events_->push_back(event);
  } else {
    broadcast(event);
  }
}

void server::run_pbx() {
  pbx_tick_is_due_ = false;
  advance_pbx();
  if (const auto due = pbx_->next_due()) {
    set_timer(pbx_timer_, started_ + std::chrono::duration_cast<clock::duration>(*due));
    pbx_timer_.async_wait([this](error_code error) {
      if (!error) {
        run_pbx();
      }
    });
  } else {
    pbx_timer_.cancel();
  }
}

void server::originate(const pbx_call& call) {
  pbx().originate(call, {});
}

// ---- Its end and its beginning

void server::shut_down(bool restarts) {
  const frame_text event =
      frame_text::event("Shutdown").header("Shutdown", "Cleanly").header("Restart", restarts ? "True" : "False");
  for_each([&](connection& client) {
    // A real server ends this event with two blank lines.
    client.event(event.str() + "\r\n", event.classes());
    client.close();
  });
}

std::unique_ptr<simulated_pbx> server::make_pbx() {
  pbx_options settings = options_.pbx();
  settings.clock_origin(clock_origin_).seed(settings.seed() + restarts_);
  return std::make_unique<simulated_pbx>(std::move(settings), [this](const frame_text& event) { pbx_event(event); });
}

void server::restart(std::chrono::milliseconds boot_time) {
  shut_down(true);
  ++restarts_;
  shutting_down_ = false;
  // A later second than any Uniqueid so far, and a start that is told apart although it is told in whole seconds.
  constexpr std::chrono::seconds second{1};
  const auto now = this->now();
  clock_origin_ += std::chrono::duration_cast<std::chrono::seconds>(now - started_).count() + 1;
  started_ = now;
  started_at_ = std::max(std::chrono::system_clock::now(), started_at_ + second);
  pbx_ = make_pbx();
  run_pbx();
  booting_ = boot_time > std::chrono::milliseconds::zero();
  boot_timer_.cancel();
  if (booting_) {
    boot_timer_.expires_after(boot_time);
    // One that had expired when it was cancelled comes all the same.
    boot_timer_.async_wait([this, restart = restarts_](error_code error) {
      if (!error && restart == restarts_) {
        finish_boot();
      }
    });
  }
}

void server::finish_boot() {
  boot_timer_.cancel();
  if (!std::exchange(booting_, false) || !options_.fully_booted()) {
    return;
  }
  const std::int64_t uptime = std::chrono::duration_cast<std::chrono::seconds>(now() - started_).count();
  // Unlike that at a login this is an event as any other, with its headers in another order.
  broadcast(frame_text::event("FullyBooted")
                .header("Status", "Fully Booted")
                .header("Uptime", uptime)
                .header("LastReload", uptime));
}

}  // namespace ami::testing::detail
