// Host names whose look-up lasts as long as a test wants, for the whole program: nothing else can hold the system's
// resolver without a network.
#pragma once

#include <condition_variable>
#include <mutex>

namespace test {

// The names that begin with "held". They are this host's, once their look-up ends.
class held_names {
public:
  // Never destroyed: a look-up may last longer than the program.
  static held_names& instance();

  // Look-ups last until open().
  void shut();
  void open();
  // open(), and waits until those that were held have ended.
  void let_go();
  // Waits until somebody is held.
  void wait_until_held();
  // How many look-ups have begun.
  int begun();

  // Called by a look-up.
  void hold();

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = true;
  int running_ = 0;
  int begun_ = 0;
};

}  // namespace test
