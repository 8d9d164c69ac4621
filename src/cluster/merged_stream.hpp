// The streams of many connections, read as one.
#pragma once

#include "cluster/server_follower.hpp"
#include "streams/subscription.hpp"
#include "streams/waitable.hpp"

#include <ami/cluster_stream.hpp>
#include <ami/event_stream.hpp>

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace ami::detail {

// Every server has a lane: its queue, and those that follow when its stream ended. A queue that gets something puts its
// lane among those that are ready, once; the consumer takes from the lanes one after the other. So an idle server costs
// nothing, a wait is one for all of them, and a batch of events costs one lock here.
class merged_stream final : public waitable, public server_follower {
public:
  merged_stream(std::shared_ptr<const context_executor> context, std::span<const event_filter> filters,
                subscribe_options settings);
  ~merged_stream() override;

  // From the cluster.
  void add(std::shared_ptr<const std::string> name, const std::shared_ptr<connection>& server) override;
  void remove(std::string_view name) override;

  // From anywhere.
  // A queue that ends is not followed by another.
  void finish() override;
  // No more events; what is buffered can still be taken.
  void end(boost::system::error_code reason) override;
  boost::system::error_code end_reason() const;
  std::uint64_t lost() const;
  std::uint64_t coalesced() const;

  // From the consumer.
  std::size_t buffered() const;
  take_result take(event& item, std::shared_ptr<const std::string>& server);
  void close();

private:
  class lane;

  bool ready() const noexcept override;
  std::shared_ptr<subscription> subscribe_to(connection& server) const;
  void lane_ready(std::shared_ptr<lane> which);
  void source_ended(const std::shared_ptr<lane>& which, const subscription& source);
  bool begin_next_lane();
  void current_ended();
  void retire(const std::vector<std::shared_ptr<lane>>& lanes);

  const std::shared_ptr<const context_executor> context_;
  const std::vector<event_filter> filters_;
  const subscribe_options settings_;

  // Guarded by mutex_.
  std::vector<std::shared_ptr<lane>> lanes_;  // those that leave as well, until all is taken
  std::deque<std::shared_ptr<lane>> ready_;
  std::uint64_t lost_before_ = 0;  // by queues that are gone
  std::uint64_t coalesced_before_ = 0;
  boost::system::error_code end_reason_;
  bool finishing_ = false;
  bool ended_ = false;
  std::atomic<bool> closed_{false};

  // The consumer's.
  std::shared_ptr<lane> current_;
  std::shared_ptr<subscription> current_source_;
  std::size_t turn_left_ = 0;
};

}  // namespace ami::detail
