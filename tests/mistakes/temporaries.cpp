// What is asked of temporaries, and would look at bytes that are gone: each line with a comment is a mistake, and the
// comment is what the compiler has to say.
#include <ami/actions.hpp>
#include <ami/async_agi.hpp>
#include <ami/call.hpp>
#include <ami/cluster.hpp>
#include <ami/error.hpp>
#include <ami/event.hpp>
#include <ami/event_variant.hpp>
#include <ami/events/channel.hpp>
#include <ami/list_reply.hpp>
#include <ami/manager.hpp>
#include <ami/names.hpp>
#include <ami/options.hpp>
#include <ami/reply.hpp>

#include <boost/asio/awaitable.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace asio = boost::asio;
namespace events = ami::events;

namespace {

template <class T>
void use(const T& /*value*/) {}

using item = ami::item_of<events::core_show_channel>;

}  // namespace

asio::awaitable<void> replies(ami::manager pbx, ami::cluster pbxs) {
  const ami::actions::core_status core_status;
  const ami::actions::core_show_channels channels;
  const auto kept = co_await pbx.send_action(core_status);
  use(kept.message());
  use(kept["CoreStartupDate"]);
  for (const auto& channel : (co_await pbx.send_action(channels)).items()) {
    use(channel.duration());
  }
  use((co_await pbx.send_action(core_status)).core_current_calls());
  use((co_await pbx.send_action(core_status)).response());
  use((co_await pbx.send_action(core_status)).message());              // says: deleted
  use((co_await pbx.send_action(core_status)).detail());               // says: deleted
  use((co_await pbx.send_action(core_status)).action_id());            // says: deleted
  use((co_await pbx.send_action(core_status))["Message"]);             // says: deleted
  use((co_await pbx.send_action(core_status)).get("Message"));         // says: deleted
  use((co_await pbx.send_action(core_status)).core_startup_date());    // says: deleted
  use((co_await pbx.send_action(core_status)).response().message());   // says: deleted
  use((co_await pbx.send_action(core_status)).response()["Message"]);  // says: deleted
  use((co_await pbx.send_action(channels)).completion().name());       // says: deleted
  use((co_await pbxs.send_any(core_status)).server());                 // says: deleted
  use((co_await pbxs.send_any(core_status)).reply().message());        // says: deleted
}

asio::awaitable<void> calls(ami::manager pbx, ami::async_agi::call agi, ami::async_agi::listener listener) {
  const ami::actions::originate alice{"PJSIP/alice"};
  auto call = co_await ami::originate(pbx, alice);
  use(call.uniqueid());
  use((co_await call.wait_hangup()).cause());
  use(ami::channel_device(call.uniqueid()));
  use(ami::channel_device("PJSIP/alice-00000001"));
  use(ami::other_half(call.channel()));
  use(ami::channel_device(call.channel()));                    // says: deleted
  use(ami::known_caller_id(std::string{"100"}));               // says: deleted
  use((co_await ami::originate(pbx, alice)).uniqueid());       // says: deleted
  use((co_await ami::originate(pbx, alice)).action_id());      // says: deleted
  use((co_await ami::originate(pbx, alice)).last());           // says: deleted
  use((co_await call.wait_hangup()).cause_text());             // says: deleted
  use((co_await call.wait_hangup()).detail());                 // says: deleted
  use((co_await call.wait_hangup()).response());               // says: deleted
  use((co_await agi.answer()).text());                         // says: deleted
  use((co_await agi.answer()).value_text());                   // says: deleted
  use((co_await agi.answer()).data());                         // says: deleted
  use((*co_await listener.next()).channel());                  // says: deleted
  use((*co_await listener.next()).start());                    // says: deleted
  use((*co_await listener.next()).variables());                // says: deleted
  use((*co_await listener.next()).variable("agi_extension"));  // says: deleted
}

void events_and_items(ami::event event, item kept, ami::server_event<ami::event> of_server) {
  use(kept.duration());
  use(kept["Duration"]);
  use(event.get_if<events::hangup>()->channel());
  use(events::hangup{event.frame()}.channel());
  use(std::move(event).name());                                        // says: deleted
  use(std::move(event).frame());                                       // says: deleted
  use(std::move(event)["Channel"]);                                    // says: deleted
  use(std::move(event).get("Channel"));                                // says: deleted
  use(std::move(event).get_if<events::hangup>());                      // says: deleted
  use(ami::as_variant(std::move(event)));                              // says: deleted
  use(std::move(of_server).server());                                  // says: deleted
  use(std::move(of_server)["Channel"]);                                // says: deleted
  use(std::move(kept)["Duration"]);                                    // says: deleted
  use(std::move(kept).get("Duration"));                                // says: deleted
  use(std::move(kept).frame());                                        // says: deleted
  use(std::move(kept).action_id());                                    // says: deleted
  use(std::move(kept).as_event().name());                              // says: deleted
  const ami::wire::frame_view view = ami::wire::frame::from_text("");  // says: deleted
}

void others(ami::error failure, ami::options options, ami::action action) {
  use(failure.reply());
  use(options.host());
  use(std::move(failure).reply());        // says: deleted
  use(std::move(failure).response());     // says: deleted
  use(std::move(options).host());         // says: deleted
  use(std::move(options).servers());      // says: deleted
  use(std::move(options).secret_text());  // says: deleted
  use(std::move(action).name());          // says: deleted
  use(std::move(action).headers());       // says: deleted
}
