// wire::frame_reader: what it refuses, and what it costs.
#include "catch.hpp"
#include "support/frames.hpp"

#include <ami/ami.hpp>
#include <ami/wire/frame_reader.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace wire = ami::wire;
using result = wire::frame_reader::result;
constexpr auto absent = wire::frame_reader::greeting::absent;

TEST_CASE("reader: more than 255 bytes without a line end are no greeting") {
  const auto error_at = [](std::size_t size, std::string_view end) {
    wire::frame_reader reader;
    reader.feed(std::string(size, 'x'));
    reader.feed(end);
    const result found = reader.next();
    CHECK((found == result::error) == reader.error().failed());
    CHECK(reader.account().pending + reader.account().greeting == size + end.size());
    return reader.error();
  };
  CHECK_FALSE(error_at(255, ""));
  CHECK_FALSE(error_at(255, "\n"));
  CHECK_FALSE(error_at(254, "\r\n"));
  CHECK(error_at(256, "") == ami::errc::not_ami);
  CHECK(error_at(256, "\n") == ami::errc::not_ami);
  CHECK(error_at(70000, "\r\n") == ami::errc::not_ami);
}

TEST_CASE("reader: bytes already searched are not searched again, and the buffer moves seldom") {
  // A line feed that is put behind the reader's back into searched bytes would end a line if it were looked at.
  wire::frame_reader reader{{}, absent};
  reader.feed("Event: A\r\nV: 1");
  REQUIRE(reader.next() == result::need_more);
  const_cast<char&>(reader.pending()[3]) = '\n';
  const_cast<char&>(reader.pending()[4]) = '\n';
  reader.feed("23\r\n\r\n");
  REQUIRE(reader.next() == result::frame);
  CHECK(reader.current().bytes().size() == std::string_view{"Event: A\r\nV: 123\r\n\r\n"}.size());

  wire::frame_reader large{{}, absent};
  std::size_t moves = 0;
  const char* place = nullptr;
  for (int i = 0; i < 200000; ++i) {
    large.feed(i % 50 == 49 ? "\n" : "x");
    REQUIRE(large.next() == result::need_more);
    moves += large.pending().data() != place ? 1 : 0;
    place = large.pending().data();
  }
  CHECK(large.account().pending == 200000);
  CHECK(moves <= 20);
}

TEST_CASE("reader: what is exactly at a limit passes, one more does not, in every chunking") {
  using limits = wire::read_limits;
  const auto error_of = [](limits at_most, const std::string& input) {
    const auto whole = test::read_whole(input, absent, at_most);
    for (const std::size_t piece : {1U, 2U, 7U, 64U}) {
      const auto cut = test::read_in_pieces(
          input, [&] { return piece; }, absent, at_most);
      CHECK(cut.error == whole.error);
      CHECK(cut.frames == whole.frames);
    }
    return whole.error;
  };
  for (const char* end : {"\r\n", "\n"}) {
    const std::string line(100, 'x');
    const std::string blank = std::string{end} + end;
    // NOLINTBEGIN(performance-inefficient-string-concatenation)
    CHECK_FALSE(error_of(limits{}.max_line_bytes(100), line + blank + line + blank));
    CHECK(error_of(limits{}.max_line_bytes(99), "A: 1" + blank + line + blank) == ami::errc::line_too_long);
    CHECK_FALSE(error_of(limits{}.max_fields(3), std::string{"A"} + end + "B" + end + "C" + blank + "D" + blank));
    CHECK(error_of(limits{}.max_fields(2), std::string{"A"} + end + "B" + end + "C" + blank) ==
          ami::errc::too_many_fields);
    const std::string frame = "Event: A" + std::string{end} + "B: 1" + blank;
    CHECK_FALSE(error_of(limits{}.max_frame_bytes(frame.size()), end + frame + end + frame));
    CHECK(error_of(limits{}.max_frame_bytes(frame.size() - 1), "A" + blank + frame) == ami::errc::frame_too_large);
    // NOLINTEND(performance-inefficient-string-concatenation)
  }
  // A command's output counts too, and a line without an end is not waited for for ever.
  CHECK(error_of(limits{}.max_frame_bytes(64), "Response: Follows\r\n" + std::string(100, '\n')) ==
        ami::errc::frame_too_large);
  CHECK(error_of(limits{}.max_fields(64), "Response: Follows\r\n" + std::string(100, '\n')) ==
        ami::errc::too_many_fields);
  CHECK(error_of(limits{}.max_line_bytes(64), std::string(67, 'x')) == ami::errc::line_too_long);
  CHECK(limits{}.max_frame_bytes(SIZE_MAX).max_frame_bytes() == std::size_t{1} << 31);
}

TEST_CASE("reader: an error stays, and what came before it was given out") {
  wire::frame_reader reader{wire::read_limits{}.max_line_bytes(10), absent};
  reader.feed("Event: A\r\n\r\nEvent: 12345\r\n\r\nEvent: B\r\n\r\n");
  REQUIRE(reader.next() == result::frame);
  CHECK(reader.current().name() == "A");
  for (int i = 0; i < 3; ++i) {
    CHECK(reader.next() == result::error);
    CHECK(reader.error() == ami::errc::line_too_long);
    reader.feed("\r\n\r\nEvent: C\r\n\r\n");
  }
  const auto account = reader.account();
  CHECK(account.received == account.frames + account.separators + account.pending);
}
