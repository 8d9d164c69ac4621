#include "amictl/live_view.hpp"

#include "amictl/screen.hpp"
#include "amictl/servers.hpp"
#include "amictl/table_control.hpp"
#include "amictl/terminal.hpp"

#include <ami/cluster.hpp>
#include <ami/cluster_live_state.hpp>
#include <ami/error.hpp>
#include <ami/reply.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <chrono>
#include <clocale>
#include <cmath>
#include <csignal>
#include <cstddef>
#include <ctime>
#include <functional>
#include <map>
#include <stdexcept>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace asio = boost::asio;

namespace amictl {

namespace {

using snapshots = std::vector<std::pair<std::string, ami::live_snapshot>>;

bool same_word(std::string_view a, std::string_view b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
  });
}

// A table for the rows of a view, with a column for the server where there are several.
class view_table {
public:
  view_table(const live_view& view, const live_flags& flags, std::size_t servers)
      : view_{&view}, several_{servers > 1}, rows_{columns_of(view, servers > 1)} {
    std::size_t sorted_by = 0;
    if (!flags.sort.empty()) {
      const auto& columns = rows_.columns();
      const auto found = std::find_if(columns.begin(), columns.end(),
                                      [&](const table_column& column) { return same_word(column.title, flags.sort); });
      if (found == columns.end()) {
        throw std::runtime_error{
            fmt::format("--sort {}: the columns are {}", flags.sort, fmt::join(titles(columns), ", "))};
      }
      sorted_by = static_cast<std::size_t>(found - columns.begin());
    }
    rows_.sort_by(sorted_by, flags.reverse);
    rows_.filter(flags.filter);
  }

  void fill(const snapshots& all, ami::live_time time) {
    std::vector<table_row> rows;
    for (const auto& [server, now] : all) {
      const std::size_t first = rows.size();
      view_->add_rows(now, time, rows);
      for (std::size_t index = first; index < rows.size(); ++index) {
        table_row& row = rows[index];
        row.server = server;
        if (several_) {
          row.key = server + '\0' + row.key;
          row.parent = row.parent.empty() ? std::string{} : server + '\0' + row.parent;
          row.cells.insert(row.cells.begin(), server_cell(server, tone::strong));
        }
      }
    }
    rows_.set_rows(std::move(rows));
  }

  table& rows() noexcept { return rows_; }

private:
  static std::vector<table_column> columns_of(const live_view& view, bool several) {
    std::vector<table_column> result = view.columns();
    if (several) {
      result.insert(result.begin(), table_column{"SERVER"});
    }
    return result;
  }

  static std::vector<std::string> titles(const std::vector<table_column>& columns) {
    std::vector<std::string> result;
    for (const table_column& column : columns) {
      result.push_back(column.title);
    }
    return result;
  }

  const live_view* view_;
  bool several_;
  table rows_;
};

const ami::live_snapshot* snapshot_of(const snapshots& all, std::string_view server) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.first == server; });
  return found != all.end() ? &found->second : nullptr;
}

// Why a server's rows cannot be relied on; empty when they can. Parts that only add to the table may be missing on the
// server.
std::string problem_of(const live_view& view, const ami::live_snapshot& now) {
  std::string result;
  for (const ami::live_part part : ami::live_parts) {
    const ami::live_part_state& state = now.state(part);
    const bool missing =
        state.validity() == ami::live_validity::no_right || state.validity() == ami::live_validity::not_loaded;
    if (!view.parts().keeps(part) || state.valid() || (part != view.main_part() && missing)) {
      continue;
    }
    result += fmt::format("{}{}: {}", result.empty() ? "" : ", ", to_string(part), state.text());
  }
  return result;
}

// --- once

