#include "settings.hpp"

#include <ami/reconnect_policy.hpp>

#include <boost/property_tree/ini_parser.hpp>
#include <boost/property_tree/ptree.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <limits>
#include <set>

namespace relay {

namespace {

template <class... Values>
[[noreturn]] void refuse(fmt::format_string<Values...> text, Values&&... values) {
  throw settings_error{fmt::format(text, std::forward<Values>(values)...)};
}

// "10s" with the factors of the units; the number alone has the first one's.
std::uint64_t read_with_unit(std::string_view key, std::string_view text,
                             std::initializer_list<std::pair<std::string_view, std::uint64_t>> units) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  for (const auto& [name, factor] : units) {
    if (error == std::errc{} && (unit == name || (unit.empty() && name == units.begin()->first)) &&
        number <= std::numeric_limits<std::int64_t>::max() / factor) {
      return number * factor;
    }
  }
  refuse("{}: \"{}\" is not understood", key, text);
}

std::uint64_t read_number(std::string_view key, std::string_view text) {
  return read_with_unit(key, text, {{"", 1}});
}

std::size_t read_size(std::string_view key, std::string_view text) {
  return read_with_unit(key, text, {{"", 1}, {"K", 1 << 10}, {"M", 1 << 20}, {"G", 1 << 30}});
}

settings::duration read_time(std::string_view key, std::string_view text) {
  return settings::duration{read_with_unit(key, text, {{"s", 1000}, {"ms", 1}, {"m", 60'000}, {"h", 3'600'000}})};
}

std::string first_line(const std::string& key, const std::string& path) {
  std::ifstream file{path};
  std::string line;
  if (!std::getline(file, line)) {
    refuse("{}: {} cannot be read", key, path);
  }
  return line;
}

// The keys of [relay], wherever they come from. An empty value counts as not set.
class relay_keys {
public:
  using lookup = std::function<std::string(const std::string& key)>;

  explicit relay_keys(lookup find) : find_{std::move(find)} {}

  template <class Set>
  void with(const std::string& key, Set set) {
    asked_.insert(key);
    if (const std::string value = find_(key); !value.empty()) {
      set(key, value);
    }
  }
  [[nodiscard]] const std::set<std::string>& asked() const noexcept { return asked_; }

private:
  lookup find_;
  std::set<std::string> asked_;
};

void read_relay(settings& target, relay_keys& keys) {
  const auto time = [&](const std::string& name, settings::duration& value) {
    keys.with(name, [&](const std::string& key, const std::string& text) { value = read_time(key, text); });
  };
  const auto number = [&](const std::string& name, auto& value) {
    keys.with(name, [&](const std::string& key, const std::string& text) {
      const std::uint64_t read = read_number(key, text);
      if (read > std::numeric_limits<std::decay_t<decltype(value)>>::max()) {
        refuse("{}: {} is too large", key, text);
      }
      value = static_cast<std::decay_t<decltype(value)>>(read);
    });
  };
  keys.with("sink", [&](const std::string&, const std::string& text) { set_sink(target, text); });
  if (!target.redis && !target.kafka) {
    refuse("sink: say where the log is: redis://HOST:PORT or kafka://HOST:PORT/TOPIC");
  }
  target.streams.partitions = target.kafka ? 0 : 1;
  number("partitions", target.streams.partitions);
  if (target.redis) {
    redis_address& redis = *target.redis;
    keys.with("stream", [&](const std::string&, const std::string& text) { target.streams.name = text; });
    keys.with("max_length", [&](const std::string& key, const std::string& text) {
      target.streams.max_length = read_number(key, text);
    });
    keys.with("redis_username", [&](const std::string&, const std::string& text) { redis.user = text; });
    keys.with("redis_password", [&](const std::string&, const std::string& text) { redis.password = text; });
    keys.with("redis_password_file",
              [&](const std::string& key, const std::string& path) { redis.password = first_line(key, path); });
    time("redis_timeout", redis.timeout);
    if (target.streams.partitions == 0) {
      refuse("partitions: at least 1 with Redis");
    }
  }
  keys.with("buffer", [&](const std::string& key, const std::string& text) {
    if (text == "disk") {
      target.disk.emplace();
    } else if (text != "memory") {
      refuse("{}: memory or disk, not \"{}\"", key, text);
    }
  });
  keys.with("limit", [&](const std::string& key, const std::string& text) {
    (target.disk ? target.disk->limit : target.memory_limit) = read_size(key, text);
  });
  if (target.disk) {
    keys.with("folder", [&](const std::string&, const std::string& text) { target.disk->folder = text; });
    keys.with("sync", [&](const std::string& key, const std::string& text) {
      target.disk->sync = text == "never" ? std::nullopt : std::optional{read_time(key, text)};
    });
    if (target.disk->folder.empty()) {
      refuse("folder: a buffer on disk needs one of its own");
    }
    target.disk->segment = std::clamp(target.disk->limit / 8, std::size_t{1} << 16, std::size_t{16} << 20);
  }
  number("batch", target.batch);
  target.batch = std::max<std::size_t>(target.batch, 1);
  keys.with("max_record",
            [&](const std::string& key, const std::string& text) { target.max_record = read_size(key, text); });
  number("queue", target.queue);
  time("drain", target.drain);
  time("report", target.report);
  time("snapshot_every", target.snapshot_every);
  time("snapshot_pause", target.snapshot_pause);
  time("shortest_pause", target.shortest_pause);
  time("longest_pause", target.longest_pause);
}

void read_passwords(settings& target, const environment& variables) {
  if (const std::string password = variables("RELAY_REDIS_PASSWORD"); target.redis && !password.empty()) {
    target.redis->password = password;
  }
  if (const std::string password = variables("RELAY_SASL_PASSWORD"); target.kafka && !password.empty()) {
    target.kafka->properties.emplace_back("sasl.password", password);
  }
}

std::string value_of(const ini_section& section, std::string_view key) {
  const auto place =
      std::find_if(section.values.begin(), section.values.end(), [&](const auto& value) { return value.first == key; });
  return place == section.values.end() ? std::string{} : place->second;
}

void refuse_unknown(const ini_section& section, const std::set<std::string>& known) {
  for (const auto& [key, value] : section.values) {
    if (!known.contains(key)) {
      refuse("[{}] {}: there is no such key", section.name, key);
    }
  }
}

// A relay comes back whatever happens, unless it is told not to.
void add_server(settings& target, const std::string& name, ami::options server) {
  if (const std::string problem = server.problem(); !problem.empty()) {
    refuse("server {}: {}", name, problem);
  }
  if (!server.reconnect()) {
    server.reconnect(ami::reconnect_policy{});
  }
  if (std::any_of(target.servers.begin(), target.servers.end(),
                  [&](const auto& entry) { return entry.first == name; })) {
    refuse("server {}: there are two of them", name);
  }
  target.servers.emplace_back(name, std::move(server));
}

ami::options read_server(const ini_section& section) {
  std::set<std::string> asked;
  ami::options server = ami::options::from_values([&](std::string_view name) -> std::string_view {
    asked.emplace(name);
    for (const auto& [key, value] : section.values) {
      if (key == name) {
        return value;
      }
    }
    return {};
  });
  refuse_unknown(section, asked);
  return server;
}

}  // namespace

std::vector<ini_section> read_ini(std::istream& file) {
  boost::property_tree::ptree tree;
  try {
    boost::property_tree::read_ini(file, tree);
  } catch (const boost::property_tree::ini_parser_error& error) {
    refuse("line {}: {}", error.line(), error.message());
  }
  std::vector<ini_section> sections;
  for (const auto& [name, values] : tree) {
    ini_section& section = sections.emplace_back();
    section.name = name;
    for (const auto& [key, value] : values) {
      section.values.emplace_back(key, value.data());
    }
  }
  return sections;
}

settings make_settings(const std::vector<ini_section>& sections, const environment& variables) {
  constexpr std::string_view server_prefix = "server ";
  settings target;
  const auto own =
      std::find_if(sections.begin(), sections.end(), [](const auto& entry) { return entry.name == "relay"; });
  if (own == sections.end()) {
    refuse("there is no section [relay]");
  }
  relay_keys keys{[&](const std::string& key) { return value_of(*own, key); }};
  read_relay(target, keys);
  refuse_unknown(*own, keys.asked());
  for (const ini_section& section : sections) {
    if (section.name.starts_with(server_prefix)) {
      add_server(target, section.name.substr(server_prefix.size()), read_server(section));
    } else if (section.name == "kafka" && target.kafka) {
      target.kafka->properties = section.values;
    } else if (section.name != "relay") {
      refuse("[{}]: there is no such section", section.name);
    }
  }
  if (target.servers.empty()) {
    refuse("there is no section [server NAME]");
  }
  read_passwords(target, variables);
  return target;
}

settings make_settings(const environment& variables) {
  settings target;
  relay_keys keys{[&](const std::string& key) {
    std::string name = "RELAY_" + key;
    std::transform(name.begin(), name.end(), name.begin(), [](char letter) {
      return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    });
    return variables(name);
  }};
  read_relay(target, keys);
  add_server(target, "pbx", ami::options::from_environment());
  read_passwords(target, variables);
  return target;
}

void set_sink(settings& target, std::string_view url) {
  const auto after = [&](std::string_view scheme) -> std::optional<std::string_view> {
    return url.starts_with(scheme) ? std::optional{url.substr(scheme.size())} : std::nullopt;
  };
  if (const auto path = after("redis+unix://")) {
    target.redis.emplace().socket = *path;
  } else if (const auto place = after("redis://")) {
    redis_address& redis = target.redis.emplace();
    const std::string_view authority = place->substr(0, place->find('/'));
    const std::string_view database = place->substr(std::min(authority.size() + 1, place->size()));
    // Of "[::1]:6379" the last colon.
    const auto colon = authority.rfind(':');
    const bool has_port = colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos;
    std::string_view host = authority.substr(0, has_port ? colon : authority.size());
    if (host.starts_with('[') && host.ends_with(']')) {
      host = host.substr(1, host.size() - 2);
    }
    if (host.empty() || host.find('@') != std::string_view::npos) {
      refuse("sink: redis://HOST:PORT/DATABASE; user and password are keys of their own");
    }
    redis.host = host;
    if (has_port) {
      const std::uint64_t port = read_number("sink", authority.substr(colon + 1));
      if (port == 0 || port > 65535) {
        refuse("sink: there is no port {}", port);
      }
      redis.port = static_cast<int>(port);
    }
    if (!database.empty()) {
      redis.database = static_cast<int>(std::min<std::uint64_t>(read_number("sink", database), 1 << 20));
    }
  } else if (const auto brokers = after("kafka://")) {
    const auto slash = brokers->find('/');
    if (slash == 0 || slash == std::string_view::npos || slash + 1 == brokers->size()) {
      refuse("sink: kafka://HOST:PORT,HOST:PORT/TOPIC");
    }
    kafka_topic& kafka = target.kafka.emplace();
    kafka.brokers = brokers->substr(0, slash);
    kafka.topic = brokers->substr(slash + 1);
  } else {
    refuse("sink: \"{}\" is neither redis://, redis+unix:// nor kafka://", url);
  }
}

}  // namespace relay
