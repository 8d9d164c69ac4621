// ami_bench_server: stands in for Asterisk's manager port and never is what a client waits for.
//
//   ami_bench_server [--cpu N]
//
// Prints the port it listens on (loopback, any free one) and serves until its standard input ends. One thread, epoll.
// It answers, as soon as the action is there and between two events:
//   Challenge, Login, Ping, Logoff   like Asterisk
//   Flood                 Count, Rate (events per second; none: as fast as the client reads), EventBytes (events of
//   that
//                         size instead of the usual traffic). The reply says what a client that loses nothing will have
//                         seen: Events, Bytes, ChannelBytes (length of all `Channel` values), RareEvents.
//   List                  Count: an event list of so many items
//   Pbx                   Channels, Queues, Members, Devices: from here on this connection's lists and floods are those
//   of
//                         such a PBX: CoreShowChannels, BridgeList, QueueStatus, DeviceStateList, and others that are
//                         empty
//   Command               Command: lines N
//   anything else         Success
#include "measure.hpp"
#include "traffic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <unordered_map>
#include <vector>

namespace {

using bench::traffic;

constexpr std::size_t loop_size = std::size_t{32} << 20;
constexpr std::size_t largest_send = std::size_t{1} << 20;
// What is under way between the two processes should stay in the processor's cache.
constexpr int send_buffer_size = 384 << 10;

[[noreturn]] void fail(const char* what) {
  std::perror(what);
  std::exit(1);
}

std::string_view header(std::string_view message, std::string_view key) {
  for (std::size_t at = 0; at < message.size();) {
    const std::size_t end = std::min(message.find("\r\n", at), message.size());
    std::string_view line = message.substr(at, end - at);
    if (line.size() > key.size() + 1 && line.starts_with(key) && line[key.size()] == ':') {
      line.remove_prefix(key.size() + 1);
      line.remove_prefix(line.starts_with(' ') ? 1 : 0);
      return line;
    }
    at = end + 2;
  }
  return {};
}

std::uint64_t number(std::string_view text, std::uint64_t otherwise) {
  std::uint64_t value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

class flood {
public:
  flood(std::shared_ptr<const traffic> what, std::uint64_t count, std::uint64_t rate, std::string last)
      : what_{std::move(what)}, count_{count}, rate_{rate}, last_{std::move(last)}, limit_{what_->begin_of(count)},
        started_{bench::now()} {}

  bool paced() const noexcept { return rate_ != 0; }
  bool done() const noexcept { return position_ == what_->begin_of(count_); }
  const std::string& last() const noexcept { return last_; }
  // Replies that wait go out at the next beginning of an event.
  void make_way() noexcept { limit_ = what_->boundary(position_); }
  bool at_limit() const noexcept { return position_ == limit_; }
  void go_on() noexcept {
    std::uint64_t due = count_;
    if (rate_ != 0) {
      const double elapsed = bench::now() - started_;
      due = std::min(count_, static_cast<std::uint64_t>(elapsed * static_cast<double>(rate_)));
    }
    limit_ = std::max(position_, what_->begin_of(due));
  }

  std::string_view next_bytes() const noexcept {
    const std::size_t at = position_ % what_->bytes().size();
    return what_->bytes().substr(at, std::min<std::uint64_t>(limit_ - position_, largest_send));
  }
  void sent(std::size_t size) noexcept { position_ += size; }

private:
  std::shared_ptr<const traffic> what_;
  std::uint64_t count_;
  std::uint64_t rate_;
  std::string last_;
  std::uint64_t limit_;
  std::uint64_t position_ = 0;
  double started_;
};

class library_of_traffic {
public:
  std::shared_ptr<const traffic> calls() {
    if (calls_ == nullptr) {
      calls_ = std::make_shared<const traffic>(traffic::of_calls(loop_size));
    }
    return calls_;
  }
  std::shared_ptr<const traffic> of_size(std::size_t event_size) {
    auto& found = sized_[event_size];
    if (found == nullptr) {
      found = std::make_shared<const traffic>(traffic::of_size(event_size, std::size_t{4} << 20));
    }
    return found;
  }

private:
  std::shared_ptr<const traffic> calls_;
  std::map<std::size_t, std::shared_ptr<const traffic>> sized_;
};

class connection {
public:
  connection(int descriptor, library_of_traffic& library) : descriptor_{descriptor}, library_{library} {
    out_ = "Asterisk Call Manager/11.0.0\r\n";
  }
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;
  ~connection() { close(descriptor_); }

  // False: the connection has ended.
  bool readable() {
    char block[16384];
    const ssize_t size = recv(descriptor_, block, sizeof block, MSG_DONTWAIT);
    if (size <= 0) {
      return size < 0 && (errno == EAGAIN || errno == EINTR);
    }
    in_.append(block, static_cast<std::size_t>(size));
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = in_.find("\r\n\r\n", begin)) != std::string::npos; begin = end + 4) {
      answer(std::string_view{in_}.substr(begin, end + 2 - begin));
    }
    in_.erase(0, begin);
    return writable();
  }

