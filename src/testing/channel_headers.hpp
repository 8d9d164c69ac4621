// The headers that describe a channel in events and lists.
#pragma once

#include <ami/testing/frame_text.hpp>

#include <cstdint>
#include <string_view>

namespace ami::testing::detail {

// Views, because every event of a simulated PBX has them.
struct channel_headers {
  std::string_view name;
  int state;
  std::string_view caller_number;
  std::string_view caller_name;
  std::string_view connected_number;
  std::string_view connected_name;
  std::string_view account;
  std::string_view context;
  std::string_view exten;
  std::int64_t priority;
  std::string_view unique_id;
  std::string_view linked_id;
};

void add_channel_headers(frame_text& text, std::string_view prefix, const channel_headers& of);

}  // namespace ami::testing::detail
