#!/usr/bin/env python3
"""Keeps the order of the rooms of src/: a room includes only from itself and from lower ones.

Usage: layers.py [FOLDER]   (default: the src/ beside this script's folder)
"""
import pathlib
import re
import sys

# From the lowest to the highest; rooms of one line do not include each other.
FLOORS = [
    {"base"},
    {"wire"},
    {"catalogue"},
    {"values"},
    {"options"},
    {"session"},
    {"runtime"},
    {"streams"},
    {"live"},
    {"net"},
    {"connection"},
    {"calls", "cluster", "live_state"},
    {"cluster_live"},
    {"json"},
    {"testing"},
    {"amictl"},
]
# Programs, which include public headers and their own files only.
PROGRAMS = {"amictl"}
FLAT = {"README.md", "DECISIONS.md"}
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


def problems(source):
    floor_of = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
    for entry in sorted(source.iterdir()):
        if entry.is_file() and entry.name not in FLAT:
            yield f"{entry.name}: every source file has a room"
        elif entry.is_dir() and entry.name not in floor_of:
            yield f"{entry.name}/: a room without a floor in {pathlib.Path(__file__).name}"
    for file in sorted(source.rglob("*")):
        room = file.relative_to(source).parts[0]
        if file.suffix not in {".cpp", ".hpp", ".ipp", ".in"} or room not in floor_of:
            continue
        for included in INCLUDE.findall(file.read_text(encoding="utf-8")):
            other = included.split("/")[0]
            where = file.relative_to(source)
            if other not in floor_of or not (source / included).is_file():
                yield f'{where}: "{included}" is not named from src/'
            elif other != room and (room in PROGRAMS or floor_of[other] >= floor_of[room]):
                yield f'{where}: "{included}" is not below {room}/'


def main():
    here = pathlib.Path(__file__).resolve().parent
    source = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here.parent / "src"
    found = list(problems(source))
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
