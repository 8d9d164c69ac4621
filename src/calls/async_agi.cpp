#include "calls/agi_roster.hpp"
#include "calls/stream_access.hpp"
#include "session/agi_dialog.hpp"
#include "session/correlator.hpp"

#include <ami/actions/agi.hpp>
#include <ami/actions/core.hpp>
#include <ami/async_agi.hpp>
#include <ami/detail/failure.hpp>
#include <ami/events/channel.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <tuple>

namespace asio = boost::asio;

namespace ami::async_agi {

namespace detail {

namespace {

using start_stream = event_stream<events::async_agi_start, events::async_agi_end, events::hangup>;
using call_stream = event_stream<events::async_agi_exec, events::async_agi_end, events::hangup>;
using send_result = std::tuple<error_code, reply>;

constexpr std::size_t most_waiting_calls = 65536;
constexpr std::string_view break_command = "ASYNCAGI BREAK";

bool is_wanted(const std::function<bool(const events::async_agi_start&)>& wanted, const event& value) {
  if (!wanted) {
    return true;
  }
  try {
    return wanted(*value.get_if<events::async_agi_start>());
  } catch (...) {
    return true;
  }
}

start_stream subscribe_to_starts(manager& pbx, const std::shared_ptr<agi_roster>& roster,
                                 std::function<bool(const events::async_agi_start&)> wanted) {
  return pbx.subscribe<events::async_agi_start, events::async_agi_end, events::hangup>(
      subscribe_options{}.capacity(most_waiting_calls).where([roster, wanted = std::move(wanted)](const event& value) {
        if (value.is<events::async_agi_start>()) {
          if (!is_wanted(wanted, value)) {
            return false;
          }
          roster->started(value);
          return true;
        }
        roster->ended(value);
        return false;
      }));
}

call_stream subscribe_to_call(manager& pbx, std::string uniqueid, std::shared_ptr<agi_visit> visit) {
  return pbx.subscribe<events::async_agi_exec, events::async_agi_end, events::hangup>(
      subscribe_options{}.where([uniqueid = std::move(uniqueid), visit = std::move(visit)](const event& value) {
        if (!session::agi_dialog::concerns(value, uniqueid)) {
          return false;
        }
        if (!value.is<events::async_agi_exec>()) {
          visit->end_seen_by_call = true;
        }
        return true;
      }));
}

// What a failure of a command is called.
std::string name_of(const std::string& command) {
  return "AGI " + command.substr(0, command.find('"'));
}

[[noreturn]] void throw_error(error_code code, const std::string& command, std::string_view words, outcome reached) {
  throw ami::error{code, ami::detail::failure_text(name_of(command), words), response{}, reached};
}

[[noreturn]] void throw_sent(const send_result& sent, const std::string& command) {
  const reply& given = std::get<1>(sent);
  throw ami::error{std::get<0>(sent), ami::detail::failure_text(name_of(command), ami::detail::words_of(given)),
                   given.response(), given.outcome()};
}

}  // namespace

class call_state {
public:
  call_state(manager pbx, event start, std::shared_ptr<agi_visit> visit)
      : pbx_{std::move(pbx)}, start_{std::move(start)}, visit_{std::move(visit)},
        dialog_{std::string{start_.frame().first_line("Uniqueid")}, session::make_id_prefix()},
        variables_{parse_environment(start_.get_if<events::async_agi_start>()->env())}, stream_{subscribe_to_call(
                                                                                            pbx_, dialog_.uniqueid(),
                                                                                            visit_)} {}

  // The end came before the call's subscription. Certain only when the strand is not handling that event right now.
  bool missed_end() const noexcept { return visit_->ended && !visit_->end_seen_by_call; }

  void feed(const std::optional<call_stream::value_type>& value) {
    if (value) {
      dialog_.on_event(*value);
    } else {
      dialog_.end(stream_.end_reason());
    }
  }

  // Everything that came so far.
  void look() {
    const auto reason = stream_.end_reason();
    while (auto value = stream_.try_next()) {
      feed(value);
    }
    if (reason) {
      dialog_.end(reason);
    }
  }

  std::string begin(const std::string& text) {
    look();
    if (dialog_.ended()) {
      throw_error(dialog_.end_reason(), text, {}, outcome::never_sent);
    }
    if (dialog_.busy()) {
      throw_error(errc::already_waiting, text, {}, outcome::never_sent);
    }
    return dialog_.begin();
  }

