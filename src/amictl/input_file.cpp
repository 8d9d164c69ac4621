#include "amictl/input_file.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace asio = boost::asio;

namespace amictl {

namespace {

constexpr std::size_t input_piece = std::size_t{1} << 16;

std::runtime_error input_failure(const std::string& name) {
  return std::runtime_error{fmt::format("{}: {}", name, std::strerror(errno))};
}

}  // namespace

input_file::input_file(const asio::any_io_executor& executor, const std::string& path)
    : name_{path == "-" ? std::string{"standard input"} : path}, descriptor_{executor}, buffer_(input_piece) {
  // A duplicate of standard input: closing it leaves the program's own as it is.
  const int opened =
      path == "-" ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (opened < 0) {
    throw input_failure(name_);
  }
  if (::fstat(opened, &status) != 0 || S_ISDIR(status.st_mode)) {
    errno = S_ISDIR(status.st_mode) ? EISDIR : errno;
    const auto failure = input_failure(name_);
    ::close(opened);
    throw failure;
  }
  descriptor_.assign(opened);
  waits_ = !S_ISREG(status.st_mode);
}

// Asio's own reading would make the terminal non-blocking for everybody who uses it.
asio::awaitable<std::string_view> input_file::read(output& out) {
  if (waits_) {
    pollfd wanted{descriptor_.native_handle(), POLLIN, 0};
    if (::poll(&wanted, 1, 0) == 0) {
      out.flush();
      co_await descriptor_.async_wait(asio::posix::stream_descriptor::wait_read, asio::use_awaitable);
    }
  }
  co_await asio::post(descriptor_.get_executor(), asio::use_awaitable);
  ssize_t size = 0;
  do {
    size = ::read(descriptor_.native_handle(), buffer_.data(), buffer_.size());
  } while (size < 0 && errno == EINTR);
  if (size < 0) {
    throw input_failure(name_);
  }
  position_ += static_cast<std::uint64_t>(size);
  co_return std::string_view{buffer_.data(), static_cast<std::size_t>(size)};
}

}  // namespace amictl
