#include "amictl/each_server.hpp"

#include "amictl/tool.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/system/system_error.hpp>
#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;

namespace amictl {

namespace {

asio::awaitable<exit_code> on_servers(asio::any_io_executor executor, std::vector<target> servers,
                                      const server_body& body) {
  exit_code result = exit_code::success;
  const bool several = servers.size() > 1;
  for (target& server : servers) {
    exit_code code = exit_code::success;
    try {
      server.options.event_mask("off");
      const ami::manager pbx{executor, std::move(server.options)};
      co_await connect(pbx, server.name);
      const std::string mark = several ? server.name : std::string{};
      code = co_await body(pbx, mark);
      co_await pbx.disconnect();
    } catch (const boost::system::system_error& error) {
      code = exit_code_of(error.code());
      if (!several || code == exit_code::interrupted) {
        throw;
      }
      complain(fmt::format("{}: {}", server.name, error.what()));
    }
    if (result == exit_code::success) {
      result = code;
    }
  }
  co_return result;
}

}  // namespace

exit_code on_each_server(tool& shared, const server_body& body) {
  std::vector<target> servers = shared.connection.targets();
  return run_coroutine(
      [&](const asio::any_io_executor& executor) { return on_servers(executor, std::move(servers), body); });
}

}  // namespace amictl
