// What can stand at a place of a command line that is being typed: the part of completion that needs no server.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace amictl {

/// Where the values of an argument come from.
enum class completion_source {
  nothing,
  files,           // the shell does it
  profiles,        // of the configuration file
  action_names,    // of the catalogue
  event_names,     // of the catalogue
  event_classes,   // of the catalogue
  action_headers,  // KEY=VALUE of the action that the command line names
  channels,        // of the server, as all that follow
  queues,
  members,
  endpoints,
  conferences,
};

/// A word that can stand there, and what it is.
class candidate {
public:
  std::string word;
  std::string text;
};

/// The place at the end of a command line.
class completion_point {
public:
  /// @param root the command line's options and commands.
  /// @param words what stands behind "amictl"; the last one is being typed, and may be empty.
  completion_point(const CLI::App& root, const std::vector<std::string>& words);

  /// What is known without a server: commands, flags, names of the catalogue, values that an option names, and those of
  /// `source()` where it is the catalogue. The words that fit what was typed, in any case of letters where the case
  /// does not matter.
  [[nodiscard]] std::vector<candidate> candidates() const;

  /// Where more comes from.
  [[nodiscard]] completion_source source() const noexcept { return source_; }
  /// What stands in front of the value that `source()` knows, "Channel=", and what was typed of it.
  [[nodiscard]] const std::string& prefix() const noexcept { return prefix_; }
  [[nodiscard]] const std::string& typed() const noexcept { return typed_; }
  /// The flags of the command line that all commands have, with their values: those that name the server.
  [[nodiscard]] const std::vector<std::string>& common_flags() const noexcept { return common_flags_; }

private:
  void read(const std::vector<std::string>& words);
  void begin_value(const CLI::Option& option);
  void find_source();
  void find_source_of_header();
  void add_flags(std::vector<candidate>& result, const CLI::App& app) const;
  void add_commands(std::vector<candidate>& result) const;
  void add_headers(std::vector<candidate>& result) const;
  [[nodiscard]] const CLI::Option* option_of(std::string_view word) const;
  [[nodiscard]] const CLI::Option* positional() const;

  const CLI::App* root_;
  const CLI::App* command_;
  const CLI::Option* value_of_ = nullptr;  // the option, or argument, that the last word belongs to
  std::vector<std::string> arguments_;     // of the command, without flags
  std::vector<std::string> common_flags_;
  std::string prefix_;
  std::string typed_;
  bool only_arguments_ = false;  // behind "--"
  completion_source source_ = completion_source::nothing;
};

/// Those that begin with what was typed, in any case of letters, each once.
std::vector<candidate> fitting(std::vector<candidate> all, std::string_view typed);

}  // namespace amictl
