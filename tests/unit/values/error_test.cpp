// Error codes, outcomes, and what an exception says.
#include "catch.hpp"
#include "support/frames.hpp"
#include "values/named_error.hpp"

#include <ami/ami.hpp>
#include <ami/fmt.hpp>

#include <boost/asio/error.hpp>
#include <boost/assert/source_location.hpp>
#include <boost/system/errc.hpp>
#include <boost/system/system_error.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

using ami::errc;
using ami::error_code;
using ami::outcome;

namespace {

// All codes: that none of them lacks a text is the compiler's to say (-Wswitch), so they end where the texts do.
std::vector<errc> all_codes() {
  std::vector<errc> codes;
  for (auto code = errc::invalid_options; ami::to_string(code) != "unknown error";
       code = static_cast<errc>(static_cast<int>(code) + 1)) {
    codes.push_back(code);
  }
  return codes;
}

constexpr std::array all_outcomes{outcome::accepted, outcome::never_sent, outcome::unknown, outcome::rejected};

ami::response refusal(const std::string& message) {
  return ami::response{test::frame_of("Response: Error\r\nActionID: 1\r\nMessage: " + message + "\r\n\r\n")};
}

}  // namespace

TEST_CASE("error: every code is an error with a text of its own") {
  std::set<std::string> texts;
  for (const errc code : all_codes()) {
    const error_code error = code;
    CHECK(error.failed());
    CHECK(&error.category() == &ami::error_category());
    CHECK(error.message() == ami::to_string(code));
    CHECK(error.message() != "unknown error");
    CHECK(std::ranges::all_of(error.message(), [](char c) { return c >= ' ' && c <= '~'; }));
    texts.insert(error.message());
    std::ostringstream out;
    out << code;
    CHECK(out.str() == error.message());
    CHECK(fmt::format("{}", code) == error.message());
  }
  CHECK(texts.size() == all_codes().size());
  CHECK(ami::error_category().message(0) == "unknown error");
  const std::vector<errc> codes = all_codes();
  CHECK(std::ranges::find(codes, errc::agi_failed) != codes.end());
  CHECK(std::string{ami::error_category().name()} == "ami");
}

TEST_CASE("error: every code says exactly one outcome") {
  std::map<outcome, std::set<errc>> by_outcome;
  for (const errc code : all_codes()) {
    const error_code error = code;
    int matches = 0;
    for (const outcome how : all_outcomes) {
      if (error == how) {
        ++matches;
        by_outcome[how].insert(code);
      }
    }
    CAPTURE(error.message());
    CHECK(matches == 1);
  }
  // The server took the action; what it led to failed.
  CHECK(by_outcome[outcome::accepted] == std::set<errc>{errc::list_overflow, errc::call_busy, errc::call_not_answered,
                                                        errc::call_congested, errc::call_unreachable,
                                                        errc::call_refused, errc::call_cancelled, errc::call_failed,
                                                        errc::call_ended_unseen, errc::agi_failed});
  CHECK(by_outcome[outcome::unknown] == std::set<errc>{errc::reply_lost, errc::response_timed_out, errc::call_timed_out,
                                                       errc::call_lost, errc::agi_interrupted,
                                                       errc::config_partly_updated});
  CHECK(by_outcome[outcome::rejected] ==
        std::set<errc>{errc::action_rejected, errc::permission_denied, errc::unknown_action, errc::module_not_loaded,
                       errc::list_failed, errc::shutting_down, errc::agi_bad_command, errc::agi_dead_channel});
  CHECK(by_outcome[outcome::never_sent].contains(errc::not_sent));
}

TEST_CASE("error: no error is an accepted action, and foreign errors say no outcome") {
  CHECK(error_code{} == outcome::accepted);
  for (const outcome how : {outcome::never_sent, outcome::unknown, outcome::rejected}) {
    CHECK_FALSE(error_code{} == how);
  }
  for (const error_code foreign : {error_code{boost::asio::error::operation_aborted},
                                   error_code{boost::system::errc::make_error_code(boost::system::errc::timed_out)},
                                   error_code{static_cast<int>(errc::reply_lost), boost::system::system_category()}}) {
    for (const outcome how : all_outcomes) {
      CHECK_FALSE(foreign == how);
    }
  }
}

