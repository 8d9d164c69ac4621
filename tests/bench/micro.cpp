// Google Benchmark: what the parts of the way of an event and of an action cost by themselves. Where it makes sense a
// bound stands right before, which does as little as can be done with the same bytes.
#include "session/correlator.hpp"
#include "streams/subscription.hpp"
#include "support/plain_action.hpp"
#include "traffic.hpp"

#include <ami/ami.hpp>
#include <ami/wire/action_writer.hpp>
#include <ami/wire/frame_reader.hpp>

#include <boost/asio/io_context.hpp>

#include <array>
#include <benchmark/benchmark.h>
#include <cstring>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

using ami::wire::frame_reader;

const bench::traffic& calls() {
  static const auto made = bench::traffic::of_calls(std::size_t{1} << 20);
  return made;
}

// As the manager feeds it, in pieces of this size.
constexpr std::size_t piece = std::size_t{256} << 10;

template <class OnFrame>
std::size_t read_all(std::string_view bytes, OnFrame on_frame) {
  frame_reader reader{{}, frame_reader::greeting::absent};
  std::size_t count = 0;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    reader.feed(bytes.substr(at, piece));
    for (; reader.next() == frame_reader::result::frame; ++count) {
      on_frame(reader.current());
    }
  }
  return count;
}

void count_events(benchmark::State& state, std::size_t events) {
  state.SetItemsProcessed(static_cast<std::int64_t>(events));
  state.SetBytesProcessed(static_cast<std::int64_t>(calls().bytes().size()) *
                          static_cast<std::int64_t>(state.iterations()));
}

std::vector<ami::event> sample_events() {
  std::vector<ami::event> events;
  read_all(calls().bytes(), [&](const ami::wire::raw_frame& raw) { events.emplace_back(raw.to_frame()); });
  return events;
}

// ---- reading

void bound_copy(benchmark::State& state) {
  std::vector<char> to(piece);
  for (auto _ : state) {
    for (std::size_t at = 0; at < calls().bytes().size(); at += piece) {
      std::memcpy(to.data(), calls().bytes().data() + at, std::min(piece, calls().bytes().size() - at));
      benchmark::ClobberMemory();
    }
  }
  count_events(state, 0);
}
BENCHMARK(bound_copy);

void bound_lines(benchmark::State& state) {
  std::size_t lines = 0;
  for (auto _ : state) {
    std::string_view rest = calls().bytes();
    while (const void* found = std::memchr(rest.data(), '\n', rest.size())) {
      rest.remove_prefix(static_cast<std::size_t>(static_cast<const char*>(found) - rest.data()) + 1);
      ++lines;
    }
  }
  benchmark::DoNotOptimize(lines);
  count_events(state, 0);
}
BENCHMARK(bound_lines);

void reader(benchmark::State& state) {
  std::size_t events = 0;
  for (auto _ : state) {
    events += read_all(calls().bytes(), [](const ami::wire::raw_frame& raw) { benchmark::DoNotOptimize(raw.name()); });
  }
  count_events(state, events);
}
BENCHMARK(reader);

void reader_and_type(benchmark::State& state) {
  std::size_t events = 0;
  for (auto _ : state) {
    events += read_all(calls().bytes(), [](const ami::wire::raw_frame& raw) {
      benchmark::DoNotOptimize(ami::find_event_type(raw.name()));
    });
  }
  count_events(state, events);
}
BENCHMARK(reader_and_type);

void reader_and_frame(benchmark::State& state) {
  std::size_t events = 0;
  for (auto _ : state) {
    events += read_all(calls().bytes(), [](const ami::wire::raw_frame& raw) {
      const ami::wire::frame frame = raw.to_frame();
      benchmark::DoNotOptimize(frame.view().bytes().data());
    });
  }
  count_events(state, events);
}
BENCHMARK(reader_and_frame);

// ---- looking at events

void bound_allocation(benchmark::State& state) {
  for (auto _ : state) {
    void* const memory = ::operator new(480);
    benchmark::DoNotOptimize(memory);
    ::operator delete(memory);
  }
}
BENCHMARK(bound_allocation);

void look_up(benchmark::State& state, std::string_view key) {
  const auto events = sample_events();
  std::size_t at = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(events[at].get(key));
    at = at + 1 != events.size() ? at + 1 : 0;
  }
}
BENCHMARK_CAPTURE(look_up, near_the_front, std::string_view{"Channel"});
BENCHMARK_CAPTURE(look_up, in_other_case, std::string_view{"cHANNEL"});
BENCHMARK_CAPTURE(look_up, in_the_middle, std::string_view{"Exten"});
BENCHMARK_CAPTURE(look_up, missing, std::string_view{"NoSuchHeader"});

