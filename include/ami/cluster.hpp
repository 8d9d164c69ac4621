// ami::cluster: many managers as one.
//
//     ami::cluster pbxs{executor};
//     pbxs.add("berlin", berlin_options);
//     pbxs.add("london", london_options);
//     co_await pbxs.connect_any();
//     auto sent = co_await pbxs.send_any(ami::actions::originate{"PJSIP/alice"}.application("Wait").data("5"));
//     log("{} took it", sent.server());
#pragma once

#include <ami/action.hpp>
#include <ami/cluster_stream.hpp>
#include <ami/config.hpp>
#include <ami/connection_state.hpp>
#include <ami/detail/cluster_operations.hpp>
#include <ami/detail/token.hpp>
#include <ami/error.hpp>
#include <ami/event_stream.hpp>
#include <ami/event_types.hpp>
#include <ami/manager.hpp>
#include <ami/options.hpp>
#include <ami/reply.hpp>
#include <ami/server_choice.hpp>
#include <ami/server_reply.hpp>
#include <ami/time_span.hpp>
#include <ami/with_details.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>

#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ami {

class cluster_live_state;

/// Many servers as one: connected together, their events in one stream, an action for one, any, or all of them.
///
///     ami::cluster pbxs{executor};
///     pbxs.add("berlin", ami::options{"pbx1.example.org"}.credentials("admin", secret).reconnect(policy));
///     pbxs.add("london", ami::options{"pbx2.example.org"}.credentials("admin", secret).reconnect(policy));
///     co_await pbxs.connect_any();
///     auto calls = pbxs.subscribe<ami::events::newchannel>();
///     while (auto event = co_await calls.next()) { use(event->server(), *event); }
///
/// Each server is an `ami::manager` of its own, with its own connection and strand: one that is down or slow holds up
/// no other. A cheap copyable handle; when the last copy goes away, the connections are closed (but those of which
/// somebody holds the manager), the streams end after what is buffered, and all that waits completes with an error.
///
/// As of a manager, each asynchronous operation has two names: `async_connect(token)` and the like take any completion
/// token, and the short names, as `connect()`, return an `asio::awaitable` that throws `ami::error`. Operations
/// complete on the handler's associated executor (default: the one given here), never inline.
/// @par Thread safety As manager: all member functions may be called from any thread; a single handle object may not be
/// assigned to or destroyed while another thread uses that same object.
class AMI_DECL cluster {
public:
  using executor_type = boost::asio::any_io_executor;

  /// Makes a cluster without servers.
  /// @param executor where completions run that have no executor of their own, and below it the connections' strands.
  explicit cluster(executor_type executor);
  /// The same with an execution context, for example an `asio::io_context`.
  template <class Context>
  requires requires(Context& context) {
    { context.get_executor() } -> std::convertible_to<executor_type>;
  }
  explicit cluster(Context& context) : cluster{executor_type{context.get_executor()}} {}

  /// The executor given to the constructor; an empty one after its execution context was destroyed.
  [[nodiscard]] executor_type get_executor() const noexcept;

  /// Adds a server; does not connect it: `co_await pbxs.add(...).connect()` does, or connect(). It joins the streams
  /// there are.
  /// @param name what it is called in the cluster, for example in server_event::server(); any text.
  /// @param settings its options. With `options::reconnect()` it comes back by itself.
  /// @returns its manager, as server() does.
  /// @par Errors Throws `std::invalid_argument` when there is a server of that name. Bad options are found by
  /// connect().
  manager add(std::string name, options settings);
  /// Removes a server. What its streams have buffered can still be read. Its connection is closed, unless somebody else
  /// holds its manager; actions in flight fail as at the end of any connection.
  /// @param name what it is called in the cluster.
  /// @returns false when there is none of that name.
  bool remove(std::string_view name);

  /// The manager of a server: for an action to this server, a stream of its own, or to connect it alone. It is a handle
  /// like any other, which keeps the connection alive, also when the server is removed.
  /// @param name what it is called in the cluster.
  /// @par Errors Throws `std::out_of_range` when there is none of that name.
  [[nodiscard]] manager server(std::string_view name) const;
  /// The same, or nothing when there is none of that name.
  [[nodiscard]] std::optional<manager> find(std::string_view name) const;
  /// The names, in the order in which they were added; a snapshot.
  [[nodiscard]] std::vector<std::string> names() const;
  /// How the servers do, in the order in which they were added; a snapshot. For each change of a state, subscribe to
  /// connection_state_changed.
  [[nodiscard]] std::vector<server_status> states() const;

