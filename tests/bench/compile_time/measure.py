#!/usr/bin/env python3
"""What the library costs to compile: CPU time and memory of three files against goals.

    measure.py [--runs N] [COMPILER [FLAG...]]      default: g++ -std=c++20 -O2, at most 3 runs

plain_asio.cpp is a client in plain Boost.Asio coroutines. typed_headers.cpp does the same with this library and may cost
1.5 times as much, umbrella.cpp includes all of ami/ami.hpp and may cost twice as much. CPU time, not the clock's, and the
best of several runs, until the goals are reached: a busy machine makes no difference. Exit status: 1 when a goal is
missed, 2 when a file does not compile.
"""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
INCLUDE = os.path.normpath(os.path.join(HERE, "..", "..", "..", "include"))
FILES = {"plain_asio": None, "typed_headers": 1.5, "umbrella": 2.0}


def compile_once(command, name):
    """CPU seconds and peak MB of the compiler and what it starts."""
    source = os.path.join(HERE, name + ".cpp")
    # -pipe would run the assembler beside the compiler; without it wait4 sees them one after the other.
    process = subprocess.Popen([*command, "-I", INCLUDE, "-c", source, "-o", os.devnull])
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        print(f"measure.py: {name}.cpp does not compile", file=sys.stderr)
        sys.exit(2)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def ratios_of(best):
    """CPU time and memory of each file, relative to the first file's."""
    base = next(iter(best.values()))
    return {name: [value / reference for value, reference in zip(measured, base)] for name, measured in best.items()}


def missed_goals(best):
    return [name for name, ratios in ratios_of(best).items() if FILES[name] is not None and max(ratios) > FILES[name]]


def main(arguments):
    runs = 3
    if arguments[:1] == ["--runs"]:
        runs = int(arguments[1])
        arguments = arguments[2:]
    command = arguments or ["g++", "-std=c++20", "-O2"]
    best = {}
    for _ in range(runs):
        for name in FILES:
            measured = compile_once(command, name)
            best[name] = tuple(map(min, measured, best.get(name, measured)))
        if not missed_goals(best):
            break
    print(" ".join(command))
    print(f"{'file':<14} {'CPU s':>7} {'ratio':>6} {'memory MB':>10} {'ratio':>6} {'goal':>5}")
    missed = missed_goals(best)
    for name, ratios in ratios_of(best).items():
        print(f"{name:<14} {best[name][0]:7.2f} {ratios[0]:6.2f} {best[name][1]:10.0f} {ratios[1]:6.2f} "
              f"{FILES[name] or '':>5}{'  MISSED' if name in missed else ''}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
