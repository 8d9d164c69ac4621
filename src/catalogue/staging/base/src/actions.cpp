#include <ami/actions.hpp>
#include <ami/wire/frame.hpp>

namespace ami {

namespace {

template <class Line>
std::vector<Line> command_output(const response& answer) {
  std::vector<Line> lines;
  const wire::frame_view frame = answer.frame();
  if (!wire::equal_ignoring_case(answer.status(), "Follows")) {
    for (std::size_t i = 1; i < frame.line_count(); ++i) {
      const wire::field header = wire::split_line(frame.line(i));
      // A line without a colon behind the first output can only be more of it.
      if (wire::equal_ignoring_case(header.key, "Output") || (header.key.empty() && !lines.empty())) {
        lines.emplace_back(header.value);
      }
    }
    return lines;
  }
  // Response, Privilege, an ActionID that is echoed, then the text up to its end marker, which may stand behind text.
  constexpr std::string_view end_marker = "--END COMMAND--";
  std::size_t line = 1;
  for (const std::string_view header : {"Privilege", "ActionID"}) {
    if (line < frame.line_count() && wire::equal_ignoring_case(wire::split_line(frame.line(line)).key, header)) {
      ++line;
    }
  }
  for (; line < frame.line_count(); ++line) {
    std::string_view text = frame.line(line);
    const bool last = text.ends_with(end_marker);
    if (last) {
      text.remove_suffix(end_marker.size());
    }
    if (!last || !text.empty()) {
      lines.emplace_back(text);
    }
    if (last) {
      break;
    }
  }
  return lines;
}

}  // namespace

std::vector<std::string_view> replies::command::output() const& {
  return command_output<std::string_view>(response());
}

std::vector<std::string> replies::command::output() const&& {
  return command_output<std::string>(std::as_const(*this).response());
}

bool replies::events::on() const noexcept {
  return wire::equal_ignoring_case((*this)["Events"], "On");
}

actions::originate& actions::originate::variable(std::string_view name, std::string_view value) & {
  // The server splits the line at commas, drops quotes, and takes a backslash as escape.
  std::string line{name};
  line += '=';
  for (const char c : value) {
    if (c == ',' || c == '\\' || c == '"') {
      line += '\\';
    }
    line += c;
  }
  action::header("Variable", std::move(line));
  return *this;
}

}  // namespace ami
