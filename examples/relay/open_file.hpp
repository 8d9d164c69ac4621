// An open file.
#pragma once

#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace relay {

/// Owns a file descriptor.
class open_file {
public:
  open_file() = default;
  /// @par Errors Throws `std::system_error`.
  open_file(const std::filesystem::path& path, int flags)
      : descriptor_{::open(path.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR)} {
    if (descriptor_ < 0) {
      throw std::system_error{errno, std::generic_category(), path.string()};
    }
  }
  open_file(open_file&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}
  open_file& operator=(open_file&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~open_file() {
    if (descriptor_ >= 0) {
      ::close(descriptor_);
    }
  }

  [[nodiscard]] int get() const noexcept { return descriptor_; }

  /// Reads up to `size` bytes from `offset` on; fewer at the end of the file.
  /// @par Errors Throws `std::system_error`.
  [[nodiscard]] std::string read(std::uint64_t offset, std::size_t size) const {
    std::string bytes(size, '\0');
    std::size_t done = 0;
    while (done < size) {
      const ssize_t count = ::pread(descriptor_, bytes.data() + done, size - done, static_cast<off_t>(offset + done));
      if (count < 0 && errno != EINTR) {
        throw std::system_error{errno, std::generic_category(), "reading the buffer"};
      }
      if (count == 0) {
        break;
      }
      done += count > 0 ? static_cast<std::size_t>(count) : 0;
    }
    bytes.resize(done);
    return bytes;
  }

  /// Writes all of it at `offset`, or returns the error.
  [[nodiscard]] std::error_code write(std::uint64_t offset, std::string_view bytes) const noexcept {
    while (!bytes.empty()) {
      const ssize_t count = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
      if (count < 0 && errno != EINTR) {
        return {errno, std::generic_category()};
      }
      if (count > 0) {
        bytes.remove_prefix(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
      }
    }
    return {};
  }

private:
  int descriptor_ = -1;
};

}  // namespace relay
