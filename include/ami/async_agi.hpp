// Dialplan as a coroutine: channels that sit in `AGI(agi:async)`, as objects.
//
//     ; extensions.conf: exten => 700,1,AGI(agi:async)
//     auto calls = ami::async_agi::accept(pbx);
//     while (auto call = co_await calls.next()) {
//       asio::co_spawn(executor, serve(std::move(*call)), asio::detached);      // serve(): see ami/async_agi_call.hpp
//     }
//
// The manager user needs class agi, to read and to write.
#pragma once

#include <ami/async_agi_call.hpp>
#include <ami/basic_stream.hpp>
#include <ami/config.hpp>
#include <ami/detail/stream_operations.hpp>
#include <ami/events/agi.hpp>
#include <ami/manager.hpp>

#include <boost/system/error_code.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace ami::async_agi {

namespace detail {

class listener_state;

AMI_DECL ami::detail::take_result take_value(listener_state& source, std::optional<call>& value);
AMI_DECL void async_wait(std::shared_ptr<listener_state> source, ami::detail::wait_handler handler);
AMI_DECL void close_source(listener_state& source) noexcept;
AMI_DECL boost::system::error_code end_reason_of(const listener_state& source);

}  // namespace detail

/// The calls that come into AsyncAGI, one after the other; accept() makes it. Move-only.
///
/// What it can do is in `basic_stream`. It ends when the connection has ended, and end_reason() says how. A call may
/// have ended before it is given: see call::ended(). When the listener is closed or destroyed, calls that it did not
/// give yet stay where they are; those that it gave are not concerned.
/// @par Thread safety One consumer: no two calls at once. Its calls may be used on other executors.
class [[nodiscard("the listener ends when it is dropped")]] AMI_CLASS_DECL listener
    : public basic_stream<call, detail::listener_state> {
public:
  /// Listens to nothing: next() returns nothing.
  listener() noexcept;

  // Not for users: accept() makes listeners.
  explicit listener(std::shared_ptr<detail::listener_state> state) noexcept;
};

/// Takes the channels that execute `AGI(agi:async)` from now on.
///
///     auto calls = ami::async_agi::accept(pbx);
///     while (auto call = co_await calls.next()) {
///       asio::co_spawn(executor, serve(std::move(*call)), asio::detached);
///     }
///
/// Channels that were in AsyncAGI before are not seen. Every client with the right to read class agi sees them all:
/// when several accept, let each take its own.
/// @param pbx the connection; copied.
/// @param wanted which calls to take, all by default. Runs on the connection's strand: quick, and safe to call there.
///   When it throws, the call is taken.
/// @return the stream of the calls. Up to 65,536 calls wait for a consumer that takes none.
/// @par Errors Throws `ami::error` with `errc::events_masked` when the options' event mask leaves out class agi.
AMI_DECL listener accept(const manager& pbx, std::function<bool(const events::async_agi_start&)> wanted = {});

}  // namespace ami::async_agi
