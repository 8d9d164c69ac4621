// Calls for actions to be done to, on the real server.
#pragma once

#include "asterisk/real_server.hpp"
#include "catch.hpp"
#include "support/run.hpp"

#include <ami/ami.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace conformance {

/// A connection that makes calls, and the calls. A channel is named by its unique id, which this chooses.
class scene {
public:
  explicit scene(boost::asio::io_context& io)
      : io_{&io}, pbx_{io, test::server().wait_fully_booted(std::chrono::seconds{20})} {
    test::run(io, pbx_.connect());
  }

  boost::asio::io_context& io() const noexcept { return *io_; }
  ami::manager& pbx() noexcept { return pbx_; }

  template <class Action>
  auto try_send(const Action& action) {
    return test::run(*io_, pbx_.async_send_action(action, std::chrono::seconds{30},
                                                  boost::asio::as_tuple(boost::asio::use_awaitable)));
  }
  template <class Action>
  auto send(const Action& action) {
    return test::run(*io_, pbx_.send_action(action));
  }

  /// A channel of a Local call to `exten` of the context load, which is up; its other half has "-2" behind its id.
  std::string channel(const std::string& exten = "party") {
    const std::string id = next_id();
    send(from(exten, id).application("Wait").data("600"));
    return id;
  }
  /// A channel that goes to `exten` of the context day, which has all of load.
  std::string channel_in(const std::string& exten, const std::string& party = "party") {
    const std::string id = next_id();
    send(from(party, id).context("day").exten(exten).priority(1));
    return id;
  }
  /// A channel that is in a bridge with another.
  std::string talking(const std::string& exten = "dial") {
    const std::string id = channel_in(exten);
    wait_for(id, [](const ami::events::core_show_channel& each) { return !each.bridge_id().empty(); });
    return id;
  }
  /// Waits until the channel is as `condition` says.
  template <class Condition>
  void wait_for(const std::string& id, Condition condition) {
    const auto end = std::chrono::steady_clock::now() + test::patience;
    for (bool found = false; !found;) {
      const auto listed = send(ami::actions::core_show_channels{});
      for (const auto each : listed.items()) {
        found = found || (each.uniqueid() == id && condition(each));
      }
      INFO(id << " in " << listed);
      REQUIRE(std::chrono::steady_clock::now() < end);
    }
  }
  void wait_for_application(const std::string& id, const std::string& name) {
    wait_for(id, [&](const ami::events::core_show_channel& each) { return each.application() == name; });
  }
  std::string name_of(const std::string& id) {
    const auto reply = send(ami::actions::getvar{"CHANNEL(name)"}.channel(id));
    return std::string{reply.value()};
  }
  std::string bridge_of(const std::string& id) {
    std::string bridge;
    wait_for(id, [&](const ami::events::core_show_channel& each) {
      bridge = each.bridge_id();
      return !bridge.empty();
    });
    return bridge;
  }
  void hang_up_all() {
    try_send(ami::actions::hangup{"/.*/"});
    for (bool any = true; any;) {
      any = !send(ami::actions::core_show_channels{}).items().empty();
    }
  }

private:
  // There may be several scenes.
  static std::string next_id() {
    static int last = 0;
    return "conformance-" + std::to_string(++last);
  }
  static ami::actions::originate from(const std::string& exten, const std::string& id) {
    return ami::actions::originate{"Local/" + exten + "@load/n"}.channel_id(id).other_channel_id(id + "-2").caller_id(
        "Caller <1000>");
  }

  boost::asio::io_context* io_;
  ami::manager pbx_;
};

}  // namespace conformance
