#include "segment.hpp"

#include <boost/crc.hpp>

#include <utility>

namespace relay {

namespace {

constexpr std::size_t frame_head = 8;
// A longer one is damage: no record comes near it.
constexpr std::uint64_t longest_frame = std::uint64_t{1} << 30;

constexpr char header_kind = 'H';
constexpr char end_kind = 'E';
constexpr char record_kind = 'R';

std::uint32_t checksum(std::string_view bytes) {
  boost::crc_32_type sum;
  sum.process_bytes(bytes.data(), bytes.size());
  return sum.checksum();
}

class writer {
public:
  template <class Number>
  writer& number(Number value) {
    for (std::size_t i = 0; i < sizeof value; ++i) {
      bytes_ += static_cast<char>(static_cast<unsigned char>(value >> (8 * i)));
    }
    return *this;
  }
  writer& text(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    bytes_ += value;
    return *this;
  }
  writer& raw(std::string_view value) {
    bytes_ += value;
    return *this;
  }
  std::string take() { return std::move(bytes_); }

private:
  std::string bytes_;
};

// After a value that was not there, all further ones are empty, and ok() is false.
class reader {
public:
  explicit reader(std::string_view bytes) noexcept : bytes_{bytes} {}

  template <class Number>
  Number number() {
    const std::string_view taken = take(sizeof(Number));
    Number value = 0;
    for (std::size_t i = 0; i < taken.size(); ++i) {
      value = static_cast<Number>(value | Number{static_cast<unsigned char>(taken[i])} << (8 * i));
    }
    return value;
  }
  std::string text() { return std::string{take(number<std::uint32_t>())}; }
  [[nodiscard]] bool ok() const noexcept { return ok_; }
  [[nodiscard]] bool at_end() const noexcept { return bytes_.empty(); }

private:
  std::string_view take(std::size_t size) {
    ok_ = ok_ && size <= bytes_.size();
    if (!ok_) {
      return {};
    }
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }

  std::string_view bytes_;
  bool ok_ = true;
};

std::string framed(std::string content) {
  return writer{}.number(static_cast<std::uint32_t>(content.size())).number(checksum(content)).raw(content).take();
}

segment_header read_header(reader& from) {
  segment_header header;
  header.partitions = from.number<std::uint32_t>();
  header.boot = from.text();
  header.numbers.run = from.text();
  for (auto count = from.number<std::uint32_t>(); count != 0 && from.ok(); --count) {
    std::string server = from.text();
    const auto partition = from.number<std::uint32_t>();
    header.numbers.last[{std::move(server), partition}] = from.number<std::uint64_t>();
  }
  return header;
}

record read_record(reader& from) {
  record value;
  value.partition = from.number<std::uint32_t>();
  value.seq = from.number<std::uint64_t>();
  value.server = from.text();
  value.key = from.text();
  value.text = from.text();
  return value;
}

}  // namespace

std::string encode(const segment_header& header) {
  writer content;
  content.raw({&header_kind, 1}).number(header.partitions).text(header.boot).text(header.numbers.run);
  content.number(static_cast<std::uint32_t>(header.numbers.last.size()));
  for (const auto& [place, seq] : header.numbers.last) {
    content.text(place.first).number(place.second).number(seq);
  }
  return framed(content.take());
}

std::string encode(const segment_end& /*end*/) {
  return framed(std::string{end_kind});
}

std::string encode(const record& value) {
  writer content;
  content.raw({&record_kind, 1}).number(value.partition).number(value.seq);
  content.text(value.server).text(value.key).text(value.text);
  return framed(content.take());
}

decoded_frame decode(std::string_view bytes) {
  decoded_frame frame;
  reader head{bytes};
  const std::uint64_t size = head.number<std::uint32_t>();
  const auto sum = head.number<std::uint32_t>();
  if (!head.ok()) {
    frame.size = frame_head;
    frame.is_cut = true;
    return frame;
  }
  frame.size = frame_head + static_cast<std::size_t>(size);
  if (size == 0 || size > longest_frame) {
    return frame;
  }
  if (bytes.size() < frame.size) {
    frame.is_cut = true;
    return frame;
  }
  const std::string_view content = bytes.substr(frame_head, frame.size - frame_head);
  if (checksum(content) != sum) {
    return frame;
  }
  reader from{content.substr(1)};
  decltype(frame.content) value;
  switch (content.front()) {
  case header_kind: value = read_header(from); break;
  case end_kind: value = segment_end{}; break;
  case record_kind: value = read_record(from); break;
  default: return frame;
  }
  if (from.ok() && from.at_end()) {
    frame.content = std::move(value);
  }
  return frame;
}

std::string encode(const confirmed_position& position) {
  std::string content = writer{}.number(position.change).number(position.segment).number(position.offset).take();
  return writer{}.raw(content).number(checksum(content)).take();
}

std::optional<confirmed_position> decode_position(std::string_view file) {
  std::optional<confirmed_position> latest;
  for (std::size_t at = 0; at + position_size <= file.size(); at += position_size) {
    const std::string_view place = file.substr(at, position_size);
    reader from{place};
    confirmed_position position;
    position.change = from.number<std::uint64_t>();
    position.segment = from.number<std::uint64_t>();
    position.offset = from.number<std::uint64_t>();
    if (from.number<std::uint32_t>() == checksum(place.substr(0, position_size - 4)) &&
        (!latest || latest->change < position.change)) {
      latest = position;
    }
  }
  return latest;
}

}  // namespace relay
