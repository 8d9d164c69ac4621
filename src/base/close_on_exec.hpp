// Sockets that a program started by this one does not inherit: it would keep a session open that is logged in with the
// rights of the manager's user.
#pragma once

#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ami::detail {

// Gives `descriptor` to `socket`, or closes it. Negative: the call that made it failed, and errno says why.
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

// Opens `socket` as its open() does, which leaves the descriptor to programs that are started. The flag is set with the
// call that makes the descriptor: set afterwards, it would come too late for a program that another thread starts.
template <class Socket>
void open_close_on_exec(Socket& socket, const boost::asio::ip::tcp& protocol, boost::system::error_code& error) {
  int type = protocol.type();
#if defined(SOCK_CLOEXEC)
  type |= SOCK_CLOEXEC;
#endif
  error.clear();
  assign_descriptor(socket, protocol, ::socket(protocol.family(), type, protocol.protocol()), error);
}

// Takes a connection that waits at `acceptor`, without waiting for one: `would_block` when there is none, or none any
// more.
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
