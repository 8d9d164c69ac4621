#include "wallboard/action_desk.hpp"

#include <ami/actions/channel.hpp>
#include <ami/actions/queue.hpp>
#include <ami/json.hpp>
#include <ami/manager.hpp>
#include <ami/send_options.hpp>
#include <ami/with_details.hpp>

#include <boost/asio/use_future.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <variant>

namespace wallboard {

namespace actions = ami::actions;
namespace asio = boost::asio;
namespace json = boost::json;
using namespace std::chrono_literals;

namespace {

constexpr auto longest_answer = 10s;

// Hours of a busy page.
constexpr std::size_t answers_kept = 1000;
// Each holds a thread of the HTTP server until its PBX has answered.
constexpr std::size_t most_under_way = 16;

action_answer answer(int status, std::string_view message, const json::value& reply = nullptr) {
  json::object body{{"ok", status == 200}, {"message", ami::to_json_text(message)}};
  if (!reply.is_null()) {
    body["reply"] = reply;
  }
  return {status, json::serialize(body)};
}

// The action of a request. Channels are named by their Uniqueid, which never changes, and which one of the snapshot
// cannot be mistaken for a pattern.
ami::action action_of(const originate_request& request) {
  // Asynchronous: else the connection would wait for the telephone, and its events with it.
  return actions::originate{request.channel}.exten(request.exten).context(request.context).priority(1).async(true);
}

ami::action action_of(const hangup_request& request) {
  return actions::hangup{request.uniqueid};
}

ami::action action_of(const transfer_request& request) {
  return actions::redirect{request.uniqueid, request.context, request.exten};
}

ami::action action_of(const pause_request& request) {
  actions::queue_pause pause{request.interface, request.paused};
  if (!request.queue.empty()) {
    pause.queue(request.queue);
  }
  if (!request.reason.empty()) {
    pause.reason(request.reason);
  }
  return pause;
}

// The channel that a request is about; empty when it is about none.
std::string_view channel_of(const action_request& request) {
  if (const auto* hangup = std::get_if<hangup_request>(&request.parameters)) {
    return hangup->uniqueid;
  }
  if (const auto* transfer = std::get_if<transfer_request>(&request.parameters)) {
    return transfer->uniqueid;
  }
  return {};
}

}  // namespace

action_answer answer_to(const ami::error_code& error, const ami::reply& reply) {
  const auto reply_json = ami::to_json(reply, ami::json_options{}.typed());
  const std::string said{reply.message().empty() ? reply.detail() : reply.message()};
  if (!error) {
    return answer(200, said, reply_json);
  }
  const std::string why = said.empty() ? error.message() : fmt::format("{}: {}", error.message(), said);
  switch (reply.outcome()) {
  case ami::outcome::rejected: return answer(422, reply.message().empty() ? why : said, reply_json);
  case ami::outcome::never_sent:
    if (error == ami::errc::invalid_header || error == ami::errc::action_line_too_long) {
      return answer(400, why);
    }
    return answer(503, fmt::format("not done: {}", why));
  case ami::outcome::accepted:
  case ami::outcome::unknown: break;
  }
  return answer(504, fmt::format("it may have happened, or not: {}", why));
}

action_desk::action_desk(const ami::cluster& pbxs, const ami::cluster_live_state& live)
    : pbxs_{pbxs}, live_{live}, requests_{answers_kept, most_under_way} {}

answered_requests::answer action_desk::perform(std::string_view body) {
  const auto read = read_action_request(body);
  answered_requests::answer result;
  std::string action = "malformed";
  if (const auto* problem = std::get_if<request_problem>(&read)) {
    result = std::make_shared<const action_answer>(answer(400, problem->text));
  } else {
    const auto& request = std::get<action_request>(read);
    action = request.action;
    result = perform(request, body);
  }
  const std::lock_guard lock{mutex_};
  ++counts_[{action, result->status}];
  return result;
}

answered_requests::answer action_desk::perform(const action_request& request, std::string_view body) {
  {
    std::unique_lock lock{mutex_};
    switch (requests_.begin(request.id, body)) {
    case answered_requests::standing::answered: return requests_.find(request.id);
    case answered_requests::standing::under_way: {
      answered_requests::answer first;
      answered_.wait(lock, [&] { return (first = requests_.find(request.id)) != nullptr; });
      return first;
    }
    case answered_requests::standing::other:
      return std::make_shared<const action_answer>(answer(400, "the field \"request\" is that of another request"));
    case answered_requests::standing::too_many:
      return std::make_shared<const action_answer>(answer(503, "not done: too many actions are under way"));
    case answered_requests::standing::first: break;
    }
  }
  const auto result = std::make_shared<const action_answer>(send(request));
  {
    const std::lock_guard lock{mutex_};
    requests_.finish(request.id, result);
  }
  answered_.notify_all();
  return result;
}

action_answer action_desk::send(const action_request& request) const {
  const auto server = pbxs_.find(request.server);
  if (!server) {
    return answer(404, "there is no such server");
  }
  if (const auto channel = channel_of(request); !channel.empty()) {
    const ami::live_snapshot now = live_.snapshot(request.server);
    if (now.channel(channel) == nullptr) {
      return answer(404, "there is no such channel any more");
    }
  }
  const ami::action action =
      std::visit([](const auto& parameters) { return action_of(parameters); }, request.parameters);
  try {
    const auto reply = server
                           ->async_send_action(action, ami::send_options{longest_answer}.wait_for_connection(0s),
                                               ami::with_details(asio::use_future))
                           .get();
    return answer_to({}, reply);
  } catch (const ami::error& failure) {
    return answer_to(failure.code(), failure.reply());
  }
}

std::map<std::pair<std::string, int>, std::uint64_t> action_desk::counts() const {
  const std::lock_guard lock{mutex_};
  return counts_;
}

}  // namespace wallboard
