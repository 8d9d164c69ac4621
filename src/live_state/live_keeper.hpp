// Runs the model of a live state on the strand of a connection.
#pragma once

#include "connection/connection.hpp"
#include "live/model.hpp"
#include "live_state/change_sink.hpp"
#include "live_state/change_source.hpp"
#include "live_state/state_watch.hpp"
#include "runtime/context_executor.hpp"
#include "runtime/context_registry.hpp"
#include "streams/list_source.hpp"
#include "streams/subscription.hpp"

#include <ami/live_options.hpp>
#include <ami/live_snapshot.hpp>
#include <ami/live_state.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

namespace ami::detail {

// Feeds the model with what a stream of all events has at each flush, and with the items and ends of lists: the
// connection calls both on its strand, in the order of the wire, so that nothing is late. Requests are sent from a
// posted function, since an action that cannot be sent completes within the call.
class live_keeper final : public context_member,
                          public stream_listener,
                          public std::enable_shared_from_this<live_keeper> {
public:
  // `renews`: the end of a connection is a gap, and the next one is waited for, whoever makes it.
  live_keeper(std::shared_ptr<connection> server, const live_options& wanted, bool renews);
  ~live_keeper() override;

  // To be called once, after the constructor.
  void begin();

  // From any thread.
  boost::asio::any_io_executor executor() const { return context_->get(); }
  live_snapshot snapshot();
  // A stream of the changes from now on.
  std::shared_ptr<change_source> subscribe(std::size_t capacity);
  // Hands what there is now, and the changes from now on, to `sink`.
  void add_sink(const std::shared_ptr<change_sink>& sink);
  // Tells `watch` when a part may be in another state.
  void add_watch(const std::shared_ptr<state_watch>& watch);
  std::shared_ptr<state_watch> watch();
  // Compares all valid parts as soon as may be, and reads those that failed.
  void verify();
  // Whether each part has been compared or read since then, or has failed.
  bool verified_since(live_time begin) const;
  // No error while it goes on.
  boost::system::error_code end_reason() const;
  live_statistics statistics();
  // The live state ends with the connection of now, or else with the next connection.
  void renew_no_more();
  // The handle is gone.
  void stop() noexcept;

  void abandon() override;
  void stream_ready() override;
  void stream_ended(subscription& which) override;

private:
  class list_reader;

  void forbid_masked_parts();
  // With the lock held:
  void feed(const event& value);
  void note_changes();
  void push_changes(change_sink& sink, const std::vector<live_change>& changes, bool lost);
  void set_timer();

  // Without the lock: a part may be in another state.
  void wake_watches();
  void post_requests();
  void send_requests();
  void send_next_request();
  void send(const live::list_request& request);
  void wait_for_connection();
  bool renew(const subscription& ended);
  bool follow_next(const subscription& ended);
  void connected();
  void status_arrived(boost::system::error_code error, const reply& answer);
  void list_begun(list_reader& reader, std::shared_ptr<list_source> source);
  void list_ready(list_reader& reader);
  void list_ended(list_reader& reader);
  void end();

  const std::shared_ptr<context_executor> own_context_;  // to end it
  const std::shared_ptr<const context_executor> context_;
  const std::shared_ptr<connection> server_;

  std::mutex waiting_mutex_;  // of the wait for the connection; never together with the other one
  bool waiting_ = false;
  bool may_wait_ = true;
  const std::shared_ptr<boost::asio::cancellation_signal> stop_waiting_ =
      std::make_shared<boost::asio::cancellation_signal>();

  mutable std::mutex mutex_;
  live::model model_;
  std::shared_ptr<subscription> events_;
  std::shared_ptr<list_reader> list_;
  std::optional<boost::asio::steady_timer> timer_;
  std::optional<live_time> timer_due_;
  std::vector<std::weak_ptr<change_sink>> sinks_;
  std::vector<std::weak_ptr<state_watch>> watches_;
  boost::system::error_code end_reason_;
  std::uint64_t overflows_ = 0;
  bool renews_;
  bool linked_ = false;  // the model knows of a connection
  bool posted_ = false;
  bool abandoned_ = false;
};

}  // namespace ami::detail
