// A file, or standard input, read in pieces while signals and timers have their turn.
#pragma once

#include "amictl/output.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace amictl {

class input_file {
public:
  /// Opens it.
  /// @param path "-" for standard input.
  /// @throws std::runtime_error when it cannot be read.
  input_file(const boost::asio::any_io_executor& executor, const std::string& path);

  /// What people call it.
  const std::string& name() const noexcept { return name_; }
  /// The number of bytes read so far.
  std::uint64_t position() const noexcept { return position_; }

  /// The next bytes, which are valid until the next call; none at the end. Where it has to wait for them, `out` is
  /// flushed before.
  /// @throws std::runtime_error when reading fails.
  boost::asio::awaitable<std::string_view> read(output& out);

private:
  std::string name_;
  boost::asio::posix::stream_descriptor descriptor_;
  std::vector<char> buffer_;
  std::uint64_t position_ = 0;
  bool waits_ = false;  // it is no file of a disk: bytes may come later
};

}  // namespace amictl
