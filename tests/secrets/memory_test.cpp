// No part of a secret stays behind in memory. A program of its own: it replaces operator new and operator delete, and
// the allocation of OpenSSL, and looks through each block before it is freed.
#include "catch.hpp"
#include "session/login.hpp"
#include "support/run.hpp"

#include <ami/ami.hpp>
#include <ami/wire/frame.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <functional>
#include <malloc.h>
#include <memory>
#include <new>
#include <optional>
#include <pthread.h>
#include <string>
#include <string_view>
#include <sys/prctl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using namespace std::string_view_literals;

namespace {

// So many bytes of a secret in a row are a part of it that must not be left.
constexpr std::size_t part_size = 8;
constexpr std::size_t longest_secret = 64;
// The watched secret is kept with its bits inverted, so that the search does not find itself.
std::array<unsigned char, longest_secret> inverted{};
std::atomic<std::size_t> watched_size{0};
std::atomic<std::size_t> parts_freed{0};

unsigned char secret_byte(std::size_t i) noexcept {
  return static_cast<unsigned char>(~inverted[i]);
}

// How many parts of the watched secret lie in these bytes.
std::size_t count_parts(const unsigned char* bytes, std::size_t size) noexcept {
  const std::size_t watched = watched_size;
  std::size_t count = 0;
  if (watched < part_size || size < part_size) {
    return 0;
  }
  std::array<bool, 256> begins{};
  for (std::size_t i = 0; i + part_size <= watched; ++i) {
    begins[secret_byte(i)] = true;
  }
  for (std::size_t at = 0; at + part_size <= size; ++at) {
    if (!begins[bytes[at]]) {
      continue;
    }
    for (std::size_t i = 0; i + part_size <= watched; ++i) {
      std::size_t same = 0;
      while (same < part_size && bytes[at + same] == secret_byte(i + same)) {
        ++same;
      }
      count += same == part_size ? 1U : 0U;
    }
  }
  return count;
}

void look_through(void* memory) noexcept {
  if (memory != nullptr && watched_size != 0) {
    parts_freed += count_parts(static_cast<const unsigned char*>(memory), malloc_usable_size(memory));
  }
}

void* take(std::size_t size) {
  if (void* const memory = std::malloc(size != 0 ? size : 1)) {
    return memory;
  }
  throw std::bad_alloc{};
}

void release(void* memory) noexcept {
  look_through(memory);
  std::free(memory);
}

void* openssl_take(std::size_t size, const char* /*file*/, int /*line*/) {
  return std::malloc(size);
}

void* openssl_resize(void* memory, std::size_t size, const char* /*file*/, int /*line*/) {
  void* const larger = std::malloc(size);
  if (larger != nullptr && memory != nullptr) {
    std::memcpy(larger, memory, std::min(size, malloc_usable_size(memory)));
    release(memory);
  }
  return larger;
}

void openssl_release(void* memory, const char* /*file*/, int /*line*/) {
  release(memory);
}

// Before OpenSSL takes any memory.
const bool openssl_is_watched = CRYPTO_set_mem_functions(openssl_take, openssl_resize, openssl_release) == 1;

}  // namespace

void* operator new(std::size_t size) {
  return take(size);
}

void* operator new[](std::size_t size) {
  return take(size);
}

// AddressSanitizer has its own, which do not call the two above.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return std::malloc(size != 0 ? size : 1);
}

void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return std::malloc(size != 0 ? size : 1);
}

void operator delete(void* memory) noexcept {
  release(memory);
}

