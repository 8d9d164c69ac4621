// ami_bench_bound: clients written by hand that do the least there is to do, to measure the library against.
//
//   ami_bench_bound MODE --port P [--cpu N] [--count N] [--window W]
//
//   discard      receives and forgets: what the system alone costs
//   frame        finds the end of every event, searching for CR LF CR LF 16 bytes at a time
//   dispatch     as frame, and looks the event's name up in a table: enough to know that nobody wants it
//   parse        finds every line with memchr, its colon with a second memchr, keeps key and value of each line in an
//                array, looks the event's name up, finds `Channel`
//   parse-avx2   the same in one pass that finds line ends and colons 64 bytes at a time; needs the instructions
//   ping         one Ping after the other
//   pipe         W Pings in flight
//   latency      one Ping after the other while a flood of events comes in, with the frames of `frame`
//
// None of them is a correct client: no limits, no continued lines, no upper and lower case.
#include "measure.hpp"

#include <arpa/inet.h>
#include <array>
#include <bit>
#include <cstring>
#include <emmintrin.h>
#include <immintrin.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <sys/socket.h>
#include <unistd.h>

namespace {

constexpr std::size_t read_size = std::size_t{256} << 10;
constexpr std::string_view blank_line = "\r\n\r\n";

class counters {
public:
  std::uint64_t events = 0;
  std::uint64_t replies = 0;
  std::uint64_t channel_bytes = 0;
  std::uint64_t fields = 0;
};

// Counts names: a small table with open addressing.
class name_table {
public:
  void count(std::string_view name) noexcept {
    std::size_t hash = name.size();
    if (name.size() >= 8) {
      std::uint64_t head = 0;
      std::uint64_t tail = 0;
      std::memcpy(&head, name.data(), 8);
      std::memcpy(&tail, name.data() + name.size() - 8, 8);
      hash ^= static_cast<std::size_t>((head * 0x9E3779B97F4A7C15U ^ tail * 0xC2B2AE3D27D4EB4FU) >> 40U);
    } else {
      for (const char c : name) {
        hash = hash * 31 + static_cast<unsigned char>(c);
      }
    }
    for (;; ++hash) {
      slot& place = slots_[hash % slots_.size()];
      if (place.count_ == 0) {
        place.name_ = name;
      } else if (place.name_ != name) {
        continue;
      }
      ++place.count_;
      return;
    }
  }

private:
  class slot {
  public:
    std::string name_;
    std::uint64_t count_ = 0;
  };
  std::array<slot, 256> slots_;
};

// The fields of one frame.
class field_list {
public:
  void add(const char* begin, const char* colon, const char* end) noexcept {
    const char* value = colon + 1;
    value += value < end && *value == ' ' ? 1 : 0;
    if (size_ < fields_.size()) {
      fields_[size_++] = {{begin, static_cast<std::size_t>(colon - begin)},
                          {value, static_cast<std::size_t>(end - value)}};
    }
  }

  void frame_ends(counters& to, name_table& names) noexcept {
    if (size_ != 0) {
      if (fields_[0].key == "Event") {
        ++to.events;
        names.count(fields_[0].value);
        for (std::size_t i = 1; i < size_; ++i) {
          if (fields_[i].key == "Channel") {
            to.channel_bytes += fields_[i].value.size();
            break;
          }
        }
      } else {
        ++to.replies;
      }
    }
    to.fields += size_;
    size_ = 0;
  }

  void clear() noexcept { size_ = 0; }

private:
  class field {
  public:
    std::string_view key;
    std::string_view value;
  };
  std::array<field, 256> fields_{};
  std::size_t size_ = 0;
};

// Each consumes whole frames of [begin, end) and returns where the first incomplete one begins.

template <class OnFrame>
const char* for_each_frame(const char* begin, const char* end, OnFrame on_frame) {
  const __m128i carriage_return = _mm_set1_epi8('\r');
  const char* frame = begin;
  const char* at = begin;
  for (; end - at >= 34; at += 32) {
    const auto both = [&](const char* from) {
      const __m128i first = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
      const __m128i third = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + 2));
      return static_cast<std::uint32_t>(_mm_movemask_epi8(
          _mm_and_si128(_mm_cmpeq_epi8(first, carriage_return), _mm_cmpeq_epi8(third, carriage_return))));
    };
    for (std::uint32_t found = both(at) | both(at + 16) << 16U; found != 0; found &= found - 1) {
      const char* const candidate = at + std::countr_zero(found);
      if (end - candidate >= 4 && std::memcmp(candidate, blank_line.data(), 4) == 0) {
        on_frame(frame, candidate + 4);
        frame = candidate + 4;
      }
    }
  }
  for (at = at > frame ? at : frame; end - at >= 4; ++at) {
    if (std::memcmp(at, blank_line.data(), 4) == 0) {
      on_frame(frame, at + 4);
      frame = at + 4;
      at += 3;
    }
  }
  return frame;
}

const char* frame_only(const char* begin, const char* end, counters& to, name_table&) {
  return for_each_frame(begin, end,
                        [&](const char* frame, const char*) { ++(*frame == 'E' ? to.events : to.replies); });
}

