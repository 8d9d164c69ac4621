#include "amictl/action_report.hpp"

#include "amictl/tool.hpp"

#include <ami/error.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <tuple>
#include <utility>

namespace asio = boost::asio;

namespace amictl {

namespace {

int exit_weight_of(exit_code code) noexcept {
  switch (code) {
  case exit_code::success: return 0;
  case exit_code::negative: return 1;
  case exit_code::usage: return 2;
  case exit_code::login_refused: return 3;
  case exit_code::not_connected: return 4;
  case exit_code::outcome_unknown: return 5;
  case exit_code::interrupted: return 6;
  }
  return 0;
}

asio::awaitable<exit_code> send_to_only_server(ami::manager pbx, ami::action action, action_subject subject,
                                               tool& shared) {
  co_await connect(pbx, subject.server);
  const exit_code code = co_await send_and_report(pbx, std::move(action), std::move(subject), shared);
  shared.out.flush();
  co_await pbx.disconnect();
  co_return code;
}

}  // namespace

exit_code worse_of(exit_code first, exit_code second) noexcept {
  return exit_weight_of(second) > exit_weight_of(first) ? second : first;
}

exit_code report_answer(tool& shared, const action_subject& subject, const std::string& action, ami::error_code failure,
                        const ami::reply& reply) {
  std::string message{reply.message()};
  const bool harmless = failure && !subject.harmless.empty() && message == subject.harmless;
  const exit_code code = harmless ? exit_code::success : exit_code_of(failure);
  if (message.empty() && failure) {
    message = failure.message();
  }
  if (shared.out.json()) {
    boost::json::object values{{"server", as_utf8(subject.server)}};
    for (const auto& member : subject.about) {
      values[member.key()] = member.value();
    }
    values["action"] = as_utf8(action);
    values["outcome"] = ami::to_string(reply.outcome());
    values["message"] = as_utf8(message);
    shared.out.line(std::move(values));
    return code;
  }
  if (failure && reply.outcome() != ami::outcome::rejected) {
    message += ": it may have been done";
  }
  tone colour = tone::good;
  if (failure) {
    colour = harmless ? tone::plain : code == exit_code::negative ? tone::bad : tone::warning;
  }
  shared.out.line(fmt::format("{}: {}", shown(subject.name), shared.out.in(colour, shown(message))));
  return code;
}

asio::awaitable<exit_code> send_and_report(ami::manager pbx, ami::action action, action_subject subject, tool& shared) {
  const auto executor = co_await asio::this_coro::executor;
  const progress shown_progress{executor,
                                fmt::format("{}: waiting for the answer to {}", subject.server, action.name())};
  auto result = co_await pbx.async_send_action(action, asio::as_tuple(asio::use_awaitable));
  const ami::error_code failure = std::get<0>(result);
  const ami::reply& reply = std::get<1>(result);
  if (failure && reply.outcome() == ami::outcome::never_sent) {
    throw ami::error{failure, subject.server, reply};
  }
  co_return report_answer(shared, subject, std::string{action.name()}, failure, reply);
}

exit_code run_one_action(ami::action action, std::string name, boost::json::object about, tool& shared) {
  const target server = shared.connection.only_target();
  return run_coroutine([&](const asio::any_io_executor& executor) {
    ami::options options = server.options;
    options.event_mask("off");
    action_subject subject{server.name, std::move(name), std::move(about), {}};
    return send_to_only_server(ami::manager{executor, std::move(options)}, std::move(action), std::move(subject),
                               shared);
  });
}

}  // namespace amictl
