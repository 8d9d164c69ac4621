// amictl decode: captured bytes to frames that can be read.
#include "amictl/capture_decoder.hpp"
#include "amictl/commands.hpp"
#include "amictl/frame_printer.hpp"
#include "amictl/input_file.hpp"
#include "amictl/tool.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace asio = boost::asio;

namespace amictl {

namespace {

class decode_flags {
public:
  std::string file = "-";
  std::vector<std::uint16_t> ports;
};

asio::awaitable<exit_code> decode_file(asio::any_io_executor executor, const decode_flags& flags, tool& shared) {
  std::uint64_t frames = 0;
  std::uint64_t problems = 0;
  constexpr std::uint16_t plain_port = 5038;
  constexpr std::uint16_t tls_port = 5039;
  std::vector<std::uint16_t> ports{plain_port, tls_port};
  ports.insert(ports.end(), flags.ports.begin(), flags.ports.end());
  capture_decoder decoder{[&](const decoded_frame& found, const frame_origin& origin) {
                            ++frames;
                            print_frame(shared.out, found, origin);
                          },
                          [&](std::uint64_t offset, std::string_view reason, const std::string& stream) {
                            ++problems;
                            print_problem(shared.out, offset, reason, stream);
                          },
                          std::move(ports)};
  input_file file{executor, flags.file};
  progress shown_progress{executor, fmt::format("decoding {}", file.name())};
  for (std::string_view bytes = co_await file.read(shared.out); !bytes.empty();
       bytes = co_await file.read(shared.out)) {
    decoder.feed(bytes);
    shown_progress.update(fmt::format("decoding {}: {} MB, {} frames", file.name(), file.position() / 1000000, frames));
  }
  decoder.finish();
  co_return problems == 0 ? exit_code::success : exit_code::negative;
}

exit_code run_decode(const decode_flags& flags, tool& shared) {
  return run_coroutine([&](const asio::any_io_executor& executor) { return decode_file(executor, flags, shared); });
}

}  // namespace

void add_decode(CLI::App& root, tool& shared) {
  auto flags = std::make_shared<decode_flags>();
  CLI::App& command =
      tool::add_command(root, "decode", "Show captured bytes as frames",
                        "  amictl decode calls.ami                          what amictl record wrote\n"
                        "  tcpdump -i any -U -w - port 5038 | amictl decode   what goes over the network now\n"
                        "  amictl decode session.raw --json | jq -c 'select(.name==\"Hangup\").typed.Cause'\n"
                        "\n"
                        "The input is the bytes of a server (or of a client), a recording, or a pcap file; which it "
                        "is, is seen from its\n"
                        "first bytes. Parts that are no frames are reported on standard error, with their offset; the "
                        "exit code is 1 then.\n"
                        "Secrets are not shown.\n");
  command.add_option("FILE", flags->file, "The file [-, standard input]");
  command
      .add_option("--ami-port", flags->ports, "In a pcap file: another port of a manager interface than 5038 and 5039")
      ->type_name("PORT");
  tool::on_run(command, shared, [flags](tool& running) { return run_decode(*flags, running); });
}

}  // namespace amictl
