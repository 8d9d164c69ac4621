#include "amictl/capture_decoder.hpp"

#include "amictl/pcap.hpp"

#include <ami/testing/recording.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace amictl {

namespace {

constexpr std::string_view ami_greeting = "Asterisk Call Manager";
// Of the longest text that decides.
constexpr std::size_t enough_head = 14;

}  // namespace

class capture_decoder::source {
public:
  explicit source(const capture_decoder& owner) : on_frame{owner.on_frame_}, on_problem{owner.on_problem_} {}
  virtual ~source() = default;
  source(const source&) = delete;
  source& operator=(const source&) = delete;

  virtual void feed(std::string_view bytes) = 0;
  virtual void finish() = 0;

  frame_function on_frame;
  problem_function on_problem;
};

namespace {

class raw_source : public capture_decoder::source {
public:
  explicit raw_source(const capture_decoder& owner)
      : source{owner}, decoder_{
                           [this](const decoded_frame& found) { on_frame(found, {}); },
                           [this](std::uint64_t offset, std::string_view reason) { on_problem(offset, reason, {}); }} {}

  void feed(std::string_view bytes) override { decoder_.feed(bytes); }
  void finish() override { decoder_.finish(); }

private:
  frame_decoder decoder_;
};

class recording_source : public capture_decoder::source {
public:
  explicit recording_source(const capture_decoder& owner) : source{owner} { begin_link(); }

  void feed(std::string_view bytes) override {
    using result = ami::testing::recording_reader::result;
    reader_.feed(bytes);
    for (auto found = reader_.next(); found != result::need_more; found = reader_.next()) {
      if (found == result::malformed) {
        on_problem(reader_.offset(), reader_.problem(), {});
      } else {
        play(reader_.step());
      }
    }
  }

  void finish() override {
    if (reader_.pending() != 0) {
      on_problem(reader_.offset(), "the last line was cut off", {});
    }
    end_link();
  }

private:
  void begin_link() {
    const auto make = [this](bool client) {
      return std::make_unique<frame_decoder>(
          [this, client](const decoded_frame& found) {
            frame_origin origin;
            origin.time = time_;
            origin.client = client;
            on_frame(found, origin);
          },
          [this, client](std::uint64_t, std::string_view reason) {
            // The offset in the recording helps more than that in the bytes of a link.
            on_problem(reader_.offset(), client ? fmt::format("client: {}", reason) : std::string{reason}, {});
          });
    };
    server_ = make(false);
    client_ = make(true);
  }

  void end_link() {
    server_->finish();
    client_->finish();
  }

  void play(const ami::testing::recorded_step& step) {
    using ami::testing::recorded;
    time_ = step.at();
    switch (step.kind()) {
    case recorded::opened:
      end_link();
      begin_link();
      break;
    case recorded::server: server_->feed(step.bytes()); break;
    case recorded::client: client_->feed(step.bytes()); break;
    case recorded::closed:
    case recorded::lost:
    case recorded::stopped: break;
    }
  }

  ami::testing::recording_reader reader_;
  std::chrono::microseconds time_{0};
  std::unique_ptr<frame_decoder> server_;
  std::unique_ptr<frame_decoder> client_;
};

class pcap_source : public capture_decoder::source {
public:
  pcap_source(const capture_decoder& owner, std::vector<std::uint16_t> ports)
      : source{owner}, ports_{std::move(ports)} {}

  void feed(std::string_view bytes) override {
    using result = pcap_reader::result;
    reader_.feed(bytes);
    for (auto found = reader_.next(); found != result::need_more; found = reader_.next()) {
      if (found == result::malformed) {
        on_problem(reader_.offset(), "a packet that is too large: the file is damaged from here on", {});
      } else {
        read(reader_.packet());
      }
    }
  }

  void finish() override {
    if (reader_.pending() != 0) {
      on_problem(reader_.offset(), "the file ends inside of a packet", {});
    }
    for (auto& [name, known] : sides_) {
      known->bytes.finish();
      known->frames.finish();
    }
  }

private:
  enum class verdict : std::uint8_t { unknown, ami, foreign };

  // One direction of a connection.
  class side {
  public:
    side(pcap_source& file, std::string stream_name, bool client)
        : owner{file}, name{std::move(stream_name)}, from_client{client},
          frames{[this](const decoded_frame& found) { owner.found(*this, found); },
                 [this](std::uint64_t offset, std::string_view reason) { owner.on_problem(offset, reason, name); }},
          bytes{[this](std::string_view more) { owner.arrived(*this, more); },
                [this](std::uint64_t missing) { owner.missed(*this, missing); }} {}

