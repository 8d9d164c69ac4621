#include "amictl/completion_point.hpp"

#include "amictl/catalogue.hpp"

#include <ami/wire/frame.hpp>

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

namespace amictl {

namespace {

using ami::wire::equal_ignoring_case;

// Which argument is completed with what. An argument is named by its flag without hyphens, or by its name in the help;
// the first line that fits counts.
class completion_rule {
public:
  std::string_view command;  // empty: of all
  std::string_view argument;
  completion_source source;
};

constexpr std::array completion_rules{
    completion_rule{"action", "ACTION", completion_source::action_names},
    completion_rule{"action", "KEY=VALUE", completion_source::action_headers},
    completion_rule{"actions", "NAME", completion_source::action_names},
    completion_rule{"events", "NAME", completion_source::event_names},
    completion_rule{"watch", "type", completion_source::event_names},
    completion_rule{"call", "CHANNEL", completion_source::endpoints},
    completion_rule{"queues", "NAME", completion_source::queues},
    completion_rule{"conferences", "NAME", completion_source::conferences},
    completion_rule{"endpoints", "NAME", completion_source::endpoints},
    completion_rule{"", "profile", completion_source::profiles},
    completion_rule{"", "class", completion_source::event_classes},
    completion_rule{"", "CHANNEL", completion_source::channels},
    completion_rule{"", "QUEUE", completion_source::queues},
    completion_rule{"", "INTERFACE", completion_source::members},
    completion_rule{"", "MEMBER", completion_source::members},
    completion_rule{"", "ENDPOINT", completion_source::endpoints},
    completion_rule{"", "CONFERENCE", completion_source::conferences},
    completion_rule{"", "FILE", completion_source::files},
    completion_rule{"", "secret-file", completion_source::files},
    completion_rule{"", "ca-file", completion_source::files},
    completion_rule{"", "config", completion_source::files},
};

bool begins_with(std::string_view text, std::string_view begin) noexcept {
  return text.size() >= begin.size() && equal_ignoring_case(text.substr(0, begin.size()), begin);
}

bool is_flag_word(std::string_view word) noexcept {
  return word.size() > 1 && word.front() == '-';
}

bool takes_value(const CLI::Option& option) {
  return option.get_items_expected_max() > 0;
}

const CLI::App* find_command(const CLI::App& app, std::string_view name) {
  const auto found = app.get_subcommands([&](const CLI::App* command) { return command->get_name() == name; });
  return found.empty() ? nullptr : found.front();
}

bool is_named(const CLI::Option& option, std::string_view name) {
  const auto& names = option.get_lnames();
  return option.get_positional() ? equal_ignoring_case(option.get_name(true), name)
                                 : std::any_of(names.begin(), names.end(), [&](const std::string& known) {
                                     return equal_ignoring_case(known, name);
                                   });
}

// The words that an option allows, of "TEXT:{bash,zsh,fish}".
std::vector<std::string> allowed_words(const std::string& type) {
  const std::size_t begin = type.find('{');
  const std::size_t end = type.find('}', begin);
  if (begin == std::string::npos || end == std::string::npos) {
    return {};
  }
  const auto words = catalogue::words_of(std::string_view{type}.substr(begin + 1, end - begin - 1));
  return {words.begin(), words.end()};
}

std::string first_number(std::string_view key) {
  std::string result{key};
  if (const std::size_t place = result.find('#'); place != std::string::npos) {
    result.replace(place, 1, result.ends_with("-#") ? "000000" : "1");
  }
  return result;
}

template <class Entries>
void add_entries(std::vector<candidate>& result, const Entries& entries) {
  for (const auto& entry : entries) {
    result.push_back({std::string{entry.name}, std::string{entry.doc}});
  }
}

void add_classes(std::vector<candidate>& result) {
  std::set<std::string_view> names;
  for (const auto& action : catalogue::actions) {
    const auto words = catalogue::words_of(action.classes);
    names.insert(words.begin(), words.end());
  }
  for (const auto& event : catalogue::events) {
    const auto words = catalogue::words_of(event.classes);
    names.insert(words.begin(), words.end());
  }
  for (const std::string_view name : names) {
    result.push_back({std::string{name}, {}});
  }
}

}  // namespace

completion_point::completion_point(const CLI::App& root, const std::vector<std::string>& words)
    : root_{&root}, command_{&root} {
  read(words);
  find_source();
}

const CLI::Option* completion_point::option_of(std::string_view word) const {
  const bool is_long = word.starts_with("--");
  word.remove_prefix(is_long ? 2 : 1);
  for (const CLI::App* const app : {command_, root_}) {
    for (const CLI::Option* const option : app->get_options()) {
      const auto& names = is_long ? option->get_lnames() : option->get_snames();
      if (std::find(names.begin(), names.end(), word) != names.end()) {
        return option;
      }
    }
  }
  return nullptr;
}

void completion_point::read(const std::vector<std::string>& words) {
  const CLI::Option* pending = nullptr;  // its value comes next
  const auto keep_common = [&](const CLI::Option* option, const std::string& word) {
    const auto options = root_->get_options();
    if (std::find(options.begin(), options.end(), option) != options.end()) {
      common_flags_.push_back(word);
    }
  };
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string& word = words[i];
    if (pending != nullptr) {
      keep_common(pending, word);
      pending = nullptr;
    } else if (!only_arguments_ && word == "--") {
      only_arguments_ = true;
    } else if (!only_arguments_ && is_flag_word(word)) {
      const std::size_t sign = word.starts_with("--") ? word.find('=') : std::string::npos;
      // Of "-abVALUE" the first letter that takes a value counts.
      const CLI::Option* option = option_of(word.substr(0, sign));
      bool has_value = sign != std::string::npos;
      for (std::size_t at = 1; !word.starts_with("--") && at < word.size(); ++at) {
        option = option_of(std::string{'-', word[at]});
        if (option != nullptr && takes_value(*option)) {
          has_value = at + 1 < word.size();
          break;
        }
      }
      keep_common(option, word);
      pending = option != nullptr && takes_value(*option) && !has_value ? option : nullptr;
    } else if (const CLI::App* const sub = only_arguments_ ? nullptr : find_command(*command_, word)) {
      command_ = sub;
    } else {
      arguments_.push_back(word);
    }
  }
  typed_ = words.empty() ? std::string{} : words.back();
  const std::size_t sign = typed_.find('=');
  if (pending != nullptr) {
    value_of_ = pending;
  } else if (!only_arguments_ && typed_.starts_with("--") && sign != std::string::npos) {
    value_of_ = option_of(typed_.substr(0, sign));
    prefix_ = typed_.substr(0, sign + 1);
    typed_.erase(0, sign + 1);
  } else if (only_arguments_ || typed_.empty() || typed_.front() != '-') {
    value_of_ = positional();
  }
}

