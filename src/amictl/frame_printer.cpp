#include "amictl/frame_printer.hpp"

#include <ami/action.hpp>
#include <ami/json.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <cstdint>
#include <utility>

namespace amictl {

namespace {

using printed_seconds = std::chrono::duration<double>;

// What nobody should read: `Key` is one in a Login only.
bool printer_hides(ami::wire::frame_view frame, std::string_view key) noexcept {
  return ami::is_secret_header(key) ||
         (ami::wire::equal_ignoring_case(key, "Key") && ami::wire::equal_ignoring_case(frame["Action"], "Login"));
}

boost::json::object frame_as_json(const decoded_frame& found) {
  const ami::wire::frame_view frame = found.frame.view();
  boost::json::object result{{"kind", to_string(found.what)}};
  boost::json::array fields;
  if (found.what == decoded_frame::kind::banner) {
    result["name"] = as_utf8(found.banner);
    result["fields"] = std::move(fields);
    result["typed"] = boost::json::object{};
    return result;
  }
  result["name"] = as_utf8(frame.name());
  for (const auto& [key, value] : frame) {
    boost::json::array field{as_utf8(key), nullptr};
    if (!printer_hides(frame, key)) {
      field[1] = as_utf8(value);
    }
    fields.push_back(std::move(field));
  }
  result["fields"] = std::move(fields);
  boost::json::value typed = ami::to_json(frame, ami::json_options{}.typed());
  boost::json::object& headers = typed.as_object()["headers"].as_object();
  if (headers.contains("Key") && printer_hides(frame, "Key")) {
    headers["Key"] = nullptr;
  }
  result["typed"] = std::move(headers);
  return result;
}

std::string_view heading_word(const decoded_frame& found) noexcept {
  switch (found.what) {
  case decoded_frame::kind::banner: return "Banner";
  case decoded_frame::kind::event: return "Event";
  case decoded_frame::kind::response: return "Response";
  case decoded_frame::kind::other: break;
  }
  return found.frame.view().contains("Action") ? "Action" : "Other";
}

void print_lines(output& out, std::string_view key, std::string_view value) {
  std::string begin = key.empty() ? std::string{"  "} : fmt::format("  {}: ", out.in(tone::faint, shown(key)));
  while (true) {
    std::string_view line = value.substr(0, value.find('\n'));
    value.remove_prefix(line.size());
    if (!value.empty() && line.ends_with('\r')) {
      line.remove_suffix(1);  // of the line end, not of the value
    }
    out.line(begin + shown(line));
    if (value.empty()) {
      return;
    }
    value.remove_prefix(1);
    begin = "    ";
  }
}

}  // namespace

void print_frame(output& out, const decoded_frame& found, const frame_origin& origin) {
  if (out.json()) {
    boost::json::object result = frame_as_json(found);
    if (!origin.stream.empty()) {
      result["stream"] = origin.stream;
    }
    if (origin.time) {
      result["time"] = printed_seconds{*origin.time}.count();
    }
    if (origin.client) {
      result["from"] = "client";
    }
    out.line(result);
    return;
  }
  const ami::wire::frame_view frame = found.frame.view();
  const bool banner = found.what == decoded_frame::kind::banner;
  std::string heading = fmt::format("{} {}", heading_word(found),
                                    out.in(tone::name, shown(banner ? std::string_view{found.banner} : frame.name())));
  if (origin.time) {
    heading = fmt::format("{:.6f} {}", printed_seconds{*origin.time}.count(), heading);
  }
  if (!origin.stream.empty()) {
    heading += out.in(tone::faint, "  " + origin.stream);
  }
  out.line(heading);
  bool first = true;
  for (const auto& [key, value] : frame) {
    // The first header is in the heading already, unless text follows it.
    if (!std::exchange(first, false) || value != frame.name() || key.empty()) {
      print_lines(out, key, printer_hides(frame, key) ? std::string_view{"(hidden)"} : value);
    }
  }
  out.line(std::string_view{});
}

void print_problem(output& out, std::uint64_t offset, std::string_view reason, const std::string& stream) {
  const std::string where = stream.empty() ? std::string{} : stream + ", ";
  complain(fmt::format("{}offset {}: {}", where, offset, reason));
  if (out.json()) {
    boost::json::object result{{"kind", "malformed"}, {"offset", offset}, {"reason", as_utf8(reason)}};
    if (!stream.empty()) {
      result["stream"] = stream;
    }
    out.line(result);
  }
}

}  // namespace amictl
