// Watches for addresses that try passwords, as fail2ban does, and prints each that is to be banned, once, on a line of
// its own.
//
//   security_watch [FAILURES [SECONDS]] | while read address; do nft add element inet filter banned "{ $address }";
//   done
//
// The manager user needs: read = security
#include "program.hpp"

#include <ami/events/kinds.hpp>
#include <ami/events/security.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <iostream>
#include <map>
#include <set>
#include <string>

namespace asio = boost::asio;
using steady = std::chrono::steady_clock;

namespace {

// Counts the failures of each address within a time.
class offenders {
public:
  offenders(std::size_t limit, std::chrono::seconds window) : limit_{limit}, window_{window} {}

  // Has this address failed too often now? True once.
  bool failed(const std::string& address, steady::time_point now) {
    if (banned_.contains(address)) {
      return false;
    }
    if (failures_.size() >= most_addresses) {
      forget_old(now);  // an attacker with many addresses is not to fill the memory
    }
    auto& times = failures_[address];
    times.push_back(now);
    while (now - times.front() > window_) {
      times.pop_front();
    }
    if (times.size() < limit_) {
      return false;
    }
    failures_.erase(address);
    banned_.insert(address);
    return true;
  }

private:
  static constexpr std::size_t most_addresses = 100000;

  void forget_old(steady::time_point now) {
    std::erase_if(failures_, [&](const auto& each) { return now - each.second.back() > window_; });
    if (failures_.size() >= most_addresses) {
      failures_.clear();
    }
  }

  std::map<std::string, std::deque<steady::time_point>> failures_;
  std::set<std::string> banned_;
  std::size_t limit_;
  std::chrono::seconds window_;
};

asio::awaitable<int> watch(ami::manager pbx, offenders known) {
  auto attempts = pbx.subscribe<ami::events::any_security>();
  co_await pbx.connect();
  std::cerr << "watching\n";

  while (const auto event = co_await attempts.next()) {
    // ChallengeSent is how every honest login begins, and the others are no sign of an attack, or not of this address.
    const bool is_failure = event->is<ami::events::invalid_password>() ||
                            event->is<ami::events::invalid_account_id>() ||
                            event->is<ami::events::challenge_response_failed>() || event->is<ami::events::failed_acl>();
    if (const auto security = event->get_if<ami::events::any_security>(); security && is_failure) {
      const auto address = security->remote_address();
      // Over UDP the address of a packet may be forged: whoever bans it may ban his own provider. Over TCP it is real.
      if (address && known.failed(std::string{address->host()}, event->arrived())) {
        std::cout << address->host() << '\n';
        std::cerr << address->host() << ": " << event->name() << " for " << security->account_id() << " over "
                  << address->transport() << '\n';
      }
    } else if (const auto gap = event->get_if<ami::lagged>()) {
      std::cerr << gap->count() << " attempts were not counted\n";
    }
  }
  co_return 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::size_t limit = count > 1 ? std::stoul(arguments[1]) : 5;
  const std::chrono::seconds window{count > 2 ? std::stoi(arguments[2]) : 600};
  return cookbook::run_service("security_watch", [&](ami::manager pbx) {
    return watch(pbx, offenders{limit, window});
  });
}
