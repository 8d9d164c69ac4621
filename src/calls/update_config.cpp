#include "session/config_parts.hpp"

#include <ami/actions/core.hpp>
#include <ami/detail/failure.hpp>
#include <ami/event_stream.hpp>
#include <ami/update_config.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace asio = boost::asio;

namespace ami {

update_config_error::update_config_error(error_code code, const std::string& detail, const ami::reply& given,
                                         ami::outcome outcome)
    : error{code, detail, outcome, given}, cause_{code} {}

namespace detail {

namespace {

std::string numbers(std::size_t first, std::size_t last) {
  return first < last    ? "changes " + std::to_string(first) + " to " + std::to_string(last)
         : first == last ? "change " + std::to_string(first)
                         : "no change";
}

// All that the coroutine does between its awaits: exceptions and texts are made in ordinary functions.
class config_operation {
public:
  config_operation(manager pbx, const actions::update_config& changes, send_options limits)
      : pbx_{std::move(pbx)}, limits_{limits}, plan_{plan_config_update(changes)} {}

  // Throws when the changes cannot be sent.
  void begin() {
    if (plan_.error) {
      throw update_config_error{plan_.error, "UpdateConfig: " + plan_.detail, reply{}, outcome::never_sent};
    }
    losses_.emplace(pbx_.subscribe<connection_lost>());
  }
  bool is_done() const noexcept { return next_ == plan_.parts.size(); }

  // Cancelled when nothing was waited for: else Asio would throw what says nothing of the parts that are done.
  void look_at(asio::cancellation_type cancelled) const {
    if (next_ != 0 && cancelled != asio::cancellation_type::none) {
      fail(asio::error::operation_aborted, reply{}, {});
    }
  }

  // Whether a connection has to be waited for, since there was none for the first of several parts. All of them go to
  // one connection, so that none may wait for another one itself: whether the first part was answered before the
  // connection ended, or was written only to the next one, could not be told afterwards.
  bool waits() const noexcept { return waits_; }

  // Any action waits for a connection as the options and the limits have it; this one changes nothing.
  asio::awaitable<std::tuple<error_code, reply>> wait() {
    return pbx_.async_send_action(static_cast<const action&>(actions::ping{}), limits_,
                                  asio::as_tuple(asio::use_awaitable));
  }

  void waited(const std::tuple<error_code, reply>& result) {
    waits_ = false;
    ++count_of_waits_;
    const reply& given = std::get<1>(result);
    const error_code error = std::get<0>(result);
    // A ping that was rejected was answered, which will do.
    if (error && given.outcome() != outcome::rejected) {
      const bool is_known = given.outcome() == outcome::never_sent || error == asio::error::operation_aborted;
      fail(is_known ? error : make_error_code(errc::not_sent), outcome::never_sent, reply{},
           is_known ? "" : "the connection that was waited for answers no Ping");
    }
  }

  asio::awaitable<std::tuple<error_code, reply>> send() {
    send_options limits = limits_;
    if (has_several_parts()) {
      const bool lost = was_lost();
      if (lost && next_ != 0) {
        fail(errc::not_sent, reply{}, "the connection ended between two parts");
      }
      limits.wait_for_connection(options::duration::zero());
    }
    return pbx_.async_send_action(static_cast<const action&>(plan_.parts[next_].action), limits,
                                  asio::as_tuple(asio::use_awaitable));
  }

  void ended(const std::tuple<error_code, reply>& result) {
    const reply& given = std::get<1>(result);
    if (const error_code error = std::get<0>(result)) {
      constexpr int most_waits = 3;
      const bool had_no_connection = error == errc::not_sent || error == errc::not_connected;
      if (has_several_parts() && next_ == 0 && had_no_connection && count_of_waits_ < most_waits) {
        waits_ = true;
        return;
      }
      fail(error, given, words_of(given));
    }
    last_ = given;
    ++next_;
  }

  const reply& last() const noexcept { return last_; }

private:
  bool has_several_parts() const noexcept { return plan_.parts.size() > 1; }

  // Since the last call.
  bool was_lost() {
    bool result = false;
    while (const auto change = losses_->try_next()) {
      result = result || change->is<connection_lost>();
    }
    return result;
  }

  [[noreturn]] void fail(error_code cause, const reply& given, std::string_view words) const {
    fail(cause, given.outcome(), given, words);
  }

  // `end`: how far the part got. `words`: what the server or the library says about the cause.
  [[noreturn]] void fail(error_code cause, outcome end, const reply& given, std::string_view words) const {
    constexpr std::string_view name = "UpdateConfig";
    // The library's own words begin with the action's name.
    if (words.starts_with(name)) {
      words.remove_prefix(name.size());
      words.remove_prefix(words.starts_with(": ") ? 2 : 0);
    }
    const config_part& part = plan_.parts[next_];
    const std::size_t made = part.first - 1;
    const bool cancelled = cause == asio::error::operation_aborted;
    std::string text{name};
    if (plan_.parts.size() > 1) {
      text += ", part " + std::to_string(next_ + 1) + " of " + std::to_string(plan_.parts.size()) + " (" +
              numbers(part.first, part.last) + ")";
    }
    if (!words.empty()) {
      text.append(": ").append(words);
    }
    if (made != 0) {
      // Else the code's own text is the cause.
      if (!cancelled) {
        text.append(words.empty() ? ": " : ", ").append(cause.message());
      }
      text.append("; ").append(numbers(1, made)).append(made == 1 ? " is made" : " are made");
    }
    const error_code code = made == 0 || cancelled ? cause : make_error_code(errc::config_partly_updated);
    update_config_error failure{code, text, given, made == 0 ? end : outcome::unknown};
    failure.set_part(cause, next_ + 1, plan_.parts.size());
    failure.set_changes(part.first, part.last, made);
    throw failure;
  }

  manager pbx_;
  send_options limits_;
  config_plan plan_;
  std::size_t next_ = 0;
  int count_of_waits_ = 0;
  bool waits_ = false;
  reply last_;
  std::optional<event_stream<connection_lost>> losses_;
};

asio::awaitable<reply> run(std::shared_ptr<config_operation> operation) {
  operation->begin();
  while (!operation->is_done()) {
    const auto state = co_await asio::this_coro::cancellation_state;
    operation->look_at(state.cancelled());
    if (operation->waits()) {
      auto waiting = operation->wait();
      const auto connected = co_await std::move(waiting);
      operation->waited(connected);
    }
    auto sending = operation->send();
    const auto result = co_await std::move(sending);
    operation->ended(result);
  }
  co_return operation->last();
}

}  // namespace

}  // namespace detail

asio::awaitable<reply> update_config(const manager& pbx, actions::update_config changes, send_options limits) {
  return detail::run(std::make_shared<detail::config_operation>(pbx, changes, limits));
}

}  // namespace ami