void print_text(const table& rows, output& out) {
  const auto widths = column_widths(rows, 0);
  const auto print = [&](const auto& cell_of) {
    std::string line;
    for (std::size_t column = 0; column < widths.size(); ++column) {
      const auto [text, colour] = cell_of(column);
      const bool last = column + 1 == widths.size();
      const bool right = rows.columns()[column].right;
      // No blanks at the end of a line.
      line += out.in(colour, last && !right ? text : fitted(text, widths[column], right));
      line += last ? "" : column_gap;
    }
    while (line.ends_with(' ')) {
      line.pop_back();
    }
    out.line(line);
  };
  print([&](std::size_t column) { return coloured_text{rows.columns()[column].title, tone::strong}; });
  for (const table_row* const row : rows.visible()) {
    print([&](std::size_t column) { return coloured_text{row->cells[column].text, row->cells[column].colour}; });
  }
}

void print_json(const live_view& view, const table& rows, const snapshots& all, ami::live_time time, output& out) {
  for (const table_row* const row : rows.visible()) {
    if (!row->parent.empty()) {
      continue;  // part of the record of its parent
    }
    boost::json::object line{{"server", as_utf8(row->server)}};
    for (auto& member : view.record(*snapshot_of(all, row->server), time, *row)) {
      line[member.key()] = std::move(member.value());
    }
    out.line(boost::json::value(std::move(line)));
  }
}

asio::awaitable<bool> wait_settled(const ami::cluster_live_state& live, double seconds) {
  using namespace asio::experimental::awaitable_operators;
  const auto executor = co_await asio::this_coro::executor;
  const progress shown_progress{executor, "reading the state"};
  asio::steady_timer timer{executor, std::chrono::milliseconds{std::llround(seconds * 1000)}};
  const auto first = co_await (live.wait_valid() || timer.async_wait(asio::use_awaitable));
  co_return first.index() == 0;
}

asio::awaitable<exit_code> show_once(const ami::cluster_live_state& live, const live_view& view,
                                     const live_flags& flags, tool& shared) {
  const bool settled = co_await wait_settled(live, flags.timeout);
  const snapshots all = live.snapshots();
  const auto time = std::chrono::steady_clock::now();
  view_table shown_table{view, flags, all.size()};
  shown_table.fill(all, time);
  if (shared.out.json()) {
    print_json(view, shown_table.rows(), all, time, shared.out);
  } else {
    print_text(shown_table.rows(), shared.out);
  }
  shared.out.flush();
  bool valid = true;
  for (const auto& [server, now] : all) {
    if (const std::string problem = problem_of(view, now); !problem.empty()) {
      valid = false;
      complain(fmt::format("{}: {}", server, problem));
    }
  }
  if (!settled) {
    complain(fmt::format("the state was not complete within {:g} s", flags.timeout));
    co_return exit_code::outcome_unknown;
  }
  co_return valid ? exit_code::success : exit_code::negative;
}

// --- full screen

// Wakes the loop of the screen when there are keys, when the terminal has another size, and after some time.
class screen_events : public std::enable_shared_from_this<screen_events> {
public:
  explicit screen_events(const asio::any_io_executor& executor)
      : keys_{executor}, sizes_{executor, SIGWINCH}, timer_{executor} {
    const int descriptor = ::dup(STDIN_FILENO);
    if (descriptor < 0) {
      throw std::system_error{errno, std::generic_category(), "standard input"};
    }
    keys_.assign(descriptor);
  }

  void start() {
    wait_for_keys();
    wait_for_size();
  }
  void stop() {
    keys_.close();
    sizes_.cancel();
    timer_.cancel();
  }

