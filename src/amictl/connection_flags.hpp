// Which servers a command talks to: from flags, profiles and the environment, in this order of precedence.
#pragma once

#include "amictl/profiles.hpp"

#include <ami/options.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace amictl {

/// A server, and what its lines are marked with where there are several.
class target {
public:
  std::string name;  // of the profile, or the host
  ami::options options;
};

/// The flags of a connection, which all commands have. No flag takes a secret: the list of processes shows flags.
class connection_flags {
public:
  /// Adds the flags to a command line.
  void add_to(CLI::App& app);

  /// The servers that the flags, the profiles and the environment name, with their secrets, which are asked for on the
  /// terminal where they are given nowhere.
  /// @throws std::runtime_error when that makes no sense, or a secret is missing.
  [[nodiscard]] std::vector<target> targets() const;
  /// The same without asking for secrets, and without objecting to missing ones.
  [[nodiscard]] std::vector<target> targets_without_secrets() const;
  /// The only server.
  /// @throws std::runtime_error as targets(), and when several are named.
  [[nodiscard]] target only_target() const;

private:
  [[nodiscard]] std::vector<target> make_targets(bool with_secrets) const;
  [[nodiscard]] target make_target(const profile* base, std::string_view name, bool with_secrets) const;

  std::vector<std::string> profiles_;
  std::vector<std::string> settings_;
  std::string url_;
  std::string host_;
  std::string port_;
  std::string user_;
  std::string secret_file_;
  std::string ca_file_;
  std::string config_;
  bool tls_ = false;
  bool insecure_ = false;
};

}  // namespace amictl
