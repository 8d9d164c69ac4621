#include <ami/event_view.hpp>
#include <ami/snapshot.hpp>

#include <algorithm>
#include <type_traits>

namespace ami {

namespace {

static_assert(std::is_trivially_copyable_v<channel_snapshot> && std::is_trivially_copyable_v<bridge_snapshot>);

// Prefix and key joined without an allocation; cut when longer than any that exist.
class prefixed_key {
public:
  prefixed_key(std::string_view prefix, std::string_view key) noexcept {
    for (const std::string_view part : {prefix, key}) {
      const std::size_t count = std::min(part.size(), sizeof(text_) - size_);
      std::copy_n(part.data(), count, text_ + size_);
      size_ += count;
    }
  }

  operator std::string_view() const noexcept { return {text_, size_}; }

private:
  char text_[64] = {};
  std::size_t size_ = 0;
};

}  // namespace

std::optional<channel_snapshot> channel_snapshot::find(wire::frame_view frame, std::string_view prefix) noexcept {
  // `Channel` alone is not enough: a global VarSet has it too, and `Uniqueid`, without a channel.
  if (!frame.contains(prefixed_key{prefix, "ChannelStateDesc"})) {
    return std::nullopt;
  }
  return channel_snapshot{frame, prefix};
}

std::string_view channel_snapshot::text(std::string_view key) const noexcept {
  return frame_.first_line(prefixed_key{prefix_, key});
}

std::optional<ami::channel_state> channel_snapshot::channel_state() const noexcept {
  return parse_channel_state(text("ChannelState"));
}

std::string channel_snapshot::caller_id_name() const {
  return detail::known_caller_name(text("CallerIDName"));
}

std::string channel_snapshot::connected_line_name() const {
  return detail::known_caller_name(text("ConnectedLineName"));
}

std::optional<std::int64_t> channel_snapshot::priority() const noexcept {
  return parse_integer(text("Priority"));
}

std::vector<std::pair<std::string, std::string>> channel_snapshot::chan_variables() const {
  return event_view{frame_}.variables(prefixed_key{prefix_, "ChanVariable"});
}

std::optional<bridge_snapshot> bridge_snapshot::find(wire::frame_view frame, std::string_view prefix) noexcept {
  if (!frame.contains(prefixed_key{prefix, "BridgeUniqueid"})) {
    return std::nullopt;
  }
  return bridge_snapshot{frame, prefix};
}

std::string_view bridge_snapshot::text(std::string_view key) const noexcept {
  return frame_.first_line(prefixed_key{prefix_, key});
}

std::optional<std::int64_t> bridge_snapshot::bridge_num_channels() const noexcept {
  return parse_integer(text("BridgeNumChannels"));
}

}  // namespace ami
