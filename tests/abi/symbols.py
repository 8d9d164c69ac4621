#!/usr/bin/env python3
"""Compares what the shared libraries export with the lists in this folder, and says what was added and removed.

Usage: symbols.py [--update] LIBRARY...     LIBRARY: a file, lib<name>.so; its list is <name>.txt

A program that is linked with a library needs its exported functions and objects under the very same names, parameters
included. The lists have those of the namespace ami that a source file defines. What each compiler makes of templates and
inline functions as it needs them is left out, since programs bring their own, so the lists are the same for GCC and Clang,
with optimisation and without. They are for 64 bits and libstdc++, whose names stand in those of ours. The
implementation of ami_testing, which is exported, too, is left out.

When a change is wanted, the option --update writes the lists anew. Programs that are linked already go on working when
something was added; when something was removed, the soname has to be another one, which a new minor version (before 1.0)
or major version gives.
"""
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
OURS = re.compile(r"([^(]* )?ami::(?!testing::detail::)")
# From the longest to the shortest: what a reader knows by a shorter name.
SHORTER = [
    ("std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> >", "std::string"),
    ("std::basic_string_view<char, std::char_traits<char> >", "std::string_view"),
    ("[abi:cxx11]", ""),
]


def exported(library):
    """The names of the functions and objects that the library defines for others, but weak ones."""
    lines = subprocess.run(["nm", "--dynamic", "--defined-only", "--demangle", str(library)], check=True,
                           capture_output=True, text=True).stdout.splitlines()
    names = set()
    for line in lines:
        _, kind, name = line.split(" ", 2)
        if kind in "TDBR" and OURS.match(name):
            for long, short in SHORTER:
                name = name.replace(long, short)
            names.add(name)
    return names


def main(arguments):
    update = arguments[:1] == ["--update"]
    libraries = [pathlib.Path(argument) for argument in arguments[update:]]
    if not libraries:
        sys.exit(__doc__)
    differ = False
    for library in libraries:
        name = library.name.removeprefix("lib").split(".so")[0]
        list_file = HERE / f"{name}.txt"
        now = exported(library)
        if not now:
            sys.exit(f"{library} exports nothing of the namespace ami")
        if update:
            list_file.write_text("".join(line + "\n" for line in sorted(now)), encoding="utf-8")
        listed = set(list_file.read_text(encoding="utf-8").splitlines()) if list_file.exists() else set()
        for title, changes in (("added", now - listed), ("removed", listed - now)):
            for change in sorted(changes):
                print(f"{library.name}: {title}: {change}")
                differ = True
        print(f"{library.name}: {len(now)} symbols")
    if differ:
        print("\nIf that is wanted: python3 tests/abi/symbols.py --update " + " ".join(map(str, libraries)) +
              "\nWhere something was removed, or has other parameters now, the version has to get a new soname, too:"
              "\ninclude/ami/version.hpp, the minor version before 1.0 and the major one after it.")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
