// What is built on a stream, and reads from its source itself.
#pragma once

#include <ami/basic_stream.hpp>

#include <memory>

namespace ami::detail {

class stream_access {
public:
  template <class Value, class Source>
  static const std::shared_ptr<Source>& source(const basic_stream<Value, Source>& stream) noexcept {
    return stream.source_;
  }
};

}  // namespace ami::detail
