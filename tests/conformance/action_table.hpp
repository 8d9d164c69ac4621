// Every action of the catalogue, as its typed class with plausible values, and what the server answers.
#pragma once

#include "conformance/scene.hpp"

#include <ami/ami.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace conformance {

using answer = std::tuple<ami::error_code, ami::reply>;

/// One action: how to make and send it, and the answer that is expected.
class table_entry {
public:
  /// @tparam Make makes the typed action from a scene, which it may prepare.
  template <class Make>
  explicit table_entry(std::string_view name, Make make)
      : name_{name}, send_{[make](scene& on) -> answer {
          const auto action = make(on);
          REQUIRE_FALSE(std::same_as<std::remove_cvref_t<decltype(action)>, ami::action>);
          sent_name() = action.name();
          auto [error, reply] = on.try_send(action);
          return {error, reply};
        }} {}

  /// The server refuses it, with this text; otherwise it is to be accepted.
  table_entry&& refused(std::string_view text) && {
    refusal_ = text;
    return std::move(*this);
  }
  /// It changes or ends the connection, so that it is sent on one of its own.
  table_entry&& aside() && {
    aside_ = true;
    return std::move(*this);
  }

  const std::string& name() const noexcept { return name_; }
  bool is_aside() const noexcept { return aside_; }
  const std::string& refusal() const noexcept { return refusal_; }
  answer send(scene& on) const { return send_(on); }
  /// The name of the action that was made last.
  static std::string& sent_name() {
    static std::string name;
    return name;
  }

private:
  std::string name_;
  std::function<answer(scene&)> send_;
  std::string refusal_;
  bool aside_ = false;
};

/// In the order in which they are sent: what is made by one is used by those after it, and those that disturb come
/// last.
std::vector<table_entry> action_table();

}  // namespace conformance