TEST_CASE("error: codes compare with generic conditions of Boost and of the standard library") {
  namespace generic = boost::system::errc;
  const std::vector<std::pair<errc, generic::errc_t>> pairs{
      {errc::connection_refused, generic::connection_refused},
      {errc::connection_reset, generic::connection_reset},
      {errc::network_unreachable, generic::network_unreachable},
      {errc::host_unreachable, generic::host_unreachable},
      {errc::not_connected, generic::not_connected},
      {errc::already_connected, generic::already_connected},
      {errc::permission_denied, generic::permission_denied},
      {errc::connect_timed_out, generic::timed_out},
      {errc::login_timed_out, generic::timed_out},
      {errc::resolve_timed_out, generic::timed_out},
      {errc::response_timed_out, generic::timed_out},
      {errc::tls_timed_out, generic::timed_out},
  };
  for (const auto& [code, condition] : pairs) {
    CAPTURE(ami::to_string(code));
    CHECK(error_code{code} == condition);
    const std::error_code standard = error_code{code};
    CHECK(standard == std::error_condition{static_cast<int>(condition), std::generic_category()});
    CHECK(standard.message() == ami::to_string(code));
  }
  for (const errc code : {errc::not_ami, errc::action_rejected, errc::disconnected, errc::line_too_long}) {
    CHECK_FALSE(error_code{code} == generic::timed_out);
    CHECK_FALSE(error_code{code} == generic::connection_refused);
  }
  CHECK(error_code{errc::not_ami} == errc::not_ami);
  CHECK(error_code{errc::not_ami} != errc::no_greeting);
}

TEST_CASE("error: outcomes have names") {
  std::set<std::string> names;
  for (const outcome how : all_outcomes) {
    names.insert(std::string{ami::to_string(how)});
    std::ostringstream out;
    out << how;
    CHECK(out.str() == ami::to_string(how));
    CHECK(fmt::format("{}", how) == out.str());
    CHECK(ami::make_error_condition(how).message() == out.str());
  }
  CHECK(names == std::set<std::string>{"accepted", "never sent", "outcome unknown", "rejected"});
  CHECK(ami::to_string(static_cast<outcome>(0)) == "invalid outcome");
}

TEST_CASE("error: an exception says the server's own words, the code, and keeps the reply") {
  const ami::error rejected{errc::action_rejected, "", refusal("No such channel"), outcome::rejected};
  const std::string what = rejected.what();
  CHECK(what.find("No such channel") != std::string::npos);
  CHECK(what.find("rejected by the server") != std::string::npos);
  CHECK(rejected.code() == errc::action_rejected);
  CHECK(rejected.outcome() == outcome::rejected);
  CHECK(rejected.response()["ActionID"] == "1");
  CHECK(fmt::format("{}", rejected) == what);

  // What the library knows beyond the code stands in place of the server's words.
  const ami::error detailed{errc::action_rejected, "Hangup: No such channel", refusal("x"), outcome::rejected};
  CHECK(std::string{detailed.what()}.starts_with("Hangup: No such channel"));

  const ami::error local{errc::not_connected, "", {}, outcome::never_sent};
  CHECK(std::string{local.what()}.find("not connected") != std::string::npos);
  CHECK(local.response().empty());
}

TEST_CASE("error: the stray line end of some modules is not in the text") {
  const ami::error odd{errc::action_rejected, "", refusal("Unable to retrieve endpoint nosuch\n"), outcome::rejected};
  CHECK(std::string{odd.what()}.find('\n') == std::string::npos);
  CHECK(odd.response().message() == "Unable to retrieve endpoint nosuch");
}

