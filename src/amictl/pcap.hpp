// Reads what tcpdump and its like write: packets of a pcap file, the TCP segments in them, and the bytes of their
// streams in order. No file, no clock.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace amictl {

/// One packet of a pcap file. The bytes belong to the reader.
class pcap_packet {
public:
  std::chrono::microseconds time{0};  // since 1970
  std::uint32_t link_type = 0;
  std::string_view bytes;
  std::uint64_t offset = 0;  // of its header in the file
};

/// Takes a pcap file apart, however it is cut: the classic format, in both byte orders, with micro- or nanoseconds.
class pcap_reader {
public:
  enum class result : std::uint8_t { need_more, packet, malformed };

  /// What a file begins with.
  static bool is_pcap(std::string_view begin) noexcept;
  /// The newer format, which this does not read.
  static bool is_pcapng(std::string_view begin) noexcept;

  void feed(std::string_view bytes);
  /// Looks for the next packet. Invalidates what the call before it returned. Nothing follows what is malformed.
  result next();
  const pcap_packet& packet() const noexcept { return packet_; }
  /// Where the next packet begins, in bytes since the beginning of the file.
  std::uint64_t offset() const noexcept { return dropped_ + begin_; }
  /// The number of bytes that are no whole packet yet.
  std::size_t pending() const noexcept { return bytes_.size() - begin_; }

private:
  std::uint32_t number(std::size_t at) const noexcept;

  std::string bytes_;
  std::size_t begin_ = 0;
  std::uint64_t dropped_ = 0;
  pcap_packet packet_;
  std::uint32_t link_type_ = 0;
  bool header_read_ = false;
  bool swapped_ = false;
  bool nanoseconds_ = false;
  bool broken_ = false;
};

/// A TCP segment. The payload belongs to the packet.
class tcp_segment {
public:
  std::string from;  // "192.0.2.1:5038", "[2001:db8::1]:5038"
  std::string to;
  std::uint16_t from_port = 0;
  std::uint16_t to_port = 0;
  std::uint32_t sequence = 0;
  std::string_view payload;
  bool synchronises = false;
};

/// What a packet is.
class packet_content {
public:
  enum class kind : std::uint8_t {
    segment,     ///< Of TCP.
    other,       ///< Of another protocol.
    fragment,    ///< A part of an IP packet.
    incomplete,  ///< The packet was not captured as a whole.
    unknown,     ///< The file's link type is none that is known here.
  };
  kind what = kind::other;
  tcp_segment segment;
};

/// Finds the TCP segment in a packet: Ethernet (with VLANs), Linux cooked, loopback and raw IP; IPv4 and IPv6.
packet_content read_packet(const pcap_packet& packet);

/// The bytes of one direction of a TCP connection in their order, whatever came twice, late, or never.
class tcp_stream {
public:
  using bytes_function = std::function<void(std::string_view bytes)>;
  using gap_function = std::function<void(std::uint64_t missing_bytes)>;

  /// @param on_bytes, on_gap called by the functions below.
  tcp_stream(bytes_function on_bytes, gap_function on_gap)
      : on_bytes_{std::move(on_bytes)}, on_gap_{std::move(on_gap)} {}

  void add(const tcp_segment& segment);
  /// There are no more segments: what waits for missing bytes comes without them.
  void finish();

private:
  void deliver_next();
  void jump_gap();

  bytes_function on_bytes_;
  gap_function on_gap_;
  std::optional<std::uint32_t> next_sequence_;
  std::uint64_t position_ = 0;  // of the next byte
  std::map<std::uint64_t, std::string> early_;
  std::size_t early_bytes_ = 0;
};

}  // namespace amictl
