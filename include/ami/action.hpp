// What is sent: a name and headers. Typed actions (ami/actions/*.hpp) derive from it.
//
//     co_await pbx.send_action(ami::actions::queue_pause{"PJSIP/alice", true}.queue("support"));      // typed
//     co_await pbx.send_action(ami::action{"AcmeReset"}.header("Device", "7"));                      // any other
//
// Actions are classes with setters and not aggregates, so that one can be written inside a `co_await` expression: GCC
// 12 destroys an aggregate there twice.
#pragma once

#include <ami/config.hpp>
#include <ami/detail/wipe.hpp>

#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami {

class reply;

/// What happens when an action is carried out twice: for deciding what to do after `outcome::unknown`.
enum class repeat : std::uint8_t {
  /// Only reads: repeat it as often as you like.
  read,
  /// Sets what is given: the second time changes nothing more.
  set,
  /// Does it again (calls twice), or fails the second time. Find out first what became of it.
  unsafe,
};

/// The enumerator's name: "read", "set", "unsafe".
AMI_DECL std::string_view to_string(repeat value) noexcept;
AMI_DECL std::ostream& operator<<(std::ostream& out, repeat value);

/// An action: its name and its headers, in the order in which they are sent. Any action can be written with it; for the
/// known ones the classes in `ami::actions` save the typing:
///
///     ami::action{"QueuePause"}.header("Queue", "support").header("Interface", "PJSIP/alice").header("Paused", "true")
///
/// Nothing is checked here: send_action() refuses what cannot be sent safely before a byte leaves. The values of
/// headers are overwritten before their memory is given back, since any of them may be a secret.
/// @par Thread safety None; actions are values.
class AMI_DECL action {
public:
  /// The result of send_action() for this action.
  using reply_type = reply;
  /// Whether it may be sent again when the outcome is unknown; the typed actions say it of themselves. See also
  /// find_repeat_safety().
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// One header line.
  class AMI_DECL entry {
  public:
    /// @param key, value as they are sent.
    entry(std::string key, std::string value);
    entry(const entry& other) = default;
    entry(entry&& other) noexcept;
    entry& operator=(const entry& other);
    entry& operator=(entry&& other) noexcept;
    ~entry();

    /// Its key, as it was given.
    const std::string& key() const& noexcept { return key_; }
    const std::string& key() const&& = delete;
    /// Its value.
    const std::string& value() const& noexcept { return value_; }
    const std::string& value() const&& = delete;

  private:
    friend class action;
    std::string key_;
    std::string value_;
  };

  /// @param name the `Action` header's value, for example "Ping".
  explicit action(std::string name) : name_{std::move(name)} {}

  /// Appends a header. Repeating a key sends it repeatedly, in order. `ActionID` is taken as action_id().
  action& header(std::string key, std::string value) & {
    append(std::move(key), std::move(value));
    return *this;
  }
  action&& header(std::string key, std::string value) && {
    append(std::move(key), std::move(value));
    return std::move(*this);
  }

  /// Sends this ActionID instead of a generated one: at most 64 bytes, unique among the actions in flight. A generated
  /// one is unique to the connection; other clients' events carry their own ActionIDs and must not collide with it.
  action& action_id(std::string id) & {
    action_id_ = std::move(id);
    has_action_id_ = true;
    return *this;
  }
  action&& action_id(std::string id) && { return std::move(action_id(std::move(id))); }

  /// Says that the server answers this action with bare text, without any header: some modules of Asterisk 13 and older
  /// and of other vendors do. The text is `reply::output()`. Without this such an action ends with
  /// `errc::response_timed_out`, since nothing says whose the text is. What the catalogue knows to be answered so
  /// (IAXnetstats; Queues of Asterisk 13 and older; RptLocalNodes of app_rpt) needs no such hint. It is no harm where
  /// the server answers with one response after all; a list is not understood then.
  ///
  /// A Ping is sent right behind the action: its reply is the end of the text, which has no end of its own.
  action& text_reply(bool value = true) & {
    text_reply_ = value;
    return *this;
  }
  action&& text_reply(bool value = true) && { return std::move(text_reply(value)); }

