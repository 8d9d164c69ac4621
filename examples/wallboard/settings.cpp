#include "wallboard/settings.hpp"

#include "wallboard/http_rules.hpp"

#include <ami/options.hpp>

#include <boost/property_tree/ini_parser.hpp>
#include <boost/property_tree/ptree.hpp>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <sstream>
#include <stdexcept>
#include <system_error>

namespace wallboard {

namespace {

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr ? value : "";
}

std::string read_file(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) {
    throw std::runtime_error{fmt::format("{} cannot be read", path)};
  }
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::string first_line(const std::string& text) {
  std::string line = text.substr(0, text.find_first_of("\r\n"));
  return line;
}

// The folder of the page and the descriptions. An installation may be moved, so it is found from the program's file.
std::filesystem::path served_folder() {
  std::error_code ignored;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
  return (program.parent_path() / WALLBOARD_FILES).lexically_normal();
}

// 160 bits, of which std::random_device takes each from the system.
std::string random_token() {
  std::random_device device;
  std::string token;
  for (int word = 0; word < 5; ++word) {
    token += fmt::format("{:08x}", device());
  }
  return token;
}

// "127.0.0.1:8080", "[::1]:8080", "wallboard.example.org:0"
void set_address(web_settings& web, const std::string& text) {
  const auto colon = text.rfind(':');
  const std::string digits = colon != std::string::npos ? text.substr(colon + 1) : std::string{};
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (colon == 0 || digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) {
    throw std::runtime_error{fmt::format("--listen {}: an address and a port are needed, as in 127.0.0.1:8080", text)};
  }
  web.port = port;
  web.host = text.substr(0, colon);
  if (web.host.size() > 2 && web.host.front() == '[' && web.host.back() == ']') {
    web.host = web.host.substr(1, web.host.size() - 2);
  }
}

void set_token(settings& result, const std::string& token_file) {
  if (!token_file.empty()) {
    result.web.token = first_line(read_file(token_file));
  } else if (std::string token = variable("WALLBOARD_TOKEN"); !token.empty()) {
    result.web.token = std::move(token);
  } else {
    result.web.token = random_token();
    result.token_is_ours = true;
  }
  if (!is_token(result.web.token)) {
    throw std::runtime_error{"the token is empty, or has characters that no header can hold"};
  }
}

ami::options checked(const std::string& name, ami::options options) {
  if (const std::string problem = options.problem(); !problem.empty()) {
    throw std::runtime_error{fmt::format("{}: {}", name, problem)};
  }
  return options;
}

void set_pbxs(settings& result, const std::string& config_file) {
  if (!config_file.empty()) {
    result.pbxs = read_pbxs(read_file(config_file));
  } else if (!variable("AMI_HOST").empty() || !variable("AMI_URL").empty()) {
    result.pbxs.push_back({"pbx", checked("the environment", ami::options::from_environment())});
  }
}

}  // namespace

std::vector<pbx_settings> read_pbxs(const std::string& text) {
  boost::property_tree::ptree tree;
  std::istringstream input{text};
  try {
    boost::property_tree::read_ini(input, tree);
  } catch (const boost::property_tree::ini_parser_error& error) {
    throw std::runtime_error{fmt::format("line {} of the configuration: {}", error.line(), error.message())};
  }
  std::vector<pbx_settings> pbxs;
  for (const auto& [name, section] : tree) {
    if (section.empty()) {
      throw std::runtime_error{fmt::format("\"{}\" stands in no section of the configuration", name)};
    }
    std::set<std::string> known;
    auto options = ami::options::from_values([&, &values = section](std::string_view key) -> std::string_view {
      known.emplace(key);
      const auto found = values.find(std::string{key});
      return found != values.not_found() ? std::string_view{found->second.data()} : std::string_view{};
    });
    for (const auto& [key, value] : section) {
      if (!known.contains(key)) {
        throw std::runtime_error{fmt::format("{}: there is no setting \"{}\"", name, key)};
      }
    }
    pbxs.push_back({name, checked(name, std::move(options))});
  }
  if (pbxs.empty()) {
    throw std::runtime_error{"the configuration names no PBX"};
  }
  return pbxs;
}

settings read_settings(int count, const char* const* arguments) {
  settings result;
  const std::filesystem::path served = served_folder();
  result.web.page_folder = served / "page";
  result.web.openapi_file = served / "openapi.json";
  result.web.schema_file = served / "ami.schema.json";
  std::string listen = "127.0.0.1:8080";
  std::string config_file;
  std::string token_file;
  unsigned level = static_cast<unsigned>(result.feed.usual_level.count());
  CLI::App app{"A wallboard in the browser: who talks, who waits and who is free, on any number of PBXs."};
  app.add_option("--listen", listen, "address and port; port 0 for any that is free")->capture_default_str();
  app.add_option("--config", config_file,
                 "INI file with a section for each PBX (default: the PBX of AMI_HOST, or an "
                 "embedded call centre)");
  app.add_option("--token-file", token_file,
                 "its first line is the token that actions need (default: WALLBOARD_TOKEN, "
                 "or a new one that is printed)");
  app.add_option("--page", result.web.page_folder, "folder of the page")->capture_default_str();
  // The HTTP library waits with select(), which takes descriptors below 1024.
  app.add_option("--browsers", result.web.browsers, "how many browsers may read events")
      ->check(CLI::Range(1, 800))
      ->capture_default_str();
  app.add_option("--service-level", level,
                 "seconds within which calls ought to be answered, for queues that have no "
                 "service level of their own; 0 for none")
      ->capture_default_str();
  try {
    app.parse(count, arguments);
    set_address(result.web, listen);
    set_token(result, token_file);
    set_pbxs(result, config_file);
  } catch (const CLI::ParseError& error) {
    std::exit(app.exit(error) == 0 ? 0 : 2);
  } catch (const std::exception& error) {
    fmt::print(stderr, "wallboard: {}\n", error.what());
    std::exit(2);
  }
  result.feed.usual_level = std::chrono::seconds{level};
  return result;
}

}  // namespace wallboard