void all_headers(benchmark::State& state) {
  const auto events = sample_events();
  std::size_t at = 0;
  for (auto _ : state) {
    for (const auto& header : events[at].frame()) {
      benchmark::DoNotOptimize(header);
    }
    at = at + 1 != events.size() ? at + 1 : 0;
  }
}
BENCHMARK(all_headers);

std::vector<ami::event> new_channels() {
  auto events = sample_events();
  std::erase_if(events, [](const ami::event& each) { return !each.is<ami::events::newchannel>(); });
  return events;
}

void typed_text(benchmark::State& state) {
  const auto events = new_channels();
  std::size_t at = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(events[at].get_if<ami::events::newchannel>()->channel());
    at = at + 1 != events.size() ? at + 1 : 0;
  }
}
BENCHMARK(typed_text);

void typed_enumeration(benchmark::State& state) {
  const auto events = new_channels();
  std::size_t at = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(events[at].get_if<ami::events::newchannel>()->channel_state());
    at = at + 1 != events.size() ? at + 1 : 0;
  }
}
BENCHMARK(typed_enumeration);

void typed_unescaped(benchmark::State& state) {
  const auto events = new_channels();
  std::size_t at = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(events[at].get_if<ami::events::newchannel>()->caller_id_name());
    at = at + 1 != events.size() ? at + 1 : 0;
  }
}
BENCHMARK(typed_unescaped);

// ---- actions

void bound_append(benchmark::State& state) {
  const auto value = ami::action{"Originate"}.header("Channel", "PJSIP/312").header("Exten", "7001");
  std::string out;
  for (auto _ : state) {
    out.clear();
    out.append("Action: ").append(value.name()).append("\r\nActionID: ").append("00c0ffee-17").append("\r\n");
    for (const auto& header : value.headers()) {
      out.append(header.key()).append(": ").append(header.value()).append("\r\n");
    }
    out.append("\r\n");
    benchmark::DoNotOptimize(out.data());
  }
}
BENCHMARK(bound_append);

void writer(benchmark::State& state) {
  const auto value = ami::action{"Originate"}.header("Channel", "PJSIP/312").header("Exten", "7001");
  std::string out;
  std::string detail;
  for (auto _ : state) {
    out.clear();
    if (ami::wire::write_action(value, "00c0ffee-17", out, detail)) {
      state.SkipWithError("not written");
    }
    benchmark::DoNotOptimize(out.data());
  }
}
BENCHMARK(writer);

// A reply finds its action among so many in flight.
void correlation(benchmark::State& state) {
  ami::session::correlator pending{"00c0ffee"};
  std::deque<std::uint64_t> order;
  std::uint64_t next = 0;
  const auto add = [&] {
    test::add(pending, next, pending.make_action_id(next));
    order.push_back(next++);
  };
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    add();
  }
  for (auto _ : state) {
    const std::string text = "Response: Success\r\nActionID: " + pending.make_action_id(order.front()) +
                             "\r\nPing: Pong\r\nTimestamp: 1790000000.123456\r\n\r\n";
    order.pop_front();
    const ami::wire::raw_frame raw{text};
    if (pending.on_frame(raw, raw.kind()) != ami::session::correlator::verdict::complete) {
      state.SkipWithError("not found");
    }
    benchmark::DoNotOptimize(pending.take_finished());
    add();
  }
}
BENCHMARK(correlation)->Arg(1)->Arg(100)->Arg(10'000);

// ---- streams

// Events go from the strand to the consumer in batches of this size.
void stream(benchmark::State& state) {
  boost::asio::io_context io;
  const auto queue =
      std::make_shared<ami::detail::subscription>(std::make_shared<ami::detail::context_executor>(io.get_executor()),
                                                  std::vector<ami::detail::event_filter>{}, ami::subscribe_options{});
  const auto events = sample_events();
  ami::event item;
  std::size_t at = 0;
  for (auto _ : state) {
    for (std::int64_t i = 0; i < state.range(0); ++i) {
      queue->stage(events[at]);
      at = at + 1 != events.size() ? at + 1 : 0;
    }
    queue->flush();
    while (queue->take(item) == ami::detail::take_result::item) {
      benchmark::DoNotOptimize(item);
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * state.range(0));
}
BENCHMARK(stream)->Arg(1)->Arg(16)->Arg(512);

}  // namespace

BENCHMARK_MAIN();
