// ami::manager: the one class that owns a connection.
#pragma once

#include <ami/action.hpp>
#include <ami/config.hpp>
#include <ami/connection_state.hpp>
#include <ami/detail/operations.hpp>
#include <ami/detail/token.hpp>
#include <ami/error.hpp>
#include <ami/event_stream.hpp>
#include <ami/event_types.hpp>
#include <ami/list_stream.hpp>
#include <ami/options.hpp>
#include <ami/reply.hpp>
#include <ami/server_version.hpp>
#include <ami/statistics.hpp>
#include <ami/time_span.hpp>
#include <ami/with_details.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>

#include <concepts>
#include <memory>
#include <string_view>
#include <utility>

namespace ami {

/// One connection to one Asterisk Manager Interface.
///
///     ami::manager pbx{executor, ami::options{"pbx.example.org"}.credentials("admin", secret)};
///     co_await pbx.connect();
///     auto calls = pbx.subscribe<ami::events::newchannel, ami::events::hangup>();
///     auto pong  = co_await pbx.send_action(ami::actions::ping{});
///     while (auto event = co_await calls.next()) { ... }
///
/// A cheap copyable handle: copies share the connection. When the last copy goes away the link is closed and all that
/// waits completes with `errc::disconnected`, `errc::not_sent` or `errc::reply_lost`.
///
/// Each asynchronous operation has two names. `async_connect(token)` and the like take any completion token. The short
/// names, as `connect()`, take none: they return an `asio::awaitable` that throws `ami::error`, which has the server's
/// message and response. with_details() does the same for other tokens. Operations complete on the handler's associated
/// executor (default: the one given here) and never inline.
/// @par Thread safety All member functions may be called from any thread; a single handle object may not be assigned to
/// or destroyed while another thread uses that same object (copy it instead).
/// @par Lifetimes Operations need neither the handle nor what was passed to them; but see above for the last handle.
class AMI_DECL manager {
public:
  using executor_type = boost::asio::any_io_executor;

  /// Makes a manager; does not connect. Throws nothing for bad options: connect() says what is wrong.
  /// @param executor where completions run that have no executor of their own, and below it the connection's strand.
  manager(executor_type executor, options settings);
  /// The same with an execution context, for example an `asio::io_context`.
  template <class Context>
  requires requires(Context& context) {
    { context.get_executor() } -> std::convertible_to<executor_type>;
  }
  manager(Context& context, options settings) : manager{executor_type{context.get_executor()}, std::move(settings)} {}

  /// The executor given to the constructor; an empty one after its execution context was destroyed.
  [[nodiscard]] executor_type get_executor() const noexcept;

  /// What the manager is doing now.
  [[nodiscard]] connection_state state() const noexcept;
  /// The protocol version that the server's greeting named, for example 11.0.0 on Asterisk 22; 0.0.0 before the first
  /// greeting.
  [[nodiscard]] ami::server_version server_version() const noexcept;

  /// Connects and logs in: resolves the host, tries its addresses in order, reads the greeting, logs in, and waits for
  /// FullyBooted when the options ask for it. After the end of a connection it may be called again.
  /// @par Completes when logged in, or failed.
  /// @par Handler signature `void(error_code)`
  /// @par Errors `errc::invalid_options`, `errc::already_connected`, `errc::host_not_found`, `errc::resolve_timed_out`,
  ///   `errc::connection_refused`, `errc::connect_timed_out`, `errc::network_unreachable`, `errc::host_unreachable`,
  ///   `errc::no_greeting`, `errc::not_ami`, `errc::login_timed_out`, `errc::authentication_failed`,
  ///   `errc::already_logged_in`, `errc::challenge_refused`, `errc::md5_unavailable`, `errc::connection_reset`,
  ///   `errc::connection_closed_in_frame`, `errc::shutting_down`,
  ///   `errc::connection_closed`, `errc::disconnected` (by disconnect() meanwhile), the system's own. With several
  ///   addresses the error is the last one's.
  /// @par Cancellation All types: ends the attempt and completes with `operation_aborted`.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<void> connect() const;
  /// connect() for any completion token.
  /// @param token the completion token.
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_connect(Token&& token) const {
    constexpr bool fits = detail::is_token_for<Token, void(boost::system::error_code)>;
    static_assert(fits, "the handler of async_connect() takes (ami::error_code)");
    if constexpr (fits) {
      return boost::asio::async_initiate<Token, void(boost::system::error_code)>(
          detail::initiate_void<&detail::start_connect>{connection_, "connect"}, token);
    }
  }

