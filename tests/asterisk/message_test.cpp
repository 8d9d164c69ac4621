// MessageSend on a real Asterisk: what a SIP telephone gets of the text.
#include "asterisk/real_server.hpp"
#include "catch.hpp"
#include "support/run.hpp"

#include <ami/ami.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace asio = boost::asio;
using namespace std::chrono_literals;

using test::environment;

namespace {

// A telephone that takes every message.
class telephone {
public:
  explicit telephone(asio::io_context& io) : socket_{io, {asio::ip::address_v4::loopback(), 0}} { receive(); }

  std::string address() const {
    return "pjsip:bob/sip:test@127.0.0.1:" + std::to_string(socket_.local_endpoint().port());
  }
  std::optional<std::string> take_text() { return std::exchange(text_, std::nullopt); }
  bool has_text() const { return text_.has_value(); }

private:
  void receive() {
    socket_.async_receive_from(asio::buffer(buffer_), from_, [this](ami::error_code error, std::size_t size) {
      if (!error) {
        answer({buffer_.data(), size});
        receive();
      }
    });
  }

  void answer(std::string_view request) {
    const std::size_t end = request.find("\r\n\r\n");
    REQUIRE(end != std::string_view::npos);
    text_ = std::string{request.substr(end + 4)};
    std::string reply = "SIP/2.0 200 OK\r\n";
    for (std::string_view head = request.substr(0, end + 2); !head.empty();) {
      const std::string_view line = head.substr(0, head.find("\r\n"));
      head.remove_prefix(line.size() + 2);
      for (const std::string_view kept : {"Via:", "From:", "To:", "Call-ID:", "CSeq:"}) {
        if (line.starts_with(kept)) {
          reply.append(line).append("\r\n");
        }
      }
    }
    reply += "Content-Length: 0\r\n\r\n";
    socket_.send_to(asio::buffer(reply), from_);
  }

  asio::ip::udp::socket socket_;
  asio::ip::udp::endpoint from_;
  std::array<char, 65536> buffer_{};
  std::optional<std::string> text_;
};

}  // namespace

TEST_CASE("the text of a message arrives as it is given, or is refused") {
  asio::io_context io;
  ami::manager pbx{io, ami::options{"127.0.0.1:" + environment("AMI_TEST_PORT")}.credentials("admin", "s3cret")};
  test::run(io, pbx.connect());
  telephone phone{io};
  const auto message = [&](std::string text) {
    return ami::actions::message_send{}
        .destination(phone.address())
        .to(phone.address())
        .from("sip:test@127.0.0.1")
        .body(std::move(text));
  };
  for (const std::string& text :
       {std::string{"hello"}, std::string{"two\nlines"}, std::string{"a\r\n\r\nAction: Ping\r\n"}, std::string{"\n"},
        std::string{" lead and trail "}, std::string{"\ttab"}, std::string{"\x01"},
        std::string{"Zo\xc3\xab \xe2\x9c\x93"}, std::string{"caf\xe9"}, std::string{"\"q\", ; \\ (x"},
        std::string(1016, 'x'), "\n" + std::string(755, '\xe9')}) {
    CAPTURE(text);
    CHECK(test::run(io, pbx.send_action(message(text))).success());
    test::run_until(io, [&] { return phone.has_text(); });
    CHECK(phone.take_text() == text);
  }
  for (const std::string& text : {std::string(1017, 'x'), std::string(757, '\n')}) {
    const auto result = test::run(io, pbx.async_send_action(message(text), asio::as_tuple(asio::use_awaitable)));
    CHECK(std::get<0>(result) == ami::errc::action_line_too_long);
    CHECK(std::string_view{std::get<1>(result).detail()}.find("756 bytes") != std::string_view::npos);
  }
  test::run(io, pbx.disconnect());
}
