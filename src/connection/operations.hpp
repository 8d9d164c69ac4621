// What callers ask of a connection, from any thread. Each request waits in the mailbox until the strand begins it.
#pragma once

#include "base/memory_reserve.hpp"
#include "connection/completing.hpp"
#include "connection/connection.hpp"

#include <ami/detail/recycled_memory.hpp>

#include <boost/asio/cancellation_type.hpp>

#include <cstdint>
#include <memory>
#include <utility>

namespace ami::detail {

class connection::request : public recycled {
public:
  // Why a request is not carried out.
  enum class failure : std::uint8_t {
    refused,       // it was made after the execution context had ended
    dropped,       // the execution context ended before the strand began it
    out_of_memory  // there was none to begin it
  };

  request() noexcept {}
  request(const request&) = delete;
  request& operator=(const request&) = delete;
  virtual ~request() = default;

  // On the strand. `self` owns this, and is moved from when the request lasts longer than the call, or when it has
  // been completed. When this throws std::bad_alloc, and `self` is still there, give_up() follows.
  virtual void begin(connection& owner, std::unique_ptr<request>& self) = 0;
  // Completes it with the error that goes with `reason`. Does nothing when nobody waits for it.
  virtual void give_up(connection& owner, failure reason) = 0;
  // Whether the connection has to end when there was no memory for this: somebody counts on its effect, and cannot be
  // told that there is none.
  virtual bool vital() const noexcept { return true; }

protected:
  // The error of an operation that ends with `otherwise` where memory was not the reason.
  static boost::system::error_code error_of(failure reason, boost::system::error_code otherwise) noexcept {
    return reason == failure::out_of_memory ? make_error_code(boost::system::errc::not_enough_memory) : otherwise;
  }
  // Completes a handler with `call(handler)`. One that is refused is not completed within the call that makes the
  // request.
  template <class Handler, class Call>
  static void end(connection& owner, stored_handler<Handler>& handler, failure reason, Call call) {
    if (reason == failure::refused) {
      refuse_elsewhere(completion{std::move(handler.handler()), std::move(call)});
    } else {
      post_completion(owner.shared_.context_, handler, std::move(call));
    }
  }
};

// An operation whose handler is called with a reply. It lasts until it is completed.
class connection::operation : public connection::request {
public:
  operation(reply_handler&& handler, const context_executor& context, std::uint64_t id)
      : handler_{std::move(handler), context}, id_{id} {}

  std::uint64_t id() const noexcept { return id_; }
  void complete(connection& owner, boost::system::error_code error, reply result) {
    detail::complete(owner.shared_.context_, std::move(handler_), error, std::move(result));
  }
  void give_up(connection& owner, failure reason) override;

protected:
  // The error when the execution context has ended.
  virtual boost::system::error_code ended_error() const noexcept;

private:
  stored_handler<reply_handler> handler_;
  std::uint64_t id_;
};

class connection::connect_operation final : public connection::operation {
public:
  using operation::operation;
  void begin(connection& owner, std::unique_ptr<request>& self) override;

  bool cancelled_ = false;
};

class connection::disconnect_operation final : public connection::operation {
public:
  using operation::operation;
  void begin(connection& owner, std::unique_ptr<request>& self) override;

  options::duration limit_{};
  bool cancelled_ = false;

protected:
  boost::system::error_code ended_error() const noexcept override { return {}; }
};

class connection::state_wait final : public connection::operation {
public:
  using operation::operation;
  void begin(connection& owner, std::unique_ptr<request>& self) override;
  bool vital() const noexcept override { return false; }

  connection_state wanted_ = connection_state::disconnected;
};

// An action that does not come from a handler of the connection's own execution context.
class connection::send_request final : public connection::request {
public:
  explicit send_request(action_ptr action) noexcept : action_{std::move(action)} {}
  void begin(connection& owner, std::unique_ptr<request>& self) override;
  void give_up(connection& owner, failure reason) override;
  bool vital() const noexcept override { return false; }

private:
  action_ptr action_;
};

class connection::statistics_request final : public connection::request {
public:
  statistics_request(statistics_handler&& handler, const context_executor& context)
      : handler_{std::move(handler), context} {}
  void begin(connection& owner, std::unique_ptr<request>& self) override;
  void give_up(connection& owner, failure reason) override;
  bool vital() const noexcept override { return false; }

private:
  stored_handler<statistics_handler> handler_;
};

class connection::cancel_request final : public connection::request {
public:
  cancel_request(operation_kind kind, std::uint64_t id, boost::asio::cancellation_type type) noexcept
      : kind_{kind}, id_{id}, type_{type} {}
  void begin(connection& owner, std::unique_ptr<request>& self) override;
  void give_up(connection& /*owner*/, failure /*reason*/) override {}

private:
  operation_kind kind_;
  std::uint64_t id_;
  boost::asio::cancellation_type type_;
};

// The last handle of the user's is gone.
class connection::release_request final : public connection::request {
public:
  void begin(connection& owner, std::unique_ptr<request>& self) override;
  void give_up(connection& /*owner*/, failure /*reason*/) override {}
};

// There is a new subscription, and the event mask may have to grow.
class connection::subscribed_request final : public connection::request {
public:
  void begin(connection& owner, std::unique_ptr<request>& self) override;
  void give_up(connection& /*owner*/, failure /*reason*/) override {}
};

template <class Request, class... Arguments>
void connection::submit_new(Arguments&&... arguments) {
  submit(with_memory_reserve([&] { return std::make_unique<Request>(std::forward<Arguments>(arguments)...); }));
}

}  // namespace ami::detail
