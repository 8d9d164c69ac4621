// What manager::list() returns: the items of a list, one after the other, while they arrive.
#pragma once

#include <ami/basic_stream.hpp>
#include <ami/detail/list_source.hpp>
#include <ami/list_reply.hpp>
#include <ami/reply.hpp>

namespace ami {

class manager;

/// The items of one list, in order, for one consumer. Move-only.
///
/// It yields `item_of<T>` when all items of the action are of type T, else `ami::event`. The items that came before a
/// failure are given before it. Behind the end, or the error, next() says the same again. Closing or dropping the
/// stream stops the list early: an action that was not sent yet never is, and what still arrives is swallowed. The
/// manager's last handle going away ends it as it ends an action.
///
/// What it can do beside this is in `basic_stream`. Cancelling a wait lets the list go on. Its end_reason() is the
/// error that the list failed with; no error when it is complete.
/// @tparam Reply what reply() gives.
/// @par Errors next() and next_batch() throw `ami::error` with what send_action() would complete with: the action was
///   not sent, the server refused it (some answer an empty list so), no item came in time, the connection ended
///   (`errc::reply_lost`). And `errc::list_overflow` when the consumer is too slow for the limits in `list_options`.
///   The token forms complete with its error code; reply() has the server's refusal.
/// @par Thread safety One consumer: no two calls at once. The consumer may run on any executor.
template <class Reply>
class [[nodiscard("the list is stopped when its stream is dropped")]] list_stream
    : public basic_stream<typename detail::list_value<Reply>::type, detail::list_source> {
public:
  /// Once the list has ended: the response, the event that ended it, how many items came and how many the server states
  /// (`list_complete()`); not the items. Filled also when it failed. Before: an empty reply.
  [[nodiscard]] Reply reply() const {
    return Reply{detail::end_reply(*this->source_)};
  }

private:
  friend class manager;
  using basic_stream<typename detail::list_value<Reply>::type, detail::list_source>::basic_stream;
};

}  // namespace ami
