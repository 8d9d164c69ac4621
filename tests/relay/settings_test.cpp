#include "catch.hpp"
#include "relay/settings.hpp"
#include "relay/trial.hpp"

#include <fstream>
#include <sstream>
#include <string>

using relay::make_settings;
using relay::read_ini;
using relay::settings;
using relay::settings_error;
using namespace std::chrono_literals;

namespace {

std::string nothing(const std::string& /*name*/) {
  return {};
}

settings settings_of(const std::string& text, const relay::environment& variables = nothing) {
  std::istringstream file{text};
  return make_settings(read_ini(file), variables);
}

const std::string server = "[server berlin]\nhost=pbx1\nusername=u\nsecret=s\n";

std::string refusal(const std::string& text) {
  try {
    settings_of(text);
  } catch (const settings_error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("A configuration for Redis") {
  const settings read = settings_of(
      "; a comment\n[relay]\nsink=redis://log.example:6380/3\nstream=calls\npartitions=4\nmax_length=1000000\n"
      "buffer=disk\nfolder=/var/lib/relay\nlimit=2G\nsync=500ms\ndrain=1m\nqueue=1000\nredis_username=r\n"
      "redis_password=p\n[server berlin]\nhost=pbx1\nport=5039\nusername=u\nsecret=s\nevents=call,agent\n"
      "[server hamburg]\nhost=pbx2\nusername=u\nsecret=s\nreconnect=no\n");
  REQUIRE(read.redis);
  CHECK(!read.kafka);
  CHECK(read.redis->host == "log.example");
  CHECK(read.redis->port == 6380);
  CHECK(read.redis->database == 3);
  CHECK(read.redis->user == "r");
  CHECK(read.redis->password == "p");
  CHECK(read.streams.name == "calls");
  CHECK(read.streams.partitions == 4);
  CHECK(read.streams.max_length == 1000000);
  REQUIRE(read.disk);
  CHECK(read.disk->folder == "/var/lib/relay");
  CHECK(read.disk->limit == std::size_t{2} << 30);
  CHECK(read.disk->sync == 500ms);
  CHECK(read.drain == 1min);
  CHECK(read.queue == 1000);
  REQUIRE(read.servers.size() == 2);
  CHECK(read.servers[0].first == "berlin");
  CHECK(read.servers[0].second.host() == "pbx1");
  CHECK(read.servers[0].second.port() == 5039);
  CHECK(read.servers[0].second.event_mask() == "call,agent");
  // A relay comes back by itself.
  CHECK(read.servers[0].second.reconnect());
}

TEST_CASE("A configuration for Kafka passes librdkafka's properties on, and the password may come from elsewhere") {
  const settings read = settings_of(
      "[relay]\nsink=kafka://k1:9092,k2:9092/ami\n[kafka]\nsecurity.protocol=SASL_SSL\nsasl.username=u\n" + server,
      [](const std::string& name) { return name == "RELAY_SASL_PASSWORD" ? "secret" : ""; });
  REQUIRE(read.kafka);
  CHECK(read.kafka->brokers == "k1:9092,k2:9092");
  CHECK(read.kafka->topic == "ami");
  CHECK(read.streams.partitions == 0);
  CHECK(read.kafka->properties == std::vector<std::pair<std::string, std::string>>{{"security.protocol", "SASL_SSL"},
                                                                                   {"sasl.username", "u"},
                                                                                   {"sasl.password", "secret"}});
}

TEST_CASE("Where the log is") {
  const auto host_of = [](const std::string& url) {
    settings target;
    relay::set_sink(target, url);
    return target.redis->host + '|' + std::to_string(target.redis->port) + '|' + target.redis->socket;
  };
  CHECK(host_of("redis://a") == "a|6379|");
  CHECK(host_of("redis://a/") == "a|6379|");
  CHECK(host_of("redis://[::1]:7000/1") == "::1|7000|");
  CHECK(host_of("redis://[::1]") == "::1|6379|");
  CHECK(host_of("redis+unix:///run/redis.sock") == "127.0.0.1|6379|/run/redis.sock");
  for (const std::string wrong : {"", "redis", "redis://", "redis://a:0", "redis://a:99999", "redis://u:p@a",
                                  "kafka://a", "kafka:///t", "kafka://a/", "http://a"}) {
    settings target;
    CHECK_THROWS_AS(relay::set_sink(target, wrong), settings_error);
  }
}

TEST_CASE("A mistake in the configuration is named") {
  const std::string own = "[relay]\nsink=redis://a\n";
  CHECK(refusal(own + server).empty());
  CHECK(refusal(server) == "there is no section [relay]");
  CHECK(refusal(own) == "there is no section [server NAME]");
  CHECK(refusal("[relay]\nbatch=1\n" + server).starts_with("sink: "));
  CHECK(refusal(own + "limti=5\n" + server) == "[relay] limti: there is no such key");
  CHECK(refusal(own + "limit=5X\n" + server) == "limit: \"5X\" is not understood");
  CHECK(refusal(own + "limit=99999999999G\n" + server) == "limit: \"99999999999G\" is not understood");
  CHECK(refusal(own + "drain=soon\n" + server) == "drain: \"soon\" is not understood");
  CHECK(refusal(own + "buffer=tape\n" + server) == "buffer: memory or disk, not \"tape\"");
  CHECK(refusal(own + "buffer=disk\n" + server) == "folder: a buffer on disk needs one of its own");
  CHECK(refusal(own + "partitions=0\n" + server) == "partitions: at least 1 with Redis");
  CHECK(refusal(own + "redis_password_file=/nonexistent\n" + server) ==
        "redis_password_file: /nonexistent cannot be read");
  CHECK(refusal(own + "folder=/x\n" + server) == "[relay] folder: there is no such key");
  CHECK(refusal(own + server + "colour=red\n") == "[server berlin] colour: there is no such key");
  CHECK(refusal(own + server + "[sever x]\nhost=a\n") == "[sever x]: there is no such section");
  CHECK(refusal(own + "[server x]\nport=5038\n").starts_with("server x: "));
  CHECK(refusal(own + "nonsense\n").starts_with("line 3: "));
}

TEST_CASE("Passwords come from a file or the environment") {
  test::temporary_folder folder;
  const std::string path = (folder.path() / "password").string();
  std::ofstream{path} << "from file\n";
  const std::string text = "[relay]\nsink=redis://a\nredis_password_file=" + path + "\n" + server;
  CHECK(settings_of(text).redis->password == "from file");
  CHECK(settings_of(text, [](const std::string& name) {
          return name == "RELAY_REDIS_PASSWORD" ? "from environment" : "";
        }).redis->password == "from environment");
}

TEST_CASE("Without a file the environment tells it") {
  const auto variables = [](const std::string& name) -> std::string {
    return name == "RELAY_SINK" ? "redis://a" : name == "RELAY_PARTITIONS" ? "3" : "";
  };
  // AMI_HOST is not set here.
  CHECK_THROWS_AS(make_settings(variables), settings_error);
  ::setenv("AMI_HOST", "pbx.example", 1);
  ::setenv("AMI_USERNAME", "u", 1);
  ::setenv("AMI_SECRET", "s", 1);
  const settings read = make_settings(variables);
  ::unsetenv("AMI_HOST");
  ::unsetenv("AMI_USERNAME");
  ::unsetenv("AMI_SECRET");
  CHECK(read.streams.partitions == 3);
  REQUIRE(read.servers.size() == 1);
  CHECK(read.servers[0].first == "pbx");
  CHECK(read.servers[0].second.host() == "pbx.example");
}
