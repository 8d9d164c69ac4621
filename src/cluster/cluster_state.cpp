#include "cluster/cluster_state.hpp"

#include "cluster/cluster_operations.hpp"
#include "connection/connection.hpp"

#include <ami/error.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/error.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace asio = boost::asio;

namespace ami::detail {

cluster_state::cluster_state(asio::any_io_executor executor)
    : own_context_{std::make_shared<context_executor>(std::move(executor))}, context_{own_context_} {}

cluster_state::~cluster_state() = default;

void cluster_state::enlist() {
  join(*context_, shared_from_this());
}

// ---- The servers

manager cluster_state::add(std::string name, options settings) {
  manager handle{context_->get(), std::move(settings)};
  const auto added = std::make_shared<cluster_member>(std::move(name), handle, handle.connection_);
  const std::lock_guard lock{mutex_};
  if (std::ranges::any_of(members_, [&](const member_ptr& member) { return *member->name_ == *added->name_; })) {
    throw std::invalid_argument{"ami::cluster: there is a server \"" + *added->name_ + "\" already"};
  }
  members_.push_back(added);
  for (const auto& follower : living_followers()) {
    follower->add(added->name_, added->connection_);
  }
  return handle;
}

bool cluster_state::remove(std::string_view name) {
  std::optional<manager> handle;  // goes away without the lock
  const std::lock_guard lock{mutex_};
  const auto found = std::ranges::find_if(members_, [&](const member_ptr& member) { return *member->name_ == name; });
  if (found == members_.end()) {
    return false;
  }
  handle = std::move((*found)->handle_);
  (*found)->handle_.reset();
  members_.erase(found);
  for (const auto& follower : living_followers()) {
    follower->remove(name);
  }
  return true;
}

std::optional<manager> cluster_state::find(std::string_view name) const {
  const std::lock_guard lock{mutex_};
  const auto found = std::ranges::find_if(members_, [&](const member_ptr& member) { return *member->name_ == name; });
  return found != members_.end() ? (*found)->handle_ : std::nullopt;
}

std::vector<member_ptr> cluster_state::members() const {
  const std::lock_guard lock{mutex_};
  return members_;
}

std::vector<std::string> cluster_state::names() const {
  std::vector<std::string> result;
  for (const member_ptr& member : members()) {
    result.push_back(*member->name_);
  }
  return result;
}

std::vector<server_status> cluster_state::states() const {
  std::vector<server_status> result;
  const std::lock_guard lock{mutex_};
  for (const member_ptr& member : members_) {
    result.emplace_back(*member->name_, member->connection_->state(), member->last_error_);
  }
  return result;
}

// ---- Who follows the servers

std::shared_ptr<merged_stream> cluster_state::subscribe(std::span<const event_filter> filters,
                                                        const subscribe_options& settings) {
  auto stream = std::make_shared<merged_stream>(context_, filters, settings);
  follow(stream);
  return stream;
}

void cluster_state::follow(const std::shared_ptr<server_follower>& follower) {
  const std::lock_guard lock{mutex_};
  std::erase_if(followers_, [](const auto& known) { return known.expired(); });
  followers_.push_back(follower);
  for (const member_ptr& member : members_) {
    follower->add(member->name_, member->connection_);
  }
  if (gone_) {
    follower->end(errc::disconnected);
  }
}

// With the lock held.
std::vector<std::shared_ptr<server_follower>> cluster_state::living_followers() const {
  std::vector<std::shared_ptr<server_follower>> result;
  for (const auto& follower : followers_) {
    if (auto alive = follower.lock()) {
      result.push_back(std::move(alive));
    }
  }
  return result;
}

// ---- connect()

bool cluster_state::connect_wait::over() const noexcept {
  return awaited_.empty() || (any_ && connected_);
}

// The failures; empty when the whole is a success.
std::vector<server_answer> cluster_state::connect_wait::result() const {
  std::vector<server_answer> result;
  if (!any_ || !connected_) {
    std::ranges::copy_if(failures_, std::back_inserter(result),
                         [](const auto& answer) { return bool{answer.error()}; });
  }
  return result;
}

void cluster_state::async_connect(bool any, answers_handler handler) {
  wait_ptr over;
  bool refused = false;
  {
    const std::lock_guard lock{mutex_};
    refused = gone_;
    if (!refused) {
      const std::uint64_t id = ++wait_ids_;
      auto slot = handler.get_cancellation_slot();
      if (slot.is_connected()) {
        slot.assign([weak = weak_from_this(), id](asio::cancellation_type) {
          if (const auto self = weak.lock()) {
            self->cancel_connect(id);
          }
        });
      }
      auto waiting = std::make_unique<connect_wait>(std::move(handler), *context_, id, any);
      for (const member_ptr& member : members_) {
        const auto state = member->connection_->state();
        waiting->connected_ = waiting->connected_ || state == connection_state::connected;
        if (!member->connecting_ && state == connection_state::disconnected) {
          begin_attempt(member);
        }
        if (member->connecting_) {
          waiting->awaited_.push_back(member);
          waiting->failures_.emplace_back(*member->name_, error_code{}, reply{});
        }
      }
      if (waiting->over()) {
        over = std::move(waiting);
      } else {
        waits_.push_back(std::move(waiting));
      }
    }
  }
  if (refused) {
    // NOLINTNEXTLINE(bugprone-use-after-move): moved from only when it is not refused
    complete_now(std::move(handler), errc::disconnected, {});
  } else if (over != nullptr) {
    complete(std::move(over));
  }
}

// With the lock held: a manager completes nothing inline, and this handler has no executor on which it could.
void cluster_state::begin_attempt(const member_ptr& server) {
  server->connecting_ = true;
  server->last_error_ = {};
  start_connect(server->connection_,
                asio::bind_cancellation_slot(server->cancel_connect_.slot(),
                                             [weak = weak_from_this(), server](error_code error, const reply& answer) {
                                               if (const auto self = weak.lock()) {
                                                 self->attempt_ended(server, error, answer);
                                               }
                                             }));
}

void cluster_state::attempt_ended(const member_ptr& server, error_code error, const reply& answer) {
  std::vector<wait_ptr> over;
  {
    const std::lock_guard lock{mutex_};
    server->connecting_ = false;
    server->last_error_ = error;
    for (wait_ptr& waiting : waits_) {
      if (std::erase(waiting->awaited_, server) == 0) {
        continue;
      }
      waiting->connected_ = waiting->connected_ || !error;
      for (server_answer& failure : waiting->failures_) {
        if (failure.server() == *server->name_) {
          failure = server_answer{*server->name_, error, answer};
        }
      }
      if (waiting->over()) {
        over.push_back(std::move(waiting));
      }
    }
    std::erase(waits_, nullptr);
  }
  for (wait_ptr& waiting : over) {
    complete(std::move(waiting));
  }
}

void cluster_state::cancel_connect(std::uint64_t id) {
  std::vector<wait_ptr> cancelled;
  {
    const std::lock_guard lock{mutex_};
    const auto found = std::ranges::find_if(waits_, [&](const wait_ptr& waiting) { return waiting->id_ == id; });
    if (found == waits_.end()) {
      return;
    }
    cancelled.push_back(std::move(*found));
    waits_.erase(found);
    for (const member_ptr& server : cancelled.front()->awaited_) {
      const bool awaited = std::ranges::any_of(waits_, [&](const wait_ptr& other) {
        return std::ranges::find(other->awaited_, server) != other->awaited_.end();
      });
      if (!awaited) {
        server->cancel_connect_.emit(asio::cancellation_type::terminal);
      }
    }
  }
  fail(std::move(cancelled), asio::error::operation_aborted);
}

void cluster_state::complete(wait_ptr waiting) {
  auto answers = waiting->result();
  error_code error;
  if (!answers.empty()) {
    error = answers.front().error();
  } else if (waiting->any_ && !waiting->connected_) {
    error = errc::not_connected;
  }
  post_completion(context_, waiting->handler_, [error, answers = std::move(answers)](answers_handler handler) mutable {
    std::move(handler)(error, std::move(answers));
  });
}

void cluster_state::fail(std::vector<wait_ptr> waits, error_code error) {
  for (const wait_ptr& waiting : waits) {
    post_completion(context_, waiting->handler_,
                    [error](answers_handler handler) { std::move(handler)(error, std::vector<server_answer>{}); });
  }
}

// For an operation that has nothing to wait for.
void cluster_state::complete_now(answers_handler handler, error_code error, std::vector<server_answer> answers) {
  auto call = [error, answers = std::move(answers)](answers_handler ready) mutable {
    std::move(ready)(error, std::move(answers));
  };
  if (context_->gone()) {
    refuse_elsewhere(completion{std::move(handler), std::move(call)});
    return;
  }
  stored_handler<answers_handler> stored{std::move(handler), *context_};
  post_completion(context_, stored, std::move(call));
}

// ---- What is the same for all servers

void cluster_state::async_disconnect(std::optional<options::duration> limit, answers_handler handler) {
  std::vector<std::shared_ptr<server_follower>> followers;
  std::vector<member_ptr> servers;
  {
    const std::lock_guard lock{mutex_};
    followers = living_followers();
    servers = members_;
  }
  for (const auto& follower : followers) {
    follower->finish();
  }
  const auto end_followers = [ending =
                                  std::vector<std::weak_ptr<server_follower>>(followers.begin(), followers.end())] {
    for (const auto& follower : ending) {
      if (const auto alive = follower.lock()) {
        alive->end(errc::disconnected);
      }
    }
  };
  if (servers.empty()) {
    end_followers();
    complete_now(std::move(handler), {}, {});
    return;
  }
  const auto operation = std::make_shared<all_servers>(std::move(handler), std::move(servers),
                                                       all_servers::verdict::first_error, end_followers);
  operation->start([&](cluster_member& server, reply_handler part) {
    start_disconnect(server.connection_, limit.value_or(disconnect_limit(*server.connection_)), std::move(part));
  });
}

void cluster_state::async_wait_for(bool any, answers_handler handler) {
  auto servers = members();
  if (servers.empty()) {
    complete_now(std::move(handler), any ? make_error_code(errc::not_connected) : error_code{}, {});
    return;
  }
  const auto operation = std::make_shared<all_servers>(
      std::move(handler), std::move(servers), any ? all_servers::verdict::any : all_servers::verdict::first_error,
      std::function<void()>{});
  operation->start([](cluster_member& server, reply_handler part) {
    start_wait_for(server.connection_, connection_state::connected, std::move(part));
  });
}

// ---- Actions

void cluster_state::async_send_any(const cluster_request& asked, answers_handler handler) {
  std::vector<member_ptr> servers;
  {
    const std::lock_guard lock{mutex_};
    std::vector<session::server_load> loads;
    for (const member_ptr& member : members_) {
      loads.emplace_back(member->connection_->state() == connection_state::connected, member->in_flight_.load());
    }
    for (const std::size_t position : picker_.order(loads, asked.order().value_or(pick::first))) {
      servers.push_back(members_[position]);
    }
  }
  if (servers.empty()) {
    auto data = make_reply_data();
    data->more().detail = "no server of the cluster is connected";
    std::vector<server_answer> answers;
    answers.emplace_back(std::string{}, errc::not_connected, reply{std::move(data)});
    complete_now(std::move(handler), errc::not_connected, std::move(answers));
    return;
  }
  std::make_shared<one_server>(std::move(handler), std::move(servers), asked)->start();
}

void cluster_state::async_send_all(const cluster_request& asked, answers_handler handler) {
  auto servers = members();
  if (servers.empty()) {
    complete_now(std::move(handler), {}, {});
    return;
  }
  const auto operation = std::make_shared<all_servers>(std::move(handler), std::move(servers),
                                                       all_servers::verdict::none, std::function<void()>{});
  operation->start([&](cluster_member& server, reply_handler part) {
    start_send(server.connection_, prepared_action{*server.connection_, *asked.value(), asked.options()},
               std::move(part));
  });
}

// ---- The end

void cluster_state::release() {
  std::vector<std::optional<manager>> handles;
  std::vector<std::shared_ptr<server_follower>> followers;
  std::vector<wait_ptr> waits;
  {
    const std::lock_guard lock{mutex_};
    gone_ = true;
    for (const member_ptr& member : members_) {
      handles.push_back(std::move(member->handle_));
      member->handle_.reset();
    }
    members_.clear();
    followers = living_followers();
    waits.swap(waits_);
  }
  for (const auto& follower : followers) {
    follower->end(errc::disconnected);
  }
  fail(std::move(waits), errc::disconnected);
}

void cluster_state::abandon() {
  // From here on nothing is posted to the context any more; handlers with an executor of their own still complete.
  own_context_->drop();
  std::vector<std::shared_ptr<server_follower>> followers;
  std::vector<wait_ptr> waits;
  {
    const std::lock_guard lock{mutex_};
    gone_ = true;
    followers = living_followers();
    waits.swap(waits_);
  }
  for (const auto& follower : followers) {
    follower->end(errc::disconnected);
  }
  fail(std::move(waits), errc::disconnected);
}

}  // namespace ami::detail
