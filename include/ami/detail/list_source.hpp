// The compiled part of a streamed list, as list_stream sees it.
#pragma once

#include <ami/config.hpp>
#include <ami/detail/handler.hpp>
#include <ami/detail/stream_operations.hpp>
#include <ami/event.hpp>
#include <ami/reply.hpp>

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <memory>

namespace ami::detail {

class list_source;

AMI_DECL take_result take(list_source& source, event& item);
AMI_DECL void async_wait(std::shared_ptr<list_source> source, wait_handler handler);
// How the list ended. To be called once take() has returned `ended`.
AMI_DECL boost::system::error_code end_error(const list_source& source);
AMI_DECL reply end_reply(const list_source& source);
// Throws ami::error when the list failed.
AMI_DECL void throw_if_failed(const list_source& source);
AMI_DECL void close_source(list_source& source) noexcept;
AMI_DECL boost::system::error_code end_reason_of(const list_source& source);
AMI_DECL std::size_t buffered_by(const list_source& source);

}  // namespace ami::detail
