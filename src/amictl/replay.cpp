// amictl replay: the events of a recording in their times, or a server that plays them to any client.
#include "amictl/commands.hpp"
#include "amictl/input_file.hpp"
#include "amictl/tool.hpp"
#include "amictl/watch_line.hpp"

#include <ami/event.hpp>
#include <ami/testing/fake_asterisk.hpp>
#include <ami/testing/recording.hpp>
#include <ami/wire/frame_reader.hpp>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace asio = boost::asio;

namespace amictl {

namespace {

class replay_flags {
public:
  std::string file;
  double speed = 1;
  std::optional<std::uint16_t> port;
};

// Writes what was recorded as `amictl watch` would have written it then.
class replay_writer {
public:
  replay_writer(output& out, std::chrono::system_clock::time_point began, std::string server)
      : writer_{out, false, false}, began_{began}, server_{std::move(server)} {}

  void event(std::chrono::microseconds at, const ami::event& value) const {
    writer_.write(began_ + at, server_, value);
  }
  void gap(std::chrono::microseconds at, std::string_view type, const std::string& words) const {
    writer_.write_gap(began_ + at, server_, type, words);
  }

private:
  event_writer writer_;
  std::chrono::system_clock::time_point began_;
  std::string server_;
};

// Prints while it reads, so that a recording may be of any size.
class replayer {
public:
  replayer(const asio::any_io_executor& executor, const replay_flags& flags, tool& shared)
      : timer_{executor}, flags_{flags}, out_{shared.out}, file_{executor, flags.file} {}

  asio::awaitable<exit_code> run() {
    using result = ami::testing::recording_reader::result;
    for (std::string_view bytes = co_await file_.read(out_); !bytes.empty(); bytes = co_await file_.read(out_)) {
      reader_.feed(bytes);
      for (auto found = reader_.next(); found != result::need_more; found = reader_.next()) {
        if (found == result::malformed) {
          complain(fmt::format("{}: offset {}: {}", file_.name(), reader_.offset(), reader_.problem()));
          malformed_ = true;
        } else {
          co_await wait_until(reader_.step().at());
          play(reader_.step());
        }
      }
      if (file_.position() == bytes.size() && malformed_ && !writer_) {
        co_return exit_code::negative;  // no recording at all
      }
    }
    if (reader_.pending() != 0) {
      complain(fmt::format("{}: the last line was cut off", file_.name()));
      malformed_ = true;
    }
    co_return malformed_ ? exit_code::negative : exit_code::success;
  }

private:
  asio::awaitable<void> wait_until(std::chrono::microseconds at) {
    if (flags_.speed <= 0) {
      co_return;
    }
    const std::chrono::duration<double, std::micro> due{static_cast<double>(at.count()) / flags_.speed};
    timer_.expires_at(began_ + std::chrono::duration_cast<std::chrono::steady_clock::duration>(due));
    if (timer_.expiry() > std::chrono::steady_clock::now()) {
      out_.flush();
      co_await timer_.async_wait(asio::use_awaitable);
    }
  }

  void play(const ami::testing::recorded_step& step) {
    using ami::testing::recorded;
    if (!writer_) {
      const auto& header = reader_.header();
      writer_.emplace(out_, header.began().value_or(std::chrono::system_clock::time_point{}), header.server());
    }
    switch (step.kind()) {
    case recorded::opened:
      if (std::exchange(opened_, true)) {
        writer_->gap(step.at(), "connection_restored", "connected again");
      }
      frames_.reset();
      break;
    case recorded::server: read_frames(step); break;
    case recorded::closed: writer_->gap(step.at(), "connection_lost", "the server closed the link"); break;
    case recorded::lost:
      writer_->gap(step.at(), "connection_lost", fmt::format("the link was lost: {}", step.bytes()));
      break;
    case recorded::client:
    case recorded::stopped: break;
    }
  }

