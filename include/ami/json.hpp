// Opt-in: events, responses, replies and actions to JSON and back, with Boost.JSON. CMake target ami::json.
#pragma once

#include <ami/action.hpp>
#include <ami/config.hpp>
#include <ami/event.hpp>
#include <ami/reply.hpp>
#include <ami/response.hpp>
#include <ami/wire/frame.hpp>

#include <boost/json/value.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace ami {

/// How to_json() writes. A value with fluent setters.
class json_options {
public:
  json_options() noexcept {}

  /// Numbers and booleans where the catalogue says that a header is one. Default: all values are strings.
  json_options& typed(bool value = true) & noexcept {
    typed_ = value;
    return *this;
  }
  json_options&& typed(bool value = true) && noexcept { return std::move(typed(value)); }

  /// Writes secrets too (is_secret_header(), and the `Key` of a Login). Default: `null` in their place, because JSON
  /// ends up in logs; JSON with such a `null` cannot be read back.
  json_options& secrets(bool value = true) & noexcept {
    secrets_ = value;
    return *this;
  }
  json_options&& secrets(bool value = true) && noexcept { return std::move(secrets(value)); }

  bool typed() const noexcept { return typed_; }
  bool secrets() const noexcept { return secrets_; }

private:
  bool typed_ = false;
  bool secrets_ = false;
};

/// The headers of a frame:
///
///     {"type": "event", "headers": {"Event": "Newchannel", "Privilege": "call,all", "ChanVariable": ["A=1", "B=2"]}}
///
/// - `type` is "event", "response" or "other", as the first line says; reading does not need it.
/// - `headers` has the headers in the order received (a `boost::json::object` keeps it), keys as they were spelled. The
///   values of a repeated key are an array, at the place of the first.
/// - `order`, only where a key is repeated with others in between: the keys of all headers in their order.
/// - `text`, only with json_options::typed(): the text of the values that their JSON form does not preserve. The value
///   of a numeric header ("120", "3.000000") is a number in the header's own unit, that of a boolean header ("Yes",
///   "1", "off") a boolean, when it parses, also when it is outside the range of its accessor's type; any other stays a
///   string. The catalogue alone decides what is a number or boolean, never the form of a value; in responses, which do
///   not name their action, by the keys that mean the same in all of them.
/// - Strings are the header's bytes. Each byte from 0x80 on that belongs to no valid UTF-8 character becomes the
///   private character U+EF00 + byte (U+EF80 to U+EFFF), so Latin-1 `caf\xe9` is "caf\uEFE9". These 128 characters
///   themselves, should a text contain them, are written as three bytes in the same way. Reading reverses it.
///
/// Reading returns the same keys and values in the same order, byte for byte. Not kept are the line ends (lines end
/// with CR LF afterwards, but line ends inside of a value stay), a missing space after the colon, and the colon of a
/// first line that is only a colon and text. JSON that is written by hand may differ from this: a value may be a
/// string, number, boolean, or an array of these.
///
/// @par Errors from_json() throws `ami::error` with `boost::system::errc::invalid_argument` when the JSON has another
///   form, holds a hidden secret, or has headers that no frame can hold (a line end in a key, for example).
/// @par Thread safety Functions without state.
AMI_DECL boost::json::value to_json(wire::frame_view frame, const json_options& options = {});

/// The same, and for events of the library:
/// - `{"type": "lagged", "count": 3}`
/// - `{"type": "connection_lost", "reason": {"category": "ami", "value": 22, "message": "..."}}`
/// - `{"type": "connection_restored", "epoch": 2, "downtime": 1500000000, "restarted": true}` (nanoseconds; `restarted`
///   only when it is known)
///
/// `event::arrived()` is not kept, since it is a time of this process. Of an error of another category than this
/// library's, the system's or Asio's only the message is kept, and reading throws.
AMI_DECL boost::json::value to_json(const event& value, const json_options& options = {});

/// As for a frame. An empty response has no headers.
AMI_DECL boost::json::value to_json(const response& value, const json_options& options = {});

/// `{"type": "action", "name": "Originate", "action_id": "x", "headers": {...}}` with `action_id` only when the action
/// has one of its own, `"text_reply": true` only when that is set, and otherwise as for a frame. Reading returns the
/// untyped action, which sends the same.
AMI_DECL boost::json::value to_json(const action& value, const json_options& options = {});

/// `{"type": "reply", "outcome": "accepted", "action_id": "x", "detail": "", "response": {...}, "list": true,
/// "items": [...], "completion": {...}, "text": "..."}`; `items`, `completion` and `text` (which came without headers)
/// only when it has them. A reply of a typed action is read as
/// `ami::replies::getvar{ami::from_json<ami::reply>(json)}`.
AMI_DECL boost::json::value to_json(const reply& value, const json_options& options = {});

/// Reads what to_json() wrote: an `event`, `response`, `reply`, `action` or `wire::frame`.
template <class T>
T from_json(const boost::json::value& json) = delete;
template <>
AMI_DECL wire::frame from_json<wire::frame>(const boost::json::value& json);
template <>
AMI_DECL event from_json<event>(const boost::json::value& json);
template <>
AMI_DECL response from_json<response>(const boost::json::value& json);
template <>
AMI_DECL action from_json<action>(const boost::json::value& json);
template <>
AMI_DECL reply from_json<reply>(const boost::json::value& json);

/// The bytes of a header as text that JSON can hold, and back; see to_json().
AMI_DECL std::string to_json_text(std::string_view bytes);
AMI_DECL std::string from_json_text(std::string_view text);

}  // namespace ami