const CLI::Option* completion_point::positional() const {
  std::size_t place = 0;
  for (const CLI::Option* const option : command_->get_options()) {
    if (!option->get_positional()) {
      continue;
    }
    const auto most = static_cast<std::size_t>(std::max(1, option->get_items_expected_max()));
    if (arguments_.size() < place + most) {
      return option;
    }
    place += most;
  }
  return nullptr;
}

void completion_point::find_source() {
  if (value_of_ == nullptr) {
    return;
  }
  for (const completion_rule& rule : completion_rules) {
    if ((rule.command.empty() || rule.command == command_->get_name()) && is_named(*value_of_, rule.argument)) {
      source_ = rule.source;
      break;
    }
  }
  // "berlin,par": the profiles of a list.
  if (const std::size_t comma = typed_.rfind(',');
      source_ == completion_source::profiles && comma != std::string::npos) {
    prefix_ += typed_.substr(0, comma + 1);
    typed_.erase(0, comma + 1);
  }
  if (source_ == completion_source::action_headers) {
    find_source_of_header();
  }
}

// Of "Channel=PJ" the value.
void completion_point::find_source_of_header() {
  const std::size_t sign = typed_.find('=');
  const auto* const action = arguments_.empty() ? nullptr : catalogue::find_action(arguments_.front());
  if (sign == std::string::npos || action == nullptr) {
    return;
  }
  const std::string key = typed_.substr(0, sign);
  for (const auto& [name, source] :
       {std::pair{"Channel", completion_source::channels}, std::pair{"Queue", completion_source::queues},
        std::pair{"Interface", completion_source::members}, std::pair{"Conference", completion_source::conferences},
        std::pair{"Endpoint", completion_source::endpoints}}) {
    if (equal_ignoring_case(key, name) && catalogue::find_key(*action, key)) {
      source_ = source;
      prefix_ = typed_.substr(0, sign + 1);
      typed_.erase(0, sign + 1);
      return;
    }
  }
}

