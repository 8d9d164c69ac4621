// The login of a connection. Events are dispatched meanwhile.
#pragma once

#include "connection/current_attempt.hpp"
#include "connection/environment.hpp"
#include "connection/frame_dispatcher.hpp"
#include "connection/read_loop.hpp"
#include "session/event_mask.hpp"
#include "session/login.hpp"
#include "session/pending_actions.hpp"
#include "session/server_start.hpp"
#include "streams/event_hub.hpp"

#include <ami/wire/frame_reader.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <optional>

namespace ami::detail {

// Executes what session::login decides. On the strand.
class login_runner {
public:
  login_runner(environment& shared, current_attempt& attempt, frame_dispatcher& dispatcher, read_loop& reader,
               const session::pending_actions& actions, session::event_mask& mask, event_hub& hub) noexcept
      : shared_{shared}, attempt_{attempt},
        dispatcher_{dispatcher}, reader_{reader}, actions_{actions}, mask_{mask}, hub_{hub} {}
  login_runner(const login_runner&) = delete;
  login_runner& operator=(const login_runner&) = delete;

  // From the greeting until mask and filters are confirmed. When it fails, it has told the attempt why.
  boost::asio::awaitable<void> run();
  // Forgets a login that has not ended.
  void reset() noexcept { login_.reset(); }

private:
  void begin();
  session::login::step continue_with_buffered();
  session::login::step on_frame(const wire::raw_frame& raw);
  session::login::step after(session::login::step step);
  void accepted(clock_type::time_point now);
  void wait_for_boot();
  void boot_limit_passed();
  void note_frame(wire::frame_view frame);
  void publish_restored();

  environment& shared_;
  current_attempt& attempt_;
  frame_dispatcher& dispatcher_;
  read_loop& reader_;
  const session::pending_actions& actions_;
  session::event_mask& mask_;
  event_hub& hub_;
  std::optional<session::login> login_;
  session::server_start server_start_;
  std::optional<std::chrono::nanoseconds> downtime_;  // when the streams are still to be told that the session is back
  clock_type::time_point accepted_at_;
  bool boot_limit_passed_ = false;
};

}  // namespace ami::detail
