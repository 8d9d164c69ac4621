// Who is told the changes of a live state.
#pragma once

#include <ami/live_change.hpp>
#include <ami/live_snapshot.hpp>

#include <boost/system/error_code.hpp>

#include <vector>

namespace ami::live {
class model;
}

namespace ami::detail {

// A live state calls begin() and push() with its lock held, so that changes come in their order, and calls nothing
// after end().
class change_sink {
public:
  change_sink(const change_sink&) = delete;
  change_sink& operator=(const change_sink&) = delete;

  // What there is; the changes to it follow.
  virtual void begin(const live_snapshot& start) = 0;
  // `source`: what the changes led to. Returns false when its consumer was too slow for them.
  virtual bool push(const std::vector<live_change>& changes, live::model& source) = 0;
  // There was no memory for changes: what push() gave does not lead to what there is now, which `source` has.
  virtual void lose(live::model& source) noexcept = 0;
  virtual void end(boost::system::error_code reason) = 0;
  // Nobody will take anything any more.
  virtual bool closed() const = 0;

protected:
  change_sink() = default;
  virtual ~change_sink() = default;
};

}  // namespace ami::detail
