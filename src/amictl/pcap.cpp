#include "amictl/pcap.hpp"

#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/address_v6.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace asio = boost::asio;

namespace amictl {

namespace {

constexpr std::string_view pcap_little = "\xd4\xc3\xb2\xa1";
constexpr std::string_view pcap_big = "\xa1\xb2\xc3\xd4";
constexpr std::string_view pcap_little_nano = "\x4d\x3c\xb2\xa1";
constexpr std::string_view pcap_big_nano = "\xa1\xb2\x3c\x4d";
constexpr std::string_view pcapng = "\x0a\x0d\x0d\x0a";
constexpr std::size_t pcap_file_header = 24;
constexpr std::size_t pcap_packet_header = 16;
constexpr std::uint32_t largest_packet = std::uint32_t{1} << 24U;

// How much may wait for one missing segment.
constexpr std::size_t most_early_bytes = std::size_t{4} << 20U;

std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t size) noexcept {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

std::uint16_t two_bytes(std::string_view bytes, std::size_t at) noexcept {
  return static_cast<std::uint16_t>(big_endian(bytes, at, 2));
}

std::uint8_t one_byte(std::string_view bytes, std::size_t at) noexcept {
  return static_cast<std::uint8_t>(bytes[at]);
}

template <class Address>
std::string address_text(std::string_view bytes) {
  typename Address::bytes_type raw{};
  std::copy_n(bytes.begin(), raw.size(), raw.begin());
  return Address{raw}.to_string();
}

packet_content content(packet_content::kind kind) {
  packet_content result;
  result.what = kind;
  return result;
}

// `whole`: the size of the segment, of which not all may have been captured.
packet_content read_tcp(std::string_view bytes, std::size_t whole, const std::string& from, const std::string& to) {
  constexpr std::size_t smallest_header = 20;
  if (bytes.size() < smallest_header) {
    return content(packet_content::kind::incomplete);
  }
  const std::size_t header = static_cast<std::size_t>(one_byte(bytes, 12) >> 4U) * 4;
  if (header < smallest_header || header > bytes.size() || bytes.size() < whole) {
    return content(packet_content::kind::incomplete);
  }
  packet_content result = content(packet_content::kind::segment);
  tcp_segment& segment = result.segment;
  segment.from_port = two_bytes(bytes, 0);
  segment.to_port = two_bytes(bytes, 2);
  segment.from = fmt::format("{}:{}", from, segment.from_port);
  segment.to = fmt::format("{}:{}", to, segment.to_port);
  segment.sequence = big_endian(bytes, 4, 4);
  segment.synchronises = (one_byte(bytes, 13) & 0x02U) != 0;
  segment.payload = bytes.substr(header);
  return result;
}

constexpr std::uint8_t protocol_tcp = 6;

packet_content read_ipv4(std::string_view bytes) {
  constexpr std::size_t smallest_header = 20;
  if (bytes.size() < smallest_header) {
    return content(packet_content::kind::incomplete);
  }
  const std::size_t header = static_cast<std::size_t>(one_byte(bytes, 0) & 0x0FU) * 4;
  if (header < smallest_header || header > bytes.size()) {
    return content(packet_content::kind::incomplete);
  }
  if (one_byte(bytes, 9) != protocol_tcp) {
    return content(packet_content::kind::other);
  }
  if ((two_bytes(bytes, 6) & 0x3FFFU) != 0) {
    return content(packet_content::kind::fragment);
  }
  // 0 where the network card divides what the system gives it.
  const std::size_t total = two_bytes(bytes, 2) != 0 ? two_bytes(bytes, 2) : bytes.size();
  const std::size_t whole = total > header ? total - header : 0;
  return read_tcp(bytes.substr(header, whole), whole, address_text<asio::ip::address_v4>(bytes.substr(12, 4)),
                  address_text<asio::ip::address_v4>(bytes.substr(16, 4)));
}

packet_content read_ipv6(std::string_view bytes) {
  constexpr std::size_t fixed_header = 40;
  if (bytes.size() < fixed_header) {
    return content(packet_content::kind::incomplete);
  }
  const std::string from = '[' + address_text<asio::ip::address_v6>(bytes.substr(8, 16)) + ']';
  const std::string to = '[' + address_text<asio::ip::address_v6>(bytes.substr(24, 16)) + ']';
  const std::size_t payload = two_bytes(bytes, 4);
  std::size_t whole = payload != 0 ? payload : bytes.size() - fixed_header;
  std::uint8_t protocol = one_byte(bytes, 6);
  std::string_view rest = bytes.substr(fixed_header, whole);
  while (protocol != protocol_tcp) {
    constexpr std::uint8_t hop_by_hop = 0;
    constexpr std::uint8_t routing = 43;
    constexpr std::uint8_t fragment = 44;
    constexpr std::uint8_t destination = 60;
    if (protocol == fragment) {
      return content(packet_content::kind::fragment);
    }
    if (protocol != hop_by_hop && protocol != routing && protocol != destination) {
      return content(packet_content::kind::other);
    }
    constexpr std::size_t unit = 8;
    const std::size_t size = rest.size() < 2 ? unit : (std::size_t{one_byte(rest, 1)} + 1) * unit;
    if (rest.size() < size || whole < size) {
      return content(packet_content::kind::incomplete);
    }
    protocol = one_byte(rest, 0);
    rest.remove_prefix(size);
    whole -= size;
  }
  return read_tcp(rest, whole, from, to);
}

packet_content read_ip(std::string_view bytes) {
  if (bytes.empty()) {
    return content(packet_content::kind::incomplete);
  }
  switch (one_byte(bytes, 0) >> 4U) {
  case 4: return read_ipv4(bytes);
  case 6: return read_ipv6(bytes);
  default: return content(packet_content::kind::other);
  }
}

// `type_at`: where the link layer says which protocol it carries; the packet follows `header` bytes.
packet_content read_typed(std::string_view bytes, std::size_t type_at, std::size_t header) {
  constexpr std::uint16_t type_ipv4 = 0x0800;
  constexpr std::uint16_t type_ipv6 = 0x86DD;
  constexpr std::size_t tag = 4;
  while (bytes.size() >= std::max(header, type_at + 2)) {
    switch (two_bytes(bytes, type_at)) {
    case type_ipv4:
    case type_ipv6: return read_ip(bytes.substr(header));
    case 0x8100:  // VLANs
    case 0x88A8:
    case 0x9100:
      // The tag stands before the type of what it is on.
      type_at = header + tag - 2;
      header += tag;
      break;
    default: return content(packet_content::kind::other);
    }
  }
  return content(packet_content::kind::incomplete);
}

}  // namespace

bool pcap_reader::is_pcap(std::string_view begin) noexcept {
  return begin.starts_with(pcap_little) || begin.starts_with(pcap_big) || begin.starts_with(pcap_little_nano) ||
         begin.starts_with(pcap_big_nano);
}

bool pcap_reader::is_pcapng(std::string_view begin) noexcept {
  return begin.starts_with(pcapng);
}

void pcap_reader::feed(std::string_view bytes) {
  bytes_.erase(0, begin_);
  dropped_ += begin_;
  begin_ = 0;
  bytes_ += bytes;
}

std::uint32_t pcap_reader::number(std::size_t at) const noexcept {
  const std::uint32_t value = big_endian(bytes_, begin_ + at, 4);
  return swapped_ ? __builtin_bswap32(value) : value;
}

pcap_reader::result pcap_reader::next() {
  if (!header_read_ && pending() >= pcap_file_header) {
    const std::string_view begin = std::string_view{bytes_}.substr(begin_);
    swapped_ = begin.starts_with(pcap_little) || begin.starts_with(pcap_little_nano);
    nanoseconds_ = begin.starts_with(pcap_little_nano) || begin.starts_with(pcap_big_nano);
    link_type_ = number(20) & 0xFFFFU;
    begin_ += pcap_file_header;
    header_read_ = true;
  }
  if (broken_ || !header_read_ || pending() < pcap_packet_header) {
    return result::need_more;
  }
  const std::uint32_t size = number(8);
  if (size > largest_packet) {
    broken_ = true;
    return result::malformed;
  }
  if (pending() < pcap_packet_header + size) {
    return result::need_more;
  }
  packet_.offset = offset();
  packet_.link_type = link_type_;
  packet_.time =
      std::chrono::seconds{number(0)} + std::chrono::microseconds{nanoseconds_ ? number(4) / 1000 : number(4)};
  packet_.bytes = std::string_view{bytes_}.substr(begin_ + pcap_packet_header, size);
  begin_ += pcap_packet_header + size;
  return result::packet;
}

packet_content read_packet(const pcap_packet& packet) {
  // See https://www.tcpdump.org/linktypes.html
  switch (packet.link_type) {
  case 0:    // loopback of BSD
  case 108:  // the same, in the order of the network
    return packet.bytes.size() < 4 ? content(packet_content::kind::incomplete) : read_ip(packet.bytes.substr(4));
  case 1: return read_typed(packet.bytes, 12, 14);    // Ethernet
  case 113: return read_typed(packet.bytes, 14, 16);  // Linux cooked
  case 276: return read_typed(packet.bytes, 0, 20);   // its second version
  case 12:
  case 14:
  case 101:
  case 228:
  case 229: return read_ip(packet.bytes);  // no link layer
  default: return content(packet_content::kind::unknown);
  }
}

// ---- Streams

void tcp_stream::add(const tcp_segment& segment) {
  std::uint32_t first = segment.sequence;
  if (segment.synchronises) {
    ++first;
  }
  if (!next_sequence_) {
    next_sequence_ = first;
  }
  std::string_view payload = segment.payload;
  // The numbers begin again after 4 GiB: what counts is the distance.
  const std::int64_t ahead = static_cast<std::int32_t>(first - *next_sequence_);
  if (ahead < 0) {
    payload.remove_prefix(std::min(static_cast<std::size_t>(-ahead), payload.size()));
  }
  if (payload.empty()) {
    return;
  }
  if (ahead <= 0) {
    next_sequence_ = *next_sequence_ + static_cast<std::uint32_t>(payload.size());
    position_ += payload.size();
    on_bytes_(payload);
    deliver_next();
    return;
  }
  std::string& kept = early_[position_ + static_cast<std::uint64_t>(ahead)];
  if (kept.size() < payload.size()) {
    early_bytes_ += payload.size() - kept.size();
    kept = payload;
  }
  while (early_bytes_ > most_early_bytes) {
    jump_gap();
  }
}

void tcp_stream::deliver_next() {
  while (!early_.empty() && early_.begin()->first <= position_) {
    const auto entry = early_.extract(early_.begin());
    std::string_view payload = entry.mapped();
    early_bytes_ -= payload.size();
    payload.remove_prefix(static_cast<std::size_t>(std::min<std::uint64_t>(position_ - entry.key(), payload.size())));
    if (!payload.empty()) {
      next_sequence_ = *next_sequence_ + static_cast<std::uint32_t>(payload.size());
      position_ += payload.size();
      on_bytes_(payload);
    }
  }
}

void tcp_stream::jump_gap() {
  const std::uint64_t missing = early_.begin()->first - position_;
  next_sequence_ = *next_sequence_ + static_cast<std::uint32_t>(missing);
  position_ += missing;
  on_gap_(missing);
  deliver_next();
}

void tcp_stream::finish() {
  while (!early_.empty()) {
    jump_gap();
  }
}

}  // namespace amictl
