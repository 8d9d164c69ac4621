// What is known of the reply to an action before it is sent.
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
  items_by_place,  ///< A list whose items carry no ActionID: they stand between its response and its end (IAXpeers).
  until_event,     ///< An event with the ActionID follows the response some time, without `EventList` (WaitEvent).
  list,  ///< A list in any case: a success without `EventList` says that there are no items (VoicemailUsersList).
  text,  ///< Text without a header and without an ActionID (IAXnetstats): see make_text_end_id().
};

/// Whether a reply may be a `Response: Follows`, whose text may hold blank lines.
enum class text_reply : std::uint8_t {
  never,        ///< The action is known to be answered otherwise.
  old_servers,  ///< By Asterisk 13 and older (Command).
  possible,     ///< Nothing is known of the action: those of other vendors' modules are answered so by any version.
};

/// What is to be done with the reply to one action.
class reply_plan {
public:
  reply_plan() noexcept {}

  /// How its frames belong together, and the event that it takes to know it by: the item's name for `one_event` and
  /// `items_by_place`, the last event's for `until_event`. The text must live as long as the action is in flight.
  reply_plan& form(reply_form value, std::string_view event = {}) & noexcept {
    form_ = value;
    event_ = event.data();
    event_size_ = static_cast<std::uint32_t>(event.size());
    return *this;
  }
  reply_plan&& form(reply_form value, std::string_view event = {}) && noexcept { return std::move(form(value, event)); }
  /// The items are given out one by one (`verdict::item`) instead of kept; with `one_event` it is kept all the same.
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

/// What the catalogue knows of the reply to the action `name` (any case).
AMI_DECL reply_plan find_reply_plan(std::string_view name) noexcept;

}  // namespace ami::catalogue
