#include "redis_sink.hpp"

#include <fmt/format.h>

#include <hiredis/hiredis.h>
#include <utility>

namespace relay {

namespace {

std::string error_text_of(const redisReply& reply) {
  return reply.str == nullptr ? std::string{} : std::string{reply.str, static_cast<std::size_t>(reply.len)};
}

}  // namespace

redis_sink::redis_sink(redis_address address, redis_streams streams)
    : streams_{std::move(streams)}, link_{std::move(address)} {}

// A buffer on disk may have records of more partitions than there are now.
const std::string& redis_sink::name_of(std::uint32_t partition) {
  while (names_.size() <= partition) {
    names_.push_back(fmt::format("{}:{}", streams_.name, names_.size()));
  }
  return names_[partition];
}

std::size_t redis_sink::deliver(std::span<const record> records) {
  try {
    problem_.clear();
    link_.open();
    const std::size_t confirmed = transact(records);
    if (confirmed != records.size()) {
      // The next attempt looks the name up again: the server that takes writes may be another one by then.
      link_.close();
    }
    return confirmed;
  } catch (const redis_failure& failure) {
    problem_ = failure.what();
    return 0;
  }
}

std::size_t redis_sink::transact(std::span<const record> records) {
  link_.append({"MULTI"});
  const std::string length = std::to_string(streams_.max_length);
  for (const record& entry : records) {
    const std::string& stream = name_of(entry.partition);
    if (streams_.max_length == 0) {
      link_.append({"XADD", stream, "*", "key", entry.key, "record", entry.text});
    } else {
      link_.append({"XADD", stream, "MAXLEN", "~", length, "*", "key", entry.key, "record", entry.text});
    }
  }
  link_.append({"EXEC"});
  for (std::size_t i = 0; i < records.size() + 1; ++i) {
    const auto queued = link_.read();
    if (queued->type == REDIS_REPLY_ERROR && problem_.empty()) {
      problem_ = error_text_of(*queued);  // the reason; that of EXEC is only that there was one
    }
  }
  const auto done = link_.read();
  if (done->type != REDIS_REPLY_ARRAY || done->elements != records.size()) {
    problem_ = problem_.empty() ? error_text_of(*done) : problem_;
    return 0;
  }
  for (std::size_t i = 0; i < done->elements; ++i) {
    if (done->element[i]->type == REDIS_REPLY_ERROR) {  // NOLINT(*-pointer-arithmetic): hiredis has arrays
      problem_ = error_text_of(*done->element[i]);      // NOLINT(*-pointer-arithmetic)
      return i;
    }
  }
  return records.size();
}

}  // namespace relay
