// Which events the server is to send: the mask of the options, and what the streams need.
#pragma once

#include "catalogue/event_classes.hpp"

#include <ami/event_type.hpp>
#include <ami/response.hpp>
#include <ami/wire/frame.hpp>

#include <boost/system/error_code.hpp>

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami::session {

// The mask of a session's events, from login to login. No executor, no clock.
class event_mask {
public:
  // `own`: the mask of the options; nothing: the server's default. `follows_streams`: classes are added to it, so that
  // the events come that streams want.
  event_mask(std::optional<std::string> own, bool follows_streams)
      : own_{std::move(own)}, follows_streams_{follows_streams} {}

  // A session begins while streams want events of these types. Returns the mask that the login asks for; nothing: the
  // server's default.
  const std::optional<std::string>& begin(const std::bitset<event_type_count>& types);

  // Returns the mask to ask for now, or nothing when the server has been asked for it. It only ever grows during a
  // session: that a stream is closed is no reason to ask again.
  std::optional<std::string> change(const std::bitset<event_type_count>& types);

  // The server refused the mask of change(). Asterisk refuses everything while it shuts down.
  void on_refusal(std::string_view message);

  // The server accepted an action. True when that means that a shutdown was called off which a mask was refused for:
  // then change() returns it once more.
  bool on_accepted() noexcept {
    if (!refused_) [[likely]] {
      return false;
    }
    refused_ = false;
    asked_.reset();
    return true;
  }

private:
  std::optional<std::string> wanted(const std::bitset<event_type_count>& types);

  const std::optional<std::string> own_;
  std::optional<std::string> asked_;  // as the server was last asked
  detail::event_classes classes_;     // that streams have wanted during this session
  const bool follows_streams_;
  bool refused_ = false;  // by a server that was shutting down
};

// The same mask with class system, whose event FullyBooted is sent only to those who ask for that class.
std::string with_class_system(const std::string& mask);

// What the server's answer to a mask means: no error, `errc::event_mask_rejected` or `errc::shutting_down`. A mask that
// the server does not understand is answered with "Events: Off" instead of an error.
boost::system::error_code judge_mask_answer(std::string_view mask, wire::frame_view answer);

}  // namespace ami::session
