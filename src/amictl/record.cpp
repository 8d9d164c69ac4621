// amictl record: the bytes of a server with their times, into a file.
#include "amictl/commands.hpp"
#include "amictl/record_login.hpp"
#include "amictl/server_link.hpp"
#include "amictl/time_flag.hpp"
#include "amictl/tool.hpp"

#include <ami/action.hpp>
#include <ami/reconnect_policy.hpp>
#include <ami/testing/recording.hpp>
#include <ami/version.hpp>
#include <ami/wire/frame_reader.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace asio = boost::asio;

namespace amictl {

namespace {

class record_flags {
public:
  std::string file;
  std::chrono::milliseconds limit{0};  // 0: until Ctrl-C
  bool overwrite = false;
  bool once = false;  // no further link after the first
};

// The file of a recording: each line is in it when write() returns, whatever becomes of this program.
class record_file {
public:
  record_file(const std::string& path, bool overwrite) {
    if (path == "-") {
      descriptor_ = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
    } else {
      // What people say to each other is nobody else's business.
      constexpr mode_t owner_only = 0600;
      descriptor_ =
          ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | (overwrite ? O_TRUNC : O_EXCL), owner_only);
    }
    if (descriptor_ < 0) {
      throw std::runtime_error{errno == EEXIST ? fmt::format("{} is there already: --overwrite replaces it", path)
                                               : fmt::format("{}: {}", path, std::strerror(errno))};
    }
  }
  ~record_file() { ::close(descriptor_); }
  record_file(const record_file&) = delete;
  record_file& operator=(const record_file&) = delete;

  void write(std::string_view text) {
    while (!text.empty()) {
      const ssize_t written = ::write(descriptor_, text.data(), text.size());
      if (written >= 0) {
        text.remove_prefix(static_cast<std::size_t>(written));
      } else if (errno == EPIPE) {
        throw output_closed{};
      } else if (errno != EINTR) {
        throw std::runtime_error{fmt::format("the recording cannot be written: {}", std::strerror(errno))};
      }
    }
  }

private:
  int descriptor_ = -1;
};

// What was recorded, for people and for scripts.
class record_figures {
public:
  std::uint64_t events = 0;
  std::uint64_t bytes = 0;
  std::uint64_t links = 0;
  bool logged_in = false;  // at least once
};

// Records one server until it is told to stop.
class recorder {
public:
  recorder(asio::any_io_executor executor, const target& server, const record_flags& flags, record_file& file,
           record_figures& figures)
      : executor_{executor}, server_{server}, flags_{flags}, figures_{figures},
        writer_{ami::testing::recording_header{}
                    .server(to_string(server.options.servers().front()))
                    .began(std::chrono::system_clock::now())
                    .program(std::string{"amictl "} + AMI_VERSION_STRING),
                [&file](std::string_view text) { file.write(text); }},
        pause_{executor}, progress_{executor, fmt::format("connecting to {}", server.name)} {}

  asio::awaitable<exit_code> run() {
    std::exception_ptr failure;
    try {
      co_await record_links();
    } catch (...) {
      failure = std::current_exception();
    }
    // Also when it was ended by a signal, which comes out of the operation under way.
    if (figures_.logged_in) {
      writer_.stopped(elapsed());
    }
    if (failure && !stopped_) {
      std::rethrow_exception(failure);
    }
    co_return !stopped_ && flags_.once ? exit_code::outcome_unknown : exit_code::success;
  }

private:
  using clock = std::chrono::steady_clock;

  std::chrono::microseconds elapsed() const {
    return std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - began_);
  }

  void stop() {
    stopped_ = true;
    pause_.cancel();
    if (link_) {
      link_->abort();
    }
  }

  asio::awaitable<void> record_links() {
    const auto policy = server_.options.reconnect().value_or(ami::reconnect_policy{});
    std::uint32_t attempts = 0;
    while (!stopped_) {
      const auto begun = clock::now();
      const boost::system::error_code reason = co_await record_link();
      if (stopped_ || (flags_.once && figures_.logged_in)) {
        co_return;
      }
      if (!figures_.logged_in || reason == ami::errc::authentication_failed) {
        throw boost::system::system_error{reason, reason_};
      }
      attempts = clock::now() - begun >= policy.stable_after() ? 0 : attempts;
      if (policy.max_attempts() != 0 && attempts >= policy.max_attempts()) {
        throw boost::system::system_error{reason, reason_};
      }
      const double delay =
          static_cast<double>(policy.initial_delay().count()) * std::pow(policy.multiplier(), attempts);
      const auto longest = static_cast<double>(policy.max_delay().count());
      progress_.update(fmt::format("{}: {}; connecting again", server_.name, reason.message()));
      ++attempts;
      pause_.expires_after(std::chrono::milliseconds{std::llround(std::min(delay, longest))});
      co_await pause_.async_wait(asio::use_awaitable);
    }
  }

