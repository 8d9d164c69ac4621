#include "amictl/profiles.hpp"

#include <boost/property_tree/ini_parser.hpp>
#include <boost/property_tree/ptree.hpp>
#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <sys/stat.h>

namespace amictl {

namespace {

bool others_may_read(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && (status.st_mode & (S_IRGRP | S_IROTH)) != 0;
}

std::string variable_or_empty(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr ? value : "";
}

class process_closer {
public:
  void operator()(std::FILE* process) const noexcept { ::pclose(process); }
};

}  // namespace

std::string profiles_path() {
  if (std::string path = variable_or_empty("AMICTL_CONFIG"); !path.empty()) {
    return path;
  }
  if (const std::string folder = variable_or_empty("XDG_CONFIG_HOME"); !folder.empty()) {
    return folder + "/amictl.ini";
  }
  const std::string home = variable_or_empty("HOME");
  return home.empty() ? std::string{} : home + "/.config/amictl.ini";
}

std::map<std::string, profile, std::less<>> read_profiles(const std::string& path) {
  std::map<std::string, profile, std::less<>> result;
  struct stat status {};
  if (path.empty() || (::stat(path.c_str(), &status) != 0 && errno == ENOENT)) {
    return result;
  }
  boost::property_tree::ptree tree;
  try {
    boost::property_tree::read_ini(path, tree);
  } catch (const boost::property_tree::ini_parser_error& error) {
    throw std::runtime_error{fmt::format("{}, line {}: {}", path, error.line(), error.message())};
  }
  for (const auto& [name, section] : tree) {
    if (section.empty()) {
      throw std::runtime_error{
          fmt::format("{}: \"{}\" stands in no section: a profile begins with [NAME]", path, name)};
    }
    for (const auto& [key, value] : section) {
      result[name][key] = value.data();
    }
    if (result[name].contains("secret") && others_may_read(path)) {
      throw std::runtime_error{fmt::format("{} holds a secret, and others may read it: chmod 600 {}", path, path)};
    }
  }
  return result;
}

std::string secret_from_command(const std::string& command) {
  const std::unique_ptr<std::FILE, process_closer> process{::popen(command.c_str(), "re")};
  if (!process) {
    throw std::runtime_error{"the secret_command cannot be run"};
  }
  std::string secret;
  for (int next = std::fgetc(process.get()); next != EOF && next != '\n'; next = std::fgetc(process.get())) {
    secret.push_back(static_cast<char>(next));
  }
  if (!secret.empty() && secret.back() == '\r') {
    secret.pop_back();
  }
  if (secret.empty()) {
    throw std::runtime_error{"the secret_command prints no secret"};
  }
  return secret;
}

}  // namespace amictl
