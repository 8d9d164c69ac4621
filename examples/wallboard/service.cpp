#include "wallboard/service.hpp"

#include <utility>

namespace wallboard {

service::service(const std::vector<pbx_settings>& pbxs, web_settings web, const feed_settings& feed)
    : work_{io_.get_executor()}, feed_{io_, pbxs, feed}, desk_{feed_.pbxs(), feed_.live()}, web_{std::move(web), feed_,
                                                                                                 desk_} {}

service::~service() {
  stop();
}

std::uint16_t service::start() {
  const std::uint16_t port = web_.start();
  thread_ = std::thread{[this] { io_.run(); }};
  feed_.start();
  return port;
}

void service::stop() {
  if (thread_.joinable()) {
    web_.stop();
    feed_.stop();
    work_.reset();
    thread_.join();
  }
}

}  // namespace wallboard
