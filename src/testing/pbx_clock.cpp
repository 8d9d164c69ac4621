#include "testing/pbx_simulation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace ami::testing::detail {

using std::chrono::milliseconds;

pbx_simulation::pbx_simulation(pbx_options options, sink events)
    : options_{std::move(options)}, sink_{std::move(events)}, random_{options_.seed()} {
  for (const pbx_endpoint& endpoint : options_.endpoints()) {
    devices_.emplace_back(endpoint, false);
  }
  if (devices_.empty()) {
    const auto add = [this](const char* name, const char* number, const char* display_name) {
      devices_.emplace_back(pbx_endpoint{name, number, display_name}, false);
    };
    add("alice", "2001", "Alice Martin");
    add("bob", "2002", "Bob O'Brien");
    add("chloe", "2003", "Chlo\xc3\xa9 Lef\xc3\xa8vre");
    add("dmitri", "2004", "\xd0\x94\xd0\xbc\xd0\xb8\xd1\x82\xd1\x80\xd0\xb8\xd0\xb9");
    add("erin", "2005", "Erin Walsh");
    add("felix", "2006",
        "F\xc3\xa9lix N\xc3\xba\xc3\xb1"
        "ez");
    add("grace", "2007", "Grace Kim");
    add("hana", "2008", "\xe4\xbd\x90\xe8\x97\xa4 Hana");
    add("ivan", "2009", "Ivan Novak");
    add("judith", "2010", "Judith Gr\xc3\xbcn");
  }
  trunk_ = &devices_.emplace_back(pbx_endpoint{"trunk", {}, {}}.context("from-trunk"), true);
  for (const pbx_queue& queue : options_.queues()) {
    queues_.emplace_back(queue);
  }
  if (queues_.empty() && options_.endpoints().empty()) {
    queues_.emplace_back(pbx_queue{"support", "500"}.member("erin").member("felix").member("grace"));
    queues_.emplace_back(pbx_queue{"sales", "501"}.member("hana").member("ivan").member("judith"));
  }
  for (const pbx_conference& room : options_.conferences()) {
    conferences_.emplace_back(room);
  }
  prepare_states();
  set_rate(options_.calls_per_second());
}

simulated_pbx::duration pbx_simulation::between(milliseconds shortest, milliseconds longest) {
  const auto low = std::max<std::int64_t>(duration{shortest}.count(), 0);
  const auto high = std::max<std::int64_t>(duration{longest}.count(), low);
  return duration{low + static_cast<std::int64_t>(dice(static_cast<std::uint64_t>(high - low) + 1))};
}

simulated_pbx::duration pbx_simulation::next_arrival() {
  constexpr double longest_wait = 1e6;
  const double share = 0.5 + static_cast<double>(random_() >> 11U) * 0x1p-53;
  const double wait = std::clamp(share / rate_, 1e-6, longest_wait);
  return now_ + duration{static_cast<std::int64_t>(wait * 1e6)};
}

std::string pbx_simulation::make_bridge_id() {
  const std::uint64_t high = random_();
  const std::uint64_t low = random_();
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%08x-%04x-4%03x-a%03x-%012llx", static_cast<unsigned>(high >> 32U),
                static_cast<unsigned>(high >> 16U & 0xFFFFU), static_cast<unsigned>(high & 0xFFFU),
                static_cast<unsigned>(low >> 52U), static_cast<unsigned long long>(low & 0xFFFFFFFFFFFFULL));
  return text.data();
}

void pbx_simulation::set_rate(double value) {
  rate_ = std::isfinite(value) && value > 0 ? value : 0;
  next_call_ = rate_ > 0 ? std::optional<duration>{next_arrival()} : std::nullopt;
}

void pbx_simulation::schedule(duration delay, std::function<void()> function) {
  steps_.emplace(std::pair{now_ + delay, ++step_count_}, std::move(function));
}

void pbx_simulation::schedule(call& owner, duration delay, step next_step) {
  schedule(delay, [this, id = owner.id, generation = owner.generation, next_step] {
    const auto found = calls_.find(id);
    if (found != calls_.end() && found->second.generation == generation) {
      (this->*next_step)(found->second);
    }
  });
}

std::optional<simulated_pbx::duration> pbx_simulation::next_due() const {
  if (steps_.empty()) {
    return next_call_;
  }
  const duration next_step = steps_.begin()->first.first;
  return next_call_ ? std::min(*next_call_, next_step) : next_step;
}

void pbx_simulation::advance(duration now) {
  for (auto due = next_due(); due && *due <= now; due = next_due()) {
    now_ = std::max(now_, *due);
    if (next_call_ && *next_call_ == *due) {
      next_call_ = next_arrival();
      if (calls_.size() < options_.max_calls()) {
        random_call();
      }
    } else {
      const auto due_step = std::move(steps_.begin()->second);
      steps_.erase(steps_.begin());
      due_step();
    }
  }
  now_ = std::max(now_, now);
}

}  // namespace ami::testing::detail
