// Records wait in files, which outlive the process.
#pragma once

#include "buffer.hpp"
#include "open_file.hpp"
#include "segment.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace relay {

/// How a disk_buffer is kept.
class disk_settings {
public:
  std::filesystem::path folder;
  /// At most this many bytes of records wait. The files may take a segment more.
  std::size_t limit = std::size_t{1} << 30;
  /// The size of a segment, which is removed as a whole.
  std::size_t segment = std::size_t{16} << 20;
  /// How often what was written is forced to the disk; nothing for never, zero for after each push.
  std::optional<std::chrono::milliseconds> sync = std::chrono::seconds{1};
};

/// Files in a folder of its own: segments that are only appended to, and the position that the sink has confirmed.
///
/// What push() has taken survives the end of the process, however it ends. Of what a machine had not yet forced to its
/// disk when its power failed, the end may be missing; since records of it may have been delivered, their numbers are
/// not given again, and a new run begins. A frame that was half written is cut off. Damage inside costs the rest of its
/// segment, and is said by damage(); consumers see it as missing numbers.
class disk_buffer final : public buffer {
public:
  /// Opens the folder, which is made, and reads what it holds.
  /// @param settings copied.
  /// @par Errors Throws `std::system_error` when a file cannot be used, `std::runtime_error` when another process has
  ///   the folder.
  explicit disk_buffer(disk_settings settings);
  /// Forces all to the disk, so that the same run goes on.
  ~disk_buffer() override;

  /// The partitions for which its records were made; 0 when it is new.
  [[nodiscard]] std::uint32_t partitions() const noexcept { return state_.partitions; }
  /// What was not readable when it was opened; empty when all was well.
  [[nodiscard]] const std::string& damage() const noexcept { return damage_; }

  /// The numbers go on behind the last record, unless they cannot be known, or there are other partitions than before.
  numbering number_for(std::uint32_t partitions, std::string new_run) override;
  bool push(std::span<const record> records) override;
  [[nodiscard]] std::vector<record> front(std::size_t max_records, std::size_t max_bytes) override;
  void confirm(std::size_t count) override;
  [[nodiscard]] std::size_t records() const noexcept override { return records_; }
  [[nodiscard]] std::size_t bytes() const noexcept override { return bytes_; }
  [[nodiscard]] std::string problem() const override { return problem_; }

private:
  // A record that was read, and where it ends.
  class read_record {
  public:
    record value;
    std::size_t frame = 0;
    std::uint64_t segment = 0;
    std::uint64_t end = 0;
  };

  void recover();
  void scan(std::uint64_t segment);
  [[nodiscard]] std::filesystem::path path_of(std::uint64_t segment) const;
  bool begin_segment();
  bool append(std::string_view bytes);
  void force();
  bool read_next();
  void write_position();

  disk_settings settings_;
  segment_header state_;                         // as a segment that begins now has it
  std::map<std::uint64_t, std::uint64_t> ends_;  // how far each segment can be read
  std::deque<read_record> ahead_;                // read, and not confirmed
  confirmed_position confirmed_;
  std::uint64_t read_segment_ = 0;  // where reading goes on: behind ahead_
  std::uint64_t read_offset_ = 0;
  std::string read_bytes_;   // of the file
  std::size_t read_at_ = 0;  // where in them
  std::chrono::steady_clock::time_point forced_ = std::chrono::steady_clock::now();
  std::string problem_;
  std::string damage_;
  std::size_t records_ = 0;
  std::size_t bytes_ = 0;
  open_file lock_;
  open_file last_;  // the segment that is appended to
  open_file position_;
  open_file reading_;
  bool was_closed_ = false;  // the last frame is a segment_end
};

}  // namespace relay
