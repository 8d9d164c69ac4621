// ami::cluster: many managers as one.
#pragma once

#include <ami/action.hpp>
#include <ami/cluster_stream.hpp>
#include <ami/config.hpp>
#include <ami/connection_state.hpp>
#include <ami/detail/adapted_handler.hpp>
#include <ami/detail/operations.hpp>
#include <ami/detail/token.hpp>
#include <ami/error.hpp>
#include <ami/event_stream.hpp>
#include <ami/manager.hpp>
#include <ami/options.hpp>
#include <ami/reply.hpp>
#include <ami/server_choice.hpp>
#include <ami/time_span.hpp>
#include <ami/with_details.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>

#include <array>
#include <concepts>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ami {

/// What one server of a cluster answered.
/// @tparam Reply the action's `reply_type`.
template <class Reply>
class server_reply {
public:
  server_reply() noexcept {}
  server_reply(std::string server, boost::system::error_code error, Reply reply)
      : server_{std::move(server)}, error_{error}, reply_{std::move(reply)} {}

  /// The server's name in the cluster; empty when no server was tried.
  [[nodiscard]] const std::string& server() const& noexcept { return server_; }
  const std::string& server() const&& = delete;
  /// Why it failed; none when the server accepted the action. As the error of manager::send_action().
  [[nodiscard]] boost::system::error_code error() const noexcept { return error_; }
  /// The reply; its outcome() says how far the action got when there is an error.
  [[nodiscard]] const Reply& reply() const& noexcept { return reply_; }
  [[nodiscard]] Reply reply() const&& { return reply_; }

private:
  std::string server_;
  boost::system::error_code error_;
  Reply reply_;
};

/// How one server of a cluster does.
class server_status {
public:
  server_status(std::string name, connection_state state, boost::system::error_code error)
      : name_{std::move(name)}, error_{error}, state_{state} {}

  [[nodiscard]] const std::string& name() const& noexcept { return name_; }
  const std::string& name() const&& = delete;
  [[nodiscard]] connection_state state() const noexcept { return state_; }
  /// Why the cluster's last attempt to connect it failed; none when it succeeded, or is not over.
  [[nodiscard]] boost::system::error_code error() const noexcept { return error_; }

private:
  std::string name_;
  boost::system::error_code error_;
  connection_state state_;
};

namespace detail {

class cluster_state;

using server_answer = server_reply<reply>;
/// What every operation of a cluster completes with.
using answers_handler =
    boost::asio::any_completion_handler<void(boost::system::error_code, std::vector<server_answer>)>;

enum class cluster_operation : std::uint8_t { connect, connect_any, disconnect, wait_for_all, wait_for_any };

// An action for some server: a copy, since its bytes depend on the connection.
class AMI_DECL cluster_request {
public:
  // Without `order`: for all servers.
  cluster_request(const action& value, const send_options& options, std::optional<pick> order);

  const std::shared_ptr<const action>& value() const noexcept { return value_; }
  const send_options& options() const noexcept { return options_; }
  std::optional<pick> order() const noexcept { return order_; }

private:
  std::shared_ptr<const action> value_;
  send_options options_;
  std::optional<pick> order_;
};

// By value, as for a manager: another thread may complete what has begun, and what that resumes may destroy the rest.
AMI_DECL void start_operation(std::shared_ptr<cluster_state> owner, cluster_operation operation,
                              std::optional<options::duration> limit, answers_handler handler);
AMI_DECL void start_request(std::shared_ptr<cluster_state> owner, cluster_request request, answers_handler handler);

// What is known of a failure: the server's name, and its words. Null when there is no error.
AMI_DECL std::exception_ptr make_failure(error_code error, const std::vector<server_answer>& answers,
                                         std::string_view name) noexcept;
AMI_DECL std::string_view name_of(cluster_operation operation) noexcept;

template <class Reply>
server_reply<Reply> convert_answer(server_answer&& answer) {
  if constexpr (std::same_as<Reply, reply>) {
    return std::move(answer);
  } else {
    return server_reply<Reply>{answer.server(), answer.error(), Reply{answer.reply()}};
  }
}

template <class Reply>
std::vector<server_reply<Reply>> convert_answers(std::vector<server_answer>&& answers) {
  std::vector<server_reply<Reply>> result;
  result.reserve(answers.size());
  for (server_answer& answer : answers) {
    result.push_back(convert_answer<Reply>(std::move(answer)));
  }
  return result;
}

// The answers as `Result`: all, or the first.
template <class Result>
class convert_to;
template <class Reply>
class convert_to<server_reply<Reply>> {
public:
  static server_reply<Reply> from(std::vector<server_answer>&& answers) {
    return answers.empty() ? server_reply<Reply>{} : convert_answer<Reply>(std::move(answers.front()));
  }
};
template <class Reply>
class convert_to<std::vector<server_reply<Reply>>> {
public:
  static std::vector<server_reply<Reply>> from(std::vector<server_answer>&& answers) {
    return convert_answers<Reply>(std::move(answers));
  }
};

class initiate_operation {
public:
  explicit initiate_operation(std::shared_ptr<cluster_state> owner) noexcept : owner_{std::move(owner)} {}