  asio::awaitable<void> wait(std::chrono::milliseconds limit) {
    if (!woken_) {
      timer_.expires_after(limit);
      co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    woken_ = false;
  }
  void wake() {
    woken_ = true;
    timer_.cancel();
  }
  bool take_resized() noexcept { return std::exchange(resized_, false); }
  bool take_keys() noexcept { return std::exchange(has_keys_, false); }

  /// To be called when the keys that take_keys() told of were read.
  void wait_for_keys() {
    keys_.async_wait(asio::posix::stream_descriptor::wait_read,
                     [self = shared_from_this()](const boost::system::error_code& error) {
                       if (!error) {
                         self->has_keys_ = true;
                         self->wake();
                       }
                     });
  }

private:
  void wait_for_size() {
    sizes_.async_wait([self = shared_from_this()](const boost::system::error_code& error, int) {
      if (!error) {
        self->resized_ = true;
        self->wake();
        self->wait_for_size();
      }
    });
  }

  asio::posix::stream_descriptor keys_;
  asio::signal_set sizes_;
  asio::steady_timer timer_;
  bool woken_ = false;
  bool resized_ = false;
  bool has_keys_ = false;
};

// A request on its way to the server, and what the server answered.
class request_state {
public:
  coloured_text status{"", tone::plain};
  asio::cancellation_signal cancel;
  bool running = false;
};

asio::awaitable<void> carry_out(ami::manager pbx, std::vector<ami::action> actions,
                                std::shared_ptr<request_state> state, std::shared_ptr<screen_events> events) {
  const ami::send_options limit = ami::send_options{}.timeout(std::chrono::seconds{10});
  std::string good;
  std::string bad;
  std::size_t done = 0;
  for (const ami::action& action : actions) {
    try {
      const ami::reply reply = co_await pbx.send_action(action, limit);
      ++done;
      good = reply.response().message();
    } catch (const ami::error& error) {
      bad = error.what();
    }
  }
  // The first channel of a call that is hung up may take the others with it.
  if (done != 0) {
    const std::string count = actions.size() > 1 ? fmt::format(" ({} of {})", done, actions.size()) : std::string{};
    state->status = {shown(good.empty() ? "done" : good) + count, tone::good};
  } else {
    state->status = {shown(bad), tone::bad};
  }
  state->running = false;
  events->wake();
}

// Ends what belongs to a screen, whatever ends the screen.
class screen_guard {
public:
  screen_guard(std::shared_ptr<screen_events> events, std::shared_ptr<request_state> request)
      : events_{std::move(events)}, request_{std::move(request)} {}
  ~screen_guard() {
    request_->cancel.emit(asio::cancellation_type::terminal);
    events_->stop();
  }
  screen_guard(const screen_guard&) = delete;
  screen_guard& operator=(const screen_guard&) = delete;

private:
  std::shared_ptr<screen_events> events_;
  std::shared_ptr<request_state> request_;
};

class live_screen {
public:
  live_screen(ami::cluster pbxs, const ami::cluster_live_state& live, const live_view& view, const live_flags& flags,
              bool colours)
      : pbxs_{std::move(pbxs)}, live_{&live}, view_{&view}, table_{view, flags, pbxs_.names().size()},
        control_{table_.rows()}, screen_{colours} {}

  asio::awaitable<void> run() {
    const auto executor = co_await asio::this_coro::executor;
    const auto events = std::make_shared<screen_events>(executor);
    const screen_guard guard{events, request_};
    events->start();
    for (;;) {
      update();
      draw();
      co_await events->wait(redraw_after);
      if (events->take_resized()) {
        screen_.resize();
        changed_ = true;
      }
      if (events->take_keys()) {
        while (const auto key = screen_.next_key()) {
          if (!take_key(*key, executor, events)) {
            co_return;
          }
        }
        changed_ = true;
        events->wait_for_keys();
      }
    }
  }

private:
  static constexpr std::chrono::milliseconds redraw_after{200};

  // Takes what is new. Times that pass are shown by whole seconds.
  void update() {
    const auto time = std::chrono::steady_clock::now();
    snapshots now = live_->snapshots();
    const bool same =
        now.size() == now_.size() && std::equal(now.begin(), now.end(), now_.begin(), [](const auto& a, const auto& b) {
          return a.second.generation() == b.second.generation();
        });
    if (same && time - filled_ < std::chrono::seconds{1}) {
      return;
    }
    now_ = std::move(now);
    filled_ = time;
    changed_ = true;
    table_.fill(now_, time);
  }

