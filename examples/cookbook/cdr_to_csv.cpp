// Call detail records to a CSV file, a line for each call.
//
//   cdr_to_csv FILE
//
// In /etc/asterisk/cdr_manager.conf: [general] enabled = yes
// The manager user needs: read = cdr
#include "program.hpp"

#include <ami/events/cdr.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <fstream>
#include <initializer_list>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace asio = boost::asio;

namespace {

std::string quoted(std::string_view text) {
  std::string result = "\"";
  // A spreadsheet runs a text that begins so as a formula, and a caller chooses his own name.
  if (!text.empty() && std::string_view{"=+-@"}.find(text.front()) != std::string_view::npos) {
    result += '\'';
  }
  for (const char each : text) {
    result.append(each == '"' ? 2 : 1, each);
  }
  return result + '"';
}

void write_line(std::ostream& out, std::initializer_list<std::string_view> fields) {
  std::string_view separator;
  for (const std::string_view field : fields) {
    out << separator << quoted(field);
    separator = ",";
  }
  out << std::endl;  // in the file at once: who reads it need not wait for the next call
}

void write_record(std::ostream& out, const ami::events::cdr& record) {
  const auto seconds = [](const auto& value) { return value ? std::to_string(value->count()) : std::string{}; };
  write_line(out, {record.start_time(), record.source(), record.destination(), record.caller_id(),
                   record["Disposition"], seconds(record.duration()), seconds(record.billable_seconds()),
                   record.channel(), record.destination_channel(), record.unique_id()});
}

asio::awaitable<int> write_records(ami::manager pbx, std::string path) {
  std::ofstream file{path, std::ios::app};
  if (!file) {
    throw std::runtime_error{path + ": cannot be written"};
  }
  if (file.tellp() == 0) {
    write_line(file, {"start", "from", "to", "caller", "outcome", "seconds", "billed", "channel", "to channel", "id"});
  }
  // Calls end in bursts; so many records may wait for a slow disk.
  auto records = pbx.subscribe<ami::events::cdr>(ami::subscribe_options{}.capacity(100000).name("cdr_to_csv"));
  co_await pbx.connect();
  std::cout << "writing to " << path << '\n';

  // Events are not kept for who is away. What is missing in the file has to be known, for it is money.
  while (const auto event = co_await records.next()) {
    event->match([&](const ami::events::cdr& record) { write_record(file, record); },
                 [](const ami::connection_lost& gap) { std::cerr << "no records: " << gap.reason().message() << '\n'; },
                 [](const ami::connection_restored& gap) {
                   std::cerr << "records are missing of "
                             << std::chrono::duration_cast<std::chrono::milliseconds>(gap.downtime()).count()
                             << " ms: take them from the server's own CDR\n";
                 },
                 [](const ami::lagged& gap) { std::cerr << gap.count() << " records are missing\n"; });
    if (!file) {
      throw std::runtime_error{path + ": cannot be written"};
    }
  }
  co_return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: cdr_to_csv FILE\n";
    return 2;
  }
  return cookbook::run_service("cdr_to_csv", [&](ami::manager pbx) { return write_records(pbx, arguments[1]); });
}