  /// Logs off: sends what waits to be written, waits for the replies that are due, and closes; after `limit` without
  /// waiting any longer. Ends the supervision, and ends a connect() in progress. New actions fail with
  /// `errc::not_connected` from now on. Does nothing when there is no connection; several calls all wait for the end.
  /// @param limit how long to wait for the server at most; zero closes at once. Default: `options::disconnect_timeout`.
  /// @par Completes when the connection is closed and its coroutines have ended.
  /// @par Handler signature `void(error_code)`
  /// @par Errors None but cancellation.
  /// @par Cancellation All types: closes at once, and completes with `operation_aborted`.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<void> disconnect() const;
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<void> disconnect(time_span limit) const;
  /// disconnect() for any completion token.
  /// @param limit as for disconnect().
  /// @param token the completion token.
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_disconnect(Token&& token) const {
    return async_disconnect(detail::disconnect_limit(*connection_), std::forward<Token>(token));
  }
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_disconnect(time_span limit, Token&& token) const {
    constexpr bool fits = detail::is_token_for<Token, void(boost::system::error_code)>;
    static_assert(fits, "the handler of async_disconnect() takes (ami::error_code)");
    if constexpr (fits) {
      return boost::asio::async_initiate<Token, void(boost::system::error_code)>(
          detail::initiate_void<&detail::start_disconnect>{connection_, "disconnect"}, token, options::duration{limit});
    }
  }

  /// Waits until state() is `wanted`: completes at once when it is now, and also when it was only for a moment.
  /// @par Handler signature `void(error_code)`
  /// @par Errors `errc::disconnected` when the last handle goes away (unless that is what is waited for), or the
  ///   execution context is destroyed.
  /// @par Cancellation All types: completes with `operation_aborted`, and changes nothing.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<void> wait_for(connection_state wanted) const;
  /// wait_for() for any completion token.
  /// @param wanted as for wait_for().
  /// @param token the completion token.
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_wait_for(connection_state wanted,
                                                                          Token&& token) const {
    constexpr bool fits = detail::is_token_for<Token, void(boost::system::error_code)>;
    static_assert(fits, "the handler of async_wait_for() takes (ami::error_code)");
    if constexpr (fits) {
      return boost::asio::async_initiate<Token, void(boost::system::error_code)>(
          detail::initiate_void<&detail::start_wait_for>{connection_, "wait_for"}, token, wanted);
    }
  }

  /// What was counted since the manager was made, and how it is now. Counting costs a few additions; the rest is
  /// gathered when it is asked for. `prometheus_text()` makes text of it.
  /// @par Completes at once, in every state.
  /// @par Handler signature `void(error_code, ami::statistics)`
  /// @par Errors `errc::disconnected` when the execution context is being destroyed.
  /// @par Cancellation None: there is nothing to wait for.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<ami::statistics> statistics() const;
  /// statistics() for any completion token.
  /// @param token the completion token.
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_statistics(Token&& token) const {
    constexpr bool fits = detail::is_token_for<Token, void(boost::system::error_code, ami::statistics)>;
    static_assert(fits, "the handler of async_statistics() takes (ami::error_code, ami::statistics)");
    if constexpr (fits) {
      return boost::asio::async_initiate<Token, void(boost::system::error_code, ami::statistics)>(
          detail::initiate_statistics{connection_}, token);
    }
  }

