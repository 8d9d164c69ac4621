// Destroys something while coroutines use it, after every number of steps.
#pragma once

#include "support/fake_server.hpp"

#include <chrono>
#include <memory>

namespace test {

/// Runs exactly `steps` handlers of a fresh context, destroys something, and lets the rest end: CHECKs that each
/// coroutine has ended then, be it by its own end or with the context.
///
/// `Scene` is what is used and destroyed; `victim` says what of it. It is made by
/// `Scene(asio::io_context&, int& living)`, which spawns coroutines that each own a `census{living}`, and has
///
///     void destroy(victim, std::unique_ptr<asio::io_context>&);  // may take the context along
///     void let_go();                                             // of all that keeps the coroutines running
///
/// What it still has goes after the context when that was destroyed.
/// @return false when the session was over before.
template <class MakeScene, class Victim>
bool destroy_after(MakeScene make_scene, Victim victim, int steps) {
  int living = 0;
  bool all_steps = true;
  {
    auto io = std::make_unique<asio::io_context>();
    auto scene = make_scene(*io, living);
    for (int i = 0; i < steps && all_steps; ++i) {
      all_steps = io->run_one_for(10s) == 1;
    }
    scene->destroy(victim, io);
    if (io) {
      scene->let_go();
      io->run_for(20s);
      CHECK(io->stopped());
      CHECK(living == 0);
    }
  }
  CHECK(living == 0);
  return all_steps;
}

}  // namespace test
