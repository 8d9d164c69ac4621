// One action that a client sent, as the fake server received it.
//
//     const auto sent = server.wait_for_request("Originate", 5s);
//     CHECK((*sent)["Channel"] == "PJSIP/alice");
//     CHECK(sent->get_all("Variable").size() == 2);
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing {

/// One action as the server read it. Header names compare without regard to case; of several with one name the first
/// counts.
/// @par Thread safety Never changes after it was received: any number of threads may read.
class request {
public:
  /// One header line.
  class entry {
  public:
    /// @param key, value the line's parts.
    entry(std::string key, std::string value) : key_{std::move(key)}, value_{std::move(value)} {}

    /// The header's name as the client wrote it.
    const std::string& key() const& noexcept { return key_; }
    const std::string& key() const&& = delete;
    /// The value without the spaces before it.
    const std::string& value() const& noexcept { return value_; }
    const std::string& value() const&& = delete;

  private:
    std::string key_;
    std::string value_;
  };

  /// No action: without a name and without lines.
  request() = default;
  /// @param lines the lines of the action without their line ends, in order.
  /// @param sequence the number of the request on this server; the first is 1.
  /// @param session the id of the session that sent it.
  request(std::vector<std::string> lines, std::uint64_t sequence, std::uint64_t session);

  /// The action's name as the client wrote it; empty when it has none.
  const std::string& name() const& noexcept { return name_; }
  const std::string& name() const&& = delete;
  /// True when the action has this name (any case).
  bool is(std::string_view name) const noexcept;
  /// The ActionID; empty when there is none.
  const std::string& action_id() const& noexcept { return action_id_; }
  const std::string& action_id() const&& = delete;

  /// The first value of `key`, or nothing when there is no such header.
  std::optional<std::string_view> get(std::string_view key) const& noexcept;
  std::optional<std::string_view> get(std::string_view key) const&& = delete;
  /// The first value of `key`, or an empty text.
  std::string_view operator[](std::string_view key) const& noexcept;
  std::string_view operator[](std::string_view key) const&& = delete;
  /// All values of `key` in their order.
  std::vector<std::string_view> get_all(std::string_view key) const&;
  std::vector<std::string_view> get_all(std::string_view key) const&& = delete;
  /// The headers in the order received, Action and ActionID included; lines without a colon are not headers.
  const std::vector<entry>& headers() const& noexcept { return headers_; }
  const std::vector<entry>& headers() const&& = delete;
  /// All lines as received, without their line ends.
  const std::vector<std::string>& lines() const& noexcept { return lines_; }
  const std::vector<std::string>& lines() const&& = delete;

  /// The number of the request on this server, over all sessions; the first is 1.
  std::uint64_t sequence() const noexcept { return sequence_; }
  /// The id of the session that sent it.
  std::uint64_t session_id() const noexcept { return session_; }

private:
  std::vector<std::string> lines_;
  std::vector<entry> headers_;
  std::string name_;
  std::string action_id_;
  std::uint64_t sequence_ = 0;
  std::uint64_t session_ = 0;
};

}  // namespace ami::testing
