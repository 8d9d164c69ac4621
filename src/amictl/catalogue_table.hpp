// What is known of the actions and events of Asterisk, as tables that the compiler fills: for telling about them, for
// checking what is sent, and for completion.
#pragma once

#include <ami/action.hpp>

#include <cstddef>
#include <iterator>
#include <span>
#include <string_view>

namespace amictl::catalogue {

/// A key of an action, or a header of an event.
class field {
public:
  std::string_view key;     // # stands for a number
  std::string_view type;    // in words: "text", "integer", "boolean", "one of", "seconds" and so on
  std::string_view values;  // separated by commas: all of a "one of", else examples; often empty
  std::string_view doc;
  int only = 0;           // the Asterisk that alone has it, or 0
  bool required = false;  // of an action
};

/// Fields as the tables keep them: a line "key|type|required|only|values|doc" for each, since a table of many views
/// would be three times as large, and be relocated whenever the program starts.
class field_list {
public:
  // The tables are initialised with texts.
  constexpr field_list(const char* lines) noexcept : lines_{lines} {}
  constexpr explicit field_list(std::string_view lines) noexcept : lines_{lines} {}

  class iterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = field;
    using difference_type = std::ptrdiff_t;
    using pointer = const field*;
    using reference = field;

    constexpr explicit iterator(std::string_view rest) noexcept : rest_{rest} {}

    constexpr field operator*() const noexcept {
      std::string_view line = rest_.substr(0, rest_.find('\n'));
      const auto next = [&line] {
        const std::size_t end = line.find('|');
        const std::string_view part = line.substr(0, end);
        line = end == std::string_view::npos ? std::string_view{} : line.substr(end + 1);
        return part;
      };
      field result;
      result.key = next();
      result.type = next();
      result.required = !next().empty();
      for (const char digit : next()) {
        result.only = result.only * 10 + (digit - '0');
      }
      result.values = next();
      result.doc = line;
      return result;
    }
    constexpr iterator& operator++() noexcept {
      const std::size_t end = rest_.find('\n');
      rest_ = end == std::string_view::npos ? std::string_view{} : rest_.substr(end + 1);
      return *this;
    }
    friend constexpr bool operator==(const iterator& a, const iterator& b) noexcept {
      return a.rest_.size() == b.rest_.size();
    }

  private:
    std::string_view rest_;
  };

  constexpr iterator begin() const noexcept { return iterator{lines_}; }
  constexpr iterator end() const noexcept { return iterator{{}}; }
  constexpr bool empty() const noexcept { return lines_.empty(); }

private:
  std::string_view lines_;
};

/// An action.
class action_entry {
public:
  std::string_view name;
  std::string_view doc;
  std::string_view classes;  // separated by commas: one of them is needed; empty: none
  int since;                 // the Asterisk that has it first, of those that were looked at
  int until;                 // and last
  ami::repeat repeat;
  std::string_view items;     // separated by commas: the events of a list that it is answered with
  std::string_view complete;  // the event that ends the list
  bool open;                  // takes any further key
  field_list keys;
};

/// An event.
class event_entry {
public:
  std::string_view name;
  std::string_view doc;
  std::string_view classes;   // separated by commas: who may read all of them gets it; empty: everybody
  int since;                  // as of an action
  int until;                  // as of an action
  std::string_view channels;  // the prefixes of the channels that it describes, each with a comma behind it
  std::string_view bridges;   // the same of bridges
  bool open;                  // has further headers
  field_list fields;          // without those of channels and bridges
};

/// Whose headers a prefix marks: "Dest", "channel called".
class prefix_entry {
public:
  std::string_view prefix;
  std::string_view whose;  // empty for the empty prefix
};

// In the order of their names, whatever the case of letters.
extern const std::span<const action_entry> actions;
extern const std::span<const event_entry> events;
extern const std::span<const prefix_entry> channel_prefixes;
extern const std::span<const prefix_entry> bridge_prefixes;
// What an event tells of each channel or bridge that it describes: lines as of a field_list.
extern const std::string_view channel_fields;
extern const std::string_view bridge_fields;
// The versions of Asterisk that were looked at.
extern const int oldest_version;
extern const int newest_version;

}  // namespace amictl::catalogue
