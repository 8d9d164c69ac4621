#include "service.hpp"

#include "kafka_sink.hpp"
#include "memory_buffer.hpp"
#include "redis_sink.hpp"

#include <ami/connection_state.hpp>
#include <ami/error.hpp>
#include <ami/library_events.hpp>
#include <ami/live_values.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <spdlog/logger.h>

#include <chrono>
#include <exception>
#include <random>
#include <utility>

namespace asio = boost::asio;

namespace relay {

namespace {

constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);

std::string new_run() {
  std::random_device random;
  return fmt::format("{:08x}{:08x}", random(), random());
}

std::int64_t wall_clock() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// When it arrived, however long it has waited since.
std::int64_t time_of(const ami::event& event) {
  if (event.arrived() == ami::event::time_point{}) {
    return wall_clock();
  }
  const auto age = ami::event::time_point::clock::now() - event.arrived();
  return wall_clock() - std::chrono::duration_cast<std::chrono::milliseconds>(age).count();
}

channel_record record_of(const ami::live_channel& channel) {
  channel_record made;
  made.uniqueid = channel.uniqueid();
  made.name = channel.name();
  made.state = to_string(channel.state());
  made.linkedid = channel.linkedid();
  made.caller_id_num = channel.caller_id_num();
  made.caller_id_name = channel.caller_id_name();
  made.bridge = channel.bridge();
  return made;
}

}  // namespace

service::service(asio::io_context& io, settings wanted, std::shared_ptr<spdlog::logger> log)
    : io_{io}, settings_{std::move(wanted)}, log_{std::move(log)}, pbxs_{io}, room_{io}, report_timer_{io},
      events_ended_{io} {
  auto records = make_buffer();
  spool_ = std::make_unique<spool>(std::move(records), make_sink(),
                                   delivery{settings_.shortest_pause, settings_.longest_pause}, settings_.batch,
                                   make_listener());
}

service::~service() = default;

std::unique_ptr<buffer> service::make_buffer() {
  if (!settings_.disk) {
    return std::make_unique<memory_buffer>(settings_.memory_limit);
  }
  auto on_disk = std::make_unique<disk_buffer>(*settings_.disk);
  if (!on_disk->damage().empty()) {
    log_->warn("the buffer was damaged: {}", on_disk->damage());
  }
  if (on_disk->records() != 0) {
    log_->info("{} records of the last run are in the buffer", on_disk->records());
  }
  if (settings_.streams.partitions == 0) {
    settings_.streams.partitions = on_disk->partitions();
  }
  return on_disk;
}

std::unique_ptr<sink> service::make_sink() {
  if (settings_.kafka) {
    return std::make_unique<kafka_sink>(*settings_.kafka,
                                        [log = log_](const std::string& text) { log->warn("kafka: {}", text); });
  }
  return std::make_unique<redis_sink>(*settings_.redis, settings_.streams);
}

spool::listener service::make_listener() {
  spool::listener told;
  told.ready = [this](std::uint32_t partitions) { asio::post(io_, [this, partitions] { run(partitions); }); };
  told.confirmed = [this] {
    if (waits_for_room_.exchange(false)) {
      asio::post(io_, [this] { room_.cancel(); });
    }
  };
  told.failed = [log = log_](const std::string& problem) { log->warn("the log takes no records: {}", problem); };
  told.recovered = [log = log_] { log->info("the log takes records again"); };
  return told;
}

void service::begin() {
  const std::uint32_t partitions = settings_.streams.partitions;
  spool_->begin(partitions == 0);
  if (partitions == 0) {
    log_->info("asking for the partitions of {}", settings_.kafka->topic);
  } else {
    run(partitions);
  }
}

void service::run(std::uint32_t partitions) {
  if (is_ending_) {
    return;
  }
  numbering numbers = spool_->number_for(partitions, new_run());
  log_->info("run {}, {} partitions", numbers.run, partitions);
  maker_.emplace(std::move(numbers), partitions, settings_.max_record);
  // Events have some 500 bytes, mostly.
  const auto wanted =
      ami::subscribe_options{}.capacity(settings_.queue).max_bytes(settings_.queue * 1024).name("relay");
  events_.emplace(pbxs_.subscribe(wanted));
  live_.emplace(pbxs_, ami::live_options{}.keep_only(ami::live_part::channels));
  for (auto& [name, options] : settings_.servers) {
    pbxs_.add(name, options.logger(log_));
    servers_.try_emplace(name, io_.get_executor());
  }
  add_marker("relay_started");
  is_taking_ = true;
  watch(take_events(), "events");
  for (const auto& [name, options] : settings_.servers) {
    watch(write_snapshots(name), "snapshots");
  }
  watch(report(), "report");
  pbxs_.async_connect([this](ami::error_code error) {
    if (error && !is_ending_) {
      log_->error("a server is out of reach for good: {}", error.message());
    }
  });
}

// An exception of a job is a defect, or want of memory: nothing can be promised after it.
void service::watch(asio::awaitable<void> job, const char* name) {
  asio::co_spawn(io_, std::move(job), [this, name](const std::exception_ptr& failure) {
    if (!failure) {
      return;
    }
    try {
      std::rethrow_exception(failure);
    } catch (const std::exception& error) {
      log_->critical("{}: {}", name, error.what());
    }
    std::rethrow_exception(failure);
  });
}

