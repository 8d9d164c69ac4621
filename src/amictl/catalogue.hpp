// Questions to the table of actions and events, and what is told of them.
#pragma once

#include "amictl/catalogue_table.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace amictl::catalogue {

/// The action or event with this name, in any case; null when there is none.
const action_entry* find_action(std::string_view name) noexcept;
const event_entry* find_event(std::string_view name) noexcept;

/// All names.
std::vector<std::string_view> action_names();
std::vector<std::string_view> event_names();
/// The keys of an action; # stands for a number.
std::vector<std::string_view> key_names(const action_entry& action);

/// The action's key with this name, in any case, also a numbered one; nothing when it has none.
std::optional<field> find_key(const action_entry& action, std::string_view key);

/// The words between commas.
std::vector<std::string_view> words_of(std::string_view list);

/// A header of an event, with its text.
class event_header {
public:
  std::string key;
  std::string_view type;
  std::string_view values;
  std::string doc;
  int only = 0;  // the Asterisk that alone has it, or 0
};

/// All headers of an event, also those of the channels and bridges that it describes.
std::vector<event_header> headers_of(const event_entry& event);

/// The actions whose lists have this event as an item or at their end.
std::vector<std::string_view> actions_answered_with(const event_entry& event);

/// Whether the name or a description has this word, in any case.
bool mentions(const action_entry& action, std::string_view word);
bool mentions(const event_entry& event, std::string_view word);

/// "Asterisk 18, gone after 20": since when there is something.
std::string versions_text(int since, int until);
/// "only Asterisk 16", or "not in Asterisk 16" for the newest one; empty for a field that all have.
std::string only_text(int only);

/// What is known, as an object with the names of the table; for scripts.
boost::json::object described(const action_entry& action);
boost::json::object described(const event_entry& event);

/// What is known, for people: lines without line ends.
/// @param width the columns that a line may have.
std::vector<std::string> text_of(const action_entry& action, std::size_t width);
std::vector<std::string> text_of(const event_entry& event, std::size_t width);

}  // namespace amictl::catalogue