  void check_sent(const send_result& sent, const std::string& text) {
    if (!std::get<0>(sent)) {
      return;
    }
    look();
    if (dialog_.end_reason() == errc::agi_ended && std::get<0>(sent) == outcome::rejected) {
      throw_error(errc::agi_ended, text, {}, outcome::rejected);
    }
    throw_sent(sent, text);
  }

  // The result, or nothing when it has not come.
  std::optional<result> take(const std::string& text) {
    look();
    auto answer = dialog_.take();
    if (!answer) {
      if (dialog_.ended()) {
        throw_interrupted(text);
      }
      return std::nullopt;
    }
    if (!answer->success()) {
      constexpr int dead_channel = 511;
      throw_error(answer->code() == dead_channel ? errc::agi_dead_channel : errc::agi_bad_command, text, answer->text(),
                  outcome::rejected);
    }
    return answer;
  }

  [[noreturn]] void throw_interrupted(const std::string& text) const {
    const error_code reason = dialog_.end_reason();
    if (reason == errc::agi_ended) {
      throw_error(errc::agi_interrupted, text, {}, outcome::unknown);
    }
    throw_error(errc::reply_lost, text, reason.message(), outcome::unknown);
  }

  void let_go() noexcept {
    try {
      look();
      if (!dialog_.ended() && !detached_ && !missed_end()) {
        pbx_.async_send_action(
            actions::agi{std::string{start_.frame().first_line("Channel")}, std::string{break_command}},
            asio::detached);
      }
    } catch (...) {  // no memory: then the channel stays in AsyncAGI
    }
    stream_.close();
  }

  manager pbx_;
  event start_;
  std::shared_ptr<agi_visit> visit_;
  session::agi_dialog dialog_;
  std::vector<std::pair<std::string, std::string>> variables_;
  call_stream stream_;
  bool detached_ = false;
};

asio::any_io_executor executor_of(const call_state& source) {
  return source.pbx_.get_executor();
}

class listener_state {
public:
  listener_state(manager pbx, std::function<bool(const events::async_agi_start&)> wanted)
      : pbx_{std::move(pbx)}, roster_{std::make_shared<agi_roster>()}, stream_{subscribe_to_starts(pbx_, roster_,
                                                                                                   std::move(wanted))} {
  }

  // The call that begins with this event; nothing for what is no beginning.
  std::optional<call> take(const start_stream::value_type& value) {
    if (value.is<connection_lost>()) {
      roster_->all_ended();
    }
    if (!value.is<events::async_agi_start>()) {
      return std::nullopt;
    }
    auto visit = roster_->claim(value);
    const bool over = visit->ended;
    auto state = std::make_shared<call_state>(pbx_, value, std::move(visit));
    if (over) {
      state->dialog_.end(errc::agi_ended);
    }
    return call{std::move(state)};
  }