  /// Sends an action and completes with its reply; when the server answers with a list, with all its items. Any number
  /// may be in flight. The action is checked and turned into bytes before this function returns; without a token it is
  /// sent when the awaitable is awaited. It is never sent twice.
  /// @param value the action; the operation's result is its `reply_type`.
  /// @param options the timeout, where it differs from `options::action_timeout`; a duration will do.
  /// @par Completes when the reply (with its list) is there, or failed. For a list the timeout is from one item to the
  ///   next. When a list breaks off, the reply has the items that came. What comes later of a list that was cancelled,
  ///   timed out, or exceeded its limits (`options::max_list_items()`) is swallowed.
  /// @par Handler signature `void(error_code, reply_type)`; the reply is filled also when there is an error, and its
  ///   outcome() says how far the action got. Without a token: throws `ami::error`.
  /// @par Errors Never sent: `errc::invalid_header`, `errc::action_line_too_long`, `errc::too_many_headers`,
  ///   `errc::invalid_action_id`, `errc::duplicate_action_id`, `errc::not_connected`, `errc::queue_full`,
  ///   `errc::not_sent`. Outcome unknown: `errc::response_timed_out`, `errc::reply_lost`. Rejected:
  ///   `errc::action_rejected`, `errc::permission_denied`, `errc::unknown_action`, `errc::module_not_loaded`,
  ///   `errc::list_failed`, `errc::shutting_down`. Accepted: `errc::list_overflow`.
  ///   `ec == ami::outcome::never_sent` and its like test for each group.
  /// @par Cancellation `total`: only while no byte was written. `partial`, `terminal`: also later; the server may still
  ///   act, and its late reply is dropped. Completes with `operation_aborted`; the reply's outcome() says which it was.
  template <std::derived_from<action> Action>
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<typename Action::reply_type> send_action(
      const Action& value, send_options options = {}) const {
    return send<detail::handler_kind::coroutine>(value, options, detail::make_default_token());
  }
  /// send_action() for any completion token.
  /// @param value, options as for send_action().
  /// @param token the completion token.
  template <std::derived_from<action> Action, class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_send_action(const Action& value, Token&& token) const {
    return async_send_action(value, send_options{}, std::forward<Token>(token));
  }
  template <std::derived_from<action> Action, class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_send_action(const Action& value, send_options options,
                                                                             Token&& token) const {
    using reply_type = typename Action::reply_type;
    constexpr bool fits = detail::is_token_for<Token, void(boost::system::error_code, reply_type)>;
    static_assert(fits, "the handler of async_send_action() takes (ami::error_code, reply), where the reply is the "
                        "reply_type of the action, or ami::reply");
    if constexpr (fits) {
      return send<detail::handler_kind::any>(value, options, std::forward<Token>(token));
    }
  }

  /// Sends an action that answers with a list, and yields the items one by one while they arrive, in constant memory:
  ///
  ///     auto endpoints = pbx.list(ami::actions::pjsip_show_endpoints{});
  ///     while (auto endpoint = co_await endpoints.next()) { use(endpoint->object_name()); }
  ///     if (!endpoints.reply().list_complete()) { ... }
  ///
  /// The action is sent at once; errors are reported by the stream, see there. Any number of lists and actions may
  /// be in flight. Any action will do: one that is not answered with a list has no items, only its reply.
  /// @param value the action. When all items are of one type, the stream yields `ami::item_of` that type, else
  ///   `ami::event`; an untyped `ami::action` yields events too.
  /// @param options timeout, and how much waits for a slow consumer; a duration will do.
  template <std::derived_from<action> Action>
  list_stream<typename Action::reply_type> list(const Action& value, const list_options& options = {}) const {
    return list_stream<typename Action::reply_type>{
        detail::start_list(connection_, detail::prepared_action{*connection_, value, options}, options)};
  }

  /// Subscribes to the events of these types; without types, to all. The stream sees what arrives after this function
  /// returned, before a connection too. Each subscriber sees all its events, in order; a slow one loses only its own.
  /// @tparam Types the types of events, kinds of them, and lists (`ami/event_types.hpp`).
  /// @return `event_stream<Types...>`, with the types of a list in its place; of a list alone its `stream_type`.
  template <typed_event... Types>
  typename detail::type_list_of<Types...>::stream_type subscribe(const subscribe_options& options = {}) const {
    using types = detail::type_list_of<Types...>;
    return typename types::stream_type{detail::subscribe(connection_, types::filters::all, options)};
  }

private:
  template <detail::handler_kind Kind, class Action, class Token>
  auto send(const Action& value, const send_options& options, Token&& token) const {
    using reply_type = typename Action::reply_type;
    return boost::asio::async_initiate<Token, void(boost::system::error_code, reply_type)>(
        detail::initiate_send<reply_type, Kind>{connection_}, token,
        detail::prepared_action{*connection_, value, options});
  }

  friend class detail::call_state;
  friend class live_state;
  friend class detail::cluster_state;
  friend void detail::require_event_class(const manager& connection, std::string_view event_class,
                                          std::string_view operation);

  std::shared_ptr<detail::connection> connection_;
  std::shared_ptr<void> guard_;
};

}  // namespace ami
