// The changes of many live states between them and one consumer.
#pragma once

#include "live_state/change_sink.hpp"
#include "live_state/live_keeper.hpp"
#include "streams/waitable.hpp"

#include <ami/cluster_live_state.hpp>

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// Every server has a lane, a bounded queue. Changes are few beside events, so one lock is enough for all lanes.
class server_change_source final : public waitable {
public:
  server_change_source(std::shared_ptr<const context_executor> context, std::size_t capacity)
      : waitable{std::move(context)}, capacity_{capacity} {}
  ~server_change_source() override;

  // From the group of live states, which calls one after the other. What a server of the same name left behind comes
  // before what the new one has.
  void add(const std::shared_ptr<const std::string>& name, live_keeper& server);
  void remove(std::string_view name);
  // What is there can still be taken.
  void end(boost::system::error_code reason);

  // From the consumer.
  take_result take(std::optional<server_live_change>& value);
  void close();
  std::size_t buffered() const;

  // From anywhere.
  boost::system::error_code end_reason() const;
  std::uint64_t lost() const;

private:
  class lane;

  bool ready() const noexcept override { return !ready_.empty() || ended_; }
  void begin(lane& which, const live_snapshot& start);
  bool push(lane& which, const std::vector<live_change>& changes, live::model& source);
  void lose(lane& which, live::model& source) noexcept;
  bool over() const;
  // With the lock held:
  void put(lane& which, server_live_change item);
  static std::uint64_t lost_before(const lane& which);
  void begin_anew(lane& which, std::uint64_t more, live::model& source);
  std::shared_ptr<lane> find(std::string_view name) const;

  const std::size_t capacity_;
  // Guarded by mutex_.
  std::vector<std::shared_ptr<lane>> lanes_;  // those of servers that left as well, until all is taken
  std::deque<lane*> ready_;                   // those that have anything; the first is read
  std::size_t turn_left_ = 0;
  std::uint64_t lost_ = 0;
  boost::system::error_code end_reason_;
  bool ended_ = false;
};

}  // namespace ami::detail
