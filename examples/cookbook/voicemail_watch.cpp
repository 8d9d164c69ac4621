// Watches mailboxes: how many new messages each has, now and whenever that changes.
//
//   voicemail_watch
//
// The manager user needs: read = call; write = call,reporting
#include "program.hpp"

#include <ami/actions/voicemail.hpp>
#include <ami/events/voicemail.hpp>

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <iostream>
#include <map>
#include <string>

namespace asio = boost::asio;

namespace {

class mailboxes {
public:
  void set(const std::string& mailbox, std::int64_t count) {
    const auto known = counts_.find(mailbox);
    if (known == counts_.end() || known->second != count) {
      counts_.insert_or_assign(mailbox, count);
      std::cout << mailbox << ": " << count << " new\n";
    }
  }

private:
  std::map<std::string, std::int64_t> counts_;
};

asio::awaitable<void> read_all(ami::manager pbx, mailboxes& known) {
  const auto users = co_await pbx.send_action(ami::actions::voicemail_users_list{});
  for (const auto& user : users.items()) {
    const std::string mailbox = std::string{user.voice_mailbox()} + '@' + std::string{user.vm_context()};
    // The list has counts, too, but newer servers leave them at 0.
    const auto count = co_await pbx.send_action(ami::actions::mailbox_count{mailbox});
    known.set(mailbox, count.new_messages().value_or(0) + count.urg_messages().value_or(0));
  }
}

asio::awaitable<int> watch(ami::manager pbx) {
  // From before the list is read, so that no change falls between the two.
  auto changes = pbx.subscribe<ami::events::message_waiting>();
  co_await pbx.connect();
  mailboxes known;
  co_await read_all(pbx, known);
  while (const auto event = co_await changes.next()) {
    if (const auto change = event->get_if<ami::events::message_waiting>()) {
      if (const auto count = change->new_()) {
        known.set(std::string{change->mailbox()}, *count);
      }
    } else if (event->is<ami::connection_restored>() || event->is<ami::lagged>()) {
      co_await read_all(pbx, known);  // what changed meanwhile came as no event
    }
  }
  co_return 0;
}

}  // namespace

int main() {
  return cookbook::run_service("voicemail_watch", watch);
}