  void draw() {
    if (!changed_ && request_->status == drawn_status_) {
      return;
    }
    changed_ = false;
    drawn_status_ = request_->status;
    table& rows = table_.rows();
    const std::string count = rows.filter().empty()
                                  ? counted(rows.size(), "row")
                                  : fmt::format("{} of {}", rows.visible().size(), counted(rows.size(), "row"));
    screen_frame frame;
    frame.title = {{"amictl " + view_->name(), tone::strong},
                   {fmt::format("   {:%H:%M:%S}   {}", fmt::localtime(std::time(nullptr)), count), tone::plain}};
    if (!rows.filter().empty() && !control_.edits_filter()) {
      frame.title.emplace_back("   filter: " + shown(rows.filter()), tone::name);
    }
    for (const ami::server_status& server : pbxs_.states()) {
      frame.state.emplace_back(shown(server.name()) + ": ", tone::plain);
      frame.state.push_back(state_of(server));
      frame.state.emplace_back("   ", tone::plain);
    }
    if (!control_.question().empty()) {
      frame.status = {control_.question() + " [y/N]", tone::warning};
    } else if (control_.edits_filter()) {
      frame.status = {"filter: " + shown(rows.filter()) + "_", tone::name};
    } else {
      frame.status = request_->status;
    }
    const std::string own = view_->help();
    frame.help = fmt::format("q quit  / filter  < > sort by  r reverse{}{}", own.empty() ? "" : "  ", own);
    screen_.draw(frame, rows);
  }

  coloured_text state_of(const ami::server_status& server) const {
    const ami::live_snapshot* const now = snapshot_of(now_, server.name());
    std::string text = now != nullptr ? problem_of(*view_, *now) : std::string{};
    if (server.state() != ami::connection_state::connected) {
      text += fmt::format("{}{}", text.empty() ? "" : "; ", to_string(server.state()));
      if (server.error()) {
        text += ": " + shown(server.error().message());
      }
    }
    return text.empty() ? coloured_text{"valid", tone::good} : coloured_text{shown(text), tone::bad};
  }

  bool take_key(const key_press& key, const asio::any_io_executor& executor,
                const std::shared_ptr<screen_events>& events) {
    switch (control_.press(key, screen_.page())) {
    case table_wish::quit: return false;
    case table_wish::letter: ask(control_.letter()); break;
    case table_wish::confirmed: send(executor, events); break;
    case table_wish::declined: request_->status = {"not done", tone::plain}; break;
    case table_wish::nothing: break;
    }
    return true;
  }

  void ask(const std::string& letter) {
    const table_row* const row = table_.rows().selected();
    const ami::live_snapshot* const now = row != nullptr ? snapshot_of(now_, row->server) : nullptr;
    if (now == nullptr) {
      return;
    }
    if (request_->running) {
      request_->status = {"the server has not answered the last request yet", tone::warning};
      return;
    }
    if (auto request = view_->request(letter, *now, *row)) {
      asked_ = std::move(request->actions);
      asked_server_ = row->server;
      control_.ask(std::move(request->question));
    }
  }

  void send(const asio::any_io_executor& executor, const std::shared_ptr<screen_events>& events) {
    const auto pbx = pbxs_.find(asked_server_);
    if (!pbx) {
      return;
    }
    request_->running = true;
    request_->status = {"waiting for the server...", tone::plain};
    asio::co_spawn(executor, carry_out(*pbx, std::move(asked_), request_, events),
                   asio::bind_cancellation_slot(request_->cancel.slot(), asio::detached));
  }

