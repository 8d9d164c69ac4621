#include "testing/playback.hpp"

#include <ami/wire/frame_reader.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

namespace ami::testing::detail {

namespace {

constexpr std::string_view recorded_greeting = "Asterisk Call Manager";

// Whether the server may answer Command with text up to an end marker, as those before Asterisk 14 do.
bool may_answer_with_text(std::string_view greeting) noexcept {
  constexpr unsigned first_without_marker = 3;
  const std::size_t slash = greeting.find('/');
  unsigned number = 0;
  if (slash != std::string_view::npos) {
    std::from_chars(greeting.data() + slash + 1, greeting.data() + greeting.size(), number);
  }
  return number < first_without_marker;
}

// Whether a frame belongs to an action of the recorded client. An event that many clients get has its classes, also
// when it names an action, as OriginateResponse does.
bool is_reply(const wire::raw_frame& frame) noexcept {
  switch (frame.kind()) {
  case wire::frame_kind::response: return true;
  case wire::frame_kind::event: return !frame.first_value("ActionID").empty() && frame.first_value("Privilege").empty();
  case wire::frame_kind::other: break;
  }
  return false;
}

// The classes of an event: "call,all" is what it says of one of class call.
event_classes classes_of(const wire::raw_frame& frame) noexcept {
  constexpr std::string_view any = ",all";
  std::string_view value = frame.first_value("Privilege");
  value.remove_suffix(value.ends_with(any) ? any.size() : 0);
  return event_classes::parse(value);
}

// Reads one link of a recording.
class link_planner {
public:
  explicit link_planner(recorded_step::duration opened) : login_{opened} {}

  void add(const recorded_step& step) {
    bytes_ += step.bytes();
    if (!reader_) {
      if (bytes_.size() < recorded_greeting.size() && recorded_greeting.starts_with(bytes_)) {
        return;
      }
      using greeting = wire::frame_reader::greeting;
      reader_.emplace(wire::read_limits{},
                      bytes_.starts_with(recorded_greeting) ? greeting::expected : greeting::absent);
      reader_->feed(bytes_);
    } else {
      reader_->feed(step.bytes());
    }
    read(step.at());
  }

  played_link finish(played_link::end way, recorded_step::duration at) {
    if (way != played_link::end::none && fed() < bytes_.size()) {
      // The link ended inside of a frame.
      result_.frames.push_back({last_ - login_, bytes_.substr(fed()), {}});
    }
    result_.ends = way;
    result_.end_at = std::max(at - login_, recorded_step::duration{0});
    return std::move(result_);
  }

  const std::string& greeting() const noexcept { return greeting_; }
  bool is_empty() const noexcept { return bytes_.empty(); }

private:
  std::size_t fed() const noexcept {
    if (!reader_) {
      return 0;
    }
    const wire::byte_account account = reader_->account();
    return static_cast<std::size_t>(account.greeting + account.frames + account.separators);
  }

  void read(recorded_step::duration at) {
    using result = wire::frame_reader::result;
    last_ = at;
    for (;;) {
      const std::size_t before = fed();
      const result found = reader_->next();
      if (found == result::greeting) {
        greeting_ = reader_->greeting_line();
        if (!may_answer_with_text(greeting_)) {
          reader_->expect_output([](std::string_view) { return false; });
        }
      } else if (found == result::frame) {
        add_frame(reader_->current(), before, at);
      } else {
        if (fed() > before) {
          keep_separators(before, fed());
        }
        return;
      }
    }
  }

  // Blank lines after a frame, as some events have them.
  void keep_separators(std::size_t from, std::size_t to) {
    if (last_was_played_) {
      result_.frames.back().bytes += bytes_.substr(from, to - from);
    }
  }

  void add_frame(const wire::raw_frame& frame, std::size_t before, recorded_step::duration at) {
    keep_separators(before, fed() - frame.bytes().size());
    last_was_played_ = !is_reply(frame);
    if (last_was_played_) {
      result_.frames.push_back(
          {std::max(at - login_, recorded_step::duration{0}), std::string{frame.bytes()}, classes_of(frame)});
    } else if (frame.first_value("Message") == "Authentication accepted" && result_.frames.empty()) {
      login_ = at;
    }
  }

  played_link result_;
  std::string bytes_;
  std::string greeting_;
  std::optional<wire::frame_reader> reader_;
  recorded_step::duration login_;
  recorded_step::duration last_{0};
  bool last_was_played_ = false;
};

}  // namespace

playback_plan::playback_plan(const recording& recorded_session) {
  link_planner link{recorded_step::duration{0}};
  bool begun = false;
  const auto end_link = [&](played_link::end way, recorded_step::duration at) {
    // Nothing comes of some attempts to connect.
    if (begun && (!link.is_empty() || way == played_link::end::none)) {
      links_.push_back(link.finish(way, at));
      if (greeting_.empty()) {
        greeting_ = link.greeting();
      }
    }
    begun = false;
  };
  for (const recorded_step& step : recorded_session.steps()) {
    switch (step.kind()) {
    case recorded::opened:
      end_link(played_link::end::lost, step.at());  // its end is not in the recording
      link = link_planner{step.at()};
      begun = true;
      break;
    case recorded::server:
      if (!std::exchange(begun, true)) {
        link = link_planner{step.at()};
      }
      link.add(step);
      break;
    case recorded::closed: end_link(played_link::end::closed, step.at()); break;
    case recorded::lost: end_link(played_link::end::lost, step.at()); break;
    case recorded::stopped: end_link(played_link::end::none, step.at()); break;
    case recorded::client: break;
    }
  }
  end_link(played_link::end::none,
           recorded_session.steps().empty() ? recorded_step::duration{0} : recorded_session.steps().back().at());
  if (links_.empty()) {
    links_.emplace_back();
  }
}

play_through::time play_through::due(std::chrono::microseconds at) const {
  if (is_fast()) {
    return began_;
  }
  return began_ + std::chrono::duration_cast<time>(
                      std::chrono::duration<double, std::micro>{static_cast<double>(at.count()) / speed_});
}

std::optional<play_through::time> play_through::next_due() const {
  const auto& frames = here().frames;
  if (position_ < frames.size()) {
    return due(frames[position_].at);
  }
  if (position_ == frames.size()) {
    return due(here().end_at);
  }
  return std::nullopt;
}

const played_frame* play_through::frame() const {
  const auto& frames = here().frames;
  return position_ < frames.size() ? &frames[position_] : nullptr;
}

std::optional<std::size_t> play_through::next_link() const {
  return link_ + 1 < plan_->links().size() ? std::optional{link_ + 1} : std::nullopt;
}

}  // namespace ami::testing::detail
