#include "testing/server.hpp"

#include "base/close_on_exec.hpp"

#include <ami/wire/frame.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/socket_base.hpp>

#include <algorithm>
#include <exception>

namespace asio = boost::asio;

namespace ami::testing::detail {

namespace {

using boost::system::error_code;

// A flood without a rate pauses while more than this waits for one client.
constexpr std::size_t enough_unsent = std::size_t{1} << 20;
constexpr int flood_batch = 512;

std::string lower(std::string_view text) {
  std::string result{text};
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') {
      c = static_cast<char>(c - 'A' + 'a');
    }
  }
  return result;
}

}  // namespace

std::string garbage(std::size_t size, std::uint64_t seed) {
  std::mt19937_64 random{seed};
  std::string bytes;
  bytes.reserve(size + 4);
  while (bytes.size() < size) {
    const char byte = static_cast<char>(random() & 0xFFU);
    if (byte != '\n') {
      bytes += byte;
    }
  }
  return bytes + "\r\n\r\n";
}

class server::active_flood {
public:
  active_flood(std::uint64_t count, double per_second, clock::time_point begun) noexcept
      : count_{count}, per_second_{per_second}, begun_{begun} {}

  bool is_over() const noexcept { return sent_ == count_; }
  bool is_paced() const noexcept { return per_second_ > 0; }
  // How many events should have been sent by now.
  std::uint64_t due(clock::time_point now) const noexcept {
    if (!is_paced()) {
      return count_;
    }
    const double wanted = std::chrono::duration<double>(now - begun_).count() * per_second_ + 1;
    return wanted < static_cast<double>(count_) ? static_cast<std::uint64_t>(wanted) : count_;
  }
  std::uint64_t sent() const noexcept { return sent_; }
  std::uint64_t next() noexcept { return ++sent_; }

private:
  std::uint64_t count_;
  std::uint64_t sent_ = 0;
  double per_second_;
  clock::time_point begun_;
};

server::server(fake_options options)
    : options_{std::move(options)}, tls_{make_tls(options_)}, work_{asio::make_work_guard(context_)},
      acceptor_{context_}, accept_timer_{context_}, pbx_timer_{context_}, flood_timer_{context_}, boot_timer_{context_},
      play_timer_{context_}, clock_origin_{options_.pbx().clock_origin()} {
  pbx_ = make_pbx();
  if (options_.users().empty()) {
    options_.user("admin", "secret");
  }
}

std::optional<asio::ssl::context> server::make_tls(const fake_options& options) {
  if (!options.tls()) {
    return std::nullopt;
  }
  asio::ssl::context made{asio::ssl::context::tls_server};
  made.use_certificate_chain(asio::buffer(options.tls_certificate()));
  made.use_private_key(asio::buffer(options.tls_key()), asio::ssl::context::pem);
  if (!options.tls_client_ca().empty()) {
    made.add_certificate_authority(asio::buffer(options.tls_client_ca()));
    made.set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
  }
  if (options.tls_maximum_version() == tls_version::v1_2) {
    made.set_options(asio::ssl::context::no_tlsv1_3);
  }
  return made;
}

server::~server() {
  stop();
}

void server::start() {
  port_ = options_.port();
  listen_again();
  thread_ = std::thread{[this] {
    for (;;) {
      try {
        context_.run();
        return;
      } catch (const std::exception&) {
        // Only out of memory gets here: the handler's work is lost, the server continues.
      }
    }
  }};
  post([this] { run_pbx(); });
}

void server::stop() {
  if (thread_.joinable()) {
    context_.stop();
    thread_.join();
  }
}

// ---- Listening

void server::listen_again() {
  if (acceptor_.is_open()) {
    return;
  }
  try {
    const asio::ip::tcp::endpoint where{asio::ip::address_v4::loopback(), port_};
    error_code failure;
    ami::detail::open_close_on_exec(acceptor_, where.protocol(), failure);
    if (failure) {
      throw boost::system::system_error{failure, "open"};
    }
    acceptor_.native_non_blocking(true);  // see accept_close_on_exec()
    acceptor_.set_option(asio::socket_base::reuse_address{true});
    if (options_.receive_buffer() > 0) {
      acceptor_.set_option(asio::socket_base::receive_buffer_size{options_.receive_buffer()});
    }
    acceptor_.bind(where);
    acceptor_.listen();
    port_ = acceptor_.local_endpoint().port();
  } catch (...) {
    stop_listening();
    throw;
  }
  accept();
}

void server::stop_listening() {
  error_code ignored;
  acceptor_.close(ignored);
  accept_timer_.cancel();
}

void server::accept() {
  acceptor_.async_wait(asio::socket_base::wait_read, [this](error_code error) {
    if (error == asio::error::operation_aborted || !acceptor_.is_open()) {
      return;
    }
    asio::ip::tcp::socket socket{context_};
    if (!error) {
      ami::detail::accept_close_on_exec(acceptor_, asio::ip::tcp::v4(), socket, error);
    }
    if (error == asio::error::would_block) {
      accept();
      return;
    }
    if (error) {
      // Probably out of file descriptors.
      accept_timer_.expires_after(std::chrono::milliseconds{10});
      accept_timer_.async_wait([this](error_code cancelled) {
        if (!cancelled && acceptor_.is_open()) {
          accept();
        }
      });
      return;
    }
    const std::uint64_t id = ++accepted_;
    if (!refuse_sessions_) {
      const auto made = std::make_shared<connection>(*this, std::move(socket), id, faults_);
      connections_.emplace(id, made);
      {
        const std::lock_guard lock{mutex_};
        open_[id];
      }
      const std::string& recorded = plan_ ? plan_->greeting() : std::string{};
      made->start(mute_sessions_ ? std::string{} : (recorded.empty() ? options_.greeting() : recorded) + "\r\n");
    }
    changed_.notify_all();
    accept();
  });
}