const char* dispatch(const char* begin, const char* end, counters& to, name_table& names) {
  return for_each_frame(begin, end, [&](const char* frame, const char* frame_end) {
    constexpr std::string_view key = "Event: ";
    if (std::memcmp(frame, key.data(), key.size()) != 0) {
      ++to.replies;
      return;
    }
    ++to.events;
    frame += key.size();
    const auto* line_end =
        static_cast<const char*>(std::memchr(frame, '\r', static_cast<std::size_t>(frame_end - frame)));
    names.count({frame, static_cast<std::size_t>(line_end - frame)});
  });
}

const char* parse(const char* begin, const char* end, counters& to, name_table& names) {
  static field_list fields;
  const char* done = begin;
  const char* line = begin;
  while (line < end) {
    const auto* feed = static_cast<const char*>(std::memchr(line, '\n', static_cast<std::size_t>(end - line)));
    if (feed == nullptr) {
      break;
    }
    const char* const line_end = feed > line && feed[-1] == '\r' ? feed - 1 : feed;
    if (line_end == line) {
      fields.frame_ends(to, names);
      done = feed + 1;
    } else if (const void* colon = std::memchr(line, ':', static_cast<std::size_t>(line_end - line))) {
      fields.add(line, static_cast<const char*>(colon), line_end);
    }
    line = feed + 1;
  }
  fields.clear();
  return done;
}

__attribute__((target("avx2,bmi"))) std::uint64_t matches(const char* at, char wanted) {
  const __m256i pattern = _mm256_set1_epi8(wanted);
  const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
  const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at + 32));
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, pattern))) |
         std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, pattern)))} << 32U;
}

__attribute__((target("avx2,bmi"))) const char* parse_avx2(const char* begin, const char* end, counters& to,
                                                           name_table& names) {
  static field_list fields;
  const char* done = begin;
  const char* line = begin;
  const char* colon = nullptr;  // the first of this line, when a block before had it
  const auto line_feed = [&](const char* at, const char* first_colon) {
    const char* const line_end = at > line && at[-1] == '\r' ? at - 1 : at;
    if (line_end == line) {
      fields.frame_ends(to, names);
      done = at + 1;
    } else if (first_colon != nullptr) {
      fields.add(line, first_colon, line_end);
    }
    line = at + 1;
    colon = nullptr;
  };
  const char* at = begin;
  for (; end - at >= 64; at += 64) {
    std::uint64_t colons = matches(at, ':');
    for (std::uint64_t feeds = matches(at, '\n'); feeds != 0; feeds &= feeds - 1) {
      const char* const feed = at + std::countr_zero(feeds);
      const std::uint64_t before = colons & ((feeds & -feeds) - 1);
      if (colon == nullptr && before != 0) {
        colon = at + std::countr_zero(before);
      }
      line_feed(feed, colon);
      colons &= ~((feeds & -feeds) - 1);
    }
    if (colon == nullptr && colons != 0) {
      colon = at + std::countr_zero(colons);
    }
  }
  for (; at < end; ++at) {
    if (*at == ':' && colon == nullptr) {
      colon = at;
    } else if (*at == '\n') {
      line_feed(at, colon);
    }
  }
  fields.clear();
  return done;
}

class session {
public:
  explicit session(std::uint64_t port) : descriptor_{socket(AF_INET, SOCK_STREAM, 0)}, buffer_(2 * read_size) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      std::perror("connect");
      std::exit(1);
    }
    const int on = 1;
    setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    send("Action: Login\r\nActionID: login\r\nUsername: bench\r\nSecret: bench\r\n\r\n");
    while (std::string_view{buffer_.data(), kept_}.find("Fully Booted\r\n\r\n") == std::string_view::npos) {
      kept_ += receive();
    }
    kept_ = 0;
  }
  session(const session&) = delete;
  session& operator=(const session&) = delete;
  ~session() { close(descriptor_); }

  void send(std::string_view bytes) const {
    if (write(descriptor_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
      std::perror("write");
      std::exit(1);
    }
  }

  // Appends to what was kept.
  std::size_t receive() {
    const ssize_t size = read(descriptor_, buffer_.data() + kept_, read_size);
    if (size <= 0) {
      std::fputs("the server closed the connection\n", stderr);
      std::exit(1);
    }
    return static_cast<std::size_t>(size);
  }

  // Receives once and hands whole frames to `consume(begin, end)`, which returns where it stopped.
  template <class Consume>
  std::size_t receive_frames(Consume consume) {
    const std::size_t size = receive();
    const char* const end = buffer_.data() + kept_ + size;
    const char* const stopped = consume(static_cast<const char*>(buffer_.data()), end);
    kept_ = static_cast<std::size_t>(end - stopped);
    if (kept_ > read_size) {
      std::fputs("a frame is too large\n", stderr);
      std::exit(1);
    }
    std::memmove(buffer_.data(), stopped, kept_);
    return size;
  }

private:
  int descriptor_;
  std::vector<char> buffer_;
  std::size_t kept_ = 0;
};