  template <class Handler>
  void operator()(Handler handler, cluster_operation operation, std::optional<options::duration> limit) const {
    auto complete = [operation](Handler ready, error_code error, const std::vector<server_answer>& answers) {
      complete_with(std::move(ready), error, [&] { return make_failure(error, answers, name_of(operation)); });
    };
    start_operation(owner_, operation, limit, adapted_handler{std::move(handler), std::move(complete)});
  }

private:
  std::shared_ptr<cluster_state> owner_;
};

template <class Result>
class initiate_request {
public:
  explicit initiate_request(std::shared_ptr<cluster_state> owner) noexcept : owner_{std::move(owner)} {}

  template <class Handler>
  void operator()(Handler handler, const cluster_request& request) const {
    auto complete = [value = request.value()](Handler ready, error_code error, std::vector<server_answer> answers) {
      if constexpr (takes_details<Handler>) {
        auto failure = make_failure(error, answers, value->name());
        std::move(ready)(std::move(failure), convert_to<Result>::from(std::move(answers)));
      } else {
        std::move(ready)(error, convert_to<Result>::from(std::move(answers)));
      }
    };
    start_request(owner_, request, adapted_handler{std::move(handler), std::move(complete)});
  }

private:
  std::shared_ptr<cluster_state> owner_;
};

// No filters: all events.
AMI_DECL std::shared_ptr<merged_stream> subscribe(cluster_state& owner, std::span<const event_filter> filters,
                                                  const subscribe_options& options);

}  // namespace detail

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
  /// @param name what it is called in the cluster, for example in server_event::server().
  /// @returns its manager, as server() does.
  /// @par Errors Throws `std::invalid_argument` when there is a server of that name. Bad options are found by
  /// connect().
  manager add(std::string name, options settings);
  /// Removes a server. What its streams have buffered can still be read. Its connection is closed, unless somebody else
  /// holds its manager.
  /// @returns false when there is none of that name.
  bool remove(std::string_view name);

  /// The manager of a server: for an action to this server, a stream of its own, or to connect it alone.
  /// @par Errors Throws `std::out_of_range` when there is none of that name.
  [[nodiscard]] manager server(std::string_view name) const;
  /// The same without exceptions.
  [[nodiscard]] std::optional<manager> find(std::string_view name) const;
  /// The names, in the order in which they were added.
  [[nodiscard]] std::vector<std::string> names() const;
  /// How the servers do, in the order in which they were added.
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
  /// The streams that there are end after what is buffered. The servers stay in the cluster.
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
  /// acted upon it: never sent (`errc::not_connected`, `errc::not_sent`, `errc::queue_full`), or refused by a server
  /// that is shutting down (`errc::shutting_down`). One whose outcome is unknown is never sent again; one that was
  /// rejected otherwise is answered.
  /// @param value the action; copied.
  /// @param order which server is tried first, and in which order the others after it.
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
  /// order
  ///   in which they were added. What a server could not do is in its own server_reply::error().
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
  /// all. See cluster_stream.
  /// @param options capacity() and max_bytes() are for each server, so that a server that floods pushes out only its
  /// own
  ///   events. Predicate and key run on the connections' strands: for several servers at the same time.
  template <typed_event... Types>
  cluster_stream<Types...> subscribe(const subscribe_options& options = {}) const {
    static constexpr std::array<detail::event_filter, sizeof...(Types)> filters{detail::event_filter::of<Types>()...};
    return cluster_stream<Types...>{detail::subscribe(*state_, filters, options)};
  }

private:
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