  void read_frames(const ami::testing::recorded_step& step) {
    using result = ami::wire::frame_reader::result;
    if (!frames_) {
      const bool greets = step.bytes().starts_with("Asterisk");
      using greeting = ami::wire::frame_reader::greeting;
      frames_.emplace(ami::wire::read_limits{}, greets ? greeting::expected : greeting::absent);
      frames_->expect_output([](std::string_view) { return false; });
    }
    frames_->feed(step.bytes());
    for (auto found = frames_->next(); found == result::frame || found == result::greeting; found = frames_->next()) {
      if (found == result::greeting || frames_->current().kind() != ami::wire::frame_kind::event) {
        continue;
      }
      const ami::event event{frames_->current().to_frame()};
      // The items of lists are for the client that asked.
      if (event["ActionID"].empty() || !event["Privilege"].empty()) {
        writer_->event(step.at(), event);
      }
    }
  }

  asio::steady_timer timer_;
  const replay_flags& flags_;
  output& out_;
  input_file file_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  ami::testing::recording_reader reader_;
  std::optional<replay_writer> writer_;
  std::optional<ami::wire::frame_reader> frames_;
  bool opened_ = false;
  bool malformed_ = false;
};

asio::awaitable<exit_code> replay_serving(const asio::any_io_executor& executor, const replay_flags& flags,
                                          tool& shared) {
  const auto recording = ami::testing::recording::read_file(flags.file);
  if (recording.is_cut_off()) {
    complain(fmt::format("{}: the last line was cut off", flags.file));
  }
  ami::testing::fake_asterisk server{ami::testing::fake_options{}.port(*flags.port).any_login(true)};
  server.play(recording, flags.speed);
  if (shared.out.json()) {
    shared.out.line(boost::json::value{{"host", server.host()}, {"port", server.port()}});
  } else {
    shared.out.line(fmt::format("Serving {} at {}:{} until Ctrl-C; any user and secret will do", shown(flags.file),
                                server.host(), server.port()));
  }
  shared.out.flush();
  progress shown_progress{executor, "waiting for clients"};
  asio::steady_timer timer{executor};
  for (;;) {
    timer.expires_after(std::chrono::seconds{1});
    co_await timer.async_wait(asio::use_awaitable);
    shown_progress.update(fmt::format("{} clients, {} bytes sent", server.sessions().size(), server.bytes_sent()));
  }
}

asio::awaitable<exit_code> replay_printing(const asio::any_io_executor& executor, const replay_flags& flags,
                                           tool& shared) {
  replayer printer{executor, flags, shared};
  const exit_code code = co_await printer.run();
  co_return code;
}

exit_code run_replay(const replay_flags& flags, tool& shared) {
  return run_coroutine(
      [&](const asio::any_io_executor& executor) {
        return flags.port ? replay_serving(executor, flags, shared) : replay_printing(executor, flags, shared);
      },
      flags.port ? exit_code::success : exit_code::interrupted);
}

}  // namespace

void add_replay(CLI::App& root, tool& shared) {
  auto flags = std::make_shared<replay_flags>();
  CLI::App& command = tool::add_command(
      root, "replay", "Show the events of a recording in their times, or serve it",
      "  amictl replay calls.ami --speed 10               as amictl watch, ten times as fast\n"
      "  amictl replay calls.ami --speed 0 --json         all events at once\n"
      "  amictl replay calls.ami --serve 5038             a server on this machine that plays it to every client\n"
      "  amictl -H 127.0.0.1 -u any channels              and a client of it\n"
      "\n"
      "The server accepts every login. A client gets the recorded events with the times that they had after the "
      "login,\n"
      "its link ends where the recorded one did, and when it comes back it gets the next link. Its own actions are\n"
      "answered, but do not change what is played.\n");
  command.add_option("FILE", flags->file, "What amictl record wrote; - for standard input, without --serve")
      ->required();
  command.add_option("--speed", flags->speed, "How many times as fast; 0 for at once [1]")->check(CLI::Range(0.0, 1e9));
  command.add_option("--serve", flags->port, "Be a server at this port of 127.0.0.1; 0 for a free one")
      ->type_name("PORT");
  tool::on_run(command, shared, [flags](tool& running) { return run_replay(*flags, running); });
}

}  // namespace amictl
