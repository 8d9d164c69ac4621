// An Asterisk manager interface in this process, to test your own code with.
//
//     ami::testing::fake_asterisk server;
//     server.on("QueueAdd", [](const auto& request, auto session) { session.reply_error("Unable to add interface"); });
//     run_my_service(server.host(), server.port());
//     CHECK(server.wait_for_request("QueueAdd", 5s)->get("Queue") == "support");
//     server.drop_connections();                                        // and see that the service comes back
//
// Needs the target ami::testing. There is a page on testing in the guide (examples/guide/testing.md).
#pragma once

#include <ami/testing/fake_options.hpp>
#include <ami/testing/frame_text.hpp>
#include <ami/testing/recording.hpp>
#include <ami/testing/request.hpp>
#include <ami/testing/session.hpp>
#include <ami/testing/simulated_pbx.hpp>
#include <ami/time_span.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing {

/// An Asterisk manager interface on 127.0.0.1, in this process.
///
///     ami::testing::fake_asterisk server;
///     ami::manager pbx{executor, ami::options{server.host()}.port(server.port()).credentials("admin", "secret")};
///
/// It runs on a thread of its own, so it works with any executor, and also while a test blocks. Without any set-up it
/// greets, logs in (MD5 challenge and plain), and answers in the form of Asterisk 22; on() replaces any answer:
///
/// - Challenge, Login, Logoff, Ping, Events, Filter, ListCommands, Command, CoreSettings, CoreStatus, UserEvent;
/// - Originate, Hangup, Redirect, BlindTransfer, Atxfer, Park, ConfbridgeMute, ConfbridgeUnmute, Getvar, Setvar;
/// - Status, CoreShowChannels, BridgeList, BridgeInfo, DeviceStateList, ExtensionStateList, PJSIPShowEndpoints,
///   ParkedCalls, Parkinglots, ConfbridgeList, ConfbridgeListRooms, QueueStatus, QueueSummary;
/// - QueueAdd, QueueRemove, QueuePause, QueuePenalty, QueueMemberRingInUse, QueueReload, QueueReset.
///
/// The calls are those of a simulated PBX, which makes some by itself after `pbx_options::calls_per_second` or
/// simulate_calls().
///
/// Functions that change something have done so when they return, unless documented otherwise; bytes that they send are
/// on their way then. The destructor closes all connections and ends the thread.
/// @par Thread safety All member functions but the destructor may be called from any thread, the handlers of on()
///   included; these must not destroy it.
class fake_asterisk {
public:
  using duration = std::chrono::milliseconds;
  /// Answers an action through the session, at once or later or not at all.
  using handler = std::function<void(const request&, session)>;

  /// Starts the server.
  /// @par Errors Throws `boost::system::system_error` when it cannot listen on the port or use a certificate.
  /// @param options how it behaves; copied.
  explicit fake_asterisk(fake_options options = {});
  /// Closes all connections and ends the thread; handles on sessions do nothing afterwards.
  ~fake_asterisk();
  fake_asterisk(const fake_asterisk&) = delete;
  fake_asterisk& operator=(const fake_asterisk&) = delete;

  /// "127.0.0.1".
  std::string host() const { return "127.0.0.1"; }
  /// The port it listens on; unchanged while it does not listen.
  std::uint16_t port() const noexcept;

  // ---- Scripts

  /// From now on the action `name` (any case) is answered by `function`, which runs on the server's thread. It is not
  /// called for actions that the session may not use. An exception is answered as `Response: Error`.
  void on(std::string name, handler function);
  /// The action `name` gets the server's own answer again.
  void off(std::string_view name);
  /// Sets the answer of the action Command to `command`: `output` is split at its line feeds.
  /// @param success false for `Response: Error`.
  void on_command(std::string command, std::string output, bool success = true);
  /// Sets a global variable, as the action Setvar does, but without an event.
  void set_variable(std::string name, std::string value);
  /// A global variable; nothing when it is not set.
  std::optional<std::string> variable(std::string_view name) const;

  // ---- What the clients did

  /// All requests of all sessions in the order of their arrival, logins and invalid ones included.
  std::vector<request> requests() const;
  /// Removes the requests so far from requests() and wait_for_request(); the counters stay.
  void clear_requests();
  /// Waits for a request with this action name (any case) and returns it. Each call returns the next one, beginning
  /// with those that arrived before the call; nothing when none arrives in time. Not to be called by a handler.
  std::optional<request> wait_for_request(std::string_view name, time_span limit);
  /// Waits until at least this many sessions are logged in. Not to be called by a handler.
  bool wait_for_sessions(std::size_t count, time_span limit) const;
  /// Waits until there is no connection. Not to be called by a handler.
  bool wait_for_no_connections(time_span limit) const;
  /// The sessions that are logged in, oldest first.
  std::vector<session> sessions() const;
  /// The number of connections at this moment, logged in or not.
  std::size_t connections() const;
  /// The number of connections so far that the client ended with close_notify, as TLS requires.
  std::uint64_t close_notifies() const noexcept;
  /// The name that the last client with TLS asked for (SNI); empty when there was none.
  std::string tls_server_name() const;
  /// The number of connections accepted so far.
  std::uint64_t connections_accepted() const noexcept;
  /// The number of successful logins so far.
  std::uint64_t logins() const noexcept;
  /// The number of failed logins so far.
  std::uint64_t failed_logins() const noexcept;
  /// The number of requests received so far.
  std::uint64_t requests_received() const noexcept;
  /// The number of bytes received so far.
  std::uint64_t bytes_received() const noexcept;
  /// The number of bytes written so far.
  std::uint64_t bytes_sent() const noexcept;

  // ---- Events