  manager pbx_;
  std::shared_ptr<agi_roster> roster_;
  start_stream stream_;
};

using ami::detail::stream_access;
using ami::detail::take_result;

take_result take_value(listener_state& source, std::optional<call>& value) {
  value.reset();
  std::optional<start_stream::value_type> item;
  auto taken = take_result::item;
  while (!value && taken == take_result::item) {
    taken = take_value(*stream_access::source(source.stream_), item);
    if (taken == take_result::item) {
      value = source.take(*item);
    }
  }
  return taken;
}

void async_wait(std::shared_ptr<listener_state> source, ami::detail::wait_handler handler) {
  async_wait(stream_access::source(source->stream_), std::move(handler));
}

void close_source(listener_state& source) noexcept {
  source.stream_.close();
}

error_code end_reason_of(const listener_state& source) {
  return source.stream_.end_reason();
}

namespace {

// Nobody waits for the command's result any more, however that came.
class command_in_progress {
public:
  explicit command_in_progress(session::agi_dialog& dialog) noexcept : dialog_{dialog} {}
  command_in_progress(const command_in_progress&) = delete;
  command_in_progress& operator=(const command_in_progress&) = delete;
  ~command_in_progress() { dialog_.abandon(); }

private:
  session::agi_dialog& dialog_;
};

asio::awaitable<result> run(std::shared_ptr<call_state> self, std::string text) {
  actions::agi request{std::string{self->start_.frame().first_line("Channel")}, text};
  request.command_id(self->begin(text));
  const command_in_progress guard{self->dialog_};
  const send_result sent = co_await self->pbx_.async_send_action(request, asio::as_tuple(asio::use_awaitable));
  self->check_sent(sent, text);
  if (self->missed_end()) {
    // After another reply the strand is done with whatever event it was handling.
    const actions::ping fence;
    co_await self->pbx_.async_send_action(fence, asio::as_tuple(asio::use_awaitable));
    if (self->missed_end()) {
      self->dialog_.end(errc::agi_ended);
    }
  }
  for (;;) {
    if (auto answer = self->take(text)) {
      co_return std::move(*answer);
    }
    const auto value = co_await self->stream_.next();
    self->feed(value);
  }
}

void throw_failed(const std::string& text, const result& answer) {
  throw_error(errc::agi_failed, text, answer.text(), outcome::accepted);
}

// For the commands whose value says that they failed: below zero, or (`zero_fails`) zero.
asio::awaitable<result> run_checked(std::shared_ptr<call_state> self, std::string text, bool zero_fails = false) {
  result answer = co_await run(std::move(self), text);
  const auto value = answer.value();
  if (value && (*value < 0 || (zero_fails && *value == 0)) && !answer.data()) {
    throw_failed(text, answer);
  }
  co_return answer;
}

asio::awaitable<void> run_simple(std::shared_ptr<call_state> self, std::string text, bool zero_fails = false) {
  co_await run_checked(std::move(self), std::move(text), zero_fails);
}

asio::awaitable<std::optional<std::string>> run_for_data(std::shared_ptr<call_state> self, std::string text) {
  const result answer = co_await run_checked(std::move(self), std::move(text));
  co_return answer.data();
}

asio::awaitable<std::optional<char>> run_for_digit(std::shared_ptr<call_state> self, std::string text) {
  const result answer = co_await run_checked(std::move(self), std::move(text));
  const char digit = answer.digit();
  co_return digit != '\0' ? std::optional<char>{digit} : std::nullopt;
}

asio::awaitable<bool> run_for_truth(std::shared_ptr<call_state> self, std::string text) {
  const result answer = co_await run_checked(std::move(self), std::move(text));
  co_return answer.value() == 1;
}

bool is_end(const ami::error& failure) {
  return failure.code() == errc::agi_ended || failure.code() == errc::agi_interrupted;
}

asio::awaitable<void> leave(std::shared_ptr<call_state> self) {
  bool over = self->dialog_.ended();
  if (!over) {
    try {
      co_await run(self, std::string{break_command});
    } catch (const ami::error& failure) {
      if (!is_end(failure)) {
        throw;
      }
      over = true;
    }
  }
  self->look();
  while (!over && !self->dialog_.ended()) {
    const auto value = co_await self->stream_.next();
    self->feed(value);
  }
}

template <class... Arguments>
std::string command_text(std::string_view name, const Arguments&... arguments) {
  std::string text{name};
  (append_argument(text, arguments), ...);
  return text;
}

const event no_event;
const std::vector<std::pair<std::string, std::string>> no_variables;

}  // namespace

}  // namespace detail

using detail::command_text;

call::call() noexcept = default;
call::call(std::shared_ptr<detail::call_state> state) noexcept : state_{std::move(state)} {}
call::call(call&& other) noexcept = default;

call& call::operator=(call&& other) noexcept {
  if (this != &other) {
    let_go();
    state_ = std::move(other.state_);
  }
  return *this;
}

call::~call() {
  let_go();
}

void call::let_go() noexcept {
  if (state_) {
    state_->let_go();
    state_.reset();
  }
}

const event& call::start() const& noexcept {
  return state_ ? state_->start_ : detail::no_event;
}

std::string_view call::channel() const& noexcept {
  return start().frame().first_line("Channel");
}

std::string_view call::uniqueid() const& noexcept {
  return start().frame().first_line("Uniqueid");
}

const std::vector<std::pair<std::string, std::string>>& call::variables() const& noexcept {
  return state_ ? state_->variables_ : detail::no_variables;
}

std::string_view call::variable(std::string_view name) const& noexcept {
  const auto& all = variables();
  const auto found = std::ranges::find_if(all, [&](const auto& variable) { return variable.first == name; });
  return found != all.end() ? std::string_view{found->second} : std::string_view{};
}

bool call::ended() const {
  return !state_ || static_cast<bool>(end_reason());
}

boost::system::error_code call::end_reason() const {
  if (!state_) {
    return errc::agi_ended;
  }
  state_->look();
  if (!state_->dialog_.ended() && state_->missed_end()) {
    return errc::agi_ended;
  }
  return state_->dialog_.end_reason();
}

asio::awaitable<result> call::command(std::string text) {
  return detail::run(state_, std::move(text));
}

asio::awaitable<result> call::answer() {
  return detail::run_checked(state_, "ANSWER");
}

asio::awaitable<result> call::hangup() {
  return detail::run_checked(state_, "HANGUP");
}

asio::awaitable<result> call::exec(std::string application, std::string arguments) {
  return detail::run_checked(state_, arguments.empty() ? command_text("EXEC", application)
                                                       : command_text("EXEC", application, arguments));
}

asio::awaitable<std::optional<std::string>> call::get_variable(std::string name) {
  return detail::run_for_data(state_, command_text("GET VARIABLE", name));
}

asio::awaitable<std::optional<std::string>> call::get_full_variable(std::string expression) {
  return detail::run_for_data(state_, command_text("GET FULL VARIABLE", expression));
}

asio::awaitable<void> call::set_variable(std::string name, std::string value) {
  return detail::run_simple(state_, command_text("SET VARIABLE", name, value));
}

asio::awaitable<result> call::stream_file(std::string file, std::string escape_digits) {
  return detail::run_checked(state_, command_text("STREAM FILE", file, escape_digits));
}

asio::awaitable<result> call::get_data(std::string file, std::chrono::milliseconds timeout, int max_digits) {
  return detail::run_checked(
      state_, command_text("GET DATA", file, std::to_string(timeout.count()), std::to_string(max_digits)));
}

asio::awaitable<std::optional<char>> call::wait_for_digit(std::chrono::milliseconds timeout) {
  return detail::run_for_digit(state_, command_text("WAIT FOR DIGIT", std::to_string(timeout.count())));
}

asio::awaitable<result> call::record_file(std::string file, std::string format, std::string escape_digits,
                                          std::chrono::milliseconds timeout, bool beep) {
  std::string text = command_text("RECORD FILE", file, format, escape_digits, std::to_string(timeout.count()));
  if (beep) {
    text += " BEEP";
  }
  return detail::run_checked(state_, std::move(text));
}

asio::awaitable<result> call::say_digits(std::string digits, std::string escape_digits) {
  return detail::run_checked(state_, command_text("SAY DIGITS", digits, escape_digits));
}

asio::awaitable<result> call::say_number(std::int64_t number, std::string escape_digits) {
  return detail::run_checked(state_, command_text("SAY NUMBER", std::to_string(number), escape_digits));
}

asio::awaitable<result> call::say_alpha(std::string text, std::string escape_digits) {
  return detail::run_checked(state_, command_text("SAY ALPHA", text, escape_digits));
}

asio::awaitable<result> call::say_phonetic(std::string text, std::string escape_digits) {
  return detail::run_checked(state_, command_text("SAY PHONETIC", text, escape_digits));
}

asio::awaitable<std::optional<std::string>> call::database_get(std::string family, std::string key) {
  return detail::run_for_data(state_, command_text("DATABASE GET", family, key));
}

asio::awaitable<void> call::database_put(std::string family, std::string key, std::string value) {
  return detail::run_simple(state_, command_text("DATABASE PUT", family, key, value), true);
}

asio::awaitable<bool> call::database_del(std::string family, std::string key) {
  return detail::run_for_truth(state_, command_text("DATABASE DEL", family, key));
}

asio::awaitable<void> call::verbose(std::string text, int level) {
  return detail::run_simple(state_, command_text("VERBOSE", text, std::to_string(level)));
}

asio::awaitable<void> call::release() {
  return detail::leave(state_);
}

void call::detach() noexcept {
  if (state_) {
    state_->detached_ = true;
  }
}

listener::listener() noexcept : basic_stream{nullptr} {}
listener::listener(std::shared_ptr<detail::listener_state> state) noexcept : basic_stream{std::move(state)} {}

listener accept(const manager& pbx, std::function<bool(const events::async_agi_start&)> wanted) {
  ami::detail::require_event_class(pbx, "agi", "AsyncAGI");
  return listener{std::make_shared<detail::listener_state>(pbx, std::move(wanted))};
}

}  // namespace ami::async_agi
