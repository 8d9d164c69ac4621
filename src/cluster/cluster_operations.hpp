// One operation of a cluster that is made of operations of its servers.
#pragma once

#include "cluster/cluster_state.hpp"

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace ami::detail {

// The parts complete on the executor of the whole's handler (without one of its own, on the cluster's), so that the
// last of them can complete the whole where it stands. Nothing but the parts keeps it alive.
class joint_operation : public std::enable_shared_from_this<joint_operation> {
public:
  class part;

  joint_operation(const joint_operation&) = delete;
  joint_operation& operator=(const joint_operation&) = delete;

  // The executor of the whole's handler; empty when it has none.
  const boost::asio::any_completion_executor& own_executor() const noexcept { return own_executor_; }
  boost::asio::cancellation_slot slot_of(std::size_t index) { return signals_[index]->slot(); }
  virtual void part_ended(std::size_t index, boost::system::error_code error, reply answer) = 0;

protected:
  joint_operation(answers_handler handler, std::vector<member_ptr> members);
  virtual ~joint_operation() = default;

  // Before anything is started.
  void listen_for_cancellation();
  reply_handler make_part(std::size_t index);
  // Whatever starts parts stands between these two: a signal may not be emitted while its slot is being filled.
  void begin_starting();
  void end_starting();
  void cancel_parts(boost::asio::cancellation_type type);
  bool cancelled() const;
  server_answer make_answer(std::size_t index, boost::system::error_code error, reply answer) const;
  void complete(boost::system::error_code error, std::vector<server_answer> answers);

  const std::vector<member_ptr> members_;  // NOLINT(cppcoreguidelines-non-private-member-variables-in-classes)

private:
  void cancel(boost::asio::cancellation_type type);
  void emit(boost::asio::cancellation_type type);

  answers_handler handler_;
  boost::asio::any_completion_executor own_executor_;
  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<boost::asio::cancellation_signal>> signals_;
  boost::asio::cancellation_type pending_ = boost::asio::cancellation_type::none;
  bool starting_ = false;
  bool cancelled_ = false;
};

// What a part completes with.
class joint_operation::part {
public:
  using cancellation_slot_type = boost::asio::cancellation_slot;

  part(std::shared_ptr<joint_operation> whole, std::size_t index) noexcept : whole_{std::move(whole)}, index_{index} {}

  void operator()(boost::system::error_code error, reply answer) {
    const auto whole = std::move(whole_);
    whole->part_ended(index_, error, std::move(answer));
  }

  cancellation_slot_type get_cancellation_slot() const noexcept { return whole_->slot_of(index_); }
  const joint_operation& whole() const noexcept { return *whole_; }

private:
  std::shared_ptr<joint_operation> whole_;
  std::size_t index_;
};

// The same for all servers, at the same time.
class all_servers final : public joint_operation {
public:
  using starter = std::function<void(cluster_member&, reply_handler)>;
  // How the answers become the error of the whole.
  enum class verdict : std::uint8_t {
    none,         // they are the result
    first_error,  // all have to succeed
    any,          // one has to succeed; the others are cancelled then
  };

  all_servers(answers_handler handler, std::vector<member_ptr> members, verdict judge, std::function<void()> at_end)
      : joint_operation{std::move(handler), std::move(members)}, at_end_{std::move(at_end)}, verdict_{judge} {}

  void start(const starter& start_one);
  void part_ended(std::size_t index, boost::system::error_code error, reply answer) override;

private:
  void finish();

  std::function<void()> at_end_;
  const verdict verdict_;
  std::mutex mutex_;
  std::vector<server_answer> answers_;
  std::size_t waiting_for_ = 0;
  bool succeeded_ = false;  // any of them
};

// An action for the servers one after the other, until one took it or may have.
class one_server final : public joint_operation {
public:
  // The members in the order in which they are to be tried; at least one.
  one_server(answers_handler handler, std::vector<member_ptr> members, cluster_request asked)
      : joint_operation{std::move(handler), std::move(members)}, asked_{std::move(asked)} {}

  void start();
  void part_ended(std::size_t index, boost::system::error_code error, reply answer) override;

private:
  bool try_server(std::size_t index);
  bool may_go_on(std::size_t index, boost::system::error_code error, const reply& answer) const;

  const cluster_request asked_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace ami::detail

template <class Executor>
struct boost::asio::associated_executor<ami::detail::joint_operation::part, Executor> {
  using type = boost::asio::any_completion_executor;

  static type get(const ami::detail::joint_operation::part& handler, const Executor& fallback = Executor()) noexcept {
    const auto& own = handler.whole().own_executor();
    return own ? own : type{fallback};
  }
};
