// Any number of changes of a configuration file, in as many actions as they need.
#pragma once

#include <ami/actions/config.hpp>
#include <ami/config.hpp>
#include <ami/detail/spawned_operation.hpp>
#include <ami/error.hpp>
#include <ami/manager.hpp>
#include <ami/options.hpp>
#include <ami/reply.hpp>

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <string>
#include <utility>

namespace ami {

/// What update_config() throws: which part failed, why, and what is done already. `what()` says all of it.
class AMI_DECL update_config_error : public error {
public:
  // Not for users: update_config() makes them.
  update_config_error(error_code code, const std::string& detail, const ami::reply& given, ami::outcome outcome);

  /// Why the part failed, as send_action() says it. The same as code(), but for `errc::config_partly_updated`.
  const error_code& cause() const noexcept { return cause_; }
  /// How many actions the changes needed; 0 when they cannot be sent at all, which is found before anything is sent.
  std::size_t parts() const noexcept { return parts_; }
  /// The action that failed, counted from 1; 0 when nothing was sent.
  std::size_t part() const noexcept { return part_; }
  /// The first and the last change of that action, counted from 1 in the order in which they were given.
  std::size_t first_change() const noexcept { return first_change_; }
  std::size_t last_change() const noexcept { return last_change_; }
  /// How many changes, from the first one on, the server has certainly made. Whether it has made those of the part that
  /// failed, outcome() of reply() tells.
  std::size_t changes_made() const noexcept { return changes_made_; }

  // Not for users.
  void set_part(error_code cause, std::size_t part, std::size_t parts) noexcept {
    cause_ = cause;
    part_ = part;
    parts_ = parts;
  }
  void set_changes(std::size_t first, std::size_t last, std::size_t made) noexcept {
    first_change_ = first;
    last_change_ = last;
    changes_made_ = made;
  }

private:
  error_code cause_;
  std::size_t parts_ = 0;
  std::size_t part_ = 0;
  std::size_t first_change_ = 0;
  std::size_t last_change_ = 0;
  std::size_t changes_made_ = 0;
};

/// Changes a configuration file, with any number of changes.
///
///     ami::actions::update_config changes{"queues.conf", "queues.conf"};
///     for (const auto& member : members) { changes.append("support", "member", member); }
///     co_await ami::update_config(pbx, changes.reload("app_queue.so"));
///
/// An action has at most 128 headers, so the changes are made in as many actions as they need, one after the other and
/// in their order. What fits into one is one, as send_action() sends it. Each action is made by the server in whole or
/// not at all, and all of them together are not: when one fails, the ones before are done. The first one reads
/// `SrcFilename`, and the others go on with what it has written to `DstFilename`. `Reload` is only in the last one, so
/// that the server does not use half of the changes; other headers, as `PreserveEffectiveContext`, are in all of them.
/// Both files have to exist: actions::create_config makes one. Each part reads what the one before has written, so that
/// the lines that a category inherits from a template are in front of its own again, which counts for changes of a line
/// by its number.
///
/// All are sent on one connection: when it ends in between, the rest is not sent to another server, or to one that may
/// have been changed. A connection is waited for before the first one only, as `limits` or the options allow; where
/// there are several, with a Ping.
/// @param pbx the connection; copied.
/// @param changes the action with the changes.
/// @param limits the timeout and other limits of each of the actions.
/// @return the server's reply to the last action.
/// @par Completes when the server has answered the last action, or when one failed: those behind it are not sent.
/// @par Errors Throws `ami::update_config_error`, an `ami::error`. Nothing is sent when a change cannot be:
/// `errc::action_line_too_long`, `errc::invalid_header` (also of headers made by hand, when a number is left out, where
/// the server would stop), `errc::too_many_headers`, `errc::invalid_action_id`; the detail says which change. When the
/// first action fails, its error as of send_action(). When a later one fails, `errc::config_partly_updated`, with the
/// outcome `unknown`, since sending all of it again would make the first changes twice; update_config_error::cause()
/// says why. The detail is, for example, "UpdateConfig, part 2 of 3 (changes 32 to 62): Save of config failed, rejected
/// by the server; changes 1 to 31 are made".
/// @par Cancellation As send_action(), whose code `operation_aborted` it throws; changes_made() says what is done.
/// @par Thread safety As the manager: from any thread.
[[nodiscard]] AMI_DECL boost::asio::awaitable<reply> update_config(const manager& pbx, actions::update_config changes,
                                                                   send_options limits = {});

/// update_config() for any completion token.
/// @param pbx, changes, limits as for update_config().
/// @param token the completion token; with_details() brings it the `ami::update_config_error`.
/// @par Handler signature `void(error_code, ami::reply)`: the server's reply to the last action that was answered, or
///   to the one that failed.
/// @par Executor The handler's associated one, default the manager's; never inline.
template <class Token>
[[nodiscard("await it, or ask it for the result")]] auto async_update_config(const manager& pbx,
                                                                             actions::update_config changes,
                                                                             send_options limits, Token&& token) {
  return detail::async_spawned(pbx.get_executor(), update_config(pbx, std::move(changes), limits),
                               std::forward<Token>(token));
}
template <class Token>
[[nodiscard("await it, or ask it for the result")]] auto async_update_config(const manager& pbx,
                                                                             actions::update_config changes,
                                                                             Token&& token) {
  return async_update_config(pbx, std::move(changes), send_options{}, std::forward<Token>(token));
}

}  // namespace ami