asio::awaitable<void> service::take_events() {
  co_await flush();
  for (;;) {
    const auto batch = co_await events_->next_batch();
    if (batch.empty()) {
      break;
    }
    for (const auto& event : batch) {
      maker_->add_event(event.server(), event, time_of(event), outbox_);
      note_gap(event.server(), event);
    }
    taken_ += batch.size();
    co_await flush();
  }
  is_taking_ = false;
  events_ended_.cancel();
}

void service::note_gap(const std::string& server, const ami::event& event) {
  if (!event.is_gap()) {
    return;
  }
  server_state& state = servers_.at(server);
  state.is_down = event.is<ami::connection_lost>();
  state.needs_snapshot = true;
  state.changed.cancel();
}

// Until all that was made is in the buffer.
asio::awaitable<void> service::flush() {
  constexpr std::chrono::seconds ask_again{1};  // a disk that was full does not tell
  while (!outbox_.empty()) {
    waits_for_room_ = true;
    if (spool_->push(outbox_)) {
      outbox_.clear();
      break;
    }
    room_.expires_after(ask_again);
    co_await room_.async_wait(as_tuple);
  }
}

asio::awaitable<void> service::write_snapshots(std::string server) {
  server_state& state = servers_.at(server);
  while (!is_ending_) {
    if (state.is_down || !state.needs_snapshot) {
      state.changed.expires_at(settings_.snapshot_every.count() == 0 || state.is_down
                                   ? std::chrono::steady_clock::time_point::max()
                                   : std::chrono::steady_clock::now() + settings_.snapshot_every);
      const auto [cancelled] = co_await state.changed.async_wait(as_tuple);
      state.needs_snapshot = state.needs_snapshot || !cancelled;
      continue;
    }
    state.changed.expires_at(state.last + settings_.snapshot_pause);
    while (!is_ending_ && std::chrono::steady_clock::now() < state.changed.expiry()) {
      co_await state.changed.async_wait(as_tuple);
    }
    const bool written = co_await write_snapshot(server);
    if (!written) {
      break;
    }
  }
}

// False when the live state has ended.
asio::awaitable<bool> service::write_snapshot(const std::string& server) {
  server_state& state = servers_.at(server);
  const auto [error, settled] = co_await live_->async_wait_valid(server, as_tuple);
  if (error) {
    co_return false;
  }
  co_await flush();
  if (is_ending_ || state.is_down) {
    co_return !is_ending_;
  }
  // Now, and not as it was: a snapshot may be ahead of the records before it, and never behind them.
  const ami::live_snapshot now = live_->snapshot(server);
  const auto& channels = now.state(ami::live_part::channels);
  state.last = std::chrono::steady_clock::now();
  if (!channels.valid()) {
    // Without a right to the list, the next gap will not change that.
    state.needs_snapshot = !now.settled();
    log_->warn("{}: no snapshot: {}", server, channels.text());
    co_return true;
  }
  state.needs_snapshot = false;
  std::vector<channel_record> listed;
  for (const ami::live_channel& channel : now.channels()) {
    listed.push_back(record_of(channel));
  }
  maker_->add_snapshot(server, listed, wall_clock(), outbox_);
  co_await flush();
  co_return true;
}

void service::add_marker(const char* type) {
  for (const auto& [name, options] : settings_.servers) {
    maker_->add_marker(name, boost::json::object{{"type", type}}, wall_clock(), outbox_);
  }
}

asio::awaitable<void> service::report() {
  while (!is_ending_ && settings_.report.count() != 0) {
    report_timer_.expires_after(settings_.report);
    const auto [cancelled] = co_await report_timer_.async_wait(as_tuple);
    if (!cancelled) {
      log_figures();
    }
  }
}

void service::log_figures() const {
  const spool_figures now = spool_->figures();
  log_->info("taken={} lost={} confirmed={} buffered={} bytes={} waiting={} retries={}{}{}", taken_, events_->lost(),
             now.confirmed, now.records, now.bytes, events_->buffered() + outbox_.size(), now.retries,
             now.problem.empty() ? "" : " problem=", now.problem);
}

void service::end() {
  if (std::exchange(is_ending_, true)) {
    return;
  }
  log_->info("ending");
  watch(drain(), "the end");
}

asio::awaitable<void> service::drain() {
  const auto deadline = std::chrono::steady_clock::now() + settings_.drain;
  report_timer_.cancel();
  for (auto& [name, state] : servers_) {
    state.changed.cancel();
  }
  co_await pbxs_.async_disconnect(std::chrono::seconds{1}, as_tuple);
  events_ended_.expires_at(deadline);
  while (is_taking_ && std::chrono::steady_clock::now() < deadline) {
    co_await events_ended_.async_wait(as_tuple);
  }
  std::size_t untaken = 0;
  if (is_taking_) {
    untaken = events_->buffered();
  } else if (maker_) {
    add_marker("relay_stopped");
  }
  std::size_t unbuffered = outbox_.size();
  if (spool_->push(outbox_)) {
    outbox_.clear();
    unbuffered = 0;
  }
  const auto rest = std::chrono::duration_cast<settings::duration>(deadline - std::chrono::steady_clock::now());
  const std::size_t buffered = spool_->finish(std::max(rest, settings::duration::zero()));
  if (events_) {
    log_figures();
  }
  left_ = untaken + unbuffered + (settings_.disk ? 0 : buffered);
  if (buffered != 0) {
    log_->warn("{} records were not delivered, and {}", buffered,
               settings_.disk ? "stay in the buffer on disk" : "are lost: the buffer is in memory");
  }
  if (untaken + unbuffered != 0) {
    log_->warn("{} events and {} records found no room in the buffer, and are lost", untaken, unbuffered);
  }
  io_.stop();
}

}  // namespace relay
