#include "disk_buffer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <stdexcept>
#include <sys/file.h>
#include <utility>

namespace relay {

namespace {

constexpr std::size_t chunk_size = std::size_t{1} << 20;

std::string this_boot() {
  std::ifstream file{"/proc/sys/kernel/random/boot_id"};
  std::string id;
  std::getline(file, id);
  return id;
}

// The number in "0000000042.log"; 0 for any other name.
std::uint64_t segment_of(const std::filesystem::path& path) {
  std::uint64_t number = 0;
  const std::string stem = path.stem().string();
  const auto [end, error] = std::from_chars(stem.data(), stem.data() + stem.size(), number);
  return path.extension() == ".log" && error == std::errc{} && end == stem.data() + stem.size() ? number : 0;
}

}  // namespace

disk_buffer::disk_buffer(disk_settings settings) : settings_{std::move(settings)} {
  std::filesystem::create_directories(settings_.folder);
  lock_ = open_file{settings_.folder / "lock", O_RDWR | O_CREAT};
  if (::flock(lock_.get(), LOCK_EX | LOCK_NB) != 0) {
    throw std::runtime_error{fmt::format("another relay uses the buffer in {}", settings_.folder.string())};
  }
  recover();
}

disk_buffer::~disk_buffer() {
  if (!ends_.empty() && append(encode(segment_end{}))) {
    force();
  }
}

std::filesystem::path disk_buffer::path_of(std::uint64_t segment) const {
  return settings_.folder / fmt::format("{:010}.log", segment);
}

void disk_buffer::recover() {
  position_ = open_file{settings_.folder / "confirmed", O_RDWR | O_CREAT};
  const std::string places = position_.read(0, 2 * position_size);
  if (places.size() < 2 * position_size) {
    // Written once, so that later the disk has room for it.
    if (const auto error = position_.write(places.size(), std::string(2 * position_size - places.size(), '\0'))) {
      throw std::system_error{error, settings_.folder.string()};
    }
  }
  confirmed_ = decode_position(places).value_or(confirmed_position{});
  std::vector<std::uint64_t> segments;
  for (const auto& entry : std::filesystem::directory_iterator{settings_.folder}) {
    if (const auto segment = segment_of(entry.path()); segment != 0) {
      segments.push_back(segment);
    }
  }
  std::sort(segments.begin(), segments.end());
  for (const std::uint64_t segment : segments) {
    if (segment < confirmed_.segment) {
      std::filesystem::remove(path_of(segment));
    } else {
      scan(segment);
    }
  }
  // The kernel has what the process has written, as long as the machine runs. Without the last records nobody knows
  // which numbers were given.
  if (!was_closed_ && state_.boot != this_boot()) {
    state_.numbers = numbering{};
  }
  state_.boot = this_boot();
  if (!ends_.empty()) {
    const auto& [segment, end] = *ends_.rbegin();
    last_ = open_file{path_of(segment), O_RDWR};
    if (::ftruncate(last_.get(), static_cast<off_t>(end)) != 0) {
      throw std::system_error{errno, std::generic_category(), path_of(segment).string()};
    }
    read_segment_ = ends_.begin()->first;
    if (read_segment_ == confirmed_.segment) {
      read_offset_ = std::min(confirmed_.offset, ends_.begin()->second);
    }
  }
}

// Reads a segment to its end, or to the first frame that is not whole.
void disk_buffer::scan(std::uint64_t segment) {
  const open_file file{path_of(segment), O_RDONLY};
  const std::string bytes = file.read(0, static_cast<std::size_t>(std::filesystem::file_size(path_of(segment))));
  std::uint64_t at = 0;
  while (at < bytes.size()) {
    decoded_frame frame = decode(std::string_view{bytes}.substr(static_cast<std::size_t>(at)));
    const bool is_header = std::holds_alternative<segment_header>(frame.content);
    if (std::holds_alternative<std::monostate>(frame.content) || is_header != (at == 0)) {
      damage_ += fmt::format("{}{}: the {} bytes from {} on cannot be read", damage_.empty() ? "" : "; ",
                             path_of(segment).string(), bytes.size() - at, at);
      break;
    }
    was_closed_ = std::holds_alternative<segment_end>(frame.content);
    if (is_header) {
      state_ = std::get<segment_header>(std::move(frame.content));
    } else if (const auto* value = std::get_if<record>(&frame.content)) {
      state_.numbers.last[{value->server, value->partition}] = value->seq;
      if (segment != confirmed_.segment || at >= confirmed_.offset) {
        ++records_;
        bytes_ += frame.size;
      }
    }
    at += frame.size;
  }
  if (at == 0) {
    std::filesystem::remove(path_of(segment));
  } else {
    ends_[segment] = at;
  }
}

numbering disk_buffer::number_for(std::uint32_t partitions, std::string new_run) {
  if (state_.partitions != partitions || state_.numbers.run.empty()) {
    state_.numbers = numbering{};
    state_.numbers.run = std::move(new_run);
  }
  state_.partitions = partitions;
  // With the boot and the run of now.
  if (!begin_segment()) {
    throw std::runtime_error{fmt::format("the buffer in {}: {}", settings_.folder.string(), problem_)};
  }
  return state_.numbers;
}

bool disk_buffer::begin_segment() {
  const std::uint64_t segment = std::max(ends_.empty() ? 0 : ends_.rbegin()->first, confirmed_.segment) + 1;
  const std::string header = encode(state_);
  try {
    open_file made{path_of(segment), O_RDWR | O_CREAT | O_TRUNC};
    if (const auto error = made.write(0, header)) {
      problem_ = error.message();
      std::filesystem::remove(path_of(segment));
      return false;
    }
    if (last_.get() >= 0 && settings_.sync) {
      force();
    }
    last_ = std::move(made);
  } catch (const std::system_error& error) {
    problem_ = error.what();
    return false;
  }
  ends_[segment] = header.size();
  if (read_segment_ == 0) {
    read_segment_ = segment;
  }
  return true;
}

bool disk_buffer::append(std::string_view bytes) {
  std::uint64_t& end = ends_.rbegin()->second;
  if (const auto error = last_.write(end, bytes)) {
    problem_ = error.message();
    // What was written of it would be taken for a torn end. Should this fail, too, it is overwritten or cut off later.
    [[maybe_unused]] const int ignored = ::ftruncate(last_.get(), static_cast<off_t>(end));
    return false;
  }
  problem_.clear();
  end += bytes.size();
  return true;
}

void disk_buffer::force() {
  if (::fdatasync(last_.get()) != 0) {
    problem_ = std::generic_category().message(errno);
  }
  forced_ = std::chrono::steady_clock::now();
}

bool disk_buffer::push(std::span<const record> records) {
  std::string bytes;
  for (const record& entry : records) {
    bytes += encode(entry);
  }
  if (records_ != 0 && bytes_ + bytes.size() > settings_.limit) {
    return false;
  }
  if (ends_.rbegin()->second > settings_.segment && !begin_segment()) {
    return false;
  }
  if (!append(bytes)) {
    return false;
  }
  for (const record& entry : records) {
    state_.numbers.last[{entry.server, entry.partition}] = entry.seq;
  }
  records_ += records.size();
  bytes_ += bytes.size();
  if (settings_.sync && std::chrono::steady_clock::now() - forced_ >= *settings_.sync) {
    force();
  }
  return true;
}

// Reads one more record into ahead_; false when there is none.
bool disk_buffer::read_next() {
  for (;;) {
    const auto place = ends_.find(read_segment_);
    if (place == ends_.end() || read_offset_ >= place->second) {
      const auto next = ends_.upper_bound(read_segment_);
      if (next == ends_.end()) {
        return false;
      }
      read_segment_ = next->first;
      read_offset_ = 0;
      read_bytes_.clear();
      read_at_ = 0;
      reading_ = open_file{};
      continue;
    }
    decoded_frame frame = decode(std::string_view{read_bytes_}.substr(read_at_));
    if (frame.is_cut) {
      if (reading_.get() < 0) {
        reading_ = open_file{path_of(read_segment_), O_RDONLY};
      }
      const auto left = static_cast<std::size_t>(place->second - read_offset_);
      read_bytes_ = reading_.read(read_offset_, std::min(left, std::max(chunk_size, frame.size)));
      read_at_ = 0;
      frame = decode(read_bytes_);
    }
    if (frame.is_cut || std::holds_alternative<std::monostate>(frame.content)) {
      // It was whole when it was written, or opened.
      throw std::runtime_error{fmt::format("{} was changed by somebody else", path_of(read_segment_).string())};
    }
    read_offset_ += frame.size;
    read_at_ += frame.size;
    if (auto* value = std::get_if<record>(&frame.content)) {
      read_record& read = ahead_.emplace_back();
      read.value = std::move(*value);
      read.frame = frame.size;
      read.segment = read_segment_;
      read.end = read_offset_;
      return true;
    }
  }
}

std::vector<record> disk_buffer::front(std::size_t max_records, std::size_t max_bytes) {
  std::vector<record> result;
  std::size_t bytes = 0;
  for (std::size_t at = 0; at < max_records && (at < ahead_.size() || read_next()); ++at) {
    bytes += ahead_[at].frame;
    if (at != 0 && bytes > max_bytes) {
      break;
    }
    result.push_back(ahead_[at].value);
  }
  return result;
}

void disk_buffer::confirm(std::size_t count) {
  if (count == 0) {
    return;
  }
  for (; count != 0; --count) {
    const read_record& first = ahead_.front();
    confirmed_.segment = first.segment;
    confirmed_.offset = first.end;
    bytes_ -= first.frame;
    --records_;
    ahead_.pop_front();
  }
  write_position();
  while (ends_.begin()->first < confirmed_.segment) {
    std::error_code ignored;  // one that stays is removed when the buffer is opened
    std::filesystem::remove(path_of(ends_.begin()->first), ignored);
    ends_.erase(ends_.begin());
  }
}

void disk_buffer::write_position() {
  ++confirmed_.change;
  if (const auto error = position_.write(confirmed_.change % 2 * position_size, encode(confirmed_))) {
    problem_ = error.message();
  }
}

}  // namespace relay
