// What a recording plays to a client, and when. No socket, no clock.
#pragma once

#include <ami/testing/frame_text.hpp>
#include <ami/testing/recording.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ami::testing::detail {

// An event, or what else is played as it is.
class played_frame {
public:
  std::chrono::microseconds at{0};  // since the login
  std::string bytes;
  event_classes classes;  // none: everybody gets it
};

// From a login to the end of a link.
class played_link {
public:
  enum class end : std::uint8_t { none, closed, lost };

  std::vector<played_frame> frames;
  std::chrono::microseconds end_at{0};  // since the login
  end ends = end::none;
};

// All that a recording plays. Replies to the recorded client are left out, with the items of their lists: a client that
// did not ask does not expect them.
class playback_plan {
public:
  explicit playback_plan(const recording& recorded_session);

  // The server's, without its line end; empty when there is none.
  const std::string& greeting() const noexcept { return greeting_; }
  // At least one.
  const std::vector<played_link>& links() const noexcept { return links_; }

private:
  std::string greeting_;
  std::vector<played_link> links_;
};

// One link of a recording, played to one client.
class play_through {
public:
  using time = std::chrono::microseconds;  // of the server's clock

  // `now`: when the client has logged in. `speed`: 0 for everything at once.
  play_through(std::shared_ptr<const playback_plan> plan, std::size_t link, double speed, time now)
      : plan_{std::move(plan)}, link_{link}, speed_{speed}, began_{now} {}

  // When something is to be done; nothing when it is over.
  std::optional<time> next_due() const;
  // What is to be done next when it is due; null when it is the end of the link.
  const played_frame* frame() const;
  played_link::end end() const { return here().ends; }
  // The frame was sent, or the link ended.
  void done() { ++position_; }
  bool is_fast() const noexcept { return speed_ <= 0; }
  // The link that the client gets when it comes back after this one's end; nothing when this is the last.
  std::optional<std::size_t> next_link() const;

private:
  const played_link& here() const { return plan_->links()[link_]; }
  time due(std::chrono::microseconds at) const;

  std::shared_ptr<const playback_plan> plan_;
  std::size_t link_;
  double speed_;
  time began_;
  std::size_t position_ = 0;
};

}  // namespace ami::testing::detail
