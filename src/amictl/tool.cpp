#include "amictl/tool.hpp"

#include "amictl/terminal.hpp"

#include <ami/error.hpp>
#include <ami/event_stream.hpp>
#include <ami/library_events.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <unistd.h>
#include <utility>

namespace asio = boost::asio;

namespace amictl {

CLI::App& tool::add_command(CLI::App& root, const std::string& name, const std::string& summary,
                            const std::string& examples) {
  CLI::App* const command = root.add_subcommand(name, summary);
  command->footer("Examples:\n" + examples + "\nFlags of the connection and of the output: amictl --help");
  command->fallthrough();
  return *command;
}

void tool::add_common_flags(CLI::App& root) {
  constexpr const char* group = "Output";
  root.add_flag_callback(
          "--json", [this] { out.use_json(true); }, "Write JSON Lines")
      ->group(group);
  root.add_flag_callback(
          "--no-colour,--no-color", [this] { out.use_colours(false); }, "Write without colours")
      ->group(group);
  connection.add_to(root);
}

void tool::on_run(CLI::App& command, tool& shared, run_function function) {
  command.callback([&shared, function = std::move(function)] { shared.selected_ = function; });
}

exit_code tool::run() {
  return selected_ ? selected_(*this) : exit_code::usage;
}

exit_code run_coroutine(const command_body& body, exit_code on_interrupt) {
  asio::io_context io{1};
  asio::cancellation_signal cancel;
  asio::signal_set signals{io, SIGINT, SIGTERM};
  bool interrupted = false;
  std::function<void()> wait_for_signal = [&] {
    signals.async_wait([&](const boost::system::error_code& error, int) {
      if (error) {
        return;
      }
      if (interrupted) {
        ::_exit(static_cast<int>(exit_code::interrupted));
      }
      interrupted = true;
      wait_for_signal();
      cancel.emit(asio::cancellation_type::terminal);
    });
  };
  wait_for_signal();
  std::exception_ptr failure;
  exit_code result = exit_code::success;
  asio::co_spawn(io, body(io.get_executor()),
                 asio::bind_cancellation_slot(cancel.slot(), [&](const std::exception_ptr& error, exit_code code) {
                   failure = error;
                   result = code;
                   signals.cancel();
                 }));
  io.run();
  if (interrupted) {
    return on_interrupt;
  }
  if (failure) {
    std::rethrow_exception(failure);
  }
  return result;
}

asio::awaitable<void> connect(ami::manager pbx, std::string name) {
  const auto executor = co_await asio::this_coro::executor;
  const progress shown_progress{executor, fmt::format("connecting to {}", name)};
  co_await pbx.connect();
}

namespace {

// Ends the attempts to connect after the first one, and keeps why it failed.
asio::awaitable<void> end_after_first_attempt(ami::manager pbx,
                                              ami::event_stream<ami::connection_state_changed> changes,
                                              std::shared_ptr<ami::error_code> reason) {
  while (const auto change = co_await changes.next()) {
    const auto state = change->get_if<ami::connection_state_changed>();
    if (!state || state->to() == ami::connection_state::connected ||
        state->to() == ami::connection_state::disconnected) {
      break;
    }
    if (state->to() == ami::connection_state::waiting) {
      *reason = state->reason();
      co_await pbx.disconnect();
      break;
    }
  }
}

}  // namespace

asio::awaitable<void> connect_supervised(ami::manager pbx, std::string name) {
  const auto executor = co_await asio::this_coro::executor;
  const auto reason = std::make_shared<ami::error_code>();
  auto changes = pbx.subscribe<ami::connection_state_changed>();
  asio::co_spawn(executor, end_after_first_attempt(pbx, std::move(changes), reason), [](const std::exception_ptr&) {});
  const progress shown_progress{executor, fmt::format("connecting to {}", name)};
  try {
    co_await pbx.connect();
  } catch (const ami::error& failure) {
    if (failure.code() != ami::errc::disconnected || !*reason) {
      throw;
    }
    throw ami::error{*reason, name, {}, ami::outcome::never_sent};
  }
}

class progress::state {
public:
  state(const asio::any_io_executor& executor, std::string first_text) : timer{executor}, text{std::move(first_text)} {}

  static void show_later(const std::shared_ptr<state>& self, std::chrono::milliseconds delay) {
    self->timer.expires_after(delay);
    self->timer.async_wait([self](const boost::system::error_code& error) {
      if (error || self->ended) {
        return;
      }
      ++self->ticks;
      self->draw();
      show_later(self, std::chrono::milliseconds{250});
    });
  }

  void draw() {
    constexpr std::string_view dots = "...";
    fmt::print(stderr, "\r\x1b[K{}{}", shown(text), dots.substr(0, ticks % (dots.size() + 1)));
    std::fflush(stderr);
    drawn = true;
  }

  void end() {
    ended = true;
    timer.cancel();
    if (drawn) {
      fmt::print(stderr, "\r\x1b[K");
      std::fflush(stderr);
    }
  }

  asio::steady_timer timer;
  std::string text;
  std::size_t ticks = 0;
  bool drawn = false;
  bool ended = false;
};

progress::progress(asio::any_io_executor executor, std::string text) {
  if (error_is_terminal()) {
    state_ = std::make_shared<state>(executor, std::move(text));
    state::show_later(state_, std::chrono::seconds{1});
  }
}

progress::~progress() {
  if (state_) {
    state_->end();
  }
}

void progress::update(std::string text) {
  if (state_) {
    state_->text = std::move(text);
    if (state_->drawn) {
      state_->draw();
    }
  }
}

}  // namespace amictl