  /// Connects all servers that are disconnected, at the same time; one that is connecting already by the cluster is
  /// waited for as well, and one that is connected, or connected again by its supervision, is left alone. Those that
  /// connect remain so when others fail; states() says which.
  /// @par Completes when each is connected, or has failed for good. A supervised server fails for good only when it
  ///   refuses the user, or its policy's attempts are used up: where one may be down for long, see connect_any().
  /// @par Handler signature `void(error_code)`
  /// @par Errors That of the first server that failed, in the order in which they were added, as manager::connect();
  ///   `errc::disconnected` when the last handle goes away.
  /// @par Cancellation All types: ends the attempts that no other operation waits for; `operation_aborted`.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<void> connect() const;
  /// connect() for any completion token.
  /// @param token the completion token.
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_connect(Token&& token) const {
    constexpr bool fits = detail::is_token_for<Token, void(boost::system::error_code)>;
    static_assert(fits, "the handler of async_connect() takes (ami::error_code)");
    if constexpr (fits) {
      return operate<Token>(detail::cluster_operation::connect, std::nullopt, token);
    }
  }

  /// The same, but completes as soon as any server is connected; the attempts to connect the others go on.
  /// @par Errors When all have failed, that of the first; `errc::not_connected` without servers.
  /// @par Handler signature, cancellation As connect().
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<void> connect_any() const;
  /// connect_any() for any completion token.
  /// @param token the completion token.
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_connect_any(Token&& token) const {
    constexpr bool fits = detail::is_token_for<Token, void(boost::system::error_code)>;
    static_assert(fits, "the handler of async_connect_any() takes (ami::error_code)");
    if constexpr (fits) {
      return operate<Token>(detail::cluster_operation::connect_any, std::nullopt, token);
    }
  }