  ami::cluster pbxs_;
  const ami::cluster_live_state* live_;
  const live_view* view_;
  view_table table_;
  table_control control_;
  screen screen_;
  std::shared_ptr<request_state> request_ = std::make_shared<request_state>();
  coloured_text drawn_status_{"", tone::plain};
  snapshots now_;
  std::chrono::steady_clock::time_point filled_;
  std::vector<ami::action> asked_;
  std::string asked_server_;
  bool changed_ = true;
};

asio::awaitable<exit_code> show_live(ami::cluster pbxs, const live_view& view, const live_flags& flags, tool& shared,
                                     bool full_screen) {
  const ami::cluster_live_state live{pbxs, view.parts()};
  // On a screen the state of each server is shown.
  const std::function<void(const std::string& text)> report = [full_screen](const std::string& text) {
    if (!full_screen) {
      complain(text);
    }
  };
  co_await connect_first(pbxs, report);
  exit_code result = exit_code::success;
  if (full_screen) {
    live_screen shown_screen{pbxs, live, view, flags, shared.out.colours()};
    co_await shown_screen.run();
  } else {
    result = co_await show_once(live, view, flags, shared);
  }
  co_await pbxs.disconnect(std::chrono::seconds{1});
  co_return result;
}

}  // namespace

void add_live_flags(CLI::App& command, const std::shared_ptr<live_flags>& flags) {
  command.add_option("--sort", flags->sort, "Sort by this column [the first]")->type_name("COLUMN");
  command.add_flag("-r,--reverse", flags->reverse, "Sort in descending order");
  command.add_option("--filter", flags->filter, "Show only rows with this text, in any case")->type_name("TEXT");
  command.add_flag("--once", flags->once, "Print the table once, also on a terminal");
  command.add_option("--timeout", flags->timeout, "Seconds to wait for the state when it is printed once [10]")
      ->check(CLI::Range(0.001, 86400.0));
}

exit_code run_live_view(const live_view& view, const live_flags& flags, tool& shared) {
  std::setlocale(LC_CTYPE, "");  // how wide characters are
  const auto servers = shared.connection.targets();
  view_table{view, flags, servers.size()};  // objects to flags that make no sense
  const bool full_screen = !flags.once && !shared.out.json() && output_is_terminal() && ::isatty(STDIN_FILENO) == 1;
  // The connections have a thread of their own: somebody may stop the terminal's output, and a server drops a client
  // that does not read.
  asio::thread_pool reader{1};
  const auto body = [&](const asio::any_io_executor&) {
    return show_live(make_cluster(reader.get_executor(), servers), view, flags, shared, full_screen);
  };
  const exit_code result = run_coroutine(body, full_screen ? exit_code::success : exit_code::interrupted);
  reader.join();
  return result;
}

std::string caller_text(std::string_view number, std::string_view name) {
  if (name.empty() || number.empty()) {
    return shown(name.empty() ? number : name);
  }
  return fmt::format("{} <{}>", shown(name), shown(number));
}

table_cell age_cell(const std::optional<ami::live_since>& since, ami::live_time time) {
  return since ? table_cell::time(since->elapsed(time)) : table_cell{};
}

boost::json::value age_json(const std::optional<ami::live_since>& since, ami::live_time time) {
  return since ? boost::json::value(std::chrono::duration<double>{since->elapsed(time)}.count()) : boost::json::value{};
}

table_cell server_cell(std::string_view text, tone colour) {
  return table_cell{shown(text), colour};
}

tone tone_of(ami::device_state state) noexcept {
  switch (state) {
  case ami::device_state::not_in_use: return tone::good;
  case ami::device_state::in_use:
  case ami::device_state::busy:
  case ami::device_state::on_hold: return tone::name;
  case ami::device_state::ringing:
  case ami::device_state::ringing_in_use: return tone::warning;
  case ami::device_state::invalid:
  case ami::device_state::unavailable: return tone::bad;
  case ami::device_state::unknown: break;
  }
  return tone::faint;
}

}  // namespace amictl
