// session::read_size: how much a connection reads at once.
#include "catch.hpp"
#include "session/read_size.hpp"

using ami::session::read_size;

namespace {

read_size flooded() {
  read_size size;
  while (size.value() != read_size::largest) {
    CHECK_FALSE(size.note(size.value()));
  }
  return size;
}

}  // namespace

TEST_CASE("read size: doubles while all that was asked for comes, to its limit") {
  read_size size;
  for (std::size_t expected = read_size::first; expected < read_size::largest; expected *= 2) {
    CHECK(size.value() == expected);
    size.note(expected - 1);
    CHECK(size.value() == expected);
    size.note(expected);
  }
  size.note(read_size::largest);
  CHECK(size.value() == read_size::largest);
}

TEST_CASE("read size: little again, once, after a while of reads that brought little") {
  read_size size = flooded();
  for (int i = 1; i < read_size::while_of_reads; ++i) {
    REQUIRE_FALSE(size.note(read_size::little));
  }
  CHECK(size.value() == read_size::largest);
  CHECK(size.note(0));
  CHECK(size.value() == read_size::first);
  for (int i = 0; i < 3 * read_size::while_of_reads; ++i) {
    REQUIRE_FALSE(size.note(read_size::little));
  }
}

TEST_CASE("read size: one read in between that brought more begins the while anew") {
  read_size size = flooded();
  for (int i = 0; i < 10 * read_size::while_of_reads; ++i) {
    REQUIRE_FALSE(size.note(i % read_size::while_of_reads == 0 ? read_size::little + 1 : 1));
  }
  CHECK(size.value() == read_size::largest);
}
