// One client's connection: turns bytes into requests, writes the answers, and makes the faults. Lives on the server's
// thread.
#pragma once

#include "testing/event_filter.hpp"
#include "testing/request_parser.hpp"

#include <ami/testing/frame_text.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing::detail {

class server;

// Lasting faults: the server has them for all connections, and each connection for itself.
class lasting_faults {
public:
  std::size_t split_size = 0;
  std::chrono::milliseconds split_pause{};
  std::chrono::milliseconds reply_delay{};
  std::size_t read_size = 0;
  std::chrono::milliseconds read_interval{};
};

class connection : public std::enable_shared_from_this<connection> {
public:
  connection(server& owner, boost::asio::ip::tcp::socket socket, std::uint64_t id, lasting_faults faults);

  void start(const std::string& greeting);

  std::uint64_t id() const noexcept { return id_; }
  const std::string& user() const noexcept { return user_; }
  bool logged_in() const noexcept { return logged_in_; }
  event_classes write_classes() const noexcept { return write_; }
  event_classes read_classes() const noexcept { return read_; }
  event_classes mask() const noexcept { return mask_; }
  const std::string& challenge() const noexcept { return challenge_; }
  // True when nothing is read or sent any more.
  bool is_closing() const noexcept { return closing_; }
  // The number of bytes that wait to be written.
  std::size_t unsent() const noexcept { return unsent_.size() + in_flight_.size() - written_; }
  // True when the client's machine has everything, so that a reset destroys nothing.
  bool all_arrived() noexcept;

  void log_in(std::string user, event_classes read, event_classes write, event_classes mask);
  void mask(event_classes value) noexcept { mask_ = value; }
  void add_filter(event_filter value) { filters_.push_back(std::move(value)); }
  void challenge(std::string value) { challenge_ = std::move(value); }

  // A reply may be delayed, an event held back or filtered; raw bytes are written at once.
  void reply(std::string bytes);
  void event(std::string_view bytes, event_classes classes);
  void raw(std::string_view bytes);

  // While an action blocks the session, as a synchronous Originate does, neither requests nor events are processed.
  void block();
  void unblock();
  // Blocks the session for `delay`; then replies, and closes.
  void reply_and_close_after(std::chrono::milliseconds delay, std::string bytes);

  void split_writes(std::size_t size, std::chrono::milliseconds pause);
  void delay_replies(std::chrono::milliseconds delay) { faults_.reply_delay = delay; }
  void read_slowly(std::size_t size, std::chrono::milliseconds interval);
  void half_open(bool on);
  void close();
  void drop();
  void reset();
  void close_in_frame();

private:
  using error_code = boost::system::error_code;
  using clock = std::chrono::steady_clock;

  bool passes_filters(std::string_view bytes) const;
  void shake_hands(const std::string& greeting);
  void greet(const std::string& greeting);
  void say_goodbye();
  void read();
  void after_read(error_code error, std::size_t size);
  void process();
  void write();
  void after_write(error_code error, std::size_t size);
  void watch_write();
  void release_replies();
  void release_events();
  void close_if_done();
  // Sends FIN and waits a little for the client's, so that no reset destroys bytes on their way to it.
  void finish();
  void drain();
  void lose();
  void gone();

  server& owner_;
  boost::asio::ip::tcp::socket socket_;
  std::unique_ptr<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;  // null without TLS
  boost::asio::steady_timer login_timer_;
  boost::asio::steady_timer read_timer_;
  boost::asio::steady_timer write_timer_;
  boost::asio::steady_timer watch_timer_;
  boost::asio::steady_timer reply_timer_;
  std::uint64_t id_;
  lasting_faults faults_;
  request_parser parser_;
  std::array<char, std::size_t{16} << 10> input_{};
  std::string unsent_;
  std::string in_flight_;
  std::size_t written_ = 0;  // the written part of in_flight_
  std::deque<std::pair<clock::time_point, std::string>> delayed_;
  std::string held_events_;
  std::string user_;
  std::string challenge_;
  event_classes read_;
  event_classes write_;
  event_classes mask_;
  std::vector<event_filter> filters_;
  bool logged_in_ = false;
  bool reading_ = false;
  bool writing_ = false;
  bool releasing_ = false;
  bool processing_ = false;
  bool blocked_ = false;
  bool login_reply_waits_ = false;
  bool half_open_ = false;
  bool end_of_input_ = false;
  bool close_when_done_ = false;
  bool shaking_hands_ = false;
  bool saying_goodbye_ = false;
  bool closing_ = false;
};

}  // namespace ami::testing::detail