  /// Disconnects all servers, as manager::disconnect() does, all at the same time; connects in progress are given up.
  /// The streams that there are end after what is buffered, and so do live states. The servers stay in the cluster.
  /// @param limit how long to wait for a server at most; default: each server's `options::disconnect_timeout`.
  /// @par Completes when all connections are closed.
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
    constexpr bool fits = detail::is_token_for<Token, void(boost::system::error_code)>;
    static_assert(fits, "the handler of async_disconnect() takes (ami::error_code)");
    if constexpr (fits) {
      return operate<Token>(detail::cluster_operation::disconnect, std::nullopt, token);
    }
  }
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_disconnect(time_span limit, Token&& token) const {
    constexpr bool fits = detail::is_token_for<Token, void(boost::system::error_code)>;
    static_assert(fits, "the handler of async_disconnect() takes (ami::error_code)");
    if constexpr (fits) {
      return operate<Token>(detail::cluster_operation::disconnect, limit, token);
    }
  }

  /// Waits until each server that is in the cluster now was connected at some time since; connects none.
  /// @par Handler signature `void(error_code)`
  /// @par Errors `errc::disconnected` when the last handle goes away, or a server is removed.
  /// @par Cancellation All types: completes with `operation_aborted`, and changes nothing.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<void> wait_for_all() const;
  /// wait_for_all() for any completion token.
  /// @param token the completion token.
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_wait_for_all(Token&& token) const {
    constexpr bool fits = detail::is_token_for<Token, void(boost::system::error_code)>;
    static_assert(fits, "the handler of async_wait_for_all() takes (ami::error_code)");
    if constexpr (fits) {
      return operate<Token>(detail::cluster_operation::wait_for_all, std::nullopt, token);
    }
  }

  /// Waits until a server is connected, of those that are in the cluster now; connects none.
  /// @par Errors `errc::not_connected` without servers, `errc::disconnected` when the last handle goes away.
  /// @par Handler signature, cancellation As wait_for_all().
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<void> wait_for_any() const;
  /// wait_for_any() for any completion token.
  /// @param token the completion token.
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_wait_for_any(Token&& token) const {
    constexpr bool fits = detail::is_token_for<Token, void(boost::system::error_code)>;
    static_assert(fits, "the handler of async_wait_for_any() takes (ami::error_code)");
    if constexpr (fits) {
      return operate<Token>(detail::cluster_operation::wait_for_any, std::nullopt, token);
    }
  }

  /// Sends an action to one server that is connected. It goes to another server only when it is certain that none has
  /// acted upon it, and when another server may: never sent (`errc::not_connected`, `errc::not_sent`,
  /// `errc::queue_full`), refused by a server that is shutting down (`errc::shutting_down`), or by one that has not
  /// loaded the module (`errc::module_not_loaded`). One whose outcome is unknown is never sent again; one that was
  /// rejected otherwise is answered.
  /// @param value the action; copied.
  /// @param order which server is tried first, and in which order the others after it; see ami::pick.
  /// @param options as for manager::send_action(); the timeout is for all attempts together, and nobody waits for a
  ///   connection.
  /// @par Completes when the reply is there, or the action failed.
  /// @par Handler signature `void(error_code, server_reply<reply_type>)`. Without a token: throws `ami::error`, whose
  ///   what() begins with the server's name.
  /// @par Errors `errc::not_connected` when no server is connected; else as manager::send_action().
  /// @par Cancellation As manager::send_action(), and no other server is tried.
  template <std::derived_from<action> Action>
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<server_reply<typename Action::reply_type>>
  send_any(const Action& value, pick order = pick::round_robin, send_options options = {}) const {
    return async_send_any(value, order, options, detail::make_default_token());
  }
  /// send_any() for any completion token.
  /// @param value, order, options as for send_any().
  /// @param token the completion token.
  template <std::derived_from<action> Action, class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_send_any(const Action& value, Token&& token) const {
    return async_send_any(value, pick::round_robin, send_options{}, std::forward<Token>(token));
  }
  template <std::derived_from<action> Action, class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_send_any(const Action& value, send_options options,
                                                                          Token&& token) const {
    return async_send_any(value, pick::round_robin, options, std::forward<Token>(token));
  }
  template <std::derived_from<action> Action, class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_send_any(const Action& value, pick order,
                                                                          Token&& token) const {
    return async_send_any(value, order, send_options{}, std::forward<Token>(token));
  }
  template <std::derived_from<action> Action, class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_send_any(const Action& value, pick order,
                                                                          send_options options, Token&& token) const {
    using result = server_reply<typename Action::reply_type>;
    constexpr bool fits = detail::is_token_for<Token, void(boost::system::error_code, result)>;
    static_assert(fits, "the handler of async_send_any() takes (ami::error_code, ami::server_reply<reply>), where the "
                        "reply is the reply_type of the action, or ami::reply");
    if constexpr (fits) {
      return request<result, Token>(detail::cluster_request{value, options, order}, token);
    }
  }

  /// Sends an action to all servers at the same time, and waits for all; those that are not connected answer at once
  /// with `errc::not_connected`, unless they are to wait for a connection.
  /// @param value the action; copied.
  /// @param options as for manager::send_action(), for each.
  /// @par Completes when the last answer is there, or its timeout has passed.
  /// @par Handler signature `void(error_code, std::vector<server_reply<reply_type>>)`: one for each server, in the
  ///   order in which they were added. What a server could not do is in its own server_reply::error().
  /// @par Errors None but cancellation.
  /// @par Cancellation As manager::send_action() for each; completes with `operation_aborted`, and the answers.
  template <std::derived_from<action> Action>
  [[nodiscard(
      "await it, or nothing happens")]] boost::asio::awaitable<std::vector<server_reply<typename Action::reply_type>>>
  send_all(const Action& value, send_options options = {}) const {
    return async_send_all(value, options, detail::make_default_token());
  }
  /// send_all() for any completion token.
  /// @param value, options as for send_all().
  /// @param token the completion token.
  template <std::derived_from<action> Action, class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_send_all(const Action& value, Token&& token) const {
    return async_send_all(value, send_options{}, std::forward<Token>(token));
  }
  template <std::derived_from<action> Action, class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_send_all(const Action& value, send_options options,
                                                                          Token&& token) const {
    using result = std::vector<server_reply<typename Action::reply_type>>;
    constexpr bool fits = detail::is_token_for<Token, void(boost::system::error_code, result)>;
    static_assert(fits, "the handler of async_send_all() takes (ami::error_code, "
                        "std::vector<ami::server_reply<reply>>), where the reply is the reply_type of the action, or "
                        "ami::reply");
    if constexpr (fits) {
      return request<result, Token>(detail::cluster_request{value, options, std::nullopt}, token);
    }
  }

  /// Subscribes to the events of these types of all servers, those that are added later included; without types, to
  /// all. The stream sees what arrives after this function returned. See cluster_stream.
  /// @tparam Types the types of events, kinds of them, and lists (`ami/event_types.hpp`); the gaps come in any case.
  /// @param options capacity() and max_bytes() are for each server, so that a server that floods pushes out only its
  ///   own events. Predicate and key run on the connections' strands: for several servers at the same time.
  template <typed_event... Types>
  typename detail::type_list_of<Types...>::cluster_stream_type subscribe(const subscribe_options& options = {}) const {
    using types = detail::type_list_of<Types...>;
    return typename types::cluster_stream_type{detail::subscribe(*state_, types::filters::all, options)};
  }

private:
  friend class cluster_live_state;

  template <class Token>
  auto operate(detail::cluster_operation operation, std::optional<options::duration> limit,
               std::remove_reference_t<Token>& token) const {
    return boost::asio::async_initiate<Token, void(boost::system::error_code)>(detail::initiate_operation{state_},
                                                                               token, operation, limit);
  }
  template <class Result, class Token>
  auto request(detail::cluster_request asked, std::remove_reference_t<Token>& token) const {
    return boost::asio::async_initiate<Token, void(boost::system::error_code, Result)>(
        detail::initiate_request<Result>{state_}, token, std::move(asked));
  }

  std::shared_ptr<detail::cluster_state> state_;
  std::shared_ptr<void> guard_;
};

}  // namespace ami
