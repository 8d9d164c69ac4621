// Sockets that programs started by this one do not inherit: such a program would keep a session open that is logged in
// with the rights of the manager's user.
#pragma once

#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ami::detail {

// Assigns `descriptor` to `socket`, and closes it when that fails. A negative `descriptor` means that the call that
// should have made it failed; errno then has the reason.
template <class Socket>
void assign_descriptor(Socket& socket, const boost::asio::ip::tcp& protocol, int descriptor,
                       boost::system::error_code& error) {
  if (descriptor < 0) {
    error.assign(errno, boost::system::system_category());
    return;
  }
#if !defined(SOCK_CLOEXEC)
  ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
#endif
  try {
    socket.assign(protocol, descriptor, error);
  } catch (...) {
    ::close(descriptor);
    throw;
  }
  if (error) {
    ::close(descriptor);
  }
}

// Opens `socket`. Asio's open() leaves the descriptor to programs that are started. The flag is set by the call that
// makes the descriptor: set afterwards, it would come too late for a program that another thread starts in between.
template <class Socket>
void open_close_on_exec(Socket& socket, const boost::asio::ip::tcp& protocol, boost::system::error_code& error) {
  int type = protocol.type();
#if defined(SOCK_CLOEXEC)
  type |= SOCK_CLOEXEC;
#endif
  error.clear();
  assign_descriptor(socket, protocol, ::socket(protocol.family(), type, protocol.protocol()), error);
}

// Accepts a connection that is pending at `acceptor`, without waiting: `would_block` when none is pending.
template <class Acceptor, class Socket>
void accept_close_on_exec(Acceptor& acceptor, const boost::asio::ip::tcp& protocol, Socket& socket,
                          boost::system::error_code& error) {
  error.clear();
#if defined(SOCK_CLOEXEC)
  const int descriptor = ::accept4(acceptor.native_handle(), nullptr, nullptr, SOCK_CLOEXEC);
#else
  const int descriptor = ::accept(acceptor.native_handle(), nullptr, nullptr);
#endif
  assign_descriptor(socket, protocol, descriptor, error);
}

}  // namespace ami::detail