void completion_point::add_headers(std::vector<candidate>& result) const {
  const auto* const action = arguments_.empty() ? nullptr : catalogue::find_action(arguments_.front());
  if (action == nullptr) {
    return;
  }
  const std::size_t sign = typed_.find('=');
  for (const catalogue::field key : action->keys) {
    if (sign != std::string::npos) {
      if (const auto found = catalogue::find_key(*action, typed_.substr(0, sign)); found && found->key == key.key) {
        for (const std::string_view value : catalogue::words_of(key.values)) {
          result.push_back({fmt::format("{}={}", typed_.substr(0, sign), value), {}});
        }
      }
      continue;
    }
    const bool repeated = key.type.ends_with("repeated") || key.key.find('#') != std::string_view::npos;
    const bool given = std::any_of(arguments_.begin() + 1, arguments_.end(), [&](const std::string& header) {
      return equal_ignoring_case(header.substr(0, header.find('=')), key.key);
    });
    if (!given || repeated) {
      result.push_back({first_number(key.key) + '=', fmt::format("{}{}", key.required ? "needed: " : "", key.doc)});
    }
  }
}

void completion_point::add_flags(std::vector<candidate>& result, const CLI::App& app) const {
  for (const CLI::Option* const option : app.get_options()) {
    if (option->get_group().empty()) {
      continue;
    }
    for (const std::string& name : option->get_lnames()) {
      result.push_back({"--" + name, option->get_description()});
    }
    if (option->get_lnames().empty()) {
      for (const std::string& name : option->get_snames()) {
        result.push_back({"-" + name, option->get_description()});
      }
    }
  }
}

void completion_point::add_commands(std::vector<candidate>& result) const {
  for (const CLI::App* const command : command_->get_subcommands([](const CLI::App*) { return true; })) {
    if (!command->get_group().empty()) {
      result.push_back({command->get_name(), command->get_description()});
    }
  }
}

std::vector<candidate> completion_point::candidates() const {
  std::vector<candidate> result;
  if (value_of_ == nullptr) {
    if (!only_arguments_ && !typed_.empty() && typed_.front() == '-') {
      add_flags(result, *command_);
      if (command_ != root_) {
        add_flags(result, *root_);
      }
    } else if (!only_arguments_ && arguments_.empty()) {
      add_commands(result);
    }
    return fitting(std::move(result), typed_);
  }
  for (std::string& word : allowed_words(value_of_->get_type_name())) {
    result.push_back({std::move(word), {}});
  }
  switch (source_) {
  case completion_source::action_names: add_entries(result, catalogue::actions); break;
  case completion_source::event_names: add_entries(result, catalogue::events); break;
  case completion_source::event_classes: add_classes(result); break;
  case completion_source::action_headers: add_headers(result); break;
  default: break;
  }
  result = fitting(std::move(result), typed_);
  for (candidate& found : result) {
    found.word.insert(0, prefix_);
  }
  return result;
}

std::vector<candidate> fitting(std::vector<candidate> all, std::string_view typed) {
  std::set<std::string> seen;
  all.erase(std::remove_if(all.begin(), all.end(),
                           [&](const candidate& proposed) {
                             return !begins_with(proposed.word, typed) || !seen.insert(proposed.word).second;
                           }),
            all.end());
  return all;
}

}  // namespace amictl