  // Returns why the link ended, or could not be made.
  asio::awaitable<boost::system::error_code> record_link() {
    boost::system::error_code last;
    const auto& servers = server_.options.servers();
    for (std::size_t number = 0; number < servers.size() && !stopped_; ++number) {
      link_ = std::make_shared<server_link>(executor_, server_.options);
      logged_in_ = false;
      bool opened = false;
      overdue_ = {};
      try {
        co_await link_->open(servers[number]);
        opened = true;
        ++figures_.links;
        writer_.opened(elapsed(), link_->address());
        co_await read_link();
      } catch (const boost::system::system_error& error) {
        last = overdue_ ? overdue_ : error.code();
        reason_ = opened && !refusal_.empty() ? refusal_ : to_string(servers[number]);
        if (!opened && error.code() == asio::error::operation_aborted && !stopped_) {
          throw;  // a signal
        }
      }
      link_->abort();
      if (opened && !stopped_ && last != asio::error::operation_aborted) {
        if (is_end(last)) {
          writer_.closed(elapsed());
        } else {
          writer_.lost(elapsed(), last.message());
        }
      }
      if (last == asio::error::operation_aborted && !stopped_) {
        throw boost::system::system_error{last};
      }
      if (is_end(last) && !logged_in_) {
        last = ami::errc::no_greeting;
      } else if (is_end(last)) {
        last = ami::errc::connection_closed;
      }
      if (logged_in_) {
        break;
      }
    }
    co_return last;
  }

  static bool is_end(const boost::system::error_code& error) {
    return error == asio::error::eof || error == asio::ssl::error::stream_truncated;
  }

  asio::awaitable<void> read_link() {
    record_login login{server_.options};
    ami::wire::frame_reader reader{server_.options.limits()};
    refusal_.clear();
    std::optional<deadline> login_limit;
    login_limit.emplace(executor_, server_.options.login_timeout(), [this] { fail(ami::errc::login_timed_out); });
    std::optional<deadline> silence;
    std::array<char, std::size_t{64} << 10> buffer{};
    for (;;) {
      const std::size_t size = co_await link_->read_some(asio::buffer(buffer));
      const std::string_view bytes{buffer.data(), size};
      writer_.server(elapsed(), bytes);
      figures_.bytes += size;
      reader.feed(bytes);
      for (auto step = next_step(reader, login); step != record_login::step::wait; step = next_step(reader, login)) {
        if (step == record_login::step::failed) {
          refusal_ = shown(login.reason());
          throw boost::system::system_error{login.error()};
        }
        if (step == record_login::step::send) {
          co_await send(login.output());
        } else if (!std::exchange(logged_in_, true)) {
          if (!std::exchange(figures_.logged_in, true)) {
            limit_.emplace(executor_, flags_.limit, [this] { stop(); });
          }
          login_limit.reset();
          reader.expect_output([](std::string_view) { return false; });
        }
      }
      if (logged_in_) {
        silence.emplace(executor_, server_.options.ping_after(), [this, &silence] { ping(silence); });
        progress_.update(
            fmt::format("recording {}: {} events, {} bytes", server_.name, figures_.events, figures_.bytes));
      }
    }
  }

  // What is to be done because of the next frame; `wait` when there is none.
  record_login::step next_step(ami::wire::frame_reader& reader, record_login& login) {
    using result = ami::wire::frame_reader::result;
    for (;;) {
      switch (reader.next()) {
      case result::need_more: return record_login::step::wait;
      case result::error: throw boost::system::system_error{reader.error()};
      case result::greeting:
        if (const auto step = login.on_greeting(reader.greeting_line()); step != record_login::step::wait) {
          return step;
        }
        break;
      case result::frame:
        figures_.events += reader.current().kind() == ami::wire::frame_kind::event ? 1U : 0U;
        if (!logged_in_) {
          const ami::wire::frame frame = reader.current().to_frame();
          if (const auto step = login.on_frame(frame); step != record_login::step::wait) {
            return step;
          }
        }
        break;
      }
    }
  }

