// The stream that manager::list() returns: the items of a list, while they arrive.
#pragma once

#include <ami/basic_stream.hpp>
#include <ami/detail/list_source.hpp>
#include <ami/list_reply.hpp>
#include <ami/reply.hpp>

namespace ami {

class manager;

/// The items of one list, in order, for one consumer. Move-only.
///
/// It yields `item_of<T>` when all items of the action are of type T, else `ami::event`. Items that arrived before a
/// failure come before the error. After the end or the error, next() reports the same again. Closing or destroying the
/// stream ends the list early: an action that waits to be sent is not sent, and items that still arrive are dropped.
/// When the manager's last handle is destroyed the list ends as an action does.
///
/// See `basic_stream` for its other functions. Cancelling a wait does not end the list. Its end_reason() is the error
/// with which the list failed; no error when it is complete.
/// @tparam Reply the type of reply().
/// @par Errors next() and next_batch() throw `ami::error` with the error that send_action() would complete with: the
///   action was not sent, the server rejected it (some servers answer so when the list is empty), no item came in time,
///   the connection ended (`errc::reply_lost`). And `errc::list_overflow` when the consumer is too slow for the limits
///   in `list_options`. The token forms complete with the error code; reply() has the server's response.
/// @par Thread safety One consumer: no two calls at once. The consumer may run on any executor.
template <class Reply>
class [[nodiscard("the list is stopped when its stream is dropped")]] list_stream
    : public basic_stream<typename detail::list_value<Reply>::type, detail::list_source> {
public:
  /// Once the list has ended: the response, the event that ended it, the number of items received and the number that
  /// the server states (`list_complete()`); not the items. Filled also when the list failed. Before that: an empty
  /// reply.
  [[nodiscard]] Reply reply() const {
    return Reply{detail::end_reply(*this->source_)};
  }
  /// How many items can be taken without waiting.
  /// @par Thread safety Of the consumer only, as try_next().
  [[nodiscard]] std::size_t buffered() const {
    return this->source_ ? buffered_by(*this->source_) : 0;
  }

private:
  friend class manager;
  using basic_stream<typename detail::list_value<Reply>::type, detail::list_source>::basic_stream;
};

}  // namespace ami
