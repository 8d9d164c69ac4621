#include "runtime/spawned_operation.hpp"

#include <ami/async_agi.hpp>
#include <ami/call.hpp>
#include <ami/reply.hpp>

#include <optional>
#include <string>

namespace asio = boost::asio;

namespace ami::detail {

template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<void>, spawned_handler<void>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<bool>, spawned_handler<bool>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<reply>, spawned_handler<reply>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<call>, spawned_handler<call>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<call_update>,
                                     spawned_handler<call_update>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<async_agi::result>,
                                     spawned_handler<async_agi::result>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<std::optional<std::string>>,
                                     spawned_handler<std::optional<std::string>>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<std::optional<char>>,
                                     spawned_handler<std::optional<char>>);

}  // namespace ami::detail
