// Tells an event that shows a channel as the one before did, which is most of them, from one that changes it. No
// sockets, no clocks.
#pragma once

#include <ami/config.hpp>
#include <ami/event.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace ami::live {

/// The headers of the only channel that an event shows.
class shown_channel {
public:
  std::string_view headers_;  ///< From its `Channel` to its `Linkedid`, with the line end.
  std::string_view uniqueid_;
  std::uint64_t hash_ = 0;  ///< Of all its headers, the Uniqueid among them.
};

/// The channel of an event of a type that is frequent and always shows exactly one, in the usual order of its headers.
/// @return nothing for any other event.
AMI_DECL std::optional<shown_channel> only_channel(const event& value) noexcept;

/// How each channel was last shown. To compare the hash of its headers is much cheaper than to compare each header with
/// the record. It may forget some, which then are compared; it never has one that is out of date, as long as forget()
/// is called for each channel that becomes another in any other way.
/// @par Thread safety None.
class AMI_DECL shown_channels {
public:
  /// True when the channel was shown so the last time.
  bool is_known(const shown_channel& shown) const noexcept {
    return !hashes_.empty() && hashes_[place_of(shown.uniqueid_)] == shown.hash_;
  }
  /// The record of the channel is as it is shown here.
  /// @param channels how many channels there are.
  void remember(const shown_channel& shown, std::size_t channels);
  /// The record of the channel is another, or gone.
  void forget(std::string_view uniqueid) noexcept {
    if (!hashes_.empty()) {
      hashes_[place_of(uniqueid)] = 0;
    }
  }
  void clear() noexcept { hashes_.clear(); }

private:
  std::size_t place_of(std::string_view uniqueid) const noexcept {
    return std::hash<std::string_view>{}(uniqueid) & (hashes_.size() - 1);
  }

  std::vector<std::uint64_t> hashes_;  // a power of two, by the hash of the Uniqueid; 0 for none
};

}  // namespace ami::live