TEST_CASE("error: its text is one clean line, whatever the code and the words") {
  constexpr boost::source_location place{"/usr/include/boost/asio/impl.hpp", 1, "void f(int, long)"};
  const std::vector<error_code> codes{
      error_code{errc::not_connected},
      error_code{boost::asio::error::operation_aborted},
      error_code{ECONNRESET, boost::system::system_category(), &place},
      error_code{EMFILE, boost::system::system_category(), &place},
      error_code{boost::asio::error::eof, boost::asio::error::get_misc_category(), &place},
  };
  for (const error_code& code : codes) {
    for (const std::string& words :
         {std::string{}, std::string{"No such channel"}, std::string{"two\r\nlines\x1b[2J"}, std::string(5000, 'x')}) {
      for (const bool of_server : {false, true}) {
        const ami::error failure{code, of_server ? "" : words, of_server ? refusal(words) : ami::response{},
                                 outcome::never_sent};
        const std::string text = failure.what();
        CAPTURE(text);
        CHECK(text.find_first_of("\r\n\x1b") == std::string::npos);
        CHECK(text.find("boost") == std::string::npos);
        CHECK(text.size() < 550);
        CHECK(text.find(failure.code().message()) != std::string::npos);
        CHECK_FALSE(failure.code().has_location());
      }
    }
  }
  const ami::error reset{codes[2], "connect", {}, outcome::never_sent};
  CHECK(reset.code() == errc::connection_reset);
  CHECK(std::string{reset.what()} == "connect: the connection was reset by the server [ami:" +
                                         std::to_string(static_cast<int>(errc::connection_reset)) + "]");
}

TEST_CASE("error: what the system says of a connection has a name here") {
  using ami::detail::named_error;
  const auto system = [](int number) { return error_code{number, boost::system::system_category()}; };
  for (const auto& [number, code] : std::vector<std::pair<int, errc>>{{ECONNREFUSED, errc::connection_refused},
                                                                      {ECONNRESET, errc::connection_reset},
                                                                      {EPIPE, errc::connection_reset},
                                                                      {ECONNABORTED, errc::connection_reset},
                                                                      {ENETUNREACH, errc::network_unreachable},
                                                                      {ENETDOWN, errc::network_unreachable},
                                                                      {EHOSTUNREACH, errc::host_unreachable}}) {
    CAPTURE(number);
    CHECK(named_error(system(number)) == code);
  }
  CHECK(named_error(system(EMFILE)) == system(EMFILE));
  CHECK(named_error(errc::not_ami) == errc::not_ami);
  CHECK_FALSE(named_error({}));
}

TEST_CASE("error: it is caught as any of its bases, and copies keep everything") {
  auto original =
      std::make_unique<ami::error>(errc::permission_denied, "", refusal("Permission denied"), outcome::rejected);
  const ami::error copy = *original;
  original.reset();
  CHECK(copy.response().message() == "Permission denied");
  CHECK_THROWS_AS(throw copy, std::runtime_error);
  try {
    throw copy;
  } catch (const boost::system::system_error& caught) {
    CHECK(caught.code() == boost::system::errc::permission_denied);
    CHECK(std::string{caught.what()} == copy.what());
  }
}

TEST_CASE("error: responses, what they say and when they are a success") {
  const auto success = [](const char* text) { return ami::response{test::frame_of(text)}.success(); };
  CHECK(success("Response: Success\r\n"));
  CHECK(success("Response: Goodbye\r\n"));
  CHECK(success("Response: Follows\r\nx\r\n"));
  CHECK_FALSE(success("Response: Error\r\n"));
  CHECK_FALSE(success("response: ERROR\r\n"));
  CHECK_FALSE(success("Event: X\r\nResponse: Success\r\n"));
  CHECK_FALSE(success(""));
  CHECK_FALSE(ami::response{}.success());
  CHECK(ami::response{}.empty());
  CHECK(ami::to_string(ami::response{}) == "no response");
  const auto plain = refusal("m\x01");
  CHECK(ami::to_string(plain) == "Error ActionID=1 Message=m\\x01");
  std::ostringstream out;
  out << plain;
  CHECK(out.str() == ami::to_string(plain));
  CHECK(fmt::format("{}", plain) == out.str());
}

TEST_CASE("error: what is thrown for an action has the reply, and anything else an empty one") {
  auto data = std::make_shared<ami::detail::reply_data>();
  data->outcome = outcome::unknown;
  data->more().items.resize(3);
  const ami::error broken_off{errc::reply_lost, "Status", ami::reply{data}};
  CHECK(broken_off.outcome() == outcome::unknown);
  CHECK(broken_off.reply().items().size() == 3);
  CHECK(broken_off.response().empty());
  const std::vector<ami::error> copies{broken_off};
  CHECK(copies.front().reply().items().data() == broken_off.reply().items().data());
  const ami::error other{errc::not_connected, "", ami::response{}, outcome::never_sent};
  CHECK(other.reply().items().empty());
}
