// Whether the library has understood what the server sent: nothing without a type, no header that nobody reads, no
// value that its accessor does not read.
#pragma once

#include "support/catalogue_keys.hpp"

#include <ami/ami.hpp>

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace conformance {

/// Looks at events and replies, and collects what is wrong with them: each problem once, with how often it was seen.
class verdict {
public:
  /// All headers of an event of the server, also of an item of a list.
  void look_at(const ami::event& event) {
    const std::string name{event.name()};
    if (event.is_gap() || event.type() == ami::event_type::unknown) {
      add("event without a type: " + name);
      return;
    }
    ++types_[name];
    bool first = true;
    for (const auto& [key, value] : event.frame()) {
      const bool is_name = std::exchange(first, false);
      const std::string kind = known_.kind_of_key(name, key);
      headers_.insert(test::lower(name) + " " + test::lower(key));
      if (!kind.empty() && !is_name) {
        look_at_value(name, kind, key, value);
      } else if (!test::every_event_has(key) && !known_.is_open(name)) {
        add("header of " + name + " that nobody reads: " + std::string{key});
      }
    }
  }

  /// The response to the action `name`, and the items of its list.
  void look_at(const std::string& name, const ami::reply& reply) {
    for (const auto& [key, value] : reply.response().frame()) {
      static const std::set<std::string> every{"response", "actionid", "message", "eventlist"};
      if (every.contains(test::lower(key))) {
        continue;
      }
      const std::string kind = known_.kind_of_reply(name, key);
      if (kind.empty()) {
        add("header of the response to " + name + " that nobody reads: " + std::string{key});
      } else {
        look_at_value(name, kind, key, value);
      }
    }
    for (const auto& item : reply.items()) {
      look_at(item);
    }
    if (reply.is_list() && reply.completion().type() != ami::event_type::unknown) {
      look_at(reply.completion());
    }
    if (reply.is_list() && !reply.list_complete()) {
      add("list of " + name + " that is not complete: " + std::to_string(reply.item_count()) + " of " +
          std::to_string(reply.stated_item_count().value_or(-1)));
    }
  }

  void add(const std::string& problem) { ++problems_[problem]; }

  const std::map<std::string, std::size_t>& problems() const noexcept { return problems_; }
  /// How often an event of each type was looked at.
  const std::map<std::string, std::size_t>& types() const noexcept { return types_; }
  /// Each "event key" that was seen, in lower case.
  const std::set<std::string>& headers() const noexcept { return headers_; }
  /// How many values of headers were read by the kind that the catalogue gives them.
  std::size_t values() const noexcept { return values_; }

private:
  void look_at_value(const std::string& where, const std::string& kind, std::string_view key, std::string_view value) {
    ++values_;
    if (!test::parses(kind, value)) {
      add("value of " + where + " " + std::string{key} + " that is no " + kind + ": " + std::string{value});
    }
  }

  test::catalogue known_;
  std::map<std::string, std::size_t> problems_;
  std::map<std::string, std::size_t> types_;
  std::set<std::string> headers_;
  std::size_t values_ = 0;
};

}  // namespace conformance
