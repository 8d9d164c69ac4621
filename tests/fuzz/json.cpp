// JSON of others: whatever it is, it is refused by an ami::error, or read to what to_json() writes again.
#include "fuzz/input.hpp"

#include <ami/action.hpp>
#include <ami/error.hpp>
#include <ami/event.hpp>
#include <ami/json.hpp>
#include <ami/reply.hpp>
#include <ami/response.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace {

template <class T>
boost::json::value written(const T& value) {
  if constexpr (std::is_same_v<T, ami::wire::frame>) {
    return ami::to_json(value.view(), ami::json_options{}.secrets());
  } else {
    return ami::to_json(value, ami::json_options{}.secrets());
  }
}

template <class T>
void read_as(const boost::json::value& json) {
  try {
    const T value = ami::from_json<T>(json);
    const auto first = written(value);
    const auto again = written(ami::from_json<T>(first));
    fuzz::require(boost::json::serialize(first) == boost::json::serialize(again), "what was read is read again");
  } catch (const ami::error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  boost::system::error_code error;
  const auto json = boost::json::parse(std::string_view{reinterpret_cast<const char*>(data), size}, error);
  if (!error) {
    read_as<ami::wire::frame>(json);
    read_as<ami::event>(json);
    read_as<ami::response>(json);
    read_as<ami::reply>(json);
    read_as<ami::action>(json);
  }
  return 0;
}
