#!/usr/bin/env python3
"""Compiles a file of mistakes, and checks what the compiler says.

    check.py FILE COMPILER [FLAG...]

Each line of FILE that ends with `// says: TEXT` is a mistake: the compiler has to name the line, and to say TEXT once for
each such line. With `// clang says: TEXT` or `// gcc says: TEXT` other compilers need not. Without these lines the file compiles, and without
warnings. All that is said must not be longer than LINES lines for each mistake.
"""

import collections
import os
import pathlib
import re
import subprocess
import sys
import tempfile

LINES = 20


def main():
    file, compiler = pathlib.Path(sys.argv[1]), sys.argv[2:]
    lines = file.read_text().split("\n")
    is_clang = "clang" in subprocess.run([compiler[0], "--version"], capture_output=True, text=True).stdout
    # The compiler shows the lines, so that the comments must not be in them.
    wrong, right = list(lines), list(lines)
    mistakes = {}
    for number, line in enumerate(lines, 1):
        if found := re.search(r" *// (clang |gcc )?says: (.*)$", line):
            wrong[number - 1] = line[:found.start()]
            right[number - 1] = ""
            if not found[1] or is_clang == (found[1] == "clang "):
                mistakes[number] = found[2]

    flags = ["-fsyntax-only", "-Wall", "-Wextra", "-Wno-unused-parameter", "-Wno-unused-function"]
    flags += ["-ferror-limit=0"] if is_clang else []
    with tempfile.TemporaryDirectory() as folder:

        def compile_(text):
            copy = pathlib.Path(folder) / file.name
            copy.write_text("\n".join(text))
            return subprocess.run(compiler + flags + [str(copy)], capture_output=True, text=True,
                                  env=os.environ | {"LC_ALL": "C"})

        result = compile_(right)
        if result.returncode != 0 or result.stderr:
            sys.exit(f"without its mistakes {file.name} does not compile cleanly:\n{result.stderr}")
        said = compile_(wrong).stderr
    problems = [f"line {number} is not named, which is to say: {text}" for number, text in mistakes.items()
                if f"{file.name}:{number}:" not in said]
    for text, count in collections.Counter(mistakes.values()).items():
        if said.count(text) < count:
            problems.append(f"said {said.count(text)} times, and not {count}: {text}")
    length = said.count("\n")
    if length > LINES * len(mistakes):
        problems.append(f"{length} lines for {len(mistakes)} mistakes, and not {LINES} for each at most")
    if problems:
        sys.exit(said + "\n" + "\n".join(problems))
    print(f"{len(mistakes)} mistakes, {length} lines: {length / len(mistakes):.1f} for each")


if __name__ == "__main__":
    main()
