// An asynchronous operation that memory may be refused to.
#pragma once

#include <ami/error.hpp>

#include <cstdint>
#include <new>
#include <string_view>

namespace test {

/// One asynchronous operation, as its user sees it.
class operation {
public:
  /// Calls `begin(handler)`.
  template <class Begin>
  void start(std::string_view name, Begin begin) {
    name_ = name;
    state_ = state::open;
    try {
      begin([this](ami::error_code error, const auto&...) {
        ++completed_;
        error_ = error;
        state_ = state::over;
      });
    } catch (const std::bad_alloc&) {
      thrown_ = true;
      state_ = state::over;
    }
  }

  std::string_view name() const noexcept { return name_; }
  bool open() const noexcept { return state_ == state::open; }
  bool succeeded() const noexcept { return completed_ == 1 && !error_; }
  ami::error_code error() const noexcept { return error_; }
  bool exactly_once() const noexcept { return state_ == state::unused || completed_ + (thrown_ ? 1 : 0) == 1; }

private:
  enum class state : std::uint8_t { unused, open, over };
  std::string_view name_;
  state state_ = state::unused;
  int completed_ = 0;
  bool thrown_ = false;
  ami::error_code error_;
};

}  // namespace test