void operator delete[](void* memory) noexcept {
  release(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
  release(memory);
}

void operator delete[](void* memory, std::size_t) noexcept {
  release(memory);
}

void operator delete(void* memory, const std::nothrow_t&) noexcept {
  release(memory);
}

void operator delete[](void* memory, const std::nothrow_t&) noexcept {
  release(memory);
}

namespace {

// ---- What is still there

class mapping {
public:
  std::uintptr_t begin = 0;
  std::uintptr_t end = 0;
};

// Where the stack of this thread is.
mapping own_stack() {
  ::pthread_attr_t attributes;
  REQUIRE(::pthread_getattr_np(::pthread_self(), &attributes) == 0);
  void* begin = nullptr;
  std::size_t size = 0;
  ::pthread_attr_getstack(&attributes, &begin, &size);
  ::pthread_attr_destroy(&attributes);
  const auto first = reinterpret_cast<std::uintptr_t>(begin);
  return mapping{first, first + size};
}

// AddressSanitizer puts variables of functions into memory that looks like the heap, so that there only what is freed
// is looked through.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define AMI_STACK_IN_HEAP 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define AMI_STACK_IN_HEAP 1
#endif
#if defined(AMI_STACK_IN_HEAP)
constexpr bool searches_memory = false;
#else
constexpr bool searches_memory = true;
#endif

// Of the thread that runs the scenario. What was in registers gets there by the compiler's choice, and by the linker's
// when it resolves a function, without any object that could overwrite it.
mapping stack_of_scenario;

// The heap, and memory without a file, but for stacks. Not the shadows of sanitizers, which are larger than anything
// that a test needs.
std::vector<mapping> writable_memory() {
  constexpr std::uintptr_t largest = std::uintptr_t{1} << 30U;
  std::vector<mapping> result;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> maps{std::fopen("/proc/self/maps", "r"), std::fclose};
  REQUIRE(maps != nullptr);
  char line[512];
  while (std::fgets(line, sizeof line, maps.get()) != nullptr) {
    unsigned long begin = 0;
    unsigned long end = 0;
    unsigned long inode = 0;
    char rights[8] = "";
    char name[256] = "";
    if (std::sscanf(line, "%lx-%lx %7s %*s %*s %lu %255s", &begin, &end, rights, &inode, name) < 4) {
      continue;
    }
    if ("rw-p"sv == rights && inode == 0 && (name[0] == '\0' || "[heap]"sv == name) && end - begin < largest) {
      // The kernel makes one of areas that lie side by side.
      const auto [stack_begin, stack_end] = stack_of_scenario;
      if (begin < stack_begin) {
        result.push_back(mapping{begin, std::min<std::uintptr_t>(end, stack_begin)});
      }
      if (end > stack_end) {
        result.push_back(mapping{std::max<std::uintptr_t>(begin, stack_end), end});
      }
    }
  }
  return result;
}

// Parts of the watched secret in the memory of this process, whether it is in use or not.
std::size_t parts_in_memory() {
  if (!searches_memory) {
    return 0;
  }
  static std::array<unsigned char, (std::size_t{1} << 16U) + part_size> chunk;
  const std::vector<mapping> mappings = writable_memory();
  const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  REQUIRE(memory >= 0);
  std::size_t count = 0;
  for (const mapping& area : mappings) {
    // Chunks overlap, so that no part lies in between.
    for (std::uintptr_t at = area.begin; at < area.end; at += chunk.size() - part_size) {
      const std::size_t size = std::min<std::uintptr_t>(chunk.size(), area.end - at);
      const ::ssize_t read = ::pread(memory, chunk.data(), size, static_cast<::off_t>(at));
      if (read > 0) {
        count += count_parts(chunk.data(), static_cast<std::size_t>(read));
      }
      chunk.fill(0);
    }
  }
  ::close(memory);
  return count;
}

// ---- What is handed over

// The watched secret in clear text, as the user of the library has it for a moment; with something in front and behind.
class clear_text {
public:
  explicit clear_text(std::string_view before = {}, std::string_view behind = {}) {
    put(before);
    for (std::size_t i = 0; i < watched_size; ++i) {
      bytes_[size_++] = static_cast<char>(secret_byte(i));
    }
    put(behind);
  }
  clear_text(const clear_text&) = delete;
  clear_text& operator=(const clear_text&) = delete;
  ~clear_text() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

  std::string_view view() const noexcept { return {bytes_.data(), size_}; }
  // For a parameter that the library takes by value: without a copy of the test's own.
  std::string text() const { return std::string{view()}; }

private:
  void put(std::string_view text) {
    for (const char c : text) {
      bytes_[size_++] = c;
    }
  }

  std::array<char, 3 * longest_secret> bytes_{};
  std::size_t size_ = 0;
};

// A secret is made of letters; the same number makes the same one.
void watch(std::size_t size, unsigned number) {
  std::uint32_t state = 2463534242U + number * 7919U;
  for (std::size_t i = 0; i < size; ++i) {
    state ^= state << 13U;
    state ^= state >> 17U;
    state ^= state << 5U;
    inverted[i] = static_cast<unsigned char>(~('A' + state % 26U));
  }
  parts_freed = 0;
  watched_size = size;
}

// Runs `scenario` on a thread of its own, at whose end the library's recycled memory is freed, with secrets of several
// sizes: short ones lie within a std::string, long ones outside of it.
void check_nothing_is_left(const std::function<void()>& scenario) {
  unsigned number = 0;
  for (const std::size_t size : {9U, 15U, 16U, 23U, 45U}) {
    CAPTURE(size);
    watch(size, ++number);
    std::exception_ptr failure;
    std::thread{[&] {
      try {
        stack_of_scenario = own_stack();
        scenario();
      } catch (...) {
        failure = std::current_exception();
      }
    }}.join();
    const std::size_t left = parts_in_memory();
    watched_size = 0;
    CHECK(parts_freed == 0);
    CHECK(left == 0);
    if (failure) {
      std::rethrow_exception(failure);
    }
  }
}

// ---- A server in a process of its own, so that nothing of what it knows is in this one

class server_process {
public:
  explicit server_process(bool knows_challenges = true) {
    asio::io_context io;
    asio::ip::tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
    port_ = acceptor.local_endpoint().port();
    REQUIRE(::pipe(deaf_.data()) == 0);
    child_ = ::fork();
    REQUIRE(child_ >= 0);
    if (child_ == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // also when the test is aborted
      for (;;) {
        try {
          serve(acceptor.accept(), knows_challenges, deaf_[0]);
        } catch (...) {  // NOLINT(bugprone-empty-catch): the client has gone, and another may come
        }
      }
    }
  }
  server_process(const server_process&) = delete;
  server_process& operator=(const server_process&) = delete;
  ~server_process() {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    ::close(deaf_[0]);
    ::close(deaf_[1]);
  }

  // Ends the connection on which the action "Deaf" was sent, after which nothing is read.
  void end_deafness() const { REQUIRE(::write(deaf_[1], "x", 1) == 1); }

  ami::options options(ami::login_method method = ami::login_method::challenge) const {
    return ami::options{"127.0.0.1"}.port(port_).login(method);
  }

private:
  static void serve(asio::ip::tcp::socket peer, bool knows_challenges, int end_of_deafness) {
    asio::write(peer, asio::buffer("Asterisk Call Manager/9.0.0\r\n"sv));
    std::string read;
    for (;;) {
      const std::size_t size = asio::read_until(peer, asio::dynamic_buffer(read), "\r\n\r\n"sv);
      const auto whole = ami::wire::frame::from_text(read.substr(0, size - 2));
      const ami::wire::frame_view request = whole.view();
      read.erase(0, size);
      const std::string name{request["Action"]};
      std::string answer = "Response: Success\r\nActionID: " + std::string{request["ActionID"]} + "\r\n";
      if (name == "HangUp") {
        return;
      }
      if (name == "Deaf") {
        char byte = 0;
        if (::read(end_of_deafness, &byte, 1) != 1) {
          std::abort();
        }
        return;
      }
      if (name == "Silent") {
        continue;
      }
      if (name == "Challenge") {
        if (knows_challenges) {
          answer += "Challenge: 124877113\r\n";
        } else {
          answer.replace(answer.find("Success"), 7, "Error");
        }
      }
      asio::write(peer, asio::buffer(answer + "\r\n"));
    }
  }

  std::uint16_t port_ = 0;
  ::pid_t child_ = -1;
  std::array<int, 2> deaf_{};
};

// An action with the watched secret in one of its headers.
ami::action vendors_own(std::string name) {
  return ami::action{std::move(name)}.header("Token", clear_text{}.text()).header("X", "y");
}

// A typed action of the user's.
class own_action : public ami::basic_action<own_action> {
public:
  own_action() : basic_action{"Own"} {}
  own_action& token(std::string&& value) { return put("Token", std::move(value)); }
  own_action& more(std::string&& value) { return add("More", std::move(value)); }
};

template <class Action>
asio::awaitable<boost::system::error_code> send_one(ami::manager pbx, Action action, ami::send_options how = {}) {
  const auto [error, answer] = co_await pbx.async_send_action(action, how, asio::as_tuple(asio::use_awaitable));
  co_return error;
}

// A connection whose own secret is not the watched one.
class connection {
public:
  explicit connection(const server_process& server) : connection{server.options()} {}
  explicit connection(ami::options how) : pbx_{io_, std::move(how.credentials("admin", "another"))} {}

  ami::manager& pbx() noexcept { return pbx_; }
  asio::io_context& io() noexcept { return io_; }
  void connect() { test::run(io_, pbx_.connect()); }
  template <class Action>
  boost::system::error_code send(Action action, ami::send_options how = {}) {
    return test::run(io_, send_one(pbx_, std::move(action), how));
  }
  // While the connection goes on: what was written, and what the actions were.
  void check_memory() { CHECK(parts_in_memory() == 0); }

private:
  asio::io_context io_{1};
  ami::manager pbx_;
};

}  // namespace

TEST_CASE("secrets in memory: the search finds what is left") {
  CHECK(openssl_is_watched);
  stack_of_scenario = mapping{};
  watch(20, 1);
  CHECK(parts_in_memory() == 0);
  {
    const auto text = std::make_unique<std::string>(clear_text{}.view());
    CHECK((!searches_memory || parts_in_memory() >= 20 - part_size + 1));
  }
  CHECK(parts_freed >= 20 - part_size + 1);
  parts_freed = 0;
  // What malloc writes over a freed block leaves the rest.
  const auto rest = std::make_unique<std::string>(clear_text{}.view().substr(20 - part_size));
  CHECK(parts_in_memory() == (searches_memory ? 1 : 0));
  OPENSSL_cleanse(rest->data(), rest->size());
  CHECK(parts_in_memory() == 0);
  watched_size = 0;
}

TEST_CASE("secrets in memory: the answer to a challenge") {
  check_nothing_is_left([] {
    const clear_text secret;
    CHECK(ami::session::challenge_key("124877113", secret.view()).size() == 32);
    CHECK(ami::session::challenge_key("a challenge that is much longer than those of Asterisk", secret.view()).size() ==
          32);
  });
}

TEST_CASE("secrets in memory: a login of each kind") {
  using ami::login_method;
  const bool knows_challenges = GENERATE(true, false);
  const auto method = GENERATE(login_method::challenge, login_method::plain, login_method::challenge_or_plain);
  CAPTURE(knows_challenges, static_cast<int>(method));
  const server_process server{knows_challenges};
  check_nothing_is_left([&] {
    asio::io_context io{1};
    ami::manager pbx{io, server.options(method).credentials("admin", clear_text{}.view())};
    for (int round = 0; round < 2; ++round) {
      const auto [error] = test::run(io, pbx.async_connect(asio::as_tuple(asio::use_awaitable)));
      CHECK(!error == (knows_challenges || method != login_method::challenge));
      test::run(io, pbx.disconnect(0s));
    }
  });
}

TEST_CASE("secrets in memory: options that are copied, moved and replaced") {
  check_nothing_is_left([] {
    ami::options first = ami::options{"pbx"}.credentials("admin", clear_text{}.view());
    ami::options second = first;
    ami::options third = std::move(first);
    second.credentials("admin", "another");
    first = std::move(third);
    third = first;
    std::vector<ami::options> many;
    for (int i = 0; i < 5; ++i) {
      many.push_back(third);
    }
    ami::tls_options tls = ami::tls_options{}.key_passphrase(clear_text{}.view());
    tls.client_certificate_pem("certificate", clear_text{}.view());
    first.tls(tls);
    first.tls(ami::tls_options{});
    CHECK(first.problem().empty());
  });
}

TEST_CASE("secrets in memory: options of a URL") {
  check_nothing_is_left([] {
    CHECK(ami::options::from_url(clear_text{"ami://admin:", "@pbx?events=call"}.view()).problem().empty());
    CHECK(ami::options::from_url(clear_text{"ami://admin:", "%40%3a@pbx"}.view()).problem().empty());
    CHECK_FALSE(ami::options::from_url(clear_text{"ami://admin:", "%4@pbx"}.view()).problem().empty());
    CHECK_FALSE(ami::options::from_url(clear_text{"ami://admin:", "@pbx/path"}.view()).problem().empty());
    CHECK_FALSE(ami::options::from_url(clear_text{"ami://admin:", "/@pbx"}.view()).problem().empty());
  });
}

TEST_CASE("secrets in memory: options with a secret in a file") {
  char path[] = "/tmp/ami_secret_XXXXXX";
  const int file = ::mkstemp(path);
  REQUIRE(file >= 0);
  ::setenv("AMITEST_HOST", "pbx", 1);
  ::setenv("AMITEST_TLS", "yes", 1);
  ::setenv("AMITEST_SECRET_FILE", path, 1);
  ::setenv("AMITEST_TLS_KEY_PASSPHRASE_FILE", path, 1);
  ::setenv("AMITEST_TLS_CERTIFICATE_FILE", "/certificate", 1);
  ::setenv("AMITEST_TLS_KEY_FILE", "/key", 1);
  check_nothing_is_left([&] {
    const clear_text line{"what stands in front of it in the same line ", "\r\nanother line\n"};
    CHECK(::ftruncate(file, 0) == 0);
    CHECK(::pwrite(file, line.view().data(), line.view().size(), 0) == static_cast<::ssize_t>(line.view().size()));
    const auto made = ami::options::from_environment("AMITEST_");
    CHECK(made.secret_text().reveal().size() == line.view().size() - "\r\nanother line\n"sv.size());
  });
  for (const char* name : {"AMITEST_HOST", "AMITEST_TLS", "AMITEST_SECRET_FILE", "AMITEST_TLS_KEY_PASSPHRASE_FILE",
                           "AMITEST_TLS_CERTIFICATE_FILE", "AMITEST_TLS_KEY_FILE"}) {
    ::unsetenv(name);
  }
  ::close(file);
  ::unlink(path);
}

TEST_CASE("secrets in memory: actions that are made, copied, moved and changed") {
  check_nothing_is_left([] {
    ami::action first{"Any"};
    first.header("Token", clear_text{}.text());
    for (int i = 0; i < 9; ++i) {
      first.header("More", clear_text{}.text());
    }
    ami::action second = first;
    ami::action third = std::move(first);
    first = second;
    first = ami::action{"Other"}.header("Token", "short").header("Token", std::string(50, 'x'));
    second = third;
    second = std::move(first);
    CHECK(second.headers().size() == 2);
    std::swap(second, third);
    CHECK(second.headers().size() == 10);
    ami::action::entry one{"key", clear_text{}.text()};
    ami::action::entry two{"key", std::string(100, 'x')};
    std::swap(one, two);
    two = one;
    one = std::move(two);
    CHECK(one.value() == std::string(100, 'x'));
    CHECK(ami::to_string(third).size() > 10);
  });
}

TEST_CASE("secrets in memory: what was moved from, or assigned to, keeps nothing") {
  check_nothing_is_left([] {
    using entry = ami::action::entry;
    const auto make_entry = [] { return std::make_unique<entry>("key", clear_text{}.text()); };
    const auto from = make_entry();
    { const entry to{std::move(*from)}; }
    const auto assigned = make_entry();
    *assigned = entry{"key", "x"};
    CHECK(parts_in_memory() == 0);
    own_action action;
    for (int i = 0; i < 2; ++i) {
      action.token(std::move(*std::make_unique<std::string>(clear_text{}.view())));
      action.more(std::move(*std::make_unique<std::string>(clear_text{}.view())));
    }
    CHECK(action.headers().size() == 3);
  });
}

TEST_CASE("secrets in memory: typed actions") {
  check_nothing_is_left([] {
    namespace actions = ami::actions;
    auto login = actions::login{"admin", clear_text{}.text()}.key(clear_text{}.text()).events("off");
    login.key(clear_text{}.text()).key(std::string(50, 'x'));
    login.key(clear_text{}.text()).key("short");
    login.header("Token", clear_text{}.text());
    auto change = actions::update_config{"pjsip.conf", "pjsip.conf"}
                      .update("alice", "password", clear_text{}.view(), clear_text{}.view())
                      .append("alice", "password", clear_text{}.view())
                      .insert("alice", "password", clear_text{}.view(), 2)
                      .header("Token", clear_text{}.text());
    change.erase("alice", "password", clear_text{}.view());
    const actions::update_config copy = change;
    auto call = actions::originate{"PJSIP/alice"}.variable("PIN", clear_text{}.view());
    call.variable("PIN", clear_text{"\"", "\\"}.view()).account(clear_text{}.text());
    const actions::db_put entry{"family", "key", clear_text{}.text()};
    const auto load = actions::module_load{actions::load_type::load}.module(clear_text{}.text());
    auto event = actions::user_event{clear_text{}.text()}.header("Token", clear_text{}.text());
    const ami::action sliced = std::move(event);
    CHECK(copy.headers().size() == change.headers().size());
    CHECK(sliced.headers().size() == 2);
    CHECK(load.headers().size() == entry.headers().size() - 1);
  });
}

TEST_CASE("secrets in memory: an action that is built within the expression that awaits it") {
  const server_process server;
  check_nothing_is_left([&] {
    connection with{server};
    with.connect();
    asio::co_spawn(
        with.io(),
        [](ami::manager pbx) -> asio::awaitable<void> {
          co_await pbx.send_action(ami::action{"Any"}.header("Token", clear_text{}.text()));
          co_await pbx.send_action(ami::actions::login{"admin", clear_text{}.text()}.key(clear_text{}.text()));
          co_await pbx.send_action(ami::actions::user_event{"Any"}.header("Token", clear_text{}.text()));
          co_await pbx.send_action(
              ami::actions::update_config{"pjsip.conf", "pjsip.conf"}.update("alice", "password", clear_text{}.view()));
          co_await pbx.disconnect();
        }(with.pbx()),
        asio::detached);
    with.io().run();
    with.check_memory();
  });
}

TEST_CASE("secrets in memory: an action that is answered") {
  const server_process server;
  check_nothing_is_left([&] {
    connection with{server};
    with.connect();
    CHECK(!with.send(vendors_own("Any")));
    with.check_memory();
    CHECK(!with.send(ami::actions::update_config{"a.conf", "a.conf"}.append("alice", "secret", clear_text{}.view())));
    with.check_memory();
  });
}

TEST_CASE("secrets in memory: an action that is refused") {
  const server_process server;
  check_nothing_is_left([&] {
    connection with{server.options().max_actions_in_flight(1)};
    CHECK(with.send(vendors_own("Any")) == ami::errc::not_connected);
    with.connect();
    CHECK(with.send(vendors_own("Any").header("wrong:key", "x")) == ami::errc::invalid_header);
    CHECK(with.send(ami::action{"Any"}.header("Token", clear_text{"", "\n"}.text())) == ami::errc::invalid_header);
    CHECK(with.send(vendors_own("Any").action_id("wrong\n")) == ami::errc::invalid_action_id);
    CHECK(with.send(vendors_own("Any").header("Long", std::string(2000, 'x'))) == ami::errc::action_line_too_long);
    with.check_memory();
    std::optional<boost::system::error_code> silent;
    asio::co_spawn(with.io(), send_one(with.pbx(), vendors_own("Silent")),
                   [&](const std::exception_ptr&, boost::system::error_code error) { silent = error; });
    CHECK(with.send(vendors_own("Any")) == ami::errc::queue_full);
    test::run(with.io(), with.pbx().disconnect(0s));
    CHECK(with.send(vendors_own("Any")) == ami::errc::not_connected);
    test::run_until(with.io(), [&] { return silent.has_value(); });
    with.check_memory();
  });
}

TEST_CASE("secrets in memory: an action that ends without an answer") {
  const server_process server;
  check_nothing_is_left([&] {
    connection with{server.options().reconnect(ami::reconnect_policy{}).wait_fully_booted(std::chrono::seconds{0})};
    with.connect();
    CHECK(with.send(vendors_own("Silent"), 5ms) == ami::errc::response_timed_out);
    with.check_memory();
    asio::cancellation_signal signal;
    std::optional<boost::system::error_code> ended;
    asio::co_spawn(
        with.io(), send_one(with.pbx(), vendors_own("Silent")),
        asio::bind_cancellation_slot(
            signal.slot(), [&](const std::exception_ptr&, boost::system::error_code error) { ended = error; }));
    with.io().run_for(5ms);
    signal.emit(asio::cancellation_type::terminal);
    test::run_until(with.io(), [&] { return ended.has_value(); });
    with.check_memory();
    CHECK(with.send(vendors_own("HangUp")) == ami::errc::reply_lost);
    with.check_memory();
    // It waits for the next connection, in vain.
    CHECK(with.send(vendors_own("Any"), ami::send_options{}.wait_for_connection(1ms)) == ami::errc::not_connected);
    with.check_memory();
  });
}

TEST_CASE("secrets in memory: many actions that are written together") {
  const server_process server;
  check_nothing_is_left([&] {
    connection with{server};
    with.connect();
    std::size_t answered = 0;
    for (int i = 0; i < 300; ++i) {
      asio::co_spawn(with.io(), send_one(with.pbx(), vendors_own("Any")),
                     [&](const std::exception_ptr&, boost::system::error_code error) { answered += error ? 0U : 1U; });
    }
    test::run_until(with.io(), [&] { return answered == 300; });
    with.check_memory();
  });
}

TEST_CASE("secrets in memory: actions that wait for a server that reads nothing") {
  const server_process server;
  check_nothing_is_left([&] {
    std::size_t ended = 0;
    std::size_t never_sent = 0;
    constexpr std::size_t count = 6000;
    connection with{server};
    with.connect();
    asio::co_spawn(with.io(), send_one(with.pbx(), vendors_own("Deaf")), asio::detached);
    for (std::size_t i = 0; i < count; ++i) {
      asio::co_spawn(with.io(), send_one(with.pbx(), vendors_own("Any").header("Fill", std::string(1000, 'x'))),
                     [&](const std::exception_ptr&, boost::system::error_code error) {
                       ++ended;
                       never_sent += error == ami::errc::not_sent ? 1U : 0U;
                     });
    }
    with.io().run_for(50ms);
    test::run(with.io(), with.pbx().disconnect(0s));
    test::run_until(with.io(), [&] { return ended == count; });
    server.end_deafness();
    CHECK(never_sent > 0);
    with.check_memory();
  });
}

TEST_CASE("secrets in memory: actions that the end of the execution context takes with it") {
  const server_process server;
  check_nothing_is_left([&] {
    auto io = std::make_unique<asio::io_context>(1);
    ami::manager pbx{*io, server.options().credentials("admin", "another")};
    test::run(*io, pbx.connect());
    asio::co_spawn(*io, send_one(pbx, vendors_own("Silent")), asio::detached);
    io->run_for(2ms);
    asio::co_spawn(*io, send_one(pbx, vendors_own("Silent")), asio::detached);
    pbx.async_send_action(vendors_own("Any"), [](const boost::system::error_code&, const ami::reply&) {});
    io.reset();
  });
}

TEST_CASE("secrets in memory: an action for several servers") {
  const server_process first;
  const server_process second;
  check_nothing_is_left([&] {
    asio::io_context io{1};
    ami::cluster pbxs{io};
    pbxs.add("first", first.options().credentials("admin", clear_text{}.view()));
    pbxs.add("second", second.options(ami::login_method::plain).credentials("admin", clear_text{}.view()));
    test::run(io, [](ami::cluster& all) -> asio::awaitable<void> {
      co_await all.connect();
      co_await all.send_all(vendors_own("Any"));
      co_await all.send_any(vendors_own("Any"));
      co_await all.send_any(ami::action{"Any"}.header("Token", clear_text{}.text()));
      co_await all.disconnect();
    }(pbxs));
  });
}
