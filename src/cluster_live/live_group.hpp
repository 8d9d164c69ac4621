// The live states of the servers of a cluster.
#pragma once

#include "cluster/server_follower.hpp"
#include "cluster_live/server_change_source.hpp"
#include "live_state/live_keeper.hpp"
#include "live_state/state_watch.hpp"
#include "runtime/context_executor.hpp"

#include <ami/live_options.hpp>

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// One of them.
class live_member {
public:
  std::shared_ptr<const std::string> name_;
  std::shared_ptr<live_keeper> keeper_;
};

// Its lock is taken before that of a live state, which is taken before that of a stream.
class live_group final : public server_follower {
public:
  live_group(std::shared_ptr<const context_executor> context, const live_options& wanted)
      : context_{std::move(context)}, wanted_{wanted} {}

  // From the cluster.
  void add(std::shared_ptr<const std::string> name, const std::shared_ptr<connection>& server) override;
  void remove(std::string_view name) override;
  void finish() override;
  void end(boost::system::error_code reason) override;

  // From any thread.
  boost::asio::any_io_executor executor() const { return context_->get(); }
  std::vector<live_member> members() const;
  // Null when there is none of that name.
  std::shared_ptr<live_keeper> find(std::string_view name) const;
  std::shared_ptr<server_change_source> subscribe(std::size_t capacity);
  // It is told when all has ended; the live states tell it of themselves.
  std::shared_ptr<state_watch> make_watch();
  // No error while it goes on.
  boost::system::error_code end_reason() const;
  // The handle is gone.
  void stop() noexcept;

private:
  std::vector<std::shared_ptr<server_change_source>> living_streams() const;

  const std::shared_ptr<const context_executor> context_;
  const live_options wanted_;

  mutable std::mutex mutex_;
  std::vector<live_member> members_;
  std::vector<std::weak_ptr<server_change_source>> streams_;
  std::vector<std::weak_ptr<state_watch>> watches_;
  boost::system::error_code end_reason_;
  bool finishing_ = false;
};

}  // namespace ami::detail