    pcap_source& owner;
    std::string name;
    std::string reverse;
    std::string head;  // until it is known whether this is a manager interface
    verdict is = verdict::unknown;
    bool from_client;
    bool has_begun = false;  // a byte has arrived
    std::optional<std::uint32_t> first_sequence;
    std::chrono::microseconds time{0};
    frame_decoder frames;
    tcp_stream bytes;
  };

  bool is_port(std::uint16_t port) const { return std::ranges::find(ports_, port) != ports_.end(); }

  side& make_side(const tcp_segment& segment, const std::string& name) {
    auto made = std::make_unique<side>(*this, name, is_port(segment.to_port) && !is_port(segment.from_port));
    made->reverse = segment.to + " > " + segment.from;
    made->is = is_port(segment.from_port) || is_port(segment.to_port) ? verdict::ami : verdict::unknown;
    return *(sides_[name] = std::move(made));
  }

  void read(const pcap_packet& packet) {
    const packet_content content = read_packet(packet);
    switch (content.what) {
    case packet_content::kind::other: return;
    case packet_content::kind::fragment: on_problem(packet.offset, "a fragment, which is not joined", {}); return;
    case packet_content::kind::incomplete:
      on_problem(packet.offset, "a packet that was not captured as a whole (tcpdump -s 0 does)", {});
      return;
    case packet_content::kind::unknown:
      throw std::runtime_error{fmt::format("packets of the link type {} cannot be read", packet.link_type)};
    case packet_content::kind::segment: break;
    }
    const tcp_segment& segment = content.segment;
    const std::string name = segment.from + " > " + segment.to;
    const auto known = sides_.find(name);
    const bool is_new = segment.synchronises && known != sides_.end() &&
                        known->second->first_sequence != std::optional{segment.sequence};
    if (is_new) {  // another connection between the same ports
      known->second->bytes.finish();
      known->second->frames.finish();
    }
    side& found = known == sides_.end() || is_new ? make_side(segment, name) : *known->second;
    if (segment.synchronises) {
      found.first_sequence = segment.sequence;
    }
    found.time = packet.time;
    found.bytes.add(segment);
  }

  void arrived(side& from, std::string_view more) {
    if (from.is == verdict::foreign) {
      return;
    }
    if (from.is == verdict::unknown) {
      // A server speaks first, so that its side is known by now.
      const auto other = sides_.find(from.reverse);
      if (other != sides_.end() && other->second->is == verdict::ami) {
        from.is = verdict::ami;
        from.from_client = true;
      } else {
        from.head += more;
        more = from.head;
        if (!more.starts_with(ami_greeting)) {
          from.is = ami_greeting.starts_with(more) ? verdict::unknown : verdict::foreign;
          return;
        }
        from.is = verdict::ami;
      }
    }
    constexpr std::string_view tls_handshake = "\x16\x03";
    if (!std::exchange(from.has_begun, true) && more.starts_with(tls_handshake)) {
      on_problem(0, "encrypted with TLS: nothing can be read", from.name);
      from.is = verdict::foreign;
      return;
    }
    from.frames.feed(more);
  }

  void missed(side& from, std::uint64_t missing) {
    if (from.is == verdict::ami) {
      from.frames.skip(missing, fmt::format("{} bytes were not captured", missing));
    }
  }

  void found(const side& from, const decoded_frame& frame) {
    frame_origin origin;
    origin.stream = from.name;
    origin.time = from.time;
    origin.client = from.from_client;
    on_frame(frame, origin);
  }

  pcap_reader reader_;
  std::vector<std::uint16_t> ports_;
  std::map<std::string, std::unique_ptr<side>> sides_;
};

}  // namespace

capture_decoder::capture_decoder(frame_function on_frame, problem_function on_problem, std::vector<std::uint16_t> ports)
    : on_frame_{std::move(on_frame)}, on_problem_{std::move(on_problem)}, ports_{std::move(ports)} {}

capture_decoder::~capture_decoder() = default;

void capture_decoder::choose() {
  if (pcap_reader::is_pcapng(head_)) {
    throw std::runtime_error{"a pcapng file cannot be read: convert it with \"editcap -F pcap IN OUT\""};
  }
  if (pcap_reader::is_pcap(head_)) {
    source_ = std::make_unique<pcap_source>(*this, ports_);
  } else if (ami::testing::recording_reader::is_recording(head_)) {
    source_ = std::make_unique<recording_source>(*this);
  } else {
    source_ = std::make_unique<raw_source>(*this);
  }
  source_->feed(std::exchange(head_, {}));
}

void capture_decoder::feed(std::string_view bytes) {
  if (source_) {
    source_->feed(bytes);
    return;
  }
  head_ += bytes;
  if (head_.size() >= enough_head) {
    choose();
  }
}

void capture_decoder::finish() {
  if (!source_) {
    choose();
  }
  source_->finish();
}

}  // namespace amictl
