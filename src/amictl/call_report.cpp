#include "amictl/call_report.hpp"

#include "amictl/tool.hpp"

#include <ami/values.hpp>

#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <utility>

namespace amictl {

namespace {

double call_seconds(std::chrono::milliseconds time) {
  return std::chrono::duration<double>{time}.count();
}

// The cause in the server's words where it has some: "16, Normal Clearing".
std::string cause_in_words(const ami::call_update& update) {
  if (!update.cause()) {
    return "cause unknown";
  }
  const std::string_view words =
      update.cause_text().empty() ? ami::to_string(*update.cause()) : std::string_view{update.cause_text()};
  return fmt::format("cause {}, {}", static_cast<int>(*update.cause()), shown(words));
}

tone call_tone(ami::call_stage stage) {
  switch (stage) {
  case ami::call_stage::answered:
  case ami::call_stage::hung_up: return tone::good;
  case ami::call_stage::failed: return tone::bad;
  case ami::call_stage::lost: return tone::warning;
  default: return tone::plain;
  }
}

}  // namespace

exit_code exit_code_of_call(ami::call_stage stage, ami::error_code error) noexcept {
  switch (stage) {
  case ami::call_stage::answered:
  case ami::call_stage::hung_up: return exit_code::success;
  case ami::call_stage::failed:
    // It may have been answered for a moment.
    return error == ami::errc::call_ended_unseen ? exit_code::outcome_unknown : exit_code::negative;
  default: return exit_code::outcome_unknown;
  }
}

call_report::call_report(tool& shared, std::string server, std::string channel)
    : shared_{shared}, server_{std::move(server)}, channel_{std::move(channel)},
      began_{std::chrono::steady_clock::now()} {}

void call_report::dialling() {
  began_ = std::chrono::steady_clock::now();
  if (!shared_.out.json()) {
    line(fmt::format("dialling {}", shown(channel_)));
  }
}

void call_report::stage(const ami::call_update& update, const ami::call& of) {
  const ami::call_stage stage = update.stage();
  if (stage == ami::call_stage::answered) {
    answered_ = std::chrono::steady_clock::now();
  }
  std::optional<std::chrono::milliseconds> talked;
  if (stage == ami::call_stage::hung_up && answered_) {
    talked = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - *answered_);
  }
  if (shared_.out.json()) {
    boost::json::object values = common(ami::to_string(stage));
    values["channel"] = as_utf8(of.channel());
    values["uniqueid"] = as_utf8(of.uniqueid());
    values["linkedid"] = as_utf8(of.linkedid());
    if (update.is_last()) {
      values["error"] = update.error() ? boost::json::value(update.error().message()) : boost::json::value(nullptr);
      if (update.cause()) {
        values["cause"] = static_cast<int>(*update.cause());
        values["cause_text"] = as_utf8(update.cause_text());
      }
      if (update.reason()) {
        values["reason"] = ami::to_string(*update.reason());
      }
      if (update.dial_status()) {
        values["dial_status"] = ami::to_string(*update.dial_status());
      }
      if (talked) {
        values["talk_ms"] = talked->count();
      }
      if (!update.detail().empty()) {
        values["detail"] = as_utf8(update.detail());
      }
    }
    shared_.out.line(std::move(values));
    return;
  }
  std::string text;
  switch (stage) {
  case ami::call_stage::created: text = fmt::format("channel {}", shown(of.channel())); break;
  case ami::call_stage::hung_up:
    text = "ended: " + cause_in_words(update);
    if (talked) {
      text += fmt::format(", {:.2f} s after the answer", call_seconds(*talked));
    }
    break;
  case ami::call_stage::failed: text = shown(to_string(update)); break;
  case ami::call_stage::lost: text = shown(to_string(update)) + "; the call may be going on"; break;
  default: text = ami::to_string(stage); break;
  }
  line(shared_.out.in(call_tone(stage), text));
}

void call_report::hanging_up() {
  if (!shared_.out.json()) {
    line("hanging up, its time is over");
    shared_.out.flush();
  }
}

void call_report::hangup_failed(ami::error_code failure, const ami::call& of) {
  const std::string_view stage = ami::to_string(ami::call_stage::lost);
  if (shared_.out.json()) {
    boost::json::object values = common(stage);
    values["channel"] = as_utf8(of.channel());
    values["uniqueid"] = as_utf8(of.uniqueid());
    values["error"] = failure.message();
    shared_.out.line(std::move(values));
  } else {
    line(shared_.out.in(tone::warning, fmt::format("{}: it could not be hung up ({}); the call may be going on", stage,
                                                   shown(failure.message()))));
  }
}

exit_code call_report::refused(const ami::error& failure) {
  const bool unknown = failure.outcome() == ami::outcome::unknown || failure.code() == ami::errc::call_ended_unseen;
  const ami::call_stage stage = unknown ? ami::call_stage::lost : ami::call_stage::failed;
  if (shared_.out.json()) {
    boost::json::object values = common(ami::to_string(stage));
    values["error"] = as_utf8(failure.what());
    shared_.out.line(std::move(values));
  } else {
    line(shared_.out.in(call_tone(stage), fmt::format("{}: {}", ami::to_string(stage), shown(failure.what()))));
  }
  return unknown ? exit_code::outcome_unknown : exit_code::negative;
}

exit_code call_report::result(const ami::call_update& last) const noexcept {
  return exit_code_of_call(last.stage(), last.error());
}

std::string call_report::waiting_for(ami::call_stage stage) {
  switch (stage) {
  case ami::call_stage::ringing: return "it rings, Ctrl-C hangs up";
  case ami::call_stage::answered: return "talking, Ctrl-C hangs up";
  default: return "waiting for the channel, Ctrl-C hangs up";
  }
}

std::chrono::milliseconds call_report::elapsed() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began_);
}

void call_report::line(std::string_view text) const {
  shared_.out.line(fmt::format("{:7.2f} s  {}", call_seconds(elapsed()), text));
}

boost::json::object call_report::common(std::string_view stage) const {
  return {{"server", as_utf8(server_)}, {"stage", stage}, {"elapsed_ms", elapsed().count()}};
}

}  // namespace amictl
