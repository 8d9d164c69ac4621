#include "amictl/connection_flags.hpp"

#include "amictl/terminal.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace amictl {

namespace {

std::string environment_value(std::string_view name) {
  std::string full{"AMI_"};
  for (const char letter : name) {
    full += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  }
  const char* const value = std::getenv(full.c_str());
  return value != nullptr ? value : "";
}

std::string value_of(const profile& settings, std::string_view name) {
  const auto found = settings.find(name);
  return found != settings.end() ? found->second : std::string{};
}

}  // namespace

void connection_flags::add_to(CLI::App& app) {
  constexpr const char* group = "Connection";
  app.add_option("-p,--profile", profiles_, "A profile of the configuration file; several where the command allows it")
      ->group(group)
      ->type_name("NAME")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--url", url_, "ami://user@host:port?setting=value, or amis:// for TLS")
      ->group(group)
      ->type_name("URL");
  app.add_option("-H,--host", host_, "The server [127.0.0.1]")->group(group)->type_name("HOST");
  app.add_option("-P,--port", port_, "Its port [5038, with TLS 5039]")->group(group)->type_name("PORT");
  app.add_option("-u,--user", user_, "The manager user")->group(group)->type_name("USER");
  app.add_option("--secret-file", secret_file_, "A file with the secret as its first line")
      ->group(group)
      ->type_name("FILE");
  app.add_flag("--tls", tls_, "Use TLS")->group(group);
  app.add_option("--ca-file", ca_file_, "The CA of the server's certificate (implies --tls)")
      ->group(group)
      ->type_name("FILE");
  app.add_flag("--insecure", insecure_, "Accept any certificate (implies --tls)")->group(group);
  app.add_option("-o,--option", settings_, "A setting of the URL, for example login_timeout=5s")
      ->group(group)
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  app.add_option("--config", config_, "The configuration file [~/.config/amictl.ini]")->group(group)->type_name("FILE");
}

target connection_flags::make_target(const profile* base, std::string_view name, bool with_secrets) const {
  profile flags;
  const auto set = [&flags](const char* setting, const std::string& value) {
    if (!value.empty()) {
      flags[setting] = value;
    }
  };
  set("url", url_);
  set("host", host_);
  set("port", port_);
  set("username", user_);
  set("secret_file", secret_file_);
  set("tls_ca_file", ca_file_);
  if (tls_ || insecure_ || !ca_file_.empty()) {
    flags["tls"] = "yes";
  }
  if (insecure_) {
    flags["tls_unsafe_without_verification"] = "yes";
  }
  for (const std::string& setting : settings_) {
    const std::size_t sign = setting.find('=');
    if (sign == std::string::npos || sign == 0) {
      throw std::runtime_error{fmt::format("-o {}: NAME=VALUE is needed", setting)};
    }
    flags[setting.substr(0, sign)] = setting.substr(sign + 1);
  }
  // A server that a flag names is not that of the profile or of the environment, and a user not theirs either.
  const bool other_server = !url_.empty() || !host_.empty();
  const auto below = [&](std::string_view setting) {
    if ((other_server && (setting == "url" || setting == "host" || setting == "port")) ||
        (!url_.empty() && setting == "username") || (!secret_file_.empty() && setting == "secret")) {
      return std::string{};
    }
    return base != nullptr ? value_of(*base, setting) : environment_value(setting);
  };
  profile values;  // keeps what from_values() is given views of
  const auto lookup = [&](std::string_view setting) -> std::string_view {
    auto [place, added] = values.emplace(setting, std::string{});
    if (added) {
      const auto flag = flags.find(setting);
      place->second = flag != flags.end() ? flag->second : below(setting);
      if (setting == "host" && place->second.empty() && flags.find("url") == flags.end() && below("url").empty()) {
        place->second = "127.0.0.1";
      }
    }
    return place->second;
  };
  target result{std::string{name}, ami::options::from_values(lookup)};
  std::string problem = result.options.problem();
  const auto find_unknown = [&](const profile& given) {
    for (const auto& [setting, value] : given) {
      if (problem.empty() && !values.contains(setting) && setting != "secret_command") {
        problem = fmt::format("there is no setting \"{}\"", setting);
      }
    }
  };
  find_unknown(flags);
  if (base != nullptr) {
    find_unknown(*base);
  }
  for (const char* setting : {"url", "secret", "tls_key_passphrase"}) {
    if (const auto found = values.find(setting); found != values.end()) {
      ::explicit_bzero(found->second.data(), found->second.size());
    }
  }
  if (!problem.empty() && with_secrets) {
    throw std::runtime_error{name.empty() ? problem : fmt::format("profile {}: {}", name, problem)};
  }
  if (result.name.empty()) {
    result.name = result.options.host();
  }
  if (with_secrets && result.options.secret_text().reveal().empty()) {
    std::string user = result.options.user();
    if (user.empty()) {
      throw std::runtime_error{"no user is given: use -u, AMI_USERNAME, a profile or a URL"};
    }
    std::string command = base != nullptr ? value_of(*base, "secret_command") : std::string{};
    std::string secret = command.empty() ? ask_secret(fmt::format("Secret of {} at {}: ", user, result.options.host()))
                                         : secret_from_command(command);
    result.options.credentials(std::move(user), secret);
  }
  return result;
}

std::vector<target> connection_flags::make_targets(bool with_secrets) const {
  std::vector<target> result;
  if (profiles_.empty()) {
    result.push_back(make_target(nullptr, {}, with_secrets));
    return result;
  }
  const std::string path = config_.empty() ? profiles_path() : config_;
  const auto known = read_profiles(path);
  for (const std::string& name : profiles_) {
    const auto found = known.find(name);
    if (found == known.end()) {
      throw std::runtime_error{fmt::format("there is no profile \"{}\" in {}", name, path)};
    }
    result.push_back(make_target(&found->second, name, with_secrets));
  }
  return result;
}

std::vector<target> connection_flags::targets() const {
  return make_targets(true);
}

std::vector<target> connection_flags::targets_without_secrets() const {
  return make_targets(false);
}

target connection_flags::only_target() const {
  std::vector<target> all = targets();
  if (all.size() != 1) {
    throw std::runtime_error{"this command works with one profile at a time"};
  }
  return std::move(all.front());
}

}  // namespace amictl
