#include "held_names.hpp"

#include <dlfcn.h>
#include <netdb.h>
#include <string_view>

namespace test {

held_names& held_names::instance() {
  static auto* const made = new held_names;
  return *made;
}

void held_names::shut() {
  const std::lock_guard lock{mutex_};
  open_ = false;
}

void held_names::open() {
  const std::lock_guard lock{mutex_};
  open_ = true;
  changed_.notify_all();
}

void held_names::let_go() {
  open();
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [&] { return running_ == 0; });
}

void held_names::wait_until_held() {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [&] { return running_ != 0; });
}

int held_names::begun() {
  const std::lock_guard lock{mutex_};
  return begun_;
}

void held_names::hold() {
  std::unique_lock lock{mutex_};
  ++running_;
  ++begun_;
  changed_.notify_all();
  changed_.wait(lock, [&] { return open_; });
  --running_;
  changed_.notify_all();
}

}  // namespace test

// Stands in front of the system's.
extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** found) {
  using resolver = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  static const auto next = reinterpret_cast<resolver>(::dlsym(RTLD_NEXT, "getaddrinfo"));
  if (node != nullptr && std::string_view{node}.starts_with("held")) {
    test::held_names::instance().hold();
    node = "127.0.0.1";
  }
  return next(node, service, hints, found);
}
