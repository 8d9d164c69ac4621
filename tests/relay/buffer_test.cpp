#include "catch.hpp"
#include "relay/disk_buffer.hpp"
#include "relay/memory_buffer.hpp"
#include "relay/segment.hpp"
#include "relay/trial.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <sys/resource.h>
#include <vector>

using relay::confirmed_position;
using relay::decode;
using relay::decode_position;
using relay::decoded_frame;
using relay::disk_buffer;
using relay::disk_settings;
using relay::encode;
using relay::memory_buffer;
using relay::numbering;
using relay::record;
using relay::segment_end;
using relay::segment_header;

namespace {

record make(std::uint64_t seq, std::size_t size = 100, std::uint32_t partition = 0) {
  record made;
  made.partition = partition;
  made.seq = seq;
  made.server = "berlin";
  made.key = "berlin/1";
  made.text = std::string(size, static_cast<char>('a' + seq % 26));
  return made;
}

std::vector<record> make_all(std::uint64_t first, std::uint64_t last, std::size_t size = 100) {
  std::vector<record> records;
  for (auto seq = first; seq <= last; ++seq) {
    records.push_back(make(seq, size));
  }
  return records;
}

disk_settings settings_of(const test::temporary_folder& folder) {
  disk_settings settings;
  settings.folder = folder.path() / "buffer";
  settings.limit = 1 << 20;
  settings.segment = 4096;
  settings.sync.reset();
  return settings;
}

// As a process that was killed leaves it: without the end that the destructor writes.
void copy_folder(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::filesystem::remove_all(to);
  std::filesystem::copy(from, to);
}

std::vector<std::uint64_t> numbers_of(const std::vector<record>& records) {
  std::vector<std::uint64_t> numbers;
  for (const record& entry : records) {
    numbers.push_back(entry.seq);
  }
  return numbers;
}

std::filesystem::path last_segment(const std::filesystem::path& folder) {
  std::filesystem::path last;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    if (entry.path().extension() == ".log" && entry.path() > last) {
      last = entry.path();
    }
  }
  return last;
}

}  // namespace

TEST_CASE("Frames of a segment are read as they were written") {
  segment_header header;
  header.numbers.run = "abc";
  header.numbers.last[{"berlin", 2}] = 77;
  header.numbers.last[{"london", 0}] = std::uint64_t{1} << 40;
  header.partitions = 3;
  header.boot = "boot";
  const record value = make(9, 1000, 2);
  const std::string bytes = encode(header) + encode(value) + encode(segment_end{});
  decoded_frame frame = decode(bytes);
  CHECK(std::get<segment_header>(frame.content) == header);
  std::size_t at = frame.size;
  frame = decode(std::string_view{bytes}.substr(at));
  CHECK(std::get<record>(frame.content) == value);
  at += frame.size;
  frame = decode(std::string_view{bytes}.substr(at));
  CHECK(std::holds_alternative<segment_end>(frame.content));
  CHECK(at + frame.size == bytes.size());
}

TEST_CASE("A frame that is cut anywhere is not whole, and one with a wrong bit is damaged") {
  const std::string bytes = encode(make(3, 40));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto frame = decode(std::string_view{bytes}.substr(0, size));
    CHECK(frame.is_cut);
    CHECK(frame.size > size);
    CHECK(frame.content.index() == 0);
  }
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string wrong = bytes;
    wrong[bit / 8] = static_cast<char>(wrong[bit / 8] ^ (1 << bit % 8));
    CHECK(decode(wrong).content.index() == 0);
  }
}

TEST_CASE("Of two positions the later whole one counts") {
  confirmed_position first;
  first.change = 4;
  first.segment = 2;
  first.offset = 99;
  confirmed_position second = first;
  second.change = 5;
  second.offset = 100;
  const std::string empty(relay::position_size, '\0');
  CHECK(encode(first).size() == relay::position_size);
  CHECK(decode_position(encode(first) + encode(second)) == second);
  CHECK(decode_position(encode(second) + encode(first)) == second);
  CHECK(decode_position(encode(first) + encode(second).substr(0, 20)) == first);
  std::string torn = encode(second);
  torn[9] = static_cast<char>(torn[9] + 1);
  CHECK(decode_position(encode(first) + torn) == first);
  CHECK(!decode_position(""));
  // Zeros are no position, since their CRC is not zero.
  CHECK(decode_position(empty + encode(first)) == first);
}

