#include "live_state/live_keeper.hpp"

#include "base/memory_reserve.hpp"
#include "catalogue/event_classes.hpp"

#include <ami/action.hpp>
#include <ami/detail/operations.hpp>
#include <ami/error.hpp>
#include <ami/send_options.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <chrono>
#include <limits>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace asio = boost::asio;

namespace ami::detail {

namespace {

// A list is asked for when the server has said that it is booted, a moment before the session is set up.
constexpr std::chrono::seconds longest_wait_for_connection{10};
// A batch has fewer events, and each is taken at once: nothing is ever dropped.
constexpr std::size_t room_for_batch = 65536;
constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

std::shared_ptr<subscription> subscribe_to(connection& server) {
  return server.subscribe({}, subscribe_options{}.capacity(room_for_batch).max_bytes(no_limit));
}

live_time time_of(const event& value) {
  const auto arrived = value.arrived();
  return arrived != live_time{} ? arrived : std::chrono::steady_clock::now();
}

live::list_outcome outcome_of(error_code error) {
  if (!error) {
    return live::list_outcome::complete;
  }
  if (error == boost::system::errc::not_enough_memory) {
    return live::list_outcome::no_memory;
  }
  if (error == errc::permission_denied) {
    return live::list_outcome::permission_denied;
  }
  if (error == errc::unknown_action || error == errc::module_not_loaded) {
    return live::list_outcome::unknown_action;
  }
  return error == errc::action_rejected || error == errc::list_failed ? live::list_outcome::error
                                                                      : live::list_outcome::lost;
}

// The classes of events that live_part names.
std::vector<std::string_view> classes_of(live_part part) {
  switch (part) {
  case live_part::queues: return {"agent"};
  case live_part::endpoints: return {"call", "system"};
  default: return {"call"};
  }
}

live::settings settings_of(const live_options& wanted) {
  live::settings result;
  for (const live_part part : live_parts) {
    result.parts_.set(static_cast<std::size_t>(part), wanted.keeps(part));
  }
  result.verify_every_ =
      wanted.verify_every() > live_options::duration::zero() ? std::optional{wanted.verify_every()} : std::nullopt;
  result.confirm_after_ = wanted.confirm_after();
  result.least_pause_ = wanted.shortest_pause();
  result.most_pause_ = std::max(wanted.shortest_pause(), wanted.longest_pause());
  return result;
}

}  // namespace

// Reads the list under way. The items wait in the list's own queue only for as long as a batch takes.
class live_keeper::list_reader final : public list_listener {
public:
  explicit list_reader(std::weak_ptr<live_keeper> owner) noexcept : owner_{std::move(owner)} {}

  void listen_to(std::shared_ptr<list_source> source) override {
    if (const auto owner = owner_.lock()) {
      owner->list_begun(*this, std::move(source));
    }
  }
  void stream_ready() override {
    if (const auto owner = owner_.lock()) {
      owner->list_ready(*this);
    }
  }
  void stream_ended(subscription& /*which*/) override {
    if (const auto owner = owner_.lock()) {
      owner->list_ended(*this);
    }
  }

