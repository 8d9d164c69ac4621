// Handles that are passed on, in a program that does not define BOOST_ASIO_NO_DEPRECATED: then Asio asks of everything
// that can be made from an executor, or that an executor can be made from, whether it is a sender.
#include <ami/actions.hpp>
#include <ami/cluster.hpp>
#include <ami/manager.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <string>
#include <type_traits>

namespace asio = boost::asio;

static_assert(!std::is_constructible_v<asio::any_io_executor, ami::manager>);
static_assert(!std::is_constructible_v<asio::any_io_executor, ami::cluster>);
static_assert(std::is_copy_constructible_v<ami::cluster> && std::is_copy_constructible_v<ami::manager>);

class user {
public:
  explicit user(asio::any_io_executor /*executor*/) {}
  explicit user(const ami::manager& /*pbx*/) {}
  explicit user(const ami::cluster& /*pbxs*/) {}
};

asio::awaitable<void> passes(ami::cluster pbxs, ami::manager pbx) {
  ami::cluster other{pbxs};
  const ami::manager same{pbx};
  const user first{pbx};
  const user second{pbxs};
  const auto keeps = [other, same] { return other.states().size(); };
  other = pbxs;
  co_await other.connect();
  co_await same.connect();
  static_cast<void>(keeps());
  pbx.async_connect([](std::string) {});  // says: async_connect() takes (ami::error_code)
  pbxs.async_connect([] {});              // says: async_connect() takes (ami::error_code)
}
