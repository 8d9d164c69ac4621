#include "amictl/reply_text.hpp"

#include "amictl/output.hpp"

#include <ami/action.hpp>
#include <ami/json.hpp>
#include <ami/wire/frame.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace amictl {

namespace {

using ami::wire::equal_ignoring_case;

// Calls `function` for each line of a text, without its line end.
template <class Function>
void for_each_line(std::string_view text, const Function& function) {
  for (bool more = true; more;) {
    const std::size_t end = text.find('\n');
    more = end != std::string_view::npos;
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    function(line);
    text.remove_prefix(more ? end + 1 : text.size());
  }
}

void write_header(output& out, std::string_view key, std::string_view value, std::string_view indent) {
  if (ami::is_secret_header(key)) {
    value = "***";
  }
  std::string text;
  for_each_line(value, [&](std::string_view line) {
    text +=
        text.empty() ? fmt::format("{}{}: ", indent, out.in(tone::faint, shown(key))) : fmt::format("\n{}  ", indent);
    text += shown(line);
  });
  out.line(text);
}

// The headers of a frame but for those that say nothing to people.
void write_headers(output& out, ami::wire::frame_view frame, std::string_view indent) {
  for (const auto& [key, value] : frame) {
    const bool known = equal_ignoring_case(key, "Event") || equal_ignoring_case(key, "Response") ||
                       equal_ignoring_case(key, "ActionID") || equal_ignoring_case(key, "Output") ||
                       equal_ignoring_case(key, "Message") || equal_ignoring_case(key, "EventList");
    if (!known) {
      write_header(out, key, value, indent);
    }
  }
}

void write_text(output& out, const ami::reply& value, std::string_view server) {
  if (!server.empty()) {
    out.line(out.in(tone::strong, fmt::format("== {} ==", shown(server))));
  }
  const ami::response& answer = value.response();
  const auto lines = value.output();
  if (!answer.empty() && lines.empty()) {
    std::string first = out.in(answer.success() ? tone::good : tone::bad, shown(answer.status()));
    if (!answer.message().empty()) {
      first += fmt::format(": {}", shown(answer.message()));
    }
    out.line(first);
    write_headers(out, answer.frame(), "");
  }
  for (const std::string_view line : lines) {
    out.line(shown_with_tabs(line));
  }
  for (const ami::event& item : value.items()) {
    out.line(std::string_view{});
    out.line(out.in(tone::name, shown(item.frame().name())));
    write_headers(out, item.frame(), "  ");
  }
  if (value.is_list()) {
    out.line(std::string_view{});
    out.line(fmt::format("{} {}", value.item_count(), value.item_count() == 1 ? "item" : "items"));
    write_headers(out, value.completion().frame(), "  ");
  }
}

void write_json(output& out, const ami::reply& value, std::string_view server) {
  const auto options = ami::json_options{}.typed();
  const auto write = [&](boost::json::value line) {
    if (!server.empty() && line.is_object()) {
      line.as_object()["server"] = as_utf8(server);
    }
    out.line(line);
  };
  if (!value.response().empty()) {
    write(ami::to_json(value.response(), options));
  } else if (const auto lines = value.output(); !lines.empty()) {
    boost::json::array texts;
    std::transform(lines.begin(), lines.end(), std::back_inserter(texts),
                   [](std::string_view line) { return boost::json::value(as_utf8(line)); });
    write(boost::json::object{{"type", "text"}, {"output", std::move(texts)}});
  }
  for (const ami::event& item : value.items()) {
    write(ami::to_json(item, options));
  }
  if (value.is_list() && !value.completion().frame().empty()) {
    write(ami::to_json(value.completion(), options));
  }
}

}  // namespace

std::string shown_with_tabs(std::string_view line) {
  std::string result;
  for (;;) {
    const std::size_t tab = line.find('\t');
    result += shown(line.substr(0, tab));
    if (tab == std::string_view::npos) {
      return result;
    }
    result += '\t';
    line.remove_prefix(tab + 1);
  }
}

void write_reply(output& out, const ami::reply& value, std::string_view server) {
  if (out.json()) {
    write_json(out, value, server);
  } else {
    write_text(out, value, server);
  }
  out.flush();
}

}  // namespace amictl
