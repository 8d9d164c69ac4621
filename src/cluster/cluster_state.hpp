// The servers behind the handles of a cluster.
#pragma once

#include "cluster/merged_stream.hpp"
#include "cluster/server_follower.hpp"
#include "runtime/completion.hpp"
#include "runtime/context_executor.hpp"
#include "runtime/context_registry.hpp"
#include "session/server_picker.hpp"

#include <ami/cluster.hpp>
#include <ami/config.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// One server of a cluster. Operations hold this and the connection, but no handle of the manager: the cluster's going
// away ends them.
class cluster_member {
public:
  cluster_member(std::string name, const manager& handle, std::shared_ptr<connection> connection)
      : name_{std::make_shared<const std::string>(std::move(name))}, connection_{std::move(connection)}, handle_{
                                                                                                             handle} {}

  const std::shared_ptr<const std::string> name_;
  const std::shared_ptr<connection> connection_;
  std::atomic<std::size_t> in_flight_{0};

  // Guarded by the cluster's mutex.
  std::optional<manager> handle_;  // none when the server was removed
  bool connecting_ = false;        // by the cluster
  boost::asio::cancellation_signal cancel_connect_;
  boost::system::error_code last_error_;
};

using member_ptr = std::shared_ptr<cluster_member>;

class cluster_state : public context_member, public std::enable_shared_from_this<cluster_state> {
public:
  explicit cluster_state(boost::asio::any_io_executor executor);
  ~cluster_state() override;

  // Makes it known to its execution context.
  void enlist();

  // From any thread.
  boost::asio::any_io_executor executor() const { return context_->get(); }
  manager add(std::string name, options settings);
  bool remove(std::string_view name);
  std::optional<manager> find(std::string_view name) const;
  std::vector<std::string> names() const;
  std::vector<server_status> states() const;
  std::shared_ptr<merged_stream> subscribe(std::span<const event_filter> filters, const subscribe_options& settings);
  // Tells it of the servers that there are, and of those that come and go.
  AMI_DECL void follow(const std::shared_ptr<server_follower>& follower);
  const std::shared_ptr<const context_executor>& context() const noexcept { return context_; }
  void async_connect(bool any, answers_handler handler);
  void async_disconnect(std::optional<options::duration> limit, answers_handler handler);
  void async_wait_for(bool any, answers_handler handler);
  void async_send_any(const cluster_request& asked, answers_handler handler);
  void async_send_all(const cluster_request& asked, answers_handler handler);
  // The last handle went away.
  void release();
  // The execution context is being destroyed.
  void abandon() override;

private:
  // A connect() or connect_any() that waits for the attempts of its servers.
  class connect_wait {
  public:
    connect_wait(answers_handler handler, const context_executor& context, std::uint64_t id, bool any)
        : handler_{std::move(handler), context}, id_{id}, any_{any} {}

    bool over() const noexcept;
    std::vector<server_answer> result() const;

    stored_handler<answers_handler> handler_;
    std::uint64_t id_;
    bool any_;
    std::vector<member_ptr> awaited_;
    std::vector<server_answer> failures_;  // in the order of the servers, as far as they are there
    std::size_t failed_ = 0;
    bool connected_ = false;  // any of them
  };
  using wait_ptr = std::unique_ptr<connect_wait>;

  std::vector<member_ptr> members() const;
  std::vector<std::shared_ptr<server_follower>> living_followers() const;
  void begin_attempt(const member_ptr& server);
  void attempt_ended(const member_ptr& server, boost::system::error_code error, const reply& answer);
  void cancel_connect(std::uint64_t id);
  void complete(wait_ptr waiting);
  void fail(std::vector<wait_ptr> waits, boost::system::error_code error);
  void complete_now(answers_handler handler, boost::system::error_code error, std::vector<server_answer> answers);

  const std::shared_ptr<context_executor> own_context_;  // to end it
  const std::shared_ptr<const context_executor> context_;

  mutable std::mutex mutex_;
  std::vector<member_ptr> members_;
  std::vector<std::weak_ptr<server_follower>> followers_;
  std::vector<wait_ptr> waits_;
  session::server_picker picker_;
  std::uint64_t wait_ids_ = 0;
  bool gone_ = false;  // released, or the execution context is gone
};

}  // namespace ami::detail
