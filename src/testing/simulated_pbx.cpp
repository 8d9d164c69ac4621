#include "testing/pbx_simulation.hpp"

#include <utility>

namespace ami::testing {

class simulated_pbx::implementation final : public detail::pbx_simulation {
public:
  using pbx_simulation::pbx_simulation;
};

simulated_pbx::simulated_pbx(pbx_options options, sink events)
    : implementation_{std::make_unique<implementation>(std::move(options), std::move(events))} {}

simulated_pbx::~simulated_pbx() = default;

void simulated_pbx::advance(duration now) {
  implementation_->advance(now);
}

std::optional<simulated_pbx::duration> simulated_pbx::next_due() const {
  return implementation_->next_due();
}

void simulated_pbx::calls_per_second(double value) {
  implementation_->set_rate(value);
}

void simulated_pbx::originate(const pbx_call& call, call_handler done) {
  implementation_->originate(call, std::move(done));
}

bool simulated_pbx::hang_up(std::string_view channel, int cause) {
  return implementation_->hang_up(channel, cause);
}

void simulated_pbx::hang_up_all() {
  implementation_->hang_up_all();
}

bool simulated_pbx::redirect(std::string_view channel, std::string_view context, std::string_view exten,
                             std::int64_t priority) {
  return implementation_->redirect(channel, context, exten, priority);
}

bool simulated_pbx::set_variable(std::string_view channel, std::string_view name, std::string_view value) {
  return implementation_->set_variable(channel, name, value);
}

std::optional<std::string> simulated_pbx::variable(std::string_view channel, std::string_view name) const {
  return implementation_->variable(channel, name);
}

bool simulated_pbx::hold(std::string_view channel, std::string_view music_class) {
  return implementation_->hold(channel, music_class);
}

bool simulated_pbx::unhold(std::string_view channel) {
  return implementation_->unhold(channel);
}

bool simulated_pbx::rename(std::string_view channel, std::string_view new_name) {
  return implementation_->rename(channel, new_name);
}

bool simulated_pbx::blind_transfer(std::string_view channel, std::string_view context, std::string_view exten) {
  return implementation_->blind_transfer(channel, context, exten);
}

bool simulated_pbx::begin_transfer(std::string_view channel, std::string_view context, std::string_view exten) {
  return implementation_->begin_transfer(channel, context, exten);
}

bool simulated_pbx::attended_transfer(std::string_view first, std::string_view second) {
  return implementation_->attended_transfer(first, second);
}

bool simulated_pbx::pick_up(std::string_view ringing_channel, std::string_view endpoint) {
  return implementation_->pick_up(ringing_channel, endpoint);
}

bool simulated_pbx::park(std::string_view channel, duration limit, std::string_view timeout_channel) {
  return implementation_->park(channel, limit, timeout_channel);
}

bool simulated_pbx::mute(std::string_view channel, bool muted) {
  return implementation_->mute(channel, muted);
}

std::size_t simulated_pbx::mute_members(std::string_view conference, std::string_view channel, bool muted) {
  return implementation_->mute_members(conference, channel, muted);
}

queue_change simulated_pbx::queue_add(std::string_view queue, const pbx_member& member) {
  return implementation_->queue_add(queue, member);
}

queue_change simulated_pbx::queue_remove(std::string_view queue, std::string_view interface) {
  return implementation_->queue_remove(queue, interface);
}

bool simulated_pbx::queue_pause(std::string_view interface, bool paused, std::string_view queue,
                                std::string_view reason) {
  return implementation_->queue_pause(interface, paused, queue, reason);
}

bool simulated_pbx::queue_penalty(std::string_view interface, std::int64_t penalty, std::string_view queue) {
  return implementation_->queue_penalty(interface, penalty, queue);
}

bool simulated_pbx::queue_ring_in_use(std::string_view interface, bool value, std::string_view queue) {
  return implementation_->queue_ring_in_use(interface, value, queue);
}

void simulated_pbx::configure_queue(const pbx_queue& queue) {
  implementation_->configure_queue(queue);
}

bool simulated_pbx::remove_queue(std::string_view name) {
  return implementation_->remove_queue(name);
}

void simulated_pbx::queue_reload(std::string_view queue) {
  implementation_->queue_reload(queue);
}

void simulated_pbx::queue_reset(std::string_view queue) {
  implementation_->queue_reset(queue);
}

std::vector<std::string> simulated_pbx::channels() const {
  return implementation_->channels();
}

std::optional<channel_snapshot> simulated_pbx::channel(std::string_view name) const {
  return implementation_->snapshot_of(name);
}

bool simulated_pbx::has_channel(std::string_view channel) const {
  return std::as_const(*implementation_).find(channel) != nullptr;
}

std::size_t simulated_pbx::active_calls() const noexcept {
  return implementation_->active();
}

std::uint64_t simulated_pbx::started_calls() const noexcept {
  return implementation_->started();
}

list_text simulated_pbx::status(std::string_view channel, std::string_view variables) const {
  return implementation_->status(channel, variables);
}

list_text simulated_pbx::core_show_channels() const {
  return implementation_->core_show_channels();
}

list_text simulated_pbx::queue_status(std::string_view queue, std::string_view member) const {
  return implementation_->queue_status(queue, member);
}

list_text simulated_pbx::queue_summary(std::string_view queue) const {
  return implementation_->queue_summary(queue);
}

list_text simulated_pbx::bridge_list(std::string_view type) const {
  return implementation_->bridge_list(type);
}

std::optional<list_text> simulated_pbx::bridge_info(std::string_view unique_id) const {
  return implementation_->bridge_info(unique_id);
}

list_text simulated_pbx::parked_calls() const {
  return implementation_->parked_calls();
}

list_text simulated_pbx::parking_lots() const {
  return implementation_->parking_lots();
}

list_text simulated_pbx::confbridge_list(std::string_view conference) const {
  return implementation_->confbridge_list(conference);
}

list_text simulated_pbx::confbridge_list_rooms() const {
  return implementation_->confbridge_list_rooms();
}

list_text simulated_pbx::device_state_list() const {
  return implementation_->device_state_list();
}

list_text simulated_pbx::extension_state_list() const {
  return implementation_->extension_state_list();
}

list_text simulated_pbx::pjsip_show_endpoints() const {
  return implementation_->pjsip_show_endpoints();
}

}  // namespace ami::testing