  bool writable() {
    if (flood_) {
      if (!out_.empty()) {
        flood_->make_way();
      } else {
        flood_->go_on();
      }
      while (!flood_->at_limit()) {
        const std::string_view bytes = flood_->next_bytes();
        const ssize_t size = send(descriptor_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (size < 0) {
          return errno == EAGAIN || errno == EINTR;
        }
        flood_->sent(static_cast<std::size_t>(size));
        if (out_.empty()) {
          // Actions may have come in meanwhile.
          break;
        }
      }
      if (!flood_->at_limit()) {
        return true;
      }
      if (flood_->done()) {
        out_ += flood_->last();
        flood_.reset();
      }
    }
    while (out_sent_ < out_.size()) {
      const ssize_t size =
          send(descriptor_, out_.data() + out_sent_, out_.size() - out_sent_, MSG_DONTWAIT | MSG_NOSIGNAL);
      if (size < 0) {
        return errno == EAGAIN || errno == EINTR;
      }
      out_sent_ += static_cast<std::size_t>(size);
    }
    out_.clear();
    out_sent_ = 0;
    if (next_flood_ && !flood_) {
      flood_ = std::move(next_flood_);
      next_flood_.reset();
      return writable();
    }
    return !closing_;
  }

  // Wants to write as soon as that is possible; a paced flood asks for the clock instead.
  bool wants_to_write() const noexcept { return !out_.empty() || (flood_ && !flood_->paced()) || next_flood_; }
  bool paced() const noexcept { return flood_ && flood_->paced(); }

private:
  void reply(std::string_view id, std::string_view rest, std::string_view status = "Success") {
    out_ += "Response: ";
    out_ += status;
    out_ += "\r\n";
    if (!id.empty()) {
      out_ += "ActionID: ";
      out_ += id;
      out_ += "\r\n";
    }
    out_ += rest;
    out_ += "\r\n";
  }

  void answer(std::string_view message) {
    const std::string_view name = header(message, "Action");
    const std::string_view id = header(message, "ActionID");
    if (name == "Ping") {
      reply(id, "Ping: Pong\r\nTimestamp: 1790000000.123456\r\n");
    } else if (name == "Challenge") {
      reply(id, "Challenge: 123456789\r\n");
    } else if (name == "Login") {
      reply(id, "Message: Authentication accepted\r\n");
      out_ += "Event: FullyBooted\r\nPrivilege: system,all\r\nUptime: 86400\r\nLastReload: 86400\r\n"
              "Status: Fully Booted\r\n\r\n";
    } else if (name == "Logoff") {
      reply(id, "Message: Thanks for all the fish.\r\n", "Goodbye");
      closing_ = true;
    } else if (name == "Flood") {
      start_flood(message, id);
    } else if (name == "List") {
      start_list(message, id);
    } else if (name == "Pbx") {
      pbx_ = bench::pbx_size{number(header(message, "Channels"), 0), number(header(message, "Queues"), 0),
                             number(header(message, "Members"), 0), number(header(message, "Devices"), 0)};
      calls_of_pbx_ = std::make_shared<const traffic>(traffic::of_pbx(*pbx_, loop_size));
      reply(id, "");
    } else if (name == "CoreStatus") {
      reply(id, "CoreStartupDate: 2026-09-21\r\nCoreStartupTime: 10:00:00\r\n");
    } else if (name == "PJSIPShowEndpoints" || name == "ConfbridgeListRooms") {
      reply(id, "Message: There are none\r\n", "Error");
    } else if (const std::string list = pbx_ ? bench::list_of_pbx(*pbx_, name, id) : std::string{}; !list.empty()) {
      out_ += list;
    } else if (name == "Command") {
      print_lines(header(message, "Command"), id);
    } else {
      reply(id, "");
    }
  }

  void start_flood(std::string_view message, std::string_view id) {
    const std::uint64_t count = number(header(message, "Count"), 100'000);
    const std::uint64_t event_size = number(header(message, "EventBytes"), 0);
    auto what = event_size != 0 ? library_.of_size(event_size) : calls_of_pbx_ ? calls_of_pbx_ : library_.calls();
    reply(id, fmt::format("Events: {}\r\nBytes: {}\r\nChannelBytes: {}\r\nRareEvents: {}\r\n", count,
                          what->begin_of(count), what->channel_bytes(count), what->rare_events(count)));
    next_flood_.emplace(std::move(what), count, number(header(message, "Rate"), 0), std::string{});
  }

  void start_list(std::string_view message, std::string_view id) {
    const std::uint64_t count = number(header(message, "Count"), 1000);
    reply(id, "EventList: start\r\nMessage: Channels will follow\r\n");
    next_flood_.emplace(std::make_shared<const traffic>(traffic::of_items(id, std::size_t{1} << 20)), count, 0,
                        fmt::format("Event: CoreShowChannelsComplete\r\nActionID: {}\r\nEventList: Complete\r\n"
                                    "ListItems: {}\r\n\r\n",
                                    id, count));
  }

  void print_lines(std::string_view command, std::string_view id) {
    constexpr std::string_view verb = "lines ";
    const std::uint64_t count = command.starts_with(verb) ? number(command.substr(verb.size()), 1) : 1;
    std::string output = "Message: Command output follows\r\n";
    for (std::uint64_t line = 0; line < count; ++line) {
      fmt::format_to(std::back_inserter(output),
                     "Output: PJSIP/{}-{:08x}  internal  {:>8}  1  Up  Dial  PJSIP/312,25,tT  00:01:12\r\n",
                     300 + line % 600, line, line);
    }
    reply(id, output);
  }

  int descriptor_;
  library_of_traffic& library_;
  std::string in_;
  std::string out_;  // replies; during a flood they wait for the next beginning of an event
  std::size_t out_sent_ = 0;
  std::optional<bench::pbx_size> pbx_;
  std::shared_ptr<const traffic> calls_of_pbx_;
  std::optional<flood> flood_;
  std::optional<flood> next_flood_;  // begins when its reply was sent
  bool closing_ = false;
};

class server {
public:
  server() : listener_{socket(AF_INET, SOCK_STREAM, 0)}, poller_{epoll_create1(0)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 1024) != 0 ||
        getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
      fail("listen");
    }
    port_ = ntohs(address.sin_port);
    watch(listener_, EPOLLIN, EPOLL_CTL_ADD);
    watch(STDIN_FILENO, EPOLLIN, EPOLL_CTL_ADD);
    library_.calls();
  }

