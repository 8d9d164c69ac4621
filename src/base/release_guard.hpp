// Counts the user's handles of an object.
#pragma once

#include <memory>
#include <utility>

namespace ami::detail {

// An object that its own operations keep alive has to be told when the last of the user's handles is gone. The handles
// share this pointer, and nothing else has it: its end calls `owner->release()`.
template <class Owner>
std::shared_ptr<void> make_release_guard(std::shared_ptr<Owner> owner) {
  return {nullptr, [owner = std::move(owner)](void* /*nothing*/) noexcept { owner->release(); }};
}

}  // namespace ami::detail