  /// Sends an event to all sessions whose user may see it and whose mask includes it. One without `Privilege` goes to
  /// all that are logged in.
  void send_event(const frame_text& event);
  /// Sends these bytes to all connections, logged in or not.
  void send_raw(std::string bytes);
  /// Sends `count` UserEvents "Flood" with the header `Sequence` from 1 on to all sessions, and returns at once.
  /// @param per_second how fast; 0 for as fast as the clients take them.
  void flood(std::uint64_t count, double per_second = 0);

  // ---- The simulated PBX

  /// The PBX makes this many calls in a second, on average; 0 ends this, while calls in progress continue.
  void simulate_calls(double per_second);
  /// Makes a call; the events report its progress.
  void originate(const pbx_call& call);
  /// Hangs up a channel, or all.
  /// @return false when there is no such channel.
  bool hang_up(std::string_view channel, int cause = 0);
  void hang_up_all();
  /// Runs `function` with the simulated PBX, for what has no function here:
  /// `server.with_pbx([](simulated_pbx& pbx) { pbx.queue_pause("PJSIP/alice", true); })`. It runs on the server's
  /// thread, and must not use this object; an exception that it throws comes out here.
  void with_pbx(const std::function<void(simulated_pbx&)>& function);
  /// A channel as its events describe it, for events of your own about it; nothing when there is no such channel:
  /// `server.send_event(frame_text::event("DTMFEnd").channel("", *server.channel(name)).header("Digit", "5"))`.
  std::optional<channel_snapshot> channel(std::string_view name) const;
  /// The names of the channels, oldest first.
  std::vector<std::string> channels() const;

  // ---- Recordings, and the clock

  /// From now on each session gets the events of a recording, with the times that they have after the recorded login,
  /// seen from its own login (or from now, for those that are logged in). Each has a play-through of its own; its mask
  /// and its filters hold. Later calls play another recording to all, from its beginning.
  ///
  /// - Greeting and FullyBooted are the recorded ones. Responses to actions of the recorded client and the items of its
  ///   lists are left out; the server answers the actions of its own clients, as ever.
  /// - The link ends where the recorded one did, and in the same way: closed, or reset; also inside of a frame. A
  ///   client that comes back as the same user continues with the next link of the recording, and one after the last
  ///   from the beginning. Where the recording was stopped the link stays.
  /// @param recorded_session the recording; its events are copied.
  /// @param speed 2 for twice as fast; 0 for as fast as the clients take it.
  void play(const recording& recorded_session, double speed = 1);
  /// Waits until this many play-throughs have come to the end of the recording. Not to be called by a handler.
  bool wait_for_played(std::uint64_t count, time_span limit) const;
  /// Moves the server's clock, so that a test need not wait: what the simulated PBX and the recordings would do in this
  /// time happens now, in its order. The clock goes on from there, or stands still with fake_options::manual_clock().
  ///
  ///     server.play(recording::read_file("a_day.ami"));
  ///     server.advance(24h);
  void advance(time_span by);

  // ---- Faults. Lasting ones apply to all connections, also to later ones.

  /// Writes at most `size` bytes at a time, and waits for `pause` after each; 0 ends this.
  void split_writes(std::size_t size, time_span pause = std::chrono::milliseconds{0});
  /// Replies are sent after `delay`; events are not delayed. 0 ends this.
  void delay_replies(time_span delay);
  /// Reads at most `size` bytes in `interval` from each connection; 0 ends this. See `fake_options::receive_buffer`.
  void read_slowly(std::size_t size, time_span interval);
  /// Neither reads nor writes on the present connections, but keeps them; with false they continue.
  void half_open(bool on = true);
  /// Sends bytes that are not AMI to all connections. See `session::send_garbage`.
  void send_garbage(std::size_t size, std::uint64_t seed = 1);
  /// Closes all connections after everything that waits was written.
  void close_connections();
  /// Drops all links: closes at once.
  void drop_connections();
  /// Drops all links with a TCP reset.
  void reset_connections();
  /// Sends the first half of an event to all connections, and closes them.
  void close_in_frame();
  /// Sends the event Shutdown and closes all connections, like a server that is stopped; it goes on listening.
  void shut_down();
  /// Sends the event Shutdown, closes all connections, and begins anew: no calls, the queues of the configuration
  /// without members that were added, a new start time in CoreStatus, at least a second after the one before, and other
  /// Uniqueids. It goes on listening; after drop_connections() nobody gets the event. Scripts, users and variables
  /// stay.
  /// @param boot_time how long modules take to load. Until then clients can log in, but get no FullyBooted, and the
  ///   actions of queues, parking, conferences and PJSIP are unknown; then FullyBooted is sent to all. 0: it is booted
  ///   when this returns, and each session gets FullyBooted at its login.
  void restart(time_span boot_time = std::chrono::milliseconds{0});
  /// Ends the boot of restart() now, so that tests need not wait. Does nothing when it is over.
  void finish_boot();
  /// Answers every action, also a login, with the error "Asterisk is shutting down", as a server does from
  /// `core stop gracefully` until its last call has ended. Calls and events continue. False ends this.
  void shut_down_gracefully(bool on = true);
  /// Stops listening, so that new connections are refused. Present ones stay.
  void stop_listening();
  /// Listens on the same port again. Does nothing when it listens.
  /// @par Errors Throws `boost::system::system_error` when another program has taken the port.
  void listen_again();
  /// Accepts new connections and closes them without a greeting, like a server that has too many.
  void refuse_sessions(bool on = true);
  /// Accepts new connections and never greets them.
  void mute_sessions(bool on = true);

private:
  std::shared_ptr<detail::server> server_;
};

}  // namespace ami::testing
