"""Reads recorded sessions (*.raw), and proposes value types for overrides.toml from what they hold.

    captures.py FOLDER [EVENT...]     one line for each event and key: proposed type, counts, examples

The proposals are only a hint: a key that is a number in every recording may still be a text (Exten, CallerIDNum).
"""

import collections
import glob
import os
import re
import sys

FORGED = ("crlf_in_values_frame_injection", "userevent_action", "odd_values_newlines_bytes", "framing_probes",
          "actionid_lengths", "slow_reader_disconnect_tail", "originate_odd_callerid")


def split_line(line):
    at = line.find(b": ")
    width = 2
    if at < 0:
        at, width = line.find(b":"), 1
    return (line[:at].decode("latin1"), line[at + width:].decode("latin1")) if at >= 0 else ("", line.decode("latin1"))


def frames(path):
    """The frames of a recording as lists of (key, value); text without a colon continues the value before it."""
    with open(path, "rb") as file:
        lines = file.read().split(b"\n")
    frame = []
    for number, line in enumerate(lines):
        line = line.removesuffix(b"\r")
        if number == 0 and line.startswith(b"Asterisk Call Manager"):
            continue
        if not line:
            if frame:
                yield frame
            frame = []
            continue
        key, value = split_line(line)
        if not key and frame:
            frame[-1] = (frame[-1][0], frame[-1][1] + "\n" + value)
        else:
            frame.append((key, value))


def recordings(folder):
    """(asterisk major version, scenario, frames) of every recording."""
    for path in sorted(glob.glob(os.path.join(folder, "*.raw"))):
        name = os.path.basename(path)[:-4]
        yield (16 if name.startswith("a16_") else 22), name.removeprefix("a16_"), list(frames(path))


NONE = {"", "<unknown>", "<none>", "(null)", "<not set>", "unknown", "none"}
FORMS = [
    ("integer", r"[+-]?\d+"), ("real", r"[+-]?\d+\.\d+"), ("boolean", r"(?i)yes|no|true|false|on|off|y|n"),
    ("hms", r"\d+:\d\d:\d\d"), ("iso", r"\d{4}-\d\d-\d\dT.*"), ("local", r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"),
    ("hex", r"0x[0-9a-fA-F]+"), ("address", r"IPV[46]/.*"), ("host:port", r"\d+\.\d+\.\d+\.\d+:\d+"),
]


def propose(values):
    forms = set()
    for value in values:
        if value.lower() in NONE:
            continue
        forms.add(next((name for name, form in FORMS if re.fullmatch(form, value)), "text"))
    if forms == {"integer"}:
        real = {v for v in values if v.lower() not in NONE}
        if real <= {"0", "1"}:
            return "0/1"
        if all(len(v) == 10 and v.startswith("17") or v == "0" for v in real):
            return "epoch"
    if forms <= {"integer", "real"} and forms:
        return max(forms)
    if len(forms) < 2:
        return forms.pop() if forms else "empty"
    return "text" if "text" in forms else "/".join(sorted(forms))


def main():
    table = collections.defaultdict(lambda: collections.defaultdict(collections.Counter))
    versions = collections.defaultdict(lambda: collections.defaultdict(set))
    frames_of = collections.Counter()
    for version, scenario, content in recordings(sys.argv[1]):
        if scenario in FORGED:
            continue
        for frame in content:
            if frame[0][0] not in ("Event", "Response"):
                continue
            name = frame[0][1] if frame[0][0] == "Event" else "Response"
            frames_of[name] += 1
            for key, value in frame[1:]:
                table[name][key][value] += 1
                versions[name][key].add(version)
    for name in sorted(table):
        if len(sys.argv) > 2 and name not in sys.argv[2:]:
            continue
        print(f"{name} ({frames_of[name]} frames)")
        for key, values in table[name].items():
            examples = ", ".join(repr(v)[1:-1][:40] for v, _ in values.most_common(6))
            where = "/".join(str(v) for v in sorted(versions[name][key]))
            print(f"  {key:28} {propose(values):9} {where:6} {sum(values.values()):5} {len(values):4}  {examples}")


if __name__ == "__main__":
    main()
