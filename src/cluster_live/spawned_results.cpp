#include "runtime/spawned_operation.hpp"

#include <ami/cluster_live_state.hpp>
#include <ami/live_state.hpp>
#include <ami/server_reply.hpp>

#include <vector>

namespace asio = boost::asio;

namespace ami::detail {

template AMI_DECL void start_spawned(const asio::any_io_executor&,
                                     asio::awaitable<std::vector<server_reply<live_report>>>,
                                     spawned_handler<std::vector<server_reply<live_report>>>);

}  // namespace ami::detail