TEST_CASE("A buffer keeps records in order until they are confirmed, and takes all or none") {
  test::temporary_folder folder;
  const bool on_disk = GENERATE(false, true);
  std::unique_ptr<relay::buffer> buffer;
  if (on_disk) {
    disk_settings settings = settings_of(folder);
    settings.limit = 20000;
    buffer = std::make_unique<disk_buffer>(settings);
  } else {
    buffer = std::make_unique<memory_buffer>(20000);
  }
  CHECK(buffer->number_for(1, "run").run == "run");
  CHECK(buffer->front(10, 1000).empty());
  std::uint64_t last = 0;
  while (buffer->push(make_all(last + 1, last + 7))) {
    last += 7;
  }
  CHECK(buffer->bytes() <= 20000);
  CHECK(buffer->bytes() > 15000);
  CHECK(buffer->records() == last);
  CHECK(numbers_of(buffer->front(3, 100000)) == std::vector<std::uint64_t>{1, 2, 3});
  CHECK(numbers_of(buffer->front(3, 1)) == std::vector<std::uint64_t>{1});
  // Again the same, until they are confirmed.
  CHECK(numbers_of(buffer->front(4, 100000)) == std::vector<std::uint64_t>{1, 2, 3, 4});
  buffer->confirm(2);
  CHECK(numbers_of(buffer->front(2, 100000)) == std::vector<std::uint64_t>{3, 4});
  std::uint64_t next = 3;
  while (buffer->records() != 0) {
    const auto front = buffer->front(10, 100000);
    for (const record& entry : front) {
      CHECK(entry == make(next));
      ++next;
    }
    buffer->confirm(front.size());
  }
  CHECK(next == last + 1);
  CHECK(buffer->bytes() == 0);
  // One that is larger than all of it would have to wait for ever.
  CHECK(buffer->push(make_all(last + 1, last + 1, 50000)));
  CHECK(!buffer->push(make_all(last + 2, last + 2)));
}

TEST_CASE("A buffer on disk goes on where a killed process left it") {
  test::temporary_folder folder;
  const disk_settings settings = settings_of(folder);
  disk_settings copy = settings;
  copy.folder = folder.path() / "copy";
  std::minstd_rand random{7};  // NOLINT(cert-msc51-cpp): the same each time
  std::uint64_t pushed = 0;
  std::uint64_t confirmed = 0;
  std::string run = "run 0";
  auto buffer = std::make_unique<disk_buffer>(settings);
  buffer->number_for(2, run);
  for (int round = 0; round < 200; ++round) {
    const std::uint64_t more = random() % 20;
    REQUIRE(buffer->push(make_all(pushed + 1, pushed + more)));
    pushed += more;
    const auto front = buffer->front(random() % 25, 100000);
    for (const record& entry : front) {
      CHECK(entry.seq == confirmed + 1 + static_cast<std::uint64_t>(&entry - front.data()));
    }
    const std::size_t taken = front.empty() ? 0 : random() % (front.size() + 1);
    buffer->confirm(taken);
    confirmed += taken;
    if (round % 10 == 9) {
      // Killed, or ended.
      if (round % 20 == 9) {
        copy_folder(settings.folder, copy.folder);
        buffer.reset();
        copy_folder(copy.folder, settings.folder);
      }
      buffer.reset();
      buffer = std::make_unique<disk_buffer>(settings);
      CHECK(buffer->damage().empty());
      CHECK(buffer->partitions() == 2);
      const numbering numbers = buffer->number_for(2, "another run");
      CHECK(numbers.run == run);
      CHECK(numbers.last == decltype(numbers.last){{{"berlin", 0}, pushed}});
    }
    REQUIRE(buffer->records() == pushed - confirmed);
  }
  CHECK(pushed > 1000);
  // Segments that were confirmed are gone.
  std::uintmax_t size = 0;
  for (const auto& entry : std::filesystem::directory_iterator{settings.folder}) {
    size += entry.file_size();
  }
  CHECK(size < (pushed - confirmed) * 300 + 3 * 4096 + 1000);
}