  std::shared_ptr<list_source> source_;  // guarded by the owner's mutex

private:
  const std::weak_ptr<live_keeper> owner_;
};

live_keeper::live_keeper(std::shared_ptr<connection> server, const live_options& wanted, bool renews)
    : own_context_{std::make_shared<context_executor>(server->executor())}, context_{own_context_},
      server_{std::move(server)}, model_{settings_of(wanted)}, renews_{renews} {}

live_keeper::~live_keeper() {
  if (events_ != nullptr) {
    events_->close();
  }
}

void live_keeper::begin() {
  if (!server_->executor()) {
    // Its execution context is gone.
    own_context_->drop();
    end();
    return;
  }
  join(*context_, shared_from_this());
  forbid_masked_parts();
  auto events = subscribe_to(*server_);
  {
    const std::lock_guard lock{mutex_};
    context_->use([&](const asio::any_io_executor& executor) { timer_.emplace(executor); });
    events_ = events;
  }
  events->listen(std::static_pointer_cast<live_keeper>(shared_from_this()));
  wait_for_connection();
}

void live_keeper::wait_for_connection() {
  context_->use([&](const asio::any_io_executor& executor) {
    auto handler = [weak = weak_from_this(), signal = stop_waiting_](error_code error, const reply&) {
      const auto self = weak.lock();
      if (self == nullptr) {
        return;
      }
      {
        const std::lock_guard lock{self->waiting_mutex_};
        self->waiting_ = false;
      }
      if (!error) {
        self->connected();
      }
    };
    // A signal must not be emitted while its slot is being filled.
    const std::lock_guard lock{waiting_mutex_};
    if (!may_wait_ || std::exchange(waiting_, true)) {
      return;
    }
    server_->async_wait_for(
        connection_state::connected,
        asio::bind_cancellation_slot(stop_waiting_->slot(), asio::bind_executor(executor, std::move(handler))));
  });
}

// Whose events the options leave out cannot be kept.
void live_keeper::forbid_masked_parts() {
  const options& settings = server_->settings();
  const auto& mask = settings.event_mask();
  if (!mask || settings.event_mask_from_subscriptions()) {
    return;
  }
  const std::lock_guard lock{mutex_};
  for (const live_part part : live_parts) {
    for (const std::string_view needed : classes_of(part)) {
      if (!mask_has_class(*mask, needed)) {
        model_.forbid(part, "event_mask() leaves out class " + std::string{needed}, std::chrono::steady_clock::now());
      }
    }
  }
}

// ---- What users ask for

live_snapshot live_keeper::snapshot() {
  const std::lock_guard lock{mutex_};
  return model_.snapshot();
}

std::shared_ptr<change_source> live_keeper::subscribe(std::size_t capacity) {
  auto source = std::make_shared<change_source>(context_, capacity);
  add_sink(source);
  return source;
}

void live_keeper::add_sink(const std::shared_ptr<change_sink>& sink) {
  error_code ended;
  {
    const std::lock_guard lock{mutex_};
    note_changes();  // what happened before is for the others
    model_.watch(true);
    sink->begin(model_.snapshot());
    sinks_.push_back(sink);
    ended = end_reason_;
  }
  if (ended) {
    sink->end(ended);
  }
}

void live_keeper::add_watch(const std::shared_ptr<state_watch>& watch) {
  const std::lock_guard lock{mutex_};
  std::erase_if(watches_, [](const auto& known) { return known.expired(); });
  watches_.push_back(watch);
}

std::shared_ptr<state_watch> live_keeper::watch() {
  auto made = std::make_shared<state_watch>(context_);
  add_watch(made);
  return made;
}

void live_keeper::verify() {
  {
    const std::lock_guard lock{mutex_};
    model_.verify(std::chrono::steady_clock::now());
  }
  post_requests();
}

bool live_keeper::verified_since(live_time begin) const {
  const std::lock_guard lock{mutex_};
  return model_.verified_since(begin);
}

error_code live_keeper::end_reason() const {
  const std::lock_guard lock{mutex_};
  return end_reason_;
}

live_statistics live_keeper::statistics() {
  const std::lock_guard lock{mutex_};
  const auto counters = model_.counters();
  live_statistics result;
  result.events = counters.events_;
  result.unknown_channels = counters.unknown_channels_;
  result.gaps = counters.gaps_;
  result.restarts = counters.restarts_;
  result.lists = counters.lists_;
  result.spoiled_lists = counters.spoiled_lists_;
  result.comparisons = counters.comparisons_;
  result.repairs = counters.repairs_;
  result.overflows = overflows_;
  const live_snapshot now = model_.snapshot();
  result.generation = now.generation();
  result.parts = model_.states().all();
  result.records.emplace_back("channels", now.channels().size());
  result.records.emplace_back("bridges", now.bridges().size());
  result.records.emplace_back("calls", now.calls().size());
  result.records.emplace_back("queues", now.queues().size());
  result.records.emplace_back("devices", now.devices().size());
  result.records.emplace_back("endpoints", now.endpoints().size());
  result.records.emplace_back("parking_lots", now.parking_lots().size());
  result.records.emplace_back("parked_calls", now.parked_calls().size());
  result.records.emplace_back("conferences", now.conferences().size());
  return result;
}

void live_keeper::stop() noexcept {
  try {
    end();
  } catch (const std::bad_alloc&) {
    return;  // the destructor closes the stream
  }
}

// ---- Events, on the strand

void live_keeper::stream_ready() {
  bool states = false;
  {
    const std::lock_guard lock{mutex_};
    if (end_reason_ || events_ == nullptr) {
      return;
    }
    const auto gaps = model_.counters().gaps_;
    event item;
    while (events_->take(item) == take_result::item) {
      states = states || item.is_gap() || item.type() == event_type::fully_booted;
      feed(item);
    }
    states = states || model_.counters().gaps_ != gaps;
    note_changes();
  }
  if (states) {
    wake_watches();
  }
}

void live_keeper::feed(const event& value) {
  if (value.is_gap() && !value.is<lagged>()) {
    linked_ = value.is<connection_restored>();
  }
  model_.on_event(value, time_of(value));
}

void live_keeper::stream_ended(subscription& which) {
  stream_ready();
  if (!renew(which)) {
    end();
  }
}

// A connection that is not made again by itself ended, or somebody ended it. The next one's events are to be seen from
// its beginning. False when the end of the connection is the end of all.
bool live_keeper::renew(const subscription& ended) {
  {
    const std::lock_guard lock{mutex_};
    if (!renews_ || end_reason_) {
      return false;
    }
    if (events_.get() != &ended) {
      return true;  // this was said before
    }
  }
  try {
    return follow_next(ended);
  } catch (const std::bad_alloc&) {
    return false;  // it says that it has ended, and not what is out of date
  }
}

bool live_keeper::follow_next(const subscription& ended) {
  const auto fresh = subscribe_to(*server_);
  bool wanted = false;
  {
    const std::lock_guard lock{mutex_};
    // One that has ended already: the execution context is gone.
    const bool goes_on = renews_ && !end_reason_ && !fresh->end_reason();
    wanted = goes_on && events_.get() == &ended;
    if (wanted) {
      events_ = fresh;
      if (std::exchange(linked_, false)) {
        model_.on_connection_lost(std::chrono::steady_clock::now());
        note_changes();
      }
    } else if (!goes_on) {
      renews_ = false;
    }
  }
  if (!wanted) {
    fresh->close();
    const std::lock_guard lock{mutex_};
    return renews_;
  }
  wake_watches();
  fresh->listen(std::static_pointer_cast<live_keeper>(shared_from_this()));
  wait_for_connection();
  return true;
}

void live_keeper::renew_no_more() {
  const std::lock_guard lock{mutex_};
  renews_ = false;
}

// Hands the changes on, with the lock held, so that those that two threads found come in their order.
void live_keeper::note_changes() {
  const bool lost = model_.take_loss();
  if (const auto changes = model_.take_changes(); lost || !changes.empty()) {
    std::erase_if(sinks_, [&](const auto& weak) {
      const auto sink = weak.lock();
      if (sink == nullptr || sink->closed()) {
        return true;
      }
      push_changes(*sink, changes, lost);
      return false;
    });
    model_.watch(!sinks_.empty());
  }
  set_timer();
}

void live_keeper::push_changes(change_sink& sink, const std::vector<live_change>& changes, bool lost) {
  bool fits = false;
  try {
    fits = !lost && sink.push(changes, model_);
  } catch (const std::bad_alloc&) {
    lost = true;
  }
  if (lost) {
    sink.lose(model_);
  }
  overflows_ += fits ? 0U : 1U;
}

// One after the other, because copying the list would need memory. From the back: others may take some out meanwhile,
// which moves those behind them to the front, and add some, who see for themselves what there is.
void live_keeper::wake_watches() {
  for (std::size_t left = std::numeric_limits<std::size_t>::max(); left != 0;) {
    std::shared_ptr<state_watch> watch;
    {
      const std::lock_guard lock{mutex_};
      left = std::min(left, watches_.size());
      if (left != 0) {
        watch = watches_[--left].lock();
      }
    }
    if (watch != nullptr) {
      watch->note_change();
    }
  }
}

// ---- Lists

void live_keeper::connected() {
  bool gone = false;
  {
    const std::lock_guard lock{mutex_};
    gone = server_->state() != connection_state::connected;
    if (!gone && !std::exchange(linked_, true)) {
      model_.start(std::chrono::steady_clock::now());
    }
    gone = gone && renews_;
  }
  if (gone) {
    wait_for_connection();
  }
  post_requests();
}

// Calls send_requests() when the model is due. Nothing is due while a list is under way, and its end calls this.
void live_keeper::set_timer() {
  const auto due = end_reason_ || abandoned_ ? std::nullopt : model_.next_due();
  if (due == timer_due_ || !timer_) {
    return;
  }
  timer_->cancel();
  timer_due_.reset();
  if (!due) {
    return;
  }
  timer_->expires_at(*due);
  const auto handler = [weak = weak_from_this(), due](error_code error) {
    const auto self = weak.lock();
    if (self == nullptr || error) {
      return;
    }
    {
      const std::lock_guard lock{self->mutex_};
      if (self->timer_due_ != due) {
        return;
      }
      self->timer_due_.reset();
    }
    self->send_requests();
  };
  try {
    with_memory_reserve([&] { timer_->async_wait(handler); });
    timer_due_ = due;
  } catch (const std::bad_alloc&) {
    return;  // the next event tries it again
  }
}

void live_keeper::post_requests() {
  {
    const std::lock_guard lock{mutex_};
    if (std::exchange(posted_, true)) {
      return;
    }
  }
  try {
    context_->use([&](const asio::any_io_executor& executor) {
      const auto handler = [weak = weak_from_this()] {
        if (const auto self = weak.lock()) {
          {
            const std::lock_guard lock{self->mutex_};
            self->posted_ = false;
          }
          self->send_requests();
        }
      };
      with_memory_reserve([&] { asio::post(executor, handler); });
    });
  } catch (const std::bad_alloc&) {
    const std::lock_guard lock{mutex_};
    posted_ = false;  // the timer will do it
  }
}

void live_keeper::send_requests() {
  std::optional<live::list_request> request;
  {
    const std::lock_guard lock{mutex_};
    if (end_reason_ || abandoned_) {
      return;
    }
    request = model_.next_request(std::chrono::steady_clock::now());
    note_changes();
  }
  if (!request) {
    return;
  }
  wake_watches();
  try {
    send(*request);
  } catch (const std::bad_alloc&) {
    // It was not sent.
    const std::lock_guard lock{mutex_};
    list_.reset();
    model_.on_list_end(live::list_outcome::no_memory, {}, std::chrono::steady_clock::now());
    set_timer();
  }
}

void live_keeper::send(const live::list_request& request) {
  const action asked = request.to_action();
  if (request.kind() == live::list_kind::core_status) {
    prepared_action prepared{*server_, asked, send_options{}.wait_for_connection(longest_wait_for_connection)};
    context_->use([&](const asio::any_io_executor& executor) {
      server_->async_send(
          std::move(prepared),
          asio::bind_executor(executor, [weak = weak_from_this()](error_code error, const reply& answer) {
            if (const auto self = weak.lock()) {
              self->status_arrived(error, answer);
            }
          }));
    });
    return;
  }
  const auto reader = std::make_shared<list_reader>(weak_from_this());
  {
    const std::lock_guard lock{mutex_};
    if (end_reason_) {
      return;
    }
    list_ = reader;
  }
  const list_options settings =
      list_options{}.wait_for_connection(longest_wait_for_connection).max_items(no_limit).max_bytes(no_limit);
  server_->list(prepared_action{*server_, asked, settings}, settings, reader);
}

void live_keeper::status_arrived(error_code error, const reply& answer) {
  {
    const std::lock_guard lock{mutex_};
    if (end_reason_) {
      return;
    }
    const auto now = std::chrono::steady_clock::now();
    if (error) {
      model_.on_list_end(outcome_of(error), answer.message(), now);
    } else {
      model_.on_core_status(answer.response().frame(), now);
    }
    note_changes();
  }
  wake_watches();
  post_requests();
}

void live_keeper::list_begun(list_reader& reader, std::shared_ptr<list_source> source) {
  bool late = false;
  {
    const std::lock_guard lock{mutex_};
    reader.source_ = source;
    late = list_.get() != &reader;
  }
  if (late) {
    source->close();
  }
}

void live_keeper::list_ready(list_reader& reader) {
  const std::lock_guard lock{mutex_};
  if (list_.get() != &reader) {
    return;
  }
  event item;
  while (reader.source_->take(item) == take_result::item) {
    model_.on_list_item(std::move(item));
  }
}

void live_keeper::list_ended(list_reader& reader) {
  list_ready(reader);
  {
    const std::lock_guard lock{mutex_};
    if (list_.get() != &reader || end_reason_) {
      return;
    }
    const reply result = reader.source_->result();
    const error_code error = reader.source_->error();
    list_.reset();
    model_.on_list_end(outcome_of(error), result.message(), std::chrono::steady_clock::now());
    note_changes();
  }
  wake_watches();
  post_requests();
}

// ---- The end

// With no more memory than the reserve has.
void live_keeper::end() {
  std::shared_ptr<subscription> events;
  std::shared_ptr<list_source> list;
  std::vector<std::weak_ptr<change_sink>> sinks;
  {
    const std::lock_guard lock{mutex_};
    if (end_reason_) {
      return;
    }
    // disconnect() ends the streams without a gap.
    model_.on_connection_lost(std::chrono::steady_clock::now());
    end_reason_ = errc::disconnected;
    note_changes();
    events = std::move(events_);
    list = list_ != nullptr ? list_->source_ : nullptr;
    list_.reset();
    sinks.swap(sinks_);
  }
  wake_watches();
  for (const auto& weak : sinks) {
    if (const auto sink = weak.lock()) {
      sink->end(errc::disconnected);
    }
  }
  if (events != nullptr) {
    events->close();
  }
  if (list != nullptr) {
    list->close();
  }
  const std::lock_guard lock{waiting_mutex_};
  may_wait_ = false;
  stop_waiting_->emit(asio::cancellation_type::terminal);
}

void live_keeper::abandon() {
  end();
  {
    const std::lock_guard lock{mutex_};
    abandoned_ = true;
    timer_.reset();
  }
  own_context_->drop();
}

}  // namespace ami::detail