  /// The name: the value of `Action`.
  const std::string& name() const& noexcept { return name_; }
  const std::string& name() const&& = delete;
  /// The caller's ActionID, or null when one is to be generated.
  const std::string* action_id() const& noexcept { return has_action_id_ ? &action_id_ : nullptr; }
  const std::string* action_id() const&& = delete;
  /// What text_reply() said.
  bool is_text_reply() const noexcept { return text_reply_; }
  /// The headers, without Action and ActionID.
  std::span<const entry> headers() const& noexcept { return headers_; }
  std::span<const entry> headers() const&& = delete;

  friend AMI_DECL std::ostream& operator<<(std::ostream& out, const action& value);

protected:
  /// As header(). Nothing of the value is left in `value`, where a short text would stay when it is moved from.
  void append(std::string key, std::string&& value);
  /// Replaces the header `key`, or appends it. Nothing of the value is left in `value`.
  void set(std::string_view key, std::string&& value);
  /// Takes the first header `key` away, if there is one.
  void remove(std::string_view key);

private:
  std::string name_;
  std::string action_id_;
  std::vector<entry> headers_;
  bool has_action_id_ = false;
  bool text_reply_ = false;
};

/// One line: name and headers as `Key=value`. The values of secrets (is_secret_header(), the `Key` of a Login, and
/// settings of configuration files whose names end with "secret", "password" and the like) are replaced by `***`.
AMI_DECL std::string to_string(const action& value);

/// Whether the action with this name (any case) may be sent again; `repeat::unsafe` when it is not in the catalogue.
AMI_DECL repeat find_repeat_safety(std::string_view action_name) noexcept;

/// True for header keys whose values are never shown, in either direction: `Secret`, `Password`, `NewPassword`,
/// `Md5Cred`, `PasswordDigest`, `OauthSecret`, `RefreshToken`.
AMI_DECL bool is_secret_header(std::string_view key) noexcept;

/// Base of the typed actions: fluent setters that keep the derived type and work on temporaries inside `co_await`.
template <class Derived>
class basic_action : public action {
public:
  /// As action::header().
  Derived& header(std::string key, std::string value) & {
    append(std::move(key), std::move(value));
    return self();
  }
  Derived&& header(std::string key, std::string value) && {
    append(std::move(key), std::move(value));
    return std::move(self());
  }
  /// As action::text_reply().
  Derived& text_reply(bool value = true) & {
    action::text_reply(value);
    return self();
  }
  Derived&& text_reply(bool value = true) && { return std::move(text_reply(value)); }
  using action::action_id;
  /// As action::action_id().
  Derived& action_id(std::string id) & {
    action::action_id(std::move(id));
    return self();
  }
  Derived&& action_id(std::string id) && {
    action::action_id(std::move(id));
    return std::move(self());
  }

protected:
  using action::action;

  /// Replaces the header `key`, or appends it. Nothing of the value is left in `value`.
  Derived& put(std::string_view key, std::string&& value) & {
    set(key, std::move(value));
    return self();
  }
  Derived&& put(std::string_view key, std::string&& value) && {
    set(key, std::move(value));
    return std::move(self());
  }
  /// Replaces the header `key`, or appends it.
  Derived& put(std::string_view key, const std::string& value) & { return put(key, std::string{value}); }
  Derived&& put(std::string_view key, const std::string& value) && {
    return std::move(*this).put(key, std::string{value});
  }
  /// As header(). Nothing of the value is left in `value`.
  Derived& add(std::string_view key, std::string&& value) & {
    append(std::string{key}, std::move(value));
    return self();
  }

private:
  Derived& self() noexcept { return static_cast<Derived&>(*this); }
};

}  // namespace ami