TEST_CASE("A record that was half written is cut off, wherever it was cut") {
  test::temporary_folder folder;
  const disk_settings settings = settings_of(folder);
  disk_settings copy = settings;
  copy.folder = folder.path() / "copy";
  disk_buffer buffer{settings};
  buffer.number_for(1, "run");
  REQUIRE(buffer.push(make_all(1, 3)));
  const auto whole = std::filesystem::file_size(last_segment(settings.folder));
  const auto frame = encode(make(1)).size();
  for (std::uintmax_t missing = 1; missing < frame; ++missing) {
    copy_folder(settings.folder, copy.folder);
    std::filesystem::resize_file(last_segment(copy.folder), whole - missing);
    disk_buffer again{copy};
    CHECK(again.records() == 2);
    CHECK(!again.damage().empty());
    // Its number is given again: nobody has seen it.
    CHECK(again.number_for(1, "another").last.at({"berlin", 0}) == 2);
    REQUIRE(again.push(make_all(3, 4)));
    CHECK(numbers_of(again.front(10, 100000)) == std::vector<std::uint64_t>{1, 2, 3, 4});
  }
}

TEST_CASE("Numbers that may have been lost with the machine are not given again") {
  test::temporary_folder folder;
  const disk_settings settings = settings_of(folder);
  std::filesystem::create_directories(settings.folder);
  // Of another boot, without an end.
  segment_header header;
  header.partitions = 1;
  header.boot = "another boot";
  header.numbers.run = "old";
  const std::string bytes = encode(header) + encode(make(1));
  const auto write = [&](const std::string& content) {
    std::ofstream{settings.folder / "0000000001.log", std::ios::binary} << content;
  };
  write(bytes);
  {
    disk_buffer buffer{settings};
    CHECK(buffer.records() == 1);
    const auto numbers = buffer.number_for(1, "new");
    CHECK(numbers.run == "new");
    CHECK(numbers.last.empty());
  }
  std::filesystem::remove_all(settings.folder);
  std::filesystem::create_directories(settings.folder);
  write(bytes + encode(segment_end{}));
  disk_buffer buffer{settings};
  CHECK(buffer.number_for(1, "new").run == "old");
  // Another number of partitions is another numbering, too.
  CHECK(buffer.number_for(2, "new").run == "new");
}

TEST_CASE("Damage inside costs the rest of a segment, and is said") {
  test::temporary_folder folder;
  const disk_settings settings = settings_of(folder);
  {
    disk_buffer buffer{settings};
    buffer.number_for(1, "run");
    for (std::uint64_t seq = 1; seq <= 100; ++seq) {
      REQUIRE(buffer.push(make_all(seq, seq)));
    }
  }
  std::fstream file{settings.folder / "0000000001.log", std::ios::in | std::ios::out | std::ios::binary};
  file.seekp(1000);
  file << "damage";
  file.close();
  disk_buffer buffer{settings};
  CHECK(!buffer.damage().empty());
  const auto numbers = numbers_of(buffer.front(200, 1 << 20));
  CHECK(numbers.size() > 50);
  CHECK(numbers.size() < 100);
  CHECK(numbers.back() == 100);
  CHECK(std::is_sorted(numbers.begin(), numbers.end()));
}

TEST_CASE("A disk that is full refuses records, and loses none") {
  test::temporary_folder folder;
  disk_settings settings = settings_of(folder);
  settings.segment = 1 << 20;
  disk_buffer buffer{settings};
  buffer.number_for(1, "run");
  // No file of this process may grow beyond this: write() fails as on a full disk, also in the middle.
  const auto before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit old{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &old) == 0);
  rlimit small = old;
  small.rlim_cur = 10000;
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  std::uint64_t last = 0;
  while (last < 1000 && buffer.push(make_all(last + 1, last + 3))) {
    last += 3;
  }
  const std::string problem = buffer.problem();
  const bool refused_again = !buffer.push(make_all(last + 1, last + 3));
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &old) == 0);
  std::signal(SIGXFSZ, before);
  CHECK(last > 20);
  CHECK(last < 1000);
  CHECK(!problem.empty());
  CHECK(refused_again);
  CHECK(buffer.push(make_all(last + 1, last + 3)));
  CHECK(buffer.problem().empty());
  const auto numbers = numbers_of(buffer.front(2000, 1 << 20));
  CHECK(numbers == numbers_of(make_all(1, last + 3)));
}

TEST_CASE("Two relays do not share a folder") {
  test::temporary_folder folder;
  const disk_buffer buffer{settings_of(folder)};
  CHECK_THROWS_AS(disk_buffer{settings_of(folder)}, std::runtime_error);
}
