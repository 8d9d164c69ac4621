// Recordings that a server plays to its clients, and the server's clock.
#include "testing/server.hpp"

#include <algorithm>
#include <utility>

namespace ami::testing::detail {

namespace {

// A client gets no more of a recording while it has not taken this much.
constexpr std::size_t enough_played = std::size_t{1} << 20;
// How often it is looked whether a client has taken what waits for it.
constexpr std::chrono::milliseconds look_again{1};

}  // namespace

// ---- The clock

server::clock::time_point server::now() const {
  return options_.manual_clock() ? manual_now_ : clock::now() + skipped_;
}

void server::jump_to(clock::time_point when) {
  if (options_.manual_clock()) {
    manual_now_ = std::max(manual_now_, when);
  } else if (const auto rest = when - now(); rest > clock::duration::zero()) {
    skipped_ += rest;
  }
}

void server::set_timer(boost::asio::steady_timer& timer, clock::time_point when) {
  timer.expires_at(options_.manual_clock() ? clock::time_point::max() : when - skipped_);
}

play_through::time server::played_time() const {
  return std::chrono::duration_cast<play_through::time>(now().time_since_epoch());
}

void server::advance(std::chrono::milliseconds by) {
  const auto target = now() + std::max(by, std::chrono::milliseconds::zero());
  for (;;) {
    std::optional<clock::time_point> next;
    const auto consider = [&next](clock::time_point when) { next = next ? std::min(*next, when) : when; };
    if (const auto due = pbx_->next_due()) {
      consider(started_ + std::chrono::duration_cast<clock::duration>(*due));
    }
    for (const active_play& play : plays_) {
      if (const auto due = play.through.next_due(); due && !play.waits) {
        consider(clock::time_point{std::chrono::duration_cast<clock::duration>(*due)});
      }
    }
    if (!next || *next > target) {
      break;
    }
    jump_to(*next);
    advance_pbx();
    play_due();
  }
  jump_to(target);
  run_pbx();
  run_plays();
}

// ---- Recordings

void server::play(const recording& recorded_session, double speed) {
  plan_ = std::make_shared<const playback_plan>(recorded_session);
  play_speed_ = std::max(speed, 0.0);
  plays_.clear();
  returning_.clear();
  for (const auto& [id, client] : connections_) {
    if (client->logged_in()) {
      begin_play(*client);
    }
  }
  run_plays();
}

void server::begin_play(const connection& client) {
  std::size_t link = 0;
  const auto known = std::find_if(returning_.begin(), returning_.end(),
                                  [&](const auto& entry) { return entry.first == client.user(); });
  if (known != returning_.end()) {
    link = known->second;
    returning_.erase(known);
  }
  plays_.push_back({client.id(), play_through{plan_, link, play_speed_, played_time()}});
}

// Does what is due; false when the play-through is over.
bool server::play_due(active_play& play) {
  play.waits = false;
  const auto client = find(play.client);
  if (!client) {
    return false;  // it has gone by itself
  }
  for (auto due = play.through.next_due(); due && *due <= played_time(); due = play.through.next_due()) {
    const played_frame* const frame = play.through.frame();
    const bool is_reset = frame == nullptr && play.through.end() == played_link::end::lost;
    const bool is_full = play.through.is_fast() && client->unsent() > enough_played;
    if (is_full || (is_reset && !client->all_arrived())) {
      play.waits = true;
      return true;
    }
    play.through.done();
    if (frame != nullptr) {
      client->event(frame->bytes, frame->classes);
      if (client->is_closing()) {
        return false;
      }
      continue;
    }
    if (const auto next = play.through.next_link()) {
      returning_.emplace_back(client->user(), *next);
    } else {
      const std::lock_guard lock{mutex_};
      ++played_;
    }
    if (is_reset) {
      client->reset();
    } else if (play.through.end() == played_link::end::closed) {
      client->close();
    }
    changed_.notify_all();
    return false;
  }
  return true;
}

void server::play_due() {
  std::erase_if(plays_, [this](active_play& play) { return !play_due(play); });
}

void server::run_plays() {
  play_due();
  std::optional<clock::time_point> next;
  bool waits = false;
  for (const active_play& play : plays_) {
    waits = waits || play.waits;
    if (const auto due = play.through.next_due(); due && !play.waits) {
      const clock::time_point when{std::chrono::duration_cast<clock::duration>(*due)};
      next = next ? std::min(*next, when) : when;
    }
  }
  play_timer_.cancel();
  if (waits) {
    play_timer_.expires_after(look_again);
  } else if (next) {
    set_timer(play_timer_, *next);
  } else {
    return;
  }
  play_timer_.async_wait([this](boost::system::error_code error) {
    if (!error) {
      run_plays();
    }
  });
}

bool server::wait_for_played(std::uint64_t count, std::chrono::milliseconds limit) const {
  std::unique_lock lock{mutex_};
  return changed_.wait_until(lock, clock::now() + limit, [&] { return played_ >= count; });
}

}  // namespace ami::testing::detail
