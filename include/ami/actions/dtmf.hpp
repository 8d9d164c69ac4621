// Actions that send tones, text and messages.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/action.hpp>
#include <ami/config.hpp>
#include <ami/detail/variable_assignment.hpp>
#include <ami/values.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace ami::actions {

/// Sends a message with XMPP. Action `JabberSend`, needs class system. Not safe to repeat.
class jabber_send : public basic_action<jabber_send> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param jabber `Jabber`: name of the XMPP connection
  /// @param screen_name `ScreenName`: address to send to
  /// @param message `Message`: the text
  jabber_send(std::string jabber, std::string screen_name, std::string message) : basic_action{"JabberSend"} {
    put("Jabber", std::move(jabber));
    put("ScreenName", std::move(screen_name));
    put("Message", std::move(message));
  }
};

/// Sends a message outside of calls. Action `MessageSend`, needs class message. Not safe to repeat.
class message_send : public basic_action<message_send> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  message_send() : basic_action{"MessageSend"} {}

  /// `Destination`: where to send it, for example "pjsip:alice".
  message_send& destination(std::string value) & { return put("Destination", std::move(value)); }
  message_send&& destination(std::string value) && { return std::move(put("Destination", std::move(value))); }
  /// `To`: the recipient.
  message_send& to(std::string value) & { return put("To", std::move(value)); }
  message_send&& to(std::string value) && { return std::move(put("To", std::move(value))); }
  /// `From`: the sender.
  message_send& from(std::string value) & { return put("From", std::move(value)); }
  message_send&& from(std::string value) && { return std::move(put("From", std::move(value))); }
  /// `Body`: the message, of any bytes but NUL. Where a line cannot carry it (line ends, bytes beyond ASCII, a space
  /// or control character at the beginning) it is sent as `Base64Body`. At most 1016 bytes of plain text, or 756 in
  /// base64: longer ones are `errc::action_line_too_long`.
  message_send& body(std::string value) & { return put_text(std::move(value)); }
  message_send&& body(std::string value) && { return std::move(put_text(std::move(value))); }
  /// `Base64Body`: the message in base64; body() makes it where it is needed. The server takes it before `Body`.
  message_send& base64_body(std::string value) & { return put("Base64Body", std::move(value)); }
  message_send&& base64_body(std::string value) && { return std::move(put("Base64Body", std::move(value))); }
  /// `Variable`: sets a variable; call it once for each.
  message_send& variable(std::string_view name, std::string_view value) & {
    return header("Variable", detail::variable_assignment(name, value));
  }
  message_send&& variable(std::string_view name, std::string_view value) && { return std::move(variable(name, value)); }
  /// `Variable`, for each pair of name and value of a range.
  template <class Range>
  message_send& variables(Range&& range) & {
    for (const auto& [name, value] : range) {
      variable(name, value);
    }
    return *this;
  }
  template <class Range>
  message_send&& variables(Range&& range) && {
    return std::move(variables(range));
  }

private:
  AMI_DECL message_send& put_text(std::string&& value);
};

/// Plays a key's tone on a channel. Action `PlayDTMF`, needs class call. Not safe to repeat.
class play_dtmf : public basic_action<play_dtmf> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: the channel's name
  /// @param digit `Digit`: the key, for example "5" or "#"
  play_dtmf(std::string channel, std::string digit) : basic_action{"PlayDTMF"} {
    put("Channel", std::move(channel));
    put("Digit", std::move(digit));
  }

  /// `Duration`: how long to play it.
  play_dtmf& duration(std::chrono::milliseconds value) & { return put("Duration", std::to_string(value.count())); }
  play_dtmf&& duration(std::chrono::milliseconds value) && { return std::move(duration(value)); }
  /// `Receive`: as if the channel had received it.
  play_dtmf& receive(bool value = true) & { return put("Receive", value ? "true" : "false"); }
  play_dtmf&& receive(bool value = true) && { return std::move(receive(value)); }
  template <class Text>
  void receive(Text*) = delete;  // "no" would be true
};

/// Plays an MF tone on a channel. Action `PlayMF`, needs class call. Not safe to repeat.
class play_mf : public basic_action<play_mf> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: the channel's name
  /// @param digit `Digit`: the key, for example "5" or "#"
  play_mf(std::string channel, std::string digit) : basic_action{"PlayMF"} {
    put("Channel", std::move(channel));
    put("Digit", std::move(digit));
  }

  /// `Duration`: how long to play it.
  play_mf& duration(std::chrono::milliseconds value) & { return put("Duration", std::to_string(value.count())); }
  play_mf&& duration(std::chrono::milliseconds value) && { return std::move(duration(value)); }
};

/// Flashes the hook of a channel. Asterisk 18 and later. Action `SendFlash`, needs class call. Not safe to repeat.
class send_flash : public basic_action<send_flash> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: the channel's name
  explicit send_flash(std::string channel) : basic_action{"SendFlash"} { put("Channel", std::move(channel)); }

  /// `Receive`: as if the channel had received it.
  send_flash& receive(bool value = true) & { return put("Receive", value ? "true" : "false"); }
  send_flash&& receive(bool value = true) && { return std::move(receive(value)); }
  template <class Text>
  void receive(Text*) = delete;  // "no" would be true
};

/// Sends a text to a channel. Action `SendText`, needs class call. Not safe to repeat.
class send_text : public basic_action<send_text> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: the channel's name
  /// @param message `Message`: the text
  send_text(std::string channel, std::string message) : basic_action{"SendText"} {
    put("Channel", std::move(channel));
    put("Message", std::move(message));
  }

  /// `Content-Type`: type of the text, for example text/plain.
  send_text& content_type(std::string value) & { return put("Content-Type", std::move(value)); }
  send_text&& content_type(std::string value) && { return std::move(put("Content-Type", std::move(value))); }
};

}  // namespace ami::actions
