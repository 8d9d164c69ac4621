// amictl actions and amictl events: what the catalogue knows.
#include "amictl/catalogue.hpp"
#include "amictl/commands.hpp"
#include "amictl/nearest.hpp"
#include "amictl/terminal.hpp"
#include "amictl/text_layout.hpp"
#include "amictl/tool.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace amictl {

namespace {

class catalogue_flags {
public:
  std::string name;
  std::string event_class;
  std::string word;
};

template <class Entry>
bool is_wanted(const Entry& entry, const catalogue_flags& flags) {
  const auto classes = catalogue::words_of(entry.classes);
  return (flags.event_class.empty() || std::find(classes.begin(), classes.end(), flags.event_class) != classes.end()) &&
         (flags.word.empty() || catalogue::mentions(entry, flags.word));
}

// The first sentence, for a table.
std::string first_sentence(std::string_view doc) {
  const std::size_t end = doc.find(". ");
  return std::string{end == std::string_view::npos ? doc : doc.substr(0, end + 1)};
}

template <class Entry>
exit_code list_entries(std::span<const Entry> entries, const catalogue_flags& flags, tool& shared) {
  std::vector<std::vector<std::string>> rows;
  bool found = false;
  for (const Entry& entry : entries) {
    if (!is_wanted(entry, flags)) {
      continue;
    }
    found = true;
    if (shared.out.json()) {
      shared.out.line(catalogue::described(entry));
    } else {
      rows.push_back({std::string{entry.name}, std::string{entry.classes}, first_sentence(entry.doc)});
    }
  }
  // Programs that read it find each entry in one line.
  constexpr std::size_t any_width = 10'000;
  for (const std::string& line : in_columns(rows, 0, output_is_terminal() ? terminal_width() : any_width)) {
    shared.out.line(line);
  }
  if (!found) {
    complain("nothing in the catalogue fits that");
  }
  return found ? exit_code::success : exit_code::negative;
}

template <class Entry>
exit_code show_entry(const Entry* entry, std::string_view subject, const std::vector<std::string_view>& names,
                     const catalogue_flags& flags, tool& shared) {
  if (entry == nullptr) {
    complain(fmt::format("the catalogue has no {} {}{}", subject, flags.name, did_you_mean(flags.name, names)));
    return exit_code::negative;
  }
  if (shared.out.json()) {
    shared.out.line(catalogue::described(*entry));
    return exit_code::success;
  }
  const std::vector<std::string> lines = catalogue::text_of(*entry, terminal_width());
  shared.out.line(shared.out.in(tone::strong, lines.front()));
  for (const std::string& line : std::span{lines}.subspan(1)) {
    shared.out.line(line);
  }
  return exit_code::success;
}

std::shared_ptr<catalogue_flags> add_catalogue_flags(CLI::App& command, const std::string& subject,
                                                     const std::string& class_text) {
  auto flags = std::make_shared<catalogue_flags>();
  CLI::Option* const name = command.add_option("NAME", flags->name, "The " + subject + "; without it all are listed");
  command.add_option("--class", flags->event_class, class_text)->type_name("CLASS")->excludes(name);
  command.add_option("-s,--search", flags->word, "List those whose name or description has this word")
      ->type_name("WORD")
      ->excludes(name);
  return flags;
}

}  // namespace

void add_actions(CLI::App& root, tool& shared) {
  CLI::App& command =
      tool::add_command(root, "actions", "Tell what an action needs, or list all of them",
                        "  amictl actions QueuePause        its keys, their types, the rights that it needs\n"
                        "  amictl actions -s pause          all that have to do with pauses\n"
                        "  amictl actions --class originate what a user with write=originate may do\n"
                        "  amictl actions --json            everything, one object in each line\n");
  const auto flags = add_catalogue_flags(command, "action", "List those that this class of rights allows");
  tool::on_run(command, shared, [flags](tool& running) {
    return flags->name.empty()
               ? list_entries(catalogue::actions, *flags, running)
               : show_entry(catalogue::find_action(flags->name), "action", catalogue::action_names(), *flags, running);
  });
}

void add_events(CLI::App& root, tool& shared) {
  CLI::App& command =
      tool::add_command(root, "events", "Tell what an event says, or list all of them",
                        "  amictl events Hangup             its headers, their types, the rights that it needs\n"
                        "  amictl events -s voicemail       all that have to do with voicemail\n"
                        "  amictl events --class call       what a user with read=call sees\n"
                        "  amictl events --json             everything, one object in each line\n");
  const auto flags = add_catalogue_flags(command, "event", "List those of this class of rights");
  tool::on_run(command, shared, [flags](tool& running) {
    return flags->name.empty()
               ? list_entries(catalogue::events, *flags, running)
               : show_entry(catalogue::find_event(flags->name), "event", catalogue::event_names(), *flags, running);
  });
}

}  // namespace amictl
