#include "amictl/manual.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cctype>
#include <string_view>
#include <vector>

namespace amictl {

namespace {

// A text in which troff sees no requests: hyphens that can be copied, backslashes, and no dot or quote in front.
std::string plain_troff(std::string_view text) {
  std::string result;
  if (!text.empty() && (text.front() == '.' || text.front() == '\'')) {
    result += "\\&";
  }
  for (const char letter : text) {
    switch (letter) {
    case '\\': result += "\\e"; break;
    case '-': result += "\\-"; break;
    case '~': result += "\\(ti"; break;
    case '^': result += "\\(ha"; break;
    case '\'': result += "\\(aq"; break;
    case '`': result += "\\(ga"; break;
    default: result += letter;
    }
  }
  return result;
}

std::string upper_case(std::string_view text) {
  std::string result{text};
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
  return result;
}

std::string sentence(const std::string& text) {
  return text.empty() || std::string_view{".!?)]"}.find(text.back()) != std::string_view::npos ? text : text + '.';
}

std::vector<std::string_view> lines_in(std::string_view text) {
  std::vector<std::string_view> result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    result.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

// What stands for an option's value: "NAME", or the type of "UINT:POSITIVE".
std::string value_name(const CLI::Option& option) {
  if (option.get_items_expected_max() == 0) {
    return {};
  }
  const std::string type = option.get_type_name();
  const std::size_t begin = type.find('{');
  if (begin != std::string::npos) {
    std::string words = type.substr(begin + 1, type.find('}', begin) - begin - 1);
    std::replace(words.begin(), words.end(), ',', '|');
    return words;
  }
  return type.substr(0, type.find(':'));
}

void add_option_text(std::string& page, const CLI::Option& option) {
  std::string names;
  for (const std::string& name : option.get_snames()) {
    names += fmt::format("{}\\fB\\-{}\\fR", names.empty() ? "" : ", ", plain_troff(name));
  }
  for (const std::string& name : option.get_lnames()) {
    names += fmt::format("{}\\fB\\-\\-{}\\fR", names.empty() ? "" : ", ", plain_troff(name));
  }
  if (option.get_positional()) {
    names += fmt::format("\\fI{}\\fR", plain_troff(option.get_name(true)));
  } else if (const std::string value = value_name(option); !value.empty()) {
    names += fmt::format(" \\fI{}\\fR", plain_troff(value));
  }
  page += fmt::format(".TP\n{}\n{}\n", names, plain_troff(sentence(option.get_description())));
}

// The options of a group, or of all groups where it is empty.
void add_options_text(std::string& page, const CLI::App& app, std::string_view group) {
  for (const bool positional : {true, false}) {
    for (const CLI::Option* const option : app.get_options()) {
      const bool is_wanted = group.empty() ? !option->get_group().empty() : option->get_group() == group;
      if (is_wanted && option->get_positional() == positional && option != app.get_help_ptr()) {
        add_option_text(page, *option);
      }
    }
  }
}

// The text below the flags: a line that ends with a colon is a heading, indented lines stay as they are.
void add_footer_text(std::string& page, std::string_view footer, std::string_view heading) {
  bool verbatim = false;
  const auto set_verbatim = [&](bool value) {
    if (verbatim != value) {
      page += value ? ".PP\n.nf\n" : ".fi\n.PP\n";
    }
    verbatim = value;
  };
  for (const std::string_view line : lines_in(footer)) {
    if (line.starts_with("  ")) {
      set_verbatim(true);
      page += plain_troff(line.substr(2)) + '\n';
    } else if (line.ends_with(':')) {
      set_verbatim(false);
      const std::string_view title = line.substr(0, line.size() - 1);
      page += heading == ".SH" ? fmt::format(".SH {}\n", plain_troff(upper_case(title)))
                               : fmt::format(".PP\n{}\n", plain_troff(line));
    } else {
      set_verbatim(false);
      page += line.empty() ? std::string{".PP\n"} : plain_troff(line) + '\n';
    }
  }
  set_verbatim(false);
}

bool has_flags(const CLI::App& command) {
  const auto options = command.get_options();
  return std::any_of(options.begin(), options.end(), [&](const CLI::Option* option) {
    return !option->get_positional() && option != command.get_help_ptr();
  });
}

void add_command_text(std::string& page, const CLI::App& command) {
  page += fmt::format(".SS {}\n{}\n.PP\n\\fBamictl {}\\fR", plain_troff(command.get_name()),
                      plain_troff(sentence(command.get_description())), plain_troff(command.get_name()));
  page += has_flags(command) ? " [\\fIflags\\fR]" : "";
  for (const CLI::Option* const option : command.get_options()) {
    if (option->get_positional()) {
      const std::string name = fmt::format("\\fI{}\\fR{}", plain_troff(option->get_name(true)),
                                           option->get_items_expected_max() > 1 ? " ..." : "");
      page += option->get_required() ? " " + name : " [" + name + "]";
    }
  }
  page += '\n';
  add_options_text(page, command, {});
  // Where the other flags are is told once.
  const std::string footer = command.get_footer();
  add_footer_text(page, std::string_view{footer}.substr(0, footer.find("\nFlags of the connection")), ".PP");
}

}  // namespace

std::string manual_page(const CLI::App& root, const std::string& version) {
  const std::string description = root.get_description();
  std::string page = fmt::format(".TH AMICTL 1 \"\" \"{}\" \"User Commands\"\n.nh\n.ad l\n", plain_troff(version));
  page += fmt::format(".SH NAME\namictl \\- {}\n", plain_troff(description));
  page += ".SH SYNOPSIS\n\\fBamictl\\fR [\\fIflags\\fR] \\fIcommand\\fR [\\fIflags\\fR] [\\fIarguments\\fR]\n";
  page += ".SH COMMANDS\n";
  for (const CLI::App* const command : root.get_subcommands([](const CLI::App*) { return true; })) {
    if (!command->get_group().empty()) {
      add_command_text(page, *command);
    }
  }
  page += ".SH FLAGS OF ALL COMMANDS\n";
  std::vector<std::string> groups;
  for (const CLI::Option* const option : root.get_options()) {
    const std::string& group = option->get_group();
    if (!group.empty() && std::find(groups.begin(), groups.end(), group) == groups.end()) {
      groups.push_back(group);
      page += groups.size() > 1 ? fmt::format(".SS {}\n", plain_troff(group)) : std::string{};
      add_options_text(page, root, group);
    }
  }
  add_footer_text(page, root.get_footer(), ".SH");
  return page;
}

}  // namespace amictl