  asio::awaitable<void> send(std::string_view bytes) {
    writer_.client(elapsed(), bytes);
    co_await link_->write(bytes);
  }

  void fail(ami::errc reason) {
    overdue_ = reason;
    link_->abort();
  }

  // The server has been silent. Nothing else is written after the login, so that this write is the only one.
  void ping(std::optional<deadline>& silence) {
    static constexpr std::string_view bytes = "Action: Ping\r\nActionID: amictl-ping\r\n\r\n";
    writer_.client(elapsed(), bytes);
    const auto write = [](std::shared_ptr<server_link> link) -> asio::awaitable<void> { co_await link->write(bytes); };
    asio::co_spawn(executor_, write(link_), [](const std::exception_ptr&) {});  // reading fails as well
    silence.emplace(executor_, server_.options.ping_timeout(), [this] { fail(ami::errc::ping_timed_out); });
  }

  asio::any_io_executor executor_;
  const target& server_;
  const record_flags& flags_;
  record_figures& figures_;
  clock::time_point began_ = clock::now();
  ami::testing::recording_writer writer_;
  asio::steady_timer pause_;
  progress progress_;
  std::optional<deadline> limit_;  // of the whole recording, from the first login on
  std::shared_ptr<server_link> link_;
  boost::system::error_code overdue_;  // why this side ended the link
  std::string refusal_;
  std::string reason_;
  bool logged_in_ = false;
  bool stopped_ = false;
};

exit_code run_record(const record_flags& flags, tool& shared) {
  const target server = shared.connection.only_target();
  if (const std::string problem = server.options.problem(); !problem.empty()) {
    throw std::runtime_error{problem};
  }
  record_file file{flags.file, flags.overwrite};
  record_figures figures;
  const auto begun = std::chrono::steady_clock::now();
  // A coroutine of its own keeps the recorder for as long as it runs.
  const auto body = [&](const asio::any_io_executor& executor) -> asio::awaitable<exit_code> {
    recorder records{executor, server, flags, file, figures};
    const exit_code code = co_await records.run();
    co_return code;
  };
  exit_code code = exit_code::success;
  try {
    code = run_coroutine(body, exit_code::success);
  } catch (...) {
    if (!figures.logged_in && flags.file != "-") {
      ::unlink(flags.file.c_str());  // there is nothing in it
    }
    throw;
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begun;
  if (flags.file == "-") {
    return code;
  }
  if (shared.out.json()) {
    shared.out.line(boost::json::object{{"file", as_utf8(flags.file)},
                                        {"server", as_utf8(server.name)},
                                        {"events", figures.events},
                                        {"bytes", figures.bytes},
                                        {"links", figures.links},
                                        {"seconds", seconds.count()}});
  } else {
    shared.out.line(fmt::format("{}: {} events, {} bytes, {} {} in {:.1f} s", shown(flags.file), figures.events,
                                figures.bytes, figures.links, figures.links == 1 ? "link" : "links", seconds.count()));
  }
  return code;
}

}  // namespace

void add_record(CLI::App& root, tool& shared) {
  auto flags = std::make_shared<record_flags>();
  CLI::App& command = tool::add_command(
      root, "record", "Record what a server sends, with its times",
      "  amictl -p berlin record calls.ami --for 10m      ten minutes\n"
      "  amictl record calls.ami -o events=call,agent     only events of these classes, until Ctrl-C\n"
      "  amictl record - | tee calls.ami | amictl decode  and look at it\n"
      "\n"
      "A recording is a text file: each byte of the server with its time, what was sent to it, and how the links "
      "ended.\n"
      "There is no secret in it, but there are the names and numbers of people. A lost link is made again. See amictl\n"
      "replay and amictl decode; ami::testing::fake_asterisk plays it in a test.\n");
  command.add_option("FILE", flags->file, "The file; - for standard output")->required();
  add_time_option(command, "--for", flags->limit, "Stop so long after the first login [at Ctrl-C]");
  command.add_flag("--overwrite", flags->overwrite, "Replace a file that is there already");
  command.add_flag("--once", flags->once, "End with the link; the exit code is 5 then");
  tool::on_run(command, shared, [flags](tool& running) { return run_record(*flags, running); });
}

}  // namespace amictl