std::string flood_action(std::uint64_t count) {
  return fmt::format("Action: Flood\r\nActionID: flood\r\nCount: {}\r\n\r\n", count);
}

std::uint64_t value_of(std::string_view reply, std::string_view key) {
  const std::size_t at = reply.find(key);
  return at == std::string_view::npos ? 0 : std::strtoull(reply.data() + at + key.size(), nullptr, 10);
}

// The first frame: what the flood will be.
class announcement {
public:
  const char* read(const char* begin, const char* end) {
    const std::string_view text{begin, static_cast<std::size_t>(end - begin)};
    const std::size_t size = text.find(blank_line);
    if (size == std::string_view::npos) {
      return begin;
    }
    const std::string_view reply = text.substr(0, size);
    bytes_ = value_of(reply, "\nBytes: ");
    channel_bytes_ = value_of(reply, "\nChannelBytes: ");
    return begin + size + blank_line.size();
  }

  bool known() const noexcept { return bytes_ != 0; }
  std::uint64_t bytes() const noexcept { return bytes_; }
  std::uint64_t channel_bytes() const noexcept { return channel_bytes_; }

private:
  std::uint64_t bytes_ = 0;
  std::uint64_t channel_bytes_ = 0;
};

using consumer = const char* (*)(const char*, const char*, counters&, name_table&);

void run_flood(session& to, std::uint64_t count, consumer consume) {
  announcement said;
  counters seen;
  static name_table names;
  std::uint64_t bytes = 0;
  bench::stopwatch watch;
  watch.start();
  to.send(flood_action(count));
  while (!said.known() || (consume != nullptr ? seen.events < count : bytes < said.bytes())) {
    to.receive_frames([&](const char* begin, const char* end) {
      if (!said.known()) {
        begin = said.read(begin, end);
        if (!said.known()) {
          return begin;
        }
      }
      bytes += static_cast<std::uint64_t>(end - begin);
      return consume != nullptr ? consume(begin, end, seen, names) : end;
    });
  }
  watch.stop();
  if (seen.channel_bytes != 0 && seen.channel_bytes != said.channel_bytes()) {
    std::fputs("the sums differ: something was lost\n", stderr);
    std::exit(1);
  }
  const auto events = static_cast<double>(count);
  bench::figures{}
      .add("events", count)
      .add("cpu_us", watch.cpu() * 1e6 / events)
      .add("rate", events / watch.seconds())
      .add("rss_kib", bench::memory_kib("VmHWM:"))
      .print();
}

void run_pings(session& to, std::uint64_t count, std::uint64_t window, bool flooded) {
  std::vector<double> sent(count);
  std::vector<double> taken;
  taken.reserve(count);
  std::uint64_t next = 0;
  std::string out;
  bench::stopwatch watch;
  if (flooded) {
    to.send(flood_action(std::uint64_t{1} << 40U));
  }
  watch.start();
  while (taken.size() < count) {
    out.clear();
    while (next < count && next - taken.size() < window) {
      sent[next] = bench::now();
      fmt::format_to(std::back_inserter(out), "Action: Ping\r\nActionID: {}\r\n\r\n", next++);
    }
    if (!out.empty()) {
      to.send(out);
    }
    to.receive_frames([&](const char* begin, const char* end) {
      return for_each_frame(begin, end, [&](const char* frame, const char* frame_end) {
        constexpr std::string_view key = "ActionID: ";
        if (*frame != 'R') {
          return;
        }
        const std::string_view text{frame, static_cast<std::size_t>(frame_end - frame)};
        const std::string_view id = text.substr(text.find(key) + key.size());
        if (!id.starts_with("flood")) {
          taken.push_back(bench::now() - sent.at(std::strtoull(id.data(), nullptr, 10)));
        }
      });
    });
  }
  watch.stop();
  bench::figures result;
  bench::add_round_trips(result, taken, watch);
  result.print();
}

}  // namespace

int main(int argc, char** argv) {
  const bench::arguments given{argc, argv};
  given.pin_to_cpu();
  alarm(static_cast<unsigned>(given.number("--limit", 120)));
  const std::string mode = given.mode();
  session to{given.number("--port", 5038)};
  if (mode == "ping" || mode == "pipe" || mode == "latency") {
    run_pings(to, given.number("--count", 20'000), mode == "pipe" ? given.number("--window", 100) : 1,
              mode == "latency");
    return 0;
  }
  std::optional<consumer> consume;
  if (mode == "discard") {
    consume = nullptr;
  } else if (mode == "frame") {
    consume = &frame_only;
  } else if (mode == "dispatch") {
    consume = &dispatch;
  } else if (mode == "parse") {
    consume = &parse;
  } else if (mode == "parse-avx2" && __builtin_cpu_supports("avx2") != 0) {
    consume = &parse_avx2;
  }
  if (!consume) {
    std::fputs("no such mode on this processor\n", stderr);
    return 2;
  }
  run_flood(to, given.number("--count", 1'000'000), *consume);
  return 0;
}
