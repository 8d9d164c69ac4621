// Which events `amictl watch` shows.
#pragma once

#include <ami/event.hpp>

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace amictl {

/// Whether the text fits a pattern, in any case of its letters: `*` stands for any characters, `?` for one.
bool fits_pattern(std::string_view text, std::string_view pattern) noexcept;

/// Chooses among the events of one server. Of each sort of conditions that was added (types, classes, channels, the
/// call) one has to hold, of the fields all. Without conditions every event passes.
/// @par Thread safety None.
class watch_filter {
public:
  /// Events of a type ("Hangup"), of several ("Queue*"), or of a kind of the library ("any_queue_member"); in any case.
  /// @return false when the catalogue has no event of such a name; the condition counts all the same, since a server
  ///   can send others.
  bool add_type(std::string_view name);
  /// Events of a class: "call", "agent".
  void add_class(std::string_view name);
  /// A condition for a header: `KEY=PATTERN`, `KEY!=PATTERN`, `KEY~REGEX` or `KEY!~REGEX`. A missing header fits no
  /// pattern.
  /// @throws std::runtime_error when it is none, or when the regular expression is none.
  void add_field(std::string_view condition);
  /// Events that name a channel, in any header: by its name, by a pattern, or by its device ("PJSIP/alice").
  void add_channel(std::string_view pattern);
  /// Events of a call: of all channels with this Linkedid. When a bridge gives them that of another call, the other
  /// call is followed as well.
  void follow_call(std::string_view linkedid);

  /// Whether an event is to be shown; gaps always are. Has to see all events of its server in their order, because
  /// the channels of a call are known by what came before.
  bool passes(const ami::event& value);

private:
  class field_condition;

  [[nodiscard]] bool has_type(const ami::event& value) const;
  [[nodiscard]] bool has_class(const ami::event& value) const;
  [[nodiscard]] bool has_channel(const ami::event& value) const;
  bool belongs_to_call(const ami::event& value);

  std::vector<std::string> types_;
  std::vector<std::string> classes_;
  std::vector<std::string> channels_;
  std::vector<std::shared_ptr<const field_condition>> fields_;
  // Of the call that is followed.
  std::set<std::string, std::less<>> linkedids_;
  std::set<std::string, std::less<>> legs_;   // their Uniqueids
  std::set<std::string, std::less<>> names_;  // and names
};

}  // namespace amictl
