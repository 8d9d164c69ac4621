// Counts what events and actions cost in allocations, locked mutexes and writes. A program of its own: it replaces
// operator new, pthread_mutex_lock() and send().
#include "catch.hpp"
#include "support/run.hpp"

#include <ami/ami.hpp>
#include <ami/detail/recycled_memory.hpp>
#include <ami/detail/single_thread.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <dlfcn.h>
#include <exception>
#include <malloc.h>
#include <new>
#include <pthread.h>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace asio = boost::asio;
namespace events = ami::events;
using namespace std::string_view_literals;

namespace {

// Of this thread, so that what the server's thread does is not counted.
thread_local std::uint64_t allocations = 0;
thread_local std::uint64_t locks = 0;
thread_local std::uint64_t sends = 0;
// Bytes that are in use in large blocks, of any thread.
std::atomic<std::size_t> large_bytes{0};

std::size_t large_size(void* memory) noexcept {
  constexpr std::size_t large = std::size_t{64} << 10;
  const std::size_t size = malloc_usable_size(memory);
  return size >= large ? size : 0;
}

void release(void* memory) noexcept {
  large_bytes -= large_size(memory);
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  if (void* const memory = std::malloc(size != 0 ? size : 1)) {
    large_bytes += large_size(memory);
    return memory;
  }
  throw std::bad_alloc{};
}

void operator delete(void* memory) noexcept {
  release(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
  release(memory);
}

extern "C" int pthread_mutex_lock(pthread_mutex_t* mutex) noexcept {
  using function = int (*)(pthread_mutex_t*);
  static std::atomic<function> next{nullptr};
  function call = next.load(std::memory_order_relaxed);
  if (call == nullptr) {
    call = reinterpret_cast<function>(dlsym(RTLD_NEXT, "pthread_mutex_lock"));
    next.store(call, std::memory_order_relaxed);
  }
  ++locks;
  return call(mutex);
}

extern "C" ssize_t send(int socket, const void* bytes, std::size_t size, int flags) {
  ++sends;
  return ::syscall(SYS_sendto, socket, bytes, size, flags, nullptr, 0);
}

extern "C" ssize_t sendmsg(int socket, const msghdr* message, int flags) {
  ++sends;
  return ::syscall(SYS_sendmsg, socket, message, flags);
}

namespace {

// Small enough to wait in the socket as a whole, so that the number of reads does not depend on threads.
constexpr std::uint64_t event_count = 800;
// For the reads, wake-ups and growing vectors of one round, whatever the number of events: far below that number.
constexpr std::uint64_t for_a_round = 100;

class round_cost {
public:
  std::uint64_t allocations = 0;
  std::uint64_t locks = 0;
};

// What the threads of one context cost together.
class threads_cost {
public:
  std::atomic<std::uint64_t> allocations{0};
  std::atomic<std::uint64_t> locks{0};
  std::atomic<std::uint64_t> sleeps{0};  // each is followed by a wake-up
};

std::uint64_t sleeps_of_this_thread() {
  rusage usage{};
  ::getrusage(RUSAGE_THREAD, &usage);
  return static_cast<std::uint64_t>(usage.ru_nvcsw);
}

// Runs the context on two threads until all of `tasks` have ended.
void run_on_two_threads(asio::io_context& io, std::vector<asio::awaitable<void>> tasks, threads_cost& cost) {
  io.restart();
  std::atomic<std::size_t> left{tasks.size()};
  auto busy = asio::make_work_guard(io);
  for (auto& task : tasks) {
    asio::co_spawn(io, std::move(task), [&](const std::exception_ptr&) {
      if (--left == 0) {
        io.stop();
      }
    });
  }
  const auto run = [&] {
    const std::uint64_t allocations_before = allocations;
    const std::uint64_t locks_before = locks;
    const std::uint64_t sleeps_before = sleeps_of_this_thread();
    io.run();
    cost.allocations += allocations - allocations_before;
    cost.locks += locks - locks_before;
    cost.sleeps += sleeps_of_this_thread() - sleeps_before;
  };
  std::thread other{run};
  run();
  other.join();
  CHECK(left == 0);
}

// Takes all memory that other threads have freed, so that this one has to ask for new memory.
class nothing_at_hand {
public:
  nothing_at_hand() {
    constexpr std::size_t step = 64;
    constexpr std::size_t largest = 2048;
    for (std::size_t size = step; size <= largest; size += step) {
      for (auto before = allocations; before == allocations;) {
        blocks_.emplace_back(nullptr, size);  // which may allocate
        before = allocations;
        blocks_.back().first = ami::detail::allocate_recycled(size);
      }
    }
  }
  nothing_at_hand(const nothing_at_hand&) = delete;
  nothing_at_hand& operator=(const nothing_at_hand&) = delete;
  ~nothing_at_hand() {
    for (const auto& [memory, size] : blocks_) {
      ami::detail::deallocate_recycled(memory, size);
    }
  }

private:
  std::vector<std::pair<void*, std::size_t>> blocks_;
};

constexpr std::string_view greeting = "Asterisk Call Manager/11.0.0\r\n";
constexpr std::string_view accepted = "Message: Authentication accepted\r\n";
constexpr std::string_view pong = "Ping: Pong\r\nTimestamp: 1790000000.000000\r\n";

std::string reply_to(std::string_view request, std::string_view headers) {
  const auto id = request.find("ActionID: ");
  return "Response: Success\r\n" + std::string{request.substr(id, request.find('\n', id) + 1 - id)} +
         std::string{headers} + "\r\n";
}

// Of a server, to so many requests, all at once.
void answer_together(asio::ip::tcp::socket& peer, std::uint64_t count, std::string_view headers) {
  std::string requests;
  std::string replies;
  for (; count != 0; --count) {
    const auto size = asio::read_until(peer, asio::dynamic_buffer(requests), "\r\n\r\n");
    replies += reply_to(requests.substr(0, size), headers);
    requests.erase(0, size);
  }
  asio::write(peer, asio::buffer(replies));
}

void answer_one(asio::ip::tcp::socket& peer, std::string_view headers) {
  answer_together(peer, 1, headers);
}

ami::options how_to_reach(std::uint16_t port) {
  return ami::options{"127.0.0.1"}.port(port).credentials("admin", "secret").login(ami::login_method::plain);
}

asio::awaitable<void> ping(ami::manager pbx, std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) {
    co_await pbx.send_action(ami::actions::ping{});
  }
}

// The least that it takes: a request, and one read for what comes.
asio::awaitable<void> exchange(asio::ip::tcp::socket& socket, std::uint64_t count) {
  std::array<char, 1024> room{};
  for (std::uint64_t i = 0; i < count; ++i) {
    socket.write_some(asio::buffer("Action: Ping\r\nActionID: 1\r\n\r\n"sv));
    co_await socket.async_read_some(asio::buffer(room), asio::use_awaitable);
  }
}

// A server that sends rounds of events; each lies in the client's socket before the client runs.
class rounds {
public:
  explicit rounds(int threads = 1)
      : acceptor_{server_io_, {asio::ip::address_v4::loopback(), 0}}, peer_{server_io_}, io_{threads} {
    for (std::uint64_t i = 0; i < event_count; ++i) {
      bytes_ += "Event: Newchannel\r\nPrivilege: call,all\r\nChannel: PJSIP/312-0000002a\r\nChannelState: 0\r\n"
                "ChannelStateDesc: Down\r\nUniqueid: 1790000000.42\r\n\r\n";
    }
    bytes_ += "Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: RoundEnds\r\n\r\n";
    std::thread login{[this] {
      acceptor_.accept(peer_);
      send(greeting);
      answer(accepted);
    }};
    test::run(io_, pbx_.connect());
    login.join();
  }

  ami::manager& manager() noexcept { return pbx_; }

  // The cost of a second round, read by the task that `make_task` gives; the first lets everything grow that grows.
  template <class MakeTask>
  round_cost second(MakeTask make_task) {
    round_cost cost;
    for (int round = 0; round < 2; ++round) {
      send(bytes_);
      cost = {allocations, locks};
      test::run(io_, make_task());
      cost = {allocations - cost.allocations, locks - cost.locks};
    }
    return cost;
  }

  // The same with two threads.
  template <class MakeTask>
  void second_on_two_threads(MakeTask make_task, threads_cost& cost) {
    for (int round = 0; round < 2; ++round) {
      send(bytes_);
      cost.allocations = cost.locks = cost.sleeps = 0;
      std::vector<asio::awaitable<void>> tasks;
      tasks.push_back(make_task());
      run_on_two_threads(io_, std::move(tasks), cost);
    }
  }

  // The cost of so many times `window` pings that are answered together, with two threads, after as many others.
  void of_pings_on_two_threads(std::uint64_t times, std::uint64_t window, threads_cost& cost) {
    std::thread answers{[&] {
      for (std::uint64_t i = 0; i < 2 * times; ++i) {
        answer_together(peer_, window, pong);
      }
    }};
    for (int round = 0; round < 2; ++round) {
      cost.allocations = cost.locks = cost.sleeps = 0;
      std::vector<asio::awaitable<void>> tasks;
      for (std::uint64_t i = 0; i < window; ++i) {
        tasks.push_back(ping(pbx_, times));
      }
      run_on_two_threads(io_, std::move(tasks), cost);
    }
    answers.join();
  }

  // The cost of `count` pings, one after the other, after as many others.
  round_cost of_pings(std::uint64_t count) {
    std::thread answers{[this, count] {
      for (std::uint64_t i = 0; i < 2 * count; ++i) {
        answer(pong);
      }
    }};
    round_cost cost;
    test::run(io_, ping(pbx_, count));
    cost = {allocations, locks};
    test::run(io_, ping(pbx_, count));
    cost = {allocations - cost.allocations, locks - cost.locks};
    answers.join();
    return cost;
  }

  // How often it was written for so many times `window` pings that are answered together.
  std::uint64_t sends_of_pings(std::uint64_t times, std::uint64_t window) {
    std::thread answers{[&] {
      for (std::uint64_t i = 0; i < times; ++i) {
        answer_together(peer_, window, pong);
      }
    }};
    const auto before = sends;
    std::uint64_t left = window;
    for (std::uint64_t i = 0; i < window; ++i) {
      asio::co_spawn(io_, ping(pbx_, times), [&](const std::exception_ptr&) { --left; });
    }
    test::run_until(io_, [&] { return left == 0; });
    answers.join();
    return sends - before;
  }

private:
  void answer(std::string_view headers) { answer_one(peer_, headers); }
  void send(std::string_view bytes) { asio::write(peer_, asio::buffer(bytes)); }

  asio::io_context server_io_;
  asio::ip::tcp::acceptor acceptor_;
  asio::ip::tcp::socket peer_;
  std::string bytes_;
  asio::io_context io_;
  ami::manager pbx_{io_, how_to_reach(acceptor_.local_endpoint().port())};
};

// One in another process, so that this one can do with one thread. It answers until the client goes.
class server_process {
public:
  server_process() {
    asio::io_context io;
    asio::ip::tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
    port_ = acceptor.local_endpoint().port();
    child_ = ::fork();
    REQUIRE(child_ >= 0);
    if (child_ == 0) {
      try {
        auto peer = acceptor.accept();
        asio::write(peer, asio::buffer(greeting));
        answer_one(peer, accepted);
        for (;;) {
          answer_one(peer, pong);
        }
      } catch (...) {
        ::_exit(0);  // the client has gone
      }
    }
  }
  server_process(const server_process&) = delete;
  server_process& operator=(const server_process&) = delete;
  ~server_process() {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }

  std::uint16_t port() const noexcept { return port_; }

private:
  std::uint16_t port_ = 0;
  ::pid_t child_ = -1;
};

template <class Stream>
asio::awaitable<std::uint64_t> read_round(Stream& stream) {
  std::uint64_t channel_bytes = 0;
  for (std::uint64_t i = 0; i < event_count; ++i) {
    const auto event = co_await stream.next();
    channel_bytes += event->template get_if<events::newchannel>()->channel().size();
  }
  co_return channel_bytes;
}

template <class Stream>
asio::awaitable<void> read_round_only(Stream& stream) {
  co_await read_round(stream);
}

template <class Stream>
asio::awaitable<void> keep_round(Stream& stream, std::vector<ami::event>& kept) {
  for (std::uint64_t i = 0; i < event_count; ++i) {
    auto event = co_await stream.next();
    kept.push_back(std::move(*event));
  }
}

template <class Stream>
asio::awaitable<void> keep_first_and_read_second(Stream& first, Stream& second, std::vector<ami::event>& kept) {
  co_await keep_round(first, kept);
  co_await read_round(second);
}

// One that has no memory at hand from tests before.
template <class Function>
void on_new_thread(Function function) {
  std::thread{function}.join();
}

asio::awaitable<void> read_to_end(ami::event_stream<events::user_event>& stream) {
  co_await stream.next();
}

}  // namespace

TEST_CASE("an event that is awaited, read and let go costs no allocation, and no lock of its own") {
  rounds flood;
  auto stream = flood.manager().subscribe<events::newchannel, events::hangup>();
  const auto cost = flood.second([&] { return read_round(stream); });
  CHECK(cost.allocations <= for_a_round);
  CHECK(cost.locks > 0);  // of a round: they are counted at all
  CHECK(cost.locks <= for_a_round);
  CHECK(stream.lost() == 0);
}

TEST_CASE("an event costs no allocation, no lock of its own and no wake-up with two threads either") {
  rounds flood{2};
  auto stream = flood.manager().subscribe<events::newchannel, events::hangup>();
  threads_cost cost;
  flood.second_on_two_threads([&] { return read_round_only(stream); }, cost);
  INFO(cost.allocations << " allocations, " << cost.locks << " locks, " << cost.sleeps << " sleeps");
  CHECK(cost.allocations <= 2 * for_a_round);  // each thread has its own
  CHECK(cost.locks <= 2 * for_a_round);
  CHECK(cost.sleeps <= for_a_round / 2);
  CHECK(stream.lost() == 0);
}

TEST_CASE("actions and replies that come together cost few wake-ups with two threads") {
  constexpr std::uint64_t times = 100;
  constexpr std::uint64_t window = 50;
  rounds server{2};
  threads_cost cost;
  server.of_pings_on_two_threads(times, window, cost);
  INFO(cost.allocations << " allocations, " << cost.locks << " locks, " << cost.sleeps << " sleeps");
  CHECK(cost.allocations <= times * window / 10);
  CHECK(cost.locks <= 6 * times * window);
  CHECK(cost.sleeps <= 10 * times);
}

TEST_CASE("an event that is kept costs one allocation") {
  std::vector<ami::event> kept;
  round_cost cost;
  on_new_thread([&] {
    const nothing_at_hand none;
    rounds flood;
    auto stream = flood.manager().subscribe<events::newchannel>();
    kept.reserve(2 * event_count);
    cost = flood.second([&] { return keep_round(stream, kept); });
  });
  CHECK(kept.size() == 2 * event_count);
  CHECK(cost.allocations >= event_count);
  CHECK(cost.allocations <= event_count + for_a_round);
  CHECK(cost.locks <= for_a_round);
}

TEST_CASE("all subscribers share the allocation of an event") {
  std::vector<ami::event> kept;
  round_cost cost;
  on_new_thread([&] {
    const nothing_at_hand none;
    rounds flood;
    auto first = flood.manager().subscribe<events::newchannel>();
    auto second = flood.manager().subscribe<events::newchannel>();
    kept.reserve(2 * event_count);
    cost = flood.second([&] { return keep_first_and_read_second(first, second, kept); });
  });
  CHECK(kept.size() == 2 * event_count);
  CHECK(cost.allocations >= event_count);
  CHECK(cost.allocations <= event_count + for_a_round);
  CHECK(cost.locks <= for_a_round);
}

TEST_CASE("an event that nobody wants is not allocated") {
  rounds flood;
  auto rare = flood.manager().subscribe<events::hangup>();
  auto end = flood.manager().subscribe<events::user_event>();
  const auto cost = flood.second([&] { return read_to_end(end); });
  CHECK(cost.allocations <= for_a_round);
  CHECK(cost.locks <= for_a_round);
  CHECK(!rare.try_next());
}

TEST_CASE("an action and its reply cost no allocation and a few locks") {
  constexpr std::uint64_t count = 500;
  rounds server;
  const auto cost = server.of_pings(count);
  INFO(cost.allocations << " allocations, " << cost.locks << " locks");
  CHECK(cost.allocations <= for_a_round);
  CHECK(cost.locks <= 8 * count);
}

TEST_CASE("an action and its reply cost the locks of Asio alone in a program of one thread") {
  if (!ami::detail::is_only_thread()) {
    WARN("not tested: an earlier test of this process had threads, or the C library does not tell");
    return;
  }
  constexpr std::uint64_t count = 500;
  const auto locks_of = [](asio::io_context& io, auto make_task) {
    test::run(io, make_task());
    const auto before = locks;
    test::run(io, make_task());
    return locks - before;
  };
  server_process server;
  asio::io_context io{1};
  ami::manager pbx{io, how_to_reach(server.port())};
  test::run(io, pbx.connect());
  const auto of_library = locks_of(io, [&] { return ping(pbx, count); });

  server_process other;
  asio::ip::tcp::socket socket{io};
  socket.connect({asio::ip::address_v4::loopback(), other.port()});
  const auto of_asio = locks_of(io, [&] { return exchange(socket, count); });
  CHECK(ami::detail::is_only_thread());
  CHECK(of_asio >= count);  // they are counted at all
  CHECK(of_library <= of_asio + for_a_round);
}

TEST_CASE("what handlers send that became ready together is written together") {
  constexpr std::uint64_t times = 100;
  rounds server;
  const auto written = server.sends_of_pings(times, 50);
  CHECK(written >= times);
  CHECK(written <= times + times / 4);
}

TEST_CASE("what handlers send leaves in parts when it is much, so that the server begins") {
  constexpr std::uint64_t times = 100;
  rounds server;
  const auto written = server.sends_of_pings(times, 100);
  CHECK(written >= 2 * times - times / 4);
  CHECK(written <= 2 * times + times / 4);
}

TEST_CASE("a connection that was flooded gives the memory of its reads back when it has become quiet") {
  rounds flood;
  auto stream = flood.manager().subscribe<events::newchannel, events::hangup>();
  const std::size_t before = large_bytes;
  flood.second([&] { return read_round(stream); });
  CHECK(large_bytes > before);
  flood.of_pings(20);
  CHECK(large_bytes == before);
}
