#!/usr/bin/env python3
"""Compiles every C++ snippet of README.md and of examples/guide/*.md, without making code of it.

Usage: snippets.py COMPILER [FLAG...]

A snippet is the body of a coroutine; what it begins with (includes, classes, functions) stands in front of that. The names
that it takes for granted are declared in PRELUDE. Exits with the compiler's status, and names the line of the page.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PRELUDE = """
#include <ami/ami.hpp>
#include <ami/cluster_live_state.hpp>
#include <ami/json.hpp>
#include <ami/live_state.hpp>
#include <ami/testing/fake_asterisk.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace given {

class response_of_http {
public:
  std::string& body();
};
class my_service {
public:
  explicit my_service(const ami::options& settings);
};

extern asio::any_io_executor executor;
extern ami::manager pbx;
extern ami::options settings;
extern ami::reconnect_policy policy;
extern ami::action action;
extern ami::actions::hangup hangup;
extern ami::event event;
extern ami::live_state live;
extern ami::cluster pbxs;
extern std::string secret;
extern std::string channel;
extern std::string fingerprint;
extern std::vector<std::string> members;
extern response_of_http http_response;

template <class... Values>
void log(std::string_view format, const Values&... values);
template <class... Values>
void use(const Values&... values);
template <class... Values>
void complain(const Values&... values);
void alarm(const ami::statistics& now);
void retry_later();
void find_out_first();
void send_it_again();
void check(bool passed);

}  // namespace given

#define CHECK(condition) given::check(condition)
"""
IN_FRONT = ("#include", "using namespace", "class ", "void ", "asio::awaitable<void> ")


def snippets():
    for page in [ROOT / "README.md", *sorted((ROOT / "examples" / "guide").glob("*.md"))]:
        text = page.read_text(encoding="utf-8")
        for match in re.finditer(r"^```cpp\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            yield page.relative_to(ROOT), text.count("\n", 0, match.start(1)) + 1, match.group(1)


def source():
    parts = [PRELUDE]
    for number, (page, line, code) in enumerate(snippets()):
        front, body = [], code
        includes = "".join(re.findall(r"^#include.*\n", body, re.MULTILINE))
        body = re.sub(r"^#include.*$", "", body, flags=re.MULTILINE)
        while body.lstrip("\n").startswith(IN_FRONT):
            body = "\n" * (len(body) - len(body.lstrip("\n"))) + body.lstrip("\n")
            end = re.search(r"\n(?=\n)|\Z", body.lstrip("\n")).end() + len(body) - len(body.lstrip("\n"))
            front.append(body[:end])
            body = body[end:]
        body = re.sub(r"^\.\.\.$", "", body, flags=re.MULTILINE)
        before = "".join(front)
        parts.append(f'{includes}\nnamespace snippet_{number} {{\nusing namespace given;\n#line {line} "{page}"\n{before}\n'
                     f"[[maybe_unused]] asio::awaitable<void> run() {{\n"
                     f'#line {line + before.count(chr(10))} "{page}"\n{body}\nco_return;\n}}\n}}\n')
    return "".join(parts)


def main():
    command = sys.argv[1:] + ["-fsyntax-only", "-I", str(ROOT / "include"), "-x", "c++", "-"]
    code = source()
    print(f"{code.count('namespace snippet_')} snippets")
    return subprocess.run(command, input=code, text=True, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
