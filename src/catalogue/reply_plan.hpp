// What is known about the reply to an action before the action is sent.
#pragma once

#include <ami/config.hpp>

#include <cstdint>
#include <string_view>
#include <utility>

namespace ami::catalogue {

/// How the frames of a reply belong together.
enum class reply_form : std::uint8_t {
  standard,   ///< One response. A list when it says `EventList: start`; the event with `EventList: Complete` ends it.
  one_event,  ///< One event with the ActionID follows the response (FAXStats).
  items_by_place,  ///< A list whose items have no ActionID: those between its response and its end belong to it
                   ///< (IAXpeers).
  until_event,     ///< An event with the ActionID follows the response later, without `EventList` (WaitEvent).
  list,            ///< Always a list: a success without `EventList` means that there are no items (VoicemailUsersList).
  text,            ///< Text without headers and without an ActionID (IAXnetstats): see make_text_end_id().
};

/// Whether a reply may be a `Response: Follows`, whose text may contain blank lines.
enum class text_reply : std::uint8_t {
  never,        ///< The action is known to be answered in another way.
  old_servers,  ///< By Asterisk 13 and older (Command).
  possible,     ///< Nothing is known about the action; modules of other vendors may use it with any version.
};

/// How to treat the reply to one action.
class reply_plan {
public:
  reply_plan() noexcept {}

  /// How the frames of the reply belong together. `event` is the name of the items for `one_event` and
  /// `items_by_place`, and that of the last event for `until_event`. The text must live as long as the action is in
  /// flight.
  reply_plan& form(reply_form value, std::string_view event = {}) & noexcept {
    form_ = value;
    event_ = event.data();
    event_size_ = static_cast<std::uint32_t>(event.size());
    return *this;
  }
  reply_plan&& form(reply_form value, std::string_view event = {}) && noexcept { return std::move(form(value, event)); }
  /// Whether items are returned one by one (`verdict::item`) instead of being kept; the event of `one_event` is always
  /// kept.
  reply_plan& streamed(bool value) & noexcept {
    streamed_ = value;
    return *this;
  }
  reply_plan&& streamed(bool value) && noexcept { return std::move(streamed(value)); }
  /// False when the server's count of items is known to mean something else.
  reply_plan& counted(bool value) & noexcept {
    counted_ = value;
    return *this;
  }
  reply_plan&& counted(bool value) && noexcept { return std::move(counted(value)); }

  /// Default: `text_reply::possible`.
  reply_plan& text(text_reply value) & noexcept {
    text_ = value;
    return *this;
  }
  reply_plan&& text(text_reply value) && noexcept { return std::move(text(value)); }

  reply_form form() const noexcept { return form_; }
  std::string_view event() const noexcept { return {event_, event_size_}; }
  bool streamed() const noexcept { return streamed_; }
  bool counted() const noexcept { return counted_; }
  text_reply text() const noexcept { return text_; }

private:
  const char* event_ = nullptr;
  std::uint32_t event_size_ = 0;
  reply_form form_ = reply_form::standard;
  bool streamed_ = false;
  bool counted_ = true;
  text_reply text_ = text_reply::possible;
};

/// What the catalogue knows about the reply to the action `name` (any case).
AMI_DECL reply_plan find_reply_plan(std::string_view name) noexcept;

}  // namespace ami::catalogue
