#include "testing/connection.hpp"
#include "testing/server.hpp"

#include <ami/testing/session.hpp>

#include <utility>

namespace ami::testing {

namespace {

// Runs `function` with the connection, on the server's thread, if there still are both.
template <class Function>
void on_connection(const std::weak_ptr<detail::server>& owner, std::uint64_t id, Function function) {
  if (const auto server = owner.lock()) {
    // The server owns what is posted, so this must not own the server.
    server->dispatch([server = server.get(), id, function = std::move(function)]() mutable {
      if (const auto connection = server->find(id)) {
        function(*server, *connection);
      }
    });
  }
}

}  // namespace

session::session(std::weak_ptr<detail::server> owner, std::uint64_t id, std::string action_id)
    : owner_{std::move(owner)}, action_id_{std::move(action_id)}, id_{id} {}

std::string session::user() const {
  const auto server = owner_.lock();
  return server ? server->user_of(id_) : std::string{};
}

bool session::is_open() const {
  const auto server = owner_.lock();
  return server && server->is_open(id_);
}

void session::reply_success(std::string_view message) const {
  frame_text answer = frame_text::response("Success");
  if (!message.empty()) {
    answer.header("Message", message);
  }
  reply(std::move(answer));
}

void session::reply_error(std::string_view message) const {
  reply(frame_text::response("Error").header("Message", message));
}

void session::reply(frame_text answer) const {
  if (!action_id_.empty() && !answer.get("ActionID")) {
    answer.second_header("ActionID", action_id_);
  }
  reply_raw(answer.str());
}

void session::reply_list(const list_text& answer) const {
  reply_raw(answer.str(action_id_));
}

void session::reply_raw(std::string bytes) const {
  on_connection(owner_, id_, [bytes = std::move(bytes)](detail::server&, detail::connection& to) mutable {
    to.reply(std::move(bytes));
  });
}

void session::reply_default(const request& action) const {
  on_connection(owner_, id_,
                [action](detail::server& server, detail::connection& to) { server.answer_by_default(to, action); });
}

void session::log_in(std::string user) const {
  on_connection(owner_, id_,
                [user = std::move(user)](detail::server& server, detail::connection& to) { server.log_in(to, user); });
}

void session::send_event(const frame_text& event) const {
  on_connection(owner_, id_, [bytes = event.str(), classes = event.classes()](detail::server&, detail::connection& to) {
    to.event(bytes, classes);
  });
}

void session::send_raw(std::string bytes) const {
  on_connection(owner_, id_, [bytes = std::move(bytes)](detail::server&, detail::connection& to) { to.raw(bytes); });
}

void session::send_garbage(std::size_t size, std::uint64_t seed) const {
  send_raw(detail::garbage(size, seed));
}

void session::split_writes(std::size_t size, time_span pause) const {
  on_connection(owner_, id_, [size, pause](detail::server&, detail::connection& to) { to.split_writes(size, pause); });
}

void session::delay_replies(time_span delay) const {
  on_connection(owner_, id_, [delay](detail::server&, detail::connection& to) { to.delay_replies(delay); });
}

void session::half_open(bool on) const {
  on_connection(owner_, id_, [on](detail::server&, detail::connection& to) { to.half_open(on); });
}

void session::read_slowly(std::size_t size, time_span interval) const {
  on_connection(owner_, id_,
                [size, interval](detail::server&, detail::connection& to) { to.read_slowly(size, interval); });
}

void session::close() const {
  on_connection(owner_, id_, [](detail::server&, detail::connection& to) { to.close(); });
}

void session::drop() const {
  on_connection(owner_, id_, [](detail::server&, detail::connection& to) { to.drop(); });
}

void session::reset() const {
  on_connection(owner_, id_, [](detail::server&, detail::connection& to) { to.reset(); });
}

void session::close_in_frame() const {
  on_connection(owner_, id_, [](detail::server&, detail::connection& to) { to.close_in_frame(); });
}

}  // namespace ami::testing
