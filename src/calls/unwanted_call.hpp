// Hangs up a call that nobody wants, as soon as its channel is there.
#pragma once

#include "session/call_progress.hpp"

#include <ami/manager.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>

namespace ami::detail {

class unwanted_call;

// Sees what comes of the call from now on. `link_wait`: how long a connection is waited for.
std::shared_ptr<unwanted_call> watch_unwanted_call(const manager& pbx, const session::call_identity& ids,
                                                   std::chrono::milliseconds link_wait);

// The action may be ahead of the channel: an Originate is queued in the server. So until the channel was hung up, or is
// known to be gone, every sign of it is answered with another Hangup; for 30 seconds at most, and the wait for a
// connection.
// `existed`: the channel was there. When the server does not know it, it is gone.
boost::asio::awaitable<void> hang_up_when_it_appears(std::shared_ptr<unwanted_call> unwanted, bool existed);

}  // namespace ami::detail
