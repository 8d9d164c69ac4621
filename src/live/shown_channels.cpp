#include "live/shown_channels.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace ami::live {

namespace {

constexpr std::size_t places_for_each = 2;
constexpr std::size_t least_places = 1024;

std::uint64_t word_at(const char* bytes) noexcept {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

// The product of two words, its halves folded into one.
std::uint64_t fold(std::uint64_t a, std::uint64_t b) noexcept {
  __extension__ using product_type = unsigned __int128;
  const product_type product = static_cast<product_type>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

// std::hash takes three times as long for the few hundred bytes of a channel, and this is most of what an event costs.
std::uint64_t hash_of(std::string_view text) noexcept {
  constexpr std::uint64_t odd_bits = 0x9e3779b97f4a7c15;
  constexpr std::uint64_t other_bits = 0xd1b54a32d192ed03;
  constexpr std::size_t step = 2 * sizeof(std::uint64_t);
  std::uint64_t result = text.size() * odd_bits;
  std::size_t at = 0;
  for (; at + step <= text.size(); at += step) {
    result = fold(word_at(text.data() + at) ^ odd_bits, word_at(text.data() + at + sizeof result) ^ result);
  }
  std::array<char, step> rest{};
  std::memcpy(rest.data(), text.data() + at, text.size() - at);
  result = fold(word_at(rest.data()) ^ odd_bits, word_at(rest.data() + sizeof result) ^ result);
  return fold(result ^ other_bits, odd_bits);
}

bool shows_one_channel(event_type type) noexcept {
  switch (type) {
  case event_type::var_set:
  case event_type::newexten:
  case event_type::newstate:
  case event_type::new_callerid:
  case event_type::new_connected_line:
  case event_type::rtcp_sent:
  case event_type::rtcp_received:
  case event_type::bridge_enter:
  case event_type::bridge_leave:
  case event_type::hangup_request:
  case event_type::soft_hangup_request:
  case event_type::music_on_hold_start:
  case event_type::music_on_hold_stop:
  case event_type::dtmf_begin:
  case event_type::dtmf_end: return true;
  default: return false;
  }
}

}  // namespace

std::optional<shown_channel> only_channel(const event& value) noexcept {
  if (!shows_one_channel(value.type())) {
    return std::nullopt;
  }
  constexpr std::string_view before_name = "Channel: ";
  constexpr std::string_view behind_uniqueid = "\r\nLinkedid: ";
  const wire::frame_view frame = value.frame();
  const std::string_view name = frame.first_line("Channel");
  const std::string_view uniqueid = frame.first_line("Uniqueid");
  const std::string_view bytes = frame.bytes();
  if (name.empty() || uniqueid.data() < name.data() ||
      !bytes.substr(0, static_cast<std::size_t>(name.data() - bytes.data())).ends_with(before_name)) {
    return std::nullopt;
  }
  const std::string_view rest =
      bytes.substr(static_cast<std::size_t>(uniqueid.data() + uniqueid.size() - bytes.data()));
  const std::size_t end = rest.find('\n', behind_uniqueid.size());
  if (uniqueid.empty() || !rest.starts_with(behind_uniqueid) || end == std::string_view::npos) {
    return std::nullopt;
  }
  const char* begin = name.data() - before_name.size();
  const std::string_view headers{begin, static_cast<std::size_t>(rest.data() + end + 1 - begin)};
  return shown_channel{headers, uniqueid, std::max<std::uint64_t>(hash_of(headers), 1)};
}

void shown_channels::remember(const shown_channel& shown, std::size_t channels) {
  if (hashes_.size() < places_for_each * channels || hashes_.empty()) {
    hashes_.assign(std::bit_ceil(std::max(2 * places_for_each * channels, least_places)), 0);
  }
  hashes_[place_of(shown.uniqueid_)] = shown.hash_;
}

}  // namespace ami::live
