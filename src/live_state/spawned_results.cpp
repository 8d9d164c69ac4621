#include "runtime/spawned_operation.hpp"

#include <ami/live_snapshot.hpp>
#include <ami/live_state.hpp>

namespace asio = boost::asio;

namespace ami::detail {

template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<live_snapshot>,
                                     spawned_handler<live_snapshot>);
template AMI_DECL void start_spawned(const asio::any_io_executor&, asio::awaitable<live_report>,
                                     spawned_handler<live_report>);

}  // namespace ami::detail
