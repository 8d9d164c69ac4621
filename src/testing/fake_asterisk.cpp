#include "testing/server.hpp"

#include <ami/testing/fake_asterisk.hpp>

namespace ami::testing {

using detail::connection;

fake_asterisk::fake_asterisk(fake_options options) : server_{std::make_shared<detail::server>(std::move(options))} {
  server_->start();
}

fake_asterisk::~fake_asterisk() {
  // Handles on sessions may keep the object longer, but nothing runs any more.
  server_->stop();
}

std::uint16_t fake_asterisk::port() const noexcept {
  return server_->port();
}

// ---- Scripts

void fake_asterisk::on(std::string name, handler function) {
  server_->invoke([&] { server_->on(std::move(name), std::move(function)); });
}

void fake_asterisk::off(std::string_view name) {
  server_->invoke([&] { server_->off(name); });
}

void fake_asterisk::on_command(std::string command, std::string output, bool success) {
  server_->invoke([&] { server_->on_command(std::move(command), std::move(output), success); });
}

void fake_asterisk::set_variable(std::string name, std::string value) {
  server_->invoke([&] { server_->set_variable(std::move(name), std::move(value)); });
}

std::optional<std::string> fake_asterisk::variable(std::string_view name) const {
  return server_->invoke([&] { return server_->variable(name); });
}

// ---- What the clients did

std::vector<request> fake_asterisk::requests() const {
  return server_->requests();
}

void fake_asterisk::clear_requests() {
  server_->clear_requests();
}

std::optional<request> fake_asterisk::wait_for_request(std::string_view name, time_span limit) {
  return server_->wait_for_request(name, limit);
}

bool fake_asterisk::wait_for_sessions(std::size_t count, time_span limit) const {
  return server_->wait_for_sessions(count, limit);
}

bool fake_asterisk::wait_for_no_connections(time_span limit) const {
  return server_->wait_for_no_connections(limit);
}

std::vector<session> fake_asterisk::sessions() const {
  return server_->sessions();
}

std::size_t fake_asterisk::connections() const {
  return server_->connections();
}

std::uint64_t fake_asterisk::close_notifies() const noexcept {
  return server_->close_notifies();
}

std::string fake_asterisk::tls_server_name() const {
  return server_->tls_server_name();
}

std::uint64_t fake_asterisk::connections_accepted() const noexcept {
  return server_->accepted();
}

std::uint64_t fake_asterisk::logins() const noexcept {
  return server_->logins();
}

std::uint64_t fake_asterisk::failed_logins() const noexcept {
  return server_->failed_logins();
}

std::uint64_t fake_asterisk::requests_received() const noexcept {
  return server_->received_requests();
}

std::uint64_t fake_asterisk::bytes_received() const noexcept {
  return server_->received_bytes();
}

std::uint64_t fake_asterisk::bytes_sent() const noexcept {
  return server_->sent_bytes();
}

// ---- Events

void fake_asterisk::send_event(const frame_text& event) {
  server_->invoke([&] { server_->broadcast(event); });
}

void fake_asterisk::send_raw(std::string bytes) {
  server_->invoke([&] { server_->for_each([&](connection& client) { client.raw(bytes); }); });
}

void fake_asterisk::flood(std::uint64_t count, double per_second) {
  server_->invoke([&] { server_->flood(count, per_second); });
}

// ---- The simulated PBX

void fake_asterisk::simulate_calls(double per_second) {
  server_->invoke([&] { server_->pbx().calls_per_second(per_second); });
}

void fake_asterisk::originate(const pbx_call& call) {
  server_->invoke([&] { server_->originate(call); });
}

bool fake_asterisk::hang_up(std::string_view channel, int cause) {
  return server_->invoke([&] { return server_->pbx().hang_up(channel, cause); });
}

void fake_asterisk::hang_up_all() {
  server_->invoke([&] { server_->pbx().hang_up_all(); });
}

void fake_asterisk::with_pbx(const std::function<void(simulated_pbx&)>& function) {
  server_->invoke([&] { function(server_->pbx()); });
}

std::optional<channel_snapshot> fake_asterisk::channel(std::string_view name) const {
  return server_->invoke([&] { return server_->pbx().channel(name); });
}

std::vector<std::string> fake_asterisk::channels() const {
  return server_->invoke([&] { return server_->pbx().channels(); });
}

// ---- Recordings, and the clock

void fake_asterisk::play(const recording& recorded_session, double speed) {
  server_->invoke([&] { server_->play(recorded_session, speed); });
}

bool fake_asterisk::wait_for_played(std::uint64_t count, time_span limit) const {
  return server_->wait_for_played(count, limit);
}

void fake_asterisk::advance(time_span by) {
  server_->invoke([&] { server_->advance(by); });
}

// ---- Faults

void fake_asterisk::split_writes(std::size_t size, time_span pause) {
  server_->invoke([&] {
    server_->faults().split_size = size;
    server_->faults().split_pause = pause;
    server_->for_each([&](connection& client) { client.split_writes(size, pause); });
  });
}

void fake_asterisk::delay_replies(time_span delay) {
  server_->invoke([&] {
    server_->faults().reply_delay = delay;
    server_->for_each([&](connection& client) { client.delay_replies(delay); });
  });
}

void fake_asterisk::read_slowly(std::size_t size, time_span interval) {
  server_->invoke([&] {
    server_->faults().read_size = size;
    server_->faults().read_interval = interval;
    server_->for_each([&](connection& client) { client.read_slowly(size, interval); });
  });
}

void fake_asterisk::half_open(bool on) {
  server_->invoke([&] { server_->for_each([&](connection& client) { client.half_open(on); }); });
}

void fake_asterisk::send_garbage(std::size_t size, std::uint64_t seed) {
  send_raw(detail::garbage(size, seed));
}

void fake_asterisk::close_connections() {
  server_->invoke([&] { server_->for_each([](connection& client) { client.close(); }); });
}

void fake_asterisk::drop_connections() {
  server_->invoke([&] { server_->for_each([](connection& client) { client.drop(); }); });
}

void fake_asterisk::reset_connections() {
  server_->invoke([&] { server_->for_each([](connection& client) { client.reset(); }); });
}

void fake_asterisk::close_in_frame() {
  server_->invoke([&] { server_->for_each([](connection& client) { client.close_in_frame(); }); });
}

void fake_asterisk::shut_down() {
  server_->invoke([&] { server_->shut_down(false); });
}

void fake_asterisk::restart(time_span boot_time) {
  server_->invoke([&] { server_->restart(boot_time); });
}

void fake_asterisk::finish_boot() {
  server_->invoke([&] { server_->finish_boot(); });
}

void fake_asterisk::stop_listening() {
  server_->invoke([&] { server_->stop_listening(); });
}

void fake_asterisk::listen_again() {
  server_->invoke([&] { server_->listen_again(); });
}

void fake_asterisk::shut_down_gracefully(bool on) {
  server_->invoke([&] { server_->shut_down_gracefully(on); });
}

void fake_asterisk::refuse_sessions(bool on) {
  server_->invoke([&] { server_->refuse_sessions(on); });
}

void fake_asterisk::mute_sessions(bool on) {
  server_->invoke([&] { server_->mute_sessions(on); });
}

}  // namespace ami::testing
