// The same library without coroutines: callbacks, and futures from an ordinary thread.
#include "example_server.hpp"

#include <ami/ami.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <exception>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <tuple>

namespace asio = boost::asio;

namespace {

// Reads a number of hangups with callbacks, and tells when it is done.
class hangup_reader : public std::enable_shared_from_this<hangup_reader> {
public:
  using stream = ami::event_stream<ami::events::hangup>;

  hangup_reader(stream source, int wanted) : source_{std::move(source)}, wanted_{wanted} {}

  void start() {
    source_.async_next(
        [self = shared_from_this()](ami::error_code error, const std::optional<stream::value_type>& event) {
          self->arrived(error, event);
        });
  }

  std::future<void> done() { return done_.get_future(); }

private:
  void arrived(ami::error_code error, const std::optional<stream::value_type>& event) {
    if (error || !event) {
      std::cout << "the stream ended: " << (error ? error : source_.end_reason()).message() << '\n';
      done_.set_value();
      return;
    }
    if (const auto gone = event->get_if<ami::events::hangup>()) {
      std::cout << "callback: " << gone->channel() << " hung up, " << gone->cause_txt() << '\n';
      --wanted_;
    }
    if (wanted_ > 0) {
      start();
    } else {
      done_.set_value();
    }
  }

  stream source_;
  int wanted_;
  std::promise<void> done_;
};

void use(ami::manager pbx, example_server& server) {
  pbx.async_connect(asio::use_future).get();
  std::cout << "connected, AMI " << pbx.server_version() << '\n';

  const auto reader = std::make_shared<hangup_reader>(pbx.subscribe<ami::events::hangup>(), 2);
  auto all_read = reader->done();
  reader->start();
  server.make_calls();

  // A future for a typed reply; the error would be thrown by get().
  auto future = pbx.async_send_action(ami::actions::ping{}, asio::use_future);
  const auto pong = future.get();
  std::cout << "future: the server's clock says " << pong.timestamp() << '\n';

  // A callback gets the reply also when the server refuses.
  std::promise<void> refused;
  pbx.async_send_action(ami::action{"NoSuchAction"}, [&](ami::error_code error, const ami::reply& reply) {
    std::cout << "callback: " << error.message() << ": " << reply.message() << '\n';
    refused.set_value();
  });
  refused.get_future().get();

  // With details it gets what the coroutine forms throw: the server's words are in the text.
  std::promise<void> told;
  pbx.async_send_action(ami::action{"NoSuchAction"},
                        ami::with_details([&](const std::exception_ptr& failure, const ami::reply&) {
                          try {
                            std::rethrow_exception(failure);
                          } catch (const ami::error& error) {
                            std::cout << "callback: " << error.what() << '\n';
                          }
                          told.set_value();
                        }));
  told.get_future().get();

  all_read.get();
  pbx.async_disconnect(asio::use_future).get();
}

}  // namespace

int main() {
  example_server server;
  asio::io_context io;
  auto work = asio::make_work_guard(io);
  std::thread runner{[&] { io.run(); }};
  int status = 0;
  try {
    use(ami::manager{io, server.options()}, server);
  } catch (const std::exception& error) {
    std::cerr << "callbacks_and_futures: " << error.what() << '\n';
    status = 1;
  }
  work.reset();
  runner.join();
  return status;
}
