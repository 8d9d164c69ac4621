#include "config_parts.hpp"

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
  config_operation(const manager& pbx, const actions::update_config& changes, send_options limits)
      : pbx_{pbx}, limits_{limits}, plan_{plan_config_update(changes)} {}

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

  asio::awaitable<std::tuple<error_code, reply>> send() {
    if (next_ != 0) {
      if (was_lost()) {
        fail(errc::not_sent, reply{}, "the connection ended between two parts");
      }
      // A connection that is made meanwhile may be to another server.
      limits_.wait_for_connection(options::duration::zero());
    }
    return pbx_.send_action(static_cast<const action&>(plan_.parts[next_].action), limits_,
                            asio::as_tuple(asio::use_awaitable));
  }

  void ended(const std::tuple<error_code, reply>& result) {
    const reply& given = std::get<1>(result);
    if (const error_code error = std::get<0>(result)) {
      fail(error, given, given.detail().empty() ? given.message() : given.detail());
    }
    last_ = given;
    ++next_;
  }

  const reply& last() const noexcept { return last_; }

private:
  bool was_lost() {
    while (const auto change = losses_->try_next()) {
      if (change->is<connection_lost>()) {
        return true;
      }
    }
    return false;
  }

  // `words`: what the server or the library says about the cause.
  [[noreturn]] void fail(error_code cause, const reply& given, std::string_view words) const {
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
    update_config_error failure{code, text, given, made == 0 ? given.outcome() : outcome::unknown};
    failure.set_part(cause, next_ + 1, plan_.parts.size());
    failure.set_changes(part.first, part.last, made);
    throw failure;
  }

  manager pbx_;
  send_options limits_;
  config_plan plan_;
  std::size_t next_ = 0;
  reply last_;
  std::optional<event_stream<connection_lost>> losses_;
};

asio::awaitable<reply> run(std::shared_ptr<config_operation> operation) {
  operation->begin();
  while (!operation->is_done()) {
    const auto state = co_await asio::this_coro::cancellation_state;
    operation->look_at(state.cancelled());
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