  unsigned port() const noexcept { return port_; }

  void run() {
    std::vector<epoll_event> ready(512);
    for (;;) {
      // A paced flood is not for waiting: in turns of a millisecond its events would come in lumps of many at a time,
      // and a reply would wait behind a lump instead of behind what its client has not read yet.
      const int count = epoll_wait(poller_, ready.data(), static_cast<int>(ready.size()), paced_ != 0 ? 0 : -1);
      if (count < 0 && errno != EINTR) {
        fail("epoll_wait");
      }
      for (int i = 0; i < count; ++i) {
        const int descriptor = ready[static_cast<std::size_t>(i)].data.fd;
        if (descriptor == STDIN_FILENO) {
          return;
        }
        if (descriptor == listener_) {
          accept_all();
        } else {
          serve(descriptor, ready[static_cast<std::size_t>(i)].events);
        }
      }
      if (paced_ != 0) {
        serve_paced();
      }
    }
  }

private:
  class entry {
  public:
    explicit entry(std::unique_ptr<connection> peer) : peer_{std::move(peer)} {}
    std::unique_ptr<connection> peer_;
    bool writing_ = false;
    bool paced_ = false;
  };

  void watch(int descriptor, std::uint32_t events, int operation) {
    epoll_event what{};
    what.events = events;
    what.data.fd = descriptor;
    // Standard input may be a file, which cannot be watched and never ends.
    if (epoll_ctl(poller_, operation, descriptor, &what) != 0 && descriptor != STDIN_FILENO) {
      fail("epoll_ctl");
    }
  }

  void accept_all() {
    const int descriptor = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (descriptor < 0) {
      return;
    }
    const int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &send_buffer_size, sizeof send_buffer_size);
    entries_.emplace(descriptor, entry{std::make_unique<connection>(descriptor, library_)});
    watch(descriptor, EPOLLIN, EPOLL_CTL_ADD);
    serve(descriptor, EPOLLOUT);
  }

  void serve(int descriptor, std::uint32_t events) {
    const auto found = entries_.find(descriptor);
    if (found == entries_.end()) {
      return;
    }
    entry& served = found->second;
    const bool lives =
        (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0 ? served.peer_->readable() : served.peer_->writable();
    const bool paced = lives && served.peer_->paced();
    paced_ += paced ? 1U : 0U;
    paced_ -= served.paced_ ? 1U : 0U;
    served.paced_ = paced;
    if (!lives) {
      entries_.erase(found);
      return;
    }
    const bool writing = served.peer_->wants_to_write();
    if (writing != served.writing_) {
      served.writing_ = writing;
      watch(descriptor, writing ? EPOLLIN | EPOLLOUT : EPOLLIN, EPOLL_CTL_MOD);
    }
  }

  void serve_paced() {
    std::vector<int> due;
    for (const auto& [descriptor, served] : entries_) {
      if (served.paced_) {
        due.push_back(descriptor);
      }
    }
    for (const int descriptor : due) {
      serve(descriptor, EPOLLOUT);
    }
  }

  library_of_traffic library_;
  int listener_;
  int poller_;
  unsigned port_ = 0;
  std::unordered_map<int, entry> entries_;
  std::size_t paced_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  const bench::arguments given{argc, argv};
  given.pin_to_cpu();
  std::signal(SIGPIPE, SIG_IGN);
  server serving;
  fmt::print("{}\n", serving.port());
  std::fflush(stdout);
  serving.run();
  return 0;
}