// ---- Connections

void server::logged_in(const connection& who) {
  {
    const std::lock_guard lock{mutex_};
    open_session& entry = open_[who.id()];
    entry.user = who.user();
    entry.logged_in = true;
  }
  if (plan_) {
    begin_play(who);
    post([this] { run_plays(); });
  }
  changed_.notify_all();
}

void server::asked_for(std::string name) {
  const std::lock_guard lock{mutex_};
  tls_server_name_ = std::move(name);
}

std::string server::tls_server_name() const {
  const std::lock_guard lock{mutex_};
  return tls_server_name_;
}

void server::gone(const connection& who) {
  const std::uint64_t id = who.id();
  {
    const std::lock_guard lock{mutex_};
    open_.erase(id);
  }
  changed_.notify_all();
  connections_.erase(id);
}

std::shared_ptr<connection> server::find(std::uint64_t id) {
  const auto found = connections_.find(id);
  return found != connections_.end() ? found->second : nullptr;
}

session server::make_session(const connection& who, std::string action_id) {
  return session{weak_from_this(), who.id(), std::move(action_id)};
}

void server::broadcast(const frame_text& event) {
  const std::string bytes = event.str();
  const event_classes classes = event.classes();
  for_each([&](connection& client) { client.event(bytes, classes); });
}

// ---- State that other threads read

std::vector<request> server::requests() const {
  const std::lock_guard lock{mutex_};
  return {requests_.begin(), requests_.end()};
}

void server::clear_requests() {
  const std::lock_guard lock{mutex_};
  requests_.clear();
}

std::optional<request> server::wait_for_request(std::string_view name, std::chrono::milliseconds limit) {
  const auto deadline = clock::now() + limit;
  std::unique_lock lock{mutex_};
  std::uint64_t& given = waited_for_[lower(name)];
  for (;;) {
    auto found = std::upper_bound(requests_.begin(), requests_.end(), given,
                                  [](std::uint64_t last, const request& entry) { return last < entry.sequence(); });
    found = std::find_if(found, requests_.end(), [name](const request& entry) { return entry.is(name); });
    if (found != requests_.end()) {
      given = found->sequence();
      return *found;
    }
    if (changed_.wait_until(lock, deadline) == std::cv_status::timeout && clock::now() >= deadline) {
      return std::nullopt;
    }
  }
}

bool server::wait_for_sessions(std::size_t count, std::chrono::milliseconds limit) const {
  std::unique_lock lock{mutex_};
  return changed_.wait_until(lock, clock::now() + limit, [&] {
    return static_cast<std::size_t>(std::count_if(open_.begin(), open_.end(),
                                                  [](const auto& entry) { return entry.second.logged_in; })) >= count;
  });
}

bool server::wait_for_no_connections(std::chrono::milliseconds limit) const {
  std::unique_lock lock{mutex_};
  return changed_.wait_until(lock, clock::now() + limit, [this] { return open_.empty(); });
}

std::vector<session> server::sessions() const {
  std::vector<session> result;
  const std::lock_guard lock{mutex_};
  for (const auto& [id, session_state] : open_) {
    if (session_state.logged_in) {
      result.push_back(session{std::const_pointer_cast<server>(shared_from_this()), id, {}});
    }
  }
  return result;
}

std::size_t server::connections() const {
  const std::lock_guard lock{mutex_};
  return open_.size();
}

bool server::is_open(std::uint64_t id) const {
  const std::lock_guard lock{mutex_};
  return open_.contains(id);
}

std::string server::user_of(std::uint64_t id) const {
  const std::lock_guard lock{mutex_};
  const auto found = open_.find(id);
  return found != open_.end() ? found->second.user : std::string{};
}

// ---- Scripts

void server::on(std::string name, fake_asterisk::handler function) {
  handlers_.insert_or_assign(lower(name), std::make_shared<const fake_asterisk::handler>(std::move(function)));
}

void server::off(std::string_view name) {
  handlers_.erase(lower(name));
}

void server::on_command(std::string command, std::string output, bool success) {
  commands_.insert_or_assign(std::move(command), std::pair{std::move(output), success});
}

void server::set_variable(std::string name, std::string value) {
  variables_.insert_or_assign(std::move(name), std::move(value));
}

std::optional<std::string> server::variable(std::string_view name) const {
  const auto found = variables_.find(name);
  return found != variables_.end() ? std::optional<std::string>{found->second} : std::nullopt;
}

// ---- Floods of events

void server::flood(std::uint64_t count, double per_second) {
  floods_.emplace_back(count, per_second, clock::now());
  run_floods();
}

void server::run_floods() {
  const bool full = std::any_of(connections_.begin(), connections_.end(),
                                [](const auto& entry) { return entry.second->unsent() > enough_unsent; });
  bool hurry = false;
  for (active_flood& flood : floods_) {
    if (full && !flood.is_paced()) {
      continue;
    }
    const std::uint64_t due = flood.due(clock::now());
    for (int i = 0; i < flood_batch && flood.sent() < due; ++i) {
      broadcast(frame_text::event("UserEvent")
                    .header("UserEvent", "Flood")
                    .header("Sequence", static_cast<std::int64_t>(flood.next())));
    }
    hurry = hurry || flood.sent() < due;
  }
  std::erase_if(floods_, [](const active_flood& flood) { return flood.is_over(); });
  if (floods_.empty()) {
    return;
  }
  flood_timer_.expires_after(hurry ? std::chrono::milliseconds{0} : std::chrono::milliseconds{1});
  flood_timer_.async_wait([this](error_code error) {
    if (!error) {
      run_floods();
    }
  });
}

}  // namespace ami::testing::detail
